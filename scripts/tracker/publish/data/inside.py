"""What stands inside records, as published items."""

from tracker.derive.parts import Part
from tracker.derive.promises import Promise, Promised
from tracker.derive.standing import Standing
from tracker.publish.data import parts
from tracker.publish.data.grounding import bounds, searches, sources, text_of
from tracker.record.model import Measure, Stage
from tracker.record.recommendation import Finding, Recommendation
from tracker.record.tracker import Tracker


def responses(tracker: Tracker, standing: Standing) -> tuple[parts.Response, ...]:
    """Every answer, oldest first."""
    record = standing.recommendation
    found = []
    for number, response in enumerate(record.responses, start=1):
        id = f"{record.id}.{response.by}.{number}"
        found.append(
            parts.Response(
                id=id,
                recommendation=record.id,
                position=response.position,
                position_in_words=tracker.vocabulary.term("responses", response.position).label,
                body=response.by,
                is_current=response in standing.responses,
                development=response.development,
                note=response.note,
                searches=searches("response", id, response.searched),
            )
        )
    return tuple(found)


def claims(tracker: Tracker, record: Recommendation) -> tuple[parts.Claim, ...]:
    """What the government said, oldest first."""
    return tuple(
        parts.Claim(
            id=f"{record.id}.{number}",
            recommendation=record.id,
            state=claim.state,
            state_in_words=tracker.vocabulary.term("states", claim.state).label,
            date=tracker.developments[claim.development].date.text,
            development=claim.development,
            note=claim.note,
        )
        for number, claim in enumerate(record.government_says, start=1)
    )


def element(tracker: Tracker, record: Recommendation, part: Part) -> parts.Element:
    """An element as it stands, with its findings, oldest first."""
    id = f"{record.id}.{part.element.id}"
    return parts.Element(
        id=id,
        recommendation=record.id,
        number=part.number,
        text=part.element.text,
        rests_on=part.element.rests_on,
        label=part.label,
        label_in_words=tracker.vocabulary.labels[part.label].label,
        since=part.since.text,
        confidence=part.confidence.level if part.confidence else None,
        findings=tuple(
            _finding(tracker, id, number, finding, finding is part.finding)
            for number, finding in enumerate(part.element.findings, start=1)
        ),
    )


def _finding(
    tracker: Tracker, element: str, number: int, finding: Finding, current: bool
) -> parts.Finding:
    id = f"{element}.{number}"
    return parts.Finding(
        id=id,
        element=element,
        status=finding.status,
        status_in_words=tracker.vocabulary.labels[finding.status].label,
        **bounds(finding.date),
        recorded=finding.recorded.text,
        reason=finding.reason,
        evidence=finding.evidence,
        against=finding.against,
        evidence_to=finding.evidence_to.text,
        corrects=text_of(finding.corrects),
        superseded_by=finding.superseded_by,
        is_current=current,
        searches=searches("finding", id, finding.searched),
    )


def commitment(promise: Promise) -> parts.Commitment:
    """A promise as it stands, with every date that it has had, oldest first."""
    held = promise.commitment
    id = f"{promise.recommendation.id}.{held.id}"
    return parts.Commitment(
        id=id,
        recommendation=promise.recommendation.id,
        what=held.what,
        bodies=held.by,
        made=held.made,
        state=promise.state,
        **bounds(promise.current),
        days_overdue=promise.days,
        slipped=promise.slipped,
        met=text_of(held.met.date) if held.met else None,
        met_by=held.met.development if held.met else None,
        looked_to=promise.evidence_to.text,
        due_dates=tuple(
            _due(id, number, date, date is promise.dates[-1])
            for number, date in enumerate(promise.dates, start=1)
        ),
    )


def _due(commitment: str, number: int, date: Promised, current: bool) -> parts.DueDate:
    return parts.DueDate(
        id=f"{commitment}.{number}",
        commitment=commitment,
        **bounds(date.date),
        words=date.words,
        set_on=date.set_on.text,
        reason=date.reason,
        is_current=current,
    )


def stages(tracker: Tracker, record: Measure) -> tuple[parts.Stage, ...]:
    """The ladder of a measure, in its order."""
    found: list[parts.Stage] = []
    cited = 1
    for number, stage in enumerate(record.stages, start=1):
        found.append(_stage(tracker, record, number, stage, cited))
        cited += stage.source is not None
    return tuple(found)


def _stage(tracker: Tracker, record: Measure, number: int, stage: Stage, cited: int) -> parts.Stage:
    id = f"{record.id}.{stage.stage}.{number}"
    return parts.Stage(
        id=id,
        measure=record.id,
        stage=stage.stage,
        stage_in_words=tracker.vocabulary.term("stages", stage.stage).label,
        **bounds(stage.date),
        **bounds(stage.expected, "expected"),
        words=stage.words,
        applies_in=stage.applies_in or record.applies_in,
        sources=sources(record, [stage.source] if stage.source else [], cited),
        searches=searches("stage", id, stage.searched),
    )
