"""Dated entries as iCalendar files to subscribe to (RFC 5545, RFC 7986): one of all, one for each
audience and one for each body.

An entry is an event of whole days that leaves them free. One whose day is not known spans every day
that it can mean, and its summary says so. No stamp is taken from the clock: an entry bears the day
on which the record last learnt something of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vDuration, vText, vUri
from icalendar.enums import STATUS, TRANSP

from tracker.publish.address import path_of, record_path
from tracker.publish.calendars.appointments import CalendarEntry, calendar_entries
from tracker.publish.edition import BuildContext, Exporter, File
from tracker.publish.identity import stable_uuid
from tracker.publish.page import Alternate, Page

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
    return entry.when.first, calendar_uid(entry.name)


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
        start=entry.when.first,
        end=entry.when.last + ONE_DAY,
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
