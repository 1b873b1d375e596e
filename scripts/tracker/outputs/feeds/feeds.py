"""Which feeds there are, which entries each of them holds, and each feed as two files: in the Atom
Syndication Format (RFC 4287, with its licence as a link by RFC 4946), and as a JSON Feed of version
1.1 (https://www.jsonfeed.org/version/1.1/).
"""

import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from tracker.derive.changes import Change
from tracker.derive.facts import Facts
from tracker.derive.last_modified import first_written
from tracker.derive.succession import with_bodies_in_place
from tracker.load.dataset import Dataset
from tracker.outputs.context import Alternate, BuildContext, Exporter, Page, Route
from tracker.outputs.feeds.entries import (
    RIGHTS,
    Entry,
    Feed,
    change_entry,
    development_entry,
    feed_author,
    group_entry,
    timestamp,
)
from tracker.outputs.feeds.writing_times import first_time
from tracker.outputs.metadata import LICENCE
from tracker.outputs.spool import Spool, Spooled
from tracker.schema.records import (
    Commitment,
    Development,
    Element,
    Implication,
    Measure,
    Recommendation,
)
from tracker.text.names import path_of, recommendation_label

ATOM_TYPE, ATOM_SUFFIX = "application/atom+xml", "atom"
JSON_FEED_TYPE, JSON_FEED_SUFFIX = "application/feed+json", "json"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"
MAX_ENTRIES = 50
"""How many entries a feed holds: few enough to be fetched whole each time, enough that a reader who
comes back after some months misses nothing.
"""

_SITE_FEEDS = (
    ("developments", "developments/", "Developments", "What happened."),
    (
        "labels",
        "changes/",
        "Changes of labels",
        "Every change of a label or of its parts, first findings together, and every correction of "
        "a finding.",
    ),
    (
        "changes",
        "changes/",
        "Changes",
        "Every change: steps of the law and of guidance, answers, claims, promises, dates, labels "
        "and points for audiences, and every correction.",
    ),
)
"""The feeds of the whole dataset: name, page, title, description."""
ORDER_NOTE = "Newest written first; each title begins with the day on which it happened."
"""What every feed says of its order, after its description."""

_FEED_DESCRIPTIONS = {
    "recommendations": "What happened about this recommendation, and what changed.",
    "topics": "What happened under this topic, and what changed: the law, guidance and labels.",
    "bodies": "What happened, and what changed, of what this body was asked or has promised.",
    "measures": "What happened to this measure, and its steps.",
    "for": "What happened to the measures and recommendations that matter here, and new points.",
}

_ALSO_LINKED_FROM = {"developments": ("",), "labels": ("recommendations/",)}
"""The pages that link to a feed besides its own, by the feed's name."""


def list_feeds(facts: Facts) -> Iterator[Feed]:
    """Every feed, still without entries. A page has its feed also where nothing has happened: who
    subscribes may wait for just that.
    """
    dataset = facts.dataset
    since = first_time(first_written(dataset))
    for name, page, title, description in _SITE_FEEDS:
        yield Feed(name, title, description, page, since)
    for folder, id, title in _feed_subjects(dataset):
        yield Feed(
            name=f"{folder}/{id}",
            title=title,
            description=_FEED_DESCRIPTIONS[folder],
            page=path_of(folder, id),
            since=since,
        )


