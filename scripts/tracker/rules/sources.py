"""Each claim leads to a source that can carry it, at an address that can be trusted."""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote

from tracker.problem import Problem, quoted
from tracker.record.citing import normalise_url, parse_url
from tracker.record.document import FieldPath
from tracker.record.fields import Record, Source
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Dataset
from tracker.record.walk import walk

SHORTENERS = frozenset(
    {"bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "lnkd.in"}
)
ADDRESSES = frozenset({"url", "copy_of", "archived", "repository", "address"})
ILLEGAL = frozenset(" \"'<>`\\^{|}")
"""What no address holds as it stands (RFC 3986), and the apostrophe, which ends a quoted one."""


def commitments_have_a_source_that_can_carry_them(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A commitment, its dates and keeping, a claim and a response rest on a source of grade A to
    C.
    """
    for recommendation in dataset.recommendations.values():
        for where, id in _cited_developments(recommendation):
            development = dataset.developments.get(id)
            if development and not _has_carrying_source(dataset, development.sources):
                message = (
                    f"{quoted(id)} has no source of grade A to C; "
                    "a promise, its keeping or a claim needs one"
                )
                yield dataset.problem(recommendation, where, message)


def _cited_developments(recommendation: Recommendation) -> Iterator[tuple[FieldPath, str]]:
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


def a_point_has_a_source_that_can_carry_it(dataset: Dataset, today: date) -> Iterator[Problem]:
    """What is said to bind an audience, or to be coming, rests on a source of grade A to C."""
    for implication in dataset.implications.values():
        if not _has_carrying_source(dataset, implication.sources):
            message = "no source of grade A to C; a point for an audience needs one"
            yield dataset.problem(implication, ("sources",), message)


def _has_carrying_source(dataset: Dataset, sources: Iterable[Source]) -> bool:
    return any(source.grade in dataset.vocabulary.carrying for source in sources)


def one_address_has_one_title(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The same address has the same title and publisher wherever it is cited."""
    first: dict[str, tuple[Source, Record]] = {}
    for record, where, source in dataset.cited_sources:
        known, home = first.setdefault(normalise_url(source.url), (source, record))
        for name in ("title", "publisher"):
            if getattr(source, name) != getattr(known, name):
                other = f"{quoted(getattr(known, name))} in {home.folder}/{home.id}.yaml"
                message = (
                    f"{name} is {quoted(getattr(source, name))}, but the same address has {other}"
                )
                yield dataset.problem(record, (*where, name), message)


def one_publisher_has_one_name(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A publisher is spelled in one way wherever it is cited, signs and capitals included."""
    first: dict[str, tuple[str, Record]] = {}
    for record, where, source in dataset.cited_sources:
        bare = "".join(c for c in source.publisher.casefold() if c.isalnum())
        name, home = first.setdefault(bare, (source.publisher, record))
        if source.publisher != name:
            message = (
                f"publisher is {quoted(source.publisher)}, but the same publisher is "
                f"{quoted(name)} in {home.folder}/{home.id}.yaml"
            )
            yield dataset.problem(record, (*where, "publisher"), message)


def addresses_can_be_trusted(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An address is https with a host, without credentials, and no shortened one."""
    for document, place, model in dataset.everything():
        for where, value in walk(model, place):
            fault = url_fault(value) if where[-1] in ADDRESSES and isinstance(value, str) else None
            if fault:
                yield document.problem(where, fault)
    site = dataset.documents["", "site"]
    if dataset.site.address and (fault := root_url_fault(dataset.site.address)):
        yield site.problem(("address",), fault)


def root_url_fault(url: str) -> str | None:
    """Why no site can stand at an address; None where one can."""
    parts = parse_url(url)
    if parts.query or parts.fragment:
        return f"{quoted(url)} holds '?' or '#'; a site stands at a folder, such as https://a.example/b/"
    return None


def url_fault(url: str) -> str | None:
    """Why an address cannot be trusted; None where it can."""
    parts = parse_url(url)
    host = parts.hostname or ""
    if " " in url:
        return f"{quoted(url)} holds a space; an address has none"
    if fault := url_sign_fault(url):
        return fault
    if parts.scheme == "http":
        return f"{quoted(url)} begins with http://; write https://"
    if parts.scheme != "https" or "." not in host:
        return f"{quoted(url)} is not an address; it begins with https:// and a host"
    if parts.username or parts.password:
        return "the address holds a user name or a password; leave them out"
    if host.removeprefix("www.") in SHORTENERS:
        return f"{quoted(url)} is shortened; give the address it leads to"
    return None


def url_sign_fault(url: str) -> str | None:
    """The sign that keeps a text from being an address; None where it has only signs of one."""
    sign = next((sign for sign in url if sign in ILLEGAL or not sign.isprintable()), None)
    if sign is None:
        return None
    name = f"the sign {sign}" if sign.isprintable() else f"a hidden sign (U+{ord(sign):04X})"
    return f"{quoted(url)} holds {name}; in an address it is written {quote(sign, safe='')}"


def sources_were_seen_after_they_were_published(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source was seen on or after the day on which it was published."""
    for record, where, source in dataset.cited_sources:
        if source.published and source.seen_on.last < source.published.first:
            message = f"seen_on is {source.seen_on}, before it was published on {source.published}"
            yield dataset.problem(record, (*where, "seen_on"), message)
