"""The tables as an SQLite database with relations, views and full-text search: ready for Datasette.

The only importer of sqlite3.
"""

import sqlite3
from collections.abc import Mapping

from tracker.publish.data.tables import Column, Table

_SQLITE_TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}

VIEWS: Mapping[str, str] = {
    "standings": """
        SELECT r.id, p.short AS report, r.number, r.title,
               r.government_says_in_words AS government_says,
               r.label_in_words AS record_shows, r.share, r.evidence_to, r.page
        FROM recommendations r JOIN reports p ON p.id = r.report
        ORDER BY r.report, r.number""",
    "promises": """
        SELECT c.id, c.recommendation, c.what, group_concat(b.name, '; ') AS who, c.date, c.state,
               c.days_overdue, c.slipped, c.met, c.looked_to
        FROM commitments c
        JOIN commitments_bodies cb ON cb.id = c.id JOIN bodies b ON b.id = cb.bodies
        GROUP BY c.id
        ORDER BY c.date_last IS NULL, c.date_last""",
    "timeline": """
        SELECT dr.recommendations AS recommendation, d.date, d.title, d.kind_in_words AS kind,
               d.id AS development, d.page
        FROM developments_recommendations dr JOIN developments d ON d.id = dr.id
        ORDER BY dr.recommendations, d.date_first DESC""",
    "label_history": """
        SELECT record AS recommendation, date, recorded, before_in_words AS before_it,
               after_in_words AS after_it, reason
        FROM changes WHERE kind = 'label'
        ORDER BY record, date_last""",
}
"""What most people ask first, each as one view."""

_FULL_TEXT_COLUMNS = {
    "recommendations": ("title", "summary"),
    "developments": ("title", "summary"),
    "measures": ("name", "summary"),
    "bodies": ("name", "summary"),
    "implications": ("point", "words"),
}
"""The kinds that full-text search finds, with the columns of their name and their text."""


def sqlite_database(tables: Mapping[str, Table]) -> bytes:
    """The database file. The same tables give the same bytes with the same version of SQLite."""
    base = sqlite3.connect(":memory:")
    for table in tables.values():
        base.execute(_create_table(table))
    for table in tables.values():
        places = ", ".join("?" * len(table.columns))
        base.executemany(f"INSERT INTO {_quoted_name(table.name)} VALUES ({places})", table.rows)
    for name, query in VIEWS.items():
        base.execute(f"CREATE VIEW {_quoted_name(name)} AS {query}")
    _add_full_text_search(base)
    base.commit()
    base.execute("VACUUM")
    content = base.serialize()
    base.close()
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
    rule = " NOT NULL" if column.required else ""
    yes_or_no = (
        f" CHECK ({_quoted_name(column.name)} IN (0, 1))" if column.type == "boolean" else ""
    )
    return f"{_quoted_name(column.name)} {_SQLITE_TYPES[column.type]}{rule}{yes_or_no}"


def _add_full_text_search(base: sqlite3.Connection) -> None:
    """A table `fulltext` of names and texts by kind and id: `SELECT * FROM fulltext('taxi')`."""
    base.execute(
        "CREATE VIRTUAL TABLE fulltext USING fts5 "
        "(kind UNINDEXED, id UNINDEXED, name, text, tokenize = 'porter unicode61')"
    )
    for kind, columns in _FULL_TEXT_COLUMNS.items():
        name, text = map(_quoted_name, columns)
        base.execute(
            f"INSERT INTO fulltext SELECT '{kind}', id, {name}, coalesce({text}, '') "
            f"FROM {_quoted_name(kind)} ORDER BY id"
        )


def _quoted_name(name: str) -> str:
    quoted = name.replace('"', '""')
    return f'"{quoted}"'
