"""The packages: what is locked for each need, on any system, and that the record's commands need no
more than the smallest lock holds.
"""

import re
import subprocess
import sys
from importlib.metadata import distribution, packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT, TINY

LOCKS = [
    "requirements-check.lock",
    "requirements.lock",
    "requirements-properdocs.lock",
    "requirements-test.lock",
]
OURS = "child-safeguarding-policy-tracker"


def locked(lock: str) -> dict[str, str]:
    """The version of each package in a lock file."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize(("less", "more"), [*pairwise(LOCKS)])
def test_who_needs_more_has_all_that_who_needs_less_has(less: str, more: str) -> None:
    assert locked(less).items() < locked(more).items()


SYSTEMS = [
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
]
VERSIONS = ["3.11", "3.12", "3.13", "3.14"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["platform_system"])
@pytest.mark.parametrize("lock", LOCKS[:2])
def test_an_editors_packages_are_locked_for_every_system(
    lock: str, system: dict[str, str], version: str
) -> None:
    """pip installs by hash only where each package that one needs has its own."""
    here = {**system, "python_version": version, "python_full_version": f"{version}.9"}
    packages = locked(lock)
    for name in packages:
        for needed in map(Requirement, distribution(name).requires or ()):
            if needed.marker is None or needed.marker.evaluate({**here, "extra": ""}):
                assert canonicalize_name(needed.name) in packages, f"{name} needs {needed}"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--data", TINY],
        ["check", "--data", TINY, "--in-full", "--release"],
        ["schema", "--check", "--data", TINY],
        ["ids", "--data", TINY],
        ["fmt", "--check", "--data", TINY],
        ["forms", "--check", "--data", TINY],
        ["review", "--data", TINY],
        ["new", "body", "--data", TINY],
        ["withdraw", "--data", TINY, "bodies/none"],
        ["changes", "--data", TINY, "--today", "2026-11-29", "2025-01-01..2025-06-30"],
    ],
    ids=lambda arguments: " ".join(map(str, arguments[:1] + arguments[3:])),
)
def test_the_commands_of_the_record_import_nothing_but_its_packages(
    arguments: list[str | Path],
) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "tracker", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    found = re.findall(r"^import time:.*\|\s*(\w+)[\w.]*$", done.stderr, re.MULTILINE)
    imported = set(found)
    assert {"click", "yaml", "pydantic"} <= imported
    packages_of = packages_distributions()
    packages = {canonicalize_name(p) for name in imported for p in packages_of.get(name, ())}
    assert packages - {OURS} <= locked(LOCKS[0]).keys()


def test_a_command_that_needs_more_says_so() -> None:
    without = "import sys; sys.modules['icalendar'] = None; from tracker.cli import main; main()"
    command = [sys.executable, "-c", without, "render", "--data", TINY.as_posix(), "--to", "none"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    says = "this needs icalendar, which is not installed; run scripts/setup, or install"
    assert (done.returncode, done.stderr) == (1, f"Error: {says} requirements.lock\n")
