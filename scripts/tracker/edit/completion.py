"""What follows from the answers about a new record, or a new part of one: its dates, the time of
writing, what is known of its source, and the texts that a person has still to write.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from tracker.edit.questions import FieldAnswers, Question, is_begun
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import PLACEHOLDER, Model, Record, Source, TimeOfWriting
from tracker.schema.file_fields import file_fields
from tracker.schema.records import DueDate, Finding, Implication, Report, Response, Stage
from tracker.schema.traversal import FieldPath, normalise_url
from tracker.schema.vocabularies import ALL_RECORDED, NO_RESPONSE

TO_WRITE = f"{PLACEHOLDER} write this"
"""What stands where a person writes a text."""
_OF_ONE_USE = frozenset({"grade", "at", "note", "id"})
"""The fields of a source that are of one use of it."""
_WORDS_UNLESS: Mapping[type[Model], tuple[str, ...]] = {
    Stage: ("date", "expected"),
    DueDate: ("date", "after"),
    Implication: ("applies_from", "starts_with", "in_force_by", "expected"),
}
"""The models that need `words` where none of some fields is given."""

KnownFields = Mapping[str, Any]
"""What is known of a mapping, by the keys of its fields."""
FilledFields = Iterator[tuple[FieldPath, Any]]
"""The values that follow from what is known, each with its path in the mapping."""


@dataclass(frozen=True)
class WritingContext:
    """The dataset to which something is added, the day, and the time of writing as a record has it;
    of a part the record to which it is added, and whether it is the first of its list there.
    """

    dataset: Dataset
    today: date
    time: str
    record: Record | None = None
    is_first: bool = True


def complete(
    writing: WritingContext, asked: Sequence[Question], answers: FieldAnswers
) -> FieldAnswers:
    """The answers with all that follows from them, and the marks where a person has to write."""
    values = dict(answers)
    for group, owner in {question.group: question.owner for question in asked}.items():
        known = {str(w[-1]): value for w, value in values.items() if w[:-1] == group}
        if is_begun(group, owner, values):
            for where, value in _following(writing, owner, known):
                values.setdefault((*group, *where), value)
    for question in asked:
        if question.is_left_to_write and is_begun(question.group, question.owner, values):
            values.setdefault(question.where, TO_WRITE)
    return values


def is_needed(writing: WritingContext, question: Question, answers: FieldAnswers) -> bool:
    """Whether nothing can be written without the answer to a question: every such record has it or,
    of a finding, its status needs it.
    """
    if question.field.is_required:
        return is_begun(question.group, question.owner, answers)
    if question.owner is not Finding:
        return False
    status = writing.dataset.vocabulary.statuses.get(answers.get((*question.group, "status"), ""))
    words = {"evidence": "evidence", "superseded_by": "successor"}
    needs = status.needs.split("-and-") if status else []
    return words.get(question.field.key) in needs


def missing(
    writing: WritingContext, asked: Sequence[Question], answers: FieldAnswers
) -> list[Question]:
    """The questions without whose answer nothing can be written, and that have none."""
    return [
        question
        for question in asked
        if question.where not in answers and is_needed(writing, question, answers)
    ]


def _following(writing: WritingContext, owner: type[Model], known: KnownFields) -> FilledFields:
    """What follows of a record, or of a part of one, from what is known of it."""
    for field in file_fields(owner):
        if any(isinstance(mark, TimeOfWriting) for mark in field.shape.marks):
            yield (field.key,), writing.time
    if owner in _WORDS_UNLESS and known.keys().isdisjoint(_WORDS_UNLESS[owner]):
        yield ("words",), TO_WRITE
    if owner is Source:
        yield from _following_address(writing, known)
    elif owner is Finding:
        yield from _following_evidence(writing, known)
    elif owner is DueDate:
        yield from _following_development(writing, known)
    elif owner is Report and known.get("recorded", ALL_RECORDED) != ALL_RECORDED:
        yield ("recorded_reason",), TO_WRITE
    elif owner is Response and known.get("position") == NO_RESPONSE:
        yield from _search_to_write()


def _following_address(writing: WritingContext, known: KnownFields) -> FilledFields:
    """What is the same of a source wherever it is cited, where its address is."""
    address = normalise_url(known.get("url", ""))
    for record, where, source in writing.dataset.cited_sources if address else ():
        if normalise_url(source.url) == address:
            value = writing.dataset.document(record).value
            for key in where:
                value = value[key]
            yield from (((key,), value[key]) for key in value.keys() - _OF_ONE_USE)
            return
    yield ("seen_on",), writing.today.isoformat()


def _following_evidence(writing: WritingContext, known: KnownFields) -> FilledFields:
    """The dates of a finding by its evidence, and the search that its status needs."""
    developments = writing.dataset.developments
    dates = [developments[id].date for id in known.get("evidence", ()) if id in developments]
    newest = _value(max(dates, key=chronological)) if dates else None
    looked_to = known.get("evidence_to", newest)
    if looked_to is None:
        return
    yield ("evidence_to",), looked_to
    yield ("date",), newest or looked_to
    status = writing.dataset.vocabulary.statuses.get(known.get("status", ""))
    if status and "search" in status.needs:
        yield from _search_to_write()
        yield ("searched", 0, "to"), looked_to


def _search_to_write() -> FilledFields:
    yield from ((("searched", 0, key), TO_WRITE) for key in ("where", "words"))


def _following_development(writing: WritingContext, known: KnownFields) -> FilledFields:
    """The day on which a due date was set by its development; and, where it has none and others
    were set before, that a reason is to be written.
    """
    development = writing.dataset.developments.get(known.get("development", ""))
    if development:
        yield ("set_on",), _value(development.date)
    elif not writing.is_first:
        yield ("reason",), TO_WRITE


def _value(when: PartialDate) -> str | int:
    """A date as a file has it: a year alone is a number there."""
    return int(when.text) if re.fullmatch("[0-9]{4}", when.text) else when.text


def nested(answers: FieldAnswers) -> dict[str, Any]:
    """The values of a mapping from those of its fields by their paths."""
    whole: dict[str, Any] = {}
    for where, value in answers.items():
        inside: Any = whole
        for key, following in pairwise(where):
            if isinstance(inside, list) and key == len(inside):
                inside.append({})
            elif isinstance(inside, dict):
                inside.setdefault(key, [] if isinstance(following, int) else {})
            inside = inside[key]
        inside[where[-1]] = value
    return whole
