"""The pages of sources: by publisher, under the first letter of its name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.derive.facts import Facts
from tracker.derive.shelf import Held, shelf_of
from tracker.publish.address import shown_at
from tracker.publish.divided import MOST, by_letter
from tracker.publish.names import plain
from tracker.publish.page import Page

Publisher = tuple[str, tuple[Held, ...]]


def sources(facts: Facts) -> Iterator[Page]:
    """The index of publishers, and a page for each letter with what rests on each source."""
    shelf = shelf_of(facts.tracker)
    shelves = _shelves(shelf)
    counted = Counter(grade for _, held in shelf for source in held for grade in source.grades)
    yield Page(
        path="sources/",
        template="sources.html",
        title="Sources",
        description="Every source that the record cites, by publisher, with its grade and "
        "what rests on it.",
        values={
            "by_grade": {grade: counted[grade] for grade in facts.tracker.vocabulary.grades},
            "publishers": [
                (name, _anchor(name), path, len(held))
                for path, group in shelves.items()
                for name, held in group
            ],
        },
        changed=facts.newest,
        searchable=False,
    )
    yield from (_letter(facts, path, group) for path, group in shelves.items())


def _letter(facts: Facts, path: str, group: list[Publisher]) -> Page:
    letter = path.rstrip("/").rpartition("/")[2].upper()
    return Page(
        path=path,
        template="shelf.html",
        title=f"Sources: {letter}",
        description=f"Sources of the publishers under {letter}.",
        values={
            "count": sum(len(held) for _, held in group),
            "shelf": [
                (name, _anchor(name), [(source, _uses(facts, source)) for source in held])
                for name, held in group
            ],
        },
        trail=(("Sources", "sources/"),),
        searchable=False,
    )


def _shelves(shelf: Iterable[Publisher]) -> dict[str, list[Publisher]]:
    """The publishers of each page by its path: `sources/p/`, `sources/0/` where no letter begins
    the name, `sources/p-2/` once a page is full. A publisher is never cut in two.
    """
    shelves: dict[str, list[Publisher]] = {}
    for letter, found in groupby(shelf, key=lambda publisher: by_letter(publisher[0])[0]):
        number, rows = 1, 0
        for publisher in found:
            rows += len(publisher[1])
            if rows > MOST and rows > len(publisher[1]):
                number, rows = number + 1, len(publisher[1])
            path = f"sources/{letter}/" if number == 1 else f"sources/{letter}-{number}/"
            shelves.setdefault(path, []).append(publisher)
    return shelves


def _anchor(publisher: str) -> str:
    return plain(publisher).replace(" ", "-") or "publisher"


def _uses(facts: Facts, source: Held) -> list[tuple[str, str]]:
    return [shown_at(facts.tracker, record) for record in source.records]
