"""The charts show what their tables show."""

import re
from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from tracker.derive.facts import Facts, derive
from tracker.load.dataset import Dataset
from tracker.outputs.charts import (
    MARGIN,
    SQUARE_SIZE,
    WIDTH,
    due_chart,
    status_history_chart,
)
from tracker.schema.dates import parse_date


@pytest.fixture(scope="module")
def facts(tiny: Dataset) -> Facts:
    return derive(tiny, TODAY)


def test_the_history_steps_on_the_days_on_which_the_label_moved(facts: Facts) -> None:
    assessment = facts.assessments["bridge-01"]
    drawn = status_history_chart(assessment, facts.dataset.vocabulary.statuses)
    assert [mark.status for mark in drawn.marks] == [
        s.status for s in assessment.history if s.changes_status
    ]
    assert [lane.status for lane in drawn.lanes] == [
        "delivered",
        "partly-delivered",
        "passed",
        "planned",
    ]
    heights = {lane.status: lane.y for lane in drawn.lanes}
    assert all(mark.y == heights[mark.status] for mark in drawn.marks)
    assert [mark.x for mark in drawn.marks] == sorted(mark.x for mark in drawn.marks)
    assert 0 < drawn.marks[0].x < drawn.marks[-1].x < WIDTH
    assert (str(drawn.start), str(drawn.end)) == ("2024-06-01", "2025-12-31")


def test_a_step_that_is_less_precise_than_the_one_before_stays_on_the_drawing(
    facts: Facts,
) -> None:
    """A change of some day in 2025 came after that of 1 June 2025, and is drawn no earlier."""
    assessment = facts.assessments["bridge-01"]
    days = map(parse_date, ("2025-06-01", "2025", "2025-11/2026-01", "2026-01-31"))
    labels = ("planned", "passed", "partly-delivered", "delivered")
    steps = tuple(
        replace(assessment.history[0], date=day, status=label, changes_status=True)
        for day, label in zip(days, labels, strict=True)
    )
    order = facts.dataset.vocabulary.statuses
    drawn = status_history_chart(
        replace(assessment, make_history=lambda: steps, evidence_to=parse_date("2025-12")), order
    )
    places = [mark.x for mark in drawn.marks]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (MARGIN, WIDTH - MARGIN)
    heights = [mark.y for mark in drawn.marks]
    assert len(set(heights)) == 4
    assert max(heights) < drawn.height
    assert re.findall(r"[MH](-?\d+)", drawn.path) == [str(x) for x in (*places, WIDTH - MARGIN)]


def test_there_is_one_square_for_each_open_commitment(facts: Facts) -> None:
    drawn = due_chart(facts.commitments, parse_date("2025-12-31"), TODAY)
    assert [square.state for square in drawn.squares] == ["overdue", "due"]
    assert [name for _, name in drawn.names] == ["2025 Q3", "2026 Q1"]
    assert len({(square.x, square.y) for square in drawn.squares}) == 2
    assert due_chart([], None, TODAY).squares == ()


def test_however_many_commitments_there_are_none_is_drawn_beyond_the_edge(facts: Facts) -> None:
    drawn = due_chart(list(facts.commitments) * 50, None, TODAY)
    assert max(square.x for square in drawn.squares) + SQUARE_SIZE <= WIDTH
    assert max(square.y for square in drawn.squares) + SQUARE_SIZE <= drawn.height
    places = {(square.x, square.y) for square in drawn.squares}
    assert len(places) == len(drawn.squares) == 2 * 50


@pytest.mark.parametrize(
    ("evidence_to", "today", "hatched"),
    [
        ("2025-12-31", date(2026, 1, 31), ["2026 Q1"]),
        ("2025-08", date(2026, 1, 31), ["2025 Q3", "2026 Q1"]),
        ("2025-08-20", date(2026, 1, 31), ["2026 Q1"]),
        ("2025-09-30", date(2025, 12, 31), []),
        (None, date(2025, 12, 31), ["2025 Q3"]),
        ("2026-04-01", date(2026, 4, 2), []),
    ],
)
def test_quarters_that_nobody_looked_at_are_hatched_up_to_today(
    facts: Facts, evidence_to: str | None, today: date, hatched: list[str]
) -> None:
    looked_to = parse_date(evidence_to) if evidence_to else None
    drawn = due_chart(facts.commitments, looked_to, today)
    rows = [y for y, _ in drawn.not_looked]
    assert [name for y, name in drawn.names if y - 12 in rows] == hatched
