"""What changed between two dates, in Chromium; and that what scripts show of the past is sound."""

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
from tracker.derive.change_sections import ROWS as COUNTED
from tracker.text.span_sentences import FIRST_LOOKS_NOTE, ROW_LABELS

FIRST = {"is_first": True}


def row(of: int, day: str, kind: str, after: str, **others: Any) -> dict[str, Any]:
    """A change of a recommendation, written on the day it happened unless it says otherwise."""
    path = f"recommendations/bridge-0{of}/"
    record = {"record": f"Audit {of}", "title": f"Title {of}", "path": path}
    days = {"as_of": day, "as_recorded": day, "date": day}
    return {**days, "kind": kind, "after": after, **record, **others}


LATER = {"as_recorded": "2026-04-20", "written": "Written 20 April 2026."}
SPAN = {"earliest": "2025-10-17", **LATER}
ROWS = [
    row(1, "2026-04-02", "correction", "", reason="A date was wrong."),
    row(2, "2026-03-31", "status", "Under way", before="Delivered"),
    row(1, "2026-03-31", "due-date", "June 2026", date="2026-03", before="May 2026", subject="Law")
    | {"earliest": "2026-03-01"},
    row(2, "2026-02-10", "status", "Delivered", before="Under way"),
    row(1, "2026-01-08", "response", "Accepted", date="2025-10-17/2026-01-08", **SPAN),
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


SINCE = "What changed since 30 September 2025"
"""The heading of what the page tells without an answer, on the day of the tiny dataset."""


def wait_for(page: Page, words: str) -> None:
    """Waits until the page says some words of the days that are asked for."""
    page.locator("h1, [data-summary], main [role=status]").filter(has_text=words).first.wait_for()


def sentence(page: Page) -> str:
    """What is said of two dates, once it stands."""
    page.locator("h1").filter(has_not_text=SINCE).wait_for()
    return page.locator("[data-summary]").inner_text()


def told(page: Page) -> list[str]:
    """Each line of what is told of two dates: the heading, the sentence, then all below them."""
    said = sentence(page)
    lines = page.locator("[data-told] :is(h2, h3, p, summary, .rows > li)").all_text_contents()
    return [page.locator("h1").inner_text(), said, *(" ".join(line.split()) for line in lines)]


def query(page: Page) -> str:
    return urlsplit(page.url).query


def test_two_dates_are_told_from_their_address(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/?from=2025-12-31&to=2026-04-02")
    assert told(page) == [
        "What changed between 31 December 2025 and 2 April 2026",
        "States: 3. Promises and dates: 1. Our own words: 1. 1 more change may be older: only a "
        f"span of days is known. 1 first look is {FIRST_LOOKS_NOTE}. {UNSEARCHED}",
        "States: 3",
        "31 March 2026",
        "Audit 2: Title 2. from Delivered → to Under way",
        "10 February 2026",
        "Audit 2: Title 2. from Under way → to Delivered",
        "2 January 2026",
        "Audit 1: Title 1. from Planned → to Under way",
        "It <b>began</b>.",
        "On the first date, and on the second",
        "Audit 2: Under way on both dates",
        "Promises and dates: 1",
        "March 2026",
        "Audit 1: Title 1. Date changed: from May 2026 → to June 2026",
        "Law",
        "Guidance and answers: 1",
        "between 17 October 2025 and 8 January 2026",
        "Audit 1: Title 1. Response: Accepted",
        "Our own words: 1",
        "What this site had said and put right, or wrote anew. It is no progress.",
        "Show them",
        "2 April 2026",
        "Audit 1: Title 1. Correction",
        "First looks: 1",
        "1 January 2026 Audit 1: Planned",
    ]
    assert asked == ["2026"]
    page.get_by_role("link", name="Audit 1").first.click()
    page.wait_for_url(f"{tiny_address}recommendations/bridge-01/")


def test_by_the_day_we_wrote_it_a_label_of_an_earlier_day_leaves_a_later_one(
    page: Page, tiny_address: str
) -> None:
    early = row(1, "2026-01-01", "status", "Planned", before="Stalled", as_recorded="2026-04-20")
    earlier = row(1, "2025-12-31", "status", "Stalled", before="Planned", as_recorded="2026-04-20")
    late = row(1, "2026-02-01", "status", "Under way", before="Planned")
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=[late, early, earlier]))
    page.route("**/changes/202[0-5].json", lambda route: route.fulfill(json=[]))
    page.goto(f"{tiny_address}changes/?from=2026-04-19&to=2026-04-20&by=wrote")
    lines = told(page)
    assert lines[0] == "What we wrote between 19 April 2026 and 20 April 2026"
    assert "Audit 1: Under way on both dates" in lines


