"""Everything inside a record, each with its place in the file."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from tracker.record.document import FieldPath

_NOT_OURS = frozenset({"id", "url", "citation", "source", "sources"})


def field_items(value: Any, where: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    """A field's value, or each item of a list, with its place; nothing for what is not given."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (*where, index), item
    elif value is not None:
        yield where, value


def walk(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """Every value inside a model, a part before what is inside it."""
    for name, info in type(model).model_fields.items():
        for place, item in field_items(getattr(model, name), (*where, info.alias or name)):
            yield place, item
            if isinstance(item, BaseModel):
                yield from walk(item, place)


def own_texts(model: BaseModel, place: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Each text of a model that speaks in our voice: titles and publishers of sources do not."""
    for where, value in walk(model, place):
        if isinstance(value, str) and not _NOT_OURS & set(where):
            yield where, value
