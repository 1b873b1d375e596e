"""Long lists on several pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from tracker.outputs.context import Page
from tracker.outputs.search_names import normalise_words

MAX_ROWS = 200
"""How many rows a page may have. A page of 5,000 blocks a phone for seconds."""

Row = TypeVar("Row")


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

    if len(rows) <= MAX_ROWS:
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


def by_letter(name: str) -> tuple[str, str]:
    """The part of an alphabetical list to which a name belongs: `('b', 'B')`, or `('0', '0 to 9')`
    where it does not begin with a letter.
    """
    first = normalise_words(name)[:1] or "0"
    return (first, first.upper()) if first.isalpha() else ("0", "0 to 9")
