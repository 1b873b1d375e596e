"""The assessment of one recommendation on a day: the status of each element and of the whole, the
history of the status, its flags, and what was answered, claimed and committed to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from tracker.derive.commitments import CommitmentProgress, commitment_progress
from tracker.derive.confidence import CONFIDENCE_LEVELS, Confidence, assess_confidence
from tracker.derive.order import by_date_and_recorded
from tracker.derive.withdrawn_sources import finding_withdrawn_on
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological, writing_order
from tracker.schema.numbers import element_number
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
    NOT_LOOKED_AT,
    NOTHING_REPORTED,
    PARTLY_DELIVERED,
    REPORTED_DELIVERED,
    SUPERSEDED,
)


def response_date(dataset: Dataset, response: Response) -> PartialDate | None:
    """The date of a response: of the development in which it was given or, where none was found,
    the day up to which it was looked for. None where its source was withdrawn.
    """
    if response.development:
        return dataset.developments[response.development].date
    return response.searched[-1].to if response.searched else None


def overall_status(statuses: Sequence[str], order: Sequence[str]) -> str:
    """The status of a recommendation whose elements have these, given every status in order,
    furthest first.

    All delivered: delivered. Some: partly delivered. Else the furthest of any element, which is why
    a status is always shown with its share. Superseded elements are ignored, unless there are no
    others.
    """
    counted = [status for status in statuses if status != SUPERSEDED]
    if not counted:
        return SUPERSEDED
    if all(status == DELIVERED for status in counted):
        return DELIVERED
    if DELIVERED in counted:
        return PARTLY_DELIVERED
    return min(counted, key=list(order).index)


def _counted_status(overall: str) -> str:
    """The status of the elements that give a recommendation its status."""
    return DELIVERED if overall == PARTLY_DELIVERED else overall


@dataclass(frozen=True)
class StatusShare:
    """How many of a recommendation's elements have the status that gives it its own, `count` of
    `total`; `rest` is (status, count) for every other, furthest first.
    """

    status: str
    count: int
    total: int
    rest: tuple[tuple[str, int], ...]


def status_share(overall: str, statuses: Sequence[str], order: Sequence[str]) -> StatusShare:
    """The share that goes with an overall status: for "partly delivered", the delivered elements.
    Superseded elements are not in the total, unless there are no others.
    """
    status = _counted_status(overall)
    counted = [status for status in statuses if status != SUPERSEDED] or list(statuses)
    others = sorted(set(counted) - {status}, key=list(order).index)
    rest = tuple((other, counted.count(other)) for other in others)
    return StatusShare(status, counted.count(status), len(counted), rest)


def corrected_finding(findings: Sequence[Finding], finding: Finding) -> Finding | None:
    """The one of an element's findings that another of them corrects: of those of the date that it
    names, the last that was written before it. None where it corrects none.
    """
    earlier = (
        other
        for other in findings
        if other.date == finding.corrects and was_written_before(other, finding)
    )
    return max(earlier, key=_writing_order, default=None)


def was_written_before(earlier: Finding, later: Finding) -> bool:
    """Whether a finding was recorded before another, or on its day where only that corrects."""
    return _writing_order(earlier) < _writing_order(later)


def _writing_order(finding: Finding) -> tuple[tuple[date, datetime], bool]:
    """The key of the order of writing: of one moment, a correction comes after what it corrects."""
    return writing_order(finding.recorded), finding.corrects is not None


def without_corrected(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of an element that stand: without those that another of them corrects. Where a
    correction returns to the date of an older one that stands, it takes the place of that.
    """
    corrected = {id(corrected_finding(findings, finding)) for finding in findings}
    standing = [finding for finding in findings if id(finding) not in corrected]
    returning = [finding for finding in standing if finding.corrects]
    return tuple(
        finding
        for finding in standing
        if not any(
            later.date == finding.date and was_written_before(finding, later) for later in returning
        )
    )


