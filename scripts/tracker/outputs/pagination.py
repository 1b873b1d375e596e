"""Long lists: on several pages, or in ranges of letters."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any, Generic, TypeVar

from tracker.outputs.context import Page
from tracker.outputs.search_names import normalise_words
from tracker.schema.records import Development
from tracker.text.phrases import MONTHS

MAX_ROWS = 200
"""How many rows a page may have. A page of 5,000 blocks a phone for seconds."""

Row = TypeVar("Row")


def fit_one_page(rows: Sized) -> bool:
    """Whether a page may have so many rows."""
    return len(rows) <= MAX_ROWS


@dataclass(frozen=True)
class LetterRange(Generic[Row]):
    """Letters beside each other, and the rows of each: its title is `A to C`, or `D`."""

    title: str
    letters: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all its letters."""
        return tuple(row for _, rows in self.letters for row in rows)


def paginate(
    page: Page,
    name: str,
    rows: Sequence[Row],
    part: Callable[[Row], tuple[str, str]],
    show: Callable[[Sequence[Row]], Sequence[Any]] = tuple,
) -> Iterator[Page]:
    """A page whose value `name` is the rows of a list, and whose value `parts` is empty. Where
    there are more than MAX_ROWS, it has the parts of the list instead, (title, path, count) each,
    and each part is a page below it.

    `part` gives the part of a row: the last step of its path, and its title. Rows of one part are
    next to each other. `show` gives what the template is given of the rows of a page.
    """

    def values(
        rows_of_page: Sequence[Row], parts: Sequence[tuple[str, str, int]]
    ) -> dict[str, Any]:
        return {**page.values(), name: show(rows_of_page), "parts": parts}

    if fit_one_page(rows):
        yield replace(page, values=partial(values, rows, ()))
        return
    groups = [(key, tuple(rows_of_part)) for key, rows_of_part in groupby(rows, key=part)]
    parts = [(title, f"{page.path}{step}/", len(group)) for (step, title), group in groups]
    yield replace(page, values=partial(values, (), parts))
    for (title, path, _), (_, rows_of_part) in zip(parts, groups, strict=True):
        yield replace(
            page,
            path=path,
            title=f"{page.title}: {title}",
            values=partial(values, rows_of_part, ()),
            trail=(*page.trail, (page.title, page.path)),
        )


def divide_events(page: Page, developments: Sequence[Development]) -> Iterator[Page]:
    """A page of a subject that lists its developments, newest first, whose value `years` is empty.
    Where they are more than MAX_ROWS, it has the years of them, (title, path, count) each, to stand
    in the place of all but the newest, and each year is a page below it.
    """

    def values(years: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
        return {**page.values(), "years": years}

    if fit_one_page(developments):
        yield replace(page, values=partial(values, ()))
        return
    by_year = [
        (str(year), tuple(of_year))
        for year, of_year in groupby(developments, key=lambda each: each.date.earliest.year)
    ]
    paths = [f"{page.path}events/{year}/" for year, _ in by_year]
    counts = [(year, path, len(rows)) for path, (year, rows) in zip(paths, by_year, strict=True)]
    yield replace(page, values=partial(values, counts))
    for path, (year, of_year) in zip(paths, by_year, strict=True):
        part = Page(
            path=path,
            template="events_of_year.html",
            title=f"{page.title}: events of {year}",
            description=f"What happened in {year}, newest first.",
            trail=(*page.trail, (page.title, page.path)),
            day=of_year[0].date.earliest,
            last_modified=page.last_modified,
            searchable=False,
        )
        yield from paginate(part, "developments", of_year, by_month)


def by_month(development: Development) -> tuple[str, str]:
    """The part of a year to which a development belongs: `('03', 'March')`."""
    return f"{development.date.earliest:%m}", MONTHS[development.date.earliest.month - 1]


def by_letter(name: str) -> tuple[str, str]:
    """The part of an alphabetical list to which a name belongs: `('b', 'B')`, or `('0', '0 to 9')`
    where it does not begin with a letter.
    """
    first = normalise_words(name)[:1] or "0"
    return (first, first.upper()) if first.isalpha() else ("0", "0 to 9")


def letter_ranges(
    rows: Iterable[Row], name: Callable[[Row], str], at_least: int
) -> list[LetterRange[Row]]:
    """An alphabetical list in ranges of letters of at least so many rows each. Where the last
    letters have fewer, they belong to the range before them.
    """
    groups = groupby(rows, key=lambda row: by_letter(name(row))[0])
    ranges: list[list[tuple[str, tuple[Row, ...]]]] = [[]]
    for letter, group in groups:
        if sum(len(rows) for _, rows in ranges[-1]) >= at_least:
            ranges.append([])
        ranges[-1].append((letter, tuple(group)))
    if len(ranges) > 1 and sum(len(rows) for _, rows in ranges[-1]) < at_least:
        ranges[-2:] = [ranges[-2] + ranges[-1]]
    return [LetterRange(_range_title(letters), tuple(letters)) for letters in ranges if letters]


def _range_title(letters: Sequence[tuple[str, object]]) -> str:
    first, last = letters[0][0].upper(), letters[-1][0].upper()
    return first if first == last else f"{first} to {last}"
