"""What was worked out before, kept in a folder of the disk so that it is not worked out again.

The folder may be deleted at any moment, and nothing in it is trusted: what is kept is found again
only by the whole of what it was worked out from, the code and the versions of its libraries
included, and what was damaged is as though it were not there. It holds plain values and no code.
"""

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

PACKAGE = Path(__file__).parent
SIZE = 16
"""The length of a digest of a content, in bytes."""
_DIGEST_SIZE = 32


@dataclass(frozen=True)
class Kept:
    """A folder of kept values, each under a name; None where nothing is kept."""

    folder: Path | None = None

    def get(self, name: str, origin: bytes) -> Any:
        """The value under a name, worked out from `origin`; None where there is none."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        mark, value = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
        return marshal.loads(value) if mark == _mark(value, origin) else None

    def put(self, name: str, origin: bytes, value: Any) -> None:
        """Keeps a value of plain dicts, lists, tuples, texts, bytes and numbers in place of the
        one under its name. Where it cannot be written, nothing is kept.
        """
        if self.folder is None:
            return
        data = marshal.dumps(value)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=f"{name}.", delete=False) as file:
                path = Path(file.name)
            try:
                path.write_bytes(_mark(data, origin) + data)
                os.replace(path, self.folder / name)
            finally:
                path.unlink(missing_ok=True)


NOTHING_KEPT = Kept()


def _mark(value: bytes, origin: bytes) -> bytes:
    """What stands before a value: only the same bytes from the same origin have it."""
    start = hashlib.blake2b(origin, digest_size=_DIGEST_SIZE).digest()
    return hashlib.blake2b(value, key=start, digest_size=_DIGEST_SIZE).digest()


class Memory:
    """What was asked about a folder and answered, as long as neither anything in the folder nor the
    program is another. Used with `with`; what is new is kept at the end, unless somebody changed
    the folder meanwhile.
    """

    def __init__(self, folder: Path, kept: Kept) -> None:
        self._folder, self._kept = folder, kept
        self._name = f"answers-{folder_name(folder)}"
        self._state = folder_state(folder) if kept.folder else None
        self._origin = program_state() + self._state if self._state else b""
        self._before: dict[str, Any] = (self._state and kept.get(self._name, self._origin)) or {}
        self._answers = dict(self._before)

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        is_new = self._state is not None and self._answers != self._before
        if is_new and not failure and folder_state(self._folder) == self._state:
            self._kept.put(self._name, self._origin, self._answers)

    def ask(self, question: str, answer: Callable[[], Any]) -> Any:
        """The answer to a question about the folder, worked out where it was not asked before. It
        follows from the question, the folder and the program alone.
        """
        if question not in self._answers:
            self._answers[question] = answer()
        return self._answers[question]


def kept_values(environment: Mapping[str, str]) -> Kept:
    """What is kept in the folder that TRACKER_CACHE names, `.cache` in the checkout where it is
    not set; nothing where it is empty.
    """
    folder = environment.get("TRACKER_CACHE", str(PACKAGE.parent.parent / ".cache"))
    return Kept(Path(folder) if folder else None)


@cache
def program_state() -> bytes:
    """What stands for the program: its own code with what lies beside it, that of Python, and the
    versions of the libraries beside it.
    """
    return _program_state()


def _program_state() -> bytes:
    digest = hashlib.blake2b(f"{sys.version}\0{PACKAGE}".encode())
    for name, entry in sorted(file_entries(PACKAGE.as_posix())):
        if "__pycache__" not in name and entry.is_file(follow_symlinks=False):
            with open(entry, "rb") as file:
                digest.update(f"\0{name}\0".encode() + file.read())
    for folder in sys.path:
        with suppress(OSError):
            names = (name for name in os.listdir(folder or ".") if name.endswith("-info"))
            digest.update("\0".join(sorted(names)).encode())
    return digest.digest()


def build_state(
    checkout: Path, data: Path, environment: object, builder: str, variables: Mapping[str, str]
) -> bytes | None:
    """What stands for all that a site is made of beside its record: the program, the theme, the
    pages written by hand, where the record lies, and what the run is given, by its environment and
    by variables. None where that cannot be told.
    """
    checkout = checkout.resolve()
    given = str(data.resolve()), environment, builder, variables.get("TRACKER_PDF")
    folders = [folder_state(checkout / name) for name in ("docs", "scripts/theme")]
    scripts = sorted(path for path in (checkout / "scripts").glob("*.py") if path.is_file())
    files = [checkout / "mkdocs.yml", *scripts]
    contents = [path.read_bytes() for path in files]
    if None in folders:
        return None
    whole = repr((_program_state(), folders, files, contents, given)).encode()
    return hashlib.blake2b(whole).digest()


def folder_name(folder: Path) -> str:
    """A name for what is kept of a folder, by its place."""
    return hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=8).hexdigest()


def folder_state(folder: Path) -> bytes | None:
    """What stands for all that is in a folder, and for its place; None where something in it is no
    plain file or cannot be read.
    """
    state = contents_state(folder)
    return state and hashlib.blake2b(os.fsencode(folder.resolve()) + b"\0" + state).digest()


def contents_state(folder: Path) -> bytes | None:
    """The same, but for its place."""
    digest = hashlib.blake2b()
    try:
        for name, content in _contents(os.fsencode(folder)):
            digest.update(b"\0%b\0%d\0%b" % (name, len(content), content))
    except (OSError, _NoPlainFileError):
        return None
    return digest.digest()


class _NoPlainFileError(Exception):
    """A folder holds a link, or something else that is neither a folder nor a plain file."""


def _contents(folder: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and the content of each file in a folder, at any depth; a folder inside it, with its
    files before its name, has none.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _contents(entry.path)
            yield entry.name + b"/", b""
        elif entry.is_file(follow_symlinks=False):
            with open(entry.path, "rb") as file:
                yield entry.name, file.read()
        else:
            raise _NoPlainFileError


DIGEST_OF = "digest of"
"""In the metadata of a field of a dataclass: the attribute by which a build that keeps anything
knows the value, in place of the field itself.
"""


def content_digest(content: bytes) -> bytes:
    """What stands for a content."""
    return hashlib.blake2b(content, digest_size=SIZE).digest()


def file_entries(folder: str, before: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file in a folder, at any depth, with its path in it; none where there is no folder."""
    with suppress(FileNotFoundError), os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from file_entries(entry.path, f"{before}{entry.name}/")
            else:
                yield f"{before}{entry.name}", entry
