"""Where one recommendation stood, from each day on which that changed to the next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tracker.derive.as_of import measure_on
from tracker.derive.promises import promised
from tracker.derive.standing import Standing, standing_of
from tracker.derive.then import View, recommendation_on, recorded_on
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
    for day in sorted(set(_days(tracker, recommendation, view))):
        standing = standing_on(tracker, recommendation, day, view) if day <= today else None
        if standing:
            yield day, standing


def _days(tracker: Tracker, recommendation: Recommendation, view: View) -> Iterator[date]:
    findings = [f for element in recommendation.elements for f in element.findings]
    named = [r.development for r in recommendation.responses if r.development]
    named += [claim.development for claim in recommendation.government_says]
    named += [commitment.made for commitment in recommendation.commitments]
    events = [tracker.developments[id] for id in named]
    if view == "published":
        yield from (finding.recorded.last for finding in findings)
        yield from (review.date.last for review in recommendation.reviews)
        yield from (recorded_on(event).last for event in events)
    yield tracker.reports[recommendation.report].published.last
    yield from (finding.date.last for finding in findings)
    yield from (event.date.last for event in events)
    yield from (search.to.last for r in recommendation.responses for search in r.searched)
    for commitment in recommendation.commitments:
        for due in commitment.due:
            yield due.set_on.last
            when = promised(tracker, due).date
            if when:
                yield when.last
        if commitment.met:
            yield commitment.met.date.last
