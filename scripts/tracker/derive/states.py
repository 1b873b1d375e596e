"""Where one recommendation stood, from each day on which that changed to the next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tracker.derive.as_of import measure_on
from tracker.derive.promises import promised
from tracker.derive.stages import taken_on
from tracker.derive.standing import Standing, standing_of
from tracker.derive.then import View, came_by, recommendation_on, set_on
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Tracker


def standing_on(
    tracker: Tracker, recommendation: Recommendation, day: date, view: View = "record"
) -> Standing | None:
    """Where a recommendation stood at the end of a day, without its timeline; None where there was
    nothing to stand.
    """
    then = recommendation_on(tracker, recommendation, day, view)
    if then is None:
        return None
    named = {id for element in then.elements for id in element.rests_on}
    named |= {due.after.partition(".")[0] for c in then.commitments for due in c.due if due.after}
    measures = {id: measure_on(tracker.measures[id], day) for id in named}
    return standing_of(replace(tracker, measures=measures), then, (), day)


def states_of(
    tracker: Tracker, recommendation: Recommendation, today: date, view: View
) -> Iterator[tuple[date, Standing]]:
    """Each day on which something of a recommendation may have changed, oldest first, and where it
    stood from then on.
    """
    for day in sorted(set(_days(tracker, recommendation))):
        standing = standing_on(tracker, recommendation, day, view) if day <= today else None
        if standing:
            yield day, standing


def _days(tracker: Tracker, recommendation: Recommendation) -> Iterator[date]:
    """Every day on which, by either reading, something may have come about or been written."""
    yield tracker.reports[recommendation.report].published.last
    yield from (review.date.last for review in recommendation.reviews)
    yield from (search.to.last for r in recommendation.responses for search in r.searched)
    for finding in (f for element in recommendation.elements for f in element.findings):
        yield from (came_by(finding.date, finding.recorded), finding.recorded.last)
    for event in (tracker.developments[id] for id in _named(recommendation)):
        yield from (came_by(event.date, event.recorded), event.recorded.last)
    for commitment in recommendation.commitments:
        for due in commitment.due:
            written = set_on(tracker, commitment, due)
            yield from (came_by(due.set_on, written), written.last)
            if due.after and (taken := taken_on(tracker, due.after)):
                yield taken.last
            if when := promised(tracker, due).date:
                yield from (when.last, when.last + timedelta(days=1))


def _named(recommendation: Recommendation) -> Iterator[str]:
    """The events that its answers, claims and promises rest on."""
    yield from (r.development for r in recommendation.responses if r.development)
    yield from (claim.development for claim in recommendation.government_says)
    for commitment in recommendation.commitments:
        yield commitment.made
        yield from (due.development for due in commitment.due if due.development)
        if commitment.met:
            yield commitment.met.development
