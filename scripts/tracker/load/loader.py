"""A data directory → the record, and every problem that kept a part of it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from tracker.load.dataset import Dataset, Index, Vocabularies
from tracker.load.documents import Document, UnreadableFileError
from tracker.load.messages import validation_problems
from tracker.load.strict_yaml import read_text, read_yaml
from tracker.problems import Problem, quoted, suggest
from tracker.schema.fields import Model, Record
from tracker.schema.records import (
    KINDS,
    Body,
    Development,
    Implication,
    Measure,
    Recommendation,
    Report,
    Service,
    Site,
)
from tracker.schema.traversal import FieldPath
from tracker.schema.vocabularies import VOCABULARIES

RecordType = TypeVar("RecordType", bound=Record)
Content = TypeVar("Content")
OTHER_FILES = ("site.yaml", "published.txt", "README.md")


@dataclass
class _Loader:
    """What the loader gathers while it goes through the folders."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def document(self, path: Path) -> Document | None:
        """The file at `path`, or None with its problems noted."""
        return self._tried(read_yaml, path)

    def text(self, path: Path) -> str:
        """The text of the file at `path`; nothing, with its problems noted, where it has none."""
        return self._tried(read_text, path) or ""

    def _tried(self, reader: Callable[[Path, str, Path], Content], path: Path) -> Content | None:
        try:
            return reader(path, self.name(path), self.root)
        except UnreadableFileError as refused:
            self.problems.extend(refused.problems)
        except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError
            self.problems.append(Problem(self.name(path), 1, 1, f"cannot be read: {error}"))
        return None

    def name(self, path: Path) -> str:
        inside = path.relative_to(self.root).as_posix()
        plain = "".join(c if c.isprintable() else "?" for c in inside)
        return f"{self.root.resolve().name}/{plain}"

    def model(
        self, kind: type[Model], document: Document, where: FieldPath = (), id: str | None = None
    ) -> Any:
        """The model that stands at a place of a document, or None with its problems noted."""
        value = document.value[where[0]] if where else document.value
        if not isinstance(value, dict):
            message = "is not a mapping of fields; write `field: value` lines"
            self.problems.append(document.problem(where, message))
            return None
        if "id" in value and id:
            message = "'id' is not a field; a record's id is its file's name"
            self.problems.append(document.problem(("id",), message, at_key=True))
        try:
            return kind.model_validate({**value, "id": id} if id else value)
        except ValidationError as error:
            self.problems.extend(validation_problems(kind, error, document, where))
            return None


def load(directory: Path) -> tuple[Dataset, tuple[Problem, ...]]:
    """The record in `directory` as far as it can be read, and every problem that kept a part of it
    out, in order of place.
    """
    reading = _Loader(directory)
    vocabulary = Vocabularies(
        {name: _load_vocabulary(reading, name, kind) for name, kind in VOCABULARIES.items()}
    )
    dataset = Dataset(
        site=_load_site(reading),
        vocabulary=vocabulary,
        reports=_load_kind(reading, Report),
        recommendations=_load_kind(reading, Recommendation),
        developments=_load_kind(reading, Development),
        measures=_load_kind(reading, Measure),
        bodies=_load_kind(reading, Body),
        implications=_load_kind(reading, Implication),
        services=_load_kind(reading, Service),
        documents=MappingProxyType(reading.documents),
        known=MappingProxyType(reading.known),
        published=_load_published_ids(reading),
        unread=frozenset(VOCABULARIES) - {name for _, name in reading.documents},
    )
    _report_stray_files(reading)
    return dataset, tuple(sorted(reading.problems))


def zone_of(directory: Path) -> str | None:
    """The time zone that site.yaml names; None where it names none, or cannot be read."""
    return _load_site(_Loader(directory)).zone


def _load_site(reading: _Loader) -> Site:
    """What site.yaml says; where it cannot be read, a stand-in, so that all else is checked."""
    document = reading.document(reading.root / "site.yaml")
    site = reading.model(Site, document) if document else None
    reading.documents["", "site"] = document or Document(reading.name(reading.root / "site.yaml"))
    reports = sorted(path.stem for path in (reading.root / "reports").glob("*.yaml"))
    return site or Site(name="unread", lead="unread", featured=reports[0] if reports else "none")


def _load_kind(reading: _Loader, kind: type[RecordType]) -> Index[RecordType]:
    found: dict[str, RecordType] = {}
    folder = reading.root / kind.folder
    if not folder.is_dir():
        message = f"is not a folder; it holds every {kind.one}, and may be empty"
        reading.problems.append(Problem(reading.name(folder), 1, 1, message))
    paths = sorted(folder.glob("*.yaml"))
    reading.known[kind.folder] = frozenset(path.stem for path in paths)
    for path in paths:
        document = reading.document(path)
        record = reading.model(kind, document, id=path.stem) if document else None
        if document and record:
            found[path.stem] = record
            reading.documents[kind.folder, path.stem] = document
    return MappingProxyType(found)


def _load_vocabulary(reading: _Loader, name: str, kind: type[Model]) -> Mapping[str, Model]:
    path = reading.root / "vocabulary" / f"{name}.yaml"
    document = reading.document(path)
    reading.known[name] = frozenset()
    if document is None:
        return MappingProxyType({})
    reading.documents["vocabulary", name] = document
    if not isinstance(document.value, dict):
        reading.problems.append(
            document.problem((), "is not a mapping of words; write `id:` and its fields")
        )
        del reading.documents["vocabulary", name]
        return MappingProxyType({})
    reading.known[name] = frozenset(document.value)
    found = {}
    for id in document.value:
        term = reading.model(kind, document, (id,))
        if term is not None:
            found[id] = term
    return MappingProxyType(found)


def _report_stray_files(reading: _Loader) -> None:
    """A file that no kind reads would be lost without a word: say so."""
    folders = {kind.folder for kind in KINDS}
    for path in sorted(reading.root.rglob("*")):
        inside = path.relative_to(reading.root).parts
        if path.is_dir() or inside[0] == "schema" or any(part.startswith(".") for part in inside):
            continue
        if len(inside) == 1 and inside[0] in OTHER_FILES:
            continue
        if (
            len(inside) == 2
            and path.suffix == ".yaml"
            and (inside[0] in folders or (inside[0] == "vocabulary" and path.stem in VOCABULARIES))
        ):
            continue
        allowed = [f"{folder}/" for folder in sorted(folders)]
        allowed += [f"vocabulary/{name}.yaml" for name in sorted(VOCABULARIES)]
        message = f"{quoted('/'.join(inside))} is read by no kind of record"
        hint = suggest("/".join(inside), allowed)
        if path.suffix == ".yml":
            hint = f"; name it {path.stem}.yaml"
        reading.problems.append(Problem(reading.name(path), 1, 1, message + hint))


def _load_published_ids(reading: _Loader) -> tuple[tuple[int, str], ...]:
    """The ids that were ever published, each with its line; none before the first publication."""
    path = reading.root / "published.txt"
    if not path.exists() and not path.is_symlink():
        return ()
    lines = enumerate(reading.text(path).splitlines(), start=1)
    return tuple((line, id.strip()) for line, id in lines if id.strip())
