"""`scripts/build`, `scripts/setup` and `swap`: the last site stays until the new one is
whole, also where two builds run at once, and a failure of any step fails the script.

The tools that they call are stand-ins, which can fail or wait.
"""

import os
import shutil
import signal
import subprocess
import sys
from errno import EBUSY
from pathlib import Path

import pytest

from conftest import ROOT
from swap import swap

TOOL = """#!/bin/sh
case "$(basename "$0") $*" in
mkdocs* | properdocs*)
    step=$(basename "$0")
    echo "$step" >>log
    shift 3
    mkdir -p "$1"
    echo "${CONTENT:-new}" >"$1/index.html"
    [ -z "${SAME_INDEX:-}" ] || mkdir -p "$1/pagefind"
    mkdir -p "$TRACKER_SEARCH_COPIES/page"
    echo "copy of ${CONTENT:-new}" >"$TRACKER_SEARCH_COPIES/page/index.html"
    if [ -n "${WAIT:-}" ]; then read -r line <"$WAIT"; fi
    ;;
*pagefind*)
    [ "$3 $5" = "--site --output-path" ] || exit 9
    mkdir -p "$6"
    cat "$4/page/index.html" >"$6/index" || exit 9
    step=pagefind
    ;;
*last_build.py*)
    echo "last_build $2" >>asked
    case "$2" in
    site) echo state; [ -n "${SAME_SITE:-}" ] || exit 1 ;;
    finish)
        [ "$4 $5" = "site state" ] || exit 9
        [ -f "$3/site/index.html" ] || exit 9
        step=finish
        ;;
    esac
    [ "${step:-}" ] || exit 0
    ;;
esac
[ "${FAIL:-}" != "$step" ] || exit 3
[ "$step" != finish ] || exec PYTHON -c "$SWAP" "$3/site" site
"""
SWAP = "import sys; from pathlib import Path; from swap import swap; swap(*map(Path, sys.argv[1:]))"

