"""A promise in words: its dates, where it stands, and what the record shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.derive.commitments import CommitmentProgress, DueState, ResolvedDueDate
from tracker.schema.dates import PartialDate
from tracker.text.phrases import (
    Sentence,
    date_in_sentence,
    date_pieces,
    format_date,
    plain_text,
    pluralise,
    searched_pieces,
)

DUE_STATE_LABELS: Mapping[DueState, str] = {
    "met": "Kept",
    "overdue": "Overdue",
    "unchecked": "Date passed, not checked",
    "due": "Due",
    "undated": "No date that can be judged",
}
"""Where a promise stands, in a word or two."""
NO_DATE_GIVEN = "No date given"


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


@dataclass(frozen=True)
class DueDateText:
    """One of the dates that a promise has had. `order` is `first`, `then` or `now`, and empty for
    the only one; `replaced` is whether another has taken its place. `words` are said beside the
    date, or in its place.
    """

    order: str
    replaced: bool
    date: PartialDate | None
    words: str


def due_date_texts(progress: CommitmentProgress) -> tuple[DueDateText, ...]:
    """Every date that a promise has had, oldest first; none where it was given none."""
    last = len(progress.due_dates) - 1
    return tuple(
        DueDateText(
            "" if not last else "now" if place == last else "then" if place else "first",
            place < last,
            due.date,
            due.words or ("" if due.date else NO_DATE_GIVEN.lower()),
        )
        for place, due in enumerate(progress.due_dates)
    )


def due_dates_text(progress: CommitmentProgress) -> str:
    """Every date that a promise has had: `first March 2025, now 30 September 2025`."""
    dates = [
        f"{due.order} {_with_words(due)}" if due.order else _with_words(due)
        for due in due_date_texts(progress)
    ]
    return ", ".join(dates) or NO_DATE_GIVEN


def _with_words(due: DueDateText) -> str:
    if due.date is None:
        return due.words
    return f"{format_date(due.date)} ({due.words})" if due.words else format_date(due.date)


def due_date_text(due: ResolvedDueDate) -> str:
    """A date of a promise by itself: the date, or else the words."""
    return format_date(due.date) if due.date else due.words or NO_DATE_GIVEN.lower()


@dataclass(frozen=True)
class CommitmentFinding:
    """What the published record shows of a promise: `flag` where it is late, then the sentence."""

    flag: str
    sentence: Sentence

    @property
    def text(self) -> str:
        """Both as plain text."""
        return ". ".join(filter(None, (self.flag, plain_text(self.sentence))))


def commitment_finding(progress: CommitmentProgress) -> CommitmentFinding:
    """What the published record shows of a promise, and how far it was searched."""
    searched = searched_pieces(progress.evidence_to)
    if progress.commitment.met:
        return CommitmentFinding("", ("Met, ", progress.commitment.met.date))
    match progress.state:
        case "overdue":
            sentence = ("No source of grade A to C shows that it was kept, ", *searched)
            return CommitmentFinding(overdue_text(progress.days_overdue), sentence)
        case "unchecked":
            looked = progress.commitment.looked_to
            seen = "The page that would show it was last seen on" if looked else "Not checked since"
            reached = date_pieces(progress.evidence_to)
            return CommitmentFinding("", (f"Date passed. {seen} ", *reached))
        case "due":
            return CommitmentFinding("", ("Due",))
    return CommitmentFinding("", ("Open: not shown to be kept, ", *searched))


def overdue_text(days: int) -> str:
    """That a promise is late, and by how much: `Overdue 92 days`; `Overdue` on the day itself."""
    return f"Overdue {pluralise(days, 'day')}" if days else "Overdue"
