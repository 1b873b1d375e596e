"""What a page tells machines about itself, as JSON-LD in the terms of schema.org."""

import json
from collections.abc import Mapping
from typing import Any

from tracker.derive.facts import Facts
from tracker.publish.page import Page
from tracker.record.model import Measure, Report
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import ACT, PROVISION, ROYAL_ASSENT

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
    first = min((d.date.first for d in facts.developments), default=None)
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
