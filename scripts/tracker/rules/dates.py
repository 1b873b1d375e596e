"""Time runs forward: nothing happened tomorrow, and what is listed is listed in order."""

from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem
from tracker.record.dates import PartialDate
from tracker.record.document import Field
from tracker.record.tracker import Tracker
from tracker.record.walk import walk


def nothing_happened_in_the_future(tracker: Tracker, today: date) -> Iterator[Problem]:
    """Nothing that is recorded as past begins after today; only what is due or expected may."""
    for record in tracker.records():
        for where, value in walk(record):
            expected = "due" in where or where[-1] == "expected"
            if isinstance(value, PartialDate) and value.first > today and not expected:
                message = (
                    f"{where[-1]} is {value}, which is after today, {today}; "
                    "nothing can be recorded ahead"
                )
                yield tracker.problem(record, where, message)


def findings_are_in_order(tracker: Tracker, today: date) -> Iterator[Problem]:
    """An element's findings stand oldest first; so do the claims about a recommendation."""
    for recommendation in tracker.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for index in range(1, len(element.findings)):
                before, after = element.findings[index - 1], element.findings[index]
                if after.date.first < before.date.first:
                    where = ("elements", number, "findings", index, "date")
                    message = (
                        f"date is {after.date}, before the finding above it, "
                        f"{before.date}; oldest first"
                    )
                    yield tracker.problem(recommendation, where, message)
        said = [
            tracker.developments.get(claim.development) for claim in recommendation.government_says
        ]
        for index in range(1, len(said)):
            earlier, later = said[index - 1], said[index]
            if earlier and later and later.date.first < earlier.date.first:
                claim: Field = ("government_says", index, "development")
                message = (
                    f"was said on {later.date}, before the claim above it, "
                    f"{earlier.date}; oldest first"
                )
                yield tracker.problem(recommendation, claim, message)


def due_dates_are_in_order(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A promise's dates stand in the order in which they were set, and say a date, a stage or
    words.
    """
    for recommendation in tracker.recommendations.values():
        for number, commitment in enumerate(recommendation.commitments):
            for index, due in enumerate(commitment.due):
                where = ("commitments", number, "due", index)
                if not (due.date or due.after or due.words):
                    message = (
                        "a due date needs 'date', 'after' a stage, or "
                        "'words' such as \"No date given\""
                    )
                    yield tracker.problem(recommendation, where, message)
                if due.after and due.within_months is None:
                    yield tracker.problem(
                        recommendation, (*where, "after"), "'after' needs 'within_months'"
                    )
                if index and due.set_on.first < commitment.due[index - 1].set_on.first:
                    message = (
                        f"set_on is {due.set_on}, before the date above it; "
                        "first promised, first listed"
                    )
                    yield tracker.problem(recommendation, (*where, "set_on"), message)


def stages_are_in_order(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A measure's dated stages stand oldest first."""
    for measure in tracker.measures.values():
        last = None
        for index, stage in enumerate(measure.stages):
            if stage.date and last and stage.date.last < last.first:
                message = f"date is {stage.date}, before the stage above it, {last}; oldest first"
                yield tracker.problem(measure, ("stages", index, "date"), message)
            last = stage.date or last
