"""The part of a finished page that Pagefind reads, as a page of its own: its search copy.

Pagefind looks at every tag and attribute, and most tell it nothing: the frame around each page,
what the index leaves out, pictures, classes, addresses. From the copies it makes the same index in
three fifths of the time.

A page is read by expressions, which take a tenth of the time of a parser. That is enough for HTML
in which every text and every value is escaped and every element is closed. A tag that they do not
know stays as it is.
"""

import re
from functools import cache

_NAME = r"[a-z][a-z0-9]*+"
_VALUE = r"""(?:=(?:"[^"]*+"|'[^']*+'|[^\s>"']++))?+"""
_ATTRIBUTE = rf"""\s++[^\s>"'=/]++{_VALUE}"""
_REST = rf"{_VALUE}(?:{_ATTRIBUTE})*+\s*+/?+>"
"""The rest of a start tag, from behind the name of an attribute."""
_UNREAD = rf"""(?:\s++(?!(?i:id\b|data-pagefind-))[^\s>"'=/]++{_VALUE})*+"""
"""Attributes that Pagefind does not read: it reads ids and its own."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LANGUAGE = re.compile(rf"<html{_REST}")
_TITLE = re.compile(r"<title>[^<]*+</title>")
_BODY = re.compile(rf"<({_NAME})(?:{_ATTRIBUTE})*?\s++data-pagefind-body{_REST}")
_LEFT_OUT = re.compile(
    rf"<({_NAME})(?:{_ATTRIBUTE})*?\s++data-pagefind-ignore{_REST}"
    rf"|<(footer|form|iframe|label|nav|noscript|script|style|svg|template)(?=[\s>]){_UNREAD}\s*+>"
)
"""The start of an element that Pagefind leaves out, as it is told to or of itself. One of the
latter with an id stays, for its id is an anchor all the same.
"""
_TAG = re.compile(rf"""<(?!img\b)({_NAME})(?=\s){_UNREAD}(\s++id="[^"]*+")?+{_UNREAD}\s*+/?+>""")
"""A start tag with attributes, none of which is Pagefind's. Of a picture it reads the address."""
_INLINE = re.compile(r"<(a|abbr|b|cite|code|em|i|q|small|span|strong|sub|sup|time)>([^<]*+)</\1>")
"""An element around a text that Pagefind reads as if the text stood alone."""


def search_copy(html: str, metadata: str = "") -> str | None:
    """What Pagefind reads of a page; None where that is nothing.

    The page has one element that it is told to index. What it is told of the page stands in
    `metadata`, tags for the head of the copy, which nobody else reads. What it leaves out holds no
    h1, which would be the page's title.
    """
    html = _COMMENT.sub("", html)
    body = _BODY.search(html)
    if not body:
        return None
    head = html[: body.start()]
    indexed = html[body.start() : _end_of(html, body[1], body.end())]
    parts = [
        *_LANGUAGE.findall(head),
        *_TITLE.findall(head),
        *filter(None, (metadata,)),
        _without_unread_tags(_without_left_out(indexed)),
        "</html>",
    ]
    return "\n".join(parts)


def _without_unread_tags(html: str) -> str:
    """HTML without the attributes and the inline elements that Pagefind does not read."""
    html = _TAG.sub(r"<\1\2>", html)
    return _INLINE.sub(r"\2", _INLINE.sub(r"\2", html))  # twice: an abbreviation stands in a link


def _without_left_out(html: str) -> str:
    """HTML without the elements that Pagefind leaves out."""
    kept, position = [], 0
    while start := _LEFT_OUT.search(html, position):
        kept.append(html[position : start.start()])
        position = _end_of(html, start[1] or start[2], start.end())
    return "".join([*kept, html[position:]])


def _end_of(html: str, name: str, position: int) -> int:
    """The end of the element of a name whose content begins at a position."""
    depth = 1
    for tag in _tags(name).finditer(html, position):
        depth += -1 if tag[0].startswith("</") else 1
        if depth == 0:
            return tag.end()
    return len(html)


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{name}(?=[\s>])|</{name}\s*+>")
