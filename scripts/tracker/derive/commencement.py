"""A stage of a measure, by the name that other records give it.

Steps of measures that were announced for a date and have not been seen.

What each implication means on a day: whether it binds now, may have started without our having
seen it, is coming, or is to be watched.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Implication, Measure, Stage
from tracker.schema.vocabularies import EXPECTED


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


@dataclass(frozen=True)
class ExpectedStage:
    """A stage with the date that was announced for it; `passed` where that is over."""

    measure: Measure
    stage: Stage
    date: PartialDate
    passed: bool


def expected_stages(dataset: Dataset, today: date) -> tuple[ExpectedStage, ...]:
    """Every stage that is expected and was not seen, by its last possible day."""
    found = [
        ExpectedStage(measure, stage, stage.expected, stage.expected.last < today)
        for measure in dataset.measures.values()
        for stage in measure.stages
        if stage.expected and not stage.date
    ]
    return tuple(sorted(found, key=lambda e: (e.date.last, e.measure.id)))


Phase = Literal["now", "coming", "watch"]
Section = Literal["now", "check", "coming", "watch"]


@dataclass(frozen=True)
class ReportedStart:
    """A day, now past, that a source gives for a start which was not seen. `stage` is the stage of
    a measure that has it, where the day is not the implication's own.
    """

    day: PartialDate
    stage: Stage | None = None


@dataclass(frozen=True)
class AppliedImplication:
    """An implication as it stands: `start` is the day from which it was seen to apply, or on which
    it was (`in_force_by`), `expected` the day by which it is to, `looked_to` how far its start was
    looked for and not found, `reported` what says that it may have started all the same.
    """

    implication: Implication
    phase: Phase
    start: PartialDate | None
    expected: PartialDate | None
    looked_to: PartialDate | None
    reported: ReportedStart | None = None

    @property
    def part(self) -> Section:
        """The part of its audience's page: one that may have started never stands under "coming" or
        "watch", for both say that it does not bind yet.
        """
        return "check" if self.reported else self.phase


def apply_implication(
    dataset: Dataset, implication: Implication, today: date
) -> AppliedImplication:
    """Where an implication stands.

    A duty or guidance is in force once its start was seen and has come; until then it is coming.
    What is only expected binds nobody and is to be watched.
    """
    seen = Commencement(implication.applies_from or implication.in_force_by, implication.expected)
    if implication.starts_with:
        seen = commencement_of(dataset, implication.starts_with, implication.applies_in)
    begun = seen.taken is not None and seen.taken.last <= today
    watched = implication.force == EXPECTED
    phase: Phase = "watch" if watched else "now" if begun else "coming"
    reported = None if begun else _reported_start(dataset, implication, seen, today)
    return AppliedImplication(
        implication, phase, seen.taken, seen.expected, seen.looked_to, reported
    )


def _reported_start(
    dataset: Dataset, implication: Implication, seen: Commencement, today: date
) -> ReportedStart | None:
    """The first day that has passed of those that any source gives for a start which was not seen,
    in any of the nations; a source that cannot carry a duty can still say that one may bind.
    """
    if seen.taken:  # seen, and it lies ahead
        return None
    found = [ReportedStart(implication.expected)] if implication.expected else []
    id, _, step = (implication.starts_with or "").partition(".")
    if measure := dataset.measures.get(id):
        for stage in measure.stages:
            here = set(stage.applies_in or measure.applies_in) & set(implication.applies_in)
            day = stage.date or stage.expected
            if stage.stage == step and here and day:
                found.append(ReportedStart(day, stage))
    passed = [reported for reported in found if reported.day.last <= today]
    return min(passed, key=lambda reported: reported.day.last, default=None)


def by_start_date(applied: AppliedImplication) -> tuple[date, str]:
    """The order of points: by the day from which they apply, those without one last."""
    day = applied.start or applied.expected or (applied.reported and applied.reported.day)
    return (day.first if day else date.max, applied.implication.id)
