"""The one composition: a data directory and a day → the table of the site's routes, and every
problem.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

from tracker.checking import address_of, problems_of, with_address
from tracker.derive.facts import Facts, derive
from tracker.derive.indexes import group
from tracker.kept import NOTHING_KEPT, Kept, folder_state
from tracker.load.dataset import Dataset
from tracker.outputs import anchors, as_of_files, calendars, cards, embeds, search_names
from tracker.outputs.context import (
    Alternate,
    BuildContext,
    Exporter,
    Page,
    PageEntry,
    PageGroup,
    Route,
    listed_pages,
)
from tracker.outputs.data import downloads
from tracker.outputs.feeds import feeds
from tracker.outputs.pages import (
    change_log,
    health_pages,
    overview,
    progress_reports,
    stub_pages,
    subscriptions,
)
from tracker.problems import Problem
from tracker.render.engine import PageRenderer, document, render_file
from tracker.reuse.reads import Reads


class DuplicateRouteError(ValueError):
    """Two routes have one path."""


class _ListedLater(Mapping[str, Route]):
    """Routes by their paths, listed when one of them is first asked for."""

    def __init__(self, list_them: Callable[[], Iterator[Route]]) -> None:
        self._list_them = list_them

    @cached_property
    def _routes(self) -> Mapping[str, Route]:
        return {route.path: route for route in self._list_them()}

    def __getitem__(self, path: str) -> Route:
        return self._routes[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._routes)

    def __len__(self) -> int:
        return len(self._routes)


class _PagesListedLater(Mapping[str, Page]):
    """The pages of a context by their paths, each listed when it is asked for."""

    def __init__(self, context: BuildContext) -> None:
        self._context = context
        self._entries = {entry.path: entry for entry in _entries_of(context)}
        self._paths: dict[str, tuple[str, ...]] = {}
        self._pages: dict[str, Page] = {}

    def __getitem__(self, path: str) -> Page:
        if path not in self._pages and (entry := self._entry_of(path)):
            self._list(entry)
        return self._pages[path]

    def __contains__(self, path: object) -> bool:
        if path in self._entries:
            return True
        entry = self._entry_of(path) if isinstance(path, str) else None
        return entry is not None and path in self._list(entry)

    def __iter__(self) -> Iterator[str]:
        for entry in self._entries.values():
            yield from self._list(entry) if isinstance(entry, PageGroup) else (entry.path,)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _entry_of(self, path: str) -> PageEntry | None:
        """The entry that has the page at a path, if there is one."""
        if path in self._entries:
            return self._entries[path]
        folders = [path[: end + 1] for end, sign in enumerate(path) if sign == "/"]
        entries = (self._entries.get(folder) for folder in reversed(folders))
        return next((entry for entry in entries if isinstance(entry, PageGroup)), None)

    def _list(self, entry: PageEntry) -> tuple[str, ...]:
        """Lists the pages of an entry, once, and gives their paths."""
        if entry.path not in self._paths:
            pages = {page.path: page for page in _listed(self._context, [entry])}
            self._pages |= pages
            self._paths[entry.path] = tuple(pages)
        return self._paths[entry.path]


@dataclass(frozen=True, repr=False)  # of one, hundreds of megabytes
class RouteTable:
    """The site of a data directory: `pages` by their paths, and `files`, which are all that is no
    page, by theirs. With a problem both are empty.

    Nothing is made before it is asked for, and what is asked for is made without the others.
    `address` is the address at which the site will be published, with a slash at the end.
    With `reads`, what is read of the record can be noted.
    """

    dataset: Dataset
    problems: tuple[Problem, ...]
    address: str
    context: BuildContext | None = None
    reads: Reads | None = None
    pages: Mapping[str, Page] = field(default_factory=dict)
    files: Mapping[str, Route] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What was derived from the dataset. There are none with a problem."""
        assert self.context, "a site with problems has no facts"
        return self.context.facts

    @cached_property
    def renderer(self) -> PageRenderer:
        """What makes the pages, with all that these share."""
        assert self.context, "a site with problems has no pages"
        alternates = self.context.alternates if self.context.report_pdfs else {}
        printed = (
            alternate.path
            for alternate in chain.from_iterable(alternates.values())
            if alternate.type == progress_reports.PDF_TYPE
        )
        files = ChainMap(dict.fromkeys(printed), self.files)  # type: ignore[arg-type]  # only read
        return PageRenderer(self.context, self.pages, self.context.named("files", files))

    def html(self, path: str) -> str:
        """The finished HTML of the main landmark of the page at a path."""
        return self.renderer.html(self.pages[path])

    def handwritten(self, text: str, folder: Path) -> str:
        """The Markdown of a page written by hand, filled in from the dataset. It may extend a page
        of a folder. Raises BrokenPageError.
        """
        return self.renderer.handwritten(text, folder)

    def content(self, path: str) -> str | bytes:
        """The content of the file at a path that is no page's."""
        return render_file(self.files[path].make())

    def paths(self) -> Iterator[str]:
        """The path of every file of the site, those of pages included: `bodies/x/index.html`."""
        yield from (f"{path}index.html" for path in self.pages)
        yield from self.files

    def file(self, path: str) -> bytes:
        """The file at a path; a page as a whole HTML document, without any theme."""
        if path in self.files:
            content = self.content(path)
        else:
            page = self.pages[path.removesuffix("index.html")]
            content = document(page, self.html(page.path), self.dataset.site, self.address)
        return content.encode() if isinstance(content, str) else content


