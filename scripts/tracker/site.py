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
class Site:
    """What a data directory becomes. With a problem there are no pages and no
    files.

    `files` are what is not a page, by their path from the site's root; `address` is where it will
    stand, with a slash at the end.
    """

    dataset: Dataset
    problems: tuple[Problem, ...]
    address: str
    pages: tuple[RenderedPage, ...] = ()
    files: tuple[tuple[str, str | bytes], ...] = ()
    checked_at_source: bool = False


def problems_of(directory: Path, today: date) -> tuple[Dataset, tuple[Problem, ...]]:
    """The record in a directory and every problem that reading and checking it finds, in order of
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
"""Everything that is made of the record, one line an exporter. Where many pages have a name, search
shows them in this order.
"""

LOCAL_ADDRESS = "http://127.0.0.1:8000/"
"""Where a site without an address is looked at."""


def with_address(dataset: Dataset, address: str | None, repository: str | None) -> Dataset:
    """The record of a site whose address and repository are given: that goes before what site.yaml
    says of them.
    """
    given = {"address": address, "repository": repository}
    stated = {name: value for name, value in given.items() if value}
    return replace(dataset, site=dataset.site.model_copy(update=stated))


def address_of(dataset: Dataset) -> str:
    """Where a site will stand, with one slash at the end: every part of a build asks here."""
    return f"{(dataset.site.address or LOCAL_ADDRESS).rstrip('/')}/"


def build(
    directory: Path,
    today: date,
    address: str | None = None,
    *,
    repository: str | None = None,
    papers: bool = False,
    pictures: bool = True,
) -> Site:
    """The site that a data directory makes on a day: the same input gives the same bytes.

    `address` and `repository` are those of this build, if they are not what the record gives. With
    `papers`, its pages lead to PDFs that are made of them afterwards. Without `pictures`, the cards
    that shared links show are not drawn, as nobody shares a preview.
    """
    dataset, problems = problems_of(directory, today)
    dataset = with_address(dataset, address, repository)
    where = address_of(dataset)
    if problems:
        return Site(dataset, problems, where)
    context = BuildContext(derive(dataset, today), today, where, papers, pictures)
    context = replace(context, alternates=alternates_of(context))
    pages = pages_of(context)
    return Site(
        dataset=dataset,
        problems=problems,
        address=where,
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
    alternates = [form for exporter in EXPORTERS for form in exporter.alternates(context)]
    return group((form.page, form) for form in alternates)


def pages_of(context: BuildContext) -> tuple[Page, ...]:
    """The pages of every exporter, each with its other forms."""
    pages = chain.from_iterable(exporter.pages(context) for exporter in EXPORTERS)
    return tuple(replace(page, alternates=context.alternates.get(page.path, ())) for page in pages)


def site_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every file of a site by its path from the root, each page as the document that any builder
    can take.
    """
    for rendered in site.pages:
        whole = document(rendered, site.dataset.site.name, site.address)
        yield f"{rendered.page.path}index.html", whole.encode()
    for name, content in site.files:
        yield name, content.encode() if isinstance(content, str) else content
