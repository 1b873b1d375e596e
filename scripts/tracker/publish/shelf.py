"""The pages of sources: by publisher, under the first letter of its name."""

from collections import Counter
from collections.abc import Iterator

from tracker.derive.facts import Facts
from tracker.derive.shelf import Held, shelf_of
from tracker.publish.address import shown_at
from tracker.publish.names import plain
from tracker.publish.page import Page

Publisher = tuple[str, tuple[Held, ...]]


def sources(facts: Facts) -> Iterator[Page]:
    """The index of publishers, and a page for each letter with what rests on each source."""
    shelf = shelf_of(facts.tracker)
    counted = Counter(grade for _, held in shelf for source in held for grade in source.grades)
    yield Page(
        path="sources/",
        template="sources.html",
        title="Sources",
        description="Every source that the record cites, by publisher, with its grade and "
        "what rests on it.",
        values={
            "by_grade": {grade: counted[grade] for grade in facts.tracker.vocabulary.grades},
            "publishers": [(name, _anchor(name), _path(name), len(held)) for name, held in shelf],
        },
        changed=facts.newest,
        searchable=False,
    )
    letters: dict[str, list[Publisher]] = {}
    for publisher in shelf:
        letters.setdefault(_path(publisher[0]), []).append(publisher)
    yield from (_letter(facts, path, letters[path]) for path in sorted(letters))


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


def _path(publisher: str) -> str:
    """The page that a publisher stands on: `sources/p/`; `sources/0/` where no letter begins it."""
    first = plain(publisher)[:1]
    return f"sources/{first if first.isalpha() else '0'}/"


def _anchor(publisher: str) -> str:
    return plain(publisher).replace(" ", "-") or "publisher"


def _uses(facts: Facts, source: Held) -> list[tuple[str, str]]:
    return [shown_at(facts.tracker, record) for record in source.records]
