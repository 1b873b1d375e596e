"""Dated entries as iCalendar files to subscribe to (RFC 5545, RFC 7986): one of all, one for each
audience and one for each body.

An entry is a commitment, a stage of a measure, or the start of an implication. It is written as an
event of whole days that leaves them free; one whose day is not known spans every day that its date
can mean, and its summary says so. No stamp is taken from the clock: DTSTAMP and LAST-MODIFIED are
the day on which the record last changed what it says of the entry.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from itertools import chain
from typing import Literal

from icalendar import Calendar, Component, Event, vDuration, vText, vUri
from icalendar.enums import STATUS, TRANSP

from tracker.derive.commencement import (
    AppliedImplication,
    stage_timing,
)
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts
from tracker.derive.indexes import group
from tracker.derive.last_modified import (
    commitment_last_modified,
    implication_last_modified,
    stage_last_modified,
)
from tracker.derive.succession import with_bodies_in_place
from tracker.load.dataset import Dataset
from tracker.outputs.context import Alternate, BuildContext, Exporter, Page, Route, stable_uuid
from tracker.schema.dates import PartialDate
from tracker.schema.part_keys import part_key
from tracker.schema.records import Measure, Stage
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
    implication_end_state,
    implication_state_text,
    stage_finding,
    stage_label,
    stage_place_text,
    stage_with_date,
)
from tracker.text.timing_sentences import NO_LONGER_EXPECTED, expected_state_text

CALENDAR_TYPE = "text/calendar"
SEQUENCE_EPOCH = date(2000, 1, 1)
"""The day from which SEQUENCE counts, in days."""
ONE_DAY = timedelta(days=1)
ALL_DATES_PATH = "calendar/all.ics"
ICALENDAR_STATUS = {
    "stands": STATUS.CONFIRMED,
    "expected": STATUS.TENTATIVE,
    "withdrawn": STATUS.CANCELLED,
}

Audiences = tuple[str, ...]
EntryStatus = Literal["stands", "expected", "withdrawn"]


@dataclass(frozen=True)
class CalendarEntry:
    """What has a place in a calendar: `when` is its day, or the days of which one is meant.

    `name` is what its UID is made of, and stays whatever becomes known. `details` are the lines of
    its description, by their headings; an empty one is left out. `path` is where the site shows it.
    `last_modified` is the newest day on which the record changed what it says of it, and
    `dates_given` how many dates it has had: neither ever falls, so that their sum can be its
    SEQUENCE.
    `audiences` and `bodies` are those whom it concerns, by id: of what is still to come also
    the bodies in the place of one that has ended.
    """

    name: str
    kind: str
    when: PartialDate
    title: str
    details: dict[str, str] = field(hash=False)
    path: str
    last_modified: date
    dates_given: int
    audiences: Audiences
    bodies: tuple[str, ...] = ()
    status: EntryStatus = "stands"


def calendar_entries(facts: Facts, today: date) -> Iterator[CalendarEntry]:
    """Everything that has a date or had one, each once. An implication that starts with a stage, or
    ends with a measure, has no entry of its own for that: the entry of the stage stands for it.
    """
    yield from _commitment_entries(facts)
    yield from _implication_entries(facts, today)
    for measure in facts.dataset.measures.values():
        yield from _stage_entries(facts, measure, today)


def _commitment_entries(facts: Facts) -> Iterator[CalendarEntry]:
    for id, assessment in facts.assessments.items():
        audiences = _audiences(facts.implications_by.recommendation.get(id, ()))
        for progress in assessment.commitments:
            if when := commitment_date(progress):
                yield _commitment_entry(facts.dataset, progress, when, audiences)


def _implication_entries(facts: Facts, today: date) -> Iterator[CalendarEntry]:
    """The starts and the ends that are an implication's own."""
    for applied in chain.from_iterable(facts.implications_by.audience.values()):
        implication = applied.implication
        start = applied.start or applied.expected
        if start and not implication.starts_with:
            yield _implication_entry(facts.dataset, applied, start, today)
        if end := implication.ends or implication.expected_end:
            yield _implication_end_entry(facts.dataset, applied, end, today)


