"""What changed: the page of the last months, a page for each month, and the files by which a page
tells any two dates. The pages show groups of changes, the files each change by itself.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from tracker.derive.change_groups import ChangeGroup, group_changes
from tracker.derive.change_sections import (
    ROWS,
    SECTION_OF,
    SECTION_OF_ROW,
    SECTIONS,
    ChangeSection,
    Day,
    by_date,
    dates_come,
    month_columns,
    row_of_change,
    section_of,
    sections_of,
    told_since,
)
from tracker.derive.change_subjects import ChangeSubjects, index_audiences, subjects_of_record
from tracker.derive.changes import CHANGE_KINDS, Change
from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.indexes import neighbours
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Card, Exporter, Page, PageGroup, Route
from tracker.outputs.pagination import divide, fit_one_page, paginate
from tracker.text.change_sentences import change_kind_label, describe_change
from tracker.text.group_sentences import GroupText, describe_groups, headline
from tracker.text.names import record_path
from tracker.text.phrases import format_date, plain_text
from tracker.text.report_sentences import ReportLine, come_lines, promise_line, step_line
from tracker.text.source_sentences import publisher_name
from tracker.text.span_sentences import (
    COME_TEXTS,
    FIRST_LOOKS_NOTE,
    MOST_AUDIENCES,
    NO_CHANGE,
    ROW_LABELS,
    SECTION_LABELS,
    SECTION_NOTES,
    count_rows,
    first_findings_text,
    for_whom,
    span_heading,
    span_summary,
    stretches,
)

MAX_BROUGHT = 6
"""How many of the changes of a group its entry names."""

MOST_OF_A_ROW = 10
"""How many changes of a row the page of the last months tells, where all are too many for it."""

TITLE = "What changed"

GroupPart = Callable[[ChangeGroup], tuple[str, str]]
"""Gives the part of a month to which a group of changes belongs, as `paginate` takes it."""


def _month_of(change: Change | ChangeGroup) -> str:
    """The month in which a change had come about: `2026-03`."""
    return f"{change.day:%Y-%m}"


INDEX_PATH = "changes/"


def pages(context: BuildContext) -> Iterator[PageGroup]:
    """What changed last, and a page for each month that has any change."""
    yield PageGroup(INDEX_PATH, partial(_index_and_months, context))


def _index_and_months(context: BuildContext) -> Iterator[Page]:
    dataset, changes = context.dataset, context.changes
    months = [
        (month, tuple(changes_of_month))
        for month, changes_of_month in groupby(changes, key=_month_of)
    ]
    yield Page(
        path=INDEX_PATH,
        template="changes.html",
        title=TITLE,
        description="What changed, law first: laws made and started, states of recommendations, "
        "promises, guidance and answers, from what to what, for whom, and on what evidence.",
        values=partial(_index_values, context, months),
        day=changes[0].day if changes else None,
        last_modified=_last_written(changes),
        facets={"kind": TITLE},
        names=("Changes", "what changed", "what is new", "compare two dates", "updates"),
        card=partial(_changes_card, context),
    )
    links = [(f"{of[0].day:%B %Y}", f"{INDEX_PATH}{month}/") for month, of in months]
    for (month, changes_of_month), (later, earlier) in zip(months, neighbours(links), strict=True):
        first, groups = changes_of_month[0].day, group_changes(changes_of_month)
        counts = count_rows(dataset, groups)
        page = Page(
            path=f"{INDEX_PATH}{month}/",
            template="changes_month.html",
            title=f"{TITLE} in {first:%B %Y}",
            description=f"What changed in {first:%B %Y}. {counts}.",
            values=partial(
                dict,
                month_path=f"{INDEX_PATH}{month}/",
                counts=counts,
                MAX_BROUGHT=MAX_BROUGHT,
            ),
            trail=((TITLE, INDEX_PATH),),
            neighbours=(earlier, later),
            day=first,
            last_modified=_last_written(changes_of_month),
            searchable=False,
        )
        parts = (_day_part, partial(_section_part, dataset))
        if not fit_one_page(groups):
            groups = tuple(sorted(groups, key=partial(_by_day_and_section, dataset)))
            page = replace(page, anchors=partial(_anchors, page.path, groups, parts))
        yield from paginate(page, "told", groups, *parts, show=partial(told_changes, context))


def _anchors(
    path: str, groups: Sequence[ChangeGroup], parts: Sequence[GroupPart]
) -> Mapping[str, Sequence[str]]:
    """The ids of the changes on each of the pages into which a month is divided."""
    return {
        path_of_part: [id for group in of_part for id in _ids(group)]
        for path_of_part, of_part in divide(path, groups, *parts)
    }


def _ids(group: ChangeGroup) -> Iterator[str]:
    """The ids under which a page has a group: its own, and those of its changes."""
    yield group.id
    yield from (change.id for change in group.changes if change.id != group.id)


def _index_values(context: BuildContext, months: "Months") -> dict[str, Any]:
    facts, today = context.facts, context.today
    since = told_since(facts.evidence_to, today)
    groups = [group for group in context.change_groups if group.day > since]
    columns = month_columns(context.dataset, groups, since, today, facts.evidence_to)
    come = dates_come(facts, since)
    return {
        "since": since,
        "heading": span_heading(since),
        "summary": span_summary(facts, groups, since, len(come.starts)),
        "told": told_changes(context, groups),
        "most": None if fit_one_page(groups) else MOST_OF_A_ROW,
        "columns": columns,
        "rows": [row for row in ROWS if any(column.counts[row] for column in columns)],
        "come": {
            "law": [step_line(context.dataset, each) for each in come.starts],
            "promises": come_lines(context.dataset, come),
        },
        "come_texts": COME_TEXTS,
        "audiences": _subjects(context)[0],
        "years": _months_by_year(months),
        "section_texts": _section_texts(),
        "stretches": stretches(facts.evidence_to, today),
        "evidence_to": facts.evidence_to,
    }


def _section_texts() -> list[tuple[str, str, str]]:
    """The id, the name and the note of each section."""
    return [(id, SECTION_LABELS[id], SECTION_NOTES.get(id, "")) for id in SECTIONS]


def _compare_json(context: BuildContext) -> str:
    """What the script needs to tell any two dates, beside the changes of each year."""
    facts, dataset = context.facts, context.dataset
    years = dict.fromkeys(str(change.day.year) for change in context.changes)
    content = {
        "years": [*years],
        "evidence": facts.evidence_to.latest.isoformat() if facts.evidence_to else "",
        "kinds": [
            (kind, SECTION_OF[kind], change_kind_label(kind, dataset, facts.usual_claimant))
            for kind in CHANGE_KINDS
        ],
        "sections": _section_texts(),
        "rows": [(row, ROW_LABELS[row], SECTION_OF_ROW[row]) for row in ROWS],
        "phrases": (NO_CHANGE, FIRST_LOOKS_NOTE),
        "most": MOST_AUDIENCES,
        "subjects": _subjects(context)[1:],
        "come": _all_come(context),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _all_come(context: BuildContext) -> list[tuple[str, str, str, str, list[dict[str, Any]]]]:
    """The dates of any time that have come and were not seen, as the script reads them: below each
    section its texts (`COME_TEXTS`) and its lines, which have the fields of a change by which that
    is chosen, and `day`, the last that the date can mean.
    """
    dataset, come = context.dataset, dates_come(context.facts, date.min)
    audiences = index_audiences(dataset)

    def line(kind: str, told: ReportLine, subjects: ChangeSubjects) -> dict[str, Any]:
        return {
            "kind": kind,
            "day": told.date.latest.isoformat(),
            "date": told.date.text,
            "name": told.name,
            "path": told.path,
            "text": told.text,
            "audiences": subjects.audiences,
            "topics": subjects.topics,
            "bodies": subjects.bodies,
        }

    def of_step(kind: str, each: ExpectedStage) -> dict[str, Any]:
        subjects = subjects_of_record(dataset, each.measure, audiences)
        return line(kind, step_line(dataset, each), subjects)

    def of_promise(progress: CommitmentProgress) -> dict[str, Any]:
        acting = progress.commitment.by
        subjects = subjects_of_record(dataset, progress.recommendation, audiences, acting)
        return line("due-date", promise_line(dataset, progress), subjects)

    others = [*map(of_promise, come.promises), *(of_step("due-date", each) for each in come.steps)]
    others.sort(key=lambda each: each["day"], reverse=True)
    lines = {"law": [of_step("law", each) for each in come.starts], "promises": others}
    return [(id, *texts, lines[id]) for id, texts in COME_TEXTS.items()]


@dataclass(frozen=True)
class ToldChanges:
    """Groups of changes as a page tells them: its sections, with the texts of each group and for
    whom it matters, by its id; and the first findings, which stand apart.
    """

    sections: Sequence[ChangeSection]
    first_findings: Sequence[Day]
    first_findings_text: str
    texts: Mapping[str, tuple[GroupText, str]]


def told_changes(context: BuildContext, groups: Sequence[ChangeGroup]) -> ToldChanges | None:
    """Groups of changes as a page tells them; None where there is no group."""
    dataset = context.dataset
    first = [group for group in groups if group.kind == "first-findings"]
    texts = {
        group.id: (text, for_whom(dataset, _audiences(context, group)))
        for group, text in describe_groups(dataset, groups)
    }
    told = ToldChanges(
        sections_of(dataset, groups), by_date(first), first_findings_text(dataset, first), texts
    )
    return told if groups else None


def month_links(groups: Iterable[ChangeGroup]) -> list[tuple[str, str, int]]:
    """The months in which some groups of changes stand: the title of each, its path and how many
    of them it has.
    """
    by_month = groupby(sorted(groups, key=_month_of), key=_month_of)
    months = ((month, list(of_month)) for month, of_month in by_month)
    return [
        (f"{of_month[0].day:%B %Y}", f"{INDEX_PATH}{month}/", len(of_month))
        for month, of_month in months
    ]


def _audiences(context: BuildContext, group: ChangeGroup) -> Sequence[str]:
    """For whom the changes of a group matter, in the order of the vocabulary."""
    found = {id for c in group.changes for id in context.change_subjects[c.id].audiences}
    return [id for id in context.dataset.vocabulary.audiences if id in found]


def _changes_card(context: BuildContext) -> Card:
    """The card of the changes: what changed last."""
    groups = happened_last(context)
    newest = f"Newest: {headline(context.dataset, groups[0])}." if groups else ""
    return Card(
        kicker="Changes",
        title="What changed",
        summary=newest,
        evidence_to=context.facts.evidence_to,
    )


def happened_last(context: BuildContext) -> tuple[ChangeGroup, ...]:
    """The groups of changes in which something happened, newest first."""
    return tuple(group for group in context.change_groups if group.happened)


Choices = Sequence[tuple[str, str]]
"""What a filter offers: the id and the name of each."""


def _subjects(context: BuildContext) -> Sequence[tuple[str, str, Choices]]:
    """By what the comparison can be filtered: the field of a row, its name, and what it offers, by
    name: the audiences, the topics and the bodies that any change is about.
    """
    dataset, found = context.dataset, context.change_subjects.values()
    fields = (
        ("audiences", "For", {id: a.label for id, a in dataset.vocabulary.audiences.items()}),
        ("topics", "Topic", {id: t.label for id, t in dataset.vocabulary.topics.items()}),
        ("bodies", "Body", {id: body.name for id, body in dataset.bodies.items()}),
    )
    return [
        (
            field,
            name,
            sorted(
                ((id, names[id]) for id in {id for each in found for id in getattr(each, field)}),
                key=lambda choice: choice[1],
            ),
        )
        for field, name, names in fields
    ]


def _last_written(changes: Iterable[Change]) -> date | None:
    """The last day on which one of some changes was written."""
    return max((change.recorded.earliest for change in changes), default=None)


def _day_part(group: ChangeGroup) -> tuple[str, str]:
    return f"{group.day:%d}", format_date(group.day)


def _by_day_and_section(dataset: Dataset, group: ChangeGroup) -> tuple[int, int]:
    """By what groups are sorted that are divided: the newest day first, in the order of sections,
    with first looks at the end.
    """
    is_first = group.kind == "first-findings"
    section = len(SECTIONS) if is_first else SECTIONS.index(section_of(dataset, group.lead))
    return -group.day.toordinal(), section


def _section_part(dataset: Dataset, group: ChangeGroup) -> tuple[str, str]:
    """The part of a day to which a group belongs: its section, or first looks."""
    if group.kind == "first-findings":
        return "first", "First looks"
    section = section_of(dataset, group.lead)
    return section, SECTION_LABELS[section]


Months = Sequence[tuple[str, tuple[Change, ...]]]
"""Months (`2026-03`) with their changes, newest first."""


def _months_by_year(months: Months) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """The months of each year: (month, name, how many changes are told) of each. First looks are
    none of these.
    """
    return [
        (
            year,
            [
                (month, f"{changes_of_month[0].day:%B}", _count_told(changes_of_month))
                for month, changes_of_month in group
            ],
        )
        for year, group in groupby(months, key=lambda pair: pair[0][:4])
    ]


def _count_told(changes: Sequence[Change]) -> int:
    return sum(group.kind != "first-findings" for group in group_changes(changes))


def routes(context: BuildContext, _: Sequence[Page]) -> Iterator[Route]:
    """The changes of each year as JSON, for the script that compares two dates, and what else that
    needs.
    """
    yield Route(f"{INDEX_PATH}compare.json", partial(_compare_json, context))
    for year, changes_of_year in groupby(context.changes, key=lambda change: change.day.year):
        make = partial(_year_json, context, tuple(changes_of_year))
        yield Route(f"changes/{year}.json", make)


def _year_json(context: BuildContext, changes: Sequence[Change]) -> str:
    claimant = context.facts.usual_claimant
    told = [group for group in context.change_groups if group.kind in ("step", "points")]
    led = {change.id: group.id for group in told for change in group.changes[1:]}
    leading = {group.lead.id: group for group in told}
    rows = [
        _row(context, change, claimant)
        | (_leads(context, leading[change.id]) if change.id in leading else {})
        | ({"with": led[change.id]} if change.id in led else {})
        for change in changes
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def _leads(context: BuildContext, group: ChangeGroup) -> dict[str, Any]:
    """What the row of the first change of a group has beside its own: the id of the group, and all
    that the group is about, so that who chooses any of it finds the whole.
    """
    subjects = [context.change_subjects[change.id] for change in group.changes]
    found = {
        "audiences": _audiences(context, group),
        "topics": list(dict.fromkeys(id for each in subjects for id in each.topics)),
        "bodies": list(dict.fromkeys(id for each in subjects for id in each.bodies)),
    }
    return {"leads": group.id, **{name: ids for name, ids in found.items() if ids}}


def _row(context: BuildContext, change: Change, claimant: str | None) -> dict[str, Any]:
    """A change as the script reads it: `as_of` is the day by which it had come about,
    `as_recorded` the last that the date of recording can mean. `whole_before` and `whole_after`
    are the label in each nation, where only that of some changed; `kind_in_words` is there only
    where it is not that of all of its kind, `row` where it is not its section, and `earliest`, the
    first day that its date can mean, where that is not `as_of`. `sources` are what shows it: title,
    address from the page, and the publisher of what is not ours. Empty values are left out.
    """
    dataset, subjects = context.dataset, context.change_subjects[change.id]
    text = describe_change(dataset, change)
    is_usual = text.kind == change_kind_label(change.kind, dataset, claimant)
    counted = row_of_change(dataset, change)
    row = {
        "as_of": change.day.isoformat(),
        "earliest": "" if change.date.earliest == change.day else change.date.earliest.isoformat(),
        "row": "" if counted == SECTION_OF[change.kind] else counted,
        "date": change.date.text,
        "as_recorded": change.recorded.latest.isoformat(),
        "kind": change.kind,
        "kind_in_words": "" if is_usual else text.kind,
        "record": text.record_name,
        "title": text.record_title,
        "path": text.path,
        "subject": text.subject,
        "before": text.before,
        "after": text.after,
        "whole_before": text.whole_before,
        "whole_after": text.whole_after,
        "reason": change.reason,
        "written": plain_text(text.recorded_note),
        "is_first": change.is_first_finding,
        "sources": _sources(change),
        "topics": subjects.topics,
        "audiences": subjects.audiences,
        "bodies": subjects.bodies,
    }
    return {name: value for name, value in row.items() if value}


def _sources(change: Change) -> list[tuple[str, str]]:
    """What shows a change, and its address: the events on which it rests, and whose document a step
    rests on.
    """
    events = [(event.title, f"../{record_path(event)}") for event in change.evidence]
    source = change.source
    return [*events, *([(publisher_name(source), source.url)] if source else [])]


EXPORTER = Exporter("changes", pages=pages, routes=routes)
