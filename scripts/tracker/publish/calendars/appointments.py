"""Facts → what has a place in a calendar: promises, stages of measures, and the starts of what
applies to an audience, each with its words. How a calendar is written is not known here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.derive.facts import Facts
from tracker.derive.learnt import point_learnt, promise_learnt, stage_learnt
from tracker.derive.points import Point
from tracker.derive.promises import Promise
from tracker.publish.address import shown_at
from tracker.publish.kept import a_day, dates_words, day_of, finding_words, state_words
from tracker.publish.page import record_path
from tracker.publish.words import day_words, listed
from tracker.record.dates import PartialDate
from tracker.record.model import Measure, Stage
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import IN_FORCE

ALWAYS = frozenset({"consultation-opened", "consultation-closed", IN_FORCE})
"""The stages that a calendar has even where nobody announced them for a date."""

Audiences = tuple[str, ...]


@dataclass(frozen=True)
class Appointment:
    """What stands on a day, or on some day within `when`.

    `name` stays, whatever is learnt of it. `lines` say what it is, each under what it tells of; one
    that has nothing to say is empty. `path` is where the site shows it. `learnt` is the newest day
    on which the record learnt anything of it, `given` how many dates it has been given: as the
    record grows, so do both. `audiences` and `bodies` are those whom it concerns.
    """

    name: str
    kind: str
    when: PartialDate
    title: str
    lines: dict[str, str]
    path: str
    learnt: date
    given: int
    audiences: Audiences
    bodies: tuple[str, ...] = ()
    status: Literal["stands", "expected", "withdrawn"] = "stands"


def appointments(facts: Facts, today: date) -> Iterator[Appointment]:
    """Everything that has a date or had one, each once. What starts with a stage has no place of
    its own: the stage has it.
    """
    tracker = facts.tracker
    for id, standing in facts.standings.items():
        audiences = _audiences(facts.points_of_recommendation.get(id, ()))
        for promise in standing.promises:
            if when := day_of(promise):
                yield _promise(tracker, promise, when, audiences)
    starting: dict[str, list[Point]] = defaultdict(list)
    for point in (point for points in facts.points_for.values() for point in points):
        if point.implication.starts_with:
            starting[point.implication.starts_with].append(point)
        elif when := point.start or point.expected:
            yield _start(tracker, point, when, today)
    for id, measure in tracker.measures.items():
        points = facts.points_of_measure.get(id, ())
        for name, stage in _named(measure):
            begun = starting.get(f"{id}.{stage.stage}", [])
            when = stage.date or stage.expected
            if when and (begun or stage.expected or stage.stage in ALWAYS):
                state = "" if stage.date else _expected(when, today)
                audiences = _audiences([*points, *begun])
                yield _stage(tracker, measure, stage, when, name, state, audiences)


def _audiences(points: Iterable[Point]) -> Audiences:
    return tuple(dict.fromkeys(point.implication.audience for point in points))


def _promise(
    tracker: Tracker, promise: Promise, when: PartialDate, audiences: Audiences
) -> Appointment:
    record, commitment = promise.recommendation, promise.commitment
    report = tracker.reports[record.report]
    return Appointment(
        name=f"{record_path(record)}commitments/{commitment.id}",
        kind="Promise",
        when=when,
        title=_title(state_words(promise), commitment.what, when),
        lines={
            "Content note": record.content_note or "",
            "Promised": commitment.what,
            "By": _bodies(tracker, commitment.by),
            "Recommendation": f"{record.number} of the {report.short}: {record.title}",
            "Applies in": _nations(tracker, record.applies_in),
            "Date promised": dates_words(promise),
            "Why it was moved": " ".join(due.reason for due in promise.dates if due.reason),
            "The record shows": finding_words(promise),
        },
        path=f"{record_path(record)}#promises",
        learnt=promise_learnt(tracker, promise),
        given=len(promise.dates) + bool(commitment.met),
        audiences=audiences,
        bodies=commitment.by,
        status="stands" if commitment.met or promise.current else "withdrawn",
    )


def _start(tracker: Tracker, point: Point, when: PartialDate, today: date) -> Appointment:
    item = point.implication
    force = tracker.vocabulary.term("forces", item.force)
    begins = "Applies since" if when.first <= today else "Starts to apply"
    begins = "To watch" if point.when == "watch" else begins
    seen = "Already in force" if item.in_force_by else begins
    state = seen if point.start else _expected(when, today)
    return Appointment(
        name=f"{item.folder}/{item.id}",
        kind="What it means",
        when=when,
        title=_title(state, item.point.partition(". ")[0].rstrip("."), when),
        lines={
            "What it means": item.point,
            "For": tracker.vocabulary.audiences[item.audience].label,
            "Force": f"{force.label}. {force.description}",
            "Applies in": _nations(tracker, item.applies_in),
            state: day_words(when),
            "Note": item.words or "",
        },
        path=shown_at(tracker, item)[1],
        learnt=point_learnt(item),
        given=1,
        audiences=(item.audience,),
        status="stands" if point.start else "expected",
    )


def _named(measure: Measure) -> Iterator[tuple[str, Stage]]:
    """The stages of a measure, each with a name that stays; of two alike the second has a 2."""
    seen: Counter[str] = Counter()
    for stage in measure.stages:
        nations = [",".join(sorted(stage.applies_in))] if stage.applies_in else []
        name = "/".join([f"{record_path(measure)}stages", stage.stage, *nations])
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}/{seen[name]}"), stage


def _stage(
    tracker: Tracker,
    measure: Measure,
    stage: Stage,
    when: PartialDate,
    name: str,
    state: str,
    audiences: Audiences,
) -> Appointment:
    label = tracker.vocabulary.term("stages", stage.stage).label
    nations = _nations(tracker, stage.applies_in or measure.applies_in)
    everywhere = set(stage.applies_in or measure.applies_in) == set(measure.applies_in)
    looked = f", searched up to {a_day(stage.searched[-1].to)}" if stage.searched else ""
    what = f"{measure.name}: {label}" if everywhere else f"{measure.name}: {label} in {nations}"
    return Appointment(
        name=name,
        kind="Measure",
        when=when,
        title=_title(state, what, when),
        lines={
            "Content note": measure.content_note or "",
            "Measure": measure.summary,
            "Bodies": _bodies(tracker, measure.bodies),
            "Applies in": nations,
            "Expected": f"{label}, {day_words(stage.expected)}" if stage.expected else "",
            "The record shows": f"{label}, {day_words(stage.date)}"
            if stage.date
            else f"Not seen{looked}",
            "Note": stage.words or "",
        },
        path=record_path(measure),
        learnt=stage_learnt(measure, stage),
        given=bool(stage.date) + bool(stage.expected),
        audiences=audiences,
        bodies=measure.bodies,
        status="stands" if stage.date else "expected",
    )


def _expected(when: PartialDate, today: date) -> str:
    return "Expected, date passed" if when.last < today else "Expected"


def _title(state: str, what: str, when: PartialDate) -> str:
    """What it is, between its state and how vague its day is: `Due: Answer (some day in 2027)`."""
    text = f"{state}: {what}" if state else what
    vague = f"some day {'' if '/' in when.text else 'in '}{day_words(when)}"
    return text if when.exact else f"{text} ({vague})"


def _bodies(tracker: Tracker, ids: Iterable[str]) -> str:
    return listed([tracker.bodies[id].name for id in ids])


def _nations(tracker: Tracker, ids: Iterable[str]) -> str:
    return listed([tracker.vocabulary.term("nations", id).label for id in ids])