def _stage_entries(facts: Facts, measure: Measure, today: date) -> Iterator[CalendarEntry]:
    dataset = facts.dataset
    implications = facts.implications_by.measure.get(measure.id, ())
    starting_with = facts.implications_by.stage
    for stage in measure.stages:
        starting = starting_with.get(f"{measure.id}.{stage.stage}", ())
        ends = stage.stage in dataset.vocabulary.ending_stages
        always_listed = dataset.vocabulary.stages[stage.stage].always_listed
        timing = stage_timing(dataset, measure, stage, today)
        overtaken = timing.state == "ended" and not ends
        when = stage.date or (stage.expected if timing.is_awaited or overtaken else None)
        if when and (starting or stage.expected or ends or always_listed):
            state = "" if stage.date else expected_state_text(timing)
            ending = _implications_of_provisions(facts, measure) if ends else ()
            audiences = _audiences([*implications, *starting, *ending])
            entry = _stage_entry(dataset, measure, stage, when, state, audiences)
            yield _withdrawn(dataset, measure, stage, entry) if overtaken else entry


def _withdrawn(
    dataset: Dataset, measure: Measure, stage: Stage, entry: CalendarEntry
) -> CalendarEntry:
    """The entry of a stage that is expected no longer, because its measure has ended."""
    title = _stage_title(dataset, measure, stage)
    return replace(
        entry, title=_entry_title(NO_LONGER_EXPECTED, title, entry.when), status="withdrawn"
    )


def _implications_of_provisions(facts: Facts, statute: Measure) -> Iterator[AppliedImplication]:
    """The implications of the provisions of a statute, which end with it."""
    for provision in facts.measures_by.statute.get(statute.id, ()):
        yield from facts.implications_by.measure.get(provision.id, ())


def _nations(dataset: Dataset, ids: Iterable[str]) -> str:
    """The names of nations; empty where there is only one."""
    return nation_names(dataset, ids) if dataset.vocabulary.tells_nations else ""


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
        details={
            "Content note": record.content_note or "",
            "Promised": commitment.what,
            "By": body_names(dataset, commitment.by, dataset.developments[commitment.made].date),
            "Recommendation": f"{recommendation_label(dataset, record, 'of')}: {record.title}",
            "Applies in": _nations(dataset, record.applies_in),
            "Date promised": due_dates_text(progress),
            "Why it was moved": " ".join(due.reason for due in progress.due_dates if due.reason),
            "The record shows": commitment_finding(dataset, progress).text,
        },
        path=f"{record_path(record)}#promises",
        last_modified=commitment_last_modified(dataset, progress),
        dates_given=len(progress.due_dates) + bool(commitment.met) + bool(commitment.undone),
        audiences=audiences,
        bodies=commitment.by if commitment.met else with_bodies_in_place(dataset, commitment.by),
        status="stands" if commitment.met or progress.due else "withdrawn",
    )


def _implication_entry(
    dataset: Dataset, applied: AppliedImplication, when: PartialDate, today: date
) -> CalendarEntry:
    """The start of an implication."""
    implication = applied.implication
    state = implication_state_text(applied)
    name = f"{implication.folder}/{implication.id}"
    ended = applied.phase == "ended"
    status: EntryStatus = "stands" if applied.start else "withdrawn" if ended else "expected"
    return _applied_entry(dataset, applied, name, state, when, status)


def _implication_end_entry(
    dataset: Dataset, applied: AppliedImplication, when: PartialDate, today: date
) -> CalendarEntry:
    """The end of an implication."""
    implication = applied.implication
    state = implication_end_state(applied, today)
    name = f"{implication.folder}/{implication.id}/end"
    status: EntryStatus = "stands" if implication.ends else "expected"
    return _applied_entry(dataset, applied, name, state, when, status)


