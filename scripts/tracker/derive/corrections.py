"""Everything that was put right after it had been published."""

from dataclasses import dataclass

from tracker.record.dates import PartialDate
from tracker.record.fields import Record
from tracker.record.recommendation import Element, Finding
from tracker.record.tracker import Dataset


@dataclass(frozen=True)
class CorrectionEntry:
    """A correction: the day on which it was made and the record that it is in; its note, or the
    finding that was wrong, of which element, and the one that puts it right.
    """

    date: PartialDate
    record: Record
    note: str | None = None
    element: Element | None = None
    wrong: Finding | None = None
    right: Finding | None = None


def list_corrections(dataset: Dataset) -> tuple[CorrectionEntry, ...]:
    """The corrections that records note, and the findings that correct an earlier one, in the order
    of the records.
    """
    found = [
        CorrectionEntry(correction.date, record, correction.note)
        for record in dataset.records()
        for correction in record.corrections
    ]
    found += [
        CorrectionEntry(
            right.recorded,
            recommendation,
            element=element,
            wrong=_corrected_finding(element, index),
            right=right,
        )
        for recommendation in dataset.recommendations.values()
        for element in recommendation.elements
        for index, right in enumerate(element.findings)
        if right.corrects
    ]
    return tuple(found)


def _corrected_finding(element: Element, index: int) -> Finding:
    """The finding that one at a place of the list corrects: the newest before it of that date."""
    named = str(element.findings[index].corrects)
    return next(f for f in reversed(element.findings[:index]) if str(f.date) == named)
