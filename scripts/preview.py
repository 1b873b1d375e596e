"""The pages of the preview: each is made when it is asked for, in the frame of the site.

Of MkDocs' build only what a page needs is done: its configuration and the environment of the theme
are loaded once; a page gets a file, a page object and a context of its own when it is asked for,
and goes through the same functions of `mkdocs_hooks` into `main.html`. Navigation stays empty, as
the frame has a menu of its own. Templates are read again once they are edited, each by itself.

Each problem leads to its place in an editor (`editor_links`), and a page that is none of the site's
lists what the working tree changes (`CHANGED`), where git is. A fault in a template is a page that
says where.
"""

import mimetypes
import posixpath
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

import mkdocs_hooks as hooks
from tracker.edit.editor_links import PlaceAddress
from tracker.edit.working_tree import working_tree_changes
from tracker.problems import Problem
from tracker.render.engine import fault_place, template_environment
from tracker.site import RouteTable

CHANGED = "_preview/changes/"
"""The path of the page that lists what the working tree changes."""


@dataclass(frozen=True)
class Answer:
    """What a request is answered with. `version` is that of what is shown."""

    status: int
    type: str
    body: bytes
    version: str = ""
    location: str = ""


class InvalidConfigError(Exception):
    """Why the configuration of MkDocs cannot be used."""


class Frame:
    """What is around each page: the configuration of a checkout as MkDocs reads it, and the
    environment of the theme. `address` is that at which the site is served.

    Raises InvalidConfigError.
    """

    def __init__(self, checkout: Path, address: str) -> None:
        self.checkout, self.address = checkout, address
        try:
            self.config = load_config(config_file(checkout).as_posix())
        except MkDocsException as error:
            raise InvalidConfigError(f"mkdocs.yml: {error}") from error
        self.config.plugins.on_startup(command="serve", dirty=False)
        self.environment = self.config.theme.get_env()
        self.environment.auto_reload = True
        hooks.set_up(self.environment)
        template_environment().auto_reload = True

    @property
    def docs(self) -> Path:
        """The folder of the pages that are written by hand."""
        return Path(self.config.docs_dir)


def config_file(checkout: Path) -> Path:
    """The configuration of MkDocs in a checkout."""
    return checkout / "mkdocs.yml"


class _LinkedFiles(Files):
    """The files to which prose may link, each found when it is looked for."""

    def __init__(self, find: Callable[[str], File | None]) -> None:
        super().__init__([])
        self._find = find

    def get_file_from_path(self, path: str) -> File | None:
        """The file of the site whose source has a name."""
        return self._find(posixpath.normpath(path))


class PreviewPages:
    """The pages and the files of a site, each made when it is asked for: of the routes of `table`,
    or of none where no record could be read yet, and of the pages written by hand. `problems` are
    those of the record in `data` on `day`, which each page lists. `has_git` is whether git can say
    what the working tree changes.
    """

    def __init__(
        self,
        frame: Frame,
        data: Path,
        table: RouteTable | None,
        problems: tuple[Problem, ...],
        day: date,
        place_address: PlaceAddress,
        *,
        has_git: bool,
    ) -> None:
        self._frame, self._config, self._data = frame, frame.config, data
        self._table, self._problems, self._day = table, problems, day
        self._place_address, self._has_git = place_address, has_git
        if table:
            hooks.set_site(self._config, table)
        self._config.site_url = frame.address
        self._by_hand = hooks.handwritten_sources(frame.docs, data)
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

    def answer(self, path: str) -> Answer:
        """What is at a path from the root of the site."""
        if path.endswith("/index.html") or path == "index.html":
            path = path.removesuffix("index.html")
        if file := self._file_of(path):
            return _answer_with(_type_of(".html"), self._framed(file))
        if path == CHANGED and self._has_git:
            return _answer_with(_type_of(".html"), self._changed_files())
        if path == "assets/site.css":
            return _answer_with(_type_of(path), "\n".join(hooks.style_sheets(self._config)))
        if path == "sitemap.xml":
            return _answer_with(_type_of(path), self._sitemap())
        if path in self._static:
            return _answer_with(_type_of(path), self._static[path].content_bytes)
        if self._table and path in self._table.files:
            return _answer_with(_type_of(path), self._table.content(path))
        if self._file_of(f"{path}/"):
            return Answer(302, _type_of(".html"), b"", location=f"/{quote(path)}/")
        return _answer_with(_type_of(".html"), self._lost(), 404)

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
            data = hooks.in_checkout(self._data, self._config)
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
            docs = self._frame.docs
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
        return self._render("404.html", None, urlsplit(self._frame.address).path)

    def _changed_files(self) -> str:
        """The page that lists what the working tree changes."""
        changes = working_tree_changes(self._data, self._table)
        changed = [
            (each, "" if each.change == "removed" else self._place_address(path, 1, 1))
            for each in changes
            for path in [self._data / each.file]
        ]
        base = urlsplit(self._frame.address).path
        values = {"changed": changed, "title_without_page": "What you changed"}
        return self._render("preview_changes.html", None, base, **values)

    def _render(self, template: str, page: Page | None, base: str = ".", **values: Any) -> str:
        context: Any = get_context(Navigation([], []), [], self._config, page, base)
        context |= values
        if page:
            context = hooks.on_page_context(context, page=page)
        self._frame.environment.globals |= hooks.frame_values(
            self._table,
            self._all_problems(),
            self._day,
            self,  # type: ignore[arg-type]  # a container of paths
            preview=True,
            place_address=self._address_of,
            changed_path=CHANGED if self._has_git else "",
        )
        return self._frame.environment.get_template(template).render(context)

    def _address_of(self, problem: Problem) -> str:
        """What opens the place of a problem in an editor. Problems of the record name its files
        from the data directory on, others from the checkout on.
        """
        folder, _, rest = problem.file.partition("/")
        record = self._data.resolve()
        path = record / rest if folder == record.name else self._frame.checkout / problem.file
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


def fault_page(error: BaseException, checkout: Path, place_address: PlaceAddress) -> Answer:
    """The page that says where a page could not be made, and why."""
    file, line = fault_place(error)
    address = place_address(Path(file), line, 1)
    with suppress(ValueError):
        file = Path(file).relative_to(checkout).as_posix()
    place, message = escape(f"{file}:{line}"), escape(f"{type(error).__name__}: {error}")
    if address:
        place = f'<a href="{escape(address)}">{place}</a>'
    title = "This page cannot be made"
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><main><h1>{title}</h1><p>{place}: {message}</p></main></body></html>"
    )
    return _answer_with(_type_of(".html"), html, 500)


def _path(url: str) -> str:
    """The path of a page from the root of the site, from MkDocs' address of it."""
    return "" if url == "./" else url


def _answer_with(type: str, content: str | bytes, status: int = 200) -> Answer:
    return Answer(status, type, content.encode() if isinstance(content, str) else content)


_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""The media types that browsers insist on: what a system says of them may be wrong."""


def _type_of(path: str) -> str:
    suffix = posixpath.splitext(path)[1] or path
    type = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    is_text = type.startswith("text/") or type.endswith(("json", "xml", "javascript"))
    return f"{type}; charset=utf-8" if is_text else type
