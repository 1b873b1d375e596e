"""What changed: the pages by month, and the file from which any two days are compared."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from tracker.derive.changes import CHANGE_KINDS, Change
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Exporter, File, Page
from tracker.outputs.pagination import paginate
from tracker.text.phrases import format_date, pluralise
from tracker.text.sentences import CHANGE_KIND_LABELS, CHANGE_NOUNS, ChangeText, describe_change

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
            "latest": described(dataset, changes[:LATEST_CHANGES]),
            "counted": count_changes(changes),
            "years": _by_year(months),
            "looks": FIRST_FINDINGS_NOTE,
            "evidence_to": context.facts.evidence_to,
            "kinds": [(CHANGE_KIND_LABELS[kind], *CHANGE_NOUNS[kind]) for kind in CHANGE_KINDS],
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
        yield from paginate(of_month, "changes", described(dataset, changes_of_month), _day_part)


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


def described(dataset: Dataset, changes: Iterable[Change]) -> list[tuple[Change, ChangeText]]:
    """Changes, each with its words."""
    return [(change, describe_change(dataset, change)) for change in changes]


def count_changes(changes: Sequence[Change]) -> str:
    """How many changes of each kind there are, and how many of them are no event: `3 labels, 1
    response. 2 of these …`.
    """
    count = Counter(change.kind for change in changes)
    kinds = ", ".join(
        pluralise(count[kind], *CHANGE_NOUNS[kind]) for kind in CHANGE_KINDS if count[kind]
    )
    looks = sum(change.is_first_look for change in changes)
    return f"{kinds}. {looks} of these {FIRST_FINDINGS_NOTE}" if looks else kinds


FIRST_FINDINGS_NOTE = (
    "rest on no event: we looked for the first time, and found no action or nothing to judge by"
)
"""What is said of first findings that rest on a search alone."""


def files(context: BuildContext, _: Sequence[Page]) -> Iterator[File]:
    """A file for each year, from which any two days are compared in the page."""
    rows = [(change, _row(context.dataset, change)) for change in context.changes]
    for year, rows_of_year in groupby(rows, key=lambda pair: pair[0].day.year):
        text = json.dumps(
            [row for _, row in rows_of_year], ensure_ascii=False, separators=(",", ":")
        )
        yield f"changes/{year}.json", text + "\n"


def _row(dataset: Dataset, change: Change) -> dict[str, Any]:
    """A change as the page compares it: by the day it is shown for, and by the day we wrote it."""
    words = describe_change(dataset, change)
    row = {
        "day": change.day.isoformat(),
        "date": change.date.text,
        "wrote": change.recorded.last.isoformat(),
        "kind": words.kind,
        "of": words.of,
        "title": getattr(change.record, "title", ""),
        "path": words.path,
        "what": f"{words.about}: {words.what}" if words.what else "",
        "before": words.before,
        "after": words.after,
        "reason": change.reason,
        "look": change.is_first_look,
    }
    return {name: value for name, value in row.items() if value}


EXPORTER = Exporter("changes", pages=pages, files=files)
