"""A file is put in its place whole: killed at any moment, on a full disk or in a folder that may
not be written, it is as it was, or as it should be.
"""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from tracker.edit.atomic_files import CannotBeWrittenError, create_file, replace_file
from tracker.load.loader import hidden_left_overs

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from tracker.edit import atomic_files
calls = 0
def hook(event, arguments):
    global calls
    if event in ("open", "os.rename", "os.link", "os.remove", "os.chmod") or event == "fsync":
        if sys.argv[2] in str(arguments[0]):
            calls += 1
            if calls == int(sys.argv[4]):
                os.kill(os.getpid(), signal.SIGKILL)
flush = os.fsync
os.fsync = lambda descriptor: (hook("fsync", (sys.argv[2],)), flush(descriptor))[1]
sys.addaudithook(hook)
getattr(atomic_files, sys.argv[1])(Path(sys.argv[3]), b"new " * 5000)
"""
"""Writes a file and is killed before the n-th of its calls that touch a file with its name."""


@pytest.mark.parametrize("is_new", [False, True])
def test_killed_before_any_of_its_calls_it_leaves_the_old_or_the_new(
    tmp_path: Path, is_new: bool
) -> None:
    path, old, new = tmp_path / "record.yaml", b"old", b"new " * 5000
    seen = []
    for call in range(1, 20):
        path.unlink() if is_new and path.exists() else is_new or path.write_bytes(old)
        function = "create_file" if is_new else "replace_file"
        command = [sys.executable, "-c", KILLED_AT, function, path.name, str(path), str(call)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
        code = subprocess.run(command, env=environment, check=False).returncode
        seen.append(path.read_bytes() if path.exists() else None)
        assert seen[-1] in ((None if is_new else old), new)
        if code != -signal.SIGKILL:
            break
    assert code == 0
    assert len(seen) >= 4
    assert (seen[0], seen[-1]) == ((None if is_new else old), new)


def test_what_a_killed_program_left_is_named_by_the_check(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    command = [sys.executable, "-c", KILLED_AT, "create_file", path.name, str(path), "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    subprocess.run(command, env=environment, check=False)
    (problem,) = hidden_left_overs(tmp_path)
    assert "a program left it here; delete it" in problem.message


def test_it_keeps_the_mode_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text("old", "utf-8")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_that_is_there_is_never_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text("old", "utf-8")
    with pytest.raises(CannotBeWrittenError, match=r"record\.yaml cannot be written \(File exists"):
        create_file(path, b"new")
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (b"old", [path])


def _fails(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("write", [replace_file, create_file])
@pytest.mark.parametrize(
    ("call", "number"),
    [
        ("os.fsync", errno.ENOSPC),
        ("builtins.open", errno.EACCES),
        ("pathlib.Path.replace", errno.EROFS),
    ],
)
def test_a_failure_is_a_sentence_and_leaves_the_file_as_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path, bytes], None],
    call: str,
    number: int,
) -> None:
    path = tmp_path / "record.yaml"
    if write is replace_file:
        path.write_bytes(b"old")
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    monkeypatch.setattr(call, _fails(number))
    monkeypatch.setattr("os.link", _fails(errno.EPERM))
    with pytest.raises(CannotBeWrittenError, match=os.strerror(number)):
        write(path, b"new")
    monkeypatch.undo()
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
