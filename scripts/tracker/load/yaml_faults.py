"""What an editor did wrong in a text that is not YAML: the sentence, and the place where the
remedy goes, from what the parser says and from the lines around it.

A parser says where it gave up and what it then expected, in the same words for an indentation, a
quotation mark and a bracket. The tokens before that place and the line itself tell them apart.
"""

import re
from dataclasses import dataclass

from tracker.problems import character_name, quoted

ParserPosition = tuple[int, int]
"""A line and a column, both from 0, as the parser counts them."""


@dataclass(frozen=True)
class ParserFault:
    """What the parser says: the words for what it was reading and for what is wrong, and the place
    of each.
    """

    context: str
    problem: str
    context_place: ParserPosition | None
    place: ParserPosition


@dataclass(frozen=True)
class Token:
    """A text in quotes (`'` or `"`), an opening bracket (`[` or `{`) or a closing one (`]` or `}`):
    the sign, where it begins, and where it ends.
    """

    sign: str
    start: ParserPosition
    end: ParserPosition


Remedy = tuple[ParserPosition, str]
"""The place where an editor mends a text, and what is wrong there."""

_FIELD_START = re.compile(r"(?P<before>\s*(?:- +)*)(?P<name>[\w.-]+):(?P<blank> +|$)")
_NAME_ONLY = re.compile(r"\s*(?:- +)*[a-z_]+\s*")
_GLUED_VALUE = re.compile(r"\s*(?:- +)*[a-z_]+:(?=\S)")
_GLUED_DASH = re.compile(r"\s*-(?=[\w'\"])")
_OPENING_SIGNS = "'\"`@%&*!|>?-,]}[{#:"


def remedy_of(fault: ParserFault, lines: list[str], tokens: list[Token]) -> Remedy:
    """What to mend, and where, in a text that the parser refused. `tokens` are those before the
    place at which it gave up.
    """
    start = fault.context_place or fault.place
    match fault.problem:
        case "found unexpected end of stream" | "found unexpected document indicator":
            message = "a quotation mark opens here and never closes; close it where the text ends"
            return start, message
        case "found unknown escape character":
            message = (
                "a backslash begins an escape in a text in double quotes; write it twice, or put "
                "the text in single quotes"
            )
            return fault.place, message
        case problem if "expected ',' or" in problem:
            return _open_bracket(fault.place, start, lines)
        case problem if problem.startswith("mapping values are not allowed"):
            return _colon(fault.place, lines)
        case "could not find expected ':'":
            return _no_field(start, lines)
    bracket = _still_open(tokens)
    is_at_end = not "".join(lines[fault.place[0] :])[fault.place[1] :].strip()
    if bracket and is_at_end:
        return _open_bracket(fault.place, bracket.start, lines)
    if _begins_with_a_sign(fault):
        return _sign(start, lines)
    if bracket and bracket.start[0] < fault.place[0]:
        return _open_bracket(fault.place, bracket.start, lines)
    return _out_of_place(fault.place, lines, tokens)


def _begins_with_a_sign(fault: ParserFault) -> bool:
    """Whether the parser stopped at a sign with which no plain text begins."""
    words = ("alias", "anchor", "tag", "block scalar", "directive")
    return (
        "cannot start any token" in fault.problem
        or "expected node content" in fault.problem
        or fault.problem.startswith(("mapping keys are not", "block sequence entries are not"))
        or any(f"scanning a {word}" in fault.context for word in words)
        or any(f"scanning an {word}" in fault.context for word in words)
    )


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _still_open(tokens: list[Token]) -> Token | None:
    """The outermost bracket that is opened and not closed."""
    opened: list[Token] = []
    for token in tokens:
        if token.sign in "[{":
            opened.append(token)
        elif token.sign in "]}" and opened:
            opened.pop()
    return opened[0] if opened else None


def _open_bracket(place: ParserPosition, start: ParserPosition, lines: list[str]) -> Remedy:
    """A bracket that opens at `start`, after which something else than a comma was found."""
    bracket = _line(lines, start[0])[start[1] : start[1] + 1] or "["
    close = {"[": "]", "{": "}"}.get(bracket, "]")
    if place[0] == start[0] and close in _line(lines, place[0])[place[1] :]:
        return place, "a comma is missing before this, between two items in brackets"
    message = f"the bracket {quoted(bracket)} opens here and never closes; close it with '{close}'"
    return start, message


