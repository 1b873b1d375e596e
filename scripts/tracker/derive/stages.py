"""A stage of a measure, by the name that other records give it."""

from collections.abc import Collection

from tracker.record.dates import PartialDate
from tracker.record.model import Stage
from tracker.record.tracker import Tracker


def stage_named(tracker: Tracker, name: str, nations: Collection[str] = ()) -> Stage:
    """The stage that `measure.stage` names, as `nations` have it where it was taken at different
    times; one that was taken before one that was not.
    """
    measure, _, step = name.partition(".")
    stages = [s for s in tracker.measures[measure].stages if s.stage == step]
    here = [
        s for s in stages if not nations or not s.applies_in or set(s.applies_in) & set(nations)
    ]
    return min(here or stages, key=lambda stage: stage.date is None)


def taken_on(tracker: Tracker, name: str) -> PartialDate | None:
    """The day on which the stage that `measure.stage` names was taken, if it was seen."""
    return stage_named(tracker, name).date
