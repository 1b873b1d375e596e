"""The internal links of a built site: whether each leads to a file, and its fragment to an id."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tracker.problems import Problem, quoted

_LINK_ATTRIBUTES = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "form": "action",
    "use": "href",
}
_ORIGIN = "http://site.invalid"


@dataclass
class _PageLinks(HTMLParser):
    """The links of one page, each with its line and column, its ids and its canonical address."""

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
        target = values.get(_LINK_ATTRIBUTES.get(tag, ""))
        if target is not None and values.get("rel") == "canonical":
            self.canonical = target
        elif target is not None:
            self.links.append((target, line, column + 1))


def crawl(directory: Path, base: str | None = None) -> tuple[Problem, ...]:
    """Every internal link of a built site that leads nowhere, in order of place.

    `base` is the path under which the site is published, by default that of the canonical address
    of its home page; an absolute link outside it leads nowhere. Links to other hosts are not
    followed.
    """
    pages = {
        path.relative_to(directory).as_posix(): _parse(path)
        for path in sorted(directory.rglob("*.html"))
    }
    canonical = pages.get("index.html", _PageLinks()).canonical
    base = (urlsplit(canonical).path or "/") if base is None else base
    files = {
        path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()
    }
    problems = (
        Problem(f"{directory.name}/{name}", line, column, f"links to {quoted(target)}, {fault}")
        for name, page in pages.items()
        for target, line, column in page.links
        if (fault := _link_fault(target, name, base, pages, files))
    )
    return tuple(sorted(problems))


def _parse(path: Path) -> _PageLinks:
    page = _PageLinks()
    page.feed(path.read_text("utf-8", "replace"))
    return page


def _link_fault(
    target: str, name: str, base: str, pages: dict[str, _PageLinks], files: set[str]
) -> str | None:
    """What is wrong with a link of the page that has the path `name`; None where it leads
    somewhere.
    """
    page_url = f"{_ORIGIN}{base}{name.removesuffix('index.html')}"
    try:
        parts = urlsplit(urljoin(page_url, target))
    except ValueError:
        return "which is not an address"
    if f"{parts.scheme}://{parts.netloc}" != _ORIGIN:
        return None
    if not parts.path.startswith(base):
        return f"which lies outside {base}"
    file = unquote(parts.path.removeprefix(base))
    if file == "" or file.endswith("/"):
        file += "index.html"
    if file not in files:
        return "which is not there"
    if parts.fragment and file in pages and unquote(parts.fragment) not in pages[file].ids:
        return f"but there is no '{parts.fragment}' on that page"
    return None
