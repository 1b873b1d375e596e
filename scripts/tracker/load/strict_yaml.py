"""Strict YAML: from a path or a text to a `Document`, or to an `UnreadableFileError` whose messages
say what an editor can do. The only importer of yaml.

YAML 1.1 is read by PyYAML's event parser, so nothing is constructed and nothing recurses. What its
resolver would silently turn into something else (`no`, `12:30`, `010`, `1.10`) is a problem, not a
value; so are anchors, aliases, tags, tabs, duplicate keys, empty values and a second document.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from tracker.load.documents import (
    Document,
    Position,
    UnreadableFileError,
    line_and_column,
    unreadable,
)
from tracker.problems import Problem, quoted
from tracker.schema.traversal import FieldPath

_FORBIDDEN_CHARACTERS = (
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
"""The characters that no text of a record may hold: what they are, what to do instead, which."""

_FORBIDDEN_PATTERNS = [
    (re.compile(f"[{characters}]"), what, advice)
    for what, advice, characters in _FORBIDDEN_CHARACTERS
]


def _forbidden_character(text: str) -> tuple[int, str, str] | None:
    """The offset of a forbidden character in a text, what it is and what to do instead; None where
    there is none. The lines of the text end in a line feed.
    """
    for pattern, what, advice in _FORBIDDEN_PATTERNS:
        if match := pattern.search(text):
            return match.start(), what, advice
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


def _advice_for(message: str) -> str:
    """What to do about a fault that PyYAML describes in `message`; that itself for a rare one."""
    return next((advice for words, advice in _ADVICE.items() if words in message), message)


MAX_DEPTH = 12  # the models nest five deep


def parse_yaml(text: str, file: str) -> Document:
    """A YAML text as a document. Raises UnreadableFileError with each place that is not strict
    YAML.
    """
    text = text.replace("\r\n", "\n")
    if forbidden := _forbidden_character(text):
        offset, what, advice = forbidden
        raise unreadable(file, f"holds {what}; {advice}", *line_and_column(text, offset))
    try:
        return _Composer(file).compose(text)
    except yaml.MarkedYAMLError as error:
        raise _parse_failure(file, error) from None
    except yaml.YAMLError as error:
        raise unreadable(file, f"is not YAML: {' '.join(str(error).split())}") from None


def _parse_failure(file: str, error: yaml.MarkedYAMLError) -> UnreadableFileError:
    """The error for a text that is not YAML, at the place where an editor would mend it: where a
    quoted text or a key begins, rather than where the parser stopped.
    """
    message = error.problem or error.context or ""
    at_context = error.context_mark and ("quoted" in (error.context or "") or "':'" in message)
    mark = error.context_mark if at_context else error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return unreadable(file, f"is not YAML here: {_advice_for(message)}", line, column)


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


class _Composer:
    """Turns the parser's events into one document, with every position, and collects what is not
    strict. `stack` holds each open mapping or list with its path.
    """

    def __init__(self, file: str) -> None:
        self.document = Document(file)
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
                        self._problem(event, "begins a second document; a file holds one"),
                    )
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
        if self.result is None:
            raise unreadable(self.document.file, "is empty; a record is a mapping of fields")
        if self.problems:
            raise UnreadableFileError(*self.problems)
        return replace(self.document, value=self.result)

    def _node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._note(event, f"uses the anchor {quoted(event.anchor)}; write the value out")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self._note(event, f"uses the tag {quoted(tag)}; write a plain value")
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
            line = self.document.key_positions[(*where, event.value)].line
            self._note(
                event, f"gives {quoted(event.value)} twice; it stands on line {line} already"
            )
        self._check_escapes(event)
        self.key = event.value
        self.document.key_positions[(*where, event.value)] = _position(event)

    def _value(self, event: yaml.NodeEvent) -> str | int:
        if not isinstance(event, yaml.ScalarEvent):
            return ""  # an alias, noted already
        self._check_escapes(event)
        value = _scalar(event)
        if value is None and event.value in ("", "~"):
            name = f"{quoted(self.key)} " if self.key else ""
            self._note(event, f"{name}has no value; give one, or leave the line out")
        elif value is None:
            meaning = _misread_as(event.value)
            self._note(event, f"YAML reads {quoted(event.value)} as {meaning}; write it in quotes")
        if event.implicit[0] and self._is_cut(event):
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
            code = f"U+{ord(event.value[offset]):04X}"
            self._note(event, f"holds {what}, {code}, by way of an escape; {advice}")

    def _is_cut(self, event: yaml.ScalarEvent) -> bool:
        """Whether a comment follows a plain text on its line, and may be meant as part of it."""
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark and mark.line < len(self.lines) else ""
        return rest.lstrip().startswith("#")

    def _where(self) -> FieldPath:
        """The path of the value that comes next."""
        if not self.stack:
            return ()
        parent, where = self.stack[-1]
        return (*where, self.key if self.key is not None else len(parent))

    def _put(self, event: yaml.NodeEvent, value: Any) -> None:
        self.document.positions[self._where()] = _position(event)
        if not self.stack:
            self.result = value
        elif isinstance(self.stack[-1][0], dict):
            self.stack[-1][0][self.key] = value
            self.key = None
        else:
            self.stack[-1][0].append(value)

    def _problem(self, event: yaml.Event, message: str) -> Problem:
        position = _position(event)
        return Problem(self.document.file, position.line, position.column, message)

    def _note(self, event: yaml.Event, message: str) -> None:
        self.problems.append(self._problem(event, message))


def _position(event: yaml.Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


MAX_BYTES = 256 * 1024  # a record is a page of text; the largest real one is under a tenth of this


def read_yaml(path: Path, file: str, root: Path) -> Document:
    """The YAML file at `path`, called `file` in messages. Raises UnreadableFileError as `read_text`
    does, and where it is not strict YAML.
    """
    return parse_yaml(read_text(path, file, root), file)


def read_text(path: Path, file: str, root: Path) -> str:
    """The text of the file at `path`.

    Raises UnreadableFileError where it is not a plain file inside `root`, is too large, or is not
    UTF-8.
    """
    if not path.resolve().is_relative_to(root.resolve()):
        raise unreadable(
            file, "is a link that leads out of the data directory; put the file itself here"
        )
    if not path.exists():
        raise unreadable(file, "is missing; put it back")
    if not path.is_file():
        raise unreadable(file, "is not a file that can be read; a record is a plain YAML file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise unreadable(file, f"holds {size:,} bytes; a record has at most {MAX_BYTES:,}")
    return _decode(path.read_bytes(), file)


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        message = f"is not UTF-8 text: byte 0x{data[error.start]:02x}"
        raise unreadable(file, message, *line_and_column(before, len(before))) from None
