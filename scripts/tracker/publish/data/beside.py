"""What stands beside the records, as published items: changes and vocabularies."""

from collections.abc import Callable, Iterable

from tracker.derive.change import Change, Value
from tracker.derive.promises import Promised
from tracker.publish.data import items
from tracker.publish.data.grounding import bounds, text_of
from tracker.publish.data.item import Item
from tracker.publish.said import said
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import Term


def of_change(tracker: Tracker, change: Change, url: Callable[[str], str]) -> Item:
    """A change, with its words."""
    words = said(tracker, change)
    return items.Change.model_validate(
        {
            "id": change.id,
            "page": url(words.path),
            "kind": change.kind,
            "kind_in_words": words.kind,
            **bounds(change.date),
            "recorded": change.recorded.text,
            "record_kind": change.record.folder,
            "record": change.record.id,
            "what": words.what or None,
            "before": _state(change.before),
            "after": _state(change.after),
            "before_in_words": words.before or None,
            "after_in_words": words.after or None,
            "reason": change.reason or None,
            "evidence": [development.id for development in change.evidence],
        }
    )


def _state(value: Value) -> str | None:
    return text_of(value.date) if isinstance(value, Promised) else value


def of_vocabularies(tracker: Tracker) -> Iterable[Item]:
    """The vocabularies whose words have a label and a meaning."""
    for name, held in sorted(tracker.vocabulary.terms.items()):
        words = [(id, term) for id, term in held.items() if isinstance(term, Term)]
        if words:
            terms = (
                items.Term(
                    id=f"{name}/{id}",
                    vocabulary=name,
                    word=id,
                    label=term.label,
                    description=term.description,
                    place=place,
                )
                for place, (id, term) in enumerate(words, start=1)
            )
            yield items.Vocabulary(id=name, terms=tuple(terms))
