"""What readers look things up by: points for an audience, topics, places."""

from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem, shown
from tracker.record.tracker import Tracker


def a_point_says_when_it_applies(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A point says from when it applies, in one way, or what its start waits for."""
    for implication in tracker.implications.values():
        dated = [
            name
            for name in ("applies_from", "starts_with", "in_force_by", "expected")
            if getattr(implication, name) is not None
        ]
        if not dated and not implication.words:
            message = (
                "a point needs 'applies_from', 'starts_with' a stage, 'in_force_by', "
                "'expected', or 'words' that say what its start waits for"
            )
            yield tracker.problem(implication, ("point",), message)
        if len(dated) > 1:
            message = f"{shown(dated[1])} and {shown(dated[0])} both say when; keep one"
            yield tracker.problem(implication, (dated[1],), message)


def a_development_is_filed_by_what_it_links_to(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A development names its topics where it links to no recommendation and no measure, and only
    there.
    """
    for development in tracker.developments.values():
        linked = development.recommendations or development.measures
        if linked and development.topics:
            message = "it links to a recommendation or a measure, so its topics are theirs"
            yield tracker.problem(development, ("topics",), f"{message}; leave the line out")
        if not linked and not development.topics:
            message = (
                "links to no recommendation and no measure; give it 'topics', "
                "or nobody will find it under anything"
            )
            yield tracker.problem(development, (), message)


def a_topic_without_records_says_where_we_looked(
    tracker: Tracker, today: date
) -> Iterator[Problem]:
    """A topic under which nothing is filed has 'searched': where, with which words, to when."""
    kinds = (
        tracker.recommendations,
        tracker.measures,
        tracker.developments,
    )
    filed = {id for kind in kinds for record in kind.values() for id in record.topics}
    filed |= {implication.topic for implication in tracker.implications.values()}
    document = tracker.documents.get(("vocabulary", "topics"))
    for id, topic in tracker.vocabulary.topics.items():
        if document and id not in filed and not topic.searched:
            message = (
                f"nothing is filed under {shown(id)}; give it 'searched': "
                "where we looked, with which words, to when"
            )
            yield document.problem((id,), message, at_key=True)


def a_place_is_named_in_a_development(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A place is listed only once a development, with its sources, has named it."""
    named = {id for d in tracker.developments.values() for id in d.places}
    document = tracker.documents.get(("vocabulary", "places"))
    for id in tracker.vocabulary.places:
        if document and id not in named:
            message = f"no development names {shown(id)}; a place is listed by what named it"
            yield document.problem((id,), message, at_key=True)
