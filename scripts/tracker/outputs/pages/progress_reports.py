"""The progress report of each quarter: the facts of the dataset as of its last day, or as of today
where it is not over. A summary for two sheets of paper, then annexes. A quarter that was not
searched has no report, and its page says so in a line.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from tracker.derive.change_sections import row_of
from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.evidence_reach import reach_of
from tracker.derive.facts import Facts
from tracker.derive.indexes import neighbours
from tracker.derive.quarters import Quarter
from tracker.derive.status import Assessment
from tracker.outputs.context import Alternate, BuildContext, Card, Exporter, Page, PageGroup
from tracker.outputs.pages.change_log import month_links, told_changes
from tracker.outputs.pages.record_pages import counted_card
from tracker.outputs.pagination import MAX_ROWS, fit_one_page
from tracker.text.group_sentences import describe_group
from tracker.text.names import quarter_alias, quarter_label
from tracker.text.phrases import format_date
from tracker.text.report_sentences import (
    ReportLine,
    entries_text,
    eve_text,
    in_words,
    law_place,
    meanings,
    moved_line,
    promise_line,
    report_headline,
    since_text,
    slip_line,
    step_line,
)
from tracker.text.status_sentences import reason_text

INDEX_PATH = "progress/"
PDF_TYPE = "application/pdf"

WORDS_OF_SLIPS, WORDS_OF_NEXT, MOST_LAWS, MOST_MOVED, MOST_AUDIENCES = 60, 80, 9, 6, 3
"""How much each section of a summary may have, so that it fits two sheets: words, laws,
recommendations, and audiences of which it says how far their points have got.
"""

MAX_OF_AN_ANNEX = 100
"""How many recommendations, or changes, an annex of a report has at the most."""
MOST_FEATURED = 16
"""Of how many recommendations the summary has a table; of a longer report the annex has it."""


def pages(context: BuildContext) -> Iterator[PageGroup]:
    """The index of reports, newest first, and the report of each quarter."""
    yield PageGroup(INDEX_PATH, partial(_index_and_reports, context))


def _index_and_reports(context: BuildContext) -> Iterator[Page]:
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
    links = [(quarter_label(quarter), _report_path(quarter)) for quarter in quarters]
    for quarter, around in zip(quarters, neighbours(links), strict=True):
        page = replace(_quarter_page(context, quarter), neighbours=around)
        yield page
        if _is_divided(quarter):
            yield from _annex_pages(quarter, page)


def _quarter_page(context: BuildContext, quarter: Quarter) -> Page:
    return Page(
        path=_report_path(quarter),
        template="progress_quarter.html",
        title=f"Progress report: {quarter_label(quarter)}",
        description=f"Where every recommendation stood on {format_date(quarter.covers_to)}, "
        "what changed in law, what slipped in the quarter and what comes next."
        if quarter.searched
        else "There is no report yet of this quarter: nothing in it has been searched.",
        values=partial(_quarter_values, context, quarter),
        trail=(("Progress reports", INDEX_PATH),),
        day=quarter.covers_to,
        last_modified=_last_written(context, quarter),
        facets={"kind": "Progress report"},
        names=(f"progress report {quarter_alias(quarter)}", quarter_alias(quarter)),
        card=partial(_quarter_card, quarter) if quarter.searched else None,
        searchable=False,  # it repeats what records say, and would stand before them
    )


def _is_divided(quarter: Quarter) -> bool:
    """Whether the annexes of a report stand on pages of their own, one for each report."""
    return quarter.searched and not fit_one_page(quarter.asked, MAX_OF_AN_ANNEX)


def _annexes_path(quarter: Quarter, report_id: str) -> str:
    return f"{_report_path(quarter)}{report_id}/"


def _annex_pages(quarter: Quarter, page: Page) -> Iterator[Page]:
    """Why the recommendations of each report stood where they did at the end of a quarter, with
    their dates and open questions.
    """
    for id in dict.fromkeys(recommendation.report for recommendation in quarter.asked):
        report = quarter.dataset.reports[id]
        yield Page(
            path=_annexes_path(quarter, id),
            template="progress_annexes.html",
            title=f"{page.title}: {report.short}",
            description=f"Where each recommendation of the {report.short} stood on "
            f"{format_date(quarter.covers_to)}, and why.",
            values=partial(_annex_values, quarter, id),
            trail=(*page.trail, (page.title, page.path)),
            day=page.day,
            last_modified=page.last_modified,
            searchable=False,
        )


def _annex_values(quarter: Quarter, report_id: str) -> dict[str, Any]:
    facts = quarter.after
    assessments = facts.assessments_of(facts.dataset.reports[report_id])

    def of_report(commitments: Iterable[CommitmentProgress]) -> list[CommitmentProgress]:
        return [each for each in commitments if each.recommendation.report == report_id]

    return {
        "quarter": quarter,
        "assessments": assessments,
        "tabled": (),
        "fell_due": of_report(quarter.fell_due),
        "past_due": of_report(quarter.past_due),
        "ahead": [
            promise_line(facts.dataset, each)
            for each in of_report(facts.commitments)
            if _is_due_after(each, quarter)
        ],
        "with_questions": _with_questions(assessments),
        **_reasons_phrases(quarter),
    }


def _with_questions(assessments: Iterable[Assessment]) -> list[Assessment]:
    return [each for each in assessments if each.recommendation.open_questions]


def _reasons_phrases(quarter: Quarter) -> dict[str, Any]:
    """What the templates of a report say of each recommendation."""
    return {
        "since": partial(since_text, quarter),
        "since_heading": eve_text(quarter),
        "deciding_reason": partial(reason_text, quarter.after.dataset),
    }


def _quarter_card(quarter: Quarter) -> Card:
    """The card of a progress report: where every recommendation stood at its end."""
    assessments = tuple(quarter.after.assessments.values())
    return counted_card(quarter.after, "Progress report", quarter_label(quarter), assessments)


def _last_written(context: BuildContext, quarter: Quarter) -> date | None:
    """The last day on which we wrote of what had come about by the end of a quarter."""
    changes = (change for change in context.changes if change.day <= quarter.covers_to)
    return max((change.recorded.earliest for change in changes), default=None)


def _quarter_values(context: BuildContext, quarter: Quarter) -> dict[str, Any]:
    if not quarter.searched:
        return {"quarter": quarter}
    facts, dataset = quarter.after, context.dataset
    featured = dataset.reports.get(dataset.site.featured)
    law = [g for g in quarter.law_changed if row_of(dataset, g) in ("made", "started", "ended")]
    moved = [g for g in quarter.other_changes if g.lead.kind == "status"]
    shown = {group.id for group in (*law[:MOST_LAWS], *moved[:MOST_MOVED])}
    rest = [group for group in quarter.groups if group.id not in shown]
    assessments = facts.assessments_of(featured) if featured else ()
    return {
        "quarter": quarter,
        "headline": report_headline(quarter),
        "reports": [
            (report, of_report)
            for report in facts.reports
            if (of_report := facts.assessments_of(report))
        ],
        "featured": featured,
        "tabled": assessments if len(assessments) <= MOST_FEATURED else (),
        **_reasons_phrases(quarter),
        "parts": _annex_parts(quarter),
        "steps_ahead": [step_line(facts.dataset, each) for each in _steps_ahead(facts)],
        "evidence_range": reach_of(a.label_evidence_to for a in facts.assessments.values()),
        "law": law[:MOST_LAWS],
        "law_texts": {group.id: describe_group(dataset, group) for group in law},
        "law_left": len(law) - len(law[:MOST_LAWS]),
        "law_place": partial(law_place, dataset),
        "moved": [moved_line(quarter, group) for group in moved[:MOST_MOVED]],
        "moved_left": len(moved) - len(moved[:MOST_MOVED]),
        "slipped": in_words(_slips(context, quarter), WORDS_OF_SLIPS),
        "unchecked": in_words(
            [promise_line(dataset, progress) for progress in quarter.passed_unchecked],
            WORDS_OF_SLIPS,
        ),
        "next": in_words(_ahead(quarter), WORDS_OF_NEXT),
        "meanings": meanings(quarter),
        "MOST_AUDIENCES": MOST_AUDIENCES,
        "statuses": [id for id, count in _counts(facts).items() if count],
        "entries_text": entries_text(rest),
        "told": told_changes(context, rest) if fit_one_page(rest, MAX_OF_AN_ANNEX) else None,
        "months": () if fit_one_page(rest, MAX_OF_AN_ANNEX) else month_links(rest),
        "with_questions": _with_questions(facts.assessments.values()),
        "MAX_ROWS": MAX_ROWS,
    }


def _annex_parts(quarter: Quarter) -> dict[str, list[tuple[str, str, int]]]:
    """For each annex that is divided the pages of it, as `part_links` takes them: a report, its
    path, and how many of its recommendations or dates the annex has.
    """
    if not _is_divided(quarter):
        return {}
    facts = quarter.after
    ahead = [progress for progress in facts.commitments if _is_due_after(progress, quarter)]
    dates = Counter(
        progress.recommendation.report
        for progress in (*quarter.fell_due, *quarter.past_due, *ahead)
    )
    rows = [
        (report, len(having), dates[report.id], len(_with_questions(having)))
        for report in facts.reports
        if (having := facts.assessments_of(report))
    ]
    return {
        annex: [
            (report.short, _annexes_path(quarter, report.id), counts[place])
            for report, *counts in rows
            if counts[place]
        ]
        for place, annex in enumerate("acd")
    }


def _counts(facts: Facts) -> Mapping[str, int]:
    return facts.status_counts(facts.assessments.values())


def _slips(context: BuildContext, quarter: Quarter) -> list[ReportLine]:
    """The dates that were moved or withdrawn in a quarter, and those that passed unkept."""
    return [
        *(slip_line(context.dataset, change) for change in quarter.moved),
        *(promise_line(context.dataset, progress) for progress in quarter.missed),
    ]


def _ahead(quarter: Quarter) -> list[ReportLine]:
    """What lay ahead at the end of a quarter, by its date."""
    facts = quarter.after
    lines = [
        *(promise_line(facts.dataset, p) for p in facts.commitments if _is_due_after(p, quarter)),
        *(step_line(facts.dataset, each) for each in _steps_ahead(facts)),
    ]
    return sorted(lines, key=lambda line: line.date.latest)


def _steps_ahead(facts: Facts) -> list[ExpectedStage]:
    return [each for each in facts.expected_stages if not each.passed]


def _is_due_after(progress: CommitmentProgress, quarter: Quarter) -> bool:
    return (
        progress.state == "due"
        and progress.due is not None
        and progress.due.latest > quarter.covers_to
    )


def _report_path(quarter: Quarter) -> str:
    return f"{INDEX_PATH}{quarter.name}/"


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """The PDF of each progress report, where the build makes report_pdfs."""
    quarters = context.quarters if context.report_pdfs else ()
    for quarter in (each for each in quarters if each.searched):
        page = _report_path(quarter)
        title = f"Progress report, {quarter_label(quarter)} (PDF)"
        yield Alternate(page, PDF_TYPE, title, f"{page}{quarter.name}.pdf")


EXPORTER = Exporter("progress", pages=pages, alternates=alternates)
