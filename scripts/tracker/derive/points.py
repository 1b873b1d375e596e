"""What each implication means on a day: whether it binds now, is coming, or is to be watched."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.derive.stages import Start, start_of
from tracker.record.dates import PartialDate
from tracker.record.model import Implication
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import EXPECTED

When = Literal["now", "coming", "watch"]


@dataclass(frozen=True)
class Point:
    """An implication as it stands: `start` is the day from which it was seen to apply, or on which
    it was (`in_force_by`), `expected` the day by which it is to, `looked_to` how far its start was
    looked for and not found.
    """

    implication: Implication
    when: When
    start: PartialDate | None
    expected: PartialDate | None
    looked_to: PartialDate | None


def point_of(tracker: Tracker, implication: Implication, today: date) -> Point:
    """Where an implication stands.

    A duty or guidance is in force once its start was seen and has come; until then it is coming.
    What is only expected binds nobody and is to be watched.
    """
    seen = Start(implication.applies_from or implication.in_force_by, implication.expected)
    if implication.starts_with:
        seen = start_of(tracker, implication.starts_with, implication.applies_in)
    begun = seen.taken is not None and seen.taken.last <= today
    watched = implication.force == EXPECTED
    when: When = "watch" if watched else "now" if begun else "coming"
    return Point(implication, when, seen.taken, seen.expected, seen.looked_to)


def by_date(point: Point) -> tuple[date, str]:
    """The order of points: by the day from which they apply, those without one last."""
    day = point.start or point.expected
    return (day.first if day else date.max, point.implication.id)
