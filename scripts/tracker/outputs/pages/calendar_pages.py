"""The calendar: promises by where they stand, and the steps of measures that were announced. Where
they are too many for a page, it has the first of each section, and each has a page of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress, DueState
from tracker.derive.facts import Facts
from tracker.derive.unseen_starts import UnseenStart
from tracker.outputs.charts import due_chart
from tracker.outputs.context import Page
from tracker.outputs.pages.list_pages import ListKind, list_pages, report_part
from tracker.outputs.pagination import ListOnPage, fit_one_page, list_on_page
from tracker.schema.dates import PartialDate
from tracker.text.overview_sentences import CalendarSection, calendar_heading
from tracker.text.phrases import MONTHS

PATH = "calendar/"
FIRST_DATES = 10
"""How many rows of each section the calendar has, where all are too many for it."""

Part = Callable[[Any], tuple[str, str]]


@dataclass(frozen=True)
class _Section:
    """A section of the calendar: what its rows are, these, and by what they are divided where they
    are too many.
    """

    name: CalendarSection
    kind: ListKind
    rows: Sequence[CommitmentProgress] | Sequence[ExpectedStage] | Sequence[UnseenStart]
    parts: tuple[Part, ...]


def calendar_pages(facts: Facts) -> Iterator[Page]:
    """The calendar, and the pages of its sections, where all rows are too many for one."""
    sections = _sections(facts)
    is_divided = not fit_one_page([row for section in sections for row in section.rows])
    lists = {
        section.name: list_on_page(section.rows, f"{PATH}{section.name}/", FIRST_DATES, is_divided)
        for section in sections
    }
    page = _calendar_page(facts, lists)
    yield page
    for section in sections:
        heading = calendar_heading(facts.dataset, section.name)
        yield from list_pages(page, lists[section.name], section.kind, heading, *section.parts)


def _sections(facts: Facts) -> list[_Section]:
    commitments, stages, unseen = facts.commitments, facts.expected_stages, facts.unseen_starts
    by_due = (_year_of_due, _month_of_due)
    by_report = (partial(report_part, facts),)
    by_date = (_year_of_stage, _month_of_stage)

    def in_state(state: DueState) -> list[CommitmentProgress]:
        return [progress for progress in commitments if progress.state == state]

    def seen(*, is_made: bool) -> list[UnseenStart]:
        return [each for each in unseen if each.is_made is is_made]

    return [
        _Section("overdue", "promises", in_state("overdue"), by_due),
        _Section("unchecked", "promises", in_state("unchecked"), by_due),
        _Section("due", "promises", in_state("due"), by_due),
        _Section("moved", "promises", [p for p in commitments if p.slips], by_due),
        _Section("expected", "steps", [each for each in stages if not each.passed], by_date),
        _Section("check", "steps", [each for each in stages if each.passed], by_date),
        _Section("unseen", "unseen", seen(is_made=True), by_report),
        _Section("unseen-in-law", "unseen", seen(is_made=False), by_report),
        _Section("undated", "promises", in_state("undated"), by_report),
        _Section("undone", "promises", in_state("undone"), by_due),
    ]


def _calendar_page(facts: Facts, lists: dict[CalendarSection, ListOnPage[Any]]) -> Page:
    return Page(
        path=PATH,
        template="calendar.html",
        title="Calendar",
        description="What is due next, what is overdue, what was moved, and what has no date.",
        values=lambda: {
            "lists": lists,
            "headings": {name: calendar_heading(facts.dataset, name) for name in lists},
            "chart": due_chart(facts.commitments, facts.evidence_to, facts.today),
        },
        last_modified=facts.last_modified(
            (progress.recommendation for progress in facts.commitments),
            facts.developments,
            facts.dataset.measures.values(),
        ),
        facets={"kind": "Calendar"},
        names=(
            "Calendar",
            "due dates",
            "what is due",
            "overdue",
            "deadlines",
            "promises",
            "slipped",
        ),
    )


def _year_of_due(progress: CommitmentProgress) -> tuple[str, str]:
    return _year(progress.due)


def _month_of_due(progress: CommitmentProgress) -> tuple[str, str]:
    return _month(progress.due)


def _year_of_stage(stage: ExpectedStage) -> tuple[str, str]:
    return _year(stage.date)


def _month_of_stage(stage: ExpectedStage) -> tuple[str, str]:
    return _month(stage.date)


def _year(day: PartialDate | None) -> tuple[str, str]:
    """The year of the last day that a date can mean."""
    return (str(day.latest.year),) * 2 if day else ("undated", "Without a date")


def _month(day: PartialDate | None) -> tuple[str, str]:
    return (
        (f"{day.latest:%m}", MONTHS[day.latest.month - 1]) if day else ("undated", "Without a date")
    )