def _colon(place: ParserPosition, lines: list[str]) -> Remedy:
    """A second `:` where none can stand: in a plain text, or after a line that was no field."""
    number, column = place
    before = _line(lines, number)[:column]
    if field := _FIELD_START.match(before):
        return (number, field.end()), _COLON_IN_TEXT
    if ": " in before:
        return (number, len(before) - len(before.lstrip(" -"))), _COLON_IN_TEXT
    above = _line_above(lines, number)
    if not _NAME_ONLY.fullmatch(before) or above is None:
        return _value_above(lines, number), _COLON_IN_TEXT
    if glued := _GLUED_VALUE.match(lines[above]):
        return (above, glued.end()), _BLANK_AFTER_COLON
    if glued := _GLUED_DASH.match(lines[above]):
        return (above, glued.end()), _BLANK_AFTER_DASH
    if not _FIELD_START.match(lines[above]):
        return _no_field((above, _indent(lines[above])), lines)
    if _indent(before) > _indent(lines[above]):
        wanted = _columns_above(lines, number)[-1] + 1
        message = (
            f"the indentation is out: this field begins in column {_indent(before) + 1}, deeper "
            f"than the one above it; begin it in column {wanted}"
        )
        return (number, _indent(before)), message
    return _value_above(lines, number), _COLON_IN_TEXT


_COLON_IN_TEXT = "the text that begins here holds ': '; put the whole text in quotes"
_BLANK_AFTER_COLON = "a blank is missing here, after the ':' of the field"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line_above(lines: list[str], number: int) -> int | None:
    """The number of the line above that holds more than a comment."""
    for above in range(number - 1, -1, -1):
        if lines[above].strip() and not lines[above].lstrip().startswith("#"):
            return above
    return None


def _value_above(lines: list[str], number: int) -> ParserPosition:
    """Where the value begins that goes on in a line."""
    for above in range(number - 1, -1, -1):
        if field := _FIELD_START.match(lines[above]):
            return above, field.end()
    return number, _indent(_line(lines, number))


def _no_field(start: ParserPosition, lines: list[str]) -> Remedy:
    """A line that stands where a field does and is none."""
    number, column = start
    line = _line(lines, number)
    if glued := _GLUED_VALUE.match(line):
        return (number, glued.end()), _BLANK_AFTER_COLON
    if glued := _GLUED_DASH.match(line):
        return (number, glued.end()), _BLANK_AFTER_DASH
    if taken := _taken_for_a_sign(number, lines):
        return taken
    message = (
        "this line is no field: a ':' and a blank follow a field's name, and a text that goes on "
        "from the line above is indented"
    )
    return (number, column), message


def _taken_for_a_sign(number: int, lines: list[str]) -> Remedy | None:
    """A character in a line that looks like the sign of a list or of a field and is another."""
    found = _LIKE_A_SIGN.match(_line(lines, number))
    if not found:
        return None
    dash, colon = found["dash"], found["colon"]
    wanted = "an item of a list begins with '-'" if dash else "':' follows a field's name"
    message = f"{wanted}, not {character_name(dash or colon)}; type it anew"
    return (number, found.start("dash" if dash else "colon")), message


_LIKE_A_SIGN = re.compile(
    "\\s*(?:(?P<dash>[\u2010-\u2015\u2022\u2043\u2212\ufe58\ufe63\uff0d]) ?"
    "|(?:- +)*[a-z_]+(?P<colon>[\u02d0\u02f8\u2236\ua789\ufe13\ufe55\uff1a]))"
)

_BLANK_AFTER_DASH = "a blank is missing here, after the '-' of the list"


