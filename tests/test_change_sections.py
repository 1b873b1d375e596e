"""The sections in which changes are told, the days of which the page tells, and its months."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from tracker.derive.change_groups import ChangeGroup, group_changes
from tracker.derive.change_sections import (
    ROWS,
    SECTION_OF,
    dates_come,
    may_be_older,
    month_columns,
    row_of,
    row_of_change,
    section_of,
    sections_of,
    told_since,
)
from tracker.derive.changes import CHANGE_KINDS, ChangeKind, list_changes
from tracker.derive.facts import derive
from tracker.derive.timing import Timing
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.text.span_sentences import (
    count_rows,
    first_findings_text,
    for_whom,
    law_text,
    month_label,
    moved_text,
    span_heading,
    span_summary,
    stretches,
)


@pytest.fixture(scope="module")
def groups(tiny: Dataset) -> tuple[ChangeGroup, ...]:
    return group_changes(list_changes(tiny))


def test_every_kind_of_change_has_a_section() -> None:
    assert set(SECTION_OF) == set(CHANGE_KINDS)


def test_every_group_but_first_findings_stands_in_one_section(
    tiny: Dataset, groups: tuple[ChangeGroup, ...]
) -> None:
    sections = sections_of(tiny, groups)
    told = [g for s in sections for part in s.parts for day in part.days for g in day.groups]
    assert sorted(g.id for g in told) == sorted(g.id for g in groups if g.kind != "first-findings")
    assert [section.id for section in sections] == [
        "law",
        "states",
        "promises",
        "guidance",
        "other",
    ]
    assert [section.count for section in sections] == [
        sum(part.count for part in section.parts) for section in sections
    ]


def test_the_law_is_told_by_what_was_made_and_started(
    tiny: Dataset, groups: tuple[ChangeGroup, ...]
) -> None:
    law = sections_of(tiny, groups)[0]
    assert [(part.row, part.count) for part in law.parts][:2] == [("made", 1), ("started", 1)]
    act = next(g for g in groups if g.id == "measures.bridges-act.stage.royal-assent")
    for stage, row in (("repealed", "ended"), ("order-made", "law"), ("in-force", "started")):
        step = replace(act, changes=(replace(act.lead, after=stage),))
        assert row_of(tiny, step) == row


@pytest.mark.parametrize("kind", ["point-start", "point-end"])
def test_a_point_is_never_counted_as_a_law_that_starts_or_ends(
    tiny: Dataset, groups: tuple[ChangeGroup, ...], kind: ChangeKind
) -> None:
    point = next(iter(tiny.implications.values()))
    for force, row in (("duty", "law"), ("guidance", "guidance"), ("route", "guidance")):
        record = point.model_copy(update={"force": force})
        change = replace(groups[0].lead, kind=kind, record=record, after="in-force")
        assert (row_of_change(tiny, change), section_of(tiny, change)) == (row, row)


def test_the_newest_month_of_a_part_stands_apart(
    tiny: Dataset, groups: tuple[ChangeGroup, ...]
) -> None:
    for part in (part for section in sections_of(tiny, groups) for part in section.parts):
        assert part.newest + part.earlier == part.days
        months = {day.date.latest.strftime("%Y-%m") for day in part.newest}
        assert len(months) == 1
        assert months.isdisjoint(day.date.latest.strftime("%Y-%m") for day in part.earlier)


def test_the_page_tells_three_months_up_to_that_into_which_we_looked() -> None:
    for evidence, since in (("2026-06-29", "2026-03-31"), ("2026-01", "2025-10-31")):
        assert str(told_since(parse_date(evidence), date(2026, 11, 28))) == since
    assert told_since(None, date(2026, 2, 3)) == date(2025, 11, 30)
    assert told_since(parse_date("2027-05"), date(2026, 2, 3)) == date(2025, 11, 30)


def test_months_nobody_looked_into_stand_together_and_are_not_quiet(
    tiny: Dataset, groups: tuple[ChangeGroup, ...]
) -> None:
    since, today, looked = date(2024, 8, 31), date(2025, 3, 10), parse_date("2024-11-12")
    columns = month_columns(tiny, groups, since, today, looked)
    assert [(month_label(c), c.looked_to) for c in columns] == [
        ("Sep", date(2024, 9, 30)),
        ("Oct", date(2024, 10, 31)),
        ("1 to 12 Nov", date(2024, 11, 12)),
        ("Dec to Mar", None),
    ]
    counted = sum(column.counts[row] for column in columns for row in ROWS)
    assert counted == sum(since < g.day <= today for g in groups if g.kind != "first-findings")
    (alone,) = month_columns(tiny, (), date(2025, 2, 28), today, looked)
    assert (month_label(alone), alone.is_empty) == ("Mar", True)
    (unlooked,) = month_columns(tiny, groups, date(2024, 8, 31), date(2024, 9, 30), None)
    assert (unlooked.looked_to, unlooked.is_empty) == (None, False)
    assert replace(alone, counts={"other": 1}).is_empty
    assert not replace(alone, counts={"other": 1, "law": 1}).is_empty


def test_dates_that_came_after_a_day_and_were_not_seen(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    come = dates_come(facts, date(2024, 1, 1))
    assert [p.commitment.id for p in come.promises] == ["first-round"]
    assert dates_come(facts, TODAY).promises == ()
    (ahead,) = facts.expected_stages
    assert (come.starts, come.steps) == ((), ())
    step = replace(ahead, date=parse_date("2025-05"), timing=Timing("passed"))
    start, end = (
        replace(step, stage=step.stage.model_copy(update={"stage": stage}))
        for stage in ("in-force", "repealed")
    )
    facts = replace(facts, expected_stages=(ahead, step, start, end))
    come = dates_come(facts, date(2025, 4, 30))
    assert (come.starts, come.steps) == ((start, end), (step,))
    come = dates_come(facts, date(2025, 5, 31))
    assert (come.starts, come.steps) == ((), ())


def test_a_span_is_summed_up(tiny: Dataset, groups: tuple[ChangeGroup, ...]) -> None:
    facts = derive(tiny, TODAY)
    third = [g for g in groups if date(2024, 7, 1) <= g.day <= date(2024, 9, 30)]
    assert span_heading(date(2024, 6, 30)) == "What changed since 30 June 2024"
    eve = date(2024, 6, 30)
    moved = "1 of 2 recommendations moved, to Passed (start not seen). 1 promise was kept."
    assert span_summary(facts, third, eve, 0) == f"1 Act was passed. {moved}"
    assert span_summary(facts, third, eve, 2) == (
        f"1 Act was passed. May have started: 2. Check. {moved}"
    )
    assert span_summary(facts, (), eve, 0) == "No change was seen."
    assert span_summary(facts, (), eve, 1) == "No change was seen. May have started: 1. Check."
    fourth = [g for g in groups if date(2024, 10, 1) <= g.day <= date(2024, 12, 31)]
    assert "1 promise was put off." in span_summary(facts, fourth, date(2024, 9, 30), 0)
    assert " own word changed once." in span_summary(facts, fourth, date(2024, 9, 30), 0)


def test_what_may_be_older_than_the_days_that_are_told_is_counted_apart(
    tiny: Dataset, groups: tuple[ChangeGroup, ...]
) -> None:
    act = next(g for g in groups if g.id == "measures.bridges-act.stage.royal-assent")
    span = replace(act, changes=(replace(act.lead, date=parse_date("2024-05/2024-09")),))
    facts, eve = derive(tiny, TODAY), date(2024, 6, 30)
    assert not may_be_older(act, eve)
    assert may_be_older(act, act.lead.date.earliest)
    older = "1 more change may be older: only a span of days is known."
    assert span_summary(facts, (span,), eve, 0) == f"No change was seen. {older}"
    said = span_summary(facts, (act, span, span), eve, 0)
    assert said.startswith("1 Act was passed. ")
    assert said.endswith(" 2 more changes may be older: only a span of days is known.")


def test_changes_are_counted_by_the_rows_of_the_table(
    tiny: Dataset, groups: tuple[ChangeGroup, ...]
) -> None:
    act = next(g for g in groups if g.id == "measures.bridges-act.stage.royal-assent")
    looks = next(g for g in groups if g.kind == "first-findings")
    assert count_rows(tiny, (act, act)) == "Law passed: 2"
    assert count_rows(tiny, (looks, act)) == (
        "Law passed: 1. 1 first look is counted apart: what we saw when we first looked is no "
        "change"
    )


def test_the_law_and_what_moved_are_counted(tiny: Dataset, groups: tuple[ChangeGroup, ...]) -> None:
    act = next(g for g in groups if g.id == "measures.bridges-act.stage.royal-assent")
    started = next(g for g in groups if row_of(tiny, g) == "started")
    ended = replace(act, changes=(replace(act.lead, after="repealed"),))
    assert law_text(tiny, (act, act, started, ended)) == (
        "2 Acts were passed. 1 law, or part of one, started. 1 law, or part of one, ended."
    )
    panel = replace(act, changes=(replace(act.lead, record=tiny.measures["bridge-panel"]),))
    assert law_text(tiny, (panel,)) == "1 law was passed."
    facts = derive(tiny, TODAY)
    moved = [g for g in groups if g.lead.kind == "status" and g.happened]
    assert moved_text(facts, moved[:1]) == "1 of 2 recommendations moved, to Partly delivered."
    twice = [replace(moved[0], changes=(replace(moved[0].lead, after="planned"),)), moved[0]]
    assert moved_text(facts, twice) == "1 of 2 recommendations moved, to Planned."
    assert moved_text(facts, ()) == "No recommendation was seen to move."


def test_for_whom_a_change_matters_is_named_up_to_three(tiny: Dataset) -> None:
    audiences = list(tiny.vocabulary.audiences)
    first = tiny.vocabulary.audiences[audiences[0]].label
    assert for_whom(tiny, ()) == ""
    assert for_whom(tiny, audiences[:1]) == first
    assert for_whom(tiny, audiences[:1] * 5) == "; ".join([first] * 3 + ["2 more"])


def test_first_findings_are_counted_by_label(
    tiny: Dataset, groups: tuple[ChangeGroup, ...]
) -> None:
    first = [g for g in groups if g.kind == "first-findings"]
    told = first_findings_text(tiny, first)
    counts = [int(part.split()[0]) for part in told.split(", ")]
    assert sum(counts) == sum(len(g.changes) for g in first)


def test_the_days_asked_for_most_count_back_from_how_far_we_looked() -> None:
    today = date(2026, 5, 20)
    told = [
        (s.label, str(s.since), str(s.to), s.wrote)
        for s in stretches(parse_date("2026-02-12"), today)
    ]
    assert told == [
        ("February 2026", "2026-01-31", "2026-02-12", False),
        ("October to December 2025", "2025-09-30", "2025-12-31", False),
        ("2026", "2025-12-31", "2026-02-12", False),
        ("Written in the last 30 days", "2026-04-20", "2026-05-20", True),
    ]
    assert stretches(None, today)[0].label == "May 2026"
