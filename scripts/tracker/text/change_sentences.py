"""Changes in words, the same on pages, in feeds and in the published data."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.derive.changes import Change, ChangeKind, ChangeValue
from tracker.derive.commitments import ResolvedDueDate
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Commitment, Element, Implication, Measure, Recommendation
from tracker.text.claim_sentences import voice_heading
from tracker.text.commitment_sentences import NO_DATE_GIVEN, due_date_text
from tracker.text.names import body_name, nation_names, recommendation_label, title_and_path
from tracker.text.phrases import Sentence, format_date, lower_first
from tracker.text.status_sentences import label_text

CHANGE_KIND_LABELS: dict[ChangeKind, str] = {
    "status": "Label",
    "element-status": "Label of a part",
    "response": "Response",
    "claim": "Claim",
    "independent-finding": "An independent body found",
    "commitment": "Promise made",
    "due-date": "Date changed",
    "met": "Promise kept",
    "undone": "Kept promise undone",
    "law": "Law",
    "guidance": "Guidance",
    "measure": "Step of a measure",
    "point-start": "Began to apply",
    "point-end": "Ceased to apply",
    "point": "New point",
    "correction": "Correction",
}
"""What readers call each kind of change. The first two are of our findings, never of claims. A
claim is called by the voice in which it stands (`change_kind_label`), a step of a measure that is
neither law nor guidance by the kind of the measure.
"""

_VOCABULARIES: Mapping[ChangeKind, str] = {
    "status": "labels",
    "element-status": "labels",
    "correction": "labels",
    "response": "responses",
    "claim": "states",
    "independent-finding": "conclusions",
    "law": "stages",
    "guidance": "stages",
    "measure": "stages",
    "point-end": "stages",
    "point": "forces",
}
"""The vocabulary that the values of a kind come from."""
PUT_RIGHT = "its reason, date or evidence was put right"
"""What a correction did that left the state as it was."""

_SUBJECT_LABELS: dict[type, str] = {Element: "Part", Commitment: "Promise", str: "By"}

_RECORD_SHOWS = "The record shows"
_SPEAKERS: dict[ChangeKind, str] = {
    "status": _RECORD_SHOWS,
    "element-status": _RECORD_SHOWS,
    "correction": _RECORD_SHOWS,
    "independent-finding": "Independent finding",
    "response": "Response",
    "commitment": "Promised for",
    "due-date": "Promised for",
    "law": "Step taken",
    "guidance": "Step taken",
    "measure": "Step taken",
    "point-end": "Step taken",
    "point": "New",
}
"""Who says what it became. A promise kept or undone has none: its kind and its day say all. The
speaker of a claim is its voice.
"""


@dataclass(frozen=True)
class ChangeText:
    """The texts of a change. `record_name` is the record that changed, `record_title` its title
    where the name is only a number, `path` its page. `what` is the element, the commitment or the
    body that changed (empty for the whole record), and `about` says which of these. `before` and
    `after` are the two states (`before` is empty where there was none). `reason` is empty where it
    only repeats the title of the evidence, `recorded_note` where we recorded the change on its day.
    `whole_before` and `whole_after` are the label of the record in each nation, where the change is
    of some nations only, and empty otherwise.
    """

    kind: str
    record_name: str
    record_title: str
    path: str
    what: str
    about: str
    before: str
    after: str
    speaker: str
    reason: str
    recorded_note: Sentence
    whole_before: str = ""
    whole_after: str = ""

    @property
    def subject(self) -> str:
        """What changed, where that is not the whole record: `Part: Each bridge is safe.`"""
        return f"{self.about}: {self.what}" if self.what else ""

    @property
    def states(self) -> str:
        """From what to what: `Planned → Under way`."""
        return f"{self.before} → {self.after}" if self.before else self.after

    @property
    def statement(self) -> str:
        """What it became, and who says so: `Ferry Board says: Complete`. Empty for a kind that has
        no speaker.
        """
        return f"{self.speaker}: {self.states}" if self.after and self.speaker else ""

    @property
    def title(self) -> str:
        """The whole change in a line: `Audit, recommendation 1: Label, Planned → Under way`."""
        states = f", {self.states}" if self.states else ""
        subject = f" ({self.what})" if self.what else ""
        return f"{self.record_name}: {self.kind}{states}{subject}"


def describe_change(dataset: Dataset, change: Change) -> ChangeText:
    """The texts of a change."""
    record = change.record

    title, path = title_and_path(dataset, record)
    before, after = (_value_text(dataset, change, value) for value in (change.before, change.after))
    if change.kind == "commitment":
        after = after or NO_DATE_GIVEN.lower()
    if change.kind in ("met", "undone"):
        before, after = "", format_date(change.date)
    if change.kind == "correction" and before and before == after:
        before, after = "", f"Still {lower_first(after)}; {PUT_RIGHT}"
    if change.nations and after:
        after = f"{after} in {nation_names(dataset, change.nations)}"
    kind = CHANGE_KIND_LABELS[change.kind]
    speaker = _SPEAKERS.get(change.kind, "")
    if change.kind == "claim":
        kind = speaker = voice_heading(dataset, change.claimant, change.date)
    if change.kind == "measure" and isinstance(record, Measure):
        kind = dataset.vocabulary.measure_kinds[record.kind].label
    return ChangeText(
        kind=kind,
        record_name=_record_name(dataset, change, title),
        record_title=title if isinstance(record, Recommendation) else "",
        path=path,
        what=_subject_text(dataset, change),
        about="Point" if _is_of_a_point(change) else _SUBJECT_LABELS.get(type(change.about), ""),
        before=before,
        after=after,
        speaker=speaker,
        reason=_reason(change),
        recorded_note=recorded_note(change.date, change.recorded),
        whole_before=label_text(dataset, change.whole_before) if change.whole_before else "",
        whole_after=label_text(dataset, change.whole_after) if change.whole_after else "",
    )


def _is_of_a_point(change: Change) -> bool:
    """Whether it is a step of what a measure means for an audience."""
    return change.kind in ("point", "point-start", "point-end")


def _record_name(dataset: Dataset, change: Change, title: str) -> str:
    """The name of what changed: of a point that of its audience, whose text is the subject."""
    record = change.record
    if isinstance(record, Recommendation):
        return recommendation_label(dataset, record)
    if isinstance(record, Implication) and _is_of_a_point(change):
        return dataset.vocabulary.audiences[record.audience].label
    return title


def _reason(change: Change) -> str:
    titles = [development.title for development in change.evidence]
    return "" if change.reason in titles else change.reason


def recorded_note(date: PartialDate, recorded: PartialDate) -> Sentence:
    """When we wrote what is of a date: `Written 20 December 2024.` Empty where that is the same."""
    return () if recorded == date else ("Written ", recorded, ".")


def _subject_text(dataset: Dataset, change: Change) -> str:
    match change.about:
        case Element():
            return change.about.text
        case Commitment():
            return change.about.what
        case str():
            return body_name(dataset, change.about, change.date)
    if isinstance(change.record, Implication) and _is_of_a_point(change):
        return change.record.point
    return ""


def _value_text(dataset: Dataset, change: Change, value: ChangeValue) -> str:
    match value:
        case ResolvedDueDate():
            return due_date_text(value)
        case str():
            label: str = dataset.vocabulary.term(_VOCABULARIES[change.kind], value).label
            return label
    return ""


def change_kind_label(kind: ChangeKind, dataset: Dataset, claimant: str | None) -> str:
    """What readers call a kind of change where the claims stand in the voice of a body, or of
    several.
    """
    return voice_heading(dataset, claimant) if kind == "claim" else CHANGE_KIND_LABELS[kind]
