"""Everything that was put right after it had been published, newest first."""

from dataclasses import dataclass

from tracker.record.dates import PartialDate
from tracker.record.fields import Record
from tracker.record.tracker import Tracker


@dataclass(frozen=True)
class Corrected:
    """A correction: the day on which it was made, the record that it is in, and what was wrong."""

    date: PartialDate
    record: Record
    note: str


def corrections_of(tracker: Tracker) -> tuple[Corrected, ...]:
    """The corrections of developments, and the findings that correct an earlier one."""
    found = [
        Corrected(correction.date, development, correction.note)
        for development in tracker.developments.values()
        for correction in development.corrections
    ]
    found += [
        Corrected(
            finding.recorded,
            recommendation,
            f"The finding of {finding.corrects} on this part was wrong: {element.text} "
            f"Now: {finding.reason}",
        )
        for recommendation in tracker.recommendations.values()
        for element in recommendation.elements
        for finding in element.findings
        if finding.corrects
    ]
    return tuple(sorted(found, key=lambda c: (c.date, c.record.id), reverse=True))
