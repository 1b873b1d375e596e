"""The workflows and the scripts of continuous integration: least rights, actions pinned by hash,
and only a site that has passed and has a publisher is published.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CI = sorted((ROOT / ".ci").iterdir())


def read_workflow(path: Path) -> dict[Any, Any]:
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}, (
        "what a job needs more, the job asks for"
    )
    return workflow


def publish() -> dict[str, Any]:
    return dict(read_workflow(ROOT / ".github" / "workflows" / "publish.yml")["jobs"])


def check_steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = read_workflow(WORKFLOWS[0].with_name("check.yml"))["jobs"][
        "check"
    ]["steps"]
    return steps


def runs(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job.get("steps", []) if "run" in step]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_nothing_is_run_from_a_title(path: Path) -> None:
    text = path.read_text("utf-8")
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, version in used:
        pinned = re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)
        assert action.startswith("./") or (pinned and re.fullmatch(r" # v[\d.]+", version)), action
    assert "pull_request_target" not in text
    for job in read_workflow(path)["jobs"].values():
        assert not [run for run in runs(job) if "${{" in run]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_the_deployment_may_write(path: Path) -> None:
    jobs = read_workflow(path)["jobs"]
    rights = {name: job["permissions"] for name, job in jobs.items() if "permissions" in job}
    expected = {
        "ready": {"contents": "read", "actions": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert rights == (expected if path.name == "publish.yml" else {})


def test_a_pull_request_is_given_no_secret() -> None:
    for path in WORKFLOWS:
        found, text = read_workflow(path), path.read_text("utf-8")
        assert "secrets." not in text
        if "pull_request" in found[True]:  # YAML 1.1 reads `on` as true
            assert "token" not in text.lower()
        for step in (step for job in found["jobs"].values() for step in job.get("steps", [])):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_nothing_is_published_unchecked() -> None:
    jobs = publish()
    assert jobs["check"]["needs"] == "ready"
    assert jobs["build"]["needs"] == ["ready", "check"]
    assert jobs["build"]["if"] == "needs.ready.outputs.ready == 'true'"
    assert jobs["deploy"]["needs"] == "build"
    steps = runs(jobs["build"])
    assert steps.index(".venv/bin/tracker check --release") < steps.index("scripts/build --pdf")


def test_what_is_tried_again_is_measured_from_the_last_commit_that_was_good() -> None:
    """Not from the one before: after a red push, a change of words would publish its code."""
    jobs = publish()
    assert "--status success" in runs(jobs["ready"])[-1]
    assert jobs["ready"]["outputs"]["since"] == "${{ steps.since.outputs.commit }}"
    assert jobs["check"]["with"] == {"since": "${{ needs.ready.outputs.since }}"}


def test_no_workflow_sets_the_zone_which_is_the_records() -> None:
    assert not [path for path in WORKFLOWS if re.search(r"\bTZ\b", path.read_text("utf-8"))]


@pytest.mark.parametrize("job", ["ready", "build"])
def test_the_place_is_known_before_the_release_is_judged(job: str) -> None:
    steps = runs(publish()[job])
    judging_step = next(i for i, run in enumerate(steps) if "ready" in run or "--release" in run)
    assert steps.index('.ci/place >>"$GITHUB_ENV"') < judging_step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_one_run_of_a_kind_at_a_time(path: Path) -> None:
    assert read_workflow(path)["concurrency"]["group"]


def test_of_a_pull_request_the_newest_state_is_checked_and_of_a_push_each() -> None:
    """A check that another workflow calls is a group of its own: its run has its own number."""
    concurrency = read_workflow(ROOT / ".github" / "workflows" / "check.yml")["concurrency"]
    group = "check-${{ github.event.pull_request.number || github.run_id }}"
    assert concurrency == {"group": group, "cancel-in-progress": True}


def test_what_is_published_is_made_with_nothing_from_a_cache() -> None:
    cached = [path.name for path in WORKFLOWS if "cache: " in path.read_text("utf-8")]
    assert cached == ["check.yml"]
    assert [job for job in publish().values() if "cache" in str(job.get("steps"))] == []


def test_a_pull_request_has_its_pages_as_a_file_to_look_at() -> None:
    *_, tried, built, kept = check_steps()
    assert tried["run"] == '.ci/run "$SINCE"'
    assert built == {
        "if": "github.event_name == 'pull_request'",
        "run": "test -d site || scripts/build",
    }
    assert kept["if"] == built["if"]
    assert kept["uses"].startswith("actions/upload-artifact@")
    assert kept["with"]["path"] == "site"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A commit with what continuous integration runs, its verbs stand-ins that say their name."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    verbs = ("setup", "check", "build", "test")
    for name in (*(f"scripts/{verb}" for verb in verbs), ".venv/bin/python"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('#!/bin/sh\necho "ran ${0##*/} $*"\n')
        (tmp_path / name).chmod(0o755)
    for name in ("data/site.yaml", "docs/about.md", "docs/assets/page.js", "data/bodies/a.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("name: A\n")
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    return tmp_path


def git(copy: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=copy, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(copy: Path) -> str:
    git(copy, "add", "-A")
    git(copy, "commit", "-qm", "A")
    return git(copy, "rev-parse", "HEAD")


def ci(
    copy: Path, name: str, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GITHUB_OUTPUT": (copy / "output").as_posix(), **variables}
    return subprocess.run(
        [f".ci/{name}", *arguments], cwd=copy, env=environment, capture_output=True, text=True
    )


ALL = ["setup", "check", "test"]
WORDS = ["setup", "check", "build", "python"]


@pytest.mark.parametrize(
    ("changed", "verbs"),
    [
        ([], WORDS),
        (["data/bodies/a.yaml"], WORDS),
        (["data/bodies/new.yaml", "docs/about.md", "data/published.txt"], WORDS),
        (["docs/method/new.md"], WORDS),
        (["data/developments/2024-11-act.yaml", "data/published.txt"], WORDS),
        (["data/bodies/a.yaml", "docs/assets/page.js"], ALL),
        (["scripts/check"], ALL),
        (["data/run.py"], ALL),
        (["data/vocabulary/labels.yaml", "data/schema/labels.json"], ALL),
        (["docs/é.md"], ALL),
        (["README.md"], ALL),
    ],
)
def test_where_only_words_have_changed_the_code_is_not_tried_again(
    copy: Path, changed: list[str], verbs: list[str]
) -> None:
    before = git(copy, "rev-parse", "HEAD")
    for name in changed:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        with (copy / name).open("a") as file:
            file.write("\n")
    if changed:
        commit(copy)
    done = ci(copy, "run", before)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^ran (\w+)", done.stdout, re.MULTILINE) == verbs


@pytest.mark.parametrize(
    ("changed", "ends"),
    [
        ("others/bridges/bodies/a.yaml", 0),
        ("others/bridges/pages/about.md", 0),
        ("others/bridges/run.py", 1),
        ("data/bodies/a.yaml", 1),
    ],
)
def test_the_words_are_those_of_the_record_that_is_published(
    copy: Path, changed: str, ends: int
) -> None:
    before = git(copy, "rev-parse", "HEAD")
    (copy / changed).parent.mkdir(parents=True, exist_ok=True)
    (copy / changed).write_text("name: B\n")
    commit(copy)
    assert ci(copy, "only-words", before, TRACKER_DATA="others/bridges").returncode == ends


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_variable_of_the_repository_names_the_record(path: Path) -> None:
    assert read_workflow(path)["env"]["TRACKER_DATA"] == "${{ vars.TRACKER_DATA }}"


@pytest.mark.parametrize("name", ["builders", "publish"])
def test_a_site_is_built_without_what_came_with_a_commit(name: str) -> None:
    """The check has a script of its own, which says so too."""
    path = next(path for path in WORKFLOWS if path.stem == name)
    assert read_workflow(path)["env"]["TRACKER_CACHE"] == ""


@pytest.mark.parametrize("address_too", [False, True])
def test_a_take_down_is_published_without_trying_the_code(copy: Path, address_too: bool) -> None:
    """What `tracker withdraw` does to the files of a record: a stub in its place, or none."""
    before = git(copy, "rev-parse", "HEAD")
    record, published = copy / "data/bodies/a.yaml", copy / "data/published.txt"
    record.unlink() if address_too else record.write_text("withdrawn:\n  date: 2026-01-20\n")
    published.write_text("sha256:0\n" if address_too else "bodies/a\n")
    commit(copy)
    assert re.findall(r"^ran (\w+)", ci(copy, "run", before).stdout, re.MULTILINE) == WORDS


def test_a_file_that_is_moved_into_the_record_is_more_than_words(copy: Path) -> None:
    before = git(copy, "rev-parse", "HEAD")
    git(copy, "mv", "docs/assets/page.js", "docs/page.md")
    commit(copy)
    assert ci(copy, "only-words", before).returncode == 1


@pytest.mark.parametrize("since", ["", "0" * 40, "--help", "no such commit"])
def test_without_a_commit_that_was_good_everything_is_tried(copy: Path, since: str) -> None:
    done = ci(copy, "run", since)
    assert re.findall(r"^ran (\w+)", done.stdout, re.MULTILINE) == ALL


@pytest.mark.parametrize("fails", ["check", "build", "test"])
def test_what_fails_there_fails_the_run(copy: Path, fails: str) -> None:
    before = git(copy, "rev-parse", "HEAD")
    (copy / "scripts" / fails).write_text("#!/bin/sh\nexit 3\n")
    done = ci(copy, "run", "" if fails == "test" else before)
    assert done.returncode == 3


def test_a_pull_request_is_compared_with_its_base_before_its_code_is_tried() -> None:
    checkout, _, installed, told, compared, tried, *_ = check_steps()
    assert checkout["with"]["fetch-depth"] == 0
    assert installed["run"] == "scripts/setup test"
    assert told == {**compared, "run": '.ci/summary "$BASE"'}
    assert compared == {
        "if": "github.event_name == 'pull_request'",
        "run": '.ci/never-rewritten "$BASE"',
        "env": {"BASE": "${{ github.event.pull_request.base.sha }}"},
    }
    assert tried["run"] == '.ci/run "$SINCE"'


@pytest.mark.parametrize(
    ("changed", "status", "ends"),
    [
        ("data/bodies/a.yaml", 0, 0),
        ("data/bodies/a.yaml", 1, 1),
        ("data/bodies/a.yaml", 2, 2),
        ("scripts/check", 1, 1),
        ("scripts/check", 2, 0),
    ],
)
def test_what_was_rewritten_since_the_base_is_a_failure(
    copy: Path, changed: str, status: int, ends: int
) -> None:
    """A record that cannot be compared is one too, but where the code has changed."""
    for name, does in (("scripts/setup", ""), (".venv/bin/tracker", f'echo "$*"; exit {status}')):
        (copy / name).write_text(f"#!/bin/sh\n{does}\n")
        (copy / name).chmod(0o755)
    base = commit(copy)
    git(copy, "switch", "-qc", "change")
    with (copy / changed).open("a") as file:
        file.write("\n")
    change = commit(copy)
    git(copy, "switch", "-q", "-")
    (copy / "docs" / "about.md").write_text("The base goes on.\n")
    goes_on = commit(copy)
    git(copy, "switch", "-q", "--detach", change)
    done = ci(copy, "never-rewritten", goes_on)
    assert (done.returncode, done.stdout.splitlines()[0]) == (ends, f"check --since {base}")
    assert ("::warning title=Not compared::" in done.stdout) == ((status, ends) == (2, 0))


@pytest.mark.parametrize(("status", "summary"), [(0, "It says so.\n"), (2, ""), (1, "")])
def test_what_a_change_does_is_told_where_it_can_be(copy: Path, status: int, summary: str) -> None:
    tool = copy / ".venv" / "bin" / "tracker"
    tool.write_text(f'#!/bin/sh\necho "$*" >&2\necho "It says so."\nexit {status}\n')
    tool.chmod(0o755)
    (copy / "summary").write_text("")
    done = ci(copy, "summary", "a1", GITHUB_STEP_SUMMARY=(copy / "summary").as_posix())
    assert (done.returncode, (copy / "summary").read_text()) == (0, summary)
    assert "changes a1...HEAD --format markdown" in done.stderr
    assert ("::notice title=Not told::" in done.stdout) == (status != 0)


def test_without_a_base_nothing_is_taken_for_unchanged(copy: Path) -> None:
    assert ci(copy, "never-rewritten", "").returncode != 0
    assert ci(copy, "never-rewritten", "0" * 40).returncode != 0


GITHUB = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "Some-One/Tracker"}


@pytest.mark.parametrize(
    ("site", "environment", "lines"),
    [
        (
            "",
            GITHUB,
            [
                "TRACKER_REPOSITORY=https://github.com/Some-One/Tracker",
                "SITE_URL=https://some-one.github.io/Tracker/",
            ],
        ),
        ("address: https://a.example/\nrepository: https://b.example/c\n", GITHUB, []),
        (
            "repository: https://b.example/c\n",
            {**GITHUB, "GITHUB_REPOSITORY": "Some-One/some-one.github.io"},
            ["SITE_URL=https://some-one.github.io/"],
        ),
        (
            "",
            {**GITHUB, "GITHUB_SERVER_URL": "https://code.example"},
            ["TRACKER_REPOSITORY=https://code.example/Some-One/Tracker"],
        ),
    ],
)
def test_address_and_repository_follow_from_where_it_runs(
    copy: Path, site: str, environment: dict[str, str], lines: list[str]
) -> None:
    (copy / "data" / "site.yaml").write_text(f"name: A\n{site}")
    done = ci(copy, "place", **environment)
    assert (done.returncode, done.stdout.splitlines()) == (0, lines)


def test_the_place_is_that_of_the_record_that_is_published(copy: Path) -> None:
    (copy / "others").mkdir()
    (copy / "others" / "site.yaml").write_text("repository: https://b.example/c\n")
    done = ci(copy, "place", TRACKER_DATA="others", **GITHUB)
    assert done.stdout.splitlines() == ["SITE_URL=https://some-one.github.io/Tracker/"]


UNSET = "unset: data/site.yaml:1:1: 'contact' is missing; a published site has it"
UNLISTED = "data/published.txt:1:1: 'bodies/a' is missing; `tracker ids` gives the lines to add"


@pytest.mark.parametrize(
    ("found", "status", "ends", "output"),
    [
        ("", 0, 0, "ready=true\n"),
        (UNSET, 1, 0, "ready=false\n"),
        (f"{UNLISTED}\n{UNSET}", 1, 0, "ready=false\n"),
        (UNLISTED, 1, 1, ""),
        ("", 1, 1, ""),
        ("", 2, 2, ""),
        (UNSET, 2, 2, ""),
    ],
)
def test_while_the_owner_has_not_said_who_publishes_there_is_a_notice_and_no_failure(
    copy: Path, found: str, status: int, ends: int, output: str
) -> None:
    dataset = copy / ".venv" / "bin" / "tracker"
    dataset.write_text(f'#!/bin/sh\ncat <<"END"\n{found}\nEND\nexit {status}\n')
    dataset.chmod(0o755)
    (copy / "output").write_text("")
    done = ci(copy, "ready")
    assert (done.returncode, (copy / "output").read_text()) == (ends, output)
    notice = re.search(r"^::notice [^:]*::data/site.yaml .*: contact\. ", done.stdout, re.MULTILINE)
    assert bool(notice) == (output == "ready=false\n")


@pytest.mark.parametrize("path", CI, ids=lambda path: path.name)
def test_what_runs_there_stops_at_the_first_failure(path: Path) -> None:
    assert "\nset -eu\n" in path.read_text("utf-8")
    assert path.stat().st_mode & 0o111
