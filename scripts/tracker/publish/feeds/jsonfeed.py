"""A feed as a JSON Feed, version 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterable
from typing import Any

from tracker.publish.edition import BuildContext
from tracker.publish.feeds.feed import RIGHTS, Entry, Feed, feed_author, timestamp

JSON_FEED_TYPE, JSON_FEED_SUFFIX = "application/feed+json", "json"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed_item(entry: Entry) -> dict[str, Any]:
    """An entry, the same in every feed that holds it."""
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "content_text": entry.text,
        "date_published": timestamp(entry.published),
        "date_modified": timestamp(entry.updated),
        "tags": [label for _, label in entry.tags],
    }


def json_feed_document(context: BuildContext, feed: Feed, items: Iterable[dict[str, Any]]) -> str:
    """A feed with its items, as a file."""
    site = context.dataset.site
    content = {
        "version": JSON_FEED_VERSION,
        "title": f"{feed.title} – {site.name}",
        "home_page_url": context.url(feed.page),
        "feed_url": context.url(feed.path(JSON_FEED_SUFFIX)),
        "description": f"{feed.description} {RIGHTS}.",
        "favicon": context.url("assets/icon.svg"),
        "authors": [{"name": feed_author(site), "url": context.address}],
        "language": "en-GB",
        "items": list(items),
    }
    return json.dumps(content, ensure_ascii=False, indent=0) + "\n"
