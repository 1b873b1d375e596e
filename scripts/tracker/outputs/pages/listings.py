"""The pages that list: every record of a kind, and a year of developments.

The pages by which readers come to the record: topics, places, audiences, words.

The pages of sources: by publisher, under the first letter of its name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.derive.bibliography import BibliographyEntry, bibliography
from tracker.derive.commencement import PHASES, AppliedImplication, Phase
from tracker.derive.facts import Facts
from tracker.outputs.citations import number_sources
from tracker.outputs.context import Page
from tracker.outputs.pagination import MAX_ROWS, by_letter, paginate
from tracker.outputs.search_names import normalise_words
from tracker.schema.records import Development
from tracker.schema.vocabularies import Audience, Place, Topic
from tracker.text.names import path_of, title_and_path

LATEST_DEVELOPMENTS = 20
"""How many developments the index shows before it leads on to the years."""


def index_pages(facts: Facts) -> Iterator[Page]:
    """The index of each kind, and a page for each year of developments."""
    dataset = facts.dataset
    yield Page(
        path="recommendations/",
        template="recommendations.html",
        title="Recommendations",
        description="Every recommendation, what the government says about "
        "it and what the record shows.",
        values={
            "reports": [(report, facts.assessments_of(report)) for report in facts.reports],
            "fits": len(facts.assessments) <= MAX_ROWS,
        },
        changed=facts.newest,
        searchable=False,
    )
    yield from _development_indexes(facts)
    measures = Page(
        path="measures/",
        template="measures.html",
        title="Measures",
        description="The Acts, provisions, inquiries, operations, consultations and "
        "guidance that deliver what was asked.",
        searchable=False,
    )
    by_name = sorted(dataset.measures.values(), key=lambda m: normalise_words(m.name))
    yield from paginate(measures, "measures", by_name, lambda m: by_letter(m.name))
    bodies = Page(
        path="bodies/",
        template="bodies.html",
        title="Bodies",
        description="Who was asked, who promised and who checks.",
        searchable=False,
    )
    bodies_by_name = sorted(dataset.bodies.values(), key=lambda b: normalise_words(b.name))
    yield from paginate(bodies, "bodies", bodies_by_name, lambda b: by_letter(b.name))
    yield Page(
        path="reports/",
        template="reports.html",
        title="Reports",
        description="The publications that the recommendations come from.",
        values={"reports": facts.reports},
        searchable=False,
    )


def _development_indexes(facts: Facts) -> Iterator[Page]:
    years = [
        (year, tuple(developments)) for year, developments in groupby(facts.developments, key=_year)
    ]
    yield Page(
        path="developments/",
        template="developments.html",
        title="Developments",
        description="What happened, newest first.",
        values={
            "latest": facts.developments[:LATEST_DEVELOPMENTS],
            "years": [(year, len(developments)) for year, developments in years],
        },
        changed=facts.newest,
        searchable=False,
    )
    for index, (year, developments) in enumerate(years):
        of_year = Page(
            path=f"developments/{year}/",
            template="year.html",
            title=f"Developments of {year}",
            description=f"What happened in {year}, newest first.",
            values={
                "year": year,
                "later": years[index - 1][0] if index else None,
                "earlier": years[index + 1][0] if index + 1 < len(years) else None,
            },
            trail=(("Developments", "developments/"),),
            changed=developments[0].date.earliest,
            searchable=False,
        )
        yield from paginate(of_year, "developments", developments, _month_part)


def _month_part(development: Development) -> tuple[str, str]:
    return f"{development.date.earliest:%m}", f"{development.date.earliest:%B}"


def _year(development: Development) -> int:
    return development.date.earliest.year


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
    filed = facts.topics[id]
    return Page(
        path=path_of("topics", id),
        template="topic.html",
        title=topic.label,
        description=topic.description,
        values={"topic": topic, "filed": filed},
        trail=(("Topics", "topics/"),),
        source="data/vocabulary/topics.yaml",
        changed=filed.developments[0].date.earliest if filed.developments else None,
        facets={"kind": "Topic"},
        filters={"topic": (topic.label,)},
        names=(topic.label, *topic.words),
    )


def _place(facts: Facts, id: str, place: Place) -> Page:
    developments = facts.developments_by.place.get(id, ())
    return Page(
        path=path_of("places", id),
        template="place.html",
        title=place.label,
        description=f"What names {place.label} in the record. To be named is not a finding.",
        values={"place": place, "developments": developments},
        trail=(("Places", "places/"),),
        source="data/vocabulary/places.yaml",
        changed=developments[0].date.earliest if developments else None,
        facets={"kind": "Place"},
        filters={"place": (place.label,)},
        names=(place.label, *place.words),
    )


def _audience(facts: Facts, id: str, audience: Audience) -> Page:
    implications = facts.implications_by.audience.get(id, ())
    names_in_sentence = (audience.in_a_sentence, audience.label.lower(), *audience.words)
    phases = _by_phase(implications)
    cited = [source for _, applied in phases for p in applied for source in p.implication.sources]
    return Page(
        path=path_of("for", id),
        template="audience.html",
        title=f"What it means for {audience.in_a_sentence}",
        description=f"{audience.label}: what is in force now, what is coming, what to watch.",
        values={
            "audience": audience,
            "implications": implications,
            "phases": phases,
            "citations": number_sources(facts.dataset, cited),
        },
        trail=(("What it means for you", "for/"),),
        source="data/vocabulary/audiences.yaml",
        changed=max((source.seen_on.latest for source in cited), default=None),
        facets={"kind": "What it means"},
        filters={"for": (audience.label,)},
        names=(
            audience.label,
            *audience.words,
            *(f"what {who} must do" for who in names_in_sentence),
        ),
    )


def _by_phase(
    implications: Iterable[AppliedImplication],
) -> list[tuple[Phase, list[AppliedImplication]]]:
    """The implications of each phase. What may have started has a heading only where there is
    some.
    """
    phases = [(phase, [p for p in implications if p.phase == phase]) for phase in PHASES]
    return [(phase, applied) for phase, applied in phases if applied or phase != "check"]


Publisher = tuple[str, tuple[BibliographyEntry, ...]]


def source_pages(facts: Facts) -> Iterator[Page]:
    """The index of publishers, and a page for each letter with what rests on each source."""
    publishers = bibliography(facts.dataset)
    by_page = _pages_by_letter(publishers)
    count = Counter(
        grade for _, entries in publishers for source in entries for grade in source.grades
    )
    yield Page(
        path="sources/",
        template="sources.html",
        title="Sources",
        description="Every source that the record cites, by publisher, with its grade and "
        "what rests on it.",
        values={
            "by_grade": {grade: count[grade] for grade in facts.dataset.vocabulary.grades},
            "publishers": [
                (name, _publisher_anchor(name), path, len(entries))
                for path, group in by_page.items()
                for name, entries in group
            ],
        },
        changed=facts.newest,
        searchable=False,
    )
    yield from (_letter_page(facts, path, group) for path, group in by_page.items())


def _letter_page(facts: Facts, path: str, group: list[Publisher]) -> Page:
    letter = path.rstrip("/").rpartition("/")[2].upper()
    return Page(
        path=path,
        template="shelf.html",
        title=f"Sources: {letter}",
        description=f"Sources of the publishers under {letter}.",
        values={
            "count": sum(len(entries) for _, entries in group),
            "shelf": [
                (
                    name,
                    _publisher_anchor(name),
                    [(source, _citing_records(facts, source)) for source in entries],
                )
                for name, entries in group
            ],
        },
        trail=(("Sources", "sources/"),),
        searchable=False,
    )


def _pages_by_letter(publishers: Iterable[Publisher]) -> dict[str, list[Publisher]]:
    """The publishers of each page by its path: `sources/p/`, `sources/0/` where no letter begins
    the name, `sources/p-2/` once a page is full. A publisher is never cut in two.
    """
    by_page: dict[str, list[Publisher]] = {}
    for letter, group in groupby(publishers, key=lambda publisher: by_letter(publisher[0])[0]):
        number, rows = 1, 0
        for publisher in group:
            rows += len(publisher[1])
            if rows > MAX_ROWS and rows > len(publisher[1]):
                number, rows = number + 1, len(publisher[1])
            path = f"sources/{letter}/" if number == 1 else f"sources/{letter}-{number}/"
            by_page.setdefault(path, []).append(publisher)
    return by_page


def _publisher_anchor(publisher: str) -> str:
    return normalise_words(publisher).replace(" ", "-") or "publisher"


def _citing_records(facts: Facts, source: BibliographyEntry) -> list[tuple[str, str]]:
    return [title_and_path(facts.dataset, record) for record in source.records]