def _feed_subjects(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """What has a feed of its own: the first step of its address, its id, the title of the feed."""
    for record in dataset.recommendations.values():
        title = f"{recommendation_label(dataset, record)}: {record.short}"
        yield "recommendations", record.id, title
    for id, topic in dataset.vocabulary.topics.items():
        yield "topics", id, topic.label
    for id, body in dataset.bodies.items():
        yield "bodies", id, body.name
    for id, measure in dataset.measures.items():
        yield "measures", id, measure.name
    for id, audience in dataset.vocabulary.audiences.items():
        yield "for", id, f"What it means for {audience.in_a_sentence}"


def _feeds_with_entries(context: BuildContext) -> dict[str, Feed]:
    """Every feed by its name, with its newest entries, by when they were last written: one that was
    corrected comes first again.
    """
    facts = context.facts
    by_feed: dict[str, dict[str, Entry]] = defaultdict(dict)
    development_entries = {d.id: development_entry(context, d) for d in facts.developments}
    for name, developments in _developments_by_feed(facts):
        by_feed[name] |= {d.id: development_entries[d.id] for d in developments}
    for entry, names in _entries_of_changes(context):
        for name in names:
            by_feed[name][entry.name] = entry
    newest_by_feed = {
        name: tuple(sorted(entries.values(), key=attrgetter("updated"), reverse=True)[:MAX_ENTRIES])
        for name, entries in by_feed.items()
    }
    return {
        feed.name: replace(feed, entries=newest_by_feed.get(feed.name, ()))
        for feed in list_feeds(facts)
    }


def _developments_by_feed(facts: Facts) -> Iterator[tuple[str, Iterable[Development]]]:
    """The developments of each feed by its name, as its page lists them. The feed of an audience
    comes several times, with the developments of one measure or recommendation each.
    """
    yield "developments", facts.developments
    for id, assessment in facts.assessments.items():
        yield f"recommendations/{id}", assessment.timeline
    for id, topic in facts.topics.items():
        yield f"topics/{id}", topic.developments
    for id, developments in facts.developments_by.body.items():
        yield f"bodies/{id}", developments
    for id, developments in facts.developments_by.measure.items():
        yield f"measures/{id}", developments
    for id, implications in facts.implications_by.audience.items():
        records = [applied.implication for applied in implications]
        for measure in dict.fromkeys(m for record in records for m in record.measures):
            yield f"for/{id}", facts.developments_by.measure.get(measure, ())
        for recommendation in dict.fromkeys(
            r for record in records for r in record.recommendations
        ):
            yield f"for/{id}", facts.assessments[recommendation].timeline


def _entries_of_changes(context: BuildContext) -> Iterator[tuple[Entry, Iterable[str]]]:
    """The entry of each group of changes, with the names of the feeds that hold it. What a step
    brings with it has an entry of its own in the feeds that are of that, and none of the site's.
    """
    for group in context.change_groups:
        names = (name for change in group.told for name in _feeds_of_change(context, change))
        yield group_entry(context, group), dict.fromkeys(("changes", *names))
        for change in group.brought:
            yield change_entry(context, change), _feeds_of_change(context, change)


def _feeds_of_change(context: BuildContext, change: Change) -> Iterator[str]:
    """The names of the feeds of labels and of single pages that hold a change: of its bodies, and
    of those that stood in their place on its day.
    """
    dataset, record, about = context.dataset, change.record, change.about
    is_of_status = change.kind in ("status", "element-status")
    is_of_status |= change.kind == "correction" and isinstance(about, Element)
    is_step = isinstance(record, Measure | Implication) and change.kind != "correction"
    subjects = context.change_subjects[change.id]
    if is_of_status:
        yield "labels"
    if isinstance(record, Recommendation):
        yield f"recommendations/{record.id}"
    elif isinstance(record, Measure):
        yield f"measures/{record.id}"
    if is_of_status or is_step:
        yield from (f"topics/{id}" for id in subjects.topics)
        yield from (f"for/{id}" for id in subjects.audiences)
    bodies: Iterable[str] = subjects.bodies if is_step else ()
    if isinstance(record, Recommendation) and (
        is_of_status or change.kind in ("response", "commitment", "due-date", "met", "undone")
    ):
        bodies = (*record.addressed_to, *(about.by if isinstance(about, Commitment) else ()))
    yield from (f"bodies/{id}" for id in with_bodies_in_place(dataset, bodies, change.date))


def atom_entry(entry: Entry, html: str) -> bytes:
    """An entry with its content (RFC 4287, 4.1.2). It names no feed, so that it is the same in all
    that hold it.
    """
    element = ET.Element("entry")
    _add_child(element, "id", entry.id)
    _add_child(element, "title", entry.title)
    _add_child(element, "published", timestamp(entry.published))
    _add_child(element, "updated", timestamp(entry.updated))
    _add_child(element, "link", rel="alternate", type="text/html", href=entry.address)
    for term, label in entry.tags:
        _add_child(element, "category", term=term, label=label)
    _add_child(element, "content", html, type="html")
    text: bytes = ET.tostring(_one_line_each(element), encoding="utf-8")
    return text


def atom_document(context: BuildContext, feed: Feed, entries: Iterable[bytes]) -> bytes:
    """An Atom feed with its entries, as the bytes of its file."""
    site = context.dataset.site
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": site.language})
    _add_child(root, "id", feed.id)
    _add_child(root, "title", f"{feed.title} – {site.name}")
    _add_child(root, "subtitle", f"{feed.description} {ORDER_NOTE}")
    _add_child(root, "updated", timestamp(feed.updated))
    _add_child(root, "link", rel="self", type=ATOM_TYPE, href=context.url(feed.path(ATOM_SUFFIX)))
    _add_child(root, "link", rel="alternate", type="text/html", href=context.url(feed.page))
    _add_child(root, "link", rel="license", href=LICENCE)
    author = _add_child(root, "author")
    _add_child(author, "name", feed_author(site))
    _add_child(author, "uri", context.address)
    _add_child(root, "rights", RIGHTS)
    _add_child(root, "icon", context.url("assets/icon.svg"))
    _add_child(root, "generator", "tracker")
    document: bytes = ET.tostring(_one_line_each(root), encoding="utf-8", xml_declaration=True)
    head, end, line_end = document.rpartition(b"</feed>")
    return b"".join((head, *entries, end, line_end))


def _add_child(
    parent: ET.Element, tag: str, text: str | None = None, **attributes: str
) -> ET.Element:
    added = ET.SubElement(parent, tag, attributes)
    added.text = text
    return added


def _one_line_each(element: ET.Element) -> ET.Element:
    """An element with each element inside it on a line, so that a change of one changes one line of
    the file.
    """
    ET.indent(element, "")
    element.tail = "\n"
    return element


def json_feed_item(entry: Entry, html: str) -> str:
    """The item of an entry with its content, the same in every feed that holds it."""
    values = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": html,
        "content_text": entry.text,
        "date_published": timestamp(entry.published),
        "date_modified": timestamp(entry.updated),
    }
    return _object(values, tags=_in_lines("[]", [_json(label) for _, label in entry.tags]))


