"""The JSON Schemas in `schema/` of a data directory: what they should be, whether they are, and
their writing. Git holds all of them but the ids of the record.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from tracker.edit.generated_files import generated_file_fault, write_where_other
from tracker.edit.named_files import SCHEMA_FOLDER
from tracker.load.dataset import Dataset
from tracker.problems import Problem
from tracker.rules.structure import reference_targets
from tracker.schema.json_schema import IDS_FILE, NOTICE, file_schemas, ids_schema, open_targets
from tracker.schema.records import KINDS
from tracker.schema.vocabularies import PAGE_FOLDERS
from tracker.text.names import measure_short_name, title_and_path

_REMEDY = "run .venv/bin/tracker schema"


def schema_problems(data: Path, dataset: Dataset) -> Iterator[Problem]:
    """A problem for each schema of a data directory that is missing, is not what the models and the
    vocabularies give, or is left over.
    """
    schemas = file_schemas(dataset.vocabulary.terms)
    for name in sorted({*schemas, *_left_over(data, schemas)}):
        message: str | None = "is left over: no kind of file has this schema"
        if name in schemas:
            origin = "the models and the vocabularies"
            message = generated_file_fault(_path(data, name), schemas[name], origin)
        if message:
            file = f"{data.resolve().name}/{SCHEMA_FOLDER}/{name}"
            yield Problem(file, 1, 1, f"{message}; {_REMEDY}")


def write_schemas(data: Path, dataset: Dataset) -> Iterator[str]:
    """Writes each schema that is not there as it should be, and the ids, and removes those that are
    left over. Gives a line for each file that it wrote or removed.
    """
    schemas = file_schemas(dataset.vocabulary.terms)
    for name in _left_over(data, schemas):
        _path(data, name).unlink()
        yield f"{_path(data, name).as_posix()}: removed"
    for name, text in sorted(schemas.items()):
        if write_where_other(_path(data, name), text):
            yield _path(data, name).as_posix()
    if write_ids(data, dataset):
        yield _path(data, IDS_FILE).as_posix()


def write_ids(data: Path, dataset: Dataset) -> bool:
    """Writes the ids that a field may name, where their file holds others; whether it did."""
    return write_where_other(_path(data, IDS_FILE), ids_schema(reference_names(dataset)))


def reference_names(dataset: Dataset) -> Mapping[str, Mapping[str, str]]:
    """All that a field may name and that grows with the record, by target as in `Ref`: each id with
    the name of what it stands for.
    """
    targets = reference_targets(dataset)
    return {target: target_names(dataset, target, targets[target]) for target in open_targets()}


def target_names(dataset: Dataset, target: str, ids: Collection[str]) -> Mapping[str, str]:
    """Some ids that a field with a target may name, in their order, each with the name of what it
    stands for, or with itself where that cannot be read.
    """
    return {id: _name_or_id(dataset, target, id) for id in sorted(ids)}


def _name_or_id(dataset: Dataset, target: str, id: str) -> str:
    try:
        return _name(dataset, target, id)
    except KeyError:
        return id


_KIND_FOLDERS = frozenset(kind.folder for kind in KINDS)


def _name(dataset: Dataset, target: str, id: str) -> str:
    """The name of what an id stands for, as a field with a target as in `Ref` names it."""
    if target == "pages":
        folder, _, id = id.partition("/")
        return _name(dataset, PAGE_FOLDERS[folder], id)
    if target == "measure-stages":
        measure, _, stage = id.partition(".")
        term = dataset.vocabulary["stages"].get(stage)
        return f"{measure_short_name(dataset.measures[measure])}: {term.label if term else stage}"
    if target == "successors":
        target = "recommendations" if id in dataset.recommendations else "measures"
    if target == "parts":
        id, _, part = id.partition(".")
        recommendation = dataset.recommendations[id]
        texts = {element.id: element.text for element in recommendation.elements}
        return texts[part] if part else recommendation.title
    if target in _KIND_FOLDERS:
        return title_and_path(dataset, getattr(dataset, target)[id])[0]
    return dataset.vocabulary.term(target, id).label


def _path(data: Path, name: str) -> Path:
    return data / SCHEMA_FOLDER / name


def _left_over(data: Path, schemas: Mapping[str, str]) -> list[str]:
    """The names of schemas in a data directory that we wrote once and that are none of these."""
    written = {path.name for path in (data / SCHEMA_FOLDER).glob("*.json") if _has_notice(path)}
    return sorted(written - schemas.keys() - {IDS_FILE})


def _has_notice(path: Path) -> bool:
    return NOTICE in path.read_text("utf-8", "replace")[:200]
