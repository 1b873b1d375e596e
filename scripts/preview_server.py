"""The server of the preview, `scripts/serve`: each page is that of the files as they then are.

A request first looks at the files: a change shows by time, size or number of a file, of which some
thousands are looked at in milliseconds, so what is served never rests on whether a watcher told of
it. Of a changed record only the changed files are read (`DocumentCache`), all is derived anew, and
the one page that is asked for is listed and made (`preview.py`); files beside pages are not even
listed before one of them is asked for.

The check of the record, which takes longer than all that, runs in another process. Until it has
answered, what was just written is shown; where it finds problems, or where a file cannot be read,
the pages are those of the last record without problems, below the list of all of them. A page that
then cannot be made waits for the check.

A browser waits for a new version (`WAITING`), and loads the page again. Garbage is collected while
nobody asks for anything, and after some versions in any case.
"""

import argparse
import gc
import os
import secrets
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context as process_context
from pathlib import Path
from traceback import print_exception
from typing import Any
from urllib.parse import unquote, urlsplit

from watchdog import events
from watchdog.observers import Observer

from preview import (
    Answer,
    Frame,
    InvalidConfigError,
    PreviewPages,
    config_file,
    fault_page,
)
from tracker.checking import with_address
from tracker.edit.editor_links import (
    DEFAULT_EDITOR,
    EDITORS,
    NO_EDITOR,
    NoSuchEditorError,
    PlaceAddress,
    editor_address,
)
from tracker.edit.named_files import SCHEMA_FOLDER
from tracker.edit.rechecking import end_with_preview, recheck
from tracker.edit.working_tree import knows_git
from tracker.environment import (
    InvalidEnvironmentError,
    RunEnvironment,
    clock,
    data_directory,
    read_environment,
    zone_of_site,
)
from tracker.load.dataset import Dataset
from tracker.load.document_cache import DocumentCache
from tracker.load.loader import load
from tracker.load.seen_files import SeenFiles
from tracker.problems import Problem, write_any_character
from tracker.rules import check
from tracker.site import RouteTable, route_pages

WAITING = "/_preview/after/"
"""Where a browser waits for a version after its own, which follows."""
LONGEST_WAIT = 30
"""Seconds after which it is answered in any case, and asks again."""
RELOAD = """<script>
(function follow() {
  const again = () => {
    if (!document.hidden) follow();
    else document.addEventListener("visibilitychange", follow, { once: true });
  };
  fetch("%s")
    .then((answer) => answer.text())
    .then((version) => (version === "%s" ? again() : location.reload()))
    .catch(() => setTimeout(again, 1000));
})();
</script>
"""
QUIET = 0.5
"""Seconds without a request or a change after which garbage is collected."""
MOST_VERSIONS = 8
"""How many versions may be made before it is collected in any case."""
SETTLE = 0.02
"""Seconds without a further change after which a change is taken to be whole."""
CHANGES = (
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
)

Check = Callable[[Path, date, Callable[[tuple[Problem, ...]], None]], None]
"""Checks the record in a directory on a day, then calls what it is given with the problems."""


@dataclass(frozen=True)
class _Versions:
    """The versions of the files, one for each group of them, and the day and the rest of what a run
    takes from outside.
    """

    config: int
    record: int
    prose: int
    looks: tuple[int, ...]
    environment: RunEnvironment

    def has_same_record(self, other: "_Versions") -> bool:
        """Whether the record and the day on which it is judged are those of another time."""
        return (self.record, self.environment) == (other.record, other.environment)


