"""The published types of what stands inside records: answers, claims, findings, promises."""

from typing import ClassVar, Literal

from tracker.publish.data.grounds import Search, Source
from tracker.publish.data.item import (
    BodyId,
    CommitmentId,
    DevelopmentId,
    ElementId,
    Item,
    MeasureId,
    RecommendationId,
)


class Response(Item):
    """What one addressee answered, or where an answer was looked for and not found."""

    kind_of_item: ClassVar[str] = "responses"

    recommendation: RecommendationId
    position: str
    """A word of the vocabulary `responses`."""
    position_in_words: str
    body: BodyId
    is_current: bool
    """Whether it is the newest answer of this body."""
    development: DevelopmentId | None = None
    note: str | None = None
    searches: tuple[Search, ...] = ()


class Claim(Item):
    """What the government says about the delivery of a recommendation. It is its claim, not our
    finding.
    """

    kind_of_item: ClassVar[str] = "claims"

    recommendation: RecommendationId
    state: str
    """A word of the vocabulary `states`."""
    state_in_words: str
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
    """One testable part of a recommendation, as it stands, with every finding about it."""

    kind_of_item: ClassVar[str] = "elements"

    recommendation: RecommendationId
    number: str
    text: str
    """What is true once it is done."""
    rests_on: tuple[MeasureId, ...] = ()
    label: str
    label_in_words: str
    since: str
    confidence: str | None = None
    """high, medium or low; none for a finding that rests on a search and no source."""
    findings: tuple[Finding, ...]


class DueDate(Item):
    """One of the dates that a promise has had."""

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
    """What a body promised, by when, and whether the record shows that it was kept."""

    kind_of_item: ClassVar[str] = "commitments"

    recommendation: RecommendationId
    what: str
    bodies: tuple[BodyId, ...]
    made: DevelopmentId
    state: Literal["met", "overdue", "unchecked", "due", "undated"]
    """`unchecked`: the date has passed, but after the day to which we looked."""
    date: str | None = None
    """The date that holds now; none where none can be told."""
    date_first: str | None = None
    date_last: str | None = None
    days_overdue: int
    """How long it was overdue on the day to which we looked."""
    slipped: int
    """How often its date was moved to a later one, or withdrawn."""
    met: str | None = None
    met_by: DevelopmentId | None = None
    looked_to: str
    due_dates: tuple[DueDate, ...] = ()


class Stage(Item):
    """A step on a measure's ladder: taken, expected, known without a day, or not found."""

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
