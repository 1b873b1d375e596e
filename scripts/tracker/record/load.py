"""A data directory → the record, and every problem that kept a part of it out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from tracker.problem import Problem, alternatives, shown
from tracker.record.fields import Model
from tracker.record.messages import sentences
from tracker.record.model import (
    KINDS,
    Body,
    Development,
    Measure,
    Recommendation,
    Record,
    Report,
    Service,
    Site,
)
from tracker.record.source import Document, Field, Refused, read
from tracker.record.vocabulary import VOCABULARIES, Grade, Label, Officeholder, Term, Word

R = TypeVar("R", bound=Record)
Index = Mapping[str, R]
NOT_RECORDS = ("site.yaml", "published.txt", "README.md")


@dataclass(frozen=True)
class Vocabulary:
    """Every vocabulary, each in the order of its file."""

    terms: Mapping[str, Mapping[str, Model]]

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        return self.terms.get(name, {})

    @property
    def labels(self) -> Mapping[str, Label]:
        return self["labels"]

    @property
    def grades(self) -> Mapping[str, Grade]:
        return self["grades"]

    @property
    def officeholders(self) -> Mapping[str, Officeholder]:
        return self["officeholders"]

    @property
    def words(self) -> Mapping[str, Word]:
        return self["words"]

    def term(self, name: str, id: str) -> Term:
        """The term `id` of the vocabulary `name`; both exist once the rules have passed."""
        found: Term = self[name][id]
        return found


@dataclass(frozen=True)
class Tracker:
    """The whole record, indexed by id; `documents` keeps where each file says what.

    A file that could not be read is in `known` and not in its index, so that it is not reported again by every
    record that names it.
    """

    site: Site
    vocabulary: Vocabulary
    reports: Index[Report]
    recommendations: Index[Recommendation]
    developments: Index[Development]
    measures: Index[Measure]
    bodies: Index[Body]
    services: Index[Service]
    documents: Mapping[tuple[str, str], Document]
    known: Mapping[str, frozenset[str]]
    published: tuple[str, ...] = ()

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind, in the order of the ids."""
        for kind in KINDS:
            yield from getattr(self, kind.folder).values()

    def document(self, record: Record) -> Document:
        """The file that a record came from."""
        return self.documents[(record.folder, record.id)]

    def problem(self, record: Record, where: Field, message: str) -> Problem:
        """A problem at a field of a record."""
        return self.document(record).problem(where, message)


@dataclass
class _Reading:
    """What the loader gathers while it goes through the folders."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def document(self, path: Path) -> Document | None:
        try:
            return read(path, self.name(path), self.root)
        except Refused as refused:
            self.problems.extend(refused.problems)
        except OSError as error:
            self.problems.append(Problem(self.name(path), 1, 1, f"cannot be read: {error.strerror}"))
        return None

    def name(self, path: Path) -> str:
        return f"{self.root.name}/{path.relative_to(self.root).as_posix()}"

    def model(self, kind: type[Model], document: Document, extra: Mapping[str, Any]) -> Any:
        value = document.value
        if not isinstance(value, dict):
            self.problems.append(document.problem((), "is not a mapping of fields; write `field: value` lines"))
            return None
        if "id" in value and "id" in extra:
            message = "'id' is not a field; a record's id is its file's name"
            self.problems.append(document.problem(("id",), message, at_key=True))
        try:
            return kind.model_validate({**value, **extra})
        except ValidationError as error:
            self.problems.extend(sentences(kind, error, document))
            return None


def load(directory: Path) -> tuple[Tracker | None, tuple[Problem, ...]]:
    """The record in `directory`, and the problems found. The tracker is None where there is no readable site.yaml."""
    reading = _Reading(directory)
    vocabulary = Vocabulary({name: _terms(reading, name, kind) for name, kind in VOCABULARIES.items()})
    indexes = {kind.folder: _index(reading, kind) for kind in KINDS}
    _report_strays(reading)
    document = reading.document(directory / "site.yaml")
    site = reading.model(Site, document, {}) if document else None
    if document is None or site is None:
        return None, tuple(sorted(reading.problems))
    reading.documents["", "site"] = document
    tracker = Tracker(
        site=site,
        vocabulary=vocabulary,
        documents=MappingProxyType(reading.documents),
        known=MappingProxyType(reading.known),
        published=_published(directory),
        **indexes,
    )
    return tracker, tuple(sorted(reading.problems))


def _index(reading: _Reading, kind: type[R]) -> Index[R]:
    found: dict[str, R] = {}
    paths = sorted((reading.root / kind.folder).glob("*.yaml"))
    reading.known[kind.folder] = frozenset(path.stem for path in paths)
    for path in paths:
        document = reading.document(path)
        record = reading.model(kind, document, {"id": path.stem}) if document else None
        if document and record:
            found[path.stem] = record
            reading.documents[kind.folder, path.stem] = document
    return MappingProxyType(found)


def _terms(reading: _Reading, name: str, kind: type[Model]) -> Mapping[str, Model]:
    path = reading.root / "vocabulary" / f"{name}.yaml"
    document = reading.document(path)
    reading.known[name] = frozenset()
    if document is None:
        return MappingProxyType({})
    reading.documents["vocabulary", name] = document
    if not isinstance(document.value, dict):
        reading.problems.append(document.problem((), "is not a mapping of words; write `id:` and its fields"))
        return MappingProxyType({})
    reading.known[name] = frozenset(document.value)
    found = {}
    for id, value in document.value.items():
        part = _part(document, id, value)
        term = reading.model(kind, part, {})
        if term is not None:
            found[id] = term
    return MappingProxyType(found)


def _part(document: Document, id: str, value: Any) -> Document:
    """One entry of a mapping as a document of its own, with the places that it has in the file."""
    places = {where[1:]: place for where, place in document.places.items() if where[:1] == (id,)}
    keys = {where[1:]: place for where, place in document.keys.items() if where[:1] == (id,)}
    return Document(document.file, value, places, keys)


def _report_strays(reading: _Reading) -> None:
    """A file that no kind reads would be lost without a word: say so."""
    folders = {kind.folder for kind in KINDS}
    for path in sorted(reading.root.rglob("*")):
        inside = path.relative_to(reading.root).parts
        if path.is_dir() or inside[0] == "schema" or any(part.startswith(".") for part in inside):
            continue
        if len(inside) == 1 and inside[0] in NOT_RECORDS:
            continue
        if len(inside) == 2 and path.suffix == ".yaml" and (
            inside[0] in folders or (inside[0] == "vocabulary" and path.stem in VOCABULARIES)
        ):
            continue
        allowed = [f"{folder}/" for folder in sorted(folders)]
        allowed += [f"vocabulary/{name}.yaml" for name in sorted(VOCABULARIES)]
        message = f"{shown('/'.join(inside))} is read by no kind of record"
        hint = alternatives("/".join(inside), allowed)
        reading.problems.append(Problem(reading.name(path), 1, 1, message + hint))


def _published(directory: Path) -> tuple[str, ...]:
    path = directory / "published.txt"
    return tuple(path.read_text("utf-8").split()) if path.is_file() else ()

