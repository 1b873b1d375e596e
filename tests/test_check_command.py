"""`tracker check` of some files, in each form, at each change; and its explanations of rules."""

import gc
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT, TINY
from tracker import cli, rules
from tracker.check_report import FORMS, CheckReport
from tracker.cli import main
from tracker.edit import rule_guide
from tracker.edit.named_files import OutsideTheRecordError, after_changes, files_named
from tracker.edit.rule_guide import GROUPS, UnknownRuleError, explain_rule, list_rules
from tracker.environment import clock
from tracker.problems import Problem
from tracker.rules import RULES

FERRIES, BRIDGES = "bodies/ferry-board.yaml", "bodies/ministry-of-bridges.yaml"
ONE = "recommendations/bridge-01.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The tiny dataset with a problem in two files."""
    data = Path(shutil.copytree(TINY, tmp_path / "data"))
    for name in (FERRIES, BRIDGES):
        with (data / name).open("a") as file:
            file.write("spelt_wrong: so\n")
    return data


def check(data: Path, *arguments: str | Path) -> Result:
    options = ["check", "--data", data.as_posix(), "--today", "2026-02-01"]
    try:
        return CliRunner().invoke(main, [*options, *map(str, arguments)], catch_exceptions=False)
    finally:
        gc.enable()


def files_of(done: Result) -> list[str]:
    return sorted({line.split(":")[0] for line in done.stdout.splitlines()})


def misspell_topic(data: Path) -> None:
    text = (data / ONE).read_text("utf-8")
    assert "topics: [bridges]" in text
    (data / ONE).write_text(text.replace("topics: [bridges]", "topics: [bridgess]"), "utf-8")


def test_only_the_files_that_are_named_are_spoken_of(data: Path) -> None:
    done = check(data, data / FERRIES)
    assert (done.exit_code, files_of(done)) == (1, [f"data/{FERRIES}"])
    assert done.stderr == "1 file, 1 problem\n"
    both = check(data, data / FERRIES, data / BRIDGES, data / FERRIES)
    assert (both.exit_code, files_of(both)) == (1, [f"data/{FERRIES}", f"data/{BRIDGES}"])
    assert both.stderr == "2 files, 2 problems\n"
    none = check(data, data / "site.yaml")
    assert (none.exit_code, none.stdout, none.stderr) == (0, "", "1 file, no problems\n")
    assert files_of(check(data, data / "bodies")) == files_of(check(data))


def test_what_a_named_file_refers_to_is_known(data: Path) -> None:
    """The whole record is read: a wrong reference is found, and a right one is none."""
    assert check(data, data / ONE).exit_code == 0
    misspell_topic(data)
    (line,) = check(data, data / ONE).stdout.splitlines()
    assert "'bridgess' is not a topic" in line


def test_upkeep_is_listed_of_the_files_that_are_named() -> None:
    done = check(TINY, TINY / "recommendations" / "bridge-02.yaml", "--warnings")
    every = check(TINY, "--in-full").stdout.splitlines()
    expected = [line for line in every if "recommendations/bridge-02.yaml" in line]
    assert done.stdout.splitlines() == expected != []


