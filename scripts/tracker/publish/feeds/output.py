"""Which feeds there are, and which entries each of them holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.derive.change import Change
from tracker.derive.facts import Facts
from tracker.publish.address import numbered
from tracker.publish.edition import Edition, File, Output
from tracker.publish.feeds import atom, jsonfeed
from tracker.publish.feeds.entries import of_change, of_development
from tracker.publish.feeds.feed import Entry, Feed
from tracker.publish.page import Alternate, Page, path_of
from tracker.record.model import Development
from tracker.record.recommendation import Commitment, Element, Recommendation
from tracker.record.tracker import Tracker

MOST = 50
"""How many entries a feed holds: a reader fetches all of them each time, and whoever comes back
after some months still finds what was missed.
"""

_OF_ALL = (
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

_OF_ONE = {
    "recommendations": "What happened about this recommendation, and what changed.",
    "topics": "What happened under this topic, and how labels of its recommendations changed.",
    "bodies": "What happened, and what changed, of what this body was asked or has promised.",
    "measures": "What happened to this measure.",
    "for": "What happened to the measures and recommendations that matter here.",
}

_ALSO_ON = {"developments": ("",), "labels": ("recommendations/",)}
"""The pages that lead to a feed besides its own."""


def feeds_of(facts: Facts) -> Iterator[Feed]:
    """Every feed, still without entries. There is one for each page of its kind, also where nothing
    has happened: somebody may wait for just that.
    """
    tracker = facts.tracker
    since = tracker.reports[tracker.site.featured].published.first
    for name, page, title, description in _OF_ALL:
        yield Feed(name, title, description, page, since)
    for folder, id, title in _named(tracker):
        asked = tracker.recommendations[id] if folder == "recommendations" else None
        yield Feed(
            name=f"{folder}/{id}",
            title=title,
            description=_OF_ONE[folder],
            page=path_of(folder, id),
            since=tracker.reports[asked.report].published.first if asked else since,
        )


def _named(tracker: Tracker) -> Iterator[tuple[str, str, str]]:
    """What has a feed of its own: its folder, its id, its name."""
    for record in tracker.recommendations.values():
        yield "recommendations", record.id, f"{numbered(tracker, record)}: {record.short}"
    for id, topic in tracker.vocabulary.topics.items():
        yield "topics", id, topic.label
    for id, body in tracker.bodies.items():
        yield "bodies", id, body.name
    for id, measure in tracker.measures.items():
        yield "measures", id, measure.name
    for id, audience in tracker.vocabulary.audiences.items():
        yield "for", id, f"What it means for {audience.in_a_sentence}"


def alternates(edition: Edition) -> Iterator[Alternate]:
    """Both formats of each feed, on its page and on those that it also belongs to."""
    for feed in feeds_of(edition.facts):
        for page in (feed.page, *_ALSO_ON.get(feed.name, ())):
            for form, called in ((atom, "Atom"), (jsonfeed, "JSON Feed")):
                yield Alternate(page, form.TYPE, f"{feed.title} ({called})", feed.path(form.ENDING))


def files(edition: Edition, _: Sequence[Page]) -> Iterator[File]:
    """Both formats of each feed. An entry is written once in each, for all feeds that hold it."""
    feeds = _filled(edition)
    entries = {entry.name: entry for feed in feeds for entry in feed.entries}
    elements = {name: atom.element(entry) for name, entry in entries.items()}
    items = {name: jsonfeed.item(entry) for name, entry in entries.items()}
    for feed in feeds:
        names = [entry.name for entry in feed.entries]
        as_atom = atom.document(edition, feed, [elements[name] for name in names])
        as_json = jsonfeed.document(edition, feed, [items[name] for name in names])
        yield feed.path(atom.ENDING), as_atom
        yield feed.path(jsonfeed.ENDING), as_json


def _filled(edition: Edition) -> list[Feed]:
    """Every feed with its newest entries. What was corrected is new again."""
    facts = edition.facts
    held: dict[str, dict[str, Entry]] = defaultdict(dict)
    happened = {d.id: of_development(edition, d) for d in facts.developments}
    for name, developments in _developments(facts):
        held[name] |= {d.id: happened[d.id] for d in developments}
    awaited = _awaited(facts)
    for change in edition.changes:
        entry = of_change(edition, change)
        for name in _holding(change, awaited):
            held[name][entry.name] = entry
    newest = {
        name: tuple(sorted(entries.values(), key=_age, reverse=True)[:MOST])
        for name, entries in held.items()
    }
    return [replace(feed, entries=newest.get(feed.name, ())) for feed in feeds_of(facts)]


def _age(entry: Entry) -> tuple[date, date, str]:
    return entry.updated, entry.published, entry.name


def _developments(facts: Facts) -> Iterator[tuple[str, Iterable[Development]]]:
    """The developments of each feed, as its page lists them; those of an audience in pieces."""
    yield "developments", facts.developments
    for id, standing in facts.standings.items():
        yield f"recommendations/{id}", standing.timeline
    for id, filed in facts.filed.items():
        yield f"topics/{id}", filed.developments
    for id, found in facts.of_body.items():
        yield f"bodies/{id}", found
    for id, found in facts.of_measure.items():
        yield f"measures/{id}", found
    for id, points in facts.points_for.items():
        told = [point.implication for point in points]
        for measure in dict.fromkeys(m for i in told for m in i.measures):
            yield f"for/{id}", facts.of_measure.get(measure, ())
        for asked in dict.fromkeys(r for i in told for r in i.recommendations):
            yield f"for/{id}", facts.standings[asked].timeline


def _awaited(facts: Facts) -> Mapping[str, Mapping[str, None]]:
    """The feeds of the audiences whose points name each recommendation."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for implication in facts.tracker.implications.values():
        for id in implication.recommendations:
            found[id][f"for/{implication.audience}"] = None
    return found


def _holding(change: Change, awaited: Mapping[str, Iterable[str]]) -> Iterator[str]:
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


OUTPUT = Output("feeds", alternates=alternates, files=files)
