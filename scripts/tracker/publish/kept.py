"""A promise in plain words: its dates and how it stands, as its page says it, and shorter for a
title.
"""

from tracker.derive.promises import Promise, Promised
from tracker.publish.words import day_words, plural
from tracker.record.dates import PartialDate


def a_day(when: PartialDate) -> str:
    """A date inside a sentence: `29 June 2026`, `March 2026`, `a day between 1 May 2026 and …`."""
    return f"a day {day_words(when)}" if "/" in when.text else day_words(when)


def day_of(promise: Promise) -> PartialDate | None:
    """Where a promise stands in time: on the day it was kept, else on the date it has, else on the
    last it had; None where it never had one.
    """
    if promise.commitment.met:
        return promise.commitment.met.date
    return next(reversed(_dated(promise)), None)


def _dated(promise: Promise) -> list[PartialDate]:
    return [due.date for due in promise.dates if due.date]


def state_words(promise: Promise) -> str:
    """How a promise stands, for a title: `Due`, `Moved from March 2025`, `Kept, 3 May 2026`."""
    if promise.commitment.met:
        day = promise.commitment.met.date
        return f"Kept, {day_words(day)}" if day.exact else "Kept"
    if not promise.current:
        return "Date withdrawn"
    words = {
        "due": "Due",
        "overdue": "Overdue",
        "unchecked": f"Date passed, not checked since {a_day(promise.evidence_to)}",
    }[promise.state]
    earlier = [day for day in _dated(promise) if day != promise.current]
    if not earlier:
        return words
    before = a_day(earlier[-1])
    return f"Moved from {before}" if promise.state == "due" else f"{words}, moved from {before}"


def dates_words(promise: Promise) -> str:
    """Every date that a promise has had: `first March 2025, now 30 September 2025`."""
    told = [_date_words(due) for due in promise.dates]
    if len(told) < 2:
        return "".join(told) or "No date given"
    first, *between, last = told
    return ", ".join([f"first {first}", *(f"then {date}" for date in between), f"now {last}"])


def _date_words(due: Promised) -> str:
    if due.date is None:
        return due.words or "no date given"
    return f"{day_words(due.date)} ({due.words})" if due.words else day_words(due.date)


def finding_words(promise: Promise) -> str:
    """What the published record shows of a promise, and how far it was searched."""
    searched = a_day(promise.evidence_to)
    if promise.commitment.met:
        return f"Met, {day_words(promise.commitment.met.date)}"
    match promise.state:
        case "overdue":
            late = f" {plural(promise.days, 'day')}" if promise.days else ""
            shows = "No source of grade A to C shows that it was kept"
            return f"Overdue{late}. {shows}, searched up to {searched}"
        case "unchecked":
            looked = promise.commitment.looked_to
            seen = "The page that would show it was last seen on" if looked else "Not checked since"
            return f"Date passed. {seen} {searched}"
        case "due":
            return "Due"
    return f"Open: not shown to be kept, searched up to {searched}"
