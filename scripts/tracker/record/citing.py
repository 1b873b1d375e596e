"""The sources inside a record, and when two addresses are one."""

from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel

from tracker.record.document import FieldPath
from tracker.record.fields import Source
from tracker.record.walk import walk


def sources_in(model: BaseModel) -> Iterator[tuple[FieldPath, Source]]:
    """Every source inside a record, with its place."""
    return ((where, value) for where, value in walk(model) if isinstance(value, Source))


def normalise_url(url: str) -> str:
    """An address with its accidents taken off: `https://www.gov.uk/a/` and `http://gov.uk/a` are
    one page.
    """
    parts = parse_url(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"


def parse_url(url: str) -> SplitResult:
    """The parts of an address; all in the path where it is none (RFC 3986)."""
    try:
        return urlsplit(url)
    except ValueError:  # a bracket that begins no address of a host
        return SplitResult("", "", url, "", "")
