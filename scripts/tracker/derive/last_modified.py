"""The newest day on which the record changed what it says: of a record, for the sitemap; of a
commitment, a stage or an implication, the LAST-MODIFIED of its calendar entry (RFC 5545).

The day depends on the dataset alone. Of a partial date the earliest day that it can mean counts, so
that the result never goes back when a date is made more precise.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.derive.commitments import CommitmentProgress, commitment_developments
from tracker.derive.succession import with_bodies_in_place
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.fields import Correction, Record, Source
from tracker.schema.records import (
    BodyEnd,
    Development,
    EarlierName,
    Finding,
    Implication,
    Measure,
    Review,
    Stage,
)
from tracker.schema.traversal import parts


def record_last_modified(record: Record) -> date | None:
    """Of a record: when it and its findings were recorded, its sources were seen, it was reviewed
    and corrected. None for one that has none of these.
    """
    dates = [date for _, model in parts(record) for date in _writing_dates(model)]
    own = _writing_dates(record)
    return max((date.earliest for date in (*own, *dates)), default=None)


def _writing_dates(model: object) -> tuple[PartialDate, ...]:
    """The dates in a model itself that say when something was written."""
    match model:
        case Development() | Finding() | EarlierName() | BodyEnd():
            return (model.recorded,)
        case Implication():
            return (model.recorded,) if model.recorded else ()
        case Correction() | Review():
            return (model.date,)
        case Source():
            return (model.seen_on,)
    return ()


def commitment_last_modified(dataset: Dataset, progress: CommitmentProgress) -> date:
    """Of a commitment: when its due dates were set, the sources of its developments were seen, what
    became of its bodies was recorded, and its recommendation was reviewed or corrected. A date that
    is counted from a stage moves as that does.
    """
    recommendation, commitment = progress.recommendation, progress.commitment
    dates = [due.set_on for due in commitment.due]
    dates += [review.date for review in recommendation.reviews]
    dates += [correction.date for correction in recommendation.corrections]
    developments = [dataset.developments[id] for id in commitment_developments(commitment)]
    dates += [source.seen_on for development in developments for source in development.sources]
    dates += _body_dates(dataset, commitment.by)
    for stage_ref in filter(None, (due.after for due in commitment.due)):
        id, _, stage_id = stage_ref.partition(".")
        measure = dataset.measures[id]
        stages = (stage for stage in measure.stages if stage.stage == stage_id)
        dates += _stage_dates(measure, stages)
    return _newest(dates)


def stage_last_modified(dataset: Dataset, measure: Measure, stage: Stage) -> date:
    """Of a dated stage: when its source was seen, how far it was searched for, when the measure was
    corrected, when what became of its bodies was recorded; and the same of the ends of the measure,
    after which nothing more is expected of it.
    """
    dates = [*_stage_dates(measure, (stage,)), *_body_dates(dataset, measure.bodies)]
    return _newest([*dates, *_end_dates(dataset, measure)])


def implication_last_modified(dataset: Dataset, implication: Implication) -> date:
    """Of an implication: when its sources were seen, it was corrected, and what is known of the
    ends of its measures was written.
    """
    dates = [source.seen_on for source in implication.sources]
    dates += [correction.date for correction in implication.corrections]
    dates += [implication.recorded] if implication.recorded else []
    ids = {(implication.starts_with or "").partition(".")[0], *implication.measures} - {""}
    dates += (day for id in ids for day in _end_dates(dataset, dataset.measures[id]))
    return _newest(dates)


def first_written(dataset: Dataset) -> date:
    """The first day on which something was written: a development, a finding, or a review."""
    recommendations = dataset.recommendations.values()
    dates = [development.recorded for development in dataset.developments.values()]
    dates += [review.date for r in recommendations for review in r.reviews]
    dates += [f.recorded for r in recommendations for e in r.elements for f in e.findings]
    reports = [source.seen_on for r in dataset.reports.values() for source in r.sources]
    return min(date.earliest for date in dates or reports)


def _end_dates(dataset: Dataset, measure: Measure) -> Iterator[PartialDate]:
    """When the ends of a measure, and of the statute that it is a part of, were seen or searched
    for.
    """
    ending = dataset.vocabulary.ending_stages
    for each in filter(None, (measure, dataset.measures.get(measure.part_of or ""))):
        stages = [stage for stage in each.stages if stage.stage in ending]
        if stages:
            yield from _stage_dates(each, stages)


def _stage_dates(measure: Measure, stages: Iterable[Stage]) -> Iterator[PartialDate]:
    yield from (correction.date for correction in measure.corrections)
    for stage in stages:
        yield from (search.to for search in stage.searched)
        if stage.source:
            yield stage.source.seen_on


def _body_dates(dataset: Dataset, ids: Iterable[str]) -> Iterator[PartialDate]:
    """When the names and the ends of some bodies, and of those in their place, were recorded."""
    for id in with_bodies_in_place(dataset, ids):
        body = dataset.bodies[id]
        yield from (name.recorded for name in body.earlier_names)
        if body.ended:
            yield body.ended.recorded


def _newest(dates: Iterable[PartialDate]) -> date:
    return max(date.earliest for date in dates)
