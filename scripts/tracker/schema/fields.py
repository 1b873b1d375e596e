"""The parts that records are made of: text, ids, dates, references, sources."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    StringConstraints,
    WithJsonSchema,
)

from tracker.problems import quoted
from tracker.schema.dates import (
    DATE_FORMS,
    DATE_TEXT_PATTERN,
    FIRST_YEAR,
    LAST_YEAR,
    RECORDED_FORMS,
    RECORDED_TEXT_PATTERN,
    PartialDate,
    check_zone,
    parse_date,
    parse_recorded,
)
from tracker.schema.numbers import MAX_NUMBER, NUMBER_FORMS, NUMBER_PATTERN, parse_number

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MAX_ID = 75
"""How many characters an id may have. The longest name of a file is that of a change, which is made
of three ids (`<recommendation>.response.<body>.<development>.json`), and a file system takes 255
bytes; the longest id of the first 600 records has 60.
"""
MAX_TEXT, MAX_ADDRESS = 4000, 1000
"""How many characters a text and an address may have."""
PLACEHOLDER = "TODO:"
"""What marks the place of a text that a person has still to write."""


@dataclass(frozen=True)
class WithdrawnReference:
    """A reference that the loader left out of a part of a record, as it names a record that was
    withdrawn: the field of the part in which it stood, or in which what cannot stand without it
    did; the address of that record; and the day of the withdrawal, None where that is not public.
    """

    field: str
    address: str
    day: PartialDate | None


_FIELDS_NOT_NOTED: set[str] = set()


class Model(BaseModel):
    """A frozen mapping in which a field that is not listed is an error. `plural` is the name of its
    kind in the published data, where its items are a kind there and no records. Which of its fields
    were given is not noted: for many models that takes as much room as their values.
    """

    plural: ClassVar[str] = ""

    model_config = ConfigDict(frozen=True, extra="forbid")

    _withdrawn: ClassVar[tuple[WithdrawnReference, ...]] = ()

    def model_post_init(self, context: Any, /) -> None:
        """Called by pydantic once the fields have their values."""
        object.__setattr__(self, "__pydantic_fields_set__", _FIELDS_NOT_NOTED)

    @property
    def withdrawn_references(self) -> tuple[WithdrawnReference, ...]:
        """Each reference of its file that the loader left out, as it names a record that was
        withdrawn.
        """
        return self._withdrawn

    def withdrawn_from(self, field: str) -> tuple[WithdrawnReference, ...]:
        """Those of one of its fields."""
        return tuple(reference for reference in self._withdrawn if reference.field == field)

    def with_values(self, **values: Any) -> Self:
        """The same with these values of some fields; itself where they are as they were, so that
        what stays the same from one day to the next is there once.
        """
        changed = {name: value for name, value in values.items() if value != getattr(self, name)}
        if not changed:
            return self
        kind = type(self)
        copy = kind.__new__(kind)
        for name, value in (
            ("__dict__", self.__dict__ | changed),
            ("__pydantic_extra__", None),
            ("__pydantic_fields_set__", _FIELDS_NOT_NOTED),
            ("__pydantic_private__", None),
        ):
            object.__setattr__(copy, name, value)
        return copy

    def without_references(self, withdrawn: tuple[WithdrawnReference, ...]) -> None:
        """Notes the references that were left out. Only the loader does so."""
        object.__setattr__(self, "_withdrawn", withdrawn)


class Ref:
    """Marks a field whose value names something else in the dataset.

    `target` is a kind of record (`bodies`), a vocabulary (`labels`), or one of `parts` (a
    recommendation, or one element of it: `audit-11.standards`), `measure-stages`
    (`bridge-inquiry.set-up`), `successors` (a recommendation or a measure) and
    `pages` (anything that has a page of its own: `topics/bridges`).
    """

    def __init__(self, target: str) -> None:
        self.target = target


class Address:
    """Marks a field whose value is an address (RFC 3986): the rule on addresses holds each of them,
    and none is text of ours.
    """


class Prose:
    """Marks a text for readers."""


class EventDay:
    """Marks the date of an event: readers sort and calculate with it, so it is published with the
    earliest and the latest day that it can mean.
    """


class TimeOfWriting:
    """Marks when we wrote something: a day, which may bear a time. The published data has the time
    in a column of its own.
    """


class PublishedAs:
    """Marks a field that has another name in the published data."""

    def __init__(self, name: str) -> None:
        self.name = name


Text = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=MAX_TEXT, pattern=r"[^\W_]"),
    Prose(),
]
Id = Annotated[str, StringConstraints(strict=True, max_length=MAX_ID, pattern=ID_PATTERN)]
Url = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=MAX_ADDRESS), Address()
]
"""An address. Only its length is checked here; `addresses_can_be_trusted` checks the rest."""
Zone = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=60), AfterValidator(check_zone)
]
LANGUAGE_PATTERN = r"^en(-([A-Z]{2}|[0-9]{3}))?$"
LANGUAGE_FORMS = "'en', or 'en-' and the code of a country, such as 'en-NZ'"


def check_language(tag: str) -> str:
    """A language tag (BCP 47) of English; raises ValueError for anything else."""
    if not re.fullmatch(LANGUAGE_PATTERN, tag):
        raise ValueError(f"{quoted(tag)} is not a tag for English; write {LANGUAGE_FORMS}")
    return tag


Language = Annotated[
    str,
    Field(strict=True),
    AfterValidator(check_language),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": LANGUAGE_PATTERN,
            "patternErrorMessage": f"This is not a tag for English; write {LANGUAGE_FORMS}.",
        }
    ),
]
_DATE_SCHEMA = {
    "type": ["string", "integer"],
    "pattern": DATE_TEXT_PATTERN,
    "patternErrorMessage": f"This is not a date; write {DATE_FORMS}.",
    "minimum": FIRST_YEAR,
    "maximum": LAST_YEAR,
}
"""A date in JSON Schema. A year alone is a number to whoever reads YAML."""
Date = Annotated[InstanceOf[PartialDate], BeforeValidator(parse_date), WithJsonSchema(_DATE_SCHEMA)]
EventDate = Annotated[Date, EventDay()]
_RECORDED_SCHEMA = {
    "type": "string",
    "pattern": RECORDED_TEXT_PATTERN,
    "patternErrorMessage": f"This is not a day; write {RECORDED_FORMS}.",
}
Recorded = Annotated[
    InstanceOf[PartialDate],
    BeforeValidator(parse_recorded),
    WithJsonSchema(_RECORDED_SCHEMA),
    TimeOfWriting(),
]
Count = Annotated[int, Field(strict=True, ge=1, le=500)]
_NUMBER_SCHEMA = {
    "type": "string",
    "pattern": NUMBER_PATTERN,
    "maxLength": MAX_NUMBER,
    "patternErrorMessage": f"This is not a number; write {NUMBER_FORMS}, in quotes.",
}
Number = Annotated[str, BeforeValidator(parse_number), WithJsonSchema(_NUMBER_SCHEMA)]
"""The number that a report gives to a recommendation, as the report prints it."""
Months = Annotated[int, Field(strict=True, ge=0, le=600)]

Nation = Annotated[Id, Ref("nations")]
BodyId = Annotated[Id, Ref("bodies")]
MeasureId = Annotated[Id, Ref("measures")]
DevelopmentId = Annotated[Id, Ref("developments")]
RecommendationId = Annotated[Id, Ref("recommendations")]
TopicId = Annotated[Id, Ref("topics")]
PlaceId = Annotated[Id, Ref("places")]
AudienceId = Annotated[Id, Ref("audiences")]
PartRef = Annotated[Text, Ref("parts")]
StageRef = Annotated[Text, Ref("measure-stages")]

AT_LEAST_ONE = Field(min_length=1)


SourceEndKind = Literal["withdrawn", "replaced", "gone"]
"""How a source ended: its publisher took it back; another document took its place; its address
answers no more.
"""


class SourceEnd(Model):
    """The end of a source: it was withdrawn or replaced, or its address is gone."""

    date: Date
    """The day on which it ended, never before the source was published."""
    how: SourceEndKind
    """How it ended: `withdrawn`, its publisher took it back; `replaced`, another document took its
    place; `gone`, its address answers no more.
    """
    by: Url | None = None
    """The address of what took its place. `replaced` always has one, and nothing else has."""
    note: Text | None = None
    """What its publisher said of it, in our own words, at most 25."""


class Source(Model):
    """A published document, as one record uses it."""

    plural = "sources"

    title: Text
    """The document's own title; the same wherever this edition at this address is cited."""
    publisher: Text
    """Whose document it is, always spelled in the same way. The holder of a copy is `copied_by`."""
    copied_by: Text | None = None
    """Who holds the copy that was seen, always spelled in the same way; for a copy on another host
    of the publisher itself, that publisher.
    """
    copy_words: Text | None = None
    """What kind of copy it is, where "copy of" and the publisher's name do not say it: `copy of an
    Ofcom release`. Only a source with `copied_by` has them.
    """
    url: Url
    """The address at which we saw it; for a copy, that of the copy."""
    published: Date | None = None
    """The date on which it was published, where it says so. It tells the editions at one address
    apart.
    """
    at: Text | None = None
    """The section, column or paragraph."""
    grade: Annotated[Id, Ref("grades")]
    """How strong the source is for this use."""
    copy_of: Url | None = None
    """The address of the original, where a faithful copy was seen."""
    archived: Url | None = None
    """The address of a copy of it in a public archive."""
    seen: Annotated[Id, Ref("seen")]
    """How much of it we saw."""
    seen_on: Date
    """The day on which we saw it, never before `published`."""
    insecure: Text | None = None
    """Why its address begins with `http://`, which is refused without a reason, in at most 25
    words.
    """
    note: Text | None = None
    """What a reader should know before opening it, such as that it has graphic detail or names a
    person, in at most 25 words, without that detail and without a name.
    """
    ended: SourceEnd | None = None
    """Its end, where it was withdrawn or replaced or its address is gone; the same wherever this
    edition is cited.
    """
    id: Id | None = None
    """Its name in its list, where an older one there has the same address. It never changes."""


