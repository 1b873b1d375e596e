"""Charts as places on a drawing: what a template draws as SVG, each beside its table.

All are drawn 328 units wide, so that text of 12 units is 10.5 px on the narrowest screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from tracker.derive.commitments import CommitmentProgress, DueState
from tracker.derive.status import Assessment
from tracker.schema.vocabularies import DELIVERED

WIDTH = 328
MARGIN = 6
LANE_HEIGHT = 38
"""The height of a lane of the label history: its name above, its line below."""
CELL_WIDTH = 27
"""The width of one recommendation in the strip of all."""
SQUARE_SIZE = 14
"""The side of a promise's square, with the space around it."""
NAME_WIDTH = 62
"""The room for the name of a quarter, left of its squares."""
SQUARES_PER_ROW = (WIDTH - NAME_WIDTH) // SQUARE_SIZE


@dataclass(frozen=True)
class Lane:
    """A label in a history, and the height at which its line runs."""

    status: str
    y: int


@dataclass(frozen=True)
class Mark:
    """A change: where it stands, and the label from then on."""

    x: int
    y: int
    status: str


@dataclass(frozen=True)
class StatusHistoryChart:
    """The label of a recommendation over time, as a line of steps over lanes, furthest on top."""

    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    path: str
    height: int
    start: date
    end: date


def status_history_chart(assessment: Assessment, order: Iterable[str]) -> StatusHistoryChart:
    """The drawing of a label's history, from its first day to the end of the evidence. A change
    stands on the first day that its date can mean, but never before the change before it. The lane
    of "delivered" is there even while it is empty.
    """
    statuses = {step.status for step in assessment.history} | {DELIVERED}
    lanes = tuple(
        Lane(label, LANE_HEIGHT * index + 26)
        for index, label in enumerate(label for label in order if label in statuses)
    )
    heights = {lane.status: lane.y for lane in lanes}
    # A month stands after its days: a step is never drawn before the one that it follows.
    days_of_steps = list(accumulate((step.date.earliest for step in assessment.history), max))
    start = days_of_steps[0]
    end = max(assessment.evidence_to.latest, assessment.history[-1].date.latest)
    days = max((end - start).days, 1)
    marks = tuple(
        Mark(
            MARGIN + round((day - start).days / days * (WIDTH - 2 * MARGIN)),
            heights[step.status],
            step.status,
        )
        for step, day in zip(assessment.history, days_of_steps, strict=True)
        if step.changes_status
    )
    path = f"M{marks[0].x} {marks[0].y}"
    path += "".join(f"H{mark.x}V{mark.y}" for mark in marks[1:])
    return StatusHistoryChart(
        lanes, marks, f"{path}H{WIDTH - MARGIN}", LANE_HEIGHT * len(lanes) + 22, start, end
    )


@dataclass(frozen=True)
class StripCell:
    """A recommendation in the strip of all."""

    x: int
    y: int
    assessment: Assessment


def status_strip(assessments: Sequence[Assessment], order: Sequence[str]) -> tuple[StripCell, ...]:
    """Every recommendation of a report as one icon, furthest first, twelve in a row."""
    rank = {label: index for index, label in enumerate(order)}
    furthest = sorted(assessments, key=lambda s: (rank[s.status], s.recommendation.number))
    return tuple(
        StripCell(index % 12 * CELL_WIDTH + 2, index // 12 * 44, assessment)
        for index, assessment in enumerate(furthest)
    )


@dataclass(frozen=True)
class Square:
    """A promise, as a square in the rows of its quarter."""

    x: int
    y: int
    state: DueState


@dataclass(frozen=True)
class DueChart:
    """When promises fall due: a square each, beside the name of its quarter (`names` are heights
    and names); those without a date last. It grows down, never beyond the width.
    """

    squares: tuple[Square, ...]
    names: tuple[tuple[int, str], ...]
    height: int


def due_chart(commitments: Sequence[CommitmentProgress]) -> DueChart:
    """The drawing of open promises by the quarter of their last possible day."""
    groups: dict[str, list[CommitmentProgress]] = {}
    for progress in sorted(commitments, key=_quarter_label):
        if progress.state != "met":
            groups.setdefault(_quarter_label(progress), []).append(progress)
    squares, names, y = [], [], 0
    for name, group in groups.items():
        names.append((y + 12, name))
        for index, progress in enumerate(group):
            row, place = divmod(index, SQUARES_PER_ROW)
            squares.append(
                Square(NAME_WIDTH + place * SQUARE_SIZE, y + 2 + row * SQUARE_SIZE, progress.state)
            )
        y += -(-len(group) // SQUARES_PER_ROW) * SQUARE_SIZE + 8
    return DueChart(tuple(squares), tuple(names), y)


def _quarter_label(progress: CommitmentProgress) -> str:
    if not progress.due:
        return "No date"  # which sorts after every year
    last = progress.due.latest
    return f"{last.year} Q{(last.month + 2) // 3}"
