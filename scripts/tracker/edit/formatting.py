"""The one form in which the files of the record are written: bytes alone, never a value.

A file is UTF-8 without a byte order mark, its lines end in a line feed, and none is empty or ends
in a blank. Fields stand in the order of their model, indented by two blanks, the items of a list
by two more. A list of plain values stands in brackets where its line has at most 120 characters,
and otherwise has a line for each. Quotes stand only where YAML needs them: double ones, but single
ones around a value of one word (`'10'`) and where the text has double ones or a backslash. A text
stays on its line, however long, or, as it was written, on several lines after `>-`, which are then
as full as 120 characters allow. A comment stands on lines of its own, above what it is about.
"""

import json
import os
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tracker.edit.atomic_files import replace_file
from tracker.edit.named_files import OutsideTheRecordError
from tracker.edit.yaml_scalars import STEP, WIDTH, block, scalar
from tracker.load.documents import (
    Comment,
    Document,
    Layout,
    Position,
    unreadable,
)
from tracker.load.plain_text import read_text
from tracker.load.strict_yaml import layout_of, parse_yaml
from tracker.problems import Problem, quoted
from tracker.schema.file_fields import file_fields
from tracker.schema.records import KINDS, Site
from tracker.schema.stubs import STUBS
from tracker.schema.traversal import FieldPath

_KINDS = {kind.folder: kind for kind in KINDS}


def files_to_format(data: Path, paths: Sequence[Path]) -> list[Path]:
    """The files of the record that paths name, each a path from where the command runs; every one
    of the data directory where there are none.

    Raises OutsideTheRecordError where one is no YAML file of a record: what stands there is not
    ours to write.
    """
    known = {os.path.abspath(path) for path in record_files(data)}
    for path in paths:
        if os.path.abspath(path) not in known:
            message = f"{quoted(path.as_posix())} is no file of the record in {quoted(data)}"
            example = f"{data.as_posix()}/bodies/ID.yaml"
            raise OutsideTheRecordError(f"{message}; name files such as {example}, or none")
    return list(paths) or record_files(data)


def record_files(data: Path) -> list[Path]:
    """The YAML files of a data directory, in the order of their names."""
    folders = [data / name for name in ("vocabulary", *_KINDS)]
    found = (path for folder in folders for path in folder.glob("*.yaml"))
    return sorted((data / "site.yaml", *found))


def format_file(path: Path) -> bool:
    """Writes a file in its one form, all at once; whether it was not so before.

    Raises UnreadableFileError as `formatted` does, and CannotBeWrittenError; the file is then as it
    was.
    """
    content = _formatted_content(path)
    if content == path.read_bytes():
        return False
    replace_file(path, content)
    return True


def format_problem(path: Path) -> Problem | None:
    """Where a file is not in its one form, a problem at the first line that would change.

    Raises UnreadableFileError as `formatted` does.
    """
    content = _formatted_content(path)  # which says why it cannot be read
    before, after = (text.split(b"\n") for text in (path.read_bytes(), content))
    if before == after:
        return None
    same = takewhile(lambda lines: lines[0] == lines[1], zip(before, after, strict=False))
    file = path.as_posix()
    message = f"would be written otherwise from here on; run .venv/bin/tracker fmt {file}"
    return Problem(file, sum(1 for _ in same) + 1, 1, message)


def _formatted_content(path: Path) -> bytes:
    file = path.as_posix()
    return formatted(read_text(path, file, inside=True, past_mark=True), file).encode()


def formatted(text: str, file: str) -> str:
    """The text of a file of the record as it is written. `file` is its path, whose folder says of
    which kind it is.

    Raises UnreadableFileError where the text is not strict YAML, or what was written for it would
    be read otherwise.
    """
    text = text.replace("\r\n", "\n")
    document = parse_yaml(text, file)
    if not document.value or not isinstance(document.value, dict):
        raise unreadable(file, "holds no field; `tracker check` says what the file should hold")
    layout = layout_of(text)
    writer = _Writer(document, layout, _by_place(document, layout, text))
    written = writer.text(_model_of(document))
    if written != text and not _says_the_same(document, writer.placed, written):
        message = "cannot be written in one form without a change of what it says; it is as it was"
        raise unreadable(file, message)
    return written


def _says_the_same(document: Document, comments: "_Comments", written: str) -> bool:
    """Whether a text has the value of a document, and these comments where they are to stand."""
    again = parse_yaml(written, document.file)
    return _plain(again.value) == _plain(document.value) and comments == _by_place(
        again, layout_of(written), written
    )


def _plain(value: Any) -> str:
    """A value as a text that is the same for the same value, in whatever order its fields are."""
    return json.dumps(value, sort_keys=True)


def _model_of(document: Document) -> type[BaseModel] | None:
    """The model of what a file holds, by its folder; None of a vocabulary, whose fields stay in the
    order in which they were written.
    """
    path = Path(document.file)
    stub = next((STUBS[field] for field in STUBS if field in document.value), None)
    kind = _KINDS.get(path.parent.name)
    return stub if stub and kind else kind or (Site if path.name == "site.yaml" else None)


_CommentPlace = tuple[FieldPath, bool]
"""The path of the field or item above which a comment stands, and False; or that of the mapping or
list at whose end it stands, and True.
"""
_Comments = Mapping[_CommentPlace, list[str]]


def _by_place(document: Document, layout: Layout, text: str) -> _Comments:
    """The comments of a file by what they are about."""
    if not layout.comments:
        return {}
    nodes = _Nodes(document, text)
    found: dict[_CommentPlace, list[str]] = {}
    for comment in layout.comments:
        found.setdefault(nodes.place_of(comment), []).append(comment.text)
    return found


