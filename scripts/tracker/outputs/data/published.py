"""The types of the published data, version 1: each kind of item with its fields and their meanings.
Tables, CSV, SQLite, the Data Package and OpenAPI are drawn from them.

In order: what records rest on (sources, searches, reviews, corrections), what stands inside records
(responses, claims, findings, commitments, stages), the kinds of record, and what is no record
(changes, vocabularies). A field has the name that it has in the YAML files, where it stands there.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict


class RelationTo:
    """Marks a field whose value is the id of an item of another kind: a relation."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


ReportId = Annotated[str, RelationTo("reports")]
RecommendationId = Annotated[str, RelationTo("recommendations")]
ElementId = Annotated[str, RelationTo("elements")]
FindingId = Annotated[str, RelationTo("findings")]
ResponseId = Annotated[str, RelationTo("responses")]
CommitmentId = Annotated[str, RelationTo("commitments")]
DevelopmentId = Annotated[str, RelationTo("developments")]
MeasureId = Annotated[str, RelationTo("measures")]
StageId = Annotated[str, RelationTo("stages")]
BodyId = Annotated[str, RelationTo("bodies")]
ImplicationId = Annotated[str, RelationTo("implications")]
ServiceId = Annotated[str, RelationTo("services")]
VocabularyId = Annotated[str, RelationTo("vocabularies")]


class Item(BaseModel):
    """An item of the published data. Dates are ISO 8601 and keep their precision: `2026`,
    `2026-03`, `2026-03-14`, or `2027-03/2027-05` for some day within. Where a date is to be sorted
    or reckoned with, `_first` and `_last` are the earliest and the latest day that it can mean.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    kind_of_item: ClassVar[str]

    id: str
    """The item's name among those of its kind. That of a record never changes its meaning."""


class Source(Item):
    """A published document, as one record uses it. One of the five relations is given."""

    kind_of_item: ClassVar[str] = "sources"

    title: str
    publisher: str
    url: str
    published: str | None = None
    at: str | None = None
    """The section, column or paragraph."""
    grade: str
    """A word of the vocabulary `grades`: how strong the source is for this use."""
    copy_of: str | None = None
    """The address of the original, where a faithful copy was seen."""
    archived: str | None = None
    seen: str
    """A word of the vocabulary `seen`: how much of it we saw."""
    seen_on: str
    report: ReportId | None = None
    development: DevelopmentId | None = None
    measure: MeasureId | None = None
    implication: ImplicationId | None = None
    service: ServiceId | None = None


class Search(Item):
    """A search that found nothing. One of the three relations is given."""

    kind_of_item: ClassVar[str] = "searches"

    looked_in: str
    looked_for: str
    looked_to: str
    """The day up to which the place could have shown it."""
    finding: FindingId | None = None
    response: ResponseId | None = None
    stage: StageId | None = None


class Correction(Item):
    """What was wrong in a record that had been published, and when it was put right."""

    kind_of_item: ClassVar[str] = "corrections"

    date: str
    note: str
    record_kind: str
    record: str


class OpenQuestion(Item):
    """What could not be established, and how far it was looked for."""

    kind_of_item: ClassVar[str] = "open_questions"

    question: str
    looked_to: str
    recommendation: RecommendationId | None = None
    measure: MeasureId | None = None


class Review(Item):
    """A look at a whole recommendation by an editor."""

    kind_of_item: ClassVar[str] = "reviews"

    recommendation: RecommendationId
    date: str
    evidence_to: str
    seen: str
    note: str


class Response(Item):
    """What one addressee answered, or where a response was looked for and not found."""

    kind_of_item: ClassVar[str] = "responses"

    recommendation: RecommendationId
    position: str
    """A word of the vocabulary `responses`."""
    position_in_words: str
    body: BodyId
    is_current: bool
    """Whether it is the newest response of this body."""
    development: DevelopmentId | None = None
    note: str | None = None
    searches: tuple[Search, ...] = ()


class Claim(Item):
    """What the government says about the delivery of a recommendation. It is its claim, not our
    finding.
    """

    kind_of_item: ClassVar[str] = "claims"

    recommendation: RecommendationId
    claim_status: str
    """A word of the vocabulary `states`."""
    claim_status_in_words: str
    date: str
    development: DevelopmentId
    note: str


class Finding(Item):
    """Our judgement of one element, from `date` on."""

    kind_of_item: ClassVar[str] = "findings"

    element: ElementId
    status: str
    """A word of the vocabulary `labels`."""
    status_in_words: str
    date: str
    """The day from which the published record shows it."""
    date_first: str
    date_last: str
    recorded: str
    """The day on which we wrote it."""
    reason: str
    evidence: tuple[DevelopmentId, ...] = ()
    against: tuple[DevelopmentId, ...] = ()
    evidence_to: str
    """How far we had looked."""
    corrects: str | None = None
    """The date of the earlier finding that was wrong and that this one puts right."""
    superseded_by: str | None = None
    is_current: bool
    searches: tuple[Search, ...] = ()


