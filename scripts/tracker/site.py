"""The one composition: a data directory and a day → the site's pages and files, and every
problem.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from tracker.derive.facts import derive
from tracker.derive.indexes import group
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.outputs import as_of_files, calendars, cards, embeds, search_names
from tracker.outputs.context import Alternate, BuildContext, Exporter, Page
from tracker.outputs.data import downloads
from tracker.outputs.feeds import feeds
from tracker.outputs.pages import change_log, overview, progress_reports, subscriptions
from tracker.problems import Problem
from tracker.render.engine import RenderedPage, document, render, render_file
from tracker.rules import check


@dataclass(frozen=True)
class BuiltSite:
    """The site of a data directory. With a problem there are no pages and no files.

    `files` are the outputs that are not pages, by their path from the site's root; `address` is the
    address at which it will be published, with a slash at the end.
    """

    dataset: Dataset
    problems: tuple[Problem, ...]
    address: str
    pages: tuple[RenderedPage, ...] = ()
    files: tuple[tuple[str, str | bytes], ...] = ()
    checked_at_source: bool = False


def problems_of(directory: Path, today: date) -> tuple[Dataset, tuple[Problem, ...]]:
    """The dataset in a directory and every problem that loading and checking it finds, in order of
    place.
    """
    dataset, problems = load(directory)
    return dataset, tuple(sorted((*problems, *check(dataset, today))))


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
)
"""Every output, one line an exporter. Where many pages have a name, search lists them in this
order.
"""

LOCAL_ADDRESS = "http://127.0.0.1:8000/"
"""The address of a site that has none of its own: that of a preview."""


def with_address(dataset: Dataset, address: str | None, repository: str | None) -> Dataset:
    """The dataset with an address and a repository in place of those of site.yaml, where they are
    given.
    """
    fields = {"address": address, "repository": repository}
    update = {name: value for name, value in fields.items() if value}
    return replace(dataset, site=dataset.site.model_copy(update=update))


def address_of(dataset: Dataset) -> str:
    """The address at which a site will be published, with one slash at the end."""
    return f"{(dataset.site.address or LOCAL_ADDRESS).rstrip('/')}/"


def build(
    directory: Path,
    today: date,
    address: str | None = None,
    *,
    repository: str | None = None,
    report_pdfs: bool = False,
    pictures: bool = True,
) -> BuiltSite:
    """The site of a data directory on a day: the same input gives the same bytes.

    `address` and `repository` go before those of site.yaml. With `report_pdfs`, pages of progress
    reports lead to PDFs, which are printed from the built site. Without `pictures`, the cards that
    shared links show are not drawn, for a preview is not shared.
    """
    dataset, problems = problems_of(directory, today)
    dataset = with_address(dataset, address, repository)
    site_address = address_of(dataset)
    if problems:
        return BuiltSite(dataset, problems, site_address)
    context = BuildContext(derive(dataset, today), today, site_address, report_pdfs, pictures)
    context = replace(context, alternates=alternates_of(context))
    pages = pages_of(context)
    return BuiltSite(
        dataset=dataset,
        problems=problems,
        address=site_address,
        pages=render(context, pages),
        files=tuple(
            (name, render_file(content))
            for exporter in EXPORTERS
            for name, content in exporter.files(context, pages)
        ),
        checked_at_source=context.facts.checked_at_source,
    )


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


def site_files(site: BuiltSite) -> Iterator[tuple[str, bytes]]:
    """Every file of a site by its path from the root, as bytes; each page as a whole HTML document,
    without any theme.
    """
    for rendered in site.pages:
        html = document(rendered, site.dataset.site.name, site.address)
        yield f"{rendered.page.path}index.html", html.encode()
    for name, content in site.files:
        yield name, content.encode() if isinstance(content, str) else content
