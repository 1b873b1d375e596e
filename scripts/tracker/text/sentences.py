"""A change in words, the same wherever it is shown: on a page, in a feed, in the data.

A promise in plain words: its dates and how it stands, as its page says it, and shorter for a
title.
"""

from dataclasses import dataclass

from tracker.derive.changes import Change, ChangeValue
from tracker.derive.commitments import CommitmentProgress, ResolvedDueDate
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Commitment, Element, Recommendation
from tracker.text.names import recommendation_label, title_and_path
from tracker.text.phrases import format_date, pluralise

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


def date_in_sentence(when: PartialDate) -> str:
    """A date inside a sentence: `29 June 2026`, `March 2026`, `a day between 1 May 2026 and …`."""
    return f"a day {format_date(when)}" if "/" in when.text else format_date(when)


def commitment_date(progress: CommitmentProgress) -> PartialDate | None:
    """Where a promise stands in time: on the day it was kept, else on the date it has, else on the
    last it had; None where it never had one.
    """
    if progress.commitment.met:
        return progress.commitment.met.date
    return next(reversed(_dates_given(progress)), None)


def _dates_given(progress: CommitmentProgress) -> list[PartialDate]:
    return [due.date for due in progress.due_dates if due.date]


def commitment_state_text(progress: CommitmentProgress) -> str:
    """How a promise stands, for a title: `Due`, `Moved from March 2025`, `Kept, 3 May 2026`."""
    if progress.commitment.met:
        day = progress.commitment.met.date
        return f"Kept, {format_date(day)}" if day.exact else "Kept"
    if not progress.due:
        return "Date withdrawn"
    words = {
        "due": "Due",
        "overdue": "Overdue",
        "unchecked": f"Date passed, not checked since {date_in_sentence(progress.evidence_to)}",
    }[progress.state]
    earlier = [day for day in _dates_given(progress) if day != progress.due]
    if not earlier:
        return words
    before = date_in_sentence(earlier[-1])
    return f"Moved from {before}" if progress.state == "due" else f"{words}, moved from {before}"


def due_dates_text(progress: CommitmentProgress) -> str:
    """Every date that a promise has had: `first March 2025, now 30 September 2025`."""
    told = [_due_date_text(due) for due in progress.due_dates]
    if len(told) < 2:
        return "".join(told) or "No date given"
    first, *between, last = told
    return ", ".join([f"first {first}", *(f"then {date}" for date in between), f"now {last}"])


def _due_date_text(due: ResolvedDueDate) -> str:
    if due.date is None:
        return due.words or "no date given"
    return f"{format_date(due.date)} ({due.words})" if due.words else format_date(due.date)


def commitment_finding_text(progress: CommitmentProgress) -> str:
    """What the published record shows of a promise, and how far it was searched."""
    searched = date_in_sentence(progress.evidence_to)
    if progress.commitment.met:
        return f"Met, {format_date(progress.commitment.met.date)}"
    match progress.state:
        case "overdue":
            late = f" {pluralise(progress.days_overdue, 'day')}" if progress.days_overdue else ""
            shows = "No source of grade A to C shows that it was kept"
            return f"Overdue{late}. {shows}, searched up to {searched}"
        case "unchecked":
            looked = progress.commitment.looked_to
            seen = "The page that would show it was last seen on" if looked else "Not checked since"
            return f"Date passed. {seen} {searched}"
        case "due":
            return "Due"
    return f"Open: not shown to be kept, searched up to {searched}"
