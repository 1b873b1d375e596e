"""The headings of a finished page: a link to itself at each, and the contents of a long page.

A page is read by expressions. That is enough for HTML in which every text and every value is
escaped and every element is closed.
"""

import re
from dataclasses import dataclass

_HEADING = re.compile(
    r"<h(?P<level>[23])(?P<attributes>[^>]*)>(?P<text>.*?)</h(?P=level)>", re.DOTALL
)
"""A heading of a part of a page."""
_OPENED = re.compile(r'<[a-z]+(?: [^>]*)? id="(?P<id>[^"]+)"[^>]*>')
"""The tag before a heading, where the element that begins with the heading has an id."""
_ID = re.compile(r'id="(?<=\sid=")([^"]+)"')
"""An id. What it begins with are letters alone, for which a text is searched ten times as fast."""
_TAG = re.compile(r"<[^>]+>")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
LONG = 1200
"""Characters of text from which a page may be longer than two screens of a phone, whose lines are
short and whose parts stand below each other.
"""
FEWEST = 2
"""Headings of a page that has contents."""


@dataclass(frozen=True)
class Heading:
    """A line of the contents: what the heading says, as HTML without elements, and its anchor."""

    text: str
    anchor: str


@dataclass(frozen=True)
class ReadPage:
    """The HTML of a page whose headings lead to themselves; every id in it; whether it is long; its
    contents, which are empty where it is short or has hardly a heading.
    """

    html: str
    ids: set[str]
    is_long: bool
    contents: tuple[Heading, ...]


def read_page(html: str) -> ReadPage:
    """A page with a permalink at each heading, and its contents."""
    taken = set(_ID.findall(html))
    contents = []

    def linked(found: re.Match[str]) -> str:
        text = _plain(found["text"])
        around = _id_around(html, found.start())
        own = _ID.search(found["attributes"])
        anchor = around or (own[1] if own else _free_id(text, taken))
        if found["level"] == "2":
            contents.append(Heading(text, anchor))
        id = "" if around or own else f' id="{anchor}"'
        inside = found["text"]
        if "<a " not in inside and 'class="vh"' not in found["attributes"]:
            inside = f'<a class="here" href="#{anchor}">{inside}</a>'
        level = found["level"]
        return f"<h{level}{found['attributes']}{id}>{inside}</h{level}>"

    linked_html = _HEADING.sub(linked, html)
    is_long = _is_long(linked_html)
    enough = is_long and len(contents) >= FEWEST
    return ReadPage(linked_html, taken, is_long, tuple(contents) if enough else ())


def _id_around(html: str, heading: int) -> str | None:
    """The id of the element that begins with the heading at a place, if it has one."""
    end = heading
    while end and html[end - 1].isspace():
        end -= 1
    if not html.endswith(">", 0, end):
        return None
    opened = _OPENED.fullmatch(html, html.rfind("<", 0, end), end)
    return opened["id"] if opened else None


def _is_long(html: str) -> bool:
    """Whether a page is long; of most pages the beginning says so."""
    beginning = html[: html.rfind("<", 0, 4 * LONG) + 1].removesuffix("<")
    return len(_plain(beginning)) >= LONG or len(_plain(html)) >= LONG


def _plain(html: str) -> str:
    """The text of some HTML, still escaped, in one line."""
    return " ".join(_TAG.sub(" ", html).split())


def _free_id(text: str, taken: set[str]) -> str:
    """An id made of the words of a heading, which no element of the page has; it is then taken."""
    words = _NOT_A_LETTER.sub("-", text.casefold()).strip("-") or "part"
    number, id = 1, words
    while id in taken:
        number += 1
        id = f"{words}-{number}"
    taken.add(id)
    return id
