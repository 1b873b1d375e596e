"""What was taken on a day: the dated stages of measures, and that what a measure means for an
audience came into force, ended, or was written.

A step is written on the day that its record gives. Where that gives none, it counts from the day on
which its source was first seen, never before the step itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.derive.commencement import commencement_of
from tracker.derive.ends import implication_ends, stage_nations
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological, writing_order
from tracker.schema.fields import Source
from tracker.schema.part_keys import part_key
from tracker.schema.records import Implication, Measure, Stage
from tracker.schema.vocabularies import EXPECTED

StepKind = Literal["law", "guidance", "measure", "point", "point-start", "point-end"]


@dataclass(frozen=True)
class Step:
    """A step of a measure or an implication: which word of a vocabulary says what it became, on
    what date, by which source (an implication has its own list of them), and in which nations where
    these are not all of its record. `key`
    tells it from the other steps of its record. `taken_with` is the stage, as `measure.stage`, that
    was taken on that date and from which it follows: of the law of a provision, of the measure with
    which a point starts or ends.
    """

    record: Measure | Implication
    kind: StepKind
    key: str
    date: PartialDate
    recorded: PartialDate
    after: str | None
    reason: str
    source: Source | None
    nations: tuple[str, ...] = ()
    taken_with: str | None = None


def list_steps(dataset: Dataset) -> Iterator[Step]:
    """Every step that the dataset dates."""
    for measure in dataset.measures.values():
        yield from measure_steps(dataset, measure)
    for implication in dataset.implications.values():
        yield from implication_steps(dataset, implication)


def measure_steps(dataset: Dataset, measure: Measure) -> Iterator[Step]:
    """The dated stages of a measure."""
    everywhere = set(measure.applies_in)
    for stage in measure.stages:
        if stage.date:
            nations = stage_nations(measure, stage)
            yield Step(
                record=measure,
                kind=_stage_kind(dataset, measure, stage),
                key=f"stage.{part_key(stage)}",
                date=stage.date,
                recorded=_seen(stage.date, (stage,)),
                after=stage.stage,
                reason=stage.words or "",
                source=stage.source,
                nations=() if everywhere <= set(nations) else nations,
                taken_with=_law_with_stage(dataset, measure, stage),
            )


def _stage_kind(dataset: Dataset, measure: Measure, stage: Stage) -> StepKind:
    """Of what a stage is a step: of the law where a law is made by it, or its measure is one."""
    kind = dataset.vocabulary.measure_kinds[measure.kind]
    if kind.law or stage.stage in dataset.vocabulary.enacting_stages:
        return "law"
    return kind.steps_are or "measure"


def _law_with_stage(dataset: Dataset, measure: Measure, stage: Stage) -> str | None:
    """The law that a measure is a part of, where that took the same stage on the same date."""
    law = dataset.measures.get(measure.part_of or "")
    taken = law and any((s.stage, s.date) == (stage.stage, stage.date) for s in law.stages)
    return f"{law.id}.{stage.stage}" if law and taken else None


def _seen(date: PartialDate, parts: Iterable[Stage]) -> PartialDate:
    """The day on which what is of a date was first seen, never before that date."""
    return max((date, *(s.source.seen_on for s in parts if s.source)), key=chronological)


def implication_steps(dataset: Dataset, implication: Implication) -> Iterator[Step]:
    """That an implication was written, came into force and ended. One that binds nobody comes into
    force nowhere.
    """
    if implication.recorded:
        yield _implication_step(implication, "point", implication.recorded, implication.force)
    binds = implication.force != EXPECTED
    if binds and implication.applies_from:
        yield _implication_step(implication, "point-start", implication.applies_from)
    elif binds and implication.starts_with:
        nations = implication.applies_in
        taken = commencement_of(dataset, implication.starts_with, nations).taken
        if taken:
            with_stage = implication.starts_with
            yield _implication_step(implication, "point-start", taken, taken_with=with_stage)
    for end in implication_ends(dataset, implication):
        if end.date and binds:
            nations = () if set(end.nations) >= set(implication.applies_in) else end.nations
            stage = f"{end.measure}.{end.stage}" if end.measure else None
            yield _implication_step(implication, "point-end", end.date, end.stage, nations, stage)


def _implication_step(
    implication: Implication,
    kind: StepKind,
    date: PartialDate,
    after: str | None = None,
    nations: tuple[str, ...] = (),
    taken_with: str | None = None,
) -> Step:
    seen = min((source.seen_on for source in implication.sources), key=chronological)
    written = implication.recorded or seen
    return Step(
        record=implication,
        kind=kind,
        key=".".join((_KEYS[kind], *nations)),
        date=date,
        recorded=date if kind == "point" else max((date, written), key=writing_order),
        after=after,
        reason="",
        source=None,
        nations=nations,
        taken_with=taken_with,
    )


_KEYS: Mapping[StepKind, str] = {"point": "written", "point-start": "starts", "point-end": "ends"}
