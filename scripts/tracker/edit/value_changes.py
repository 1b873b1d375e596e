"""Other values in the place of those of a file: every byte around them stays as it is."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from tracker.edit.yaml_scalars import scalar
from tracker.load.documents import UnreadableFileError
from tracker.load.strict_yaml import parse_yaml
from tracker.problems import quoted
from tracker.schema.traversal import FieldPath


class CannotBeChangedError(Exception):
    """Why a value of a file cannot be changed, as a sentence; nothing was."""


_ON_ONE_LINE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s,\[\]{}'"#&*!|>%@`]+""")
"""A value on one line without a blank, or in quotes."""


def text_with_values(text: str, file: str, values: Mapping[FieldPath, str]) -> str:
    """The text of a file with other values at some paths, each a day or a word of a vocabulary.
    What is read of it is what was read before, with these values.

    Raises CannotBeChangedError where one is written so that it cannot be changed alone, and
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
        _put(expected, where, values[where])
    result = "\n".join(lines)
    if not _is_read_as(result, file, expected):
        first = min(values, key=lambda path: document.positions[path])
        place = f"{file}:{document.positions[first].line}: {quoted(first[-1])}"
        message = f"{place} is written so that it cannot be changed alone"
        raise CannotBeChangedError(f"{message}; write it on one line, and try again")
    return result


def _put(value: Any, where: FieldPath, new: str) -> None:
    for key in where[:-1]:
        value = value[key]
    value[where[-1]] = new


def _is_read_as(text: str, file: str, value: Any) -> bool:
    try:
        return bool(parse_yaml(text, file).value == value)
    except UnreadableFileError:
        return False
