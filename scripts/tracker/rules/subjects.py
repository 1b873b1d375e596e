"""What readers look things up by: points for an audience, topics, places."""

from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem, shown
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import ACT, DUTY, IN_FORCE, PROVISION


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
        for name in dated[1:]:
            message = f"{shown(name)} and {shown(dated[0])} both say when; keep one"
            yield tracker.problem(implication, (name,), message)


def a_point_starts_as_its_law_does(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A point that starts with a stage applies where its measure does; under an Act, or a provision
    of one, a duty starts with its coming into force.
    """
    for implication in tracker.implications.values():
        id, _, step = (implication.starts_with or "").partition(".")
        measure = tracker.measures.get(id)
        if measure is None:
            continue
        for index, nation in enumerate(implication.applies_in):
            if nation not in measure.applies_in:
                message = (
                    f"{shown(nation)}: {measure.id} applies only in {', '.join(measure.applies_in)}"
                )
                yield tracker.problem(implication, ("applies_in", index), message)
        law = measure.kind in (ACT, PROVISION)
        if law and implication.force == DUTY and step != IN_FORCE:
            message = f"a duty by law starts with '{IN_FORCE}', not with {shown(step)}"
            yield tracker.problem(implication, ("starts_with",), message)


def an_abbreviation_has_one_meaning(tracker: Tracker, today: date) -> Iterator[Problem]:
    """No two words of the glossary have the same abbreviation."""
    document = tracker.documents.get(("vocabulary", "glossary"))
    first: dict[str, str] = {}
    for id, entry in tracker.vocabulary.glossary.items():
        if entry.short and document and first.setdefault(entry.short, id) != id:
            message = f"{shown(entry.short)} stands for {shown(first[entry.short])} already"
            yield document.problem((id, "short"), message)


def a_development_is_filed_by_what_it_links_to(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A development names its topics where it names no recommendation and no measure, and only
    there.
    """
    for development in tracker.developments.values():
        linked = development.recommendations or development.measures
        if linked and development.topics:
            message = "it names a recommendation or a measure, so its topics are theirs"
            yield tracker.problem(development, ("topics",), f"{message}; leave the line out")
        if not linked and not development.topics:
            message = (
                "names no recommendation and no measure, so it needs 'topics': "
                "what readers find it under"
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
    if document is None or tracker.has_unread("recommendations", "measures", "developments"):
        return
    for id, topic in tracker.vocabulary.topics.items():
        if id not in filed and not topic.searched:
            message = (
                f"nothing is filed under {shown(id)}; give it 'searched': "
                "where we looked, with which words, to when"
            )
            yield document.problem((id,), message, at_key=True)


def a_place_is_named_in_a_development(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A place is listed only once a development, with its sources, has named it."""
    named = {id for d in tracker.developments.values() for id in d.places}
    document = tracker.documents.get(("vocabulary", "places"))
    if document is None or tracker.has_unread("developments"):
        return
    for id in tracker.vocabulary.places:
        if id not in named:
            message = f"no development names {shown(id)}; a place is listed by what named it"
            yield document.problem((id,), message, at_key=True)
