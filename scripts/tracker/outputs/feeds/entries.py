"""Feeds and their entries before they are written in a format.

First the content of an entry, as blocks that are given as HTML and as plain text; then `Entry` and
`Feed`; then the entry of a development and that of a change, or of several that are told together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from tracker.derive.change_groups import ChangeGroup
from tracker.derive.changes import Change
from tracker.derive.indexes import topics_of
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, stable_uuid
from tracker.outputs.feeds.writing_times import Writing, writing_times
from tracker.schema.dates import PartialDate, leading_date, writing_order
from tracker.schema.fields import Correction, Record, Source
from tracker.schema.records import Development, Site
from tracker.text.change_sentences import ChangeText, describe_change, recorded_note
from tracker.text.group_sentences import GroupText, describe_group
from tracker.text.names import recommendation_label, record_path
from tracker.text.phrases import Sentence, format_date, plain_text, short_date
from tracker.text.source_sentences import publisher_name, source_remarks


@dataclass(frozen=True)
class Link:
    """A text that links to an absolute address."""

    text: str
    address: str

    @property
    def plain(self) -> str:
        """The text, followed by the address in brackets where it is not the address itself."""
        return self.text if self.text == self.address else f"{self.text} ({self.address})"


Line = tuple[str | Link, ...]


@dataclass(frozen=True)
class BulletList:
    """A bulleted list below a paragraph that announces it."""

    heading: str
    items: tuple[Line, ...]


Block = Line | BulletList
"""A paragraph or a list. An empty one is left out."""


def blocks_html(blocks: Iterable[Block]) -> str:
    """Blocks as one `div` of HTML."""
    division = Element("div")
    for block in filter(_has_content, blocks):
        paragraph = SubElement(division, "p")
        if isinstance(block, BulletList):
            _write_line(paragraph, (block.heading,))
            bullets = SubElement(division, "ul")
            for line in block.items:
                _write_line(SubElement(bullets, "li"), line)
        else:
            _write_line(paragraph, block)
    return tostring(division, encoding="unicode", method="html")


def blocks_text(blocks: Iterable[Block]) -> str:
    """Blocks as plain text: an empty line between them, a dash before each item of a list."""
    return "\n\n".join(_block_text(block) for block in filter(_has_content, blocks))


def _has_content(block: Block) -> bool:
    return bool(block.items if isinstance(block, BulletList) else block)


def _write_line(element: Element, line: Line) -> None:
    for piece in line:
        if isinstance(piece, Link):
            SubElement(element, "a", href=piece.address).text = piece.text
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


def _block_text(block: Block) -> str:
    if isinstance(block, BulletList):
        return "\n".join([block.heading, *(f"- {_block_text(line)}" for line in block.items)])
    return "".join(piece.plain if isinstance(piece, Link) else piece for piece in block)


RIGHTS = "Data under CC BY 4.0"


def timestamp(moment: datetime) -> str:
    """A time in UTC, as both formats write one (RFC 3339)."""
    return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def feed_author(site: Site) -> str:
    """The author of every feed: the site's publisher, or the site where it names none."""
    return site.publisher or site.name


@dataclass(frozen=True, eq=False)  # each is its own key: a hash of all that it holds takes long
class Entry:
    """An entry of feeds, the same in each feed that holds it.

    `name` is what its id is made of, `address` the absolute address of its page, `published` when
    we wrote it and `updated` when we last corrected it, both in UTC. When it happened stands in the
    title and in the text. `tags` are its kind and its topics, (id, label) each.
    """

    name: str
    title: str
    address: str
    published: datetime
    updated: datetime
    tags: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]

    @property
    def id(self) -> str:
        """A URN of a UUID, the same in every format."""
        return stable_uuid(self.name).urn

    @property
    def html(self) -> str:
        """Its content as HTML."""
        return blocks_html(self.blocks)

    @property
    def text(self) -> str:
        """Its content as plain text."""
        return blocks_text(self.blocks)


