"""Two dates compared, in Chromium; and that what a script shows of the past is sound."""

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from page_soundness import (
    Heard,
    elements_too_wide,
    violations_in_both_schemes,
    watched_page,
)
from test_accessibility import tab_stops
from test_as_of_pages import CITED, NOW, STATES
from tracker.derive.changes import CHANGE_KINDS
from tracker.text.change_sentences import CHANGE_NOUNS, FIRST_FINDINGS_NOTE

FIRST = {"is_first": True}


def row(of: int, day: str, kind: str, after: str, **others: Any) -> dict[str, Any]:
    """A change of a recommendation, written on the day it happened unless it says otherwise."""
    path = f"recommendations/bridge-0{of}/"
    record = {"record": f"Audit {of}", "title": f"Title {of}", "path": path}
    days = {"as_of": day, "as_recorded": day, "date": day}
    return {**days, "kind": kind, "after": after, **record, **others}


LATER = {"as_recorded": "2026-04-20", "written": "Written 20 April 2026."}
ROWS = [
    row(1, "2026-04-02", "correction", "", reason="A date was wrong."),
    row(2, "2026-03-31", "status", "Under way", before="Delivered"),
    row(1, "2026-03-31", "due-date", "June 2026", date="2026-03", before="May 2026", subject="Law"),
    row(2, "2026-02-10", "status", "Delivered", before="Under way"),
    row(1, "2026-01-08", "response", "Accepted", date="2025-10-17/2026-01-08", **LATER),
    row(1, "2026-01-02", "status", "Under way", before="Planned", reason="It <b>began</b>."),
    row(1, "2026-01-01", "element-status", "Planned", before="Not judged yet", **LATER, **FIRST),
    row(1, "2025-12-31", "status", "Planned", before="Stalled", **LATER),
    row(3, "2025-12-01", "status", "Planned", before="Not judged yet", **LATER, **FIRST),
    row(2, "2025-06-30", "status", "Under way", before="Not judged yet", **FIRST),
]


