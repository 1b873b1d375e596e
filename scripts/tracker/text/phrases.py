"""Dates, counts and texts as readers, and their programs, read them."""

import re
from datetime import date

from tracker.schema.dates import PartialDate


def format_date(when: PartialDate | date) -> str:
    """`29 June 2026`, `March 2026`, `2026`, or `between 17 October 2025 and 8 January 2026`."""
    if isinstance(when, date):
        return f"{when.day} {when:%B %Y}"
    start, slash, end = when.text.partition("/")
    if slash:
        return f"between {_format_part(start, when.first)} and {_format_part(end, when.last)}"
    return _format_part(start, when.first)


def _format_part(text: str, day: date) -> str:
    return {4: f"{day:%Y}", 7: f"{day:%B %Y}"}.get(len(text), f"{day.day} {day:%B %Y}")


def pluralise(count: int, one: str, many: str | None = None) -> str:
    """`1 part`, `2 parts`; 0 is `no parts`."""
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"


def join_words(words: list[str]) -> str:
    """`England`, `England and Wales`, `England, Wales and Scotland`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def escape_bibtex(text: str) -> str:
    """A text inside the braces of BibTeX: what LaTeX reads as a command is told to be a sign."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text)
