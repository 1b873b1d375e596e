"""A page with `?as-of=` in its address, in Chromium, on both time axes."""

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, Route

NOW = datetime(2026, 5, 20, 12)
"""What the clock of the browser shows, but where a test says otherwise."""

CITED = "recommendations/bridge-01/"


PLANNED = {
    "from": "2025-06-16",
    "status": "Planned",
    "share": "2 of 4 parts planned; 2 not judged yet",
    "reason": "A <b>bill</b> was promised.",
    "says": "Ministry of Bridges says",
    "claim_status": "In progress",
    "responses": ["Home Office: Accepted", "Department for Education: Accepted"],
    "commitments": [{"what": "Introduce a bill", "date": "March 2026", "due_state": "Due"}],
    "evidence_to": "2026-02-20",
}


def state_lines(reach: str) -> list[str]:
    """PLANNED as the page says it: a day is searched no further than itself."""
    return [
        "The record shows Planned 2 of 4 parts planned; 2 not judged yet A <b>bill</b> was "
        f"promised. Searched up to {reach}.",
        "Ministry of Bridges says In progress",
        "Responses Home Office: Accepted Department for Education: Accepted",
        "Promises Introduce a bill: March 2026, Due",
    ]


BARE = {
    "status": "Not judged yet",
    "says": "Ministry of Bridges says",
    "claim_status": "",
    "responses": [],
    "commitments": [],
}
SHOWN_BARE = [
    "The record shows Not judged yet",
    "Ministry of Bridges says Nothing on record",
    "Responses None on record",
    "Promises None on record",
]
STATES = {
    "made": "2025-06-16",
    "as_of": [PLANNED, {**BARE, "from": "2026-03-01"}],
    "as_recorded": [{**BARE, "from": "2026-02-01"}, {**PLANNED, "from": "2026-02-10"}],
}


@pytest.fixture
def states(page: Page) -> list[str]:
    """The addresses of states that the page asked for, where each is STATES."""
    requests: list[str] = []

    def serve(route: Route) -> None:
        requests.append(route.request.url)
        route.fulfill(json=STATES)

    page.route("**/states.json", serve)
    page.clock.set_fixed_time(NOW)
    return requests


def section_lines(page: Page) -> list[str]:
    """Each line of the section above the page, once it has said what it is."""
    section = page.get_by_role("region", name="This page on another day")
    section.locator("[role=status]:not(:empty)").wait_for()
    lines = section.locator("h2, h3, :scope > p, dl > div")
    return [" ".join(line.split()) for line in lines.all_inner_texts()]


READING = "You are reading this page for a day in its address: "
PUBLISHED = "As this site had published it on that day"
RECORD = "As the record now shows that day"
UNWRITTEN = "This site had not written of it by then."
AGREE = "As this site had published it, and as the record now shows that day: both agree"


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        (
            "2025-06-15",
            [
                f"{READING}15 June 2025.",
                *(PUBLISHED, UNWRITTEN),
                *(
                    RECORD,
                    "This recommendation had not been made by then. It was made on 16 June 2025.",
                ),
            ],
        ),
        (
            "2025-06-16",
            [f"{READING}16 June 2025.", PUBLISHED, UNWRITTEN, RECORD, *state_lines("16 June 2025")],
        ),
        (
            "2026-02-09",
            [
                f"{READING}9 February 2026.",
                PUBLISHED,
                *SHOWN_BARE,
                RECORD,
                *state_lines("9 February 2026"),
            ],
        ),
        ("2026-02-28", [f"{READING}28 February 2026.", AGREE, *state_lines("20 February 2026")]),
        (
            "2026-05-20",
            [
                f"{READING}20 May 2026.",
                PUBLISHED,
                *state_lines("20 February 2026"),
                RECORD,
                *SHOWN_BARE,
            ],
        ),
        (
            "2026-05-21",
            ["The day in the address is still to come, so only today's page is shown."],
        ),
        *(
            (day, ["The day in the address could not be read, so only today's page is shown."])
            for day in ("", "2026-02-30", "2026-02", "12026-01-01", "The%20duty%20is%20law")
        ),
    ],
)
def test_a_page_is_shown_as_it_stood_on_the_day_of_its_address(
    page: Page, tiny_address: str, states: list[str], day: str, lines: list[str]
) -> None:
    page.goto(f"{tiny_address}{CITED}?as-of={day}")
    away = "See the page as it stands today"
    assert section_lines(page) == ["This page on another day", *lines, away]
    assert states == ([f"{tiny_address}{CITED}states.json"] if lines[0].startswith(READING) else [])


