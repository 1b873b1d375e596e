"""One recommendation as it stood on a day, and what was known by then.

The whole record as it stood on a day, from the dates in it.

Of a day that is not exact the latest that it can mean counts (for what was written down before
then, `occurred_by`): nothing is there before it is certain.

What comes out is a record like any other, so that `derive` says of it what it says of today's.

Where one recommendation stood, from each day on which that changed to the next.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from tracker.derive.commencement import stage_date
from tracker.derive.commitments import resolve_due_date
from tracker.derive.status import Assessment, assess
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, exact_date
from tracker.schema.fields import Source
from tracker.schema.records import (
    Commitment,
    Development,
    DueDate,
    Element,
    Finding,
    Implication,
    Measure,
    Recommendation,
    Response,
    Review,
    Stage,
)
from tracker.schema.vocabularies import NOT_ASSESSED

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
    reviews = [r for r in recommendation.reviews if view == "record" or r.date.latest <= day]
    if made.latest > day or not reviews:
        return None

    def known(id: str | None) -> bool:
        return id is not None and known_as_of(dataset.developments[id], day, view)

    def answered(response: Response) -> bool:
        looked = bool(response.searched) and response.searched[-1].to.latest <= day
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
                q for q in recommendation.open_questions if q.looked_to.latest <= day
            ),
            "reviews": (_review_as_of(reviews[-1], day),),
            "corrections": tuple(c for c in recommendation.corrections if c.date.latest <= day),
        }
    )


def known_as_of(development: Development, day: date, view: TimeAxis) -> bool:
    """Whether an event had happened by the end of a day; of "published", whether it had been
    written down.
    """
    return _counts_as_of(development.date, development.recorded, day, view)


def _counts_as_of(when: PartialDate, recorded: PartialDate, day: date, view: TimeAxis) -> bool:
    return (recorded.latest if view == "published" else occurred_by(when, recorded)) <= day


def occurred_by(when: PartialDate, recorded: PartialDate) -> date:
    """The day by which a thing had come about: the last that its date can mean, or that on which it
    was written down, if that is earlier, for what is written down has happened.
    """
    return min(when.latest, max(when.earliest, recorded.latest))


def due_date_recorded(dataset: Dataset, commitment: Commitment, due: DueDate) -> PartialDate:
    """The day on which we wrote of a date that was promised: with the event that set it. Where only
    an earlier event is given, the day on which it was set.
    """
    recorded = dataset.developments[due.development or commitment.made].recorded
    return recorded if recorded.latest >= due.set_on.earliest else due.set_on


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
    """How far a look reached, and no further than a day: what certainly reaches beyond it is cut to
    it; a month that may have ended before it says no more than it did.
    """
    return exact_date(day) if reach.earliest > day else reach


def as_of(dataset: Dataset, day: date, view: TimeAxis = "record") -> Dataset:
    """The whole record as it stood at the end of a day. What does not exist by then is left out,
    and so is every mention of it; bodies, services and words have no dates and stay.
    """
    recommendations = {
        id: then
        for id, recommendation in dataset.recommendations.items()
        if (then := recommendation_as_of(dataset, recommendation, day, view))
    }
    found = [f for r in recommendations.values() for e in r.elements for f in e.findings]
    cited = {id for finding in found for id in finding.evidence}
    return replace(
        dataset,
        reports={id: r for id, r in dataset.reports.items() if r.published.latest <= day},
        recommendations={
            id: r.model_copy(update=_relations_among(r, recommendations))
            for id, r in recommendations.items()
        },
        developments={
            id: d.model_copy(update={"recommendations": _parts_among(d, recommendations)})
            for id, d in dataset.developments.items()
            if known_as_of(d, day, view) or id in cited
        },
        measures={id: measure_as_of(m, day) for id, m in dataset.measures.items()},
        implications={
            id: i.model_copy(
                update={"recommendations": _ids_among(i.recommendations, recommendations)}
            )
            for id, i in dataset.implications.items()
            if _implication_known(i, day)
        },
    )


def measure_as_of(measure: Measure, day: date) -> Measure:
    """A measure with what was known of its stages at the end of a day."""
    stages = (_stage_as_of(stage, day) for stage in measure.stages)
    return measure.model_copy(update={"stages": tuple(stage for stage in stages if stage)})


def _stage_as_of(stage: Stage, day: date) -> Stage | None:
    """A stage as it was known; None for one of which nothing was."""
    expected = stage.expected if stage.source and _source_day(stage.source) <= day else None
    searched = tuple(search for search in stage.searched if search.to.latest <= day)
    taken = stage.date if stage.date and stage.date.latest <= day else None
    undated = stage.words and not stage.date
    if not (taken or expected or searched or undated):
        return None
    return stage.model_copy(update={"date": taken, "expected": expected, "searched": searched})


def _implication_known(implication: Implication, day: date) -> bool:
    return min(_source_day(source) for source in implication.sources) <= day


def _source_day(source: Source) -> date:
    """The day by which a source had been published; where it bears no date, on which it was
    seen.
    """
    return (source.published or source.seen_on).latest


def _relations_among(record: Recommendation, there: Iterable[str]) -> dict[str, tuple[str, ...]]:
    waits = tuple(part for part in record.blocked_by if part.partition(".")[0] in there)
    return {"repeats": _ids_among(record.repeats, there), "blocked_by": waits}


def _parts_among(development: Development, there: Iterable[str]) -> tuple[str, ...]:
    return tuple(p for p in development.recommendations if p.partition(".")[0] in there)


def _ids_among(ids: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in there)


def assessment_as_of(
    dataset: Dataset, recommendation: Recommendation, day: date, view: TimeAxis = "record"
) -> Assessment | None:
    """Where a recommendation stood at the end of a day, without its timeline; None where there was
    nothing to stand.
    """
    then = recommendation_as_of(dataset, recommendation, day, view)
    if then is None:
        return None
    named = {id for element in then.elements for id in element.rests_on}
    named |= {due.after.partition(".")[0] for c in then.commitments for due in c.due if due.after}
    measures = {id: measure_as_of(dataset.measures[id], day) for id in named}
    return assess(replace(dataset, measures=measures), then, (), day)


def assessments_over_time(
    dataset: Dataset, recommendation: Recommendation, today: date, view: TimeAxis
) -> Iterator[tuple[date, Assessment]]:
    """Each day on which something of a recommendation may have changed, oldest first, and where it
    stood from then on.
    """
    for day in sorted(set(_days_of_change(dataset, recommendation))):
        assessment = assessment_as_of(dataset, recommendation, day, view) if day <= today else None
        if assessment:
            yield day, assessment


def _days_of_change(dataset: Dataset, recommendation: Recommendation) -> Iterator[date]:
    """Every day on which, by either reading, something may have come about or been written."""
    yield dataset.reports[recommendation.report].published.latest
    yield from (review.date.latest for review in recommendation.reviews)
    yield from (search.to.latest for r in recommendation.responses for search in r.searched)
    for finding in (f for element in recommendation.elements for f in element.findings):
        yield from (occurred_by(finding.date, finding.recorded), finding.recorded.latest)
    for event in (dataset.developments[id] for id in _cited_developments(recommendation)):
        yield from (occurred_by(event.date, event.recorded), event.recorded.latest)
    for commitment in recommendation.commitments:
        for due in commitment.due:
            written = due_date_recorded(dataset, commitment, due)
            yield from (occurred_by(due.set_on, written), written.latest)
            if due.after and (taken := stage_date(dataset, due.after)):
                yield taken.latest
            if when := resolve_due_date(dataset, due).date:
                yield from (when.latest, when.latest + timedelta(days=1))


def _cited_developments(recommendation: Recommendation) -> Iterator[str]:
    """The events that its answers, claims and promises rest on."""
    yield from (r.development for r in recommendation.responses if r.development)
    yield from (claim.development for claim in recommendation.government_says)
    for commitment in recommendation.commitments:
        yield commitment.made
        yield from (due.development for due in commitment.due if due.development)
        if commitment.met:
            yield commitment.met.development
