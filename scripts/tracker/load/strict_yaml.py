"""Strict YAML: from a path or a text to a `Document`, or to an `UnreadableFileError` whose messages
say what an editor can do. The only importer of yaml.

YAML 1.1 is read by PyYAML's event parser, so nothing is constructed and nothing recurses. What its
resolver would silently turn into something else (`no`, `12:30`, `010`, `1.10`) is a problem, not a
value; so are anchors, aliases, tags, tabs, duplicate keys, empty values and a second document.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import yaml

from tracker.load.documents import (
    Comment,
    Document,
    Layout,
    Position,
    Positions,
    UnreadableFileError,
    line_and_column,
    unreadable,
)
from tracker.load.yaml_faults import ParserFault, Token, remedy_of
from tracker.problems import UNSEEN, Problem, character_name, quoted
from tracker.schema.traversal import FieldPath

_FORBIDDEN_CHARACTERS = (
    ("a control character", "take it out, and save the file with line ends LF", "\r"),
    ("a control character", "take it out", "\x00-\x08\x0b-\x1f\x7f-\x9f"),
    (
        "a code that is no character",
        "take it out",
        "\ud800-\udfff\ufdd0-\ufdef"
        + "".join(
            chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
        ),
    ),
    (
        "an invisible character",
        "take it out, or write a plain blank",
        "\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
        f"\ufff9-\ufffb\U000e0000-\U000e007f{UNSEEN}",
    ),
    ("a tab", "indent and separate with spaces", "\t"),
)
"""The characters that no text of a record may hold: what they are, what to do instead, which."""

_FORBIDDEN_PATTERNS = [
    (re.compile(f"[{characters}]"), what, advice)
    for what, advice, characters in _FORBIDDEN_CHARACTERS
]


def _forbidden_character(text: str) -> tuple[int, str, str] | None:
    """The offset of a forbidden character in a text, what it is and what to do instead; None where
    there is none. The lines of the text end in a line feed.
    """
    if text.isascii() and not _FORBIDDEN_ASCII.search(text):
        return None
    if all(map(_is_allowed, set(text))):
        return None
    for pattern, what, advice in _FORBIDDEN_PATTERNS:
        if match := pattern.search(text):
            return match.start(), what, advice
    return None


_FORBIDDEN_ASCII = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@cache
def _is_allowed(character: str) -> bool:
    return not any(pattern.match(character) for pattern, _, _ in _FORBIDDEN_PATTERNS)


MAX_DEPTH = 12  # the models nest five deep


def parse_yaml(text: str, file: str) -> Document:
    """A YAML text as a document. Raises UnreadableFileError with each place that is not strict
    YAML.
    """
    text = _with_plain_ends(text)
    if forbidden := _forbidden_character(text):
        offset, what, advice = forbidden
        message = f"holds {what}, {character_name(text[offset])}; {advice}"
        raise unreadable(file, message, *line_and_column(text, offset))
    value = _quick_value(text)
    if value is not None:
        return Document(file, value, lambda: positions_in(text, file))
    return _composed(text, file)


def positions_in(text: str, file: str) -> Positions:
    """The position of everything in a text that is strict YAML."""
    return _composed(_with_plain_ends(text), file).all_positions


def layout_of(text: str) -> Layout:
    """The layout of a text that is strict YAML, and whose lines end in a line feed."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    comments: list[Comment] = []
    wrapped: set[Position] = set()
    end = 0  # of the last scalar; what is not in a scalar and begins with '#' is a comment
    for token in yaml.scan(text, Loader=_PARSER):
        if isinstance(token, yaml.ScalarToken):
            (line, column), (last_line, last_column) = map(
                _place, (token.start_mark, token.end_mark)
            )
            start = starts[line] + column
            if token.style in _BLOCK_STYLES:  # a comment may follow the sign
                start = text.index("\n", start)
            if line != last_line:
                wrapped.add(Position(line + 1, column + 1))
            comments += _comments(text, end, start)
            end = starts[last_line] + last_column
    return Layout((*comments, *_comments(text, end, len(text))), frozenset(wrapped))


_BLOCK_STYLES = ("|", ">")


def _comments(text: str, start: int, end: int) -> Iterator[Comment]:
    """The comments between two places of a text, between which no scalar stands."""
    for match in re.compile(r"#[^\n]*").finditer(text, start, end):
        line, column = line_and_column(text, match.start())
        is_whole_line = not text[match.start() - column + 1 : match.start()].strip()
        yield Comment(match[0].rstrip(), Position(line, column), is_whole_line)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n")


