"""The pages that list records: the index of each kind and the developments of each year; then the
subjects that records are filed under (topics, places, audiences), and the glossary.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from tracker.derive.commencement import AppliedImplication, Phase
from tracker.derive.facts import Facts
from tracker.derive.indexes import neighbours
from tracker.derive.status import Assessment
from tracker.outputs.context import Page, PageEntry, PageGroup, PageRoute
from tracker.outputs.pages.audience_pages import audience_pages
from tracker.outputs.pages.list_pages import (
    list_in_section,
    list_pages,
    measure_part,
    report_part,
)
from tracker.outputs.pages.record_pages import counted_card
from tracker.outputs.pagination import (
    ListOnPage,
    by_letter,
    by_month,
    divide,
    divide_events,
    fit_one_page,
    letter_ranges,
    list_on_page,
    paginate,
)
from tracker.outputs.search_names import normalise_words
from tracker.schema.records import Development, Measure
from tracker.schema.vocabularies import (
    Place,
    Term,
    Topic,
)
from tracker.text.claim_sentences import voice_text
from tracker.text.names import body_name, nation_names, path_of
from tracker.text.phrases import format_date
from tracker.text.point_sentences import PHASE_LABELS

LATEST_DEVELOPMENTS = 20
"""How many developments the index shows above the links to the years."""
TOPICS_OF_A_RANGE = 8
WORDS_OF_A_RANGE = 12
"""How many rows a range of letters has at the least, in which a list of terms folds."""

TermType = TypeVar("TermType", bound=Term)


def index_pages(facts: Facts) -> Iterator[PageEntry]:
    """The index of each kind of record, and a page for each year of developments."""
    yield PageRoute("recommendations/", partial(_recommendations_page, facts))
    yield PageGroup("developments/", partial(_development_pages, facts))
    yield PageGroup("measures/", partial(_measures_pages, facts))
    yield PageGroup("bodies/", partial(_bodies_pages, facts))
    yield Page(
        path="reports/",
        template="reports.html",
        title="Reports",
        description="The publications that the recommendations come from.",
        values=lambda: {"reports": facts.reports},
        searchable=False,
    )


def _recommendations_page(facts: Facts) -> Page:
    says = voice_text(facts.dataset, facts.usual_claimant)
    return Page(
        path="recommendations/",
        template="recommendations.html",
        title="Recommendations",
        description=f"Every recommendation, what {says} about it and what the record shows.",
        values=lambda: _recommendations_values(facts),
        day=facts.newest,
        last_modified=facts.last_modified(),
        searchable=False,
    )


def _measures_pages(facts: Facts) -> Iterator[Page]:
    page = Page(
        path="measures/",
        template="measures.html",
        title="Measures",
        description="The laws, provisions, inquiries, operations, consultations and guidance that "
        "deliver what was asked.",
        searchable=False,
    )
    measures = sorted(facts.dataset.measures.values(), key=lambda m: normalise_words(m.name))
    return paginate(page, "measures", measures, lambda m: by_letter(m.name))


def _bodies_pages(facts: Facts) -> Iterator[Page]:
    page = Page(
        path="bodies/",
        template="bodies.html",
        title="Bodies",
        description="Who was asked, who promised and who checks.",
        searchable=False,
    )
    bodies = sorted(facts.dataset.bodies.values(), key=lambda b: normalise_words(b.name))
    return paginate(page, "bodies", bodies, lambda b: by_letter(b.name))


def _recommendations_values(facts: Facts) -> dict[str, Any]:
    dataset, assessments = facts.dataset, tuple(facts.assessments.values())
    return {
        "assessments": assessments,
        "reports": [(report, facts.assessments_of(report)) for report in facts.reports],
        "fits_one_page": fit_one_page(assessments),
        "by_body": _by_name(
            (body_name(dataset, id), path_of("bodies", id), having)
            for id, having in facts.assessments_by.body.items()
        ),
        "by_nation": [
            (nation_names(dataset, [id]), None, having)
            for id in dataset.vocabulary["nations"]
            if (having := [a for a in assessments if id in a.recommendation.applies_in])
        ],
        "by_topic": _by_name(
            (topic.label, path_of("topics", id), having)
            for id, topic in dataset.vocabulary.topics.items()
            if (having := [*facts.topics[id].assessments])
        ),
    }


def _by_name(groups: Iterable[tuple[str, str, Sequence[Assessment]]]) -> list[Any]:
    """Groups of assessments (a name, the path of its page, those that belong to it) by name."""
    return sorted(groups, key=lambda group: normalise_words(group[0]))


def _development_pages(facts: Facts) -> Iterator[Page]:
    years = [
        (year, tuple(developments))
        for year, developments in groupby(facts.developments, key=_year_of)
    ]
    yield Page(
        path="developments/",
        template="developments.html",
        title="Developments",
        description="What happened, newest first.",
        values=lambda: {
            "latest": facts.developments[:LATEST_DEVELOPMENTS],
            "years": [(year, len(developments)) for year, developments in years],
        },
        day=facts.newest,
        last_modified=facts.last_modified(),
        searchable=False,
    )
    links = [(str(year), f"developments/{year}/") for year, _ in years]
    for (year, developments), (later, earlier) in zip(years, neighbours(links), strict=True):
        page = Page(
            path=f"developments/{year}/",
            template="year.html",
            title=f"Developments of {year}",
            description=f"What happened in {year}, newest first.",
            trail=(("Developments", "developments/"),),
            neighbours=(earlier, later),
            day=developments[0].date.earliest,
            last_modified=facts.last_modified(developments),
            searchable=False,
        )
        yield from paginate(page, "developments", developments, by_month)


def _year_of(development: Development) -> int:
    return development.date.earliest.year


def subject_pages(facts: Facts) -> Iterator[PageEntry]:
    """The indexes of topics, places and audiences, the page of each of them, and the glossary."""
    vocabulary = facts.dataset.vocabulary
    yield PageGroup("topics/", partial(_topics_pages, facts))
    for id, topic in vocabulary.topics.items():
        yield PageGroup(path_of("topics", id), partial(_topic_pages, facts, id, topic))
    yield PageGroup("places/", partial(_places_pages, facts))
    for id, place in vocabulary.places.items():
        yield PageGroup(path_of("places", id), partial(_place_pages, facts, id, place))
    yield Page(
        path="for/",
        template="audiences.html",
        title="Must do",
        description="For each audience: what is in force now, what is coming, what to watch.",
        values=lambda: {"audiences": vocabulary.audiences, "phases": _phases(facts)},
        searchable=False,
    )
    for id, audience in vocabulary.audiences.items():
        yield PageGroup(path_of("for", id), partial(audience_pages, facts, id, audience))
    yield PageGroup("glossary/", partial(_glossary_pages, facts))


def _places_pages(facts: Facts) -> Iterator[Page]:
    page = Page(
        path="places/",
        template="places.html",
        title="Places",
        description="Areas named for a local investigation. To be named is not a finding.",
        searchable=False,
    )
    places = facts.dataset.vocabulary.places
    in_order = _by_label(places) if not fit_one_page(places) else [*places.items()]
    return paginate(page, "places", in_order, _letter_of)


def _glossary_pages(facts: Facts) -> Iterator[Page]:
    words = _by_label(facts.dataset.vocabulary.glossary)
    page = Page(
        path="glossary/",
        template="glossary.html",
        title="Glossary",
        description="The words and abbreviations of this subject, and of this site.",
        source="vocabulary/glossary.yaml",
        anchors=None if fit_one_page(words) else partial(_glossary_anchors, words),
        searchable=False,  # its words are names of the pages that they lead to
    )
    ranges = partial(letter_ranges, name=_label_of, at_least=WORDS_OF_A_RANGE)
    return paginate(page, "ranges", words, _letter_of, show=ranges)


def _glossary_anchors(words: Sequence[tuple[str, Term]]) -> dict[str, list[str]]:
    parts = divide("glossary/", words, _letter_of)
    return {path: [id for id, _ in of_part] for path, of_part in parts}


def _topics_pages(facts: Facts) -> Iterator[Page]:
    vocabulary = facts.dataset.vocabulary
    page = Page(
        path="topics/",
        template="topics.html",
        title="Topics and laws",
        description="Which law is in force, and every subject of the record.",
        values=lambda: {"count": len(vocabulary.topics), "statutes": statutes},
        searchable=False,
    )
    measures = facts.dataset.measures.values()
    laws = [measure for measure in measures if measure.kind in vocabulary.statutes]
    statutes = list_on_page(laws, "topics/laws/", 0, not fit_one_page(laws))
    topics = _by_label(vocabulary.topics)
    ranges = partial(letter_ranges, name=_label_of, at_least=TOPICS_OF_A_RANGE)
    yield from paginate(page, "ranges", topics, _letter_of, show=ranges)
    if statutes.path:
        yield from _laws_pages(page, statutes.path, laws)


def _laws_pages(topics: Page, path: str, laws: Sequence[Measure]) -> Iterator[Page]:
    """Whether each law is in force, by the letters of the laws."""
    page = Page(
        path=path,
        template="laws.html",
        title="Laws: in force?",
        description="Which law is in force.",
        trail=((topics.title, topics.path),),
        searchable=False,
    )
    in_order = sorted(laws, key=lambda law: normalise_words(law.name))
    return paginate(page, "laws", in_order, lambda law: by_letter(law.name))


def _by_label(terms: Mapping[str, TermType]) -> list[tuple[str, TermType]]:
    return sorted(terms.items(), key=lambda item: normalise_words(_label_of(item)))


def _label_of(item: tuple[str, Term]) -> str:
    return item[1].label


def _letter_of(item: tuple[str, Term]) -> tuple[str, str]:
    return by_letter(_label_of(item))


@dataclass(frozen=True)
class _TopicLists:
    """What is filed under a topic, as its page has it."""

    assessments: ListOnPage[Assessment]
    measures: ListOnPage[Measure]
    points: ListOnPage[AppliedImplication]


def _topic_pages(facts: Facts, id: str, topic: Topic) -> Iterator[Page]:
    """The page of a topic, and where they are many, those of its events by year, and those of its
    recommendations, measures and points.
    """
    path, records = path_of("topics", id), facts.topics[id]
    lists = _TopicLists(
        list_in_section(records.assessments, f"{path}recommendations/"),
        list_in_section(records.measures, f"{path}measures/"),
        list_in_section(records.implications, f"{path}points/"),
    )
    page = _topic_page(facts, id, topic, lists)
    yield from divide_events(page, records.developments)
    by_report, by_audience = partial(report_part, facts), partial(_audience_part, facts)
    yield from list_pages(
        page, lists.assessments, "recommendations", "What was asked, and where it stands", by_report
    )
    yield from list_pages(page, lists.measures, "measures", "Measures", measure_part)
    yield from list_pages(page, lists.points, "points", "What it means", by_audience)


def _audience_part(facts: Facts, applied: AppliedImplication) -> tuple[str, str]:
    """The part of a list to which a point belongs: for whom it is."""
    id = applied.implication.audience
    return id, facts.dataset.vocabulary.audiences[id].label


def _topic_page(facts: Facts, id: str, topic: Topic, lists: _TopicLists) -> Page:
    records = facts.topics[id]
    return Page(
        path=path_of("topics", id),
        template="topic.html",
        title=topic.label,
        description=topic.description,
        values=lambda: {"topic": topic, "records": records, "lists_of_it": lists},
        trail=(("Topics and laws", "topics/"),),
        source="vocabulary/topics.yaml",
        day=records.developments[0].date.earliest if records.developments else None,
        last_modified=facts.last_modified(
            records.developments,
            (assessment.recommendation for assessment in records.assessments),
            records.measures,
            (applied.implication for applied in records.implications),
        ),
        facets={"kind": "Topic", **_newest_state(records.developments)},
        filters={"topic": (topic.label,)},
        card=partial(counted_card, facts, "Topic", topic.label, records.assessments),
        names=(topic.label, *topic.words),
    )


def _newest_state(developments: Sequence[Development]) -> dict[str, str]:
    """What search shows of a subject: the date of its newest development, if it has any."""
    return (
        {"state": f"newest development {format_date(developments[0].date)}"} if developments else {}
    )


def _place_pages(facts: Facts, id: str, place: Place) -> Iterator[Page]:
    """The page of a place, and those of its events by year, where they are many."""
    return divide_events(_place_page(facts, id, place), facts.developments_by.place.get(id, ()))


def _place_page(facts: Facts, id: str, place: Place) -> Page:
    developments = facts.developments_by.place.get(id, ())
    return Page(
        path=path_of("places", id),
        template="place.html",
        title=place.label,
        description=f"What names {place.label} in the record. To be named is not a finding.",
        values=lambda: {"place": place, "developments": developments},
        trail=(("Places", "places/"),),
        source="vocabulary/places.yaml",
        day=developments[0].date.earliest if developments else None,
        last_modified=facts.last_modified(developments),
        facets={"kind": "Place", **_newest_state(developments)},
        filters={"place": (place.label,)},
        names=(place.label, *place.words),
    )


def _phases(facts: Facts) -> list[Phase]:
    """The phases that the index of audiences has: "ended" only where an implication has ended."""
    of_audiences = facts.implications_by.audience.values()
    ended = any(applied.phase == "ended" for of_one in of_audiences for applied in of_one)
    return [phase for phase in PHASE_LABELS if ended or phase != "ended"]
