"""Facts → what has a place in a calendar: promises, stages of measures, and the starts of what
applies to an audience, each with its words. How a calendar is written is not known here.

Dated entries as iCalendar files to subscribe to (RFC 5545, RFC 7986): one of all, one for each
audience and one for each body.

An entry is an event of whole days that leaves them free. One whose day is not known spans every day
that it can mean, and its summary says so. No stamp is taken from the clock: an entry bears the day
on which the record last learnt something of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from icalendar import Calendar, Event, vDuration, vText, vUri
from icalendar.enums import STATUS, TRANSP

from tracker.derive.commencement import AppliedImplication
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts
from tracker.derive.last_modified import (
    commitment_last_modified,
    implication_last_modified,
    stage_last_modified,
)
from tracker.load.dataset import Dataset
from tracker.outputs.context import Alternate, BuildContext, Exporter, File, Page, stable_uuid
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure, Stage
from tracker.schema.vocabularies import IN_FORCE
from tracker.text.commitment_sentences import (
    commitment_date,
    commitment_finding,
    commitment_state_text,
    due_dates_text,
)
from tracker.text.names import (
    body_names,
    nation_names,
    path_of,
    recommendation_label,
    record_path,
    title_and_path,
)
from tracker.text.phrases import format_date, plain_text
from tracker.text.stage_sentences import (
    expected_text,
    implication_state_text,
    stage_finding,
    stage_label,
    stage_place_text,
    stage_with_date,
)

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
        audiences = _audiences(facts.implications_by.recommendation.get(id, ()))
        for progress in assessment.commitments:
            if when := commitment_date(progress):
                yield _commitment_entry(dataset, progress, when, audiences)
    starting: dict[str, list[AppliedImplication]] = defaultdict(list)
    for applied in (
        applied
        for implications in facts.implications_by.audience.values()
        for applied in implications
    ):
        if applied.implication.starts_with:
            starting[applied.implication.starts_with].append(applied)
        elif when := applied.start or applied.expected:
            yield _implication_entry(dataset, applied, when, today)
    for id, measure in dataset.measures.items():
        implications = facts.implications_by.measure.get(id, ())
        for name, stage in _stage_names(measure):
            begun = starting.get(f"{id}.{stage.stage}", [])
            when = stage.date or stage.expected
            if when and (begun or stage.expected or stage.stage in ALWAYS_SHOWN):
                state = "" if stage.date else expected_text(when, today)
                audiences = _audiences([*implications, *begun])
                yield _stage_entry(dataset, measure, stage, when, name, state, audiences)


def _audiences(implications: Iterable[AppliedImplication]) -> Audiences:
    return tuple(dict.fromkeys(applied.implication.audience for applied in implications))


def _commitment_entry(
    dataset: Dataset, progress: CommitmentProgress, when: PartialDate, audiences: Audiences
) -> CalendarEntry:
    record, commitment = progress.recommendation, progress.commitment
    return CalendarEntry(
        name=f"{record_path(record)}commitments/{commitment.id}",
        kind="Promise",
        when=when,
        title=_entry_title(commitment_state_text(progress), commitment.what, when),
        lines={
            "Content note": record.content_note or "",
            "Promised": commitment.what,
            "By": body_names(dataset, commitment.by),
            "Recommendation": f"{recommendation_label(dataset, record, 'of')}: {record.title}",
            "Applies in": nation_names(dataset, record.applies_in),
            "Date promised": due_dates_text(progress),
            "Why it was moved": " ".join(due.reason for due in progress.due_dates if due.reason),
            "The record shows": commitment_finding(progress).text,
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
    state = implication_state_text(applied, today)
    return CalendarEntry(
        name=f"{item.folder}/{item.id}",
        kind="What it means",
        when=when,
        title=_entry_title(state, item.point.partition(". ")[0].rstrip("."), when),
        lines={
            "What it means": item.point,
            "For": dataset.vocabulary.audiences[item.audience].label,
            "Force": f"{force.label}. {force.description}",
            "Applies in": nation_names(dataset, item.applies_in),
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
    place = stage_place_text(dataset, measure, stage)
    what = f"{measure.name}: {stage_label(dataset, stage)}{place}"
    expected = stage_with_date(dataset, stage, stage.expected) if stage.expected else ()
    return CalendarEntry(
        name=name,
        kind="Measure",
        when=when,
        title=_entry_title(state, what, when),
        lines={
            "Content note": measure.content_note or "",
            "Measure": measure.summary,
            "Bodies": body_names(dataset, measure.bodies),
            "Applies in": nation_names(dataset, stage.applies_in or measure.applies_in),
            "Expected": plain_text(expected),
            "The record shows": plain_text(stage_finding(dataset, stage)),
            "Note": stage.words or "",
        },
        path=record_path(measure),
        learnt=stage_last_modified(measure, stage),
        given=bool(stage.date) + bool(stage.expected),
        audiences=audiences,
        bodies=measure.bodies,
        status="stands" if stage.date else "expected",
    )


def _entry_title(state: str, what: str, when: PartialDate) -> str:
    """What it is, between its state and how vague its day is: `Due: Answer (some day in 2027)`."""
    text = f"{state}: {what}" if state else what
    vague = f"some day {'' if '/' in when.text else 'in '}{format_date(when)}"
    return text if when.exact else f"{text} ({vague})"


SEQUENCE_EPOCH = date(2000, 1, 1)
"""The day from which a sequence counts."""
ONE_DAY = timedelta(days=1)
ALL_PATH = "calendar/all.ics"
ICALENDAR_STATUS = {
    "stands": STATUS.CONFIRMED,
    "expected": STATUS.TENTATIVE,
    "withdrawn": STATUS.CANCELLED,
}


@dataclass(frozen=True)
class CalendarFile:
    """One calendar: where its file is, the page that it is a form of, what it is called, and what
    stands in it.
    """

    path: str
    page: str
    title: str
    entries: Sequence[CalendarEntry]


def all_calendar_entries(context: BuildContext) -> tuple[CalendarEntry, ...]:
    """Everything that has a place in a calendar."""
    return tuple(calendar_entries(context.facts, context.today))


def calendar_files(context: BuildContext) -> Iterator[CalendarFile]:
    """Every calendar that has an entry: one without is none (RFC 5545, 3.6)."""
    dataset = context.dataset
    entries = sorted(context.once(all_calendar_entries), key=_entry_order)
    of_audience: dict[str, list[CalendarEntry]] = defaultdict(list)
    of_body: dict[str, list[CalendarEntry]] = defaultdict(list)
    for entry in entries:
        for id in entry.audiences:
            of_audience[id].append(entry)
        for id in entry.bodies:
            of_body[id].append(entry)
    if entries:
        yield CalendarFile(ALL_PATH, "calendar/", "All dates", entries)
    for id, audience in dataset.vocabulary.audiences.items():
        if held := of_audience.get(id):
            title = f"Dates for {audience.in_a_sentence}"
            yield CalendarFile(f"calendar/for/{id}.ics", path_of("for", id), title, held)
    for id, body in dataset.bodies.items():
        if held := of_body.get(id):
            title = f"Dates: {body.name}"
            yield CalendarFile(f"calendar/bodies/{id}.ics", record_path(body), title, held)


def _entry_order(entry: CalendarEntry) -> tuple[date, str]:
    """By the day on which it begins in a calendar, which is the earliest."""
    return entry.when.earliest, calendar_uid(entry.name)


def calendar_uid(name: str) -> str:
    """The UID of what has a name: the same wherever the site stands and whatever day it has."""
    return str(stable_uuid(name))


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """Each calendar as a form of its page; the one of all is the home page's too."""
    for diary in calendar_files(context):
        for page in (diary.page, "") if diary.path == ALL_PATH else (diary.page,):
            yield Alternate(page, "text/calendar", f"{diary.title}, calendar", diary.path)


