"""The pages that list: every record of a kind, and a year of developments."""

from collections.abc import Iterator
from itertools import groupby

from tracker.derive.facts import Facts
from tracker.publish.divided import MAX_ROWS, by_letter, paginate
from tracker.publish.names import normalise_words
from tracker.publish.page import Page
from tracker.record.model import Development

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
            "reports": [(report, facts.report(report)) for report in facts.reports],
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
    named = sorted(dataset.bodies.values(), key=lambda b: normalise_words(b.name))
    yield from paginate(bodies, "bodies", named, lambda b: by_letter(b.name))
    yield Page(
        path="reports/",
        template="reports.html",
        title="Reports",
        description="The publications that the recommendations come from.",
        values={"reports": facts.reports},
        searchable=False,
    )


def _development_indexes(facts: Facts) -> Iterator[Page]:
    years = [(year, tuple(held)) for year, held in groupby(facts.developments, key=_year)]
    yield Page(
        path="developments/",
        template="developments.html",
        title="Developments",
        description="What happened, newest first.",
        values={
            "latest": facts.developments[:LATEST_DEVELOPMENTS],
            "years": [(year, len(held)) for year, held in years],
        },
        changed=facts.newest,
        searchable=False,
    )
    for index, (year, held) in enumerate(years):
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
            changed=held[0].date.first,
            searchable=False,
        )
        yield from paginate(of_year, "developments", held, _month_part)


def _month_part(development: Development) -> tuple[str, str]:
    return f"{development.date.first:%m}", f"{development.date.first:%B}"


def _year(development: Development) -> int:
    return development.date.first.year
