"""A tracker of any size for measuring, in the proportions of a real one: `scripts/bench make`.

The record is taken whole, again and again, each time with ids, names and addresses of its own, so
that files, bytes and links a record are those of the real one; of the last copy there is only a
part, which refers to the first where what it names was left out. The same input gives the same
bytes, and `scripts/check` finds nothing.
"""

import shutil
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any
from urllib.parse import urlsplit

import site_builds
from tracker.edit.yaml_scalars import STEP, WIDTH
from tracker.edit.yaml_text import mapping_lines
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.rules.release import unlisted_addresses
from tracker.schema.fields import Model
from tracker.schema.file_fields import file_fields
from tracker.schema.records import KINDS
from tracker.schema.targets import addresses_of
from tracker.schema.traversal import FieldShape, references
from tracker.schema.vocabularies import PAGE_FOLDERS, VOCABULARIES

COPIED_VOCABULARIES = ("topics", "places")
"""The vocabularies that grow as the record does."""
NAMES = ("name", "title", "label", "short")
"""The fields by which records and terms are told apart."""

OF_THE_FIRST = ("on_every_page",)
"""Fields that copies do not have: what the record has few of, however long it grows."""

Values = Mapping[str, Mapping[str, Any]]
"""What the files of a record hold, by folder (or vocabulary) and id."""


def write_tracker(source: Path, records: int, target: Path, shared: Collection[str] = ()) -> None:
    """Writes a tracker of so many records, made of the one in `source`. Of a folder, or a
    vocabulary, that is `shared` there are no copies: those of other records refer to the first.
    """
    if target.exists():
        sys.exit(f"{target} is there already")
    dataset = _sound(source)
    values = _values_of(dataset)
    size = sum(len(values[kind.folder]) for kind in KINDS)
    if records < size:
        sys.exit(f"{source} has {size} records already: ask for at least as many")
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("ids.json", ".*"))
    copies, rest = divmod(records, size)
    for number in range(2, copies + 1):
        addresses = _without(_all_addresses(values), shared)
        _write_copy(values, _Copy(number, addresses), target)
    addresses = _without(_share(dataset, rest), shared)
    _write_copy(values, _Copy(copies + 1, addresses), target)
    with (target / "published.txt").open("a", encoding="utf-8") as published:
        published.writelines(f"{address}\n" for address in unlisted_addresses(_sound(target)))


def records_of(data: Path) -> int:
    """How many records a tracker has."""
    return sum(1 for kind in KINDS for _ in (data / kind.folder).glob("*.yaml"))


def _sound(directory: Path) -> Dataset:
    dataset, problems = load(directory)
    if problems:
        sys.exit("\n".join(map(str, problems)))
    return dataset


def _values_of(dataset: Dataset) -> Values:
    values: dict[str, dict[str, Any]] = {kind.folder: {} for kind in KINDS}
    for record in dataset.records():
        values[record.folder][record.id] = dataset.document(record).value
    for name in COPIED_VOCABULARIES:
        values[name] = dict(dataset.documents["vocabulary", name].value)
    return values


def _all_addresses(values: Values) -> frozenset[str]:
    return frozenset(f"{folder}/{id}" for folder, items in values.items() for id in items)


def _without(addresses: frozenset[str], folders: Collection[str]) -> frozenset[str]:
    return frozenset(one for one in addresses if one.partition("/")[0] not in folders)


