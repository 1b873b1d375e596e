"""What an edit touches: the record at two commits, or on two days, compared and told in words."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.checking import datasets_between, problems_of, with_address
from tracker.derive.change_groups import group_changes
from tracker.derive.change_sections import DatesCome, dates_come
from tracker.derive.changes import list_changes
from tracker.derive.comparison import compare_facts
from tracker.derive.facts import derive
from tracker.load.commits import branch_point
from tracker.load.dataset import Dataset
from tracker.problems import quoted
from tracker.render.engine import render_comparison
from tracker.rules.due_looks import due_looks, new_looks
from tracker.text.comparison_sentences import ToldComparison, tell_comparison, tell_span
from tracker.text.phrases import pluralise


class CannotBeComparedError(Exception):
    """Why nothing can be compared, as a sentence."""


@dataclass(frozen=True)
class Span:
    """The two ends of a comparison, as they were given: commits or days. `later` is empty for what
    is there now; `from_branch_point` is whether the earlier is where the two went apart.
    """

    earlier: str
    later: str
    from_branch_point: bool = False

    @property
    def days(self) -> tuple[str, str] | None:
        """Both ends, where they are days."""
        ends = self.earlier, self.later
        return ends if _DAY.fullmatch(ends[0]) and _DAY.fullmatch(ends[1] or ends[0]) else None


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_OTHERWISE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}/\d{1,2}/\d{1,2}|\d{4}-\d{1,2}")
"""A day or month that no commit is called by, and that is not written as a day is."""
_SPAN = re.compile(r"(?P<earlier>[^.].*?)(?:(?P<dots>\.{2,3})(?P<later>[^.].*)?)?")
_EXPECTED = (
    "write two commits, `main..HEAD`, or one for what changed since, `main..`; `main...HEAD` "
    "begins where they went apart; or two days, `2026-03-31..2026-06-30`"
)


def parse_span(text: str) -> Span:
    """The ends of a comparison: `main..HEAD`, `main..`, `main...HEAD`, `2026-03-31..2026-06-30`.

    Raises CannotBeComparedError.
    """
    match = _SPAN.fullmatch(text)
    if not match:
        raise CannotBeComparedError(f"{quoted(text)} has no two ends; {_EXPECTED}")
    span = Span(match["earlier"], match["later"] or "", match["dots"] == "...")
    ends = [end for end in (span.earlier, span.later) if end]
    if others := [end for end in ends if _DAY_OTHERWISE.fullmatch(end)]:
        message = f"{quoted(others[0])} is neither a commit nor a day as it is written"
        raise CannotBeComparedError(f"{message}; {_EXPECTED}")
    if len(ends) == 2 and len({bool(_DAY.fullmatch(end)) for end in ends}) == 2:
        raise CannotBeComparedError(f"{quoted(text)} has one day and one commit; {_EXPECTED}")
    return span


def tell_changes(data: Path, text: str, today: date, address: str | None, form: str) -> str:
    """What differs between the ends of a span in a data directory, in a form that
    `render_comparison` knows. `address` goes before that of site.yaml.

    Raises CannotBeComparedError and, of commits, UnreadableCommitError.
    """
    span = parse_span(text)
    if span.days:
        told, dataset = _between_days(data, *span.days, today)
    else:
        told, dataset = _between_commits(data, span, today)
    root = with_address(dataset, address, None).site.address
    return render_comparison(told, form, f"{root.rstrip('/')}/" if root else None)


def _between_commits(data: Path, span: Span, today: date) -> tuple[ToldComparison, Dataset]:
    """What differs between two commits, or a commit and what is there now."""
    start = span.earlier
    if span.from_branch_point:
        start = branch_point(data, span.earlier, span.later or "HEAD")
    was, now = datasets_between(data, start, span.later or None)
    earlier, later = derive(was, today), derive(now, today)
    looks = new_looks(due_looks(was, earlier), due_looks(now, later))
    ends = f"{span.earlier} and {span.later}" if span.later else f"{span.earlier} and now"
    title = f"What changed between {ends}"
    return tell_comparison(earlier, later, compare_facts(earlier, later), looks, title), now


def _between_days(data: Path, since: str, to: str, today: date) -> tuple[ToldComparison, Dataset]:
    """What changed after a day and by another, as the page of changes tells it."""
    first, last = _day(since), _day(to) if to else today
    if last > today:
        raise CannotBeComparedError(f"{quoted(last)} has not come; today is {today}")
    if first > last:
        raise CannotBeComparedError(
            f"{quoted(first)} is after {quoted(last)}; the earlier day comes first"
        )
    dataset, problems = problems_of(data, today)
    if problems:
        count = pluralise(len(problems), "problem")
        message = f"the record has {count}; `tracker check` lists them all; mend them first"
        raise CannotBeComparedError(f"{message}: {problems[0]}")
    facts = derive(dataset, today)
    groups = [
        group for group in group_changes(list_changes(facts.dataset)) if first < group.day <= last
    ]
    come = _come_by(dates_come(facts, first), last)
    return tell_span(facts, groups, come, first, last), dataset


def _come_by(come: DatesCome, last: date) -> DatesCome:
    """Of dates that have come, those that had by a day."""
    return DatesCome(
        tuple(each for each in come.starts if each.date.latest <= last),
        tuple(each for each in come.promises if each.due and each.due.latest <= last),
        tuple(each for each in come.steps if each.date.latest <= last),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CannotBeComparedError(f"{quoted(text)} is no day of the calendar") from None
