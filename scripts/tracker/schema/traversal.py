"""The values, references, texts and sources inside a model, each with its path; and the normal form
of an address.

Which fields name something else, and which are addresses, is read from the models' annotations, so
that no list repeats them.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel

from tracker.schema.fields import Address, Ref, Source

FieldPath = tuple[str | int, ...]
"""The path from the top of a document to a value: `("elements", 0, "findings", 1, "status")`."""

_QUOTED_FIELDS = frozenset({"id", "citation", "source", "sources"})
"""Fields whose text is not written by us, besides addresses."""


def field_items(value: Any, where: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    """A field's value, or each item of a list, with its path; nothing where the field is unset."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (*where, index), item
    elif value is not None:
        yield where, value


def walk(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """Every value inside a model that stands at `where`, with its path, in the order of the fields;
    a model before what is inside it.
    """
    for name, info in type(model).model_fields.items():
        for path, item in field_items(getattr(model, name), (*where, info.alias or name)):
            yield path, item
            if isinstance(item, BaseModel):
                yield from walk(item, path)


def own_texts(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Each text of a model that we write ourselves, with its path: not titles and publishers of
    sources.
    """
    quoted = {path for path, _ in addresses(model, where)}
    for path, value in walk(model, where):
        if isinstance(value, str) and path not in quoted and not _QUOTED_FIELDS & set(path):
            yield path, value


def addresses(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Each address inside a model that stands at `where`, with its path."""
    for name, info in type(model).model_fields.items():
        for path, item in field_items(getattr(model, name), (*where, info.alias or name)):
            if name in _address_fields(type(model)):
                yield path, item
            elif isinstance(item, BaseModel):
                yield from addresses(item, path)


@cache
def _address_fields(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(
        name
        for name, info in model.model_fields.items()
        if any(isinstance(mark, Address) for mark in (*info.metadata, *_unwrapped(info.annotation)))
    )


def references(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str, str]]:
    """Each reference inside a model that stands at `where`: its path, its target as in `Ref`, and
    its value.
    """
    for name, key, target, nested in _reference_fields(type(model)):
        value = getattr(model, name)
        for path, item in field_items(value, (*where, key)):
            if target is not None:
                yield path, target, item
            elif nested:
                yield from references(item, path)


def model_at(model: type[BaseModel], where: FieldPath) -> type[BaseModel]:
    """The model that a path through a model's fields leads to: `Finding` for
    `elements.0.findings.1` in `Recommendation`.
    """
    for key in where:
        fields = model.model_fields.items()
        info = next((info for name, info in fields if key in (name, info.alias)), None)
        models = _models_in(_unwrapped(info.annotation)) if info else []
        model = models[0] if models else model
    return model


def _models_in(annotations: list[Any]) -> list[type[BaseModel]]:
    return [kind for kind in annotations if isinstance(kind, type) and issubclass(kind, BaseModel)]


@cache
def _reference_fields(model: type[BaseModel]) -> tuple[tuple[str, str, str | None, bool], ...]:
    """The fields of a model that are references or models: the name, the key in the file, the
    target of a reference, whether it is a model.
    """
    fields = []
    for name, info in model.model_fields.items():
        target = next((mark.target for mark in info.metadata if isinstance(mark, Ref)), None)
        inner = _unwrapped(info.annotation)
        target = target or next((mark.target for mark in inner if isinstance(mark, Ref)), None)
        nested = bool(_models_in(inner))
        if target or nested:
            fields.append((name, info.alias or name, target, nested))
    return tuple(fields)


def _unwrapped(annotation: Any) -> list[Any]:
    """The types and marks inside an annotation, without its optional, tuple and Annotated."""
    if get_origin(annotation) is Annotated:
        kind, *marks = get_args(annotation)
        return [*_unwrapped(kind), *marks]
    if get_origin(annotation) is None:
        return [annotation]
    return [inner for argument in get_args(annotation) for inner in _unwrapped(argument)]


def sources_in(model: BaseModel) -> Iterator[tuple[FieldPath, Source]]:
    """Every source inside a record, with its path."""
    return ((where, value) for where, value in walk(model) if isinstance(value, Source))


def normalise_url(url: str) -> str:
    """The normal form of an address, by which two are compared: without scheme, `www.`, trailing
    slash and fragment. `https://www.gov.uk/a/` and `http://gov.uk/a` are one page.
    """
    parts = parse_url(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"


def parse_url(url: str) -> SplitResult:
    """The parts of an address (RFC 3986); a text that is no address is all path."""
    try:
        return urlsplit(url)
    except ValueError:  # a bracket that begins no address of a host
        return SplitResult("", "", url, "", "")
