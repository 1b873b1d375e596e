"""The tracker and a day → everything that the pages show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from tracker.derive.expected import Expected, expected_of
from tracker.derive.filing import Filed, filed_under
from tracker.derive.points import Point, by_date, point_of
from tracker.derive.promises import Promise
from tracker.derive.standing import Standing, standing_of
from tracker.record.dates import PartialDate
from tracker.record.model import Development, Measure, Report
from tracker.record.recommendation import Element, Recommendation
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import LIVE

T = TypeVar("T")


@dataclass(frozen=True)
class Facts:
    """What the record implies on a day, with every way back: from a report, a body, a measure or a
    development to what concerns it. Developments stand newest first; recommendations by report, the
    featured one first, and number; promises by their date, those without one last.
    """

    tracker: Tracker
    standings: Mapping[str, Standing]
    developments: tuple[Development, ...]
    promises: tuple[Promise, ...]
    made_by: Mapping[str, tuple[Standing, ...]]
    asked_of: Mapping[str, tuple[Standing, ...]]
    promised_by: Mapping[str, tuple[Promise, ...]]
    measures_of: Mapping[str, tuple[Measure, ...]]
    concerns: Mapping[str, tuple[str, ...]]
    resting: Mapping[str, tuple[tuple[Recommendation, str], ...]]
    of_measure: Mapping[str, tuple[Development, ...]]
    of_body: Mapping[str, tuple[Development, ...]]
    provisions: Mapping[str, tuple[Measure, ...]]
    repeated_by: Mapping[str, tuple[Standing, ...]]
    replaces: Mapping[str, tuple[tuple[Recommendation, str], ...]]
    points_for: Mapping[str, tuple[Point, ...]]
    points_of_recommendation: Mapping[str, tuple[Point, ...]]
    points_of_measure: Mapping[str, tuple[Point, ...]]
    filed: Mapping[str, Filed]
    in_place: Mapping[str, tuple[Development, ...]]
    expected: tuple[Expected, ...]

    def report(self, report: Report) -> tuple[Standing, ...]:
        """The recommendations of a report as they stand, in the order of their numbers."""
        return self.made_by.get(report.id, ())

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report, the featured one first, the others newest first."""
        newest = sorted(self.tracker.reports.values(), key=lambda r: r.published, reverse=True)
        return tuple(sorted(newest, key=lambda report: report.id != self.tracker.site.featured))

    @property
    def evidence_to(self) -> PartialDate | None:
        """The newest day to which any recommendation's evidence reaches."""
        days = [standing.evidence_to for standing in self.standings.values()]
        return max(days, key=lambda day: day.last, default=None)

    @property
    def newest(self) -> date | None:
        """The day of the newest development, if there is any."""
        return self.developments[0].date.first if self.developments else None

    @property
    def checked_at_source(self) -> bool:
        """Whether an editor has confirmed every record at its live source."""
        return all(s.review.seen == LIVE for s in self.standings.values())

    def counts(self, standings: Iterable[Standing]) -> Mapping[str, int]:
        """How many have each label, in the order of the labels; labels that none has are 0."""
        counted = Counter(standing.label for standing in standings)
        return {label: counted[label] for label in self.tracker.vocabulary.labels}