ORDER = "The first date has to be before the second."
UNREAD = "A date in the address could not be read, and was left out."


@pytest.mark.parametrize(
    ("dates", "words", "headings"),
    [
        ("from=2026-01-01&to=2026-01-02", "States: 1. No recommendation", ["States: 1"]),
        ("from=2026-01-02&to=2026-01-03", "No change was seen.", []),
        ("from=2026-04-01&to=2026-04-02", "Our own words: 1.", ["Our own words: 1"]),
        ("from=2025-12-31&to=2026-01-01", "No change was seen. 1 first look", []),
        (
            "from=2026-03-30",
            "States: 1. Our own words: 1. 1 more",
            ["States: 1", "Promises and dates: 1"],
        ),
    ],
)
def test_any_two_dates_get_a_sentence(
    page: Page, tiny_address: str, asked: list[str], dates: str, words: str, headings: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/?{dates}")
    assert sentence(page).startswith(words)
    assert page.locator("[data-told] h2").all_inner_texts()[: len(headings)] == headings


@pytest.mark.parametrize(
    ("dates", "fault"),
    [
        ("from=2026-02-01&to=2026-01-01", ORDER),
        ("from=2026-01-01&to=2026-01-01", ORDER),
        ("from=2026-02-30&to=2026-03-01", UNREAD),
        ("from=2026-01-01&to=tomorrow", UNREAD),
        ("from=12026-01-01&to=2026-01-01", UNREAD),
        ("to=2026-01-01", "Give the first date."),
    ],
)
def test_with_a_fault_the_page_stays_as_it_was_and_says_what_is_wrong(
    page: Page, tiny_address: str, asked: list[str], dates: str, fault: str
) -> None:
    page.goto(f"{tiny_address}changes/")
    whole = page.locator("[data-told]").inner_text()
    page.goto(f"{tiny_address}changes/?{dates}")
    wait_for(page, fault)
    assert page.locator("h1").inner_text() == SINCE
    assert page.locator("[data-told]").inner_text() == whole
    assert asked == []


def test_every_row_of_the_table_is_counted(page: Page, tiny_address: str) -> None:
    kinds = ["law"] * 4 + ["status", "due-date", "claim", "point"]
    times = {name: place % 2 + 1 for place, name in enumerate(COUNTED)}
    rows = [
        row(1, "2026-01-02", kind, "Planned", before="Planned", row=name)
        for kind, name in zip(kinds, COUNTED, strict=True)
        for _ in range(times[name])
    ]
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=rows))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02")
    counted = " ".join(f"{ROW_LABELS[name]}: {times[name]}." for name in COUNTED)
    assert sentence(page) == f"{counted} {UNSEARCHED}"


def test_what_is_needed_to_compare_is_fetched_when_somebody_compares(
    page: Page, tiny_address: str
) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    page.goto(f"{tiny_address}changes/", wait_until="networkidle")
    assert not [name for name in fetched if name.endswith(".json")]
    page.get_by_text("Topic, body, day").click()
    page.locator("select[name=topics] option").nth(1).wait_for(state="attached")
    assert [name for name in fetched if name.endswith(".json")] == ["compare.json"]


