"""Dates, counts and lists in English, sentences that keep their dates, and texts for BibTeX."""

import re
from datetime import date

from tracker.schema.dates import PartialDate

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
"""Ours, whatever the locale of the machine, and in a quarter of the time of `strftime`."""

Sentence = tuple[str | PartialDate, ...]
"""A sentence, or a part of one, in pieces: texts, and the dates among them, which a page marks up
with `time`.
"""


NOT_LOOKED_YET = "Not looked yet"
"""What stands in the place of what nobody has looked for, and may be there."""


def none_text(none: str, looked: object) -> str:
    """What stands where there is nothing: that there is `none`, or that nobody has looked yet."""
    return none if looked else f"{NOT_LOOKED_YET}."


def plain_text(sentence: Sentence) -> str:
    """A sentence as plain text, its dates in words."""
    return "".join(piece if isinstance(piece, str) else format_date(piece) for piece in sentence)


def format_date(when: PartialDate | date) -> str:
    """`29 June 2026`, `March 2026`, `2026`, or `between 17 October 2025 and 8 January 2026`."""
    if isinstance(when, date):
        return _format_part("", when)
    start, slash, end = when.text.partition("/")
    if slash:
        return f"between {_format_part(start, when.earliest)} and {_format_part(end, when.latest)}"
    return _format_part(start, when.earliest)


def date_in_its_year(when: PartialDate) -> str:
    """A date below a heading that gives its year: `29 June`, `March`, `between 3 May and 9 June`;
    whole where it has no month, or ends in another year than it begins.
    """
    text, year = format_date(when), when.earliest.year
    has_months = all(len(part) > len("2026") for part in when.text.split("/"))
    return text.replace(f" {year}", "") if has_months and when.latest.year == year else text


def short_date(when: PartialDate) -> str:
    """A date in a title: `29 Jun 2026`, `Mar 2026`, `2026`, or `17 Oct 2025 – 8 Jan 2026`."""
    start, slash, end = when.text.partition("/")
    last = f" – {_short_part(end, when.latest)}" if slash else ""
    return f"{_short_part(start, when.earliest)}{last}"


def _short_part(text: str, day: date) -> str:
    return {4: f"{day:%Y}", 7: f"{day:%b %Y}"}.get(len(text), f"{day.day} {day:%b %Y}")


def _format_part(text: str, day: date) -> str:
    """A date as exact as its text: a year, a month, or a day where it is anything else."""
    if len(text) == len("2026"):
        return str(day.year)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if len(text) == len("2026-06") else f"{day.day} {month}"


def date_pieces(when: PartialDate) -> Sentence:
    """A date inside a sentence: `29 June 2026`, `March 2026`, `a day between 1 May 2026 and …`."""
    return ("a day ", when) if "/" in when.text else (when,)


def on_date(when: PartialDate) -> Sentence:
    """A date with its preposition: `on 1 May 2026`, `in May 2026`, `between 1 May 2026 and …`."""
    return (when,) if "/" in when.text else ("on " if when.exact else "in ", when)


def date_in_sentence(when: PartialDate) -> str:
    """A date inside a sentence, as plain text."""
    return plain_text(date_pieces(when))


def searched_pieces(to: PartialDate, *, begins: bool = False) -> Sentence:
    """How far something was searched for: `searched up to 29 June 2026`; with a capital where it
    `begins` a sentence.
    """
    return "Searched up to " if begins else "searched up to ", *date_pieces(to)


def pluralise(count: int, one: str, many: str | None = None) -> str:
    """`1 part`, `2 parts`, `1,100 parts`; 0 is `no parts`."""
    return f"{f'{count:,}' if count else 'no'} {one if count == 1 else many or one + 's'}"


_COUNT_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def count_word(count: int) -> str:
    """A count in a sentence: `none`, `two`, `14`."""
    return _COUNT_WORDS[count] if count < len(_COUNT_WORDS) else str(count)


def count_times(count: int) -> str:
    """How often something came about: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def join_words(words: list[str], last: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`; with another word before the
    last, such as `or`.
    """
    return (
        f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
    )


def lower_first(words: str) -> str:
    """A name inside a sentence: `Under way` is `under way`, and `NHS` stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """Words at the beginning of a sentence: `the government` is `The government`."""
    return words[:1].upper() + words[1:]


def escape_bibtex(text: str) -> str:
    """A text inside the braces of BibTeX, with a backslash before each sign that LaTeX reads as a
    command.
    """
    return re.sub(r"([&%$#_{}])", r"\\\1", text)
