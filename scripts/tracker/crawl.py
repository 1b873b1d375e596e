"""The internal links of a built site: whether each leads to a file, and its fragment to an id.

The pages are read by two expressions, for tags and for their attributes, which takes a tenth of the
time of a parser. That is enough for HTML in which every text and every value is escaped. A tag that
stands on many pages is read once.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from tracker.kept import NOTHING_KEPT, Kept, content_digest, file_entries, program_state
from tracker.problems import Problem, quoted

_TAG = re.compile(r"""<[A-Za-z][A-Za-z0-9]*+\s(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_NAME = re.compile(r"<([A-Za-z0-9]+)")
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
_PLAIN_LINK = re.compile(r"((?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?)(?:#([\w.-]+))?", re.ASCII)
"""A link that leads down, or to an id, and in which nothing is encoded."""
_OTHER_SITE = re.compile(r"https?://[\w.-]+(?:/|$)", re.ASCII)
"""The beginning of a link to another site."""

ANCHORS_FILE = "anchors.json"
"""The file beside a page whose list is divided, which says on which page below it each id stands
that the page had: an object of lists of ids by the paths of these pages.
"""

Place = tuple[str, str]
"""Where a link leads within a site: a file, and an id in it, empty where it names none. Of a link
that cannot lead anywhere, an empty file and why.
"""


class _Mark(NamedTuple):
    """What a tag says: where it leads, its id and its relation."""

    target: str | None
    id: str | None
    rel: str | None


class _Page(NamedTuple):
    """A page by its digest: the places to which its links lead and its ids, each once."""

    digest: bytes
    places: frozenset[Place]
    ids: frozenset[str]


def crawl(
    directory: Path,
    base: str | None = None,
    kept: Kept = NOTHING_KEPT,
    digests: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Every internal link of a built site that leads nowhere, in order of place.

    `base` is the path under which the site is published, by default that of the canonical address
    of its home page; an absolute link outside it leads nowhere. Links to other hosts are not
    followed. A page is not read again where it has the digest with which it was read before;
    `digests` are those that are known, by the paths of the files.
    """
    files = {path for path, _ in file_entries(directory.as_posix())}
    base = _base_of(directory) if base is None else base
    names = [path for path in files if path.endswith(".html")]
    pages = _read_all(directory, names, base, kept, digests)
    anchors = {path: _anchors_in(directory, path) for path in files if _is_anchors(path)}
    for path, led_on in anchors.items():
        page = f"{path.removesuffix(ANCHORS_FILE)}index.html"
        ids = pages[page].ids.union(id for _, id in led_on)
        pages[page] = pages[page]._replace(ids=ids)
    places: set[Place] = set().union(*anchors.values(), *(page.places for page in pages.values()))
    faults = {place: fault for place in places if (fault := _fault_of(place, pages, files))}
    faulty = [name for name, page in pages.items() if not faults.keys().isdisjoint(page.places)]
    problems = [p for name in faulty for p in _problems_of(directory, name, base, faults)]
    for path, led_on in anchors.items():
        for file, id in led_on & faults.keys():
            message = f"leads on to '{id}' in {file}, {faults[file, id]}"
            problems.append(Problem(f"{directory.name}/{path}", 1, 1, message))
    return tuple(sorted(problems))


def _is_anchors(path: str) -> bool:
    return path.rpartition("/")[2] == ANCHORS_FILE


def _anchors_in(directory: Path, path: str) -> frozenset[Place]:
    """The places to which a page leads on, as the file at a path beside it says."""
    folder = path.removesuffix(ANCHORS_FILE)
    anchors: dict[str, list[str]] = json.loads((directory / path).read_bytes())
    return frozenset((f"{folder}{to}index.html", id) for to, ids in anchors.items() for id in ids)


def _base_of(directory: Path) -> str:
    """The path under which a site is published, as its home page says."""
    home = directory / "index.html"
    marks = map(_mark_of, _TAG.findall(_text(home.read_bytes()) if home.is_file() else ""))
    canonical = [mark.target or "" for mark in marks if mark.rel == "canonical"]
    return (urlsplit(canonical[-1]).path if canonical else "") or "/"


def _read_all(
    directory: Path, names: Iterable[str], base: str, kept: Kept, digests: Mapping[str, bytes]
) -> dict[str, _Page]:
    """Some pages of a site by their names."""
    origin = program_state() + base.encode()
    before = {name: _Page(*page) for name, page in (kept.get("links", origin) or {}).items()}
    place_of = cache(partial(_place_of, base))  # most links stand on many pages
    pages = {}
    for name in names:
        page = before.get(name)
        if page is None or page.digest != digests.get(name):
            content = (directory / name).read_bytes()
            digest = content_digest(content)
            if page is None or page.digest != digest:
                page = _Page(digest, *_read(content, name, place_of))
        pages[name] = page
    if pages != before:
        kept.put("links", origin, {name: tuple(page) for name, page in pages.items()})
    return pages


def _read(
    content: bytes, name: str, place_of: Callable[[str, str], Place | None]
) -> tuple[frozenset[Place], frozenset[str]]:
    """The places to which the links of a page lead, and its ids."""
    marks = set(map(_mark_of, set(_TAG.findall(_text(content)))))
    here = name.removesuffix("index.html")
    to_root = "../" * here.count("/")
    places = (
        place_of(mark.target.removeprefix(to_root), "")
        if to_root and mark.target.startswith(to_root)
        else place_of(mark.target, here)
        for mark in marks
        if mark.target is not None and mark.rel != "canonical"
    )
    return frozenset(filter(None, places)), frozenset(mark.id for mark in marks if mark.id)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


@lru_cache(maxsize=10_000)  # most tags stand on many pages
def _mark_of(tag: str) -> _Mark:
    """What a tag says, if it is one that leads somewhere or has an id."""
    found = _NAME.match(tag)
    leads = _LINK_ATTRIBUTES.get(found[1].lower()) if found else None
    if not leads and "id" not in tag:
        return _Mark(None, None, None)
    values = {key.lower(): _value(value) for key, value in _ATTRIBUTE.findall(tag)}
    return _Mark(values.get(leads or ""), values.get("id"), values.get("rel"))


def _value(written: str) -> str:
    """The value of an attribute, with or without its quotes."""
    bare = written[1:-1] if written[0] in "\"'" else written
    return unescape(bare) if "&" in bare else bare


def _place_of(base: str, target: str, page: str) -> Place | None:
    """Where a link of a page leads; None where that is another site."""
    if plain := _PLAIN_LINK.fullmatch(target):
        path, fragment = plain.groups()
        file = f"{page[: page.rfind('/') + 1]}{path}" if path else page
    elif _OTHER_SITE.match(target):
        return None
    else:
        try:
            parts = urlsplit(urljoin(f"{_ORIGIN}{base}{page}", target))
        except ValueError:
            return "", "which is not an address"
        if f"{parts.scheme}://{parts.netloc}" != _ORIGIN:
            return None
        if not parts.path.startswith(base):
            return "", f"which lies outside {base}"
        file, fragment = unquote(parts.path.removeprefix(base)), parts.fragment
    if file == "" or file.endswith("/"):
        file += "index.html"
    return file, fragment or ""


def _fault_of(place: Place, pages: Mapping[str, _Page], files: Collection[str]) -> str | None:
    """What is wrong with a link that leads to a place; None where that is there."""
    file, fragment = place
    if not file:
        return fragment
    if file not in files:
        return "which is not there"
    if fragment and file in pages and unquote(fragment) not in pages[file].ids:
        return f"but there is no '{fragment}' on that page"
    return None


def _problems_of(
    directory: Path, name: str, base: str, faults: Mapping[Place, str]
) -> Iterator[Problem]:
    """A problem for each link of a page that has a fault."""
    text, here = _text((directory / name).read_bytes()), name.removesuffix("index.html")
    for tag in _TAG.finditer(text):
        target, _, rel = _mark_of(tag[0])
        if target is None or rel == "canonical":
            continue
        if fault := faults.get(_place_of(base, target, here) or ("", "")):
            line = text.count("\n", 0, tag.start()) + 1
            column = tag.start() - text.rfind("\n", 0, tag.start())
            message = f"links to {quoted(target)}, {fault}"
            yield Problem(f"{directory.name}/{name}", line, column, message)
