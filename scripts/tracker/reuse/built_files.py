"""The files of a folder that a build writes, of which most are as they were: those that lie there
from an earlier build, and those of the last one, which are put there too.

A file is known by what the disk says of it: once somebody has written it, its time of change is
another, which nobody can set.
"""

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from struct import Struct

from tracker.kept import content_digest, file_entries

_STATE = Struct("5q")


def file_states(folder: Path) -> dict[str, bytes]:
    """What the disk says of each file in a folder, by its path in it."""
    return {
        path: _state(entry.stat(follow_symlinks=False))
        for path, entry in file_entries(folder.as_posix())
    }


def _state(seen: os.stat_result) -> bytes:
    times = seen.st_mtime_ns, seen.st_ctime_ns
    return _STATE.pack(seen.st_mode, seen.st_size, *times, seen.st_ino)


def write_file(path: str, content: bytes) -> None:
    """Writes a file. Most have a folder already: it is made where it is missed."""
    try:
        with open(path, "wb") as file:
            file.write(content)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_file(path, content)


@dataclass
class BuiltFiles:
    """The files of a new folder, where some may lie already, and the folder of the last build, if
    there is one. `digests` are those that are known, each by what the disk says of its file.

    No file is written into, for it may be one of the last build as well: it is replaced.
    """

    folder: Path = Path()
    last: Path | None = None
    digests: Mapping[bytes, bytes] = field(default_factory=dict)
    placed: dict[str, bytes] = field(default_factory=dict)
    """The digest of each file that is in its place."""
    _there: dict[str, bytes] = field(default_factory=dict)

    def begin(self, paths: Collection[str]) -> None:
        """Takes away what lies there, but for known files at some paths."""
        self._there = file_states(self.folder)
        for path, state in [*self._there.items()]:
            if state not in self.digests or path not in paths:
                self.clear(path)

    def clear(self, path: str) -> None:
        """Takes away the file at a path, if there is one, with the folders that are then empty."""
        if not (self._there.pop(path, b"") or self.placed.pop(path, b"")):
            return
        with suppress(OSError):  # until one is not empty
            os.unlink(self.folder / path)
            for parent in Path(path).parents[:-1]:
                os.rmdir(self.folder / parent)

    def note(self, path: str, content: bytes) -> bytes:
        """Notes that a file is written, and gives its digest."""
        digest = self.placed[path] = content_digest(content)
        return digest

    def place(self, path: str, digest: bytes) -> bool:
        """Puts the file of a digest at a path, where it lies there or in the last folder."""
        if self.digests.get(self._there.get(path, b"")) != digest and not self._bring(path, digest):
            return False
        self.placed[path] = digest
        return True

    def _bring(self, path: str, digest: bytes) -> bool:
        if not self.last:
            return False
        source = f"{self.last}/{path}"
        with suppress(OSError):  # the file is not there, or a link cannot be
            if self.digests.get(_state(os.lstat(source))) == digest:
                self._link(source, path)
                return True
        with suppress(OSError), open(source, "rb") as file:
            content = file.read()
            if content_digest(content) == digest:
                self.clear(path)
                write_file(f"{self.folder}/{path}", content)
                return True
        return False

    def _link(self, source: str, path: str) -> None:
        self.clear(path)
        target = f"{self.folder}/{path}"
        try:
            os.link(source, target)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.link(source, target)
