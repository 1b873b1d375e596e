"""How each promise changed: every date that it was given, and that it was kept."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from tracker.derive.as_of import measure_on
from tracker.derive.change import Change, Kind, change_id
from tracker.derive.promises import Promised, promised
from tracker.derive.stages import taken_on
from tracker.derive.then import set_on
from tracker.record.dates import PartialDate
from tracker.record.model import Development
from tracker.record.recommendation import Commitment, Due, Recommendation
from tracker.record.tracker import Tracker

COUNTED = "The step that it is counted from was taken."
"""Why a promise that had only words has a date, where nothing else is said."""


def promise_changes(tracker: Tracker, recommendation: Recommendation) -> Iterator[Change]:
    """Each date that a promise was given, and that it was kept."""
    for commitment in recommendation.commitments:
        made = tracker.developments[commitment.made]
        change = partial(_promise, recommendation, commitment)
        before: Promised | None = None
        if not commitment.due:
            yield change("promise", made, made.date, made.recorded)
        for place, due in enumerate(commitment.due, start=1):
            said = _setting(tracker, due, made if place == 1 else None, made)
            kind: Kind = "promise" if place == 1 else "due"
            number = () if place == 1 else (place,)
            written = set_on(tracker, commitment, due)
            given = _given(tracker, due)
            yield change(kind, said, due.set_on, written, before, given, number)
            before = promised(tracker, due)
            if before.date and not given.date and due.after:
                taken = taken_on(tracker, due.after) or due.set_on
                counted = replace(before, reason=due.reason or COUNTED)
                yield change("due", None, taken, taken, given, counted, (place, "counted"))
        if commitment.met:
            shown = tracker.developments[commitment.met.development]
            yield change("kept", shown, shown.date, shown.recorded, before)


def _setting(
    tracker: Tracker, due: Due, first: Development | None, made: Development
) -> Development | None:
    """The event that set a date. What made the promise did not set a later date for it, unless it
    came with that or after.
    """
    if due.development:
        return tracker.developments[due.development]
    return first or (made if made.date.last >= due.set_on.first else None)


def _given(tracker: Tracker, due: Due) -> Promised:
    """A date as it was given: one that is counted from a stage is words alone until that is
    taken.
    """
    if not due.after:
        return promised(tracker, due)
    id = due.after.partition(".")[0]
    then = {id: measure_on(tracker.measures[id], due.set_on.last)}
    return promised(replace(tracker, measures=then), due)


def _promise(
    recommendation: Recommendation,
    commitment: Commitment,
    kind: Kind,
    said: Development | None,
    day: PartialDate,
    recorded: PartialDate,
    before: Promised | None = None,
    after: Promised | None = None,
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
