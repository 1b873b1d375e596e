"""Strict YAML with positions: the only reader of the record, and the only importer of yaml.

YAML 1.1 is read by PyYAML's event parser, so nothing is constructed and nothing recurses. What its resolver would
silently turn into something else (`no`, `12:30`, `010`, `1.10`) is a problem, not a value; so are anchors, aliases,
tags, tabs, duplicate keys, empty values, a second document, and a file over `MAX_BYTES`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tracker.problem import Problem, shown

MAX_BYTES = 256 * 1024  # a record is a page of text; the largest real one is under a tenth of this
MAX_DEPTH = 12  # the models nest five deep

Field = tuple[str | int, ...]
"""The way from the top of a document to a value: `("elements", 0, "findings", 1, "status")`."""


@dataclass(frozen=True, order=True)
class Place:
    """Where a value begins; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """A YAML file as plain dicts, lists, strings and whole numbers, with the place of every value and key."""

    file: str
    value: Any = None
    places: dict[Field, Place] = field(default_factory=dict)
    keys: dict[Field, Place] = field(default_factory=dict)

    def problem(self, where: Field, message: str, *, at_key: bool = False) -> Problem:
        """A problem at a field; where the field is not in the file, at the nearest thing around it."""
        found = self.keys.get(where) if at_key else None
        while found is None and where:
            found = self.places.get(where)
            where = where[:-1]
        found = found or self.places.get((), Place(1, 1))
        return Problem(self.file, found.line, found.column, message)


class Refused(Exception):
    """The text cannot be read as a record; carries every problem that was found in it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read(path: Path, file: str, root: Path) -> Document:
    """The YAML file at `path`, called `file` in messages.

    Raises `Refused` where it is not a plain file inside `root`, is too large, is not UTF-8, or is not strict YAML.
    """
    if not path.resolve().is_relative_to(root.resolve()):
        raise _refused(file, "is a link that leads out of the data directory; put the file itself here")
    if not path.is_file():
        raise _refused(file, "is not a file that can be read; a record is a plain YAML file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise _refused(file, f"holds {size:,} bytes; a record has at most {MAX_BYTES:,}")
    return parse(_decode(path.read_bytes(), file), file)


def parse(text: str, file: str) -> Document:
    """A YAML text as a document. Raises `Refused` with each place that is not strict YAML."""
    for pattern, message in _NOT_TEXT:
        if found := pattern.search(text):
            raise _refused(file, message, *_line_and_column(text, found.start()))
    try:
        return _Composer(file).compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _refused(file, f"is not YAML here: {error.problem or error.context}", line, column) from None
    except yaml.YAMLError as error:
        raise _refused(file, f"is not YAML: {' '.join(str(error).split())}") from None


_NOT_TEXT = (
    (re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"), "holds a control character; a record is plain text"),
    (re.compile("[\ud800-\udfff\ufffe\uffff]"), "holds a code that is no character; a record is plain text"),
    (re.compile("\t"), "holds a tab; indent and separate with spaces"),
)


def _refused(file: str, message: str, line: int = 1, column: int = 1) -> Refused:
    return Refused(Problem(file, line, column, message))


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _line_and_column(data[: error.start].decode("utf-8", "replace"), error.start)
        raise _refused(file, f"is not UTF-8 text: byte 0x{data[error.start]:02x}", *place) from None


_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_MEANS = {"bool": "true or false", "null": "nothing", "float": "a number", "int": "a number", "timestamp": "a time"}


def _scalar(event: yaml.ScalarEvent) -> str | int | None:
    """The value of a scalar, or None where YAML 1.1 would read its plain text as something else."""
    text: str = event.value
    if not event.implicit[0]:  # quoted, or a block of text
        return text
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if _ISO_DAY.fullmatch(text) or not _surprise(text):
        return text
    return None


def _surprise(text: str) -> str:
    for tag, pattern in _RESOLVERS.get(text[:1], []):
        if pattern.match(text):
            return _MEANS.get(tag.rpartition(":")[2], "something else")
    return ""


class _Composer:
    """Turns the parser's events into one document, keeping every place and collecting what is not strict."""

    def __init__(self, file: str) -> None:
        self.document = Document(file)
        self.problems: list[Problem] = []
        self.stack: list[tuple[Any, Field]] = []
        self.key: str | None = None
        self.result: Any = None

    def compose(self, text: str) -> Document:
        documents = 0
        for event in yaml.parse(text, Loader=_PARSER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise Refused(*self.problems, self._problem(event, "begins a second document; a file holds one"))
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
        if self.result is None:
            raise _refused(self.document.file, "is empty; a record is a mapping of fields")
        if self.problems:
            raise Refused(*self.problems)
        return Document(self.document.file, self.result, self.document.places, self.document.keys)

    def _node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._note(event, f"uses the anchor {shown(event.anchor)}; write the value out")
        if getattr(event, "tag", None) not in (None, "!"):
            self._note(event, f"uses the tag {shown(event.tag)}; write a plain value")
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key is None:
            self._take_key(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            where, made = self._where(), {} if isinstance(event, yaml.MappingStartEvent) else []
            if len(self.stack) == MAX_DEPTH:
                deep = self._problem(event, f"is nested deeper than {MAX_DEPTH}; no record is")
                raise Refused(*self.problems, deep)
            self._put(event, made)
            self.stack.append((made, where))
        else:
            self._put(event, self._value(event))

    def _take_key(self, event: yaml.NodeEvent) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            named = self._problem(event, "has no plain word as a field's name; a name is a word")
            raise Refused(*self.problems, named)
        mapping, where = self.stack[-1]
        if event.value in mapping:
            first = self.document.keys[(*where, event.value)].line
            self._note(event, f"gives {shown(event.value)} twice; it stands on line {first} already")
        self.key = event.value
        self.document.keys[(*where, event.value)] = _place(event)

    def _value(self, event: yaml.NodeEvent) -> str | int:
        if not isinstance(event, yaml.ScalarEvent):
            return ""  # an alias, noted already
        value = _scalar(event)
        if value is None and event.value in ("", "~"):
            name = f"{shown(self.key)} " if self.key else ""
            self._note(event, f"{name}has no value; give one, or leave the line out")
        elif value is None:
            meaning = _surprise(event.value)
            self._note(event, f"YAML reads {shown(event.value)} as {meaning}; write it in quotes")
        return event.value if value is None else value

    def _where(self) -> Field:
        if not self.stack:
            return ()
        parent, where = self.stack[-1]
        return (*where, self.key if self.key is not None else len(parent))

    def _put(self, event: yaml.NodeEvent, value: Any) -> None:
        self.document.places[self._where()] = _place(event)
        if not self.stack:
            self.result = value
        elif isinstance(self.stack[-1][0], dict):
            self.stack[-1][0][self.key] = value
            self.key = None
        else:
            self.stack[-1][0].append(value)

    def _problem(self, event: yaml.Event, message: str) -> Problem:
        place = _place(event)
        return Problem(self.document.file, place.line, place.column, message)

    def _note(self, event: yaml.Event, message: str) -> None:
        self.problems.append(self._problem(event, message))


def _place(event: yaml.Event) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
