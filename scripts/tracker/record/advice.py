"""What an editor can do about a text that is no strict YAML."""

import re

FORBIDDEN_TEXT = (
    ("a control character", "a record is plain text", "\x00-\x08\x0b-\x1f\x7f"),
    (
        "a code that is no character",
        "a record is plain text",
        "\ud800-\udfff\ufdd0-\ufdef"
        + "".join(
            chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
        ),
    ),
    (
        "an invisible character",
        "write plain text",
        "\u0080-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
        "\ufff9-\ufffb\U000e0000-\U000e007f",
    ),
    ("a tab", "indent and separate with spaces", "\t"),
)
"""What no text of a record holds: what it is, what to do instead, the characters."""

_NOT_TEXT = [(re.compile(f"[{codes}]"), what, mend) for what, mend, codes in FORBIDDEN_TEXT]


def forbidden_character(text: str) -> tuple[int, str, str] | None:
    """Where a text holds what is not text, what that is, and what to do instead; None for what is
    text. Its lines end in a line feed.
    """
    for pattern, what, mend in _NOT_TEXT:
        if found := pattern.search(text):
            return found.start(), what, mend
    return None


_ADVICE = {
    "mapping values are not allowed": "a text that holds ': ' stands in quotes; or the line above "
    "lacks the space after its ':'",
    "cannot start any token": "a text that begins with such a sign stands in quotes",
    "could not find expected ':'": "a field's name is followed by ': ' and its value",
    "unexpected end of stream": "a quotation mark opens here and does not close",
    "expected ',' or": "a list or mapping in brackets is not closed",
    "did not find expected": "the indentation is out, or a text that begins with a quotation mark "
    "or a bracket goes on after it; such a text stands in quotes as a whole",
}


def advice_for(said: str) -> str:
    """What to do about a fault, by the parser's own words for it; those words where it is rare."""
    return next((advice for words, advice in _ADVICE.items() if words in said), said)
