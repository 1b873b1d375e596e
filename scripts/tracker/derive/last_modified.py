"""The newest day on which the record learnt anything of a promise, a stage or a point.

It is told by the record alone. Of a day that is not known the first that it can mean counts, so
that one which is made more precise never goes back.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.derive.commitments import CommitmentProgress
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Implication, Measure, Stage


def commitment_last_modified(dataset: Dataset, progress: CommitmentProgress) -> date:
    """Of a promise: when its dates were set, what shows them was seen, and its recommendation was
    looked at or put right. A date that is counted from a stage moves as that does.
    """
    record, commitment = progress.recommendation, progress.commitment
    days = [due.set_on for due in commitment.due]
    days += [review.date for review in record.reviews]
    days += [correction.date for correction in record.corrections]
    shown = [commitment.made, *(due.development for due in commitment.due if due.development)]
    shown += [commitment.met.development] if commitment.met else []
    days += [source.seen_on for id in shown for source in dataset.developments[id].sources]
    for name in filter(None, (due.after for due in commitment.due)):
        id, _, step = name.partition(".")
        measure = dataset.measures[id]
        days += _stage_days(measure, (stage for stage in measure.stages if stage.stage == step))
    return _newest(days)


def stage_last_modified(measure: Measure, stage: Stage) -> date:
    """Of a dated stage: when its source was seen, how far it was searched for, and when the measure
    was put right.
    """
    return _newest(_stage_days(measure, (stage,)))


def implication_last_modified(applied: Implication) -> date:
    """Of what something means for an audience: when its sources were seen, and it was put right."""
    days = [source.seen_on for source in applied.sources]
    return _newest([*days, *(correction.date for correction in applied.corrections)])


def _stage_days(measure: Measure, stages: Iterable[Stage]) -> Iterator[PartialDate]:
    yield from (correction.date for correction in measure.corrections)
    for stage in stages:
        yield from (search.to for search in stage.searched)
        if stage.source:
            yield stage.source.seen_on


def _newest(days: Iterable[PartialDate]) -> date:
    return max(day.earliest for day in days)
