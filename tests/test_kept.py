"""What is kept on the disk: found again by the whole of what it was worked out from, never by less;
and how much work is done again for a known change.
"""

import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench_make import write_tracker
from conftest import TINY
from tracker import checking, kept
from tracker.cli import main
from tracker.kept import Kept, Memory, folder_state, program_state
from tracker.load.document_cache import DocumentCache
from tracker.load.loader import load
from tracker.problems import Problem
from tracker.schema.records import KINDS

DAY = "2026-02-01"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "data"))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_CACHE", (tmp_path / "cache").as_posix())
    return tmp_path / "cache"


def checked(data: Path, *options: str) -> tuple[int, str]:
    """How `tracker check` exits, and what it prints."""
    arguments = ["check", "--data", data.as_posix(), "--today", DAY, *options]
    done = CliRunner().invoke(main, arguments)
    return done.exit_code, done.output


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_value_is_found_by_its_name_and_its_origin_alone(tmp_path: Path) -> None:
    cache = Kept(tmp_path / "cache")
    cache.put("a", b"origin", {"b": [1, "c", b"d"]})
    assert cache.get("a", b"origin") == {"b": [1, "c", b"d"]}
    assert cache.get("a", b"another") is None
    assert cache.get("b", b"origin") is None
    assert Kept().get("a", b"origin") is None


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b"", lambda b: b[:40] + b"x" + b[41:]]
)
def test_what_was_damaged_is_as_though_it_were_not_there(
    damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    cache = Kept(tmp_path)
    cache.put("a", b"origin", ["some value"])
    (tmp_path / "a").write_bytes(damage((tmp_path / "a").read_bytes()))
    assert cache.get("a", b"origin") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Kept(tmp_path / "file")
    cache.put("a", b"origin", 1)
    assert cache.get("a", b"origin") is None


def test_what_cannot_be_put_in_its_place_is_not_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", fail)
    Kept(tmp_path).put("a", b"origin", 1)
    assert list(tmp_path.iterdir()) == []


def test_the_state_of_a_folder_is_all_that_is_in_it(data: Path) -> None:
    states = {folder_state(data)}
    record = data / "bodies" / "ferry-board.yaml"
    changes: list[Callable[[], object]] = [
        lambda: rewrite(record, "name", "nane"),
        lambda: record.rename(record.with_name("ferry.yaml")),
        lambda: (data / "empty").mkdir(),
        lambda: (data / ".hidden").write_text(""),
        lambda: (data / "published.txt").unlink(),
    ]
    for change in changes:
        change()
        states.add(folder_state(data))
    assert len(states) == 1 + len(changes)
    assert None not in states
    (data / "link").symlink_to(record)
    assert folder_state(data) is None


def test_a_memory_forgets_once_the_folder_or_the_program_is_another(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, answers = Kept(tmp_path / "cache"), count()

    def ask() -> int:
        with Memory(data, cache) as memory:
            answer: int = memory.ask("question", lambda: next(answers))
        return answer

    assert [ask(), ask()] == [0, 0]
    (data / "new").write_text("")
    assert [ask(), ask()] == [1, 1]
    monkeypatch.setattr(kept, "program_state", lambda: b"another")
    assert [ask(), ask()] == [2, 2]


def test_a_memory_keeps_nothing_of_a_folder_that_changed_meanwhile(
    data: Path, tmp_path: Path
) -> None:
    cache = Kept(tmp_path / "cache")
    with Memory(data, cache) as memory:
        memory.ask("question", lambda: (data / "new").write_text(""))
    (data / "new").unlink()
    with Memory(data, cache) as memory:
        assert memory.ask("question", lambda: "asked again") == "asked again"


def test_a_check_says_the_same_whatever_is_kept(data: Path, cache: Path) -> None:
    record = data / "bodies" / "ferry-board.yaml"
    whole = checked(data)
    assert checked(data) == whole
    rewrite(record, "name: ", "nane: ")
    broken = checked(data)
    assert broken[0] == 1
    assert checked(data) == broken
    rewrite(record, "nane: ", "name: ")
    assert checked(data) == whole
    for path in cache.iterdir():
        path.write_bytes(path.read_bytes()[::-1])
    assert checked(data) == whole
    shutil.rmtree(cache)
    assert checked(data) == whole


@pytest.mark.parametrize(
    "options", [["--release"], ["--today", "2020-01-01"], ["--warnings"], ["--since", "none"]]
)
def test_a_check_of_another_kind_or_day_has_an_answer_of_its_own(
    options: list[str], data: Path, cache: Path
) -> None:
    plain = checked(data)
    other = checked(data, *options)
    assert other != plain
    assert checked(data, *options) == other
    assert checked(data) == plain


def test_an_unchanged_record_is_not_read_again(
    data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = checked(data)
    assert sorted(path.name.partition("-")[0] for path in cache.iterdir()) == ["answers", "files"]
    monkeypatch.setattr(checking, "problems_of", None)
    assert checked(data) == before


def problems_and_work(data: Path, cache: DocumentCache) -> tuple[tuple[Problem, ...], int, int]:
    """The problems of a load, the texts that it parsed, and the models that it made."""
    parsed, validated = cache.parsed, cache.validated
    _, problems = load(data, cache=cache)
    return problems, cache.parsed - parsed, cache.validated - validated


def test_of_a_record_in_which_one_file_was_edited_one_file_is_read(data: Path) -> None:
    """What grows here is work that editors wait for."""
    cache = DocumentCache()
    files = len([*data.glob("*/*.yaml")]) + 1  # and site.yaml
    _, parsed, _ = problems_and_work(data, cache)
    assert parsed == files
    assert problems_and_work(data, cache) == ((), 0, 0)
    rewrite(data / "bodies" / "ferry-board.yaml", "summary: ", "summary: And ")
    assert problems_and_work(data, cache) == ((), 1, 1)
    from_disk = DocumentCache(cache.values)
    assert problems_and_work(data, from_disk)[:2] == ((), 0)


def test_what_was_read_before_is_the_same_as_what_is_read_now(data: Path) -> None:
    cache = DocumentCache()
    load(data, cache=cache)
    rewrite(data / "bodies" / "ferry-board.yaml", "summary: ", "summary: And ")
    record = data / "recommendations" / "bridge-01.yaml"
    rewrite(record, "title: ", "titel: ")
    again, problems = load(data, cache=cache)
    anew, same_problems = load(data)
    assert problems == same_problems != ()
    assert [*again.records()] == [*anew.records()]
    assert again.vocabulary == anew.vocabulary
    assert {key: document.positions for key, document in again.documents.items()} == {
        key: document.positions for key, document in anew.documents.items()
    }


def test_a_record_that_takes_the_file_of_another_has_its_id(data: Path) -> None:
    cache = DocumentCache()
    load(data, cache=cache)
    record = data / "services" / "bridge-line.yaml"
    record.rename(record.with_name("other-line.yaml"))
    assert [*load(data, cache=cache)[0].services] == [*load(data)[0].services]
    assert load(data, cache=cache)[0].services["other-line"].id == "other-line"


def test_a_cache_forgets_what_no_file_has(data: Path) -> None:
    cache = DocumentCache()
    load(data, cache=cache)
    (data / "services" / "bridge-line.yaml").unlink()
    before = len(cache.values)
    load(data, cache=cache)
    assert len(cache.values) == before - 1


def test_the_program_is_another_once_its_code_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = program_state.__wrapped__
    (tmp_path / "a.py").write_text("1")
    monkeypatch.setattr(kept, "PACKAGE", tmp_path)
    before = state()
    assert state() == before
    (tmp_path / "a.py").write_text("2")
    assert state() != before


def test_what_lies_beside_the_program_for_a_moment_is_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark of an editor that has a file open, and bytecode that is being written."""
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "a.py").write_text("1")
    monkeypatch.setattr(kept, "PACKAGE", tmp_path)
    before = program_state.__wrapped__()
    (tmp_path / ".#a.py").symlink_to("somebody@somewhere.1")
    (tmp_path / "__pycache__" / "a.cpython-311.pyc.140234").write_text("half")
    assert program_state.__wrapped__() == before


@pytest.mark.parametrize("more", [0, 5, 21, 30])
def test_a_tracker_of_any_size_is_made_of_another(more: int, tmp_path: Path) -> None:
    size = sum(len([*(TINY / kind.folder).glob("*.yaml")]) for kind in KINDS)
    write_tracker(TINY, size + more, tmp_path / "data")
    assert checked(tmp_path / "data") == (0, f"{size + more} records, no problems\n")
    write_tracker(TINY, size + more, tmp_path / "again" / "data")
    files = {p.relative_to(tmp_path / "data"): p for p in (tmp_path / "data").rglob("*.*")}
    assert sum(path.parent.name in {k.folder for k in KINDS} for path in files) == size + more
    for name, path in files.items():
        assert path.read_bytes() == (tmp_path / "again" / "data" / name).read_bytes()
