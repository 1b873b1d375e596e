"""The one form in which every layer reports a fault, and the pieces of its messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place.

    `file` is relative to the data directory's parent (`data/bodies/home-office.yaml`), `line` and
    `column` count from 1, `message` is a sentence that a person can act on. Problems sort by place.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


def quoted(value: object) -> str:
    """A value for a message: on one line, in quotes, cut to 60 characters, each that is not
    printable as its code.
    """
    words = " ".join(str(value).split())
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in words)
    return f"'{text if len(text) <= 60 else text[:57] + '...'}'"


def either(values: Iterable[object]) -> str:
    """Values of which one is meant, for a message: `'a'`, `'a' or 'b'`."""
    return " or ".join(quoted(value) for value in values)


def with_article(noun: str) -> str:
    """A noun with its article: `a measure`, `an implication`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def suggest(value: object, allowed: Sequence[str]) -> str:
    """The end of a message: the allowed values, if at most 16, and the nearest of them."""
    matches = get_close_matches(str(value), allowed, n=1, cutoff=0.75)
    hint = f"; did you mean '{matches[0]}'?" if matches else ""
    if len(allowed) <= 16:
        return f"; allowed: {', '.join(allowed) or 'nothing yet'}{hint}"
    return hint