def _composed(text: str, file: str) -> Document:
    """A text without forbidden characters as a document, with the position of everything in it."""
    try:
        return _Composer(file).compose(text)
    except yaml.MarkedYAMLError as error:
        raise _parse_failure(file, text, error) from None
    except yaml.YAMLError as error:
        raise unreadable(file, f"is not YAML: {' '.join(str(error).split())}") from None


def _parse_failure(file: str, text: str, error: yaml.MarkedYAMLError) -> UnreadableFileError:
    """The error for a text that is not YAML, at the place where an editor mends it."""
    place = _place(error.problem_mark or error.context_mark)
    context_place = _place(error.context_mark) if error.context_mark else None
    fault = ParserFault(error.context or "", error.problem or "", context_place, place)
    tokens = [token for token in _tokens(text) if token.start < place]
    (line, column), message = remedy_of(fault, text.split("\n"), tokens)
    return unreadable(file, message, line + 1, column + 1)


def _place(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


_SIGNS = {
    yaml.FlowSequenceStartToken: "[",
    yaml.FlowMappingStartToken: "{",
    yaml.FlowSequenceEndToken: "]",
    yaml.FlowMappingEndToken: "}",
}


def _tokens(text: str) -> list[Token]:
    """The texts in quotes and the brackets of a text, as far as it can be scanned."""
    found: list[Token] = []
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=_PARSER):
            sign = _SIGNS.get(type(token)) or getattr(token, "style", None)
            if sign and sign in "[{]}'\"":
                found.append(Token(sign, _place(token.start_mark), _place(token.end_mark)))
    return found


_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_TAG_MEANINGS = {
    "bool": "true or false",
    "null": "nothing",
    "float": "a number",
    "int": "a number",
    "timestamp": "a time",
}


def _scalar(event: yaml.ScalarEvent) -> str | int | None:
    """The value of a scalar, or None where YAML 1.1 would read its plain text as something else."""
    text: str = event.value
    if not event.implicit[0]:  # quoted, or a block of text
        return text
    return _plain_scalar(text) if text[:1] in _RESOLVERS else text


@cache
def _plain_scalar(text: str) -> str | int | None:
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if _ISO_DAY.fullmatch(text) or not _misread_as(text):
        return text
    return None


def _misread_as(text: str) -> str:
    """What YAML 1.1 would read a plain text as; empty where as text."""
    for tag, pattern in _RESOLVERS.get(text[:1], []):
        if pattern.match(text):
            return _TAG_MEANINGS.get(tag.rpartition(":")[2], "something else")
    return ""


_PLAIN_EVENTS = frozenset({yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent})


class _NotPlainError(Exception):
    """A text has something that has to be looked at where it stands."""


def _quick_value(text: str) -> Any:
    """What a text holds that is strict YAML in its plainest form, as nearly every file is; None
    for any other, which `_Composer` reads. It notes no position, which is most of the work.
    """
    if "\\" in text or " #" in text:  # there may be an escape, or a comment behind a value
        return None
    next_event = _PARSER(text).get_event
    try:
        next_event(), next_event()  # the beginnings of the stream and of the document
        value = _quick_node(next_event(), next_event, 0)
        next_event()  # the end of the document
        return value if type(next_event()) is yaml.StreamEndEvent else None
    except (yaml.YAMLError, _NotPlainError):
        return None


def _quick_node(event: Any, next_event: Callable[[], Any], depth: int) -> Any:
    """The value that begins with an event."""
    kind = type(event)
    if kind not in _PLAIN_EVENTS or event.anchor or event.tag:
        raise _NotPlainError
    if kind is yaml.ScalarEvent:
        value: Any = event.value
        if event.implicit[0] and value[:1] in _RESOLVERS:  # neither quoted nor a block of text
            value = _plain_scalar(value)
            if value is None:
                raise _NotPlainError
        return value
    if depth == MAX_DEPTH:
        raise _NotPlainError
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            items.append(_quick_node(event, next_event, depth + 1))
        return items
    return _quick_mapping(next_event, depth)


def _quick_mapping(next_event: Callable[[], Any], depth: int) -> dict[str, Any]:
    """The mapping of which the next event is the first key."""
    mapping: dict[str, Any] = {}
    while type(event := next_event()) is not yaml.MappingEndEvent:
        key = event.value if type(event) is yaml.ScalarEvent else None
        if key is None or key in mapping or event.anchor or event.tag:
            raise _NotPlainError
        mapping[key] = _quick_node(next_event(), next_event, depth + 1)
    return mapping


_WRITE_OUT = "write the value out, or put a text that begins with such a sign in quotes"


