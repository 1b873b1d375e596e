"""The pages of a long list of another page: the section that it stands in has the first of its
rows, and these have all of them.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Literal

from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts
from tracker.derive.status import Assessment
from tracker.derive.unseen_starts import UnseenStart
from tracker.outputs.context import Page
from tracker.outputs.pagination import (
    ListOnPage,
    Row,
    by_letter,
    fit_one_page,
    list_on_page,
    paginate,
)
from tracker.schema.records import Measure

MAX_OF_A_LIST = 100
"""How many rows of a list a page has at the most: each has several lines."""
FIRST_OF_A_LIST = 20
"""How many a section has of a list that is longer."""

ListKind = Literal["recommendations", "promises", "measures", "points", "steps", "unseen"]
"""What the rows of a list are."""

OfRecommendation = Assessment | CommitmentProgress | UnseenStart


def list_in_section(rows: Iterable[Row], path: str) -> ListOnPage[Row]:
    """A list in a section of a page; where it is too long, there is a page of all at a path."""
    every = tuple(rows)
    return list_on_page(every, path, FIRST_OF_A_LIST, not fit_one_page(every, MAX_OF_A_LIST))


def list_pages(
    page: Page,
    rows: ListOnPage[Any],
    kind: ListKind,
    heading: str,
    *parts: Callable[[Any], tuple[str, str]],
) -> Iterator[Page]:
    """The page of all rows of a list of a page, and those into which it is divided by some parts,
    where it is too long; none where the page itself has all of them.
    """
    if rows.path:
        of_list = Page(
            path=rows.path,
            template="list_of_section.html",
            title=f"{page.title}: {heading}",
            description=f"{heading}: all {len(rows.every)}.",
            values=partial(dict, kind=kind),
            trail=(*page.trail, (page.title, page.path)),
            last_modified=page.last_modified,
            searchable=False,
        )
        yield from paginate(of_list, "rows", rows.every, *parts, most=MAX_OF_A_LIST)


def report_part(facts: Facts, row: OfRecommendation) -> tuple[str, str]:
    """The part of a list to which a row belongs that is of a recommendation: its report."""
    of_row = row.assessment if isinstance(row, UnseenStart) else row
    id = of_row.recommendation.report
    return id, facts.dataset.reports[id].short


def measure_part(measure: Measure) -> tuple[str, str]:
    """The part of a list to which a measure belongs: the first letter of its name."""
    return by_letter(measure.name)