def _share(dataset: Dataset, records: int) -> frozenset[str]:
    """So many of the records, of each kind in its proportion: of reports only whole ones, with all
    that they recommend, and developments for what is then missing; and the terms that they use.
    """
    whole = sum(1 for _ in dataset.records())
    ids = {
        kind.folder: [*getattr(dataset, kind.folder)][
            : len(getattr(dataset, kind.folder)) * records // whole
        ]
        for kind in KINDS
    }
    recommended: list[str] = []
    ids["reports"] = []
    for report in dataset.reports:
        of_report = [r.id for r in dataset.recommendations.values() if r.report == report]
        if len(recommended) + len(of_report) <= len(ids["recommendations"]):
            ids["reports"].append(report)
            recommended += of_report
    ids["recommendations"] = recommended
    for folder in ("developments", *ids):
        missing = max(records - sum(map(len, ids.values())), 0)
        left = [id for id in getattr(dataset, folder) if id not in ids[folder]]
        ids[folder] += left[:missing] if folder not in ("reports", "recommendations") else []
    chosen = {f"{folder}/{id}" for folder, some in ids.items() for id in some}
    terms = {
        f"{target}/{value}"
        for record in dataset.records()
        for _, target, value in references(record)
        if f"{record.folder}/{record.id}" in chosen and target in COPIED_VOCABULARIES
    }
    return frozenset(chosen | terms)


@dataclass(frozen=True)
class _Copy:
    """One copy: its number, and the addresses of what it has."""

    number: int
    addresses: frozenset[str]

    def id(self, id: str) -> str:
        """An id as this copy has it."""
        return f"{id}-{self.number}"

    def reference(self, target: str, value: str) -> str:
        """A reference as this copy has it: to its own, or else to that of the first."""
        if not any(self._is_copied(address) for address in addresses_of(target, value)):
            return value
        prefix, slash, name = value.rpartition("/") if target == "pages" else ("", "", value)
        id, dot, part = name.partition(".")
        return f"{prefix}{slash}{self.id(id)}{dot}{part}"

    def _is_copied(self, address: str) -> bool:
        page, _, id = address.partition("/")
        return address in self.addresses or f"{PAGE_FOLDERS.get(page, page)}/{id}" in self.addresses

    def address(self, url: str) -> str:
        """The address of a document as this copy has it: one that nothing else has."""
        parts = urlsplit(url)
        path = f"{parts.path.rstrip('/') or '/page'}-{self.number}"
        return parts._replace(path=path).geturl()

    def mapping(self, kind: type[Model], value: Mapping[str, Any]) -> dict[str, Any]:
        """What a mapping of a file is in this copy."""
        shapes = {part.key: part.shape for part in file_fields(kind)}
        return {key: self._field(shapes[key], item) for key, item in value.items()}

    def _field(self, shape: FieldShape, value: Any) -> Any:
        if shape.is_list:
            return [self._item(shape, item) for item in value]
        return self._item(shape, value)

    def _item(self, shape: FieldShape, value: Any) -> Any:
        if shape.model:
            return self.mapping(shape.model, value)  # type: ignore[arg-type]
        if shape.target:
            return self.reference(shape.target, value)
        return self.address(value) if shape.is_address else value

    def entry(self, kind: type[Model], value: Mapping[str, Any]) -> dict[str, Any]:
        """A record or a term in this copy, which has a name of its own."""
        copy = self.mapping(kind, value)
        names = {name: f"{copy[name]}-{self.number}" for name in NAMES if name in copy}
        return {name: copy[name] for name in copy if name not in OF_THE_FIRST} | names


def _write_copy(values: Values, copy: _Copy, target: Path) -> None:
    for kind in KINDS:
        for id, value in values[kind.folder].items():
            if f"{kind.folder}/{id}" in copy.addresses:
                path = target / kind.folder / f"{copy.id(id)}.yaml"
                path.write_text(_text(mapping_lines(kind, copy.entry(kind, value))), "utf-8")
    for name in COPIED_VOCABULARIES:
        model = VOCABULARIES[name]
        with (target / "vocabulary" / f"{name}.yaml").open("a", encoding="utf-8") as file:
            for id, value in values[name].items():
                if f"{name}/{id}" in copy.addresses:
                    lines = mapping_lines(model, copy.entry(model, value), WIDTH - len(STEP))
                    file.write(f"{copy.id(id)}:\n{indent(_text(lines), STEP)}")


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    records, target = int(sys.argv[1]), Path(sys.argv[2])
    write_tracker(site_builds.DATA, records, target)


if __name__ == "__main__":
    main()
