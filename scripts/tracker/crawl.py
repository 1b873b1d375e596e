"""The built site, read as a browser would: does every internal link and fragment lead somewhere?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tracker.problems import Problem, quoted

_LINKS = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "form": "action",
    "use": "href",
}
_HERE = "http://site.invalid"


@dataclass
class _Read(HTMLParser):
    """The links and the ids of one page, and where it says that it stands."""

    links: list[tuple[str, int, int]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    canonical: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        line, column = self.getpos()
        if values.get("id"):
            self.ids.add(values["id"] or "")
        target = values.get(_LINKS.get(tag, ""))
        if target is not None and values.get("rel") == "canonical":
            self.canonical = target
        elif target is not None:
            self.links.append((target, line, column + 1))


def crawl(directory: Path, base: str | None = None) -> tuple[Problem, ...]:
    """Every internal link of a built site that leads nowhere.

    `base` is the path under which the site is published, by itself what its home page says; an
    absolute link outside it leads nowhere. Links to other hosts are not followed.
    """
    pages = {
        path.relative_to(directory).as_posix(): _read(path)
        for path in sorted(directory.rglob("*.html"))
    }
    home = pages.get("index.html", _Read()).canonical
    base = (urlsplit(home).path or "/") if base is None else base
    files = {
        path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()
    }
    found = (
        Problem(f"{directory.name}/{name}", line, column, f"links to {quoted(target)}, {fault}")
        for name, page in pages.items()
        for target, line, column in page.links
        for fault in _faults(target, name, base, pages, files)
    )
    return tuple(sorted(found))


def _read(path: Path) -> _Read:
    page = _Read()
    page.feed(path.read_text("utf-8", "replace"))
    return page


def _faults(
    target: str, name: str, base: str, pages: dict[str, _Read], files: set[str]
) -> Iterator[str]:
    here = f"{_HERE}{base}{name.removesuffix('index.html')}"
    try:
        parts = urlsplit(urljoin(here, target))
    except ValueError:
        yield "which is not an address"
        return
    if f"{parts.scheme}://{parts.netloc}" != _HERE:
        return
    if not parts.path.startswith(base):
        yield f"which lies outside {base}"
        return
    file = unquote(parts.path.removeprefix(base))
    if file == "" or file.endswith("/"):
        file += "index.html"
    if file not in files:
        yield "which is not there"
    elif parts.fragment and file in pages and unquote(parts.fragment) not in pages[file].ids:
        yield f"but there is no '{parts.fragment}' on that page"