def test_the_page_below_stays_as_it_is_today(
    page: Page, tiny_address: str, states: list[str]
) -> None:
    page.goto(f"{tiny_address}{CITED}")
    today = page.locator("main").inner_text()
    assert states == []
    page.goto(f"{tiny_address}{CITED}?as-of=2026-02-28&x=1#parts")
    assert section_lines(page)
    whole = page.locator("main").inner_text()
    line = "What follows is the page as it stands today."
    assert whole.split(line)[1].strip() == today.strip()
    assert page.evaluate("document.activeElement === document.body")
    assert page.locator("main [role=status]").all_inner_texts()[:1] == [
        f"{READING}28 February 2026."
    ]
    page.get_by_role("link", name="See the page as it stands today").click()
    page.wait_for_url(f"{tiny_address}{CITED}?x=1#parts")
    assert page.get_by_text(line).count() == 0


@pytest.mark.parametrize("response", [{"status": 404, "body": "<p>"}, {"json": {}}])
def test_states_that_cannot_be_read_give_a_sentence(
    page: Page, tiny_address: str, response: dict[str, Any]
) -> None:
    page.route("**/states.json", lambda route: route.fulfill(**response))
    page.goto(f"{tiny_address}{CITED}?as-of=2026-02-28")
    assert section_lines(page)[1] == (
        "How the record stood on 28 February 2026 could not be fetched, so only today's page is "
        "shown."
    )
    assert page.locator("h1").is_visible()


OTHERS = {
    "measures/bridges-act/?as-of=2024-09-09": ["Royal Assent: 10 September 2024"],
    "measures/bridges-act/?as-of=2024-09-10": ["None"],
    "developments/2024-06-01-ministry-answers/?as-of=2024-06-01": [
        "This site wrote of it on 2 June 2024, later than that."
    ],
    "bodies/ministry-of-bridges/?as-of=2025-06-30": [
        "This page gathers other records, and can be shown only as it stands today. The page of "
        "each recommendation shows how it stood."
    ],
}


@pytest.mark.parametrize("path", OTHERS)
def test_any_other_record_says_what_on_it_is_later(
    page: Page, tiny_address: str, path: str
) -> None:
    page.clock.set_fixed_time(NOW)
    page.goto(f"{tiny_address}{path}")
    section = page.get_by_role("region", name="This page on another day")
    section.locator("[role=status]:not(:empty)").wait_for()
    lines = section.locator("li, :scope > p:not([role=status]):not(:has(a))")
    assert lines.all_inner_texts() == OTHERS[path]


@pytest.mark.parametrize("path", [CITED, "bodies/ministry-of-bridges/"])
def test_a_citation_says_on_which_day_the_page_was_read(
    page: Page, tiny_address: str, path: str
) -> None:
    page.clock.set_fixed_time(NOW)
    page.goto(f"{tiny_address}{path}")
    page.locator("#cite [data-accessed]:not(:empty)").first.wait_for(state="attached")
    accessed = [
        page.locator(f"#cite [{name}]").all_text_contents()
        for name in ("data-accessed", "data-accessed-iso", "data-accessed-ris")
    ]
    assert accessed == [
        [", accessed 20 May 2026", " accessed 20 May 2026"],
        [",\n  urldate = {2026-05-20}"],
        ["Y2  - 2026/05/20/\n"],
    ]
