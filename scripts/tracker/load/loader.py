"""A data directory → a `Dataset`, and every problem that kept a part of it out."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache, cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from tracker.load.dataset import Dataset, Index, RecordType, Vocabularies
from tracker.load.document_cache import DocumentCache
from tracker.load.documents import Document, UnreadableFileError
from tracker.load.messages import nearest_id, not_a_mapping, validation_problems
from tracker.load.plain_text import is_inside, read_text
from tracker.load.pruning import (
    DroppedReference,
    Withdrawals,
    Withdrawn,
    dropped_message,
    note_dropped,
)
from tracker.problems import Problem, quoted, with_article
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
from tracker.schema.stubs import HASH_PREFIX, STUBS, MovedStub, WithdrawnStub, address_hash
from tracker.schema.traversal import FieldPath
from tracker.schema.vocabularies import VOCABULARIES

Content = TypeVar("Content")
TOP_LEVEL_FILES = ("site.yaml", "published.txt", "README.md")
_VOCABULARY_FILES = frozenset(f"{name}.yaml" for name in VOCABULARIES)
_FOLDERS = frozenset(kind.folder for kind in KINDS)


@dataclass
class _Loader:
    """Reads the files of a data directory, and collects their documents, ids and problems."""

    root: Path
    cache: DocumentCache = field(default_factory=DocumentCache)
    problems: list[Problem] = field(default_factory=list)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    all_ids: dict[str, frozenset[str]] = field(default_factory=dict)
    withdrawals: Withdrawals = field(default_factory=Withdrawals)
    drafts: Mapping[Path, str] = field(default_factory=dict)
    _inside: dict[Path, bool] = field(default_factory=dict)
    dropped: dict[tuple[str, str], tuple[tuple[DroppedReference, Problem], ...]] = field(
        default_factory=dict
    )

    def note(
        self, folder: str, id: str, document: Document, dropped: Iterable[DroppedReference]
    ) -> None:
        """Keeps the references that were left out of a file, each with what to do about it."""
        found = tuple((d, document.problem(d.where, dropped_message(d))) for d in dropped)
        if found:
            self.dropped[folder, id] = (*self.dropped.get((folder, id), ()), *found)

    def document(self, path: Path) -> Document | None:
        """The file at `path`, or None with its problems recorded."""
        read = partial(self._read, self.cache.document, path)
        return self.cache.unchanged(path.as_posix(), read)

    def text(self, path: Path) -> str:
        """The text of the file at `path`; empty, with its problems recorded, where it has none."""
        return self._read(lambda text, _: text, path) or ""

    def _read(self, reader: Callable[[str, str], Content], path: Path) -> Content | None:
        file = self.name(path)
        try:
            draft = self.drafts.get(path)
            if draft is not None:
                return reader(draft, file)
            return reader(read_text(path, file, inside=self._is_inside(path.parent)), file)
        except UnreadableFileError as error:
            self.problems.extend(error.problems)
        except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError
            why = getattr(error, "strerror", None) or str(error)
            message = f"cannot be read ({why}); open it yourself, or delete it"
            self.problems.append(Problem(file, 1, 1, message))
        return None

    def _is_inside(self, folder: Path) -> bool:
        """Whether a folder is in the data directory also once links are followed."""
        if folder not in self._inside:
            self._inside[folder] = is_inside(folder, self.root)
        return self._inside[folder]

    def name(self, path: Path) -> str:
        """A file's name in messages: from the data directory on."""
        return f"{self._root_name}/{path.as_posix().removeprefix(f'{self.root.as_posix()}/')}"

    @cached_property
    def _root_name(self) -> str:
        return self.root.resolve().name

    def model(
        self, kind: type[Model], document: Document, where: FieldPath = (), id: str | None = None
    ) -> Any:
        """The model at a path of a document, or None with its problems recorded."""
        value = document.value[where[0]] if where else document.value
        if not isinstance(value, dict):
            message = not_a_mapping(kind, value)
            self.problems.append(document.problem(where, message))
            return None
        if "id" in value and id:
            message = "'id' is not a field; a record's id is its file's name: take the line out"
            self.problems.append(document.problem(("id",), message, at_key=True))
        try:
            whole = {**value, "id": id} if id else value
            return self.cache.model(kind, document, whole, where, id)
        except ValidationError as error:
            self.problems.extend(validation_problems(kind, error, document, self.all_ids, where))
            return None


