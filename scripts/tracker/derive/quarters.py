"""A quarter of a calendar year: the facts at its beginning and end, and what happened in it."""

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
    """A quarter, named `2024-q2`: its first and last day, and the day to which it is covered, which
    is today where it is not over. `before` and `after` are the facts on its eve and at the end of
    `covers_to`; `changes` and `developments` are those in it, newest first; `fell_due` the
    commitments whose latest possible day lay in it.
    """

    name: str
    first: date
    last: date
    covers_to: date
    before: Facts
    after: Facts
    changes: tuple[Change, ...]
    developments: tuple[Development, ...]
    fell_due: tuple[CommitmentProgress, ...]

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
    before = _facts_as_of(dataset, first - timedelta(days=1))
    while first <= today:
        last = _first_day_of_quarter(first + timedelta(days=100)) - timedelta(days=1)
        covers_to = min(last, today)
        after = _facts_as_of(dataset, covers_to)
        yield Quarter(
            name=f"{first.year}-q{(first.month + 2) // 3}",
            first=first,
            last=last,
            covers_to=covers_to,
            before=before,
            after=after,
            changes=tuple(c for c in changes if first <= c.day <= covers_to),
            developments=tuple(
                d for d in after.developments if occurred_by(d.date, d.recorded) >= first
            ),
            fell_due=tuple(
                p for p in after.commitments if p.due and first <= p.due.latest <= covers_to
            ),
        )
        first, before = last + timedelta(days=1), after


def _facts_as_of(dataset: Dataset, day: date) -> Facts:
    return derive(as_of(dataset, day), day)


def _first_day_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
