"""What is left of a file without its references to records that were withdrawn.

The content of a withdrawn record reaches no output because nothing of it is loaded, and the
references to it reach none because they are left out here, before a model is made. A part that
cannot stand without the reference is left out with it: a promise without the event in which it was
made. A record of which that is true is not shown itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from tracker.load.documents import Document, Position, Positions
from tracker.problems import quoted
from tracker.schema.dates import PartialDate
from tracker.schema.fields import Model, WithdrawnReference
from tracker.schema.file_fields import file_fields
from tracker.schema.stubs import address_hash
from tracker.schema.targets import addresses_of
from tracker.schema.traversal import FieldPath, FieldShape


@dataclass(frozen=True)
class Withdrawn:
    """A record that is not shown: the folder of its kind, its id, and why. `date` is None where
    that is not public. `is_stub` is whether its own file says so; otherwise it rests wholly on
    records that were withdrawn.
    """

    folder: str
    id: str
    date: PartialDate | None
    reason: str
    is_stub: bool = True


@dataclass(frozen=True)
class DroppedReference:
    """A reference that was left out of a file: the path that it had there, its value, the address
    of the record that it names and the day on which that was withdrawn, None where it is not
    public; and the path of the part around it that is left, None where the whole record is not
    shown.
    """

    where: FieldPath
    value: str
    address: str
    day: PartialDate | None
    around: FieldPath | None = None


@dataclass(frozen=True)
class Withdrawals:
    """Which records were withdrawn: those of `records` by address; of those whose address was
    withdrawn as well only its hash is known. `existing` are the addresses of the files.
    """

    records: Mapping[str, Withdrawn] = field(default_factory=dict)
    hashes: frozenset[str] = frozenset()
    existing: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.records or self.hashes)

    def dropped(self, target: str, value: Any, where: FieldPath) -> DroppedReference | None:
        """A reference at a path of a file, where what it names was withdrawn; None where it was
        not.
        """
        if not isinstance(value, str):
            return None
        addresses = addresses_of(target, value)
        if any(a in self.existing and a not in self.records for a in addresses):
            return None
        for address in addresses:
            if address in self.records:
                return DroppedReference(where, value, address, self.records[address].date)
            if self.hashes and address_hash(address) in self.hashes:
                return DroppedReference(where, value, address, None)
        return None

    def left_of(
        self, kind: type[Model], document: Document, base: FieldPath = ()
    ) -> tuple[Document | None, tuple[DroppedReference, ...]]:
        """A file without its references to withdrawn records, of which the model at `base` is
        read, and those references; no file where the model cannot stand without one.
        """
        if not self:
            return document, ()
        pruning = _Pruning(self)
        value = document.value[base[0]] if base else document.value
        left = pruning.mapping(kind, value, base)
        if not pruning.dropped:
            return document, ()
        dropped = tuple(
            replace(reference, around=pruning.around(reference.where, base))
            for reference in pruning.dropped
        )
        if left is _GONE:
            return None, dropped
        value = {**document.value, base[0]: left} if base else left
        return pruning.moved(replace(document, value=value, text_key=b"")), dropped


_GONE = object()
"""What is left of a value that cannot stand."""


@dataclass
class _Pruning:
    """One file while its references are left out. All paths are those of the file, but for those
    that `around` gives and that `moved` puts into the document.
    """

    withdrawals: Withdrawals
    dropped: list[DroppedReference] = field(default_factory=list)
    gone: set[FieldPath] = field(default_factory=set)
    kept: dict[FieldPath, list[int]] = field(default_factory=dict)

    def mapping(self, kind: type[BaseModel], value: Any, where: FieldPath) -> Any:
        """What is left of a mapping that is a model."""
        if not isinstance(value, dict):
            return value
        left = dict(value)
        for part in file_fields(kind):
            if part.key not in value:
                continue
            path = (*where, part.key)
            item = self._field(part.shape, value[part.key], path)
            shortest = part.limits.get("minItems", 0)
            is_short = isinstance(item, list) and len(item) < max(shortest, 1)
            is_whole = item == value[part.key]
            if is_whole or not (item is _GONE or is_short):
                left[part.key] = item
            elif part.is_required:
                self.gone.add(where)
                return _GONE
            else:
                del left[part.key]
        return left

    def _field(self, shape: FieldShape, value: Any, path: FieldPath) -> Any:
        if not (shape.is_list and isinstance(value, list)):
            return self._item(shape, value, path)
        items = [self._item(shape, item, (*path, index)) for index, item in enumerate(value)]
        self.kept[path] = [index for index, item in enumerate(items) if item is not _GONE]
        return [item for item in items if item is not _GONE]

    def _item(self, shape: FieldShape, value: Any, path: FieldPath) -> Any:
        if shape.model:
            return self.mapping(shape.model, value, path)
        dropped = self.withdrawals.dropped(shape.target, value, path) if shape.target else None
        if dropped:
            self.dropped.append(dropped)
        return _GONE if dropped else value

    def around(self, where: FieldPath, base: FieldPath) -> FieldPath | None:
        """The path of the part that is left around a path; None where the whole is not."""
        first = next((n for n in range(len(where)) if where[:n] in self.gone), len(where))
        around = where[:first]
        if first <= len(base):
            return None
        around = around[:-2] if isinstance(around[-1], int) else around[:-1]
        return self._moved_path(around)

    def _moved_path(self, where: FieldPath) -> FieldPath | None:
        """Where a path of the file is in what is left; None where it is not."""
        moved: list[str | int] = []
        for depth, key in enumerate(where):
            kept = self.kept.get(where[:depth])
            if kept is None or not isinstance(key, int):
                moved.append(key)
            elif key in kept:
                moved.append(kept.index(key))
            else:
                return None
        return tuple(moved)

    def moved(self, document: Document) -> Document:
        """A document whose value is what is left, with the positions of that."""
        positions = Positions(
            self._moved_positions(document.positions),
            self._moved_positions(document.key_positions),
        )
        return replace(document, find_positions=lambda: positions)

    def _moved_positions(
        self, positions: Mapping[FieldPath, Position]
    ) -> dict[FieldPath, Position]:
        moved = ((self._moved_path(path), position) for path, position in positions.items())
        return {path: position for path, position in moved if path is not None}


def value_at(model: Any, where: FieldPath) -> Any:
    """The value at a path of a model."""
    for key in where:
        model = model[key] if isinstance(key, int) else getattr(model, key)
    return model


def note_dropped(model: Model, dropped: Iterable[DroppedReference]) -> None:
    """Notes on each part of a model which of its references were left out."""
    lost: dict[FieldPath, list[WithdrawnReference]] = {}
    for reference in dropped:
        where = reference.around
        if where is not None:
            field = str(reference.where[len(where)])
            note = WithdrawnReference(field, reference.address, reference.day)
            lost.setdefault(where, []).append(note)
    for where, found in lost.items():
        value_at(model, where).without_references(tuple(found))


def dropped_message(reference: DroppedReference) -> str:
    """What an editor is to do about a reference that was left out."""
    when = f" on {reference.day}" if reference.day else ""
    what = f"{quoted(reference.value)} was withdrawn{when}"
    if reference.around is None:
        return f"{what}, so this record is not shown; name another, or withdraw this record too"
    return f"{what} and is not shown here; name another, or take it out and judge anew"
