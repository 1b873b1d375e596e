"""The progress report of each quarter, drawn from the record as it stood on its last day."""

from collections.abc import Iterable, Iterator

from tracker.derive.change import Change
from tracker.derive.promises import Promise, Promised, is_slip
from tracker.derive.quarters import Quarter
from tracker.derive.standing import Standing
from tracker.publish.changes import told
from tracker.publish.edition import Edition, Output
from tracker.publish.page import Alternate, Page
from tracker.record.dates import PartialDate

INDEX = "progress/"


def pages(edition: Edition) -> Iterator[Page]:
    """The index of reports, newest first, and the report of each quarter."""
    quarters = edition.quarters
    yield Page(
        path=INDEX,
        template="progress.html",
        title="Progress reports",
        description="Quarter by quarter: where every recommendation stood, what changed, what was "
        "due, what slipped and what comes next.",
        values={"quarters": [(_path(q), named(q), q) for q in reversed(quarters)]},
        changed=quarters[-1].told_to if quarters else None,
        facets={"kind": "Progress report"},
        names=("Progress reports", "quarterly reports", "committee paper", "progress"),
    )
    for index, quarter in enumerate(quarters):
        after = quarters[index + 1] if index + 1 < len(quarters) else None
        yield _report(edition, quarter, quarters[index - 1] if index else None, after)


def _report(
    edition: Edition, quarter: Quarter, earlier: Quarter | None, later: Quarter | None
) -> Page:
    facts = quarter.after
    featured = edition.tracker.reports.get(edition.tracker.site.featured)
    return Page(
        path=_path(quarter),
        template="progress_quarter.html",
        title=f"Progress report: {named(quarter)}",
        description=f"Where every recommendation stood on {quarter.told_to.day} "
        f"{quarter.told_to:%B %Y}, what changed in the quarter, what was due and what comes next.",
        values={
            "quarter": quarter,
            "reports": [(report, facts.report(report)) for report in facts.reports],
            "featured": facts.report(featured) if featured else (),
            "published": edition.tracker.site.featured in facts.tracker.reports,
            "counts": facts.counts(facts.report(featured)) if featured else {},
            "reach": _reach(facts.standings.values()),
            "eve": {id: standing.label for id, standing in quarter.before.standings.items()},
            "changes": told(edition.tracker, _by_record(edition, quarter.changes)),
            "slipped": told(edition.tracker, filter(_is_slip, quarter.changes)),
            "open": [p for p in facts.promises if p.state in ("overdue", "unchecked")],
            "ahead": [p for p in facts.promises if _is_ahead(p, quarter)],
            "expected": [e for e in facts.expected if not e.passed],
            "questions": [s for s in facts.standings.values() if s.recommendation.open_questions],
            "earlier": earlier and (_path(earlier), named(earlier)),
            "later": later and (_path(later), named(later)),
        },
        trail=(("Progress reports", INDEX),),
        changed=quarter.told_to,
        facets={"kind": "Progress report"},
        names=(f"progress report {_short(quarter)}", _short(quarter)),
        searchable=False,  # it repeats what records say, and would stand before them
    )


def _is_slip(change: Change) -> bool:
    return (
        isinstance(change.before, Promised)
        and isinstance(change.after, Promised)
        and is_slip(change.before, change.after)
    )


def _is_ahead(promise: Promise, quarter: Quarter) -> bool:
    return (
        promise.state == "due"
        and promise.current is not None
        and promise.current.last > quarter.told_to
    )


def named(quarter: Quarter) -> str:
    """`April to June 2026`."""
    return f"{quarter.first:%B} to {quarter.last:%B %Y}"


def _short(quarter: Quarter) -> str:
    year, number = quarter.name.split("-")
    return f"{number} {year}"


def _path(quarter: Quarter) -> str:
    return f"{INDEX}{quarter.name}/"


def _reach(standings: Iterable[Standing]) -> tuple[PartialDate, PartialDate] | None:
    """How far the evidence reaches: of the recommendation where it reaches least, and most."""
    days = sorted((s.evidence_to for s in standings), key=lambda day: day.last)
    return (days[0], days[-1]) if days else None


def _by_record(edition: Edition, changes: Iterable[Change]) -> list[Change]:
    """Changes in the order of the recommendations, oldest first; those of other records last."""
    place = {id: at for at, id in enumerate(edition.facts.standings)}
    oldest_first = tuple(changes)[::-1]
    return sorted(oldest_first, key=lambda c: (place.get(c.record.id, len(place)), c.record.id))


def alternates(edition: Edition) -> Iterator[Alternate]:
    """The paper of each quarter, where the build makes papers."""
    for quarter in edition.quarters if edition.papers else ():
        title = f"Progress report, {named(quarter)} (PDF)"
        path = f"{_path(quarter)}{quarter.name}.pdf"
        yield Alternate(_path(quarter), "application/pdf", title, path)


OUTPUT = Output("progress", pages=pages, alternates=alternates)