def test_the_choices_of_an_address_are_made_once_they_are_there(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/?from=2025-12-31&bodies=ministry-of-bridges")
    sentence(page)
    assert page.locator("select[name=bodies]").input_value() == "ministry-of-bridges"
    assert "Ministry of Bridges" in page.locator("[data-chosen]").inner_text()


def test_an_entry_of_a_divided_list_is_found_by_the_address_that_it_had(
    page: Page, tiny_address: str
) -> None:
    """The list of bodies, as if it were divided: its second part has the entry."""

    def with_script(route: Route) -> None:
        script = '<script type="module" src="../assets/anchors.js"></script></body>'
        route.fulfill(body=route.fetch().text().replace("</body>", script))

    anchors = {"../places/": ["elsewhere"], "../measures/": ["main", "an-entry"]}
    page.route("**/bodies/", with_script)
    page.route("**/bodies/anchors.json", lambda route: route.fulfill(json=anchors))
    page.goto(f"{tiny_address}bodies/#an-entry")
    page.wait_for_url(f"{tiny_address}measures/#an-entry")
    for here in ("#main", "#nowhere", "#%E0%A4%A"):
        page.goto(f"{tiny_address}bodies/{here}", wait_until="networkidle")
        assert page.url == f"{tiny_address}bodies/{here}"


def test_dates_that_have_come_are_told_of_a_reader_and_of_their_days(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    """What may have started stands below the law, also where no law changed; the whole reason of a
    state stands with it.
    """
    whom: dict[str, list[str]] = {"topics": [], "bodies": []}
    day = {"day": "2026-01-05", "date": "2026-01-05"}
    line = {"path": "measures/x/", "text": "In force", **day, **whom}
    keepers = {"name": "The duty", "kind": "law", "audiences": ["bridge-keepers"], **line}
    others = {"name": "Another", "kind": "law", "audiences": [], **line}
    promise = {"name": "A promise", "kind": "due-date", "audiences": ["bridge-keepers"], **line}
    come = [
        ["law", "may-have-started", "May have started: *. Check", "Not seen.", [keepers, others]],
        ["promises", "dates-come", "Dates that came: *", "", [promise]],
    ]

    def with_dates(route: Route) -> None:
        route.fulfill(json=route.fetch().json() | {"come": come})

    page.route("**/changes/compare.json", with_dates)
    dates = "from=2025-12-31&to=2026-01-10"
    page.goto(f"{tiny_address}changes/?{dates}&for=bridge-keepers")
    assert told(page)[1:] == [
        f"No change was seen. May have started: 1. Check. {UNSEARCHED}",
        "Law: 0",
        "May have started: 1. Check",
        "Not seen.",
        "5 January 2026",
        "The duty: In force",
        "Promises and dates: 0",
        "Dates that came: 1",
        "5 January 2026",
        "A promise: In force",
    ]
    page.goto(f"{tiny_address}changes/?{dates}")
    assert " May have started: 2. Check. " in sentence(page)
    page.goto(f"{tiny_address}changes/?from=2026-01-05&to=2026-01-10")
    assert "May have started" not in sentence(page)
    page.goto(f"{tiny_address}changes/?{dates}&by=wrote")
    assert "May have started" not in sentence(page)


def test_the_table_by_month_stays_where_its_days_are_asked_for(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    table = page.locator(".months")
    for dates, seen in (
        ("from=2025-11-15&for=bridge-keepers", True),
        ("from=2025-01-01&to=2025-02-01", False),
        ("from=2025-11-15&by=wrote", False),
    ):
        page.goto(f"{tiny_address}changes/?{dates}")
        sentence(page)
        assert table.is_visible() is seen, dates


def test_a_reason_stands_whole(page: Page, tiny_address: str) -> None:
    reason = "The Bill is an Act. Its own section was not seen."
    rows = [row(1, "2026-01-02", "status", "Passed", before="Planned", reason=reason)]
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=rows))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02")
    assert reason in told(page)


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


def test_a_row_says_what_for_whom_and_by_which_source(page: Page, tiny_address: str) -> None:
    rows = [
        row(1, "2026-01-02", "law", "In force", leads="a", audiences=["bridge-keepers"] * 4)
        | {"sources": [["A council", "https://a.example/"], ["An event", "../developments/x/"]]},
        row(2, "2026-01-02", "point-start", "", **{"with": "a"}),
        row(3, "2026-01-02", "point-start", "", **{"with": "b"}),
    ]
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=rows))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02")
    assert told(page)[2:] == [
        "Law: 2",
        "2 January 2026",
        "Audit 1: Title 1. In force and 1 more change with it",
        "For: Bridge keepers; Bridge keepers; Bridge keepers; 1 more",
        "Source: A council; An event",
        "Audit 3: Title 3. Began to apply",
    ]