def files(context: BuildContext, _: Sequence[Page]) -> Iterator[File]:
    """Each calendar in its text form; an entry of several calendars is made once."""
    events: dict[str, Event] = {}
    for diary in calendar_files(context):
        for entry in diary.entries:
            if entry.name not in events:
                events[entry.name] = _event(context, entry)
        held = [events[entry.name] for entry in diary.entries]
        yield diary.path, _calendar(context, diary, held).to_ical()


def _calendar(context: BuildContext, diary: CalendarFile, events: Sequence[Event]) -> Calendar:
    site = context.dataset.site.name
    calendar = Calendar.new(
        prodid=f"-//{site}//Calendar//EN",
        url=context.url(diary.page),
        last_modified=_midnight(max(entry.learnt for entry in diary.entries)),
        subcomponents=events,
    )
    # Some programs take a calendar's own UID for that of its first event, and drop all others.
    calendar.pop("UID", None)
    # The library takes these names for text of no type, and would leave their commas as they are.
    calendar.add("NAME", vText(f"{diary.title}, {site}"))
    calendar.add("X-WR-CALNAME", vText(f"{diary.title}, {site}"))
    # The type of value must stand beside these two (RFC 7986, 5.7 and 5.8).
    calendar.add("REFRESH-INTERVAL", vDuration(ONE_DAY), {"VALUE": "DURATION"})
    calendar.add("SOURCE", vUri(context.url(diary.path)), {"VALUE": "URI"})
    calendar.add("X-PUBLISHED-TTL", vDuration(ONE_DAY))
    return calendar


def _event(context: BuildContext, entry: CalendarEntry) -> Event:
    """An entry as an event. Its sequence rises with each date that it is given, even where two are
    learnt on one day.
    """
    said = [f"{what}: {text}" for what, text in entry.lines.items() if text]
    address = context.url(entry.path)
    return Event.new(
        uid=calendar_uid(entry.name),
        stamp=_midnight(entry.learnt),
        last_modified=_midnight(entry.learnt),
        sequence=(entry.learnt - SEQUENCE_EPOCH).days + entry.given,
        start=entry.when.earliest,
        end=entry.when.latest + ONE_DAY,
        summary=entry.title,
        description="\n".join([*said, "Information, not legal advice.", address]),
        url=address,
        categories=[entry.kind],
        status=ICALENDAR_STATUS[entry.status],
        transparency=TRANSP.TRANSPARENT,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


EXPORTER = Exporter("calendars", alternates=alternates, files=files)
