"""The JSON Schemas of the record's files, by which editors' tools complete and check them: each is
draft-07, a file that the loader takes passes, and one that it refuses does not.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft7Validator
from pydantic import BaseModel

import site_builds
from conftest import TINY
from samples import texts_of_dates
from tracker.edit.schema_files import reference_names, schema_problems, write_ids, write_schemas
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.schema.dates import parse_date
from tracker.schema.file_fields import FILE_MODELS, inner_models
from tracker.schema.json_schema import IDS_FILE, NOTICE, file_schemas, ids_schema
from tracker.schema.records import KINDS
from tracker.schema.traversal import field_shapes
from tracker.schema.vocabularies import OPEN_VOCABULARIES, VOCABULARIES, VOCABULARY_PURPOSES

MODELS = (*FILE_MODELS, *inner_models(*FILE_MODELS))


class LanguageServerLoader(yaml.SafeLoader):
    """Reads YAML as the language server does, by version 1.2, to which a day is a text."""


LanguageServerLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def schemas_of(data: Path) -> dict[str, Any]:
    """Each schema of a data directory by the name of its file."""
    dataset, problems = load(data)
    assert problems == ()
    texts = file_schemas(dataset.vocabulary.terms)
    texts[IDS_FILE] = ids_schema(reference_names(dataset))
    return {name: json.loads(text) for name, text in texts.items()}


def schema_name(data: Path, path: Path) -> str:
    """The name of the schema of a file of a data directory."""
    folder = path.relative_to(data).parts[0]
    return f"{path.stem if folder in ('vocabulary', path.name) else folder}.json"


@cache
def validator(data: Path, name: str) -> Draft7Validator:
    """A validator by a schema in which the ids stand too, instead of in a file beside it."""
    schemas = schemas_of(data)
    schema = json.loads(json.dumps(schemas[name]).replace(f'"{IDS_FILE}#/', '"#/'))
    assert not schema["definitions"].keys() & schemas[IDS_FILE]["definitions"].keys()
    schema["definitions"] |= schemas[IDS_FILE]["definitions"]
    return Draft7Validator(schema)


def faults(data: Path, path: Path, text: str) -> list[str]:
    """What the schema of a file of a data directory says of a text in its place."""
    value = yaml.load(text, LanguageServerLoader)
    errors = validator(data, schema_name(data, path)).iter_errors(value)
    return sorted(f"{error.json_path}: {error.message}" for error in errors)


def records(data: Path) -> Iterator[Path]:
    return data.rglob("*.yaml")


@pytest.mark.parametrize("data", [TINY, site_builds.DATA], ids=["tiny", "real"])
def test_every_schema_is_draft_07_and_says_that_it_is_written(data: Path) -> None:
    for name, schema in schemas_of(data).items():
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#", name
        assert next(iter(schema.items())) == ("$comment", NOTICE)
        Draft7Validator.check_schema(schema)
        assert "$defs" not in json.dumps(schema)


def test_there_is_a_schema_for_each_kind_of_file() -> None:
    names = {*(kind.folder for kind in KINDS), *VOCABULARIES, "site", "ids"}
    assert len(names) == len(KINDS) + len(VOCABULARIES) + 2
    assert schemas_of(TINY).keys() == {f"{name}.json" for name in names}


@pytest.mark.parametrize("data", [TINY, site_builds.DATA], ids=["tiny", "real"])
def test_every_file_of_the_record_passes(data: Path) -> None:
    """All but those that name a record that was withdrawn, which the check asks to be mended."""
    naming = {data.joinpath(*address).with_suffix(".yaml") for address in load(data)[0].dropped}
    whole = [path for path in records(data) if path not in naming]
    found = {path.name: faults(data, path, path.read_text("utf-8")) for path in whole}
    assert {name: said for name, said in found.items() if said} == {}


EVENT, RECOMMENDATION = "developments/2025-02-press-asks", "recommendations/bridge-01"
REFUSED = [
    (EVENT, "title: The", "titel: The", "'titel' was unexpected"),
    (EVENT, "title: The", "# title: The", "'title' is a required property"),
    (EVENT, "title: The", "id: this\ntitle: The", "'id' was unexpected"),
    (EVENT, "title: The press asks where the inquiry is", "title: 7", "7 is not of type 'string'"),
    (EVENT, "kind: statement", "kind: rumour", "'rumour' is not one of"),
    (EVENT, "2025-02-03/2025-02-05", "3 February 2025", "does not match"),
    (EVENT, "2025-02-03/2025-02-05", "2025-13", "does not match"),
    (EVENT, "2025-02-03/2025-02-05", "2025-02-03 / 2025-02-05", "does not match"),
    (EVENT, "2025-02-03/2025-02-05", "1700", "1700 is less than the minimum of 1800"),
    (EVENT, "2026-01-10T16:20+00:00", "2026-01", "does not match"),
    (EVENT, "2026-01-10T16:20+00:00", "2026-01-10T16:20", "does not match"),
    (EVENT, "2026-01-10T16:20+00:00", "2026-01-10T24:20+00:00", "does not match"),
    (EVENT, "[bridges]", "[briges]", "'briges' is not one of"),
    (EVENT, "[bridges]", "bridges", "'bridges' is not of type 'array'"),
    (EVENT, "[bridges]", "[bridges]\nbodies: [nobody]", "'nobody' is not one of"),
    (EVENT, "[bridges]", "[bridges]\nrecommendations: [bridge-01.no]", "is not one of"),
    (EVENT, "grade: e", "grade: z", "'z' is not one of"),
    (RECOMMENDATION, "status: planned", "status: partly-delivered", "is not one of"),
    (RECOMMENDATION, "number: '1'", "number: 1", "1 is not of type 'string'"),
    (RECOMMENDATION, "number: '1'", "number: 1. and 2.", "does not match"),
    (RECOMMENDATION, "- id: duty", "- id: Duty", "'Duty' does not match"),
    (RECOMMENDATION, "[ministry-of-bridges]\naddressed_note", "[]\naddressed_note", "non-empty"),
    ("vocabulary/places", "description:", "beschreibung:", "'beschreibung' was unexpected"),
    ("vocabulary/places", "ford:", "Ford:", "'Ford' does not match"),
    ("vocabulary/labels", "needs: search", "needs: nothing-at-all", "is not one of"),
    ("site", "featured: bridge-2024", "featured: bridge-2025", "'bridge-2025' is not one of"),
]


@pytest.mark.parametrize(("name", "old", "new", "says"), REFUSED, ids=[r[2] for r in REFUSED])
def test_what_is_wrong_is_refused(name: str, old: str, new: str, says: str) -> None:
    path = TINY / f"{name}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    assert any(says in fault for fault in faults(TINY, path, text.replace(old, new, 1)))


@given(texts_of_dates())
def test_every_date_passes(text: str) -> None:
    path = TINY / f"{EVENT}.yaml"
    parse_date(text)
    before = path.read_text("utf-8")
    assert faults(TINY, path, before.replace("2025-02-03/2025-02-05", text, 1)) == []


@pytest.mark.parametrize("model", MODELS, ids=[model.__name__ for model in MODELS])
def test_every_model_and_field_says_what_it_is(model: type[BaseModel]) -> None:
    assert model.__doc__
    assert [name for name, shape in field_shapes(model).items() if not shape.description] == []


def test_every_vocabulary_says_what_it_is_for() -> None:
    assert list(VOCABULARY_PURPOSES) == list(VOCABULARIES)
    assert VOCABULARIES.keys() > OPEN_VOCABULARIES


def test_a_field_is_explained_with_its_words() -> None:
    """As the language server shows them: the field's docstring, and the meaning of each word."""
    schema = schemas_of(TINY)["recommendations.json"]
    finding = schema["definitions"]["Finding"]["properties"]
    assert finding["status"]["description"].startswith("What the record shows of the element.")
    meanings = dict(
        zip(finding["status"]["enum"], finding["status"]["enumDescriptions"], strict=True)
    )
    statuses = load(TINY)[0].vocabulary.statuses
    assert list(meanings) == [id for id, status in statuses.items() if not status.computed]
    assert meanings["planned"] == f"Planned: {statuses['planned'].description}"
    assert finding["date"]["description"].startswith("The day from which the published record")
    source = schemas_of(TINY)["measures.json"]["definitions"]["Stage"]["properties"]["source"]
    assert source["allOf"] == [{"$ref": "#/definitions/Source"}]
    assert source["description"].startswith("The published document that gives")
    entry = schemas_of(TINY)["officeholders.json"]["definitions"]["Officeholder"]
    assert "from" in entry["required"]
    assert "from_" not in entry["properties"]


