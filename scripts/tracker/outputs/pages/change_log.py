"""Changes: the index, a page for each month, and the files by which a page compares two dates."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from tracker.derive.changes import CHANGE_KINDS, Change
from tracker.derive.voices import usual_claimant
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Exporter, Page, Route
from tracker.outputs.pagination import paginate
from tracker.text.change_sentences import (
    FIRST_FINDINGS_NOTE,
    change_kind_label,
    change_nouns,
    count_changes,
    describe_change,
    describe_changes,
)
from tracker.text.phrases import format_date, plain_text

LATEST_CHANGES = 15
"""How many changes the index shows below the links to the months."""


def _month_of(change: Change) -> str:
    """The month in which a change had come about: `2026-03`."""
    return f"{change.day:%Y-%m}"


def pages(context: BuildContext) -> Iterator[Page]:
    """The index of changes, and a page for each month that has any."""
    dataset, changes = context.dataset, context.changes
    claimant = context.facts.usual_claimant
    months = [
        (month, tuple(changes_of_month))
        for month, changes_of_month in groupby(changes, key=_month_of)
    ]
    yield Page(
        path="changes/",
        template="changes.html",
        title="Changes",
        description="Every change of a label, a response, a claim or a date: from what to what, "
        "why, and on what evidence.",
        values=lambda: {
            "changes": changes,
            "latest": describe_changes(dataset, changes[:LATEST_CHANGES]),
            "counts": count_changes(dataset, changes),
            "years": _months_by_year(months),
            "first_findings_note": FIRST_FINDINGS_NOTE,
            "evidence_to": context.facts.evidence_to,
            "kinds": [
                (
                    kind,
                    change_kind_label(kind, dataset, claimant),
                    *change_nouns(kind, dataset, claimant),
                )
                for kind in CHANGE_KINDS
            ],
        },
        day=changes[0].day if changes else None,
        last_modified=_last_written(changes),
        facets={"kind": "Changes"},
        names=("Changes", "what changed", "what is new", "compare two dates", "updates"),
    )
    for index, (month, changes_of_month) in enumerate(months):
        first, counts = changes_of_month[0].day, count_changes(dataset, changes_of_month)
        later, earlier = _neighbour(months, index - 1), _neighbour(months, index + 1)
        page = Page(
            path=f"changes/{month}/",
            template="changes_month.html",
            title=f"Changes of {first:%B %Y}",
            description=f"What changed in {first:%B %Y}: {counts}.",
            values=partial(dict, counts=counts, later=later, earlier=earlier),
            trail=(("Changes", "changes/"),),
            day=first,
            last_modified=_last_written(changes_of_month),
            searchable=False,
        )
        show = partial(describe_changes, dataset)
        yield from paginate(page, "changes", changes_of_month, _day_part, show)


def _last_written(changes: Iterable[Change]) -> date | None:
    """The last day on which one of some changes was written."""
    return max((change.recorded.earliest for change in changes), default=None)


def _day_part(change: Change) -> tuple[str, str]:
    return f"{change.day:%d}", format_date(change.day)


Months = Sequence[tuple[str, tuple[Change, ...]]]
"""Months (`2026-03`) with their changes, newest first."""


def _months_by_year(months: Months) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """The months of each year: (month, name, count of changes) of each."""
    return [
        (
            year,
            [
                (month, f"{changes_of_month[0].day:%B}", len(changes_of_month))
                for month, changes_of_month in group
            ],
        )
        for year, group in groupby(months, key=lambda pair: pair[0][:4])
    ]


def _neighbour(months: Months, index: int) -> tuple[str, str] | None:
    """The month at a place of the list, and its name: (`2026-03`, `March 2026`). None beyond the
    ends.
    """
    if not 0 <= index < len(months):
        return None
    month, changes_of_month = months[index]
    return month, f"{changes_of_month[0].day:%B %Y}"


def routes(context: BuildContext, _: Sequence[Page]) -> Iterator[Route]:
    """The changes of each year as JSON, for the script that compares two dates."""
    for year, changes_of_year in groupby(context.changes, key=lambda change: change.day.year):
        make = partial(_year_json, context.dataset, tuple(changes_of_year))
        yield Route(f"changes/{year}.json", make)


def _year_json(dataset: Dataset, changes: Sequence[Change]) -> str:
    claimant = usual_claimant(dataset)
    rows = [_row(dataset, change, claimant) for change in changes]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(dataset: Dataset, change: Change, claimant: str | None) -> dict[str, Any]:
    """A change as the script reads it: `as_of` is the day by which it had come about,
    `as_recorded` the last that the date of recording can mean. `whole_before` and `whole_after`
    are the label in each nation, where only that of some changed; `kind_in_words` is there only
    where it is not that of all of its kind. Empty values are left out.
    """
    text = describe_change(dataset, change)
    is_usual = text.kind == change_kind_label(change.kind, dataset, claimant)
    row = {
        "as_of": change.day.isoformat(),
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
        "is_first_look": change.is_first_look,
    }
    return {name: value for name, value in row.items() if value}


EXPORTER = Exporter("changes", pages=pages, routes=routes)