def _applied_entry(
    dataset: Dataset,
    applied: AppliedImplication,
    name: str,
    state: str,
    when: PartialDate,
    status: EntryStatus,
) -> CalendarEntry:
    implication = applied.implication
    force = dataset.vocabulary.term("forces", implication.force)
    return CalendarEntry(
        name=name,
        kind="What it means",
        when=when,
        title=_entry_title(state, implication.point.partition(". ")[0].rstrip("."), when),
        details={
            "What it means": implication.point,
            "For": dataset.vocabulary.audiences[implication.audience].label,
            "Force": f"{force.label}. {force.description}",
            "Applies in": _nations(dataset, implication.applies_in),
            state: format_date(when),
            "Note": implication.words or "",
        },
        path=title_and_path(dataset, implication)[1],
        last_modified=implication_last_modified(dataset, implication),
        dates_given=1,
        audiences=(implication.audience,),
        status=status,
    )


def _stage_entry(
    dataset: Dataset,
    measure: Measure,
    stage: Stage,
    when: PartialDate,
    state: str,
    audiences: Audiences,
) -> CalendarEntry:
    title = _stage_title(dataset, measure, stage)
    expected = stage_with_date(dataset, stage, stage.expected) if stage.expected else ()
    return CalendarEntry(
        name=f"{record_path(measure)}stages/{part_key(stage)}",
        kind="Measure",
        when=when,
        title=_entry_title(state, title, when),
        details={
            "Content note": measure.content_note or "",
            "Measure": measure.summary,
            "Bodies": body_names(dataset, measure.bodies),
            "Applies in": _nations(dataset, stage.applies_in or measure.applies_in),
            "Expected": plain_text(expected),
            "The record shows": plain_text(stage_finding(dataset, stage)),
            "Note": stage.words or "",
        },
        path=record_path(measure),
        last_modified=stage_last_modified(dataset, measure, stage),
        dates_given=bool(stage.date) + bool(stage.expected),
        audiences=audiences,
        bodies=measure.bodies if stage.date else with_bodies_in_place(dataset, measure.bodies),
        status="stands" if stage.date else "expected",
    )


def _stage_title(dataset: Dataset, measure: Measure, stage: Stage) -> str:
    place = stage_place_text(dataset, measure, stage)
    return f"{measure.name}: {stage_label(dataset, stage)}{place}"


def _entry_title(state: str, title: str, when: PartialDate) -> str:
    """A title between its state and, where the day is not known, the days that are meant:
    `Due: Answer (some day in 2027)`.
    """
    text = f"{state}: {title}" if state else title
    vague = f"some day {'' if '/' in when.text else 'in '}{format_date(when)}"
    return text if when.exact else f"{text} ({vague})"


@dataclass(frozen=True)
class CalendarFile:
    """A calendar: the path of its file, the path of the page that it is a form of, its title and
    its entries.
    """

    path: str
    page: str
    title: str
    entries: Sequence[CalendarEntry]


def all_calendar_entries(context: BuildContext) -> tuple[CalendarEntry, ...]:
    """Every entry of the calendars of a build."""
    return tuple(calendar_entries(context.facts, context.today))


def _calendars(context: BuildContext) -> tuple[CalendarFile, ...]:
    return tuple(calendar_files(context))


def calendar_files(context: BuildContext) -> Iterator[CalendarFile]:
    """Every calendar that has an entry: one without is none (RFC 5545, 3.6)."""
    dataset = context.dataset
    entries = sorted(context.once(all_calendar_entries), key=_entry_order)
    by_audience = group((id, entry) for entry in entries for id in entry.audiences)
    by_body = group((id, entry) for entry in entries for id in entry.bodies)
    if entries:
        yield CalendarFile(ALL_DATES_PATH, "calendar/", "All dates", entries)
    for id, audience in dataset.vocabulary.audiences.items():
        if id in by_audience:
            title = f"Dates for {audience.in_a_sentence}"
            path = f"calendar/for/{id}.ics"
            yield CalendarFile(path, path_of("for", id), title, by_audience[id])
    for id, body in dataset.bodies.items():
        if id in by_body:
            title = f"Dates: {body.name}"
            path = f"calendar/bodies/{id}.ics"
            yield CalendarFile(path, record_path(body), title, by_body[id])


