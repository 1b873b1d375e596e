"""How far the evidence reaches: of the site, of an audience's points, and of a measure. What is
counted over several records has the least and the most of their days.
"""

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


def site_reach(dataset: Dataset, assessments: Iterable[Assessment]) -> Reach | None:
    """How far a whole site was searched: the least by the record of each recommendation, the most
    by any of their findings and open questions and by what was looked for about any measure.
    """
    assessments = tuple(assessments)
    least = reach_of(assessment.evidence_to for assessment in assessments)
    findings = [
        held.finding.evidence_to
        for assessment in assessments
        for element in assessment.elements
        for held in element.findings
    ]
    questions = [q.looked_to for each in assessments for q in each.recommendation.open_questions]
    measures = measures_looked_to(dataset, dataset.measures)
    most = reach_of([*findings, *questions, measures, *(least or ())])
    return (least[0], most[1]) if least and most else None


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
