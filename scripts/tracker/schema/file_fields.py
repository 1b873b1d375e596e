"""The fields of each kind of file as an editor writes them: their keys, whether each must be there,
and the limits of their values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from tracker.schema.fields import Model, Record
from tracker.schema.records import KINDS, Site
from tracker.schema.traversal import FieldShape, field_shapes
from tracker.schema.vocabularies import VOCABULARIES

FILE_MODELS: tuple[type[Model], ...] = (*KINDS, Site, *dict.fromkeys(VOCABULARIES.values()))
"""The models that stand at the top of a file or, as an entry, in a vocabulary."""


@dataclass(frozen=True)
class FileField:
    """A field as it stands in a file: its key there, what it holds, whether it must be there, and
    the limits of its value in the terms of JSON Schema.
    """

    key: str
    shape: FieldShape
    is_required: bool
    limits: Mapping[str, Any]


@cache
def file_fields(model: type[BaseModel]) -> tuple[FileField, ...]:
    """The fields of a model as they stand in a file; of a record, those that every kind has come
    last. Its id is none of them: it is the name of the file.
    """
    schemas = model.model_json_schema()["properties"]
    names = [*model.model_fields]
    if issubclass(model, Record):
        names.sort(key=lambda name: name in Record.model_fields)
        names.remove("id")
    return tuple(_file_field(model, name, schemas) for name in names)


def _file_field(model: type[BaseModel], name: str, schemas: Mapping[str, Any]) -> FileField:
    """A field of a model by its name, with pydantic's schemas of the fields by their keys."""
    info = model.model_fields[name]
    key = info.alias or name
    shape = field_shapes(model)[name]
    return FileField(key, shape, info.is_required(), _limits(schemas[key]))


_NO_LIMITS = {"title", "description", "default"}


def _limits(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What pydantic's schema of a field says of its value. A field without a value is left out of
    a file, so that it is never null there.
    """
    value = next(kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null")
    return {name: limit for name, limit in value.items() if name not in _NO_LIMITS}


def inner_models(*models: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """The models that stand inside some models, at any depth, each once: in the order of the
    fields, one before what is inside it.
    """
    return tuple(dict.fromkeys(inner for model in models for inner in _walk_models(model)))


def _walk_models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for shape in field_shapes(model).values():
        if shape.model:
            yield shape.model
            yield from _walk_models(shape.model)