def load(
    directory: Path,
    other: Dataset | None = None,
    cache: DocumentCache | None = None,
    drafts: Mapping[Path, str] = MappingProxyType({}),
) -> tuple[Dataset, tuple[Problem, ...]]:
    """The dataset in `directory` as far as it can be read, and every problem that kept a part of it
    out, in order of place.

    `other` is the same record at another time, with which this one is to be compared: what is
    withdrawn there is withdrawn here too. `cache` is that of an earlier run, of which only
    what is in the directory still is kept. `drafts` are texts that are read in place of those of
    their files, or as though these were there.
    """
    loader = _Loader(directory, cache or DocumentCache(), drafts=drafts)
    published = _load_published_addresses(loader)
    files = {kind.folder: _read_kind(loader, kind) for kind in KINDS}
    withdrawn, moved = _take_stubs(loader, files)
    hashes = frozenset(line for _, line in published if line.startswith(HASH_PREFIX))
    if other:
        hashes |= other.withdrawn_hashes
        withdrawn |= other.withdrawn
        _take_withdrawn(loader, files, withdrawn, hashes)
    loader.withdrawals = Withdrawals(
        withdrawn,
        hashes,
        frozenset(f"{folder}/{id}" for folder, ids in loader.all_ids.items() for id in ids),
    )
    suspended = _take_suspended(loader, files)
    suspended |= _take_moved_to_withdrawn(loader, moved)
    vocabulary = Vocabularies(
        {name: _load_vocabulary(loader, name, kind) for name, kind in VOCABULARIES.items()}
    )
    dataset = Dataset(
        site=_load_site(loader),
        vocabulary=vocabulary,
        reports=_load_kind(loader, Report, files),
        recommendations=_load_kind(loader, Recommendation, files),
        developments=_load_kind(loader, Development, files),
        measures=_load_kind(loader, Measure, files),
        bodies=_load_kind(loader, Body, files),
        implications=_load_kind(loader, Implication, files),
        services=_load_kind(loader, Service, files),
        documents=MappingProxyType(loader.documents),
        all_ids=MappingProxyType(loader.all_ids),
        published=published,
        withdrawn=MappingProxyType(withdrawn),
        suspended=MappingProxyType(suspended),
        moved=MappingProxyType(moved),
        dropped=MappingProxyType(loader.dropped),
        unread_vocabularies=frozenset(
            name for name in VOCABULARIES if ("vocabulary", name) not in loader.documents
        ),
    )
    _report_stray_files(loader)
    loader.cache.end()
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


Files = Mapping[str, dict[str, Document]]
"""The files of each kind that can be read, by folder and id."""


def _read_kind(loader: _Loader, kind: type[Record]) -> dict[str, Document]:
    """The files of a kind by id, without those that cannot be read. The id that a file should be
    named after is among the ids as well, so that its wrong name is the one problem.
    """
    folder = loader.root / kind.folder
    if not folder.is_dir():
        message = f"is not a folder; it holds every {kind.one}, and may be empty"
        loader.problems.append(Problem(loader.name(folder), 1, 1, message))
    drafts = {path for path in loader.drafts if path.parent == folder}
    paths = sorted({*folder.glob("*.yaml"), *drafts}, key=lambda path: path.name)
    misnamed = (path.stem for path in folder.glob("*.yml"))
    stems = [*(path.stem for path in paths), *misnamed]
    loader.all_ids[kind.folder] = frozenset((*stems, *map(nearest_id, stems)))
    documents = ((path.stem, loader.document(path)) for path in paths)
    return {id: document for id, document in documents if document}


def _load_kind(loader: _Loader, kind: type[RecordType], files: Files) -> Index[RecordType]:
    """The records of a kind by id, without those that cannot be read."""
    records: dict[str, RecordType] = {}
    for id, whole in files[kind.folder].items():
        if other := _kind_by_fields(kind, whole.value):
            message = f"has the fields of {with_article(other.one)}, and stands in {kind.folder}/"
            remedy = f"move it to {loader.root.resolve().name}/{other.folder}/{id}.yaml"
            loader.problems.append(whole.problem((), f"{message}; {remedy}"))
            continue
        document, dropped = loader.withdrawals.left_of(kind, whole)
        record = loader.model(kind, document, id=id) if document else None
        if document and record:
            records[id] = record
            loader.documents[kind.folder, id] = document
            note_dropped(record, dropped)
        loader.note(kind.folder, id, whole, dropped)
    return MappingProxyType(records)