class Search(Model):
    """A search that found nothing."""

    plural = "searches"

    where: Annotated[Text, PublishedAs("looked_in")]
    """The places that were searched."""
    words: Annotated[Text, PublishedAs("looked_for")]
    """The words that were searched for."""
    to: Annotated[Date, PublishedAs("looked_to")]
    """The day up to which the place could have shown it."""


class OpenQuestion(Model):
    """What we could not establish, and how far we looked for it."""

    plural = "open_questions"

    question: Text
    """What could not be established, put as a question."""
    looked_to: Date
    """How far we had looked for an answer."""


class Correction(Model):
    """What was wrong in a record that had been published, and when it was put right."""

    plural = "corrections"

    date: Recorded
    """The day on which it was put right, or the day with the time."""
    note: Text
    """What was wrong and how it was put right."""
    id: Id | None = None
    """Its name among the corrections of the record, where an older one has the same date. It never
    changes.
    """


class Record(Model):
    """What every kind of record has."""

    folder: ClassVar[str]
    """The folder of the kind in the data directory."""
    one: ClassVar[str]
    """The kind's name in a sentence."""
    id: Id = Field(exclude=True)
    """Its name among the records of its kind, which is its file's name: lower-case words joined by
    hyphens, at most 75 characters. It never changes once published.
    """
    corrections: tuple[Correction, ...] = ()
    """What was wrong in it after publication and was put right."""


def name_in_sentence(model: type[BaseModel]) -> str:
    """A model's name in a sentence: `open question` for `OpenQuestion`."""
    letters = (f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__)
    return "".join(letters).strip()
