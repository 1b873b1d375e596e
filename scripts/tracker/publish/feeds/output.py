"""Which feeds there are, and which entries each of them holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.derive.change import Change
from tracker.derive.facts import Facts
from tracker.publish.address import path_of, recommendation_label
from tracker.publish.edition import BuildContext, Exporter, File
from tracker.publish.feeds import atom, jsonfeed
from tracker.publish.feeds.entries import change_entry, development_entry
from tracker.publish.feeds.feed import Entry, Feed
from tracker.publish.page import Alternate, Page
from tracker.record.model import Development
from tracker.record.recommendation import Commitment, Element, Recommendation
from tracker.record.tracker import Dataset

MAX_ENTRIES = 50
"""How many entries a feed holds: a reader fetches all of them each time, and whoever comes back
after some months still finds what was missed.
"""

_SITE_FEEDS = (
    ("developments", "developments/", "Developments", "What happened."),
    (
        "labels",
        "changes/",
        "Changes of labels",
        "Every change of a label or of its parts, and every correction of a finding.",
    ),
    (
        "changes",
        "changes/",
        "Changes",
        "Every change of a label, a response, a claim or a date, and every correction.",
    ),
)
"""The feeds of the whole record: name, page, title, description."""

_FEED_DESCRIPTIONS = {
    "recommendations": "What happened about this recommendation, and what changed.",
    "topics": "What happened under this topic, and how labels of its recommendations changed.",
    "bodies": "What happened, and what changed, of what this body was asked or has promised.",
    "measures": "What happened to this measure.",
    "for": "What happened to the measures and recommendations that matter here.",
}

_ALSO_LINKED_FROM = {"developments": ("",), "labels": ("recommendations/",)}
"""The pages that lead to a feed besides its own."""


def list_feeds(facts: Facts) -> Iterator[Feed]:
    """Every feed, still without entries. There is one for each page of its kind, also where nothing
    has happened: somebody may wait for just that.
    """
    dataset = facts.dataset
    since = dataset.reports[dataset.site.featured].published.first
    for name, page, title, description in _SITE_FEEDS:
        yield Feed(name, title, description, page, since)
    for folder, id, title in _feed_subjects(dataset):
        asked = dataset.recommendations[id] if folder == "recommendations" else None
        yield Feed(
            name=f"{folder}/{id}",
            title=title,
            description=_FEED_DESCRIPTIONS[folder],
            page=path_of(folder, id),
            since=dataset.reports[asked.report].published.first if asked else since,
        )


def _feed_subjects(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """What has a feed of its own: its folder, its id, its name."""
    for record in dataset.recommendations.values():
        yield (
            "recommendations",
            record.id,
            f"{recommendation_label(dataset, record)}: {record.short}",
        )
    for id, topic in dataset.vocabulary.topics.items():
        yield "topics", id, topic.label
    for id, body in dataset.bodies.items():
        yield "bodies", id, body.name
    for id, measure in dataset.measures.items():
        yield "measures", id, measure.name
    for id, audience in dataset.vocabulary.audiences.items():
        yield "for", id, f"What it means for {audience.in_a_sentence}"


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """Both formats of each feed, on its page and on those that it also belongs to."""
    for feed in list_feeds(context.facts):
        for page in (feed.page, *_ALSO_LINKED_FROM.get(feed.name, ())):
            for type, suffix, name in (
                (atom.ATOM_TYPE, atom.ATOM_SUFFIX, "Atom"),
                (jsonfeed.JSON_FEED_TYPE, jsonfeed.JSON_FEED_SUFFIX, "JSON Feed"),
            ):
                yield Alternate(page, type, f"{feed.title} ({name})", feed.path(suffix))


def files(context: BuildContext, _: Sequence[Page]) -> Iterator[File]:
    """Both formats of each feed. An entry is written once in each, for all feeds that hold it."""
    feeds = _feeds_with_entries(context)
    entries = {entry.name: entry for feed in feeds for entry in feed.entries}
    elements = {name: atom.atom_entry(entry) for name, entry in entries.items()}
    items = {name: jsonfeed.json_feed_item(entry) for name, entry in entries.items()}
    for feed in feeds:
        names = [entry.name for entry in feed.entries]
        as_atom = atom.atom_document(context, feed, [elements[name] for name in names])
        as_json = jsonfeed.json_feed_document(context, feed, [items[name] for name in names])
        yield feed.path(atom.ATOM_SUFFIX), as_atom
        yield feed.path(jsonfeed.JSON_FEED_SUFFIX), as_json


def _feeds_with_entries(context: BuildContext) -> list[Feed]:
    """Every feed with its newest entries. What was corrected is new again."""
    facts = context.facts
    held: dict[str, dict[str, Entry]] = defaultdict(dict)
    happened = {d.id: development_entry(context, d) for d in facts.developments}
    for name, developments in _developments_by_feed(facts):
        held[name] |= {d.id: happened[d.id] for d in developments}
    awaited = _audience_feeds(facts)
    for change in context.changes:
        entry = change_entry(context, change)
        for name in _feeds_of_change(change, awaited):
            held[name][entry.name] = entry
    newest = {
        name: tuple(sorted(entries.values(), key=_newest_first, reverse=True)[:MAX_ENTRIES])
        for name, entries in held.items()
    }
    return [replace(feed, entries=newest.get(feed.name, ())) for feed in list_feeds(facts)]


def _newest_first(entry: Entry) -> tuple[date, date, str]:
    return entry.updated, entry.published, entry.name


def _developments_by_feed(facts: Facts) -> Iterator[tuple[str, Iterable[Development]]]:
    """The developments of each feed, as its page lists them; those of an audience in pieces."""
    yield "developments", facts.developments
    for id, assessment in facts.assessments.items():
        yield f"recommendations/{id}", assessment.timeline
    for id, filed in facts.filed.items():
        yield f"topics/{id}", filed.developments
    for id, found in facts.of_body.items():
        yield f"bodies/{id}", found
    for id, found in facts.of_measure.items():
        yield f"measures/{id}", found
    for id, implications in facts.points_for.items():
        told = [applied.implication for applied in implications]
        for measure in dict.fromkeys(m for i in told for m in i.measures):
            yield f"for/{id}", facts.of_measure.get(measure, ())
        for asked in dict.fromkeys(r for i in told for r in i.recommendations):
            yield f"for/{id}", facts.assessments[asked].timeline


def _audience_feeds(facts: Facts) -> Mapping[str, Mapping[str, None]]:
    """The feeds of the audiences whose points name each recommendation."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for implication in facts.dataset.implications.values():
        for id in implication.recommendations:
            found[id][f"for/{implication.audience}"] = None
    return found


def _feeds_of_change(change: Change, awaited: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The feeds that hold a change."""
    record, about = change.record, change.about
    of_label = change.kind in ("label", "part")
    of_label |= change.kind == "correction" and isinstance(about, Element)
    yield "changes"
    if of_label:
        yield "labels"
    if isinstance(record, Recommendation):
        yield f"recommendations/{record.id}"
        if of_label:
            yield from (f"topics/{id}" for id in record.topics)
            yield from awaited.get(record.id, ())
        if of_label or change.kind in ("response", "promise", "due", "kept"):
            promised_by = about.by if isinstance(about, Commitment) else ()
            yield from (f"bodies/{id}" for id in (*record.addressed_to, *promised_by))


EXPORTER = Exporter("feeds", alternates=alternates, files=files)
