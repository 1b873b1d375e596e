"""What is there already for an editor to choose from: what a field may name, and the publishers of
sources; and what of it a few typed letters may mean.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from tracker.edit.questions import Question
from tracker.edit.schema_files import target_names
from tracker.load.dataset import Dataset
from tracker.problems import quoted, suggest, with_article
from tracker.rules.structure import gone_hint, reference_targets
from tracker.schema.fields import Record, Source
from tracker.schema.normal_text import letters_only, plain_words
from tracker.schema.records import Development
from tracker.schema.targets import is_closed, target_name
from tracker.schema.vocabularies import Status

MAX_SHOWN = 24
"""How many matches are shown at once."""
_FEW = 9
"""How many values are shown before anything is typed."""
_NEAR = 0.85
"""How like an existing name a new one may be, of 1, before it is asked about."""


def allowed_values(dataset: Dataset, question: Question) -> Mapping[str, str] | None:
    """What a field may hold, each value with its name for readers; None where it may be anything.
    Words of a vocabulary stand in its order, developments from the newest.
    """
    shape = question.field.shape
    if shape.allowed:
        return {value: value for value in shape.allowed}
    if shape.target is None:
        return None
    if is_closed(shape.target):
        terms = dataset.vocabulary[shape.target].items()
        computed = {id for id, term in terms if isinstance(term, Status) and term.computed}
        return {id: f"{t.label}: {t.description}" for id, t in terms if id not in computed}
    names = target_names(dataset, shape.target, reference_targets(dataset)[shape.target])
    return dict(sorted(names.items(), reverse=shape.target == "developments"))


def offered_first(
    dataset: Dataset, question: Question, allowed: Mapping[str, str], record: Record | None
) -> list[str]:
    """What is shown of what a field may hold, before anything is typed: all where it is few; of
    developments, those that concern the record to which something is added.
    """
    target = question.field.shape.target or ""
    if target == "developments" and record:
        found = (dataset.developments.get(id) for id in allowed)
        return [each.id for each in found if each and _concerns(each, record)][:_FEW]
    return list(allowed) if len(allowed) <= _FEW or is_closed(target) else []


def _concerns(development: Development, record: Record) -> bool:
    named = {name.partition(".")[0] for name in development.recommendations}
    return record.id in {*named, *development.measures}


def unknown_value(dataset: Dataset, question: Question, value: str) -> str | None:
    """Why a field cannot hold a value, with what may be meant; None where it can."""
    allowed = allowed_values(dataset, question)
    if allowed is None or value in allowed:
        return None
    target = question.field.shape.target or ""
    hint = gone_hint(dataset, target, value) or _meant(value, list(allowed))
    return f"{quoted(value)} is not {with_article(target_name(target))}{hint}"


def _meant(value: str, allowed: list[str]) -> str:
    """The end of a message about an unknown value: what may be meant by it, which may be the path
    of a file, or the beginning of a value.
    """
    name = PurePosixPath(value.replace("\\", "/")).name.removesuffix(".yaml")
    begun = [each for each in allowed if name and each.startswith(name)]
    return suggest(begun[0] if len(begun) == 1 else name, allowed)


def matching(typed: str, names: Mapping[str, str]) -> list[str]:
    """The values that some typed words may mean: the one that they are, or those whose id and name
    have each of them; those that begin with them first.
    """
    if typed in names:
        return [typed]
    words = _words(typed)
    found = [id for id, name in names.items() if _has_all(words, _words(f"{id} {name}"))]
    start = " ".join(words)
    return sorted(found, key=lambda each: not _begins(start, each, names[each]))


def _words(text: str) -> Sequence[str]:
    return plain_words(text)[0].replace(".", " ").split()


def _has_all(typed: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in typed)


def _begins(start: str, id: str, name: str) -> bool:
    return any(" ".join(_words(text)).startswith(start) for text in (id, name))


def is_publisher(question: Question) -> bool:
    """Whether a field has the name of a publisher, or of the holder of a copy."""
    return question.owner is Source and question.field.key in ("publisher", "copied_by")


def publishers(dataset: Dataset) -> Mapping[str, str]:
    """The publishers and holders of copies that sources name, each with itself."""
    names = {source.publisher for _, _, source in dataset.cited_sources}
    names |= {source.copied_by for _, _, source in dataset.cited_sources if source.copied_by}
    return {name: name for name in sorted(names, key=str.casefold)}


def near_publisher(dataset: Dataset, name: str) -> str | None:
    """The publisher that a new name may be meant for: one of the same letters, or nearly so. None
    where there is none, and where the name is that of one.
    """
    known = publishers(dataset)
    if name in known:
        return None
    by_letters = {letters_only(other): other for other in known}
    near = get_close_matches(letters_only(name), by_letters, n=1, cutoff=_NEAR)
    return by_letters[near[0]] if near else None
