"""What an editor should know and no build fails on."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.problem import Problem
from tracker.record.citing import address
from tracker.record.document import Field
from tracker.record.fields import Record, Source
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import DELIVERED, EXCERPT

USUAL, SETTLED = timedelta(days=60), timedelta(days=180)


def a_source_was_seen_in_full(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A source was read to its end at least once, not only in an excerpt."""
    whole = {address(source.url) for _, _, source in tracker.cited if source.seen != EXCERPT}
    for record, where, source in _first_uses(tracker):
        if address(source.url) not in whole:
            message = "only an excerpt of this source was seen; read it whole, then change it"
            yield tracker.problem(record, (*where, "seen"), message)


def a_source_has_an_archived_copy(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A source has the address of an archived copy, for when its own page is gone."""
    kept = {address(source.url) for _, _, source in tracker.cited if source.archived}
    for record, where, source in _first_uses(tracker):
        if address(source.url) not in kept:
            message = "has no 'archived' copy; give its address in a public archive"
            yield tracker.problem(record, (*where, "url"), message)


def _first_uses(tracker: Tracker) -> Iterator[tuple[Record, Field, Source]]:
    """Each source where it is first cited."""
    seen: set[str] = set()
    for record, where, source in tracker.cited:
        if address(source.url) not in seen:
            seen.add(address(source.url))
            yield record, where, source


def a_recommendation_was_reviewed_lately(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A recommendation's last review is no older than 60 days, or 180 once all is delivered."""
    for recommendation in tracker.recommendations.values():
        last = len(recommendation.reviews) - 1
        day = recommendation.reviews[last].date
        done = all(e.findings[-1].status == DELIVERED for e in recommendation.elements)
        if today - day.last > (SETTLED if done else USUAL):
            message = f"was last reviewed on {day}; look again, and add a review"
            yield tracker.problem(recommendation, ("reviews", last, "date"), message)


def a_service_was_looked_at_lately(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A page that a number for help rests on is looked at again by the 60th day."""
    for service in tracker.services.values():
        for index, source in enumerate(service.sources):
            if today - source.seen_on.last >= USUAL:
                message = (
                    f"was last seen on {source.seen_on}; look at the service's own page again, and "
                    "put the new day, or take out what it no longer shows"
                )
                yield tracker.problem(service, ("sources", index, "seen_on"), message)
