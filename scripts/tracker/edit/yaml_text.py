"""New pieces of YAML, in the form in which the record is written."""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from tracker.load.documents import UnreadableFileError
from tracker.load.strict_yaml import parse_yaml
from tracker.schema.fields import PLACEHOLDER
from tracker.schema.file_fields import FileField, file_fields

WIDTH = 120
"""How many characters a line has at most, where it can be broken."""
_STEP = "  "


def mapping_lines(
    model: type[BaseModel], values: Mapping[str, Any], width: int = WIDTH
) -> Iterator[str]:
    """The lines of a mapping: the fields of a model in its order, with those values that are given.
    Above a text that is still to be written stands a comment that says what the field means.
    """
    for field in file_fields(model):
        if field.key in values:
            yield from _field_lines(field, values[field.key], width)


def _field_lines(field: FileField, value: Any, width: int) -> Iterator[str]:
    key, model = field.key, field.shape.model
    if model:
        yield f"{key}:"
        inner = width - len(_STEP)
        if isinstance(value, Mapping):
            yield from _indented(mapping_lines(model, value, inner))
        else:
            for item in value:
                yield from _indented(item_lines(model, item, inner))
        return
    if PLACEHOLDER in str(value):
        yield from (f"# {line}" for line in _wrapped(field.shape.description, width - 2))
    if isinstance(value, list):
        yield from _list_lines(key, value, width)
    else:
        yield from _scalar_lines(key, value, width)


def item_lines(
    model: type[BaseModel], values: Mapping[str, Any], width: int = WIDTH
) -> Iterator[str]:
    """The lines of a mapping that is the item of a list, which begins with `- `."""
    lines = [*mapping_lines(model, values, width - len(_STEP))]
    first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    yield from lines[:first]  # a comment on the first field stands above the item
    yield f"- {lines[first]}"
    yield from _indented(lines[first + 1 :])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (_STEP + line for line in lines)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _list_lines(key: str, items: Sequence[Any], width: int) -> Iterator[str]:
    line = f"{key}: [{', '.join(_scalar(item, in_brackets=True) for item in items)}]"
    if len(line) <= width:
        yield line
    else:
        yield f"{key}:"
        yield from _indented(f"- {_scalar(item)}" for item in items)


def _scalar_lines(key: str, value: Any, width: int) -> Iterator[str]:
    line = f"{key}: {_scalar(value)}"
    if len(line) <= width or " " not in str(value):
        yield line
    else:
        yield f"{key}: >-"
        yield from _indented(_wrapped(value, width - len(_STEP)))


def _scalar(value: Any, *, in_brackets: bool = False) -> str:
    """A value on one line, in quotes where YAML needs them."""
    if not isinstance(value, str):
        return json.dumps(value)
    is_plain = (
        _reads_as(f"key: [{value}]", [value]) if in_brackets else _reads_as(f"key: {value}", value)
    )
    if is_plain:
        return value
    if '"' in value or "\\" in value or re.fullmatch(r"\S*", value):
        return "'{}'".format(value.replace("'", "''"))
    return f'"{value}"'


def _reads_as(text: str, value: Any) -> bool:
    try:
        return bool(parse_yaml(text, "").value == {"key": value})
    except UnreadableFileError:
        return False
