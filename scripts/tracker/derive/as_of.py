"""The whole record as it stood on a day, from the dates in it.

What comes out is a record like any other, so that `derive` says of it what it says of today's.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.derive.then import View, is_known, recommendation_on
from tracker.record.fields import Source
from tracker.record.model import Development, Implication, Measure, Stage
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Tracker


def as_of(tracker: Tracker, day: date, view: View = "record") -> Tracker:
    """The whole record as it stood at the end of a day. What does not exist by then is left out,
    and so is every mention of it; bodies, services and words have no dates and stay.
    """
    recommendations = {
        id: then
        for id, recommendation in tracker.recommendations.items()
        if (then := recommendation_on(tracker, recommendation, day, view))
    }
    found = [f for r in recommendations.values() for e in r.elements for f in e.findings]
    cited = {id for finding in found for id in finding.evidence}
    return replace(
        tracker,
        reports={id: r for id, r in tracker.reports.items() if r.published.last <= day},
        recommendations={
            id: r.model_copy(update=_among(r, recommendations)) for id, r in recommendations.items()
        },
        developments={
            id: d.model_copy(update={"recommendations": _parts_of(d, recommendations)})
            for id, d in tracker.developments.items()
            if is_known(d, day, view) or id in cited
        },
        measures={id: measure_on(m, day) for id, m in tracker.measures.items()},
        implications={
            id: i.model_copy(update={"recommendations": _only(i.recommendations, recommendations)})
            for id, i in tracker.implications.items()
            if _was_told(i, day)
        },
    )


def measure_on(measure: Measure, day: date) -> Measure:
    """A measure with what was known of its stages at the end of a day."""
    stages = (_stage(stage, day) for stage in measure.stages)
    return measure.model_copy(update={"stages": tuple(stage for stage in stages if stage)})


def _stage(stage: Stage, day: date) -> Stage | None:
    """A stage as it was known; None for one of which nothing was."""
    expected = stage.expected if stage.source and _told(stage.source) <= day else None
    searched = tuple(search for search in stage.searched if search.to.last <= day)
    taken = stage.date if stage.date and stage.date.last <= day else None
    undated = stage.words and not stage.date
    if not (taken or expected or searched or undated):
        return None
    return stage.model_copy(update={"date": taken, "expected": expected, "searched": searched})


def _was_told(implication: Implication, day: date) -> bool:
    return min(_told(source) for source in implication.sources) <= day


def _told(source: Source) -> date:
    """The day by which a source had been published; where it bears no date, on which it was
    seen.
    """
    return (source.published or source.seen_on).last


def _among(record: Recommendation, there: Iterable[str]) -> dict[str, tuple[str, ...]]:
    waits = tuple(part for part in record.blocked_by if part.partition(".")[0] in there)
    return {"repeats": _only(record.repeats, there), "blocked_by": waits}


def _parts_of(development: Development, there: Iterable[str]) -> tuple[str, ...]:
    return tuple(p for p in development.recommendations if p.partition(".")[0] in there)


def _only(ids: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in there)
