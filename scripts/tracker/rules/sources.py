"""Each claim leads to a source that can carry it, at an address that can be trusted."""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote

from tracker.problem import Problem, shown
from tracker.record.citing import address, split
from tracker.record.document import Field
from tracker.record.fields import Record, Source
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Tracker
from tracker.record.walk import walk

SHORTENERS = frozenset(
    {"bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "lnkd.in"}
)
ADDRESSES = frozenset({"url", "copy_of", "archived", "repository", "address"})
ILLEGAL = frozenset(" \"'<>`\\^{|}")
"""What no address holds as it stands (RFC 3986), and the apostrophe, which ends a quoted one."""


def commitments_have_a_source_that_can_carry_them(
    tracker: Tracker, today: date
) -> Iterator[Problem]:
    """A commitment, its dates and keeping, a claim and a response rest on a source of grade A to
    C.
    """
    for recommendation in tracker.recommendations.values():
        for where, id in _resting(recommendation):
            development = tracker.developments.get(id)
            if development and not _carried(tracker, development.sources):
                message = (
                    f"{shown(id)} has no source of grade A to C; "
                    "a promise, its keeping or a claim needs one"
                )
                yield tracker.problem(recommendation, where, message)


def _resting(recommendation: Recommendation) -> Iterator[tuple[Field, str]]:
    """The developments that a recommendation's promises, claims and responses rest on."""
    for index, commitment in enumerate(recommendation.commitments):
        yield ("commitments", index, "made"), commitment.made
        if commitment.met:
            yield ("commitments", index, "met", "development"), commitment.met.development
        for number, due in enumerate(commitment.due):
            if due.development:
                yield ("commitments", index, "due", number, "development"), due.development
    for index, claim in enumerate(recommendation.government_says):
        yield ("government_says", index, "development"), claim.development
    for index, response in enumerate(recommendation.responses):
        if response.development:
            yield ("responses", index, "development"), response.development


def a_point_has_a_source_that_can_carry_it(tracker: Tracker, today: date) -> Iterator[Problem]:
    """What is said to bind an audience, or to be coming, rests on a source of grade A to C."""
    for implication in tracker.implications.values():
        if not _carried(tracker, implication.sources):
            message = "no source of grade A to C; a point for an audience needs one"
            yield tracker.problem(implication, ("sources",), message)


def _carried(tracker: Tracker, sources: Iterable[Source]) -> bool:
    return any(source.grade in tracker.vocabulary.carrying for source in sources)


def one_address_has_one_title(tracker: Tracker, today: date) -> Iterator[Problem]:
    """The same address has the same title and publisher wherever it is cited."""
    first: dict[str, tuple[Source, Record]] = {}
    for record, where, source in tracker.cited:
        known, home = first.setdefault(address(source.url), (source, record))
        for name in ("title", "publisher"):
            if getattr(source, name) != getattr(known, name):
                other = f"{shown(getattr(known, name))} in {home.folder}/{home.id}.yaml"
                message = (
                    f"{name} is {shown(getattr(source, name))}, but the same address has {other}"
                )
                yield tracker.problem(record, (*where, name), message)


def one_publisher_has_one_name(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A publisher is spelled in one way wherever it is cited, signs and capitals included."""
    first: dict[str, tuple[str, Record]] = {}
    for record, where, source in tracker.cited:
        bare = "".join(c for c in source.publisher.casefold() if c.isalnum())
        name, home = first.setdefault(bare, (source.publisher, record))
        if source.publisher != name:
            message = (
                f"publisher is {shown(source.publisher)}, but the same publisher is "
                f"{shown(name)} in {home.folder}/{home.id}.yaml"
            )
            yield tracker.problem(record, (*where, "publisher"), message)


def addresses_can_be_trusted(tracker: Tracker, today: date) -> Iterator[Problem]:
    """An address is https with a host, without credentials, and no shortened one."""
    for document, place, model in tracker.everything():
        for where, value in walk(model, place):
            fault = fault_of(value) if where[-1] in ADDRESSES and isinstance(value, str) else None
            if fault:
                yield document.problem(where, fault)
    site = tracker.documents["", "site"]
    if tracker.site.address and (fault := fault_of_root(tracker.site.address)):
        yield site.problem(("address",), fault)


def fault_of_root(url: str) -> str | None:
    """Why no site can stand at an address; None where one can."""
    parts = split(url)
    if parts.query or parts.fragment:
        return f"{shown(url)} holds '?' or '#'; a site stands at a folder, such as https://a.example/b/"
    return None


def fault_of(url: str) -> str | None:
    """Why an address cannot be trusted; None where it can."""
    parts = split(url)
    host = parts.hostname or ""
    if " " in url:
        return f"{shown(url)} holds a space; an address has none"
    if fault := fault_of_signs(url):
        return fault
    if parts.scheme == "http":
        return f"{shown(url)} begins with http://; write https://"
    if parts.scheme != "https" or "." not in host:
        return f"{shown(url)} is not an address; it begins with https:// and a host"
    if parts.username or parts.password:
        return "the address holds a user name or a password; leave them out"
    if host.removeprefix("www.") in SHORTENERS:
        return f"{shown(url)} is shortened; give the address it leads to"
    return None


def fault_of_signs(url: str) -> str | None:
    """The sign that keeps a text from being an address; None where it has only signs of one."""
    sign = next((sign for sign in url if sign in ILLEGAL or not sign.isprintable()), None)
    if sign is None:
        return None
    name = f"the sign {sign}" if sign.isprintable() else f"a hidden sign (U+{ord(sign):04X})"
    return f"{shown(url)} holds {name}; in an address it is written {quote(sign, safe='')}"


def sources_were_seen_after_they_were_published(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A source was seen on or after the day on which it was published."""
    for record, where, source in tracker.cited:
        if source.published and source.seen_on.last < source.published.first:
            message = f"seen_on is {source.seen_on}, before it was published on {source.published}"
            yield tracker.problem(record, (*where, "seen_on"), message)
