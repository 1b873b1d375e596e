"""Published items → tables: one for each kind, those inside others included, and one for each
relation that can have many values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Protocol

from tracker.outputs.data.kinds import (
    ID,
    Column,
    Kind,
    Values,
    all_kinds,
    kind_words,
)

SEPARATOR = "; "
"""Between the values of a list that stands in one cell."""


Row = tuple[Any, ...]


class Rows(Protocol):
    """The rows of a table, in their order."""

    def append(self, row: Row, /) -> None:
        """Takes a row."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Row]: ...


@dataclass
class Table:
    """Rows of one kind, or the pairs of ids of one relation. `key` names the columns of the primary
    key: `id`, or both columns of a relation.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Rows = field(default_factory=list[Row])


@cache
def table_names() -> tuple[str, ...]:
    """The name of every table, without its rows."""
    return tuple(empty_tables())


def empty_tables() -> dict[str, Table]:
    """Every table by name, without rows, in the order in which relations can be filled: that of a
    kind before those of what stands inside it.
    """
    tables: dict[str, Table] = {}
    for kind in all_kinds():
        columns = tuple(map(_cell_column, kind.columns))
        tables[kind.name] = Table(kind.name, kind.description, columns, ("id",))
        for column in _relations(kind):
            table = _relation_table(kind, column)
            tables[table.name] = table
    return tables


def add_rows(kind: Kind, values: Values, tables: Mapping[str, Table]) -> None:
    """Adds the rows of an item of a kind, and those of every item that stands inside it."""
    for inner, item in kind.nested(values):
        cells = tuple(_cell(item[column.name]) for column in inner.columns)
        tables[inner.name].rows.append(cells)
        for column in _relations(inner):
            rows = tables[f"{inner.name}_{column.name}"].rows
            for other in dict.fromkeys(item[column.name]):
                rows.append((item["id"], other))


def _relations(kind: Kind) -> Iterator[Column]:
    """The relations of a kind that can have many values."""
    return (column for column in kind.columns if column.is_list and column.to)


def _cell_column(column: Column) -> Column:
    """A column as it stands in a table, where a list is a text in one cell."""
    if not column.is_list:
        return column
    description = f"{column.description} Several are separated by '{SEPARATOR}'.".strip()
    return replace(column, is_list=False, to=None, required=False, description=description)


def _relation_table(kind: Kind, column: Column) -> Table:
    description = (
        f"A row for each of the {kind_words(column.to or '')} in {column.name} of each of the "
        f"{kind_words(kind.name)}."
    )
    columns = (
        replace(ID, to=kind.name, description=""),
        Column(column.name, to=column.to),
    )
    return Table(f"{kind.name}_{column.name}", description, columns, ("id", column.name))


def _cell(value: Any) -> Any:
    return SEPARATOR.join(value) if isinstance(value, tuple) else value
