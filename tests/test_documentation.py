"""The papers say what is so: the commented examples are records, the commands exist."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, TINY
from tracker.load.loader import load
from tracker.problems import Problem
from tracker.schema.records import KINDS

EXAMPLES = re.findall(
    r"^`(data/[^`]+)`\n\n```yaml\n(.*?)```$",
    (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)


def problems_with(data: Path, name: str, example: str) -> tuple[Problem, ...]:
    """What is wrong with a record of this name, of a vocabulary with one entry more, as it stands
    in the tiny tracker. What it leads to need not be there.
    """
    shutil.copytree(TINY, data)
    file = data / Path(name).relative_to("data")
    before = file.read_text("utf-8") if file.parent.name == "vocabulary" else ""
    file.write_text(before + example, "utf-8")
    return load(data)[1]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_a_commented_example_has_the_fields_of_its_kind(
    name: str, example: str, tmp_path: Path
) -> None:
    assert problems_with(tmp_path / "data", name, example) == ()
    indent = "  " if name.startswith("data/vocabulary/") else ""
    misspelt = f"{example.rstrip()}\n{indent}spelt_wrong: so\n"
    assert problems_with(tmp_path / "wrong" / "data", name, misspelt) != ()


def test_every_kind_has_its_commented_example() -> None:
    shown = {Path(name).parent.name for name, _ in EXAMPLES}
    assert {kind.folder for kind in KINDS} < shown


def test_the_verbs_that_the_papers_name_exist() -> None:
    for paper in ("README.md", "CONTRIBUTING.md"):
        for verb in re.findall(r"`(scripts/[a-z]+)\b[^/`]*`", (ROOT / paper).read_text("utf-8")):
            if not (ROOT / verb).is_dir():
                assert (ROOT / verb).stat().st_mode & 0o111, verb


def test_the_lock_files_hold_no_address_of_a_registry() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        assert "//" not in (ROOT / name).read_text("utf-8")
