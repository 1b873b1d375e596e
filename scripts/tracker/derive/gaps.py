"""What is missing between what is claimed of a part and what the record shows of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.derive.commencement import ExpectedStage
from tracker.derive.status import Assessment, ElementAssessment
from tracker.derive.succession import continued_measures
from tracker.derive.unseen_starts import UnseenStart
from tracker.derive.withdrawn_sources import is_withdrawn
from tracker.load.dataset import Dataset
from tracker.schema.records import Measure
from tracker.schema.vocabularies import (
    PARTLY_DELIVERED,
    PLANNED,
    REPORTED_DELIVERED,
    STRONG_GRADES,
    UNDER_WAY,
)

GapKind = Literal["step", "section", "start", "stage", "date", "source"]
"""`step`: no step towards the part was found. `section`: the statute for it was made, and its own
section was not seen, nor a start. `start`: the law for it was made and was not seen to start.
`stage`: the date that was announced for a stage has come, and it was not seen. `date`: no day is
given by which it is to be done. `source`: no strong source says so but the bodies responsible.
"""
_SELF_REPORTED = (PARTLY_DELIVERED, UNDER_WAY, REPORTED_DELIVERED)
"""The statuses that a source of somebody else could confirm."""


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: of a section or a start the laws, of a stage which."""

    kind: GapKind
    laws: tuple[Measure, ...] = ()
    expected: ExpectedStage | None = None


def part_gaps(
    dataset: Dataset, assessment: Assessment, unseen: Collection[UnseenStart]
) -> Mapping[str, tuple[Gap, ...]]:
    """What is missing of each part of a recommendation, by its id; nothing where its status leaves
    nothing open, or the record does not say. A stage on which several parts wait is missing of the
    first. `unseen` are the elements whose law was not seen to start.
    """
    gaps: dict[str, tuple[Gap, ...]] = {}
    for assessed in assessment.elements:
        named = {gap.expected for of in gaps.values() for gap in of if gap.expected}
        found = _gaps(dataset, assessment, assessed, unseen)
        gaps[assessed.element.id] = tuple(gap for gap in found if gap.expected not in named)
    return gaps


def _gaps(
    dataset: Dataset,
    assessment: Assessment,
    assessed: ElementAssessment,
    unseen: Collection[UnseenStart],
) -> Iterator[Gap]:
    status = assessed.status
    if "search" in dataset.vocabulary.statuses[status].needs:
        yield Gap("step")
        return
    waiting = next((each for each in unseen if each.element is assessed), None)
    laws = waiting.laws if waiting else ()
    if waiting:
        yield Gap("start" if waiting.is_made else "section", laws)
    if status in (PLANNED, UNDER_WAY):
        expected = _expected(dataset, assessment, assessed)
        come = [each for each in expected if each.timing.has_come and each.measure not in laws]
        promised = any(progress.due for progress in assessment.commitments)
        if come:
            yield Gap("stage", expected=come[-1])
        elif not (laws or expected or promised):  # a promise does not say of which part it is
            yield Gap("date")
    if status in _SELF_REPORTED and not _is_confirmed(assessment, assessed):
        yield Gap("source")


def _expected(
    dataset: Dataset, assessment: Assessment, assessed: ElementAssessment
) -> tuple[ExpectedStage, ...]:
    """The stages that are expected of the measures on which a part rests, and of those that
    continue them.
    """
    rests_on = set(assessed.element.rests_on)
    return tuple(
        each
        for each in assessment.expected_stages
        if rests_on & {m.id for m in (each.measure, *continued_measures(dataset, each.measure))}
    )


def _is_confirmed(assessment: Assessment, assessed: ElementAssessment) -> bool:
    """Whether a strong source that stands and does not speak for the bodies responsible carries it,
    or an independent body looked at it.
    """
    looked = (found.elements for found in assessment.recommendation.independent_findings)
    return any(not parts or assessed.element.id in parts for parts in looked) or any(
        source.grade in STRONG_GRADES and not is_withdrawn(source)
        for development in assessed.evidence
        for source in development.sources
    )