def test_the_contents_name_what_is_told(page: Page, address: str) -> None:
    """With its count; and what the page told at first once nothing is compared."""

    def lines() -> list[str]:
        return page.locator(".contents nav.on-wide li:visible").all_inner_texts()

    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}changes/")
    first = lines()
    assert first
    page.goto(f"{address}changes/?from=2025-01-01&to=2025-01-02")
    page.locator("h1", has_text="2 January 2025").wait_for()
    headings = [text.split("\n")[0] for text in page.locator("[data-told] h2").all_inner_texts()]
    assert [line for line in lines() if ": " in line] == headings
    page.evaluate("history.replaceState(null, '', '?'); dispatchEvent(new Event('popstate'))")
    page.locator("h1", has_text="since").wait_for()
    assert lines() == first


def test_a_row_stands_in_the_section_in_which_it_is_counted(page: Page, tiny_address: str) -> None:
    """A point that is no duty began to apply: that is guidance, and no law."""
    rows = [
        row(1, "2026-01-02", "point-start", ""),
        row(2, "2026-01-02", "point-start", "") | {"row": "guidance"},
    ]
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=rows))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02")
    assert [line for line in told(page) if line.endswith(": 1")] == [
        "Law: 1",
        "Guidance and answers: 1",
    ]
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02&kind=guidance")
    assert [line for line in told(page) if line.startswith("Audit")] == [
        "Audit 2: Title 2. Began to apply"
    ]


def test_what_is_told_can_be_of_an_audience_a_kind_and_a_topic(
    page: Page, tiny_address: str
) -> None:
    rows = [
        row(1, "2026-01-02", "law", "Royal Assent", topics=["bridges"]),
        row(2, "2026-01-02", "law", "In force", topics=["bridges"], audiences=["bridge-keepers"]),
        row(3, "2026-01-02", "status", "Planned", before="Stalled"),
    ]
    page.route("**/changes/2026.json", lambda route: route.fulfill(json=rows))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02&topics=bridges&bodies=none")
    assert sentence(page).startswith("Law, other steps: 2.")
    assert page.locator("[data-chosen] li").all_inner_texts() == ["Topic: Bridges ×"]
    page.locator("select[name=for]").select_option("Bridge keepers")
    page.locator("select[name=kind]").select_option("Law")
    page.get_by_role("button", name="Show").click()
    wait_for(page, "Law, other steps: 1.")
    asked = "from=2026-01-01&to=2026-01-02&for=bridge-keepers&kind=law&topics=bridges"
    assert query(page) == asked
    page.reload()
    wait_for(page, "Law, other steps: 1.")
    page.get_by_role("link", name="Take away For: Bridge keepers").click()
    wait_for(page, "Law, other steps: 2.")
    assert query(page) == asked.replace("&for=bridge-keepers", "")
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-01-02&audiences=bridge-keepers")
    wait_for(page, "Law, other steps: 1.")


def test_without_an_address_nothing_is_fetched_or_said(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}changes/")
    page.get_by_role("button", name="Show").wait_for()
    assert page.locator("h1").inner_text() == SINCE
    assert (page.locator("main [role=status]").inner_text(), asked) == ("", [])


