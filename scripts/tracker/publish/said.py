"""A change in words, the same wherever it is shown: on a page, in a feed, in the data."""

from dataclasses import dataclass

from tracker.derive.change import Change, ChangeValue
from tracker.derive.promises import ResolvedDueDate
from tracker.publish.address import recommendation_label, title_and_path
from tracker.publish.words import format_date
from tracker.record.recommendation import Commitment, Element, Recommendation
from tracker.record.tracker import Dataset

CHANGE_KIND_LABELS = {
    "label": "Label",
    "part": "Label of a part",
    "response": "Response",
    "claim": "Government says",
    "promise": "Promise made",
    "due": "Date changed",
    "kept": "Promise kept",
    "correction": "Correction",
}
"""What kind of change it is, as readers see it; the label and its parts are what the record shows.
"""

CHANGE_NOUNS = {
    "label": ("label", "labels"),
    "part": ("label of a part", "labels of parts"),
    "response": ("response", "responses"),
    "claim": ("government claim", "government claims"),
    "promise": ("promise made", "promises made"),
    "due": ("date changed", "dates changed"),
    "kept": ("promise kept", "promises kept"),
    "correction": ("correction", "corrections"),
}
"""What one of a kind is called in a count, and what several are."""

_VOCABULARY_OF = {
    "label": "labels",
    "part": "labels",
    "correction": "labels",
    "response": "responses",
    "claim": "states",
}


_SUBJECT_LABELS: dict[type, str] = {Element: "Part", Commitment: "Promise", str: "By"}


@dataclass(frozen=True)
class ChangeText:
    """A change as readers see it. `of` is the record that changed, `path` its page; `what` is the
    part, the promise or the body (empty for the whole), and `about` says which of these; `before`
    and `after` are the two states in words (`before` is empty where there was none).
    """

    kind: str
    of: str
    path: str
    what: str
    about: str
    before: str
    after: str
    title: str


def describe_change(dataset: Dataset, change: Change) -> ChangeText:
    """A change in words."""
    name, path = _record_label(dataset, change)
    what = _subject_text(dataset, change)
    before, after = (_value_text(dataset, change, value) for value in (change.before, change.after))
    if change.kind == "promise":
        after = after or "no date given"
    if change.kind == "kept":
        before, after = "", format_date(change.date)
    kind = CHANGE_KIND_LABELS[change.kind]
    arrow = f"{before} → {after}" if before else after
    title = f"{name}: {kind}" + (f", {arrow}" if arrow else "") + (f" ({what})" if what else "")
    about = _SUBJECT_LABELS.get(type(change.about), "")
    return ChangeText(kind, name, path, what, about, before, after, title)


def _record_label(dataset: Dataset, change: Change) -> tuple[str, str]:
    title, path = title_and_path(dataset, change.record)
    if isinstance(change.record, Recommendation):
        title = recommendation_label(dataset, change.record)
    return title, path


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
            return format_date(value.date) if value.date else value.words or "no date given"
        case str():
            label: str = dataset.vocabulary.term(_VOCABULARY_OF[change.kind], value).label
            return label
    return ""
