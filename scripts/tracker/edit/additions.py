"""Where a new piece of YAML stands in a file: every byte around it stays as it is."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from tracker.edit.yaml_text import WIDTH, item_lines, mapping_lines
from tracker.load.documents import Document, UnreadableFileError
from tracker.load.strict_yaml import parse_yaml
from tracker.problems import quoted
from tracker.schema.fields import Model
from tracker.schema.file_fields import file_fields
from tracker.schema.traversal import FieldPath


class CannotBeAddedError(Exception):
    """Why something cannot be added to a file, as a sentence; nothing was written."""


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
    the item. Raises CannotBeAddedError, and UnreadableFileError where the file is none.
    """
    document = parse_yaml(text, file)
    owner, model = models
    new: Iterator[str]
    lines, end = text.split("\n"), "\r" if "\r\n" in text else ""
    if _value_at(document.value, where):
        column = document.positions[where].column - 1
        place, new = (
            _after_last_item(document, lines, where),
            item_lines(model, item, WIDTH - column),
        )
    else:
        place, column = _after_earlier_field(document, lines, where, owner)
        new = mapping_lines(owner, {str(where[-1]): [item]}, WIDTH - column)
    if place == len(lines):  # the file has no line break at its end
        lines = [*lines[:-1], lines[-1] + end, ""]
    lines[place:place] = [f"{' ' * column}{line}{end}" for line in new]
    result = "\n".join(lines)
    expected = copy.deepcopy(document.value)
    _value_at(expected, where[:-1]).setdefault(where[-1], []).append(item)
    if not _is_read_as(result, file, expected):
        line = document.problem(where, "").line
        raise CannotBeAddedError(
            f"{file}:{line}: nothing can be added to {quoted(where[-1])} as it is written here "
            "without a change to other lines; write each item on lines of its own, after '- '"
        )
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


def _after_earlier_field(
    document: Document, lines: Sequence[str], where: FieldPath, owner: type[Model]
) -> tuple[int, int]:
    """The index of the line that follows on the fields that stand before a new one by the order of
    its model, and the column at which these begin.
    """
    keys = [field.key for field in file_fields(owner)]
    before = {*takewhile(lambda key: key != where[-1], keys), "id"}
    present = _value_at(document.value, where[:-1])
    places = [document.key_positions[(*where[:-1], key)] for key in present if key in before]
    last = max(places)
    return _end_of_block(lines, last.line - 1, last.column - 1, dashes=True), last.column - 1


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
