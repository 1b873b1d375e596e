"""Which files of a folder are other than when they were last looked at, without reading them: a
file that is written has another time, size or number.

Times are as exact as the file system keeps them. A file that was written just before it was looked
at may be written again within the same time and to the same size. So one that was looked at when it
was that new is compared by its bytes the next time, as git does with its index.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

COARSEST = 2_000_000_000
"""Nanoseconds between two times of the file system that keeps them least exactly, which is FAT."""

_State = tuple[Any, ...]
"""What stands for a file without its bytes."""


class SeenFiles:
    """The files of a folder at any depth, without those of one folder in it, or a single file, as
    they were last seen. `now` gives the time of the clock of the files, in nanoseconds.
    """

    def __init__(self, path: Path, now: Callable[[], int], without: str = "") -> None:
        self._path, self._now, self._without = path, now, without
        self._states: dict[str, _State] = {}
        self._new: dict[str, bytes] = {}

    def look(self) -> frozenset[str]:
        """The paths of all files that were added, written or taken away since the last time."""
        now = self._now()  # before any file is looked at
        before, states = self._states, dict(self._found())
        changed = {path for path, state in states.items() if before.get(path) != state}
        changed |= before.keys() - states.keys()
        new = {path for path, state in states.items() if _is_new(state, now)}
        digests = {path: _digest(path) for path in new | (self._new.keys() & states.keys())}
        changed |= {path for path in digests if self._new.get(path, digests[path]) != digests[path]}
        self._states, self._new = states, {path: digests[path] for path in new}
        return frozenset(changed)

    def _found(self) -> Iterator[tuple[str, _State]]:
        if self._path.is_dir():
            return _states(self._path.as_posix(), self._without)
        return iter([(self._path.as_posix(), _state(self._path.stat()))])


def _state(found: os.stat_result) -> _State:
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_mode


def _is_new(state: _State, now: int) -> bool:
    """Whether a file was written so late that its time may be that of another writing, or at a time
    that has not come.
    """
    return bool(max(state[:2]) > now - COARSEST)


def _digest(path: str) -> bytes:
    """What stands for the bytes of a file; nothing where it cannot be read."""
    with suppress(OSError), open(path, "rb") as file:
        return hashlib.blake2b(file.read(), digest_size=16).digest()
    return b""


def _states(folder: str, without: str) -> Iterator[tuple[str, _State]]:
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        path = f"{folder}/{entry.name}"  # with the slash also on Windows, as paths are compared
        with suppress(OSError):  # it is gone
            if not entry.is_dir(follow_symlinks=False):
                yield path, _state(entry.stat(follow_symlinks=False))
            elif entry.name != without:
                yield from _states(path, "")
