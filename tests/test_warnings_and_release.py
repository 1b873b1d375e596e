"""`tracker check --warnings` and `--release`, and `tracker ids`.

A folder of `tests/warned` holds the files that are laid over the tiny dataset, which then has no
problem and breaks the rule that the folder is named after; and `warnings.txt`.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, TINY, TODAY
from samples import source, with_record
from tracker import rules
from tracker.checking import problems_of
from tracker.cli import main
from tracker.load.dataset import Dataset
from tracker.problems import Problem
from tracker.rules import contradictions

EXPECTED = ROOT / "tests" / "expected"
LISTS = {"warnings": rules.WARNING_RULES, "release": rules.RELEASE_RULES}


@pytest.mark.parametrize("name", LISTS)
def test_the_tiny_dataset_gives_exactly_these(name: str, tiny: Dataset, accept: bool) -> None:
    problems = "".join(f"{problem}\n" for problem in rules.check(tiny, TODAY, LISTS[name]))
    expected = EXPECTED / f"{name}.txt"
    if accept:
        expected.write_text(problems, "utf-8")
    assert problems == expected.read_text("utf-8"), "if it is meant: scripts/test --accept"


WARNED = ROOT / "tests" / "warned"


@pytest.mark.parametrize(
    "rule", [*rules.WARNING_RULES, *rules.RELEASE_RULES], ids=lambda rule: rule.__name__
)
def test_each_rule_has_its_example_which_gives_exactly_these(
    rule: rules.Rule, tmp_path: Path, tiny: Dataset, accept: bool
) -> None:
    """What the rule finds in the files of the example, and what it finds elsewhere because of them:
    of some rules the tiny dataset itself has more.
    """
    data = tmp_path / "data"
    folder = WARNED / rule.__name__
    shutil.copytree(TINY, data)
    shutil.copytree(folder, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("warnings.txt"))
    dataset, problems = problems_of(data, TODAY)
    assert problems == ()
    files = {f"data/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*")}
    before = list(rule(tiny, TODAY))
    found = "".join(
        f"{problem}\n"
        for problem in rule(dataset, TODAY)
        if problem.file in files or problem not in before
    )
    if accept:
        (folder / "warnings.txt").write_text(found, "utf-8")
    assert found
    assert found == (folder / "warnings.txt").read_text("utf-8"), "if it is meant: --accept"
    assert (rule.__doc__ or "").strip().endswith(".")


def test_what_was_seen_or_kept_in_one_use_of_an_edition_is_so_in_each(tiny: Dataset) -> None:
    """It is enough that one of its uses was seen whole, and that one has an archived copy."""
    event = tiny.developments["2025-02-press-asks"]
    uses = source("e"), source("e", seen="live", archived="https://archive.example/1")
    dataset = with_record(tiny, event.model_copy(update={"sources": uses}))
    found = rules.check(dataset, TODAY, rules.UPKEEP_RULES)
    assert not [problem for problem in found if problem.file == tiny.document(event).file]


FINDING = """      - status: under-way
        date: {day}
        recorded: 2026-01-20
        reason: The ministry published the first round of inspections.
        evidence: [{id}]
        evidence_to: 2026-01-16
"""


@pytest.mark.parametrize("day", ["2026-01-15", "2025-10-15"], ids=["newer", "found late"])
def test_each_place_that_says_not_found_is_named_beside_a_finding(
    day: str, tmp_path: Path, tiny: Dataset
) -> None:
    """A finding that is newer than what the places of its recommendation know, or one that they
    missed, is named with each.
    """
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    id = f"{day}-inspections-published"
    example = WARNED / "a_finding_knows_the_newest_event_of_its_part" / "developments"
    text = (example / "2026-01-15-inspections-published.yaml").read_text("utf-8")
    (data / "developments" / f"{id}.yaml").write_text(text.replace("2026-01-15", day), "utf-8")
    record = data / "recommendations" / "bridge-01.yaml"
    text = record.read_text("utf-8")
    text = text.replace("commitments:\n", FINDING.format(day=day, id=id) + "commitments:\n")
    question = "Was any first round of inspections published?"
    text = text.replace("Who inspects the bridges that nobody owns?", question)
    record.write_text(text, "utf-8")
    found = contradictions_in(data)
    lines = text.splitlines()
    finding = 1 + text[: text.index(FINDING.format(day=day, id=id))].count("\n")
    assert all(f"bridge-01.yaml:{finding}:9" in problem.message for problem in found)
    assert sorted(lines[problem.line - 1].split(":")[0].strip() for problem in found) == [
        "- id",  # the promise
        "evidence_to",  # of the review
        "looked_to",  # of the question
    ]

    review = REVIEW.format(to=max(day, "2025-12-31"))
    record.write_text(f"{text}{review}", "utf-8")
    left = {lines[problem.line - 1].strip() for problem in contradictions_in(data)}
    assert "looked_to: 2025-12-31" in left  # looked at again, and the question left as it was
    assert "evidence_to: 2025-12-31" not in left


def contradictions_in(data: Path) -> list[Problem]:
    """What the rules of contradictions find in a data directory without problems."""
    dataset, problems = problems_of(data, TODAY)
    assert problems == ()
    return [
        problem
        for rule in rules.WARNING_RULES
        if rule.__module__ == contradictions.__name__
        for problem in rule(dataset, TODAY)
    ]


REVIEW = """  - date: 2026-01-20
    evidence_to: {to}
    seen: excerpt
    note: Looked again.