def current_finding(element: Element) -> Finding | None:
    """The finding of an element that holds: the newest that no other corrects; None before the
    first.
    """
    return max(without_corrected(element.findings), key=by_date_and_recorded, default=None)


def current_status(element: Element) -> str:
    """The status of an element: that of the finding that holds. Before the first nobody has looked
    at it.
    """
    finding = current_finding(element)
    return finding.status if finding else NOT_LOOKED_AT


def finding_as_of(element: Element, day: PartialDate) -> Finding | None:
    """The finding of an element that held on a date, as we now know, if any did."""
    earlier = (
        finding
        for finding in without_corrected(element.findings)
        if chronological(finding.date) <= chronological(day)
    )
    return max(earlier, key=by_date_and_recorded, default=None)


@dataclass(frozen=True)
class StatusStep:
    """A date on which at least one element had a new finding: the status and share from then on,
    whether the status differs from that of the step before, and the new findings.
    """

    date: PartialDate
    status: str
    share: StatusShare
    changes_status: bool
    findings: tuple[tuple[Element, Finding], ...]


def status_history(recommendation: Recommendation, order: Sequence[str]) -> tuple[StatusStep, ...]:
    """The history of the overall status, as we now know it: one step for each date on which an
    element has a new finding, oldest first. A finding that was wrong is in none. Spans of the same
    days are one date, however they are written.
    """
    elements = recommendation.elements
    new = [(element, f) for element in elements for f in without_corrected(element.findings)]
    days = {finding.date for _, finding in new}
    steps: list[StatusStep] = []
    for day in sorted(days, key=chronological):
        current = [finding_as_of(element, day) for element in elements]
        statuses = [
            finding.status if finding else NOT_ASSESSED if element.findings else NOT_LOOKED_AT
            for element, finding in zip(elements, current, strict=True)
        ]
        status = overall_status(statuses, order)
        share = status_share(status, statuses, order)
        changes_status = not steps or steps[-1].status != status
        findings = tuple((element, finding) for element, finding in new if finding.date == day)
        steps.append(StatusStep(day, status, share, changes_status, findings))
    return tuple(steps)


@dataclass(frozen=True)
class ElementAssessment:
    """One element as it stands: its number (`11.2`, `6.12 part 2`), the finding that holds, None
    before the first, the developments that this rests on, and how sure it is; None for a finding
    that rests on a search and no source. `withdrawn` is the day by which all sources that carry it
    were withdrawn, if they were.
    """

    number: str
    element: Element
    finding: Finding | None
    evidence: tuple[Development, ...]
    confidence: Confidence | None
    withdrawn: PartialDate | None = None

    @property
    def status(self) -> str:
        """The status that holds now."""
        return self.finding.status if self.finding else NOT_LOOKED_AT

    @property
    def since(self) -> PartialDate | None:
        """The date from which it has had its status without a break; None before the first
        finding.
        """
        since = self.finding.date if self.finding else None
        standing = without_corrected(self.element.findings)
        for finding in sorted(standing, key=by_date_and_recorded, reverse=True):
            if finding.status != self.status:
                break
            since = finding.date
        return since


def assess_element(
    dataset: Dataset, recommendation: Recommendation, index: int
) -> ElementAssessment:
    """The assessment of the element of a recommendation at a place in its list."""
    element = recommendation.elements[index]
    finding = current_finding(element)
    evidence = tuple(dataset.developments[id] for id in (finding.evidence if finding else ()))
    sources = [source for development in evidence for source in development.sources]
    number = element_number(recommendation.number, index + 1)
    confidence = assess_confidence(sources, bool(finding and finding.against)) if sources else None
    if confidence and confidence.level == "high":
        confidence = _section_not_seen(dataset, element) or confidence
    withdrawn = finding_withdrawn_on(dataset, finding) if finding else None
    return ElementAssessment(number, element, finding, evidence, confidence, withdrawn)