def test_the_address_follows_the_form_and_the_form_the_address(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    page.goto(f"{tiny_address}support/")
    page.goto(f"{tiny_address}changes/")
    page.get_by_label("From").fill("2026-01-01")
    page.get_by_label("To", exact=True).fill("2026-03-31")
    page.get_by_role("button", name="Show").click()
    assert sentence(page).startswith("States: 3. Promises and dates: 1. 1 more change may be older")
    assert query(page) == "from=2026-01-01&to=2026-03-31"
    page.get_by_text("Topic, body, day").click()
    page.get_by_role("radio", name="Written by us").check()
    page.get_by_role("button", name="Show").click()
    wait_for(page, "What we wrote between")
    assert query(page) == "from=2026-01-01&to=2026-03-31&by=wrote"
    assert sentence(page).startswith("States: 3. Promises and dates: 1.")
    written = told(page)
    page.reload()
    assert told(page) == written
    page.go_back()
    assert page.url == f"{tiny_address}support/"
    page.go_forward()
    assert told(page) == written


def test_a_year_is_fetched_once(page: Page, tiny_address: str, asked: list[str]) -> None:
    page.goto(f"{tiny_address}changes/?from=2025-06-30&to=2026-03-31")
    assert sentence(page).startswith("States: 4. Promises and dates: 1. Guidance and answers: 1.")
    page.get_by_label("To", exact=True).fill("2025-12-31")
    page.get_by_role("button", name="Show").click()
    wait_for(page, "States: 1.")
    assert asked == ["2026", "2025"]


def test_the_days_asked_for_last_are_told(page: Page, tiny_address: str, asked: list[str]) -> None:
    held: list[Route] = []
    page.route("**/changes/2026.json", lambda route: held.append(route))
    with page.expect_request("**/changes/2026.json"):
        page.goto(f"{tiny_address}changes/?from=2025-12-31&to=2026-03-31")
    page.get_by_label("From").fill("2025-01-01")
    page.get_by_label("To", exact=True).fill("2025-12-31")
    page.get_by_role("button", name="Show").click()
    wait_for(page, "between 1 January 2025")
    with page.expect_response("**/changes/2026.json") as late:
        held[0].fulfill(json=ROWS[:1])
    late.value.finished()
    page.evaluate("new Promise(requestAnimationFrame)")
    assert "between 1 January 2025" in page.locator("h1").inner_text()


def test_files_that_cannot_be_read_give_a_sentence_and_are_asked_for_again(
    page: Page, tiny_address: str, asked: list[str]
) -> None:
    lost = "**/changes/2026.json"
    page.route(lost, lambda route: route.fulfill(status=404, body="[]"))
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-03-31")
    wait_for(page, "The changes could not be fetched. The months below hold every change.")
    assert page.locator("h1").inner_text() == SINCE
    page.unroute(lost)
    page.get_by_role("button", name="Show").click()
    wait_for(page, "States: 3.")


def test_dates_are_chosen_by_keyboard_alone(
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
    page.keyboard.press("Enter")
    assert sentence(page).startswith("States: 3. Promises and dates: 1. Our own words: 1.")
    assert query(page) == "from=2025-12-31&to=2026-04-02"


FOLLOWED = {
    "two dates": "changes/?from=2024-03-31&to=2026-12-31",
    "a cited page": f"{CITED}?as-of=2026-02-09",
}


@pytest.mark.parametrize("path", FOLLOWED.values(), ids=FOLLOWED.keys())
def test_what_is_shown_is_sound(browser: Browser, tiny_address: str, path: str) -> None:
    """No console message, no other host, nothing stored, no sideways scroll, nothing for axe."""
    with watched_page(browser) as (page, heard):
        page.route("**/states.json", lambda route: route.fulfill(json=STATES))
        page.goto(tiny_address + path)
        page.locator("main :is(.news, h3 + dl):visible").first.wait_for()
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
    page.locator("main :is(.news, h3 + dl):visible").first.wait_for()
    walked = tab_stops(page)
    reached = {stop["name"] for stop in walked}
    assert reached >= ({"Show", "Audit 1"} if asked else {"See the page as it stands today"})
    for fault in ("outlined", "uncovered", "inside", "large"):
        assert [stop["name"] for stop in walked if not stop[fault]] == [], fault


def test_without_script_the_months_and_the_page_of_today_are_there(
    browser: Browser, tiny_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{tiny_address}changes/?from=2026-01-01&to=2026-03-31")
    assert page.get_by_text("The months below hold every change.").is_visible()
    assert page.get_by_role("button", name="Show").count() == 0
    page.locator("#months").locator("..").get_by_role("link").filter(has_text="(").first.click()
    assert page.locator("h1").inner_text().startswith("What changed in ")
    page.goto(f"{tiny_address}{CITED}?as-of=2026-02-09")
    assert page.locator("main h2").first.is_visible()
    assert page.get_by_text("on another day").count() == 0
    context.close()
