"""What was rewritten since a commit: which change of the tiny dataset is one and which is not, and
the commits that `tracker check --since` reads.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import TINY
from tracker.cli import main
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.rules import compare

ONE, TWO = "recommendations/bridge-01.yaml", "recommendations/bridge-02.yaml"
EVENT = "developments/2025-01-01-section-1-starts.yaml"
CORRECTION = "corrections:\n  - date: 2026-01-20\n    note: A date was mistyped.\n"


def edit(data: Path, file: str, *changes: tuple[str, str]) -> None:
    """Changes the first place of each text in a file of a data directory. A change of nothing is an
    addition at the end.
    """
    text = (data / file).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1) if old else text + new
    (data / file).write_text(text, "utf-8")


def rewritten(tiny: Dataset, folder: Path, file: str, *changes: tuple[str, str]) -> list[str]:
    """What changes of a file of the tiny dataset rewrite, without place and remedy."""
    data = folder / "data"
    shutil.copytree(TINY, data)
    edit(data, file, *changes)
    dataset, problems = load(data)
    assert problems == ()
    return [problem.message.split("; ")[0] for problem in compare(dataset, tiny)]


FINDING = """\
      - status: planned
        date: 2024-06-01
        recorded: 2024-06-02
        reason: The ministry said that there would be a law.
        evidence: [2024-06-01-ministry-answers]
        evidence_to: 2024-06-01
"""
REORDERED = """\
      - evidence_to: "2024-06-01"  # another order, and other texts for the same dates
        evidence: ['2024-06-01-ministry-answers']
        recorded: "2024-06-02"
        date: 2024-06-01/2024-06-01
        status: planned
        reason: The ministry said there would be a law.
"""
ADDED = """\
      - status: under-way
        date: 2024-06-01
        recorded: 2026-01-20
        reason: The ministry had a bill.
        evidence: [2024-06-01-ministry-answers]
        evidence_to: 2024-06-01
        corrects: 2024-06-01
