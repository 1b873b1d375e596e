"""The commented examples are records, the files and commands that the documentation names exist,
and each module has its place in ARCHITECTURE.md.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, TINY
from tracker.cli import main
from tracker.load.loader import load
from tracker.new_commands import NEW
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


def commands_in_readme() -> list[tuple[str, str]]:
    """Each row of the table of verbs and commands in the README, and what is above it: what is run,
    and what it does.
    """
    _, _, section = (ROOT / "README.md").read_text("utf-8").partition("## Two commands\n")
    section = section.partition("\n## ")[0]
    above = re.findall(r"^(scripts/\w+) +# (.*)", section, re.MULTILINE)
    return [*above, *re.findall(r"^\| (`[^|]*`) \| (.*) \|$", section, re.MULTILINE)]


def test_the_readme_lists_each_verb_and_each_command() -> None:
    listed = " ".join(run for run, _ in commands_in_readme())
    verbs = {path.name for path in (ROOT / "scripts").iterdir() if path.is_file()}
    assert set(re.findall(r"scripts/(\w+)", listed)) == {v for v in verbs if "." not in v}
    assert set(re.findall(r"tracker (\w+)", listed)) == {*main.commands}


def test_the_readme_lists_what_can_be_new() -> None:
    (does,) = (does for run, does in commands_in_readme() if "tracker new" in run)
    assert set(NEW) <= set(re.findall(r"`(?:tracker new )?(\w+)[^`]*`", does))


def written_commands(document: str) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Each command of `tracker` in the code of a document: its name, with that of what is new, and
    the options that it is given.
    """
    text = (ROOT / document).read_text("utf-8")
    lines = [*re.findall(r"`([^`]+)`", text), *text.splitlines()]
    for line in lines:
        for call in re.findall(r"(?<![\w-])tracker (\w[^`&|#]*)", line):
            names = re.match(r"new [a-z]+(?= |$)|\w+", call)
            if names and names[0].split()[0] in main.commands:
                yield tuple(names[0].split()), set(re.findall(r"(?<!\w)--[a-z-]+", call))


COMMANDS = sorted({(name,) for name in main.commands} | {("new", kind) for kind in NEW})


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_a_command_runs_with_help_and_has_each_option_that_documents_give_it(
    names: tuple[str, ...],
) -> None:
    done = CliRunner().invoke(main, [*names, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith(f"Usage: main {' '.join(names)}")
    has = set(re.findall(r"--[a-z-]+", done.output))
    for run, does in commands_in_readme():
        of_others = re.sub(r"`(tracker|scripts/)[^`]*`", "", does)
        if run.startswith(f"`.venv/bin/tracker {' '.join(names)}"):
            assert set(re.findall(r"(?<!\w)--[a-z-]+", of_others)) <= has
    for document in DOCUMENTS:
        for named, options in written_commands(document):
            assert named != names or options <= has, (document, options - has)
