"""The kinds of record, one class each: the one definition of the fields.

A record's id is its file's name and stands nowhere in the file; the loader puts it into `id`.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from tracker.record.fields import (
    BodyId,
    Correction,
    Count,
    Date,
    DevelopmentId,
    Id,
    MeasureId,
    Model,
    Nation,
    PartRef,
    RecommendationId,
    Ref,
    Search,
    Several,
    Source,
    StageRef,
    Text,
    TopicId,
    Url,
)


class Record(Model):
    """What every kind of record has: the id that is its file's name, and the folder that holds its kind."""

    folder: ClassVar[str]
    one: ClassVar[str]
    id: Id = Field(exclude=True)


class Site(Model):
    """`data/site.yaml`: what the site is called and where it lives. What is unset is left out of the pages."""

    name: Text
    lead: Text
    featured: Annotated[Id, Ref("reports")]
    publisher: Text | None = None
    contact: Text | None = None
    corrections: Text | None = None
    repository: Url | None = None
    address: Url | None = None


class Report(Record):
    """A publication that recommendations come from. `makes` is how many it makes."""

    folder = "reports"
    one = "report"

    title: Text
    short: Text
    authors: Annotated[tuple[Text, ...], Several]
    published: Date
    url: Url
    summary: Text
    makes: Count
    recorded: Annotated[Id, Ref("extents")]
    recorded_reason: Text | None = None
    sources: Annotated[tuple[Source, ...], Several]


class Response(Model):
    """What one addressee answered, and the development in which it did."""

    position: Annotated[Id, Ref("responses")]
    by: BodyId
    development: DevelopmentId
    note: Text | None = None


class Claim(Model):
    """What the government says about the delivery of this recommendation, in its own official statement."""

    state: Annotated[Id, Ref("states")]
    development: DevelopmentId
    note: Text


class Finding(Model):
    """Our judgement of one element from `date` on. Never rewritten: a wrong one is corrected by a later one.

    `date` is the day from which the published record shows it, `recorded` the day we wrote it, `evidence_to` how far
    we had looked. It rests on `evidence`, or, where it states an absence, on `searched`.
    """

    status: Annotated[Id, Ref("labels")]
    date: Date
    recorded: Date
    reason: Text
    evidence: tuple[DevelopmentId, ...] = ()
    searched: tuple[Search, ...] = ()
    evidence_to: Date
    corrects: Date | None = None
    superseded_by: Annotated[Text, Ref("successors")] | None = None


class Element(Model):
    """One testable part of a recommendation, with the findings that retell its history, oldest first."""

    id: Id
    text: Text
    rests_on: tuple[MeasureId, ...] = ()
    findings: Annotated[tuple[Finding, ...], Several]


class Due(Model):
    """A date that was promised: a day or a span, or so many months after a stage of a measure, or words alone."""

    date: Date | None = None
    after: StageRef | None = None
    within_months: Count | None = None
    words: Text | None = None
    set_on: Date
    reason: Text | None = None


class Met(Model):
    """The day on which the published record shows that a commitment was kept."""

    date: Date
    development: DevelopmentId


class Commitment(Model):
    """What a body promised, in which development, by when (each date that it ever had), and whether it was kept."""

    id: Id
    what: Text
    by: Annotated[tuple[BodyId, ...], Several]
    made: DevelopmentId
    due: tuple[Due, ...] = ()
    met: Met | None = None


class OpenQuestion(Model):
    """What we could not establish, and how far we looked for it."""

    question: Text
    looked_to: Date


class Review(Model):
    """A look at the whole record by an editor: when, how far the evidence reached, and what was looked at."""

    date: Date
    evidence_to: Date
    seen: Annotated[Id, Ref("seen")]
    note: Text


class Recommendation(Record):
    """What a report asked, of whom; what was answered and promised; and what the record shows, element by element."""

    folder = "recommendations"
    one = "recommendation"

    report: Annotated[Id, Ref("reports")]
    number: Count
    title: Text
    short: Text
    summary: Text
    addressed_to: Annotated[tuple[BodyId, ...], Several]
    addressed_note: Text | None = None
    applies_in: Annotated[tuple[Nation, ...], Several]
    topics: Annotated[tuple[TopicId, ...], Several]
    responses: Annotated[tuple[Response, ...], Several]
    government_says: tuple[Claim, ...] = ()
    elements: Annotated[tuple[Element, ...], Field(min_length=2, max_length=6)]
    commitments: tuple[Commitment, ...] = ()
    repeats: tuple[RecommendationId, ...] = ()
    blocked_by: tuple[PartRef, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    reviews: Annotated[tuple[Review, ...], Several]


class Development(Record):
    """One event: a thing that happened on a day, however many recommendations it touches."""

    folder = "developments"
    one = "development"

    date: Date
    title: Text
    summary: Text
    kind: Annotated[Id, Ref("development-kinds")]
    recommendations: tuple[PartRef, ...] = ()
    measures: tuple[MeasureId, ...] = ()
    bodies: tuple[BodyId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    sources: Annotated[tuple[Source, ...], Several]
    content_note: Text | None = None
    corrections: tuple[Correction, ...] = ()


class Stage(Model):
    """A step on a measure's ladder: taken on `date`, expected by `expected`, known without a day (`words`), or
    looked for and not found (`searched`)."""

    stage: Annotated[Id, Ref("stages")]
    date: Date | None = None
    expected: Date | None = None
    words: Text | None = None
    searched: tuple[Search, ...] = ()
    applies_in: tuple[Nation, ...] = ()
    source: Source | None = None


class Measure(Record):
    """By what means: a bill, an Act, one provision of it, an inquiry, an operation, a consultation, guidance."""

    folder = "measures"
    one = "measure"

    name: Text
    short: Text | None = None
    kind: Annotated[Id, Ref("measure-kinds")]
    summary: Text
    applies_in: Annotated[tuple[Nation, ...], Several]
    bodies: Annotated[tuple[BodyId, ...], Several]
    topics: Annotated[tuple[TopicId, ...], Several]
    url: Url | None = None
    citation: Text | None = None
    part_of: MeasureId | None = None
    stages: Annotated[tuple[Stage, ...], Several]
    open_questions: tuple[OpenQuestion, ...] = ()


class Body(Record):
    """Who must act or speak."""

    folder = "bodies"
    one = "body"

    name: Text
    short: Text | None = None
    kind: Annotated[Id, Ref("body-kinds")]
    summary: Text
    applies_in: Annotated[tuple[Nation, ...], Several]
    url: Url | None = None


class Service(Record):
    """A place to find help. Numbers and hours come from the service's own page, or are left out."""

    folder = "services"
    one = "service"

    name: Text
    summary: Text
    serves: Text
    url: Url
    phone: Text | None = None
    hours: Text | None = None
    applies_in: Annotated[tuple[Nation, ...], Several]
    source: Source


KINDS: tuple[type[Record], ...] = (Report, Recommendation, Development, Measure, Body, Service)
