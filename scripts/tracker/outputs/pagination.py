"""Lists that would be too long for one page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from tracker.outputs.context import Page
from tracker.outputs.search_names import normalise_words

MAX_ROWS = 200
"""How many rows a page may have: one of 5,000 blocks a phone for seconds."""

Row = TypeVar("Row")


def paginate(
    page: Page, name: str, items: Sequence[Row], part: Callable[[Row], tuple[str, str]]
) -> Iterator[Page]:
    """A page that lists items under `values[name]`, and under `values["parts"]` nothing. Where it
    would be longer than MOST, it lists its parts instead, (title, path, count) each, and each part
    is a page below it.

    `part` gives an item's part: its last step in the address, and its title. Items of one part
    stand together.
    """
    if len(items) <= MAX_ROWS:
        yield replace(page, values={**page.values, name: items, "parts": ()})
        return
    groups = [(key, tuple(rows)) for key, rows in groupby(items, key=part)]
    parts = [(title, f"{page.path}{step}/", len(rows)) for (step, title), rows in groups]
    yield replace(page, values={**page.values, name: (), "parts": parts})
    for (title, path, _), (_, rows) in zip(parts, groups, strict=True):
        yield replace(
            page,
            path=path,
            title=f"{page.title}: {title}",
            values={**page.values, name: rows, "parts": ()},
            trail=(*page.trail, (page.title, page.path)),
        )


def by_letter(name: str) -> tuple[str, str]:
    """The part of a list in the order of the alphabet that a name stands in: `('b', 'B')`."""
    first = normalise_words(name)[:1] or "0"
    return (first, first.upper()) if first.isalpha() else ("0", "0 to 9")
