"""The values by which search narrows what it found, of each kind of record: the words that readers
see on its page.

What a page tells machines about itself, as JSON-LD in the terms of schema.org.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.derive.commencement import AppliedImplication
from tracker.derive.facts import Facts
from tracker.derive.indexes import bodies_of, topics_of
from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.outputs.context import Page
from tracker.schema.records import Development, Measure, Report
from tracker.schema.traversal import sources_in
from tracker.schema.vocabularies import ACT, PROVISION, ROYAL_ASSENT

FacetValues = Mapping[str, tuple[str, ...]]

FACETS: Mapping[str, str] = {
    "kind": "Kind",
    "report": "Report",
    "label": "The record shows",
    "says": "Government says",
    "nation": "Applies in",
    "topic": "Topic",
    "body": "Body",
    "measure": "Measure",
    "place": "Place",
    "for": "What it means for",
    "year": "Year",
    "grade": "Grade of source",
}
"""What search can narrow by, by the name that stands in an address, in the order shown."""


def recommendation_facets(facts: Facts, assessment: Assessment) -> FacetValues:
    """A recommendation, by what was asked, of whom, and where it stands."""
    dataset, record = facts.dataset, assessment.recommendation
    rests_on = [id for element in record.elements for id in element.rests_on]
    grades = {s.grade for d in assessment.timeline for s in d.sources}
    return {
        "report": (dataset.reports[record.report].short,),
        "label": (dataset.vocabulary.statuses[assessment.status].label,),
        "says": (dataset.vocabulary.term("states", assessment.claim_status).label,),
        "nation": _labels(dataset, "nations", record.applies_in),
        "topic": _labels(dataset, "topics", record.topics),
        "body": _bodies(dataset, record.addressed_to),
        "measure": _measures(dataset, rests_on),
        "for": _audiences(dataset, facts.implications_by.recommendation.get(record.id, ())),
        "year": _years(record.reviews[-1].evidence_to.earliest.year),
        "grade": _grades(dataset, grades),
    }


def development_facets(facts: Facts, record: Development) -> FacetValues:
    """An event, by when it was, what it touches and what it rests on."""
    dataset = facts.dataset
    concerned = [
        facts.assessments[id] for id in facts.developments_by.recommendations_of[record.id]
    ]
    topics = topics_of(dataset, record, facts.developments_by.recommendations_of[record.id])
    reports = [dataset.reports[s.recommendation.report].short for s in concerned]
    return {
        "report": tuple(dict.fromkeys(reports)),
        "topic": _labels(dataset, "topics", topics),
        "body": _bodies(
            dataset, bodies_of(dataset, record, facts.developments_by.recommendations_of[record.id])
        ),
        "measure": _measures(dataset, record.measures),
        "place": _labels(dataset, "places", record.places),
        "year": _years(record.date.earliest.year, record.date.latest.year),
        "grade": _grades(dataset, {source.grade for source in record.sources}),
    }


def measure_facets(facts: Facts, record: Measure) -> FacetValues:
    """A measure, by where it applies, whose it is, what it is about and when it moved."""
    dataset = facts.dataset
    return {
        "nation": _labels(dataset, "nations", record.applies_in),
        "topic": _labels(dataset, "topics", record.topics),
        "body": _bodies(dataset, record.bodies),
        "measure": _measures(dataset, [record.id, *([record.part_of] if record.part_of else [])]),
        "for": _audiences(dataset, facts.implications_by.measure.get(record.id, ())),
        "year": _years(*(stage.date.earliest.year for stage in record.stages if stage.date)),
        "grade": _grades(dataset, {source.grade for _, source in sources_in(record)}),
    }


def _labels(dataset: Dataset, vocabulary: str, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dataset.vocabulary.term(vocabulary, id).label for id in ids)


def _bodies(dataset: Dataset, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dataset.bodies[id].name for id in ids)


def _measures(dataset: Dataset, ids: Iterable[str]) -> tuple[str, ...]:
    measures = (dataset.measures[id] for id in dict.fromkeys(ids))
    return tuple(measure.short or measure.name for measure in measures)


def _audiences(dataset: Dataset, implications: Iterable[AppliedImplication]) -> tuple[str, ...]:
    return _labels(
        dataset, "audiences", dict.fromkeys(p.implication.audience for p in implications)
    )


def _grades(dataset: Dataset, ids: set[str]) -> tuple[str, ...]:
    return tuple(grade.label for id, grade in dataset.vocabulary.grades.items() if id in ids)


def _years(*years: int) -> tuple[str, ...]:
    return tuple(str(year) for year in sorted(set(years)))


LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ESCAPED_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def jsonld(page: Page, site: str, root: str) -> str:
    """A page's JSON-LD, safe inside a `script` element: what the page is about, and the way to it
    from the home page (which has none).

    `site` is the site's name and `root` its address, with a slash at the end.
    """
    way = ((site, ""), *page.trail, (page.title, page.path))
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": f"{root}{path}"}
            for place, (name, path) in enumerate(way, start=1)
        ],
    }
    things = [{**page.about, "url": f"{root}{page.path}"}] if page.about else []
    things += [crumbs] if page.path else []
    graph = {"@context": "https://schema.org", "@graph": things}
    return json.dumps(graph, ensure_ascii=False).translate(_ESCAPED_IN_SCRIPT)


def dataset_jsonld(facts: Facts) -> Mapping[str, Any]:
    """The whole record as a `Dataset`."""
    site = facts.dataset.site
    first = min((d.date.earliest for d in facts.developments), default=None)
    return _without_empty(
        {
            "@type": "Dataset",
            "name": site.name,
            "description": site.lead,
            "license": LICENCE,
            "isAccessibleForFree": True,
            "inLanguage": "en-GB",
            "dateModified": facts.newest and facts.newest.isoformat(),
            "temporalCoverage": first and f"{first.isoformat()}/..",
            "creator": site.publisher and {"@type": "Organization", "name": site.publisher},
        }
    )


def legislation_jsonld(dataset: Dataset, record: Measure) -> Mapping[str, Any]:
    """An Act, or a provision of one, as `Legislation`; nothing for a measure that is no law."""
    if record.kind not in (ACT, PROVISION):
        return {}
    whole = dataset.measures[record.part_of] if record.part_of else None
    assent = [s.date for s in record.stages if s.stage == ROYAL_ASSENT and s.date]
    term = dataset.vocabulary.term
    return _without_empty(
        {
            "@type": "Legislation",
            "name": record.name,
            "legislationIdentifier": record.citation,
            "legislationType": term("measure-kinds", record.kind).label,
            "legislationDate": assent[0].text if assent else None,
            "spatialCoverage": [term("nations", id).label for id in record.applies_in],
            "isPartOf": whole and {"@type": "Legislation", "name": whole.name},
        }
    )


def report_jsonld(record: Report) -> Mapping[str, Any]:
    """A report as a `Report`, at its publisher's address."""
    return {
        "@type": "Report",
        "name": record.title,
        "creditText": "; ".join(record.authors),
        "datePublished": record.published.text,
        "sameAs": str(record.url),
    }


def _without_empty(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in values.items() if value}