SETUP = """#!/bin/sh
echo "setup $*" >>log
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout with a site, in which each tool of the build is a stand-in."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "build", tmp_path / "scripts" / "build")
    names = ("mkdocs", "properdocs", "python")
    tools = [tmp_path / ".venv" / "bin" / name for name in names]
    for path in [*tools, tmp_path / "scripts" / "setup"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        setup = path.name == "setup"
        path.write_text(SETUP if setup else TOOL.replace("PYTHON", sys.executable))
        path.chmod(0o755)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("last\n")
    return tmp_path


def start_build(copy: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["scripts/build"],
        cwd=copy,
        env={**os.environ, "TRACKER_BUILDER": "", "SWAP": SWAP, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def start_waiting_build(copy: Path, **environment: str) -> tuple[subprocess.Popen[str], Path]:
    """A build that waits in its first tool, and the pipe to write into when it is to go on."""
    pipe = copy / "pipe"
    os.mkfifo(pipe)
    build = start_build(copy, WAIT=pipe.as_posix(), **environment)
    return build, pipe


def temporary_directories(copy: Path) -> list[str]:
    return [path.name for path in copy.glob(".build*")]


def site(copy: Path) -> str:
    return (copy / "site" / "index.html").read_text("utf-8")


def test_a_build_puts_its_site_in_the_place_of_the_last(copy: Path) -> None:
    build = start_build(copy)
    out, _ = build.communicate(timeout=60)
    assert build.returncode == 0
    assert "Built 1 pages in site/" in out
    assert (site(copy), temporary_directories(copy)) == ("new\n", [])
    assert (copy / "site" / "pagefind" / "index").read_text() == "copy of new\n"


def test_a_site_that_nothing_has_changed_of_is_not_built_again(copy: Path) -> None:
    build = start_build(copy, SAME_SITE="yes")
    out, _ = build.communicate(timeout=60)
    assert (build.returncode, out) == (0, "Nothing has changed since site/ was built.\n")
    assert (site(copy), temporary_directories(copy)) == ("last\n", [])
    assert (copy / "log").read_text() == "setup \n"


def test_an_index_of_the_same_pages_is_taken_and_no_other_made(copy: Path) -> None:
    build = start_build(copy, SAME_INDEX="yes", FAIL="pagefind")
    build.communicate(timeout=60)
    assert (build.returncode, site(copy)) == (0, "new\n")
    assert (copy / "asked").read_text().splitlines() == ["last_build site", "last_build finish"]


@pytest.mark.parametrize("step", ["mkdocs", "pagefind", "finish"])
def test_a_build_that_fails_anywhere_says_so_and_keeps_the_last_site(copy: Path, step: str) -> None:
    build = start_build(copy, FAIL=step)
    out, _ = build.communicate(timeout=60)
    assert build.returncode == 3
    assert "Built" not in out
    assert (site(copy), temporary_directories(copy)) == ("last\n", [])


@pytest.mark.parametrize(
    ("builder", "runs"),
    [
        ("", ["setup ", "mkdocs"]),
        ("mkdocs", ["setup ", "mkdocs"]),
        ("properdocs", ["setup properdocs", "properdocs"]),
    ],
)
def test_the_builder_that_is_asked_for_is_set_up_and_runs(
    copy: Path, builder: str, runs: list[str]
) -> None:
    build = start_build(copy, TRACKER_BUILDER=builder)
    build.communicate(timeout=60)
    assert (build.returncode, site(copy)) == (0, "new\n")
    assert (copy / "log").read_text().splitlines() == runs


def test_a_builder_that_is_none_is_said_in_a_sentence(copy: Path) -> None:
    build = start_build(copy, TRACKER_BUILDER="other")
    _, error = build.communicate(timeout=60)
    says = "TRACKER_BUILDER is 'other', which is not a builder; it may be mkdocs or properdocs\n"
    assert (build.returncode, error, site(copy)) == (2, says, "last\n")
    assert not (copy / "log").exists()


def test_two_builds_at_once_do_not_meet(copy: Path) -> None:
    slow, pipe = start_waiting_build(copy, CONTENT="slow")
    with pipe.open("w") as go_on:  # opens once the slow one reads
        quick = start_build(copy, CONTENT="quick")
        quick.communicate(timeout=60)
        assert (quick.returncode, site(copy)) == (0, "quick\n")
        go_on.write("\n")
    slow.communicate(timeout=60)
    assert (slow.returncode, site(copy), temporary_directories(copy)) == (0, "slow\n", [])


def test_a_build_that_is_stopped_leaves_the_last_site_and_nothing_else(copy: Path) -> None:
    build, pipe = start_waiting_build(copy)
    with pipe.open("w"):
        os.killpg(build.pid, signal.SIGTERM)
        build.communicate(timeout=60)
    assert (build.returncode, site(copy), temporary_directories(copy)) == (143, "last\n", [])


@pytest.fixture
def new(copy: Path) -> Path:
    path = copy / ".build-x" / "site"
    path.mkdir(parents=True)
    (path / "index.html").write_text("new\n")
    return path


def test_where_the_new_site_cannot_go_the_last_one_comes_back(
    copy: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refusing(path: Path, target: Path) -> Path:
        if path == new:
            raise OSError(EBUSY, "busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(OSError, match="busy"):
        swap(new, copy / "site")
    assert site(copy) == "last\n"


def test_a_site_that_another_build_has_just_placed_goes_aside_too(
    copy: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename
    others = [copy / "other"]
    others[0].mkdir()
    (others[0] / "index.html").write_text("other\n")

    def beaten(path: Path, target: Path) -> Path:
        if path == new and others:
            rename(others.pop(), target)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", beaten)
    swap(new, copy / "site")
    assert site(copy) == "new\n"
    assert not (copy / "site" / "site").exists()


def test_the_first_site_has_nothing_to_move(copy: Path, new: Path) -> None:
    shutil.rmtree(copy / "site")
    swap(new, copy / "site")
    assert site(copy) == "new\n"


PYTHON = """#!/bin/sh
case "$*" in
*"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
*"pip --version"*) ;;
*"-m pip"*-r*) echo installed >>log; read -r line <pipe ;;
*"-m pip"*) ;;
*) exec PYTHON "$@" ;;
esac
"""


def start_setup(copy: Path, stand_in: str, *what: str) -> subprocess.Popen[str]:
    """A setup, in a checkout of which each lock file is its own name, with a stand-in of Python."""
    (copy / "scripts").mkdir(exist_ok=True)
    shutil.copy(ROOT / "scripts" / "setup", copy / "scripts" / "setup")
    for path in (*ROOT.glob("requirements*.lock"), ROOT / "pyproject.toml"):
        (copy / path.name).write_text(path.name)
    python = copy / "python"
    python.write_text(stand_in.replace("PYTHON", sys.executable))
    python.chmod(0o755)
    environment = {**os.environ, "PYTHON": python.as_posix()}
    return subprocess.Popen(
        ["scripts/setup", *what], cwd=copy, env=environment, stderr=subprocess.PIPE, text=True
    )


def test_of_two_setups_at_once_one_waits_and_installs_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    first = start_setup(tmp_path, PYTHON)
    with (tmp_path / "pipe").open("w") as go_on:
        second = start_setup(tmp_path, PYTHON)
        locks = Path("/proc/locks")
        while not any(
            "->" in line and f" {second.pid} " in line for line in locks.read_text().splitlines()
        ):
            assert second.poll() is None
            assert (tmp_path / "log").read_text() == "installed\n", "both install"
        go_on.write("\n")
    assert (first.wait(60), second.wait(60)) == (0, 0)
    assert (tmp_path / "log").read_text() == "installed\n"


NEEDS = [["check"], [], ["properdocs"], ["test"]]
"""What a setup may be asked for, each with all that those before it need."""


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("after", range(4))
def test_what_is_there_serves_who_needs_less(before: int, after: int, tmp_path: Path) -> None:
    stand_in = PYTHON.replace("; read -r line <pipe", "")
    for what in (before, after):
        setup = start_setup(tmp_path, stand_in, *NEEDS[what])
        setup.communicate(timeout=60)
        assert setup.returncode == 0
    installed = (tmp_path / "log").read_text().count("installed\n")
    assert installed == (2 if after > before else 1)


def test_a_setup_of_what_nobody_needs_is_refused(tmp_path: Path) -> None:
    setup = start_setup(tmp_path, PYTHON, "docs")
    _, error = setup.communicate(timeout=60)
    assert (setup.returncode, error) == (2, "'docs' is none of check, properdocs, test\n")
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("arguments", "steps"),
    [
        ([], ["setup test", "chromium ", "lint ", "python -m pytest -n 2 --dist worksteal"]),
        (["--durations"], ["setup test", "chromium ", "lint ", "python --durations=10"]),
        (["tests/test_a.py"], ["setup test", "chromium ", "python tests/test_a.py"]),
        (["tests/test_a.py", "--accept"], ["setup test", "chromium ", "python --accept"]),
    ],
)
def test_the_whole_of_the_tests_begins_with_style_and_types(
    arguments: list[str], steps: list[str], tmp_path: Path
) -> None:
    for name in ("scripts/setup", "scripts/chromium", "scripts/lint", ".venv/bin/python"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('#!/bin/sh\necho "${0##*/} $*" >>log\n')
        (tmp_path / name).chmod(0o755)
    shutil.copy(ROOT / "scripts" / "test", tmp_path / "scripts" / "test")
    subprocess.run(["scripts/test", *arguments], cwd=tmp_path, check=True)
    log = (tmp_path / "log").read_text().splitlines()
    assert len(log) == len(steps)
    for line, step in zip(log, steps, strict=True):
        assert line.startswith(step.split()[0])
        assert line.endswith(step.partition(" ")[2])


@pytest.mark.parametrize("verb", sorted((ROOT / "scripts").iterdir()), ids=lambda path: path.name)
def test_no_verb_goes_on_after_a_failure_on_the_left_of_an_and(verb: Path) -> None:
    """Under `set -e` a shell goes on where the left of `a && b` fails: only a condition has it."""
    if verb.is_dir() or verb.suffix == ".py":
        return
    text = verb.read_text("utf-8")
    assert "\nset -eu\n" in text
    for line in text.splitlines():
        code = line.split("#")[0].strip()
        assert "&&" not in code or code.startswith(("if ", "elif ", "while ", "until ")), line
