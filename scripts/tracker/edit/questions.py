"""What `tracker new` asks: the fields of each kind of record, and of what stands inside one, as
questions. Which fields there are, and what each may hold, is read from the models.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.problems import quoted
from tracker.schema.addresses import url_fault
from tracker.schema.dates import PartialDate, parse_date
from tracker.schema.fields import (
    Correction,
    Model,
    OpenQuestion,
    Search,
    Source,
    TimeOfWriting,
)
from tracker.schema.file_fields import FileField, file_fields
from tracker.schema.normal_text import normal_text, shown, text_faults
from tracker.schema.records import (
    Body,
    Claim,
    Commitment,
    Development,
    DueDate,
    Element,
    Finding,
    Implication,
    Measure,
    Recommendation,
    Report,
    Response,
    Service,
    Stage,
)
from tracker.schema.traversal import FieldPath

ASKED: Mapping[type[Model], tuple[str, ...]] = {
    Report: (
        *("title", "short", "authors", "published", "url", "makes", "recorded"),
        "sources",
    ),
    Recommendation: (
        *("report", "number", "title", "addressed_to", "applies_in", "topics"),
        "elements",
    ),
    Development: (
        *("date", "title", "kind", "recommendations", "measures", "topics", "bodies"),
        "sources",
    ),
    Measure: ("name", "kind", "part_of", "applies_in", "bodies", "topics", "stages"),
    Body: ("name", "kind", "applies_in"),
    Implication: (
        *("audience", "topic", "point", "force", "applies_in", "starts_with", "applies_from"),
        *("measures", "recommendations", "sources"),
    ),
    Service: ("name", "need", "url", "sources"),
    Element: ("id",),
    Stage: ("stage", "date", "expected", "source"),
    Source: ("url", "title", "publisher", "published", "grade", "seen"),
    Search: (),
    Finding: ("status", "evidence", "evidence_to", "superseded_by", "searched", "reason"),
    DueDate: ("development", "date", "words", "set_on", "reason"),
    Correction: ("note",),
    Response: ("position", "by", "development", "searched"),
    Claim: ("state", "by", "development", "note"),
    Commitment: ("id", "what", "by", "made"),
    OpenQuestion: ("question", "looked_to"),
}
"""The fields of each model that are asked at a terminal, in the order in which they are. A text
that every record has and that is not asked is left for a person to write.
"""
_UNLESS: Mapping[tuple[type[Model], str], tuple[str, ...]] = {
    (Development, "topics"): ("recommendations", "measures"),
    (Implication, "applies_from"): ("starts_with",),
    (Stage, "expected"): ("date",),
    (DueDate, "words"): ("date",),
}
"""The fields that are asked only where none of some others is given."""
_WHERE_NEEDED = frozenset({(Finding, "superseded_by")})
"""The fields that are asked only where others make them needed."""
_PREFIXES = {
    "sources": "source-",
    "stages": "stage-",
    "elements": "element-",
    "searched": "search-",
}
"""With what the options begin that are about a part of a record, by its field."""

FieldAnswers = Mapping[FieldPath, Any]
"""What is known of a new record: the values of its fields, by their paths."""


@dataclass(frozen=True)
class Question:
    """A field of a new record as a question: the name of its option, its path in the record, the
    model that it is a field of, and whether it is asked at a terminal.
    """

    option: str
    where: FieldPath
    owner: type[Model]
    field: FileField
    is_asked: bool

    @property
    def meaning(self) -> str:
        """What its first sentence says that it means."""
        return self.field.shape.description

    @property
    def group(self) -> FieldPath:
        """The path of the mapping that it stands in."""
        return self.where[:-1]

    def is_open(self, answers: FieldAnswers) -> bool:
        """Whether it may be asked, by what was answered already, even where it is not needed."""
        others = _UNLESS.get((self.owner, self.field.key), ())
        is_alone = not any((*self.group, other) in answers for other in others)
        return is_alone and (self.owner, self.field.key) not in _WHERE_NEEDED

    @property
    def is_left_to_write(self) -> bool:
        """Whether it is a text that a person writes into the file."""
        return self.field.is_required and self.field.shape.is_text and not self.is_asked


def questions(model: type[Model], where: FieldPath = (), prefix: str = "") -> Iterator[Question]:
    """The questions about a new record, or a new part of one: those that are asked first, in their
    order, then the other fields that an option may give. What it was written on is none.
    """
    asked = ASKED[model]
    fields = {field.key: field for field in file_fields(model)}
    others = (key for key in fields if key not in asked)
    for key in (*asked, *others):
        field = fields[key]
        if any(isinstance(mark, TimeOfWriting) for mark in field.shape.marks):
            continue
        if field.shape.model is None:
            option = f"{prefix}{key.replace('_', '-')}"
            yield Question(option, (*where, key), model, field, key in asked)
        elif key in asked:
            inside = (*where, key, 0) if field.shape.is_list else (*where, key)
            assert issubclass(field.shape.model, Model)
            yield from questions(field.shape.model, inside, _PREFIXES.get(key, f"{key}-"))


def value_of(question: Question, text: str) -> Any:
    """The value of a field from its text. Raises ValueError with a sentence that says what is
    wrong. What the field may name is not looked at.
    """
    shape = question.field.shape
    text = text.strip()
    if not text:
        raise ValueError("it is empty; give it, or leave it out")
    if shape.value_type is bool or shape.value_type is int:
        return _plain_value(shape.value_type, text)
    if shape.allowed and text not in shape.allowed:
        raise ValueError(f"{quoted(text)} is none of {', '.join(shape.allowed)}")
    if shape.is_address and (fault := url_fault(text, http_allowed=True)):
        raise ValueError(fault)
    if shape.value_type is PartialDate:
        parse_date(text)
        return int(text) if re.fullmatch("[0-9]{4}", text) else text
    if shape.is_text and (faults := text_faults(text)):
        raise ValueError(f"it {', '.join(faults)}; write {shown(normal_text(text))}")
    return text


def _plain_value(kind: Callable[[str], Any], text: str) -> Any:
    if kind is bool:
        if text not in ("true", "false"):
            raise ValueError(f"{quoted(text)} is neither true nor false")
        return text == "true"
    if not re.fullmatch("[0-9]{1,9}", text):
        raise ValueError(f"{quoted(text)} is not a whole number")
    return int(text)


def is_begun(group: FieldPath, owner: type[Model], answers: FieldAnswers) -> bool:
    """Whether a mapping of a new record, by its path and its model, is to be in it: one that every
    record has, one of which anything was answered, or the source of a stage that has a date.
    """
    if any(where[: len(group)] == group for where in answers):
        return True
    if group and group[-1] == "source":
        return any((*group[:-1], key) in answers for key in ("date", "expected"))
    return owner is not Search
