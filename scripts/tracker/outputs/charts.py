"""Charts as coordinates, which a template draws as SVG beside a table of the same values.

All are 328 units wide, so that text of 12 units is 10.5 px on the narrowest screen.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby
from math import ceil

from tracker.derive.commitments import CommitmentProgress, DueState
from tracker.derive.status import Assessment
from tracker.schema.dates import PartialDate
from tracker.schema.vocabularies import DELIVERED

WIDTH = 328
MARGIN = 6
LANE_HEIGHT = 38
"""The height of a lane of the status history: its name above, its line below."""
SQUARE_SIZE = 14
"""The side of a commitment's square, with the space around it."""
NAME_WIDTH = 62
"""The width of the name of a quarter, left of its squares."""
HALF_A_QUARTER = timedelta(days=45)
"""What may be missing of a quarter, in days, while most of it was looked at."""
SQUARES_PER_ROW = (WIDTH - NAME_WIDTH) // SQUARE_SIZE
MAX_SQUARES = 200
"""About how many squares a chart has at the most: where promises are more, each is for several."""


@dataclass(frozen=True)
class Lane:
    """A status in a history, and the y of its line."""

    status: str
    y: int


@dataclass(frozen=True)
class Mark:
    """A change of status: its place, and the status from then on."""

    x: int
    y: int
    status: str


@dataclass(frozen=True)
class StatusHistoryChart:
    """The status of a recommendation over time, as a line of steps over lanes, furthest on top.
    `path` is the line as SVG path data.
    """

    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    path: str
    height: int
    start: date
    end: date


def status_history_chart(assessment: Assessment, order: Iterable[str]) -> StatusHistoryChart:
    """The chart of a status history that has a step, from its first day to the end of the evidence.
    `order` is that of the lanes, from the top. A change is placed on the first day that its date
    can mean, but never before the change before it. "Delivered" has a lane even while it is empty.
    """
    statuses = {step.status for step in assessment.history} | {DELIVERED}
    lanes = tuple(
        Lane(status, LANE_HEIGHT * index + 26)
        for index, status in enumerate(status for status in order if status in statuses)
    )
    heights = {lane.status: lane.y for lane in lanes}
    # A month comes after its days: a step is never drawn before the one that it follows.
    step_days = list(accumulate((step.date.earliest for step in assessment.history), max))
    start = step_days[0]
    ends = filter(None, (assessment.evidence_to, assessment.history[-1].date))
    end = max(date.latest for date in ends)
    days = max((end - start).days, 1)
    marks = tuple(
        Mark(
            MARGIN + round((day - start).days / days * (WIDTH - 2 * MARGIN)),
            heights[step.status],
            step.status,
        )
        for step, day in zip(assessment.history, step_days, strict=True)
        if step.changes_status
    )
    path = f"M{marks[0].x} {marks[0].y}"
    path += "".join(f"H{mark.x}V{mark.y}" for mark in marks[1:])
    return StatusHistoryChart(
        lanes, marks, f"{path}H{WIDTH - MARGIN}", LANE_HEIGHT * len(lanes) + 22, start, end
    )


@dataclass(frozen=True)
class Square:
    """A commitment, or several of one state, as a square in the rows of their quarter."""

    x: int
    y: int
    state: DueState


@dataclass(frozen=True)
class DueChart:
    """When commitments are due: a square each beside the name of its quarter, those without a date
    last. Where they are many, a square is for up to `promises_of_each`. `names` are the (y, name)
    of each quarter, `not_looked` the (y, height) of those that have begun and at most of which
    nobody looked. Its height grows with the squares, never its width.
    """

    squares: tuple[Square, ...]
    names: tuple[tuple[int, str], ...]
    not_looked: tuple[tuple[int, int], ...]
    height: int
    promises_of_each: int


def due_chart(
    commitments: Sequence[CommitmentProgress], evidence_to: PartialDate | None, today: date
) -> DueChart:
    """The chart of open commitments by the quarter of the last day that their due date can mean.
    `evidence_to` is how far anything was looked at, None where nobody has looked.
    """
    not_looked_from = _quarter(evidence_to.earliest + HALF_A_QUARTER) if evidence_to else ""
    open_commitments = [
        progress for progress in commitments if progress.state not in ("met", "undone", "unknown")
    ]
    of_each = max(1, ceil(len(open_commitments) / MAX_SQUARES))
    squares, names, not_looked, y = [], [], [], 0
    for name, commitments_of_quarter in groupby(
        sorted(open_commitments, key=_due_quarter), key=_due_quarter
    ):
        names.append((y + 12, name))
        row = 0
        for index, state in enumerate(_states_of_squares(commitments_of_quarter, of_each)):
            row, column = divmod(index, SQUARES_PER_ROW)
            x = NAME_WIDTH + column * SQUARE_SIZE
            squares.append(Square(x, y + 2 + row * SQUARE_SIZE, state))
        height = (row + 1) * SQUARE_SIZE + 8
        if not_looked_from <= name <= _quarter(today):
            not_looked.append((y, height))
        y += height
    return DueChart(tuple(squares), tuple(names), tuple(not_looked), y, of_each)


def _states_of_squares(
    commitments: Iterable[CommitmentProgress], of_each: int
) -> Iterable[DueState]:
    """The state of each square of a quarter, in the order in which its commitments are due; where a
    square is for more than one, in that in which the first of each state is.
    """
    states = [progress.state for progress in commitments]
    if of_each == 1:
        return states
    counts = Counter(states)
    return [state for state, count in counts.items() for _ in range(ceil(count / of_each))]


def _due_quarter(progress: CommitmentProgress) -> str:
    if not progress.due:
        return "No date"  # which sorts after every year
    return _quarter(progress.due.latest)


def _quarter(day: date) -> str:
    return f"{day.year} Q{(day.month + 2) // 3}"
