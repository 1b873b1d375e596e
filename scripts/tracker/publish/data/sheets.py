"""Tables as files: CSV (RFC 4180, UTF-8), JSON and NDJSON."""

import csv
import io
import json
from typing import Any

from tracker.publish.data.tables import Table

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run as a formula (OWASP, CSV injection)."""


def as_csv(table: Table) -> str:
    """A table as CSV with a header row. A text that a spreadsheet would take for a formula gets an
    apostrophe before it, so that it stays a text; yes and no are `true` and `false`.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA):
        return f"'{value}"
    return value


def as_json(table: Table) -> str:
    """A table as a list of objects, one a line; what a row has not is null."""
    lines = ",\n".join(_lines(table))
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def as_ndjson(table: Table) -> str:
    """A table as an object a line."""
    return "".join(f"{line}\n" for line in _lines(table))


def _lines(table: Table) -> list[str]:
    names = [column.name for column in table.columns]
    rows = (dict(zip(names, row, strict=True)) for row in table.rows)
    return [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
