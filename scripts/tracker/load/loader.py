"""A data directory → a `Dataset`, and every problem that kept a part of it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from tracker.load.dataset import Dataset, Index, RecordType, Vocabularies
from tracker.load.documents import Document, UnreadableFileError
from tracker.load.messages import validation_problems
from tracker.load.strict_yaml import read_text, read_yaml
from tracker.problems import Problem, quoted, suggest
from tracker.schema.fields import Model
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

Content = TypeVar("Content")
TOP_LEVEL_FILES = ("site.yaml", "published.txt", "README.md")
_FOLDERS = frozenset(kind.folder for kind in KINDS)


@dataclass
class _Loader:
    """Reads the files of a data directory, and collects their documents, ids and problems."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    all_ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def document(self, path: Path) -> Document | None:
        """The file at `path`, or None with its problems recorded."""
        return self._read(read_yaml, path)

    def text(self, path: Path) -> str:
        """The text of the file at `path`; empty, with its problems recorded, where it has none."""
        return self._read(read_text, path) or ""

    def _read(self, reader: Callable[[Path, str, Path], Content], path: Path) -> Content | None:
        try:
            return reader(path, self.name(path), self.root)
        except UnreadableFileError as error:
            self.problems.extend(error.problems)
        except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError
            self.problems.append(Problem(self.name(path), 1, 1, f"cannot be read: {error}"))
        return None

    def name(self, path: Path) -> str:
        """A file's name in messages: from the data directory on, each character printable."""
        inside = path.relative_to(self.root).as_posix()
        plain = "".join(c if c.isprintable() else "?" for c in inside)
        return f"{self.root.resolve().name}/{plain}"

    def model(
        self, kind: type[Model], document: Document, where: FieldPath = (), id: str | None = None
    ) -> Any:
        """The model at a path of a document, or None with its problems recorded."""
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
    """The dataset in `directory` as far as it can be read, and every problem that kept a part of it
    out, in order of place.
    """
    loader = _Loader(directory)
    vocabulary = Vocabularies(
        {name: _load_vocabulary(loader, name, kind) for name, kind in VOCABULARIES.items()}
    )
    dataset = Dataset(
        site=_load_site(loader),
        vocabulary=vocabulary,
        reports=_load_kind(loader, Report),
        recommendations=_load_kind(loader, Recommendation),
        developments=_load_kind(loader, Development),
        measures=_load_kind(loader, Measure),
        bodies=_load_kind(loader, Body),
        implications=_load_kind(loader, Implication),
        services=_load_kind(loader, Service),
        documents=MappingProxyType(loader.documents),
        all_ids=MappingProxyType(loader.all_ids),
        published=_load_published_addresses(loader),
        unread_vocabularies=frozenset(
            name for name in VOCABULARIES if ("vocabulary", name) not in loader.documents
        ),
    )
    _report_stray_files(loader)
    return dataset, tuple(sorted(loader.problems))


def zone_of(directory: Path) -> str | None:
    """The time zone that site.yaml names; None where it names none, or cannot be read."""
    return _load_site(_Loader(directory)).zone


def _load_site(loader: _Loader) -> Site:
    """The site of site.yaml; a placeholder where it cannot be read, so that all else is checked."""
    document = loader.document(loader.root / "site.yaml")
    site = loader.model(Site, document) if document else None
    loader.documents["", "site"] = document or Document(loader.name(loader.root / "site.yaml"))
    reports = sorted(path.stem for path in (loader.root / "reports").glob("*.yaml"))
    return site or Site(name="unread", lead="unread", featured=reports[0] if reports else "none")


def _load_kind(loader: _Loader, kind: type[RecordType]) -> Index[RecordType]:
    """The records of a kind by id, without those that cannot be read."""
    records: dict[str, RecordType] = {}
    folder = loader.root / kind.folder
    if not folder.is_dir():
        message = f"is not a folder; it holds every {kind.one}, and may be empty"
        loader.problems.append(Problem(loader.name(folder), 1, 1, message))
    paths = sorted(folder.glob("*.yaml"))
    loader.all_ids[kind.folder] = frozenset(path.stem for path in paths)
    for path in paths:
        document = loader.document(path)
        record = loader.model(kind, document, id=path.stem) if document else None
        if document and record:
            records[path.stem] = record
            loader.documents[kind.folder, path.stem] = document
    return MappingProxyType(records)


def _load_vocabulary(loader: _Loader, name: str, kind: type[Model]) -> Mapping[str, Model]:
    """The terms of a vocabulary by id, without those that cannot be read."""
    document = loader.document(loader.root / "vocabulary" / f"{name}.yaml")
    loader.all_ids[name] = frozenset()
    if document is None:
        return MappingProxyType({})
    if not isinstance(document.value, dict):
        message = "is not a mapping of words; write `id:` and its fields"
        loader.problems.append(document.problem((), message))
        return MappingProxyType({})
    loader.documents["vocabulary", name] = document
    loader.all_ids[name] = frozenset(document.value)
    terms = {id: loader.model(kind, document, (id,)) for id in document.value}
    return MappingProxyType({id: term for id, term in terms.items() if term is not None})


def _report_stray_files(loader: _Loader) -> None:
    """Reports each file that would be ignored; hidden files and those in schema/ may be."""
    allowed = [f"{folder}/" for folder in sorted(_FOLDERS)]
    allowed += [f"vocabulary/{name}.yaml" for name in sorted(VOCABULARIES)]
    for path in sorted(loader.root.rglob("*")):
        inside = path.relative_to(loader.root)
        if path.is_dir() or _is_expected(inside):
            continue
        message = f"{quoted(inside.as_posix())} is read by no kind of record"
        hint = suggest(inside.as_posix(), allowed)
        if path.suffix == ".yml":
            hint = f"; name it {path.stem}.yaml"
        loader.problems.append(Problem(loader.name(path), 1, 1, message + hint))


def _is_expected(path: Path) -> bool:
    """Whether a file may stand at a path of the data directory."""
    match path.parts:
        case ("schema", *_):
            return True
        case (name,) if name in TOP_LEVEL_FILES:
            return True
        case (folder, _) if path.suffix == ".yaml" and folder in _FOLDERS:
            return True
        case ("vocabulary", _) if path.suffix == ".yaml" and path.stem in VOCABULARIES:
            return True
    return any(part.startswith(".") for part in path.parts)


def _load_published_addresses(loader: _Loader) -> tuple[tuple[int, str], ...]:
    """The addresses that were ever published, each with its line; none before the first
    publication.
    """
    path = loader.root / "published.txt"
    if not path.exists() and not path.is_symlink():
        return ()
    lines = enumerate(loader.text(path).splitlines(), start=1)
    return tuple((number, line.strip()) for number, line in lines if line.strip())
