"""How each promise changed: every date that it was given, and that it was kept."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from tracker.derive.as_of import measure_as_of
from tracker.derive.change import Change, ChangeKind, change_id
from tracker.derive.promises import ResolvedDueDate, resolve_due_date
from tracker.derive.stages import stage_date
from tracker.derive.then import due_date_recorded
from tracker.record.dates import PartialDate
from tracker.record.model import Development
from tracker.record.recommendation import Commitment, DueDate, Recommendation
from tracker.record.tracker import Dataset

COUNTED_FROM_STAGE = "The step that it is counted from was taken."
"""Why a promise that had only words has a date, where nothing else is said."""


def commitment_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """Each date that a promise was given, and that it was kept."""
    for commitment in recommendation.commitments:
        made = dataset.developments[commitment.made]
        change = partial(_commitment_change, recommendation, commitment)
        before: ResolvedDueDate | None = None
        if not commitment.due:
            yield change("promise", made, made.date, made.recorded)
        for place, due in enumerate(commitment.due, start=1):
            said = _set_by(dataset, due, made if place == 1 else None, made)
            kind: ChangeKind = "promise" if place == 1 else "due"
            number = () if place == 1 else (place,)
            written = due_date_recorded(dataset, commitment, due)
            given = _due_date_as_given(dataset, due)
            yield change(kind, said, due.set_on, written, before, given, number)
            before = resolve_due_date(dataset, due)
            if before.date and not given.date and due.after:
                taken = stage_date(dataset, due.after) or due.set_on
                counted = replace(before, reason=due.reason or COUNTED_FROM_STAGE)
                yield change("due", None, taken, taken, given, counted, (place, "counted"))
        if commitment.met:
            shown = dataset.developments[commitment.met.development]
            yield change("kept", shown, shown.date, shown.recorded, before)


def _set_by(
    dataset: Dataset, due: DueDate, first: Development | None, made: Development
) -> Development | None:
    """The event that set a date. What made the promise did not set a later date for it, unless it
    came with that or after.
    """
    if due.development:
        return dataset.developments[due.development]
    return first or (made if made.date.last >= due.set_on.first else None)


def _due_date_as_given(dataset: Dataset, due: DueDate) -> ResolvedDueDate:
    """A date as it was given: one that is counted from a stage is words alone until that is
    taken.
    """
    if not due.after:
        return resolve_due_date(dataset, due)
    id = due.after.partition(".")[0]
    then = {id: measure_as_of(dataset.measures[id], due.set_on.last)}
    return resolve_due_date(replace(dataset, measures=then), due)


def _commitment_change(
    recommendation: Recommendation,
    commitment: Commitment,
    kind: ChangeKind,
    said: Development | None,
    day: PartialDate,
    recorded: PartialDate,
    before: ResolvedDueDate | None = None,
    after: ResolvedDueDate | None = None,
    number: tuple[object, ...] = (),
) -> Change:
    moved = after.reason if kind == "due" and after else None
    return Change(
        id=change_id(recommendation, kind, commitment.id, *number),
        kind=kind,
        date=day,
        recorded=recorded,
        record=recommendation,
        before=before,
        after=after,
        reason=moved or (said.title if said else ""),
        evidence=(said,) if said else (),
        about=commitment,
    )
