"""A page before it is rendered, and the addresses that pages can have."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.record.dates import PartialDate


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
