"""Changes: the index, a page for each month, and the files by which a page compares two dates. The
pages show groups of changes, the files each change by itself.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from tracker.derive.change_groups import ChangeGroup, group_changes
from tracker.derive.changes import CHANGE_KINDS, Change
from tracker.outputs.context import BuildContext, Card, Exporter, Page, Route
from tracker.outputs.pagination import paginate
from tracker.text.change_sentences import (
    FIRST_FINDINGS_NOTE,
    change_kind_label,
    change_nouns,
    count_changes,
    describe_change,
)
from tracker.text.group_sentences import describe_groups, headline
from tracker.text.phrases import format_date, plain_text

LATEST_CHANGES, LATEST_WRITTEN = 15, 10
"""How many groups of changes the index shows: those that happened last, those written last."""

MAX_BROUGHT = 6
"""How many of the changes of a group its entry names."""


def _month_of(change: Change | ChangeGroup) -> str:
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
        description="Every change: steps of the law and of guidance, answers, claims, promises, "
        "dates and labels, from what to what, why, and on what evidence.",
        values=lambda: {
            "total": sum(not change.is_first_finding for change in changes),
            "latest": describe_groups(dataset, _latest(happened_last(context))),
            "written": describe_groups(dataset, _written_last(context)[:LATEST_WRITTEN]),
            "counts": count_changes(dataset, changes),
            "MAX_BROUGHT": MAX_BROUGHT,
            "subjects": _subjects(context),
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
        card=partial(_changes_card, context),
    )
    for index, (month, changes_of_month) in enumerate(months):
        first, counts = changes_of_month[0].day, count_changes(dataset, changes_of_month)
        later, earlier = _neighbour(months, index - 1), _neighbour(months, index + 1)
        page = Page(
            path=f"changes/{month}/",
            template="changes_month.html",
            title=f"Changes of {first:%B %Y}",
            description=f"What changed in {first:%B %Y}: {counts}.",
            values=partial(
                dict, counts=counts, later=later, earlier=earlier, MAX_BROUGHT=MAX_BROUGHT
            ),
            trail=(("Changes", "changes/"),),
            day=first,
            last_modified=_last_written(changes_of_month),
            searchable=False,
        )
        show = partial(describe_groups, dataset)
        yield from paginate(page, "groups", group_changes(changes_of_month), _day_part, show)


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


def _latest(groups: Sequence[ChangeGroup]) -> Sequence[ChangeGroup]:
    """The first of some groups, newest first: LATEST_CHANGES, and the others of the last one's day
    up to twice as many, so that a day is told whole.
    """
    last = groups[:LATEST_CHANGES][-1:]
    more = (g for g in groups[LATEST_CHANGES : 2 * LATEST_CHANGES] if g.day == last[0].day)
    return (*groups[:LATEST_CHANGES], *more)


def _written_last(context: BuildContext) -> list[ChangeGroup]:
    """Every group of changes, that which was written last first; of those written on one day, what
    is of the newest day first, and first findings last.
    """
    return sorted(
        context.change_groups,
        key=lambda g: (g.recorded.earliest, g.kind != "first-findings", g.day),
        reverse=True,
    )


Choices = Sequence[tuple[str, str]]
"""What a filter offers: the id and the name of each."""


def _subjects(context: BuildContext) -> Sequence[tuple[str, str, Choices]]:
    """By what the comparison can be filtered: the field of a row, its name, and what it offers, by
    name: the topics, the audiences and the bodies that any change is about.
    """
    dataset, found = context.dataset, context.change_subjects.values()
    fields = (
        ("topics", "Topic", {id: t.label for id, t in dataset.vocabulary.topics.items()}),
        ("audiences", "For whom", {id: a.label for id, a in dataset.vocabulary.audiences.items()}),
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
        make = partial(_year_json, context, tuple(changes_of_year))
        yield Route(f"changes/{year}.json", make)


def _year_json(context: BuildContext, changes: Sequence[Change]) -> str:
    claimant = context.facts.usual_claimant
    rows = [_row(context, change, claimant) for change in changes]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(context: BuildContext, change: Change, claimant: str | None) -> dict[str, Any]:
    """A change as the script reads it: `as_of` is the day by which it had come about,
    `as_recorded` the last that the date of recording can mean. `whole_before` and `whole_after`
    are the label in each nation, where only that of some changed; `kind_in_words` is there only
    where it is not that of all of its kind. Empty values are left out.
    """
    dataset, subjects = context.dataset, context.change_subjects[change.id]
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
        "is_first": change.is_first_finding,
        "topics": subjects.topics,
        "audiences": subjects.audiences,
        "bodies": subjects.bodies,
    }
    return {name: value for name, value in row.items() if value}


EXPORTER = Exporter("changes", pages=pages, routes=routes)