@dataclass(frozen=True)
class Feed:
    """A feed: `name` is its path below `feeds/`, without the suffix of a format; `page` the path of
    the page that it follows; `since` its time for as long as it is empty. Entries stand by when
    they were last written, newest first.
    """

    name: str
    title: str
    description: str
    page: str
    since: datetime
    entries: tuple[Entry, ...] = ()

    @property
    def id(self) -> str:
        """Its id in Atom; a JSON Feed has none besides its address."""
        return stable_uuid(f"feeds/{self.name}").urn

    @property
    def updated(self) -> datetime:
        """When its newest entry was last written."""
        return max((entry.updated for entry in self.entries), default=self.since)

    def path(self, suffix: str) -> str:
        """The path of its file in a format, from the site's root: `feeds/labels.atom`."""
        return f"feeds/{self.name}.{suffix}"


MAX_RELATED = 20
"""How many related records an entry lists: a development that concerns every recommendation is in
the feed of each, and would fill them.
"""


def development_entry(context: BuildContext, record: Development) -> Entry:
    """The entry of a development: what happened, when, what it concerns and by what source. It is
    published when it was recorded, and updated by each correction. The status of what it
    concerns is left out: that changes, and a reader keeps an entry.
    """
    dataset, related = context.dataset, context.facts.developments_by.recommendations_of[record.id]
    kind = dataset.vocabulary.term("development-kinds", record.kind).label
    address = context.url(record_path(record))
    times = context.once(_writing_times)
    written = [times[writing.name] for writing in _development_writings(record)]
    return Entry(
        name=_development_name(record),
        title=f"{short_date(record.date)}: {record.title}",
        address=address,
        published=written[0],
        updated=max(written),
        tags=((record.kind, kind), *_topics(dataset, topics_of(dataset, record, related))),
        blocks=(
            _content_note(record),
            (record.summary,),
            (_date_line(kind, record.date, recorded_note(record.date, record.recorded)),),
            BulletList("It concerns:", _first_lines(_related_links(context, record))),
            BulletList(
                "Sources:", tuple(_source_line(dataset, source) for source in record.sources)
            ),
            *((f"Correction, {format_date(c.date)}: {c.note}",) for c in record.corrections),
            *_closing_lines(context, address),
        ),
    )


def change_entry(context: BuildContext, change: Change) -> Entry:
    """The entry of a change: of what, from what to what, why, and on what evidence."""
    text = describe_change(context.dataset, change)
    return _entry_of_changes(context, change.id, (change,), GroupText(text))


def group_entry(context: BuildContext, group: ChangeGroup) -> Entry:
    """The entry of changes that are told together, with what they bring with them."""
    said = describe_group(context.dataset, group)
    return _entry_of_changes(context, group.id, group.told, said)


def _entry_of_changes(
    context: BuildContext, id: str, changes: Sequence[Change], said: GroupText
) -> Entry:
    """The entry of changes of one date, published when the first of them was written, and updated
    by each that was written later.
    """
    dataset, change, text = context.dataset, changes[0], said.whole
    record = change.record
    address = context.url(text.path)
    link_text = (
        f"{text.record_name}: {text.record_title}" if text.record_title else text.record_name
    )
    times = context.once(_writing_times)
    written = [times[writing.name] for writing in _change_writings(id, changes)]
    lines = (text.subject, text.statement, text.reason)
    return Entry(
        name=_change_name(id),
        title=f"{short_date(change.date)}: {text.title}",
        address=address,
        published=written[0],
        updated=max(written),
        tags=((change.kind, text.kind), *_topics(dataset, getattr(record, "topics", ()))),
        blocks=(
            _content_note(record),
            (Link(link_text, address),),
            *((line,) for line in lines if line),
            (_date_line(text.kind, change.date, text.recorded_note),),
            BulletList(
                "Shown by:", tuple((_record_link(context, d.title, d),) for d in change.evidence)
            )
            if len(changes) == 1
            else (),
            BulletList(f"{said.heading}:", _first_lines(_brought(context, said.brings))),
            BulletList("By:", (_source_line(dataset, change.source),) if change.source else ()),
            *_closing_lines(context, address),
        ),
    )


def _brought(context: BuildContext, texts: Iterable[ChangeText]) -> Iterator[Line]:
    """A line for each change that another brings with it."""
    for text in texts:
        words = f"{text.record_name}: {text.what}" if text.what else text.record_name
        yield (Link(words, context.url(text.path)),)


def _development_name(record: Development) -> str:
    return f"developments/{record.id}"


def _change_name(id: str) -> str:
    return f"changes/{id}"


