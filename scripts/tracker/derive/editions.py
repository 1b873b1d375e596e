"""The editions of documents: what stands at one address at different times."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from tracker.load.dataset import Dataset
from tracker.schema.fields import Record, Source
from tracker.schema.normal_text import compared
from tracker.schema.traversal import FieldPath, normalise_url

Item = TypeVar("Item")
Use = tuple[Record, FieldPath, Source]
"""A source as a record cites it: the record, the path in it, the source."""


def editions(dataset: Dataset) -> Iterator[tuple[Use, ...]]:
    """Every edition that the record cites, as the uses of it; the editions of one address stand
    together.
    """
    by_address: dict[str, list[Use]] = {}
    for use in dataset.cited_sources:
        by_address.setdefault(normalise_url(use[2].url), []).append(use)
    for uses in by_address.values():
        yield from _editions_at_one_address(uses)


def _editions_at_one_address(uses: Iterable[Use]) -> Iterator[tuple[Use, ...]]:
    """The editions among the uses of one address. A use without a date is of the edition that has
    its title, or else of the first.
    """
    found: list[list[Use]] = []
    for use in sorted(uses, key=lambda use: use[2].published is None):
        same = [edition for edition in found if may_be_one_edition(edition[0][2], use[2])]
        title = compared(use[2].title)
        titled = [edition for edition in same if compared(edition[0][2].title) == title]
        if edition := next(iter((*titled, *same)), None):
            edition.append(use)
        else:
            found.append([use])
    return map(tuple, found)


def by_edition(uses: Iterable[Item], source_of: Callable[[Item], Source]) -> list[list[Item]]:
    """Some uses of sources, by what each cites; those together that may be of one edition with the
    first of them, in the order of the first.
    """
    at_address: dict[str, list[list[Item]]] = {}
    found: list[list[Item]] = []
    for use in uses:
        source = source_of(use)
        editions = at_address.setdefault(normalise_url(source.url), [])
        same = [each for each in editions if may_be_one_edition(source_of(each[0]), source)]
        if same:
            same[0].append(use)
        else:
            editions.append([use])
            found.append(editions[-1])
    return found


def may_be_one_edition(one: Source, other: Source) -> bool:
    """Whether two sources at one address may be the same edition: they are two only where each
    bears the date of its publication, and these have no day in common.
    """
    if not one.published or not other.published:
        return True
    first, second = one.published, other.published
    return first.earliest <= second.latest and second.earliest <= first.latest