class Preview:
    """The site of a checkout as its files are. `address` is that at which it is served, `check`
    checks the record beside it, and `place_address` gives what opens a place in an editor.
    """

    def __init__(
        self,
        checkout: Path,
        environment: Mapping[str, str],
        address: str,
        check: Check,
        place_address: PlaceAddress,
    ) -> None:
        self._checkout, self._variables, self._address = checkout, environment, address
        self._begin_check = check
        self._place_address = place_address
        self.data = data_directory(checkout, environment)
        self._has_git = knows_git(self.data)
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._life, self.count = secrets.token_hex(4), 0
        self._cache = DocumentCache()
        self._followed: dict[Path, tuple[SeenFiles, int]] = {}
        self._seen: _Versions | None = None
        self._dataset: Dataset | None = None
        self._good: RouteTable | None = None
        self._table: RouteTable | None = None
        self._problems: tuple[Problem, ...] = ()
        self._failure: BaseException | None = None
        self._is_checked = False
        self._frame = Frame(checkout, address)
        self._pages: PreviewPages | None = None

    @property
    def version(self) -> str:
        """What stands for all that is shown: another one once anything is changed."""
        return f"{self._life}-{self.count}"

    @property
    def sources(self) -> tuple[Path, ...]:
        """The folders whose files it follows, and the file of the configuration."""
        templates = self._checkout / "scripts" / "tracker" / "render" / "templates"
        theme = self._checkout / "scripts" / "theme"
        return (self.data, self._frame.docs, theme, templates, config_file(self._checkout))

    def wait(self, version: str, seconds: float) -> str:
        """The version, as soon as it is another than this one, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version, seconds)
            return self.version

    def answer(self, path: str) -> Answer:
        """What is at a path from the root of the site, made of the files as they are now."""
        with self._lock:
            try:
                self.look()
                answer = self._answer_checked(path)
            except Exception as error:
                print_exception(error)
                answer = fault_page(error, self._checkout, self._place_address)
            return replace(answer, version=self.version)

    def paths(self) -> Iterator[str]:
        """The path of every page."""
        return self._pages.paths() if self._pages else iter(())

    def look(self) -> None:
        """Takes in what was changed of the files, if anything was."""
        with self._lock:
            seen = self._look_at_files()
            before, self._seen = self._seen, seen
            if seen == before:
                return
            if self._failure:
                before = None  # of what it failed at, not all was taken in
            self._failure = None
            try:
                self._take_in(seen, before)
            except Exception as error:
                self._failure = error
            self.count += 1
            self._changed.notify_all()

    def _take_in(self, seen: _Versions, before: _Versions | None) -> None:
        """Reads what is no longer as it was seen before."""
        is_set_anew = before is None or seen.config != before.config
        if is_set_anew:
            self._frame = Frame(self._checkout, self._address)
        is_read_anew = is_set_anew or before is None or not seen.has_same_record(before)
        if is_read_anew:
            self._read_record(seen)
        self._list(seen)
        if is_read_anew and not self._is_checked:
            self._begin_check(self.data, seen.environment.today, partial(self._take_check, seen))

    def _look_at_files(self) -> _Versions:
        data, docs, theme, templates, config = self.sources
        return _Versions(
            config=self._version_of(config),
            record=self._version_of(data),
            prose=self._version_of(docs),
            looks=(self._version_of(theme), self._version_of(templates)),
            environment=read_environment(self._variables, self._zone),
        )

    def _version_of(self, source: Path) -> int:
        """How often a file, or one of the files of a folder, was other than before."""
        new = SeenFiles(source, clock, without=SCHEMA_FOLDER), 0
        files, version = self._followed.get(source, new)
        changed = files.look()
        if source == self.data:
            self._cache.forget(changed)
        self._followed[source] = files, version + bool(changed)
        return version + bool(changed)

    def _zone(self) -> str | None:
        return self._dataset.site.zone if self._dataset else zone_of_site(self.data)

    def _read_record(self, seen: _Versions) -> None:
        """Reads the record; where each file can be read, what is then shown is not checked yet."""
        self._is_checked = False
        self._dataset, problems = load(self.data, cache=self._cache)
        self._table, self._problems = self._good, problems
        if not problems:
            dataset = with_address(self._dataset, self._address, seen.environment.repository)
            try:
                self._table = route_pages(dataset, seen.environment.today)
            except Exception:  # the rules may refuse such a record
                self._check_now()
                if not self._problems:
                    raise

    def _check_now(self) -> None:
        """Checks the record before anything else is done."""
        assert self._seen, "something was read"
        assert self._dataset, "something was read"
        problems = check(self._dataset, self._seen.environment.today)
        if problems:
            self._take_check(self._seen, problems)

    def _take_check(self, seen: _Versions, problems: tuple[Problem, ...]) -> None:
        """Takes in what the check found of the record as it was seen."""
        with self._lock:
            if self._is_checked or not self._seen or not self._seen.has_same_record(seen):
                return
            self._is_checked = True
            if not problems:
                self._good = self._table
            if problems != self._problems:
                self._problems, self._table = problems, self._good
                self._list(seen)
                self.count += 1
                self._changed.notify_all()
            for problem in problems:
                print(problem, flush=True)

    def _list(self, seen: _Versions) -> None:
        """Lists the pages and files of what is shown; none is made before it is asked for."""
        self._pages = PreviewPages(
            self._frame,
            self.data,
            self._table,
            self._problems,
            seen.environment.today,
            self._place_address,
            has_git=self._has_git,
        )

    def _answer_checked(self, path: str) -> Answer:
        """The answer; where it cannot be made of what is not checked yet, of the last good record
        if the check finds problems.
        """
        if self._failure:
            raise self._failure
        assert self._pages, "without a failure pages are listed"
        try:
            return self._pages.answer(path)
        except Exception:
            if self._is_checked:
                raise
            self._check_now()
            if not self._is_checked:
                raise
            return self._pages.answer(path)


class _Handler(BaseHTTPRequestHandler):
    """Answers the requests of a browser."""

    protocol_version = "HTTP/1.1"
    server: "PreviewServer"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith(WAITING):
            self._wait(path.removeprefix(WAITING))
            return
        answer = self.server.preview.answer(path.removeprefix("/"))
        body = answer.body
        if body and answer.type.startswith("text/html"):
            body = with_reload(body, answer.version)
        self.send_response(answer.status)
        if answer.location:
            self.send_header("Location", answer.location)
        self._send(answer.type, body)
        self.server.asked.set()

    do_HEAD = do_GET  # noqa: N815  # the name is that of the library

    def _wait(self, version: str) -> None:
        now = self.server.preview.wait(version, LONGEST_WAIT)
        self.send_response(200)
        self._send("text/plain", now.encode())

    def _send(self, type: str, body: bytes) -> None:
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle(self) -> None:
        with suppress(ConnectionError):  # the page was left before all of it had come
            super().handle()

    def log_message(self, *arguments: Any) -> None:
        pass


def with_reload(html: bytes, version: str) -> bytes:
    """A page that is loaded again once there is another version."""
    before, end, after = html.rpartition(b"</body>")
    script = RELOAD % (f"{WAITING}{version}", version)
    return before + script.encode() + end + after


class PreviewServer(ThreadingHTTPServer):
    """Serves a preview, and follows its files. `asked` is set by each request."""

    daemon_threads = True

    def __init__(self, at: tuple[str, int], preview: Callable[[str], Preview]) -> None:
        super().__init__(at, _Handler)
        self.url = f"http://{at[0]}:{self.server_port}/"
        self.preview = preview(self.url)
        self.asked = threading.Event()
        self._told = threading.Event()
        self._observer = Observer()

    def follow(self) -> None:
        """Begins to follow the files."""
        handler = events.FileSystemEventHandler()
        handler.on_any_event = lambda event: self._told.set()  # type: ignore[method-assign]
        for source in self.preview.sources:
            folder = source if source.is_dir() else source.parent
            self._observer.schedule(
                handler, str(folder), recursive=source.is_dir(), event_filter=list(CHANGES)
            )
        self._observer.start()
        threading.Thread(target=self._look_when_told, daemon=True).start()

    def _look_when_told(self) -> None:
        collected = 0
        while True:
            if self.preview.count >= collected + MOST_VERSIONS:
                gc.collect()
                collected = self.preview.count
            if self._told.wait(QUIET if self.asked.is_set() else None):
                while self._told.is_set():
                    self._told.clear()
                    self._told.wait(SETTLE)
                with suppress(OSError):  # a file went while it was looked at: it is told of again
                    self.preview.look()
                self.asked.set()
            elif self.asked.is_set():
                self.asked.clear()
                gc.collect()
                collected = self.preview.count


def checks_in_another_process() -> Check:
    """A check that runs beside this process, where the record stays in memory."""
    pool = ProcessPoolExecutor(1, process_context("spawn"), end_with_preview)
    last: Future[tuple[Problem, ...]] = Future()

    def begin(data: Path, day: date, then: Callable[[tuple[Problem, ...]], None]) -> None:
        nonlocal last

        def take(done: Future[tuple[Problem, ...]]) -> None:
            if done.cancelled():
                return
            if error := done.exception():
                print(f"The record could not be checked: {error}", file=sys.stderr, flush=True)
            else:
                then(done.result())

        last.cancel()  # where it has not begun: what it was to check was changed since
        last = pool.submit(recheck, data, day)
        last.add_done_callback(take)

    return begin


def _host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not HOST:PORT, such as 127.0.0.1:8000")
    return host, int(port)


def main() -> None:
    """Serves the preview until it is stopped."""
    parser = argparse.ArgumentParser(prog="scripts/serve", description="Previews the site.")
    parser.add_argument(
        "-a", "--dev-addr", default="127.0.0.1:8000", metavar="HOST:PORT", type=_host_and_port
    )
    parser.add_argument(
        "--editor",
        default=os.environ.get("TRACKER_EDITOR") or DEFAULT_EDITOR,
        help="what opens a file from a page: %(default)s, one of "
        f"{', '.join((*EDITORS, NO_EDITOR))}, or an address with {{path}}, {{line}}, {{column}}; "
        "$TRACKER_EDITOR names it as well",
    )
    write_any_character(sys.stdout)
    given = parser.parse_args()
    gc.disable()  # it is collected while nobody asks: see PreviewServer
    checkout = Path(__file__).resolve().parent.parent
    try:
        opens = editor_address(given.editor)
        server = PreviewServer(
            given.dev_addr,
            lambda url: Preview(checkout, os.environ, url, checks_in_another_process(), opens),
        )
        server.preview.look()
    except NoSuchEditorError as error:
        parser.error(str(error))
    except (InvalidEnvironmentError, InvalidConfigError, OSError) as error:
        sys.exit(f"Nothing is served: {error}")
    server.follow()
    print(f"The preview is at {server.url} and follows your edits; to end it: Ctrl-C", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
