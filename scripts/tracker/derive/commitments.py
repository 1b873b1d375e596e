"""What a body undertook to do, by when, and where that stands against the evidence."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from tracker.derive.commencement import stage_taken
from tracker.derive.timing import Timing, TimingState, judge_date
from tracker.derive.withdrawn_sources import development_withdrawn_on
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import WithdrawnReference
from tracker.schema.records import Commitment, DueDate, Recommendation

DueState = Literal["met", "overdue", "unchecked", "due", "undated", "undone", "unknown"]
"""`unchecked`: the date has passed, but after the day to which we looked, so nothing can be said.
`unknown`: it was kept, and what showed that this was undone was withdrawn.
"""
_DUE_STATES: Mapping[TimingState, DueState] = {
    "ahead": "due",
    "passed": "unchecked",
    "taken": "met",
    "overdue": "overdue",
    "ended": "undone",
    "withdrawn": "undated",
}
"""The timing of a commitment's date in the words of promises."""


@dataclass(frozen=True)
class ResolvedDueDate:
    """One of the due dates of a commitment: its date, None where none can be told, and the words
    for it.
    """

    date: PartialDate | None
    words: str | None
    set_on: PartialDate
    reason: str | None


@dataclass(frozen=True)
class CommitmentProgress:
    """A commitment with its due dates resolved, in the order in which they were set.
    `timing` is where its date stands at `evidence_to`, which is None where nobody has looked;
    `slips`, how often its date was moved to a later one or withdrawn; `made_withdrawn` and
    `met_withdrawn`, the days by which the sources that carry it, and those that show that it was
    kept, were withdrawn, if they were.
    """

    recommendation: Recommendation
    commitment: Commitment
    due_dates: tuple[ResolvedDueDate, ...]
    timing: Timing
    slips: int
    evidence_to: PartialDate | None
    made_withdrawn: PartialDate | None = None
    met_withdrawn: PartialDate | None = None

    @property
    def state(self) -> DueState:
        """Where it stands, in the words of promises."""
        if self.timing.state == "unknown":
            return "unknown" if self.commitment.met else "undated"
        return _DUE_STATES[self.timing.state]

    @property
    def days_overdue(self) -> int:
        """For how many days it is certain that it is overdue."""
        return self.timing.days_overdue

    @property
    def withdrawn(self) -> PartialDate | None:
        """The later of the days by which its sources were withdrawn; None where none were."""
        days = filter(None, (self.made_withdrawn, self.met_withdrawn))
        return max(days, key=chronological, default=None)

    @property
    def withdrawn_references(self) -> tuple[WithdrawnReference, ...]:
        """The references to withdrawn records that it and its due dates lost."""
        parts = (self.commitment, *self.commitment.due)
        return tuple(reference for part in parts for reference in part.withdrawn_references)

    @property
    def due(self) -> PartialDate | None:
        """The date that holds now, if any was given."""
        return self.due_dates[-1].date if self.due_dates else None


def commitment_progress(
    dataset: Dataset,
    recommendation: Recommendation,
    commitment: Commitment,
    evidence_to: PartialDate | None,
    today: date,
) -> CommitmentProgress:
    """Where a commitment stands. Absence is judged against how far we looked for it (the
    commitment's own `looked_to`, else `evidence_to`), never against today. Where nobody has looked,
    it is never overdue.
    """
    evidence_to = commitment.looked_to or evidence_to
    due_dates = tuple(resolve_due_date(dataset, due) for due in commitment.due)
    slips = sum(is_slip(before, after) for before, after in pairwise(due_dates))
    return CommitmentProgress(
        recommendation,
        commitment,
        due_dates,
        _timing(commitment, due_dates, evidence_to, today),
        slips,
        evidence_to,
        development_withdrawn_on(dataset, commitment.made),
        development_withdrawn_on(dataset, commitment.met.development) if commitment.met else None,
    )


def open_commitments(commitments: Iterable[CommitmentProgress]) -> tuple[CommitmentProgress, ...]:
    """Those of some commitments that are not shown to have been kept."""
    return tuple(progress for progress in commitments if progress.state != "met")


PRESSING: tuple[DueState, ...] = ("overdue", "unchecked", "due", "undone")
"""The states of a commitment that a reader looks for first, in order: its date has passed or lies
ahead, or it was undone.
"""


def pressing_first(
    commitments: Iterable[CommitmentProgress],
) -> tuple[tuple[CommitmentProgress, ...], tuple[CommitmentProgress, ...]]:
    """The commitments that are pressing, in the order of their states, and the others."""
    given = tuple(commitments)
    pressing = sorted(
        (c for c in given if c.state in PRESSING), key=lambda c: PRESSING.index(c.state)
    )
    return tuple(pressing), tuple(c for c in given if c.state not in PRESSING)


def is_slip(before: ResolvedDueDate, after: ResolvedDueDate) -> bool:
    """Whether a due date was moved to a later one, or withdrawn. Dates are compared by the latest
    day that each can mean.
    """
    if before.date is None:
        return False
    return after.date is None or before.date.latest < after.date.latest


def _timing(
    commitment: Commitment,
    due_dates: Sequence[ResolvedDueDate],
    evidence_to: PartialDate | None,
    today: date,
) -> Timing:
    """Where the date that holds now stands. It is never overdue where an event that the commitment
    named was withdrawn, for that may have shown that it was kept; nor where one was that its date
    named. Nor is it kept where what showed that this was undone was withdrawn.
    """
    current = due_dates[-1].date if due_dates else None
    met = commitment.met.date if commitment.met else None
    if commitment.undone:
        return Timing("ended", current, met, evidence_to)
    if met:
        is_known = not commitment.withdrawn_from("undone")
        return Timing("taken" if is_known else "unknown", current, met, evidence_to)
    if current is None:
        had_one = any(due.date for due in due_dates)
        return Timing("withdrawn" if had_one else "unknown", checked_to=evidence_to)
    parts = (commitment, *commitment.due[-1:])
    is_whole = not any(part.withdrawn_references for part in parts)
    return judge_date(current, today, evidence_to, is_deadline=True, is_whole=is_whole)


def resolve_due_date(dataset: Dataset, due: DueDate) -> ResolvedDueDate:
    """A due date with its date; one that is counted from a stage has none until that is taken."""
    resolved = due.date
    if due.after and due.within_months is not None:
        taken = stage_taken(dataset, due.after)
        resolved = _months_after(taken, due.within_months) if taken else None
    return ResolvedDueDate(resolved, due.words, due.set_on, due.reason)


def _months_after(start: PartialDate, months: int) -> PartialDate:
    first, last = _add_months(start.earliest, months), _add_months(start.latest, months)
    text = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return PartialDate(text, first, last)


def _add_months(day: date, months: int) -> date:
    """The day so many months later; the last of its month where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_date_recorded(dataset: Dataset, commitment: Commitment, due: DueDate) -> PartialDate:
    """The date on which we recorded a due date: with the development that set it. Where only an
    earlier development is given, the date on which it was set.
    """
    recorded = dataset.developments[due.development or commitment.made].recorded
    return recorded if recorded.latest >= due.set_on.earliest else due.set_on


def commitment_developments(commitment: Commitment) -> Iterator[str]:
    """The ids of the developments that a commitment cites: those that made it, set its due dates,
    met it and undid that.
    """
    yield commitment.made
    yield from (due.development for due in commitment.due if due.development)
    if commitment.met:
        yield commitment.met.development
    if commitment.undone:
        yield commitment.undone.development
