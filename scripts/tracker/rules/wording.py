"""Rules of wording: text in its normal form, offices instead of people, and words to avoid."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain

from tracker.load.dataset import Dataset
from tracker.load.documents import Document
from tracker.problems import Problem, character_name, quoted
from tracker.rules.structure import own_ids
from tracker.schema.normal_text import (
    compared,
    mixed_word,
    normal_text,
    plain_words,
    shown,
    text_faults,
)
from tracker.schema.traversal import FieldPath
from tracker.schema.vocabularies import AvoidedWord, Officeholder, Subject, Title

_NAME = r"[A-Z][\w'’-]{1,40}"


def texts_are_in_normal_form(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Every text is written in one form: letters without ligatures, the hyphen and the quotation
    marks of the keyboard, single blanks and none outside, on one line.
    """
    for document, _, where, text in dataset.all_texts:
        if faults := text_faults(_as_saved(text)):
            mended = _mended(text)
            mended = _unquoted(mended) if _field(where) in _NAMING_FIELDS else mended
            message = f"{_field(where)} {', '.join(faults)}; write {shown(mended)}"
            if "\n" in text:
                message += ", after '>-' where it takes several lines"
            yield document.problem(where, message)


def _mended(text: str) -> str:
    """A text in its normal form, with each word in the letters of one alphabet as far as they look
    alike.
    """
    text = normal_text(_as_saved(text))
    while (mixed := mixed_word(text)) and mixed_word(mixed[2]) is None:
        text = text.replace(mixed[0], mixed[2])
    return text


