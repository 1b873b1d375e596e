"""Builds by `scripts/build` in a copy of the checkout, of the real record or the tiny dataset;
and the day on which the tests judge the real record.
"""

import os
import shutil
import subprocess
from bisect import bisect_left
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.rules.chronology import nothing_happened_in_the_future

ROOT = Path(__file__).parent.parent
DATA = ROOT / (os.environ.get("TRACKER_DATA") or "data")
"""The real record."""
TINY = ROOT / "tests" / "data"
ELSEWHERE = ROOT / "tests" / "elsewhere"
"""A tracker of a country that there is not, with words and steps of its own."""
ICONS = Path(str(files("material"))) / "templates" / ".icons"
"""The icons of Material."""
TINY_DAY = date(2026, 2, 1)
ADDRESS = "https://tracker.example/site/"


def day_of(dataset: Dataset) -> date:
    """The newest day on which anything in a record happened, was written or was seen: the first on
    which the rule finds nothing that is still to come.
    """
    days = range(1, date.max.toordinal())
    at = bisect_left(days, True, key=lambda day: _has_come(dataset, date.fromordinal(day)))
    return date.fromordinal(days[at])


def _has_come(dataset: Dataset, day: date) -> bool:
    return not any(nothing_happened_in_the_future(dataset, day))


@cache
def real_day() -> date:
    """The day on which the tests judge the real record."""
    return day_of(load(DATA)[0])


def checkout(directory: Path, data: Path = DATA) -> Path:
    """A copy of all that git has or would take, with a record of its own and the virtual
    environment of this checkout, which is brought up to date here first: the copy must find nothing
    to install.
    """
    subprocess.run([ROOT / "scripts" / "setup", "test"], check=True)
    git_files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, git_files.stdout.split("\0")):
        if (ROOT / name).is_file():
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, directory / name)
    (directory / ".venv").symlink_to(ROOT / ".venv")
    if data != ROOT / "data":
        shutil.rmtree(directory / "data")
        shutil.copytree(data, directory / "data")
    return directory


def tiny_checkout(directory: Path) -> Path:
    """A copy of the checkout with the tiny dataset as its record."""
    return checkout(directory, TINY)


def build(
    copy: Path, *options: str, day: date | None = None, timeout: int = 300, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs `scripts/build` there, on a day or that of the real record, for an address below the
    root of its host.
    """
    own = {
        "TRACKER_TODAY": (day or real_day()).isoformat(),
        "SITE_URL": ADDRESS,
        "TRACKER_DATA": "",
    }
    return subprocess.run(
        ["scripts/build", *options],
        cwd=copy,
        env={**os.environ, **own, **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def build_tiny(
    copy: Path, *options: str, timeout: int = 300, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs `scripts/build` in a copy with the tiny dataset, on its day."""
    return build(copy, *options, day=TINY_DAY, timeout=timeout, **environment)


def bytes_of(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path, but for the search index, whose file names are hashes, and
    for PDFs, which bear the second in which they were printed.
    """
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
        and path.suffix != ".pdf"
        and "pagefind" not in path.relative_to(site).parts
    }
