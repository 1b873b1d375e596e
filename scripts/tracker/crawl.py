"""The internal links of a built site: whether each leads to a file, and its fragment to an id.

The pages are read by two expressions, for tags and for their attributes, which takes a tenth of the
time of a parser. That is enough for HTML in which every text and every value is escaped.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from html import unescape
from pathlib import Path
from sys import intern
from urllib.parse import unquote, urljoin, urlsplit

from tracker.kept import NOTHING_KEPT, Kept, program_state
from tracker.problems import Problem, quoted

_TAG = re.compile(r"""<([A-Za-z][A-Za-z0-9]*+)(\s(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(
    r"""\s(href|src|action|id|rel)\s*=\s*("[^"]*+"|'[^']*+'|[^\s"'>]++)""", re.IGNORECASE
)
_LINK_ATTRIBUTES = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "form": "action",
    "use": "href",
}
_ORIGIN = "http://site.invalid"


@dataclass(frozen=True)
class _PageLinks:
    """The targets of a page's links, each once; its ids and its canonical address."""

    targets: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    canonical: str = ""


def crawl(
    directory: Path, base: str | None = None, kept: Kept = NOTHING_KEPT
) -> tuple[Problem, ...]:
    """Every internal link of a built site that leads nowhere, in order of place.

    `base` is the path under which the site is published, by default that of the canonical address
    of its home page; an absolute link outside it leads nowhere. Links to other hosts are not
    followed. What was read of a page before is taken from what is kept.
    """
    files = {
        path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()
    }
    pages = _read_all(directory, [name for name in files if name.endswith(".html")], kept)
    canonical = pages.get("index.html", _PageLinks()).canonical
    base = (urlsplit(canonical).path or "/") if base is None else base

    @cache  # most links stand on many pages
    def fault_of(target: str, page: str) -> str | None:
        return _link_fault(target, f"{_ORIGIN}{base}{page}", base, pages, files)

    problems: list[Problem] = []
    for name, page in pages.items():
        here = name.removesuffix("index.html")
        faults = {
            target: fault
            for target in page.targets
            if (fault := fault_of(*_without_steps_up(target, here)))
        }
        if faults:
            text = _text((directory / name).read_bytes())
            problems += _problems_of(text, f"{directory.name}/{name}", faults)
    return tuple(sorted(problems))


def _read_all(directory: Path, names: Iterable[str], kept: Kept) -> dict[str, _PageLinks]:
    """The links of some pages by their names."""
    before = kept.get("links", program_state()) or {}
    pages, now = {}, {}
    for name in names:
        content = (directory / name).read_bytes()
        key = blake2b(content, digest_size=16).digest()
        if links := before.get(key):
            targets, ids, canonical = links
            page = _PageLinks(frozenset(targets), frozenset(ids), canonical)
        else:
            page = _read(_text(content))
        now[key] = (tuple(page.targets), tuple(page.ids), page.canonical)
        pages[name] = page
    if now.keys() != before.keys():
        kept.put("links", program_state(), now)
    return pages


def _without_steps_up(target: str, page: str) -> tuple[str, str]:
    """A link and the page that it stands on, as the same link from as far up as it leads."""
    while target.startswith("../") and "/" in page:
        target, page = target[3:], page[: page[: page.rfind("/")].rfind("/") + 1]
    return target, page


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _read(text: str) -> _PageLinks:
    targets, ids, canonical = set(), set(), ""
    for _, target, id, rel in _links(text):
        if id:
            ids.add(id)
        if rel == "canonical":
            canonical = target or ""
        elif target is not None:
            targets.add(intern(target))  # most links stand on many pages
    return _PageLinks(frozenset(targets), frozenset(ids), canonical)


def _links(text: str) -> Iterator[tuple[int, str | None, str | None, str | None]]:
    """Each tag that leads somewhere or has an id: its place in the text, where it leads, its id and
    its relation.
    """
    for tag in _TAG.finditer(text):
        name, attributes = tag[1].lower(), tag[2]
        if name in _LINK_ATTRIBUTES or "id" in attributes:
            values = {key.lower(): value for key, value in _ATTRIBUTE.findall(attributes)}
            target = values.get(_LINK_ATTRIBUTES.get(name, ""))
            yield tag.start(), _value(target), _value(values.get("id")), _value(values.get("rel"))


def _value(written: str | None) -> str | None:
    """The value of an attribute, with or without its quotes."""
    if written is None:
        return None
    bare = written[1:-1] if written[0] in "\"'" else written
    return unescape(bare) if "&" in bare else bare


def _problems_of(text: str, file: str, faults: dict[str, str]) -> Iterator[Problem]:
    """A problem for each link of a page that has a fault, in the order of the page."""
    for start, target, _, rel in _links(text):
        if target in faults and rel != "canonical":
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            yield Problem(file, line, column, f"links to {quoted(target)}, {faults[target]}")


def _link_fault(
    target: str, page_url: str, base: str, pages: dict[str, _PageLinks], files: set[str]
) -> str | None:
    """What is wrong with a link of the page at an address; None where it leads somewhere."""
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
