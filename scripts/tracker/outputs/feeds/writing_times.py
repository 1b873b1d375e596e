"""When each entry of feeds was written, as a time of which there is one for each entry.

The time depends on the entry alone, never on the build's clock or on the other entries, so that one
that was given stays when more is written, on the same day too. An entry whose day alone is known
lies in the six hours after noon in UTC: so late that whoever read the feed that morning has not
read past it, and so early that it is the same day in the zones from twelve hours west of UTC to six
east of it. One whose minute is known lies in that minute. Inside these six hours or that minute,
the place goes by the day of the event, the newest last; among entries of one event day it is drawn
from the entry's name, and is exact to a microsecond.

What can still move: an entry that is said to be written at another time or to tell of another day;
and, of two entries that have one microsecond, the one whose name comes later, by a microsecond.
What is written later on one day, about an older event, and without a time, comes before what was
written that day about a newer one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tracker.outputs.context import stable_uuid
from tracker.schema.dates import PartialDate

NOON = time(12, tzinfo=UTC)
SPAN_OF_A_DAY, SPAN_OF_A_MINUTE = timedelta(hours=6), timedelta(minutes=1)
"""How long after noon, or after its minute, an entry may lie."""
DAYS_OF_HALF = 60
"""Half of a span is for the events of so many days before the writing, half for all before them."""
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Writing:
    """That something was written: under a name that nothing else has, when, and of which day it
    tells.
    """

    name: str
    recorded: PartialDate
    event_day: date


def writing_times(writings: Iterable[Writing]) -> Mapping[str, datetime]:
    """The time of each writing by its name, in UTC; no two are the same."""
    taken: set[datetime] = set()
    times: dict[str, datetime] = {}
    for moment, name in sorted((_time(writing), writing.name) for writing in writings):
        while moment in taken:
            moment += _MICROSECOND
        taken.add(moment)
        times[name] = moment
    return times


def first_time(day: date) -> datetime:
    """The earliest time that something has of which the day of writing alone is known."""
    return datetime.combine(day, NOON)


def _time(writing: Writing) -> datetime:
    """The time of a writing by itself. Of a month the first day counts, which stays when the day
    becomes known and lies in no future.
    """
    recorded = writing.recorded
    if recorded.moment:
        start, span = recorded.moment.astimezone(UTC), SPAN_OF_A_MINUTE
    else:
        start, span = first_time(recorded.earliest), SPAN_OF_A_DAY
    age = max(0, (recorded.earliest - writing.event_day).days)
    return start + _place(writing.name, age, span)


def _place(name: str, age: int, span: timedelta) -> timedelta:
    """Where in a span that lies which tells of a day so many days before the writing."""
    whole = span // _MICROSECOND
    end = whole * DAYS_OF_HALF // (DAYS_OF_HALF + age)
    start = whole * DAYS_OF_HALF // (DAYS_OF_HALF + age + 1)
    return (start + stable_uuid(name).int % max(1, end - start)) * _MICROSECOND
