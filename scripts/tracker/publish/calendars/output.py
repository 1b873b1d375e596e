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

from tracker.publish.calendars.appointments import Appointment
from tracker.publish.edition import Edition, File, Output
from tracker.publish.identity import identity
from tracker.publish.page import Alternate, Page, path_of, record_path

EPOCH = date(2000, 1, 1)
"""The day from which a sequence counts."""
A_DAY = timedelta(days=1)
ALL = "calendar/all.ics"
STATUSES = {
    "stands": STATUS.CONFIRMED,
    "expected": STATUS.TENTATIVE,
    "withdrawn": STATUS.CANCELLED,
}


@dataclass(frozen=True)
class Diary:
    """One calendar: where its file is, the page that it is a form of, what it is called, and what
    stands in it.
    """

    path: str
    page: str
    title: str
    entries: Sequence[Appointment]


def diaries(edition: Edition) -> Iterator[Diary]:
    """Every calendar that has an entry: one without is none (RFC 5545, 3.6)."""
    tracker = edition.tracker
    entries = sorted(edition.appointments, key=_order)
    of_audience: dict[str, list[Appointment]] = defaultdict(list)
    of_body: dict[str, list[Appointment]] = defaultdict(list)
    for entry in entries:
        for id in entry.audiences:
            of_audience[id].append(entry)
        for id in entry.bodies:
            of_body[id].append(entry)
    if entries:
        yield Diary(ALL, "calendar/", "All dates", entries)
    for id, audience in tracker.vocabulary.audiences.items():
        if held := of_audience.get(id):
            title = f"Dates for {audience.in_a_sentence}"
            yield Diary(f"calendar/for/{id}.ics", path_of("for", id), title, held)
    for id, body in tracker.bodies.items():
        if held := of_body.get(id):
            title = f"Dates: {body.name}"
            yield Diary(f"calendar/bodies/{id}.ics", record_path(body), title, held)


def _order(entry: Appointment) -> tuple[date, str]:
    return entry.when.first, uid_of(entry.name)


def uid_of(name: str) -> str:
    """The UID of what has a name: the same wherever the site stands and whatever day it has."""
    return str(identity(name))


def _alternates(edition: Edition) -> Iterator[Alternate]:
    """Each calendar as a form of its page; the one of all is the home page's too."""
    for diary in diaries(edition):
        for page in (diary.page, "") if diary.path == ALL else (diary.page,):
            yield Alternate(page, "text/calendar", f"{diary.title}, calendar", diary.path)


def _files(edition: Edition, _: Sequence[Page]) -> Iterator[File]:
    """Each calendar in its text form; an entry of several calendars is made once."""
    events: dict[str, Event] = {}
    for diary in diaries(edition):
        for entry in diary.entries:
            if entry.name not in events:
                events[entry.name] = _event(edition, entry)
        held = [events[entry.name] for entry in diary.entries]
        yield diary.path, _calendar(edition, diary, held).to_ical()


def _calendar(edition: Edition, diary: Diary, events: Sequence[Event]) -> Calendar:
    site = edition.tracker.site.name
    calendar = Calendar.new(
        prodid=f"-//{site}//Calendar//EN",
        url=edition.url(diary.page),
        last_modified=_at(max(entry.learnt for entry in diary.entries)),
        subcomponents=events,
    )
    # Some programs take a calendar's own UID for that of its first event, and drop all others.
    calendar.pop("UID", None)
    # The library takes these names for text of no type, and would leave their commas as they are.
    calendar.add("NAME", vText(f"{diary.title}, {site}"))
    calendar.add("X-WR-CALNAME", vText(f"{diary.title}, {site}"))
    # The type of value must stand beside these two (RFC 7986, 5.7 and 5.8).
    calendar.add("REFRESH-INTERVAL", vDuration(A_DAY), {"VALUE": "DURATION"})
    calendar.add("SOURCE", vUri(edition.url(diary.path)), {"VALUE": "URI"})
    calendar.add("X-PUBLISHED-TTL", vDuration(A_DAY))
    return calendar


def _event(edition: Edition, entry: Appointment) -> Event:
    """An entry as an event. Its sequence rises with each date that it is given, even where two are
    learnt on one day.
    """
    said = [f"{what}: {text}" for what, text in entry.lines.items() if text]
    address = edition.url(entry.path)
    return Event.new(
        uid=uid_of(entry.name),
        stamp=_at(entry.learnt),
        last_modified=_at(entry.learnt),
        sequence=(entry.learnt - EPOCH).days + entry.given,
        start=entry.when.first,
        end=entry.when.last + A_DAY,
        summary=entry.title,
        description="\n".join([*said, "Information, not legal advice.", address]),
        url=address,
        categories=[entry.kind],
        status=STATUSES[entry.status],
        transparency=TRANSP.TRANSPARENT,
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


OUTPUT = Output("calendars", alternates=_alternates, files=_files)