def derive(tracker: Tracker, today: date) -> Facts:
    """The facts of a tracker that has passed its rules."""
    ordered = sorted(tracker.recommendations.values(), key=partial(_featured_first, tracker))
    newest_first = sorted(tracker.developments.values(), key=_newest_first, reverse=True)
    concerns = _concerns(tracker)
    timelines = _grouped((id, d) for d in newest_first for id in concerns[d.id])
    standings = [standing_of(tracker, r, timelines.get(r.id, ()), today) for r in ordered]
    promises = sorted((p for s in standings for p in s.promises), key=_by_date)
    measures = tracker.measures.values()
    points = tuple(
        sorted((point_of(tracker, i, today) for i in tracker.implications.values()), key=by_date)
    )
    resting = _grouped((id, (r, e.id)) for r in ordered for e in r.elements for id in e.rests_on)
    return Facts(
        tracker=tracker,
        standings={standing.recommendation.id: standing for standing in standings},
        developments=tuple(newest_first),
        promises=tuple(promises),
        made_by=_grouped((s.recommendation.report, s) for s in standings),
        asked_of=_grouped((id, s) for s in standings for id in s.recommendation.addressed_to),
        promised_by=_grouped((id, p) for p in promises for id in p.commitment.by),
        measures_of=_grouped((id, m) for m in measures for id in m.bodies),
        concerns=concerns,
        resting=resting,
        of_measure=_grouped((id, d) for d in newest_first for id in d.measures),
        of_body=_grouped(
            (id, d) for d in newest_first for id in bodies_of(tracker, d, concerns[d.id])
        ),
        provisions=_grouped((m.part_of, m) for m in measures if m.part_of),
        repeated_by=_grouped((id, s) for s in standings for id in s.recommendation.repeats),
        replaces=_grouped((id, (r, e.id)) for r in ordered for e in r.elements for id in _gone(e)),
        points_for=_grouped((p.implication.audience, p) for p in points),
        points_of_recommendation=_grouped((id, p) for p in points for id in _asked(p, resting)),
        points_of_measure=_grouped((id, p) for p in points for id in p.implication.measures),
        filed=filed_under(tracker, tuple(standings), tuple(newest_first), concerns, points),
        in_place=_grouped((id, d) for d in newest_first for id in d.places),
        expected=expected_of(tracker, today),
    )


def _gone(element: Element) -> tuple[str, ...]:
    """What has taken an element's place, if anything has."""
    successor = element.findings[-1].superseded_by
    return (successor,) if successor else ()


def _asked(
    point: Point, resting: Mapping[str, tuple[tuple[Recommendation, str], ...]]
) -> dict[str, None]:
    """The recommendations that a point belongs to: those it names, and those that rest on its
    measures.
    """
    found = list(point.implication.recommendations)
    for measure in point.implication.measures:
        found += [recommendation.id for recommendation, _ in resting.get(measure, ())]
    return dict.fromkeys(found)


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """What belongs to each key, in the order in which it comes."""
    lists: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return {key: tuple(values) for key, values in lists.items()}


def _featured_first(tracker: Tracker, recommendation: Recommendation) -> tuple[bool, str, int]:
    report = recommendation.report
    return report != tracker.site.featured, report, recommendation.number


def _by_date(promise: Promise) -> date:
    return promise.current.last if promise.current else date.max


def _newest_first(development: Development) -> tuple[date, date, str]:
    return development.date.first, development.date.last, development.id


def bodies_of(
    tracker: Tracker, development: Development, concerns: tuple[str, ...]
) -> dict[str, None]:
    """The bodies of a development: those it names, else those of everything that it links to."""
    if development.bodies:
        return dict.fromkeys(development.bodies)
    linked = [tracker.recommendations[id].addressed_to for id in concerns]
    linked += [tracker.measures[id].bodies for id in development.measures]
    return dict.fromkeys(id for bodies in linked for id in bodies)


def _concerns(tracker: Tracker) -> Mapping[str, tuple[str, ...]]:
    """The recommendations that each development concerns: those it names and those that cite it."""
    found = {
        d.id: {part.partition(".")[0] for part in d.recommendations}
        for d in tracker.developments.values()
    }
    for recommendation in tracker.recommendations.values():
        for id in _cites(recommendation) & found.keys():
            found[id].add(recommendation.id)
    return {id: tuple(sorted(named)) for id, named in found.items()}


def _cites(recommendation: Recommendation) -> frozenset[str]:
    findings = (f for element in recommendation.elements for f in element.findings)
    cited = {id for finding in findings for id in (*finding.evidence, *finding.against)}
    cited |= {r.development for r in recommendation.responses if r.development}
    cited |= {claim.development for claim in recommendation.government_says}
    for commitment in recommendation.commitments:
        cited |= {commitment.made} | ({commitment.met.development} if commitment.met else set())
        cited |= {due.development for due in commitment.due if due.development}
    return frozenset(cited)
