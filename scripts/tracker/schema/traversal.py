"""Everything inside a record, each with its place in the file.

Which fields of a model name something else: read from the models' own annotations, so that no
list repeats them.

The sources inside a record, and when two addresses are one.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel

from tracker.schema.fields import Ref, Source

FieldPath = tuple[str | int, ...]
"""The way from the top of a document to a value: `("elements", 0, "findings", 1, "status")`."""

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


def sources_in(model: BaseModel) -> Iterator[tuple[FieldPath, Source]]:
    """Every source inside a record, with its place."""
    return ((where, value) for where, value in walk(model) if isinstance(value, Source))


def normalise_url(url: str) -> str:
    """An address with its accidents taken off: `https://www.gov.uk/a/` and `http://gov.uk/a` are
    one page.
    """
    parts = parse_url(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"


def parse_url(url: str) -> SplitResult:
    """The parts of an address; all in the path where it is none (RFC 3986)."""
    try:
        return urlsplit(url)
    except ValueError:  # a bracket that begins no address of a host
        return SplitResult("", "", url, "", "")
