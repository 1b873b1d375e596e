"""What an editor should know and no build fails on."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.problem import Problem
from tracker.record.citing import normalise_url
from tracker.record.document import FieldPath
from tracker.record.fields import Record, Source
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import DELIVERED, EXCERPT

REVIEW_INTERVAL, DELIVERED_REVIEW_INTERVAL = timedelta(days=60), timedelta(days=180)


def a_source_was_seen_in_full(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source was read to its end at least once, not only in an excerpt."""
    whole = {
        normalise_url(source.url)
        for _, _, source in dataset.cited_sources
        if source.seen != EXCERPT
    }
    for record, where, source in _first_uses(dataset):
        if normalise_url(source.url) not in whole:
            message = "only an excerpt of this source was seen; read it whole, then change it"
            yield dataset.problem(record, (*where, "seen"), message)


def a_source_has_an_archived_copy(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source has the address of an archived copy, for when its own page is gone."""
    kept = {normalise_url(source.url) for _, _, source in dataset.cited_sources if source.archived}
    for record, where, source in _first_uses(dataset):
        if normalise_url(source.url) not in kept:
            message = "has no 'archived' copy; give its address in a public archive"
            yield dataset.problem(record, (*where, "url"), message)


def _first_uses(dataset: Dataset) -> Iterator[tuple[Record, FieldPath, Source]]:
    """Each source where it is first cited."""
    seen: set[str] = set()
    for record, where, source in dataset.cited_sources:
        if normalise_url(source.url) not in seen:
            seen.add(normalise_url(source.url))
            yield record, where, source


def a_recommendation_was_reviewed_lately(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A recommendation's last review is no older than 60 days, or 180 once all is delivered."""
    for recommendation in dataset.recommendations.values():
        last = len(recommendation.reviews) - 1
        day = recommendation.reviews[last].date
        done = all(e.findings[-1].status == DELIVERED for e in recommendation.elements)
        if today - day.last > (DELIVERED_REVIEW_INTERVAL if done else REVIEW_INTERVAL):
            message = f"was last reviewed on {day}; look again, and add a review"
            yield dataset.problem(recommendation, ("reviews", last, "date"), message)


def a_service_was_looked_at_lately(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A page that a number for help rests on is looked at again by the 60th day."""
    for service in dataset.services.values():
        for index, source in enumerate(service.sources):
            if today - source.seen_on.last >= REVIEW_INTERVAL:
                message = (
                    f"was last seen on {source.seen_on}; look at the service's own page again, and "
                    "put the new day, or take out what it no longer shows"
                )
                yield dataset.problem(service, ("sources", index, "seen_on"), message)