"""
DUE = "      - date: 2025-09-30\n        set_on: 2024-11\n"


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        (ONE, [(FINDING, REORDERED)]),
        (ONE, [(FINDING, FINDING + ADDED)]),
        (ONE, [(FINDING, ADDED + FINDING)]),
        (ONE, [("words: bridge inspection report", "words: bridge inspection reports")]),
        (ONE, [("words: No date given", "words: No date\u2009given")]),
        (ONE, [("what: Make the law", "what: Make the Act"), ("text: What the", "text: All the")]),
        (ONE, [("date: 2025-03\n", "date: 2025-03-01/2025-03-31\n")]),
        (ONE, [("Too few inspectors.", "There were too few inspectors.")]),
        (ONE, [("Too few inspectors.", "Too few.\n        development: 2025-02-press-asks")]),
        (
            ONE,
            [(DUE, "      - date: 2025-06\n        set_on: 2024-07\n        reason: A.\n" + DUE)],
        ),
        (ONE, [("date: 2025-03\n", "date: 2025-04\n"), ("", CORRECTION)]),
        (ONE, [("words: No date given", "words: None was given"), ("", CORRECTION)]),
        (TWO, [("words: within two years", "words: within 24 months")]),
        (EVENT, [("recorded: 2026-01-10", "recorded: 2026-01-11"), ("", CORRECTION)]),
        (EVENT, [("recorded: 2026-01-10", 'recorded: "2026-01-10"'), ("title: ", "title: Then ")]),
    ],
)
def test_what_means_the_same_or_is_added_rewrites_nothing(
    file: str, changes: list[tuple[str, str]], tiny: Dataset, tmp_path: Path
) -> None:
    assert rewritten(tiny, tmp_path, file, *changes) == []


@pytest.mark.parametrize(
    ("file", "changes", "says"),
    [
        (ONE, [("status: planned", "status: under-way")], ["status was 'planned'"]),
        (ONE, [("date: 2024-06-01\n", "date: 2024-06\n")], ["date was '2024-06-01'"]),
        (ONE, [("recorded: 2024-06-02", "recorded: 2024-06-03")], ["recorded was '2024-06-02'"]),
        (ONE, [("evidence_to: 2024-06-01", "evidence_to: 2024")], ["evidence_to was '2024-06-01'"]),
        (
            ONE,
            [("evidence: [2024-06-01-ministry-answers]", "against: [2025-02-press-asks]")],
            ["evidence was '2024-06-01-ministry-answers', against was not there"],
        ),
        (ONE, [(" to: 2025-12-31", " to: 2025-12-30")], ["searched was to '2025-12-31'"]),
        (
            TWO,
            [("\n        against: [2025-02-press-asks]", "")],
            ["against was '2025-02-press-asks'"],
        ),
        (TWO, [("\n        corrects: 2024-12-31", "")], ["corrects was '2024-12-31'"]),
        (
            ONE,
            [(FINDING, "")],
            ["the finding 'planned' of 2024-06-01, recorded 2024-06-02, is gone"],
        ),
        (
            ONE,
            [(FINDING, ADDED)],
            ["status was 'planned', recorded was '2024-06-02', corrects was not there"],
        ),
        (
            ONE,
            [("status: planned", "status: under-way"), ("", CORRECTION)],
            ["status was 'planned'"],
        ),
        (ONE, [("date: 2025-03\n", "date: 2025-04\n")], ["date was '2025-03'"]),
        (ONE, [("set_on: 2024-06-01", "set_on: 2024-06-02")], ["set_on was '2024-06-01'"]),
        (ONE, [("words: No date given", "words: in due course")], ["words was 'No date given'"]),
        (
            ONE,
            [("words: No date given", "date: 2024-12")],
            ["date was not there, words was 'No date given'"],
        ),
        (TWO, [("within_months: 24", "within_months: 36")], ["within_months was '24'"]),
        (TWO, [(".set-up\n", ".announced\n")], ["after was 'bridge-inquiry.set-up'"]),
        (
            ONE,
            [("        reason: Too few inspectors.\n", "")],
            ["the due date '2025-09-30', set on 2024-11, has neither 'reason' nor 'development'"],
        ),
        (
            ONE,
            [(DUE, "      - date: 2025-06\n        set_on: 2024-07\n" + DUE)],
            ["the due date '2025-06', set on 2024-07, has neither 'reason' nor 'development'"],
        ),
        (ONE, [("id: law", "id: the-law")], ["was 'law'"]),
        (
            ONE,
            [("id: duty", "id: the-duty"), ("status: planned", "status: passed")],
            ["was 'duty'"],
        ),
        (EVENT, [("recorded: 2026-01-10", "recorded: 2026-01-09")], ["recorded was 2026-01-10"]),
    ],
)
def test_what_no_longer_says_what_it_said_is_rewritten(
    file: str, changes: list[tuple[str, str]], says: list[str], tiny: Dataset, tmp_path: Path
) -> None:
    assert rewritten(tiny, tmp_path, file, *changes) == says


@pytest.mark.parametrize("now", ["", "evidence_to: 2024-06-02"])
def test_one_finding_takes_the_place_of_one(now: str, tmp_path: Path) -> None:
    """Of two that say the same, and of two that one is like."""
    earlier, data = tmp_path / "earlier" / "data", tmp_path / "data"
    for folder, findings in ((earlier, FINDING * 2), (data, FINDING)):
        shutil.copytree(TINY, folder)
        edit(folder, ONE, (FINDING, findings))
    edit(data, ONE, ("evidence_to: 2024-06-01", now or "evidence_to: 2024-06-01"))
    found = [problem.message for problem in compare(load(data)[0], load(earlier)[0])]
    assert sum(" is gone; " in message for message in found) == 1
    assert len(found) == (2 if now else 1)


def test_a_part_that_is_gone_is_one_problem(tiny: Dataset, tmp_path: Path) -> None:
    """Its findings are gone with it; another part has come in its place."""
    changes = [
        ("id: published", "id: kept"),
        ("What the inspections find is published.", "What they find is kept."),
        ("recorded: 2026-01-10\n        reason: No", "recorded: 2026-01-11\n        reason: No"),
    ]
    assert rewritten(tiny, tmp_path, ONE, *changes) == ["'published' is gone"]


def git(checkout: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
    subprocess.run(["git", *who, *arguments], cwd=checkout, capture_output=True, check=True)


def commit(checkout: Path) -> None:
    git(checkout, "add", "-A")
    git(checkout, "commit", "-qm", "A")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The tiny dataset in a folder of a checkout, in its first commit."""
    data = tmp_path / "checkout" / "record" / "data"
    shutil.copytree(TINY, data)
    git(tmp_path / "checkout", "init", "-q")
    commit(data)
    return data


def check(data: Path, ref: str) -> tuple[int, str, str]:
    """The exit status of `check --since`, the problems, and the last line of what it says else."""
    arguments = ["check", "--data", data.as_posix(), "--today", "2026-02-01", "--since", ref]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr.splitlines()[-1]


