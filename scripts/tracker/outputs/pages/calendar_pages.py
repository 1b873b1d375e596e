"""The calendar: promises by where they stand, and the steps of measures that were announced. Where
they are too many for a page, it has the first of each section, and each has a page of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts
from tracker.derive.unseen_starts import UnseenStart
from tracker.outputs.charts import due_chart
from tracker.outputs.context import Page
from tracker.outputs.pagination import ListOnPage, fit_one_page, list_on_page, paginate
from tracker.schema.dates import PartialDate
from tracker.schema.records import Recommendation
from tracker.text.overview_sentences import CalendarSection, calendar_heading
from tracker.text.phrases import MONTHS

PATH = "calendar/"
MAX_DATES = 100
"""How many rows a page of one section has at the most: each has several lines."""
FIRST_DATES = 10
"""How many rows of each section the calendar has, where all are too many for it."""

Part = Callable[[Any], tuple[str, str]]


@dataclass(frozen=True)
class _Section:
    """A section of the calendar: its rows, and by what they are divided where they are too many."""

    name: CalendarSection
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
        path = lists[section.name].path
        if path:
            yield from _section_pages(facts, page, section, path)


def _sections(facts: Facts) -> list[_Section]:
    commitments, stages, unseen = facts.commitments, facts.expected_stages, facts.unseen_starts
    by_due = (_year_of_due, _month_of_due)
    by_report = (partial(_report, facts),)
    by_date = (_year_of_stage, _month_of_stage)
    return [
        _Section("overdue", [p for p in commitments if p.state == "overdue"], by_due),
        _Section("unchecked", [p for p in commitments if p.state == "unchecked"], by_due),
        _Section("due", [p for p in commitments if p.state == "due"], by_due),
        _Section("moved", [p for p in commitments if p.slips], by_due),
        _Section("expected", [each for each in stages if not each.passed], by_date),
        _Section("check", [each for each in stages if each.passed], by_date),
        _Section("unseen", [each for each in unseen if each.is_made], by_report),
        _Section("unseen-in-law", [each for each in unseen if not each.is_made], by_report),
        _Section("undated", [p for p in commitments if p.state == "undated"], by_report),
        _Section("undone", [p for p in commitments if p.state == "undone"], by_due),
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


def _section_pages(facts: Facts, calendar: Page, section: _Section, path: str) -> Iterator[Page]:
    """The page of all rows of a section, by year and month, or by report; those of each part, where
    they are too many for it.
    """
    heading = calendar_heading(facts.dataset, section.name)
    page = Page(
        path=path,
        template="calendar_section.html",
        title=f"{calendar.title}: {heading}",
        description=f"{heading}: all {len(section.rows)}.",
        values=partial(dict, name=section.name),
        trail=((calendar.title, calendar.path),),
        last_modified=calendar.last_modified,
        searchable=False,
    )
    yield from paginate(page, "rows", section.rows, *section.parts, most=MAX_DATES)


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


def _report(facts: Facts, row: CommitmentProgress | UnseenStart) -> tuple[str, str]:
    recommendation: Recommendation = (
        row.assessment.recommendation if isinstance(row, UnseenStart) else row.recommendation
    )
    return recommendation.report, facts.dataset.reports[recommendation.report].short
