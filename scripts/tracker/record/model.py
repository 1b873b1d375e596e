"""The kinds of record, one class each: the one definition of the fields.

A record's id is its file's name and stands nowhere in the file; the loader puts it into `id`.
"""

from typing import Annotated

from tracker.record.fields import (
    AT_LEAST_ONE,
    AudienceId,
    BodyId,
    Date,
    Id,
    MeasureId,
    Model,
    Nation,
    Number,
    OpenQuestion,
    PartRef,
    PlaceId,
    RecommendationId,
    Record,
    Ref,
    Search,
    Source,
    StageRef,
    Text,
    TopicId,
    Url,
    Zone,
)
from tracker.record.recommendation import Recommendation


class Site(Model):
    """`data/site.yaml`: what the site is called and where it lives. What is unset is left out of
    the pages.

    `zone` is the time zone of which "today" is told, wherever the machine stands; UTC where it is
    unset.
    """

    name: Text
    lead: Text
    featured: Annotated[Id, Ref("reports")]
    publisher: Text | None = None
    contact: Text | None = None
    corrections: Text | None = None
    repository: Url | None = None
    address: Url | None = None
    zone: Zone | None = None


class Report(Record):
    """A publication that recommendations come from. `makes` is how many it makes."""

    folder = "reports"
    one = "report"

    title: Text
    short: Text
    authors: Annotated[tuple[Text, ...], AT_LEAST_ONE]
    published: Date
    url: Url
    summary: Text
    makes: Number
    recorded: Annotated[Id, Ref("extents")]
    recorded_reason: Text | None = None
    sources: Annotated[tuple[Source, ...], AT_LEAST_ONE]


class Development(Record):
    """One event: a thing that happened on a day, however many recommendations it touches.
    `recorded` is the day on which we wrote it.
    """

    folder = "developments"
    one = "development"

    date: Date
    recorded: Date
    title: Text
    summary: Text
    content_note: Text | None = None
    kind: Annotated[Id, Ref("development-kinds")]
    recommendations: tuple[PartRef, ...] = ()
    measures: tuple[MeasureId, ...] = ()
    bodies: tuple[BodyId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    places: tuple[PlaceId, ...] = ()
    sources: Annotated[tuple[Source, ...], AT_LEAST_ONE]


class Stage(Model):
    """A step on a measure's ladder: taken on `date`, expected by `expected`, known without a day
    (`words`), or looked for and not found (`searched`).
    """

    stage: Annotated[Id, Ref("stages")]
    date: Date | None = None
    expected: Date | None = None
    words: Text | None = None
    searched: tuple[Search, ...] = ()
    applies_in: tuple[Nation, ...] = ()
    source: Source | None = None


class Measure(Record):
    """By what means: a bill, an Act, one provision of it, an inquiry, an operation, a consultation,
    guidance.
    """

    folder = "measures"
    one = "measure"

    name: Text
    short: Text | None = None
    kind: Annotated[Id, Ref("measure-kinds")]
    content_note: Text | None = None
    summary: Text
    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    bodies: Annotated[tuple[BodyId, ...], AT_LEAST_ONE]
    topics: Annotated[tuple[TopicId, ...], AT_LEAST_ONE]
    url: Url | None = None
    citation: Text | None = None
    part_of: MeasureId | None = None
    stages: Annotated[tuple[Stage, ...], AT_LEAST_ONE]
    open_questions: tuple[OpenQuestion, ...] = ()


class Body(Record):
    """Who must act or speak. `words` are other names that
    readers ask with, the offices in it above all.
    """

    folder = "bodies"
    one = "body"

    name: Text
    short: Text | None = None
    kind: Annotated[Id, Ref("body-kinds")]
    summary: Text
    words: tuple[Text, ...] = ()
    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    url: Url | None = None


class Implication(Record):
    """What a law, a guidance or a plan means for one audience. `point` begins with the verb.

    It applies from `applies_from`, or from the date of the stage that `starts_with` names, was seen
    in force on `in_force_by` where its start was not seen, is `expected` by a date, or says in
    `words` what its start waits for.
    """

    folder = "implications"
    one = "implication"

    audience: AudienceId
    topic: TopicId
    point: Text
    force: Annotated[Id, Ref("forces")]
    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    applies_from: Date | None = None
    starts_with: StageRef | None = None
    in_force_by: Date | None = None
    expected: Date | None = None
    words: Text | None = None
    measures: tuple[MeasureId, ...] = ()
    recommendations: tuple[RecommendationId, ...] = ()
    sources: Annotated[tuple[Source, ...], AT_LEAST_ONE]


class Service(Record):
    """A place to find help. Numbers, hours and nations come from its own pages, or are left out."""

    folder = "services"
    one = "service"

    name: Text
    summary: Text
    need: Annotated[Id, Ref("needs")]
    serves: Text
    url: Url
    phone: Text | None = None
    text: Text | None = None
    hours: Text | None = None
    applies_in: tuple[Nation, ...] = ()
    sources: Annotated[tuple[Source, ...], AT_LEAST_ONE]


KINDS: tuple[type[Record], ...] = (
    Report,
    Recommendation,
    Development,
    Measure,
    Body,
    Implication,
    Service,
)
