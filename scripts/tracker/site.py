"""The one composition: a data directory and a day → the site's pages and files, and every
problem.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.derive.facts import derive
from tracker.problem import Problem
from tracker.publish.names import name_files, words_json
from tracker.publish.pages import pages
from tracker.record.load import load
from tracker.record.tracker import Tracker
from tracker.render.cards import cards
from tracker.render.engine import Rendered, document, render
from tracker.rules import check


@dataclass(frozen=True)
class Site:
    """What a data directory becomes. With a problem there are no pages and no
    files.

    `files` are what is not a page, by their path from the site's root.
    """

    tracker: Tracker
    problems: tuple[Problem, ...]
    pages: tuple[Rendered, ...] = ()
    files: tuple[tuple[str, str | bytes], ...] = ()
    checked_at_source: bool = False


def problems_of(data: Path, today: date) -> tuple[Tracker, tuple[Problem, ...]]:
    """The record in a directory and every problem that reading and checking it finds, in order of
    place.
    """
    tracker, problems = load(data)
    return tracker, tuple(sorted((*problems, *check(tracker, today))))


def build(data: Path, today: date) -> Site:
    """The site that a data directory makes on a day: the same input gives the same bytes."""
    tracker, problems = problems_of(data, today)
    if problems:
        return Site(tracker, problems)
    facts = derive(tracker, today)
    made = pages(facts)
    names = name_files(made, tracker.vocabulary.glossary)
    return Site(
        tracker=tracker,
        problems=problems,
        pages=render(facts, made),
        files=(*names, ("search/words.json", words_json(made)), *cards(tracker, made)),
        checked_at_source=facts.checked_at_source,
    )


def written(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every file of a site by its path from the root, each page as the document that any builder
    can take.
    """
    for rendered in site.pages:
        yield f"{rendered.page.path}index.html", document(rendered, site.tracker.site).encode()
    for name, content in site.files:
        yield name, content.encode() if isinstance(content, str) else content
