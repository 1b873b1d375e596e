"""What changed: the pages by month, and the file from which any two days are compared."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from tracker.derive.changes import CHANGE_KINDS, Change
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Exporter, File, Page
from tracker.outputs.pagination import paginate
from tracker.text.change_sentences import (
    CHANGE_KIND_LABELS,
    CHANGE_NOUNS,
    FIRST_FINDINGS_NOTE,
    ChangeText,
    count_changes,
    describe_change,
    describe_changes,
)
from tracker.text.phrases import format_date, plain_text

LATEST_CHANGES = 15
"""How many changes the index shows before it leads on to the months."""


def change_month(change: Change) -> str:
    """The month in which a change had come about: `2026-03`."""
    return f"{change.day:%Y-%m}"


def pages(context: BuildContext) -> Iterator[Page]:
    """The index of changes, and a page for each month that has any."""
    dataset, changes = context.dataset, context.changes
    months = [
        (month, tuple(changes_of_month))
        for month, changes_of_month in groupby(changes, key=change_month)
    ]
    yield Page(
        path="changes/",
        template="changes.html",
        title="Changes",
        description="Every change of a label, a response, a claim or a date: from what to what, "
        "why, and on what evidence.",
        values={
            "changes": changes,
            "latest": describe_changes(dataset, changes[:LATEST_CHANGES]),
            "counted": count_changes(changes),
            "years": _by_year(months),
            "looks": FIRST_FINDINGS_NOTE,
            "evidence_to": context.facts.evidence_to,
            "kinds": [
                (kind, CHANGE_KIND_LABELS[kind], *CHANGE_NOUNS[kind]) for kind in CHANGE_KINDS
            ],
        },
        changed=changes[0].day if changes else None,
        facets={"kind": "Changes"},
        names=("Changes", "what changed", "what is new", "compare two dates", "updates"),
    )
    for index, (month, changes_of_month) in enumerate(months):
        first = changes_of_month[0].day
        of_month = Page(
            path=f"changes/{month}/",
            template="changes_month.html",
            title=f"Changes of {first:%B %Y}",
            description=f"What changed in {first:%B %Y}: {count_changes(changes_of_month)}.",
            values={
                "counted": count_changes(changes_of_month),
                "later": _neighbour(months, index - 1),
                "earlier": _neighbour(months, index + 1),
            },
            trail=(("Changes", "changes/"),),
            changed=first,
            searchable=False,
        )
        rows = describe_changes(dataset, changes_of_month)
        yield from paginate(of_month, "changes", rows, _day_part)


def _day_part(item: tuple[Change, ChangeText]) -> tuple[str, str]:
    day = item[0].day
    return f"{day:%d}", format_date(day)


Months = Sequence[tuple[str, tuple[Change, ...]]]


def _by_year(months: Months) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """The months of each year: (address, name, count) of each."""
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
    """A month before or after: its address and its name; None beyond the ends."""
    if not 0 <= index < len(months):
        return None
    month, changes_of_month = months[index]
    return month, f"{changes_of_month[0].day:%B %Y}"


def files(context: BuildContext, _: Sequence[Page]) -> Iterator[File]:
    """A file for each year, from which any two days are compared in the page."""
    rows = [(change, _row(context.dataset, change)) for change in context.changes]
    for year, rows_of_year in groupby(rows, key=lambda pair: pair[0].day.year):
        text = json.dumps(
            [row for _, row in rows_of_year], ensure_ascii=False, separators=(",", ":")
        )
        yield f"changes/{year}.json", text + "\n"


def _row(dataset: Dataset, change: Change) -> dict[str, Any]:
    """A change as the page compares it: by the day on which it had come about (`as_of`), and by the
    day on which we wrote it (`as_recorded`). What is empty is left out.
    """
    words = describe_change(dataset, change)
    row = {
        "as_of": change.day.isoformat(),
        "as_recorded": change.recorded.latest.isoformat(),
        "date": change.date.text,
        "kind": change.kind,
        "record": words.of,
        "title": words.of_title,
        "path": words.path,
        "subject": words.subject,
        "before": words.before,
        "after": words.after,
        "reason": change.reason,
        "written": plain_text(words.written),
        "is_first_look": change.is_first_look,
    }
    return {name: value for name, value in row.items() if value}


EXPORTER = Exporter("changes", pages=pages, files=files)
