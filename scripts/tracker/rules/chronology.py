"""Rules of time: nothing recorded lies in the future, nothing was recorded before it happened, and
what holds on a day is clear.

No list need stand in order: what holds is worked out from the dates (`derive/order.py`). Of dates
that are known in part, only what is certainly wrong is a problem.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.derive.findings import standing_by_nation
from tracker.load.dataset import Dataset
from tracker.problems import Problem
from tracker.schema.dates import in_zone
from tracker.schema.records import Commitment, DueDate, Finding
from tracker.schema.traversal import FieldPath, dates


def nothing_happened_in_the_future(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Nothing that is recorded as past begins after today; only what is due or expected may."""
    for document, base, model in dataset.models():
        for where, value in dates(model, base):
            if value.earliest <= today:
                continue
            may_come = where[-1] in ("expected", "expected_end") or (
                "due" in where and where[-1] == "date"
            )
            if not may_come:
                message = (
                    f"{where[-1]} is {value}, which is after today, {today}; "
                    "nothing can be recorded ahead"
                )
                yield document.problem(where, message)


def a_time_of_writing_is_in_the_zone(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A time at which something was written has the offset of the site's zone, so that its day is
    the day there.
    """
    zone = dataset.site.zone or "UTC"
    for document, base, model in dataset.models():
        for where, value in dates(model, base):
            moment = value.moment
            written = moment and moment.isoformat(timespec="minutes")
            if moment and written != (expected := in_zone(moment, zone)):
                message = f"{where[-1]} is {written}, which is {expected} in {zone}; write it so"
                yield document.problem(where, message)


def one_finding_of_a_part_holds_on_a_day(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two findings of an element that hold in one nation have the same date: one of them
    corrects the other.
    """
    for recommendation in dataset.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            standing = standing_by_nation(recommendation, element).values()
            second = {
                id(finding) for findings in standing for finding in _second_of_a_day(findings)
            }
            for index, finding in enumerate(element.findings):
                if id(finding) in second:
                    message = (
                        f"date is {finding.date}, which another finding that holds has; give "
                        f"'corrects: {finding.date}' to the one that was written last"
                    )
                    where = ("elements", number, "findings", index, "date")
                    yield dataset.problem(recommendation, where, message)


def _second_of_a_day(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings of which one before has the same date."""
    for index, finding in enumerate(findings):
        if any(finding.date == earlier.date for earlier in findings[:index]):
            yield finding


def an_event_was_recorded_after_it_happened(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An event was recorded on or after the day on which it happened."""
    for development in dataset.developments.values():
        recorded, happened = development.recorded, development.date
        if recorded.latest < happened.earliest:
            message = f"recorded is {recorded}, before the event itself, {happened}"
            yield dataset.problem(development, ("recorded",), message)


def a_due_date_says_when(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Each of a promise's dates says a date, a stage or words."""
    for recommendation in dataset.recommendations.values():
        for number, commitment in enumerate(recommendation.commitments):
            for index, due in enumerate(commitment.due):
                for field, message in _due_date_faults(due):
                    where = ("commitments", number, "due", index, *field)
                    yield dataset.problem(recommendation, where, message)


def _due_date_faults(due: DueDate) -> Iterator[tuple[FieldPath, str]]:
    """What is wrong with one due date, and in which of its fields."""
    if not (due.date or due.after or due.words):
        yield (), "a due date needs 'date', 'after' a stage, or 'words' such as \"No date given\""
    if due.after and not due.words:
        yield (), "'after' a stage needs 'words' too, for as long as that has no date"
    if due.within_months is not None and not due.after:
        message = "'within_months' needs 'after': the stage that they are counted from"
        yield ("within_months",), message
    if due.after and due.within_months is None:
        yield ("after",), "'after' needs 'within_months'"


def a_due_date_was_set_with_its_commitment_or_later(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """No due date was set before its promise was made, unless it names the development that says
    so.
    """
    for recommendation in dataset.recommendations.values():
        for number, commitment in enumerate(recommendation.commitments):
            development = dataset.developments.get(commitment.made)
            if not development:
                continue
            promised = development.date
            for index, due in enumerate(commitment.due):
                if not due.development and due.set_on.latest < promised.earliest:
                    where = ("commitments", number, "due", index, "set_on")
                    message = (
                        f"set_on is {due.set_on}, before the promise was made, {promised}; give "
                        "the day on which it was set, or, where it was set before and told later, "
                        "'development': the one that tells so"
                    )
                    yield dataset.problem(recommendation, where, message)


def a_review_looked_no_further_than_its_day(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No review looked further than its own day."""
    for recommendation in dataset.recommendations.values():
        for index, review in enumerate(recommendation.reviews):
            if review.evidence_to.earliest > review.date.latest:
                message = f"evidence_to is {review.evidence_to}, after the review, {review.date}"
                yield dataset.problem(recommendation, ("reviews", index, "evidence_to"), message)


def a_commitment_was_met_when_its_evidence_says(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A promise was kept on the date of the development that shows it, and not by being made."""
    for recommendation in dataset.recommendations.values():
        for index, commitment in enumerate(recommendation.commitments):
            met = commitment.met
            evidence = dataset.developments.get(met.development) if met else None
            if not met or not evidence:
                continue
            where = ("commitments", index, "met")
            if str(met.date) != str(evidence.date):
                message = (
                    f"date is {met.date}, but the development that shows it is of {evidence.date}"
                )
                yield dataset.problem(recommendation, (*where, "date"), message)
            if met.development == commitment.made:
                message = "the development that made the promise cannot show that it was kept"
                yield dataset.problem(recommendation, (*where, "development"), message)


def what_was_kept_is_undone_when_its_evidence_says(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """Only a promise that was kept is undone, then or later, on the date of the development that
    shows it.
    """
    for recommendation in dataset.recommendations.values():
        for index, commitment in enumerate(recommendation.commitments):
            for field, message in _undone_faults(dataset, commitment):
                where: FieldPath = ("commitments", index, "undone", *field)
                yield dataset.problem(recommendation, where, message)


def _undone_faults(dataset: Dataset, commitment: Commitment) -> Iterator[tuple[FieldPath, str]]:
    """What is wrong with what is said of the undoing of a commitment, and in which field."""
    met, undone = commitment.met, commitment.undone
    if not undone:
        return
    evidence = dataset.developments.get(undone.development)
    if evidence and str(undone.date) != str(evidence.date):
        message = f"date is {undone.date}, but the development that shows it is of {evidence.date}"
        yield ("date",), message
    if not met:
        yield (), "it needs 'met': only what was kept can be undone"
    elif undone.date.latest < met.date.earliest:
        yield ("date",), f"date is {undone.date}, before it was kept, {met.date}"
    if met and undone.development == met.development:
        yield ("development",), "the development that shows that it was kept cannot undo it"


def an_officeholder_leaves_after_taking_office(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Nobody left an office before having it."""
    document = dataset.documents.get(("vocabulary", "officeholders"))
    for id, holder in dataset.vocabulary.officeholders.items():
        if document and holder.to and holder.to.latest < holder.from_.earliest:
            yield document.problem((id, "to"), f"to is {holder.to}, before from, {holder.from_}")
