"""A stage of a measure, by the name that other records give it."""

from collections.abc import Collection
from dataclasses import dataclass

from tracker.record.dates import PartialDate
from tracker.record.tracker import Dataset


@dataclass(frozen=True)
class Commencement:
    """What was seen of a stage in some nations: the day from which all of them have it, the day by
    which it is expected, and how far it was looked for and not found.
    """

    taken: PartialDate | None = None
    expected: PartialDate | None = None
    looked_to: PartialDate | None = None


def commencement_of(dataset: Dataset, name: str, nations: Collection[str]) -> Commencement:
    """What was seen of the stage that `measure.stage` names, in all of `nations`.

    It is taken only where each nation has a dated stage; then the last of their days counts. A date
    counts only by a source that can carry a duty.
    """
    found = [_commencement_in(dataset, name, nation) for nation in nations]
    taken = [start.taken for start in found if start.taken]
    if found and len(taken) == len(found):
        return Commencement(taken=max(taken))
    expected = [start.expected for start in found if start.expected]
    looked = [start.looked_to for start in found if start.looked_to]
    return Commencement(expected=max(expected, default=None), looked_to=min(looked, default=None))


def _commencement_in(dataset: Dataset, name: str, nation: str) -> Commencement:
    id, _, step = name.partition(".")
    measure = dataset.measures[id]
    here = [
        stage
        for stage in measure.stages
        if stage.stage == step and nation in (stage.applies_in or measure.applies_in)
    ]
    carrying = dataset.vocabulary.carrying
    sure = [stage for stage in here if stage.source and stage.source.grade in carrying]
    return Commencement(
        taken=min((stage.date for stage in sure if stage.date), default=None),
        expected=min((stage.expected for stage in sure if stage.expected), default=None),
        looked_to=max((search.to for stage in here for search in stage.searched), default=None),
    )


def stage_date(dataset: Dataset, name: str) -> PartialDate | None:
    """The day on which the stage that `measure.stage` names was first taken, if it was seen."""
    id, _, step = name.partition(".")
    dates = [stage.date for stage in dataset.measures[id].stages if stage.stage == step]
    return next((day for day in dates if day), None)
