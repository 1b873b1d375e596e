"""The one form in which every layer reports a fault, and the pieces of its messages."""

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TextIO


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place.

    `file` is relative to the data directory's parent (`data/bodies/home-office.yaml`), `line` and
    `column` count from 1, `message` is a sentence that a person can act on. Problems sort by place.
    `where` is the path of what it is about in the file, where that is known, and tells two at one
    place apart.
    `rule` names the rule that it breaks; it is empty where a file is not even one of its kind.
    """

    file: str
    line: int
    column: int
    message: str
    where: tuple[str | int, ...] = ()
    rule: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals take it: `data/bodies/home-office.yaml:3:7`."""
        return printable(f"{self.file}:{self.line}:{self.column}")

    @property
    def sentence(self) -> str:
        """Its message as it is shown."""
        return printable(self.message)


UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef"
)
"""The characters that Python counts as printable and that show nothing, for a set of a pattern."""
_UNSEEN = re.compile(f"[{UNSEEN}]")


def printable(text: str) -> str:
    r"""A text of which a terminal shows each character and obeys none: control characters, those
    that change the direction of writing and those that show nothing become their code, `\u001b`.
    """
    return "".join(
        f"\\u{ord(c):04x}" if not c.isprintable() or _UNSEEN.match(c) else c for c in text
    )


def write_any_character(stream: TextIO) -> None:
    """Has a stream write each character that its encoding lacks as its code, where it would fail:
    what Windows passes on to another program or a file is in an encoding of a few hundred.
    """
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def character_name(character: str) -> str:
    """A character by its code and its name in Unicode: `U+200B ZERO WIDTH SPACE`."""
    name = _CONTROL_NAMES.get(character) or unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


_CONTROL_NAMES = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\t": "TAB",
    "\x0b": "LINE TABULATION",
    "\x0c": "FORM FEED",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}
"""The names of control characters, which have none in Unicode's own list."""


def quoted(value: object) -> str:
    """A value for a message: on one line, in quotes, cut to 60 characters, each that is not
    printable as its code.
    """
    text = printable(" ".join(str(value).split()))
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
