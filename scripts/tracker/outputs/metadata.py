"""What pages tell programs about themselves: the values of facets, by which search narrows, what
search is told of a page, and JSON-LD in the terms of schema.org.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from tracker.derive.commencement import AppliedImplication
from tracker.derive.facts import Facts
from tracker.derive.indexes import bodies_of, topics_of
from tracker.derive.status import Assessment
from tracker.derive.succession import with_bodies_in_place
from tracker.load.dataset import Dataset
from tracker.outputs.context import Page
from tracker.schema.records import Development, Measure, Report
from tracker.schema.traversal import sources_in
from tracker.text.claim_sentences import claimed_states, voice_heading
from tracker.text.end_sentences import ended_label
from tracker.text.names import body_name, measure_short_name

FacetValues = Mapping[str, tuple[str, ...]]

FACETS: Mapping[str, str] = {
    "kind": "Kind",
    "report": "Report",
    "label": "The record shows",
    "says": "Claim",
    "nation": "Applies in",
    "topic": "Topic",
    "body": "Body",
    "measure": "Measure",
    "place": "Place",
    "for": "What it means for",
    "year": "Year",
    "grade": "Grade of source",
}
"""The facets of search by their names in an address, each with its label, in the order shown.
That of claims is the voice in which they stand: `facet_labels`.
"""


def facet_labels(facts: Facts) -> Mapping[str, str]:
    """The facets of search with their labels."""
    return {**FACETS, "says": voice_heading(facts.dataset, facts.usual_claimant)}


def recommendation_facets(facts: Facts, assessment: Assessment) -> FacetValues:
    """The facet values of a recommendation."""
    dataset, record = facts.dataset, assessment.recommendation
    rests_on = [id for element in record.elements for id in element.rests_on]
    grades = {source.grade for development in assessment.timeline for source in development.sources}
    return {
        "report": (dataset.reports[record.report].short,),
        "label": (dataset.vocabulary.statuses[assessment.status].label,),
        "says": tuple(claimed_states(dataset, assessment)),
        "nation": _nations(dataset, record.applies_in),
        "topic": _labels(dataset, "topics", record.topics),
        "body": _bodies(dataset, with_bodies_in_place(dataset, record.addressed_to)),
        "measure": _measures(dataset, [*rests_on, *_continuing(facts, rests_on)]),
        "for": _audiences(dataset, facts.implications_by.recommendation.get(record.id, ())),
        "year": _years(*(review.evidence_to.earliest.year for review in record.reviews[-1:])),
        "grade": _grades(dataset, grades),
    }


def development_facets(facts: Facts, record: Development) -> FacetValues:
    """The facet values of a development."""
    dataset = facts.dataset
    related = facts.developments_by.recommendations_of[record.id]
    reports = [dataset.reports[dataset.recommendations[id].report].short for id in related]
    return {
        "report": tuple(dict.fromkeys(reports)),
        "topic": _labels(dataset, "topics", topics_of(dataset, record, related)),
        "body": _bodies(dataset, bodies_of(dataset, record, related)),
        "measure": _measures(dataset, record.measures),
        "place": _labels(dataset, "places", record.places),
        "year": _years(record.date.earliest.year, record.date.latest.year),
        "grade": _grades(dataset, {source.grade for source in record.sources}),
    }


def measure_facets(facts: Facts, record: Measure) -> FacetValues:
    """The facet values of a measure. Of one that has ended, the record shows that."""
    dataset = facts.dataset
    ended = ended_label(dataset, record, facts.nations_ended[record.id])
    return {
        "nation": _nations(dataset, record.applies_in),
        "topic": _labels(dataset, "topics", record.topics),
        "body": _bodies(dataset, record.bodies),
        "measure": _measures(dataset, filter(None, [record.id, record.part_of, record.continues])),
        "for": _audiences(dataset, facts.implications_by.measure.get(record.id, ())),
        "year": _years(*(stage.date.earliest.year for stage in record.stages if stage.date)),
        "grade": _grades(dataset, {source.grade for _, source in sources_in(record)}),
        "label": (ended,) if ended else (),
    }


def _labels(dataset: Dataset, vocabulary: str, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dataset.vocabulary.term(vocabulary, id).label for id in ids)


def _nations(dataset: Dataset, ids: Iterable[str]) -> tuple[str, ...]:
    """The names of nations; none where there is only one, by which nothing narrows."""
    return _labels(dataset, "nations", ids) if dataset.vocabulary.tells_nations else ()


def _bodies(dataset: Dataset, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(body_name(dataset, id) for id in ids)


def _measures(dataset: Dataset, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(measure_short_name(dataset.measures[id]) for id in dict.fromkeys(ids))


def _continuing(facts: Facts, ids: Iterable[str]) -> Iterator[str]:
    """The measures that continue some measures, also by way of others."""
    for id in ids:
        later = [measure.id for measure in facts.measures_by.continued.get(id, ())]
        yield from later
        yield from _continuing(facts, later)


def _audiences(dataset: Dataset, implications: Iterable[AppliedImplication]) -> tuple[str, ...]:
    ids = dict.fromkeys(applied.implication.audience for applied in implications)
    return _labels(dataset, "audiences", ids)


def _grades(dataset: Dataset, ids: set[str]) -> tuple[str, ...]:
    return tuple(grade.label for id, grade in dataset.vocabulary.grades.items() if id in ids)


def _years(*years: int) -> tuple[str, ...]:
    return tuple(str(year) for year in sorted(set(years)))


NO_DAY = "0001-01-01"
"""Where search sorts a page by its day that has none, or shows no state."""


def search_metadata(page: Page) -> str:
    """What search is told of a page beside its text, as tags of the head of a page that Pagefind
    reads: what it shows of the page, by what it narrows, and the day by which it sorts. Empty where
    search has not the page.
    """
    if not page.searchable:
        return ""
    facets = page.facets
    shown = [_pagefind_tag("meta", name, value) for name, value in facets.items()]
    filters = [("kind", (facets.get("kind", ""),)), *sorted(page.filters.items())]
    narrowed = [
        _pagefind_tag("filter", name, value) for name, values in filters for value in values
    ]
    day = page.day.isoformat() if page.day and facets.get("state") else NO_DAY
    return "\n".join([*shown, *narrowed, _pagefind_tag("sort", "day", day)])


def _pagefind_tag(kind: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">'


LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ESCAPED_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def jsonld(page: Page, site: str, root: str) -> str:
    """A page's JSON-LD, safe inside a `script` element: what the page is about, and its breadcrumbs
    from the home page (which has none).

    `site` is the site's name and `root` its address, with a slash at the end.
    """
    trail = ((site, ""), *page.trail, (page.title, page.path))
    breadcrumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": f"{root}{path}"}
            for position, (name, path) in enumerate(trail, start=1)
        ],
    }
    graph = [{**page.about, "url": f"{root}{page.path}"}] if page.about else []
    graph += [breadcrumbs] if page.path else []
    document = {"@context": "https://schema.org", "@graph": graph}
    compact = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return compact.translate(_ESCAPED_IN_SCRIPT)


def dataset_jsonld(facts: Facts) -> Mapping[str, Any]:
    """The whole dataset as a `Dataset` of schema.org."""
    site = facts.dataset.site
    modified = facts.last_modified()
    first_day = min((d.date.earliest for d in facts.developments), default=None)
    return _without_empty(
        {
            "@type": "Dataset",
            "name": site.name,
            "description": site.lead,
            "license": LICENCE,
            "isAccessibleForFree": True,
            "inLanguage": site.language,
            "dateModified": modified and modified.isoformat(),
            "temporalCoverage": first_day and f"{first_day.isoformat()}/..",
            "creator": site.publisher and {"@type": "Organization", "name": site.publisher},
        }
    )


def legislation_jsonld(facts: Facts, record: Measure) -> Mapping[str, Any]:
    """A statute, or a provision of one, as `Legislation`; empty for a measure that is no law."""
    dataset = facts.dataset
    if record.kind not in dataset.vocabulary.laws:
        return {}
    enacting = dataset.vocabulary.enacting_stages
    ended = facts.nations_ended[record.id] >= set(record.applies_in)
    statute = dataset.measures[record.part_of] if record.part_of else None
    enacted = [s.date for s in record.stages if s.stage in enacting and s.date]
    term = dataset.vocabulary.term
    return _without_empty(
        {
            "@type": "Legislation",
            "name": record.name,
            "legislationIdentifier": record.citation,
            "legislationType": term("measure-kinds", record.kind).label,
            "legislationDate": enacted[0].text if enacted else None,
            "spatialCoverage": [term("nations", id).label for id in record.applies_in],
            "legislationLegalForce": "https://schema.org/NotInForce" if ended else None,
            "isPartOf": statute and {"@type": "Legislation", "name": statute.name},
        }
    )


def report_jsonld(record: Report) -> Mapping[str, Any]:
    """A report as a `Report`, the same as that at its publisher's address."""
    return {
        "@type": "Report",
        "name": record.title,
        "creditText": "; ".join(record.authors),
        "datePublished": record.published.text,
        "sameAs": str(record.url),
    }


def _without_empty(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in values.items() if value}
