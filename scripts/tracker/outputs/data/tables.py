"""Published items → tables: one for each kind, those inside others included, and one for each
relation that can have many. Read from the types, so that no list repeats their fields.
"""

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

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
    """Rows of one kind, or the pairs of one relation (`key` is then both of its columns)."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)


def build_tables(items: PublishedItems) -> Mapping[str, Table]:
    """Every table by name: that of a kind before those of what stands inside it."""
    tables: dict[str, Table] = {}
    for kind in TOP_LEVEL_KINDS:
        _declare(kind, tables)
    for kind in TOP_LEVEL_KINDS:
        for item in items[kind.kind_of_item]:
            _fill(item, tables)
    return tables


def nested_items(item: Item) -> Iterator[Item]:
    """An item and every item that stands inside it."""
    yield item
    for name in _fields(type(item)).nested:
        for part in getattr(item, name):
            yield from nested_items(part)


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
    """The fields of a type: its columns by name, the relations that have many, and what stands
    inside it.
    """

    columns: tuple[Column, ...]
    many: Mapping[str, str]
    nested: Mapping[str, type[Item]]


_COLUMN_TYPES: Mapping[Any, ColumnType] = {int: "integer", bool: "boolean"}


@cache
def _fields(kind: type[Item]) -> _Fields:
    columns, many, nested = [], {}, {}
    for name, info in kind.model_fields.items():
        inner, optional, several = _unwrapped(info.annotation)
        marks = [*info.metadata, *_marks(info.annotation)]
        to = next((mark.kind for mark in marks if isinstance(mark, RelationTo)), None)
        if isinstance(inner, type) and issubclass(inner, Item):
            nested[name] = inner
            continue
        if several and to:
            many[name] = to
        description = " ".join((info.description or "").split())
        columns.append(
            Column(
                name,
                "string" if several else _COLUMN_TYPES.get(inner, "string"),
                not optional and not several,
                None if several else to,
                f"{description} Several are separated by '{SEPARATOR}'.".strip()
                if several
                else description,
            )
        )
    return _Fields(tuple(columns), many, nested)


def _unwrapped(annotation: Any) -> tuple[Any, bool, bool]:
    """A type without its layers; whether it may be missing, and whether there are several."""
    optional = several = False
    while get_origin(annotation) is not None:
        arguments = [a for a in get_args(annotation) if a not in (type(None), ...)]
        if get_origin(annotation) in (Union, types.UnionType):
            optional = True
        elif get_origin(annotation) is tuple:
            several = True
        elif get_origin(annotation) is Literal:
            return str, optional, several
        annotation = arguments[0]
    return annotation, optional, several


def _marks(annotation: Any) -> Iterable[Any]:
    """The marks on any layer of a type."""
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for inner in get_args(annotation):
        yield from _marks(inner)


def _declare(kind: type[Item], tables: dict[str, Table]) -> None:
    name = kind.kind_of_item
    if name in tables:
        return
    fields = _fields(kind)
    about = " ".join((kind.__doc__ or "").split())
    tables[name] = Table(name, about, fields.columns, ("id",))
    for relation, to in fields.many.items():
        pair = (Column("id", "string", True, name), Column(relation, "string", True, to))
        description = (
            f"A row for each of the {_sentence(to)} in {relation} of each of the {_sentence(name)}."
        )
        tables[f"{name}_{relation}"] = Table(
            f"{name}_{relation}", description, pair, ("id", relation)
        )
    for inner in fields.nested.values():
        _declare(inner, tables)


def _sentence(kind: str) -> str:
    return kind.replace("_", " ")


def _fill(item: Item, tables: dict[str, Table]) -> None:
    for part in nested_items(item):
        fields, name = _fields(type(part)), part.kind_of_item
        tables[name].rows.append(tuple(_cell(getattr(part, c.name)) for c in fields.columns))
        for relation in fields.many:
            tables[f"{name}_{relation}"].rows += [
                (part.id, other) for other in dict.fromkeys(getattr(part, relation))
            ]


def _cell(value: Any) -> Any:
    return SEPARATOR.join(value) if isinstance(value, tuple) else value
