"""The elements that wait for one look at the statute book: the law for them was made, and we have
not seen that it started; or its statute was made, and we have not seen that it is in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.derive.commencement import (
    enacted_on,
    is_not_shown_in_statute,
    nations_in_force,
)
from tracker.derive.ends import measure_ends, nations_ended
from tracker.derive.status import Assessment, ElementAssessment
from tracker.derive.timing import is_ahead
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure
from tracker.schema.vocabularies import PASSED, UNDER_WAY


@dataclass(frozen=True)
class UnseenStart:
    """An element whose law was made and was not seen to start, and how far we looked for it.
    `is_made` is whether the law itself was seen to be made: else only its statute was.
    """

    assessment: Assessment
    element: ElementAssessment
    laws: tuple[Measure, ...]
    looked_to: PartialDate | None
    is_made: bool


def unseen_starts(
    dataset: Dataset, assessments: Iterable[Assessment], today: date
) -> tuple[UnseenStart, ...]:
    """The elements, judged passed or under way, that rest on a law which was made and is not known
    to be in force in each nation in which it is to deliver them, or whose statute was made.
    """
    return tuple(
        UnseenStart(
            assessment=assessment,
            element=element,
            laws=laws,
            looked_to=element.evidence_to,
            is_made=element.status == PASSED
            or not any(is_not_shown_in_statute(dataset, law) for law in laws),
        )
        for assessment in assessments
        for element in assessment.elements
        if element.status in (PASSED, UNDER_WAY)
        and (laws := _laws_not_seen_to_start(dataset, assessment, element, today))
    )


def _laws_not_seen_to_start(
    dataset: Dataset, assessment: Assessment, element: ElementAssessment, today: date
) -> tuple[Measure, ...]:
    nations = set(assessment.recommendation.applies_in)
    laws = (dataset.measures[id] for id in element.element.rests_on)
    return tuple(
        law
        for law in laws
        if law.kind in dataset.vocabulary.laws
        and _was_made(dataset, law, today)
        and (nations & set(law.applies_in))
        - nations_in_force(dataset, law, today)
        - nations_ended(measure_ends(dataset, law), today)
    )


def _was_made(dataset: Dataset, law: Measure, today: date) -> bool:
    """Whether a law, or the statute of which it is a part, is known to have been made."""
    whole = dataset.measures.get(law.part_of or "")
    days = (enacted_on(dataset, measure) for measure in (law, whole) if measure)
    return any(day and not is_ahead(day, today) for day in days)
