"""The pages by which readers come to the record: topics, places, audiences, words."""

from collections.abc import Iterable, Iterator

from tracker.derive.facts import Facts
from tracker.derive.points import AppliedImplication, Section
from tracker.publish.address import path_of
from tracker.publish.citations import new_citations
from tracker.publish.page import Page
from tracker.record.vocabulary import Audience, Place, Topic


def subject_pages(facts: Facts) -> Iterator[Page]:
    """The index of topics, places and audiences, a page for each of them, and the glossary."""
    vocabulary = facts.dataset.vocabulary
    yield Page(
        path="topics/",
        template="topics.html",
        title="Topics",
        description="Every subject of the record, with how much is filed under it.",
        values={"topics": vocabulary.topics},
        searchable=False,
    )
    yield from (_topic(facts, id, topic) for id, topic in vocabulary.topics.items())
    yield Page(
        path="places/",
        template="places.html",
        title="Places",
        description="Areas named for a local investigation. To be named is not a finding.",
        values={"places": vocabulary.places},
        searchable=False,
    )
    yield from (_place(facts, id, place) for id, place in vocabulary.places.items())
    yield Page(
        path="for/",
        template="audiences.html",
        title="What it means for you",
        description="For each audience: what is in force now, what is coming, what to watch.",
        values={"audiences": vocabulary.audiences},
        searchable=False,
    )
    yield from (_audience(facts, id, audience) for id, audience in vocabulary.audiences.items())
    yield Page(
        path="glossary/",
        template="glossary.html",
        title="Glossary",
        description="The words and abbreviations of this subject, and of this site.",
        values={"entries": sorted(vocabulary.glossary.items(), key=_by_label)},
        source="data/vocabulary/glossary.yaml",
        searchable=False,  # its words are names of the pages that they lead to
    )


def _by_label(item: tuple[str, Topic]) -> str:
    return item[1].label.casefold()


def _topic(facts: Facts, id: str, topic: Topic) -> Page:
    filed = facts.filed[id]
    return Page(
        path=path_of("topics", id),
        template="topic.html",
        title=topic.label,
        description=topic.description,
        values={"topic": topic, "filed": filed},
        trail=(("Topics", "topics/"),),
        source="data/vocabulary/topics.yaml",
        changed=filed.developments[0].date.first if filed.developments else None,
        facets={"kind": "Topic"},
        filters={"topic": (topic.label,)},
        names=(topic.label, *topic.words),
    )


def _place(facts: Facts, id: str, place: Place) -> Page:
    developments = facts.in_place.get(id, ())
    return Page(
        path=path_of("places", id),
        template="place.html",
        title=place.label,
        description=f"What names {place.label} in the record. To be named is not a finding.",
        values={"place": place, "developments": developments},
        trail=(("Places", "places/"),),
        source="data/vocabulary/places.yaml",
        changed=developments[0].date.first if developments else None,
        facets={"kind": "Place"},
        filters={"place": (place.label,)},
        names=(place.label, *place.words),
    )


def _audience(facts: Facts, id: str, audience: Audience) -> Page:
    implications = facts.points_for.get(id, ())
    called = (audience.in_a_sentence, audience.label.lower(), *audience.words)
    seen = [source.seen_on.last for p in implications for source in p.implication.sources]
    return Page(
        path=path_of("for", id),
        template="audience.html",
        title=f"What it means for {audience.in_a_sentence}",
        description=f"{audience.label}: what is in force now, what is coming, what to watch.",
        values={
            "audience": audience,
            "implications": implications,
            "parts": _parts(implications),
            "citations": new_citations(facts.dataset),
        },
        trail=(("What it means for you", "for/"),),
        source="data/vocabulary/audiences.yaml",
        changed=max(seen, default=None),
        facets={"kind": "What it means"},
        filters={"for": (audience.label,)},
        names=(audience.label, *audience.words, *(f"what {who} must do" for who in called)),
    )


def _parts(
    implications: Iterable[AppliedImplication],
) -> list[tuple[Section, list[AppliedImplication]]]:
    """The points of each part. What may have started has a heading only where there is some."""
    found: list[tuple[Section, list[AppliedImplication]]] = [
        (part, [p for p in implications if p.part == part]) for part in PHASES
    ]
    return [(part, implications) for part, implications in found if implications or part != "check"]


PHASES: tuple[Section, ...] = ("now", "check", "coming", "watch")
"""The parts of an audience's page, in their order."""
