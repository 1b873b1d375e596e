"""The Data Package (version 2) that describes the tables: types, keys and relations."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from tracker.publish.data.tables import Column, Table
from tracker.publish.linked import LICENCE
from tracker.record.model import Site

PROFILE = "https://datapackage.org/profiles/2.0/"


def data_package(site: Site, tables: Iterable[tuple[Table, str]], home: str, created: str) -> str:
    """The descriptor of tables, each with its CSV; `created` is the day of the edition."""
    package = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": "tracker",
        "title": site.name,
        "description": site.lead,
        "homepage": home,
        "version": created,
        "created": f"{created}T00:00:00Z",
        "licenses": [
            {"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0"}
        ],
        "contributors": [{"title": site.publisher or site.name, "roles": ["publisher"]}],
        "resources": [_resource(table, text.encode()) for table, text in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name.replace("_", "-"),
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.description,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{PROFILE}tableschema.json",
            "fields": [_field_schema(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(column) for column in table.columns if column.to],
            "missingValues": [""],
        },
    }


def _field_schema(column: Column) -> dict[str, Any]:
    held: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.description:
        held["description"] = column.description
    if column.required:
        held["constraints"] = {"required": True}
    return held


def _foreign_key(column: Column) -> dict[str, Any]:
    other = (column.to or "").replace("_", "-")
    return {"fields": [column.name], "reference": {"resource": other, "fields": ["id"]}}
