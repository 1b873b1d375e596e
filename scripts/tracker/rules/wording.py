"""How the record speaks: of offices, and without blame."""

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
    for document, where, text in _own_voice(dataset):
        for found in _TITLED_NAME.finditer(text):
            name = re.sub(r"['’]s$", "", " ".join(found.group().split()))
            known = any(_same_person(name, held) for held in names)
            if not known and not _NOT_PEOPLE.match(name):
                listed = "vocabulary/officeholders.yaml"
                message = f"{quoted(name)} is not in {listed}; name the office instead"
                yield document.problem(where, message)


def _same_person(name: str, held: str) -> bool:
    """Whether one of two names is the other, or the other with more words after it."""
    return f"{held} ".startswith(f"{name} ") or f"{name} ".startswith(f"{held} ")


def words_to_avoid_are_avoided(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Words that blame or excuse stand only in official names and in the titles of others'
    documents.
    """
    avoided = dataset.vocabulary.avoided_words.values()
    words = [(word, _pattern(word.avoid), _pattern(word.official)) for word in avoided]
    any_word = _pattern(tuple(text for word in avoided for text in word.avoid))
    for document, where, text in _own_voice(dataset):
        for word, pattern, official in words if any_word.search(text) else ():
            if not pattern.search(text):
                continue
            found = pattern.search(official.sub("", text) if word.official else text)
            if found:
                message = (
                    f"{quoted(found.group())} is a word to avoid: {word.reason} Write: {word.use}"
                )
                yield document.problem(where, message)


def _own_voice(dataset: Dataset) -> Iterator[tuple[Document, FieldPath, str]]:
    """Each text in our own voice. What readers search for, the words to avoid and the names of
    officeholders are not.
    """
    for document, model, where, text in dataset.own_texts:
        searched = isinstance(model, Subject) and where[1] == "words"
        if not searched and not isinstance(model, AvoidedWord | Officeholder):
            yield document, where, text


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words), re.IGNORECASE)
