"""What exporters share: what they give (`Page` and `Route`, the entries of a site's table, and
`Alternate`), the context that they are given, and the interface that each of them has. It
imports none of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeVar
from uuid import UUID, uuid5

from tracker.derive.change_groups import ChangeGroup, group_changes
from tracker.derive.change_subjects import ChangeSubjects, index_audiences, subjects_of
from tracker.derive.changes import Change, list_changes
from tracker.derive.facts import Facts
from tracker.derive.quarters import Quarter, list_quarters
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate


@dataclass(frozen=True)
class Card:
    """The texts of the picture that a shared link shows: `kicker` is the line above the title. Then
    the id of a status with its label and its share, or a `summary`; and the date to which evidence
    was searched. Where no label is given, it is that of the status; `short_label` stands where
    there is no room for it.
    """

    kicker: str
    title: str
    status: str | None = None
    share: str = ""
    evidence_to: PartialDate | None = None
    summary: str = ""
    label: str = ""
    short_label: str = ""


@dataclass(frozen=True)
class Alternate:
    """Another form of a page's content, which the page links to: a feed, a calendar, its data.

    `page` is the path of the page, `type` the media type, `title` what a reader sees, `path` that
    of the file, from the site's root.
    """

    page: str
    type: str
    title: str
    path: str


PageLink = tuple[str, str] | None
"""The title and the path of another page, if there is one."""


@dataclass(frozen=True)
class Page:
    """A page before it is made: its path, its title, its template, and the function that gives the
    template's values, which is called when the page is made and not before.

    `path` is relative to the site's root and ends with a slash (`""` is the home page). `trail` is
    the (title, path) of each page above it, without the home page. `source` is the file of the
    record that it shows, in the data directory. `day` is that of the newest thing on it, and
    `last_modified` the day on which what it shows was last written, for the sitemap.
    `facets` are the values that search shows beside a result, among them its `state` and its date;
    search sorts a page by its day only where it shows a state. `filters` those by which it narrows,
    of which a page may have many of one name, and `names` the words by which a reader may search
    for exactly this page.
    `about` is what the page is about, in the terms of schema.org. A page without a card of its own
    has the home page's; the function that gives one is called when its picture is drawn.
    `alternates` are the other forms of the page, which `site.py` fills in. `neighbours` are the
    pages before and after it, where it is one of a row: by date, by number, or of a long list.
    `anchors` gives the ids of the entries of its list that stand on pages below it, by the paths of
    these, where a list is so long that it is divided.
    `is_indexed` is whether search engines may list it, `has_contents` whether its parts are listed
    beside it where it is long. One that only leads on has in `moved_to` the
    path of where to.
    """

    path: str
    template: str
    title: str
    description: str
    values: Callable[[], Mapping[str, Any]] = dict
    trail: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    day: date | None = None
    last_modified: date | None = None
    facets: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    searchable: bool = True
    about: Mapping[str, Any] = field(default_factory=dict)
    card: Callable[[], Card] | None = None
    alternates: tuple[Alternate, ...] = ()
    neighbours: tuple[PageLink, PageLink] | None = None
    anchors: Callable[[], Mapping[str, Sequence[str]]] | None = None
    is_indexed: bool = True
    has_contents: bool = True
    moved_to: str | None = None

    @property
    def leads_to(self) -> str | None:
        """Where it leads to, as a relative reference; None where it stays."""
        return relative_url(self.moved_to, self.path) if self.moved_to else None


def relative_url(target: str, page: str) -> str:
    """The relative reference from a page to a target, both paths from the site's root, so that the
    site works at any address: `../../bodies/home-office/`.

    A fragment stays: `method/labels/#passed`. To the page itself it is the fragment alone, or `./`.
    """
    path, hash_, fragment = target.partition("#")
    if path == page and fragment:
        return f"#{fragment}"
    common = _common_folder(path, page)
    relative = f"{'../' * page.count('/', common)}{path[common:]}" or "./"
    return f"{relative}{hash_}{fragment}"


def _common_folder(path: str, page: str) -> int:
    """How long the path is of the folder in which two are, with its slash."""
    common = 0
    for a, b in zip(path.split("/")[:-1], page.split("/")[:-1], strict=False):
        if a != b:
            break
        common += len(a) + 1
    return common


T = TypeVar("T")


@dataclass(frozen=True)
class Templated:
    """The content of a file as a template and the template's values."""

    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Route:
    """A file that is no page: its path from the site's root, and the function that makes its
    content, which is called when the file is written or asked for.
    """

    path: str
    make: Callable[[], str | bytes | Templated]


