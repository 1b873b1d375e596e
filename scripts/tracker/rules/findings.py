"""A judgement rests on what it says it rests on, and is no newer than that."""

from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem, quoted
from tracker.record.document import FieldPath
from tracker.record.recommendation import Finding, Recommendation
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import NO_RESPONSE


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
            allowed = {str(max(evidence, key=lambda day: (day.last, day.first)))}
        if str(finding.date) not in allowed and len(evidence) == len(finding.evidence):
            message = (
                f"date is {finding.date}; by its evidence and search it must "
                f"be {' or '.join(sorted(allowed))}"
            )
            yield dataset.problem(recommendation, (*where, "date"), message)
        if finding.evidence_to.last < max(
            (day.first for day in evidence), default=finding.evidence_to.last
        ):
            message = (
                f"evidence_to is {finding.evidence_to}, before the newest evidence that it cites"
            )
            yield dataset.problem(recommendation, (*where, "evidence_to"), message)


def a_finding_was_recorded_after_its_date(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding was recorded on or after its date, and on or after the day to which we looked."""
    for recommendation, where, finding in _findings(dataset):
        if finding.recorded.last < max(finding.date.first, finding.evidence_to.first):
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