class _Composer:
    """Turns the parser's events into one document, with every position, and collects what is not
    strict. `stack` holds each open mapping or list with its path.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.positions = Positions()
        self.lines: list[str] = []
        self.problems: list[Problem] = []
        self.stack: list[tuple[Any, FieldPath]] = []
        self.key: str | None = None
        self.result: Any = None

    def compose(self, text: str) -> Document:
        documents = 0
        self.lines = text.splitlines()
        for event in yaml.parse(text, Loader=_PARSER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise UnreadableFileError(
                        *self.problems,
                        self._problem(
                            event, "begins a second document; a file holds one: take the '---' out"
                        ),
                    )
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
        if self.result is None:
            held = "holds nothing but comments" if text.strip() else "is empty"
            raise unreadable(
                self.file, f"{held}; write its fields; delete the file only if it is new"
            )
        if self.problems:
            raise UnreadableFileError(*self.problems)
        return Document(self.file, self.result, lambda: self.positions)

    def _node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._note(event, f"uses the anchor {quoted(sign + event.anchor)}; {_WRITE_OUT}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._note(event, f"uses the tag {quoted(tag)}; {_WRITE_OUT}")
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key is None:
            self._take_key(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            where = self._where()
            collection: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            if len(self.stack) == MAX_DEPTH:
                problem = self._problem(event, f"is nested deeper than {MAX_DEPTH}; no record is")
                raise UnreadableFileError(*self.problems, problem)
            self._put(event, collection)
            self.stack.append((collection, where))
        else:
            self._put(event, self._value(event))

    def _take_key(self, event: yaml.NodeEvent) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            problem = self._problem(event, "has no plain word as a field's name; a name is a word")
            raise UnreadableFileError(*self.problems, problem)
        mapping, where = self.stack[-1]
        if event.value in mapping:
            line = self.positions.of_keys[(*where, event.value)].line
            self._note(
                event,
                f"gives {quoted(event.value)} twice; it stands on line {line} already: keep one",
            )
        self._check_escapes(event)
        self.key = event.value
        self.positions.of_keys[(*where, event.value)] = _position(event)

    def _value(self, event: yaml.NodeEvent) -> str | int:
        if not isinstance(event, yaml.ScalarEvent):
            return ""  # an alias, noted already
        self._check_escapes(event)
        value = _scalar(event)
        if value is None and event.value == "" and event.anchor is not None:
            return ""  # noted already
        if value is None and event.value in ("", "~"):
            name = f"{quoted(self.key)} " if self.key else ""
            self._note(event, f"{name}has no value{self._why_empty(event)}")
        elif value is None:
            meaning = _misread_as(event.value)
            line = f": {self.key}: '{event.value}'" if self.key else ""
            message = f"YAML reads {quoted(event.value)} as {meaning}; write it in quotes{line}"
            self._note(event, message)
        if event.implicit[0] and event.value and self._is_cut(event):
            self._note(
                event,
                f"the text ends at ' #', where a comment begins: {quoted(event.value)}; write it "
                "in quotes, or give the comment a line of its own",
            )
        return event.value if value is None else value

    def _check_escapes(self, event: yaml.ScalarEvent) -> None:
        """Notes a forbidden character that an escape in quotes stands for."""
        if forbidden := _forbidden_character(event.value):
            offset, what, advice = forbidden
            name = character_name(event.value[offset])
            self._note(event, f"holds {what}, {name}, by way of an escape; {advice}")

    def _is_cut(self, event: yaml.ScalarEvent) -> bool:
        """Whether a comment follows a plain text on its line, and may be meant as part of it."""
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark and mark.line < len(self.lines) else ""
        return rest.lstrip().startswith("#")

    def _why_empty(self, event: yaml.ScalarEvent) -> str:
        """What to do about a value that is not there."""
        if event.value == "" and self._is_cut(event):
            return ": what follows '#' is a comment; put a text that begins with '#' in quotes"
        return "; give one, or leave the line out"

    def _where(self) -> FieldPath:
        """The path of the value that comes next."""
        if not self.stack:
            return ()
        parent, where = self.stack[-1]
        return (*where, self.key if self.key is not None else len(parent))

    def _put(self, event: yaml.NodeEvent, value: Any) -> None:
        self.positions.of_values[self._where()] = _position(event)
        if not self.stack:
            self.result = value
        elif isinstance(self.stack[-1][0], dict):
            self.stack[-1][0][self.key] = value
            self.key = None
        else:
            self.stack[-1][0].append(value)

    def _problem(self, event: yaml.Event, message: str) -> Problem:
        position = _position(event)
        return Problem(self.file, position.line, position.column, message)

    def _note(self, event: yaml.Event, message: str) -> None:
        self.problems.append(self._problem(event, message))


def _position(event: yaml.Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
