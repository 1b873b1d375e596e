"""The parts that records are made of: text, ids, dates, references, sources."""

from typing import Annotated, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    StringConstraints,
)

from tracker.schema.dates import PartialDate, check_zone, parse_date

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MAX_ID = 75
"""How many characters an id may have. The longest name of a file is that of a change, which is made
of three ids (`<recommendation>.response.<body>.<development>.2.json`), and a file system takes 255
bytes; the longest id of the first 600 records has 60.
"""


class Model(BaseModel):
    """A frozen mapping in which a field that is not listed is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ref:
    """Marks a field whose value names something else in the dataset.

    `target` is a kind of record (`bodies`), a vocabulary (`labels`), or one of `parts` (a
    recommendation, or one element of it: `audit-11.standards`), `measure-stages`
    (`crime-and-policing-act-2026.royal-assent`), `successors` (a recommendation or a measure) and
    `pages` (anything that has a page of its own: `topics/taxi-licensing`).
    """

    def __init__(self, target: str) -> None:
        self.target = target


class Address:
    """Marks a field whose value is an address (RFC 3986): the rule on addresses holds each of them,
    and none is text of ours.
    """


Text = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=4000, pattern=r"[^\W_]")
]
Id = Annotated[str, StringConstraints(strict=True, max_length=MAX_ID, pattern=ID_PATTERN)]
Url = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=1000), Address()]
"""An address. Only its length is checked here; `addresses_can_be_trusted` checks the rest."""
Zone = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=60), AfterValidator(check_zone)
]
Date = Annotated[InstanceOf[PartialDate], BeforeValidator(parse_date)]
Number = Annotated[int, Field(strict=True, ge=1, le=500)]
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


class Source(Model):
    """A published document, as one record uses it.

    `grade` is its grade for this use; `copy_of` is the original's address where a faithful copy was
    seen; `seen` says how much of it was seen, and `seen_on` when; `at` is the section, column or
    paragraph.
    """

    title: Text
    publisher: Text
    url: Url
    published: Date | None = None
    at: Text | None = None
    grade: Annotated[Id, Ref("grades")]
    copy_of: Url | None = None
    archived: Url | None = None
    seen: Annotated[Id, Ref("seen")]
    seen_on: Date


class Search(Model):
    """A search that found nothing: where, with which words, and up to which day."""

    where: Text
    words: Text
    to: Date


class OpenQuestion(Model):
    """What we could not establish, and how far we looked for it."""

    question: Text
    looked_to: Date


class Correction(Model):
    """What was wrong in a record that had been published, and when it was put right."""

    date: Date
    note: Text


class Record(Model):
    """What every kind of record has: the id, which is its file's name, and the corrections of it.

    `folder` is the folder of the kind in the data directory, `one` its name in a sentence.
    """

    folder: ClassVar[str]
    one: ClassVar[str]
    id: Id = Field(exclude=True)
    corrections: tuple[Correction, ...] = ()


def name_in_sentence(model: type[BaseModel]) -> str:
    """A model's name in a sentence: `open question` for `OpenQuestion`."""
    letters = (f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__)
    return "".join(letters).strip()
