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
    if not _DATE_PATTERN.fullmatch(text.partition("/")[0]):
        raise ValueError(f"{quoted(text)} is not a day; write {_meant(text) or RECORDED_FORMS}")
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
        unknown = "" if re.search("[0-9]", text) else "; where none is known, leave the line out"
        forms = _meant(text) or f"{DATE_FORMS}{unknown}"
        raise ValueError(f"{quoted(text)} is not a date; write {forms}")
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
        length = monthrange(year, month)[1] if month and month <= len(_MONTHS) else 0
        days = f"; the month has {length} days" if length else "; a year has 12 months"
        raise ValueError(f"{quoted(text)} is not a day of the calendar{days}") from None
    last_month = month or 12
    return first, date(year, last_month, day or monthrange(year, last_month)[1])


_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_OTHER_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? +(?P<name>[a-z]{3,9})\.?,? +(?P<year>[0-9]{4})",
        r"(?P<name>[a-z]{3,9})\.? +(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{4})",
        r"(?P<name>[a-z]{3,9})\.?,? +(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    )
)
"""Other ways to write a day or a month, each of which can mean only one."""
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")


def _meant(text: str) -> str:
    """What a text that is no date stands for, as it is to be written; empty where that is not
    known.
    """
    if match := _DAY_AND_MONTH.fullmatch(text):
        one, other, year = match.groups()
        return " or ".join(
            dict.fromkeys(filter(None, (_written(year, other, one), _written(year, one, other))))
        )
    for match in filter(None, (form.fullmatch(text) for form in _OTHER_FORMS)):
        found = match.groupdict()
        month = found.get("month")
        if name := found.get("name"):
            named = [n for n, full in enumerate(_MONTHS, 1) if full.startswith(name.lower())]
            month = str(named[0]) if named else ""
        return _written(found["year"], month or "", found.get("day"))
    start, dash, end = re.sub(r" *[\u2013\u2014] *| +(?:-|to) +", "/", text, count=1).partition("/")
    if not dash or end == text.partition("/")[2]:
        return ""
    dates = [each if _DATE_PATTERN.fullmatch(each) else _meant(each) for each in (start, end)]
    return "/".join(dates) if all(dates) else ""


def _written(year: str, month: str, day: str | None) -> str:
    """A month or a day as it is written; empty where there is none such."""
    text = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
    try:
        return str(_parsed(text)) if _DATE_PATTERN.fullmatch(text) else ""
    except ValueError:
        return ""


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