def _entry_order(entry: CalendarEntry) -> tuple[date, str]:
    """By the first day of the event, which is the earliest that its date can mean."""
    return entry.when.earliest, calendar_uid(entry.name)


def calendar_uid(name: str) -> str:
    """The UID of the entry of a name: the same at every address of the site and for every date."""
    return str(stable_uuid(name))


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """Each calendar as a form of its page; that of all dates is a form of the home page too."""
    for calendar in context.once(_calendars):
        for page in (calendar.page, "") if calendar.path == ALL_DATES_PATH else (calendar.page,):
            yield Alternate(page, CALENDAR_TYPE, f"{calendar.title}, calendar", calendar.path)


def routes(context: BuildContext, _: Sequence[Page]) -> Iterator[Route]:
    """Each calendar in its text form."""
    for calendar in context.once(_calendars):
        yield Route(calendar.path, partial(_ical, context, calendar))


def _written_events(context: BuildContext) -> Callable[[CalendarEntry], bytes]:
    """`_written_event`, which writes each entry once: calendars share them."""
    return cache(partial(_written_event, context.address))


def _ical(context: BuildContext, calendar: CalendarFile) -> bytes:
    events = map(context.once(_written_events), calendar.entries)
    head, end, line_end = _written(_icalendar(context, calendar)).rpartition(b"END:VCALENDAR")
    return b"".join((head, *events, end, line_end))


def _written_event(site: str, entry: CalendarEntry) -> bytes:
    return _written(_event(site, entry))


def _written(component: Component) -> bytes:
    content: bytes = component.to_ical()
    return content


def _icalendar(context: BuildContext, file: CalendarFile) -> Calendar:
    site = context.dataset.site.name
    calendar = Calendar.new(
        prodid=f"-//{site}//Calendar//EN",
        url=context.url(file.page),
        last_modified=_midnight(max(entry.last_modified for entry in file.entries)),
    )
    # Some programs take a calendar's own UID for that of its first event, and drop all others.
    calendar.pop("UID", None)
    # The library takes these names for text of no type, and would leave their commas as they are.
    calendar.add("NAME", vText(f"{file.title}, {site}"))
    calendar.add("X-WR-CALNAME", vText(f"{file.title}, {site}"))
    # The type of value must stand beside these two (RFC 7986, 5.7 and 5.8).
    calendar.add("REFRESH-INTERVAL", vDuration(ONE_DAY), {"VALUE": "DURATION"})
    calendar.add("SOURCE", vUri(context.url(file.path)), {"VALUE": "URI"})
    calendar.add("X-PUBLISHED-TTL", vDuration(ONE_DAY))
    return calendar


def _event(site: str, entry: CalendarEntry) -> Event:
    """An entry as an event of the site at an address. Its sequence rises with each date that the
    entry is given, even where two are recorded on one day.
    """
    details = [f"{heading}: {text}" for heading, text in entry.details.items() if text]
    address = f"{site}{entry.path}"
    return Event.new(
        uid=calendar_uid(entry.name),
        stamp=_midnight(entry.last_modified),
        last_modified=_midnight(entry.last_modified),
        sequence=(entry.last_modified - SEQUENCE_EPOCH).days + entry.dates_given,
        start=entry.when.earliest,
        end=entry.when.latest + ONE_DAY,
        summary=entry.title,
        description="\n".join([*details, "Information, not legal advice.", address]),
        url=address,
        categories=[entry.kind],
        status=ICALENDAR_STATUS[entry.status],
        transparency=TRANSP.TRANSPARENT,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


EXPORTER = Exporter("calendars", alternates=alternates, routes=routes)
