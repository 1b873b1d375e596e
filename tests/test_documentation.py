"""The commented examples are records, the files and commands that the documentation names exist,
and each module has its place in ARCHITECTURE.md.
"""

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, TINY
from tracker.load.loader import load
from tracker.problems import Problem
from tracker.schema.records import KINDS

PACKAGE = ROOT / "scripts" / "tracker"
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")
EXAMPLES = re.findall(
    r"^`(data/[^`]+)`\n\n```yaml\n(.*?)```$",
    (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)


def problems_with(data: Path, name: str, example: str) -> tuple[Problem, ...]:
    """What is wrong with a record of this name, of a vocabulary with one entry more, as it stands
    in the tiny dataset. What it leads to need not be there.
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
    folders = {Path(name).parent.name for name, _ in EXAMPLES}
    assert {kind.folder for kind in KINDS} < folders


def code_spans(document: str) -> list[str]:
    """What stands between backticks in a Markdown document, without its blocks of code."""
    text = re.sub(r"^```.*?^```$", "", (ROOT / document).read_text("utf-8"), flags=re.M | re.S)
    return re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_verb_that_is_named_exists(document: str) -> None:
    """A path with a blank to fill in, such as `tests/bad/<rule>/`, is left out."""
    words = {span.split()[0] for span in code_spans(document)}
    for path in sorted(w for w in words if re.fullmatch(r"(scripts|tests|docs)/[\w./-]*", w)):
        assert (ROOT / path).exists(), path
        if (ROOT / path).is_file() and not Path(path).suffix:
            assert (ROOT / path).stat().st_mode & 0o111, f"{path} cannot be run"


def test_every_module_has_its_place_in_the_architecture() -> None:
    modules = {path.stem for path in PACKAGE.rglob("*.py") if not path.stem.startswith("__")}
    documented = {span.removesuffix(".py") for span in code_spans("ARCHITECTURE.md")}
    assert sorted(modules - documented) == []


def test_every_name_in_the_architecture_is_a_name_in_the_code() -> None:
    sources = [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "tests").glob("*.py")]
    code = {word for path in sources for word in re.findall(r"\w+", path.read_text("utf-8"))}
    names = {span for span in code_spans("ARCHITECTURE.md") if re.fullmatch(r"\w+", span)}
    assert sorted(names - code) == []