EXPORTERS: tuple[Exporter, ...] = (
    overview.EXPORTER,
    change_log.EXPORTER,
    progress_reports.EXPORTER,
    as_of_files.EXPORTER,
    feeds.EXPORTER,
    calendars.EXPORTER,
    downloads.EXPORTER,
    embeds.EXPORTER,
    search_names.EXPORTER,
    cards.EXPORTER,
    subscriptions.EXPORTER,
    health_pages.EXPORTER,
    anchors.EXPORTER,
    stub_pages.EXPORTER,
)
"""Every output, one line an exporter. Where many pages have a name, search lists them in this
order.
"""


def route_site(
    directory: Path,
    today: date,
    address: str | None = None,
    *,
    repository: str | None = None,
    report_pdfs: bool = False,
    pictures: bool = True,
    kept: Kept = NOTHING_KEPT,
) -> RouteTable:
    """The routes of the site of a data directory on a day: the same input gives the same bytes.

    `address` and `repository` go before those of site.yaml. With `report_pdfs`, pages of progress
    reports lead to PDFs, which are printed from the built site. Without `pictures`, the cards that
    shared links show are not drawn, for a preview is not shared. Where values are kept, what is
    read of the record can be noted.
    """
    state = folder_state(directory) if kept.folder else None
    dataset, problems = problems_of(directory, today, kept)
    if state and folder_state(directory) != state:
        state = None  # somebody has changed it meanwhile
    dataset = with_address(dataset, address, repository)
    if problems:
        return RouteTable(dataset, problems, address_of(dataset))
    dataset = dataset.without_contents_of_files()
    return route_dataset(dataset, today, report_pdfs=report_pdfs, pictures=pictures, state=state)


def route_dataset(
    dataset: Dataset,
    today: date,
    *,
    report_pdfs: bool = False,
    pictures: bool = True,
    state: bytes | None = None,
) -> RouteTable:
    """The routes of the site of a dataset that has no problem, as `route_site` gives them. With a
    `state`, which stands for the files of the dataset, what is read of it can be noted. Raises
    DuplicateRouteError where two exporters give one path.
    """
    context, reads = _context_of(dataset, today, report_pdfs, pictures), None
    if state:
        reads = Reads(context, state + repr((today, dataset.site, report_pdfs, pictures)).encode())
        context = reads.context
    pages = pages_of(context)
    routes = list(_routes(context, pages))
    paths = [*(f"{page.path}index.html" for page in pages), *(route.path for route in routes)]
    if len(set(paths)) < len(paths):
        twice = sorted({path for path in paths if paths.count(path) > 1})
        raise DuplicateRouteError(f"two routes have the path '{twice[0]}'")
    return RouteTable(
        dataset=dataset,
        problems=(),
        address=context.address,
        context=context,
        reads=reads,
        pages={page.path: page for page in pages},
        files={route.path: route for route in routes},
    )


def route_pages(
    dataset: Dataset, today: date, *, report_pdfs: bool = False, pictures: bool = True
) -> RouteTable:
    """The same for a preview: a page is listed when it is asked for, and files when the first of
    them is.
    """
    context = _context_of(dataset, today, report_pdfs, pictures)
    pages = _PagesListedLater(context)
    return RouteTable(
        dataset=dataset,
        problems=(),
        address=context.address,
        context=context,
        pages=pages,
        files=_ListedLater(lambda: _routes(context, tuple(pages.values()))),
    )


def _context_of(dataset: Dataset, today: date, report_pdfs: bool, pictures: bool) -> BuildContext:
    """What every exporter is given of a dataset."""
    address = address_of(dataset)
    context = BuildContext(derive(dataset, today), today, address, report_pdfs, pictures)
    return replace(context, alternates=alternates_of(context))


def _routes(context: BuildContext, pages: Sequence[Page]) -> Iterator[Route]:
    """The routes of every exporter, and those of files that were moved."""
    routes = [route for exporter in EXPORTERS for route in exporter.routes(context, pages)]
    yield from routes
    yield from stub_pages.moved_routes(context.dataset, routes)


def alternates_of(context: BuildContext) -> Mapping[str, tuple[Alternate, ...]]:
    """The other forms of each page, by its path, in the order of the exporters."""
    return group(
        (alternate.page, alternate)
        for exporter in EXPORTERS
        for alternate in exporter.alternates(context)
    )


def pages_of(context: BuildContext) -> tuple[Page, ...]:
    """The pages of every exporter, each with its other forms."""
    return tuple(_listed(context, _entries_of(context)))


def _entries_of(context: BuildContext) -> Iterator[PageEntry]:
    """What every exporter lists of its pages."""
    return chain.from_iterable(exporter.pages(context) for exporter in EXPORTERS)


def _listed(context: BuildContext, entries: Iterable[PageEntry]) -> Iterator[Page]:
    """The pages of some entries, each with its other forms, and a card that is worked out once, for
    the page and its picture.
    """
    for page in listed_pages(entries):
        yield replace(
            page,
            alternates=context.alternates.get(page.path, ()),
            card=context.called_once(page.card) if page.card else None,
        )


def site_files(table: RouteTable) -> Iterator[tuple[str, bytes]]:
    """Every file of a site by its path from the root, each made when it is reached."""
    for path in table.paths():
        yield path, table.file(path)
