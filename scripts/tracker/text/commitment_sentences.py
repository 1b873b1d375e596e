"""Commitments in words: their dates, their state, and what the record shows of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.derive.commitments import CommitmentProgress, DueState, ResolvedDueDate
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.text.phrases import (
    NOT_LOOKED_YET,
    Sentence,
    date_in_sentence,
    format_date,
    lower_first,
    on_date,
    plain_text,
    pluralise,
    searched_pieces,
    upper_first,
)
from tracker.text.timing_sentences import DATE_PASSED, TIMING_LABELS, by_pieces, not_checked

DUE_STATE_LABELS: Mapping[DueState, str] = {
    "met": "Kept",
    "overdue": "Overdue",
    "unchecked": TIMING_LABELS["passed"],
    "due": "Due",
    "undated": "No date that can be judged",
    "undone": "Kept, then undone",
    "unknown": "Kept, then not known",
}
"""The states of a due date as readers see them."""
NO_DATE_GIVEN = "No date given"


def commitment_date(progress: CommitmentProgress) -> PartialDate | None:
    """The date by which a commitment is placed: the day on which it was undone, else that on which
    it was kept, else its due date, else the last that it had; None where it never had one.
    """
    if progress.commitment.undone:
        return progress.commitment.undone.date
    if progress.commitment.met:
        return progress.commitment.met.date
    return next(reversed(_dates_given(progress)), None)


def _dates_given(progress: CommitmentProgress) -> list[PartialDate]:
    return [due.date for due in progress.due_dates if due.date]


def commitment_state_text(progress: CommitmentProgress) -> str:
    """The state of a commitment for a title: `Due`, `Moved from March 2025`, `Kept, 3 May 2026`."""
    if progress.commitment.undone:
        undone_on = progress.commitment.undone.date
        return f"Undone, {format_date(undone_on)}" if undone_on.exact else "Undone"
    if progress.commitment.met:
        met_on = progress.commitment.met.date
        kept = f"Kept, {format_date(met_on)}" if met_on.exact else "Kept"
        return f"{kept}, then not known" if progress.state == "unknown" else kept
    if not progress.due:
        return "Date withdrawn"
    state = {
        "due": "Due",
        "overdue": "Overdue",
        "unchecked": upper_first(plain_text(not_checked(progress.timing))),
    }[progress.state]
    earlier = [when for when in _dates_given(progress) if when != progress.due]
    if not earlier:
        return state
    before = date_in_sentence(earlier[-1])
    return f"Moved from {before}" if progress.state == "due" else f"{state}, moved from {before}"


@dataclass(frozen=True)
class DueDateText:
    """One of the due dates that a commitment has had. `order` is `first`, `then` or `now`, and
    empty for the only one; `replaced` is whether a later one took its place. `words` are added to
    the date, or stand for it where there is none.
    """

    order: str
    replaced: bool
    date: PartialDate | None
    words: str

    @property
    def is_words_first(self) -> bool:
        """Whether the words come before the date: where that is no day, but what they mean."""
        return bool(self.words and self.date and not self.date.exact)


def due_date_texts(progress: CommitmentProgress) -> tuple[DueDateText, ...]:
    """Every due date that a commitment has had, oldest first; none where it was given none."""
    last = len(progress.due_dates) - 1
    return tuple(
        DueDateText(
            "" if not last else "now" if index == last else "then" if index else "first",
            index < last,
            due.date,
            due.words or ("" if due.date else NO_DATE_GIVEN.lower()),
        )
        for index, due in enumerate(progress.due_dates)
    )


def due_dates_text(progress: CommitmentProgress) -> str:
    """Every due date that a commitment has had: `first March 2025, now 30 September 2025`."""
    dates = [
        f"{due.order} {_with_words(due)}" if due.order else _with_words(due)
        for due in due_date_texts(progress)
    ]
    return ", ".join(dates) or NO_DATE_GIVEN


def _with_words(due: DueDateText) -> str:
    if due.date is None:
        return due.words
    if due.is_words_first:
        return f"{due.words} ({format_date(due.date)})"
    return f"{format_date(due.date)} ({due.words})" if due.words else format_date(due.date)


def due_date_text(due: ResolvedDueDate) -> str:
    """A single due date: the date, or else its words."""
    return format_date(due.date) if due.date else due.words or NO_DATE_GIVEN.lower()


@dataclass(frozen=True)
class CommitmentFinding:
    """What the record shows of a commitment: `flag` where it is overdue, then a sentence."""

    flag: str
    sentence: Sentence

    @property
    def text(self) -> str:
        """The flag and the sentence as plain text."""
        return ". ".join(filter(None, (self.flag, plain_text(self.sentence))))


def commitment_finding(
    dataset: Dataset, progress: CommitmentProgress, said: PartialDate | None = None
) -> CommitmentFinding:
    """What the record shows of a commitment, and how far it was searched, unless that is the day
    that was `said` already.
    """
    looked_to = progress.evidence_to
    searched: Sentence = (f", {lower_first(NOT_LOOKED_YET)}",)
    if looked_to:
        searched = () if looked_to == said else (", ", *searched_pieces(looked_to))
    met, undone = progress.commitment.met, progress.commitment.undone
    if met or undone:
        pieces: Sentence = ("Met, ", met.date) if met else ("What kept it is not shown",)
        if undone:
            pieces = (*pieces, ". Undone, ", undone.date)
        elif progress.state == "unknown":
            pieces = (*pieces, ". What became of it cannot be shown")
        return CommitmentFinding("", pieces)
    match progress.state:
        case "overdue":
            grades = dataset.vocabulary.carrying_text
            sentence = (f"No source of grade {grades} shows that it was kept", *searched)
            return CommitmentFinding(overdue_text(progress.days_overdue), sentence)
        case "unchecked":
            if not looked_to:
                return CommitmentFinding("", (f"{DATE_PASSED}. {NOT_LOOKED_YET}",))
            first, *rest = not_checked(progress.timing)
            if progress.commitment.looked_to:
                rest.append(", when the page that would show it was last seen")
            return CommitmentFinding("", (upper_first(str(first)), *rest))
        case "due":
            return CommitmentFinding("", ("Due",))
    return CommitmentFinding("", ("Open: not shown to be kept", *searched))


def undated_finding(progress: CommitmentProgress) -> Sentence:
    """What the record shows of a commitment below a heading that says that it is open without a
    date, or kept: `Not seen by 29 June 2026`; `Met, 2 September 2025`.
    """
    if met := progress.commitment.met:
        return "Met, ", met.date
    if not progress.evidence_to:
        return (NOT_LOOKED_YET,)
    return "Not seen ", *by_pieces(progress.evidence_to)


def withdrawn_commitment_text(progress: CommitmentProgress) -> Sentence:
    """Which sources of a commitment were withdrawn: `The source of the promise was withdrawn on
    3 May 2026.` Empty where none were.
    """
    pieces: list[str | PartialDate] = []
    for what, day in (
        ("The source of the promise", progress.made_withdrawn),
        ("The source that shows that it was kept", progress.met_withdrawn),
    ):
        if day:
            pieces += [f"{' ' if pieces else ''}{what} was withdrawn ", *on_date(day), "."]
    return tuple(pieces)


def open_promises_text(overdue: int, unchecked: int, due: int, undated: int) -> str:
    """How many promises that are not kept are in which state: `1 promise is known to be overdue. 2
    have a date that has passed since we last could check, 14 lie ahead, and …`
    """
    known = upper_first(pluralise(overdue, "promise is", "promises are"))

    def several(count: int, verb: str, verb_of_one: str) -> str:
        return f"{count} {verb if count > 1 else verb_of_one}" if count else f"none {verb_of_one}"

    passed = f"{several(unchecked, 'have', 'has')} a date that has passed since we last could check"
    ahead = f"{several(due, 'lie', 'lies')} ahead"
    judged = f"{several(undated, 'have', 'has')} no date that can be judged"
    return f"{known} known to be overdue. {upper_first(passed)}, {ahead}, and {judged}."


def overdue_text(days: int) -> str:
    """By how many days a commitment is overdue: `Overdue 92 days`; `Overdue` for none."""
    return f"Overdue {pluralise(days, 'day')}" if days else "Overdue"
