"""One index for each kind of record: from the id of what records refer to, to those records.

Each is built once, linear in the records; the values keep the order in which they are given.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tracker.derive.commencement import AppliedImplication
from tracker.derive.commitments import CommitmentProgress, commitment_developments
from tracker.derive.findings import current_findings
from tracker.derive.status import Assessment
from tracker.derive.succession import bodies_in_place_of
from tracker.load.dataset import Dataset
from tracker.schema.records import Development, Element, Implication, Measure, Recommendation

Value = TypeVar("Value")

ElementRef = tuple[Recommendation, str]
"""An element: its recommendation, and its id there."""


def group(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, tuple[Value, ...]]:
    """The values of each key, in the order in which they come."""
    lists: dict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return {key: tuple(values) for key, values in lists.items()}


@dataclass(frozen=True)
class AssessmentIndex:
    """Assessments by the report and the bodies of their recommendation, and by the earlier
    recommendations that theirs repeats; and the place of each among those of its report, from 0,
    with the recommendations before and after it.
    """

    report: Mapping[str, tuple[Assessment, ...]]
    position: Mapping[str, int]
    neighbours: Mapping[str, tuple[Recommendation | None, Recommendation | None]]
    body: Mapping[str, tuple[Assessment, ...]]
    repeated: Mapping[str, tuple[Assessment, ...]]


def neighbours(items: Sequence[Value]) -> Iterator[tuple[Value | None, Value | None]]:
    """What stands before and after each of some items."""
    return zip((None, *items)[: len(items)], (*items, None)[1:], strict=True)


def index_assessments(assessments: Sequence[Assessment]) -> AssessmentIndex:
    """The index of assessments."""
    by_report = group((a.recommendation.report, a) for a in assessments)
    in_reports = [[a.recommendation for a in of_report] for of_report in by_report.values()]
    return AssessmentIndex(
        report=by_report,
        position={
            assessment.recommendation.id: position
            for siblings in by_report.values()
            for position, assessment in enumerate(siblings)
        },
        neighbours={
            here.id: around
            for recommendations in in_reports
            for here, around in zip(recommendations, neighbours(recommendations), strict=True)
        },
        body=group((id, a) for a in assessments for id in a.recommendation.addressed_to),
        repeated=group((id, a) for a in assessments for id in a.recommendation.repeats),
    )


@dataclass(frozen=True)
class ElementIndex:
    """Elements by the measures that they rest on, and by the recommendation or the measure that has
    superseded them.
    """

    measure: Mapping[str, tuple[ElementRef, ...]]
    successor: Mapping[str, tuple[ElementRef, ...]]


def index_elements(recommendations: Sequence[Recommendation]) -> ElementIndex:
    """The index of elements."""
    elements = [(element, (r, element.id)) for r in recommendations for element in r.elements]
    return ElementIndex(
        measure=group((id, ref) for element, ref in elements for id in element.rests_on),
        successor=group((id, ref) for element, ref in elements for id in _successors(element, ref)),
    )


def _successors(element: Element, reference: ElementRef) -> dict[str, None]:
    """What has superseded an element, in any nation, each once."""
    current = current_findings(reference[0], element)
    successors = (holding.finding.superseded_by for holding in current)
    return dict.fromkeys(filter(None, successors))


@dataclass(frozen=True)
class DevelopmentIndex:
    """Developments by what they concern. `recommendations_of` is the inverse: the ids of the
    recommendations that each development concerns, those that it names and those that cite it.
    """

    recommendations_of: Mapping[str, tuple[str, ...]]
    recommendation: Mapping[str, tuple[Development, ...]]
    measure: Mapping[str, tuple[Development, ...]]
    body: Mapping[str, tuple[Development, ...]]
    place: Mapping[str, tuple[Development, ...]]


def index_developments(dataset: Dataset, developments: Sequence[Development]) -> DevelopmentIndex:
    """The index of developments."""
    concerns = _recommendations_by_development(dataset)
    return DevelopmentIndex(
        recommendations_of=concerns,
        recommendation=group((id, d) for d in developments for id in concerns[d.id]),
        measure=group((id, d) for d in developments for id in d.measures),
        body=group((id, d) for d in developments for id in bodies_of(dataset, d, concerns[d.id])),
        place=group((id, d) for d in developments for id in d.places),
    )


def _recommendations_by_development(dataset: Dataset) -> Mapping[str, tuple[str, ...]]:
    concerns = {
        development.id: {reference.partition(".")[0] for reference in development.recommendations}
        for development in dataset.developments.values()
    }
    for recommendation in dataset.recommendations.values():
        for id in cited_developments(recommendation) & concerns.keys():
            concerns[id].add(recommendation.id)
    return {id: tuple(sorted(ids)) for id, ids in concerns.items()}


def cited_developments(recommendation: Recommendation) -> frozenset[str]:
    """The ids of the developments that a recommendation's findings, responses, claims,
    commitments and independent findings cite.
    """
    findings = (f for element in recommendation.elements for f in element.findings)
    cited = {id for finding in findings for id in (*finding.evidence, *finding.against)}
    cited |= {r.development for r in recommendation.responses if r.development}
    cited |= {claim.development for claim in recommendation.claims}
    cited |= {found.development for found in recommendation.independent_findings}
    for commitment in recommendation.commitments:
        cited |= set(commitment_developments(commitment))
    return frozenset(cited)


def bodies_of(
    dataset: Dataset, development: Development, concerns: Iterable[str]
) -> dict[str, None]:
    """The ids of the bodies of a development, in order and each once: those it names, else those of
    the recommendations that it concerns and of its measures, or what stood in their place.
    """
    if development.bodies:
        return dict.fromkeys(development.bodies)
    linked = [dataset.recommendations[id].addressed_to for id in concerns]
    linked += [dataset.measures[id].bodies for id in development.measures]
    return dict.fromkeys(
        id
        for bodies in linked
        for linked_id in bodies
        for id in bodies_in_place_of(dataset, linked_id, development.date)
    )


def topics_of(
    dataset: Dataset, development: Development, concerns: Iterable[str]
) -> dict[str, None]:
    """The ids of the topics of a development, in order and each once: those it names, else those of
    its measures and of the recommendations that it concerns.
    """
    if development.topics:
        return dict.fromkeys(development.topics)
    linked = [dataset.measures[id].topics for id in development.measures]
    linked += [dataset.recommendations[id].topics for id in concerns]
    return dict.fromkeys(id for topics in linked for id in topics)


@dataclass(frozen=True)
class MeasureIndex:
    """Measures by their bodies, provisions by their statute, and measures by the one that they
    continue.
    """

    body: Mapping[str, tuple[Measure, ...]]
    statute: Mapping[str, tuple[Measure, ...]]
    continued: Mapping[str, tuple[Measure, ...]]


def index_measures(measures: Sequence[Measure]) -> MeasureIndex:
    """The index of measures."""
    return MeasureIndex(
        body=group((id, measure) for measure in measures for id in measure.bodies),
        statute=group((measure.part_of, measure) for measure in measures if measure.part_of),
        continued=group((measure.continues, measure) for measure in measures if measure.continues),
    )


@dataclass(frozen=True)
class ImplicationIndex:
    """Implications by audience, by measure, by the stage with which they start, and by
    recommendation: those that name it and those whose measures its elements rest on.
    """

    audience: Mapping[str, tuple[AppliedImplication, ...]]
    measure: Mapping[str, tuple[AppliedImplication, ...]]
    stage: Mapping[str, tuple[AppliedImplication, ...]]
    recommendation: Mapping[str, tuple[AppliedImplication, ...]]


def index_implications(
    implications: Sequence[AppliedImplication], elements: ElementIndex
) -> ImplicationIndex:
    """The index of implications."""
    return ImplicationIndex(
        audience=group((applied.implication.audience, applied) for applied in implications),
        measure=group(
            (id, applied) for applied in implications for id in applied.implication.measures
        ),
        stage=group(
            (applied.implication.starts_with, applied)
            for applied in implications
            if applied.implication.starts_with
        ),
        recommendation=group(
            (id, applied)
            for applied in implications
            for id in _recommendations_of(applied.implication, elements)
        ),
    )


def _recommendations_of(implication: Implication, elements: ElementIndex) -> dict[str, None]:
    ids = list(implication.recommendations)
    for measure in implication.measures:
        ids += [recommendation.id for recommendation, _ in elements.measure.get(measure, ())]
    return dict.fromkeys(ids)


@dataclass(frozen=True)
class CommitmentIndex:
    """Commitments by the bodies that made them."""

    body: Mapping[str, tuple[CommitmentProgress, ...]]


def index_commitments(commitments: Sequence[CommitmentProgress]) -> CommitmentIndex:
    """The index of commitments."""
    return CommitmentIndex(
        group((id, progress) for progress in commitments for id in progress.commitment.by)
    )


@dataclass(frozen=True)
class TopicContents:
    """Everything that is filed under one topic, each kind in its own order."""

    assessments: tuple[Assessment, ...] = ()
    measures: tuple[Measure, ...] = ()
    developments: tuple[Development, ...] = ()
    implications: tuple[AppliedImplication, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is filed under it."""
        return not (self.assessments or self.measures or self.developments or self.implications)


def index_topics(
    dataset: Dataset,
    assessments: Sequence[Assessment],
    developments: Sequence[Development],
    concerns: Mapping[str, tuple[str, ...]],
    implications: Sequence[AppliedImplication],
) -> Mapping[str, TopicContents]:
    """The contents of each topic, in the order of the vocabulary; measures by name."""
    measures = sorted(dataset.measures.values(), key=lambda measure: measure.name)
    assessments_by = group((id, a) for a in assessments for id in a.recommendation.topics)
    measures_by = group((id, measure) for measure in measures for id in measure.topics)
    developments_by = group(
        (id, d) for d in developments for id in topics_of(dataset, d, concerns[d.id])
    )
    implications_by = group((applied.implication.topic, applied) for applied in implications)
    return {
        id: TopicContents(
            assessments=assessments_by.get(id, ()),
            measures=measures_by.get(id, ()),
            developments=developments_by.get(id, ()),
            implications=implications_by.get(id, ()),
        )
        for id in dataset.vocabulary.topics
    }
