"""Changes that are told together: the first findings of a recommendation, the new points of an
audience, and a step of a measure with what follows from it.

Pages and feeds show groups, so that what we looked at for the first time never stands before what
happened. The published data has each change by itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as calendar_day
from datetime import datetime
from typing import Literal

from tracker.derive.changes import Change
from tracker.load.dataset import Vocabularies
from tracker.schema.dates import PartialDate, writing_order
from tracker.schema.fields import Record
from tracker.schema.records import Element, Implication

GroupKind = Literal["one", "first-findings", "points", "step"]


@dataclass(frozen=True)
class ChangeGroup:
    """Changes of one date that are told together, at least one. In a `step` the first is the step
    from which the others follow, among `first-findings` the one that was written first; the id of
    these groups is that of their first change, under which it may have been published alone. That
    of `points` is made of the audience and the date.
    """

    id: str
    kind: GroupKind
    changes: tuple[Change, ...]

    @property
    def lead(self) -> Change:
        """Its first change."""
        return self.changes[0]

    @property
    def told(self) -> tuple[Change, ...]:
        """What it tells itself: of a step that alone."""
        return self.changes[:1] if self.kind == "step" else self.changes

    @property
    def brought(self) -> tuple[Change, ...]:
        """What a step brings with it."""
        return self.changes[len(self.told) :]

    @property
    def record(self) -> Record:
        """The record of its first change."""
        return self.lead.record

    @property
    def date(self) -> PartialDate:
        """The date of its changes."""
        return self.lead.date

    @property
    def day(self) -> calendar_day:
        """The day by which its first change had come about."""
        return self.lead.day

    @property
    def recorded(self) -> PartialDate:
        """When the last of it was written; of a step, when that was."""
        if self.kind == "step":
            return self.lead.recorded
        return max((change.recorded for change in self.changes), key=writing_order)

    @property
    def happened(self) -> bool:
        """Whether something came about on its day, beside our looking and our writing."""
        return self.lead.happened


def group_changes(changes: Sequence[Change]) -> tuple[ChangeGroup, ...]:
    """Changes in groups, each where its first change stands; a step without the stage from which it
    follows, if that is none of these, stands by itself.
    """
    stages = {
        (f"{change.record.id}.{change.after}", change.date.text): change
        for change in changes
        if change.record.folder == "measures" and change.kind != "correction"
    }

    def taken_first(change: Change) -> Change:
        """The step from which a change follows, through a provision to its law."""
        before = stages.get((change.taken_with or "", change.date.text))
        return taken_first(before) if before else change

    members: dict[str, list[Change]] = {}
    for change in changes:
        members.setdefault(_KEYS[_kind(change)](taken_first(change)), []).append(change)
    return tuple(_group(key, together) for key, together in members.items())


def weighty_groups(
    vocabulary: Vocabularies, groups: Sequence[ChangeGroup]
) -> tuple[ChangeGroup, ...]:
    """The groups that matter to most readers, newest first: by which a law was made, started or
    ended or guidance did, and by which a recommendation got another status after its first; of one
    day, law before guidance and that before the others. All groups in which something happened
    where there is none of these.
    """
    happened = [group for group in groups if group.happened]
    weighty = [
        group
        for group in happened
        if group.lead.kind == "status"
        or (group.lead.kind in _STEPS and group.lead.after in vocabulary.deciding_stages)
    ]
    return tuple(sorted(weighty or happened, key=_newest_law_first))


_STEPS = ("law", "guidance")
"""The kinds of a change by a step of the law or of guidance, in the order of one day."""


def _newest_law_first(group: ChangeGroup) -> tuple[int, int]:
    kind = group.lead.kind
    return -group.day.toordinal(), _STEPS.index(kind) if kind in _STEPS else len(_STEPS)


def _kind(change: Change) -> GroupKind:
    if change.is_first_finding:
        return "first-findings"
    return "points" if change.kind == "point" else "one"


def _group(key: str, members: Sequence[Change]) -> ChangeGroup:
    """A group of the changes that have a key."""
    kind = _kind(members[0])
    if kind == "points":
        return ChangeGroup(key, kind, tuple(members))
    if kind == "first-findings":
        oldest = tuple(sorted(members, key=_first_written))
        return ChangeGroup(oldest[0].id, kind, oldest)
    changes = tuple(sorted(members, key=lambda change: change.id != key))
    return ChangeGroup(key, "step" if len(changes) > 1 else "one", changes)


def _first_written(change: Change) -> tuple[tuple[calendar_day, datetime], str, str]:
    """The order of first findings: as they were written; of those written together, of the whole
    first, then by their elements.
    """
    element = change.about.id if isinstance(change.about, Element) else ""
    return writing_order(change.recorded), element, change.id


def _date_in_id(change: Change) -> str:
    return change.date.text.replace("/", "--")


def _key_of_points(change: Change) -> str:
    assert isinstance(change.record, Implication)
    return f"audiences.{change.record.audience}.points.{_date_in_id(change)}"


_KEYS: Mapping[GroupKind, Callable[[Change], str]] = {
    "one": lambda change: change.id,
    "first-findings": lambda change: f"{change.record.id}.first-findings.{_date_in_id(change)}",
    "points": _key_of_points,
}
"""What the changes of a group have in common; of a step, the id of that from which they follow."""
