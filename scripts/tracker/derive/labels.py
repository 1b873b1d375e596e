"""A recommendation's label, worked out from the labels of its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.record.vocabulary import DELIVERED, PARTLY_DELIVERED, SUPERSEDED, Label


def label_of(statuses: Sequence[str], order: Sequence[str]) -> str:
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
class Share:
    """How many of a recommendation's parts have the label that it shows, and what the others have.

    `label` is the one that is counted, `rest` is (label, count) for every other, furthest first.
    """

    label: str
    count: int
    total: int
    rest: tuple[tuple[str, int], ...]

    def words(self, labels: Mapping[str, Label]) -> str:
        """`1 of 3 parts under way; 2 planned`."""
        parts = "part" if self.total == 1 else "parts"
        first = f"{self.count} of {self.total} {parts} {_lower(labels[self.label].short)}"
        rest = [f"{count} {_lower(labels[label].short)}" for label, count in self.rest]
        return "; ".join([first, *rest])


def share_of(label: str, statuses: Sequence[str], order: Sequence[str]) -> Share:
    """The share that goes with a label: for "partly delivered", the delivered parts."""
    shown = DELIVERED if label == PARTLY_DELIVERED else label
    counted = [status for status in statuses if status != SUPERSEDED] or list(statuses)
    others = sorted(set(counted) - {shown}, key=list(order).index)
    rest = tuple((other, counted.count(other)) for other in others)
    return Share(shown, counted.count(shown), len(counted), rest)


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
