"""What the tests share: the tiny tracker, its day, and the switch that accepts what is made."""

from datetime import date
from pathlib import Path

import pytest

import verbs
from tracker.record.load import load
from tracker.record.tracker import Tracker

ROOT = verbs.ROOT
TINY = ROOT / "tests" / "data"
TODAY = date(2026, 2, 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what is generated as what is expected"
    )


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether this run accepts what is generated, as `scripts/test --accept` does."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def tiny() -> Tracker:
    tracker, problems = load(TINY)
    assert problems == ()
    return tracker


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, as `scripts/build` builds it."""
    copy = verbs.checkout(tmp_path_factory.mktemp("real"))
    done = verbs.build(copy)
    assert done.returncode == 0, done.stdout + done.stderr
    return copy / "site"
