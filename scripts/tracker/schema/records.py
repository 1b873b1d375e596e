"""The kinds of record and what stands inside them, one model each: the one definition of the
fields.

A record's id is its file's name and is not a field of the file; the loader puts it into `id`.
"""

from typing import Annotated

from pydantic import Field

from tracker.schema.fields import (
    AT_LEAST_ONE,
    AudienceId,
    BodyId,
    Date,
    DevelopmentId,
    Id,
    MeasureId,
    Model,
    Months,
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


class Response(Model):
    """What one addressee answered, and the development in which it did; or the searches that found
    no answer.
    """

    position: Annotated[Id, Ref("responses")]
    by: BodyId
    development: DevelopmentId | None = None
    searched: tuple[Search, ...] = ()
    note: Text | None = None


class Claim(Model):
    """What the responsible body says about the delivery of this recommendation, in its own official
    statement.
    """

    state: Annotated[Id, Ref("states")]
    development: DevelopmentId
    note: Text


class Finding(Model):
    """Our judgement of one element from `date` on. Never rewritten: a wrong one is corrected by a
    later one.

    `date` is the day from which the published record shows it, `recorded` the day we wrote it,
    `evidence_to` how far we had looked. It rests on `evidence`, or, where it states an absence, on
    `searched`. `against` are developments in which a source says otherwise.
    """

    status: Annotated[Id, Ref("labels")]
    date: Date
    recorded: Date
    reason: Text
    evidence: tuple[DevelopmentId, ...] = ()
    against: tuple[DevelopmentId, ...] = ()
    searched: tuple[Search, ...] = ()
    evidence_to: Date
    corrects: Date | None = None
    superseded_by: Annotated[Text, Ref("successors")] | None = None


class Element(Model):
    """One testable thing that a recommendation asks, with every finding about it, oldest first."""

    id: Id
    text: Text
    rests_on: tuple[MeasureId, ...] = ()
    findings: Annotated[tuple[Finding, ...], AT_LEAST_ONE]


class DueDate(Model):
    """A date that a commitment was given: a day or a span, or so many months after a stage of a
    measure, or words alone. `development` is the one that set it, or reported later that it had
    been set, where that is not the one that made the commitment.
    """

    date: Date | None = None
    after: StageRef | None = None
    within_months: Months | None = None
    words: Text | None = None
    set_on: Date
    reason: Text | None = None
    development: DevelopmentId | None = None


class Met(Model):
    """The day on which the published record shows that a commitment was kept."""

    date: Date
    development: DevelopmentId


class Commitment(Model):
    """What a body promised, in which development, by when (each date that it ever had), and whether
    it was kept. `looked_to` is how far the place that would show it was looked at, where that is
    less far than the record's evidence.
    """

    id: Id
    what: Text
    by: Annotated[tuple[BodyId, ...], AT_LEAST_ONE]
    made: DevelopmentId
    due: tuple[DueDate, ...] = ()
    met: Met | None = None
    looked_to: Date | None = None


class Review(Model):
    """A look at the whole record by an editor: when, how far the evidence reached, and what was
    looked at.
    """

    date: Date
    evidence_to: Date
    seen: Annotated[Id, Ref("seen")]
    note: Text


class Recommendation(Record):
    """What a report asked, of whom; what was answered and promised; and what the record shows,
    element by element. `content_note` is what a reader may wish to know before reading on.
    """

    folder = "recommendations"
    one = "recommendation"

    report: Annotated[Id, Ref("reports")]
    number: Number
    title: Text
    short: Text
    content_note: Text | None = None
    summary: Text
    addressed_to: Annotated[tuple[BodyId, ...], AT_LEAST_ONE]
    addressed_note: Text | None = None
    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    topics: Annotated[tuple[TopicId, ...], AT_LEAST_ONE]
    responses: Annotated[tuple[Response, ...], AT_LEAST_ONE]
    government_says: tuple[Claim, ...] = ()
    elements: Annotated[tuple[Element, ...], Field(min_length=2, max_length=6)]
    commitments: tuple[Commitment, ...] = ()
    repeats: tuple[RecommendationId, ...] = ()
    blocked_by: tuple[PartRef, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    reviews: Annotated[tuple[Review, ...], AT_LEAST_ONE]


class Site(Model):
    """`data/site.yaml`: the site's name, address, publisher and repository. What is unset is left
    out of the pages. `lead` is the line under the name, `featured` the report that stands first,
    `contact` and `corrections` are how to reach the publisher, in general and about a mistake.

    `zone` is the time zone in which "today" is determined, wherever the build runs; UTC where it is
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
    """A publication that recommendations come from. `makes` is how many it makes; `recorded` is
    whether all of them have a file here, and `recorded_reason` why not.
    """

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
    """One event on a day, however many recommendations it concerns. `recorded` is the day on which
    we wrote it.
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
    """A step of a measure: taken on `date`, expected by `expected`, known without a day (`words`),
    or looked for and not found (`searched`).
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
    """Who must act or speak. `words` are other names for it, above all of the offices in it, by
    which search finds its page.
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
