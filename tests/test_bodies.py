"""What becomes of a body: it is renamed, and acts bear the name of their day; it ends, and
what was asked of it is found at its successor.
"""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conftest import TODAY
from samples import html_of, source, with_record
from tracker.derive.as_of import as_of, body_as_of
from tracker.derive.commitments import PRESSING, pressing_first
from tracker.derive.facts import derive
from tracker.derive.indexes import bodies_of
from tracker.derive.succession import bodies_in_place_of, predecessors_of_bodies
from tracker.load.dataset import Dataset
from tracker.outputs.calendars import calendar_entries
from tracker.outputs.search_names import normalise_words
from tracker.rules.bodies import names_of_a_body_follow_each_other
from tracker.schema.dates import parse_date
from tracker.schema.fields import WithdrawnReference
from tracker.schema.records import BodyEnd, EarlierName, Met
from tracker.site import RouteTable, route_dataset
from tracker.text.body_sentences import (
    body_answer,
    earlier_name_texts,
    end_of_body,
    promise_counts_text,
)
from tracker.text.commitment_sentences import undated_finding
from tracker.text.names import body_aliases, body_name, body_names, body_now
from tracker.text.phrases import date_in_its_year, plain_text
from tracker.text.status_sentences import status_counts_text

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
        "Ministry of Bridges (now Ministry of Crossings) and "
        "Ferry Board (now Ministry of Crossings)"
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


def test_a_name_that_was_recorded_late_hides_none_that_was_known(renamed: Dataset) -> None:
    """On "as_recorded" a name counts once a later one does."""
    body = renamed.bodies[MINISTRY]
    first, second = body.earlier_names
    late = first.model_copy(update={"recorded": parse_date("2026-01-31")})
    body = body.model_copy(update={"earlier_names": (late, second)})
    assert body_as_of(body, date(2026, 1, 10), "as_recorded").name == "Ministry of Crossings"


def test_dates_decide_which_name_it_bore_not_the_order_of_the_file(renamed: Dataset) -> None:
    names = renamed.bodies[MINISTRY].earlier_names
    dataset = changed(renamed, MINISTRY, earlier_names=names[::-1])
    assert [*names_of_a_body_follow_each_other(dataset, TODAY)] == []
    in_file_order = derive(renamed, TODAY).dataset.bodies[MINISTRY]
    assert derive(dataset, TODAY).dataset.bodies[MINISTRY] == in_file_order


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
    event = "developments/2024-11-minister-says-done"
    assert ">Ministry of Bridges</a></p>" in table.html(f"{event}/")
    assert '"Ministry of Bridges"' in table.file(f"api/v1/{event}.json").decode()
    page = table.html("recommendations/bridge-01/")
    then_and_now = "Ministry of Bridges</a> (now Ministry of Crossings)"
    assert page.count(then_and_now) == 2  # whom it asks, and who made every promise
    assert f'<p class="note">By <a href="../../bodies/{MINISTRY}/">{then_and_now}.' in page
    assert ', <time datetime="2024-09-10">10 September 2024</time>. The Act took the whole' in page
    of_two = table.html("recommendations/bridge-02/")
    assert re.search(r"<dt>Response</dt> <dd>[^(]*\(Ministry of Bridges\)", of_two)
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


BOARD = "ferry-board"


def end(how: Any, *successors: str, day: str = "2025-06-30") -> BodyEnd:
    return BodyEnd(
        date=parse_date(day),
        how=how,
        successors=successors,
        recorded=parse_date("2026-01-10"),
        source=source("a"),
    )


def with_body(dataset: Dataset, id: str, name: str, ended: BodyEnd | None = None) -> Dataset:
    """The dataset with another body."""
    update = {"id": id, "name": name, "ended": ended, "earlier_names": ()}
    return with_record(dataset, dataset.bodies[BOARD].model_copy(update=update))


@pytest.fixture(scope="module")
def asked(tiny: Dataset) -> Dataset:
    """The tiny dataset, in which recommendation 2 asks the Ferry Board, which promised a report and
    then became part of the ministry.
    """
    record = tiny.recommendations["bridge-02"]
    promise = record.commitments[0].model_copy(update={"by": (BOARD,)})
    fields = {"addressed_to": (BOARD,), "commitments": (promise,)}
    return with_record(tiny, record.model_copy(update=fields))


@pytest.fixture(scope="module")
def merged(asked: Dataset) -> RouteTable:
    return route_dataset(asked, TODAY)


@pytest.mark.parametrize(
    ("how", "successors", "words"),
    [
        ("merged", ["a"], "Ended 30 June 2025: it became part of "),
        ("split", ["a", "b"], "Ended 30 June 2025: its work was divided between "),
        ("replaced", ["a"], "Ended 30 June 2025: its place was taken by "),
        ("abolished", ["a"], "Ended 30 June 2025: it was abolished, and its work passed to "),
        ("abolished", [], "Ended 30 June 2025: it was abolished"),
    ],
)
def test_how_a_body_ended(how: str, successors: list[str], words: str) -> None:
    assert plain_text(end_of_body(end(how, *successors))) == words


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("merged", "it became part of another body"),
        ("split", "its work was divided between several bodies"),
        ("replaced", "its place was taken by another body"),
        ("abolished", "it was abolished, and its work passed to another body"),
    ],
)
def test_how_a_body_ended_whose_successors_were_withdrawn(how: str, words: str) -> None:
    ended = end(how, day="2025-06-01/2025-06-30")
    ended.without_references((WithdrawnReference("successors", "bodies/a", None),))
    said = f"Ended between 1 June 2025 and 30 June 2025: {words}"
    assert plain_text(end_of_body(ended)) == said


