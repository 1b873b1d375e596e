"""Which files changed is seen without reading them, and also where their times do not show it."""

import os
from pathlib import Path

import pytest

from tracker.load.document_cache import DocumentCache
from tracker.load.loader import load
from tracker.load.seen_files import COARSEST, SeenFiles

HOUR = 3600 * 1_000_000_000


def write_at(path: Path, text: str, time: int) -> None:
    """Writes into a file without making a new one, at a time that it then has."""
    path.write_text(text, "utf-8")
    os.utime(path, ns=(time, time))


def seen(folder: Path, now: int, monkeypatch: pytest.MonkeyPatch) -> SeenFiles:
    """The files of a folder of a file system that keeps no time but that of writing."""
    monkeypatch.setattr(
        "tracker.load.seen_files._state",
        lambda found: (found.st_mtime_ns, found.st_mtime_ns, found.st_size, found.st_ino),
    )
    return SeenFiles(folder, lambda: now, without="left-out")


def test_what_was_added_written_or_taken_away_has_changed(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "left-out").mkdir()
    a, b, inner = tmp_path / "a", tmp_path / "b", tmp_path / "inner" / "c"
    files = SeenFiles(tmp_path, lambda: 2**63, without="left-out")
    a.write_text("1")
    inner.write_text("1")
    assert files.look() == {str(a), str(inner)}
    assert files.look() == set()
    b.write_text("1")
    a.write_text("22")
    inner.unlink()
    (tmp_path / "left-out" / "d").write_text("1")
    assert files.look() == {str(a), str(b), str(inner)}
    assert files.look() == set()


def test_a_file_that_is_written_twice_within_one_time_has_changed_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, now = tmp_path / "a", 10 * HOUR
    files = seen(tmp_path, now, monkeypatch)
    write_at(path, "1", now)
    assert files.look() == {str(path)}
    assert files.look() == set()
    write_at(path, "2", now)
    assert files.look() == {str(path)}


def test_a_file_from_a_time_that_has_not_come_is_compared_by_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, now = tmp_path / "a", 10 * HOUR
    files = seen(tmp_path, now, monkeypatch)
    write_at(path, "1", now + HOUR)
    files.look()
    write_at(path, "2", now + HOUR)
    assert files.look() == {str(path)}


def test_what_was_written_long_ago_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 10 * HOUR
    files = seen(tmp_path, now, monkeypatch)
    write_at(tmp_path / "old", "1", now - COARSEST)
    write_at(tmp_path / "new", "1", now - COARSEST + 1)
    files.look()
    assert set(files._new) == {str(tmp_path / "new")}


def test_a_single_file_is_followed_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("1")
    files = SeenFiles(path, lambda: 2**63)
    assert files.look() == {str(path)}
    path.write_text("22")
    assert files.look() == {str(path)}


def test_a_file_that_is_known_to_be_unchanged_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bodies").mkdir()
    body = tmp_path / "bodies" / "a.yaml"
    body.write_text("name: A\n")
    cache, opened = DocumentCache(), []
    read_text = load.__globals__["read_text"]

    def counted(path: Path, *rest: object, **named: object) -> str:
        opened.append(path.name)
        return str(read_text(path, *rest, **named))

    monkeypatch.setattr("tracker.load.loader.read_text", counted)
    for changed, is_read in ((), True), ((), False), ((body.as_posix(),), True), ((), False):
        cache.forget(changed)
        load(tmp_path, cache=cache)
        assert ("a.yaml" in opened) == is_read
        opened.clear()
    untold = DocumentCache()
    for _ in range(2):
        load(tmp_path, cache=untold)
    assert opened.count("a.yaml") == 2
