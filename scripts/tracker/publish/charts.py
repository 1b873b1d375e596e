"""Charts as places on a drawing: what a template draws as SVG, each beside its table.

All are drawn 328 units wide, so that text of 12 units is 10.5 px on the narrowest screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from tracker.derive.promises import Promise, State
from tracker.derive.standing import Standing
from tracker.record.vocabulary import DELIVERED

WIDTH = 328
EDGE = 6
LANE = 38
"""The height of a lane of the label history: its name above, its line below."""
CELL = 27
"""The width of one recommendation in the strip of all."""
SQUARE = 14
"""The side of a promise's square, with the space around it."""
NAMES = 62
"""The room for the name of a quarter, left of its squares."""
IN_A_ROW = (WIDTH - NAMES) // SQUARE


@dataclass(frozen=True)
class Lane:
    """A label in a history, and the height at which its line runs."""

    label: str
    y: int


@dataclass(frozen=True)
class Mark:
    """A change: where it stands, and the label from then on."""

    x: int
    y: int
    label: str


@dataclass(frozen=True)
class History:
    """The label of a recommendation over time, as a line of steps over lanes, furthest on top."""

    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    path: str
    height: int
    start: date
    end: date


def history_of(standing: Standing, order: Iterable[str]) -> History:
    """The drawing of a label's history, from its first day to the end of the evidence. A change
    stands on the first day that its date can mean, but never before the change before it. The lane
    of "delivered" is there even while it is empty.
    """
    held = {step.label for step in standing.steps} | {DELIVERED}
    lanes = tuple(
        Lane(label, LANE * index + 26)
        for index, label in enumerate(label for label in order if label in held)
    )
    heights = {lane.label: lane.y for lane in lanes}
    start = standing.steps[0].date.first
    end = max(standing.evidence_to.last, standing.steps[-1].date.last)
    days = max((end - start).days, 1)
    shown = accumulate((step.date.first for step in standing.steps), max)
    marks = tuple(
        Mark(
            EDGE + round((day - start).days / days * (WIDTH - 2 * EDGE)),
            heights[step.label],
            step.label,
        )
        for step, day in zip(standing.steps, shown, strict=True)
        if step.moved
    )
    path = f"M{marks[0].x} {marks[0].y}"
    path += "".join(f"H{mark.x}V{mark.y}" for mark in marks[1:])
    return History(lanes, marks, f"{path}H{WIDTH - EDGE}", LANE * len(lanes) + 22, start, end)


@dataclass(frozen=True)
class Cell:
    """A recommendation in the strip of all."""

    x: int
    y: int
    standing: Standing


def strip_of(standings: Sequence[Standing], order: Sequence[str]) -> tuple[Cell, ...]:
    """Every recommendation of a report as one icon, furthest first, twelve in a row."""
    rank = {label: index for index, label in enumerate(order)}
    furthest = sorted(standings, key=lambda s: (rank[s.label], s.recommendation.number))
    return tuple(
        Cell(index % 12 * CELL + 2, index // 12 * 44, standing)
        for index, standing in enumerate(furthest)
    )


@dataclass(frozen=True)
class Square:
    """A promise, as a square in the rows of its quarter."""

    x: int
    y: int
    state: State


@dataclass(frozen=True)
class Quarters:
    """When promises fall due: a square each, beside the name of its quarter (`names` are heights
    and names); those without a date last. It grows down, never beyond the width.
    """

    squares: tuple[Square, ...]
    names: tuple[tuple[int, str], ...]
    height: int


def quarters_of(promises: Sequence[Promise]) -> Quarters:
    """The drawing of open promises by the quarter of their last possible day."""
    groups: dict[str, list[Promise]] = {}
    for promise in sorted(promises, key=_quarter):
        if promise.state != "met":
            groups.setdefault(_quarter(promise), []).append(promise)
    squares, names, y = [], [], 0
    for name, group in groups.items():
        names.append((y + 12, name))
        for index, promise in enumerate(group):
            row, place = divmod(index, IN_A_ROW)
            squares.append(Square(NAMES + place * SQUARE, y + 2 + row * SQUARE, promise.state))
        y += -(-len(group) // IN_A_ROW) * SQUARE + 8
    return Quarters(tuple(squares), tuple(names), y)


def _quarter(promise: Promise) -> str:
    if not promise.current:
        return "No date"  # which sorts after every year
    last = promise.current.last
    return f"{last.year} Q{(last.month + 2) // 3}"