def _section_not_seen(dataset: Dataset, element: Element) -> Confidence | None:
    """The most that a finding is worth where an element rests on a provision whose own text in its
    statute was not seen: one without the date on which it was enacted. None where it rests on none.
    """
    vocabulary = dataset.vocabulary
    for measure in (dataset.measures[id] for id in element.rests_on):
        enacted = any(s.stage in vocabulary.enacting_stages and s.date for s in measure.stages)
        if measure.kind in vocabulary.provisions and not enacted:
            statute = vocabulary.kind_names(vocabulary.statutes)
            reason = f"the {statute} is sure, and its own section was not seen"
            return Confidence("medium", reason)
    return None


NEAR_DATE = timedelta(days=30)
REVIEW_AFTER = {
    "near": timedelta(days=30),
    "usual": timedelta(days=60),
    "delivered": timedelta(days=180),
}

FlagKind = Literal["overdue", "slipped", "review-due", "disputed"]


@dataclass(frozen=True)
class Flag:
    """What a reader should notice beside a status. `count` is how many days the commitment that is
    latest is overdue, or how often the one that was moved most has slipped.
    """

    kind: FlagKind
    count: int = 0


def derive_flags(
    status: str,
    claim: Claim | None,
    review: Review | None,
    commitments: Sequence[CommitmentProgress],
    today: date,
) -> tuple[Flag, ...]:
    """The flags of a recommendation, the gravest first. Today's date raises only that a review is
    due; it never worsens a status. What was never reviewed waits for its first look, and none is
    due.
    """
    flags = []
    overdue = [progress.days_overdue for progress in commitments if progress.state == "overdue"]
    if overdue:
        flags.append(Flag("overdue", max(overdue)))
    if claim and claim.state == COMPLETE and status not in (DELIVERED, REPORTED_DELIVERED):
        flags.append(Flag("disputed"))
    slips = max((progress.slips for progress in commitments), default=0)
    if slips:
        flags.append(Flag("slipped", slips))
    if review and is_review_due(status, review, commitments, today):
        flags.append(Flag("review-due"))
    return tuple(flags)


def is_review_due(
    status: str, review: Review, commitments: Sequence[CommitmentProgress], today: date
) -> bool:
    """Whether an editor should look again: more than 180 days after the last review where the
    status is delivered, 30 where a due date is near, 60 otherwise.
    """
    near = any(
        progress.due and today <= progress.due.latest <= today + NEAR_DATE
        for progress in commitments
        if progress.state == "due"
    )
    pace = "delivered" if status == DELIVERED else "near" if near else "usual"
    return today - review.date.latest > REVIEW_AFTER[pace]


RECONSTRUCTED = timedelta(days=30)
"""A finding that was certainly recorded later than this after its date was written afterwards; its
history says so.
"""


