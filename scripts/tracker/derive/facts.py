"""A dataset and a day → everything that is derived from it, in one value."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from tracker.derive.commencement import (
    ExpectedStage,
    apply_implication,
    by_start_date,
    expected_stages,
)
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.ends import measure_ends, nations_ended
from tracker.derive.evidence_reach import searched_at_least
from tracker.derive.indexes import (
    AssessmentIndex,
    CommitmentIndex,
    DevelopmentIndex,
    ElementIndex,
    ImplicationIndex,
    MeasureIndex,
    TopicContents,
    group,
    index_assessments,
    index_commitments,
    index_developments,
    index_elements,
    index_implications,
    index_measures,
    index_topics,
)
from tracker.derive.last_modified import record_last_modified
from tracker.derive.order import in_order
from tracker.derive.status import Assessment, assess, expected_by_measure
from tracker.derive.succession import predecessors_of_bodies
from tracker.derive.unseen_starts import UnseenStart, unseen_starts
from tracker.derive.voices import usual_claimant
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import Record
from tracker.schema.numbers import in_reading_order
from tracker.schema.records import Body, Development, Recommendation, Report
from tracker.schema.vocabularies import LIVE


class _LastModified(Mapping[tuple[str, str], date | None]):
    """The last day of writing of each record, by its folder and id."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._days: dict[tuple[str, str], date | None] = {}

    def __getitem__(self, key: tuple[str, str]) -> date | None:
        if key not in self._days:
            folder, id = key
            self._days[key] = record_last_modified(getattr(self._dataset, folder)[id])
        return self._days[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((record.folder, record.id) for record in self._dataset.records())

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Facts:
    """What a dataset implies on a day, with an index of each kind of record.

    `dataset` has each dated list in the order of its dates.
    Developments stand newest first; assessments, by the id of their recommendation, in the order of
    the reports, the featured one first, and numbers; commitments by their due date, those without
    one last; implications by the day from which they apply. `nations_ended` are the nations in
    which each measure has ended, `predecessors_of` the bodies from which each body took over, by
    its id. `usual_claimant` is a body in whose voice every claim stands, if that is one.
    `unseen_starts` are the elements whose law was made and was not seen to start. `today` is the
    day.
    """

    dataset: Dataset
    assessments: Mapping[str, Assessment]
    developments: tuple[Development, ...]
    commitments: tuple[CommitmentProgress, ...]
    expected_stages: tuple[ExpectedStage, ...]
    assessments_by: AssessmentIndex
    elements_by: ElementIndex
    developments_by: DevelopmentIndex
    measures_by: MeasureIndex
    implications_by: ImplicationIndex
    commitments_by: CommitmentIndex
    topics: Mapping[str, TopicContents]
    nations_ended: Mapping[str, frozenset[str]]
    predecessors_of: Mapping[str, tuple[Body, ...]]
    usual_claimant: str | None
    unseen_starts: tuple[UnseenStart, ...]
    today: date

    def assessments_of(self, report: Report) -> tuple[Assessment, ...]:
        """The assessments of a report's recommendations, in the order of their numbers."""
        return self.assessments_by.report.get(report.id, ())

    def unseen_starts_of(self, assessment: Assessment) -> tuple[UnseenStart, ...]:
        """The elements of a recommendation whose law was made and was not seen to start."""
        return self._unseen_starts_by.get(assessment.recommendation.id, ())

    @cached_property
    def _unseen_starts_by(self) -> Mapping[str, tuple[UnseenStart, ...]]:
        return group((each.assessment.recommendation.id, each) for each in self.unseen_starts)

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report, the featured one first, the others newest first."""
        reports = self.dataset.reports.values()
        newest_first = sorted(reports, key=lambda r: chronological(r.published), reverse=True)
        return tuple(
            sorted(newest_first, key=lambda report: report.id != self.dataset.site.featured)
        )

    @property
    def evidence_to(self) -> PartialDate | None:
        """The latest date to which the evidence of any recommendation reaches."""
        dates = (a.evidence_to for a in self.assessments.values() if a.evidence_to)
        return max(dates, key=chronological, default=None)

    @property
    def searched_at_least(self) -> PartialDate | None:
        """The day to which every part and every point was searched that was looked at."""
        points = (a for of_audience in self.implications_by.audience.values() for a in of_audience)
        return searched_at_least(self.dataset, self.assessments, points)

    @property
    def is_all_looked_at(self) -> bool:
        """Whether an editor has looked at every recommendation; not where none is recorded."""
        assessments = self.assessments.values()
        return bool(assessments) and all(each.is_looked_at for each in assessments)

    @property
    def newest(self) -> date | None:
        """The day of the newest development, if there is any."""
        return self.developments[0].date.earliest if self.developments else None

    def last_modified(self, *groups: Iterable[Record]) -> date | None:
        """The day on which what some records say was last written; of all where none are given."""
        if not groups:
            return self._last_modified_of_all
        return self._newest_writing(chain.from_iterable(groups))

    @cached_property
    def _last_modified_of_all(self) -> date | None:
        return self._newest_writing(self.dataset.records())

    def _newest_writing(self, records: Iterable[Record]) -> date | None:
        return max(filter(None, map(self._last_modified_of, records)), default=None)

    def _last_modified_of(self, record: Record) -> date | None:
        """The last day of writing of a record, worked out when it is first asked for."""
        return self._last_modified.get((record.folder, record.id))

    @cached_property
    def _last_modified(self) -> _LastModified:
        return _LastModified(self.dataset)

    @property
    def checked_at_source(self) -> bool:
        """Whether an editor has confirmed at its live source every record that was reviewed."""
        return all(a.review.seen == LIVE for a in self.assessments.values() if a.review)

    def status_counts(self, assessments: Iterable[Assessment]) -> Mapping[str, int]:
        """How many of some assessments have each status, furthest first, zeros included."""
        count = Counter(assessment.status for assessment in assessments)
        return {status: count[status] for status in self.dataset.vocabulary.statuses}


def derive(dataset: Dataset, today: date) -> Facts:
    """The facts of a dataset that has passed its rules, whatever the order of its lists."""
    dataset = in_order(dataset)
    recommendations = _by_report_and_number(dataset)
    developments = tuple(sorted(dataset.developments.values(), key=_by_date, reverse=True))
    developments_by = index_developments(dataset, developments)
    timelines = developments_by.recommendation
    expected = expected_stages(dataset, today)
    of_measures = expected_by_measure(dataset, expected)
    assessments = [
        assess(dataset, r, timelines.get(r.id, ()), today, of_measures) for r in recommendations
    ]
    commitments = tuple(
        sorted((progress for a in assessments for progress in a.commitments), key=_by_due_date)
    )
    implications = sorted(
        (apply_implication(dataset, i, today) for i in dataset.implications.values()),
        key=by_start_date,
    )
    elements_by = index_elements(recommendations)
    return Facts(
        dataset=dataset,
        assessments={assessment.recommendation.id: assessment for assessment in assessments},
        developments=developments,
        commitments=commitments,
        expected_stages=expected,
        assessments_by=index_assessments(assessments),
        elements_by=elements_by,
        developments_by=developments_by,
        measures_by=index_measures(tuple(dataset.measures.values())),
        implications_by=index_implications(implications, elements_by),
        commitments_by=index_commitments(commitments),
        topics=index_topics(
            dataset, assessments, developments, developments_by.recommendations_of, implications
        ),
        nations_ended={
            id: nations_ended(measure_ends(dataset, measure), today)
            for id, measure in dataset.measures.items()
        },
        predecessors_of=predecessors_of_bodies(dataset),
        usual_claimant=usual_claimant(dataset),
        unseen_starts=unseen_starts(dataset, assessments, today),
        today=today,
    )


def _by_report_and_number(dataset: Dataset) -> list[Recommendation]:
    """Every recommendation in the order of the reports, the featured one first, and of the numbers
    in each.
    """
    by_report: dict[str, dict[str, Recommendation]] = {}
    for recommendation in dataset.recommendations.values():
        by_report.setdefault(recommendation.report, {})[recommendation.number] = recommendation
    reports = sorted(by_report, key=lambda report: (report != dataset.site.featured, report))
    return [
        by_report[report][number]
        for report in reports
        for number in in_reading_order(by_report[report])
    ]


def _by_due_date(progress: CommitmentProgress) -> date:
    return progress.due.latest if progress.due else date.max


def _by_date(development: Development) -> tuple[date, date, str]:
    return development.date.earliest, development.date.latest, development.id
