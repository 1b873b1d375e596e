"""Rules of evidence: a finding agrees with what it cites; commitments, claims, responses,
implications and starts have a source of a grade that can carry them; sources are cited
consistently, at addresses that can be trusted.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from tracker.derive.editions import editions
from tracker.derive.findings import (
    finding_nations,
    findings_corrected_by,
    findings_in,
    was_written_before,
)
from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted
from tracker.schema.addresses import root_url_fault, url_fault
from tracker.schema.dates import chronological
from tracker.schema.fields import Record, Source, SourceEnd
from tracker.schema.normal_text import letters_only, normal_text
from tracker.schema.records import Development, Finding, Recommendation
from tracker.schema.traversal import (
    FieldPath,
    addresses,
    normalise_url,
    parse_url,
    sources_in,
)
from tracker.schema.vocabularies import LIVE, NO_RESPONSE, Status, grades_text


def _findings(dataset: Dataset) -> Iterator[tuple[Recommendation, FieldPath, Finding]]:
    """Every finding, with its recommendation and its path."""
    for recommendation in dataset.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for index, finding in enumerate(element.findings):
                yield recommendation, ("elements", number, "findings", index), finding


def a_finding_is_dated_by_its_evidence(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding's date is that of its newest evidence, or, where it states an absence, the end of
    its search.
    """
    for recommendation, where, finding in _findings(dataset):
        dates = [development.date for development in _evidence(dataset, finding)]
        if allowed := _other_dates(dataset, finding):
            message = (
                f"date is {finding.date}; by its evidence and search it must "
                f"be {' or '.join(sorted(allowed))}"
            )
            yield dataset.problem(recommendation, (*where, "date"), message)
        if any(finding.evidence_to.latest < day.earliest for day in dates):
            message = (
                f"evidence_to is {finding.evidence_to}, before the newest evidence that it cites"
            )
            yield dataset.problem(recommendation, (*where, "evidence_to"), message)


def _other_dates(dataset: Dataset, finding: Finding) -> frozenset[str]:
    """The dates of which a finding must have one by its evidence and its search; none where it has
    one, or lacks what its status needs.
    """
    dates = [development.date for development in _evidence(dataset, finding)]
    status = dataset.vocabulary.statuses.get(finding.status)
    allowed = {str(finding.evidence_to), *(str(search.to) for search in finding.searched)}
    if dates:
        allowed = {str(max(dates, key=chronological))}
    elif status and "evidence" in status.needs:
        return frozenset()
    is_whole = len(dates) == len(finding.evidence)
    return frozenset(allowed) if is_whole and str(finding.date) not in allowed else frozenset()


def _evidence(dataset: Dataset, finding: Finding) -> list[Development]:
    """The developments that a finding cites as evidence, as far as they exist."""
    return [dataset.developments[id] for id in finding.evidence if id in dataset.developments]


