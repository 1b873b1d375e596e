"""Rules of time: nothing recorded lies in the future, and lists stand in order.

Findings stand in chronological order, for the history of a status is derived from them. Claims, due
dates and reviews stand by the earliest day that each can mean, so that an editor may put a span
before a day in it. Of all else only what is certainly out of order is a problem.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracker.load.dataset import Dataset
from tracker.problems import Problem
from tracker.schema.dates import PartialDate, chronological, in_zone
from tracker.schema.records import DueDate, Recommendation
from tracker.schema.traversal import FieldPath, walk


def nothing_happened_in_the_future(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Nothing that is recorded as past begins after today; only what is due or expected may."""
    for document, base, model in dataset.models():
        for where, value in walk(model, base):
            may_come = where[-1] == "expected" or ("due" in where and where[-1] == "date")
            if isinstance(value, PartialDate) and value.earliest > today and not may_come:
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
        for where, value in walk(model, base):
            moment = value.moment if isinstance(value, PartialDate) else None
            written = moment and moment.isoformat(timespec="minutes")
            if moment and written != (expected := in_zone(moment, zone)):
                message = f"{where[-1]} is {written}, which is {expected} in {zone}; write it so"
                yield document.problem(where, message)


def findings_are_in_order(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An element's findings stand oldest first; so do the claims about a recommendation."""
    for recommendation in dataset.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for index, (earlier, later) in enumerate(pairwise(element.findings), start=1):
                if chronological(later.date) < chronological(earlier.date):
                    where = ("elements", number, "findings", index, "date")
                    message = (
                        f"date is {later.date}, before the finding above it, "
                        f"{earlier.date}; oldest first"
                    )
                    yield dataset.problem(recommendation, where, message)
        yield from _claims_out_of_order(dataset, recommendation)


def _claims_out_of_order(dataset: Dataset, recommendation: Recommendation) -> Iterator[Problem]:
    developments = [
        dataset.developments.get(claim.development) for claim in recommendation.government_says
    ]
    for index, (earlier, later) in enumerate(pairwise(developments), start=1):
        if earlier and later and later.date.earliest < earlier.date.earliest:
            message = (
                f"was said on {later.date}, before the claim above it, {earlier.date}; oldest first"
            )
            where: FieldPath = ("government_says", index, "development")
            yield dataset.problem(recommendation, where, message)


def responses_are_in_order(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The answers of a body stand oldest first."""
    for recommendation in dataset.recommendations.values():
        last_dates: dict[str, PartialDate] = {}
        for index, response in enumerate(recommendation.responses):
            development = dataset.developments.get(response.development or "")
            if not development:
                continue
            day, previous = development.date, last_dates.get(response.by)
            if previous and day.latest < previous.earliest:
                message = f"was said on {day}, before the answer above it, {previous}"
                where: FieldPath = ("responses", index, "development")
                yield dataset.problem(recommendation, where, f"{message}; oldest first")
            last_dates[response.by] = day


def an_event_was_recorded_after_it_happened(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An event was recorded on or after the day on which it happened."""
    for development in dataset.developments.values():
        recorded, happened = development.recorded, development.date
        if recorded.latest < happened.earliest:
            message = f"recorded is {recorded}, before the event itself, {happened}"
            yield dataset.problem(development, ("recorded",), message)


def due_dates_are_in_order(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A promise's dates stand in the order in which they were set, and say a date, a stage or
    words.
    """
    for recommendation in dataset.recommendations.values():
        for number, commitment in enumerate(recommendation.commitments):
            for index, due in enumerate(commitment.due):
                previous = commitment.due[index - 1] if index else None
                for field, message in _due_date_faults(due, previous):
                    where = ("commitments", number, "due", index, *field)
                    yield dataset.problem(recommendation, where, message)


def _due_date_faults(due: DueDate, previous: DueDate | None) -> Iterator[tuple[FieldPath, str]]:
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
    if previous and due.set_on.earliest < previous.set_on.earliest:
        message = f"set_on is {due.set_on}, before the date above it; first promised, first listed"
        yield ("set_on",), message


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


def stages_are_in_order(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A measure's dated stages stand oldest first."""
    for measure in dataset.measures.values():
        previous = None
        for index, stage in enumerate(measure.stages):
            if stage.date and previous and stage.date.latest < previous.earliest:
                message = (
                    f"date is {stage.date}, before the stage above it, {previous}; oldest first"
                )
                yield dataset.problem(measure, ("stages", index, "date"), message)
            previous = stage.date or previous


def reviews_are_in_order(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Reviews stand oldest first, and none looked further than its own day."""
    for recommendation in dataset.recommendations.values():
        for index, review in enumerate(recommendation.reviews):
            if index and review.date.earliest < recommendation.reviews[index - 1].date.earliest:
                message = f"date is {review.date}, before the review above it; oldest first"
                yield dataset.problem(recommendation, ("reviews", index, "date"), message)
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
