"""Whether, where and since when something is in force on a day: the one place that judges it.
Rules, pages, calendars and the published data ask here.

A stage is taken in a nation by a date whose source has a grade that carries a duty. It has been
taken by a day once the last day that the date can mean has come: a law that started "in 2026" is
not known to be in force before 31 December 2026.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Implication, Measure, Stage
from tracker.schema.vocabularies import EXPECTED, IN_FORCE


@dataclass(frozen=True)
class Commencement:
    """What was seen of a stage in some nations: the date by which all of them have it, the date by
    which it is expected, and how far it was looked for and not found.
    """

    taken: PartialDate | None = None
    expected: PartialDate | None = None
    looked_to: PartialDate | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether it is known to have been taken by a day."""
        return self.taken is not None and self.taken.latest <= day


def commencement_of(dataset: Dataset, name: str, nations: Collection[str]) -> Commencement:
    """What was seen of the stage that `measure.stage` names in all of some nations together: it has
    the date of the nation that has it last, and none while one has none.
    """
    id, _, stage = name.partition(".")
    measure = dataset.measures[id]
    each = [_commencement(dataset, measure, stage, nation) for nation in nations]
    dates = [one.taken for one in each if one.taken]
    if each and len(dates) == len(each):
        # The nation whose date may lie furthest ahead is the last that is sure to have it.
        return Commencement(taken=max(dates, key=chronological))
    expected = [one.expected for one in each if one.expected]
    looked_to = [one.looked_to for one in each if one.looked_to]
    return Commencement(
        expected=max(expected, key=chronological, default=None),
        looked_to=min(looked_to, key=_certain_reach, default=None),
    )


def _certain_reach(looked_to: PartialDate) -> tuple[date, date]:
    """The order of how far something was looked for: at least to the earliest day counts."""
    return looked_to.earliest, looked_to.latest


def _commencement(dataset: Dataset, measure: Measure, stage: str, nation: str) -> Commencement:
    here = [
        each
        for each in measure.stages
        if each.stage == stage and nation in (each.applies_in or measure.applies_in)
    ]
    carrying = dataset.vocabulary.carrying
    sure = [each for each in here if each.source and each.source.grade in carrying]
    # Of several dates for one nation the first by which it is sure counts.
    return Commencement(
        taken=min((s.date for s in sure if s.date), key=chronological, default=None),
        expected=min((s.expected for s in sure if s.expected), key=chronological, default=None),
        looked_to=max(
            (search.to for each in here for search in each.searched),
            key=_certain_reach,
            default=None,
        ),
    )


def nations_in_force(dataset: Dataset, measure: Measure, day: date) -> frozenset[str]:
    """The nations in which a law is known to be in force by a day."""
    return frozenset(
        nation
        for nation in measure.applies_in
        if _commencement(dataset, measure, IN_FORCE, nation).is_in_force(day)
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
    """Every stage that is expected and was not seen, by its latest day: until then none is late."""
    found = [
        ExpectedStage(measure, stage, stage.expected, stage.expected.latest < today)
        for measure in dataset.measures.values()
        for stage in measure.stages
        if stage.expected and not stage.date
    ]
    return tuple(sorted(found, key=lambda e: (e.date.latest, e.measure.id)))


Phase = Literal["now", "check", "coming", "watch"]
PHASES: tuple[Phase, ...] = get_args(Phase)


@dataclass(frozen=True)
class ReportedStart:
    """A day, now past, that a source gives for a start which was not seen. `stage` is the stage of
    a measure that has it, where the day is not the implication's own.
    """

    day: PartialDate
    stage: Stage | None = None


@dataclass(frozen=True)
class AppliedImplication:
    """An implication on a day: whether it binds now, may have started without our having seen it,
    is coming or is only to be watched; whether it is known to have started; what was seen of its
    start (for `in_force_by`: a day on which it was in force); and what says that it may have
    started all the same.
    """

    implication: Implication
    phase: Phase
    started: bool
    commencement: Commencement
    reported: ReportedStart | None = None

    @property
    def start(self) -> PartialDate | None:
        """The date of its start."""
        return self.commencement.taken

    @property
    def expected(self) -> PartialDate | None:
        """The date by which it is expected to start."""
        return self.commencement.expected

    @property
    def looked_to(self) -> PartialDate | None:
        """How far its start was looked for and not found."""
        return self.commencement.looked_to


def apply_implication(
    dataset: Dataset, implication: Implication, today: date
) -> AppliedImplication:
    """Where an implication stands.

    A duty or guidance is in force once its start was seen and has come; until then it is coming.
    What is only expected binds nobody and is to be watched.
    """
    commencement = _implication_commencement(dataset, implication)
    started = commencement.is_in_force(today)
    watched = implication.force == EXPECTED
    reported = None if started else _reported_start(dataset, implication, commencement, today)
    # What may have started never stands under "coming" or "watch": both say that it does not bind.
    phase: Phase = "check" if reported else "watch" if watched else "now" if started else "coming"
    return AppliedImplication(implication, phase, started, commencement, reported)


def _reported_start(
    dataset: Dataset, implication: Implication, commencement: Commencement, today: date
) -> ReportedStart | None:
    """The first day that has passed of those that any source gives for a start which was not seen,
    in any of the nations; a source that cannot carry a duty can still say that one may bind.
    """
    if commencement.taken:  # seen, and it lies ahead
        return None
    starts = [ReportedStart(implication.expected)] if implication.expected else []
    id, _, stage_id = (implication.starts_with or "").partition(".")
    if measure := dataset.measures.get(id):
        for stage in measure.stages:
            here = set(stage.applies_in or measure.applies_in) & set(implication.applies_in)
            day = stage.date or stage.expected
            if stage.stage == stage_id and here and day:
                starts.append(ReportedStart(day, stage))
    passed = [reported for reported in starts if reported.day.latest <= today]
    return min(passed, key=lambda reported: reported.day.latest, default=None)


def _implication_commencement(dataset: Dataset, implication: Implication) -> Commencement:
    if not implication.starts_with:
        return Commencement(
            taken=implication.applies_from or implication.in_force_by, expected=implication.expected
        )
    return commencement_of(dataset, implication.starts_with, implication.applies_in)


def by_start_date(applied: AppliedImplication) -> tuple[date, str]:
    """The order of implications: by the first day from which they may apply, those without a date
    last.
    """
    day = applied.start or applied.expected or (applied.reported and applied.reported.day)
    return (day.earliest if day else date.max, applied.implication.id)
