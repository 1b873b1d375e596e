"""How far the evidence reaches: of all that a site shows, of some points, and of a measure."""

from collections.abc import Iterable, Mapping

from tracker.derive.commencement import AppliedImplication
from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological

Reach = tuple[PartialDate, PartialDate]
"""The least and the most of some days to which we looked."""


def reach_of(days: Iterable[PartialDate | None]) -> Reach | None:
    """The least and the most of some days; None where there is none."""
    known = sorted(filter(None, days), key=chronological)
    return (known[0], known[-1]) if known else None


def searched_at_least(
    dataset: Dataset,
    assessments: Mapping[str, Assessment],
    implications: Iterable[AppliedImplication],
) -> PartialDate | None:
    """The day to which all that the site shows was searched: the least of its parts and of its
    points. What nobody has looked at counts for nothing, and says so where it stands.
    """
    parts = [part.evidence_to for each in assessments.values() for part in each.elements]
    points = points_reach(dataset, assessments, implications)
    reach = reach_of([*parts, *(points or ())])
    return reach[0] if reach else None


def measures_looked_to(dataset: Dataset, ids: Iterable[str]) -> PartialDate | None:
    """How far some measures were looked at: the furthest of the searches for their stages and of
    their open questions.
    """
    measures = [dataset.measures[id] for id in ids]
    days = [search.to for m in measures for stage in m.stages for search in stage.searched]
    days += [question.looked_to for measure in measures for question in measure.open_questions]
    return max(days, key=chronological, default=None)


def point_looked_to(
    dataset: Dataset, assessments: Mapping[str, Assessment], applied: AppliedImplication
) -> PartialDate | None:
    """How far what an implication says was looked at: by the searches for its start; else by what
    was looked for about its measures; else by the evidence of its recommendations.
    """
    implication = applied.implication
    reviewed = (assessments[id].evidence_to for id in implication.recommendations)
    return (
        applied.looked_to
        or measures_looked_to(dataset, implication.measures)
        or max(filter(None, reviewed), key=chronological, default=None)
    )


def points_reach(
    dataset: Dataset,
    assessments: Mapping[str, Assessment],
    implications: Iterable[AppliedImplication],
) -> Reach | None:
    """How far some implications reach; None where nothing was looked for about any."""
    return reach_of(point_looked_to(dataset, assessments, applied) for applied in implications)
