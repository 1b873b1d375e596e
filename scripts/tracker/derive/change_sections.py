"""The sections in which pages tell changes, the law first; the days of which the page of changes
tells; and how many changes each of its months has, with the months into which nobody has looked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, get_args

from tracker.derive.change_groups import ChangeGroup
from tracker.derive.changes import Change, ChangeKind
from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Implication
from tracker.schema.vocabularies import DUTY

Section = Literal["law", "states", "promises", "guidance", "other"]
SECTIONS: tuple[Section, ...] = get_args(Section)
"""In the order in which pages have them."""

Row = Literal["made", "started", "ended", "law", "states", "promises", "guidance", "other"]
ROWS: tuple[Row, ...] = get_args(Row)
"""What is counted by month: of the law what was made, started and ended, and its other steps."""

SECTION_OF: Mapping[ChangeKind, Section] = {
    "law": "law",
    "point-start": "law",
    "point-end": "law",
    "status": "states",
    "element-status": "states",
    "commitment": "promises",
    "due-date": "promises",
    "met": "promises",
    "undone": "promises",
    "guidance": "guidance",
    "measure": "guidance",
    "response": "guidance",
    "claim": "guidance",
    "independent-finding": "guidance",
    "point": "other",
    "correction": "other",
}

MONTHS_SHOWN = 3
"""Of how many months the page of changes tells: the last into which anybody has looked, and those
before it.
"""


@dataclass(frozen=True)
class Day:
    """Groups of changes that have one date."""

    date: PartialDate
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True)
class ChangePart:
    """The groups of one row, by date, the newest first."""

    row: Row
    days: tuple[Day, ...]

    @property
    def count(self) -> int:
        """How many groups it has."""
        return count_groups(self.days)

    @property
    def newest(self) -> tuple[Day, ...]:
        """Those of its newest month."""
        return tuple(day for day in self.days if _month_of(day) == _month_of(self.days[0]))

    @property
    def earlier(self) -> tuple[Day, ...]:
        """Those of the months before."""
        return self.days[len(self.newest) :]

    def first(self, most: int) -> tuple[Day, ...]:
        """So many of its groups at the most, the newest, by day."""
        groups = [group for day in self.days for group in day.groups]
        return by_date(groups[:most])


@dataclass(frozen=True)
class ChangeSection:
    """The groups of one section: of the law in parts, what was made first, of others in one."""

    id: Section
    parts: tuple[ChangePart, ...]

    @property
    def count(self) -> int:
        """How many groups it has."""
        return sum(part.count for part in self.parts)


def count_groups(days: Iterable[Day]) -> int:
    """How many groups some days have."""
    return sum(len(day.groups) for day in days)


def may_be_older(group: ChangeGroup, since: date) -> bool:
    """Whether a group may have come about on a day or before it: only a span of days is known, and
    it begins by then.
    """
    return group.date.earliest <= since


def _month_of(day: Day) -> tuple[int, int]:
    latest = day.date.latest
    return latest.year, latest.month


def sections_of(dataset: Dataset, groups: Sequence[ChangeGroup]) -> tuple[ChangeSection, ...]:
    """Each section that has any of some groups, which come newest first. First findings are in
    none: what we saw when we first looked is no change.
    """
    told = [(row_of(dataset, g), g) for g in groups if g.kind != "first-findings"]
    parts = [
        ChangePart(row, by_date(having))
        for row in ROWS
        if (having := [group for its_row, group in told if its_row == row])
    ]
    sections = ((id, tuple(p for p in parts if SECTION_OF_ROW[p.row] == id)) for id in SECTIONS)
    return tuple(ChangeSection(id, of_section) for id, of_section in sections if of_section)


SECTION_OF_ROW: Mapping[Row, Section] = {
    "made": "law",
    "started": "law",
    "ended": "law",
    "law": "law",
    "states": "states",
    "promises": "promises",
    "guidance": "guidance",
    "other": "other",
}


def by_date(groups: Sequence[ChangeGroup]) -> tuple[Day, ...]:
    """Some groups by their dates, in their order."""
    together = groupby(groups, key=lambda group: group.date.text)
    days = (tuple(of_date) for _, of_date in together)
    return tuple(Day(of_date[0].date, of_date) for of_date in days)


def row_of(dataset: Dataset, group: ChangeGroup) -> Row:
    """The row in which a group is counted: that of its first change."""
    return row_of_change(dataset, group.lead)


def row_of_change(dataset: Dataset, change: Change) -> Row:
    """The row in which a change by itself is counted. A point that began or ceased to apply is no
    law that started or ended: several audiences may have a point of one law, and one that is no
    duty is of none.
    """
    section, record = SECTION_OF[change.kind], change.record
    if isinstance(record, Implication) and section == "law" and record.force != DUTY:
        return "guidance"
    if isinstance(record, Implication) or section != "law":
        return section
    if change.after in dataset.vocabulary.commencing_stages:
        return "started"
    if change.after in dataset.vocabulary.ending_stages:
        return "ended"
    return "made" if change.after in dataset.vocabulary.enacting_stages else "law"


def section_of(dataset: Dataset, change: Change) -> Section:
    """The section in which a change by itself is told."""
    return SECTION_OF_ROW[row_of_change(dataset, change)]


def told_since(evidence_to: PartialDate | None, today: date) -> date:
    """The day after which the page of changes tells: the eve of the first of MONTHS_SHOWN months,
    of which the last is the one up to which we looked, or this one where nobody has.
    """
    last = min(evidence_to.latest, today) if evidence_to else today
    month = last.year * 12 + last.month - MONTHS_SHOWN
    return _first_of(month) - timedelta(days=1)


@dataclass(frozen=True)
class MonthColumn:
    """A month, by its first day and the last that is told, or several into which nobody has looked,
    from the first day of the first; and how many groups it has in each row. `looked_to` is the day
    up to which it was looked into, None where it was not.
    """

    first: date
    last: date
    counts: Mapping[Row, int]
    looked_to: date | None

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing but what we wrote of our own words."""
        return not any(count for row, count in self.counts.items() if row != "other")