def test_the_successors_of_a_body_are_a_list_in_words(tiny: Dataset) -> None:
    ministry = tiny.bodies[MINISTRY]
    others = {
        id: ministry.model_copy(update={"id": id, "name": f"Office {id}"}) for id in ("a", "b", "c")
    }
    dataset = replace(tiny, bodies={**tiny.bodies, **others})

    def said(*successors: str, lost: bool = False) -> str:
        ended = end("split", *successors)
        if lost:
            ended.without_references((WithdrawnReference("successors", "bodies/d", None),))
        html = html_of(changed(dataset, BOARD, ended=ended), TODAY, f"bodies/{BOARD}/")
        text = " ".join(re.sub(r"<[^>]+>", "", html).split())
        return text.partition("divided between ")[2].partition(".")[0]

    assert said("a", "b") == "Office a and Office b"
    assert said("a", "b", "c") == "Office a, Office b and Office c"
    assert said("a", lost=True) == "Office a and another body"


def test_the_page_of_a_body_that_ended_leads_to_its_successor(merged: RouteTable) -> None:
    html = " ".join(merged.html(f"bodies/{BOARD}/").split())
    link = '<a href="../ministry-of-bridges/">Ministry of Bridges</a>.'
    assert f">30 June 2025</time>: it became part of {link}" in html
    assert "Acted in England." in html
    row = " ".join(merged.html("bodies/").split())
    assert ': it became part of <a href="ministry-of-bridges/">Ministry of Bridges</a>.' in row


def test_what_was_asked_of_a_body_is_found_at_its_successor(merged: RouteTable) -> None:
    """On its page, in its calendar, by the filter of search; marked as asked of the old one."""
    html = merged.html(f"bodies/{MINISTRY}/")
    _, _, taken_over = html.partition(">What was asked of Ferry Board</h2>")
    taken_over, _, _ = taken_over.partition('<section class="section"')
    assert 'href="../../recommendations/bridge-02/"' in taken_over
    assert "Open promises by Ferry Board" in taken_over
    assert "Report within two years" in taken_over
    assert "Report within two years" in merged.file(f"calendar/bodies/{MINISTRY}.ics").decode()
    filters = merged.pages["recommendations/bridge-02/"].filters
    assert filters["body"] == ("Ferry Board", "Ministry of Bridges")


def test_what_was_asked_says_who_is_in_the_place_of_the_body(merged: RouteTable) -> None:
    page = merged.html("recommendations/bridge-02/")
    assert page.count("Board of Fords</a> (now Ministry of Bridges)") == 2
    assert merged.dataset.bodies[BOARD].ended
    calendar = merged.file(f"calendar/bodies/{BOARD}.ics").decode().replace("\r\n ", "")
    assert "By: Board of Fords (now Ministry of Bridges)" in calendar


