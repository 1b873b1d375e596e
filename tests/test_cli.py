"""The command line: one line a problem, the exit status, and never a traceback."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, TINY
from tracker.cli import main

BODY = "bodies/ministry-of-bridges.yaml"


@dataclass
class Done:
    """What a command gave: its exit status, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str | Path) -> Done:
    """A command, in this process. An exception that it does not handle fails the test."""
    try:
        done = CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)
    finally:
        gc.enable()  # a command that ends with its process needs no collection; this one goes on
    return Done(done.exit_code, done.stdout, done.stderr)


def test_a_command_can_be_run_as_a_module() -> None:
    arguments = ["check", "--data", TINY.as_posix(), "--today", "2026-02-01"]
    command = [sys.executable, "-m", "tracker", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert (done.returncode, done.stderr) == (0, "21 records, no problems\n")


def test_a_clean_record_exits_0() -> None:
    done = run("check", "--data", TINY, "--today", "2026-02-01")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        "21 records, no problems\n",
    )


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (["check", "--data", TINY], set()),
        (["ids", "--data", TINY], set()),
        (["schema", "--check", "--data", TINY], set()),
        (["crawl", ROOT / "docs"], {"pydantic", "yaml", "tracker.schema"}),
    ],
)
def test_a_command_imports_no_library_of_another(
    arguments: list[str | Path], unused: set[str]
) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "tracker", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {"click", "tracker.problems"} < imported
    outputs = {"tracker.outputs", "tracker.render", "tracker.site"}
    libraries = {"jinja2", "PIL", "icalendar", "sqlite3", "mkdocs", "pagefind"}
    assert imported & (outputs | libraries | unused) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--data", "nowhere"],
        ["check", "--data", TINY / "site.yaml"],
        ["check", "--today", "tomorrow"],
        ["check", "--today", "9999-12-31"],
        ["check", "--tomorrow"],
        ["chek"],
        ["crawl", "nowhere"],
        ["render", "--data", TINY],
    ],
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def deep(data: Path) -> None:
    (data / BODY).write_text("name: " + "[" * 20_000)


def ten_megabytes(data: Path) -> None:
    (data / BODY).write_text("name: " + "x" * 10_000_000)


def link_out(data: Path) -> None:
    (data / BODY).unlink()
    (data / BODY).symlink_to("/etc/hostname")


def loop(data: Path) -> None:
    (data / BODY).unlink()
    (data / BODY).symlink_to(data / BODY)


def folder(data: Path) -> None:
    (data / BODY).unlink()
    (data / BODY).mkdir()


def pipe(data: Path) -> None:
    (data / BODY).unlink()
    os.mkfifo(data / BODY)


def no_site(data: Path) -> None:
    (data / "site.yaml").unlink()


def no_labels(data: Path) -> None:
    (data / "vocabulary" / "labels.yaml").unlink()


def nothing_at_all(data: Path) -> None:
    shutil.rmtree(data)
    data.mkdir()


def binary_list(data: Path) -> None:
    (data / "published.txt").write_bytes(b"\xff\xfe\x00")


def list_that_leads_out(data: Path) -> None:
    (data / "published.txt").unlink()
    (data / "published.txt").symlink_to("/etc/passwd")


def no_folder(data: Path) -> None:
    shutil.rmtree(data / "services")


FAULTS = [
    (deep, "ministry-of-bridges.yaml:1:18: is nested deeper than 12; no record is"),
    (ten_megabytes, "ministry-of-bridges.yaml:1:1: holds 10,000,006 bytes; a record has at most"),
    (link_out, "ministry-of-bridges.yaml:1:1: is a symbolic link; put the file itself here"),
    (loop, "ministry-of-bridges.yaml:1:1: "),
    (folder, "ministry-of-bridges.yaml:1:1: is a folder; a record is a file"),
    (pipe, "ministry-of-bridges.yaml:1:1: is not a file that can be read"),
    (no_site, "data/site.yaml:1:1: is missing; put it back"),
    (no_labels, "data/vocabulary/labels.yaml:1:1: is missing; put it back"),
    (nothing_at_all, "data/vocabulary/words.yaml:1:1: is missing; put it back"),
    (binary_list, "data/published.txt:1:1: is UTF-16, not UTF-8; save it as UTF-8"),
    (list_that_leads_out, "data/published.txt:1:1: is a symbolic link"),
    (no_folder, "data/services:1:1: is not a folder; it holds every service"),
]