def test_an_id_is_shown_with_the_name_of_what_it_stands_for(tiny: Dataset) -> None:
    names = reference_names(tiny)
    assert names["bodies"]["ferry-board"] == "Ferry Board"
    assert names["parts"]["bridge-01.published"] == "What the inspections find is published."
    assert names["measure-stages"]["bridges-act.royal-assent"] == "Bridges Act 2024: Royal Assent"
    assert names["pages"]["for/bridge-keepers"] == names["audiences"]["bridge-keepers"]
    assert names["successors"].keys() == tiny.recommendations.keys() | tiny.measures.keys()
    bodies = schemas_of(TINY)[IDS_FILE]["definitions"]["bodies"]
    assert dict(zip(bodies["enum"], bodies["enumDescriptions"], strict=True)) == names["bodies"]
    assert bodies["errorMessage"].startswith("No body of this id is known.")


def test_a_word_that_does_not_exist_stops_no_schema(tmp_path: Path) -> None:
    """An editor is helped while a record has problems that a rule finds."""
    data = copy_of_tiny(tmp_path)
    change(data / "measures/bridges-act.yaml", "stage: royal-assent", "stage: roil-assent")
    names = reference_names(load(data)[0])
    assert names["measure-stages"]["bridges-act.roil-assent"] == "Bridges Act 2024: roil-assent"


