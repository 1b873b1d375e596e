"""The published types of what records rest on: sources, searches, reviews; and of what is open or
was wrong in them.
"""

from typing import ClassVar

from tracker.publish.data.item import (
    DevelopmentId,
    FindingId,
    ImplicationId,
    Item,
    MeasureId,
    RecommendationId,
    ReportId,
    ResponseId,
    ServiceId,
    StageId,
)


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
    """A look that found nothing. One of the three relations is given."""

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
