"""Dates that keep the precision with which they are known (ISO 8601, reduced precision and
intervals).
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from tracker.problems import quoted

FIRST_YEAR, LAST_YEAR = 1800, 2200
"""The years that a date may lie in: the oldest law that a record may rest on is of the 19th
century, and whatever is calculated from a date, by days or by months, stays within Python's
calendar.
"""
DATE_FORMS = "2026, 2026-03, 2026-03-14 or 2027-03/2027-05"
"""The forms of a date, by example."""
RECORDED_FORMS = "2026-03-14, or 2026-03-14T09:30+00:00 with the time and its offset from UTC"
"""The forms of when something was written, by example."""
_MOMENT_PATTERN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")
_DATE_PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SPAN_PATTERN = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
DATE_TEXT_PATTERN = f"^{_SPAN_PATTERN}(/{_SPAN_PATTERN})?$"
"""The texts of dates, for tools that know patterns alone. It matches every date, and a few texts
that `parse_date` refuses: 31 June, a span that ends before it begins, the year 0001.
"""
RECORDED_TEXT_PATTERN = (
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    "(T([01][0-9]|2[0-3]):[0-5][0-9][+-]([01][0-9]|2[0-3]):[0-5][0-9])?$"
)
"""The texts of when something was written, as `DATE_TEXT_PATTERN` is of dates."""


@dataclass(frozen=True)
class PartialDate:
    """A year, a month, a day, or "some day within" two of these: `2026`, `2026-03`, `2026-03-14`,
    `2027-03/2027-05`.

    `earliest` and `latest` are the earliest and the latest day that it can mean. It has no order of
    its own, for a month is neither before nor after a day in it: a caller compares one of the two,
    or uses `chronological`. Two texts that mean the same days are one date.

    `moment` is the time at which something was written, where that is given, on the day that the
    date names. Text and days are the same with it and without it.
    """

    text: str = field(compare=False)
    earliest: date
    latest: date
    moment: datetime | None = field(default=None, compare=False)

    @property
    def exact(self) -> bool:
        """Whether it names one day."""
        return self.earliest == self.latest

    @property
    def when(self) -> str:
        """Its text, with the time where that is given: `2026-03-14T09:30+00:00`."""
        return self.moment.isoformat(timespec="minutes") if self.moment else self.text

    def __str__(self) -> str:
        return self.text


def chronological(when: PartialDate) -> tuple[date, date]:
    """The sort key of chronological order: the latest day that a date can mean, then the earliest.
    So a month comes after each of its days but the last.
    """
    return when.latest, when.earliest


def writing_order(recorded: PartialDate) -> tuple[date, datetime]:
    """The sort key of the order in which things were written: by day and, within a day, those
    without a time before those with one.
    """
    return recorded.latest, recorded.moment or datetime.min.replace(tzinfo=UTC)


def exact_date(day: date) -> PartialDate:
    """The date that names exactly one day."""
    return PartialDate(day.isoformat(), day, day)


def parse_date(value: object) -> PartialDate:
    """A date from its text (or a bare year). Raises ValueError with a sentence that says what is
    wrong.
    """
    return value if isinstance(value, PartialDate) else _parsed(str(value))


@cache
def _parsed(text: str) -> PartialDate:
    start, slash, end = text.partition("/")
    earliest, latest = _span(start, text)
    if slash:
        _, latest = _span(end, text)
        if latest < earliest:
            raise ValueError(f"{quoted(text)} ends before it begins")
    return PartialDate(text, earliest, latest)


def leading_date(id: str) -> PartialDate | None:
    """The date that an id begins with: a day, a month or a year."""
    match = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?=-)", id)
    try:
        return parse_date(match.group()) if match else None
    except ValueError:
        return None


def parse_recorded(value: object) -> PartialDate:
    """When something was written, from its text: a day, or a day with a time and the offset of its
    zone from UTC (RFC 3339, without seconds). Raises ValueError with a sentence that says what is
    wrong.
    """
    if isinstance(value, PartialDate):
        return value
    return _parsed_recorded(str(value))


@cache
def _parsed_recorded(text: str) -> PartialDate:
    if match := _MOMENT_PATTERN.fullmatch(text):
        day = parse_date(match.group(1))
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{quoted(text)} has no time of day; write {RECORDED_FORMS}") from None
        return replace(day, moment=moment)
    when = parse_date(text)
    if not when.exact or "/" in text:
        raise ValueError(f"{quoted(text)} is not one day; write {RECORDED_FORMS}")
    return when


def in_zone(moment: datetime, zone: str) -> str:
    """The text of a moment in a time zone of IANA's: `2026-03-14T09:30+00:00`."""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def _span(part: str, text: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day, which is `text` or one side of it."""
    match = _DATE_PATTERN.fullmatch(part)
    if not match:
        raise ValueError(f"{quoted(text)} is not a date; write {DATE_FORMS}")
    year, month, day = (int(digits) if digits else None for digits in match.groups())
    if not year or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f"{quoted(text)} is not in a year from {FIRST_YEAR} to {LAST_YEAR}; where no date is "
            "known, leave it out, or say in 'words' what is known"
        )
    for number, name, wider in ((month, "month", part[:4]), (day, "day", part[:7])):
        if number == 0:
            raise ValueError(
                f"{quoted(text)} has the {name} 00; write {wider} where the {name} is not known"
            )
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a day of the calendar") from None
    last_month = month or 12
    return first, date(year, last_month, day or monthrange(year, last_month)[1])


def check_zone(name: str) -> str:
    """The name of a time zone, unchanged. Raises ValueError where it is none of IANA's."""
    try:
        exists = ("/" in name or name == "UTC") and bool(ZoneInfo(name))
    except (ValueError, OSError, KeyError):  # a folder of zones, a path out of it, no such zone
        exists = False
    if not exists:
        matches = get_close_matches(name, sorted(available_timezones()), n=1, cutoff=0.6)
        hint = f"; did you mean '{matches[0]}'?" if matches else ""
        raise ValueError(f"{quoted(name)} is not a time zone, such as Pacific/Auckland{hint}")
    return name