def copy_of_tiny(directory: Path) -> Path:
    return Path(shutil.copytree(TINY, directory / "data"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def problems(data: Path) -> list[str]:
    return [str(problem) for problem in schema_problems(data, load(data)[0])]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A data directory with its schemas."""
    data = copy_of_tiny(tmp_path)
    assert len(problems(data)) == len(KINDS) + len(VOCABULARIES) + 1
    lines = list(write_schemas(data, load(data)[0]))
    assert len(lines) == len(KINDS) + len(VOCABULARIES) + 2
    assert problems(data) == []
    assert list(write_schemas(data, load(data)[0])) == []
    return data


def remove_one(data: Path) -> None:
    (data / "schema/labels.json").unlink()


def reword(data: Path) -> None:
    change(data / "vocabulary/extents.yaml", "label: All", "label: Each of all")


def leave_over(data: Path) -> None:
    shutil.copy(data / "schema/labels.json", data / "schema/colours.json")


REMEDY = "run .venv/bin/tracker schema"
FAULTS = [
    (remove_one, f"data/schema/labels.json:1:1: is missing; {REMEDY}", "labels.json"),
    (
        reword,
        f"data/schema/reports.json:1:1: is not what the models and the vocabularies give; {REMEDY}",
        "reports.json",
    ),
    (
        leave_over,
        f"data/schema/colours.json:1:1: is left over: no kind of file has this schema; {REMEDY}",
        "colours.json: removed",
    ),
]


@pytest.mark.parametrize(("fault", "says", "wrote"), FAULTS, ids=["missing", "stale", "left over"])
def test_a_schema_that_is_not_as_it_should_be_is_a_problem(
    written: Path, fault: Callable[[Path], None], says: str, wrote: str
) -> None:
    fault(written)
    assert problems(written) == [says]
    assert list(write_schemas(written, load(written)[0])) == [f"{written}/schema/{wrote}"]
    assert problems(written) == []


def test_a_new_record_changes_the_ids_alone(written: Path) -> None:
    shutil.copy(written / "bodies/ferry-board.yaml", written / "bodies/raft-board.yaml")
    change(written / "bodies/raft-board.yaml", "name: Ferry", "name: Raft")
    dataset = load(written)[0]
    assert problems(written) == []
    assert write_ids(written, dataset)
    assert not write_ids(written, dataset)
    assert '"raft-board"' in (written / "schema" / IDS_FILE).read_text("utf-8")
    (written / "schema" / IDS_FILE).unlink()
    assert problems(written) == []


def test_nothing_beside_the_schemas_is_written_removed_or_read(written: Path) -> None:
    (written / "schema/own.json").write_text("{}")
    assert problems(written) == []
    assert list(write_schemas(written, load(written)[0])) == []
    names = {path.name for path in (written / "schema").iterdir()}
    assert names == schemas_of(TINY).keys() | {"own.json"}
    assert load(written)[1] == ()
    git = site_builds.ROOT / ".gitignore"
    assert f"**/schema/{IDS_FILE}\n" in git.read_text("utf-8")
