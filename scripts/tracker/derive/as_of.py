"""The whole record as it stood on a day, from the dates in it.

What comes out is a record like any other, so that `derive` says of it what it says of today's.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.derive.then import TimeAxis, known_as_of, recommendation_as_of
from tracker.record.fields import Source
from tracker.record.model import Development, Implication, Measure, Stage
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Dataset


def as_of(dataset: Dataset, day: date, view: TimeAxis = "record") -> Dataset:
    """The whole record as it stood at the end of a day. What does not exist by then is left out,
    and so is every mention of it; bodies, services and words have no dates and stay.
    """
    recommendations = {
        id: then
        for id, recommendation in dataset.recommendations.items()
        if (then := recommendation_as_of(dataset, recommendation, day, view))
    }
    found = [f for r in recommendations.values() for e in r.elements for f in e.findings]
    cited = {id for finding in found for id in finding.evidence}
    return replace(
        dataset,
        reports={id: r for id, r in dataset.reports.items() if r.published.last <= day},
        recommendations={
            id: r.model_copy(update=_relations_among(r, recommendations))
            for id, r in recommendations.items()
        },
        developments={
            id: d.model_copy(update={"recommendations": _parts_among(d, recommendations)})
            for id, d in dataset.developments.items()
            if known_as_of(d, day, view) or id in cited
        },
        measures={id: measure_as_of(m, day) for id, m in dataset.measures.items()},
        implications={
            id: i.model_copy(
                update={"recommendations": _ids_among(i.recommendations, recommendations)}
            )
            for id, i in dataset.implications.items()
            if _implication_known(i, day)
        },
    )


def measure_as_of(measure: Measure, day: date) -> Measure:
    """A measure with what was known of its stages at the end of a day."""
    stages = (_stage_as_of(stage, day) for stage in measure.stages)
    return measure.model_copy(update={"stages": tuple(stage for stage in stages if stage)})


def _stage_as_of(stage: Stage, day: date) -> Stage | None:
    """A stage as it was known; None for one of which nothing was."""
    expected = stage.expected if stage.source and _source_day(stage.source) <= day else None
    searched = tuple(search for search in stage.searched if search.to.last <= day)
    taken = stage.date if stage.date and stage.date.last <= day else None
    undated = stage.words and not stage.date
    if not (taken or expected or searched or undated):
        return None
    return stage.model_copy(update={"date": taken, "expected": expected, "searched": searched})


def _implication_known(implication: Implication, day: date) -> bool:
    return min(_source_day(source) for source in implication.sources) <= day


def _source_day(source: Source) -> date:
    """The day by which a source had been published; where it bears no date, on which it was
    seen.
    """
    return (source.published or source.seen_on).last


def _relations_among(record: Recommendation, there: Iterable[str]) -> dict[str, tuple[str, ...]]:
    waits = tuple(part for part in record.blocked_by if part.partition(".")[0] in there)
    return {"repeats": _ids_among(record.repeats, there), "blocked_by": waits}


def _parts_among(development: Development, there: Iterable[str]) -> tuple[str, ...]:
    return tuple(p for p in development.recommendations if p.partition(".")[0] in there)


def _ids_among(ids: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in there)
