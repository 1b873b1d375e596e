"""The published types of the kinds of record."""

from typing import ClassVar, Literal

from tracker.publish.data.grounds import Correction, OpenQuestion, Review, Source
from tracker.publish.data.item import (
    BodyId,
    DevelopmentId,
    Item,
    MeasureId,
    RecommendationId,
    ReportId,
)
from tracker.publish.data.parts import Claim, Commitment, Element, Response, Stage


class PublishedRecord(Item):
    """A record with a page."""

    page: str
    """The address of the page, or of the place on a page, that shows it to readers."""
    corrections: tuple[Correction, ...] = ()


class Report(PublishedRecord):
    """A publication that recommendations come from."""

    kind_of_item: ClassVar[str] = "reports"

    title: str
    short: str
    authors: tuple[str, ...]
    published: str
    url: str
    summary: str
    makes: int
    """How many recommendations it makes."""
    recorded: str
    """A word of the vocabulary `extents`: whether all of them are recorded."""
    recorded_reason: str | None = None
    sources: tuple[Source, ...]


class Recommendation(PublishedRecord):
    """What a report asked, of whom; what was answered, claimed and promised; and what the record
    shows.
    """

    kind_of_item: ClassVar[str] = "recommendations"

    report: ReportId
    number: int
    title: str
    short: str
    content_note: str | None = None
    summary: str
    """Our summary, not the recommendation's own words."""
    addressed_to: tuple[BodyId, ...]
    addressed_note: str | None = None
    applies_in: tuple[str, ...]
    topics: tuple[str, ...]
    label: str
    """What the record shows: a word of the vocabulary `labels`, worked out from the elements."""
    label_in_words: str
    share: str
    """How many of its elements have that label, and what the others have. Show it with the label.
    """
    share_count: int
    share_of: int
    reason: str
    confidence: str | None = None
    confidence_reason: str | None = None
    government_says: str
    """What the government claims: a word of the vocabulary `states`. Never mix it with `label`."""
    government_says_in_words: str
    last_change: str | None = None
    """The day of the newest change of the label, if there was any."""
    next_date: str | None = None
    """The next date that was promised and has not passed."""
    evidence_to: str
    """How far the evidence reaches. Absence is judged against this day, never against today."""
    reviewed: str
    reconstructed: bool
    """Whether findings about earlier days were written later."""
    flags: tuple[str, ...] = ()
    repeats: tuple[RecommendationId, ...] = ()
    blocked_by: tuple[str, ...] = ()
    developments: tuple[DevelopmentId, ...] = ()
    """Those that concern it, newest first."""
    responses: tuple[Response, ...]
    claims: tuple[Claim, ...] = ()
    elements: tuple[Element, ...]
    commitments: tuple[Commitment, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    reviews: tuple[Review, ...]


class Development(PublishedRecord):
    """One event."""

    kind_of_item: ClassVar[str] = "developments"

    date: str
    date_first: str
    date_last: str
    recorded: str
    """The day on which we wrote it."""
    title: str
    summary: str
    content_note: str | None = None
    kind: str
    """A word of the vocabulary `development-kinds`."""
    kind_in_words: str
    recommendations: tuple[RecommendationId, ...] = ()
    """Those that it concerns: named by it, or resting on it."""
    measures: tuple[MeasureId, ...] = ()
    bodies: tuple[BodyId, ...] = ()
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """To be named is not a finding."""
    sources: tuple[Source, ...]


class Measure(PublishedRecord):
    """By what means: a bill, an Act, a provision, an inquiry, an operation, a consultation."""

    kind_of_item: ClassVar[str] = "measures"

    name: str
    short: str | None = None
    kind: str
    """A word of the vocabulary `measure-kinds`."""
    kind_in_words: str
    content_note: str | None = None
    summary: str
    applies_in: tuple[str, ...]
    bodies: tuple[BodyId, ...]
    topics: tuple[str, ...]
    url: str | None = None
    citation: str | None = None
    part_of: MeasureId | None = None
    stages: tuple[Stage, ...]
    open_questions: tuple[OpenQuestion, ...] = ()


class Body(PublishedRecord):
    """Who must act or speak."""

    kind_of_item: ClassVar[str] = "bodies"

    name: str
    short: str | None = None
    kind: str
    """A word of the vocabulary `body-kinds`."""
    kind_in_words: str
    summary: str
    other_names: tuple[str, ...] = ()
    applies_in: tuple[str, ...]
    url: str | None = None


class Implication(PublishedRecord):
    """What a law, a guidance or a plan means for one audience. Information, not legal advice."""

    kind_of_item: ClassVar[str] = "implications"

    audience: str
    topic: str
    point: str
    force: str
    """A word of the vocabulary `forces`: duty, guidance or expected."""
    applies_in: tuple[str, ...]
    phase: Literal["now", "coming", "watch"]
    start: str | None = None
    """The day from which it was seen to apply."""
    expected: str | None = None
    looked_to: str | None = None
    """How far its start was looked for and not found."""
    reported_for: str | None = None
    """A day, now past, that a source gives for a start which was not seen: it may have started."""
    words: str | None = None
    measures: tuple[MeasureId, ...] = ()
    recommendations: tuple[RecommendationId, ...] = ()
    sources: tuple[Source, ...]


class Service(PublishedRecord):
    """A place to find help."""

    kind_of_item: ClassVar[str] = "services"

    name: str
    summary: str
    need: str
    serves: str
    url: str
    phone: str | None = None
    text: str | None = None
    hours: str | None = None
    applies_in: tuple[str, ...] = ()
    sources: tuple[Source, ...]
