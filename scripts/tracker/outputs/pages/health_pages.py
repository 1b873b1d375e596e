"""The health of the record: how well each recommendation stands, and what waits for a look."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from tracker.derive.facts import Facts
from tracker.derive.record_health import RecordHealth, dataset_health, recommendation_health
from tracker.derive.status import Assessment
from tracker.load.pruning import value_at
from tracker.outputs.context import BuildContext, Exporter, Page, PageGroup
from tracker.outputs.pagination import fit_one_page
from tracker.rules.due_looks import SOURCE_IN_PART, DueLook, due_looks, looks_by_record
from tracker.schema.records import KINDS, Report
from tracker.text.look_sentences import LOOK_LABELS, look_places, look_since, record_name
from tracker.text.names import title_and_path
from tracker.text.phrases import upper_first

PATH = "contribute/health/"
MAX_RECORDS = 100
"""How many records a page of sources has; `tracker review` lists all."""
MAX_OF_A_KIND = 25
"""How many places that wait for a look of one kind the page has; `tracker review` lists all."""
_TRAIL = (("Contribute", "contribute/"),)
_TITLE = "Health of the record"


def pages(context: BuildContext) -> Iterator[PageGroup]:
    """The page of all records, and for each kind that pages show the page of its sources that were
    seen only in part.
    """
    yield PageGroup(PATH, partial(_pages, context))


def _pages(context: BuildContext) -> Iterator[Page]:
    yield Page(
        path=PATH,
        template="health.html",
        title=_TITLE,
        description="How much of the record rests on a source, how its sources were seen and kept, "
        "and what waits for a look.",
        values=partial(_values, context),
        trail=_TRAIL,
        last_modified=context.facts.last_modified(),
        facets={"kind": "Contribute"},
        names=(_TITLE, "review queue", "coverage"),
    )
    if _is_divided(context.facts):
        for report in context.facts.reports:
            yield _report_page(context.facts, report)
    for folder in _folders(context):
        yield Page(
            path=f"{PATH}{folder}/",
            template="health_sources.html",
            title=f"Sources seen only in part: {folder}",
            description="The sources of which only a part was read, by the record that cites them.",
            values=partial(_source_values, context, folder),
            trail=(*_TRAIL, (_TITLE, PATH)),
            last_modified=context.facts.last_modified(),
            searchable=False,
        )


def _is_divided(facts: Facts) -> bool:
    """Whether the health of each recommendation stands on the page of its report."""
    return not fit_one_page(facts.assessments)


def _report_path(report: Report) -> str:
    return f"{PATH}by-report/{report.id}/"


def _report_page(facts: Facts, report: Report) -> Page:
    return Page(
        path=_report_path(report),
        template="health_report.html",
        title=f"{_TITLE}: {report.short}",
        description=f"On what each recommendation of the {report.short} rests.",
        values=lambda: {"assessments": _with_health(facts, facts.assessments_of(report))},
        trail=(*_TRAIL, (_TITLE, PATH)),
        last_modified=facts.last_modified(),
        searchable=False,
    )


def _with_health(
    facts: Facts, assessments: Iterable[Assessment]
) -> list[tuple[Assessment, RecordHealth]]:
    return [(assessment, recommendation_health(facts, assessment)) for assessment in assessments]


def _folders(context: BuildContext) -> list[str]:
    """The folders of the kinds of record of which there are any."""
    return [kind.folder for kind in KINDS if getattr(context.dataset, kind.folder)]


def _values(context: BuildContext) -> dict[str, Any]:
    facts, dataset = context.facts, context.dataset
    is_divided = _is_divided(facts)
    queue = [
        (
            label,
            [
                (record_name(dataset, group[0]), *_path_places_and_since(context, group))
                for group in _groups(context, kind)
            ],
        )
        for kind, label in LOOK_LABELS.items()
        if kind != SOURCE_IN_PART
    ]
    return {
        "whole": dataset_health(facts),
        "assessments": () if is_divided else _with_health(facts, facts.assessments.values()),
        "report_parts": [
            (report.short, _report_path(report), len(facts.assessments_of(report)))
            for report in facts.reports
        ]
        if is_divided
        else (),
        "MAX_OF_A_KIND": MAX_OF_A_KIND,
        "queue": [(label, rows) for label, rows in queue if rows],
        "in_part": [
            (folder, f"{PATH}{folder}/", count)
            for folder in _folders(context)
            if (count := len(_in_part(context, folder)))
        ],
    }


def _path_places_and_since(
    context: BuildContext, group: Sequence[DueLook]
) -> tuple[str, str, object]:
    path = title_and_path(context.dataset, group[0].record)[1]
    return path, upper_first(look_places(context.dataset, group)), look_since(group[0])


def _groups(context: BuildContext, kind: str) -> Sequence[tuple[DueLook, ...]]:
    """The looks of a kind, those of one record together."""
    return [group for group in context.once(_all_groups) if group[0].kind == kind]


def _all_groups(context: BuildContext) -> tuple[tuple[DueLook, ...], ...]:
    return looks_by_record(due_looks(context.dataset, context.facts))


def _in_part(context: BuildContext, folder: str) -> Sequence[tuple[DueLook, ...]]:
    """The records of a kind whose sources were seen only in part, each with these."""
    groups = _groups(context, SOURCE_IN_PART)
    return [group for group in groups if group[0].record.folder == folder]


def _source_values(context: BuildContext, folder: str) -> dict[str, Any]:
    """The name, the path and the sources of each record, and how many more there are."""
    groups = _in_part(context, folder)
    rows = [
        (
            *title_and_path(context.dataset, group[0].record),
            [value_at(look.record, look.where[:-1]) for look in group],
        )
        for group in groups[:MAX_RECORDS]
    ]
    return {"rows": rows, "more": len(groups) - len(rows)}


EXPORTER = Exporter("health", pages=pages)
