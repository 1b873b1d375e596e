"""The pages of the bibliography: the index of publishers, and every source with the records that
cite it, on pages by the first letter of its publisher. A publisher of more sources than a page may
have leads to pages of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from textwrap import shorten
from typing import Any

from tracker.derive.bibliography import BibliographyEntry, bibliography
from tracker.derive.facts import Facts
from tracker.derive.indexes import neighbours
from tracker.outputs.context import Page
from tracker.outputs.pagination import by_letter, letter_ranges
from tracker.outputs.search_names import normalise_words
from tracker.schema.fields import Record
from tracker.schema.records import Implication
from tracker.text.names import title_and_path
from tracker.text.point_sentences import point_action
from tracker.text.source_sentences import publisher_name

PublisherEntries = tuple[str, tuple[BibliographyEntry, ...]]
"""A publisher, and the sources that it has published."""
MAX_SOURCES = 100
"""How many sources a page has at the most, so that it comes quickly: each has a long address."""
MAX_CITING = 30
"""How many of the records that cite it a source names."""
WIDTH_OF_TITLE = 40
"""How many letters of a title name the first and the last source of a page."""
PUBLISHERS_OF_A_RANGE = 25
"""How many publishers a range of letters has at the least, in which their list folds."""


@dataclass(frozen=True)
class ListedPublisher:
    """A publisher in the list of all: where its sources stand, how many they are, and which grades
    they have.
    """

    name: str
    path: str
    count: int
    grades: tuple[str, ...]


def bibliography_pages(facts: Facts) -> Iterator[Page]:
    """The index of publishers, and the pages of their sources."""
    publishers = bibliography(facts.dataset, publisher_name)
    publishers_by_path = _publishers_by_path(publishers)
    grade_counts = Counter(
        grade for _, entries in publishers for entry in entries for grade in entry.grades
    )
    publishers_in_list = [
        ListedPublisher(name, f"{path}#{_publisher_anchor(name)}", len(entries), _grades(entries))
        for path, publishers_of_page in publishers_by_path.items()
        for name, entries in publishers_of_page
    ]
    yield Page(
        path="sources/",
        template="sources.html",
        title="Sources",
        description="Every source that the record cites, by publisher, with its grade and what "
        "rests on it.",
        values=lambda: {
            "grade_counts": {id: grade_counts[id] for id in facts.dataset.vocabulary.grades},
            "publishers": publishers_in_list,
            "ranges": letter_ranges(
                publishers_in_list, lambda publisher: publisher.name, PUBLISHERS_OF_A_RANGE
            ),
        },
        day=facts.newest,
        last_modified=facts.last_modified(),
        searchable=False,
    )
    for path, publishers_of_page in publishers_by_path.items():
        letter = _publisher_letter(publishers_of_page[0])
        others = [
            (name, f"{other}#{_publisher_anchor(name)}", _publisher_anchor(name))
            for other, publishers_of_other in publishers_by_path.items()
            if other != path and _publisher_letter(publishers_of_other[0]) == letter
            for name, _ in publishers_of_other
        ]
        yield from _letter_pages(facts, path, publishers_of_page, others)


def _letter_pages(
    facts: Facts,
    path: str,
    publishers: Sequence[PublisherEntries],
    others: Sequence[tuple[str, str, str]],
) -> Iterator[Page]:
    """The page of some publishers of a letter; of its others the name, where their sources stand,
    and the anchor under which somebody may look for them here: once more publishers have come, a
    publisher may stand on the next page. Of a publisher that has too many sources for a page, it
    has the pages of them, by title.
    """
    letter = path.rstrip("/").rpartition("/")[2].upper()
    page = Page(
        path=path,
        template="sources_letter.html",
        title=f"Sources: {letter}",
        description=f"Sources of the publishers under {letter}.",
        trail=(("Sources", "sources/"),),
        searchable=False,
    )
    name, entries = publishers[0]
    if len(entries) <= MAX_SOURCES:
        yield replace(page, values=partial(_letter_values, facts, publishers, others))
        return
    parts = [
        (f"{path}{number}/", entries[first : first + MAX_SOURCES])
        for number, first in enumerate(range(0, len(entries), MAX_SOURCES), start=1)
    ]
    links = [(_span_of(entries), path, len(entries)) for path, entries in parts]
    whole: list[PublisherEntries] = [(name, ())]
    yield replace(page, values=partial(_letter_values, facts, whole, others, links))
    between = neighbours([(title, path) for title, path, _ in links])
    for number, (around, (path_of_part, entries_of_part)) in enumerate(
        zip(between, parts, strict=True), start=1
    ):
        yield replace(
            page,
            path=path_of_part,
            title=f"{page.title}: {name}, {number} of {len(parts)}",
            trail=(*page.trail, (page.title, path)),
            neighbours=around,
            values=partial(_letter_values, facts, [(name, entries_of_part)], ()),
        )


def _letter_values(
    facts: Facts,
    publishers: Sequence[PublisherEntries],
    others: Sequence[tuple[str, str, str]],
    parts: Sequence[tuple[str, str, int]] = (),
) -> dict[str, Any]:
    return {
        "others": others,
        "parts": parts,
        "count": sum(len(entries) for _, entries in publishers),
        "grades": [grade for _, entries in publishers for grade in _grades(entries)],
        "publishers": [
            (
                name,
                _publisher_anchor(name),
                [(entry, _citing_records(facts, entry)) for entry in entries],
            )
            for name, entries in publishers
        ],
    }


def _span_of(entries: Sequence[BibliographyEntry]) -> str:
    """From which title to which some sources are: `Annual report … to Business plan`."""
    first, last = (
        shorten(entries[at].source.title, WIDTH_OF_TITLE, placeholder=" …") for at in (0, -1)
    )
    return f"{first} to {last}"


def _publishers_by_path(
    publishers: Iterable[PublisherEntries],
) -> dict[str, list[PublisherEntries]]:
    """The publishers of each page by its path: `sources/p/`, `sources/0/` for names that do not
    begin with a letter, `sources/p-2/` once a page is full. The sources of a publisher stand
    together; one that has too many for a page has the page alone.
    """
    by_path: dict[str, list[PublisherEntries]] = {}
    for letter, publishers_of_letter in groupby(publishers, key=_publisher_letter):
        number, rows = 1, 0
        for publisher in publishers_of_letter:
            rows += len(publisher[1])
            if rows > MAX_SOURCES and rows > len(publisher[1]):
                number, rows = number + 1, len(publisher[1])
            path = f"sources/{letter}/" if number == 1 else f"sources/{letter}-{number}/"
            by_path.setdefault(path, []).append(publisher)
    return by_path


def _publisher_letter(publisher: PublisherEntries) -> str:
    return by_letter(publisher[0])[0]


def _publisher_anchor(name: str) -> str:
    return normalise_words(name).replace(" ", "-") or "publisher"


def _grades(entries: Iterable[BibliographyEntry]) -> tuple[str, ...]:
    """The grades that some sources have, each once."""
    return tuple(dict.fromkeys(grade for entry in entries for grade in entry.grades))


def _citing_records(facts: Facts, entry: BibliographyEntry) -> list[tuple[str, str]]:
    """The first of the records that cite a source, each with its path; of what an audience must do
    the first sentence is enough to find it by.
    """
    return [_name_and_path(facts, record) for record in entry.records[:MAX_CITING]]


def _name_and_path(facts: Facts, record: Record) -> tuple[str, str]:
    title, path = title_and_path(facts.dataset, record)
    return (point_action(record) if isinstance(record, Implication) else title), path
