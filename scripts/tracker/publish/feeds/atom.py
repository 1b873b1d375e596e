"""A feed in the Atom Syndication Format (RFC 4287), with its licence as a link (RFC 4946)."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tracker.publish.edition import Edition
from tracker.publish.feeds.feed import RIGHTS, Entry, Feed, author, moment
from tracker.publish.linked import LICENCE

TYPE, ENDING = "application/atom+xml", "atom"


def element(entry: Entry) -> Element:
    """An entry. It names no feed, so that all feeds that hold it share one element."""
    made = Element("entry")
    _add(made, "id", entry.id)
    _add(made, "title", entry.title)
    _add(made, "published", moment(entry.published))
    _add(made, "updated", moment(entry.updated))
    _add(made, "link", rel="alternate", type="text/html", href=entry.address)
    for term, label in entry.tags:
        _add(made, "category", term=term, label=label)
    _add(made, "content", entry.html, type="html")
    return _in_lines(made)


def document(edition: Edition, feed: Feed, entries: Iterable[Element]) -> bytes:
    """A feed with the elements of its entries, as a file."""
    site = edition.tracker.site
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en-GB"})
    _add(root, "id", feed.id)
    _add(root, "title", f"{feed.title} – {site.name}")
    _add(root, "subtitle", feed.description)
    _add(root, "updated", moment(feed.updated))
    _add(root, "link", rel="self", type=TYPE, href=edition.url(feed.path(ENDING)))
    _add(root, "link", rel="alternate", type="text/html", href=edition.url(feed.page))
    _add(root, "link", rel="license", href=LICENCE)
    person = _add(root, "author")
    _add(person, "name", author(site))
    _add(person, "uri", edition.address)
    _add(root, "rights", RIGHTS)
    _add(root, "icon", edition.url("assets/icon.svg"))
    _add(root, "generator", "tracker")
    _in_lines(root).extend(entries)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    made = SubElement(parent, tag, attributes)
    made.text = text
    return made


def _in_lines(made: Element) -> Element:
    """An element with each of its children on a line: a change of one is a change of one line."""
    indent(made, "")
    made.tail = "\n"
    return made
