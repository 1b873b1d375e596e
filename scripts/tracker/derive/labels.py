"""A recommendation's status, worked out from the labels of its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.record.vocabulary import DELIVERED, PARTLY_DELIVERED, SUPERSEDED, Status


def overall_status(statuses: Sequence[str], order: Sequence[str]) -> str:
    """The label that a recommendation has when its parts have these, given the labels' order,
    furthest first.

    All delivered: delivered. Some: partly delivered. Else the furthest of any part, which is why a
    label is always shown with its share. Superseded parts are ignored, unless there are no others.
    """
    counted = [status for status in statuses if status != SUPERSEDED]
    if not counted:
        return SUPERSEDED
    if all(status == DELIVERED for status in counted):
        return DELIVERED
    if DELIVERED in counted:
        return PARTLY_DELIVERED
    return min(counted, key=list(order).index)


@dataclass(frozen=True)
class StatusShare:
    """How many of a recommendation's parts have the label that it shows, and what the others have.

    `label` is the one that is counted, `rest` is (status, count) for every other, furthest first.
    """

    status: str
    count: int
    total: int
    rest: tuple[tuple[str, int], ...]

    def words(self, labels: Mapping[str, Status]) -> str:
        """`1 of 3 parts under way; 2 planned`."""
        parts = "part" if self.total == 1 else "parts"
        first = f"{self.count} of {self.total} {parts} {_lower(labels[self.status].short)}"
        rest = [f"{count} {_lower(labels[status].short)}" for status, count in self.rest]
        return "; ".join([first, *rest])


def status_share(status: str, statuses: Sequence[str], order: Sequence[str]) -> StatusShare:
    """The share that goes with a status: for "partly delivered", the delivered parts."""
    shown = DELIVERED if status == PARTLY_DELIVERED else status
    counted = [status for status in statuses if status != SUPERSEDED] or list(statuses)
    others = sorted(set(counted) - {shown}, key=list(order).index)
    rest = tuple((other, counted.count(other)) for other in others)
    return StatusShare(shown, counted.count(shown), len(counted), rest)


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
