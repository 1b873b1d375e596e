"""Where a date of the record stands, set against today and against how far we looked. Every state
of a promise, a step of a measure, a start or an end is judged here, and nowhere else.

Today alone moves nothing but a date that lies ahead: once it has come, only what was seen or looked
for says more. What was not looked for since has no other state than that nobody has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as calendar_day
from typing import Literal

from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import OpenQuestion, Search, Source

TimingState = Literal["ahead", "passed", "taken", "overdue", "ended", "withdrawn", "unknown"]
"""`ahead`: the last day that the date can mean has not come. `passed`: it has, and nobody looked
since. `taken`: it was kept, or it started. `overdue`: it has come, we looked on that day or later,
and it was not seen. `ended`: what it belongs to has ended, or it was undone. `withdrawn`: the date,
or what it is counted from, was taken back. `unknown`: no date can be told, or what would show it
cannot be shown.
"""


@dataclass(frozen=True)
class Timing:
    """A date with its state on a day. `date` is the one that was given, `taken` the one on which it
    was kept or started, or is known to start, `checked_to` how far we looked for that; `is_today`
    is whether the last day that the date can mean is that day itself.
    """

    state: TimingState
    date: PartialDate | None = None
    taken: PartialDate | None = None
    checked_to: PartialDate | None = None
    is_today: bool = False

    @property
    def has_come(self) -> bool:
        """Whether the date is over, or here, and what was to come then was not seen."""
        return self.state in ("passed", "overdue")

    @property
    def is_awaited(self) -> bool:
        """Whether what was announced for the date was not seen, and may still be."""
        return self.taken is None and self.state in ("ahead", "passed", "overdue")

    @property
    def days_overdue(self) -> int:
        """For how many days it is certain that it is overdue: from the last day that the date can
        mean to the first to which we looked.
        """
        if self.state != "overdue" or not self.date or not self.checked_to:
            return 0
        return (self.checked_to.earliest - self.date.latest).days


def judge_date(
    when: PartialDate,
    today: calendar_day,
    checked_to: PartialDate | None = None,
    *,
    is_deadline: bool = False,
    is_whole: bool = True,
) -> Timing:
    """The timing of a date for which nothing was seen. A start may have come on its own day; a
    deadline (`is_deadline`) is over only after it. Where what may have shown it was withdrawn
    (not `is_whole`), it is never overdue.
    """
    has_come = when.latest < today or (when.latest == today and not is_deadline)
    state: TimingState = "passed" if has_come else "ahead"
    if checked_to and is_whole and when.latest <= checked_to.earliest:
        state = "overdue"
    return Timing(state, when, None, checked_to, is_today=when.latest == today)


def is_ahead(when: PartialDate, today: calendar_day) -> bool:
    """Whether the last day that a date can mean has not come."""
    return judge_date(when, today).state == "ahead"


def furthest_searched(searches: Iterable[Search]) -> PartialDate | None:
    """How far some searches reach: to the day up to which it is sure that one of them looked."""
    return max((search.to for search in searches), key=certain_reach, default=None)


def certain_reach(looked_to: PartialDate) -> tuple[calendar_day, calendar_day]:
    """The order of days to which we looked: at least to the earliest that each can mean."""
    return looked_to.earliest, looked_to.latest


def furthest_look(
    when: PartialDate | None,
    searches: Iterable[Search],
    questions: Iterable[OpenQuestion] = (),
    source: Source | None = None,
) -> PartialDate | None:
    """How far something was looked for that was announced for a date: by the searches for it.
    Without any, nobody looked for it on that date or later; that it was ahead was known on the last
    day before of those of the open questions about what it belongs to, and of the document that
    announced it.
    """
    searched = furthest_searched(searches)
    if searched or not when:
        return searched
    days = [question.looked_to for question in questions]
    days += [source.published] if source and source.published else []
    before = (day for day in days if day.latest < when.earliest)
    return max(before, key=chronological, default=None)
