"""Where one recommendation stands: its parts, its label, how it got there, what was said and
promised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.derive.confidence import LEVELS, Confidence
from tracker.derive.flags import Flag, flags_of
from tracker.derive.labels import Share, label_of, share_of
from tracker.derive.parts import Part, part_of
from tracker.derive.promises import Promise, promise_of
from tracker.record.dates import PartialDate
from tracker.record.model import Development
from tracker.record.recommendation import Claim, Element, Finding, Recommendation, Response, Review
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import (
    DELIVERED,
    NOT_ASSESSED,
    NOTHING_REPORTED,
    PARTLY_DELIVERED,
)

RECONSTRUCTED = timedelta(days=30)
"""A finding recorded later than this after its date was written afterwards; its history says so."""


@dataclass(frozen=True)
class Step:
    """A day on which at least one part changed: the label from then on, and what changed it."""

    date: PartialDate
    label: str
    share: Share
    moved: bool
    findings: tuple[tuple[Element, Finding], ...]


@dataclass(frozen=True)
class Standing:
    """Everything that is derived for one recommendation. Newest first: `timeline`. Oldest first:
    `steps`. `leading` are the parts that give the label.
    """

    recommendation: Recommendation
    parts: tuple[Part, ...]
    label: str
    share: Share
    leading: tuple[Part, ...]
    confidence: Confidence | None
    evidence_to: PartialDate
    review: Review
    steps: tuple[Step, ...]
    reconstructed: bool
    claim: Claim | None
    responses: tuple[Response, ...]
    promises: tuple[Promise, ...]
    timeline: tuple[Development, ...]
    flags: tuple[Flag, ...]

    @property
    def state(self) -> str:
        """What the government says now."""
        return self.claim.state if self.claim else NOTHING_REPORTED

    @property
    def lead(self) -> Part:
        """The part that answers for the label: of those that give it, the one judged last."""
        return max(self.leading, key=lambda part: part.finding.date.last)

    @property
    def last_change(self) -> PartialDate | None:
        """The day of the newest change of the label; None for one that began as an absence and has
        not changed since: its day is only that of the look.
        """
        moved = [step for step in self.steps if step.moved]
        began_with = [finding.evidence for _, finding in moved[0].findings]
        return moved[-1].date if len(moved) > 1 or any(began_with) else None

    @property
    def next_date(self) -> PartialDate | None:
        """The next date that was promised and has not passed."""
        return min(
            (p.current for p in self.promises if p.current and p.state == "due"), default=None
        )


def standing_of(
    tracker: Tracker, recommendation: Recommendation, timeline: Sequence[Development], today: date
) -> Standing:
    """Where a recommendation stands on `today`; `timeline` are the developments that concern it,
    newest first.
    """
    order = list(tracker.vocabulary.labels)
    parts = tuple(
        part_of(tracker, recommendation, index) for index in range(len(recommendation.elements))
    )
    statuses = [part.label for part in parts]
    label = label_of(statuses, order)
    shown = DELIVERED if label == PARTLY_DELIVERED else label
    leading = tuple(part for part in parts if part.label == shown)
    review = recommendation.reviews[-1]
    evidence_to = review.evidence_to
    promises = tuple(
        promise_of(tracker, recommendation, commitment, evidence_to, today)
        for commitment in recommendation.commitments
    )
    findings = [finding for element in recommendation.elements for finding in element.findings]
    claim = recommendation.government_says[-1] if recommendation.government_says else None
    return Standing(
        recommendation=recommendation,
        parts=parts,
        label=label,
        share=share_of(label, statuses, order),
        leading=leading,
        confidence=_weakest(leading),
        evidence_to=evidence_to,
        review=review,
        steps=steps_of(recommendation, order),
        reconstructed=any(f.recorded.first - f.date.last > RECONSTRUCTED for f in findings),
        claim=claim,
        responses=tuple({response.by: response for response in recommendation.responses}.values()),
        promises=promises,
        timeline=tuple(timeline),
        flags=flags_of(label, claim, review, promises, today),
    )


def finding_on(element: Element, day: PartialDate) -> Finding | None:
    """The finding of an element that held on a date, if any did."""
    found = (f for f in reversed(element.findings) if _order(f.date) <= _order(day))
    return next(found, None)


def _order(day: PartialDate) -> tuple[date, date]:
    return day.last, day.first


def steps_of(recommendation: Recommendation, order: Sequence[str]) -> tuple[Step, ...]:
    """The history of the label: one step for each day on which a part has a new finding, oldest
    first. Spans of the same days are one day, however they are written.
    """
    days: dict[tuple[date, date], PartialDate] = {}
    for finding in (f for element in recommendation.elements for f in element.findings):
        days.setdefault(_order(finding.date), finding.date)
    steps: list[Step] = []
    for span, day in sorted(days.items()):
        held = [finding_on(element, day) for element in recommendation.elements]
        statuses = [finding.status if finding else NOT_ASSESSED for finding in held]
        label = label_of(statuses, order)
        changed = tuple(
            (e, f) for e in recommendation.elements for f in e.findings if _order(f.date) == span
        )
        moved = not steps or steps[-1].label != label
        steps.append(Step(day, label, share_of(label, statuses, order), moved, changed))
    return tuple(steps)


def _weakest(parts: Sequence[Part]) -> Confidence | None:
    """The least of the parts' confidences: a label is no surer than the weakest part that gives
    it.
    """
    found = [part.confidence for part in parts if part.confidence]
    return max(found, key=lambda confidence: LEVELS.index(confidence.level), default=None)
