"""The values by which search narrows what it found, of each kind of record: the words that readers
see on its page.
"""

from collections.abc import Iterable, Mapping

from tracker.derive.facts import Facts, bodies_of
from tracker.derive.filing import topics_of
from tracker.derive.points import Point
from tracker.derive.standing import Standing
from tracker.record.citing import cited
from tracker.record.model import Development, Measure
from tracker.record.tracker import Tracker

Filters = Mapping[str, tuple[str, ...]]

FACETS: Mapping[str, str] = {
    "kind": "Kind",
    "report": "Report",
    "label": "The record shows",
    "says": "Government says",
    "nation": "Applies in",
    "topic": "Topic",
    "body": "Body",
    "measure": "Measure",
    "place": "Place",
    "for": "What it means for",
    "year": "Year",
    "grade": "Grade of source",
}
"""What search can narrow by, by the name that stands in an address, in the order shown."""


def of_recommendation(facts: Facts, standing: Standing) -> Filters:
    """A recommendation, by what was asked, of whom, and where it stands."""
    tracker, record = facts.tracker, standing.recommendation
    rests_on = [id for element in record.elements for id in element.rests_on]
    grades = {s.grade for d in standing.timeline for s in d.sources}
    return {
        "report": (tracker.reports[record.report].short,),
        "label": (tracker.vocabulary.labels[standing.label].label,),
        "says": (tracker.vocabulary.term("states", standing.state).label,),
        "nation": _labels(tracker, "nations", record.applies_in),
        "topic": _labels(tracker, "topics", record.topics),
        "body": _bodies(tracker, record.addressed_to),
        "measure": _measures(tracker, rests_on),
        "for": _audiences(tracker, facts.points_of_recommendation.get(record.id, ())),
        "year": _years(record.reviews[-1].evidence_to.first.year),
        "grade": _grades(tracker, grades),
    }


def of_development(facts: Facts, record: Development) -> Filters:
    """An event, by when it was, what it touches and what it rests on."""
    tracker = facts.tracker
    concerned = [facts.standings[id] for id in facts.concerns[record.id]]
    topics = topics_of(tracker, record, facts.concerns[record.id])
    reports = [tracker.reports[s.recommendation.report].short for s in concerned]
    return {
        "report": tuple(dict.fromkeys(reports)),
        "topic": _labels(tracker, "topics", topics),
        "body": _bodies(tracker, bodies_of(tracker, record, facts.concerns[record.id])),
        "measure": _measures(tracker, record.measures),
        "place": _labels(tracker, "places", record.places),
        "year": _years(record.date.first.year, record.date.last.year),
        "grade": _grades(tracker, {source.grade for source in record.sources}),
    }


def of_measure(facts: Facts, record: Measure) -> Filters:
    """A measure, by where it applies, whose it is, what it is about and when it moved."""
    tracker = facts.tracker
    return {
        "nation": _labels(tracker, "nations", record.applies_in),
        "topic": _labels(tracker, "topics", record.topics),
        "body": _bodies(tracker, record.bodies),
        "measure": _measures(tracker, [record.id, *([record.part_of] if record.part_of else [])]),
        "for": _audiences(tracker, facts.points_of_measure.get(record.id, ())),
        "year": _years(*(stage.date.first.year for stage in record.stages if stage.date)),
        "grade": _grades(tracker, {source.grade for _, source in cited(record)}),
    }


def _labels(tracker: Tracker, vocabulary: str, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(tracker.vocabulary.term(vocabulary, id).label for id in ids)


def _bodies(tracker: Tracker, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(tracker.bodies[id].name for id in ids)


def _measures(tracker: Tracker, ids: Iterable[str]) -> tuple[str, ...]:
    measures = (tracker.measures[id] for id in dict.fromkeys(ids))
    return tuple(measure.short or measure.name for measure in measures)


def _audiences(tracker: Tracker, points: Iterable[Point]) -> tuple[str, ...]:
    return _labels(tracker, "audiences", dict.fromkeys(p.implication.audience for p in points))


def _grades(tracker: Tracker, ids: set[str]) -> tuple[str, ...]:
    return tuple(grade.label for id, grade in tracker.vocabulary.grades.items() if id in ids)


def _years(*years: int) -> tuple[str, ...]:
    return tuple(str(year) for year in sorted(set(years)))
