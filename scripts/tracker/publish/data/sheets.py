"""Tables as files: CSV (RFC 4180, UTF-8), JSON and NDJSON."""

import csv
import io
import json
from typing import Any

from tracker.publish.data.tables import Table

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run as a formula (OWASP, CSV injection)."""


def table_csv(table: Table) -> str:
    """A table as CSV with a header row. A text that a spreadsheet would take for a formula gets an
    apostrophe before it, so that it stays a text; yes and no are `true` and `false`.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_csv_cell(value) for value in row] for row in table.rows)
    return text.getvalue()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
        return f"'{value}"
    return value


def table_json(table: Table) -> str:
    """A table as a list of objects, one a line; what a row has not is null."""
    lines = ",\n".join(_json_lines(table))
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def table_ndjson(table: Table) -> str:
    """A table as an object a line."""
    return "".join(f"{line}\n" for line in _json_lines(table))


def _json_lines(table: Table) -> list[str]:
    names = [column.name for column in table.columns]
    rows = (dict(zip(names, row, strict=True)) for row in table.rows)
    return [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
