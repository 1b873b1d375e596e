"""A judgement rests on what it says it rests on, and is no newer than that.

Each claim leads to a source that can carry it, at an address that can be trusted.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote

from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted
from tracker.schema.dates import chronological
from tracker.schema.fields import Record, Source
from tracker.schema.records import Finding, Recommendation
from tracker.schema.traversal import FieldPath, normalise_url, parse_url, walk
from tracker.schema.vocabularies import NO_RESPONSE


def _findings(dataset: Dataset) -> Iterator[tuple[Recommendation, FieldPath, Finding]]:
    for recommendation in dataset.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for index, finding in enumerate(element.findings):
                yield recommendation, ("elements", number, "findings", index), finding


def a_finding_is_dated_by_its_evidence(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding's date is that of its newest evidence, or, where it states an absence, the end of
    its search.
    """
    for recommendation, where, finding in _findings(dataset):
        evidence = [
            dataset.developments[id].date for id in finding.evidence if id in dataset.developments
        ]
        allowed = {str(finding.evidence_to)} | {str(search.to) for search in finding.searched}
        if evidence:
            allowed = {str(max(evidence, key=chronological))}
        if str(finding.date) not in allowed and len(evidence) == len(finding.evidence):
            message = (
                f"date is {finding.date}; by its evidence and search it must "
                f"be {' or '.join(sorted(allowed))}"
            )
            yield dataset.problem(recommendation, (*where, "date"), message)
        if finding.evidence_to.latest < max(
            (day.earliest for day in evidence), default=finding.evidence_to.latest
        ):
            message = (
                f"evidence_to is {finding.evidence_to}, before the newest evidence that it cites"
            )
            yield dataset.problem(recommendation, (*where, "evidence_to"), message)


def a_finding_was_recorded_after_its_date(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding was recorded on or after its date, and on or after the day to which we looked."""
    for recommendation, where, finding in _findings(dataset):
        if finding.recorded.latest < max(finding.date.earliest, finding.evidence_to.earliest):
            message = (
                f"recorded is {finding.recorded}, before the finding's own "
                "date or the end of its evidence"
            )
            yield dataset.problem(recommendation, (*where, "recorded"), message)


def a_status_has_what_it_needs(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Each status brings what its label needs: evidence, a search, a successor; none that only
    arithmetic gives.
    """
    for recommendation, where, finding in _findings(dataset):
        label = dataset.vocabulary.statuses.get(finding.status)
        if label is None:
            continue
        if label.computed:
            message = f"{quoted(finding.status)} is worked out from the parts and never typed"
            yield dataset.problem(recommendation, (*where, "status"), message)
        if "evidence" in label.needs and not finding.evidence:
            message = f"{quoted(finding.status)} needs 'evidence': the developments that show it"
            yield dataset.problem(recommendation, (*where, "status"), message)
        if "search" in label.needs and not finding.searched:
            message = f"{quoted(finding.status)} needs 'searched': where, with which words, to when"
            yield dataset.problem(recommendation, (*where, "status"), message)
        if label.needs == "successor" and not finding.superseded_by:
            message = f"{quoted(finding.status)} needs 'superseded_by': what has taken its place"
            yield dataset.problem(recommendation, (*where, "status"), message)


def a_status_has_the_grade_it_needs(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding that cites evidence has at least one source of a grade that can carry it."""
    carrying = dataset.vocabulary.carrying
    for recommendation, where, finding in _findings(dataset):
        label = dataset.vocabulary.statuses.get(finding.status)
        cited = [dataset.developments[id] for id in finding.evidence if id in dataset.developments]
        if label is None or not cited:
            continue
        allowed = set(label.grades) or carrying
        grades = {source.grade for development in cited for source in development.sources}
        if not grades & allowed:
            wanted, found = (", ".join(sorted(those)).upper() for those in (allowed, grades))
            message = (
                f"{quoted(finding.status)} needs a source of grade "
                f"{wanted}; its evidence has only {found}"
            )
            yield dataset.problem(recommendation, (*where, "evidence"), message)


def a_correction_names_a_finding(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding that corrects names the date of an earlier finding of the same element."""
    for recommendation in dataset.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for index, finding in enumerate(element.findings):
                earlier = [str(other.date) for other in element.findings[:index]]
                if finding.corrects and str(finding.corrects) not in earlier:
                    where = ("elements", number, "findings", index, "corrects")
                    message = (
                        f"corrects {finding.corrects}; the earlier findings are of "
                        f"{', '.join(earlier) or 'no day'}"
                    )
                    yield dataset.problem(recommendation, where, message)


def a_response_has_its_statement_or_its_search(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A response rests on the development that gave it; "no response" on a search alone."""
    for recommendation in dataset.recommendations.values():
        for index, response in enumerate(recommendation.responses):
            where: FieldPath = ("responses", index)
            silent = response.position == NO_RESPONSE
            if silent and not response.searched:
                message = "'no-response' needs 'searched': where, with which words, to when"
                yield dataset.problem(recommendation, (*where, "position"), message)
            if silent and response.development:
                message = "'no-response' has no development; an answer that was seen is an answer"
                yield dataset.problem(recommendation, (*where, "development"), message)
            if not silent and not response.development:
                message = f"{quoted(response.position)} needs 'development': where it was answered"
                yield dataset.problem(recommendation, (*where, "position"), message)


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
            development = dataset.developments.get(id or "")
            if development and not _has_carrying_source(dataset, development.sources):
                message = (
                    f"{quoted(id)} has no source of grade A to C; "
                    "a promise, its keeping or a claim needs one"
                )
                yield dataset.problem(recommendation, where, message)


def _cited_developments(
    recommendation: Recommendation,
) -> Iterator[tuple[FieldPath, str | None]]:
    """The developments that a recommendation's promises, claims and responses rest on; None where
    one rests on something else.
    """
    for index, commitment in enumerate(recommendation.commitments):
        yield ("commitments", index, "made"), commitment.made
        if commitment.met:
            yield ("commitments", index, "met", "development"), commitment.met.development
        for number, due in enumerate(commitment.due):
            yield ("commitments", index, "due", number, "development"), due.development
    for index, claim in enumerate(recommendation.government_says):
        yield ("government_says", index, "development"), claim.development
    for index, response in enumerate(recommendation.responses):
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
        if source.published and source.seen_on.latest < source.published.earliest:
            message = f"seen_on is {source.seen_on}, before it was published on {source.published}"
            yield dataset.problem(record, (*where, "seen_on"), message)
