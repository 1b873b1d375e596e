"""Edits of the text of a file: a new item in a list, and other values in the place of those that
are there. Every byte around them stays as it is.
"""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from tracker.edit.yaml_scalars import WIDTH, scalar
from tracker.edit.yaml_text import item_lines, mapping_lines
from tracker.load.documents import Document, Position, UnreadableFileError
from tracker.load.strict_yaml import parse_yaml
from tracker.problems import quoted
from tracker.schema.fields import Model
from tracker.schema.file_fields import file_fields
from tracker.schema.traversal import FieldPath


class CannotBeEditedError(Exception):
    """Why a file cannot be edited so, as a sentence; nothing was written."""


def text_with_item(
    text: str,
    file: str,
    where: FieldPath,
    models: tuple[type[Model], type[Model]],
    item: Mapping[str, Any],
) -> str:
    """The text of a file with one more item at the end of the list at a path, or with a list of
    this one item where there is none. What is read of it is what was read before, and the item.

    `models` are that of which the list is a field, in whose order a new list is put, and that of
    the item. Raises CannotBeEditedError, and UnreadableFileError where the file is none.
    """
    document = parse_yaml(text, file)
    refusal = CannotBeEditedError(
        f"{file}:{document.problem(where, '').line}: nothing can be added to {quoted(where[-1])} "
        "as it is written here without a change to other lines; write each item on lines of its "
        "own, after '- '"
    )
    owner, model = models
    lines, end = text.split("\n"), "\r" if "\r\n" in text else ""
    new: Iterator[str]
    if _value_at(document.value, where):
        column = document.positions[where].column - 1
        place = _after_last_item(document, lines, where)
        new = item_lines(model, item, WIDTH - column)
    elif before := _earlier_fields(document, where, owner):
        column = before[-1].column - 1
        place = _end_of_block(lines, before[-1].line - 1, column, dashes=True)
        new = mapping_lines(owner, {str(where[-1]): [item]}, WIDTH - column)
    else:
        raise refusal
    if place == len(lines):  # the file has no line break at its end
        lines = [*lines[:-1], lines[-1] + end, ""]
    lines[place:place] = [f"{' ' * column}{line}{end}" for line in new]
    result = "\n".join(lines)
    expected = copy.deepcopy(document.value)
    _value_at(expected, where[:-1]).setdefault(where[-1], []).append(item)
    if not _is_read_as(result, file, expected):
        raise refusal
    return result


_ON_ONE_LINE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s,\[\]{}'"#&*!|>%@`]+""")
"""A value on one line without a blank, or in quotes."""


def text_with_values(text: str, file: str, values: Mapping[FieldPath, str]) -> str:
    """The text of a file with other values at some paths, each a day or a word of a vocabulary.
    What is read of it is what was read before, with these values.

    Raises CannotBeEditedError where one is written so that it cannot be changed alone, and
    UnreadableFileError where the file is none.
    """
    document = parse_yaml(text, file)
    expected = copy.deepcopy(document.value)
    lines = text.split("\n")
    for where in sorted(values, key=lambda path: document.positions[path], reverse=True):
        position = document.positions[where]
        line, start = lines[position.line - 1], position.column - 1
        match = _ON_ONE_LINE.match(line, start)
        end = match.end() if match else start
        lines[position.line - 1] = f"{line[:start]}{scalar(values[where])}{line[end:]}"
        _value_at(expected, where[:-1])[where[-1]] = values[where]
    result = "\n".join(lines)
    if not _is_read_as(result, file, expected):
        first = min(values, key=lambda path: document.positions[path])
        place = f"{file}:{document.positions[first].line}: {quoted(first[-1])}"
        message = f"{place} is written so that it cannot be changed alone"
        raise CannotBeEditedError(f"{message}; write it on one line, and try again")
    return result


def _value_at(value: Any, where: FieldPath) -> Any:
    """The value at a path of a document; None where there is none."""
    for key in where:
        if isinstance(value, dict) and key not in value:
            return None
        value = value[key]
    return value


def _is_read_as(text: str, file: str, value: Any) -> bool:
    try:
        return bool(parse_yaml(text, file).value == value)
    except UnreadableFileError:
        return False


def _after_last_item(document: Document, lines: Sequence[str], where: FieldPath) -> int:
    """The index of the line that follows on the last item of a list that has some."""
    last = len(_value_at(document.value, where)) - 1
    column = document.positions[where].column - 1
    return _end_of_block(lines, document.positions[(*where, last)].line - 1, column)


def _earlier_fields(document: Document, where: FieldPath, owner: type[Model]) -> Sequence[Position]:
    """Where the fields begin, in the order of the file, that stand before a new one by the order of
    its model.
    """
    keys = [field.key for field in file_fields(owner)]
    before = set(takewhile(lambda key: key != where[-1], keys))
    present = _value_at(document.value, where[:-1])
    return sorted(document.key_positions[(*where[:-1], key)] for key in present if key in before)


def _end_of_block(lines: Sequence[str], start: int, column: int, *, dashes: bool = False) -> int:
    """The index of the line that follows on a block that begins at a line: on those lines that are
    indented further than a column or, with `dashes`, are items there. Blank lines at its end, and
    comments that are indented no further, belong to what comes next.
    """
    end = start + 1
    for index in range(start + 1, len(lines)):
        text = lines[index].strip()
        indent = len(lines[index]) - len(lines[index].lstrip(" "))
        is_inside = indent > column or (dashes and indent == column and text.startswith("-"))
        if text and is_inside:
            end = index + 1
        elif text and not text.startswith("#"):
            break
    return end