def test_what_is_kept_of_one_question_answers_no_other(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str | Path]] = [
        [],
        [data / FERRIES],
        [data / "site.yaml"],
        [data / FERRIES, "--format", "json"],
        [data / FERRIES, "--format", "github"],
        ["--release"],
        ["--format", "json"],
        ["--format", "github", "--release"],
        ["--warnings"],
    ]
    monkeypatch.setenv("TRACKER_CACHE", "")
    anew = [check(data, *arguments).output for arguments in asked]
    monkeypatch.setenv("TRACKER_CACHE", (tmp_path / "cache").as_posix())
    for _ in range(2):
        assert [check(data, *arguments).output for arguments in asked] == anew
    assert len(set(anew)) == len(asked)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("README.md", "'README.md' is not in 'data', the folder of the record"),
        ("data/../README.md", "'data/../README.md' is not in 'data', the folder of the record"),
        ("database/a.yaml", "'database/a.yaml' is not in 'data', the folder of the record"),
        (
            "bridge-01",
            "'bridge-01' is not in 'data', the folder of the record; did you mean "
            "'data/recommendations/bridge-01.yaml'?",
        ),
        ("data/bodies/none.yaml", "'data/bodies/none.yaml' is not there"),
    ],
)
def test_a_path_outside_the_record_is_refused(
    path: str, says: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data.parent)
    with pytest.raises(OutsideTheRecordError) as error:
        files_named(Path("data"), [Path(path)])
    assert str(error.value) == says
    done = check(Path("data"), path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in " ".join(done.stderr.split())


def test_files_are_named_from_where_the_command_runs(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = (f"data/{FERRIES}",)
    monkeypatch.chdir(data / "bodies")
    assert files_named(Path(".."), [Path("ferry-board.yaml")]) == expected
    assert files_named(data, [Path("./ferry-board.yaml"), data / FERRIES]) == expected


ODD = Problem("data/a,b:c%.yaml", 3, 5, "50% of 'a\nb' is\r wrong: really", rule="texts_are_plain")
UNREAD = Problem("data/b.yaml", 1, 1, "is missing")
REPORT = CheckReport(
    (("error", ODD), ("unset", UNREAD), ("warning", UNREAD)), ("in 2 places",), "3 records"
)


def test_each_form_says_all_of_it() -> None:
    assert list(FORMS["text"](REPORT, Path())) == [
        r"data/a,b:c%.yaml:3:5: 50% of 'a\u000ab' is\u000d wrong: really",
        "unset: data/b.yaml:1:1: is missing",
        "warning: data/b.yaml:1:1: is missing",
        "warning: in 2 places",
    ]
    assert list(FORMS["github"](REPORT, Path("others"))) == [
        "::error file=others/data/a%2Cb%3Ac%25.yaml,line=3,col=5,title=texts are plain::"
        r"data/a,b:c%25.yaml:3:5: 50%25 of 'a\u000ab' is\u000d wrong: really",
        "::error file=others/data/b.yaml,line=1,col=1,title=The form of a file::"
        "data/b.yaml:1:1: is missing",
        "::warning file=others/data/b.yaml,line=1,col=1,title=The form of a file::"
        "data/b.yaml:1:1: is missing",
        "::notice title=Warnings::in 2 places",
    ]
    document = json.loads("\n".join(FORMS["json"](REPORT, Path("others"))))
    assert document["problems"][0] == {
        "severity": "error",
        "file": "others/data/a,b:c%.yaml",
        "line": 3,
        "column": 5,
        "message": ODD.message,
        "rule": "texts_are_plain",
    }
    assert [(p["severity"], p["rule"]) for p in document["problems"][1:]] == [
        ("unset", None),
        ("warning", None),
    ]
    assert (document["counts"], document["summary"]) == (["in 2 places"], "3 records")


def test_what_is_kept_of_a_report_is_all_of_it() -> None:
    again = CheckReport.of_plain(REPORT.plain())
    assert again == REPORT
    assert again.entries[0][1].rule == ODD.rule


def test_only_what_must_be_mended_fails() -> None:
    assert REPORT.fails
    assert CheckReport((("unset", UNREAD),), (), "").fails
    assert not CheckReport((("warning", UNREAD),), (), "").fails


def test_a_problem_names_the_rule_that_it_breaks(data: Path) -> None:
    misspell_topic(data)
    found = json.loads(check(data, "--format", "json").stdout)["problems"]
    assert {problem["rule"] for problem in found} == {None, "references_resolve"}
    every = json.loads(check(TINY, "--format", "json", "--in-full", "--release").stdout)["problems"]
    names = {rule.__name__ for rule in (*rules.WARNING_RULES, *rules.RELEASE_RULES)}
    assert {problem["rule"] for problem in every} <= names


def test_every_rule_can_be_explained() -> None:
    listed = {line.strip() for line in list_rules()}
    for group, members in GROUPS.items():
        for rule in members:
            lines = list(explain_rule(rule.__name__))
            assert lines[0] == f"{rule.__name__} ({group[0].lower()}{group[1:]})"
            assert len(lines[2]) > 20, "its docstring"
            assert rule.__name__ in listed


def test_an_explanation_shows_an_example_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = list(explain_rule("references resolve"))
    assert lines == list(explain_rule("references-resolve"))
    assert "  tests/bad/references_resolve/recommendations/bridge-02.yaml" in lines
    assert any("'ministry-of-bridge' is not a body" in line for line in lines)
    monkeypatch.setattr(rule_guide, "_TESTS", tmp_path)
    assert "An example that breaks it:" not in list(explain_rule("references-resolve"))


@pytest.mark.parametrize(
    ("name", "hint"),
    [("refrences_resolve", "; did you mean 'references_resolve'?"), ("zzz", "")],
)
def test_a_rule_that_is_not_there_is_said_with_the_nearest(name: str, hint: str) -> None:
    says = f"'{name}' is no rule{hint}; --explain alone lists each"
    with pytest.raises(UnknownRuleError) as error:
        explain_rule(name)
    assert str(error.value) == says
    done = check(TINY, "--explain", name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


def test_explain_reads_no_record(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    done = check(tmp_path / "data", "--explain", "texts_are_plain")
    assert done.exit_code == 0
    assert done.stdout.startswith("texts_are_plain (of every record)\n\n")
    alone = check(tmp_path / "data", "--explain")
    assert len(alone.stdout.splitlines()) > len(RULES)


def test_what_a_killed_program_left_is_a_problem(tmp_path: Path) -> None:
    data = Path(shutil.copytree(TINY, tmp_path / "data"))
    (data / "bodies" / ".ferry-board.yaml.71.tmp").touch()
    done = check(data)
    place = "data/bodies/.ferry-board.yaml.71.tmp:1:1"
    what = "a program left it here; delete it, or close the editor that has it open"
    assert (done.exit_code, done.stdout) == (1, f"{place}: {what}\n")


def test_a_change_is_told_once_and_what_tools_write_is_none(data: Path) -> None:
    def edits() -> Iterator[None]:
        yield  # the first
        yield  # nothing has changed
        (data / FERRIES).write_text("name: A\n")
        yield
        (data / "schema").mkdir()
        (data / "schema" / "ids.json").write_text("{}")
        yield
        (data / BRIDGES).unlink()
        yield
        (data / BRIDGES).write_text("")
        yield

    assert len(list(after_changes(data, clock, edits()))) == 4


def test_a_change_within_one_time_and_of_one_size_is_told(data: Path) -> None:
    path = data / FERRIES
    found = path.stat()
    text = path.read_text("utf-8")

    def edits() -> Iterator[None]:
        yield
        path.write_text(text.swapcase(), "utf-8")
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        yield

    assert len(list(after_changes(data, lambda: found.st_mtime_ns, edits()))) == 2


def test_a_watch_checks_at_each_change(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def edits() -> Iterator[None]:
        yield
        shutil.copy(TINY / FERRIES, data / FERRIES)
        yield

    monkeypatch.setattr(cli, "_moments", edits)
    done = check(data, "--watch", data / FERRIES)
    begins = f"Checking {data.as_posix()}; Ctrl+C ends"
    summaries = ["1 file, 1 problem", "1 file, no problems"]
    assert done.stderr.splitlines() == [begins, summaries[0], begins, summaries[1]]
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 1)


def test_a_watch_goes_on_while_a_file_that_it_names_is_gone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As while an editor writes beside it and renames."""

    def edits() -> Iterator[None]:
        yield
        (data / FERRIES).unlink()
        yield
        shutil.copy(TINY / FERRIES, data / FERRIES)
        yield

    monkeypatch.setattr(cli, "_moments", edits)
    done = check(data, "--watch", data / FERRIES)
    assert done.exit_code == 0
    assert done.stderr.splitlines()[-1] == "1 file, no problems"


def test_the_examples_of_the_repository_are_where_a_rule_looks_for_them() -> None:
    assert rule_guide._TESTS == ROOT / "tests"


def test_whichever_file_cannot_be_read_is_the_only_problem(tmp_path: Path) -> None:
    """Also where others rest on its record alone: what they lack is asked of none."""
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    for path in sorted(data.rglob("*.yaml")):
        text = path.read_text("utf-8")
        path.write_text(f"{text}\na: [\n", "utf-8")
        done = CliRunner().invoke(main, ["check", "--in-full", "--data", data.as_posix()])
        assert (done.exit_code, done.stdout.count("never closes")) == (1, 1), done.output
        path.write_text(text, "utf-8")
