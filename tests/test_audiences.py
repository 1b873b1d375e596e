"""The page of an audience: a table of what to do, or headings by subject for one that asks."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
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


def test_points_stand_in_groups_each_with_its_table(tiny: Dataset) -> None:
    html = html_of(tiny, TODAY, "for/bridge-keepers/")
    rows = re.findall(r'<tr id="([^"]+)" data-written="([^"]+)"', html)
    assert [id.removeprefix("bridge-keepers-") for id, _ in rows] == [
        "inspect",
        "lamps",
        "register",
        "watch",
    ]
    assert dict(rows)["bridge-keepers-inspect"] == "2026-01-10"
    groups = re.findall(r'<section class="duty-group duty-(\w+)" id="\1"', html)
    assert groups == ["now", "coming", "watch"]
    assert ">Bridge keepers: what you must do, by when</h1>" in html
    assert "Two are in force, one is coming with no day given, one is to watch." in html
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]+)</th>", html)
    assert heads == ["Do", "When", "Force", "Where", "Source"] * len(groups)
    assert html.count('<td data-th="When"') == len(rows)
    assert html.count("data-dated") == len(rows) - 1


def test_what_is_to_be_watched_is_folded_by_subject(tiny: Dataset) -> None:
    html = html_of(tiny, TODAY, "for/bridge-keepers/")
    _, _, watch = html.partition('id="watch"')
    fold, _, _ = watch.partition("</details>")
    assert re.search(r'<details class="fold"><summary>The one point</summary>', fold)
    assert '<a href="../../topics/bridges/">Bridges</a>' in fold
    assert 'id="bridge-keepers-watch"' in fold


def test_an_audience_that_asks_has_headings_and_no_words_for_duties(tiny: Dataset) -> None:
    html = html_of(tiny, TODAY, "for/walkers/")
    assert "<table" not in html
    assert headings(html) == [
        "Ask for a way across",
        "A map of the bridges",
        "What is promised",
        "Calendar and feed",
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
    assert '<a href="../../support/#bridge-line">' in html


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


def test_points_are_narrowed_by_where_force_subject_and_the_day_of_writing(
    page: Page, tiny_address: str
) -> None:
    """How stands in the address, and the page comes back so."""
    rows = page.locator(".duties tr[id]:not([hidden])")
    page.goto(f"{tiny_address}for/bridge-keepers/")
    assert rows.count() == 4
    assert page.locator("select").evaluate_all(
        "all => all.map(select => select.options.length)"
    ) == [3, 4, 2]
    page.locator("select[name=force]").select_option("Duty")
    page.wait_for_url("**/for/bridge-keepers/?force=Duty")
    assert rows.count() == 1
    assert page.get_by_text("1 of 4 shown").is_visible()
    assert page.locator(".duty-now .n").inner_text() == "(1 of 2)"
    assert not page.locator("#coming").is_visible()
    page.locator("select[name=where]").select_option("Wales")
    assert page.get_by_text("Nothing here matches.").is_visible()
    page.get_by_role("button", name="Take away the filter Duty").click()
    page.wait_for_url("**/for/bridge-keepers/?where=Wales")
    assert rows.count() == 2
    assert page.locator("#bridge-keepers-watch").is_visible()
    assert page.get_by_role("button", name="Take away the filter Wales").evaluate(
        "button => button === document.activeElement"
    )


def test_the_link_of_an_alert_shows_what_was_written_since(page: Page, tiny_address: str) -> None:
    rows = page.locator(".duties tr[id]:not([hidden])")
    page.goto(f"{tiny_address}for/bridge-keepers/?since=2026-01-10")
    assert page.get_by_role("textbox", name="New since").input_value() == "2026-01-10"
    assert rows.count() == 4
    page.get_by_role("textbox", name="New since").fill("2026-01-13")
    page.wait_for_url("**/for/bridge-keepers/?since=2026-01-13")
    assert rows.count() == 0
    page.get_by_role("button", name="Take away the filter New since 13 January 2026").click()
    page.wait_for_url("**/for/bridge-keepers/")
    assert rows.count() == 4


def test_what_is_shown_is_saved_as_a_spreadsheet_and_as_a_calendar(
    page: Page, tiny_address: str
) -> None:
    """A day up to which nothing was seen is no date of a point, and a span is all its days."""

    def saved(name: str) -> str:
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        return Path(download.value.path()).read_bytes().decode()

    page.goto(f"{tiny_address}for/bridge-keepers/?where=England")
    rows = list(csv.DictReader(io.StringIO(saved("Spreadsheet").removeprefix("\ufeff"))))
    assert [(row["Group"], row["When"], row["Force"]) for row in rows] == [
        ("In force", "1 January 2025", "Duty"),
        ("In force", "Seen between January 2024 and June 2024", "Guidance"),
        ("Coming, no day given", "No day given", "Guidance"),
    ]
    assert rows[0]["Address"] == f"{tiny_address}for/bridge-keepers/#bridge-keepers-inspect"
    assert rows[0]["Sources"] == "https://laws.example/commencement"
    events = Calendar.from_ical(saved("Calendar of its dates")).walk("VEVENT")
    assert [(event.decoded("DTSTART"), event.decoded("DTEND")) for event in events] == [
        (date(2025, 1, 1), date(2025, 1, 2)),
        (date(2024, 1, 1), date(2024, 7, 1)),
    ]
    assert str(events[0]["SUMMARY"]).startswith(
        "In force: Inspect each bridge once a year, and write"
    )


def test_on_a_narrow_screen_the_first_point_is_on_the_first_screen(
    page: Page, tiny_address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{tiny_address}for/bridge-keepers/")
    group = page.get_by_role("heading", name="In force").bounding_box()
    point = page.get_by_text("Inspect each bridge once a year").first.bounding_box()
    assert group
    assert point
    assert group["y"] < point["y"] < 800
