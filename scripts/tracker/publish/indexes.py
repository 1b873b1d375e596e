"""The pages that list: every record of a kind, a year of developments, the sources."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from tracker.derive.facts import Facts
from tracker.derive.shelf import shelf_of
from tracker.publish.page import Page, record_path
from tracker.record.fields import Record
from tracker.record.model import Development, Implication, Measure, Report, Service
from tracker.record.tracker import Tracker

LATEST = 20
"""How many developments the index shows before it leads on to the years."""


def indexes(facts: Facts) -> Iterator[Page]:
    """The index of each kind."""
    tracker = facts.tracker
    yield Page(
        path="recommendations/",
        template="recommendations.html",
        title="Recommendations",
        description="Every recommendation, what the government says about "
        "it and what the record shows.",
        values={"reports": [(report, facts.report(report)) for report in facts.reports]},
        changed=_newest(facts),
        searchable=False,
    )
    yield from _developments(facts)
    yield Page(
        path="measures/",
        template="measures.html",
        title="Measures",
        description="The Acts, provisions, inquiries, operations, consultations and "
        "guidance that deliver what was asked.",
        values={"measures": sorted(tracker.measures.values(), key=lambda m: m.name)},
        searchable=False,
    )
    yield Page(
        path="bodies/",
        template="bodies.html",
        title="Bodies",
        description="Who was asked, who promised and who checks.",
        values={"bodies": sorted(tracker.bodies.values(), key=lambda b: b.name)},
        searchable=False,
    )
    yield Page(
        path="reports/",
        template="reports.html",
        title="Reports",
        description="The publications that the recommendations come from.",
        values={"reports": facts.reports},
        searchable=False,
    )
    yield Page(
        path="sources/",
        template="sources.html",
        title="Sources",
        description="Every source that the record cites, by publisher, with its grade and "
        "what rests on it.",
        values=_shelf(facts),
        changed=_newest(facts),
        searchable=False,
    )


def _shelf(facts: Facts) -> Mapping[str, Any]:
    """Every source by publisher, each with where it is used, and how many have each grade."""
    tracker = facts.tracker
    shelf = shelf_of(tracker)
    counted = Counter(grade for _, held in shelf for source in held for grade in source.grades)
    return {
        "shelf": [
            (
                publisher,
                [(held, [_used(tracker, record) for record in held.records]) for held in all],
            )
            for publisher, all in shelf
        ],
        "by_grade": {grade: counted[grade] for grade in tracker.vocabulary.grades},
    }


def _used(tracker: Tracker, record: Record) -> tuple[str, str]:
    """What a record is called where it is shown, and that address."""
    match record:
        case Implication():
            audience = tracker.vocabulary.audiences[record.audience]
            return f"{audience.label}: {record.point}", f"for/{record.audience}/#{record.id}"
        case Service():
            return f"Support: {record.name}", f"support/#{record.id}"
        case Measure():
            return record.name, record_path(record)
        case Report() | Development():
            return record.title, record_path(record)
    raise TypeError(f"{record.folder} cite no source")


def _developments(facts: Facts) -> Iterator[Page]:
    years = [(year, tuple(held)) for year, held in groupby(facts.developments, key=_year)]
    yield Page(
        path="developments/",
        template="developments.html",
        title="Developments",
        description="What happened, newest first.",
        values={
            "latest": facts.developments[:LATEST],
            "years": [(year, len(held)) for year, held in years],
        },
        changed=_newest(facts),
        searchable=False,
    )
    for index, (year, held) in enumerate(years):
        yield Page(
            path=f"developments/{year}/",
            template="year.html",
            title=f"Developments of {year}",
            description=f"What happened in {year}, newest first.",
            values={
                "year": year,
                "developments": held,
                "later": years[index - 1][0] if index else None,
                "earlier": years[index + 1][0] if index + 1 < len(years) else None,
            },
            trail=(("Developments", "developments/"),),
            changed=held[0].date.first,
            searchable=False,
        )


def _year(development: Development) -> int:
    return development.date.first.year


def _newest(facts: Facts) -> date | None:
    return facts.developments[0].date.first if facts.developments else None