@dataclass(frozen=True)
class Assessment:
    """Everything that is derived for one recommendation on a day. `leading` are the elements that
    give it its status, `review` the newest, None where there is none yet, `evidence_to` how far the
    evidence reaches by it or else by the findings, `claim` and `responses` the current ones (one
    response of each body). `history` stands oldest first, `timeline` newest first.
    """

    recommendation: Recommendation
    elements: tuple[ElementAssessment, ...]
    status: str
    share: StatusShare
    leading: tuple[ElementAssessment, ...]
    confidence: Confidence | None
    evidence_to: PartialDate | None
    review: Review | None
    history: tuple[StatusStep, ...]
    reconstructed: bool
    claim: Claim | None
    responses: tuple[Response, ...]
    commitments: tuple[CommitmentProgress, ...]
    timeline: tuple[Development, ...]
    flags: tuple[Flag, ...]

    @property
    def is_looked_at(self) -> bool:
        """Whether an editor has looked at what became of it: whether any element has a finding."""
        return self.status != NOT_LOOKED_AT

    @property
    def is_answer_looked_for(self) -> bool:
        """Whether an answer was looked for. One that was withdrawn was."""
        return bool(self.responses or self.recommendation.withdrawn_from("responses"))

    @property
    def looked_to(self) -> PartialDate | None:
        """How far the whole was looked at, by its newest review. Of what that did not find, such as
        a claim or a commitment, no more can be said; and nothing where there was none.
        """
        return self.review.evidence_to if self.review else None

    @property
    def claim_status(self) -> str | None:
        """What the government says now; None where nobody has looked."""
        if self.claim:
            return self.claim.state
        return NOTHING_REPORTED if self.review else None

    @property
    def deciding_element(self) -> ElementAssessment | None:
        """The element that answers for the status: of those that give it, the one judged last; None
        where none was judged.
        """
        judged = [(element.finding.date, element) for element in self.leading if element.finding]
        return max(judged, key=lambda pair: chronological(pair[0]), default=(None, None))[1]

    @property
    def last_change(self) -> PartialDate | None:
        """The date of the newest change of the status; None for one that began as an absence and
        has not changed since: its date is only that of the search.
        """
        changes = [step for step in self.history if step.changes_status]
        if not changes:
            return None
        began_with_evidence = any(finding.evidence for _, finding in changes[0].findings)
        return changes[-1].date if len(changes) > 1 or began_with_evidence else None

    @property
    def next_date(self) -> PartialDate | None:
        """The next due date that has not passed."""
        ahead = (p.due for p in self.commitments if p.due and p.state == "due")
        return min(ahead, key=chronological, default=None)


def assess(
    dataset: Dataset, recommendation: Recommendation, timeline: Sequence[Development], today: date
) -> Assessment:
    """The assessment of a recommendation on `today`; `timeline` are the developments that concern
    it, newest first.
    """
    order = list(dataset.vocabulary.statuses)
    elements = tuple(
        assess_element(dataset, recommendation, index)
        for index in range(len(recommendation.elements))
    )
    statuses = [element.status for element in elements]
    status = overall_status(statuses, order)
    leading = tuple(e for e in elements if e.status == _counted_status(status))
    review = recommendation.reviews[-1] if recommendation.reviews else None
    looked_to = review.evidence_to if review else None
    commitments = tuple(
        commitment_progress(dataset, recommendation, commitment, looked_to, today)
        for commitment in recommendation.commitments
    )
    claim = recommendation.government_says[-1] if recommendation.government_says else None
    return Assessment(
        recommendation=recommendation,
        elements=elements,
        status=status,
        share=status_share(status, statuses, order),
        leading=leading,
        confidence=_lowest_confidence(leading),
        evidence_to=looked_to or _evidence_to(elements),
        review=review,
        history=status_history(recommendation, order),
        reconstructed=_is_reconstructed(recommendation),
        claim=claim,
        responses=tuple({response.by: response for response in recommendation.responses}.values()),
        commitments=commitments,
        timeline=tuple(timeline),
        flags=derive_flags(status, claim, review, commitments, today),
    )


def _evidence_to(elements: Sequence[ElementAssessment]) -> PartialDate | None:
    """How far the findings that hold looked: the furthest of them; None where there are none."""
    dates = (element.finding.evidence_to for element in elements if element.finding)
    return max(dates, key=chronological, default=None)


def _lowest_confidence(elements: Sequence[ElementAssessment]) -> Confidence | None:
    """The least of the elements' confidences: a status is no surer than the weakest element that
    gives it.
    """
    confidences = [element.confidence for element in elements if element.confidence]
    return max(confidences, key=lambda c: CONFIDENCE_LEVELS.index(c.level), default=None)


def _is_reconstructed(recommendation: Recommendation) -> bool:
    """Whether a finding of the history was written long after its date."""
    return any(
        finding.recorded.earliest - finding.date.latest > RECONSTRUCTED
        for element in recommendation.elements
        for finding in without_corrected(element.findings)
    )