def test_the_record_is_compared_with_that_of_a_commit(data: Path) -> None:
    assert check(data, "HEAD") == (0, "", "21 records, no problems")
    edit(data, ONE, ("status: planned", "status: under-way"))
    place = "data/recommendations/bridge-01.yaml:33:17: status was 'planned'; "
    status, problems, summary = check(data, "HEAD")
    assert (status, summary) == (1, "21 records, 1 problem")
    assert problems.startswith(place)
    commit(data)
    assert check(data, "HEAD")[0] == 0
    assert check(data, "HEAD~1")[1] == problems


@pytest.mark.parametrize("options", [[], ["--address-too"]], ids=["record", "address"])
def test_a_take_down_rewrites_nothing(data: Path, options: list[str]) -> None:
    """What rested on the record is compared without it; all else as ever."""
    event = "developments/2024-06-01-ministry-answers"
    (data / "published.txt").write_text(f"{event}\n", "utf-8")
    commit(data)
    arguments = ["withdraw", event, "--reason", "On request.", "--data", data.as_posix()]
    arguments += ["--today", "2026-01-20", *options]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert check(data, "HEAD")[:2] == (0, "")
    edit(data, ONE, ("status: passed", "status: under-way"))
    assert "status was 'passed'" in check(data, "HEAD")[1]


def test_what_is_put_back_after_a_take_down_rewrites_nothing(data: Path) -> None:
    event = "developments/2024-06-01-ministry-answers"
    before = (data / f"{event}.yaml").read_text("utf-8")
    (data / f"{event}.yaml").write_text("withdrawn: {date: 2026-01-20, reason: Why.}\n", "utf-8")
    commit(data)
    (data / f"{event}.yaml").write_text(before, "utf-8")
    assert check(data, "HEAD")[:2] == (0, "")
    edit(data, ONE, ("status: passed", "status: under-way"))
    assert "status was 'passed'" in check(data, "HEAD")[1]


def test_a_data_directory_may_be_the_whole_checkout(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    git(data, "init", "-q")
    commit(data)
    edit(data, EVENT, ("recorded: 2026-01-10", "recorded: 2026-01-11"))
    assert check(data, "HEAD")[1].startswith(f"data/{EVENT}:2:11: recorded was 2026-01-10; ")


@pytest.mark.parametrize("file", ["vocabulary/new.yaml", "bodies/ferry-board.yaml", "site.yaml"])
def test_what_is_not_compared_need_not_be_readable(data: Path, file: str) -> None:
    with (data / file).open("a") as stream:
        stream.write("of_another_version: so\n")
    commit(data)
    git(data, "checkout", "-q", "HEAD~1", "--", ".")
    (data / "vocabulary" / "new.yaml").unlink(missing_ok=True)
    assert check(data, "HEAD") == (0, "", "21 records, no problems")


@pytest.mark.parametrize("file", [ONE, EVENT])
def test_a_record_that_this_version_cannot_read_is_named(data: Path, file: str) -> None:
    edit(data, file, ("", "of_another_version: so\n"))
    commit(data)
    git(data, "checkout", "-q", "HEAD~1", "--", ".")
    status, problems, error = check(data, "HEAD")
    assert (status, problems) == (2, "")
    says = f"the record of 'HEAD' cannot be read by this version: data/{file}:"
    assert says in error
    assert "'of_another_version'" in error


@pytest.mark.parametrize("ref", ["no-such-branch", "HEAD~1", "", "--help", "HEAD:record", "\0"])
def test_a_ref_that_names_no_commit_is_said(data: Path, ref: str) -> None:
    status, problems, error = check(data, ref)
    assert (status, problems) == (2, "")
    assert error.endswith("is no commit of this checkout")


def test_a_shallow_checkout_is_said(data: Path, tmp_path: Path) -> None:
    (data / "README.md").write_text("A\n")
    commit(data)
    whole = (tmp_path / "checkout").as_uri()
    git(tmp_path, "clone", "-q", "--depth", "1", whole, "shallow")
    status, _, error = check(tmp_path / "shallow" / "record" / "data", "HEAD~1")
    assert status == 2
    says = "'HEAD~1' is no commit of this checkout, which has only the newest ones; `git fetch"
    assert says in error


def test_a_commit_without_the_folder_is_said(data: Path) -> None:
    moved = data.with_name("elsewhere")
    data.rename(moved)
    status, _, error = check(moved, "HEAD")
    assert status == 2
    assert error.endswith("'HEAD' has no folder record/elsewhere")


def test_a_directory_outside_a_checkout_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path))
    shutil.copytree(TINY, tmp_path / "data")
    status, _, error = check(tmp_path / "data", "HEAD")
    assert status == 2
    assert "/data is in no checkout of git: fatal: not a git repository" in error


def test_without_git_that_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert check(data, "HEAD")[2].endswith(
        "git was not found, and reads the record of a commit; install it"
    )
