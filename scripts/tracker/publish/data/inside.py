"""What stands inside records, as published items."""

from tracker.derive.parts import ElementAssessment
from tracker.derive.promises import CommitmentProgress, ResolvedDueDate
from tracker.derive.standing import Assessment
from tracker.publish.data import parts
from tracker.publish.data.grounding import date_bounds, date_text, searches, sources
from tracker.record.model import Measure, Stage
from tracker.record.recommendation import Finding, Recommendation
from tracker.record.tracker import Dataset


def responses(dataset: Dataset, assessment: Assessment) -> tuple[parts.Response, ...]:
    """Every answer, oldest first."""
    record = assessment.recommendation
    found = []
    for number, response in enumerate(record.responses, start=1):
        id = f"{record.id}.{response.by}.{number}"
        found.append(
            parts.Response(
                id=id,
                recommendation=record.id,
                position=response.position,
                position_in_words=dataset.vocabulary.term("responses", response.position).label,
                body=response.by,
                is_current=response in assessment.responses,
                development=response.development,
                note=response.note,
                searches=searches("response", id, response.searched),
            )
        )
    return tuple(found)


def claims(dataset: Dataset, record: Recommendation) -> tuple[parts.Claim, ...]:
    """What the government said, oldest first."""
    return tuple(
        parts.Claim(
            id=f"{record.id}.{number}",
            recommendation=record.id,
            state=claim.state,
            state_in_words=dataset.vocabulary.term("states", claim.state).label,
            date=dataset.developments[claim.development].date.text,
            development=claim.development,
            note=claim.note,
        )
        for number, claim in enumerate(record.government_says, start=1)
    )


def element(dataset: Dataset, record: Recommendation, part: ElementAssessment) -> parts.Element:
    """An element as it stands, with its findings, oldest first."""
    id = f"{record.id}.{part.element.id}"
    return parts.Element(
        id=id,
        recommendation=record.id,
        number=part.number,
        text=part.element.text,
        rests_on=part.element.rests_on,
        label=part.status,
        label_in_words=dataset.vocabulary.statuses[part.status].label,
        since=part.since.text,
        confidence=part.confidence.level if part.confidence else None,
        findings=tuple(
            _finding(dataset, id, number, finding, finding is part.finding)
            for number, finding in enumerate(part.element.findings, start=1)
        ),
    )


def _finding(
    dataset: Dataset, element: str, number: int, finding: Finding, current: bool
) -> parts.Finding:
    id = f"{element}.{number}"
    return parts.Finding(
        id=id,
        element=element,
        status=finding.status,
        status_in_words=dataset.vocabulary.statuses[finding.status].label,
        **date_bounds(finding.date),
        recorded=finding.recorded.text,
        reason=finding.reason,
        evidence=finding.evidence,
        against=finding.against,
        evidence_to=finding.evidence_to.text,
        corrects=date_text(finding.corrects),
        superseded_by=finding.superseded_by,
        is_current=current,
        searches=searches("finding", id, finding.searched),
    )


def commitment(progress: CommitmentProgress) -> parts.Commitment:
    """A promise as it stands, with every date that it has had, oldest first."""
    held = progress.commitment
    id = f"{progress.recommendation.id}.{held.id}"
    return parts.Commitment(
        id=id,
        recommendation=progress.recommendation.id,
        what=held.what,
        bodies=held.by,
        made=held.made,
        state=progress.state,
        **date_bounds(progress.due),
        days_overdue=progress.days_overdue,
        slipped=progress.slips,
        met=date_text(held.met.date) if held.met else None,
        met_by=held.met.development if held.met else None,
        looked_to=progress.evidence_to.text,
        due_dates=tuple(
            _due_date(id, number, date, date is progress.due_dates[-1])
            for number, date in enumerate(progress.due_dates, start=1)
        ),
    )


def _due_date(commitment: str, number: int, date: ResolvedDueDate, current: bool) -> parts.DueDate:
    return parts.DueDate(
        id=f"{commitment}.{number}",
        commitment=commitment,
        **date_bounds(date.date),
        words=date.words,
        set_on=date.set_on.text,
        reason=date.reason,
        is_current=current,
    )


def stages(dataset: Dataset, record: Measure) -> tuple[parts.Stage, ...]:
    """The ladder of a measure, in its order."""
    found: list[parts.Stage] = []
    cited = 1
    for number, stage in enumerate(record.stages, start=1):
        found.append(_stage(dataset, record, number, stage, cited))
        cited += stage.source is not None
    return tuple(found)


def _stage(dataset: Dataset, record: Measure, number: int, stage: Stage, cited: int) -> parts.Stage:
    id = f"{record.id}.{stage.stage}.{number}"
    return parts.Stage(
        id=id,
        measure=record.id,
        stage=stage.stage,
        stage_in_words=dataset.vocabulary.term("stages", stage.stage).label,
        **date_bounds(stage.date),
        **date_bounds(stage.expected, "expected"),
        words=stage.words,
        applies_in=stage.applies_in or record.applies_in,
        sources=sources(record, [stage.source] if stage.source else [], cited),
        searches=searches("stage", id, stage.searched),
    )