def _sign(start: ParserPosition, lines: list[str]) -> Remedy:
    """A text that begins with a sign that means something in YAML."""
    number, column = start
    sign = _line(lines, number)[column : column + 1]
    if sign in ("|", ">"):
        message = (
            f"nothing but a text on the next lines follows {quoted(sign)}; put a text that begins "
            "with it in quotes"
        )
    elif sign == "-":
        message = (
            "a list begins here, on the line of its field; write each item on a line of its own, "
            "or put a text that begins with '-' in quotes"
        )
    elif sign and sign in _OPENING_SIGNS:
        message = f"a text that begins with {quoted(sign)} stands in quotes; put it in quotes"
    else:
        message = "no value can begin so; put the text in quotes"
    return start, message


def _out_of_place(place: ParserPosition, lines: list[str], tokens: list[Token]) -> Remedy:
    """Something that stands where a field or an item of a list was expected."""
    number, column = place
    line = _line(lines, number)
    if not line[:column].strip(" "):
        return _indentation(place, lines)
    last = next((t for t in reversed(tokens) if t.end <= place), None)
    if line[column : column + 1] in ("]", "}"):
        return place, f"{quoted(line[column])} closes a bracket that was not opened; take it out"
    if last and last.sign in "'\"":
        return _after_quotes(place, last, line)
    if last and last.sign in "]}":
        opened = _opening_of(tokens, last)
        message = "a text that begins with a bracket stands in quotes; put the whole text in quotes"
        return opened.start, message
    return place, "this cannot stand here; put the whole text in quotes"


def _opening_of(tokens: list[Token], close: Token) -> Token:
    """The bracket that a closing one closes."""
    depth = 0
    for token in reversed(tokens[: tokens.index(close) + 1]):
        depth += (token.sign in "]}") - (token.sign in "[{")
        if depth == 0:
            return token
    return close


def _after_quotes(place: ParserPosition, last: Token, line: str) -> Remedy:
    """A text that goes on after quotation marks that ended it."""
    if last.start[0] < last.end[0]:
        message = (
            "a quotation mark opens here and is not closed on its line: another one ends it on "
            f"line {last.end[0] + 1}; close it where the text ends"
        )
        return last.start, message
    rest = line[last.end[1] :]
    if last.sign == "'" and (rest[:1].isalnum() or "'" in rest):
        message = (
            "this apostrophe ends the text in single quotes; write it twice, or put the text in "
            "double quotes"
        )
        return (last.end[0], last.end[1] - 1), message
    message = "the text goes on after its quotes, which begin here; put the whole text in quotes"
    return last.start, message


def _columns_above(lines: list[str], number: int) -> list[int]:
    """The columns, from 0, in which the fields and items begin that a line could go on with."""
    columns: list[int] = []
    for line in reversed(lines[:number]):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        start = _indent(line)
        starts = [start]
        while line[start : start + 2] == "- ":
            start += 1 + len(line[start + 1 :]) - len(line[start + 1 :].lstrip(" "))
            starts.append(start)
        if not columns or starts[0] < columns[0]:
            columns = [s for s in starts if not columns or s < columns[0]] + columns
    return columns


def _indentation(place: ParserPosition, lines: list[str]) -> Remedy:
    """A line that begins in a column in which nothing of what stands above it begins."""
    number, column = place
    line = _line(lines, number)
    if glued := _GLUED_DASH.match(line):
        return (number, glued.end()), _BLANK_AFTER_DASH
    if taken := _taken_for_a_sign(number, lines):
        return taken
    if line[column:].startswith(":"):
        return place, "the name of a field is missing here, before the ':'"
    columns = _columns_above(lines, number)
    if column in columns and line[column:].startswith("- "):
        message = (
            "an item of a list stands here beside fields; indent it below the field of its list, "
            "or take the '- ' away"
        )
        return place, message
    deeper = next((c for c in columns if c > column), None)
    outer = next((c for c in reversed(columns) if c < column), None)
    if column in columns and deeper is not None:
        message = (
            f"this field stands below the '-' of an item; begin it in column {deeper + 1}, as the "
            "other fields of the item"
        )
        return place, message
    wanted = " or ".join(str(c + 1) for c in (outer, deeper) if c is not None)
    message = (
        f"the indentation is out: this line begins in column {column + 1}; what it belongs to "
        f"begins in column {wanted or 1}"
    )
    return place, message
