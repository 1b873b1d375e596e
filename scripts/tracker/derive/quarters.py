"""A quarter of a calendar year: the facts at its beginning and end, and what happened in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tracker.derive.as_of import as_of, occurred_by
from tracker.derive.changes import Change
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts, derive
from tracker.load.dataset import Dataset
from tracker.schema.records import Development


@dataclass(frozen=True)
class Quarter:
    """A quarter of a dataset: its first and last day, the day to which it is covered, which is
    today where it is not over, the changes in it, newest first, and the quarter before it, if the
    list has one. What its report says is worked out when it is asked for.
    """

    dataset: Dataset
    first: date
    last: date
    covers_to: date
    changes: tuple[Change, ...]
    previous: "Quarter | None"

    @property
    def name(self) -> str:
        """Its name: `2024-q2`."""
        return f"{self.first.year}-q{(self.first.month + 2) // 3}"

    @cached_property
    def before(self) -> Facts:
        """The facts on its eve."""
        if self.previous:
            return self.previous.after
        return _facts_as_of(self.dataset, self.first - timedelta(days=1))

    @cached_property
    def after(self) -> Facts:
        """The facts at the end of `covers_to`."""
        return _facts_as_of(self.dataset, self.covers_to)

    @property
    def developments(self) -> tuple[Development, ...]:
        """What happened in it, newest first."""
        return tuple(
            d for d in self.after.developments if occurred_by(d.date, d.recorded) >= self.first
        )

    @property
    def fell_due(self) -> tuple[CommitmentProgress, ...]:
        """The commitments whose latest possible day lay in it."""
        return tuple(
            p
            for p in self.after.commitments
            if p.due and self.first <= p.due.latest <= self.covers_to
        )

    @property
    def searched(self) -> bool:
        """Whether the evidence of any recommendation reaches into it."""
        evidence_to = self.after.evidence_to
        return evidence_to is not None and evidence_to.latest >= self.first

    @property
    def over(self) -> bool:
        """Whether its last day has come."""
        return self.covers_to == self.last


def list_quarters(dataset: Dataset, changes: tuple[Change, ...], today: date) -> Iterator[Quarter]:
    """Each quarter from that in which the first report was published to today's, oldest first."""
    start = min((report.published.latest for report in dataset.reports.values()), default=today)
    first = _first_day_of_quarter(start)
    quarter: Quarter | None = None
    while first <= today:
        last = _first_day_of_quarter(first + timedelta(days=100)) - timedelta(days=1)
        covers_to = min(last, today)
        of_quarter = tuple(change for change in changes if first <= change.day <= covers_to)
        quarter = Quarter(dataset, first, last, covers_to, of_quarter, quarter)
        yield quarter
        first = last + timedelta(days=1)


def _facts_as_of(dataset: Dataset, day: date) -> Facts:
    return derive(as_of(dataset, day), day)


def _first_day_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
