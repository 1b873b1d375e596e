"""New pieces of YAML, in the form in which the record is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from tracker.edit.yaml_scalars import STEP, WIDTH, block, scalar, wrapped
from tracker.schema.fields import PLACEHOLDER
from tracker.schema.file_fields import FileField, file_fields


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
        inner = width - len(STEP)
        if isinstance(value, Mapping):
            yield from _indented(mapping_lines(model, value, inner))
        else:
            for item in value:
                yield from _indented(item_lines(model, item, inner))
        return
    if PLACEHOLDER in str(value):
        yield from (f"# {line}" for line in wrapped(field.shape.description, width - 2))
    if isinstance(value, list):
        yield from _list_lines(key, value, width)
    else:
        yield from _scalar_lines(key, value, width)


def item_lines(model: type[BaseModel], values: Mapping[str, Any], width: int) -> Iterator[str]:
    """The lines of a mapping that is the item of a list, which begins with `- `."""
    lines = [*mapping_lines(model, values, width - len(STEP))]
    first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    yield from lines[:first]  # a comment on the first field stands above the item
    yield f"- {lines[first]}"
    yield from _indented(lines[first + 1 :])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (STEP + line for line in lines)


def _list_lines(key: str, items: Sequence[Any], width: int) -> Iterator[str]:
    line = f"{key}: [{', '.join(scalar(item, in_brackets=True) for item in items)}]"
    if len(line) <= width:
        yield line
    else:
        yield f"{key}:"
        yield from _indented(f"- {scalar(item)}" for item in items)


def _scalar_lines(key: str, value: Any, width: int) -> Iterator[str]:
    line = f"{key}: {scalar(value)}"
    if len(line) <= width or " " not in str(value):
        yield line
    else:
        yield from block(f"{key}:", value, STEP, width)
