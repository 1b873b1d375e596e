"""Published items → tables: one for each kind, those inside others included, and one for each
relation that can have many values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from tracker.outputs.data.kinds import (
    ID,
    TOP_LEVEL_KINDS,
    Column,
    Kind,
    PublishedItems,
    Values,
    all_kinds,
    kind_words,
)

SEPARATOR = "; "
"""Between the values of a list that stands in one cell."""


@dataclass
class Table:
    """Rows of one kind, or the pairs of ids of one relation. `key` names the columns of the primary
    key: `id`, or both columns of a relation.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)


@cache
def table_names() -> tuple[str, ...]:
    """The name of every table, without its rows."""
    return tuple(_empty_tables())


def build_tables(items: PublishedItems) -> Mapping[str, Table]:
    """Every table by name, in the order in which relations can be filled: that of a kind before
    those of what stands inside it.
    """
    tables = _empty_tables()
    for kind in TOP_LEVEL_KINDS:
        for outer in items[kind.name]:
            for inner, values in kind.nested(outer):
                _add_rows(inner, values, tables)
    return tables


def _empty_tables() -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for kind in all_kinds():
        columns = tuple(map(_cell_column, kind.columns))
        tables[kind.name] = Table(kind.name, kind.description, columns, ("id",))
        for column in _relations(kind):
            table = _relation_table(kind, column)
            tables[table.name] = table
    return tables


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


def _add_rows(kind: Kind, values: Values, tables: Mapping[str, Table]) -> None:
    cells = tuple(_cell(values[column.name]) for column in kind.columns)
    tables[kind.name].rows.append(cells)
    for column in _relations(kind):
        pairs = [(values["id"], other) for other in dict.fromkeys(values[column.name])]
        tables[f"{kind.name}_{column.name}"].rows += pairs


def _cell(value: Any) -> Any:
    return SEPARATOR.join(value) if isinstance(value, tuple) else value