def test_a_kept_promise_stays_with_the_body_that_made_it(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    kept = next(c for c in record.commitments if c.met).model_copy(update={"by": (BOARD,)})
    dataset = with_record(tiny, record.model_copy(update={"commitments": (kept,)}))
    assert "Make the law" in html_of(dataset, TODAY, f"bodies/{BOARD}/")
    assert "It made no promise that is still open." in html_of(
        dataset, TODAY, f"bodies/{MINISTRY}/"
    )
    entries = calendar_entries(derive(dataset, TODAY), TODAY)
    assert {entry.bodies for entry in entries if entry.kind == "Promise"} >= {(BOARD,)}


def test_what_came_after_the_end_is_the_successors(asked: Dataset) -> None:
    """An event that names no body, and a change, of what the old one was asked."""
    event = asked.developments["2024-06-01-ministry-answers"]
    later = event.model_copy(update={"date": parse_date("2025-07")})
    assert [*bodies_of(asked, event, ["bridge-02"])] == [BOARD, MINISTRY]
    assert [*bodies_of(asked, later, ["bridge-02"])] == [MINISTRY]
    record = asked.recommendations["bridge-02"]
    finding = record.elements[1].findings[-1]
    found = finding.model_copy(
        update={"date": parse_date("2025-08-01"), "status": "planned", "corrects": None}
    )
    element = record.elements[1].model_copy(
        update={"findings": (*record.elements[1].findings, found)}
    )
    changed_later = with_record(
        asked, record.model_copy(update={"elements": (record.elements[0], element)})
    )
    made = route_dataset(changed_later, TODAY)
    for body in (BOARD, MINISTRY):
        feed = made.file(f"feeds/bodies/{body}.atom").decode()
        assert "changes/" not in feed
        assert "1 August 2025" in feed


def test_a_body_that_was_split_leads_to_each_and_on(asked: Dataset) -> None:
    """By way of a body that ended itself, to those that are in its place today."""
    dataset = with_body(asked, "rafts", "Raft Office", end("merged", MINISTRY, day="2025-12"))
    dataset = with_body(dataset, "oars", "Oar Office")
    dataset = changed(dataset, BOARD, ended=end("split", "oars", "rafts"))
    assert bodies_in_place_of(dataset, BOARD) == ("oars", MINISTRY)
    assert bodies_in_place_of(dataset, BOARD, parse_date("2025-07")) == ("oars", "rafts")
    assert bodies_in_place_of(dataset, BOARD, parse_date("2025-06")) == (BOARD,)
    assert body_now(dataset, BOARD) == " (now Oar Office and Ministry of Bridges)"
    predecessors = {
        id: [body.id for body in bodies] for id, bodies in predecessors_of_bodies(dataset).items()
    }
    assert predecessors == {"oars": [BOARD], "rafts": [BOARD], MINISTRY: ["rafts", BOARD]}
    assert (
        html_of(dataset, TODAY, "bodies/rafts/").count(">What was asked of Ferry Board</h2>") == 1
    )


def test_a_body_that_was_abolished_says_when(asked: Dataset) -> None:
    dataset = changed(asked, BOARD, ended=end("abolished"))
    assert body_now(dataset, BOARD) == " (ended 30 June 2025)"
    page = " ".join(html_of(dataset, TODAY, f"bodies/{BOARD}/").split())
    assert ": it was abolished." in page
    asking = html_of(dataset, TODAY, "recommendations/bridge-02/")
    assert "Board of Fords</a> (ended 30 June 2025)" in asking


def test_before_its_end_a_body_had_not_ended(tiny: Dataset) -> None:
    board = tiny.bodies[BOARD]
    assert body_as_of(board, date(2025, 6, 29)).ended is None
    assert body_as_of(board, date(2025, 6, 30)).ended == board.ended
    assert body_as_of(board, date(2025, 6, 30), "as_recorded").ended is None
    facts = derive(as_of(tiny, date(2025, 6, 29)), date(2025, 6, 29))
    assert facts.predecessors_of == {}


def test_the_api_says_what_became_of_a_body(merged: RouteTable) -> None:
    board = json.loads(merged.file(f"api/v1/bodies/{BOARD}.json"))
    assert [name["name"] for name in board["earlier_names"]] == ["Board of Fords"]
    (ended,) = board["body_ends"]
    assert (ended["date"], ended["how"], ended["successors"]) == (
        "2025-06-30",
        "merged",
        [MINISTRY],
    )
    ministry = json.loads(merged.file(f"api/v1/bodies/{MINISTRY}.json"))
    assert ministry["predecessors"] == [BOARD]


def test_the_page_of_a_body_answers_first(tiny: Dataset) -> None:
    """How many recommendations ask it, and where its promises stand, pressing ones first."""
    facts = derive(tiny, TODAY)
    statuses = tiny.vocabulary.statuses
    asked, promises = facts.assessments_by.body[MINISTRY], facts.commitments_by.body[MINISTRY]
    counts = facts.status_counts(asked)
    assert body_answer(statuses, counts, ()) == (
        f"{len(asked)} recommendations ask it to act: {status_counts_text(statuses, counts)}."
    )
    assert body_answer(statuses, {}, ()) == "No recommendation recorded here asks it directly."
    answer = body_answer(statuses, counts, promises)
    assert answer.endswith(f"It made {len(promises)} promises: {promise_counts_text(promises)}.")
    pressing, others = pressing_first(promises)
    assert {promise.state for promise in pressing} <= set(PRESSING)
    assert {*pressing, *others} == set(promises)
    assert not {promise.state for promise in others} & set(PRESSING)


def test_a_promise_below_a_heading_that_says_it_is_open(tiny: Dataset) -> None:
    promise = derive(tiny, TODAY).commitments[0]
    met = Met(date=parse_date("2025-03"), development="d")
    kept = replace(promise, commitment=promise.commitment.model_copy(update={"met": met}))
    assert plain_text(undated_finding(kept)) == "Met, March 2025"
    open_ = promise.commitment.model_copy(update={"met": None})
    seen = replace(promise, commitment=open_, evidence_to=parse_date("2026-01"))
    assert plain_text(undated_finding(seen)) == "Not seen by January 2026"
    assert undated_finding(replace(seen, evidence_to=None)) == ("Not looked yet",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-06-29", "29 June"),
        ("2026-03", "March"),
        ("2026", "2026"),
        ("2025-12/2026-01", "between December 2025 and January 2026"),
        ("2025-10-22/2025-12", "between 22 October and December"),
        ("2025/2025-06", "between 2025 and June 2025"),
    ],
)
def test_a_date_below_the_heading_of_its_year(text: str, words: str) -> None:
    assert date_in_its_year(parse_date(text)) == words
