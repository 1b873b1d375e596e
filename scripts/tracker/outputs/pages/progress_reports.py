"""The progress report of each quarter: the facts of the dataset as of its last day, or as of today
where it is not over.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from tracker.derive.changes import Change
from tracker.derive.commitments import CommitmentProgress, ResolvedDueDate, is_slip
from tracker.derive.quarters import Quarter
from tracker.derive.status import Assessment
from tracker.outputs.context import Alternate, BuildContext, Exporter, Page
from tracker.schema.dates import PartialDate, chronological
from tracker.text.change_sentences import describe_changes
from tracker.text.names import quarter_alias, quarter_label
from tracker.text.phrases import format_date

INDEX_PATH = "progress/"
PDF_TYPE = "application/pdf"


def pages(context: BuildContext) -> Iterator[Page]:
    """The index of reports, newest first, and the report of each quarter."""
    quarters = context.quarters
    yield Page(
        path=INDEX_PATH,
        template="progress.html",
        title="Progress reports",
        description="Quarter by quarter: where every recommendation stood, what changed, what was "
        "due, what slipped and what comes next.",
        values=lambda: {
            "reports": [(_report_path(q), quarter_label(q), q) for q in reversed(quarters)]
        },
        day=quarters[-1].covers_to if quarters else None,
        last_modified=_last_written(context, quarters[-1]) if quarters else None,
        facets={"kind": "Progress report"},
        names=("Progress reports", "quarterly reports", "committee paper", "progress"),
    )
    for index, quarter in enumerate(quarters):
        earlier = quarters[index - 1] if index else None
        later = quarters[index + 1] if index + 1 < len(quarters) else None
        yield _quarter_page(context, quarter, earlier, later)


def _quarter_page(
    context: BuildContext, quarter: Quarter, earlier: Quarter | None, later: Quarter | None
) -> Page:
    return Page(
        path=_report_path(quarter),
        template="progress_quarter.html",
        title=f"Progress report: {quarter_label(quarter)}",
        description=f"Where every recommendation stood on {format_date(quarter.covers_to)}, "
        "what changed in the quarter, what was due and what comes next.",
        values=partial(_quarter_values, context, quarter, earlier, later),
        trail=(("Progress reports", INDEX_PATH),),
        day=quarter.covers_to,
        last_modified=_last_written(context, quarter),
        facets={"kind": "Progress report"},
        names=(f"progress report {quarter_alias(quarter)}", quarter_alias(quarter)),
        searchable=False,  # it repeats what records say, and would stand before them
    )


def _last_written(context: BuildContext, quarter: Quarter) -> date | None:
    """The last day on which we wrote of what had come about by the end of a quarter."""
    changes = (change for change in context.changes if change.day <= quarter.covers_to)
    return max((change.recorded.earliest for change in changes), default=None)


def _quarter_values(
    context: BuildContext, quarter: Quarter, earlier: Quarter | None, later: Quarter | None
) -> dict[str, Any]:
    facts = quarter.after
    featured = context.dataset.reports.get(context.dataset.site.featured)
    return {
        "quarter": quarter,
        "reports": [(report, facts.assessments_of(report)) for report in facts.reports],
        "featured": facts.assessments_of(featured) if featured else (),
        "is_published": context.dataset.site.featured in facts.dataset.reports,
        "counts": facts.status_counts(facts.assessments_of(featured)) if featured else {},
        "evidence_range": _evidence_range(facts.assessments.values()),
        "statuses_before": {
            id: assessment.by_nation for id, assessment in quarter.before.assessments.items()
        },
        "changes": describe_changes(context.dataset, _in_record_order(context, quarter.changes)),
        "slips": describe_changes(context.dataset, filter(_is_slip_change, quarter.changes)),
        "past_due": [p for p in facts.commitments if p.state in ("overdue", "unchecked")],
        "due_later": [p for p in facts.commitments if _is_due_after(p, quarter)],
        "expected": [stage for stage in facts.expected_stages if not stage.passed],
        "with_questions": [
            assessment
            for assessment in facts.assessments.values()
            if assessment.recommendation.open_questions
        ],
        "earlier": earlier and (_report_path(earlier), quarter_label(earlier)),
        "later": later and (_report_path(later), quarter_label(later)),
    }


def _is_slip_change(change: Change) -> bool:
    return (
        isinstance(change.before, ResolvedDueDate)
        and isinstance(change.after, ResolvedDueDate)
        and is_slip(change.before, change.after)
    )


def _is_due_after(progress: CommitmentProgress, quarter: Quarter) -> bool:
    return (
        progress.state == "due"
        and progress.due is not None
        and progress.due.latest > quarter.covers_to
    )


def _report_path(quarter: Quarter) -> str:
    return f"{INDEX_PATH}{quarter.name}/"


def _evidence_range(assessments: Iterable[Assessment]) -> tuple[PartialDate, PartialDate] | None:
    """The dates to which evidence was searched, of the recommendation where that is least and of
    the one where it is most.
    """
    dates = sorted((a.evidence_to for a in assessments if a.evidence_to), key=chronological)
    return (dates[0], dates[-1]) if dates else None


def _in_record_order(context: BuildContext, changes: Sequence[Change]) -> list[Change]:
    """Changes in the order of the recommendations, those of other records last; of one record the
    oldest first. `changes` come newest first.
    """
    rank = {id: index for index, id in enumerate(context.facts.assessments)}
    oldest_first = changes[::-1]
    return sorted(
        oldest_first,
        key=lambda change: (rank.get(change.record.id, len(rank)), change.record.id),
    )


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """The PDF of each progress report, where the build makes report_pdfs."""
    for quarter in context.quarters if context.report_pdfs else ():
        page = _report_path(quarter)
        title = f"Progress report, {quarter_label(quarter)} (PDF)"
        yield Alternate(page, PDF_TYPE, title, f"{page}{quarter.name}.pdf")


EXPORTER = Exporter("progress", pages=pages, alternates=alternates)
