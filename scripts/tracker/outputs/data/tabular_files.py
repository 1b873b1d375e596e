"""Tables as files: each as CSV (RFC 4180, UTF-8), JSON and NDJSON; all of them described by a Data
Package (version 2), packed into a ZIP archive, and as an SQLite database with relations, views and
full-text search. The only importer of sqlite3.
"""

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.outputs.data.kinds import RECORD_KINDS, Column
from tracker.outputs.data.spreadsheets import csv_cell
from tracker.outputs.data.tables import Table
from tracker.outputs.metadata import LICENCE
from tracker.schema.records import Site


def table_csv(table: Table) -> bytes:
    """A table as CSV with a header row. A text that a spreadsheet would run or rewrite has an
    apostrophe before it; yes and no are `true` and `false`.
    """
    content = io.BytesIO()
    with io.TextIOWrapper(content, "utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows([csv_cell(value) for value in row] for row in table.rows)
        text.flush()
        return content.getvalue()


_row_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def table_ndjson(table: Table) -> bytes:
    """A table as NDJSON: a JSON object of each row on a line; an empty cell is null."""
    names, content = [column.name for column in table.columns], io.BytesIO()
    for row in table.rows:
        content.write(_row_json(dict(zip(names, row, strict=True))).encode() + b"\n")
    return content.getvalue()


def json_of_ndjson(content: bytes) -> bytes:
    """The same rows as a JSON array of objects, one a line."""
    return b"[\n%b\n]\n" % content[:-1].replace(b"\n", b",\n") if content else b"[]\n"


PROFILE = "https://datapackage.org/profiles/2.0/"


def data_package(site: Site, tables: Iterable[tuple[Table, bytes]], home: str, created: str) -> str:
    """The descriptor of tables, each with its CSV; `home` is the address of the site, `created` the
    day of the build.
    """
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
        "resources": [_resource(table, content) for table, content in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "name": _resource_name(table.name),
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
    schema: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.description:
        schema["description"] = column.description
    if column.required:
        schema["constraints"] = {"required": True}
    return schema


def _foreign_key(column: Column) -> dict[str, Any]:
    resource = _resource_name(column.to or "")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


def _resource_name(table: str) -> str:
    """The name of a table as the standard allows it: with no underscore."""
    return table.replace("_", "-")


README_TEXT = """{name}

The data as it stood on {day}. {lead}

datapackage.json says what each table holds. Read it with any reader of Data Packages, or open the
CSV files. In these a text that a spreadsheet would run as a formula, or write otherwise as a
number, has an apostrophe before it that is no part of it. Dates keep the precision with which they
are known. Absence of evidence is judged against the day to which we looked (evidence_to,
looked_to), never against today.

Licence: Creative Commons Attribution 4.0, {licence}
Home: {home}
"""


def zip_archive(day: date, files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP file of contents by name, in a folder that bears the day. The same input gives the same
    bytes: every file has the time of the day's first second.
    """
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            info = ZipInfo(
                f"tracker-{day.isoformat()}/{name}", (day.year, day.month, day.day, 0, 0, 0)
            )
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


_SQLITE_TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}

VIEWS: Mapping[str, str] = {
    "assessments": """
        SELECT r.id, p.short AS report, r.number, r.title, r.claim_status_in_words,
               r.status_in_words, r.share, r.evidence_to, r.page
        FROM recommendations r JOIN reports p ON p.id = r.report
        ORDER BY r.report, r.position""",
    "commitments_by_date": """
        SELECT c.id, c.recommendation, c.what, group_concat(b.name, '; ') AS bodies, c.date,
               c.due_state, c.days_overdue, c.slips, c.met, c.undone, c.looked_to
        FROM commitments c
        JOIN commitments_bodies cb ON cb.id = c.id JOIN bodies b ON b.id = cb.bodies
        GROUP BY c.id
        ORDER BY c.date_last IS NULL, c.date_last""",
    "timeline": """
        SELECT dr.recommendations AS recommendation, d.date, d.title, d.kind_in_words,
               d.id AS development, d.page
        FROM developments_recommendations dr JOIN developments d ON d.id = dr.id
        ORDER BY dr.recommendations, d.date_first DESC""",
    "status_history": """
        SELECT record AS recommendation, date, recorded, before_in_words, after_in_words, reason
        FROM changes WHERE kind = 'status'
        ORDER BY record, date_last""",
}
"""The queries that most readers need, by the name of their view."""

_TOKENIZER = "tokenize = 'porter unicode61'"


def sqlite_database(tables: Mapping[str, Table]) -> bytes:
    """The database file. The same tables give the same bytes with the same version of SQLite."""
    database = sqlite3.connect("")  # a file that SQLite deletes
    for table in tables.values():
        database.execute(_create_table(table))
    for table in tables.values():
        placeholders = ", ".join("?" * len(table.columns))
        database.executemany(
            f"INSERT INTO {_quoted_name(table.name)} VALUES ({placeholders})", table.rows
        )
    for name, query in VIEWS.items():
        database.execute(f"CREATE VIEW {_quoted_name(name)} AS {query}")
    _add_search_of_records(database, tables)
    for table in tables.values():
        _add_search_of_table(database, table)
    database.commit()
    database.execute("VACUUM")
    content = database.serialize()
    database.close()
    return content


def _create_table(table: Table) -> str:
    lines = [_column_definition(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted_name, table.key))})")
    lines += [
        f"FOREIGN KEY ({_quoted_name(column.name)}) REFERENCES {_quoted_name(column.to)} (id)"
        for column in table.columns
        if column.to
    ]
    return f"CREATE TABLE {_quoted_name(table.name)} ({', '.join(lines)})"


def _column_definition(column: Column) -> str:
    name = _quoted_name(column.name)
    not_null = " NOT NULL" if column.required else ""
    check = f" CHECK ({name} IN (0, 1))" if column.type == "boolean" else ""
    return f"{name} {_SQLITE_TYPES[column.type]}{not_null}{check}"


def _add_search_of_records(database: sqlite3.Connection, tables: Mapping[str, Table]) -> None:
    """Adds the table `fulltext` of the names and the texts of all records by kind and id: `SELECT *
    FROM fulltext('bridge')`.
    """
    database.execute(
        "CREATE VIRTUAL TABLE fulltext USING fts5 "
        f"(kind UNINDEXED, id UNINDEXED, name, text, {_TOKENIZER})"
    )
    for kind in RECORD_KINDS:
        rows = _names_and_texts(tables[kind.name])
        database.executemany(f"INSERT INTO fulltext VALUES ('{kind.name}', ?, ?, ?)", rows)


def _names_and_texts(table: Table) -> Iterator[tuple[str, str, str]]:
    """The id of each row of a table of records; its name, which is its first text; and its other
    texts.
    """
    places = [place for place, column in enumerate(table.columns) if column.is_text]
    for id, *cells in table.rows:
        name, *texts = (cells[place - 1] for place in places)
        yield id, name, "\n".join(filter(None, texts))


def _add_search_of_table(database: sqlite3.Connection, table: Table) -> None:
    """Adds the search of a table's texts, if it has any, in a form that Datasette finds: an index
    of the table's own cells by the numbers of its rows. These run from 1 without a gap, so VACUUM
    leaves them as they are.
    """
    texts = [_quoted_name(column.name) for column in table.columns if column.is_text]
    if texts:
        index, content = _quoted_name(f"{table.name}_fts"), _quoted_name(table.name)
        database.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5 "
            f"({', '.join(texts)}, content={content}, {_TOKENIZER})"
        )
        database.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _quoted_name(name: str) -> str:
    quoted = name.replace('"', '""')
    return f'"{quoted}"'
