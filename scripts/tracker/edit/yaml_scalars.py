"""How a single value is written in YAML, on one line or on several: with quotes only where they are
needed, and always so that our own strict reader reads the same value.
"""

import json
import re
from collections.abc import Iterator
from functools import cache

from tracker.load.documents import UnreadableFileError
from tracker.load.strict_yaml import parse_yaml

WIDTH = 120
"""How many characters a line has at most that can be broken."""
STEP = "  "
"""By what the lines of a block are indented more than those around it."""


def scalar(value: str | int, *, in_brackets: bool = False) -> str:
    """A value on one line, in quotes where YAML needs them, in a list in brackets or elsewhere:
    double ones, but single ones around one word and where the text has double ones or a backslash.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or _is_plain(value, in_brackets):
        return str(value)
    if "\n" in value:
        return json.dumps(value, ensure_ascii=False)
    if " " not in value or '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


_PLAIN_WORD = re.compile(r"[a-z]{4,}(-[a-z]+)+|[0-9]{4}-[0-9]{2}-[0-9]{2}")


@cache
def _is_plain(text: str, in_brackets: bool) -> bool:
    """Whether a text is read as itself without quotes."""
    if _PLAIN_WORD.fullmatch(text):
        return True
    try:
        value = parse_yaml(f"[{text}]" if in_brackets else f"- {text}", "").value
    except UnreadableFileError:
        return False
    return value == [text] and type(value[0]) is str


def block(start: str, text: str, indent: str, width: int = WIDTH) -> Iterator[str]:
    """The lines of a text that takes several, of which the first begins with `start`, that of its
    field, and the others are indented: after `>-`, or, where it has line breaks, after `|`; on one
    line in quotes where neither can hold it.
    """
    body = text.removesuffix("\n")
    sign = "" if body != text else "-"
    if not body or body != body.strip() or "\n\n" in text or re.search(" $", body, re.MULTILINE):
        yield f"{start} {scalar(text)}"
    elif "\n" in body:
        yield f"{start} |{sign}"
        yield from (f"{indent}{line}" for line in body.split("\n"))
    else:
        yield f"{start} >{sign}"
        yield from (f"{indent}{line}" for line in wrapped(body, width - len(indent)))


def wrapped(text: str, width: int) -> Iterator[str]:
    """A text in lines as full as a width allows, broken at single blanks alone."""
    line = ""
    for word in re.split(r"(?<! ) (?! )", text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
    yield line
