"""One recommendation as it stood on a day, and what was known by then."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from tracker.record.dates import PartialDate, on
from tracker.record.model import Development
from tracker.record.recommendation import (
    Commitment,
    Due,
    Element,
    Finding,
    Recommendation,
    Response,
    Review,
)
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import NOT_ASSESSED

View = Literal["record", "published"]
"""Two readings of one day: "record" is what we now know to have been so, by the dates of the things
themselves; "published" is what we had written by then, by the days on which we wrote it.
"""


def recommendation_on(
    tracker: Tracker, recommendation: Recommendation, day: date, view: View = "record"
) -> Recommendation | None:
    """A recommendation as it stood at the end of a day; None where it had not been made, or we had
    not written of it.

    A part that no finding speaks of by then is not assessed. A finding that was wrong does not
    count once its correction does.
    """
    made = tracker.reports[recommendation.report].published
    reviews = [r for r in recommendation.reviews if view == "record" or r.date.last <= day]
    if made.last > day or not reviews:
        return None

    def known(id: str | None) -> bool:
        return id is not None and is_known(tracker.developments[id], day, view)

    def answered(response: Response) -> bool:
        looked = bool(response.searched) and response.searched[-1].to.last <= day
        return known(response.development) or (response.development is None and looked)

    promised = [
        (commitment.made, _commitment(tracker, commitment, day, view, known))
        for commitment in recommendation.commitments
    ]
    return recommendation.model_copy(
        update={
            "responses": tuple(filter(answered, recommendation.responses)),
            "government_says": tuple(
                claim for claim in recommendation.government_says if known(claim.development)
            ),
            "elements": tuple(_element(e, day, view, made, known) for e in recommendation.elements),
            "commitments": tuple(c for made, c in promised if c.due or known(made)),
            "open_questions": tuple(
                q for q in recommendation.open_questions if q.looked_to.last <= day
            ),
            "reviews": (_review(reviews[-1], day),),
            "corrections": tuple(c for c in recommendation.corrections if c.date.last <= day),
        }
    )


def is_known(development: Development, day: date, view: View) -> bool:
    """Whether an event had happened by the end of a day; of "published", whether it had been
    written down.
    """
    return _counts(development.date, development.recorded, day, view)


def _counts(when: PartialDate, recorded: PartialDate, day: date, view: View) -> bool:
    return (recorded.last if view == "published" else came_by(when, recorded)) <= day


def came_by(when: PartialDate, recorded: PartialDate) -> date:
    """The day by which a thing had come about: the last that its date can mean, or that on which it
    was written down, if that is earlier, for what is written down has happened.
    """
    return min(when.last, max(when.first, recorded.last))


def set_on(tracker: Tracker, commitment: Commitment, due: Due) -> PartialDate:
    """The day on which we wrote of a date that was promised: with the event that set it. Where only
    an earlier event is given, the day on which it was set.
    """
    recorded = tracker.developments[due.development or commitment.made].recorded
    return recorded if recorded.last >= due.set_on.first else due.set_on


def uncorrected(element: Element) -> tuple[Finding, ...]:
    """The findings of an element without those that a later one of them puts right."""
    findings = element.findings
    wrong = {
        max((i for i in range(at) if findings[i].date.text == right.corrects.text), default=None)
        for at, right in enumerate(findings)
        if right.corrects
    }
    return tuple(f for at, f in enumerate(findings) if at not in wrong)


def _element(
    element: Element, day: date, view: View, made: PartialDate, known: Callable[[str | None], bool]
) -> Element:
    there = tuple(f for f in element.findings if _counts(f.date, f.recorded, day, view))
    if view == "record":
        held = tuple(f for f in uncorrected(element) if f in there)
    else:
        held = uncorrected(element.model_copy(update={"findings": there}))
    findings = tuple(
        f.model_copy(
            update={
                "evidence_to": _cut(f.evidence_to, day),
                "against": tuple(filter(known, f.against)),
            }
        )
        for f in held
    )
    return element.model_copy(update={"findings": findings or (_none_yet(made),)})


def _none_yet(made: PartialDate) -> Finding:
    """What stands for a part before its first finding."""
    return Finding(
        status=NOT_ASSESSED,
        date=made,
        recorded=made,
        reason="No finding had been made for this day.",
        evidence_to=made,
    )


def _commitment(
    tracker: Tracker,
    commitment: Commitment,
    day: date,
    view: View,
    known: Callable[[str | None], bool],
) -> Commitment:
    met = commitment.met if commitment.met and known(commitment.met.development) else None
    looked_to = commitment.looked_to and _cut(commitment.looked_to, day)
    due = tuple(
        due
        for due in commitment.due
        if _counts(due.set_on, set_on(tracker, commitment, due), day, view)
    )
    return commitment.model_copy(update={"due": due, "met": met, "looked_to": looked_to})


def _review(review: Review, day: date) -> Review:
    """The look on which a day's state rests: it reaches no further than that day."""
    return review.model_copy(update={"evidence_to": _cut(review.evidence_to, day)})


def _cut(reach: PartialDate, day: date) -> PartialDate:
    return on(day) if reach.first > day else reach
