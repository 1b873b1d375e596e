"""The one composition: a data directory and a day → the table of the site's routes, and every
problem.
"""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from tracker.checking import address_of, problems_of, with_address
from tracker.derive.facts import Facts, derive
from tracker.derive.indexes import group
from tracker.load.dataset import Dataset
from tracker.outputs import as_of_files, calendars, cards, embeds, search_names
from tracker.outputs.context import Alternate, BuildContext, Exporter, Page, Route
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


@dataclass(frozen=True)
class RouteTable:
    """The site of a data directory: `pages` by their paths, and `files`, which are all that is no
    page, by theirs. With a problem both are empty.

    Nothing is made before it is asked for, and what is asked for is made without the others.
    `address` is the address at which the site will be published, with a slash at the end.
    """

    dataset: Dataset
    problems: tuple[Problem, ...]
    address: str
    context: BuildContext | None = None
    pages: Mapping[str, Page] = field(default_factory=dict)
    files: Mapping[str, Route] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What was derived from the dataset. There are none with a problem."""
        assert self.context, "a site with problems has no facts"
        return self.context.facts

    @cached_property
    def _renderer(self) -> PageRenderer:
        assert self.context, "a site with problems has no pages"
        printed = (
            alternate.path
            for alternate in chain.from_iterable(self.context.alternates.values())
            if alternate.type == progress_reports.PDF_TYPE
        )
        files = ChainMap(dict.fromkeys(printed), self.files)  # type: ignore[arg-type]  # only read
        return PageRenderer(self.context, self.pages.values(), files)

    def html(self, path: str) -> str:
        """The finished HTML of the main landmark of the page at a path."""
        return self._renderer.html(self.pages[path])

    def handwritten(self, text: str, folder: Path) -> str:
        """The Markdown of a page written by hand, filled in from the dataset. It may extend a page
        of a folder. Raises BrokenPageError.
        """
        return self._renderer.handwritten(text, folder)

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
) -> RouteTable:
    """The routes of the site of a data directory on a day: the same input gives the same bytes.

    `address` and `repository` go before those of site.yaml. With `report_pdfs`, pages of progress
    reports lead to PDFs, which are printed from the built site. Without `pictures`, the cards that
    shared links show are not drawn, for a preview is not shared.
    """
    dataset, problems = problems_of(directory, today)
    dataset = with_address(dataset, address, repository)
    if problems:
        return RouteTable(dataset, problems, address_of(dataset))
    return route_dataset(dataset, today, report_pdfs=report_pdfs, pictures=pictures)


def route_dataset(
    dataset: Dataset, today: date, *, report_pdfs: bool = False, pictures: bool = True
) -> RouteTable:
    """The routes of the site of a dataset that has no problem, as `route_site` gives them. Raises
    DuplicateRouteError where two exporters give one path.
    """
    table = route_pages(dataset, today, report_pdfs=report_pdfs, pictures=pictures)
    assert table.context, "a dataset without problems has a context"
    routes = list(_routes(table.context, tuple(table.pages.values())))
    _refuse_duplicates([*(f"{p}index.html" for p in table.pages), *(r.path for r in routes)])
    return replace(table, files={route.path: route for route in routes})


def route_pages(
    dataset: Dataset, today: date, *, report_pdfs: bool = False, pictures: bool = True
) -> RouteTable:
    """The same for a preview: its files are listed when the first of them is asked for."""
    address = address_of(dataset)
    context = BuildContext(derive(dataset, today), today, address, report_pdfs, pictures)
    context = replace(context, alternates=alternates_of(context))
    pages = pages_of(context)
    _refuse_duplicates([f"{page.path}index.html" for page in pages])
    return RouteTable(
        dataset=dataset,
        problems=(),
        address=address,
        context=context,
        pages={page.path: page for page in pages},
        files=_ListedLater(partial(_routes, context, pages)),
    )


def _refuse_duplicates(paths: Sequence[str]) -> None:
    if len(set(paths)) < len(paths):
        twice = sorted({path for path in paths if paths.count(path) > 1})
        raise DuplicateRouteError(f"two routes have the path '{twice[0]}'")


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
    pages = chain.from_iterable(exporter.pages(context) for exporter in EXPORTERS)
    return tuple(replace(page, alternates=context.alternates.get(page.path, ())) for page in pages)


def site_files(table: RouteTable) -> Iterator[tuple[str, bytes]]:
    """Every file of a site by its path from the root, each made when it is reached."""
    for path in table.paths():
        yield path, table.file(path)
