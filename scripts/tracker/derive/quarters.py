"""A quarter of a year as the record shows it: where all stood on its last day, and what happened in
it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.derive.as_of import as_of, occurred_by
from tracker.derive.changes import Change
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts, derive
from tracker.load.dataset import Dataset
from tracker.schema.records import Development


@dataclass(frozen=True)
class Quarter:
    """A quarter: its first day, its last, and the day to which it is told, which is today where it
    is not over. `before` and `after` are the facts on the eve of it and at its end; `changes` and
    `developments` are those in it, newest first; `fell_due` the promises whose last possible day
    lay in it.
    """

    name: str
    first: date
    last: date
    told_to: date
    before: Facts
    after: Facts
    changes: tuple[Change, ...]
    developments: tuple[Development, ...]
    fell_due: tuple[CommitmentProgress, ...]

    @property
    def searched(self) -> bool:
        """Whether the evidence of any recommendation reaches into it."""
        reach = self.after.evidence_to
        return reach is not None and reach.latest >= self.first

    @property
    def over(self) -> bool:
        """Whether its last day has come."""
        return self.told_to == self.last


def list_quarters(dataset: Dataset, changes: tuple[Change, ...], today: date) -> Iterator[Quarter]:
    """Each quarter from that in which the first report was published to today's, oldest first."""
    start = min((report.published.latest for report in dataset.reports.values()), default=today)
    first = _first_day_of_quarter(start)
    before = derive(as_of(dataset, first - timedelta(days=1)), first - timedelta(days=1))
    while first <= today:
        last = _first_day_of_quarter(first + timedelta(days=100)) - timedelta(days=1)
        told_to = min(last, today)
        after = derive(as_of(dataset, told_to), told_to)
        yield Quarter(
            name=f"{first.year}-q{(first.month + 2) // 3}",
            first=first,
            last=last,
            told_to=told_to,
            before=before,
            after=after,
            changes=tuple(c for c in changes if first <= c.day <= told_to),
            developments=tuple(
                d for d in after.developments if occurred_by(d.date, d.recorded) >= first
            ),
            fell_due=tuple(
                p for p in after.commitments if p.due and first <= p.due.latest <= told_to
            ),
        )
        first, before = last + timedelta(days=1), after


def _first_day_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
