"""Facts → what has a place in a calendar: promises, stages of measures, and the starts of what
applies to an audience, each with its words. How a calendar is written is not known here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.derive.facts import Facts
from tracker.derive.learnt import (
    commitment_last_modified,
    implication_last_modified,
    stage_last_modified,
)
from tracker.derive.points import AppliedImplication
from tracker.derive.promises import CommitmentProgress
from tracker.publish.address import record_path, title_and_path
from tracker.publish.kept import (
    commitment_date,
    commitment_finding_text,
    commitment_state_text,
    date_in_sentence,
    due_dates_text,
)
from tracker.publish.words import format_date, join_words
from tracker.record.dates import PartialDate
from tracker.record.model import Measure, Stage
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import IN_FORCE

ALWAYS_SHOWN = frozenset({"consultation-opened", "consultation-closed", IN_FORCE})
"""The stages that a calendar has even where nobody announced them for a date."""

Audiences = tuple[str, ...]


@dataclass(frozen=True)
class CalendarEntry:
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


def calendar_entries(facts: Facts, today: date) -> Iterator[CalendarEntry]:
    """Everything that has a date or had one, each once. What starts with a stage has no place of
    its own: the stage has it.
    """
    dataset = facts.dataset
    for id, assessment in facts.assessments.items():
        audiences = _audiences(facts.points_of_recommendation.get(id, ()))
        for progress in assessment.commitments:
            if when := commitment_date(progress):
                yield _commitment_entry(dataset, progress, when, audiences)
    starting: dict[str, list[AppliedImplication]] = defaultdict(list)
    for applied in (
        applied for implications in facts.points_for.values() for applied in implications
    ):
        if applied.implication.starts_with:
            starting[applied.implication.starts_with].append(applied)
        elif when := applied.start or applied.expected:
            yield _implication_entry(dataset, applied, when, today)
    for id, measure in dataset.measures.items():
        implications = facts.points_of_measure.get(id, ())
        for name, stage in _stage_names(measure):
            begun = starting.get(f"{id}.{stage.stage}", [])
            when = stage.date or stage.expected
            if when and (begun or stage.expected or stage.stage in ALWAYS_SHOWN):
                state = "" if stage.date else _expected_text(when, today)
                audiences = _audiences([*implications, *begun])
                yield _stage_entry(dataset, measure, stage, when, name, state, audiences)


def _audiences(implications: Iterable[AppliedImplication]) -> Audiences:
    return tuple(dict.fromkeys(applied.implication.audience for applied in implications))


def _commitment_entry(
    dataset: Dataset, progress: CommitmentProgress, when: PartialDate, audiences: Audiences
) -> CalendarEntry:
    record, commitment = progress.recommendation, progress.commitment
    report = dataset.reports[record.report]
    return CalendarEntry(
        name=f"{record_path(record)}commitments/{commitment.id}",
        kind="Promise",
        when=when,
        title=_entry_title(commitment_state_text(progress), commitment.what, when),
        lines={
            "Content note": record.content_note or "",
            "Promised": commitment.what,
            "By": _body_names(dataset, commitment.by),
            "Recommendation": f"{record.number} of the {report.short}: {record.title}",
            "Applies in": _nation_names(dataset, record.applies_in),
            "Date promised": due_dates_text(progress),
            "Why it was moved": " ".join(due.reason for due in progress.due_dates if due.reason),
            "The record shows": commitment_finding_text(progress),
        },
        path=f"{record_path(record)}#promises",
        learnt=commitment_last_modified(dataset, progress),
        given=len(progress.due_dates) + bool(commitment.met),
        audiences=audiences,
        bodies=commitment.by,
        status="stands" if commitment.met or progress.due else "withdrawn",
    )


def _implication_entry(
    dataset: Dataset, applied: AppliedImplication, when: PartialDate, today: date
) -> CalendarEntry:
    item = applied.implication
    force = dataset.vocabulary.term("forces", item.force)
    begins = "Applies since" if when.first <= today else "Starts to apply"
    begins = "To watch" if applied.phase == "watch" else begins
    seen = "Already in force" if item.in_force_by else begins
    state = seen if applied.start else _expected_text(when, today)
    return CalendarEntry(
        name=f"{item.folder}/{item.id}",
        kind="What it means",
        when=when,
        title=_entry_title(state, item.point.partition(". ")[0].rstrip("."), when),
        lines={
            "What it means": item.point,
            "For": dataset.vocabulary.audiences[item.audience].label,
            "Force": f"{force.label}. {force.description}",
            "Applies in": _nation_names(dataset, item.applies_in),
            state: format_date(when),
            "Note": item.words or "",
        },
        path=title_and_path(dataset, item)[1],
        learnt=implication_last_modified(item),
        given=1,
        audiences=(item.audience,),
        status="stands" if applied.start else "expected",
    )


def _stage_names(measure: Measure) -> Iterator[tuple[str, Stage]]:
    """The stages of a measure, each with a name that stays; of two alike the second has a 2."""
    seen: Counter[str] = Counter()
    for stage in measure.stages:
        nations = [",".join(sorted(stage.applies_in))] if stage.applies_in else []
        name = "/".join([f"{record_path(measure)}stages", stage.stage, *nations])
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}/{seen[name]}"), stage


def _stage_entry(
    dataset: Dataset,
    measure: Measure,
    stage: Stage,
    when: PartialDate,
    name: str,
    state: str,
    audiences: Audiences,
) -> CalendarEntry:
    label = dataset.vocabulary.term("stages", stage.stage).label
    nations = _nation_names(dataset, stage.applies_in or measure.applies_in)
    everywhere = set(stage.applies_in or measure.applies_in) == set(measure.applies_in)
    looked = f", searched up to {date_in_sentence(stage.searched[-1].to)}" if stage.searched else ""
    what = f"{measure.name}: {label}" if everywhere else f"{measure.name}: {label} in {nations}"
    return CalendarEntry(
        name=name,
        kind="Measure",
        when=when,
        title=_entry_title(state, what, when),
        lines={
            "Content note": measure.content_note or "",
            "Measure": measure.summary,
            "Bodies": _body_names(dataset, measure.bodies),
            "Applies in": nations,
            "Expected": f"{label}, {format_date(stage.expected)}" if stage.expected else "",
            "The record shows": f"{label}, {format_date(stage.date)}"
            if stage.date
            else f"Not seen{looked}",
            "Note": stage.words or "",
        },
        path=record_path(measure),
        learnt=stage_last_modified(measure, stage),
        given=bool(stage.date) + bool(stage.expected),
        audiences=audiences,
        bodies=measure.bodies,
        status="stands" if stage.date else "expected",
    )


def _expected_text(when: PartialDate, today: date) -> str:
    return "Expected, date passed" if when.last < today else "Expected"


def _entry_title(state: str, what: str, when: PartialDate) -> str:
    """What it is, between its state and how vague its day is: `Due: Answer (some day in 2027)`."""
    text = f"{state}: {what}" if state else what
    vague = f"some day {'' if '/' in when.text else 'in '}{format_date(when)}"
    return text if when.exact else f"{text} ({vague})"


def _body_names(dataset: Dataset, ids: Iterable[str]) -> str:
    return join_words([dataset.bodies[id].name for id in ids])


def _nation_names(dataset: Dataset, ids: Iterable[str]) -> str:
    return join_words([dataset.vocabulary.term("nations", id).label for id in ids])
