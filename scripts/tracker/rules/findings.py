"""A judgement rests on what it says it rests on, and is no newer than that."""

from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem, shown
from tracker.record.document import Field
from tracker.record.recommendation import Finding, Recommendation
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import NO_RESPONSE


def _findings(tracker: Tracker) -> Iterator[tuple[Recommendation, Field, Finding]]:
    for recommendation in tracker.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for index, finding in enumerate(element.findings):
                yield recommendation, ("elements", number, "findings", index), finding


def a_finding_is_dated_by_its_evidence(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A finding's date is that of its newest evidence, or, where it states an absence, the end of
    its search.
    """
    for recommendation, where, finding in _findings(tracker):
        evidence = [
            tracker.developments[id].date for id in finding.evidence if id in tracker.developments
        ]
        allowed = {str(finding.evidence_to)} | {str(search.to) for search in finding.searched}
        if evidence:
            allowed = {str(max(evidence, key=lambda day: (day.last, day.first)))}
        if str(finding.date) not in allowed and len(evidence) == len(finding.evidence):
            message = (
                f"date is {finding.date}; by its evidence and search it must "
                f"be {' or '.join(sorted(allowed))}"
            )
            yield tracker.problem(recommendation, (*where, "date"), message)
        if finding.evidence_to.last < max(
            (day.first for day in evidence), default=finding.evidence_to.last
        ):
            message = (
                f"evidence_to is {finding.evidence_to}, before the newest evidence that it cites"
            )
            yield tracker.problem(recommendation, (*where, "evidence_to"), message)


def a_finding_was_recorded_after_its_date(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A finding was recorded on or after its date, and on or after the day to which we looked."""
    for recommendation, where, finding in _findings(tracker):
        if finding.recorded.last < max(finding.date.first, finding.evidence_to.first):
            message = (
                f"recorded is {finding.recorded}, before the finding's own "
                "date or the end of its evidence"
            )
            yield tracker.problem(recommendation, (*where, "recorded"), message)


def a_status_has_what_it_needs(tracker: Tracker, today: date) -> Iterator[Problem]:
    """Each status brings what its label needs: evidence, a search, a successor; none that only
    arithmetic gives.
    """
    for recommendation, where, finding in _findings(tracker):
        label = tracker.vocabulary.labels.get(finding.status)
        if label is None:
            continue
        if label.computed:
            message = f"{shown(finding.status)} is worked out from the parts and never typed"
            yield tracker.problem(recommendation, (*where, "status"), message)
        if "evidence" in label.needs and not finding.evidence:
            message = f"{shown(finding.status)} needs 'evidence': the developments that show it"
            yield tracker.problem(recommendation, (*where, "status"), message)
        if "search" in label.needs and not finding.searched:
            message = f"{shown(finding.status)} needs 'searched': where, with which words, to when"
            yield tracker.problem(recommendation, (*where, "status"), message)
        if label.needs == "successor" and not finding.superseded_by:
            message = f"{shown(finding.status)} needs 'superseded_by': what has taken its place"
            yield tracker.problem(recommendation, (*where, "status"), message)


def a_status_has_the_grade_it_needs(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A finding that cites evidence has at least one source of a grade that can carry it."""
    carrying = tracker.vocabulary.carrying
    for recommendation, where, finding in _findings(tracker):
        label = tracker.vocabulary.labels.get(finding.status)
        cited = [tracker.developments[id] for id in finding.evidence if id in tracker.developments]
        if label is None or not cited:
            continue
        allowed = set(label.grades) or carrying
        grades = {source.grade for development in cited for source in development.sources}
        if not grades & allowed:
            wanted, found = (", ".join(sorted(those)).upper() for those in (allowed, grades))
            message = (
                f"{shown(finding.status)} needs a source of grade "
                f"{wanted}; its evidence has only {found}"
            )
            yield tracker.problem(recommendation, (*where, "evidence"), message)


def a_correction_names_a_finding(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A finding that corrects names the date of an earlier finding of the same element."""
    for recommendation in tracker.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for index, finding in enumerate(element.findings):
                earlier = [str(other.date) for other in element.findings[:index]]
                if finding.corrects and str(finding.corrects) not in earlier:
                    where = ("elements", number, "findings", index, "corrects")
                    message = (
                        f"corrects {finding.corrects}; the earlier findings are of "
                        f"{', '.join(earlier) or 'no day'}"
                    )
                    yield tracker.problem(recommendation, where, message)


def a_response_has_its_statement_or_its_search(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A response rests on the development that gave it; "no response" on a search alone."""
    for recommendation in tracker.recommendations.values():
        for index, response in enumerate(recommendation.responses):
            where: Field = ("responses", index)
            silent = response.position == NO_RESPONSE
            if silent and not response.searched:
                message = "'no-response' needs 'searched': where, with which words, to when"
                yield tracker.problem(recommendation, (*where, "position"), message)
            if silent and response.development:
                message = "'no-response' has no development; an answer that was seen is an answer"
                yield tracker.problem(recommendation, (*where, "development"), message)
            if not silent and not response.development:
                message = f"{shown(response.position)} needs 'development': where it was answered"
                yield tracker.problem(recommendation, (*where, "position"), message)
