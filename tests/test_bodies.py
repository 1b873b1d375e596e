"""What becomes of a body: it is renamed, and acts bear the name of their day."""

import json
from datetime import date
from typing import Any

import pytest

from conftest import TODAY
from samples import source, with_record
from tracker.derive.as_of import as_of, body_as_of
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.outputs.calendars import calendar_entries
from tracker.outputs.search_names import normalise_words
from tracker.schema.dates import parse_date
from tracker.schema.records import EarlierName
from tracker.site import RouteTable, route_dataset
from tracker.text.body_sentences import earlier_name_texts
from tracker.text.names import body_aliases, body_name, body_names, body_now
from tracker.text.phrases import plain_text

MINISTRY = "ministry-of-bridges"


def earlier_name(
    name: str, until: str, recorded: str = "2026-01-10", short: str | None = None
) -> EarlierName:
    return EarlierName(
        name=name,
        short=short,
        until=parse_date(until),
        recorded=parse_date(recorded),
        source=source("a"),
    )


def changed(dataset: Dataset, id: str, **fields: Any) -> Dataset:
    """The dataset with other fields of a body."""
    return with_record(dataset, dataset.bodies[id].model_copy(update=fields))


@pytest.fixture(scope="module")
def renamed(tiny: Dataset) -> Dataset:
    """The tiny dataset, in which the Ministry of Bridges was renamed in July 2025."""
    names = (
        earlier_name("Office of Bridges", "2020"),
        earlier_name("Ministry of Bridges", "2025-07-01", short="MoB"),
    )
    new_name = {"name": "Ministry of Crossings", "short": "MoX", "earlier_names": names}
    return changed(tiny, MINISTRY, **new_name)


@pytest.fixture(scope="module")
def table(renamed: Dataset) -> RouteTable:
    return route_dataset(renamed, TODAY)


@pytest.mark.parametrize(
    ("when", "name", "now"),
    [
        ("2019-12-31", "Office of Bridges", " (now Ministry of Crossings)"),
        ("2020-12-31", "Ministry of Bridges", " (now Ministry of Crossings)"),
        ("2025-06-30", "Ministry of Bridges", " (now Ministry of Crossings)"),
        ("2025-07-01", "Ministry of Crossings", ""),
        ("2025-06", "Ministry of Bridges", " (now Ministry of Crossings)"),
        ("2025-06/2025-07", "Ministry of Crossings", ""),
    ],
)
def test_a_body_has_a_name_on_a_day(renamed: Dataset, when: str, name: str, now: str) -> None:
    """The new one from the day of the change; of a date, and of the day of the change, the last
    day that it can mean counts.
    """
    day = parse_date(when)
    assert (body_name(renamed, MINISTRY, day), body_now(renamed, MINISTRY, day)) == (name, now)
    assert body_names(renamed, [MINISTRY, "ferry-board"], parse_date("2025-02")) == (
        "Ministry of Bridges (now Ministry of Crossings) and Ferry Board"
    )


def test_without_a_day_a_body_has_the_name_of_today(renamed: Dataset) -> None:
    assert (
        body_name(renamed, MINISTRY) == body_names(renamed, [MINISTRY]) == "Ministry of Crossings"
    )
    assert body_now(renamed, MINISTRY) == ""


def test_a_body_as_it_stood(renamed: Dataset) -> None:
    """On "as_recorded" the new name counts once it was recorded."""

    def stood(day: date, *axis: Any) -> tuple[str, str | None, int]:
        body = body_as_of(renamed.bodies[MINISTRY], day, *axis)
        return body.name, body.short, len(body.earlier_names)

    assert stood(date(2025, 6, 30)) == ("Ministry of Bridges", "MoB", 1)
    assert stood(date(2025, 7, 1)) == ("Ministry of Crossings", "MoX", 2)
    assert stood(date(2026, 1, 9), "as_recorded") == ("Office of Bridges", None, 0)
    assert stood(date(2026, 1, 10), "as_recorded") == ("Ministry of Crossings", "MoX", 2)
    assert as_of(renamed, date(2025, 6, 30)).bodies[MINISTRY].name == "Ministry of Bridges"


