"""The preview, `scripts/serve`: each page is made when it is asked for, of the files as they then
are, in the frame of the site.

How it works. A request first looks at the files: a change shows by time, size or number of a file,
of which some thousands are looked at in milliseconds, so what is served never rests on whether a
watcher told of it. Of a changed record only the changed files are read (`Readings`), all is derived
anew, and the one page that is asked for is listed and made; files beside pages are not even listed
before one of them is asked for. Of MkDocs' build only what a page needs is done: its configuration
and the environment of the theme are loaded once; a page gets a file, a page object and a context of
its own when it is asked for, and goes through the same functions of `mkdocs_hooks` into
`main.html`. Navigation stays empty, as the frame has a menu of its own. Templates are read again
once they are edited, each by itself.

The check of the record, which takes longer than all that, runs in another process. Until it has
answered, what was just written is shown; where it finds problems, or where a file cannot be read,
the pages are those of the last record without problems, below the list of all of them. A page that
then cannot be made waits for the check. A fault in a template is a page that says where.

Each problem leads to its place in an editor (`editor_links`), and a page that is none of the site's
lists what the working tree changes (`CHANGED`), where git is.

A browser waits for a new version (`WAITING`), and loads the page again. Garbage is collected while
nobody asks for anything, and after some versions in any case.
"""

import argparse
import gc
import mimetypes
import os
import posixpath
import secrets
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context as process_context
from pathlib import Path
from traceback import extract_tb, print_exception
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from watchdog import events
from watchdog.observers import Observer

import mkdocs_hooks as hooks
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
from tracker.edit.working_tree import knows_git, working_tree_changes
from tracker.environment import (
    InvalidEnvironmentError,
    RunEnvironment,
    clock,
    data_directory,
    read_environment,
    zone_of_site,
)
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.load.readings import Readings
from tracker.load.seen_files import SeenFiles
from tracker.problems import Problem, write_any_character
from tracker.render.engine import template_environment
from tracker.rules import check
from tracker.site import RouteTable, route_pages

WAITING = "/_preview/after/"
"""Where a browser waits for a version after its own, which follows."""
LONGEST_WAIT = 30
"""Seconds after which it is answered in any case, and asks again."""
CHANGED = "_preview/changes/"
"""The path of the page that lists what the working tree changes."""
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
class Answer:
    """What a request is answered with. `version` is that of what is shown."""

    status: int
    type: str
    body: bytes
    version: str
    location: str = ""


@dataclass(frozen=True)
class _Seen:
    """What was seen of the files: a version of each group of them, and the day and the rest of what
    a run takes from outside.
    """

    config: int
    record: int
    prose: int
    looks: tuple[int, ...]
    environment: RunEnvironment

    def has_same_record(self, other: "_Seen") -> bool:
        """Whether the record and the day on which it is judged are those of another time."""
        return (self.record, self.environment) == (other.record, other.environment)


