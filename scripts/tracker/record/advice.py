"""What an editor can do about a text that is no strict YAML."""

import re

NOT_TEXT = (
    (
        re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"),
        "holds a control character; a record is plain text",
    ),
    (
        re.compile("[\ud800-\udfff\ufffe\uffff]"),
        "holds a code that is no character; a record is plain text",
    ),
    (
        re.compile("[\u0080-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"),
        "holds an invisible character; write plain text",
    ),
    (re.compile("\t"), "holds a tab; indent and separate with spaces"),
)
"""Characters that no record holds, each with what to say of it."""

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


def advice_on(said: str) -> str:
    """What to do about a fault, by the parser's own words for it; those words where it is rare."""
    return next((advice for words, advice in _ADVICE.items() if words in said), said)
