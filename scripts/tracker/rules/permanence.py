"""Rules of what stays as it was written, each given the dataset and an earlier one: that of a
commit.

They compare what was read, not its text: neither the order of fields or lists nor another spelling
of the same date is a change. A text for readers may be mended, so that a slip in it can be: what an
item says is in its other fields.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pydantic import BaseModel

from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted
from tracker.schema.dates import chronological
from tracker.schema.fields import Record
from tracker.schema.normal_text import normal_text
from tracker.schema.records import (
    Commitment,
    Development,
    DueDate,
    Element,
    Finding,
    Implication,
    Recommendation,
)
from tracker.schema.stubs import address_hash
from tracker.schema.traversal import FieldPath, field_shapes

Item = TypeVar("Item", bound=BaseModel)
Part = TypeVar("Part", Element, Commitment)

COMPARED_FILES = ("recommendations", "developments", "implications", "published.txt")
"""The folders and files of a data directory that these rules compare."""
_LATER_ADDED: dict[type[BaseModel], frozenset[str]] = {DueDate: frozenset({"development"})}
"""The fields, besides texts, by which an item may be mended or supplemented after it was written:
which event tells of a due date.
"""
_FINDING_REMEDY = (
    "a finding is never rewritten: put it back, and below it add one that is newer, or that "
    "'corrects' its date"
)
_DUE_DATE_REMEDY = (
    "a due date is never rewritten: put it back, and add the new one below it; where it was never "
    "so given, say that in 'corrections'"
)


def findings_are_never_rewritten(dataset: Dataset, earlier: Dataset) -> Iterator[Problem]:
    """Every finding that an element had it still has, with the status, dates, evidence and searches
    that it had.
    """
    for before, now in _kept_recommendations(dataset, earlier):
        for old, number, new in _kept_parts(before.elements, now.elements):
            where: FieldPath = ("elements", number, "findings")
            for inside, what in _rewritings(old.findings, new.findings, _finding_name):
                message = f"{what}; {_FINDING_REMEDY}"
                yield dataset.problem(now, (*where, *inside), message)


def due_dates_are_never_rewritten(dataset: Dataset, earlier: Dataset) -> Iterator[Problem]:
    """Every due date that a promise had it still has, as it was given and on the day on which it
    was set, unless a new correction of the record says that it was mistaken.
    """
    for before, now in _kept_recommendations(dataset, earlier):
        if _is_corrected(before, now):
            continue
        for old, number, new in _kept_parts(before.commitments, now.commitments):
            where: FieldPath = ("commitments", number, "due")
            for inside, what in _rewritings(old.due, new.due, _due_date_name):
                message = f"{what}; {_DUE_DATE_REMEDY}"
                yield dataset.problem(now, (*where, *inside), message)


def a_moved_due_date_says_why(dataset: Dataset, earlier: Dataset) -> Iterator[Problem]:
    """A due date that was added below another says why it was set, or which event set it; one that
    said so still does.
    """
    for now in dataset.recommendations.values():
        before = earlier.recommendations.get(now.id)
        commitments = {old.id: old for old in before.commitments} if before else {}
        for number, commitment in enumerate(now.commitments):
            old = commitments.get(commitment.id)
            for index in _moves_without_why(old.due if old else (), commitment.due):
                message = (
                    f"{_due_date_name(commitment.due[index])} has neither 'reason' nor "
                    "'development'; a date that moves says why, or which event moved it"
                )
                yield dataset.problem(now, ("commitments", number, "due", index), message)


def the_day_of_recording_never_changes(dataset: Dataset, earlier: Dataset) -> Iterator[Problem]:
    """A development, or a point of an audience that says when it was written, was recorded on the
    day that it always said, unless a new correction of it says that the day was mistaken.
    """
    pairs: list[tuple[Development | Implication, Development | Implication | None]] = [
        *((before, dataset.developments.get(id)) for id, before in earlier.developments.items()),
        *((before, dataset.implications.get(id)) for id, before in earlier.implications.items()),
    ]
    for before, now in pairs:
        changed = now and before.recorded and now.recorded != before.recorded
        if now and changed and not _is_corrected(before, now):
            message = (
                f"recorded was {before.recorded}; the day on which we wrote it never changes: put "
                "it back, or, where it was mistaken, say that in 'corrections'"
            )
            yield dataset.problem(now, ("recorded",), message)


def ids_inside_a_recommendation_never_change(
    dataset: Dataset, earlier: Dataset
) -> Iterator[Problem]:
    """Every element and every promise that a recommendation had it still has, by its id."""
    for before, now in _kept_recommendations(dataset, earlier):
        for where, message in _ids_gone(before.elements, now.elements):
            remedy = "; put it back, and where it is no longer asked, add a finding that says so"
            yield dataset.problem(now, ("elements", *where), message + remedy * (not where))
        for where, message in _ids_gone(before.commitments, now.commitments):
            remedy = "; put it back, and where it no longer holds, add a due date that says so"
            yield dataset.problem(now, ("commitments", *where), message + remedy * (not where))


def published_ids_stay_listed(dataset: Dataset, earlier: Dataset) -> Iterator[Problem]:
    """An id that published.txt listed it still lists, whether its record is there or not; or its
    hash, where the id did harm.
    """
    root = dataset.documents["", "site"].file.partition("/")[0]
    listed = {address for _, address in dataset.published}
    for _, address in earlier.published:
        if not listed & {address, address_hash(address)}:
            message = (
                f"{quoted(address)} was published and is no longer listed; put back the line, and "
                "its record where that is gone, for its address is for ever"
            )
            yield Problem(f"{root}/published.txt", 1, 1, message)


def _kept_recommendations(
    dataset: Dataset, earlier: Dataset
) -> Iterator[tuple[Recommendation, Recommendation]]:
    """Each recommendation as it was and as it is. One that is gone is published.txt's to hold."""
    for id, before in earlier.recommendations.items():
        if now := dataset.recommendations.get(id):
            yield before, now


