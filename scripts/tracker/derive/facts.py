"""What is filed under each topic, and which developments name each place.

The tracker and a day → everything that the pages show.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from tracker.derive.commencement import (
    AppliedImplication,
    ExpectedStage,
    apply_implication,
    by_start_date,
    expected_stages,
)
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.status import Assessment, assess
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Development, Element, Measure, Recommendation, Report
from tracker.schema.vocabularies import LIVE


@dataclass(frozen=True)
class TopicContents:
    """Everything under one topic. Developments stand newest first; points by the day
    from which they apply.
    """

    assessments: tuple[Assessment, ...]
    measures: tuple[Measure, ...]
    developments: tuple[Development, ...]
    implications: tuple[AppliedImplication, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all is filed."""
        return not (self.assessments or self.measures or self.developments or self.implications)


def topics_of(
    dataset: Dataset, development: Development, concerns: tuple[str, ...]
) -> dict[str, None]:
    """The topics of a development: those it names, else those of everything that it links to."""
    if development.topics:
        return dict.fromkeys(development.topics)
    linked = [dataset.measures[id].topics for id in development.measures]
    linked += [dataset.recommendations[id].topics for id in concerns]
    return dict.fromkeys(id for topics in linked for id in topics)


def contents_by_topic(
    dataset: Dataset,
    assessments: tuple[Assessment, ...],
    developments: tuple[Development, ...],
    concerns: Mapping[str, tuple[str, ...]],
    implications: tuple[AppliedImplication, ...],
) -> Mapping[str, TopicContents]:
    """What each topic of the vocabulary holds, in the order of the vocabulary."""
    measures = sorted(dataset.measures.values(), key=lambda measure: measure.name)
    held: dict[
        str, tuple[list[Assessment], list[Measure], list[Development], list[AppliedImplication]]
    ]
    held = {id: ([], [], [], []) for id in dataset.vocabulary.topics}
    for assessment in assessments:
        for id in assessment.recommendation.topics:
            held[id][0].append(assessment)
    for measure in measures:
        for id in measure.topics:
            held[id][1].append(measure)
    for development in developments:
        for id in topics_of(dataset, development, concerns[development.id]):
            held[id][2].append(development)
    for applied in implications:
        held[applied.implication.topic][3].append(applied)
    return {id: TopicContents(*map(tuple, lists)) for id, lists in held.items()}  # type: ignore[arg-type]


Item = TypeVar("Item")


@dataclass(frozen=True)
class Facts:
    """What the record implies on a day, with every way back: from a report, a body, a measure or a
    development to what concerns it. Developments stand newest first; recommendations by report, the
    featured one first, and number; promises by their date, those without one last.
    """

    dataset: Dataset
    assessments: Mapping[str, Assessment]
    developments: tuple[Development, ...]
    commitments: tuple[CommitmentProgress, ...]
    made_by: Mapping[str, tuple[Assessment, ...]]
    asked_of: Mapping[str, tuple[Assessment, ...]]
    promised_by: Mapping[str, tuple[CommitmentProgress, ...]]
    measures_of: Mapping[str, tuple[Measure, ...]]
    concerns: Mapping[str, tuple[str, ...]]
    resting: Mapping[str, tuple[tuple[Recommendation, str], ...]]
    of_measure: Mapping[str, tuple[Development, ...]]
    of_body: Mapping[str, tuple[Development, ...]]
    provisions: Mapping[str, tuple[Measure, ...]]
    repeated_by: Mapping[str, tuple[Assessment, ...]]
    replaces: Mapping[str, tuple[tuple[Recommendation, str], ...]]
    points_for: Mapping[str, tuple[AppliedImplication, ...]]
    points_of_recommendation: Mapping[str, tuple[AppliedImplication, ...]]
    points_of_measure: Mapping[str, tuple[AppliedImplication, ...]]
    filed: Mapping[str, TopicContents]
    in_place: Mapping[str, tuple[Development, ...]]
    expected: tuple[ExpectedStage, ...]

    def report(self, report: Report) -> tuple[Assessment, ...]:
        """The recommendations of a report as they stand, in the order of their numbers."""
        return self.made_by.get(report.id, ())

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report, the featured one first, the others newest first."""
        newest = sorted(self.dataset.reports.values(), key=lambda r: r.published, reverse=True)
        return tuple(sorted(newest, key=lambda report: report.id != self.dataset.site.featured))

    @property
    def evidence_to(self) -> PartialDate | None:
        """The newest day to which any recommendation's evidence reaches."""
        days = [assessment.evidence_to for assessment in self.assessments.values()]
        return max(days, key=lambda day: day.last, default=None)

    @property
    def newest(self) -> date | None:
        """The day of the newest development, if there is any."""
        return self.developments[0].date.first if self.developments else None

    @property
    def checked_at_source(self) -> bool:
        """Whether an editor has confirmed every record at its live source."""
        return all(s.review.seen == LIVE for s in self.assessments.values())

    def counts(self, assessments: Iterable[Assessment]) -> Mapping[str, int]:
        """How many have each label, in the order of the labels; labels that none has are 0."""
        counted = Counter(assessment.status for assessment in assessments)
        return {label: counted[label] for label in self.dataset.vocabulary.statuses}


