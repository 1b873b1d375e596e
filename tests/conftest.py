"""Fixtures: the tiny dataset and its day, the `--accept` option, the built sites of the tiny
dataset and of the real record, and a browser.

Tests hold the code, on the tiny dataset. Of the real record they ask only what is true of any
record, on a day taken from it, never its words, counts or ids.
"""

import fcntl
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

import site_builds
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.site import RouteTable, route_site

hypothesis.settings.register_profile("no clock", deadline=None)
hypothesis.settings.load_profile("no clock")  # how long an example takes says nothing of the code

ROOT = site_builds.ROOT
TINY = site_builds.TINY
TODAY = site_builds.TINY_DAY

os.environ["TRACKER_CACHE"] = ""  # a test works everything out itself


@pytest.fixture(scope="session", autouse=True)
def _no_record_but_that_of_the_test() -> None:
    """What a test runs reads the record that it is given: TRACKER_DATA names the real one alone."""
    os.environ.pop("TRACKER_DATA", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what is generated as what is expected"
    )


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether this run accepts what is generated, as `scripts/test --accept` does."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def tiny() -> Dataset:
    dataset, problems = load(TINY)
    assert problems == ()
    return dataset


@pytest.fixture(scope="session")
def tiny_table() -> RouteTable:
    """The routes of the tiny dataset on its day, of which a test makes what it needs."""
    return route_site(TINY, TODAY)


@pytest.fixture(scope="session")
def real_table() -> RouteTable:
    """The routes of the real record on the day of its newest word."""
    return route_site(site_builds.DATA, site_builds.real_day(), site_builds.ADDRESS)


def shared_build(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Any]) -> Path:
    """The site that `build` builds in a folder: once, for all workers of a run of the tests."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    base = factory.getbasetemp().parent if worker else factory.getbasetemp()
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir()
            done = build(folder)
            assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "site").is_dir(), "its build failed in another worker"
    return folder / "site"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, as `scripts/build` builds it."""
    return shared_build(
        tmp_path_factory, "real", lambda folder: site_builds.build(site_builds.checkout(folder))
    )


@pytest.fixture(scope="session")
def tiny_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny dataset, as `scripts/build --pdf` builds it."""
    return shared_build(
        tmp_path_factory,
        "tiny",
        lambda folder: site_builds.build_tiny(site_builds.tiny_checkout(folder), "--pdf"),
    )


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        pass

    def handle(self) -> None:
        with suppress(ConnectionError):  # a page was left before all of it had come
            super().handle()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site, below the root of its host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site.parent.as_posix()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
    server.shutdown()


@pytest.fixture(scope="session")
def address(real: Path) -> Iterator[str]:
    """The address of the real site."""
    with served(real) as url:
        yield url


@pytest.fixture(scope="session")
def tiny_address(tiny_build: Path) -> Iterator[str]:
    """The address of the site of the tiny dataset."""
    with served(tiny_build) as url:
        yield url


def launched(playwright: Playwright) -> Browser:
    """The system's Chromium."""
    find = subprocess.run(
        [ROOT / "scripts" / "chromium"], capture_output=True, text=True, check=True
    )
    executable = find.stdout.strip()
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return playwright.chromium.launch(executable_path=executable, args=flags)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