UNSEARCHED = (
    "No recommendation as a whole has been searched beyond 31 December 2025: that nothing is shown "
    "after it does not mean that nothing happened."
)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The years whose file the page asked for, where the files hold ROWS."""
    years: list[str] = []

    def serve(route: Route) -> None:
        years.append(Path(urlsplit(route.request.url).path).stem)
        route.fulfill(json=[one for one in ROWS if one["as_of"].startswith(years[-1])])

    page.route("**/changes/2*.json", serve)
    page.clock.set_fixed_time(NOW)
    return years


def sentence(page: Page) -> str:
    """What is said of the comparison, once it stands."""
    status = page.locator("[data-compare] [role=status]:not(:empty)")
    return status.inner_text()


def wait_for(page: Page, words: str) -> None:
    """Waits until the comparison says some words."""
    page.locator("[data-compare] [role=status]").filter(has_text=words).wait_for()


def compared(page: Page) -> list[str]:
    """Each line of the comparison: its sentence, then headings and paragraphs."""
    lines = page.locator("[data-compare] [role=status], [role=status] + div :is(h3, h4, p)")
    assert sentence(page)
    return [" ".join(line.split()) for line in lines.all_text_contents()]


def query(page: Page) -> str:
    return urlsplit(page.url).query


def test_a_comparison_in_the_address_stands_first(page: Page, tiny_address: str) -> None:
    headings = page.locator("main h2")
    page.goto(f"{tiny_address}changes/")
    page.locator("[data-compare] form").wait_for()
    assert headings.first.inner_text() == "Happened last"
    page.goto(f"{tiny_address}changes/?from=2025-12-31&to=2026-04-02")
    page.locator("[data-compare] form").wait_for()
    assert headings.first.inner_text() == "What changed between two dates"


def test_two_dates_are_compared_from_their_address(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/?from=2025-12-31&to=2026-04-02")
    assert compared(page) == [
        "5 changes that happened between 31 December 2025 and 2 April 2026: 3 labels, "
        f"1 response, 1 date changed. 1 first finding is {FIRST_FINDINGS_NOTE}. "
        f"1 correction of what this site had said. {UNSEARCHED}",
        "Labels, the first date against the second",
        "Audit 2: Title 2",
        "Under way on both dates",
        "Audit 1: Title 1",
        "from Planned → to Under way",
        "Every change, by record",
        "Audit 2: Title 2",
        "31 March 2026 Label",
        "from Delivered → to Under way",
        "10 February 2026 Label",
        "from Under way → to Delivered",
        "Audit 1: Title 1",
        "March 2026 Date changed",
        "Law",
        "from May 2026 → to June 2026",
        "between 17 October 2025 and 8 January 2026 Response",
        "Accepted",
        "Written 20 April 2026.",
        "2 January 2026 Label",
        "from Planned → to Under way",
        "It <b>began</b>.",
        "1 January 2026 First assessed",
        "1 first finding: Planned",
        "Corrections",
        "They put right what this site had said. They are not progress, and are not counted as "
        "changes.",
        "Audit 1: Title 1",
        "2 April 2026 Correction",
        "A date was wrong.",
    ]
    assert asked == ["2026"]
    page.get_by_role("link", name="Audit 1").first.click()
    page.wait_for_url(f"{tiny_address}recommendations/bridge-01/")


def test_by_the_day_we_wrote_it_a_label_of_an_earlier_day_leaves_a_later_one(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/?from=2026-04-19&to=2026-04-20&by=wrote")
    assert page.get_by_role("radio", name="Written by us").is_checked()
    lines = compared(page)
    assert lines[:6] == [
        "2 changes written by us between 19 April 2026 and 20 April 2026: 1 label, 1 response. "
        f"2 first findings are {FIRST_FINDINGS_NOTE}.",
        "Labels, the first date against the second",
        "Audit 1: Title 1",
        "Under way on both dates",
        "Every change, by record",
        "Audit 1: Title 1",
    ]
    years = page.locator("[data-compare]").get_attribute("data-compare")
    assert sorted(asked, reverse=True) == (years or "").split()


LABELS = "Labels, the first date against the second"
EVERY = "Every change, by record"
ORDER = "The first date has to be before the second."
UNREAD = "A date in the address could not be read, and was left out. Give both dates."


@pytest.mark.parametrize(
    ("dates", "words", "headings"),
    [
        ("from=2026-01-01&to=2026-01-02", "1 change that happened between 1 Jan", [LABELS, EVERY]),
        ("from=2026-01-02&to=2026-01-03", "No changes that happened between 2 January 2026", []),
        (
            "from=2026-04-01&to=2026-04-02",
            "No changes that happened between 1 Apr",
            ["Corrections"],
        ),
        ("from=2025-12-30&to=2025-12-31", "1 change that happened between 30 Dec", [LABELS, EVERY]),
        ("from=2025-12-31&to=2026-01-01", "No changes that happened between 31 Dec", [EVERY]),
        ("from=2026-02-01&to=2026-01-01", ORDER, []),
        ("from=2026-01-01&to=2026-01-01", ORDER, []),
        ("from=2026-01-01", "Give both dates.", []),
        ("from=2026-02-30&to=2026-03-01", UNREAD, []),
        ("from=2026-01-01&to=tomorrow", UNREAD, []),
        ("from=12026-01-01&to=2026-01-01", UNREAD, []),
    ],
)
def test_any_two_dates_get_a_sentence(
    page: Page, tiny_address: str, asked: list[str], dates: str, words: str, headings: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/?{dates}")
    assert sentence(page).startswith(words)
    assert page.locator("[data-compare] h3").all_inner_texts() == headings


def test_every_kind_of_change_is_counted(page: Page, tiny_address: str) -> None:
    kinds = [kind for kind in CHANGE_KINDS if kind != "correction"]
    times = {kind: place % 2 + 1 for place, kind in enumerate(kinds)}
    rows = [
        row(1, "2026-01-02", kind, "Planned", before="Planned")
        for kind in kinds
        for _ in range(times[kind])
    ]
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=rows))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02")
    said = (f"{times[kind]} {CHANGE_NOUNS[kind][times[kind] - 1]}" for kind in kinds)
    counted = ", ".join(said)
    assert sentence(page).endswith(f": {counted}. {UNSEARCHED}")


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ("from=2025-12-31&to=2026-01-01", True),
        ("from=2025-12-01&to=2025-12-31", False),
        ("from=2025-12-31&to=2026-02-01&by=wrote", False),
    ],
)
def test_what_nobody_has_searched_is_not_shown_as_quiet(
    page: Page, tiny_address: str, asked: list[str], dates: str, said: bool
) -> None:
    """What was written between two days is known; what happened is, as far as we looked."""
    page.goto(f"{tiny_address}changes/?{dates}")
    assert sentence(page).endswith(UNSEARCHED) is said


def test_first_findings_are_one_line_and_counted_apart(page: Page, tiny_address: str) -> None:
    rows = [
        row(2, "2026-01-02", "status", "Under way", before="Planned"),
        *(
            row(2, "2026-01-02", "element-status", after, before="Not judged yet", **FIRST)
            for after in ("Planned", "Planned", "No action found")
        ),
    ]
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=rows))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02")
    said = f": 1 label. 3 first findings are {FIRST_FINDINGS_NOTE}. {UNSEARCHED}"
    assert sentence(page).endswith(said)
    assert compared(page)[-2:] == [
        "2 January 2026 First assessed",
        "3 first findings: Planned, No action found",
    ]


def test_a_comparison_can_be_of_a_topic_an_audience_and_a_body(
    page: Page, tiny_address: str
) -> None:
    rows = [
        row(1, "2026-01-02", "law", "Royal Assent", topics=["bridges"], bodies=["ferry-board"]),
        row(2, "2026-01-02", "law", "In force", topics=["bridges"], audiences=["bridge-keepers"]),
        row(3, "2026-01-02", "law", "Introduced"),
    ]
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=rows))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02&topics=bridges&bodies=none")
    assert sentence(page).startswith("2 changes that happened")
    assert " Only of: Bridges." in sentence(page)
    page.get_by_label("For whom").select_option("Bridge keepers")
    page.get_by_role("button", name="Compare").click()
    wait_for(page, "1 change that happened")
    assert " Only of: Bridges; Bridge keepers." in sentence(page)
    assert query(page) == "from=2026-01-01&to=2026-01-02&topics=bridges&audiences=bridge-keepers"
    page.reload()
    assert sentence(page).startswith("1 change that happened")
    page.get_by_label("Topic").select_option("All")
    page.get_by_label("For whom").select_option("All")
    page.get_by_role("button", name="Compare").click()
    wait_for(page, "3 changes that happened")
    assert query(page) == "from=2026-01-01&to=2026-01-02"


def test_without_an_address_nothing_is_fetched_or_said(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/")
    page.get_by_role("button", name="Compare").wait_for()
    assert page.get_by_role("radio", name="Happened").is_checked()
    assert (page.locator("[data-compare] [role=status]").inner_text(), asked) == ("", [])


def test_the_address_follows_the_form_and_the_form_the_address(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}support/")
    page.goto(f"{tiny_address}changes/")
    page.get_by_label("From").fill("2026-01-01")
    page.get_by_label("To", exact=True).fill("2026-03-31")
    page.get_by_role("button", name="Compare").click()
    assert sentence(page).startswith("5 changes that happened")
    assert query(page) == "from=2026-01-01&to=2026-03-31"
    page.get_by_role("radio", name="Written by us").check()
    page.get_by_role("button", name="Compare").click()
    wait_for(page, "4 changes written by us between")
    assert query(page) == "from=2026-01-01&to=2026-03-31&by=wrote"
    written = compared(page)
    page.reload()
    assert compared(page) == written
    page.go_back()
    assert page.url == f"{tiny_address}support/"
    page.go_forward()
    assert compared(page) == written


def test_back_within_the_page_brings_the_comparison_back(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-03-31&by=wrote")
    before = compared(page)
    page.evaluate("location.hash = 'months'")
    page.get_by_role("radio", name="Happened").check()
    page.get_by_role("button", name="This year").click()
    wait_for(page, "1 change that happened between 31 December 2024")
    assert page.url.endswith("?from=2024-12-31&to=2025-12-31#months")
    page.go_back()
    wait_for(page, before[0])
    assert compared(page) == before
    assert page.get_by_label("To", exact=True).input_value() == "2026-03-31"


def test_a_year_is_fetched_once(page: Page, tiny_address: str, asked: list[str]) -> None:
    page.goto(f"{tiny_address}changes/?from=2025-06-30&to=2026-03-31")
    assert sentence(page).startswith("6 changes")
    page.get_by_role("button", name="This year").click()
    wait_for(page, "1 change that happened between 31 December 2024")
    assert asked == ["2026", "2025"]


def test_the_comparison_asked_for_last_is_shown(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    held: list[Route] = []
    page.route("**/changes/2026.json", lambda route: held.append(route))
    with page.expect_request("**/changes/2026.json"):
        page.goto(f"{tiny_address}changes/?from=2025-12-31&to=2026-03-31")
    page.get_by_label("From").fill("2025-01-01")
    page.get_by_label("To", exact=True).fill("2025-12-31")
    page.get_by_role("button", name="Compare").click()
    wait_for(page, "1 change that happened between 1 January 2025")
    with page.expect_response("**/changes/2026.json") as late:
        held[0].fulfill(json=ROWS[:1])
    late.value.finished()
    page.evaluate("new Promise(requestAnimationFrame)")
    assert sentence(page).startswith("1 change that happened between 1 January 2025")


def test_files_that_cannot_be_read_give_a_sentence_and_are_asked_for_again(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    lost = "**/changes/2026.json"
    page.route(lost, lambda route: route.fulfill(status=404, body="[]"))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-03-31")
    failed = "The changes could not be fetched. The months below hold every change."
    assert compared(page) == [failed]
    assert page.get_by_role("link", name="June (").first.is_visible()
    page.unroute(lost)
    page.get_by_role("button", name="Compare").click()
    wait_for(page, "5 changes that happened")


@pytest.mark.parametrize(
    ("now", "by", "name", "start", "end"),
    [
        (NOW, "Happened", "Last 30 days", "2025-12-01", "2025-12-31"),
        (NOW, "Happened", "This quarter", "2025-09-30", "2025-12-31"),
        (NOW, "Happened", "Quarter before", "2025-06-30", "2025-09-30"),
        (NOW, "Happened", "This year", "2024-12-31", "2025-12-31"),
        (datetime(2025, 11, 15), "Happened", "Last 30 days", "2025-10-16", "2025-11-15"),
        (NOW, "Written by us", "Last 30 days", "2026-04-20", "2026-05-20"),
        (NOW, "Written by us", "Quarter before", "2025-12-31", "2026-03-31"),
    ],
)
def test_a_stretch_counts_back_from_the_evidence_and_of_what_was_written_from_today(
    page: Page,
    tiny_address: str,
    asked: list[str],
    now: datetime,
    by: str,
    name: str,
    start: str,
    end: str,
) -> None:
    """It begins at the end of the day before it."""
    page.clock.set_fixed_time(now)
    page.goto(f"{tiny_address}changes/")
    page.get_by_role("radio", name=by).check()
    page.get_by_role("button", name=name).click()
    assert "change" in sentence(page)
    assert query(page).removesuffix("&by=wrote") == f"from={start}&to={end}"
    assert page.get_by_label("From").input_value() == start
    assert page.get_by_text("from the day to which we searched, 31 December 2025").count() == 1


def test_dates_are_compared_by_keyboard_alone(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/")
    first = page.get_by_label("From")
    page.locator("#main").focus()
    while not first.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("12312025")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("04022026")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    for _ in range(4):  # over the topic, for whom and the body
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert sentence(page).startswith("4 changes written by us between 31 December 2025 and 2 April")
    assert query(page) == "from=2025-12-31&to=2026-04-02&by=wrote"
    assert page.evaluate("document.activeElement.textContent") == "Compare"


FOLLOWED = {
    "a comparison": "changes/?from=2025-06-30&to=2026-12-31",
    "a cited page": f"{CITED}?as-of=2026-02-09",
}


@pytest.mark.parametrize("path", FOLLOWED.values(), ids=FOLLOWED.keys())
def test_what_is_shown_is_sound(browser: Browser, tiny_address: str, path: str) -> None:
    """No console message, no other host, nothing stored, no sideways scroll, nothing for axe."""
    with watched_page(browser) as (page, heard):
        page.route("**/states.json", lambda route: route.fulfill(json=STATES))
        page.goto(tiny_address + path)
        page.locator("main :is(h4, h3 + dl)").first.wait_for()
        assert elements_too_wide(page) == []
        assert violations_in_both_schemes(page) == []
    assert heard == Heard([], {urlsplit(tiny_address).netloc}, ["", 0, 0])


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", FOLLOWED.values(), ids=FOLLOWED.keys())
def test_the_keyboard_reaches_what_is_shown_and_shows_where_it_is(
    page: Page, tiny_address: str, asked: list[str], path: str, width: int
) -> None:
    page.route("**/states.json", lambda route: route.fulfill(json=STATES))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(tiny_address + path)
    page.locator("main :is(h4, h3 + dl)").first.wait_for()
    walked = tab_stops(page)
    reached = {stop["name"] for stop in walked}
    assert reached >= (
        {"Compare", "This year", "Audit 1"} if asked else {"See the page as it stands today"}
    )
    for fault in ("outlined", "uncovered", "inside", "large"):
        assert [stop["name"] for stop in walked if not stop[fault]] == [], fault


def test_without_script_the_months_and_the_page_of_today_are_there(
    browser: Browser, tiny_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-03-31")
    assert page.get_by_text("The months below hold every change.").is_visible()
    assert page.get_by_role("button", name="Compare").count() == 0
    page.get_by_role("link", name="June (").first.click()
    assert page.locator("h1").inner_text().startswith("Changes of June")
    page.goto(f"{tiny_address}{CITED}?as-of=2026-02-09")
    assert page.locator("main h2").first.is_visible()
    assert page.get_by_text("on another day").count() == 0
    context.close()
