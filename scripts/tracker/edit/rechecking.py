"""The check that runs beside a preview, in a process of its own: again and again, of one record."""

import os
import signal
from datetime import date
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread

from tracker.edit.named_files import SCHEMA_FOLDER
from tracker.edit.schema_files import write_ids
from tracker.environment import clock
from tracker.load.document_cache import DocumentCache
from tracker.load.loader import load
from tracker.load.seen_files import SeenFiles
from tracker.problems import Problem
from tracker.rules import check

_cache = DocumentCache()
_seen: dict[Path, SeenFiles] = {}


def end_with_preview() -> None:
    """Has this process end with the preview that began it, and not before it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    preview = parent_process()
    if preview:
        preview.join()
        os._exit(0)


def recheck(directory: Path, today: date) -> tuple[Problem, ...]:
    """Every problem of the record in a directory, in order of place. Of what was read before, only
    what changed is read. Where there is no problem, the ids that a field may name are written, for
    who edits the record.
    """
    seen = _seen.setdefault(directory, SeenFiles(directory, clock, without=SCHEMA_FOLDER))
    _cache.forget(seen.look())
    dataset, problems = load(directory, cache=_cache)
    problems = tuple(sorted((*problems, *check(dataset, today))))
    if not problems:
        write_ids(directory, dataset)
    return problems
