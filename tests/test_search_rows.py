"""What the search page shows of each result and of what was chosen: state and date, a sentence, the
filters that an address brings, and why a place or a person may be missing.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from page_soundness import violations
from search_page import open_results


def notes(page: Page) -> list[str]:
    """The first note of each result: what it is, its state and its date."""
    return page.locator("ol#results > li > a + .note").all_inner_texts()


def test_a_result_shows_its_state_and_its_date(page: Page, tiny_address: str) -> None:
    assert open_results(page, tiny_address, "bridge 1")[0] == "recommendations/bridge-01/"
    first = "Recommendation · Partly delivered, to 31 December 2025 · Bridge Review"
    assert notes(page)[0] == first
    open_results(page, tiny_address, "section 1 starts")
    assert notes(page)[0] == "Development · Legislation · 1 January 2025"
    open_results(page, tiny_address, "Bridges Act 2024")
    assert notes(page)[0].startswith("Measure · Act · Royal Assent 10 September 2024")


def test_newest_first_begins_with_what_shows_a_date(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}search/?q=bridge&sort=day")
    page.locator("ol#results[aria-busy=false] > li").first.wait_for()
    dated = [bool(re.search(r"\b\d{4}\b", note)) for note in notes(page)]
    assert set(dated) == {True, False}
    assert dated == sorted(dated, reverse=True)


READ = """async ([content, asked]) => {
    const { read, row } = await import("../assets/results.js");
    const data = async () => ({ raw_url: "/a/", content, meta: { title: "Inspect bridges" } });
    const [item] = await read([{ hit: { data }, asked }], new URL("https://x.example/"));
    return row(item).querySelector("p:not(.note)")?.innerHTML ?? "";
}"""


@pytest.mark.parametrize(
    ("content", "asked", "shown"),
    [
        (
            "Topics Bridges, Old law and Roads. Inspect bridges. It asks for a look at each. "
            "Bridges, Old Roads. The ministry has said that the bridge is old source 3 grade C.",
            ["bridge"],
            "The ministry has said that the <mark>bridge</mark> is old.",
        ),
        (
            "Under way. 1 of 4 parts under way; 2 planned A ministry was asked for its tolls "
            "in the summer of that year and gave no answer to it.",
            ["tolls"],
            "A ministry was asked for its <mark>tolls</mark> in the summer of that year and gave "
            "no answer to it.",
        ),
        (
            "For the words: what a ferry does and what it costs. The ferry was sold in that year, "
            "and nobody has said since then to whom.",
            ["ferry"],
            "The <mark>ferry</mark> was sold in that year, and nobody has said since then to whom.",
        ),
        (
            "Home. Inspect bridges. Every bridge in the country should be looked at once a year.",
            ["tunnel"],
            "Every bridge in the country should be looked at once a year.",
        ),
        ("NumberBridgeGovernment saysWhat it was. Bridges, Roads.", ["bridge"], ""),
    ],
)
def test_an_excerpt_is_a_sentence_of_the_page(
    page: Page, tiny_address: str, content: str, asked: list[str], shown: str
) -> None:
    page.goto(f"{tiny_address}search/")
    assert page.evaluate(READ, [content, asked]) == shown


def test_every_excerpt_begins_as_a_sentence_does(page: Page, tiny_address: str) -> None:
    seen = 0
    for words in ("bridge", "inspection", "ministry", "crossings"):
        open_results(page, tiny_address, words)
        for text in page.locator("ol#results > li > p:not(.note)").all_inner_texts():
            assert re.match(r"[A-Z0-9\"“(]", text), text
            assert " grade " not in text
            seen += 1
    assert seen > 10


def test_a_word_of_the_glossary_shows_what_it_means(page: Page, tiny_address: str) -> None:
    open_results(page, tiny_address, "MoB")
    entry = page.locator("ol#results > li", has=page.locator("a[href*='glossary/#']"))
    assert entry.locator("p:not(.note)").inner_text()


@pytest.mark.parametrize("width", [360, 1280])
def test_filters_of_an_address_are_seen_and_taken_away(
    page: Page, tiny_address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{tiny_address}search/?q=bridge&kind=Measure&kind=Topic&topic=Bridges")
    chips = page.locator(".chips button")
    chips.nth(2).wait_for()
    assert [text.rstrip(" ×") for text in chips.all_inner_texts()] == [
        "Kind: Measure",
        "Kind: Topic",
        "Topic: Bridges",
    ]
    assert all(box["x"] + box["width"] <= width for box in map(bounds, chips.all()))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.get_by_role("button", name="Take away the filter Kind: Topic").press("Enter")
    page.wait_for_url("**/search/?q=bridge&kind=Measure&topic=Bridges")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    assert chips.count() == 2
    assert page.evaluate("document.activeElement.ariaLabel").endswith("Topic: Bridges")
    page.get_by_role("button", name="Take all filters away").click()
    page.wait_for_url("**/search/?q=bridge")
    page.locator("ul.chips").wait_for(state="hidden")


def bounds(button: Any) -> dict[str, float]:
    box: dict[str, float] = button.bounding_box()
    return box


def test_a_filter_that_leaves_nothing_can_be_taken_away(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}search/?q=bridge&kind=Nothing")
    page.get_by_role("button", name="Take away the filter Kind: Nothing").click()
    page.locator("ol#results > li").first.wait_for()
    page.wait_for_url("**/search/?q=bridge")


@pytest.mark.parametrize(
    ("words", "is_said"),
    [("Xanthby", True), ("xanthby bridges", True), ("inspecton", False), ("bridge", False)],
)
def test_where_no_page_has_a_word_search_says_who_and_what_is_left_out(
    page: Page, tiny_address: str, words: str, is_said: bool
) -> None:
    open_results(page, tiny_address, words)
    left_out = page.locator("#left-out")
    assert left_out.is_visible() == is_said
    if is_said:
        assert left_out.get_by_role("link", name="places").is_visible()
        assert "keeps no list of people" in left_out.inner_text()


NAMES = {
    "names": {
        "charge for tolls": ["d/"],
        "charges": ["a/"],
        "charging a toll in any town": ["b/"],
        "chargers": ["e/"],
    },
    "within": {"charg": ["f/"]},
    "pages": {
        "a/": {"title": "Money for roads", "kind": "Topic"},
        "b/": {"title": "Charging a toll in any town", "kind": "Measure"},
        "d/": {"title": "Charge for tolls", "kind": "Topic"},
        "e/": {"title": "Chargers", "kind": "Development"},
        "f/": {"title": "Free of charg", "kind": "Topic"},
    },
}


def test_a_title_that_begins_with_the_words_is_suggested_first(
    page: Page, tiny_address: str
) -> None:
    page.route("**/search/names.json", lambda route: route.fulfill(json=["a"]))
    page.route("**/search/names/0.json", lambda route: route.fulfill(json=NAMES))
    page.goto(f"{tiny_address}search/")
    run = "async () => (await import('../assets/names.js')).beginning('charg', 8)"
    suggested = [each["path"] for each in page.evaluate(run)]
    assert suggested == ["d/", "b/", "e/", "f/", "a/"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_box_of_the_search_page_stands_below_its_heading(
    page: Page, tiny_address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{tiny_address}search/")
    heading, box = (page.locator(f"main {of}").bounding_box() for of in ("h1", "form.find"))
    assert heading
    assert box
    assert box["x"] == heading["x"]
