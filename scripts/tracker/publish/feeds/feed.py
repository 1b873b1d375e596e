"""A feed and its entries before they are written."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.publish.feeds import passages
from tracker.publish.feeds.passages import Block
from tracker.publish.identity import stable_uuid
from tracker.record.model import Site

RIGHTS = "Data under CC BY 4.0"


def timestamp(day: date) -> str:
    """A day as both formats write a time (RFC 3339): its first second."""
    return f"{day.isoformat()}T00:00:00Z"


def feed_author(site: Site) -> str:
    """Who answers for what the feeds say."""
    return site.publisher or site.name


@dataclass(frozen=True)
class Entry:
    """One item of a feed, the same in each that holds it.

    `name` is what its id is made of, `address` the whole address of its page, `published` the first
    day that its date can mean. `tags` are its kind and its topics, (id, label) each.
    """

    name: str
    title: str
    address: str
    published: date
    updated: date
    tags: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]

    @cached_property
    def id(self) -> str:
        """Its id, in every format."""
        return stable_uuid(self.name).urn

    @cached_property
    def html(self) -> str:
        """What it says, as HTML."""
        return passages.blocks_html(self.blocks)

    @cached_property
    def text(self) -> str:
        """What it says, as plain text."""
        return passages.blocks_text(self.blocks)


@dataclass(frozen=True)
class Feed:
    """What can be subscribed to: `name` is its place below `feeds/`, `page` the path of the page
    that it follows. `since` is its day for as long as nothing is in it. Entries stand newest first.
    """

    name: str
    title: str
    description: str
    page: str
    since: date
    entries: tuple[Entry, ...] = ()

    @property
    def id(self) -> str:
        """Its id; a JSON Feed has none besides its address."""
        return stable_uuid(f"feeds/{self.name}").urn

    @property
    def updated(self) -> date:
        """The day of its newest entry."""
        return max((entry.updated for entry in self.entries), default=self.since)

    def path(self, ending: str) -> str:
        """Where it is in one of its formats, from the site's root."""
        return f"feeds/{self.name}.{ending}"
