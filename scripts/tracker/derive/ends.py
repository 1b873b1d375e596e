"""Whether, where and how a measure, or what it means for an audience, ends.

A measure ends in a nation by a stage that is an end, and is dated by a source of a grade that
carries a duty. It has ended by a day once the last day that the date can mean has come. A provision
ends with its statute, unless it has a stage of its own in that nation that is an end: seen,
expected, in words, or looked for and not found.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date as calendar_day

from tracker.derive.timing import is_ahead
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Implication, Measure, Stage


@dataclass(frozen=True)
class End:
    """An end in some nations: its date, or else the one for which it was announced; `stage`, which
    says how it ends, where that is known; and the measure whose end it is, by its id, None for that
    of an implication alone.
    """

    nations: tuple[str, ...]
    date: PartialDate | None
    expected: PartialDate | None = None
    stage: str | None = None
    measure: str | None = None

    def has_come(self, day: calendar_day) -> bool:
        """Whether it is known to have ended by a day."""
        return self.date is not None and not is_ahead(self.date, day)


def stage_nations(measure: Measure, stage: Stage) -> tuple[str, ...]:
    """The nations for which a stage holds."""
    return stage.applies_in or measure.applies_in


def measure_ends(dataset: Dataset, measure: Measure) -> tuple[End, ...]:
    """The ends of a measure, those that are the same in several nations as one."""
    nations = _in_order(dataset, measure.applies_in)
    return _by_nations(_measure_end_in(dataset, measure, nation) for nation in nations)


def nations_ended(ends: Iterable[End], day: calendar_day) -> frozenset[str]:
    """The nations in which something is known to have ended by a day."""
    return frozenset(nation for end in ends if end.has_come(day) for nation in end.nations)


def has_ended(dataset: Dataset, measure: Measure, day: calendar_day) -> bool:
    """Whether a measure is known to have ended by a day wherever it applies."""
    return nations_ended(measure_ends(dataset, measure), day) >= set(measure.applies_in)


def implication_ends(dataset: Dataset, implication: Implication) -> tuple[End, ...]:
    """The ends of an implication: its own, or that of the measure with which it starts, or, where
    it starts with none, that of the last of its measures.
    """
    if implication.ends or implication.expected_end:
        own = End(
            implication.applies_in,
            implication.ends,
            None if implication.ends else implication.expected_end,
            implication.ended_by,
        )
        return (own,)
    id = (implication.starts_with or "").partition(".")[0]
    if not id and any(map(implication.withdrawn_from, ("starts_with", "measures"))):
        return ()  # it may end with what was withdrawn
    measures = [dataset.measures[id] for id in ([id] if id else implication.measures)]
    nations = _in_order(dataset, implication.applies_in)
    return _by_nations(_last_end_in(dataset, measures, nation) for nation in nations)


def _in_order(dataset: Dataset, nations: Iterable[str]) -> list[str]:
    """Some nations in the order of the vocabulary."""
    return [nation for nation in dataset.vocabulary["nations"] if nation in set(nations)]


def _measure_end_in(dataset: Dataset, measure: Measure, nation: str) -> End | None:
    """The end of a measure in a nation: of several the first by which it is certain."""
    carrying = dataset.vocabulary.carrying
    stages = _ending_stages_in(dataset, measure, nation)
    statute = dataset.measures.get(measure.part_of or "")
    if statute and not stages:
        measure, stages = statute, _ending_stages_in(dataset, statute, nation)
    ends = [
        End((nation,), stage.date, None if stage.date else stage.expected, stage.stage, measure.id)
        for stage in stages
        if (stage.date and stage.source and stage.source.grade in carrying)
        or (stage.expected and not stage.date)
    ]
    return min(ends, key=_seen_first, default=None)


def _ending_stages_in(dataset: Dataset, measure: Measure, nation: str) -> list[Stage]:
    """The stages of a measure that are an end, seen or not, in a nation."""
    ending = dataset.vocabulary.ending_stages
    return [
        stage
        for stage in measure.stages
        if stage.stage in ending and nation in stage_nations(measure, stage)
    ]


def _seen_first(end: End) -> tuple[bool, tuple[calendar_day, calendar_day]]:
    """The order of ends of one thing: a date that was seen before one that is only expected."""
    when = end.date or end.expected
    assert when
    return end.date is None, chronological(when)


def _last_end_in(dataset: Dataset, measures: Collection[Measure], nation: str) -> End | None:
    """The end of the last of some measures in a nation; none while one of them has none."""
    ends = [_measure_end_in(dataset, m, nation) for m in measures if nation in m.applies_in]
    known = [end for end in ends if end]
    return max(known, key=_seen_first, default=None) if len(known) == len(ends) else None


def _by_nations(ends: Iterable[End | None]) -> tuple[End, ...]:
    """Ends in one nation each; those that are alike as one, with their nations. What was seen comes
    before what is only expected, each by its date.
    """
    nations: dict[End, tuple[str, ...]] = {}
    for end in ends:
        if end:
            alike = replace(end, nations=())
            nations[alike] = (*nations.get(alike, ()), *end.nations)
    known = (replace(end, nations=names) for end, names in nations.items())
    return tuple(sorted(known, key=_seen_first))
