"""A look at a record that found it unchanged, and a look at each of its sources: what of its file
says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from tracker.derive.editions import Use, by_edition
from tracker.derive.indexes import cited_developments
from tracker.derive.order import by_certain_date
from tracker.edit.drafts import Draft, Drafts
from tracker.edit.part_places import PartKind, PartPlace
from tracker.load.dataset import Dataset
from tracker.problems import quoted, suggest, with_article
from tracker.schema.dates import PartialDate, exact_date
from tracker.schema.fields import Record
from tracker.schema.records import Implication, Measure, Recommendation, Review, Service
from tracker.schema.traversal import FieldPath, sources_in
from tracker.schema.vocabularies import LIVE


class CannotBeReviewedError(Exception):
    """Why a look cannot be written down, as a sentence; nothing was."""


def record_named(dataset: Dataset, name: str) -> Record:
    """The record with an id, before which its folder may stand. Raises CannotBeReviewedError with
    what may be meant.
    """
    known: dict[str, list[Record]] = {}
    for record in dataset.records():
        known.setdefault(record.id, []).append(record)
        known[f"{record.folder}/{record.id}"] = [record]
    found = known.get(name.removesuffix(".yaml"), [])
    if len(found) == 1:
        return found[0]
    if found:
        names = " or ".join(f"{record.folder}/{record.id}" for record in found)
        raise CannotBeReviewedError(f"{quoted(name)} is the id of several records; write {names}")
    raise CannotBeReviewedError(f"{quoted(name)} is no record{suggest(name, list(known))}")


def draft_of_look(
    drafts: Drafts, record: Record, to: date, today: date, note: str, seen: str
) -> Draft:
    """The draft of a record that was looked at up to a day and needs no other change: of a
    recommendation with one more review, of others with that day in the place of earlier ones.
    `seen` is how much of the sources was seen; where it is empty, what the last review says.

    Raises CannotBeReviewedError, and CannotBeMadeError where the file cannot be written so.
    """
    if to > today:
        raise CannotBeReviewedError(f"{to} has not come; today is {today}")
    if isinstance(record, Recommendation):
        values = _review(drafts.dataset, record, to, today, note, seen)
        part = PartKind(Review, "reviews")
        return drafts.part(part, PartPlace(record, ("reviews",)), values)
    for option, value in (("--note", note), ("--seen", seen)):
        if value:
            what = with_article(record.one)
            raise CannotBeReviewedError(f"{what} has no place for {option}; leave it out")
    days = dict(_days_of_looks(record))
    if not days:
        message = f"{with_article(record.one)} does not say how far it was looked at"
        raise CannotBeReviewedError(f"{message}; --at-source goes through its sources")
    earlier = {where: to.isoformat() for where, day in days.items() if day.latest < to}
    if not earlier:
        newest = min(days.values(), key=lambda day: day.latest)
        raise CannotBeReviewedError(f"it was looked at up to {newest} already; {to} is no later")
    return drafts.changed(record, earlier)


def _days_of_looks(record: Record) -> Iterator[tuple[FieldPath, PartialDate]]:
    """The days in a record that say how far it was looked at, each with its path: of a measure
    those of its searches and open questions, of a service and a point those of its sources.
    """
    match record:
        case Measure():
            for index, stage in enumerate(record.stages):
                for number, search in enumerate(stage.searched):
                    yield ("stages", index, "searched", number, "to"), search.to
            for index, question in enumerate(record.open_questions):
                yield ("open_questions", index, "looked_to"), question.looked_to
        case Service() | Implication():
            for where, source in sources_in(record):
                yield (*where, "seen_on"), source.seen_on


def _review(
    dataset: Dataset, record: Recommendation, to: date, today: date, note: str, seen: str
) -> dict[str, str]:
    """The fields of a new review."""
    if not note:
        raise CannotBeReviewedError("say with --note what you looked at, and what came of it")
    words = dataset.vocabulary["seen"]
    if seen and seen not in words:
        message = f"{quoted(seen)} is not how a source is seen{suggest(seen, list(words))}"
        raise CannotBeReviewedError(message)
    reviews = by_certain_date(record.reviews, lambda review: review.date)
    last = reviews[-1] if reviews else None
    if last and last.evidence_to.earliest > to:
        message = f"the last review looked up to {last.evidence_to}; {to} is before that"
        raise CannotBeReviewedError(message)
    if not (seen or last):
        raise CannotBeReviewedError(f"it has no review yet; say with --seen {' or '.join(words)}")
    values = {
        "date": today.isoformat(),
        "evidence_to": to.isoformat(),
        "seen": seen or (last.seen if last else ""),
        "note": " ".join(note.split()),
    }
    same_day = sum(review.date.latest == today for review in record.reviews)
    return values | ({"id": f"look-{same_day + 1}"} if same_day else {})


@dataclass(frozen=True)
class UnseenEdition:
    """An edition that was not seen at its own address: where it is cited, in a record and what this
    rests on. All of these say of it the same once it was seen.
    """

    uses: tuple[Use, ...]


def unseen_editions(dataset: Dataset, record: Record) -> tuple[UnseenEdition, ...]:
    """The editions on which a record rests and that were not seen at their own address: of its own,
    and of a recommendation those of the events that it cites and of the measures on which its
    elements rest.
    """
    unseen = (
        (each, where, source)
        for each in _with_what_it_rests_on(dataset, record)
        for where, source in sources_in(each)
        if source.seen != LIVE
    )
    return tuple(UnseenEdition(tuple(uses)) for uses in by_edition(unseen, itemgetter(2)))


def _with_what_it_rests_on(dataset: Dataset, record: Record) -> Sequence[Record]:
    if not isinstance(record, Recommendation):
        return [record]
    events = sorted(cited_developments(record))
    measures = dict.fromkeys(id for element in record.elements for id in element.rests_on)
    return [
        *(dataset.developments[id] for id in events),
        *(dataset.measures[id] for id in measures),
    ]


def drafts_of_seen(drafts: Drafts, item: UnseenEdition, today: date) -> tuple[Draft, ...]:
    """The drafts of the files that say of an edition that it was seen at its own address today.

    Raises CannotBeMadeError.
    """
    of_record: dict[tuple[str, str], tuple[Record, dict[FieldPath, str]]] = {}
    for record, where, _ in item.uses:
        values = of_record.setdefault((record.folder, record.id), (record, {}))[1]
        values |= {(*where, "seen"): LIVE, (*where, "seen_on"): exact_date(today).text}
    return tuple(drafts.changed(record, values) for record, values in of_record.values())