@pytest.mark.parametrize(("fault", "says"), FAULTS, ids=[fault.__name__ for fault, _ in FAULTS])
def test_no_input_gives_a_traceback_or_a_hang(
    fault: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    fault(data)
    done = run("check", "--data", data, "--today", "2026-02-01")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert says in done.stdout
    for line in done.stdout.splitlines():
        assert line.startswith("data/"), line


@pytest.mark.parametrize("command", sorted(set(main.commands) - {"crawl"}))
def test_every_command_that_reads_a_record_is_told_which(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By --data, or by TRACKER_DATA, before which --data goes."""
    broken, unread = tmp_path / "broken", tmp_path / "unread"
    for data in (broken, unread):
        shutil.copytree(TINY, data)
        no_site(data)
    needed: dict[str, list[str | Path]] = {
        "withdraw": ["bodies/none"],
        "render": ["--to", tmp_path / "out"],
    }
    more = needed.get(command, [])
    given = run(command, *more, "--data", broken)
    monkeypatch.setenv("TRACKER_DATA", broken.as_posix())
    named = run(command, *more)
    assert (named.returncode, named.stdout) == (given.returncode, given.stdout) != (0, "")
    monkeypatch.setenv("TRACKER_DATA", unread.as_posix())
    both = run(command, *more, "--data", broken)
    assert (both.returncode, both.stdout, both.stderr) == (
        given.returncode,
        given.stdout,
        given.stderr,
    )


def test_render_writes_pages_and_nothing_when_the_record_is_bad(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("render", "--data", TINY, "--today", "2026-02-01", "--to", out).returncode == 0
    assert (out / "recommendations" / "bridge-01" / "index.html").is_file()
    shutil.rmtree(out)
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    no_site(data)
    assert run("render", "--data", data, "--to", out).returncode == 1
    assert not out.exists()


def test_render_makes_what_is_asked_for_and_nothing_else(tmp_path: Path) -> None:
    asked = ["bodies/ferry-board/", "data/bodies.csv"]
    options: list[str | Path] = ["--data", TINY, "--today", "2026-02-01", "--to", tmp_path]
    assert run("render", *options, *asked).returncode == 0
    written = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert written == {"bodies/ferry-board/index.html", "data/bodies.csv"}
    done = run("render", *options, "bodies/fery-board/")
    says = "'bodies/fery-board/' is no path of the site; did you mean 'bodies/ferry-board/'?"
    assert (done.returncode, says in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [["forms", "--data", TINY, "--to"], ["render", "--data", TINY, "--to"]],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_folder_that_cannot_be_made_is_a_sentence(
    arguments: list[str | Path], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    done = run(*arguments, tmp_path / "file" / "inside")
    assert (done.returncode, "cannot be read or written (" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


def test_schema_writes_what_it_checks(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    done = run("schema", "--check", "--data", data)
    assert done.returncode == 1
    missing = "data/schema/audiences.json:1:1: is missing; run .venv/bin/tracker schema"
    assert done.stdout.splitlines()[0] == missing
    assert not (data / "schema").exists()
    done = run("schema", "--data", data)
    assert done.returncode == 0
    written = {path.as_posix() for path in (data / "schema").iterdir()}
    assert set(done.stdout.splitlines()) == written
    done = run("schema", "--check", "--data", data)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert run("check", "--data", data, "--today", "2026-02-01").returncode == 0


def test_schema_writes_nothing_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    no_labels(data)
    for options in ([], ["--check"]):
        done = run("schema", "--data", data, *options)
        assert done.returncode == 1
        assert "data/vocabulary/labels.yaml:1:1: is missing" in done.stderr
        assert done.stdout == ""
    assert not (data / "schema").exists()


def test_crawl_says_which_link_leads_nowhere(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text('<a href="gone/">x</a>\n<a href="#no">y</a><p id="yes">')
    (site / "odd.html").write_bytes(b'\xff<a href="http://[">z</a>')
    done = run("crawl", site)
    assert done.returncode == 1
    assert done.stdout == (
        "site/index.html:1:1: links to 'gone/', which is not there\n"
        "site/index.html:2:1: links to '#no', but there is no 'no' on that page\n"
        "site/odd.html:1:2: links to 'http://[', which is not an address\n"
    )
