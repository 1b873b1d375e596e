"""A feed as a JSON Feed, version 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterable
from typing import Any

from tracker.publish.edition import Edition
from tracker.publish.feeds.feed import RIGHTS, Entry, Feed, author, moment

TYPE, ENDING = "application/feed+json", "json"
VERSION = "https://jsonfeed.org/version/1.1"


def item(entry: Entry) -> dict[str, Any]:
    """An entry, the same in every feed that holds it."""
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "content_text": entry.text,
        "date_published": moment(entry.published),
        "date_modified": moment(entry.updated),
        "tags": [label for _, label in entry.tags],
    }


def document(edition: Edition, feed: Feed, items: Iterable[dict[str, Any]]) -> str:
    """A feed with its items, as a file."""
    site = edition.tracker.site
    content = {
        "version": VERSION,
        "title": f"{feed.title} – {site.name}",
        "home_page_url": edition.url(feed.page),
        "feed_url": edition.url(feed.path(ENDING)),
        "description": f"{feed.description} {RIGHTS}.",
        "favicon": edition.url("assets/icon.svg"),
        "authors": [{"name": author(site), "url": edition.address}],
        "language": "en-GB",
        "items": list(items),
    }
    return json.dumps(content, ensure_ascii=False, indent=0) + "\n"
