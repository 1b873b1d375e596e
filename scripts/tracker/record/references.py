"""Which fields of a model name something else: read from the models' own annotations, so that no
list repeats them.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from tracker.record.document import FieldPath
from tracker.record.fields import Ref
from tracker.record.walk import field_items


def references(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str, str]]:
    """Each reference inside a model as (field, target, value), with the field's way from the
    top.
    """
    for name, key, target, nested in _reference_fields(type(model)):
        value = getattr(model, name)
        for place, item in field_items(value, (*where, key)):
            if target is not None:
                yield place, target, item
            elif nested:
                yield from references(item, place)


def model_at(model: type[BaseModel], where: FieldPath) -> type[BaseModel]:
    """The model that a way through a model's fields leads to: `Finding` for
    `elements.0.findings.1`.
    """
    for part in where:
        if isinstance(part, str):
            info = next(
                (info for key, info in model.model_fields.items() if part in (key, info.alias)),
                None,
            )
            inner = _unwrapped(info.annotation) if info else []
            model = next(
                (kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel)),
                model,
            )
    return model


@cache
def _reference_fields(model: type[BaseModel]) -> tuple[tuple[str, str, str | None, bool], ...]:
    """The fields of a model that are, or hold, references: (name, key in the file, target, is a
    model).
    """
    found = []
    for name, info in model.model_fields.items():
        target = next((mark.target for mark in info.metadata if isinstance(mark, Ref)), None)
        inner = _unwrapped(info.annotation)
        target = target or next((mark.target for mark in inner if isinstance(mark, Ref)), None)
        nested = any(isinstance(kind, type) and issubclass(kind, BaseModel) for kind in inner)
        if target or nested:
            found.append((name, info.alias or name, target, nested))
    return tuple(found)


def _unwrapped(annotation: Any) -> list[Any]:
    """An annotation with its optional, tuple and Annotated layers taken off: the types and marks
    inside.
    """
    if get_origin(annotation) is Annotated:
        kind, *marks = get_args(annotation)
        return [*_unwrapped(kind), *marks]
    if get_origin(annotation) is None:
        return [annotation]
    return [part for argument in get_args(annotation) for part in _unwrapped(argument)]
