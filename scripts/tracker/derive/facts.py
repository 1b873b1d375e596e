"""The tracker and a day → everything that the pages show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tracker.derive.promises import Promise
from tracker.derive.standing import Standing, standing_of
from tracker.record.dates import PartialDate
from tracker.record.model import Development, Measure, Report
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import LIVE

T = TypeVar("T")


@dataclass(frozen=True)
class Facts:
    """What the record implies on `today`, with every way back: from a body, a measure or a
    development to what concerns it. Developments stand newest first; recommendations by report and
    number.
    """

    tracker: Tracker
    today: date
    standings: Mapping[str, Standing]
    developments: tuple[Development, ...]
    concerns: Mapping[str, tuple[str, ...]]
    resting: Mapping[str, tuple[tuple[Recommendation, str], ...]]
    of_measure: Mapping[str, tuple[Development, ...]]
    provisions: Mapping[str, tuple[Measure, ...]]

    def report(self, report: Report) -> tuple[Standing, ...]:
        """The recommendations of a report as they stand, in the order of their numbers."""
        return tuple(s for s in self.standings.values() if s.recommendation.report == report.id)

    @property
    def evidence_to(self) -> PartialDate:
        """The newest day to which any recommendation's evidence reaches."""
        return max((s.evidence_to for s in self.standings.values()), key=lambda day: day.last)

    @property
    def checked_at_source(self) -> bool:
        """Whether an editor has confirmed every record at its live source."""
        return all(s.review.seen == LIVE for s in self.standings.values())

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Every promise to be kept, by its date; those without a date last."""
        found = [promise for standing in self.standings.values() for promise in standing.promises]
        return tuple(sorted(found, key=lambda p: p.current.last if p.current else date.max))

    def counts(self, standings: Iterable[Standing]) -> Mapping[str, int]:
        """How many have each label, in the order of the labels; labels that none has are 0."""
        counted = Counter(standing.label for standing in standings)
        return {label: counted[label] for label in self.tracker.vocabulary.labels}


def derive(tracker: Tracker, today: date) -> Facts:
    """The facts of a tracker that has passed its rules."""
    ordered = sorted(tracker.recommendations.values(), key=lambda r: (r.report, r.number))
    concerns = _concerns(tracker)
    timelines: dict[str, list[Development]] = defaultdict(list)
    for development in tracker.developments.values():
        for id in concerns[development.id]:
            timelines[id].append(development)
    resting: dict[str, list[tuple[Recommendation, str]]] = defaultdict(list)
    for recommendation in ordered:
        for element in recommendation.elements:
            for id in element.rests_on:
                resting[id].append((recommendation, element.id))
    of_measure: dict[str, list[Development]] = defaultdict(list)
    newest_first = sorted(tracker.developments.values(), key=_newest_first, reverse=True)
    for development in newest_first:
        for id in development.measures:
            of_measure[id].append(development)
    provisions: dict[str, list[Measure]] = defaultdict(list)
    for measure in tracker.measures.values():
        if measure.part_of:
            provisions[measure.part_of].append(measure)
    return Facts(
        tracker=tracker,
        today=today,
        standings={r.id: standing_of(tracker, r, timelines[r.id], today) for r in ordered},
        developments=tuple(newest_first),
        concerns=concerns,
        resting=_frozen(resting),
        of_measure=_frozen(of_measure),
        provisions=_frozen(provisions),
    )


def _frozen(lists: Mapping[str, list[T]]) -> Mapping[str, tuple[T, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def _newest_first(development: Development) -> tuple[date, date, str]:
    return development.date.first, development.date.last, development.id


def _concerns(tracker: Tracker) -> Mapping[str, tuple[str, ...]]:
    """The recommendations that each development concerns: those it names and those that cite it."""
    found = {
        d.id: {part.partition(".")[0] for part in d.recommendations}
        for d in tracker.developments.values()
    }
    for recommendation in tracker.recommendations.values():
        for id in _cites(recommendation):
            found[id].add(recommendation.id)
    return {id: tuple(sorted(named)) for id, named in found.items()}


def _cites(recommendation: Recommendation) -> frozenset[str]:
    findings = (f for element in recommendation.elements for f in element.findings)
    cited = {id for finding in findings for id in finding.evidence}
    cited |= {response.development for response in recommendation.responses}
    cited |= {claim.development for claim in recommendation.government_says}
    for commitment in recommendation.commitments:
        cited |= {commitment.made} | ({commitment.met.development} if commitment.met else set())
    return frozenset(cited)