def _kept_parts(before: Sequence[Part], now: Sequence[Part]) -> Iterator[tuple[Part, int, Part]]:
    """Each element or promise that is still there, by its id: as it was, its place, as it is."""
    earlier = {part.id: part for part in before}
    for number, part in enumerate(now):
        if part.id in earlier:
            yield earlier[part.id], number, part


def _is_corrected(before: Record, now: Record) -> bool:
    """Whether a correction was added to a record."""
    return len(now.corrections) > len(before.corrections)


def _ids_gone(before: Sequence[Part], now: Sequence[Part]) -> Iterator[tuple[FieldPath, str]]:
    """Each id that was there and is not: the path to what has another id now, none where that is
    gone, and what is wrong.
    """
    known = {part.id for part in before}
    added = [number for number, part in enumerate(now) if part.id not in known]
    ids = {part.id for part in now}
    for part in before:
        if part.id in ids:
            continue
        number = _most_alike(part, now, added)
        if number is None:
            yield (), f"{quoted(part.id)} is gone"
        else:
            added.remove(number)
            yield (number, "id"), f"was {quoted(part.id)}; an id never changes: put it back"


def _moves_without_why(before: Sequence[DueDate], now: Sequence[DueDate]) -> Iterator[int]:
    """The place of each due date that was not set first and does not say why it was set: of those
    that are new, and of those that once said it.
    """
    first = min(now, key=lambda due: chronological(due.set_on), default=None)
    earlier = {place: old for old, place in zip(before, _places(before, now), strict=True) if place}
    for index, due in enumerate(now):
        if due is not first and not (due.reason or due.development):
            old = earlier.get(index)
            if old is None or old.reason or old.development:
                yield index


def _rewritings(
    before: Sequence[Item], now: Sequence[Item], name: Callable[[Item], str]
) -> Iterator[tuple[FieldPath, str]]:
    """Each item of a list that is no longer as it was: the path in the list to the first field that
    differs, none where the item is gone; and what was there.
    """
    for old, place in zip(before, _places(before, now), strict=True):
        if place is None:
            yield (), f"{name(old)} is gone"
            continue
        was, now_is = _meaning_by_field(old), _meaning_by_field(now[place])
        if fields := [field for field in was if was[field] != now_is[field]]:
            what = (f"{field} was {_shown(getattr(old, field))}" for field in fields)
            yield (place, fields[0]), ", ".join(what)


def _places(before: Sequence[Item], now: Sequence[Item]) -> list[int | None]:
    """The place at which each earlier item stands now: that of one that says the same, else that
    of the one most like it which is no other's; None where it is gone.
    """
    free = list(range(len(now)))
    places: list[int | None] = []
    for old in before:
        meaning = _meaning_by_field(old)
        same = [number for number in free if _meaning_by_field(now[number]) == meaning]
        places.append(same[0] if same else None)
        free = [number for number in free if number not in same[:1]]
    for index, old in enumerate(before):
        if places[index] is None:
            places[index] = number = _most_alike(old, now, free)
            free = [other for other in free if other != number]
    return places


def _most_alike(item: Item, others: Sequence[Item], places: Sequence[int]) -> int | None:
    """The place of the item that has most of another's fields as they are, and at least half;
    None where none has.
    """
    defaults = {name: field.default for name, field in type(item).model_fields.items()}
    fields = [name for name, default in defaults.items() if getattr(item, name) != default]
    likeness = {
        place: sum(getattr(item, name) == getattr(others[place], name) for name in fields)
        for place in places
    }
    best = max(likeness, key=lambda place: likeness[place], default=None)
    return best if best is not None and likeness[best] * 2 >= len(fields) else None


def _meaning_by_field(item: BaseModel) -> dict[str, object]:
    """What an item says, by the names of its fields: all but texts for readers. A due date in
    words alone is these words.
    """
    kind = type(item)
    added = _LATER_ADDED.get(kind, frozenset())
    meaning = {
        name: _meaning(getattr(item, name))
        for name, shape in field_shapes(kind).items()
        if not shape.is_text and name not in added
    }
    if isinstance(item, DueDate):
        meaning["words"] = None if item.date or item.after else normal_text(item.words or "")
    return meaning


def _meaning(value: object) -> object:
    """A value for comparison: of a list, what is in it and how often; of a model, what it says."""
    if isinstance(value, BaseModel):
        return tuple(_meaning_by_field(value).items())
    if isinstance(value, tuple):
        return frozenset(Counter(_meaning(item) for item in value).items())
    return value


def _shown(value: object) -> str:
    """A value of an item for a message."""
    if value is None or value == ():
        return "not there"
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, BaseModel):
        fields = ((name, getattr(value, name)) for name in _meaning_by_field(value))
        return " ".join(f"{name} {_shown(item)}" for name, item in fields)
    return quoted(value)


def _finding_name(finding: Finding) -> str:
    return f"the finding {quoted(finding.status)} of {finding.date}, recorded {finding.recorded},"


def _due_date_name(due: DueDate) -> str:
    months = f"{due.within_months} months after {due.after}" if due.after else None
    return f"the due date {quoted(due.date or months or due.words)}, set on {due.set_on},"
