"""What exporters share: a page before it is rendered, the context that they are given, and the form
that each of them has. It imports none of them.
"""

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid5

from tracker.derive.changes import Change, list_changes
from tracker.derive.facts import Facts
from tracker.derive.quarters import Quarter, list_quarters
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate


@dataclass(frozen=True)
class Card:
    """The picture that a shared link shows, in its words: what kind of page, its title, the label
    (by its id) with its share and the day to which it was looked for, or a line below.
    """

    kicker: str
    title: str
    status: str | None = None
    share: str = ""
    looked_to: PartialDate | None = None
    below: str = ""


@dataclass(frozen=True)
class Alternate:
    """Another form of what a page holds, which the page leads to: a feed, a calendar, its data.

    `page` is the path of the page, `type` the media type, `title` what a reader sees, `path` where
    the form is, from the site's root.
    """

    page: str
    type: str
    title: str
    path: str


@dataclass(frozen=True)
class Page:
    """A page: where it is, what it is called, which template shows it, and the values that the
    template needs.

    `path` is its address from the site's root, with a slash at the end (`""` is the home page).
    `source` is the file of the record that it shows. `facets` are what search shows beside a
    result, `filters` the values by which it narrows, of which a page may have many in one, and
    `names` the words by which somebody may ask for exactly this page.
    `changed` is the day of the newest thing on it. `about` is what the page is about, in the terms
    of schema.org. A page without a card of its own is shared with the home page's.
    `alternates` are the other forms of the page; the composition puts them in.
    """

    path: str
    template: str
    title: str
    description: str
    values: Mapping[str, Any] = field(default_factory=dict)
    trail: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    changed: date | None = None
    facets: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    searchable: bool = True
    about: Mapping[str, Any] = field(default_factory=dict)
    card: Card | None = None
    alternates: tuple[Alternate, ...] = ()


def relative_url(target: str, page: str) -> str:
    """The way from one page to another, so that the site works at any address:
    `../../bodies/home-office/`.

    A fragment stays: `method/labels/#passed`. The way to the page itself is its fragment, or `./`.
    """
    path, hash_, fragment = target.partition("#")
    if path == page and fragment:
        return f"#{fragment}"
    way = posixpath.relpath(f"/{path}", f"/{page}")
    if not path or path.endswith("/"):
        way = "./" if way == "." else f"{way}/"
    return f"{way}{hash_}{fragment}"


T = TypeVar("T")


@dataclass(frozen=True)
class Templated:
    """The content of a file that a template gives, with the values that it needs."""

    template: str
    values: Mapping[str, Any]


File = tuple[str, str | bytes | Templated]
"""A file that is no page: its path from the site's root, and what is in it."""


@dataclass(frozen=True)
class BuildContext:
    """What every exporter is given. `address` is the site's own, with a slash at the end; `papers`
    is whether this build makes a PDF of each progress report, `pictures` whether it draws the cards
    that shared links show; `alternates` are the other forms of each page, by its path, once all
    exporters have named theirs.
    """

    facts: Facts
    today: date
    address: str
    papers: bool = False
    pictures: bool = True
    alternates: Mapping[str, tuple[Alternate, ...]] = field(default_factory=dict)
    _made: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def dataset(self) -> Dataset:
        """The record."""
        return self.facts.dataset

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change that the record implies, newest first."""
        return self.once(_changes)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Each quarter since the first report, oldest first."""
        return self.once(_quarters)

    def once(self, make: Callable[["BuildContext"], T]) -> T:
        """What `make` gives for this context; it is called once, however many exporters ask."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def url(self, path: str) -> str:
        """The whole address of a page or a file, for what is read away from the site."""
        return f"{self.address}{path}"


def _changes(context: BuildContext) -> tuple[Change, ...]:
    return list_changes(context.dataset)


def _quarters(context: BuildContext) -> tuple[Quarter, ...]:
    return tuple(list_quarters(context.dataset, context.changes, context.today))


def _nothing(*_: object) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Exporter:
    """One kind of output, by its name: the other forms of pages that it makes, its pages, and its
    files. Alternates are asked for first, then pages, then files, which may go through all pages.
    """

    name: str
    pages: Callable[[BuildContext], Iterable[Page]] = _nothing
    alternates: Callable[[BuildContext], Iterable[Alternate]] = _nothing
    files: Callable[[BuildContext, Sequence[Page]], Iterable[File]] = _nothing


UUID_NAMESPACE = UUID("6d0b3f0e-5c1f-4d0a-9b63-2f1f0a7c4e58")
"""Ours alone (RFC 9562, version 5). With another, every reader and calendar would show every entry
as new.
"""


def stable_uuid(name: str) -> UUID:
    """The id of what a name such as `developments/2024-11-act` stands for: the same for ever."""
    return uuid5(UUID_NAMESPACE, name)
