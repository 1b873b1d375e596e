"""The pages at the addresses of records that are no longer here: one that was withdrawn says when
and why and nothing else, and one that was moved leads to where it is now.
"""

from collections.abc import Iterable, Iterator

from tracker.derive.facts import Facts
from tracker.load.dataset import Dataset
from tracker.load.pruning import Withdrawn
from tracker.outputs.context import BuildContext, Exporter, Page, Route
from tracker.schema.records import KINDS
from tracker.schema.stubs import MovedStub
from tracker.schema.vocabularies import PAGE_FOLDERS
from tracker.text.names import path_of, title_and_path

_KINDS_WITH_PAGES = {kind.folder: kind.one for kind in KINDS if kind.folder in PAGE_FOLDERS}


def stub_pages(facts: Facts) -> Iterator[Page]:
    """A page for each record that was withdrawn or moved and had a page of its own."""
    for withdrawn in facts.dataset.hidden.values():
        if withdrawn.folder in _KINDS_WITH_PAGES:
            yield _withdrawn_page(withdrawn)
    for address, stub in facts.dataset.moved.items():
        folder, _, id = address.partition("/")
        if folder in _KINDS_WITH_PAGES:
            yield _moved_page(facts.dataset, folder, id, stub)


def _trail(folder: str) -> tuple[tuple[str, str], ...]:
    return ((folder.capitalize(), f"{folder}/"),)


def _withdrawn_page(withdrawn: Withdrawn) -> Page:
    one = _KINDS_WITH_PAGES[withdrawn.folder]
    return Page(
        path=path_of(withdrawn.folder, withdrawn.id),
        template="withdrawn.html",
        title=f"This {one} was withdrawn",
        description=f"A {one} that stood here was taken off this site.",
        values=lambda: {"withdrawn": withdrawn, "one": one},
        trail=_trail(withdrawn.folder),
        searchable=False,
        is_indexed=False,
    )


def _moved_page(dataset: Dataset, folder: str, id: str, stub: MovedStub) -> Page:
    one = _KINDS_WITH_PAGES[folder]
    index = getattr(dataset, folder)
    places = [title_and_path(dataset, index[target]) for target in stub.moved_to]
    return Page(
        path=path_of(folder, id),
        template="moved.html",
        title=f"This {one} has moved",
        description=f"The {one} that stood here has another address.",
        values=lambda: {"places": places, "one": one},
        trail=_trail(folder),
        searchable=False,
        is_indexed=len(places) == 1,
        moved_to=places[0][1] if len(places) == 1 else None,
    )


_FOLLOWED = {"feeds": ("atom", "json"), "calendar": ("ics",)}
"""The folders of what people subscribe to, with the endings of its files."""


def moved_routes(dataset: Dataset, routes: Iterable[Route]) -> Iterator[Route]:
    """The feeds and the calendar of each record that was moved to one other, among some routes, at
    its old address too: who follows it follows the other.
    """
    by_path = {route.path: route for route in routes}
    for address, stub in dataset.moved.items():
        folder, _, id = address.partition("/")
        for root, suffixes in _FOLLOWED.items() if len(stub.moved_to) == 1 else ():
            for suffix in suffixes:
                route = by_path.get(f"{root}/{folder}/{stub.moved_to[0]}.{suffix}")
                if route:
                    yield Route(f"{root}/{folder}/{id}.{suffix}", route.make)


def pages(context: BuildContext) -> Iterator[Page]:
    """The pages of the stubs."""
    return stub_pages(context.facts)


EXPORTER = Exporter("stubs", pages=pages)