"""


def test_words_of_the_name_and_other_promises_join_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    example = WARNED / "a_review_is_newer_than_what_was_found" / "developments"
    text = next(example.iterdir()).read_text("utf-8").replace("2025-06-15", "2026-01-15")
    text = text.replace("Ministry trains inspectors", "Bridge and inspection of it in dispute")
    (data / "developments" / "2026-01-15-dispute.yaml").write_text(text, "utf-8")
    record = data / "recommendations" / "bridge-01.yaml"
    text = record.read_text("utf-8")
    text = text.replace("Who inspects the bridges", "Who does the yearly inspection of a bridge")
    # Section 1 is found delivered, and rests on no event in which this was promised.
    text = text.replace("Finish the first round of inspections", "Say which section is in force")
    text = text.replace("made: 2024-06-01-ministry-answers", "made: 2024-11-minister-says-done", 1)
    text = text.replace("set_on: 2024-11", "set_on: 2024-12")
    text = text.replace("set_on: 2024-06-01", "set_on: 2024-11", 1).replace(
        "date: 2025-03", "date: 2025-04"
    )
    record.write_text(text, "utf-8")
    found = contradictions_in(data)
    assert ["review" in problem.message for problem in found] == [True]


def check_output(*options: str, data: Path = TINY) -> tuple[int, list[str]]:
    """The exit status of `tracker check` and the lines of its standard output."""
    arguments = ["check", "--data", data.as_posix(), "--today", TODAY.isoformat(), *options]
    done = CliRunner().invoke(main, arguments)
    return done.exit_code, done.stdout.splitlines()


def test_warnings_are_listed_on_request_and_fail_nothing(tiny: Dataset) -> None:
    status, lines = check_output("--in-full")
    assert status == 0
    listed = [line for line in lines if "it is not so that" not in line]
    assert listed == [f"warning: {p}" for p in rules.check(tiny, TODAY, rules.WARNING_RULES)]
    assert check_output() == (0, [])


def test_upkeep_is_counted_and_listed_for_the_files_that_changed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    (data / "services" / "bridge-line.yaml").unlink()
    asks = data / "implications" / "walkers-ask-for-a-map.yaml"
    asks.write_text(asks.read_text("utf-8").replace("services: [bridge-line]\n", ""), "utf-8")
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", tmp_path.as_posix())
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
        subprocess.run([*git, *command], check=True)
    counted = check_output("--warnings", data=data)[1]
    assert counted
    assert all(
        re.fullmatch(r"warning: in \d+ places?, 0 of them listed, it is not so that [a-z ]+", line)
        for line in counted
    )
    report = data / "reports" / "bridge-2024.yaml"
    report.write_text(f"{report.read_text('utf-8')}# seen\n", "utf-8")
    shutil.copy(TINY / "services" / "bridge-line.yaml", data / "services")
    files = {line.split(":")[1] for line in check_output("--warnings", data=data)[1]}
    changed = {" data/reports/bridge-2024.yaml", " data/services/bridge-line.yaml"}
    assert {file for file in files if file.startswith(" data/")} == changed

    for command in (["add", "."], ["commit", "-qm", "More"]):
        subprocess.run([*git, *command], check=True)
    assert not any(" data/" in line for line in check_output("--warnings", data=data)[1])
    since = check_output("--warnings", "--since", "HEAD~1", data=data)[1]
    assert {line.split(":")[1] for line in since if " data/" in line} == changed


def test_warnings_stand_beside_a_status_that_is_not_known(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    record = next(
        path
        for path in sorted((data / "recommendations").rglob("*.yaml"))
        if re.search(r"\bstatus: \w+", path.read_text("utf-8"))
    )
    text = re.sub(r"\bstatus: \w+", "status: nonsense", record.read_text("utf-8"))
    record.write_text(text, "utf-8")
    status, lines = check_output("--warnings", data=data)
    assert status == 1
    assert any("'nonsense'" in line for line in lines)
    assert any(line.startswith("warning: ") for line in lines)


def test_what_a_published_site_lacks_fails_a_release() -> None:
    status, lines = check_output("--release")
    assert status == 1
    assert "unset: data/site.yaml:1:1: 'publisher' is missing; a published site has it" in lines


def test_the_ids_to_list_are_those_that_are_not(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    command = ["ids", "--data", data.as_posix()]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0
    assert "bodies/ferry-board\n" in done.stdout
    assert "measures/bridges-act\n" not in done.stdout  # listed already
    with (data / "published.txt").open("a") as published:
        published.write(done.stdout)
    assert CliRunner().invoke(main, command).stdout == ""
    assert not any("published.txt" in line for line in check_output("--release", data=data)[1])
