"""The models and the vocabularies → JSON Schema, draft-07, which the YAML language server reads to
complete, explain and check a file while it is written: one schema for each kind of file, and one
with the ids of all that a record may name.

Draft-07 ignores what stands beside a `$ref`, so a field that is one has it in an `allOf`. Words
stand in `enum` with their meanings in `enumDescriptions`: of the forms that the language server
knows, it shows all words with their meanings for this one alone, and names the allowed ones in its
message. Validators that do not know `enumDescriptions` and `errorMessage` ignore them.
"""

import json
from collections.abc import Mapping
from functools import reduce
from inspect import getdoc
from operator import or_
from typing import Any, cast

from pydantic import BaseModel

from tracker.schema.fields import ID_PATTERN, MAX_ID, Model, name_in_sentence
from tracker.schema.file_fields import FILE_MODELS, FileField, file_fields, inner_models
from tracker.schema.records import KINDS, Site
from tracker.schema.stubs import STUBS
from tracker.schema.targets import is_closed, target_name
from tracker.schema.traversal import FieldShape, field_shapes, one_line
from tracker.schema.vocabularies import (
    VOCABULARIES,
    VOCABULARY_PURPOSES,
    Grade,
    Status,
    Term,
    with_carrying_grades,
)

Schema = dict[str, Any]
Terms = Mapping[str, Mapping[str, Model]]
"""The vocabularies by name: their entries by id."""

IDS_FILE = "ids.json"
"""The file with the ids of the record. The others lead to it, so that a new record changes none of
them.
"""
NOTICE = "Written by tracker schema. Do not edit."
"""How each schema begins."""
_HEAD: Schema = {"$comment": NOTICE, "$schema": "http://json-schema.org/draft-07/schema#"}


def file_schemas(terms: Terms) -> dict[str, str]:
    """The schema of each kind of file, by the name of its own: `recommendations.json`, `site.json`,
    `labels.json`.
    """
    schemas = {kind.folder: _with_stubs(_model_schema(kind, terms), terms) for kind in KINDS}
    schemas["site"] = _model_schema(Site, terms)
    schemas |= {name: _vocabulary_schema(name, terms) for name in VOCABULARIES}
    return {f"{name}.json": _as_text(schema) for name, schema in schemas.items()}


def ids_schema(names: Mapping[str, Mapping[str, str]]) -> str:
    """The schema of the ids that a field may name: for each target of `Ref` that grows with the
    record, its ids, each with the name of what it stands for.
    """
    definitions = {
        target: {
            "type": "string",
            **_choice(names[target]),
            "errorMessage": f"No {target_name(target)} of this id is known. If it is new, run "
            ".venv/bin/tracker schema.",
        }
        for target in open_targets()
    }
    return _as_text({"definitions": definitions})


def open_targets() -> tuple[str, ...]:
    """The targets of `Ref` that grow with the record, in alphabetical order."""
    models = (*FILE_MODELS, *inner_models(*FILE_MODELS))
    shapes = (shape for model in models for shape in field_shapes(model).values())
    return tuple(sorted({s.target for s in shapes if s.target and not is_closed(s.target)}))


def _as_text(schema: Schema) -> str:
    return json.dumps(_HEAD | schema, indent=2, ensure_ascii=False) + "\n"


def _model_schema(model: type[BaseModel], terms: Terms) -> Schema:
    """The schema of a file that is one model."""
    return {**_mapping(model, terms), "definitions": _definitions(model, terms)}


def _with_stubs(schema: Schema, terms: Terms) -> Schema:
    """The schema of a file that is a record, or a stub in its place."""
    stubs = {name: file_fields(model)[0] for name, model in STUBS.items()}
    fields = {name: _field(stub, terms) for name, stub in stubs.items()}
    definitions = [_definitions(model, terms) for model in STUBS.values()]
    one_or_more = {"anyOf": [fields["moved_to"]["items"], {"type": "array"}]}
    moved_to = {**fields["moved_to"], **one_or_more, "type": ["string", "array"]}
    required = schema["required"]
    return {
        **{name: value for name, value in schema.items() if name != "required"},
        "properties": {**schema["properties"], **fields, "moved_to": moved_to},
        "if": {"anyOf": [{"required": [name]} for name in STUBS]},
        "then": {"maxProperties": 1},
        "else": {"required": required},
        "definitions": reduce(or_, definitions, schema["definitions"]),
    }


def _vocabulary_schema(name: str, terms: Terms) -> Schema:
    """The schema of the file of a vocabulary: a mapping from ids to entries."""
    entry = VOCABULARIES[name]
    return {
        "title": f"Vocabulary {name}",
        "description": VOCABULARY_PURPOSES[name],
        "type": "object",
        "propertyNames": {"pattern": ID_PATTERN, "maxLength": MAX_ID},
        "additionalProperties": {"$ref": f"#/definitions/{entry.__name__}"},
        "definitions": {entry.__name__: _mapping(entry, terms), **_definitions(entry, terms)},
    }


def _definitions(model: type[BaseModel], terms: Terms) -> Schema:
    return {inner.__name__: _mapping(inner, terms) for inner in inner_models(model)}


def _mapping(model: type[BaseModel], terms: Terms) -> Schema:
    """The schema of a mapping that is a model."""
    fields = file_fields(model)
    return {
        "title": name_in_sentence(model).capitalize(),
        "description": _meaning(one_line(getdoc(model)), terms),
        "type": "object",
        "properties": {field.key: _field(field, terms) for field in fields},
        "required": [field.key for field in fields if field.is_required],
        "additionalProperties": False,
    }


def _field(field: FileField, terms: Terms) -> Schema:
    shape, limits = field.shape, dict(field.limits)
    if shape.is_list:
        value = limits | {"items": _value(shape, limits["items"], terms)}
    else:
        value = _value(shape, limits, terms)
        if "$ref" in value:
            value = {"allOf": [value]}
    return {"description": _meaning(shape.description, terms), **value}


def _meaning(text: str, terms: Terms) -> str:
    """What a field or a model means, with the grades of the vocabulary."""
    return with_carrying_grades(text, cast("Mapping[str, Grade]", terms.get("grades", {})))


def _value(shape: FieldShape, limits: Schema, terms: Terms) -> Schema:
    """The schema of one value of a field, with these limits."""
    if shape.model:
        return {"$ref": f"#/definitions/{shape.model.__name__}"}
    if shape.target is None:
        return limits
    if is_closed(shape.target):
        return {"type": "string", **_choice(_meanings(terms[shape.target]))}
    return {"$ref": f"{IDS_FILE}#/definitions/{shape.target}"}


def _choice(meanings: Mapping[str, str]) -> Schema:
    """A choice between some words, each with its meaning."""
    return {"enum": list(meanings), "enumDescriptions": list(meanings.values())}


def _meanings(terms: Mapping[str, Model]) -> dict[str, str]:
    """The meaning of each word of a vocabulary that may stand in a file: not of a status that is
    only computed.
    """
    return {
        id: term.label if term.label == term.description else f"{term.label}: {term.description}"
        for id, term in terms.items()
        if isinstance(term, Term) and not (isinstance(term, Status) and term.computed)
    }
