"""A data directory as it was at a commit → a `Dataset`. The only caller of git, which is the one on
the PATH.
"""

import subprocess
import tarfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.problems import Problem, quoted

FileChange = Literal["new", "changed", "removed"]
"""What became of a file since a commit."""
_FILE_CHANGES: Mapping[str, FileChange] = {"A": "new", "D": "removed"}


class UnreadableCommitError(Exception):
    """The data directory cannot be had as it was at a commit; says why in a sentence."""


def load_commit(directory: Path, ref: str, later: Dataset) -> tuple[Dataset, tuple[Problem, ...]]:
    """The dataset that a data directory held at a commit, which `ref` names as git does (`main`,
    `HEAD~3`, a hash), and every problem that this version has with reading it. What is withdrawn in
    `later`, which is what the directory holds now, is withdrawn in it too.

    Raises UnreadableCommitError where git has no such directory or no such commit.
    """
    files = _files_at(directory, ref)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / directory.resolve().name
        copy.mkdir()
        try:
            with tarfile.open(fileobj=BytesIO(files)) as archive:
                archive.extractall(copy, filter="data")
        except (tarfile.TarError, OSError) as error:
            message = f"the record of {quoted(ref)} cannot be unpacked: {error}"
            raise UnreadableCommitError(message) from None
        return load(copy, later)


def branch_point(directory: Path, one: str, other: str) -> str:
    """The hash of the newest commit that two commits have in common, from which they went apart.

    Raises UnreadableCommitError where git has no such directory or commit, or they have none.
    """
    checkout = _checkout(directory)[0]
    commits = _commit(checkout, one), _commit(checkout, other)
    try:
        return _git(checkout, "merge-base", *commits).decode().strip()
    except _GitError:
        message = f"{quoted(one)} and {quoted(other)} have no commit in common"
        raise UnreadableCommitError(message) from None


def changed_files(directory: Path, ref: str = "HEAD") -> frozenset[str]:
    """The files of a data directory that differ from a commit or are not in it, by the names that
    problems have for them.

    Raises UnreadableCommitError where git has no such directory or no such commit.
    """
    name = directory.resolve().name
    return frozenset(f"{name}/{path}" for path in file_changes(directory, ref))


def file_changes(directory: Path, ref: str = "HEAD") -> Mapping[str, FileChange]:
    """What became of each file of a data directory that differs from a commit, by its path in the
    directory; what git ignores is left out.

    Raises UnreadableCommitError where git has no such directory or no such commit.
    """
    commit = _commit(_checkout(directory)[0], ref)
    form = ("--name-status", "--no-renames", "--relative", "-z")
    fields = _names(_git(directory, "diff", *form, commit, "--", "."))
    changes = {
        path: _FILE_CHANGES.get(letter, "changed")
        for letter, path in zip(fields[::2], fields[1::2], strict=True)
    }
    others = _git(directory, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    for path in _names(others):
        changes[path] = "changed" if path in changes else "new"
    return changes


def _names(output: bytes) -> list[str]:
    """What git prints between zero bytes."""
    return output.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _checkout(directory: Path) -> tuple[Path, str]:
    """The checkout of git that a directory is in, and its path in it, with a slash at the end."""
    try:
        root, prefix = _git(directory, "rev-parse", "--show-toplevel", "--show-prefix").splitlines()
    except (_GitError, ValueError) as error:  # ValueError: in the folder of git itself
        message = f"{directory} is in no checkout of git: {error or 'git has no files there'}"
        raise UnreadableCommitError(message) from None
    return Path(root.decode()), prefix.decode()


def _files_at(directory: Path, ref: str) -> bytes:
    """What a data directory held at a commit, as a tar archive."""
    checkout, folder = _checkout(directory)
    commit = _commit(checkout, ref)
    try:
        return _git(checkout, "archive", "--format=tar", f"{commit}:{folder}")
    except _GitError:
        message = f"{quoted(ref)} has no folder {folder.rstrip('/')}"
        raise UnreadableCommitError(message) from None


def _commit(checkout: Path, ref: str) -> str:
    """The hash of the commit that `ref` names."""
    try:
        arguments = ("--quiet", "--verify", "--end-of-options", f"{ref}^{{commit}}")
        return _git(checkout, "rev-parse", *arguments).decode().strip()
    except _GitError:
        message = f"{quoted(ref)} is no commit of this checkout"
        if _git(checkout, "rev-parse", "--is-shallow-repository").strip() == b"true":
            message += ", which has only the newest ones; `git fetch --unshallow` brings the others"
        raise UnreadableCommitError(message) from None


class _GitError(Exception):
    """What git said when it failed."""


def _git(directory: Path, *arguments: str) -> bytes:
    """What a git command prints, run in a directory."""
    try:
        done = subprocess.run(["git", *arguments], cwd=directory, capture_output=True)
    except FileNotFoundError:
        message = "git was not found, and reads the record of a commit; install it"
        raise UnreadableCommitError(message) from None
    except ValueError as error:  # a character that no argument of a command may hold
        raise _GitError(str(error)) from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").splitlines()
        raise _GitError(lines[0] if lines else "")
    return done.stdout