def test_its_page_says_what_it_was_and_is_called(table: RouteTable) -> None:
    html = table.html(f"bodies/{MINISTRY}/")
    assert ">Ministry of Crossings</h1>" in html
    assert "Department · MoX" in html
    assert [plain_text(text) for _, text in earlier_name_texts(table.dataset.bodies[MINISTRY])] == [
        "Until 2020 it was called Office of Bridges.",
        "From 2020 until 1 July 2025 it was called Ministry of Bridges (MoB).",
    ]
    assert ">1 July 2025</time> it was called Ministry of Bridges" in " ".join(html.split())
    assert '<h2 id="sources">Sources</h2>' in html


def test_acts_bear_the_name_of_their_day(table: RouteTable) -> None:
    """A development, a promise, an answer, a change, and what was asked when the report came."""
    assert ">Ministry of Bridges</a></p>" in table.html("developments/2024-11-minister-says-done/")
    page = table.html("recommendations/bridge-01/")
    then_and_now = "Ministry of Bridges</a> (now Ministry of Crossings)"
    assert page.count(then_and_now) == 3  # whom it asks, and two promises
    assert "Ministry of Bridges: The Act took the whole of it." in page
    assert then_and_now in table.html("calendar/")
    states = json.loads(table.file("recommendations/bridge-01/states.json"))
    assert states["as_of"][-1]["responses"] == ["Ministry of Bridges: Accepted"]
    changes = json.loads(table.file("data/changes.json"))
    responses = [row["what"] for row in changes if row["kind"] == "response"]
    assert set(responses) == {"Ministry of Bridges"}
    feed = table.file(f"feeds/bodies/{MINISTRY}.atom").decode()
    assert "By: Ministry of Bridges" in feed
    assert "By: Ministry of Crossings" not in feed


def test_everywhere_else_it_has_the_name_of_today(table: RouteTable) -> None:
    assert ">Ministry of Crossings</a></dd>" in table.html("measures/bridges-act/")
    assert ">Ministry of Crossings</a>" in table.html("bodies/")
    assert table.pages["recommendations/bridge-01/"].filters["body"] == ("Ministry of Crossings",)
    assert "<title>Ministry of Crossings" in table.file(f"feeds/bodies/{MINISTRY}.atom").decode()


def test_a_calendar_gives_both_names_and_moves_when_the_change_was_recorded(
    tiny: Dataset, renamed: Dataset
) -> None:
    def days(dataset: Dataset) -> dict[str, date]:
        entries = calendar_entries(derive(dataset, TODAY), TODAY)
        return {entry.name: entry.last_modified for entry in entries if entry.bodies}

    later = parse_date("2026-01-31")
    names = [
        n.model_copy(update={"recorded": later}) for n in renamed.bodies[MINISTRY].earlier_names
    ]
    moved = days(changed(renamed, MINISTRY, earlier_names=tuple(names)))
    assert set(moved.values()) == {later.latest}
    assert later.latest not in days(tiny).values()
    entries = calendar_entries(derive(renamed, TODAY), TODAY)
    by = {entry.details["By"] for entry in entries if "By" in entry.details}
    assert by == {"Ministry of Bridges (now Ministry of Crossings)"}


def test_search_finds_it_by_each_of_its_names(table: RouteTable) -> None:
    names = [normalise_words(name) for name in table.pages[f"bodies/{MINISTRY}/"].names]
    assert names == [
        "ministry of crossings",
        "mox",
        "office of bridges",
        "ministry of bridges",
        "mob",
    ]
    assert [*body_aliases(table.dataset.bodies["ferry-board"])] == [
        "Ferry Board",
        "Board of Fords",
        "BoF",
    ]
