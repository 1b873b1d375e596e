"""What an entry of a feed says, in blocks: as HTML for readers that show it, and as plain text.

A feed and its entries before they are written.

Each development and each change as an entry of feeds. Its words are put together once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from xml.etree.ElementTree import Element, SubElement, tostring

from tracker.derive.changes import Change
from tracker.derive.indexes import topics_of
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, stable_uuid
from tracker.schema.dates import PartialDate
from tracker.schema.fields import Record, Source
from tracker.schema.records import Development, Site
from tracker.text.change_sentences import describe_change
from tracker.text.names import recommendation_label, record_path
from tracker.text.phrases import format_date, plain_text


@dataclass(frozen=True)
class Link:
    """Words that lead to a whole address."""

    words: str
    address: str

    @property
    def plain(self) -> str:
        """The words with the address behind them, where they are not the address itself."""
        return self.words if self.words == self.address else f"{self.words} ({self.address})"


Line = tuple[str | Link, ...]


@dataclass(frozen=True)
class Rows:
    """A list, below the words that announce it."""

    lead: str
    lines: tuple[Line, ...]


Block = Line | Rows
"""A paragraph or a list. One with nothing in it is left out."""


def blocks_html(blocks: Iterable[Block]) -> str:
    """Blocks as one `div` of HTML."""
    division = Element("div")
    for block in filter(_has_content, blocks):
        paragraph = SubElement(division, "p")
        if isinstance(block, Rows):
            _write_line(paragraph, (block.lead,))
            rows = SubElement(division, "ul")
            for line in block.lines:
                _write_line(SubElement(rows, "li"), line)
        else:
            _write_line(paragraph, block)
    return tostring(division, encoding="unicode", method="html")


def blocks_text(blocks: Iterable[Block]) -> str:
    """Blocks as plain text: an empty line between them, a dash before each row."""
    return "\n\n".join(_plain_text(block) for block in filter(_has_content, blocks))


def _has_content(block: Block) -> bool:
    return bool(block.lines if isinstance(block, Rows) else block)


def _write_line(element: Element, line: Line) -> None:
    for piece in line:
        if isinstance(piece, Link):
            SubElement(element, "a", href=piece.address).text = piece.words
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


def _plain_text(block: Block) -> str:
    if isinstance(block, Rows):
        return "\n".join([block.lead, *(f"- {_plain_text(line)}" for line in block.lines)])
    return "".join(piece.plain if isinstance(piece, Link) else piece for piece in block)


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
        return blocks_html(self.blocks)

    @cached_property
    def text(self) -> str:
        """What it says, as plain text."""
        return blocks_text(self.blocks)


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


MAX_RELATED = 20
"""How many recommendations an event names: it stands in the feed of each, and one that concerned
all would fill them.
"""


def development_entry(context: BuildContext, record: Development) -> Entry:
    """An event: what, when, what it concerns and by what source. It is as new as the day on which
    it was written, and a correction makes it newer. What the record shows of what it concerns is no
    part of it: that changes, and a reader keeps an entry.
    """
    dataset, concerns = context.dataset, context.facts.developments_by.recommendations_of[record.id]
    kind = dataset.vocabulary.term("development-kinds", record.kind).label
    address = context.url(record_path(record))
    return Entry(
        name=f"developments/{record.id}",
        title=record.title,
        address=address,
        published=record.date.earliest,
        updated=_latest_day(
            context, record.date, record.recorded, *(c.date for c in record.corrections)
        ),
        tags=((record.kind, kind), *_topics(dataset, topics_of(dataset, record, concerns))),
        blocks=(
            _content_note(record),
            (record.summary,),
            (_date_line(kind, record.date),),
            Rows("It concerns:", _capped(_related_links(context, record))),
            Rows("Sources:", tuple(_source_line(dataset, source) for source in record.sources)),
            *((f"Correction, {format_date(c.date)}: {c.note}",) for c in record.corrections),
            *_closing_lines(context, address),
        ),
    )


def change_entry(context: BuildContext, change: Change) -> Entry:
    """A change: of what, from what to what, why, and on what evidence."""
    dataset, record = context.dataset, change.record
    words = describe_change(dataset, change)
    address = context.url(words.path)
    title = f"{words.of}: {words.of_title}" if words.of_title else words.of
    written = f" {plain_text(words.written)}" if words.written else ""
    return Entry(
        name=f"changes/{change.id}",
        title=words.title,
        address=address,
        published=change.date.earliest,
        updated=_latest_day(context, change.date, change.recorded),
        tags=((change.kind, words.kind), *_topics(dataset, getattr(record, "topics", ()))),
        blocks=(
            _content_note(record),
            (Link(title, address),),
            *((line,) for line in (words.subject, words.statement, words.reason) if line),
            (_date_line(words.kind, change.date) + written,),
            Rows("Shown by:", tuple((_link(context, d.title, d),) for d in change.evidence)),
            *_closing_lines(context, address),
        ),
    )


def _latest_day(context: BuildContext, *days: PartialDate) -> date:
    """The newest of some days. A month that is not over has come as far as today."""
    return max(min(day.latest, context.today) for day in days)


def _topics(dataset: Dataset, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((id, dataset.vocabulary.topics[id].label) for id in ids)


def _content_note(record: Record) -> Line:
    note = getattr(record, "content_note", None)
    return (note,) if note else ()


def _date_line(kind: str, day: PartialDate) -> str:
    unsure = "" if day.exact else " The record does not show the exact day."
    return f"{kind}, {format_date(day)}.{unsure}"


def _link(context: BuildContext, words: str, record: Record) -> Link:
    return Link(words, context.url(record_path(record)))


def _related_links(context: BuildContext, record: Development) -> Iterator[Line]:
    dataset = context.dataset
    for id in context.facts.developments_by.recommendations_of[record.id]:
        asked = dataset.recommendations[id]
        yield (_link(context, f"{recommendation_label(dataset, asked)}: {asked.title}", asked),)
    for id in record.measures:
        yield (_link(context, dataset.measures[id].name, dataset.measures[id]),)


def _capped(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Some lines, and how many more there are."""
    held = tuple(lines)
    more = len(held) - MAX_RELATED
    return (*held[:MAX_RELATED], (f"and {more} more, on its page",)) if more > 0 else held


def _source_line(dataset: Dataset, source: Source) -> Line:
    grade = dataset.vocabulary.grades[source.grade]
    at = f", {source.at}" if source.at else ""
    note = f", {grade.note}" if grade.note else ""
    return Link(source.title, source.url), f"{at}. {source.publisher}. Grade {grade.label}{note}."


def _closing_lines(context: BuildContext, address: str) -> tuple[Line, ...]:
    """The way to the page, and to help."""
    support = context.url("support/")
    page = Link(f"Read this on {context.dataset.site.name}", address)
    return (page,), ("Support: ", Link(support, support))
