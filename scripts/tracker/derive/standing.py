"""Where one recommendation stands: its parts, its label, how it got there, what was said and
promised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.derive.confidence import LEVELS, Confidence, confidence_of
from tracker.derive.flags import Flag, flags_of
from tracker.derive.labels import Share, label_of, share_of
from tracker.derive.promises import Promise, promise_of
from tracker.record.dates import PartialDate
from tracker.record.fields import Source
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
class Part:
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
    def label(self) -> str:
        """The label that holds now."""
        return self.finding.status

    @property
    def since(self) -> PartialDate:
        """The date from which it has had its label without a break."""
        since = self.finding.date
        for finding in reversed(self.element.findings):
            if finding.status != self.label:
                break
            since = finding.date
        return since


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
    def last_change(self) -> PartialDate:
        """The day of the newest change of the label."""
        return next(step.date for step in reversed(self.steps) if step.moved)

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
        _part(tracker, recommendation, index) for index in range(len(recommendation.elements))
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


def finding_on(element: Element, day: date) -> Finding | None:
    """The finding of an element that held on a day, if any did."""
    return next(
        (finding for finding in reversed(element.findings) if finding.date.last <= day), None
    )


def steps_of(recommendation: Recommendation, order: Sequence[str]) -> tuple[Step, ...]:
    """The history of the label: one step for each day on which a part has a new finding, oldest
    first.
    """
    days = sorted(
        {f.date for element in recommendation.elements for f in element.findings},
        key=lambda d: (d.last, d.first),
    )
    steps: list[Step] = []
    for day in days:
        held = [finding_on(element, day.last) for element in recommendation.elements]
        statuses = [finding.status if finding else NOT_ASSESSED for finding in held]
        label = label_of(statuses, order)
        changed = tuple(
            (e, f) for e in recommendation.elements for f in e.findings if f.date == day
        )
        moved = not steps or steps[-1].label != label
        steps.append(Step(day, label, share_of(label, statuses, order), moved, changed))
    return tuple(steps)


def _part(tracker: Tracker, recommendation: Recommendation, index: int) -> Part:
    element = recommendation.elements[index]
    finding = element.findings[-1]
    evidence = tuple(tracker.developments[id] for id in finding.evidence)
    sources: list[Source] = [source for development in evidence for source in development.sources]
    number = f"{recommendation.number}.{index + 1}"
    sure = confidence_of(sources, bool(finding.against)) if sources else None
    return Part(number, element, finding, evidence, sure)


def _weakest(parts: Sequence[Part]) -> Confidence | None:
    """The least of the parts' confidences: a label is no surer than the weakest part that gives
    it.
    """
    found = [part.confidence for part in parts if part.confidence]
    return max(found, key=lambda confidence: LEVELS.index(confidence.level), default=None)
