"""Each development and each change as an entry of feeds. Its words are put together once."""

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.derive.change import Change, Kind
from tracker.derive.filing import topics_of
from tracker.publish.address import numbered
from tracker.publish.edition import Edition
from tracker.publish.feeds.feed import Entry
from tracker.publish.feeds.passages import Line, Link, Rows
from tracker.publish.page import record_path
from tracker.publish.said import Said, said
from tracker.publish.words import day_words
from tracker.record.dates import PartialDate
from tracker.record.fields import Record, Source
from tracker.record.model import Development
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Tracker

_OURS = "The record shows"
_VOICES: dict[Kind, str] = {
    "label": _OURS,
    "part": _OURS,
    "correction": _OURS,
    "claim": "Government says",
    "response": "Response",
    "promise": "Promised for",
    "due": "Promised for",
}
"""Who says what it became. That a promise was kept is said by the kind and the day."""

NAMED = 20
"""How many recommendations an event names: it stands in the feed of each, and one that concerned
all would fill them.
"""


def of_development(edition: Edition, record: Development) -> Entry:
    """An event: what, when, what it concerns and by what source. It is as new as the day on which
    it was written, and a correction makes it newer. What the record shows of what it concerns is no
    part of it: that changes, and a reader keeps an entry.
    """
    tracker, concerns = edition.tracker, edition.facts.concerns[record.id]
    kind = tracker.vocabulary.term("development-kinds", record.kind).label
    address = edition.url(record_path(record))
    return Entry(
        name=f"developments/{record.id}",
        title=record.title,
        address=address,
        published=record.date.first,
        updated=_newest(
            edition, record.date, record.recorded, *(c.date for c in record.corrections)
        ),
        tags=((record.kind, kind), *_topics(tracker, topics_of(tracker, record, concerns))),
        blocks=(
            _note(record),
            (record.summary,),
            (_dated(kind, record.date),),
            Rows("It concerns:", _first(_concerned(edition, record))),
            Rows("Sources:", tuple(_source(tracker, source) for source in record.sources)),
            *((f"Correction, {day_words(c.date)}: {c.note}",) for c in record.corrections),
            *_ending(edition, address),
        ),
    )


def of_change(edition: Edition, change: Change) -> Entry:
    """A change: of what, from what to what, why, and on what evidence."""
    tracker, record, words = edition.tracker, change.record, said(edition.tracker, change)
    address = edition.url(words.path)
    title = f"{words.of}: {record.title}" if isinstance(record, Recommendation) else words.of
    return Entry(
        name=f"changes/{change.id}",
        title=words.title,
        address=address,
        published=change.date.first,
        updated=_newest(edition, change.date, change.recorded),
        tags=((change.kind, words.kind), *_topics(tracker, getattr(record, "topics", ()))),
        blocks=(
            _note(record),
            (Link(title, address),),
            *_moved(change, words),
            _why(change),
            (_dated(words.kind, change.date) + _written(change),),
            Rows("Shown by:", tuple((_link(edition, d.title, d),) for d in change.evidence)),
            *_ending(edition, address),
        ),
    )


def _newest(edition: Edition, *days: PartialDate) -> date:
    """The newest of some days. A month that is not over has come as far as today."""
    return max(min(day.last, edition.today) for day in days)


def _topics(tracker: Tracker, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((id, tracker.vocabulary.topics[id].label) for id in ids)


def _note(record: Record) -> Line:
    note = getattr(record, "content_note", None)
    return (note,) if note else ()


def _dated(kind: str, day: PartialDate) -> str:
    unsure = "" if day.exact else " The record does not show the exact day."
    return f"{kind}, {day_words(day)}.{unsure}"


def _link(edition: Edition, words: str, record: Record) -> Link:
    return Link(words, edition.url(record_path(record)))


def _concerned(edition: Edition, record: Development) -> Iterator[Line]:
    tracker = edition.tracker
    for id in edition.facts.concerns[record.id]:
        asked = tracker.recommendations[id]
        yield (_link(edition, f"{numbered(tracker, asked)}: {asked.title}", asked),)
    for id in record.measures:
        yield (_link(edition, tracker.measures[id].name, tracker.measures[id]),)


def _first(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Some lines, and how many more there are."""
    held = tuple(lines)
    more = len(held) - NAMED
    return (*held[:NAMED], (f"and {more} more, on its page",)) if more > 0 else held


def _source(tracker: Tracker, source: Source) -> Line:
    grade = tracker.vocabulary.grades[source.grade]
    at = f", {source.at}" if source.at else ""
    note = f", {grade.note}" if grade.note else ""
    return Link(source.title, source.url), f"{at}. {source.publisher}. Grade {grade.label}{note}."


def _moved(change: Change, words: Said) -> Iterator[Line]:
    if words.what:
        yield (f"{words.about}: {words.what}",)
    if words.after and change.kind in _VOICES:
        arrow = f"{words.before} → {words.after}" if words.before else words.after
        yield (f"{_VOICES[change.kind]}: {arrow}",)


def _why(change: Change) -> Line:
    """The reason; not where it is only what the evidence is called."""
    called = [development.title for development in change.evidence]
    return () if change.reason in ("", *called) else (change.reason,)


def _written(change: Change) -> str:
    """When we wrote it, where that was another day."""
    if change.recorded.first == change.date.first:
        return ""
    return f" Written {day_words(change.recorded)}."


def _ending(edition: Edition, address: str) -> tuple[Line, ...]:
    """The way to the page, and to help."""
    support = edition.url("support/")
    page = Link(f"Read this on {edition.tracker.site.name}", address)
    return (page,), ("Support: ", Link(support, support))
