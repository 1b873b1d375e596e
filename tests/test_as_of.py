"""The dataset and its recommendations as they stood on any day, on both time axes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

import pytest

import site_builds
from conftest import TODAY
from samples import spread, with_record
from tracker.derive.as_of import (
    TimeAxis,
    as_of,
    assessments_over_time,
    read_as_of,
    recommendation_as_of,
)
from tracker.derive.changes import list_changes
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.schema.dates import parse_date
from tracker.schema.fields import Record
from tracker.schema.records import KINDS
from tracker.schema.vocabularies import NOT_ASSESSED


def real_dataset() -> Dataset:
    dataset, problems = load(site_builds.DATA)
    assert problems == ()
    return dataset


def statuses(dataset: Dataset, day: date, axis: TimeAxis = "as_of") -> dict[str, str]:
    facts = derive(as_of(dataset, day, axis), day)
    return {id: assessment.status for id, assessment in facts.assessments.items()}


@pytest.mark.parametrize(
    ("day", "statuses_as_of", "statuses_as_recorded"),
    [
        (date(2024, 5, 31), {"bridge-01": "not-assessed", "bridge-02": "not-assessed"}, {}),
        (date(2024, 6, 1), {"bridge-01": "planned", "bridge-02": "under-way"}, {}),
        (date(2024, 9, 10), {"bridge-01": "passed", "bridge-02": "under-way"}, {}),
        (
            date(2024, 12, 31),
            {"bridge-01": "passed", "bridge-02": "under-way"},
            {"bridge-02": "under-way"},
        ),
        (
            date(2026, 1, 10),
            {"bridge-01": "partly-delivered", "bridge-02": "under-way"},
            {"bridge-01": "partly-delivered", "bridge-02": "under-way"},
        ),
    ],
)
def test_the_statuses_of_a_day(
    tiny: Dataset,
    day: date,
    statuses_as_of: dict[str, str],
    statuses_as_recorded: dict[str, str],
) -> None:
    assert statuses(tiny, day) == statuses_as_of
    assert statuses(tiny, day, "as_recorded") == statuses_as_recorded


def test_before_its_report_a_recommendation_is_not_there(tiny: Dataset) -> None:
    day = tiny.reports["bridge-2024"].published.earliest - timedelta(days=1)
    past = as_of(tiny, day)
    assert (dict(past.reports), dict(past.recommendations)) == ({}, {})
    assert set(past.bodies) == set(tiny.bodies)


def test_what_was_promised_answered_and_claimed_on_a_day(tiny: Dataset) -> None:
    past = recommendation_as_of(tiny, tiny.recommendations["bridge-01"], date(2024, 9, 9))
    assert past is not None
    assert [r.position for r in past.responses] == ["accepted-in-principle"]
    assert [c.state for c in past.claims] == ["in-progress"]
    assert [(c.id, [str(d.date) for d in c.due], c.met) for c in past.commitments] == [
        ("first-round", ["2025-03"], None),
        ("law", ["None"], None),
    ]
    assert past.open_questions == ()
    assert str(past.reviews[-1].evidence_to) == "2024-09-09"
    assert past.elements[1].findings[0].status == NOT_ASSESSED


def test_a_commitment_is_overdue_only_from_the_day_on_which_it_was(tiny: Dataset) -> None:
    def state(day: date) -> str:
        return derive(as_of(tiny, day), day).commitments[0].state

    assert [state(date(2025, 9, 29)), state(date(2025, 9, 30))] == ["due", "overdue"]


def test_a_stage_is_taken_on_its_day_and_expected_before(tiny: Dataset) -> None:
    def stages(day: date) -> list[str]:
        return [s.stage for s in as_of(tiny, day).measures["bridges-act-section-1"].stages]

    assert stages(date(2024, 12, 31)) == []
    assert stages(date(2025, 1, 1)) == ["in-force"]
    assert stages(date(2025, 12, 31)) == ["in-force", "final-report"]


def test_a_question_about_a_measure_was_open_once_it_had_been_looked_into(tiny: Dataset) -> None:
    (question,) = tiny.measures["bridge-inquiry"].open_questions
    looked_to = question.looked_to.latest

    def questions(day: date) -> int:
        return len(as_of(tiny, day).measures["bridge-inquiry"].open_questions)

    assert [questions(looked_to - timedelta(days=1)), questions(looked_to)] == [0, 1]


def test_what_spoke_against_a_finding_later_was_not_there_before(tiny: Dataset) -> None:
    def against(day: date) -> tuple[tuple[str, ...], bool]:
        past = as_of(tiny, day)
        (finding,) = past.recommendations["bridge-02"].elements[0].findings
        return finding.against, "2025-02-press-asks" in past.developments

    assert against(date(2025, 2, 4)) == ((), False)
    assert against(date(2025, 2, 5)) == (("2025-02-press-asks",), True)


def test_a_date_that_was_set_in_a_month_counts_at_its_end(tiny: Dataset) -> None:
    def dates(day: date) -> list[str]:
        past = recommendation_as_of(tiny, tiny.recommendations["bridge-01"], day)
        assert past is not None
        return [str(due.date) for due in past.commitments[0].due]

    assert dates(date(2024, 11, 29)) == ["2025-03"]
    assert dates(date(2024, 11, 30)) == ["2025-03", "2025-09-30"]


def test_an_implication_is_there_from_the_day_its_source_was_published(tiny: Dataset) -> None:
    def implications(day: date) -> set[str]:
        return set(as_of(tiny, day).implications)

    assert implications(date(2024, 5, 31)) == set()
    assert implications(date(2024, 6, 1)) == {"bridge-keepers-lamps"}
    assert implications(date(2026, 1, 31)) == set(tiny.implications)


def records_in(value: object) -> Iterator[Record]:
    """The records that a value holds at any depth."""
    if isinstance(value, Record):
        yield value
    elif isinstance(value, (tuple, list)):
        yield from (record for part in value for record in records_in(part))
    elif isinstance(value, Mapping):
        yield from records_in(list(value.values()))


def renamed(record: Record) -> Record:
    """A record with other words in every field that is one text."""
    texts = {name: f"{text} Other." for name, text in vars(record).items() if name in TEXTS}
    return record.model_copy(update=texts)


TEXTS = ("title", "name", "short", "summary", "text", "point", "note")


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 3, 31), date(2024, 8, 31)])
def test_nothing_but_what_is_read_decides_how_it_stood(tiny: Dataset, day: date) -> None:
    read = {(record.folder, record.id) for record in records_in(read_as_of(tiny, day))}
    past, kinds = as_of(tiny, day), [kind.folder for kind in KINDS]
    assert {(kind, id) for kind in kinds for id in getattr(past, kind)} <= read
    others = [record for record in tiny.records() if (record.folder, record.id) not in read]
    assert others
    changed = tiny
    for record in others:
        assert renamed(record) != record
        changed = with_record(changed, renamed(record))
    assert as_of(changed, day) == replace(past, documents=changed.documents)


@pytest.mark.parametrize("where", ["tiny", "real"])
def test_one_recommendation_stands_as_the_whole_record_says(tiny: Dataset, where: str) -> None:
    """Read by itself or with all others, a day is the same."""
    dataset, today = (tiny, TODAY) if where == "tiny" else (real_dataset(), site_builds.real_day())
    histories = {
        recommendation.id: dict(assessments_over_time(dataset, recommendation, today, "as_of"))
        for recommendation in dataset.recommendations.values()
    }
    for day in spread({day for history in histories.values() for day in history}, 20):
        facts = derive(as_of(dataset, day), day)
        of_day = {id: history[day] for id, history in histories.items() if day in history}
        for id, assessment in of_day.items():
            whole = facts.assessments[id]
            assert (assessment.status, assessment.share, assessment.claim_status) == (
                whole.status,
                whole.share,
                whole.claim_status,
            )
            assert [(p.state, p.due) for p in assessment.commitments] == [
                (p.state, p.due) for p in whole.commitments
            ]


def test_a_state_begins_where_something_changed(tiny: Dataset) -> None:
    """Each day of the first recommendation: its answers, label, moved, kept and overdue dates."""
    found = assessments_over_time(tiny, tiny.recommendations["bridge-01"], TODAY, "as_of")
    told = [(str(day), s.status, [p.state for p in s.commitments]) for day, s in found]
    assert [next(held) for _, held in groupby(told, key=lambda state: state[1:])] == [
        ("2024-05-01", "not-assessed", []),
        ("2024-06-01", "planned", ["due", "undated"]),
        ("2024-09-10", "passed", ["due", "met"]),
        ("2025-01-01", "partly-delivered", ["due", "met"]),
        ("2025-09-30", "partly-delivered", ["overdue", "met"]),
    ]


def test_what_was_written_late_had_not_been_published(tiny: Dataset) -> None:
    late = {
        id: tiny.developments[id].model_copy(update={"recorded": parse_date("2026-01-25")})
        for id in ("2024-06-01-ministry-answers", "2024-09-10-bridges-act")
    }
    dataset = replace(tiny, developments={**tiny.developments, **late})
    before, after = (
        recommendation_as_of(dataset, dataset.recommendations["bridge-01"], day, "as_recorded")
        for day in (date(2026, 1, 24), date(2026, 1, 25))
    )
    assert before is not None
    assert after is not None
    assert (before.commitments, before.responses) == ((), ())
    assert [(c.id, len(c.due), bool(c.met)) for c in after.commitments] == [
        ("first-round", 2, False),
        ("law", 1, True),
    ]


def test_a_month_that_is_not_over_has_come_when_it_is_written_down(tiny: Dataset) -> None:
    """What is known only to the month, and was written in it, is part of that day's state."""
    event = tiny.developments["2024-11-minister-says-done"]
    open_month = event.model_copy(update={"recorded": parse_date("2024-11-12")})
    dataset = replace(tiny, developments={**tiny.developments, event.id: open_month})
    (change,) = (c for c in list_changes(dataset) if c.after == "complete")
    assert (change.date.text, change.day) == ("2024-11", date(2024, 11, 12))
    states = [
        derive(as_of(dataset, day), day).assessments["bridge-01"].claim_status
        for day in (date(2024, 11, 11), date(2024, 11, 12))
    ]
    assert states == ["in-progress", "complete"]


