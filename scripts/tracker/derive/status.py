"""The assessment of one recommendation on a day: the status of each element and of the whole, in
each nation, the history of the status, its flags, and what was answered, claimed and committed to.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Literal

from tracker.derive.commencement import ExpectedStage, enacted_on
from tracker.derive.commitments import CommitmentProgress, commitment_progress
from tracker.derive.confidence import CONFIDENCE_LEVELS, Confidence, assess_confidence
from tracker.derive.findings import (
    FindingInNations,
    current_findings,
    finding_as_of,
    nations_of,
    standing_by_nation,
    standing_findings,
)
from tracker.derive.next_dates import NextDate, first_ahead
from tracker.derive.order import by_date_and_recorded
from tracker.derive.succession import continued_measures
from tracker.derive.voices import current_claims
from tracker.derive.withdrawn_sources import finding_withdrawn_on
from tracker.kept import DIGEST_OF
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
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
    """The status of a whole whose parts have these, given every status in order, furthest first: of
    an element by its nations, of a recommendation by its elements.

    All delivered: delivered. Some, wholly or in part: partly delivered. Else the furthest of any
    part, which is why a status is always shown with its share, and with each nation where they
    differ. Superseded parts are ignored, unless there are no others.
    """
    counted = [status for status in statuses if status != SUPERSEDED]
    if not counted:
        return SUPERSEDED
    if all(status == DELIVERED for status in counted):
        return DELIVERED
    if DELIVERED in counted or PARTLY_DELIVERED in counted:
        return PARTLY_DELIVERED
    return min(counted, key=list(order).index)


def _counted_status(overall: str, statuses: Iterable[str]) -> str:
    """The status of the parts that give a whole its status: of one that is partly delivered, of
    those that are delivered, if any are.
    """
    return DELIVERED if overall == PARTLY_DELIVERED and DELIVERED in statuses else overall


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
    """The share that goes with an overall status: for "partly delivered", the delivered elements,
    or, where each is delivered in some nations only, those. Superseded elements are not in the
    total, unless there are no others.
    """
    status = _counted_status(overall, statuses)
    counted = [status for status in statuses if status != SUPERSEDED] or list(statuses)
    others = sorted(set(counted) - {status}, key=list(order).index)
    rest = tuple((other, counted.count(other)) for other in others)
    return StatusShare(status, counted.count(status), len(counted), rest)


@dataclass(frozen=True)
class NationStatus:
    """A status, and the nations in which it is that."""

    nations: tuple[str, ...]
    status: str


def statuses_by_nation(statuses: Mapping[str, str]) -> tuple[NationStatus, ...]:
    """The status of each nation, those with the same one together; in the order in which they are
    given.
    """
    nations: dict[str, tuple[str, ...]] = {}
    for nation, status in statuses.items():
        nations[status] = (*nations.get(status, ()), nation)
    return tuple(NationStatus(names, status) for status, names in nations.items())


@dataclass(frozen=True)
class OverallStatus:
    """The status of a recommendation, its share, and its status in each nation: one entry where it
    is the same in all.
    """

    status: str
    share: StatusShare
    by_nation: tuple[NationStatus, ...]


def _judge_whole(
    elements: Sequence[Mapping[str, str]], nations: Sequence[str], order: Sequence[str]
) -> OverallStatus:
    """The status of a recommendation whose elements have these in each of some nations."""
    wholes = [overall_status(tuple(element.values()), order) for element in elements]
    status = overall_status(wholes, order)
    in_nation = {n: overall_status([element[n] for element in elements], order) for n in nations}
    return OverallStatus(status, status_share(status, wholes, order), statuses_by_nation(in_nation))


@dataclass(frozen=True)
class StatusStep:
    """A date on which at least one element had a new finding: the status and share from then on, in
    each nation, whether that differs from the step before, and the new findings, each with the
    nations in which it holds. `statuses` are those of each element in each nation.
    """

    date: PartialDate
    status: str
    share: StatusShare
    by_nation: tuple[NationStatus, ...]
    changes_status: bool
    findings: tuple[tuple[Element, FindingInNations], ...]
    statuses: Mapping[str, Mapping[str, str]]


def status_history(dataset: Dataset, recommendation: Recommendation) -> tuple[StatusStep, ...]:
    """The history of the overall status, as we now know it: one step for each date on which an
    element has a new finding, oldest first. A finding that was wrong is in none. Spans of the same
    days are one date, however they are written.
    """
    order, nations = list(dataset.vocabulary.statuses), nations_of(dataset, recommendation)
    elements = recommendation.elements
    held = [standing_by_nation(recommendation, element) for element in elements]
    new = [(element, f) for element in elements for f in standing_findings(recommendation, element)]
    days = {in_nations.finding.date for _, in_nations in new}
    steps: list[StatusStep] = []
    for day in sorted(days, key=chronological):
        statuses = [
            {n: _status_as_of(element, standing[n], day) for n in nations}
            for element, standing in zip(elements, held, strict=True)
        ]
        whole = _judge_whole(statuses, nations, order)
        changes_status = not steps or steps[-1].by_nation != whole.by_nation
        step = StatusStep(
            date=day,
            status=whole.status,
            share=whole.share,
            by_nation=whole.by_nation,
            changes_status=changes_status,
            findings=tuple((element, each) for element, each in new if each.finding.date == day),
            statuses={e.id: of_e for e, of_e in zip(elements, statuses, strict=True)},
        )
        steps.append(step)
    return tuple(steps)


def _status_as_of(element: Element, findings: Sequence[Finding], day: PartialDate) -> str:
    """The status of an element in a nation on a date, of which these are the findings."""
    finding = finding_as_of(findings, day)
    return finding.status if finding else status_before_first(element)


def status_before_first(element: Element) -> str:
    """The status of an element before its first finding: not assessed, if it has any later, else
    nobody has looked at it.
    """
    return NOT_ASSESSED if element.findings else NOT_LOOKED_AT


@dataclass(frozen=True)
class AssessedFinding:
    """A finding that holds, in the nations in which it does: the developments that it rests on, how
    sure it is (None for one that rests on a search and no source), and the date from which each of
    these nations has had its status without a break. `withdrawn` is the day by which all sources
    that carry it were withdrawn, if they were.
    """

    nations: tuple[str, ...]
    finding: Finding
    evidence: tuple[Development, ...]
    confidence: Confidence | None
    since: PartialDate
    withdrawn: PartialDate | None = None


@dataclass(frozen=True)
class ElementAssessment:
    """One element as it stands: its number (`11.2`, `6.12 part 2`), the findings that hold, in the
    order of their nations, none before the first, its status, and that in each nation: one entry
    where it is the same in all.
    """

    number: str
    element: Element
    findings: tuple[AssessedFinding, ...]
    status: str
    by_nation: tuple[NationStatus, ...]

    @property
    def deciding(self) -> AssessedFinding | None:
        """The finding that answers for the status: of those that give it, the newest; None before
        the first.
        """
        counted = _counted_status(self.status, [held.finding.status for held in self.findings])
        leading = [held for held in self.findings if held.finding.status == counted]
        return max(leading, key=lambda held: chronological(held.finding.date), default=None)

    @property
    def finding(self) -> Finding | None:
        """The finding that answers for the status; None before the first."""
        return self.deciding.finding if self.deciding else None

    @property
    def evidence(self) -> tuple[Development, ...]:
        """The developments that its findings rest on, each once."""
        return tuple({d.id: d for held in self.findings for d in held.evidence}.values())

    @property
    def confidence(self) -> Confidence | None:
        """How sure it is: no surer than the least sure of its findings."""
        return _lowest_confidence(self.findings)

    @property
    def withdrawn(self) -> PartialDate | None:
        """The day by which all sources that carry the deciding finding were withdrawn."""
        return self.deciding.withdrawn if self.deciding else None

    @property
    def evidence_to(self) -> PartialDate | None:
        """How far it was searched: to the day of the finding that looked least far, of those that
        count in its status; None before the first.
        """
        standing = [held for held in self.findings if held.finding.status != SUPERSEDED]
        days = (held.finding.evidence_to for held in standing or self.findings)
        return min(days, key=chronological, default=None)

    @property
    def since(self) -> PartialDate | None:
        """The date from which it has had its status, in each nation, without a break; None before
        the first finding.
        """
        return max((held.since for held in self.findings), key=chronological, default=None)


def assess_element(
    dataset: Dataset, recommendation: Recommendation, index: int
) -> ElementAssessment:
    """The assessment of the element of a recommendation at a place in its list."""
    element, nations = recommendation.elements[index], nations_of(dataset, recommendation)
    current = current_findings(recommendation, element)
    findings = sorted(
        (_assess_finding(dataset, recommendation, element, each) for each in current),
        key=lambda held: nations.index(held.nations[0]),
    )
    status_in = {n: held.finding.status for held in findings for n in held.nations}
    statuses = {nation: status_in.get(nation, status_before_first(element)) for nation in nations}
    status = overall_status(tuple(statuses.values()), list(dataset.vocabulary.statuses))
    number = element_number(recommendation.number, index + 1)
    return ElementAssessment(number, element, tuple(findings), status, statuses_by_nation(statuses))


def _assess_finding(
    dataset: Dataset,
    recommendation: Recommendation,
    element: Element,
    current: FindingInNations,
) -> AssessedFinding:
    finding = current.finding
    evidence = tuple(dataset.developments[id] for id in finding.evidence)
    sources = [source for development in evidence for source in development.sources]
    confidence = assess_confidence(sources, bool(finding.against)) if sources else None
    if confidence and confidence.level == "high":
        confidence = _section_not_seen(dataset, element) or confidence
    standing = standing_by_nation(recommendation, element)
    order = nations_of(dataset, recommendation)
    return AssessedFinding(
        nations=tuple(nation for nation in order if nation in current.nations),
        finding=finding,
        evidence=evidence,
        confidence=confidence,
        since=max((_since(standing[n], finding) for n in current.nations), key=chronological),
        withdrawn=finding_withdrawn_on(dataset, finding),
    )


def _since(standing: Sequence[Finding], current: Finding) -> PartialDate:
    """The date from which an element has had the status of its finding in a nation without a break,
    of which these are the findings.
    """
    since = current.date
    for finding in sorted(standing, key=by_date_and_recorded, reverse=True):
        if finding.status != current.status:
            break
        since = finding.date
    return since


def _section_not_seen(dataset: Dataset, element: Element) -> Confidence | None:
    """The most that a finding is worth where an element rests on a provision whose own text in its
    statute was not seen: one without the date on which it was enacted. None where it rests on none.
    """
    vocabulary = dataset.vocabulary
    for measure in (dataset.measures[id] for id in element.rests_on):
        if measure.kind in vocabulary.provisions and not enacted_on(dataset, measure):
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
    claims: Sequence[Claim],
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
    is_complete = any(claim.state == COMPLETE for claim in claims)
    if is_complete and status not in (DELIVERED, REPORTED_DELIVERED):
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
        progress.due and progress.due.latest <= today + NEAR_DATE
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
    """Everything that is derived for one recommendation on a day. `by_nation` is its status in each
    nation: one entry where it is the same in all. `leading` are the elements that give it its
    status, `review` the newest, None where there is none yet, `evidence_to` how far the evidence
    reaches by it or else by the findings, `claims` and `responses` the current ones (one claim of
    each voice, one response of each body). `history` stands oldest first, `timeline` newest first.
    `expected_stages` are those of the measures on which it rests, which were not seen.
    """

    recommendation: Recommendation
    elements: tuple[ElementAssessment, ...]
    status: str
    share: StatusShare
    by_nation: tuple[NationStatus, ...]
    leading: tuple[ElementAssessment, ...]
    confidence: Confidence | None
    evidence_to: PartialDate | None
    review: Review | None
    make_history: Callable[[], tuple[StatusStep, ...]] = field(
        repr=False, compare=False, metadata={DIGEST_OF: "history"}
    )
    reconstructed: bool
    claims: tuple[Claim, ...]
    responses: tuple[Response, ...]
    commitments: tuple[CommitmentProgress, ...]
    timeline: tuple[Development, ...]
    flags: tuple[Flag, ...]
    expected_stages: tuple[ExpectedStage, ...] = ()

    @property
    def is_looked_at(self) -> bool:
        """Whether an editor has looked at what became of it: whether any element has a finding."""
        return self.status != NOT_LOOKED_AT

    @property
    def is_promise_looked_for(self) -> bool:
        """Whether promises were looked for: one is recorded, or the whole was reviewed."""
        return bool(self.commitments or self.review)

    @property
    def looked_to(self) -> PartialDate | None:
        """How far the whole was looked at, by its newest review. Of what that did not find, such as
        a claim or a commitment, no more can be said; and nothing where there was none.
        """
        return self.review.evidence_to if self.review else None

    @property
    def claim_status(self) -> str | None:
        """What was claimed last, where a body that says otherwise may have claimed before it; None
        where nobody has looked.
        """
        if self.claims:
            return self.claims[-1].state
        return NOTHING_REPORTED if self.review else None

    @property
    def deciding_element(self) -> ElementAssessment | None:
        """The element that answers for the status: of those that give it, the one judged last; None
        where none was judged.
        """
        judged = [(element.finding.date, element) for element in self.leading if element.finding]
        return max(judged, key=lambda pair: chronological(pair[0]), default=(None, None))[1]

    @cached_property
    def history(self) -> tuple[StatusStep, ...]:
        """The history of its status, oldest first, which few ask for of another day than today."""
        return self.make_history()

    @property
    def last_change(self) -> PartialDate | None:
        """The date of the newest change of the status; None for one that began as an absence and
        has not changed since: its date is only that of the search.
        """
        changes = [step for step in self.history if step.changes_status]
        if not changes:
            return None
        began_with_evidence = any(each.finding.evidence for _, each in changes[0].findings)
        return changes[-1].date if len(changes) > 1 or began_with_evidence else None

    @property
    def upcoming(self) -> NextDate | None:
        """What comes next: a date that was promised, or one that is expected of a measure on which
        an element rests.
        """
        return first_ahead(self.expected_stages, self.commitments)

    @property
    def label_evidence_to(self) -> PartialDate | None:
        """How far the elements were searched that count in the status of the whole: to the day of
        the one that was searched least far. What stands beside that status is never later.
        """
        days = (each.evidence_to for each in self.counted_elements if each.evidence_to)
        return min(days, key=chronological, default=self.evidence_to)

    @property
    def counted_elements(self) -> tuple[ElementAssessment, ...]:
        """The elements that count in the status of the whole: those that are not superseded, unless
        there are no others.
        """
        standing = tuple(each for each in self.elements if each.status != SUPERSEDED)
        return standing or self.elements


def status_groups(
    order: Iterable[str], assessments: Sequence[Assessment]
) -> tuple[tuple[str, tuple[Assessment, ...]], ...]:
    """Some assessments by their status: each status that any has, with those that have it in the
    order in which they are given. Given every status in order, furthest first, as the groups then
    stand. "Delivered" keeps its group while it is empty, once anybody has looked.
    """
    looked_at = any(assessment.is_looked_at for assessment in assessments)
    groups = ((status, tuple(a for a in assessments if a.status == status)) for status in order)
    return tuple((s, having) for s, having in groups if having or (looked_at and s == DELIVERED))


def assess(
    dataset: Dataset,
    recommendation: Recommendation,
    timeline: Sequence[Development],
    today: date,
    expected: Mapping[str, Sequence[ExpectedStage]] | None = None,
) -> Assessment:
    """The assessment of a recommendation on `today`; `timeline` are the developments that concern
    it, newest first, and `expected` the stages that are expected of each measure.
    """
    order = list(dataset.vocabulary.statuses)
    elements = tuple(
        assess_element(dataset, recommendation, index)
        for index in range(len(recommendation.elements))
    )
    by_nation = [{n: s.status for s in e.by_nation for n in s.nations} for e in elements]
    whole = _judge_whole(by_nation, nations_of(dataset, recommendation), order)
    status = whole.status
    counted = _counted_status(status, [element.status for element in elements])
    leading = tuple(element for element in elements if element.status == counted)
    review = recommendation.reviews[-1] if recommendation.reviews else None
    looked_to = review.evidence_to if review else None
    commitments = tuple(
        commitment_progress(dataset, recommendation, commitment, looked_to, today)
        for commitment in recommendation.commitments
    )
    claims = current_claims(dataset, recommendation.claims)
    return Assessment(
        recommendation=recommendation,
        elements=elements,
        status=status,
        share=whole.share,
        by_nation=whole.by_nation,
        leading=leading,
        confidence=_lowest_confidence(leading),
        evidence_to=looked_to or _evidence_to(elements),
        review=review,
        make_history=partial(status_history, dataset, recommendation),
        reconstructed=_is_reconstructed(recommendation),
        claims=claims,
        responses=tuple({response.by: response for response in recommendation.responses}.values()),
        commitments=commitments,
        timeline=tuple(timeline),
        flags=derive_flags(status, claims, review, commitments, today),
        expected_stages=_expected_of(recommendation, expected or {}),
    )


def _expected_of(
    recommendation: Recommendation, expected_by_measure: Mapping[str, Sequence[ExpectedStage]]
) -> tuple[ExpectedStage, ...]:
    """What is expected of the measures on which the elements of a recommendation rest, and of
    those that continue them; by the last day that each date can mean.
    """
    ids = dict.fromkeys(id for element in recommendation.elements for id in element.rests_on)
    expected = dict.fromkeys(each for id in ids for each in expected_by_measure.get(id, ()))
    return tuple(sorted(expected, key=lambda each: each.date.latest))


def expected_by_measure(
    dataset: Dataset, expected: Iterable[ExpectedStage]
) -> Mapping[str, Sequence[ExpectedStage]]:
    """Expected stages by the id of their measure, and of each that this continues."""
    by_measure: dict[str, list[ExpectedStage]] = {}
    for each in expected:
        for measure in (each.measure, *continued_measures(dataset, each.measure)):
            by_measure.setdefault(measure.id, []).append(each)
    return by_measure


def _evidence_to(elements: Sequence[ElementAssessment]) -> PartialDate | None:
    """How far the findings that hold looked: the furthest of them; None where there are none."""
    dates = (held.finding.evidence_to for element in elements for held in element.findings)
    return max(dates, key=chronological, default=None)


def _lowest_confidence(
    parts: Sequence[ElementAssessment] | Sequence[AssessedFinding],
) -> Confidence | None:
    """The least of the parts' confidences: a status is no surer than the weakest part that gives
    it.
    """
    confidences = [part.confidence for part in parts if part.confidence]
    return max(confidences, key=lambda c: CONFIDENCE_LEVELS.index(c.level), default=None)


def _is_reconstructed(recommendation: Recommendation) -> bool:
    """Whether a finding of the history was written long after its date."""
    return any(
        standing.finding.recorded.earliest - standing.finding.date.latest > RECONSTRUCTED
        for element in recommendation.elements
        for standing in standing_findings(recommendation, element)
    )