@dataclass(frozen=True)
class PageRoute:
    """A page of which only the path is known until it is asked for, or all are listed: then `give`
    gives it.
    """

    path: str
    give: Callable[[], Page]


@dataclass(frozen=True)
class PageGroup:
    """Pages that are listed when one of them is asked for: there is one at `path`, and the paths of
    the others begin with it.
    """

    path: str
    pages: Callable[[], Iterable[Page]]


PageEntry = Page | PageRoute | PageGroup
"""A page, or several, in what an exporter lists."""


def listed_pages(entries: Iterable[PageEntry]) -> Iterator[Page]:
    """Every page that some entries stand for, in their order."""
    for entry in entries:
        match entry:
            case PageRoute():
                yield entry.give()
            case PageGroup():
                yield from entry.pages()
            case Page():
                yield entry


@dataclass(frozen=True)
class BuildContext:
    """What every exporter is given. `address` is that of the site, with a slash at the end;
    `report_pdfs` is whether this build makes a PDF of each progress report, `pictures` whether it
    draws cards; `alternates` are the other forms of each page by its path, empty until every
    exporter has given its own.
    """

    facts: Facts
    today: date
    address: str
    report_pdfs: bool = False
    pictures: bool = True
    alternates: Mapping[str, tuple[Alternate, ...]] = field(default_factory=dict)
    _cache: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def dataset(self) -> Dataset:
        """The dataset that the facts were derived from."""
        return self.facts.dataset

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change that the dataset implies, newest first."""
        return self.once(_changes)

    @property
    def change_groups(self) -> tuple[ChangeGroup, ...]:
        """Every change in the groups in which pages and feeds tell it, newest first."""
        return self.once(_change_groups)

    @property
    def change_subjects(self) -> Mapping[str, ChangeSubjects]:
        """What each change is about, by its id."""
        return self.once(_change_subjects)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Each quarter since the first report was published, oldest first."""
        return self.once(_quarters)

    def once(self, compute: Callable[["BuildContext"], T]) -> T:
        """The value of `compute` for this context, which is called once and then remembered."""
        if compute not in self._cache:
            self._cache[compute] = compute(self)
        value: T = self._cache[compute]
        return value

    def called_once(self, make: Callable[[], T]) -> Callable[[], T]:
        """`make`, as a function that calls it once and then remembers what it gave: for what more
        than one file shows. Where what each file reads is noted, each has read what `make` read.
        """
        return cache(make)

    def named(self, name: str, table: Mapping[str, T]) -> Mapping[str, T]:
        """A table that pages read beside the facts, by a name of its own. Where what each page
        reads is noted (`reads.py`), so is what it reads of the table.
        """
        return table

    def url(self, path: str) -> str:
        """The absolute address of a page or a file, for what is read away from the site."""
        return f"{self.address}{path}"


def _changes(context: BuildContext) -> tuple[Change, ...]:
    return list_changes(context.dataset)


def _change_groups(context: BuildContext) -> tuple[ChangeGroup, ...]:
    return group_changes(context.changes)


def _change_subjects(context: BuildContext) -> Mapping[str, ChangeSubjects]:
    dataset = context.dataset
    audiences = index_audiences(dataset)
    return {c.id: subjects_of(dataset, c, audiences) for c in context.changes}


def _quarters(context: BuildContext) -> tuple[Quarter, ...]:
    return tuple(list_quarters(context.dataset, context.changes, context.today))


def _nothing(*_: object) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Exporter:
    """One kind of output by its name: its pages, the other forms that it adds to pages, and its
    files. `alternates` of all exporters are called first, then `pages`, then `routes`, which are
    given the pages of all. None of the three makes anything: they list what can be made. A page
    that costs something to list, or one of many, is listed by its path alone.
    """

    name: str
    pages: Callable[[BuildContext], Iterable[PageEntry]] = _nothing
    alternates: Callable[[BuildContext], Iterable[Alternate]] = _nothing
    routes: Callable[[BuildContext, Sequence[Page]], Iterable[Route]] = _nothing


UUID_NAMESPACE = UUID("6d0b3f0e-5c1f-4d0a-9b63-2f1f0a7c4e58")
"""The namespace of this site's ids (RFC 9562, version 5). With another, every feed reader and
calendar would show every entry as new.
"""


def stable_uuid(name: str) -> UUID:
    """The UUID of a name such as `developments/2024-11-law`: the same in every build."""
    return uuid5(UUID_NAMESPACE, name)