def no_text_was_read_in_another_encoding(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No text was saved in one encoding and read in another on its way into the record."""
    for document, _, where, text in dataset.all_texts:
        if _as_saved(text) != text:
            found = next(m[0] for m in _MISREAD.finditer(text) if _as_it_was(m) != m[0])
            message = f"{_field(where)} holds {quoted(found)}, which another program read wrongly"
            yield document.problem(where, f"{message}; write {shown(_mended(text))}")


_MISREAD = re.compile(
    "[{}][{}]+".format(
        *(
            re.escape(bytes(codes).decode("cp1252", "ignore"))
            for codes in (range(0xC2, 0xF5), range(0x80, 0xC0))
        )
    )
)
"""What each character outside ASCII becomes where UTF-8 is read as Windows-1252."""


def _as_saved(text: str) -> str:
    """A text as it was before a part of it in UTF-8 was read as Windows-1252."""
    return text if text.isascii() else _MISREAD.sub(_as_it_was, text)


def _as_it_was(match: re.Match[str]) -> str:
    """What was written in UTF-8, where that was read as Windows-1252; else the same."""
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match[0]


def a_title_stands_without_quotation_marks(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A title or a name as a whole stands in no quotation marks: pages set it apart themselves."""
    for document, _, where, text in dataset.all_texts:
        if _field(where) in _NAMING_FIELDS and text == normal_text(text) != _unquoted(text):
            message = f"{_field(where)} stands in quotation marks as a whole; leave them out: write"
            yield document.problem(where, f"{message} {shown(_unquoted(text))}")


_NAMING_FIELDS = frozenset({"title", "name", "short", "label", "heading", "publisher"})
"""The fields that name something."""


def _unquoted(text: str) -> str:
    """A text without the quotation marks that stand round it as a whole."""
    quoted_whole = re.fullmatch(r"([\"'])(.*)\1", text)
    return quoted_whole[2] if quoted_whole and quoted_whole[1] not in quoted_whole[2] else text


def a_word_is_of_one_alphabet(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No word has letters of another alphabet among Latin ones, which look the same and are not
    found.
    """
    for document, _, where, text in dataset.all_texts:
        if not text.isascii() and (mixed := mixed_word(normal_text(text))):
            word, letter, latin = mixed
            message = f"{_field(where)} holds {character_name(letter)} in {quoted(word)}, among "
            message += (
                f"Latin letters; write {quoted(latin)}"
                if mixed_word(latin) is None
                else ("Latin letters; write the word in one alphabet")
            )
            yield document.problem(where, message)


def _field(where: FieldPath) -> str:
    """The name of the field at the end of a path, of a list's item that of the list."""
    return next(key for key in reversed(where) if isinstance(key, str))


def only_officeholders_are_named(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A title or a suffix stands only before or after a name that the list of officeholders has."""
    holders = dataset.vocabulary.officeholders
    if dataset.all_ids["officeholders"] - set(holders):
        return  # one of them cannot be read, and may be whom a text names
    names = {holder.name for holder in holders.values()}
    titles = tuple(dataset.vocabulary.titles.values())
    titled_name, office = _titled_name(titles), _office(titles)
    for document, where, text in _record_texts(dataset):
        if not any(title.title in text for title in titles):
            continue
        for match in titled_name.finditer(text):
            name = re.sub(r"['’]s$", "", " ".join(match.group().split()))
            listed = any(_same_person(compared(name), compared(other)) for other in names)
            if not listed and not office.match(name):
                message = (
                    f"{quoted(name)} is not in vocabulary/officeholders.yaml; "
                    "name the office instead"
                )
                yield document.problem(where, message)


@cache
def _titled_name(titles: tuple[Title, ...]) -> re.Pattern[str]:
    """A name of up to four words after one of some titles, or of two before one."""
    before = "|".join(re.escape(title.title) for title in titles if not title.after_name)
    after = "|".join(re.escape(title.title) for title in titles if title.after_name)
    forms = [rf"\b(?:{before})\s+(?:{_NAME}(?:\s+of)?\s*){{1,4}}"] if before else []
    forms += [rf"\b{_NAME}\s+{_NAME}\s+(?:{after})\b"] if after else []
    return re.compile("|".join(forms))


@cache
def _office(titles: tuple[Title, ...]) -> re.Pattern[str]:
    """A title that is the name of an office, by the word after it."""
    offices = [
        rf"{re.escape(title.title)}\s+(?:{'|'.join(map(re.escape, title.offices))})"
        for title in titles
        if title.offices
    ]
    return re.compile("|".join(offices) or r"(?!)")


def _same_person(name: str, other: str) -> bool:
    """Whether one of two names is the other, or the other with more words after it."""
    return f"{other} ".startswith(f"{name} ") or f"{name} ".startswith(f"{other} ")


def words_to_avoid_are_avoided(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Words that blame or excuse stand only in official names and in the titles of others'
    documents: neither in a text nor in an id, whatever signs and letters they are written with.
    """
    words = dataset.vocabulary.avoided_words.values()
    any_word = _pattern(tuple(text for word in words for text in word.avoid))
    ids = ((document, where, id, True) for document, where, id in _ids_of_pages(dataset))
    texts = ((document, where, text, False) for document, where, text in _record_texts(dataset))
    for document, where, text, is_id in chain(texts, ids):
        plain, places = plain_words(text)
        for word in words if any_word.search(plain) else ():
            unofficial = _pattern(word.official).sub(_as_signs, plain) if word.official else plain
            if match := _pattern(word.avoid).search(unofficial):
                found = text[places[match.start()] : places[match.end() - 1] + 1]
                what = f"{quoted(found)} in {quoted(text)}" if is_id else quoted(found)
                message = f"{what} is a word to avoid: {word.reason} Write: {word.use}"
                yield document.problem(where, message, at_key=is_id)


def _as_signs(match: re.Match[str]) -> str:
    """As many signs as a match has letters, so that what follows keeps its place."""
    return "." * len(match[0])


def _ids_of_pages(dataset: Dataset) -> Iterator[tuple[Document, FieldPath, str]]:
    """Each id that readers see, in an address: all but those of the words to avoid."""
    listed = dataset.documents.get(("vocabulary", "words"))
    return (found for found in own_ids(dataset) if found[0] is not listed)


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
    """Any of some words, whole, among plain words."""
    plain = (r" +".join(map(re.escape, plain_words(word)[0].split())) for word in words)
    return re.compile("|".join(rf"\b{word}\b" for word in plain if word) or r"(?!)")
