"""Which files of a record an editor names, and when they change."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tracker.load.seen_files import SeenFiles
from tracker.problems import quoted

SCHEMA_FOLDER = "schema"
"""The folder of a data directory that holds what is written for tools, and no record."""


class OutsideTheRecordError(ValueError):
    """A path is no file of the record; the message is a sentence that says so."""


def files_named(data: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    """The files that paths name, as problems name them, without repetition: `data/bodies/a.yaml`. A
    folder stands for every file in it. Each path is one from where the command runs.

    Raises OutsideTheRecordError.
    """
    root = Path(os.path.abspath(data))
    found: dict[str, None] = {}
    for path in paths:
        file = Path(os.path.abspath(path))
        if not file.is_relative_to(root):
            message = f"{quoted(path.as_posix())} is not in {quoted(data.as_posix())}"
            meant = sorted(root.glob(f"*/{path.name}.yaml")) if path.name == str(path) else []
            hint = f"; did you mean {quoted(data / meant[0].relative_to(root))}?" if meant else ""
            raise OutsideTheRecordError(f"{message}, the folder of the record{hint}")
        if not os.path.lexists(file):
            raise OutsideTheRecordError(f"{quoted(path.as_posix())} is not there")
        files = (f for f in file.rglob("*") if not f.is_dir()) if file.is_dir() else (file,)
        name = data.resolve().name
        found.update({f"{name}/{f.relative_to(root).as_posix()}": None for f in files})
    return tuple(sorted(found))


def after_changes(data: Path, now: Callable[[], int], moments: Iterable[None]) -> Iterator[None]:
    """The first of some moments, and each after which the files of a record are others than at the
    moment before. What is written for tools counts for nothing. `now` gives the time of the clock
    of the files, in nanoseconds.
    """
    files = SeenFiles(data, now, without=SCHEMA_FOLDER)
    for number, moment in enumerate(moments):
        if files.look() or number == 0:
            yield moment
