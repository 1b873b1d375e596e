"""What the repository sets up for editors: `.vscode/` knows each kind of file and reads each line
of a check, and git and the editor write line ends LF.
"""

import json
import re
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, TINY
from tracker.cli import main
from tracker.edit.formatting import record_files
from tracker.edit.named_files import SCHEMA_FOLDER
from tracker.load.dataset import Dataset
from tracker.problems import Problem
from tracker.schema.json_schema import file_schemas
from tracker.schema.records import KINDS
from tracker.schema.vocabularies import VOCABULARIES


def read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((ROOT / ".vscode" / name).read_text("utf-8"))
    return content


TASKS = read("tasks.json")["tasks"]
MATCHERS = [task["problemMatcher"] for task in TASKS if task["problemMatcher"]]


def test_each_kind_of_file_has_its_schema() -> None:
    kinds = {kind.folder: f"{kind.folder}/*.yaml" for kind in KINDS}
    vocabularies = {name: f"vocabulary/{name}.yaml" for name in VOCABULARIES}
    files = {**kinds, "site": "site.yaml", **vocabularies}
    wanted = {f"data/{SCHEMA_FOLDER}/{name}.json": f"data/{file}" for name, file in files.items()}
    assert read("settings.json")["yaml.schemas"] == wanted, "write these into .vscode/settings.json"


def test_each_file_of_a_record_has_one_schema_of_those_that_are_written(tiny: Dataset) -> None:
    schemas = read("settings.json")["yaml.schemas"]
    written = file_schemas(tiny.vocabulary.terms)
    assert set(schemas) == {f"data/{SCHEMA_FOLDER}/{name}" for name in written}
    for path in record_files(TINY):
        name = path.relative_to(TINY.parent).as_posix()
        assert len([glob for glob in schemas.values() if fnmatchcase(name, glob)]) == 1


def test_the_tasks_run_commands_that_exist_on_each_system() -> None:
    for task in TASKS:
        program = Path(task["command"]).name
        windows = task["windows"]["command"]
        assert task["command"] == f".venv/bin/{program}"
        assert windows == rf".venv\Scripts\{program}.exe"
        command, *options = task["args"]
        if program == "tracker":
            known = {option for each in main.commands[command].params for option in each.opts}
            assert {option for option in options if option.startswith("-")} <= known
        else:
            assert (ROOT / command).is_file()


PRINTED = [
    line
    for path in sorted((ROOT / "tests").glob("*/*/problems.txt"))
    for line in path.read_text("utf-8").splitlines()
]


def matched(line: str) -> list[tuple[str | None, ...]]:
    """What each matcher reads of a line: severity, file, line, column and message."""
    found = []
    for matcher in MATCHERS:
        pattern = matcher["pattern"]
        match = re.match(pattern["regexp"], line)
        names = ("severity", "file", "line", "column", "message")
        found.append(tuple(match[pattern[name]] for name in names) if match else ())
    return found


def test_every_line_of_a_check_is_read_as_a_problem_at_its_place() -> None:
    assert len(PRINTED) > 100
    for line in PRINTED:
        file, number, column, message = line.split(":", 3)
        wanted = (None, file, number, column, message.removeprefix(" "))
        assert matched(line) == [wanted] * len(MATCHERS)


@pytest.mark.parametrize(
    ("before", "severity"), [("", None), ("unset: ", None), ("warning: ", "warning")]
)
@pytest.mark.parametrize("file", ["data/site.yaml", r"C:\tracker\data\site.yaml", "a b/c.yaml"])
def test_what_stands_before_a_problem_is_no_part_of_its_file(
    before: str, severity: str | None, file: str
) -> None:
    line = f"{before}{Problem(file, 3, 12, 'is 1:2: here')}"
    assert set(matched(line)) == {(severity, file, "3", "12", "is 1:2: here")}


def test_what_is_no_problem_is_read_as_none() -> None:
    for line in ("644 records, no problems", "data/site.yaml", "warning: in 3 places, it is not"):
        assert set(matched(line)) == {()}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("data/bodies/a.yaml", "set"),
        ("scripts/check", "auto"),
        ("docs/assets/tracker.woff2", "unset"),
        ("docs/assets/readme.png", "unset"),
        ("tests/bad/yaml-binary/bodies/ministry-of-bridges.yaml", "unset"),
    ],
)
def test_git_writes_line_ends_lf_and_leaves_what_is_no_text(
    tmp_path: Path, file: str, text: str
) -> None:
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    command = ["git", "check-attr", "text", "eol", "--", file]
    lines = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    found = dict(line.split(": ")[1:] for line in lines.splitlines())
    assert found["text"] == text
    assert text == "unset" or found["eol"] == "lf"