def derive(dataset: Dataset, today: date) -> Facts:
    """The facts of a tracker that has passed its rules."""
    ordered = sorted(dataset.recommendations.values(), key=partial(_featured_first, dataset))
    newest_first = sorted(dataset.developments.values(), key=_newest_first, reverse=True)
    concerns = _recommendations_by_development(dataset)
    timelines = _grouped((id, d) for d in newest_first for id in concerns[d.id])
    assessments = [assess(dataset, r, timelines.get(r.id, ()), today) for r in ordered]
    commitments = sorted((p for s in assessments for p in s.commitments), key=_by_due_date)
    measures = dataset.measures.values()
    implications = tuple(
        sorted(
            (apply_implication(dataset, i, today) for i in dataset.implications.values()),
            key=by_start_date,
        )
    )
    resting = _grouped((id, (r, e.id)) for r in ordered for e in r.elements for id in e.rests_on)
    return Facts(
        dataset=dataset,
        assessments={assessment.recommendation.id: assessment for assessment in assessments},
        developments=tuple(newest_first),
        commitments=tuple(commitments),
        made_by=_grouped((s.recommendation.report, s) for s in assessments),
        asked_of=_grouped((id, s) for s in assessments for id in s.recommendation.addressed_to),
        promised_by=_grouped((id, p) for p in commitments for id in p.commitment.by),
        measures_of=_grouped((id, m) for m in measures for id in m.bodies),
        concerns=concerns,
        resting=resting,
        of_measure=_grouped((id, d) for d in newest_first for id in d.measures),
        of_body=_grouped(
            (id, d) for d in newest_first for id in bodies_of(dataset, d, concerns[d.id])
        ),
        provisions=_grouped((m.part_of, m) for m in measures if m.part_of),
        repeated_by=_grouped((id, s) for s in assessments for id in s.recommendation.repeats),
        replaces=_grouped(
            (id, (r, e.id)) for r in ordered for e in r.elements for id in _successors(e)
        ),
        points_for=_grouped((p.implication.audience, p) for p in implications),
        points_of_recommendation=_grouped(
            (id, p) for p in implications for id in _recommendations_of(p, resting)
        ),
        points_of_measure=_grouped((id, p) for p in implications for id in p.implication.measures),
        filed=contents_by_topic(
            dataset, tuple(assessments), tuple(newest_first), concerns, implications
        ),
        in_place=_grouped((id, d) for d in newest_first for id in d.places),
        expected=expected_stages(dataset, today),
    )


def _successors(element: Element) -> tuple[str, ...]:
    """What has taken an element's place, if anything has."""
    successor = element.findings[-1].superseded_by
    return (successor,) if successor else ()


def _recommendations_of(
    applied: AppliedImplication, resting: Mapping[str, tuple[tuple[Recommendation, str], ...]]
) -> dict[str, None]:
    """The recommendations that a point belongs to: those it names, and those that rest on its
    measures.
    """
    found = list(applied.implication.recommendations)
    for measure in applied.implication.measures:
        found += [recommendation.id for recommendation, _ in resting.get(measure, ())]
    return dict.fromkeys(found)


def _grouped(pairs: Iterable[tuple[str, Item]]) -> Mapping[str, tuple[Item, ...]]:
    """What belongs to each key, in the order in which it comes."""
    lists: dict[str, list[Item]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return {key: tuple(values) for key, values in lists.items()}


def _featured_first(dataset: Dataset, recommendation: Recommendation) -> tuple[bool, str, int]:
    report = recommendation.report
    return report != dataset.site.featured, report, recommendation.number


def _by_due_date(progress: CommitmentProgress) -> date:
    return progress.due.last if progress.due else date.max


def _newest_first(development: Development) -> tuple[date, date, str]:
    return development.date.first, development.date.last, development.id


def bodies_of(
    dataset: Dataset, development: Development, concerns: tuple[str, ...]
) -> dict[str, None]:
    """The bodies of a development: those it names, else those of everything that it links to."""
    if development.bodies:
        return dict.fromkeys(development.bodies)
    linked = [dataset.recommendations[id].addressed_to for id in concerns]
    linked += [dataset.measures[id].bodies for id in development.measures]
    return dict.fromkeys(id for bodies in linked for id in bodies)


def _recommendations_by_development(dataset: Dataset) -> Mapping[str, tuple[str, ...]]:
    """The recommendations that each development concerns: those it names and those that cite it."""
    found = {
        d.id: {part.partition(".")[0] for part in d.recommendations}
        for d in dataset.developments.values()
    }
    for recommendation in dataset.recommendations.values():
        for id in _cited_by(recommendation) & found.keys():
            found[id].add(recommendation.id)
    return {id: tuple(sorted(named)) for id, named in found.items()}


def _cited_by(recommendation: Recommendation) -> frozenset[str]:
    findings = (f for element in recommendation.elements for f in element.findings)
    cited = {id for finding in findings for id in (*finding.evidence, *finding.against)}
    cited |= {r.development for r in recommendation.responses if r.development}
    cited |= {claim.development for claim in recommendation.government_says}
    for commitment in recommendation.commitments:
        cited |= {commitment.made} | ({commitment.met.development} if commitment.met else set())
        cited |= {due.development for due in commitment.due if due.development}
    return frozenset(cited)
