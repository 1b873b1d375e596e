"""The JSON API, version 1: its files, and its description in OpenAPI 3.1, drawn from the published
types.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from tracker.outputs.data.published import TOP_LEVEL_KINDS, Item
from tracker.outputs.data.serialise import PublishedItems
from tracker.outputs.data.tables import all_kinds, kind_words, nested_items, one_line
from tracker.outputs.metadata import LICENCE
from tracker.schema.records import Site

API_VERSION = "1.0"
"""The version of the form, not of the data: within 1 there are only additions, which a test checks.
"""
API_ROOT = "api/v1/"


def api_files(items: PublishedItems, generated: str) -> Iterator[tuple[str, str]]:
    """Each file by its path: an index, everything at once, each kind, and each item of a kind that
    stands by itself. `generated` is the day of the build, ISO 8601.
    """
    envelope = {"version": API_VERSION, "generated": generated}
    by_kind = _items_by_kind(items)
    yield f"{API_ROOT}index.json", _json_text({**envelope, "items": _index_items(by_kind)})
    top_level = {kind.kind_of_item: by_kind[kind.kind_of_item] for kind in TOP_LEVEL_KINDS}
    yield f"{API_ROOT}all.json", _json_text({**envelope, "kinds": top_level})
    for kind, items_of_kind in by_kind.items():
        yield f"{API_ROOT}{kind}.json", _json_text({**envelope, "items": items_of_kind})
        if kind in top_level:
            for item in items_of_kind:
                yield f"{API_ROOT}{kind}/{item['id']}.json", _json_text({**envelope, **item})


ItemsByKind = Mapping[str, list[dict[str, Any]]]


def _items_by_kind(items: PublishedItems) -> ItemsByKind:
    """Every item of every kind, those inside others too, as JSON has them."""
    by_kind: dict[str, list[dict[str, Any]]] = {kind.kind_of_item: [] for kind in all_kinds()}
    for kind in TOP_LEVEL_KINDS:
        for item in items[kind.kind_of_item]:
            for inner in nested_items(item):
                by_kind[inner.kind_of_item].append(inner.model_dump(mode="json"))
    return by_kind


def _index_items(by_kind: ItemsByKind) -> list[dict[str, Any]]:
    descriptions = {kind.kind_of_item: one_line(kind.__doc__) for kind in all_kinds()}
    return [
        {
            "id": kind,
            "count": len(items_of_kind),
            "href": f"{kind}.json",
            "description": descriptions[kind],
        }
        for kind, items_of_kind in by_kind.items()
    ]


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


Schema = Mapping[str, Any]

_VERSION_SCHEMA: Schema = {"type": "string", "description": "The version of the form of this data."}
_GENERATED_SCHEMA: Schema = {
    "type": "string",
    "format": "date",
    "description": "The day of the edition, on which dates were judged.",
}


def openapi_document(site: Site, server: str) -> str:
    """The description of the API as OpenAPI 3.1 in JSON; `server` is the site's address, with a
    slash at the end.
    """
    return json.dumps(_openapi(site, server), ensure_ascii=False, indent=1) + "\n"


def _openapi(site: Site, server: str) -> dict[str, Any]:
    paths: dict[str, Any] = {
        "/index.json": _get_operation("index", "What there is", _list_schema(_INDEX_SCHEMA)),
        "/all.json": _get_operation("everything", "Everything at once", _all_schema()),
    }
    for kind in all_kinds():
        name = kind.kind_of_item
        paths[f"/{name}.json"] = _get_operation(
            name, f"All {kind_words(name)}", _list_schema(_schema_reference(kind))
        )
    for kind in TOP_LEVEL_KINDS:
        name = kind.kind_of_item
        paths[f"/{name}/{{id}}.json"] = _get_operation(
            f"one-of-{name}", f"One of the {kind_words(name)}", _item_schema(kind), has_id=True
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


def _get_operation(
    id: str, summary: str, schema: Schema, *, has_id: bool = False
) -> dict[str, Any]:
    response = {"description": summary, "content": {"application/json": {"schema": schema}}}
    operation: dict[str, Any] = {
        "operationId": id,
        "summary": summary,
        "responses": {"200": response},
    }
    if has_id:
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
    arrays = {
        kind.kind_of_item: {"type": "array", "items": _schema_reference(kind)}
        for kind in TOP_LEVEL_KINDS
    }
    return _with_envelope(
        {"kinds": {"type": "object", "required": list(arrays), "properties": arrays}}
    )


def _with_envelope(properties: Schema) -> Schema:
    fields = {"version": _VERSION_SCHEMA, "generated": _GENERATED_SCHEMA, **properties}
    return {"type": "object", "required": list(fields), "properties": fields}


def _item_schema(kind: type[Item]) -> Schema:
    return {"allOf": [_with_envelope({}), _schema_reference(kind)]}


def _schema_reference(kind: type[Item]) -> Schema:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _component_schemas() -> dict[str, Any]:
    """The JSON Schema of each type. Every field is required, and further ones are allowed: within
    version 1 some may be added.
    """
    modes = [(kind, "serialization") for kind in all_kinds()]
    _, generated = models_json_schema(
        modes,  # type: ignore[arg-type]
        ref_template="#/components/schemas/{model}",
    )
    schemas: dict[str, Any] = generated["$defs"]
    for schema in schemas.values():
        del schema["additionalProperties"]
        schema["description"] = one_line(schema.get("description"))
        schema["required"] = list(schema["properties"])
        for field in schema["properties"].values():
            field.pop("default", None)
            field.pop("title", None)
            if "description" in field:
                field["description"] = one_line(field["description"])
    return schemas
