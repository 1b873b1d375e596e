"""The internal links of a built site: whether each leads to a file, and its fragment to an id.

The pages are read by two expressions, for tags and for their attributes, which takes a tenth of the
time of a parser. That is enough for HTML in which every text and every value is escaped.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from tracker.kept import NOTHING_KEPT, Kept, content_digest, file_entries, program_state
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

Place = tuple[str, str]
"""Where a link leads within a site: a file, and an id in it, empty where it names none. Of a link
that cannot lead anywhere, an empty file and why.
"""


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
    places: set[Place] = set().union(*(page.places for page in pages.values()))
    faults = {place: fault for place in places if (fault := _fault_of(place, pages, files))}
    faulty = [name for name, page in pages.items() if not faults.keys().isdisjoint(page.places)]
    return tuple(sorted(p for name in faulty for p in _problems_of(directory, name, base, faults)))


def _base_of(directory: Path) -> str:
    """The path under which a site is published, as its home page says."""
    home = directory / "index.html"
    links = _links(_text(home.read_bytes())) if home.is_file() else ()
    canonical = [target or "" for _, target, _, rel in links if rel == "canonical"]
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
    links = list(_links(_text(content)))
    here = name.removesuffix("index.html")
    targets = {target for _, target, _, rel in links if target is not None and rel != "canonical"}
    places = (place_of(*_without_steps_up(target, here)) for target in targets)
    return frozenset(filter(None, places)), frozenset(id for _, _, id, _ in links if id)


def _without_steps_up(target: str, page: str) -> tuple[str, str]:
    """A link and the page that it stands on, as the same link from as far up as it leads."""
    while target.startswith("../") and "/" in page:
        target, page = target[3:], page[: page[: page.rfind("/")].rfind("/") + 1]
    return target, page


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


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


def _place_of(base: str, target: str, page: str) -> Place | None:
    """Where a link of a page leads; None where that is another site."""
    try:
        parts = urlsplit(urljoin(f"{_ORIGIN}{base}{page}", target))
    except ValueError:
        return "", "which is not an address"
    if f"{parts.scheme}://{parts.netloc}" != _ORIGIN:
        return None
    if not parts.path.startswith(base):
        return "", f"which lies outside {base}"
    file = unquote(parts.path.removeprefix(base))
    if file == "" or file.endswith("/"):
        file += "index.html"
    return file, parts.fragment


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
    for start, target, _, rel in _links(text):
        if target is None or rel == "canonical":
            continue
        if fault := faults.get(_place_of(base, target, here) or ("", "")):
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            message = f"links to {quoted(target)}, {fault}"
            yield Problem(f"{directory.name}/{name}", line, column, message)
