"""The progress report of each quarter, drawn from the record as it stood on its last day."""

from collections.abc import Iterable, Iterator

from tracker.derive.changes import Change
from tracker.derive.commitments import CommitmentProgress, ResolvedDueDate, is_slip
from tracker.derive.quarters import Quarter
from tracker.derive.status import Assessment
from tracker.outputs.context import Alternate, BuildContext, Exporter, Page
from tracker.schema.dates import PartialDate, chronological
from tracker.text.change_sentences import describe_changes
from tracker.text.phrases import format_date

INDEX_PATH = "progress/"


def pages(context: BuildContext) -> Iterator[Page]:
    """The index of reports, newest first, and the report of each quarter."""
    quarters = context.quarters
    yield Page(
        path=INDEX_PATH,
        template="progress.html",
        title="Progress reports",
        description="Quarter by quarter: where every recommendation stood, what changed, what was "
        "due, what slipped and what comes next.",
        values={"quarters": [(_report_path(q), quarter_label(q), q) for q in reversed(quarters)]},
        changed=quarters[-1].covers_to if quarters else None,
        facets={"kind": "Progress report"},
        names=("Progress reports", "quarterly reports", "committee paper", "progress"),
    )
    for index, quarter in enumerate(quarters):
        after = quarters[index + 1] if index + 1 < len(quarters) else None
        yield _report_page(context, quarter, quarters[index - 1] if index else None, after)


def _report_page(
    context: BuildContext, quarter: Quarter, earlier: Quarter | None, later: Quarter | None
) -> Page:
    facts = quarter.after
    featured = context.dataset.reports.get(context.dataset.site.featured)
    return Page(
        path=_report_path(quarter),
        template="progress_quarter.html",
        title=f"Progress report: {quarter_label(quarter)}",
        description=f"Where every recommendation stood on {format_date(quarter.covers_to)}, "
        "what changed in the quarter, what was due and what comes next.",
        values={
            "quarter": quarter,
            "reports": [(report, facts.assessments_of(report)) for report in facts.reports],
            "featured": facts.assessments_of(featured) if featured else (),
            "published": context.dataset.site.featured in facts.dataset.reports,
            "counts": facts.status_counts(facts.assessments_of(featured)) if featured else {},
            "reach": _evidence_range(facts.assessments.values()),
            "eve": {id: assessment.status for id, assessment in quarter.before.assessments.items()},
            "changes": describe_changes(context.dataset, _by_record(context, quarter.changes)),
            "slipped": describe_changes(context.dataset, filter(_is_slip, quarter.changes)),
            "open": [p for p in facts.commitments if p.state in ("overdue", "unchecked")],
            "ahead": [p for p in facts.commitments if _is_ahead(p, quarter)],
            "expected": [e for e in facts.expected_stages if not e.passed],
            "questions": [s for s in facts.assessments.values() if s.recommendation.open_questions],
            "earlier": earlier and (_report_path(earlier), quarter_label(earlier)),
            "later": later and (_report_path(later), quarter_label(later)),
        },
        trail=(("Progress reports", INDEX_PATH),),
        changed=quarter.covers_to,
        facets={"kind": "Progress report"},
        names=(f"progress report {_quarter_alias(quarter)}", _quarter_alias(quarter)),
        searchable=False,  # it repeats what records say, and would stand before them
    )


def _is_slip(change: Change) -> bool:
    return (
        isinstance(change.before, ResolvedDueDate)
        and isinstance(change.after, ResolvedDueDate)
        and is_slip(change.before, change.after)
    )


def _is_ahead(progress: CommitmentProgress, quarter: Quarter) -> bool:
    return (
        progress.state == "due"
        and progress.due is not None
        and progress.due.latest > quarter.covers_to
    )


def quarter_label(quarter: Quarter) -> str:
    """`April to June 2026`."""
    return f"{quarter.first:%B} to {quarter.last:%B %Y}"


def _quarter_alias(quarter: Quarter) -> str:
    year, number = quarter.name.split("-")
    return f"{number} {year}"


def _report_path(quarter: Quarter) -> str:
    return f"{INDEX_PATH}{quarter.name}/"


def _evidence_range(assessments: Iterable[Assessment]) -> tuple[PartialDate, PartialDate] | None:
    """How far the evidence reaches: of the recommendation where it reaches least, and most."""
    days = sorted((s.evidence_to for s in assessments), key=chronological)
    return (days[0], days[-1]) if days else None


def _by_record(context: BuildContext, changes: Iterable[Change]) -> list[Change]:
    """Changes in the order of the recommendations, oldest first; those of other records last."""
    place = {id: at for at, id in enumerate(context.facts.assessments)}
    oldest_first = tuple(changes)[::-1]
    return sorted(oldest_first, key=lambda c: (place.get(c.record.id, len(place)), c.record.id))


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """The paper of each quarter, where the build makes papers."""
    for quarter in context.quarters if context.papers else ():
        title = f"Progress report, {quarter_label(quarter)} (PDF)"
        path = f"{_report_path(quarter)}{quarter.name}.pdf"
        yield Alternate(_report_path(quarter), "application/pdf", title, path)


EXPORTER = Exporter("progress", pages=pages, alternates=alternates)