class _LinkedFiles(Files):
    """The files to which prose may link, each found when it is looked for."""

    def __init__(self, find: Callable[[str], File | None]) -> None:
        super().__init__([])
        self._find = find

    def get_file_from_path(self, path: str) -> File | None:
        """The file of the site whose source has a name."""
        return self._find(posixpath.normpath(path))


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
        place_address: PlaceAddress | None = None,
    ) -> None:
        self._checkout, self._variables, self._address = checkout, environment, address
        self._begin_check = check
        self._place_address = place_address or editor_address(NO_EDITOR)
        self.data = data_directory(checkout, environment)
        self._has_git = knows_git(self.data)
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._life, self.count = secrets.token_hex(4), 0
        self._readings = Readings()
        self._followed: dict[Path, tuple[SeenFiles, int]] = {}
        self._seen: _Seen | None = None
        self._dataset: Dataset | None = None
        self._good: RouteTable | None = None
        self._table: RouteTable | None = None
        self._problems: tuple[Problem, ...] = ()
        self._failure: BaseException | None = None
        self._is_checked = False
        template_environment().auto_reload = True
        self._read_config()

    @property
    def version(self) -> str:
        """What stands for all that is shown: another one once anything is changed."""
        return f"{self._life}-{self.count}"

    @property
    def sources(self) -> tuple[Path, ...]:
        """The folders whose files it follows, and the file of the configuration."""
        templates = self._checkout / "scripts" / "tracker" / "render" / "templates"
        theme = self._checkout / "scripts" / "theme"
        return (self.data, Path(self._config.docs_dir), theme, templates, self._config_file)

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
                return self._answer_checked(path)
            except (Exception, Abort) as error:
                return self._fault(error)

    def look(self) -> None:
        """Takes in what was changed of the files, if anything was."""
        with self._lock:
            seen = self._look_at_files()
            before, self._seen = self._seen, seen
            if seen == before:
                return
            self._failure = None
            try:
                self._take_in(seen, before)
            except (Exception, Abort) as error:
                self._failure = error
            self.count += 1
            self._changed.notify_all()

    def _take_in(self, seen: _Seen, before: _Seen | None) -> None:
        """Reads what is no longer as it was seen before."""
        is_set_anew = before is None or seen.config != before.config
        if is_set_anew:
            self._read_config()
        is_read_anew = is_set_anew or before is None or not seen.has_same_record(before)
        if is_read_anew:
            self._read_record(seen)
        self._list()
        if is_read_anew and not self._is_checked:
            self._begin_check(self.data, seen.environment.today, partial(self._take_check, seen))

    def _look_at_files(self) -> _Seen:
        data, docs, theme, templates, config = self.sources
        return _Seen(
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
            self._readings.forget(changed)
        self._followed[source] = files, version + bool(changed)
        return version + bool(changed)

    def _zone(self) -> str | None:
        return self._dataset.site.zone if self._dataset else zone_of_site(self.data)

    @property
    def _config_file(self) -> Path:
        return self._checkout / "mkdocs.yml"

    def _read_config(self) -> None:
        self._config = load_config(self._config_file.as_posix())
        self._config.plugins.on_startup(command="serve", dirty=False)
        self._config.site_url = self._address
        self._environment = self._config.theme.get_env()
        self._environment.auto_reload = True
        self._environment.autoescape = True

    def _read_record(self, seen: _Seen) -> None:
        """Reads the record; where each file can be read, what is then shown is not checked yet."""
        self._is_checked = False
        self._dataset, problems = load(self.data, readings=self._readings)
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

    def _take_check(self, seen: _Seen, problems: tuple[Problem, ...]) -> None:
        """Takes in what the check found of the record as it was seen."""
        with self._lock:
            if self._is_checked or not self._seen or not self._seen.has_same_record(seen):
                return
            self._is_checked = True
            if not problems:
                self._good = self._table
            if problems != self._problems:
                self._problems, self._table = problems, self._good
                self._list()
                self.count += 1
                self._changed.notify_all()
            for problem in problems:
                print(problem, flush=True)

    def _list(self) -> None:
        """Lists what there is beside what is generated: pages written by hand, of which none is
        filled in before it is asked for, and files.
        """
        if self._table:
            hooks.set_site(self._config, self._table)
        self._config.site_url = self._address
        self._by_hand = hooks.handwritten_sources(Path(self._config.docs_dir), self.data)
        self._markdown: dict[str, tuple[str, tuple[Problem, ...]]] = {}
        self._names = {
            _path(File.generated(self._config, name, content="").url): name
            for name in self._by_hand
        }
        static = get_files(self._config)
        set_exclusions(static, self._config)
        self._static = {
            file.src_uri: file
            for file in static
            if file.inclusion != InclusionLevel.EXCLUDED and not file.is_documentation_page()
        }

    def _answer_checked(self, path: str) -> Answer:
        """The answer; where it cannot be made of what is not checked yet, of the last good record
        if the check finds problems.
        """
        if self._failure:
            raise self._failure
        try:
            return self._answer(path)
        except Exception:
            if self._is_checked:
                raise
            self._check_now()
            if not self._is_checked:
                raise
            return self._answer(path)

    def _answer(self, path: str) -> Answer:
        if path.endswith("/index.html") or path == "index.html":
            path = path.removesuffix("index.html")
        if file := self._file_of(path):
            return self._content(_type_of(".html"), self._framed(file))
        if path == CHANGED and self._has_git:
            return self._content(_type_of(".html"), self._changed_files())
        if path == "assets/site.css":
            return self._content(_type_of(path), "\n".join(hooks.style_sheets(self._config)))
        if path == "sitemap.xml":
            return self._content(_type_of(path), self._sitemap())
        if path in self._static:
            return self._content(_type_of(path), self._static[path].content_bytes)
        if self._table and path in self._table.files:
            return self._content(_type_of(path), self._table.content(path))
        if self._file_of(f"{path}/"):
            return Answer(302, _type_of(".html"), b"", self.version, f"/{quote(path)}/")
        return self._content(_type_of(".html"), self._lost(), 404)

    def _content(self, type: str, content: str | bytes, status: int = 200) -> Answer:
        body = content.encode() if isinstance(content, str) else content
        return Answer(status, type, body, self.version)

    def paths(self) -> Iterator[str]:
        """The path of every page."""
        names = self._names.items()
        yield from (path for path, name in names if self._is_written(name))
        for path in self._table.pages if self._table else ():
            if not self._is_written(self._names.get(path, "")):
                yield path

    def _file_of(self, path: str) -> File | None:
        """The file of the page at a path, with that page."""
        name = self._names.get(path, "")
        if self._is_written(name):
            return self._linked(name)
        if self._table and path in self._table.pages:
            data = hooks.in_checkout(self.data, self._config)
            return hooks.file_of_page(self._table, path, self._config, data)
        if not self._table and not path:
            content = "# Nothing to show yet\n"
            return File.generated(self._config, "index.md", content=content)
        return None

    def _linked(self, name: str) -> File | None:
        """The file whose source has a name, with which prose links to it."""
        if self._is_written(name):
            return File.generated(self._config, name, content=self._filled_in(name)[0])
        if name in self._static:
            return self._static[name]
        path = "" if name == "index.md" else f"{name.removesuffix('.md')}/"
        if name.endswith(".md"):
            return self._file_of(path) if self._table and path in self._table.pages else None
        if self._table and name in self._table.files:
            return File.generated(self._config, name, content="")
        return None

    def _is_written(self, name: str) -> bool:
        """Whether a page written by hand has a name and is not empty on this site."""
        return name in self._by_hand and bool(self._filled_in(name)[0].strip())

    def _filled_in(self, name: str) -> tuple[str, tuple[Problem, ...]]:
        """The Markdown of the page written by hand that has a name, and its problems."""
        if name not in self._markdown:
            path, folder = self._by_hand[name]
            shown = hooks.in_checkout(path, self._config)
            docs = Path(self._config.docs_dir)
            self._markdown[name] = (
                hooks.filled_in(self._table, path, folder, docs, shown) if self._table else ("", ())
            )
        return self._markdown[name]

    def __contains__(self, path: str) -> bool:
        """Whether there is a page at a path, which the menu asks."""
        return bool(self._table and path in self._table.pages) or self._is_written(
            self._names.get(path, "")
        )

    def _framed(self, file: File) -> str:
        """The whole page of a file."""
        page = file.page or Page(None, file, self._config)
        page.read_source(self._config)
        page.update_date = "" if self._table else page.update_date
        page.render(self._config, _LinkedFiles(self._linked))
        return self._render("main.html", page)

    def _lost(self) -> str:
        return self._render("404.html", None, urlsplit(self._address).path)

    def _changed_files(self) -> str:
        """The page that lists what the working tree changes."""
        changes = working_tree_changes(self.data, self._table)
        changed = [
            (each, "" if each.change == "removed" else self._place_address(path, 1, 1))
            for each in changes
            for path in [self.data / each.file]
        ]
        base = urlsplit(self._address).path
        values = {"changed": changed, "title_without_page": "What you changed"}
        return self._render("preview_changes.html", None, base, **values)

    def _render(self, template: str, page: Page | None, base: str = ".", **values: Any) -> str:
        context: Any = get_context(Navigation([], []), [], self._config, page, base)
        context |= values
        if page:
            context = hooks.on_page_context(context, page=page)
        self._environment.globals |= hooks.frame_values(
            self._table,
            self._all_problems(),
            self._seen.environment.today if self._seen else None,
            self,  # type: ignore[arg-type]  # a container of paths
            preview=True,
            place_address=self._address_of,
            changed_path=CHANGED if self._has_git else "",
        )
        return self._environment.get_template(template).render(context)

    def _address_of(self, problem: Problem) -> str:
        """What opens the place of a problem in an editor. Problems of the record name its files
        from the data directory on, others from the checkout on.
        """
        folder, _, rest = problem.file.partition("/")
        record = self.data.resolve()
        path = record / rest if folder == record.name else self._checkout / problem.file
        return self._place_address(path, problem.line, problem.column)

    def _all_problems(self) -> tuple[Problem, ...]:
        """The problems of the record, and of the pages written by hand that were filled in."""
        of_prose = (problem for _, found in self._markdown.values() for problem in found)
        taken = (
            hooks.taken_name(name)
            for path, name in self._names.items()
            if self._table and path in self._table.pages and self._is_written(name)
        )
        return (*self._problems, *of_prose, *taken)

    def _sitemap(self) -> str:
        files = [file for path in self.paths() if (file := self._file_of(path))]
        for file in files:
            page = file.page or Page(None, file, self._config)
            page.update_date = page.update_date if isinstance(page, hooks.GeneratedPage) else ""
        return self._render("sitemap.xml", None, pages=files)

    def _fault(self, error: BaseException) -> Answer:
        """The page that says where a page could not be made, and why."""
        print_exception(error)
        file, line = _place_of(error)
        address = self._place_address(Path(file), line, 1)
        with suppress(ValueError):
            file = Path(file).relative_to(self._checkout).as_posix()
        place, message = escape(f"{file}:{line}"), escape(f"{type(error).__name__}: {error}")
        if address:
            place = f'<a href="{escape(address)}">{place}</a>'
        title = "This page cannot be made"
        html = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f"</head><body><main><h1>{title}</h1><p>{place}: {message}</p></main></body></html>"
        )
        return Answer(500, _type_of(".html"), html.encode(), self.version)


def _path(url: str) -> str:
    """The path of a page from the root of the site, from MkDocs' address of it."""
    return "" if url == "./" else url


def _place_of(error: BaseException) -> tuple[str, int]:
    """The file and the line at which an error was met: in a template, where one was read."""
    if (name := getattr(error, "filename", None)) and (line := getattr(error, "lineno", None)):
        return name, line
    frames = extract_tb(error.__traceback__)
    of_templates = [frame for frame in frames if not frame.filename.endswith(".py")]
    frame = (of_templates or frames)[-1]
    return frame.filename, frame.lineno or 1


def _type_of(path: str) -> str:
    known = {".atom": "application/atom+xml", ".ics": "text/calendar", ".html": "text/html"}
    suffix = posixpath.splitext(path)[1] or path
    type = known.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    is_text = type.startswith("text/") or type.endswith(("json", "xml", "javascript"))
    return f"{type}; charset=utf-8" if is_text else type


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
    except (InvalidEnvironmentError, Abort, OSError) as error:
        sys.exit(f"Nothing is served: {error}")
    server.follow()
    print(f"The preview is at {server.url} and follows your edits; to end it: Ctrl-C", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
