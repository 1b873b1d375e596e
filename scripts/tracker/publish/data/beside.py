"""What stands beside the records, as published items: changes and vocabularies."""

from collections.abc import Callable, Iterable

from tracker.derive.change import Change, ChangeValue
from tracker.derive.promises import ResolvedDueDate
from tracker.publish.data import items
from tracker.publish.data.grounding import date_bounds, date_text
from tracker.publish.data.item import Item
from tracker.publish.said import describe_change
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import Term


def serialise_change(dataset: Dataset, change: Change, url: Callable[[str], str]) -> Item:
    """A change, with its words."""
    words = describe_change(dataset, change)
    return items.Change.model_validate(
        {
            "id": change.id,
            "page": url(words.path),
            "kind": change.kind,
            "kind_in_words": words.kind,
            **date_bounds(change.date),
            "recorded": change.recorded.text,
            "record_kind": change.record.folder,
            "record": change.record.id,
            "what": words.what or None,
            "before": _change_value(change.before),
            "after": _change_value(change.after),
            "before_in_words": words.before or None,
            "after_in_words": words.after or None,
            "reason": change.reason or None,
            "evidence": [development.id for development in change.evidence],
        }
    )


def _change_value(value: ChangeValue) -> str | None:
    return date_text(value.date) if isinstance(value, ResolvedDueDate) else value


def serialise_vocabularies(dataset: Dataset) -> Iterable[Item]:
    """The vocabularies whose words have a label and a meaning."""
    for name, held in sorted(dataset.vocabulary.terms.items()):
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
