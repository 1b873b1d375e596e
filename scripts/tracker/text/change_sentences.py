"""A change in words, the same wherever it is shown: on a page, in a feed, in the data."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.derive.changes import CHANGE_KINDS, Change, ChangeKind, ChangeValue
from tracker.derive.commitments import ResolvedDueDate
from tracker.load.dataset import Dataset
from tracker.schema.records import Commitment, Element, Recommendation
from tracker.text.commitment_sentences import NO_DATE_GIVEN, due_date_text
from tracker.text.names import recommendation_label, title_and_path
from tracker.text.phrases import Sentence, format_date, pluralise

CHANGE_KIND_LABELS: dict[ChangeKind, str] = {
    "status": "Label",
    "element-status": "Label of a part",
    "response": "Response",
    "claim": "Government says",
    "commitment": "Promise made",
    "due-date": "Date changed",
    "met": "Promise kept",
    "correction": "Correction",
}
"""What kind of change it is, as readers see it; the label and its parts are what the record shows.
"""

CHANGE_NOUNS: dict[ChangeKind, tuple[str, str]] = {
    "status": ("label", "labels"),
    "element-status": ("label of a part", "labels of parts"),
    "response": ("response", "responses"),
    "claim": ("government claim", "government claims"),
    "commitment": ("promise made", "promises made"),
    "due-date": ("date changed", "dates changed"),
    "met": ("promise kept", "promises kept"),
    "correction": ("correction", "corrections"),
}
"""What one of a kind is called in a count, and what several are."""

_VOCABULARY_OF = {
    "status": "labels",
    "element-status": "labels",
    "correction": "labels",
    "response": "responses",
    "claim": "states",
}

_SUBJECT_LABELS: dict[type, str] = {Element: "Part", Commitment: "Promise", str: "By"}

_RECORD_SHOWS = "The record shows"
_SPEAKERS: dict[ChangeKind, str] = {
    "status": _RECORD_SHOWS,
    "element-status": _RECORD_SHOWS,
    "correction": _RECORD_SHOWS,
    "claim": "Government says",
    "response": "Response",
    "commitment": "Promised for",
    "due-date": "Promised for",
}
"""Who says what it became. That a promise was kept is said by the kind and the day."""

FIRST_FINDINGS_NOTE = (
    "rest on no event: we looked for the first time, and found no action or nothing to judge by"
)
"""What is said of first findings that rest on a search alone."""


@dataclass(frozen=True)
class ChangeText:
    """A change as readers see it. `of` is the record that changed, `of_title` the title of one that
    `of` only numbers, `path` its page; `what` is the part, the promise or the body (empty for the
    whole), and `about` says which of these; `before` and `after` are the two states in words
    (`before` is empty where there was none). `reason` is empty where it is only what the evidence
    is called, and `written` where we wrote it on the day of the change.
    """

    kind: str
    of: str
    of_title: str
    path: str
    what: str
    about: str
    before: str
    after: str
    speaker: str
    reason: str
    written: Sentence

    @property
    def subject(self) -> str:
        """What of the record changed, if that was not the whole: `Part: Each bridge is safe.`"""
        return f"{self.about}: {self.what}" if self.what else ""

    @property
    def states(self) -> str:
        """From what to what: `Planned → Under way`."""
        return f"{self.before} → {self.after}" if self.before else self.after

    @property
    def statement(self) -> str:
        """What it became, by whom: `Government says: Complete`. Nothing where the kind of change
        and its day say all.
        """
        return f"{self.speaker}: {self.states}" if self.after and self.speaker else ""

    @property
    def title(self) -> str:
        """All of it in a line."""
        states = f", {self.states}" if self.states else ""
        return f"{self.of}: {self.kind}{states}" + (f" ({self.what})" if self.what else "")


def describe_change(dataset: Dataset, change: Change) -> ChangeText:
    """A change in words."""
    record = change.record
    title, path = title_and_path(dataset, record)
    before, after = (_value_text(dataset, change, value) for value in (change.before, change.after))
    if change.kind == "commitment":
        after = after or NO_DATE_GIVEN.lower()
    if change.kind == "met":
        before, after = "", format_date(change.date)
    return ChangeText(
        kind=CHANGE_KIND_LABELS[change.kind],
        of=recommendation_label(dataset, record) if isinstance(record, Recommendation) else title,
        of_title=title if isinstance(record, Recommendation) else "",
        path=path,
        what=_subject_text(dataset, change),
        about=_SUBJECT_LABELS.get(type(change.about), ""),
        before=before,
        after=after,
        speaker=_SPEAKERS.get(change.kind, ""),
        reason=_reason(change),
        written=_written(change),
    )


def _reason(change: Change) -> str:
    called = [development.title for development in change.evidence]
    return "" if change.reason in called else change.reason


def _written(change: Change) -> Sentence:
    """When we wrote it, where that is another date."""
    return () if change.recorded == change.date else ("Written ", change.recorded, ".")


def _subject_text(dataset: Dataset, change: Change) -> str:
    match change.about:
        case Element():
            return change.about.text
        case Commitment():
            return change.about.what
        case str():
            return dataset.bodies[change.about].name
    return ""


def _value_text(dataset: Dataset, change: Change, value: ChangeValue) -> str:
    match value:
        case ResolvedDueDate():
            return due_date_text(value)
        case str():
            label: str = dataset.vocabulary.term(_VOCABULARY_OF[change.kind], value).label
            return label
    return ""


def describe_changes(
    dataset: Dataset, changes: Iterable[Change]
) -> list[tuple[Change, ChangeText]]:
    """Changes, each with its words."""
    return [(change, describe_change(dataset, change)) for change in changes]


def count_changes(changes: Sequence[Change]) -> str:
    """How many changes of each kind there are, and how many of them are no event: `3 labels, 1
    response. 2 of these …`.
    """
    count = Counter(change.kind for change in changes)
    kinds = ", ".join(
        pluralise(count[kind], *CHANGE_NOUNS[kind]) for kind in CHANGE_KINDS if count[kind]
    )
    looks = sum(change.is_first_look for change in changes)
    return f"{kinds}. {looks} of these {FIRST_FINDINGS_NOTE}" if looks else kinds
