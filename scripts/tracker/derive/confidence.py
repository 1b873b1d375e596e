"""How sure a finding is, computed from the sources that it rests on and never authored."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tracker.derive.withdrawn_sources import is_withdrawn
from tracker.schema.fields import Source
from tracker.schema.vocabularies import EXCERPT, GRADE_A, STRONG_GRADES

ConfidenceLevel = Literal["high", "medium", "low"]
CONFIDENCE_LEVELS: tuple[ConfidenceLevel, ...] = ("high", "medium", "low")


@dataclass(frozen=True)
class Confidence:
    """A level, and why."""

    level: ConfidenceLevel
    reason: str


def assess_confidence(sources: Iterable[Source], disputed: bool = False) -> Confidence:
    """The confidence that sources give together; `disputed` where another source says otherwise.

    High: a grade A source seen in full, which proves itself, or grade A or B sources of two
    publishers; a copy is the publisher's whose document it is. Medium: those of one
    publisher. Low: none of grade A or B, so that every source speaks for the body responsible,
    however many there are; or a conflict; or nothing but sources that were withdrawn. Beside others
    a withdrawn source does not count.
    """
    if disputed:
        return Confidence("low", "the sources conflict")
    standing = [source for source in sources if not is_withdrawn(source)]
    if not standing:
        return Confidence("low", "every source that it rests on was withdrawn")
    strong = [source for source in standing if source.grade in STRONG_GRADES]
    if any(source.grade == GRADE_A and source.seen != EXCERPT for source in strong):
        return Confidence("high", "it rests on the law, dataset or decision itself, seen in full")
    publishers = {source.publisher for source in strong}
    if len(publishers) > 1:
        return Confidence(
            "high", f"it rests on sources of grade A or B from {len(publishers)} publishers"
        )
    if publishers:
        excerpts = all(source.seen == EXCERPT for source in strong)
        note = "; only a part of it was seen" if excerpts else ""
        return Confidence("medium", f"it rests on grade A or B sources from one publisher{note}")
    return Confidence("low", "it rests on what the body responsible says")
