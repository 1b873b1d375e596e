"""An abbreviation is written out where it first stands in a page's running text."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from html import escape

from tracker.schema.vocabularies import GlossaryEntry

_PIECES = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_LEFT_ALONE = frozenset(
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
"""Where a name, a title or somebody's words stand as they are: what follows in brackets would be
read as part of them.
"""

_REMEMBERED = 200  # characters; no meaning is longer


class Abbreviations:
    """The abbreviations of a glossary, and how a page's HTML is given their meaning."""

    def __init__(self, entries: Iterable[GlossaryEntry]) -> None:
        self.meanings: Mapping[str, str] = {
            _escaped(entry.short): _escaped(entry.label) for entry in entries if entry.short
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.meanings, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b(?!-|’|&#39;)")

    def written_out(self, html: str) -> str:
        """The HTML with "(child sexual exploitation)" after the first CSE of its running text.

        Headings, links, quotations and the like stay as they are; an abbreviation that the text
        itself has just written out, before or after, is known already. What stands in a bracket is
        left for the next use.
        """
        if not self.meanings:
            return html
        known: set[str] = set()
        depth, said = 0, ""
        pieces = []
        for piece in _PIECES.findall(html):
            if piece.startswith("<"):
                depth += _step(piece)
            else:
                if not depth:
                    first = partial(self._first, known=known, said=said)
                    piece = self._pattern.sub(first, piece)
                said = (said + piece)[-_REMEMBERED:]
            pieces.append(piece)
        return "".join(pieces)

    def _first(self, found: re.Match[str], known: set[str], said: str) -> str:
        """What an abbreviation becomes, given those known already and the text said before it."""
        short = found.group()
        if short in known:
            return short
        meaning = self.meanings[short]
        before = (said + found.string[: found.start()]).lower()
        after = found.string[found.end() :].lower()
        told = before.endswith((f"{meaning.lower()} (", f"{meaning.lower()}, "))
        if told or after.startswith(f" ({meaning.lower()}"):
            known.add(short)
            return short
        if before.endswith("("):  # a bracket in a bracket reads badly; the next use is written out
            return short
        known.add(short)
        return f"{short} ({meaning})"


def _escaped(text: str) -> str:
    """A text as the templates escape it, so that it is found in their HTML."""
    return escape(text).replace("&#x27;", "&#39;")


def _step(tag: str) -> int:
    """How a tag changes how deep we are in what is left alone: 1, -1 or 0."""
    found = _TAG.match(tag)
    if not found or found.group(2) not in _LEFT_ALONE:
        return 0
    return -1 if found.group(1) else 1
