"""What an editor on Windows relies on, as far as another system shows it: encodings, line ends, the
signs between folders, and that nothing is imported which Windows has not.
"""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, TINY
from tracker.cli import main

SOURCES = sorted((ROOT / "scripts").rglob("*.py"))
CP1252 = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "data"))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """The calls in a file by the last name of what is called."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else None
            yield name or (node.func.id if isinstance(node.func, ast.Name) else ""), node


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_text_is_read_or_written_in_the_encoding_of_the_system(path: Path) -> None:
    for name, call in calls(path):
        words = {keyword.arg for keyword in call.keywords}
        where = f"{path.name}:{call.lineno}"
        if name == "write_text":
            assert "encoding" in words or len(call.args) > 1, where
        elif name == "open" and isinstance(call.func, ast.Name):
            binary = len(call.args) > 1 and "b" in ast.unparse(call.args[1])
            assert binary or "encoding" in words, where
        elif name == "read_text":
            assert "encoding" in words or call.args, where
        elif name in {"run", "Popen", "check_output"}:
            assert not words & {"text", "universal_newlines"} or "encoding" in words, where


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_is_imported_that_windows_has_not(path: Path) -> None:
    """`scripts/setup` has its lock of a checkout, and is no Python."""
    found = re.findall(r"^\s*(?:from|import) (\w+)", path.read_text("utf-8"), re.MULTILINE)
    assert {*found} & {"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty"} == set()


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_message_comes_whole_where_the_output_has_few_letters(data: Path, form: str) -> None:
    body = data / "bodies" / "ferry-board.yaml"
    body.write_text(body.read_text("utf-8").replace("Ferry Board", "\u0141\ufb03 Board"), "utf-8")
    command = [sys.executable, "-m", "tracker", "check", "--data", data.as_posix()]
    done = subprocess.run(
        [*command, "--today", "2026-02-01", "--format", form],
        env={**CP1252, "PYTHONPATH": (ROOT / "scripts").as_posix(), "TRACKER_CACHE": ""},
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    assert b"\\ufb03" in done.stdout


def test_line_ends_of_windows_are_read(data: Path) -> None:
    before = CliRunner().invoke(main, ["check", "--data", data.as_posix(), "--in-full"])
    for path in data.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    after = CliRunner().invoke(main, ["check", "--data", data.as_posix(), "--in-full"])
    assert (after.exit_code, after.output) == (0, before.output)


def test_a_schema_with_line_ends_of_windows_is_current(data: Path) -> None:
    assert CliRunner().invoke(main, ["schema", "--data", data.as_posix()]).exit_code == 0
    for path in (data / "schema").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    done = CliRunner().invoke(main, ["schema", "--check", "--data", data.as_posix()])
    assert (done.exit_code, done.output) == (0, "")


def test_a_record_can_be_named_as_windows_completes_its_path(data: Path) -> None:
    name = f"{data.as_posix()}/bodies/none.yaml".replace("/", "\\")
    done = CliRunner().invoke(main, ["withdraw", "--data", data.as_posix(), name])
    assert (done.exit_code, "'bodies/none' is no record" in done.output) == (2, True)


def test_what_the_guide_gives_for_windows_is_there() -> None:
    """Beside each command of `.venv`, the script or the lock file that it names."""
    (block,) = re.findall(
        r"^```bat\n(.*?)^```$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.M | re.S
    )
    named = re.findall(r"scripts\\[\w.]+|requirements\S*\.lock", block)
    assert "requirements.lock" in named
    assert [name for name in named if not (ROOT / name.replace("\\", "/")).is_file()] == []
    commands = re.findall(r"^\.venv\\Scripts\\tracker (\w+)", block, re.MULTILINE)
    assert {*commands} - {"fmt", "new"} == {"check", "schema"}
