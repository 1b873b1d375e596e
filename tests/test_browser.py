"""The real site as people search it and find their way, in Chromium, under a sub-path."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT


def open_results(page: Page, address: str, words: str) -> list[str]:
    """The paths that a search lists, first first."""
    page.goto(f"{address}search/?q={quote(words)}")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    found = page.locator("ol#results > li > a").evaluate_all("links => links.map(a => a.href)")
    return [href.removeprefix(address) for href in found]


def test_a_search_typed_by_a_person_leads_to_the_record(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Search the tracker").fill("casey 4")
    page.keyboard.press("Enter")
    page.locator("ol#results > li > a").first.click()
    page.wait_for_url("**/recommendations/casey-04/")
    assert page.locator("h1").inner_text().startswith("Make recording of suspects")


@pytest.mark.parametrize("number", range(1, 13))
def test_a_recommendation_is_found_by_its_number(page: Page, address: str, number: int) -> None:
    for words in (f"casey {number}", f"recommendation {number}", f"Casey-{number:02}"):
        assert open_results(page, address, words)[0] == f"recommendations/casey-{number:02}/", words


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("taxi", "recommendations/casey-11/"),
        ("beaconport", "measures/operation-beaconport/"),
        ("Royal Assent", "measures/crime-and-policing-act-2026/"),
        ("16LA", "measures/information-sharing-duty/"),
        ("2026 c. 23", "measures/english-devolution-act-2026/"),
        ("Children’s Wellbeing", "measures/childrens-wellbeing-and-schools-act-2026/"),
        ("ethnicity", "recommendations/casey-04/"),
        ("TOEX", "measures/toex-programme/"),
        ("DfE", "bodies/department-for-education/"),
    ],
)
def test_a_word_finds_its_record_in_the_first_three(
    page: Page, address: str, words: str, path: str
) -> None:
    assert path in open_results(page, address, words)[:3]


SUBJECTS = [
    line.split("\t")
    for line in (ROOT / "tests" / "subjects.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("words", "pages"), SUBJECTS)
def test_a_subject_of_the_briefings_is_answered_in_the_first_three(
    page: Page, address: str, words: str, pages: str
) -> None:
    first = open_results(page, address, words)[:3]
    assert set(first) & set(pages.split()), first


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "%00",
        "' OR 1=1 --",
        "🚕",
        "עברית",
        "x" * 10_000,
        "zzqq",
        "constructor",
    ],
)
def test_any_query_gives_a_sentence_and_never_markup(page: Page, address: str, words: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    open_results(page, address, words)
    assert page.locator("#status").inner_text().strip()
    assert page.locator("main script, #status *").count() == 0
    assert page.get_by_role("link", name="Recommendations").first.is_visible()
    assert said == []


def test_a_result_can_be_left_and_come_back_to(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    page.locator("#query").fill("taxi")
    page.wait_for_url("**/search/?q=taxi")
    page.locator("ol#results > li > a[href$='/recommendations/casey-11/']").click()
    page.wait_for_url("**/recommendations/casey-11/")
    page.go_back()
    page.locator("ol#results > li > a").first.wait_for()
    assert page.locator("#query").input_value() == "taxi"


def test_a_search_that_failed_to_load_is_tried_again(page: Page, address: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    open_results(page, address, "taxi")
    page.unroute("**/pagefind/**")
    page.locator("#query").fill("beaconport")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_text("results for “beaconport”").wait_for()


def test_without_the_index_search_says_so(page: Page, address: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    open_results(page, address, "taxi")
    assert "could not be read" in page.locator("#status").inner_text()


def test_nothing_of_search_is_fetched_until_somebody_searches(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.goto(f"{address}search/")
    assert not [url for url in asked if "pagefind" in url or "names.json" in url]


def test_without_script_everything_can_be_reached(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/?q=taxi")
    assert page.get_by_text("Search needs JavaScript").is_visible()
    page.get_by_role("main").get_by_role("link", name="Recommendations").click()
    page.get_by_role("link", name="End out-of-area taxis").click()
    assert page.locator("#part-out-of-area").is_visible()
    context.close()


def test_the_keyboard_reaches_the_content_first(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_answer_is_on_the_first_screen(page: Page, address: str) -> None:
    """What a council lawyer comes for: what, by whom, in force where, the next date."""
    page.goto(f"{address}recommendations/casey-11/")
    wanted = ["Under way", "Department for Transport", "no start seen"]
    for words in [*wanted, "Applies in", "Next date"]:
        box = page.get_by_text(words).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 900, words
