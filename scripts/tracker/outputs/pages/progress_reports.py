"""The progress report of each quarter: the facts of the dataset as of its last day, or as of today
where it is not over. A summary for two sheets of paper, then annexes. A quarter that was not
searched has no report, and its page says so in a line.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from tracker.derive.change_groups import ChangeGroup
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.evidence_reach import reach_of
from tracker.derive.facts import Facts
from tracker.derive.quarters import Quarter
from tracker.derive.status import Assessment
from tracker.outputs.context import Alternate, BuildContext, Card, Exporter, Page
from tracker.outputs.pages.record_pages import counted_card
from tracker.text.group_sentences import describe_groups
from tracker.text.names import quarter_alias, quarter_label
from tracker.text.phrases import format_date
from tracker.text.report_sentences import (
    ReportLine,
    ShownLines,
    change_line,
    commitment_line,
    expected_line,
    group_line,
    in_words,
    slip_line,
)

INDEX_PATH = "progress/"
PDF_TYPE = "application/pdf"

WORDS_OF_LAW, WORDS_OF_CHANGES, WORDS_OF_SLIPS, WORDS_OF_NEXT = 140, 120, 70, 80
"""How many words the lines of each section of a summary may have, so that the whole stays below
700.
"""


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
            "reports": [
                (_report_path(q), quarter_label(q), q) for q in reversed(quarters) if q.searched
            ],
            "unsearched": [(_report_path(q), quarter_label(q)) for q in quarters if not q.searched],
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
        "what changed in law, what slipped in the quarter and what comes next."
        if quarter.searched
        else "There is no report yet of this quarter: nothing in it has been searched.",
        values=partial(_quarter_values, context, quarter, earlier, later),
        trail=(("Progress reports", INDEX_PATH),),
        day=quarter.covers_to,
        last_modified=_last_written(context, quarter),
        facets={"kind": "Progress report"},
        names=(f"progress report {quarter_alias(quarter)}", quarter_alias(quarter)),
        card=partial(_quarter_card, quarter) if quarter.searched else None,
        searchable=False,  # it repeats what records say, and would stand before them
    )


def _quarter_card(quarter: Quarter) -> Card:
    """The card of a progress report: where every recommendation stood at its end."""
    assessments = tuple(quarter.after.assessments.values())
    return counted_card(quarter.after, "Progress report", quarter_label(quarter), assessments)


def _last_written(context: BuildContext, quarter: Quarter) -> date | None:
    """The last day on which we wrote of what had come about by the end of a quarter."""
    changes = (change for change in context.changes if change.day <= quarter.covers_to)
    return max((change.recorded.earliest for change in changes), default=None)


def _quarter_values(
    context: BuildContext, quarter: Quarter, earlier: Quarter | None, later: Quarter | None
) -> dict[str, Any]:
    neighbours = {
        "quarter": quarter,
        "earlier": earlier and (_report_path(earlier), quarter_label(earlier)),
        "later": later and (_report_path(later), quarter_label(later)),
    }
    if not quarter.searched:
        return neighbours
    facts = quarter.after
    featured = context.dataset.reports.get(context.dataset.site.featured)
    return {
        **neighbours,
        **_summary(context, quarter),
        "reports": [
            (report, assessments, _standings(facts, assessments))
            for report in facts.reports
            if (assessments := facts.assessments_of(report))
        ],
        "featured": facts.assessments_of(featured) if featured else (),
        "is_published": context.dataset.site.featured in facts.dataset.reports,
        "counts": facts.status_counts(facts.assessments_of(featured)) if featured else {},
        "evidence_range": reach_of(a.evidence_to for a in facts.assessments.values()),
        "statuses_before": {
            id: assessment.by_nation for id, assessment in quarter.before.assessments.items()
        },
        "groups": describe_groups(context.dataset, _in_record_order(context, quarter.groups)),
        "past_due": [p for p in facts.commitments if p.state in ("overdue", "unchecked")],
        "due_later": [p for p in facts.commitments if _is_due_after(p, quarter)],
        "expected": [stage for stage in facts.expected_stages if not stage.passed],
        "with_questions": [
            assessment
            for assessment in facts.assessments.values()
            if assessment.recommendation.open_questions
        ],
    }


def _standings(
    facts: Facts, assessments: Sequence[Assessment]
) -> list[tuple[str, list[Assessment]]]:
    """Each status that some assessments have, with those that have it, furthest first."""
    counts = facts.status_counts(assessments)
    return [(id, [a for a in assessments if a.status == id]) for id in counts if counts[id]]


def _summary(context: BuildContext, quarter: Quarter) -> dict[str, ShownLines]:
    """The lines of each section of the summary, as many as its words allow."""
    dataset, facts = context.dataset, quarter.after
    slips: list[ReportLine] = [
        *(slip_line(dataset, change) for change in quarter.moved),
        *(commitment_line(dataset, progress) for progress in quarter.missed),
    ]
    ahead = [
        *(commitment_line(dataset, p) for p in facts.commitments if _is_due_after(p, quarter)),
        *(expected_line(dataset, stage) for stage in facts.expected_stages if not stage.passed),
    ]
    law = [group_line(dataset, group) for group in quarter.law_changed]
    others = [change_line(dataset, group) for group in quarter.other_changes]
    return {
        "law": in_words(law, WORDS_OF_LAW),
        "others": in_words(others, WORDS_OF_CHANGES),
        "slipped": in_words(slips, WORDS_OF_SLIPS),
        "next": in_words(sorted(ahead, key=lambda line: line.date.latest), WORDS_OF_NEXT),
    }


def _is_due_after(progress: CommitmentProgress, quarter: Quarter) -> bool:
    return (
        progress.state == "due"
        and progress.due is not None
        and progress.due.latest > quarter.covers_to
    )


def _report_path(quarter: Quarter) -> str:
    return f"{INDEX_PATH}{quarter.name}/"


def _in_record_order(context: BuildContext, groups: Sequence[ChangeGroup]) -> list[ChangeGroup]:
    """Groups of changes in the order of the recommendations, those of other records last; of one
    record the oldest first. `groups` come newest first.
    """
    rank = {id: index for index, id in enumerate(context.facts.assessments)}
    oldest_first = groups[::-1]
    return sorted(
        oldest_first,
        key=lambda group: (rank.get(group.record.id, len(rank)), group.record.id),
    )


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """The PDF of each progress report, where the build makes report_pdfs."""
    quarters = context.quarters if context.report_pdfs else ()
    for quarter in (each for each in quarters if each.searched):
        page = _report_path(quarter)
        title = f"Progress report, {quarter_label(quarter)} (PDF)"
        yield Alternate(page, PDF_TYPE, title, f"{page}{quarter.name}.pdf")


EXPORTER = Exporter("progress", pages=pages, alternates=alternates)