class Element(Item):
    """One testable thing that a recommendation asks for, as it stands, with every finding about it.
    Pages call it a part.
    """

    kind_of_item: ClassVar[str] = "elements"

    recommendation: RecommendationId
    number: str
    text: str
    """What is true once it is done."""
    rests_on: tuple[MeasureId, ...] = ()
    status: str
    """That of its newest finding."""
    status_in_words: str
    since: str
    """The day from which it has had this status without a break."""
    confidence: str | None = None
    """high, medium or low; none for a finding that rests on a search and no source."""
    findings: tuple[Finding, ...]


class DueDate(Item):
    """One of the dates that a commitment was given."""

    kind_of_item: ClassVar[str] = "due_dates"

    commitment: CommitmentId
    date: str | None = None
    date_first: str | None = None
    date_last: str | None = None
    words: str | None = None
    set_on: str
    reason: str | None = None
    is_current: bool


class Commitment(Item):
    """What a body undertook to do, by when, and whether the record shows that it was met. Pages
    call it a promise.
    """

    kind_of_item: ClassVar[str] = "commitments"

    recommendation: RecommendationId
    what: str
    bodies: tuple[BodyId, ...]
    made: DevelopmentId
    due_state: Literal["met", "overdue", "unchecked", "due", "undated"]
    """`unchecked`: the date has passed, but after the day to which we looked."""
    date: str | None = None
    """The date that holds now; none where none can be told."""
    date_first: str | None = None
    date_last: str | None = None
    days_overdue: int
    """How long it was overdue on the day to which we looked."""
    slips: int
    """How often its date was moved to a later one, or withdrawn."""
    met: str | None = None
    met_by: DevelopmentId | None = None
    looked_to: str
    due_dates: tuple[DueDate, ...] = ()


class Stage(Item):
    """A step of a measure: taken, expected, known without a day, or not found."""

    kind_of_item: ClassVar[str] = "stages"

    measure: MeasureId
    stage: str
    """A word of the vocabulary `stages`."""
    stage_in_words: str
    date: str | None = None
    date_first: str | None = None
    date_last: str | None = None
    expected: str | None = None
    expected_first: str | None = None
    expected_last: str | None = None
    words: str | None = None
    applies_in: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    searches: tuple[Search, ...] = ()


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
    """What a report asked, of whom; the responses, claims and commitments; and what the record
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
    status: str
    """What the record shows: a word of the vocabulary `labels`, worked out from the elements."""
    status_in_words: str
    share: str
    """How many of its elements have that status, and what the others have. Show it with the status.
    """
    share_count: int
    share_of: int
    reason: str
    confidence: str | None = None
    confidence_reason: str | None = None
    claim_status: str
    """What the government says: a word of the vocabulary `states`. Never mix it with `status`."""
    claim_status_in_words: str
    last_change: str | None = None
    """The day of the newest change of the status, if there was any."""
    next_date: str | None = None
    """The next due date of a commitment that has not passed."""
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
    words: tuple[str, ...] = ()
    """Other names by which readers ask for it, the offices in it above all."""
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
    phase: Literal["now", "check", "coming", "watch"]
    """`check`: it may have started; see `reported_for`."""
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


class Change(Item):
    """A change of a status, a response, a claim or a due date, or a correction."""

    kind_of_item: ClassVar[str] = "changes"

    page: str
    kind: Literal[
        "status",
        "element-status",
        "response",
        "claim",
        "commitment",
        "due-date",
        "met",
        "correction",
    ]
    kind_in_words: str
    date: str
    """The day from which the record shows it."""
    date_first: str
    date_last: str
    recorded: str
    """The day on which we wrote it."""
    record_kind: str
    record: str
    what: str | None = None
    """The element, the body or the commitment that it is about, in words."""
    before: str | None = None
    """The id of the word that it was, or the date."""
    after: str | None = None
    before_in_words: str | None = None
    after_in_words: str | None = None
    reason: str | None = None
    evidence: tuple[DevelopmentId, ...] = ()


class Term(Item):
    """A word that records use. Its id is `vocabulary/word`."""

    kind_of_item: ClassVar[str] = "terms"

    vocabulary: VocabularyId
    word: str
    label: str
    description: str
    number: int
    """Its number in the order of the vocabulary, from 1."""


class Vocabulary(Item):
    """A list of words, in its order."""

    kind_of_item: ClassVar[str] = "vocabularies"

    terms: tuple[Term, ...]


TOP_LEVEL_KINDS: tuple[type[Item], ...] = (
    Report,
    Recommendation,
    Development,
    Measure,
    Body,
    Implication,
    Service,
    Change,
    Vocabulary,
)
"""The kinds that stand by themselves; the others stand inside them."""
