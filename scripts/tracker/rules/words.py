"""How the record speaks: of offices, and without blame."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from tracker.problem import Problem, shown
from tracker.record.document import Document, Field
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import Officeholder, Subject, Word

_TITLES = "Baroness|Lord|Lady|Sir|Dame|Rt Hon|Mr|Mrs|Ms|Dr|Professor|Councillor|Cllr"
_NAME = r"[A-Z][\w'’-]{1,40}"
_TITLED = re.compile(
    rf"\b(?:{_TITLES})\s+(?:{_NAME}(?:\s+of)?\s*){{1,4}}|\b{_NAME}\s+{_NAME}\s+MP\b"
)
_NOT_PEOPLE = re.compile(
    r"\b(?:Lord|Lady)\s+(?:Chancellor|Chief|Justice|Speaker|Advocate|Privy|Mayor)|\bLords?\s+(?:Library|Committee|Chamber)"
)


def only_officeholders_are_named(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A title or a suffix stands only before or after a name that the list of officeholders has."""
    names = {holder.name for holder in tracker.vocabulary.officeholders.values()}
    for document, where, text in _voice(tracker):
        for found in _TITLED.finditer(text):
            name = re.sub(r"['’]s$", "", " ".join(found.group().split()))
            known = any(_same(name, held) for held in names)
            if not known and not _NOT_PEOPLE.match(name):
                listed = "vocabulary/officeholders.yaml"
                message = f"{shown(name)} is not in {listed}; name the office instead"
                yield document.problem(where, message)


def _same(name: str, held: str) -> bool:
    """Whether one of two names is the other, or the other with more words after it."""
    return f"{held} ".startswith(f"{name} ") or f"{name} ".startswith(f"{held} ")


def words_to_avoid_are_avoided(tracker: Tracker, today: date) -> Iterator[Problem]:
    """Words that blame or excuse stand only in official names and in the titles of others'
    documents.
    """
    avoided = tracker.vocabulary.words.values()
    words = [(word, _pattern(word.avoid), _pattern(word.official)) for word in avoided]
    any_word = _pattern(tuple(text for word in avoided for text in word.avoid))
    for document, where, text in _voice(tracker):
        for word, pattern, official in words if any_word.search(text) else ():
            if not pattern.search(text):
                continue
            found = pattern.search(official.sub("", text) if word.official else text)
            if found:
                message = (
                    f"{shown(found.group())} is a word to avoid: {word.reason} Write: {word.use}"
                )
                yield document.problem(where, message)


def _voice(tracker: Tracker) -> Iterator[tuple[Document, Field, str]]:
    """Each text in our own voice. What readers search for, the words to avoid and the names of
    officeholders are not.
    """
    for document, model, where, text in tracker.texts:
        searched = isinstance(model, Subject) and where[1] == "words"
        if not searched and not isinstance(model, Word | Officeholder):
            yield document, where, text


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words), re.IGNORECASE)
