"""The real site, built by the verb that everybody uses, in a copy of the checkout."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-25"
ADDRESS = "https://tracker.example/site/"


def checkout(directory: Path) -> Path:
    """A copy of all that git has or would take, with the virtual environment of this checkout,
    which is brought up to date here first: the copy must find nothing to install.
    """
    subprocess.run([ROOT / "scripts" / "setup", "test"], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, directory / name)
    (directory / ".venv").symlink_to(ROOT / ".venv")
    return directory


def build(
    copy: Path, *options: str, timeout: int = 300, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs `scripts/build` there, on a fixed day, for an address below the root of its host."""
    return subprocess.run(
        ["scripts/build", *options],
        cwd=copy,
        env={**os.environ, "TRACKER_TODAY": TODAY, "SITE_URL": ADDRESS, **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def bytes_of(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path, but for the search index, whose file names are hashes."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and "pagefind" not in path.relative_to(site).parts
    }