def json_feed_document(context: BuildContext, feed: Feed, items: Iterable[str]) -> str:
    """A JSON Feed with its items, as the text of its file."""
    site = context.dataset.site
    values = {
        "version": JSON_FEED_VERSION,
        "title": f"{feed.title} – {site.name}",
        "home_page_url": context.url(feed.page),
        "feed_url": context.url(feed.path(JSON_FEED_SUFFIX)),
        "description": f"{feed.description} {ORDER_NOTE} {RIGHTS}.",
        "favicon": context.url("assets/icon.svg"),
    }
    author = _object({"name": feed_author(site), "url": context.address})
    document = _object(
        values,
        authors=_in_lines("[]", [author]),
        language=_json(site.language),
        items=_in_lines("[]", list(items)),
    )
    return f"{document}\n"


_json = json.JSONEncoder(ensure_ascii=False).encode


def _object(texts: Mapping[str, str], **written: str) -> str:
    """A JSON object of texts, and of values that are written already."""
    lines = [f"{_json(name)}: {_json(text)}" for name, text in texts.items()]
    return _in_lines("{}", [*lines, *(f"{_json(n)}: {value}" for n, value in written.items())])


def _in_lines(brackets: str, parts: Sequence[str]) -> str:
    """Parts of JSON in brackets, each on a line, so that a change of one changes few lines."""
    inside = ",\n".join(parts)
    return f"{brackets[0]}\n{inside}\n{brackets[1]}" if parts else brackets


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """Both formats of each feed, for its own page and for the others that link to it."""
    for feed in list_feeds(context.facts):
        for page in (feed.page, *_ALSO_LINKED_FROM.get(feed.name, ())):
            for type, suffix, name in (
                (ATOM_TYPE, ATOM_SUFFIX, "Atom"),
                (JSON_FEED_TYPE, JSON_FEED_SUFFIX, "JSON Feed"),
            ):
                yield Alternate(page, type, f"{feed.title} ({name})", feed.path(suffix))


def routes(context: BuildContext, _: Sequence[Page]) -> Iterator[Route]:
    """Both formats of each feed."""
    for feed in list_feeds(context.facts):
        yield Route(feed.path(ATOM_SUFFIX), partial(_atom, context, feed.name))
        yield Route(feed.path(JSON_FEED_SUFFIX), partial(_json_feed, context, feed.name))


def _atom(context: BuildContext, name: str) -> bytes:
    feed, written = context.once(_feeds_with_entries)[name], context.once(_written_entry)
    return atom_document(context, feed, (written(entry).atom.read() for entry in feed.entries))


def _json_feed(context: BuildContext, name: str) -> str:
    feed, written = context.once(_feeds_with_entries)[name], context.once(_written_entry)
    items = (written(entry).item.read().decode() for entry in feed.entries)
    return json_feed_document(context, feed, items)


class _Written(NamedTuple):
    atom: Spooled
    item: Spooled


def _written_entry(_: BuildContext) -> Callable[[Entry], _Written]:
    """An entry in Atom and as an item of a JSON Feed, each written once: feeds share them."""
    spool = Spool()

    @cache
    def written(entry: Entry) -> _Written:
        html = entry.html
        atom, item = atom_entry(entry, html), json_feed_item(entry, html)
        return _Written(spool.add(atom), spool.add(item.encode()))

    return written


EXPORTER = Exporter("feeds", alternates=alternates, routes=routes)
