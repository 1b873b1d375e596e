"""Rules of wording: offices instead of people, and words to avoid."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from tracker.load.dataset import Dataset
from tracker.load.documents import Document
from tracker.problems import Problem, quoted
from tracker.schema.traversal import FieldPath
from tracker.schema.vocabularies import AvoidedWord, Officeholder, Subject

_TITLES = "Baroness|Lord|Lady|Sir|Dame|Rt Hon|Mr|Mrs|Ms|Dr|Professor|Councillor|Cllr"
_NAME = r"[A-Z][\w'’-]{1,40}"
_TITLED_NAME = re.compile(
    rf"\b(?:{_TITLES})\s+(?:{_NAME}(?:\s+of)?\s*){{1,4}}|\b{_NAME}\s+{_NAME}\s+MP\b"
)
_NOT_PEOPLE = re.compile(
    r"\b(?:Lord|Lady)\s+(?:Chancellor|Chief|Justice|Speaker|Advocate|Privy|Mayor)|\bLords?\s+(?:Library|Committee|Chamber)"
)


def only_officeholders_are_named(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A title or a suffix stands only before or after a name that the list of officeholders has."""
    names = {holder.name for holder in dataset.vocabulary.officeholders.values()}
    for document, where, text in _record_texts(dataset):
        for match in _TITLED_NAME.finditer(text):
            name = re.sub(r"['’]s$", "", " ".join(match.group().split()))
            listed = any(_same_person(name, other) for other in names)
            if not listed and not _NOT_PEOPLE.match(name):
                message = (
                    f"{quoted(name)} is not in vocabulary/officeholders.yaml; "
                    "name the office instead"
                )
                yield document.problem(where, message)


def _same_person(name: str, other: str) -> bool:
    """Whether one of two names is the other, or the other with more words after it."""
    return f"{other} ".startswith(f"{name} ") or f"{name} ".startswith(f"{other} ")


def words_to_avoid_are_avoided(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Words that blame or excuse stand only in official names and in the titles of others'
    documents.
    """
    words = dataset.vocabulary.avoided_words.values()
    any_word = _pattern(tuple(text for word in words for text in word.avoid))
    for document, where, text in _record_texts(dataset):
        for word in words if any_word.search(text) else ():
            unofficial = _pattern(word.official).sub("", text) if word.official else text
            if match := _pattern(word.avoid).search(unofficial):
                message = (
                    f"{quoted(match.group())} is a word to avoid: {word.reason} Write: {word.use}"
                )
                yield document.problem(where, message)


def _record_texts(dataset: Dataset) -> Iterator[tuple[Document, FieldPath, str]]:
    """Each text that we write ourselves, but for other names of subjects, by which readers search,
    the words to avoid and the officeholders.
    """
    for document, model, where, text in dataset.own_texts:
        is_search_word = isinstance(model, Subject) and where[1] == "words"
        if not is_search_word and not isinstance(model, AvoidedWord | Officeholder):
            yield document, where, text


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words, whole, in any case."""
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words), re.IGNORECASE)
