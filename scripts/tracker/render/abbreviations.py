"""Adds the meaning of an abbreviation where it first occurs in the running text of a page."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import escape

from tracker.schema.vocabularies import GlossaryEntry

_TAG = re.compile(r"<[^>]*>")
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
_EXCLUDED_TAG = re.compile(rf"<(/?)(?:{'|'.join(sorted(_EXCLUDED))})(?![a-z0-9])[^>]*>")
_CONTEXT_LENGTH = 2000
"""How many characters before an abbreviation are searched for its meaning, tags included."""


class Abbreviations:
    """The abbreviations of a glossary with their meanings, and the function that expands them."""

    def __init__(self, entries: Iterable[GlossaryEntry]) -> None:
        self.meanings: Mapping[str, str] = {
            _escaped(entry.short): _escaped(entry.label) for entry in entries if entry.short
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.meanings, key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})\b(?!-|’|&#39;)")

    def expand(self, html: str) -> str:
        """The HTML of a page, with "(Ministry of Bridges)" after the first MoB of its running text.

        Headings, links, quotations and the like are left as they are, as is an abbreviation whose
        meaning is beside it in the text already. One inside brackets is left for its next use.
        """
        unexplained = set(self.meanings)
        pieces, end, depth = [], 0, 0
        tags = _EXCLUDED_TAG.finditer(html)
        tag = next(tags, None)
        for match in self._pattern.finditer(html) if unexplained else ():
            if match[0] not in unexplained or _is_in_word(html, match.start()):
                continue
            while tag and tag.start() < match.start():
                depth += -1 if tag[1] else 1
                tag = next(tags, None)
            if depth or _is_in_tag(html, match.start()):
                continue
            meaning = self.meanings[match[0]]
            if (is_explained := _is_explained(html, match, meaning)) is None:
                continue
            if not is_explained:
                pieces += [html[end : match.end()], f" ({meaning})"]
                end = match.end()
            unexplained.remove(match[0])
        return "".join((*pieces, html[end:]))


def _is_in_word(html: str, place: int) -> bool:
    """Whether a word began before a place. The pattern does not ask, for one that begins with the
    letters of all abbreviations is found in a tenth of the time.
    """
    return html[place - 1 : place].isalnum()


def _is_in_tag(html: str, place: int) -> bool:
    return html.rfind("<", 0, place) > html.rfind(">", 0, place)


def _is_explained(html: str, match: re.Match[str], meaning: str) -> bool | None:
    """Whether the meaning of an abbreviation stands beside it; None where it stands in brackets
    without it, for brackets inside brackets read badly.
    """
    before = html[max(0, match.start() - _CONTEXT_LENGTH) : match.start()]
    left = _TAG.sub("", before).lower()
    right = html[match.end() : match.end() + len(meaning) + 2].lower()
    meaning = meaning.lower()
    if left.endswith((f"{meaning} (", f"{meaning}, ")) or right.startswith(f" ({meaning}"):
        return True
    return None if left.endswith("(") else False


def _escaped(text: str) -> str:
    """A text as the templates escape it, so that it is found in their HTML."""
    return escape(text).replace("&#x27;", "&#39;")