def _kind_by_fields(kind: type[Record], value: Any) -> type[Record] | None:
    """The other kind that a file is of, where it has a field that its own kind has not, and all
    that every record of the other has and nothing that the other has not.
    """
    keys = value.keys() if isinstance(value, dict) else set()
    if keys <= _fields_of(kind).keys():
        return None
    for other in KINDS:
        fields = _fields_of(other)
        needed = {key for key, is_required in fields.items() if is_required}
        if other is not kind and needed <= keys <= fields.keys():
            return other
    return None


@cache
def _fields_of(kind: type[Record]) -> Mapping[str, bool]:
    """The keys of the fields of a kind, each with whether every file of it has the field."""
    fields = kind.model_fields.items()
    return {info.alias or name: info.is_required() for name, info in fields if name != "id"}


def _take_stubs(loader: _Loader, files: Files) -> tuple[dict[str, Withdrawn], dict[str, MovedStub]]:
    """The stubs among the files by address, which are then neither among the files nor the ids."""
    withdrawn: dict[str, Withdrawn] = {}
    moved: dict[str, MovedStub] = {}
    for folder, documents in files.items():
        for id, document in list(documents.items()):
            kind = _stub_kind(document)
            if kind is None:
                continue
            del documents[id]
            stub = loader.model(kind, document)
            if stub is None:  # it stays among the ids, as a file that cannot be read
                continue
            loader.all_ids[folder] -= {id}
            loader.documents[folder, id] = document
            if isinstance(stub, MovedStub):
                moved[f"{folder}/{id}"] = stub
            else:
                why = stub.withdrawn
                withdrawn[f"{folder}/{id}"] = Withdrawn(folder, id, why.date, why.reason)
    return withdrawn, moved


def _take_withdrawn(
    loader: _Loader, files: Files, withdrawn: Collection[str], hashes: Collection[str]
) -> None:
    """Takes the files of withdrawn addresses, or of those with these hashes, out of the files and
    the ids.
    """
    for folder, documents in files.items():
        for id in list(documents):
            address = f"{folder}/{id}"
            if address in withdrawn or address_hash(address) in hashes:
                del documents[id]
                loader.all_ids[folder] -= {id}


def _stub_kind(document: Document) -> type[WithdrawnStub] | type[MovedStub] | None:
    """Which stub a file is, if any."""
    value = document.value
    names = [name for name in STUBS if isinstance(value, dict) and name in value]
    return STUBS[names[0]] if names else None


RESTS_ON_WITHDRAWN = "All that it rested on was withdrawn."
"""Why a record is not shown that cannot stand without one that was withdrawn."""


def _take_suspended(loader: _Loader, files: Files) -> dict[str, Withdrawn]:
    """The records that cannot stand without one that was withdrawn, by address, which are then
    neither among the files nor the ids; also those that cannot stand without one of these.
    """
    suspended: dict[str, Withdrawn] = {}
    found = bool(loader.withdrawals)
    while found:
        found = False
        for kind in KINDS:
            for id, document in list(files[kind.folder].items()):
                left, dropped = loader.withdrawals.left_of(kind, document)
                if left is not None:
                    continue
                found = True
                day = next(reference.day for reference in dropped if reference.around is None)
                gone = Withdrawn(kind.folder, id, day, RESTS_ON_WITHDRAWN, is_stub=False)
                suspended[f"{kind.folder}/{id}"] = gone
                loader.note(kind.folder, id, document, dropped)
                loader.all_ids[kind.folder] -= {id}
                del files[kind.folder][id]
        records = {**loader.withdrawals.records, **suspended}
        loader.withdrawals = replace(loader.withdrawals, records=records)
    return suspended


def _take_moved_to_withdrawn(loader: _Loader, moved: dict[str, MovedStub]) -> dict[str, Withdrawn]:
    """Takes what was withdrawn out of where records were moved to. Those that were moved to nothing
    else are taken out, and given by address.
    """
    suspended: dict[str, Withdrawn] = {}
    for address, stub in list(moved.items()):
        folder, _, id = address.partition("/")
        lost = [
            loader.withdrawals.dropped(folder, target, ("moved_to", index))
            for index, target in enumerate(stub.moved_to)
        ]
        left = tuple(t for t, gone in zip(stub.moved_to, lost, strict=True) if not gone)
        dropped = [replace(gone, around=() if left else None) for gone in lost if gone]
        loader.note(folder, id, loader.documents[folder, id], dropped)
        if left:
            moved[address] = stub.model_copy(update={"moved_to": left})
        else:
            del moved[address]
            day = dropped[0].day
            suspended[address] = Withdrawn(folder, id, day, RESTS_ON_WITHDRAWN, is_stub=False)
    return suspended


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
    terms = {id: _load_term(loader, name, kind, document, id) for id in document.value}
    return MappingProxyType({id: term for id, term in terms.items() if term is not None})


