"""A feed in the Atom Syndication Format (RFC 4287), with its licence as a link (RFC 4946)."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from tracker.publish.edition import BuildContext
from tracker.publish.feeds.feed import RIGHTS, Entry, Feed, feed_author, timestamp
from tracker.publish.linked import LICENCE

ATOM_TYPE, ATOM_SUFFIX = "application/atom+xml", "atom"


def atom_entry(entry: Entry) -> ET.Element:
    """An entry. It names no feed, so that all feeds that hold it share one element."""
    made = ET.Element("entry")
    _add_child(made, "id", entry.id)
    _add_child(made, "title", entry.title)
    _add_child(made, "published", timestamp(entry.published))
    _add_child(made, "updated", timestamp(entry.updated))
    _add_child(made, "link", rel="alternate", type="text/html", href=entry.address)
    for term, label in entry.tags:
        _add_child(made, "category", term=term, label=label)
    _add_child(made, "content", entry.html, type="html")
    return _one_line_each(made)


def atom_document(context: BuildContext, feed: Feed, entries: Iterable[ET.Element]) -> bytes:
    """A feed with the elements of its entries, as a file."""
    site = context.dataset.site
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en-GB"})
    _add_child(root, "id", feed.id)
    _add_child(root, "title", f"{feed.title} – {site.name}")
    _add_child(root, "subtitle", feed.description)
    _add_child(root, "updated", timestamp(feed.updated))
    _add_child(root, "link", rel="self", type=ATOM_TYPE, href=context.url(feed.path(ATOM_SUFFIX)))
    _add_child(root, "link", rel="alternate", type="text/html", href=context.url(feed.page))
    _add_child(root, "link", rel="license", href=LICENCE)
    person = _add_child(root, "author")
    _add_child(person, "name", feed_author(site))
    _add_child(person, "uri", context.address)
    _add_child(root, "rights", RIGHTS)
    _add_child(root, "icon", context.url("assets/icon.svg"))
    _add_child(root, "generator", "tracker")
    _one_line_each(root).extend(entries)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_child(
    parent: ET.Element, tag: str, text: str | None = None, **attributes: str
) -> ET.Element:
    made = ET.SubElement(parent, tag, attributes)
    made.text = text
    return made


def _one_line_each(made: ET.Element) -> ET.Element:
    """An element with each of its children on a line: a change of one is a change of one line."""
    ET.indent(made, "")
    made.tail = "\n"
    return made
