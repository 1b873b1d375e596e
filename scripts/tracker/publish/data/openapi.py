"""The description of the API: OpenAPI 3.1, drawn from the published types."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from tracker.publish.data.api import API_ROOT, API_VERSION
from tracker.publish.data.item import Item
from tracker.publish.data.items import TOP_LEVEL_KINDS
from tracker.publish.data.tables import all_kinds
from tracker.publish.linked import LICENCE
from tracker.record.model import Site

Schema = Mapping[str, Any]

_VERSION_SCHEMA: Schema = {"type": "string", "description": "The version of the form of this data."}
_DAY_SCHEMA: Schema = {
    "type": "string",
    "format": "date",
    "description": "The day of the edition, on which dates were judged.",
}


def openapi_document(site: Site, server: str) -> str:
    """The whole description as JSON; `server` is the site's address, with a slash at the end."""
    return json.dumps(_openapi(site, server), ensure_ascii=False, indent=1) + "\n"


def _openapi(site: Site, server: str) -> dict[str, Any]:
    paths: dict[str, Any] = {
        "/index.json": _get_operation("index", "What there is", _list_schema(_INDEX_SCHEMA)),
        "/all.json": _get_operation("everything", "Everything at once", _all_schema()),
    }
    for kind in all_kinds():
        name = kind.kind_of_item
        paths[f"/{name}.json"] = _get_operation(
            name, f"All {_kind_words(name)}", _list_schema(_schema_reference(kind))
        )
    for kind in TOP_LEVEL_KINDS:
        name = kind.kind_of_item
        paths[f"/{name}/{{id}}.json"] = _get_operation(
            f"one-of-{name}", f"One of the {_kind_words(name)}", _item_schema(kind), of_id=True
        )
    return {
        "openapi": "3.1.1",
        "info": {
            "title": f"{site.name}: data",
            "version": API_VERSION,
            "description": f"{site.lead} Files that are made anew with each edition of the site. "
            "Within version 1 there are only additions: ignore what you do not know.",
            "license": {"name": "CC BY 4.0", "url": LICENCE},
        },
        "servers": [{"url": f"{server}{API_ROOT}".rstrip("/")}],
        "security": [],
        "paths": paths,
        "components": {"schemas": _component_schemas()},
    }


def _get_operation(id: str, summary: str, schema: Schema, *, of_id: bool = False) -> dict[str, Any]:
    answer = {"description": summary, "content": {"application/json": {"schema": schema}}}
    operation: dict[str, Any] = {
        "operationId": id,
        "summary": summary,
        "responses": {"200": answer},
    }
    if of_id:
        operation["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ]
        operation["responses"]["404"] = {"description": "There is no item of that id."}
    return {"get": operation}


_INDEX_SCHEMA: Schema = {
    "type": "object",
    "required": ["id", "count", "href", "description"],
    "properties": {
        "id": {"type": "string"},
        "count": {"type": "integer"},
        "href": {"type": "string", "description": "The file of the kind, from this one."},
        "description": {"type": "string"},
    },
}


def _list_schema(items: Schema) -> Schema:
    return _with_envelope({"items": {"type": "array", "items": items}})


def _all_schema() -> Schema:
    held = {
        k.kind_of_item: {"type": "array", "items": _schema_reference(k)} for k in TOP_LEVEL_KINDS
    }
    return _with_envelope({"kinds": {"type": "object", "required": list(held), "properties": held}})


def _with_envelope(properties: Schema) -> Schema:
    held = {"version": _VERSION_SCHEMA, "generated": _DAY_SCHEMA, **properties}
    return {"type": "object", "required": list(held), "properties": held}


def _item_schema(kind: type[Item]) -> Schema:
    return {"allOf": [_with_envelope({}), _schema_reference(kind)]}


def _schema_reference(kind: type[Item]) -> Schema:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _kind_words(kind: str) -> str:
    return kind.replace("_", " ")


def _component_schemas() -> dict[str, Any]:
    """The schema of each type. What a client reads may have more fields than it knows, so nothing
    more is forbidden; every field is always there.
    """
    modes = [(kind, "serialization") for kind in all_kinds()]
    _, found = models_json_schema(
        modes,  # type: ignore[arg-type]
        ref_template="#/components/schemas/{model}",
    )
    schemas: dict[str, Any] = found["$defs"]
    for schema in schemas.values():
        del schema["additionalProperties"]
        schema["description"] = " ".join(schema.get("description", "").split())
        schema["required"] = list(schema["properties"])
        for field in schema["properties"].values():
            field.pop("default", None)
            field.pop("title", None)
    return schemas