def _writing_times(context: BuildContext) -> Mapping[str, datetime]:
    """The time at which each entry, and each correction of one, was written."""
    developments = context.facts.developments
    writings = [writing for record in developments for writing in _development_writings(record)]
    for group in context.change_groups:
        writings += _change_writings(group.id, group.told)
        for change in group.brought:
            writings += _change_writings(change.id, (change,))
    return writing_times(writings)


BEFORE_ALL_ELSE = timedelta(days=3650)
"""How far back a first finding is put among what was written on its day, so that feeds, newest
first, have it after what happened.
"""


def _change_writings(id: str, changes: Sequence[Change]) -> Iterator[Writing]:
    """The writing of what an entry tells of changes, then each later day of writing."""
    name, change = _change_name(id), changes[0]
    first = min((each.recorded for each in changes), key=writing_order)
    day = _day_of_change(change)
    if change.is_first_finding:
        day = min(day, first.earliest - BEFORE_ALL_ELSE)
    yield Writing(name, first, day)
    later = {c.recorded.latest: c.recorded for c in changes if c.recorded.latest > first.latest}
    for recorded in later.values():
        yield Writing(f"{name}.{recorded.latest}", recorded, day)


def _development_writings(record: Development) -> Iterator[Writing]:
    """The writing of a development, and each of its corrections; of those of one day the last."""
    name = _development_name(record)
    yield Writing(name, record.recorded, _first_known_day(record))
    corrections = {c.date.latest: c.date for c in sorted(record.corrections, key=_writing_order)}
    for day, recorded in corrections.items():
        yield Writing(f"{name}.correction.{day}", recorded, day)


def _writing_order(correction: Correction) -> tuple[date, datetime]:
    return writing_order(correction.date)


def _first_known_day(record: Development) -> date:
    """The day of a development by its id, which has its date as first known: it stays when that is
    made more precise.
    """
    return (leading_date(record.id) or record.date).earliest


def _day_of_change(change: Change) -> date:
    """The day of a change: where a development of the same date shows it, that development's."""
    shown_by = (_first_known_day(d) for d in change.evidence if d.date == change.date)
    return next(shown_by, change.date.earliest)


def _topics(dataset: Dataset, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((id, dataset.vocabulary.topics[id].label) for id in ids)


def _content_note(record: Record) -> Line:
    note = getattr(record, "content_note", None)
    return (note,) if note else ()


def _date_line(kind: str, when: PartialDate, recorded: Sentence) -> str:
    """When it happened, and when we wrote it: `Label, 3 May 2025. Written 4 May 2026.`"""
    note = "" if when.exact else " The record does not show the exact day."
    written = f" {plain_text(recorded)}" if recorded else ""
    return f"{kind}, {format_date(when)}.{note}{written}"


def _record_link(context: BuildContext, text: str, record: Record) -> Link:
    return Link(text, context.url(record_path(record)))


def _related_links(context: BuildContext, record: Development) -> Iterator[Line]:
    dataset = context.dataset
    for id in context.facts.developments_by.recommendations_of[record.id]:
        recommendation = dataset.recommendations[id]
        title = f"{recommendation_label(dataset, recommendation)}: {recommendation.title}"
        yield (_record_link(context, title, recommendation),)
    for id in record.measures:
        yield (_record_link(context, dataset.measures[id].name, dataset.measures[id]),)


def _first_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The first MAX_RELATED of some lines, then a line that says how many were left out."""
    every_line = tuple(lines)
    more = len(every_line) - MAX_RELATED
    if more <= 0:
        return every_line
    return (*every_line[:MAX_RELATED], (f"and {more} more, on its page",))


def _source_line(dataset: Dataset, source: Source) -> Line:
    grade = dataset.vocabulary.grades[source.grade]
    at = f", {source.at}" if source.at else ""
    note = f", {grade.note}" if grade.note else ""
    publisher = publisher_name(source)
    remarks = "".join(f" {plain_text(remark)}" for remark in source_remarks([source]))
    return Link(source.title, source.url), f"{at}. {publisher}. Grade {grade.label}{note}.{remarks}"


def _closing_lines(context: BuildContext, address: str) -> tuple[Line, ...]:
    """The links at the foot of each entry: to its page, and to the page of support."""
    support = context.url("support/")
    page = Link(f"Read this on {context.dataset.site.name}", address)
    return (page,), ("Help: ", Link(support, support))
