"""Who says what of each part of a recommendation: what was claimed of it, and what others found or
did. Only where the record says which part; the rest is of the whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.derive.independence import is_independent
from tracker.derive.status import Assessment, ElementAssessment
from tracker.load.dataset import Dataset
from tracker.schema.dates import chronological
from tracker.schema.records import Claim, Development, IndependentFinding

WHOLE = ""
"""The key of what is said of the whole, where others are ids of elements."""


@dataclass(frozen=True)
class Voices:
    """What is said of a part or of the whole, each newest first: claims; findings of independent
    bodies; the events that speak `against` a finding of ours that holds; and other `events`, in
    which only bodies acted that are not involved.
    """

    claims: tuple[Claim, ...]
    found: tuple[IndependentFinding, ...]
    against: tuple[Development, ...]
    events: tuple[Development, ...]

    @property
    def has_others(self) -> bool:
        """Whether anybody but the claimants says something."""
        return bool(self.found or self.against or self.events)


def part_voices(dataset: Dataset, assessment: Assessment) -> Mapping[str, Voices]:
    """Who says what, by the id of each element, and of the whole by `WHOLE`.

    A claim is of each part that it names, an independent finding or an event of others of the one
    part that it names.
    """
    record = assessment.recommendation
    found = [
        (each.elements[0] if len(each.elements) == 1 else WHOLE, each)
        for each in record.independent_findings
    ]
    events = [
        (_part_of(assessment, event), event) for event in _events_of_others(dataset, assessment)
    ]
    against = {
        each.element.id: {id for held in each.findings for id in held.finding.against}
        for each in assessment.elements
    }
    return {
        part: Voices(
            claims=tuple(
                claim for claim in reversed(record.claims) if part in (claim.elements or (WHOLE,))
            ),
            found=tuple(each for of, each in reversed(found) if of == part),
            against=tuple(dataset.developments[id] for id in sorted(ids, reverse=True)),
            events=tuple(event for of, event in events if of == part),
        )
        for part, ids in ({WHOLE: set[str]()} | against).items()
    }


def _part_of(assessment: Assessment, event: Development) -> str:
    """The element that an event names; that of the whole where it names none, or several."""
    record = assessment.recommendation
    parts = [
        each.id for each in record.elements if f"{record.id}.{each.id}" in event.recommendations
    ]
    return parts[0] if len(parts) == 1 else WHOLE


def _cited(assessed: ElementAssessment) -> Iterator[str]:
    """The events that the findings that hold of an element rest on, or that speak against them."""
    for held in assessed.findings:
        yield from held.finding.evidence
        yield from held.finding.against


def _events_of_others(dataset: Dataset, assessment: Assessment) -> Iterator[Development]:
    """The events after the report in which only bodies acted that are not involved, newest first:
    those that stand nowhere else among the voices, and that no finding that holds rests on.
    """
    record = assessment.recommendation
    published = dataset.reports[record.report].published
    told = {id for assessed in assessment.elements for id in _cited(assessed)}
    told |= {claim.development for claim in record.claims}
    told |= {each.development for each in record.independent_findings}
    for event in assessment.timeline:
        is_later = chronological(event.date) > chronological(published)
        by_others = all(is_independent(dataset, record, body) for body in event.bodies)
        if event.bodies and by_others and is_later and event.id not in told:
            yield event
