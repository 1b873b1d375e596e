"""Whether laws are in force on a day, for the answer that begins a page, and which date comes next.
`commencement` says when a law started, `ends` when it ended; here stands what follows for a reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date as calendar_day
from typing import Literal

from tracker.derive.commencement import (
    start_in,
)
from tracker.derive.ends import End, measure_ends, stage_nations
from tracker.derive.facts import Facts
from tracker.derive.next_dates import NextDate, first_ahead
from tracker.derive.status import Assessment
from tracker.derive.timing import is_ahead
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Measure
from tracker.schema.vocabularies import DELIVERED, PARTLY_DELIVERED, PASSED

ForceState = Literal["not-known", "in-parts", "ahead", "started", "ended"]
"""Whether a law is in force: its start was not seen; it starts part by part; its start was seen
and lies ahead; it has started; it has ended.
"""


@dataclass(frozen=True)
class InForce:
    """Whether a law is in force, in the nations in which the answer is the same. `date` is that of
    its start or, of one that has ended, of its `end`; that of one in force lies ahead, or was not
    seen. Where no start was seen, `reported` is the date that any source gives for it, and
    `looked_to` the day to which it was looked for.
    """

    state: ForceState
    nations: tuple[str, ...]
    date: PartialDate | None = None
    reported: PartialDate | None = None
    looked_to: PartialDate | None = None
    end: End | None = None


def in_force(dataset: Dataset, law: Measure, today: calendar_day) -> tuple[InForce, ...]:
    """Whether a law is in force on a day, in each nation in which it applies: one entry where the
    answer is the same in all.

    A statute without a dated start of its own starts part by part: its provisions answer for it.
    """
    ends = measure_ends(dataset, law)
    nations: dict[InForce, tuple[str, ...]] = {}
    for nation in (n for n in dataset.vocabulary["nations"] if n in law.applies_in):
        alike = _in_force_in(dataset, law, ends, nation, today)
        nations[alike] = (*nations.get(alike, ()), nation)
    return tuple(replace(answer, nations=names) for answer, names in nations.items())


def _in_force_in(
    dataset: Dataset, law: Measure, ends: Iterable[End], nation: str, today: calendar_day
) -> InForce:
    """Whether a law is in force in one nation, without its name."""
    end = next((replace(end, nations=()) for end in ends if nation in end.nations), None)
    if end and end.has_come(today):
        return InForce("ended", (), end.date, end=end)
    start = start_in(dataset, law, nation)
    if start.taken:
        state: ForceState = "started" if start.is_taken(today) else "ahead"
        return InForce(state, (), start.taken, end=end)
    if law.kind in dataset.vocabulary.statutes:
        return InForce("in-parts", ())
    reported = (
        when
        for stage in law.stages
        if stage.stage in dataset.vocabulary.commencing_stages
        if nation in stage_nations(law, stage) and (when := stage.date or stage.expected)
    )
    return InForce(
        "not-known",
        (),
        reported=min(reported, key=chronological, default=None),
        looked_to=start.looked_to,
    )


def provisions_in_force(
    dataset: Dataset, provisions: Iterable[Measure], today: calendar_day
) -> tuple[Measure, ...]:
    """The provisions of a statute that are known to be in force in any nation."""
    return tuple(
        provision
        for provision in provisions
        if any(answer.state == "started" for answer in in_force(dataset, provision, today))
    )


def law_state(dataset: Dataset, law: Measure, today: calendar_day) -> ForceState:
    """The one state of a law by which pages put laws together: that of the nation of which least is
    known.
    """
    states = {answer.state for answer in in_force(dataset, law, today)}
    order: tuple[ForceState, ...] = ("not-known", "in-parts", "ahead", "started", "ended")
    return next(state for state in order if state in states)


_DECIDED_BY_LAW = (DELIVERED, PARTLY_DELIVERED, PASSED)
"""The statuses of a part that rests on a law which that law gives it."""


def deciding_laws(facts: Facts, assessment: Assessment) -> tuple[Measure, ...]:
    """The laws that answer for a recommendation: those by which the parts that give it its status
    have theirs, or which these wait for. A part that is only planned or claimed is none of these.
    """
    dataset = facts.dataset
    waiting = [each.element for each in facts.unseen_starts_of(assessment)]
    by_law = [e for e in assessment.leading if e.status in _DECIDED_BY_LAW or e in waiting]
    ids = dict.fromkeys(id for each in by_law for id in each.element.rests_on)
    measures = (dataset.measures[id] for id in ids)
    return tuple(measure for measure in measures if measure.kind in dataset.vocabulary.laws)


def next_date(
    facts: Facts,
    measures: Iterable[Measure],
    assessments: Iterable[Assessment],
    today: calendar_day,
) -> NextDate | None:
    """The first date that lies ahead of those that some measures are expected to take a stage on,
    or were seen to, and of those promised for some recommendations.
    """
    ids = {measure.id: measure for measure in measures}
    return first_ahead(
        [each for each in facts.expected_stages if each.measure.id in ids],
        [progress for assessment in assessments for progress in assessment.commitments],
        [
            NextDate(stage.date, measure, stage)
            for measure in ids.values()
            for stage in measure.stages
            if stage.date and is_ahead(stage.date, today)
        ],
    )


def acting_bodies(dataset: Dataset, measures: Iterable[Measure]) -> tuple[str, ...]:
    """The bodies that must act on some measures, each once: all that these name, but for those that
    make the law, where they have made it.
    """
    kinds = dataset.vocabulary.body_kinds
    return tuple(
        dict.fromkeys(
            id
            for measure in measures
            for id in measure.bodies
            if not (kinds[dataset.bodies[id].kind].makes_law and _is_made(dataset, measure))
        )
    )


def _is_made(dataset: Dataset, measure: Measure) -> bool:
    """Whether a measure, or the statute that it is a part of, was made."""
    statute = (dataset.measures[measure.part_of],) if measure.part_of else ()
    return any(
        stage.date and stage.stage in dataset.vocabulary.enacting_stages
        for each in (measure, *statute)
        for stage in each.stages
    )
