"""A change in words, the same wherever it is shown: on a page, in a feed, in the data."""

from dataclasses import dataclass

from tracker.derive.change import Change, Value
from tracker.derive.promises import Promised
from tracker.publish.address import numbered, shown_at
from tracker.publish.words import day_words
from tracker.record.recommendation import Commitment, Element, Recommendation
from tracker.record.tracker import Tracker

KIND_WORDS = {
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

COUNTED = {
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

_WORDS_OF = {
    "label": "labels",
    "part": "labels",
    "correction": "labels",
    "response": "responses",
    "claim": "states",
}


_ABOUT: dict[type, str] = {Element: "Part", Commitment: "Promise", str: "By"}


@dataclass(frozen=True)
class Said:
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


def said(tracker: Tracker, change: Change) -> Said:
    """A change in words."""
    name, path = _of(tracker, change)
    what = _what(tracker, change)
    before, after = (_value(tracker, change, value) for value in (change.before, change.after))
    if change.kind == "promise":
        after = after or "no date given"
    if change.kind == "kept":
        before, after = "", day_words(change.date)
    kind = KIND_WORDS[change.kind]
    arrow = f"{before} → {after}" if before else after
    title = f"{name}: {kind}" + (f", {arrow}" if arrow else "") + (f" ({what})" if what else "")
    about = _ABOUT.get(type(change.about), "")
    return Said(kind, name, path, what, about, before, after, title)


def _of(tracker: Tracker, change: Change) -> tuple[str, str]:
    title, path = shown_at(tracker, change.record)
    if isinstance(change.record, Recommendation):
        title = numbered(tracker, change.record)
    return title, path


def _what(tracker: Tracker, change: Change) -> str:
    match change.about:
        case Element():
            return change.about.text
        case Commitment():
            return change.about.what
        case str():
            return tracker.bodies[change.about].name
    return ""


def _value(tracker: Tracker, change: Change, value: Value) -> str:
    match value:
        case Promised():
            return day_words(value.date) if value.date else value.words or "no date given"
        case str():
            label: str = tracker.vocabulary.term(_WORDS_OF[change.kind], value).label
            return label
    return ""
