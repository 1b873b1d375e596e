"""The pages of sources: by publisher, under the first letter of its name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.derive.facts import Facts
from tracker.derive.shelf import BibliographyEntry, bibliography
from tracker.publish.address import title_and_path
from tracker.publish.divided import MAX_ROWS, by_letter
from tracker.publish.names import normalise_words
from tracker.publish.page import Page

Publisher = tuple[str, tuple[BibliographyEntry, ...]]


def source_pages(facts: Facts) -> Iterator[Page]:
    """The index of publishers, and a page for each letter with what rests on each source."""
    shelf = bibliography(facts.dataset)
    shelves = _pages_by_letter(shelf)
    counted = Counter(grade for _, held in shelf for source in held for grade in source.grades)
    yield Page(
        path="sources/",
        template="sources.html",
        title="Sources",
        description="Every source that the record cites, by publisher, with its grade and "
        "what rests on it.",
        values={
            "by_grade": {grade: counted[grade] for grade in facts.dataset.vocabulary.grades},
            "publishers": [
                (name, _publisher_anchor(name), path, len(held))
                for path, group in shelves.items()
                for name, held in group
            ],
        },
        changed=facts.newest,
        searchable=False,
    )
    yield from (_letter_page(facts, path, group) for path, group in shelves.items())


def _letter_page(facts: Facts, path: str, group: list[Publisher]) -> Page:
    letter = path.rstrip("/").rpartition("/")[2].upper()
    return Page(
        path=path,
        template="shelf.html",
        title=f"Sources: {letter}",
        description=f"Sources of the publishers under {letter}.",
        values={
            "count": sum(len(held) for _, held in group),
            "shelf": [
                (
                    name,
                    _publisher_anchor(name),
                    [(source, _citing_records(facts, source)) for source in held],
                )
                for name, held in group
            ],
        },
        trail=(("Sources", "sources/"),),
        searchable=False,
    )


def _pages_by_letter(shelf: Iterable[Publisher]) -> dict[str, list[Publisher]]:
    """The publishers of each page by its path: `sources/p/`, `sources/0/` where no letter begins
    the name, `sources/p-2/` once a page is full. A publisher is never cut in two.
    """
    shelves: dict[str, list[Publisher]] = {}
    for letter, found in groupby(shelf, key=lambda publisher: by_letter(publisher[0])[0]):
        number, rows = 1, 0
        for publisher in found:
            rows += len(publisher[1])
            if rows > MAX_ROWS and rows > len(publisher[1]):
                number, rows = number + 1, len(publisher[1])
            path = f"sources/{letter}/" if number == 1 else f"sources/{letter}-{number}/"
            shelves.setdefault(path, []).append(publisher)
    return shelves


def _publisher_anchor(publisher: str) -> str:
    return normalise_words(publisher).replace(" ", "-") or "publisher"


def _citing_records(facts: Facts, source: BibliographyEntry) -> list[tuple[str, str]]:
    return [title_and_path(facts.dataset, record) for record in source.records]
