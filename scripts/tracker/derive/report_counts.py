"""How many recommendations of a report are recorded, were looked at, were accepted, are delivered.

What nobody has looked at is counted apart: it is in no other number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.derive.answers import answers_to, count_answers
from tracker.derive.evidence_reach import reach_of
from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Report
from tracker.schema.vocabularies import DELIVERED


@dataclass(frozen=True)
class ReportCounts:
    """The counts of a report: how many recommendations it makes; how many of these are `recorded`;
    of the recorded, how many were `looked_at`, and are `delivered`; and for how many an answer was
    looked for, `asked_about`, of which `accepted` were accepted by each body that answered, and
    `differing` were answered differently by different bodies.
    `evidence_to` is the day to which each of those looked at was looked at as a whole, at the
    least, and `label_evidence_to` that to which each of their parts was searched.
    """

    makes: int
    recorded: int
    looked_at: int
    delivered: int
    asked_about: int
    accepted: int
    differing: int = 0
    evidence_to: PartialDate | None = None
    label_evidence_to: PartialDate | None = None

    @property
    def not_looked_at(self) -> int:
        """How many of the recorded nobody has looked at yet."""
        return self.recorded - self.looked_at


def count_report(
    dataset: Dataset, report: Report, assessments: Sequence[Assessment]
) -> ReportCounts:
    """The counts of a report, from the assessments of its recommendations."""
    return count_recommendations(dataset, report.makes, assessments)


def count_recommendations(
    dataset: Dataset, makes: int, assessments: Sequence[Assessment]
) -> ReportCounts:
    """The counts of one or more reports that make so many recommendations, from the assessments of
    those that are recorded.
    """
    answers = count_answers([answers_to(dataset, assessment) for assessment in assessments])
    return ReportCounts(
        makes=makes,
        recorded=len(assessments),
        looked_at=sum(assessment.is_looked_at for assessment in assessments),
        delivered=sum(assessment.status == DELIVERED for assessment in assessments),
        asked_about=len(assessments) - answers["not-looked"],
        accepted=answers["accepted"],
        differing=answers["differing"],
        evidence_to=_least(a.evidence_to for a in assessments if a.is_looked_at),
        label_evidence_to=_least(a.label_evidence_to for a in assessments if a.is_looked_at),
    )


def _least(days: Iterable[PartialDate | None]) -> PartialDate | None:
    reach = reach_of(days)
    return reach[0] if reach else None
