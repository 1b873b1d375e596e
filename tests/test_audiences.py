"""The page of an audience: a table of what to do, or headings by subject for one that asks."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from conftest import TODAY
from samples import html_of, with_record
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.schema.vocabularies import AudienceSection


def headings(html: str) -> list[str]:
    return re.findall(r"<h[23][^>]*>([^<]+)<", html)


def with_sections(dataset: Dataset, *sections: AudienceSection) -> Dataset:
    audiences = dataset.vocabulary.audiences
    walkers = audiences["walkers"].model_copy(update={"sections": sections})
    terms = {**dataset.vocabulary.terms, "audiences": {**audiences, "walkers": walkers}}
    return replace(dataset, vocabulary=replace(dataset.vocabulary, terms=terms))


def test_what_is_due_and_then_the_newest_comes_first(tiny: Dataset) -> None:
    html = html_of(tiny, TODAY, "for/bridge-keepers/")
    rows = re.findall(r'<tr id="([^"]+)" data-written="([^"]+)"', html)
    assert [id.removeprefix("bridge-keepers-") for id, _ in rows] == [
        "inspect",
        "lamps",
        "register",
        "watch",
    ]
    assert dict(rows)["bridge-keepers-inspect"] == "2026-01-10"
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]+)</th>", html)
    assert heads == ["What to do", "Since or from", "Force", "Where", "Topic", "Sources"]
    assert html.count('<td data-th="Since or from">') == len(rows)


def test_an_audience_that_asks_has_headings_and_no_words_for_duties(tiny: Dataset) -> None:
    html = html_of(tiny, TODAY, "for/walkers/")
    assert "<table" not in html
    assert headings(html) == [
        "Ask for a way across",
        "A map of the bridges",
        "What is promised",
        "Sources",
    ]
    for words in ("n force", "Duty", "duties", "Watch"):
        assert words not in html
    assert "Not known to be open" in html
    assert html.index("Not known to be open") < html.index("Ask the ministry for a map")


def test_a_point_shows_its_limits_its_page_and_who_helps(tiny: Dataset) -> None:
    html = html_of(tiny, TODAY, "for/walkers/")
    assert "It shows no ferries." in html
    assert '<a href="https://bridges.example/map" rel="noreferrer">Go to its page<span' in html
    assert 'Who can help: <a href="../../support/#bridge-line">' in html


def test_a_route_that_was_seen_open_says_so(tiny: Dataset) -> None:
    """On the page that lists audiences too."""
    point = tiny.implications["walkers-ask-for-a-map"]
    seen = point.model_copy(update={"in_force_by": parse_date("2025-03-01")})
    dataset = with_record(tiny, seen)
    html = html_of(dataset, TODAY, "for/walkers/")
    assert "<b>Open</b> when seen on" in html
    assert "1 open" in html_of(dataset, TODAY, "for/")
    assert "open" not in html_of(tiny, TODAY, "for/")


@pytest.mark.parametrize(
    ("sections", "in_order"),
    [
        ((("One", ("walkers-benches",)), ("Rest", ())), ["One", "Rest"]),
        ((("Rest", ()), ("One", ("walkers-benches",))), ["Rest", "One"]),
        ((("One", ("walkers-benches",)),), ["One"]),
        ((("One", ("walkers-benches", "walkers-ask-for-a-map")), ("Rest", ())), ["One"]),
    ],
)
def test_every_point_stands_under_one_heading(
    tiny: Dataset, sections: tuple[tuple[str, tuple[str, ...]], ...], in_order: list[str]
) -> None:
    made = [AudienceSection(heading=heading, points=points) for heading, points in sections]
    html = html_of(with_sections(tiny, *made), TODAY, "for/walkers/")
    assert [heading for heading in headings(html) if heading in ("One", "Rest")] == in_order
    for id in ("walkers-benches", "walkers-ask-for-a-map"):
        assert html.count(f'<li id="{id}">') == 1


def test_a_page_for_those_who_ask_is_one_press_from_everywhere(
    page: Page, tiny_address: str
) -> None:
    for path in ("", "measures/", "about/"):
        page.goto(f"{tiny_address}{path}")
        page.locator("footer").get_by_role("link", name="What you can ask for").click()
        assert page.url == f"{tiny_address}for/walkers/"


def test_points_are_narrowed_by_topic_force_and_the_day_of_writing(
    page: Page, tiny_address: str
) -> None:
    """How stands in the address, and the page comes back so."""
    rows = page.locator("tbody tr:visible")
    page.goto(f"{tiny_address}for/bridge-keepers/")
    assert rows.count() == 4
    page.get_by_text("Filter, or see only what is new").click()
    page.get_by_label("Force").select_option("Duty")
    page.wait_for_url("**/for/bridge-keepers/?force=duty")
    assert rows.count() == 1
    page.goto(f"{tiny_address}for/bridge-keepers/?since=2026-01-10")
    assert page.get_by_label("Written since").input_value() == "2026-01-10"
    assert rows.count() == 4
    page.get_by_label("Written since").fill("2026-01-13")
    page.wait_for_url("**/for/bridge-keepers/?since=2026-01-13")
    assert rows.count() == 0
    page.get_by_label("Written since").fill("")
    page.get_by_role("button", name="Since or from").click()
    page.wait_for_url("**/for/bridge-keepers/?sort=Since+or+from")
    assert "Light each bridge" in rows.first.inner_text()
    assert page.get_by_role("button", name="Sources").count() == 0


def test_on_a_narrow_screen_the_answer_stands_on_top_of_its_point(
    page: Page, tiny_address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{tiny_address}for/bridge-keepers/")
    answer = page.get_by_text("In force", exact=True).first.bounding_box()
    point = page.get_by_text("Inspect each bridge once a year").first.bounding_box()
    assert answer
    assert point
    assert answer["y"] < point["y"] < 800
