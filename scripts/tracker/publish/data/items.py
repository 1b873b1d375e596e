"""Every kind of published item; and the types of changes and vocabularies, which are no records."""

from typing import ClassVar, Literal

from tracker.publish.data.item import DevelopmentId, Item, VocabularyId
from tracker.publish.data.records import (
    Body,
    Development,
    Implication,
    Measure,
    Recommendation,
    Report,
    Service,
)


class Change(Item):
    """A change of a label, a response, a claim or a promised date, or a correction."""

    kind_of_item: ClassVar[str] = "changes"

    page: str
    kind: Literal["label", "part", "response", "claim", "promise", "due", "kept", "correction"]
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
    """The part, the body or the promise that it is about."""
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
    place: int
    """Its place in the order of the vocabulary, from 1."""


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
