"""An abbreviation is written out where it first stands in a page's running text."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import escape

from tracker.record.vocabulary import Entry

_PIECES = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_LEFT_ALONE = frozenset(
    {"a", "h1", "h2", "h3", "h4", "th", "dt", "caption", "button", "label", "svg", "cite", "q"}
)
"""Where a name, a title or somebody's words stand as they are: what follows in brackets would be
read as part of them.
"""


class Abbreviations:
    """The abbreviations of a glossary, and how a page's HTML is given their meaning."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.meanings: Mapping[str, str] = {
            escape(entry.short): escape(entry.label) for entry in entries if entry.short
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.meanings, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b(?!-|’|&#39;|&#x27;)")

    def written_out(self, html: str) -> str:
        """The HTML with "(child sexual exploitation)" after the first CSE of its running text.

        Headings, links, quotations and the like stay as they are; an abbreviation that the text
        itself has just written out, before or after, is known already.
        """
        if not self.meanings:
            return html
        known: set[str] = set()
        depth = 0
        pieces = []
        for piece in _PIECES.findall(html):
            if piece.startswith("<"):
                depth += _step(piece)
            elif not depth:
                piece = self._pattern.sub(lambda found: self._first(found, known), piece)
            pieces.append(piece)
        return "".join(pieces)

    def _first(self, found: re.Match[str], known: set[str]) -> str:
        short = found.group()
        if short in known:
            return short
        known.add(short)
        meaning = self.meanings[short]
        before, after = found.string[: found.start()], found.string[found.end() :]
        told = before.lower().endswith((f"{meaning.lower()} (", f"{meaning.lower()}, "))
        if told or before.endswith("(") or after.startswith(" ("):
            return short
        return f"{short} ({meaning})"


def _step(tag: str) -> int:
    """How a tag changes how deep we are in what is left alone: 1, -1 or 0."""
    found = _TAG.match(tag)
    if not found or found.group(2) not in _LEFT_ALONE:
        return 0
    return -1 if found.group(1) else 1
