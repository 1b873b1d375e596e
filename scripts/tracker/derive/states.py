"""Where one recommendation stood, from each day on which that changed to the next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tracker.derive.as_of import measure_as_of
from tracker.derive.promises import resolve_due_date
from tracker.derive.stages import stage_date
from tracker.derive.standing import Assessment, assess
from tracker.derive.then import TimeAxis, due_date_recorded, occurred_by, recommendation_as_of
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Dataset


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
    yield dataset.reports[recommendation.report].published.last
    yield from (review.date.last for review in recommendation.reviews)
    yield from (search.to.last for r in recommendation.responses for search in r.searched)
    for finding in (f for element in recommendation.elements for f in element.findings):
        yield from (occurred_by(finding.date, finding.recorded), finding.recorded.last)
    for event in (dataset.developments[id] for id in _cited_developments(recommendation)):
        yield from (occurred_by(event.date, event.recorded), event.recorded.last)
    for commitment in recommendation.commitments:
        for due in commitment.due:
            written = due_date_recorded(dataset, commitment, due)
            yield from (occurred_by(due.set_on, written), written.last)
            if due.after and (taken := stage_date(dataset, due.after)):
                yield taken.last
            if when := resolve_due_date(dataset, due).date:
                yield from (when.last, when.last + timedelta(days=1))


def _cited_developments(recommendation: Recommendation) -> Iterator[str]:
    """The events that its answers, claims and promises rest on."""
    yield from (r.development for r in recommendation.responses if r.development)
    yield from (claim.development for claim in recommendation.government_says)
    for commitment in recommendation.commitments:
        yield commitment.made
        yield from (due.development for due in commitment.due if due.development)
        if commitment.met:
            yield commitment.met.development
