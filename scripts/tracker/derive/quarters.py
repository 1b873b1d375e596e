"""A quarter of a calendar year: the facts at its beginning and end, and what happened in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from tracker.derive.as_of import as_of, occurred_by, read_as_of
from tracker.derive.change_groups import ChangeGroup, group_changes
from tracker.derive.changes import Change
from tracker.derive.commitments import CommitmentProgress, ResolvedDueDate, is_slip
from tracker.derive.facts import Facts, derive
from tracker.kept import DIGEST_OF
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Development, Recommendation


@dataclass(frozen=True)
class Quarter:
    """A quarter of a dataset: its first and last day, the day to which it is covered, which is
    today where it is not over, the changes in it, newest first, and the quarter before it, if the
    list has one. What its report says is worked out when it is asked for.
    """

    dataset: Dataset = field(metadata={DIGEST_OF: "read_of_dataset"})
    first: date
    last: date
    covers_to: date
    changes: tuple[Change, ...]
    previous: "Quarter | None"

    @property
    def name(self) -> str:
        """Its name: `2024-q2`."""
        return f"{self.first.year}-q{(self.first.month + 2) // 3}"

    @property
    def read_of_dataset(self) -> tuple[object, ...]:
        """All that is read of its dataset."""
        return read_as_of(self.dataset, self.covers_to)

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

    @cached_property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """Its changes as pages tell them, newest first."""
        return group_changes(self.changes)

    @property
    def law_changed(self) -> tuple[ChangeGroup, ...]:
        """The steps of the law and of guidance in it, newest first; those by which a law is made,
        starts or ends before all others.
        """
        weighty = self.dataset.vocabulary.deciding_stages
        steps = [group for group in self.groups if group.lead.kind in ("law", "guidance")]
        return tuple(sorted(steps, key=lambda group: group.lead.after not in weighty))

    @property
    def other_changes(self) -> tuple[ChangeGroup, ...]:
        """What else happened in it: labels first, then what became of promises and what independent
        bodies found, then the rest; of each the newest first. Dates that slipped stand apart.
        """
        others = [
            group
            for group in self.groups
            if group.happened and group.lead.kind not in ("law", "guidance")
            if not is_slip_change(group.lead)
        ]
        return tuple(sorted(others, key=lambda group: _RANK.get(group.lead.kind, len(_RANK))))

    @property
    def moved(self) -> tuple[Change, ...]:
        """The due dates that were moved to a later one, or withdrawn, in it."""
        return tuple(filter(is_slip_change, self.changes))

    @property
    def missed(self) -> tuple[CommitmentProgress, ...]:
        """The commitments whose date passed in it, and that were not seen to be kept, as far as the
        evidence reaches.
        """
        return tuple(progress for progress in self.fell_due if progress.state == "overdue")

    @property
    def passed_unchecked(self) -> tuple[CommitmentProgress, ...]:
        """The commitments whose date passed in it, after the day to which we looked."""
        return tuple(progress for progress in self.fell_due if progress.state == "unchecked")

    @property
    def developments(self) -> tuple[Development, ...]:
        """What happened in it, newest first."""
        return tuple(
            d for d in self.after.developments if occurred_by(d.date, d.recorded) >= self.first
        )

    @cached_property
    def fell_due(self) -> tuple[CommitmentProgress, ...]:
        """The commitments whose latest possible day lay in it."""
        return tuple(
            p
            for p in self.after.commitments
            if p.due and self.first <= p.due.latest <= self.covers_to
        )

    @cached_property
    def past_due(self) -> tuple[CommitmentProgress, ...]:
        """The commitments whose date had passed before it, and that were not seen to be kept."""
        in_it = {id(progress) for progress in self.fell_due}
        return tuple(
            progress
            for progress in self.after.commitments
            if progress.state in ("overdue", "unchecked") and id(progress) not in in_it
        )

    @property
    def searched(self) -> bool:
        """Whether the evidence of any recommendation reaches into it."""
        return any(
            looked_to.latest >= self.first
            for recommendation in self.asked
            for looked_to in _looked_to(recommendation)
        )

    @property
    def asked(self) -> tuple[Recommendation, ...]:
        """The recommendations that had been made at the end of `covers_to`."""
        reports = self.dataset.reports
        return tuple(
            recommendation
            for recommendation in self.dataset.recommendations.values()
            if reports[recommendation.report].published.latest <= self.covers_to
        )

    @property
    def over(self) -> bool:
        """Whether its last day has come."""
        return self.covers_to == self.last


def _looked_to(recommendation: Recommendation) -> Iterator[PartialDate]:
    """The days to which the evidence of a recommendation reaches: by its reviews or, where it has
    none yet, its findings.
    """
    yield from (review.evidence_to for review in recommendation.reviews)
    if not recommendation.reviews:
        yield from (f.evidence_to for e in recommendation.elements for f in e.findings)


_RANK = {
    kind: rank
    for rank, kind in enumerate(
        ("status", "element-status", "undone", "met", "independent-finding", "response", "claim")
    )
}
"""The order of kinds of change in a report; all others come after these."""


def is_slip_change(change: Change) -> bool:
    """Whether by a change a due date was moved to a later one, or withdrawn."""
    before, after = change.before, change.after
    if not isinstance(before, ResolvedDueDate) or not isinstance(after, ResolvedDueDate):
        return False
    return is_slip(before, after)


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
