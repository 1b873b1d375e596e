"""A promise in plain words: its dates and how it stands, as its page says it, and shorter for a
title.
"""

from tracker.derive.promises import CommitmentProgress, ResolvedDueDate
from tracker.publish.words import format_date, pluralise
from tracker.record.dates import PartialDate


def date_in_sentence(when: PartialDate) -> str:
    """A date inside a sentence: `29 June 2026`, `March 2026`, `a day between 1 May 2026 and …`."""
    return f"a day {format_date(when)}" if "/" in when.text else format_date(when)


def commitment_date(progress: CommitmentProgress) -> PartialDate | None:
    """Where a promise stands in time: on the day it was kept, else on the date it has, else on the
    last it had; None where it never had one.
    """
    if progress.commitment.met:
        return progress.commitment.met.date
    return next(reversed(_dates_given(progress)), None)


def _dates_given(progress: CommitmentProgress) -> list[PartialDate]:
    return [due.date for due in progress.due_dates if due.date]


def commitment_state_text(progress: CommitmentProgress) -> str:
    """How a promise stands, for a title: `Due`, `Moved from March 2025`, `Kept, 3 May 2026`."""
    if progress.commitment.met:
        day = progress.commitment.met.date
        return f"Kept, {format_date(day)}" if day.exact else "Kept"
    if not progress.due:
        return "Date withdrawn"
    words = {
        "due": "Due",
        "overdue": "Overdue",
        "unchecked": f"Date passed, not checked since {date_in_sentence(progress.evidence_to)}",
    }[progress.state]
    earlier = [day for day in _dates_given(progress) if day != progress.due]
    if not earlier:
        return words
    before = date_in_sentence(earlier[-1])
    return f"Moved from {before}" if progress.state == "due" else f"{words}, moved from {before}"


def due_dates_text(progress: CommitmentProgress) -> str:
    """Every date that a promise has had: `first March 2025, now 30 September 2025`."""
    told = [_due_date_text(due) for due in progress.due_dates]
    if len(told) < 2:
        return "".join(told) or "No date given"
    first, *between, last = told
    return ", ".join([f"first {first}", *(f"then {date}" for date in between), f"now {last}"])


def _due_date_text(due: ResolvedDueDate) -> str:
    if due.date is None:
        return due.words or "no date given"
    return f"{format_date(due.date)} ({due.words})" if due.words else format_date(due.date)


def commitment_finding_text(progress: CommitmentProgress) -> str:
    """What the published record shows of a promise, and how far it was searched."""
    searched = date_in_sentence(progress.evidence_to)
    if progress.commitment.met:
        return f"Met, {format_date(progress.commitment.met.date)}"
    match progress.state:
        case "overdue":
            late = f" {pluralise(progress.days_overdue, 'day')}" if progress.days_overdue else ""
            shows = "No source of grade A to C shows that it was kept"
            return f"Overdue{late}. {shows}, searched up to {searched}"
        case "unchecked":
            looked = progress.commitment.looked_to
            seen = "The page that would show it was last seen on" if looked else "Not checked since"
            return f"Date passed. {seen} {searched}"
        case "due":
            return "Due"
    return f"Open: not shown to be kept, searched up to {searched}"
