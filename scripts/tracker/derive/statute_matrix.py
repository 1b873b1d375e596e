"""How far each provision of a statute has got, as one table: made, filled in by regulations or
guidance, in force, expected, ended. `commencement`, `in_force`, `timing` and `ends` judge each;
here they stand side by side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as calendar_day

from tracker.derive.commencement import (
    Commencement,
    ExpectedStage,
    commencement_of,
    enacted_on,
    measure_expected_stages,
)
from tracker.derive.ends import End, measure_ends, stage_nations
from tracker.derive.in_force import ForceState, InForce, in_force, law_state
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Measure


@dataclass(frozen=True)
class StageReached:
    """What the record shows of a stage, in the nations in which that is the same. `reported` is the
    date that a source gives which cannot carry it, where none is known.
    """

    stage: str
    nations: tuple[str, ...]
    commencement: Commencement
    reported: PartialDate | None = None


@dataclass(frozen=True)
class ProvisionProgress:
    """How far a provision has got. `enacted` is that of its statute where it has no such stage of
    its own; `implemented` are the stages by which it is filled in; `expected` is what was announced
    and not seen, but for its end.
    """

    provision: Measure
    state: ForceState
    enacted: tuple[StageReached, ...]
    implemented: tuple[StageReached, ...]
    in_force: tuple[InForce, ...]
    expected: tuple[ExpectedStage, ...]
    ends: tuple[End, ...]
    may_have_started: bool
    """Whether a day that was announced for its start has come, and the start was not seen."""


@dataclass(frozen=True)
class StatuteMatrix:
    """The provisions of a statute, in the order in which a reader needs them: what may have
    started, then what is in force, the newest first, what starts on a day ahead, what was not seen
    to start, and what has ended.
    """

    statute: Measure
    rows: tuple[ProvisionProgress, ...]
    implementing: tuple[str, ...] = ()
    """The stages by which any of the provisions is filled in, in the order of the vocabulary."""
    enacted: PartialDate | None = None
    """The date on which the statute was made."""

    @property
    def has_ends(self) -> bool:
        """Whether an end of any of the provisions is known."""
        return any(row.ends for row in self.rows)


def statute_matrix(
    dataset: Dataset, statute: Measure, provisions: Iterable[Measure], today: calendar_day
) -> StatuteMatrix:
    """How far each provision of a statute has got on a day."""
    rows = [_progress(dataset, statute, provision, today) for provision in provisions]
    implementing = tuple(
        stage
        for stage in dataset.vocabulary.implementing_stages
        if any(each.stage == stage for row in rows for each in row.implemented)
    )
    in_order = tuple(sorted(rows, key=_as_needed))
    return StatuteMatrix(statute, in_order, implementing, enacted_on(dataset, statute))


def _progress(
    dataset: Dataset, statute: Measure, provision: Measure, today: calendar_day
) -> ProvisionProgress:
    vocabulary = dataset.vocabulary
    enacting = vocabulary.enacting_stages
    own = _stages_reached(dataset, provision, enacting)
    expected = tuple(
        each
        for each in measure_expected_stages(dataset, provision, today)
        if each.stage.stage not in vocabulary.ending_stages
    )
    return ProvisionProgress(
        provision,
        law_state(dataset, provision, today),
        own or _stages_reached(dataset, statute, enacting),
        _stages_reached(dataset, provision, vocabulary.implementing_stages),
        in_force(dataset, provision, today),
        expected,
        measure_ends(dataset, provision),
        any(e.passed and e.stage.stage in vocabulary.commencing_stages for e in expected),
    )


def _stages_reached(
    dataset: Dataset, measure: Measure, stages: Iterable[str]
) -> tuple[StageReached, ...]:
    """What the record shows of those of some stages that a measure has."""
    return tuple(reached for stage in stages for reached in _stage_reached(dataset, measure, stage))


def _stage_reached(dataset: Dataset, measure: Measure, stage: str) -> tuple[StageReached, ...]:
    """What the record shows of a stage of a measure: one entry where that is the same in all of its
    nations.
    """
    entries = [each for each in measure.stages if each.stage == stage]
    by_shown: dict[tuple[Commencement, PartialDate | None], tuple[str, ...]] = {}
    for nation in dataset.vocabulary["nations"]:
        here = [each for each in entries if nation in stage_nations(measure, each)]
        if not here:
            continue
        known = commencement_of(dataset, f"{measure.id}.{stage}", (nation,))
        dates = (each.date for each in here if each.date and not known.taken)
        shown = known, min(dates, key=chronological, default=None)
        by_shown[shown] = (*by_shown.get(shown, ()), nation)
    return tuple(
        StageReached(stage, nations, known, reported)
        for (known, reported), nations in by_shown.items()
    )


def _as_needed(row: ProvisionProgress) -> tuple[int, int, str]:
    """The key of the order in which a reader needs provisions."""
    order: tuple[ForceState, ...] = ("started", "ahead", "in-parts", "not-known", "ended")
    dates = [answer.date for answer in row.in_force if answer.date]
    newest = max((when.latest.toordinal() for when in dates), default=0)
    day = newest if row.state == "ahead" else -newest
    name = (row.provision.short or row.provision.name).casefold()
    return 0 if row.may_have_started else 1 + order.index(row.state), day, name
