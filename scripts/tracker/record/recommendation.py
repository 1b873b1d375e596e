"""A recommendation and its parts: what was asked, answered, claimed, found and promised."""

from typing import Annotated

from pydantic import Field

from tracker.record.fields import (
    AT_LEAST_ONE,
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
    RecommendationId,
    Record,
    Ref,
    Search,
    StageRef,
    Text,
    TopicId,
)


class Response(Model):
    """What one addressee answered, and the development in which it did; or where an answer was
    looked for and not found.
    """

    position: Annotated[Id, Ref("responses")]
    by: BodyId
    development: DevelopmentId | None = None
    searched: tuple[Search, ...] = ()
    note: Text | None = None


class Claim(Model):
    """What the government says about the delivery of this recommendation, in its own official
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
    """One testable part of a recommendation, with the findings that retell its history, oldest
    first.
    """

    id: Id
    text: Text
    rests_on: tuple[MeasureId, ...] = ()
    findings: Annotated[tuple[Finding, ...], AT_LEAST_ONE]


class DueDate(Model):
    """A date that was promised: a day or a span, or so many months after a stage of a measure, or
    words alone. `development` is the one that set it, or told later that it had been set, where
    that is not the one that made the promise.
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
