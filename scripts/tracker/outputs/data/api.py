"""The JSON API, version 1: its files, and its description in OpenAPI 3.1, drawn from the kinds."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from tracker.outputs.context import BuildContext, Route
from tracker.outputs.data.kinds import (
    TOP_LEVEL_KINDS,
    Column,
    Kind,
    Values,
    all_kinds,
    kind_words,
    published_ids,
)
from tracker.outputs.data.published import (
    items_by_id,
    items_by_kind,
    list_member,
    members,
)
from tracker.outputs.metadata import LICENCE
from tracker.schema.records import Site

API_VERSION = "1.0"
"""The version of the form, not of the data: within 1 there are only additions, which a test checks.
"""
API_ROOT = "api/v1/"


def api_routes(context: BuildContext) -> Iterator[Route]:
    """Each file: an index, everything at once, each kind, each item of a kind that stands by
    itself, and the description.
    """
    yield Route(f"{API_ROOT}index.json", partial(_index_file, context))
    yield Route(f"{API_ROOT}all.json", partial(_all_file, context))
    for kind in all_kinds():
        yield Route(f"{API_ROOT}{kind.name}.json", partial(_kind_file, context, kind))
    for kind in TOP_LEVEL_KINDS:
        for id in published_ids(context, kind):
            yield Route(f"{API_ROOT}{kind.name}/{id}.json", partial(_item_file, context, kind, id))
    for folder, id, content in _stubs(context):
        yield Route(f"{API_ROOT}{folder}/{id}.json", partial(_stub_file, context, content))
    make_description = partial(openapi_document, context.dataset.site, context.address)
    yield Route(f"{API_ROOT}openapi.json", make_description)


def _stubs(context: BuildContext) -> Iterator[tuple[str, str, Values]]:
    """What stands at the addresses of records that are no longer here: the kind, the id, and the
    content.
    """
    dataset = context.dataset
    for gone in dataset.hidden.values():
        why = {"date": str(gone.date) if gone.date else None, "reason": gone.reason}
        yield gone.folder, gone.id, {"id": gone.id, "withdrawn": why}
    for address, stub in dataset.moved.items():
        folder, _, id = address.partition("/")
        yield folder, id, {"id": id, "moved_to": list(stub.moved_to)}


def _index_file(context: BuildContext) -> bytes:
    written = context.once(items_by_kind)
    items = [
        {
            "id": kind.name,
            "count": len(written[kind.name]),
            "href": f"{kind.name}.json",
            "description": kind.description,
        }
        for kind in all_kinds()
    ]
    return _file(context, members({"items": items}))


def _all_file(context: BuildContext) -> bytes:
    items = context.once(items_by_kind)
    lists = (list_member(kind.name, items[kind.name]) for kind in TOP_LEVEL_KINDS)
    return _file(context, b'"kinds":{', b",".join(lists), b"}")


def _kind_file(context: BuildContext, kind: Kind) -> bytes:
    return _file(context, list_member("items", context.once(items_by_kind)[kind.name]))


def _item_file(context: BuildContext, kind: Kind, id: str) -> bytes:
    return _file(context, context.once(items_by_id)[kind.name, id].read()[1:-1])


def _stub_file(context: BuildContext, content: Values) -> bytes:
    return _file(context, members(content))


def _file(context: BuildContext, *content: bytes) -> bytes:
    """A file of the API: its envelope, then its content, which are members of one object.
    `generated` is the day of the edition. The pieces are joined once, for some are long.
    """
    envelope = members({"version": API_VERSION, "generated": context.today.isoformat()})
    return b"".join((b"{", envelope, b",", *content, b"}\n"))


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
        name = kind.name
        paths[f"/{name}.json"] = _get_operation(
            name, f"All {kind_words(name)}", _list_schema(_schema_reference(kind))
        )
    for kind in TOP_LEVEL_KINDS:
        name = kind.name
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
    response: dict[str, Any] = {
        "description": summary,
        "content": {"application/json": {"schema": schema}},
    }
    operation: dict[str, Any] = {
        "operationId": id,
        "summary": summary,
        "responses": {"200": response},
    }
    if has_id:
        operation["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ]
        response["description"] += f". {_STUBS_NOTE}"
        operation["responses"]["404"] = {"description": "There is no item of that id."}
    return {"get": operation}


_STUBS_NOTE = "Where a record was withdrawn or moved, its file has the form `Withdrawn` or `Moved`."
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
        kind.name: {"type": "array", "items": _schema_reference(kind)} for kind in TOP_LEVEL_KINDS
    }
    return _with_envelope(
        {"kinds": {"type": "object", "required": list(arrays), "properties": arrays}}
    )


def _with_envelope(properties: Schema) -> Schema:
    fields = {"version": _VERSION_SCHEMA, "generated": _GENERATED_SCHEMA, **properties}
    return {"type": "object", "required": list(fields), "properties": fields}


def _item_schema(kind: Kind) -> Schema:
    return {"allOf": [_with_envelope({}), _schema_reference(kind)]}


def _schema_reference(kind: Kind) -> Schema:
    return {"$ref": f"#/components/schemas/{kind.type_name}"}


def _component_schemas() -> Schema:
    """The JSON Schema of each kind. Every field is required, and further ones are allowed: within
    version 1 some may be added.
    """
    schemas = {kind.type_name: _kind_schema(kind) for kind in all_kinds()}
    return {**schemas, "Withdrawn": _WITHDRAWN_SCHEMA, "Moved": _MOVED_SCHEMA}


_WITHDRAWN_SCHEMA: Schema = {
    "description": "What the file of a record that was withdrawn holds in place of its fields. "
    "It is in no list.",
    "type": "object",
    "required": ["id", "withdrawn"],
    "properties": {
        "id": {"type": "string"},
        "withdrawn": {
            "type": "object",
            "required": ["date", "reason"],
            "properties": {
                "date": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "reason": {"type": "string"},
            },
        },
    },
}
_MOVED_SCHEMA: Schema = {
    "description": "What the file of a record that was renamed, merged or split holds in place of "
    "its fields: the ids of its kind that have them now. It is in no list.",
    "type": "object",
    "required": ["id", "moved_to"],
    "properties": {
        "id": {"type": "string"},
        "moved_to": {"type": "array", "items": {"type": "string"}},
    },
}


def _kind_schema(kind: Kind) -> Schema:
    properties = {column.name: _column_schema(column) for column in kind.columns}
    for inner, _ in kind.inner:
        properties[inner.name] = {"type": "array", "items": _schema_reference(inner)}
    return {
        "description": kind.description,
        "type": "object",
        "title": kind.type_name,
        "required": list(properties),
        "properties": properties,
    }


def _column_schema(column: Column) -> Schema:
    schema: Schema = {"type": column.type}
    if column.allowed:
        schema = {"enum": list(column.allowed), **schema}
    if column.is_list:
        schema = {"type": "array", "items": schema}
    elif not column.required:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "description": column.description} if column.description else schema
