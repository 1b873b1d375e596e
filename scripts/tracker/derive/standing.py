"""Where one recommendation stands: its parts, its status, how it got there, what was said and
promised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.derive.confidence import CONFIDENCE_LEVELS, Confidence
from tracker.derive.flags import Flag, derive_flags
from tracker.derive.labels import StatusShare, overall_status, status_share
from tracker.derive.parts import ElementAssessment, assess_element
from tracker.derive.promises import CommitmentProgress, commitment_progress
from tracker.record.dates import PartialDate
from tracker.record.model import Development
from tracker.record.recommendation import Claim, Element, Finding, Recommendation, Response, Review
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import DELIVERED, NOT_ASSESSED, NOTHING_REPORTED, PARTLY_DELIVERED

RECONSTRUCTED = timedelta(days=30)
"""A finding recorded later than this after its date was written afterwards; its history says so."""


@dataclass(frozen=True)
class StatusStep:
    """A day on which at least one part changed: the label from then on, and what changed it."""

    date: PartialDate
    status: str
    share: StatusShare
    moved: bool
    findings: tuple[tuple[Element, Finding], ...]


@dataclass(frozen=True)
class Assessment:
    """Everything that is derived for one recommendation. Newest first: `timeline`. Oldest first:
    `steps`. `leading` are the parts that give the label.
    """

    recommendation: Recommendation
    elements: tuple[ElementAssessment, ...]
    status: str
    share: StatusShare
    leading: tuple[ElementAssessment, ...]
    confidence: Confidence | None
    evidence_to: PartialDate
    review: Review
    history: tuple[StatusStep, ...]
    reconstructed: bool
    claim: Claim | None
    responses: tuple[Response, ...]
    commitments: tuple[CommitmentProgress, ...]
    timeline: tuple[Development, ...]
    flags: tuple[Flag, ...]

    @property
    def claim_status(self) -> str:
        """What the government says now."""
        return self.claim.state if self.claim else NOTHING_REPORTED

    @property
    def deciding_element(self) -> ElementAssessment:
        """The part that answers for the status: of those that give it, the one judged last."""
        return max(self.leading, key=lambda part: part.finding.date.last)

    @property
    def last_change(self) -> PartialDate | None:
        """The day of the newest change of the label; None for one that began as an absence and has
        not changed since: its day is only that of the look.
        """
        moved = [step for step in self.history if step.moved]
        began_with = [finding.evidence for _, finding in moved[0].findings]
        return moved[-1].date if len(moved) > 1 or any(began_with) else None

    @property
    def next_date(self) -> PartialDate | None:
        """The next date that was promised and has not passed."""
        return min((p.due for p in self.commitments if p.due and p.state == "due"), default=None)


def assess(
    dataset: Dataset, recommendation: Recommendation, timeline: Sequence[Development], today: date
) -> Assessment:
    """Where a recommendation stands on `today`; `timeline` are the developments that concern it,
    newest first.
    """
    order = list(dataset.vocabulary.statuses)
    elements = tuple(
        assess_element(dataset, recommendation, index)
        for index in range(len(recommendation.elements))
    )
    statuses = [part.status for part in elements]
    status = overall_status(statuses, order)
    shown = DELIVERED if status == PARTLY_DELIVERED else status
    leading = tuple(part for part in elements if part.status == shown)
    review = recommendation.reviews[-1]
    evidence_to = review.evidence_to
    commitments = tuple(
        commitment_progress(dataset, recommendation, commitment, evidence_to, today)
        for commitment in recommendation.commitments
    )
    findings = [finding for element in recommendation.elements for finding in element.findings]
    claim = recommendation.government_says[-1] if recommendation.government_says else None
    return Assessment(
        recommendation=recommendation,
        elements=elements,
        status=status,
        share=status_share(status, statuses, order),
        leading=leading,
        confidence=_lowest_confidence(leading),
        evidence_to=evidence_to,
        review=review,
        history=status_history(recommendation, order),
        reconstructed=any(f.recorded.first - f.date.last > RECONSTRUCTED for f in findings),
        claim=claim,
        responses=tuple({response.by: response for response in recommendation.responses}.values()),
        commitments=commitments,
        timeline=tuple(timeline),
        flags=derive_flags(status, claim, review, commitments, today),
    )


def finding_as_of(element: Element, day: PartialDate) -> Finding | None:
    """The finding of an element that held on a date, if any did."""
    found = (f for f in reversed(element.findings) if _chronological(f.date) <= _chronological(day))
    return next(found, None)


def _chronological(day: PartialDate) -> tuple[date, date]:
    return day.last, day.first


def status_history(recommendation: Recommendation, order: Sequence[str]) -> tuple[StatusStep, ...]:
    """The history of the status: one step for each day on which a part has a new finding, oldest
    first. Spans of the same days are one day, however they are written.
    """
    days: dict[tuple[date, date], PartialDate] = {}
    for finding in (f for element in recommendation.elements for f in element.findings):
        days.setdefault(_chronological(finding.date), finding.date)
    steps: list[StatusStep] = []
    for span, day in sorted(days.items()):
        held = [finding_as_of(element, day) for element in recommendation.elements]
        statuses = [finding.status if finding else NOT_ASSESSED for finding in held]
        status = overall_status(statuses, order)
        changed = tuple(
            (e, f)
            for e in recommendation.elements
            for f in e.findings
            if _chronological(f.date) == span
        )
        moved = not steps or steps[-1].status != status
        steps.append(StatusStep(day, status, status_share(status, statuses, order), moved, changed))
    return tuple(steps)


def _lowest_confidence(elements: Sequence[ElementAssessment]) -> Confidence | None:
    """The least of the parts' confidences: a label is no surer than the weakest part that gives
    it.
    """
    found = [part.confidence for part in elements if part.confidence]
    return max(
        found, key=lambda confidence: CONFIDENCE_LEVELS.index(confidence.level), default=None
    )