def month_columns(
    dataset: Dataset,
    groups: Sequence[ChangeGroup],
    since: date,
    today: date,
    evidence_to: PartialDate | None,
) -> tuple[MonthColumn, ...]:
    """The months after a day up to today, oldest first. Those into which nobody has looked stand
    together.
    """
    first = since + timedelta(days=1)
    columns = []
    while first <= today:
        month = first.year * 12 + first.month
        is_looked = evidence_to is not None and first <= evidence_to.latest
        last = min(_first_of(month) - timedelta(days=1), today) if is_looked else today
        counts = Counter(
            row_of(dataset, group)
            for group in groups
            if first <= group.day <= last and group.kind != "first-findings"
        )
        looked_to = min(evidence_to.latest, last) if evidence_to and is_looked else None
        columns.append(MonthColumn(first, last, counts, looked_to))
        first = last + timedelta(days=1)
    return tuple(columns)


def _first_of(month: int) -> date:
    """The first day of a month, counted from year 0: that of January 2026 is 2026 * 12."""
    return date(month // 12, month % 12 + 1, 1)


@dataclass(frozen=True)
class DatesCome:
    """What was to come after a day, has a date that has come, and was not seen: starts and ends of
    the law, promises, and other steps of measures; each by its date.
    """

    starts: tuple[ExpectedStage, ...]
    promises: tuple[CommitmentProgress, ...]
    steps: tuple[ExpectedStage, ...]

    @property
    def count(self) -> int:
        """How many of them are promises or steps."""
        return len(self.promises) + len(self.steps)


def dates_come(facts: Facts, since: date) -> DatesCome:
    """What was to come after a day and by today, and was not seen."""
    vocabulary = facts.dataset.vocabulary
    law = {*vocabulary.commencing_stages, *vocabulary.ending_stages}
    stages = [each for each in facts.expected_stages if each.passed and each.date.latest > since]
    return DatesCome(
        starts=tuple(each for each in stages if each.stage.stage in law),
        promises=tuple(
            progress
            for progress in facts.commitments
            if progress.state in ("overdue", "unchecked")
            and progress.due
            and progress.due.latest > since
        ),
        steps=tuple(each for each in stages if each.stage.stage not in law),
    )