def test_the_day_after_a_date_nobody_has_checked_it(tiny: Dataset) -> None:
    """The promise of the second recommendation falls due after the day to which was looked."""
    days = assessments_over_time(tiny, tiny.recommendations["bridge-02"], date(2026, 6, 1), "as_of")
    states = {
        str(day): assessment.commitments[0].state
        for day, assessment in days
        if assessment.commitments
    }
    assert (states["2026-03-31"], states["2026-04-01"]) == ("due", "unchecked")


def test_a_wrong_finding_counts_until_its_correction_was_written(tiny: Dataset) -> None:
    def second(day: date, axis: TimeAxis) -> list[str]:
        past = recommendation_as_of(tiny, tiny.recommendations["bridge-02"], day, axis)
        assert past is not None
        return [finding.status for finding in past.elements[1].findings]

    assert second(date(2024, 12, 31), "as_recorded") == ["not-assessed"]
    assert second(date(2025, 1, 10), "as_recorded") == ["no-published-action"]
    assert second(date(2024, 12, 31), "as_of") == ["no-published-action"]


@pytest.mark.parametrize("where", ["tiny", "real"])
def test_today_is_today(tiny: Dataset, where: str) -> None:
    dataset, day = (tiny, TODAY) if where == "tiny" else (real_dataset(), site_builds.real_day())
    now, past = derive(dataset, day), derive(as_of(dataset, day), day)
    assert set(now.assessments) == set(past.assessments)
    for id, assessment in now.assessments.items():
        again = past.assessments[id]
        assert (assessment.status, assessment.share, assessment.claim_status, assessment.flags) == (
            again.status,
            again.share,
            again.claim_status,
            again.flags,
        )
        assert assessment.responses == again.responses
        assert [p.state for p in assessment.commitments] == [p.state for p in again.commitments]
        assert [d.id for d in assessment.timeline] == [d.id for d in again.timeline]