def _load_term(
    loader: _Loader, name: str, kind: type[Model], document: Document, id: str
) -> Model | None:
    """A term of a vocabulary; None where it cannot be read, or not stand without a record that was
    withdrawn.
    """
    left, dropped = loader.withdrawals.left_of(kind, document, (id,))
    loader.note("vocabulary", name, document, dropped)
    term: Model | None = loader.model(kind, left, (id,)) if left else None
    return term


def _report_stray_files(loader: _Loader) -> None:
    """Reports each file that would be ignored; hidden files, those in schema/ and pages
    written by hand may be.
    """
    for path in _stray_files(loader.root):
        inside = path.relative_to(loader.root)
        message = f"{quoted(inside.as_posix())} is read by no kind of record"
        if _is_left_over(path):
            hint = f": {_LEFT_OVER}"
        elif path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml":
            hint = _hint_of_name(path, f"{path.stem}.yaml")
        elif path.stem.endswith(".yaml"):
            hint = _hint_of_name(path, path.stem)
        else:
            hint = _where_it_may_stand(loader.root, inside)
        loader.problems.append(Problem(loader.name(path), 1, 1, message + hint))


def _hint_of_name(path: Path, name: str) -> str:
    """The end of a message about a file whose name has another ending than a record's."""
    if path.with_name(name).exists():
        return f"; {name} is there already: keep one of the two"
    return f"; name it {name}"


def _where_it_may_stand(root: Path, inside: Path) -> str:
    """The end of a message about a file that stands where no record does: where it may be meant to
    stand, and which folders there are.
    """
    folders = sorted(_FOLDERS)
    names = [f"vocabulary/{name}.yaml" for name in sorted(VOCABULARIES)]
    top = inside.parts[0]
    meant = get_close_matches(inside.as_posix(), names, n=1, cutoff=0.75) or [
        f"{folder}/{inside.name}"
        for folder in get_close_matches(top, folders, n=1)
        if len(inside.parts) > 1
    ]
    if meant and (root / meant[0]).exists():
        return f"; {meant[0]} is there already: keep one of the two, or move this one away"
    if meant:
        return f"; move it to {meant[0]}, or away"
    return f"; move it to the folder of its kind, or away: {', '.join(folders)}"


def _stray_files(root: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(root):
        inside = Path(folder).relative_to(root).parts
        yield from (Path(folder, name) for name in names if not _is_expected((*inside, name)))


_LEFT_OVER = "a program left it here; delete it"
_LEFT_OVER_ENDINGS = ("~", "#", ".orig", ".rej", ".bak", ".tmp", ".swp", ".swo")
_LEFT_OVER_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def _is_left_over(path: Path) -> bool:
    """Whether git, an editor or a file manager left a file, by its name."""
    name = path.name.lower()
    return name.endswith(_LEFT_OVER_ENDINGS) or name in _LEFT_OVER_NAMES


def hidden_left_overs(directory: Path) -> tuple[Problem, ...]:
    """The hidden files of a data directory that programs left in it. They keep nothing from being
    read: an editor has its own while a file is open.
    """
    loader = _Loader(directory)
    left = (path for path in sorted(directory.rglob(".*")) if _is_left_over(path))
    return tuple(
        Problem(loader.name(path), 1, 1, f"{_LEFT_OVER}, or close the editor that has it open")
        for path in left
        if not path.is_dir()
    )


def _is_expected(parts: tuple[str, ...]) -> bool:
    """Whether a file may stand at a path of the data directory."""
    match parts:
        case ("schema", *_):
            return True
        case ("pages", *_, name) if name.endswith(".md"):
            return True
        case (name,) if name in TOP_LEVEL_FILES:
            return True
        case (folder, name) if name.endswith(".yaml") and folder in _FOLDERS:
            return True
        case ("vocabulary", name) if name in _VOCABULARY_FILES:
            return True
    return any(part.startswith(".") for part in parts)


def _load_published_addresses(loader: _Loader) -> tuple[tuple[int, str], ...]:
    """The addresses that were ever published, each with its line; none before the first
    publication.
    """
    path = loader.root / "published.txt"
    if not path.exists() and not path.is_symlink():
        return ()
    lines = enumerate(loader.text(path).splitlines(), start=1)
    return tuple((number, line.strip()) for number, line in lines if line.strip())