def a_finding_was_recorded_after_its_date(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding was recorded on or after its date, and on or after the day to which we looked."""
    for recommendation, where, finding in _findings(dataset):
        days = [finding.evidence_to.earliest]
        if not _other_dates(dataset, finding):  # or else its date is the problem
            days.append(finding.date.earliest)
        if finding.recorded.latest < max(days):
            message = (
                f"recorded is {finding.recorded}, before the finding's own "
                "date or the end of its evidence"
            )
            yield dataset.problem(recommendation, (*where, "recorded"), message)


def a_status_has_what_it_needs(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding has what its status needs: evidence, a search, a successor; and none has a status
    that is only computed.
    """
    for recommendation, where, finding in _findings(dataset):
        status = dataset.vocabulary.statuses.get(finding.status)
        for fault in _status_faults(status, finding) if status else ():
            message = f"{quoted(finding.status)} {fault}"
            yield dataset.problem(recommendation, (*where, "status"), message)


def _status_faults(status: Status, finding: Finding) -> Iterator[str]:
    """What a finding lacks for its status."""
    if status.computed:
        yield "is worked out from the parts and never typed"
    if "evidence" in status.needs and not finding.evidence:
        yield "needs 'evidence': the developments that show it"
    if "search" in status.needs and not finding.searched:
        yield "needs 'searched': where, with which words, to when"
    if status.needs == "successor" and not finding.superseded_by:
        yield "needs 'superseded_by': what has taken its place"


def a_status_has_the_grade_it_needs(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding that cites evidence has at least one source of a grade that can carry it."""
    for recommendation, where, finding in _findings(dataset):
        status = dataset.vocabulary.statuses.get(finding.status)
        evidence = _evidence(dataset, finding)
        if status is None or not evidence:
            continue
        allowed = frozenset(status.grades) or dataset.vocabulary.carrying
        grades = {source.grade for development in evidence for source in development.sources}
        if not grades & allowed:
            message = (
                f"{quoted(finding.status)} needs a source of grade "
                f"{grades_text(dataset.vocabulary.grades, allowed)}; its evidence has only "
                f"{_grade_labels(dataset, grades)}"
            )
            yield dataset.problem(recommendation, (*where, "evidence"), message)


def what_was_reviewed_has_a_finding(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A recommendation that was reviewed has a finding of at least one of its elements."""
    for recommendation in dataset.recommendations.values():
        found = any(element.findings for element in recommendation.elements)
        if recommendation.reviews and not found:
            message = (
                "this is a look at the record, and no part has a finding; add what it found, or "
                "'not-assessed' with its reason"
            )
            yield dataset.problem(recommendation, ("reviews", 0), message)


def a_correction_names_a_finding(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding that corrects names the date of a finding of the same element that was recorded
    before it, in each of its nations.
    """
    for recommendation, where, finding in _findings(dataset):
        element = recommendation.elements[int(where[1])]
        corrected = findings_corrected_by(recommendation, element, finding)
        nations = finding_nations(recommendation, finding)
        missing = set(nations).difference(*(each.nations for each in corrected))
        if finding.corrects and missing:
            some = [nation for nation in nations if nation in missing]
            earlier = {
                str(other.date): None
                for nation in some
                for other in findings_in(recommendation, element, nation)
                if was_written_before(other, finding)
            }
            place = f" in {', '.join(some)}" if len(some) < len(recommendation.applies_in) else ""
            message = (
                f"corrects {finding.corrects}; the findings{place} that were recorded before "
                f"{finding.recorded.when} are of {', '.join(earlier) or 'no day'}; of several that "
                "were written on one day, 'recorded' has the time"
            )
            yield dataset.problem(recommendation, (*where, "corrects"), message)


def a_response_has_its_statement_or_its_search(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A response rests on the development that gave it; "no response" on a search alone."""
    for recommendation in dataset.recommendations.values():
        for index, response in enumerate(recommendation.responses):
            where: FieldPath = ("responses", index)
            no_response = response.position == NO_RESPONSE
            if no_response and not response.searched:
                message = "'no-response' needs 'searched': where, with which words, to when"
                yield dataset.problem(recommendation, (*where, "position"), message)
            if no_response and response.development:
                message = "'no-response' has no development; an answer that was seen is an answer"
                yield dataset.problem(recommendation, (*where, "development"), message)
            if not no_response and not response.development:
                message = f"{quoted(response.position)} needs 'development': where it was answered"
                yield dataset.problem(recommendation, (*where, "position"), message)


def commitments_have_a_source_that_can_carry_them(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A commitment, its dates and keeping, a claim and a response rest on a source of a grade that
    can carry them.
    """
    grades = dataset.vocabulary.carrying_text
    for recommendation in dataset.recommendations.values():
        for where, id in _developments_rested_on(recommendation):
            development = dataset.developments.get(id or "")
            if development and not _has_carrying_source(dataset, development.sources):
                message = (
                    f"{quoted(id)} has no source of grade {grades}; "
                    "a promise, its keeping or a claim needs one"
                )
                yield dataset.problem(recommendation, where, message)


def _developments_rested_on(
    recommendation: Recommendation,
) -> Iterator[tuple[FieldPath, str | None]]:
    """The developments that a recommendation's commitments, claims and responses rest on, each with
    the path of its field; None where the field is unset.
    """
    for index, commitment in enumerate(recommendation.commitments):
        yield ("commitments", index, "made"), commitment.made
        if commitment.met:
            yield ("commitments", index, "met", "development"), commitment.met.development
        if commitment.undone:
            yield ("commitments", index, "undone", "development"), commitment.undone.development
        for number, due in enumerate(commitment.due):
            yield ("commitments", index, "due", number, "development"), due.development
    for index, claim in enumerate(recommendation.claims):
        yield ("claims", index, "development"), claim.development
    for index, response in enumerate(recommendation.responses):
        yield ("responses", index, "development"), response.development


def an_implication_has_a_source_that_can_carry_it(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """An implication rests on a source of a grade that can carry it."""
    grades = dataset.vocabulary.carrying_text
    for implication in dataset.implications.values():
        if not _has_carrying_source(dataset, implication.sources):
            message = f"no source of grade {grades}; a point for an audience needs one"
            yield dataset.problem(implication, ("sources",), message)


def _has_carrying_source(dataset: Dataset, sources: Iterable[Source]) -> bool:
    return any(source.grade in dataset.vocabulary.carrying for source in sources)


def _grade_labels(dataset: Dataset, ids: Collection[str]) -> str:
    """Several grades by their labels, strongest first, for a message: `D, E`."""
    grades = dataset.vocabulary.grades
    return ", ".join(grade.label for id, grade in grades.items() if id in ids)


def one_edition_has_one_title(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The same edition at an address has the same title, publisher and holder wherever it is
    cited; what most citations say holds.
    """
    for uses in editions(dataset):
        if len(uses) == 1:
            continue
        for name in ("title", "publisher", "copied_by", "copy_words"):
            values = [normal_text(getattr(source, name) or "") for _, _, source in uses]
            ((usual, _),) = Counter(values).most_common(1)
            owner = uses[values.index(usual)][0]
            for (record, where, _), value in zip(uses, values, strict=True):
                if value != usual:
                    message = (
                        f"{name} is {quoted(value or 'unset')}, but the same address has "
                        f"{quoted(usual or 'unset')} in {owner.folder}/{owner.id}.yaml; "
                        "another edition has another 'published'"
                    )
                    yield dataset.problem(record, (*where, name), message)


def one_publisher_has_one_name(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A publisher, and a holder of copies, is spelled in one way wherever it is cited, signs and
    capitals included; what most citations say holds.
    """
    uses: dict[tuple[str, ...], list[tuple[str, Record, FieldPath]]] = {}
    for record, where, source in dataset.cited_sources:
        for field, spelling in _spellings(source).items():
            use = (normal_text(getattr(source, field)), record, (*where, field))
            uses.setdefault((field, *spelling), []).append(use)
    for (field, *_), same in uses.items():
        ((usual, _),) = Counter(name for name, _, _ in same).most_common(1)
        owner = next(record for name, record, _ in same if name == usual)
        for name, record, where in same:
            if name != usual:
                message = (
                    f"{field} is {quoted(name)}, but the same publisher is "
                    f"{quoted(usual)} in {owner.folder}/{owner.id}.yaml"
                )
                yield dataset.problem(record, where, message)


def _spellings(source: Source) -> Mapping[str, tuple[str, ...]]:
    """What is compared, letters and figures alone: of a source's publisher; and, of a copy, of its
    holder with whose document it is and what kind of copy.
    """
    publisher = letters_only(source.publisher)
    if not source.copied_by:
        return {"publisher": (publisher,)}
    copy = (publisher, letters_only(source.copy_words or ""), letters_only(source.copied_by))
    return {"publisher": (publisher,), "copied_by": copy}


_COPY_IN_NAME = re.compile(r"\s*\(([^()]*\bcopy\b[^()]*)\)$", re.IGNORECASE)


def a_copy_says_who_holds_it(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Whose copy a source is stands in fields, never in the name of its publisher."""
    for record, where, source in dataset.cited_sources:
        if match := _COPY_IN_NAME.search(source.publisher):
            holder, words = source.publisher[: match.start()], match.group(1)
            original = words.partition("copy of ")[2] or "whose document it is"
            message = (
                f"publisher is {quoted(source.publisher)}; "
                f"write 'publisher: {original}' and 'copied_by: {holder}'"
            )
            yield dataset.problem(record, (*where, "publisher"), message)
        if source.copy_words and not source.copied_by:
            message = "'copy_words' needs 'copied_by': who holds the copy"
            yield dataset.problem(record, (*where, "copy_words"), message)


def addresses_can_be_trusted(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An address is written as the standard has it, https with the name of a public host, without
    credentials, and no shortened one; that of a source may be http with its reason.
    """
    for document, base, model in dataset.models():
        sources = {(*where, "url"): source for where, source in sources_in(model, base)}
        for where, url in addresses(model, base):
            source = sources.get(where)
            if fault := _source_url_fault(source) if source else url_fault(url):
                yield document.problem(where, fault)
        for where, source in sources.items():
            if source.insecure and not _is_http(source.url):
                message = "the address begins with https://, so no reason is needed; leave it out"
                yield document.problem((*where[:-1], "insecure"), message)
    for field, what in (("address", "site"), ("repository", "repository")):
        root = getattr(dataset.site, field)
        if root and (fault := root_url_fault(root, what)):
            yield dataset.documents["", "site"].problem((field,), fault)


def _source_url_fault(source: Source) -> str | None:
    """Why the address of a source cannot be trusted; None where it can."""
    if _is_http(source.url) and not source.insecure:
        return (
            f"{quoted(source.url)} begins with http://; write https://, or, where that does not "
            "answer, say why in 'insecure'"
        )
    return url_fault(source.url, http_allowed=True)


def _is_http(url: str) -> bool:
    return parse_url(url).scheme == "http"


def an_archived_copy_is_one_copy_of_its_source(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The archived address of a source is that of one copy in an archive: not of the page itself,
    nor of an archive's list of copies, nor of another page.
    """
    for record, where, source in dataset.cited_sources:
        if source.archived and (fault := _archived_fault(source, source.archived)):
            message = f"{quoted(source.archived)} {fault}"
            yield dataset.problem(record, (*where, "archived"), message)


_COPY_MEANT = (
    "give the address of the copy itself, with its day, as in "
    "https://web.archive.org/web/20260110120000/https://a.example/"
)


def _archived_fault(source: Source, archived: str) -> str | None:
    """Why an address is not that of one archived copy of a source; None where it may be."""
    path = parse_url(archived).path
    before, has_address, _ = path.rpartition("://")
    pages = [normalise_url(url) for url in (source.url, source.copy_of) if url]
    if normalise_url(archived) in pages:  # it is one where the copy itself was seen
        return None if has_address else f"is the page itself; {_COPY_MEANT}, or leave the line out"
    if "*" in before or re.match(r"/web/[0-9]*\*", path):
        return f"is an archive's list of copies; {_COPY_MEANT}"
    if re.match("/save(/|$)", path):
        return f"asks an archive to make a copy; {_COPY_MEANT}"
    if not has_address:
        is_front = not path.strip("/")
        return f"is the front page of its host; {_COPY_MEANT}" if is_front else None
    *_, name, scheme = ("", *before.split("/"))
    if not re.search("[0-9]", name):
        return f"names no one copy of those in the archive; {_COPY_MEANT}"
    page = normalise_url(archived[archived.rindex(f"{scheme}://") :])
    if _without_query(page) not in map(_without_query, pages):
        return f"is a copy of {quoted(page)}, another page; give that of a copy of this one"
    return None


def _without_query(url: str) -> str:
    return url.partition("?")[0]


def sources_were_seen_after_they_were_published(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source was seen on or after the day on which it was published."""
    for record, where, source in dataset.cited_sources:
        if source.published and source.seen_on.latest < source.published.earliest:
            message = f"seen_on is {source.seen_on}, before it was published on {source.published}"
            yield dataset.problem(record, (*where, "seen_on"), message)


def a_source_ends_after_it_was_published(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source ended on or after the day on which it was published; one that was replaced says by
    what; and one that is gone was not seen live after that.
    """
    for record, where, source in dataset.cited_sources:
        for field, message in _end_faults(source, source.ended) if source.ended else ():
            yield dataset.problem(record, (*where, "ended", field), message)


def _end_faults(source: Source, ended: SourceEnd) -> Iterator[tuple[str, str]]:
    """What is wrong with the end of a source, and in which field of it."""
    if source.published and ended.date.latest < source.published.earliest:
        yield "date", f"date is {ended.date}, before it was published on {source.published}"
    if ended.how == "replaced" and not ended.by:
        yield "how", "'replaced' needs 'by': the address of what took its place"
    if ended.by and ended.how != "replaced":
        yield (
            "by",
            f"{quoted(ended.how)} has no 'by'; write 'replaced' where another took its place",
        )
    if ended.how == "gone" and source.seen == LIVE and ended.date.latest < source.seen_on.earliest:
        yield "date", f"date is {ended.date}, but it was seen live on {source.seen_on}"


def a_source_has_ended_wherever_it_is_cited(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An edition that has ended has the same end wherever it is cited."""
    for uses in editions(dataset):
        owner, _, first = next((use for use in uses if use[2].ended), uses[0])
        for record, where, source in uses:
            if (ended := first.ended) and _end_key(source.ended) != _end_key(ended):
                message = (
                    f"this source is {ended.how} since {ended.date} in "
                    f"{owner.folder}/{owner.id}.yaml; give the same 'ended' here"
                )
                yield dataset.problem(record, (*where, "url"), message)


def _end_key(ended: SourceEnd | None) -> tuple[str | None, ...]:
    """What must be the same of an end; its note is each use's own."""
    return (ended.date.text, ended.how, ended.by) if ended else ()
