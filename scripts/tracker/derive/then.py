"""One recommendation as it stood on a day, and what was known by then."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from tracker.record.dates import PartialDate, exact_date
from tracker.record.model import Development
from tracker.record.recommendation import (
    Commitment,
    DueDate,
    Element,
    Finding,
    Recommendation,
    Response,
    Review,
)
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import NOT_ASSESSED

TimeAxis = Literal["record", "published"]
"""Two readings of one day: "record" is what we now know to have been so, by the dates of the things
themselves; "published" is what we had written by then, by the days on which we wrote it.
"""


def recommendation_as_of(
    dataset: Dataset, recommendation: Recommendation, day: date, view: TimeAxis = "record"
) -> Recommendation | None:
    """A recommendation as it stood at the end of a day; None where it had not been made, or we had
    not written of it.

    A part that no finding speaks of by then is not assessed. A finding that was wrong does not
    count once its correction does.
    """
    made = dataset.reports[recommendation.report].published
    reviews = [r for r in recommendation.reviews if view == "record" or r.date.last <= day]
    if made.last > day or not reviews:
        return None

    def known(id: str | None) -> bool:
        return id is not None and known_as_of(dataset.developments[id], day, view)

    def answered(response: Response) -> bool:
        looked = bool(response.searched) and response.searched[-1].to.last <= day
        return known(response.development) or (response.development is None and looked)

    promised = [
        (commitment.made, _commitment_as_of(dataset, commitment, day, view, known))
        for commitment in recommendation.commitments
    ]
    return recommendation.model_copy(
        update={
            "responses": tuple(filter(answered, recommendation.responses)),
            "government_says": tuple(
                claim for claim in recommendation.government_says if known(claim.development)
            ),
            "elements": tuple(
                _element_as_of(e, day, view, made, known) for e in recommendation.elements
            ),
            "commitments": tuple(c for made, c in promised if c.due or known(made)),
            "open_questions": tuple(
                q for q in recommendation.open_questions if q.looked_to.last <= day
            ),
            "reviews": (_review_as_of(reviews[-1], day),),
            "corrections": tuple(c for c in recommendation.corrections if c.date.last <= day),
        }
    )


def known_as_of(development: Development, day: date, view: TimeAxis) -> bool:
    """Whether an event had happened by the end of a day; of "published", whether it had been
    written down.
    """
    return _counts_as_of(development.date, development.recorded, day, view)


def _counts_as_of(when: PartialDate, recorded: PartialDate, day: date, view: TimeAxis) -> bool:
    return (recorded.last if view == "published" else occurred_by(when, recorded)) <= day


def occurred_by(when: PartialDate, recorded: PartialDate) -> date:
    """The day by which a thing had come about: the last that its date can mean, or that on which it
    was written down, if that is earlier, for what is written down has happened.
    """
    return min(when.last, max(when.first, recorded.last))


def due_date_recorded(dataset: Dataset, commitment: Commitment, due: DueDate) -> PartialDate:
    """The day on which we wrote of a date that was promised: with the event that set it. Where only
    an earlier event is given, the day on which it was set.
    """
    recorded = dataset.developments[due.development or commitment.made].recorded
    return recorded if recorded.last >= due.set_on.first else due.set_on


def without_corrected(element: Element) -> tuple[Finding, ...]:
    """The findings of an element without those that a later one of them puts right."""
    findings = element.findings
    wrong = {
        max((i for i in range(at) if findings[i].date.text == right.corrects.text), default=None)
        for at, right in enumerate(findings)
        if right.corrects
    }
    return tuple(f for at, f in enumerate(findings) if at not in wrong)


def _element_as_of(
    element: Element,
    day: date,
    view: TimeAxis,
    made: PartialDate,
    known: Callable[[str | None], bool],
) -> Element:
    there = tuple(f for f in element.findings if _counts_as_of(f.date, f.recorded, day, view))
    if view == "record":
        held = tuple(f for f in without_corrected(element) if f in there)
    else:
        held = without_corrected(element.model_copy(update={"findings": there}))
    findings = tuple(
        f.model_copy(
            update={
                "evidence_to": _at_most(f.evidence_to, day),
                "against": tuple(filter(known, f.against)),
            }
        )
        for f in held
    )
    return element.model_copy(update={"findings": findings or (_not_yet_assessed(made),)})


def _not_yet_assessed(made: PartialDate) -> Finding:
    """What stands for a part before its first finding."""
    return Finding(
        status=NOT_ASSESSED,
        date=made,
        recorded=made,
        reason="No finding had been made for this day.",
        evidence_to=made,
    )


def _commitment_as_of(
    dataset: Dataset,
    commitment: Commitment,
    day: date,
    view: TimeAxis,
    known: Callable[[str | None], bool],
) -> Commitment:
    met = commitment.met if commitment.met and known(commitment.met.development) else None
    looked_to = commitment.looked_to and _at_most(commitment.looked_to, day)
    due = tuple(
        due
        for due in commitment.due
        if _counts_as_of(due.set_on, due_date_recorded(dataset, commitment, due), day, view)
    )
    return commitment.model_copy(update={"due": due, "met": met, "looked_to": looked_to})


def _review_as_of(review: Review, day: date) -> Review:
    """The look on which a day's state rests: it reaches no further than that day."""
    return review.model_copy(update={"evidence_to": _at_most(review.evidence_to, day)})


def _at_most(reach: PartialDate, day: date) -> PartialDate:
    return exact_date(day) if reach.first > day else reach