class _Nodes:
    """The fields and items of a document in the order of their places."""

    def __init__(self, document: Document, text: str) -> None:
        values = document.positions
        items = ((at, path) for path, at in values.items() if path and isinstance(path[-1], int))
        keys = ((at, path) for path, at in document.key_positions.items())
        found = sorted((at, len(path), path) for at, path in (*items, *keys))
        self.positions = [at for at, _, _ in found]
        self.paths = [path for _, _, path in found]
        self.columns = {path: at.column for path, at in values.items()}
        lines = text.split("\n")
        self.in_brackets = {
            path for path, at in values.items() if lines[at.line - 1][at.column - 1] in "[{"
        }

    def place_of(self, comment: Comment) -> _CommentPlace:
        """What a comment is about: what begins on its line, and otherwise what follows it, unless
        it is indented as what stands above it.
        """
        next_one = bisect(self.positions, comment.position)
        if not comment.is_whole_line:
            first = bisect(self.positions, Position(comment.position.line, 0))
            return self.paths[min(first, next_one - 1)], False
        following = self.paths[next_one] if next_one < len(self.paths) else None
        before = self.paths[next_one - 1] if next_one else ()
        column = comment.position.column
        if following and column <= self._column(following):
            return following, False
        for length in range(len(before) - 1, -1, -1):
            around = before[:length]
            is_closed = following is None or following[:length] != around
            if is_closed and around not in self.in_brackets and self.columns[around] <= column:
                return around, True
        return (following, False) if following else ((), True)

    def _column(self, path: FieldPath) -> int:
        """The column in which a field begins, or the '-' of an item."""
        if isinstance(path[-1], int):
            return self.columns[path[:-1]]
        return self.columns[path[:-1]] if path[:-1] not in self.in_brackets else 0


class _Writer:
    """Writes a document anew, line by line. `placed` is where the comments then stand."""

    def __init__(self, document: Document, layout: Layout, comments: _Comments) -> None:
        self.document = document
        self.comments = comments
        self.wrapped = {path for path, at in document.positions.items() if at in layout.wrapped}
        self.placed: dict[_CommentPlace, list[str]] = {}
        self.lines: list[str] = []

    def text(self, model: type[BaseModel] | None) -> str:
        """The whole file."""
        self._mapping(self.document.value, (), "", model)
        return "".join(f"{line}\n" for line in self.lines)

    def _mapping(
        self, value: dict[str, Any], path: FieldPath, indent: str, model: type[BaseModel] | None
    ) -> None:
        """Writes a mapping in the order of its model, fields that this does not know last."""
        fields = {field.key: field.shape.model for field in file_fields(model)} if model else {}
        known = {key: inner for key, inner in fields.items() if key in value}
        self._fields(known | {key: None for key in value if key not in fields}, value, path, indent)

    def _fields(
        self,
        models: Mapping[str, type[BaseModel] | None],
        value: dict[str, Any],
        path: FieldPath,
        indent: str,
    ) -> None:
        """Writes the fields of a mapping, in the order of their models."""
        is_item = bool(path) and isinstance(path[-1], int)
        for key, model in models.items():
            where = (*path, key)
            start = indent
            if is_item:  # the first field stands behind the '-'
                start = indent.removesuffix(STEP)
                self._comment(((path, False), (where, False)), (path, False), start)
                start += "- "
                is_item = False
            else:
                self._comment(((where, False),), (where, False), indent)
            self._value(f"{start}{scalar(key)}:", value[key], where, indent, model)
        self._comment(((path, True),), (path, True), indent)

    def _items(
        self, value: list[Any], path: FieldPath, indent: str, model: type[BaseModel] | None
    ) -> None:
        """Writes the items of a list, each on a line of its own or, a mapping, on several."""
        for index, item in enumerate(value):
            where = (*path, index)
            if isinstance(item, dict) and item:
                self._mapping(item, where, indent + STEP, model)
            else:
                self._comment(((where, False),), (where, False), indent)
                self._value(f"{indent}-", item, where, indent, None)
        self._comment(((path, True),), (path, True), indent)

    def _value(
        self, start: str, value: Any, path: FieldPath, indent: str, model: type[BaseModel] | None
    ) -> None:
        """Writes a value behind the start of its line."""
        if isinstance(value, dict) and value:
            self.lines.append(start)
            self._mapping(value, path, indent + STEP, model)
        elif isinstance(value, list) and value:
            items = self._in_brackets(value, path)
            one_line = f"{start} [{', '.join(items)}]"
            if items and len(one_line) <= WIDTH:
                self.lines.append(one_line)
            else:
                self.lines.append(start)
                self._items(value, path, indent + STEP, model)
        elif isinstance(value, str) and (path in self.wrapped or "\n" in value):
            self.lines += block(start, value, indent + STEP)
        else:
            self.lines.append(f"{start} {_on_one_line(value)}")

    def _in_brackets(self, value: list[Any], path: FieldPath) -> list[str]:
        """The items of a list as they stand in brackets; none where they cannot."""
        places = [(path, True), *(((*path, index), False) for index in range(len(value)))]
        are_plain = all(isinstance(item, str | int) and "\n" not in str(item) for item in value)
        if not are_plain or any(place in self.comments for place in places):
            return []
        return [scalar(item, in_brackets=True) for item in value]

    def _comment(self, found: Iterable[_CommentPlace], place: _CommentPlace, indent: str) -> None:
        """Writes the comments that were found at some places, which then stand at one."""
        if texts := [text for each in found for text in self.comments.get(each, ())]:
            self.placed[place] = texts
            self.lines += [f"{indent}{text}" for text in texts]


def _on_one_line(value: Any) -> str:
    """A value that is no text on several lines: a scalar, or a list or mapping without content."""
    return scalar(value) if isinstance(value, str | int) else "[]" if value == [] else "{}"
