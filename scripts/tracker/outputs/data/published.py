"""The published data of a whole record, worked out in one pass and kept on disk: the rows of each
table, and each item as the API has it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import starmap

from tracker.outputs.context import BuildContext
from tracker.outputs.data.kinds import (
    TOP_LEVEL_KINDS,
    Kind,
    Values,
    all_kinds,
    published_items,
)
from tracker.outputs.data.tables import Table, add_rows, empty_tables
from tracker.outputs.spool import Spool, Spooled, SpooledList


def published_tables(context: BuildContext) -> Mapping[str, Table]:
    """Every table by name, in the order in which relations can be filled: that of a kind before
    those of what stands inside it.
    """
    return context.once(_published).tables


def items_by_kind(context: BuildContext) -> Mapping[str, SpooledList[bytes]]:
    """Every item of every kind, those inside others too, as a JSON object."""
    return context.once(_published).by_kind


def items_by_id(context: BuildContext) -> Mapping[tuple[str, str], Spooled]:
    """Every item of a kind that stands by itself, as a JSON object, by its kind and its id."""
    return context.once(_published).by_id


@dataclass(frozen=True)
class _Published:
    tables: Mapping[str, Table]
    by_kind: Mapping[str, SpooledList[bytes]]
    by_id: Mapping[tuple[str, str], Spooled]


def _published(context: BuildContext) -> _Published:
    spool, tables = Spool(), empty_tables()
    by_kind = {kind.name: SpooledList[bytes](spool) for kind in all_kinds()}
    by_id = {}
    for table in tables.values():
        table.rows = SpooledList(spool)
    for kind in TOP_LEVEL_KINDS:
        for values in published_items(context, kind):
            add_rows(kind, values, tables)
            by_id[kind.name, values["id"]] = spool.add(_write_item(kind, values, by_kind))
    return _Published(tables, by_kind, by_id)


def _write_item(kind: Kind, values: Values, written: Mapping[str, SpooledList[bytes]]) -> bytes:
    """Writes an item, and before it those that stand inside it, as objects; adds each to those of
    its kind. Each is written once: the files that hold it are joined.
    """
    inside = {
        inner.name: [_write_item(inner, part, written) for part in values[inner.name]]
        for inner, _ in kind.inner
    }
    own = members({name: value for name, value in values.items() if name not in inside})
    item = _joined_object((own, *starmap(list_member, inside.items())))
    written[kind.name].append(item)
    return item


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def members(values: Values) -> bytes:
    """The members of a JSON object, as they stand between its brackets."""
    return _encode(values)[1:-1].encode()


def list_member(name: str, items: Iterable[bytes]) -> bytes:
    """A member of an object that is a list of what is written."""
    return b'"%b":[%b]' % (name.encode(), b",".join(items))


def _joined_object(written: Iterable[bytes]) -> bytes:
    """An object of members that are written."""
    return b"{%b}" % b",".join(written)
