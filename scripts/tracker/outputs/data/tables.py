"""Published items → tables: one for each kind, those inside others included, and one for each
relation that can have many values. Columns are read from the types in `published`.
"""

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from tracker.outputs.data.published import TOP_LEVEL_KINDS, Item, RelationTo
from tracker.outputs.data.serialise import PublishedItems

ColumnType = Literal["string", "integer", "boolean"]
SEPARATOR = "; "
"""Between the values of a list that stands in one cell."""


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of its values, whether each row has one, the kind whose ids it
    holds, and what it means.
    """

    name: str
    type: ColumnType
    required: bool
    to: str | None = None
    description: str = ""


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


def build_tables(items: PublishedItems) -> Mapping[str, Table]:
    """Every table by name, in the order in which relations can be filled: that of a kind before
    those of what stands inside it.
    """
    tables: dict[str, Table] = {}
    for kind in TOP_LEVEL_KINDS:
        _add_tables(kind, tables)
    for kind in TOP_LEVEL_KINDS:
        for item in items[kind.kind_of_item]:
            _add_rows(item, tables)
    return tables


def nested_items(item: Item) -> Iterator[Item]:
    """An item and every item that stands inside it."""
    yield item
    for name in _fields(type(item)).nested:
        for inner in getattr(item, name):
            yield from nested_items(inner)


def all_kinds() -> tuple[type[Item], ...]:
    """Every kind: those that stand by themselves, then those that stand inside them."""
    kinds = dict.fromkeys(TOP_LEVEL_KINDS)
    for kind in TOP_LEVEL_KINDS:
        kinds |= dict.fromkeys(_nested_kinds(kind))
    return tuple(kinds)


def _nested_kinds(kind: type[Item]) -> Iterator[type[Item]]:
    for inner in _fields(kind).nested.values():
        yield inner
        yield from _nested_kinds(inner)


@dataclass(frozen=True)
class _Fields:
    """The fields of a type: those that are columns, in their order; `relations` that can have many
    values, each with the kind whose ids it holds; and the `nested` types of what stands inside it.
    """

    columns: tuple[Column, ...]
    relations: Mapping[str, str]
    nested: Mapping[str, type[Item]]


_COLUMN_TYPES: Mapping[Any, ColumnType] = {int: "integer", bool: "boolean"}


@cache
def _fields(kind: type[Item]) -> _Fields:
    columns, relations, nested = [], {}, {}
    for name, info in kind.model_fields.items():
        value_type, is_optional, is_list = _unwrapped(info.annotation)
        if isinstance(value_type, type) and issubclass(value_type, Item):
            nested[name] = value_type
            continue
        to = _related_kind(info)
        if is_list and to:
            relations[name] = to
        description = one_line(info.description)
        if is_list:
            separated = f"{description} Several are separated by '{SEPARATOR}'.".strip()
            columns.append(Column(name, "string", required=False, description=separated))
        else:
            column_type = _COLUMN_TYPES.get(value_type, "string")
            columns.append(Column(name, column_type, not is_optional, to, description))
    return _Fields(tuple(columns), relations, nested)


def one_line(text: str | None) -> str:
    """A docstring as one line; empty where there is none."""
    return " ".join((text or "").split())


def _related_kind(info: FieldInfo) -> str | None:
    """The kind whose ids a field holds, if it is a relation."""
    marks = [*info.metadata, *_marks(info.annotation)]
    return next((mark.kind for mark in marks if isinstance(mark, RelationTo)), None)


def _unwrapped(annotation: Any) -> tuple[Any, bool, bool]:
    """The type of one value of an annotation; whether it may be missing, and whether there is a
    list of them.
    """
    is_optional = is_list = False
    while get_origin(annotation) is not None:
        arguments = [a for a in get_args(annotation) if a not in (type(None), ...)]
        if get_origin(annotation) in (Union, types.UnionType):
            is_optional = True
        elif get_origin(annotation) is tuple:
            is_list = True
        elif get_origin(annotation) is Literal:
            return str, is_optional, is_list
        annotation = arguments[0]
    return annotation, is_optional, is_list


def _marks(annotation: Any) -> Iterable[Any]:
    """What `Annotated` adds to a type, at any depth."""
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for inner in get_args(annotation):
        yield from _marks(inner)


def _add_tables(kind: type[Item], tables: dict[str, Table]) -> None:
    """Adds the empty tables of a kind, of its relations, and of what stands inside it."""
    name = kind.kind_of_item
    if name in tables:
        return
    fields = _fields(kind)
    tables[name] = Table(name, one_line(kind.__doc__), fields.columns, ("id",))
    for relation, to in fields.relations.items():
        table = _relation_table(name, relation, to)
        tables[table.name] = table
    for inner in fields.nested.values():
        _add_tables(inner, tables)


def _relation_table(kind: str, relation: str, to: str) -> Table:
    description = (
        f"A row for each of the {kind_words(to)} in {relation} of each of the {kind_words(kind)}."
    )
    columns = (Column("id", "string", True, kind), Column(relation, "string", True, to))
    return Table(f"{kind}_{relation}", description, columns, ("id", relation))


def kind_words(kind: str) -> str:
    """The name of a kind as it stands in a sentence: `open questions`."""
    return kind.replace("_", " ")


def _add_rows(outer: Item, tables: dict[str, Table]) -> None:
    """Adds the rows of an item, and of every item that stands inside it."""
    for item in nested_items(outer):
        fields, name = _fields(type(item)), item.kind_of_item
        tables[name].rows.append(tuple(_cell(getattr(item, c.name)) for c in fields.columns))
        for relation in fields.relations:
            tables[f"{name}_{relation}"].rows += [
                (item.id, other) for other in dict.fromkeys(getattr(item, relation))
            ]


def _cell(value: Any) -> Any:
    return SEPARATOR.join(value) if isinstance(value, tuple) else value
