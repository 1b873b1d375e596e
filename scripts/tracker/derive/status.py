"""A recommendation's status, worked out from the labels of its parts.

One element as it stands: its finding, what it rests on, and how sure that is.

What a reader should notice beside a label. The clock raises only that a look is due; it never
worsens a label.

Where one recommendation stands: its parts, its status, how it got there, what was said and
promised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tracker.derive.commitments import CommitmentProgress, commitment_progress
from tracker.derive.confidence import CONFIDENCE_LEVELS, Confidence, assess_confidence
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import Source
from tracker.schema.records import (
    Claim,
    Development,
    Element,
    Finding,
    Recommendation,
    Response,
    Review,
)
from tracker.schema.vocabularies import (
    COMPLETE,
    DELIVERED,
    NOT_ASSESSED,
    NOTHING_REPORTED,
    PARTLY_DELIVERED,
    PROVISION,
    REPORTED_DELIVERED,
    ROYAL_ASSENT,
    SUPERSEDED,
)


def overall_status(statuses: Sequence[str], order: Sequence[str]) -> str:
    """The label that a recommendation has when its parts have these, given the labels' order,
    furthest first.

    All delivered: delivered. Some: partly delivered. Else the furthest of any part, which is why a
    label is always shown with its share. Superseded parts are ignored, unless there are no others.
    """
    counted = [status for status in statuses if status != SUPERSEDED]
    if not counted:
        return SUPERSEDED
    if all(status == DELIVERED for status in counted):
        return DELIVERED
    if DELIVERED in counted:
        return PARTLY_DELIVERED
    return min(counted, key=list(order).index)


@dataclass(frozen=True)
class StatusShare:
    """How many of a recommendation's parts have the label that it shows, and what the others have.

    `label` is the one that is counted, `rest` is (status, count) for every other, furthest first.
    """

    status: str
    count: int
    total: int
    rest: tuple[tuple[str, int], ...]


def status_share(status: str, statuses: Sequence[str], order: Sequence[str]) -> StatusShare:
    """The share that goes with a status: for "partly delivered", the delivered parts."""
    shown = DELIVERED if status == PARTLY_DELIVERED else status
    counted = [status for status in statuses if status != SUPERSEDED] or list(statuses)
    others = sorted(set(counted) - {shown}, key=list(order).index)
    rest = tuple((other, counted.count(other)) for other in others)
    return StatusShare(shown, counted.count(shown), len(counted), rest)


SECTION_NOT_SEEN = Confidence("medium", "the Act is sure, and its own section was not seen")
"""What a finding is worth at most where the sources show the Act and not the provision."""


@dataclass(frozen=True)
class ElementAssessment:
    """One element as it stands: the finding that holds, how sure it is, and the events that it
    rests on.

    `confidence` is None for a finding that rests on a search and no source.
    """

    number: str
    element: Element
    finding: Finding
    evidence: tuple[Development, ...]
    confidence: Confidence | None

    @property
    def status(self) -> str:
        """The label that holds now."""
        return self.finding.status

    @property
    def since(self) -> PartialDate:
        """The date from which it has had its status without a break."""
        since = self.finding.date
        for finding in reversed(self.element.findings):
            if finding.status != self.status:
                break
            since = finding.date
        return since


def assess_element(
    dataset: Dataset, recommendation: Recommendation, index: int
) -> ElementAssessment:
    """The element of a recommendation at a place in its list, as it stands."""
    element = recommendation.elements[index]
    finding = element.findings[-1]
    evidence = tuple(dataset.developments[id] for id in finding.evidence)
    sources: list[Source] = [source for development in evidence for source in development.sources]
    number = f"{recommendation.number}.{index + 1}"
    sure = assess_confidence(sources, bool(finding.against)) if sources else None
    if sure and sure.level == "high" and _section_not_seen(dataset, element):
        sure = SECTION_NOT_SEEN
    return ElementAssessment(number, element, finding, evidence, sure)


def _section_not_seen(dataset: Dataset, element: Element) -> bool:
    """Whether an element rests on a provision whose own text in its Act was not seen."""
    laws = [dataset.measures[id] for id in element.rests_on]
    return any(
        law.kind == PROVISION
        and not any(stage.stage == ROYAL_ASSENT and stage.date for stage in law.stages)
        for law in laws
    )


NEAR_DATE = timedelta(days=30)
REVIEW_AFTER = {
    "near": timedelta(days=30),
    "usual": timedelta(days=60),
    "delivered": timedelta(days=180),
}

FlagKind = Literal["overdue", "slipped", "review-due", "disputed"]


@dataclass(frozen=True)
class Flag:
    """What a reader should notice beside a label: `count` is how many days the promise that is
    latest is overdue, or how often the one that was moved most has slipped.
    """

    kind: FlagKind
    count: int = 0


def derive_flags(
    status: str,
    claim: Claim | None,
    review: Review,
    commitments: Sequence[CommitmentProgress],
    today: date,
) -> tuple[Flag, ...]:
    """The flags of a recommendation, the gravest first."""
    flags = []
    late = [progress.days_overdue for progress in commitments if progress.state == "overdue"]
    if late:
        flags.append(Flag("overdue", max(late)))
    if claim and claim.state == COMPLETE and status not in (DELIVERED, REPORTED_DELIVERED):
        flags.append(Flag("disputed"))
    slips = max((progress.slips for progress in commitments), default=0)
    if slips:
        flags.append(Flag("slipped", slips))
    if is_review_due(status, review, commitments, today):
        flags.append(Flag("review-due"))
    return tuple(flags)


def is_review_due(
    status: str, review: Review, commitments: Sequence[CommitmentProgress], today: date
) -> bool:
    """Whether an editor should look again: after 30 days where a date is near, 180 when delivered,
    60 otherwise.
    """
    near = any(
        p.due and today <= p.due.latest <= today + NEAR_DATE
        for p in commitments
        if p.state == "due"
    )
    pace = "delivered" if status == DELIVERED else "near" if near else "usual"
    return today - review.date.latest > REVIEW_AFTER[pace]


RECONSTRUCTED = timedelta(days=30)
"""A finding that was certainly recorded later than this after its date was written afterwards; its
history says so.
"""


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
        return max(self.leading, key=lambda part: chronological(part.finding.date))

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
        ahead = (p.due for p in self.commitments if p.due and p.state == "due")
        return min(ahead, key=chronological, default=None)


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
        reconstructed=any(f.recorded.earliest - f.date.latest > RECONSTRUCTED for f in findings),
        claim=claim,
        responses=tuple({response.by: response for response in recommendation.responses}.values()),
        commitments=commitments,
        timeline=tuple(timeline),
        flags=derive_flags(status, claim, review, commitments, today),
    )


def finding_as_of(element: Element, day: PartialDate) -> Finding | None:
    """The finding of an element that held on a date, if any did."""
    found = (f for f in reversed(element.findings) if chronological(f.date) <= chronological(day))
    return next(found, None)


def status_history(recommendation: Recommendation, order: Sequence[str]) -> tuple[StatusStep, ...]:
    """The history of the status: one step for each day on which a part has a new finding, oldest
    first. Spans of the same days are one day, however they are written.
    """
    days = sorted(
        {f.date for element in recommendation.elements for f in element.findings},
        key=chronological,
    )
    steps: list[StatusStep] = []
    for day in days:
        held = [finding_as_of(element, day) for element in recommendation.elements]
        statuses = [finding.status if finding else NOT_ASSESSED for finding in held]
        status = overall_status(statuses, order)
        changed = tuple(
            (e, f) for e in recommendation.elements for f in e.findings if f.date == day
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
