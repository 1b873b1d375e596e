"""The record as it stood on a day, from the dates in it.

Two readings of one day: "record" is what we now know to have been so, by the dates of the things
themselves; "published" is what we had written by then, by the days on which we wrote it. What comes
out is a record like any other, so that `derive` says of it what it says of today's.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from tracker.record.dates import PartialDate, on
from tracker.record.fields import Source
from tracker.record.model import Development, Implication, Measure, Stage
from tracker.record.recommendation import (
    Commitment,
    Element,
    Finding,
    Recommendation,
    Response,
    Review,
)
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import NOT_ASSESSED

View = Literal["record", "published"]


def as_of(tracker: Tracker, day: date, view: View = "record") -> Tracker:
    """The whole record as it stood at the end of a day. What does not exist by then is left out,
    and so is every mention of it; bodies, services and words have no dates and stay.

    Events have no day on which we wrote them: of "published", they count from the day on which the
    first of their sources was seen.
    """
    recommendations = {
        id: then
        for id, recommendation in tracker.recommendations.items()
        if (then := recommendation_on(tracker, recommendation, day, view))
    }
    found = [f for r in recommendations.values() for e in r.elements for f in e.findings]
    cited = {id for finding in found for id in (*finding.evidence, *finding.against)}
    return replace(
        tracker,
        reports={id: r for id, r in tracker.reports.items() if r.published.last <= day},
        recommendations={
            id: r.model_copy(update=_among(r, recommendations)) for id, r in recommendations.items()
        },
        developments={
            id: d.model_copy(update={"recommendations": _parts_of(d, recommendations)})
            for id, d in tracker.developments.items()
            if is_known(d, day, view) or id in cited
        },
        measures={id: measure_on(m, day) for id, m in tracker.measures.items()},
        implications={
            id: i.model_copy(update={"recommendations": _only(i.recommendations, recommendations)})
            for id, i in tracker.implications.items()
            if _was_told(i, day)
        },
    )


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

    kept = (
        _commitment(c, day) for c in recommendation.commitments if known(c.made) or _set(c, day)
    )
    return recommendation.model_copy(
        update={
            "responses": tuple(filter(answered, recommendation.responses)),
            "government_says": tuple(
                claim for claim in recommendation.government_says if known(claim.development)
            ),
            "elements": tuple(_element(e, day, view, made) for e in recommendation.elements),
            "commitments": tuple(kept),
            "open_questions": tuple(
                q for q in recommendation.open_questions if q.looked_to.last <= day
            ),
            "reviews": (_review(reviews[-1], day),),
            "corrections": tuple(c for c in recommendation.corrections if c.date.last <= day),
        }
    )


def is_known(development: Development, day: date, view: View) -> bool:
    """Whether an event had happened by the end of a day, and, of "published", had been seen."""
    happened = development.date.last <= day
    return happened and (view == "record" or first_seen(development.sources).first <= day)


def first_seen(sources: Iterable[Source]) -> PartialDate:
    """The day on which the first of some sources was seen."""
    return min(source.seen_on for source in sources)


def uncorrected(element: Element) -> tuple[Finding, ...]:
    """The findings of an element without those that a later one of them puts right."""
    findings = element.findings
    wrong = {
        max((i for i in range(at) if findings[i].date.text == right.corrects.text), default=None)
        for at, right in enumerate(findings)
        if right.corrects
    }
    return tuple(f for at, f in enumerate(findings) if at not in wrong)


def _element(element: Element, day: date, view: View, made: PartialDate) -> Element:
    if view == "record":
        held = [f for f in uncorrected(element) if f.date.last <= day]
    else:
        written = tuple(f for f in element.findings if f.recorded.last <= day)
        held = list(uncorrected(element.model_copy(update={"findings": written})))
    findings = tuple(f.model_copy(update={"evidence_to": _cut(f.evidence_to, day)}) for f in held)
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


def _set(commitment: Commitment, day: date) -> bool:
    return any(due.set_on.last <= day for due in commitment.due)


def _commitment(commitment: Commitment, day: date) -> Commitment:
    met = commitment.met if commitment.met and commitment.met.date.last <= day else None
    looked_to = commitment.looked_to and _cut(commitment.looked_to, day)
    due = tuple(due for due in commitment.due if due.set_on.last <= day)
    return commitment.model_copy(update={"due": due, "met": met, "looked_to": looked_to})


def _review(review: Review, day: date) -> Review:
    """The look on which a day's state rests: it reaches no further than that day."""
    return review.model_copy(update={"evidence_to": _cut(review.evidence_to, day)})


def measure_on(measure: Measure, day: date) -> Measure:
    """A measure with what was known of its stages at the end of a day."""
    stages = (_stage(stage, day) for stage in measure.stages)
    return measure.model_copy(update={"stages": tuple(stage for stage in stages if stage)})


def _stage(stage: Stage, day: date) -> Stage | None:
    """A stage as it was known; None for one of which nothing was."""
    expected = stage.expected if stage.source and _told(stage.source) <= day else None
    searched = tuple(search for search in stage.searched if search.to.last <= day)
    taken = stage.date if stage.date and stage.date.last <= day else None
    undated = stage.words and not stage.date
    if not (taken or expected or searched or undated):
        return None
    return stage.model_copy(update={"date": taken, "expected": expected, "searched": searched})


def _was_told(implication: Implication, day: date) -> bool:
    return min(_told(source) for source in implication.sources) <= day


def _told(source: Source) -> date:
    """The day by which a source had been published; where it bears no date, on which it was
    seen.
    """
    return (source.published or source.seen_on).last


def _cut(reach: PartialDate, day: date) -> PartialDate:
    return on(day) if reach.last > day else reach


def _among(record: Recommendation, there: Iterable[str]) -> dict[str, tuple[str, ...]]:
    waits = tuple(part for part in record.blocked_by if part.partition(".")[0] in there)
    return {"repeats": _only(record.repeats, there), "blocked_by": waits}


def _parts_of(development: Development, there: Iterable[str]) -> tuple[str, ...]:
    return tuple(p for p in development.recommendations if p.partition(".")[0] in there)


def _only(ids: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in there)
