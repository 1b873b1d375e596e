"""Long lists: on several pages, or in ranges of letters."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from tracker.derive.indexes import neighbours
from tracker.outputs.context import Page
from tracker.outputs.search_names import normalise_words
from tracker.schema.dates import PartialDate
from tracker.schema.records import Development
from tracker.text.phrases import MONTHS

MAX_ROWS = 200
"""How many rows a page may have. A page of 5,000 blocks a phone for seconds."""

Row = TypeVar("Row")


class Dated(Protocol):
    """What has a date."""

    @property
    def date(self) -> PartialDate:
        """Its date."""


def fit_one_page(rows: Sized, most: int | None = None) -> bool:
    """Whether a page may have so many rows: MAX_ROWS, or `most`."""
    return len(rows) <= (MAX_ROWS if most is None else most)


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
    *parts: Callable[[Row], tuple[str, str]],
    show: Callable[[Sequence[Row]], Any] = tuple,
    most: int | None = None,
) -> Iterator[Page]:
    """A page whose value `name` is the rows of a list, and whose value `parts` is empty. Where
    there are more than MAX_ROWS, or than `most`, it has the parts of the list instead, (title,
    path, count) each, and each part is a page below it.

    Each of `parts` gives the part of the list to which a row belongs: the last step of its path,
    and its title. A part that is too long is divided by the next of them, and where there is none,
    into pages that are numbered. `show` gives what the template is given of the rows of a page.
    """

    def values(
        rows_of_page: Sequence[Row], links: Sequence[tuple[str, str, int]]
    ) -> dict[str, Any]:
        return {**page.values(), name: show(rows_of_page), "parts": links}

    if fit_one_page(rows, most):
        yield replace(page, values=partial(values, rows, ()))
        return
    groups = _parts_of(rows, parts, most)
    links = [(title, f"{page.path}{step}/", len(group)) for step, title, group in groups]
    yield replace(page, values=partial(values, (), links))
    pages = [(title, path) for title, path, _ in links]
    for (title, path), around, (_, _, rows_of_part) in zip(
        pages, neighbours(pages), groups, strict=True
    ):
        part_page = replace(
            page,
            path=path,
            title=f"{page.title}: {title}",
            trail=(*page.trail, (page.title, page.path)),
            neighbours=around,
            names=(),
            card=None,
            anchors=None,
        )
        yield from paginate(part_page, name, rows_of_part, *parts[1:], show=show, most=most)


def divide(
    path: str,
    rows: Sequence[Row],
    *parts: Callable[[Row], tuple[str, str]],
    most: int | None = None,
) -> Iterator[tuple[str, Sequence[Row]]]:
    """The path of each page on which `paginate` shows rows of a list at a path, and these."""
    if fit_one_page(rows, most):
        yield path, rows
        return
    for step, _, rows_of_part in _parts_of(rows, parts, most):
        yield from divide(f"{path}{step}/", rows_of_part, *parts[1:], most=most)


def _parts_of(
    rows: Sequence[Row], parts: Sequence[Callable[[Row], tuple[str, str]]], most: int | None
) -> list[tuple[str, str, tuple[Row, ...]]]:
    """The parts of a list that is too long, by the first of some ways to divide it."""
    return _in_parts(rows, parts[0]) if parts else _numbered(rows, most or MAX_ROWS)


def _in_parts(
    rows: Sequence[Row], part: Callable[[Row], tuple[str, str]]
) -> list[tuple[str, str, tuple[Row, ...]]]:
    """The rows of each part of a list, with the last step of its path and its title."""
    by_part: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_part.setdefault(part(row), []).append(row)
    return [(step, title, tuple(of_part)) for (step, title), of_part in by_part.items()]


def _numbered(rows: Sequence[Row], most: int) -> list[tuple[str, str, tuple[Row, ...]]]:
    """The same of parts of so many rows each: the second has the title `101 to 200`."""
    return [
        (str(number), f"{start + 1:,} to {start + len(part):,}", part)
        for number, start in enumerate(range(0, len(rows), most), start=1)
        if (part := tuple(rows[start : start + most]))
    ]


@dataclass(frozen=True)
class ListOnPage(Generic[Row]):
    """A list in a section of a page: all its rows, those that the page shows, and the path of the
    page that has all of them; None where the page itself does.
    """

    every: tuple[Row, ...]
    shown: tuple[Row, ...]
    path: str | None = None


def list_on_page(rows: Iterable[Row], path: str, most: int, is_divided: bool) -> ListOnPage[Row]:
    """A list of a page. Where the page is divided, and the list has more than so many rows, it has
    the first of them, and there is a page of all at a path.
    """
    every = tuple(rows)
    if is_divided and len(every) > most:
        return ListOnPage(every, every[:most], path)
    return ListOnPage(every, every)


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
    years_of = [
        (str(year), tuple(of_year))
        for year, of_year in groupby(developments, key=lambda each: each.date.earliest.year)
    ]
    paths = [f"{page.path}events/{year}/" for year, _ in years_of]
    counts = [(year, path, len(rows)) for path, (year, rows) in zip(paths, years_of, strict=True)]
    yield replace(page, values=partial(values, counts))
    links = neighbours([(year, path) for year, path, _ in counts])
    for path, around, (year, of_year) in zip(paths, links, years_of, strict=True):
        part = Page(
            path=path,
            template="events_of_year.html",
            title=f"{page.title}: events of {year}",
            description=f"What happened in {year}, newest first.",
            trail=(*page.trail, (page.title, page.path)),
            neighbours=around,
            day=of_year[0].date.earliest,
            last_modified=page.last_modified,
            searchable=False,
        )
        yield from paginate(part, "developments", of_year, by_month)


def by_year(dated: Dated) -> tuple[str, str]:
    """The part of a list to which what has a date belongs: `('2026', '2026')`."""
    return (str(dated.date.earliest.year),) * 2


def by_month(dated: Dated) -> tuple[str, str]:
    """The part of a year to which what has a date belongs: `('03', 'March')`."""
    return f"{dated.date.earliest:%m}", MONTHS[dated.date.earliest.month - 1]


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
