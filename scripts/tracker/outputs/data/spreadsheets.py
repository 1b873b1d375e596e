"""What spreadsheets make of the texts of a CSV file, and how a text is kept from it.

A spreadsheet reads each cell anew: it runs a formula, and stores a number as one and writes it in
its own way, also where the cell stands in quotes.
"""

import re
from calendar import month_name
from string import ascii_letters
from typing import Any
from unicodedata import category, normalize

_FORMULA_SIGNS = frozenset("=+-@")
"""The first characters that make a spreadsheet run a text as a formula (OWASP, CSV injection)."""

_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""The letters and symbols that are drawn as nothing: four of Korean, and one of Braille."""

_MONTHS = "|".join(f"{name}|{name[:3]}" for name in month_name[1:])

_READ_AS_NUMBER = re.compile(
    rf"""(?=.*\d) [\d\s.,:/%()$£€+-]+ (?: e[+-]?\d+ | [ap]\.?m\.? )?  # also a time, 9 pm
    | (?:{_MONTHS})[ ]\d{{1,4}} | \d{{1,2}}[ ](?:{_MONTHS})""",
    re.VERBOSE | re.IGNORECASE,
)
"""The texts that spreadsheets may read as a number, a sum of money, a time or a day."""

_KEPT_AS_WRITTEN = re.compile(
    r"""(?=.{1,11}$) (?:0|[1-9][0-9]*) (?:\.[0-9]*[1-9])?
    | [0-9]{4}(?:-[0-9]{2}){0,2} (?: / [0-9]{4}(?:-[0-9]{2}){0,2} )?
    | [0-9]+ (?:[ ][0-9]+)+""",
    re.VERBOSE,
)
"""Those that they show as they are written: a number of at most 11 characters, which is what a cell
shows of one; a date; and groups of digits, such as a phone number.
"""

_LETTERS_OF_WORDS = frozenset(ascii_letters) - {
    letter for name in month_name[1:] for letter in (name[0], name[0].lower())
}
"""The letters with which no text begins that is run or rewritten: those of no month."""


def csv_cell(value: Any) -> Any:
    """A value as it stands in a CSV file. A text that a spreadsheet would take for a formula, or
    for a number that it then writes otherwise, gets an apostrophe before it, so that it stays a
    text; yes and no are `true` and `false`.
    """
    if isinstance(value, str) and value[:1] in _LETTERS_OF_WORDS:
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and (_is_run(value) or _is_rewritten(value)):
        return f"'{value}"
    return value


def _is_run(text: str) -> bool:
    """Whether a spreadsheet may run a text as a formula: the first character that is seen is the
    sign of one, in any width, or a tab or the end of a line stands before everything.
    """
    return text.startswith(("\t", "\r", "\n")) or _first_visible(text) in _FORMULA_SIGNS


def _first_visible(text: str) -> str:
    """The first character of a text that is seen, in its common form: `=` for the full-width one.
    Empty where there is none.
    """
    seen = (c for c in text if category(c)[0] not in "CMZ" and c not in _BLANK_LETTERS)
    return normalize("NFKC", next(seen, ""))[:1]


def _is_rewritten(text: str) -> bool:
    """Whether a spreadsheet may read a text as a number and write it otherwise: `007`, `1.10`,
    `1e5`, `1/2`, `March 2026`.
    """
    return bool(_READ_AS_NUMBER.fullmatch(text)) and not _KEPT_AS_WRITTEN.fullmatch(text)
