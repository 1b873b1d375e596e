"""Adds the meaning of an abbreviation where it first occurs in the running text of a page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from html import escape

from tracker.schema.vocabularies import GlossaryEntry

_TAG_OR_TEXT = re.compile(r"<(/?)([a-z][a-z0-9]*)?[^>]*>|[^<]+")
_EXCLUDED = frozenset(
    {
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "th",
        "dt",
        "caption",
        "button",
        "label",
        "svg",
        "cite",
        "q",
        "code",
    }
)
"""The elements of names, titles and quotations, which are left as they are: a meaning in brackets
would be read as part of them.
"""
_CONTEXT_LENGTH = 200
"""How many characters before an abbreviation are searched for its meaning; no meaning is longer."""


class Abbreviations:
    """The abbreviations of a glossary with their meanings, and the function that expands them."""

    def __init__(self, entries: Iterable[GlossaryEntry]) -> None:
        self.meanings: Mapping[str, str] = {
            _escaped(entry.short): _escaped(entry.label) for entry in entries if entry.short
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.meanings, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b(?!-|’|&#39;)")

    def expand(self, html: str) -> str:
        """The HTML of a page, with "(Ministry of Bridges)" after the first MoB of its running text.

        Headings, links, quotations and the like are left as they are, as is an abbreviation whose
        meaning is beside it in the text already. One inside brackets is left for its next use.
        """
        used = set(self._pattern.findall(html)) if self.meanings else set()
        explained: set[str] = set()
        depth, end = 0, 0
        pieces, texts = [], [""]
        for match in _TAG_OR_TEXT.finditer(html) if used else ():
            piece, end = match[0], match.end()
            if match[1] is not None:  # a tag
                if match[2] in _EXCLUDED:
                    depth += -1 if match[1] else 1
            else:
                if not depth and self._pattern.search(piece):
                    before = _last_text(texts)
                    expand = partial(self._expand_match, explained=explained, before=before)
                    piece = self._pattern.sub(expand, piece)
                texts.append(piece)
            pieces.append(piece)
            if explained == used:
                break
        return "".join((*pieces, html[end:]))

    def _expand_match(self, match: re.Match[str], explained: set[str], before: str) -> str:
        """What replaces an abbreviation. `explained` are those whose meaning has been given, to
        which it is added; `before` is the text before the piece that is searched.
        """
        short = match.group()
        if short in explained:
            return short
        meaning = self.meanings[short]
        left = (before + match.string[: match.start()]).lower()
        right = match.string[match.end() :].lower()
        given_before = left.endswith((f"{meaning.lower()} (", f"{meaning.lower()}, "))
        if given_before or right.startswith(f" ({meaning.lower()}"):
            explained.add(short)
            return short
        if left.endswith("("):  # brackets inside brackets read badly
            return short
        explained.add(short)
        return f"{short} ({meaning})"


def _escaped(text: str) -> str:
    """A text as the templates escape it, so that it is found in their HTML."""
    return escape(text).replace("&#x27;", "&#39;")


def _last_text(texts: Sequence[str]) -> str:
    """The end of some texts that follow each other, as far as a meaning is looked for in it."""
    count, length = 0, 0
    while count < len(texts) and length < _CONTEXT_LENGTH:
        count += 1
        length += len(texts[-count])
    return "".join(texts[len(texts) - count :])[-_CONTEXT_LENGTH:]
