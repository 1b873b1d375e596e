"""The points of an audience in the groups and the order in which it needs them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tracker.derive.commencement import AppliedImplication
from tracker.schema.vocabularies import EXPECTED

GroupName = Literal["check", "now", "dated", "coming", "watch", "ended"]
"""What may have started; what is in force; what is coming on a day that a source gives, or without
one; what is to be watched; what has ended.
"""
GROUP_NAMES: tuple[GroupName, ...] = get_args(GroupName)

NEWEST_SHOWN = 6
"""How many points that are in force stand before the fold, where more than one is folded."""


@dataclass(frozen=True)
class PointGroup:
    """The points of a group, in order. `older` are those of it that pages fold."""

    name: GroupName
    points: tuple[AppliedImplication, ...]
    older: tuple[AppliedImplication, ...] = ()

    @property
    def every(self) -> tuple[AppliedImplication, ...]:
        """All its points."""
        return (*self.points, *self.older)

    @property
    def count(self) -> int:
        """How many points the group has."""
        return len(self.every)


def group_points(points: Iterable[AppliedImplication]) -> tuple[PointGroup, ...]:
    """The groups that have a point. What binds stands before what is only expected, and what has no
    date behind what has one; what is coming on a day has the next day first, all else the newest.
    """
    ordered = sorted(points, key=_order)
    groups = ((name, [p for p in ordered if group_of(p) == name]) for name in GROUP_NAMES)
    return tuple(_folded(name, members) for name, members in groups if members)


def group_of(applied: AppliedImplication) -> GroupName:
    """The group in which a point stands."""
    is_dated = applied.phase == "coming" and applied.first_date is not None
    return "dated" if is_dated else applied.phase


def _order(applied: AppliedImplication) -> tuple[bool, int, str]:
    day = applied.first_date.latest.toordinal() if applied.first_date else 0
    only_expected = applied.implication.force == EXPECTED
    return only_expected, day if group_of(applied) == "dated" else -day, applied.implication.id


def _folded(name: GroupName, points: Sequence[AppliedImplication]) -> PointGroup:
    shown = NEWEST_SHOWN if name == "now" and len(points) > NEWEST_SHOWN + 1 else len(points)
    return PointGroup(name, tuple(points[:shown]), tuple(points[shown:]))


def by_topic(
    points: Iterable[AppliedImplication], order: Callable[[str], str]
) -> list[tuple[str, list[AppliedImplication]]]:
    """Some points by the topic that they are filed under, the topics in an order."""
    by_id: dict[str, list[AppliedImplication]] = {}
    for applied in points:
        by_id.setdefault(applied.implication.topic, []).append(applied)
    return sorted(by_id.items(), key=lambda item: order(item[0]))
