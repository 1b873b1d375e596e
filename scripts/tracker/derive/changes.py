"""Everything that changed, as one list that the record implies and nobody types."""

from collections.abc import Iterator

from tracker.derive.change import Change, Kind, change_id
from tracker.derive.corrections import Corrected, corrections_of
from tracker.derive.promises import Promised, promised
from tracker.derive.standing import steps_of
from tracker.derive.then import recorded_on, uncorrected
from tracker.record.dates import PartialDate
from tracker.record.model import Development
from tracker.record.recommendation import Commitment, Element, Finding, Recommendation
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import NOT_ASSESSED, NOTHING_REPORTED


def changes_of(tracker: Tracker) -> tuple[Change, ...]:
    """Every change that the record implies, newest first.

    A correction is a change of what we said, not of what was so: it stands on the day on which it
    was made, and the wrong finding is no step of the history.
    """
    found = [
        change
        for recommendation in tracker.recommendations.values()
        for source in (_labels, _responses, _claims, _promises)
        for change in source(tracker, recommendation)
    ]
    found += _corrections(tracker)
    return tuple(sorted(found, key=lambda c: (c.date.last, c.date.first, c.id), reverse=True))


def _labels(tracker: Tracker, recommendation: Recommendation) -> Iterator[Change]:
    """The steps of the label, and those of a part that left the label as it was. Before its first
    finding a part is not assessed.
    """
    elements = tuple(
        e.model_copy(update={"findings": uncorrected(e)}) for e in recommendation.elements
    )
    right = recommendation.model_copy(update={"elements": elements})
    before = NOT_ASSESSED
    held = {element.id: NOT_ASSESSED for element in elements}
    for step in steps_of(right, list(tracker.vocabulary.labels)):
        moved = [(e, f) for e, f in step.findings if held[e.id] != f.status]
        if step.label != before:
            findings = [finding for _, finding in moved]
            yield _found(tracker, right, "label", before, step.label, findings)
        else:
            for element, finding in moved:
                was = held[element.id]
                yield _found(tracker, right, "part", was, finding.status, [finding], element)
        before = step.label
        held |= {e.id: f.status for e, f in step.findings}


def _found(
    tracker: Tracker,
    recommendation: Recommendation,
    kind: Kind,
    before: str,
    after: str,
    findings: list[Finding],
    about: Element | None = None,
) -> Change:
    day = findings[-1].date
    evidence = dict.fromkeys(id for finding in findings for id in finding.evidence)
    return Change(
        id=change_id(recommendation, kind, *([about.id] if about else []), day),
        kind=kind,
        date=day,
        recorded=max(finding.recorded for finding in findings),
        record=recommendation,
        before=before,
        after=after,
        reason=" ".join(dict.fromkeys(finding.reason for finding in findings)),
        evidence=tuple(tracker.developments[id] for id in evidence),
        about=about,
    )


def _responses(tracker: Tracker, recommendation: Recommendation) -> Iterator[Change]:
    """Each answer of a body. That none was found is no change, but the lack of one."""
    held: dict[str, str] = {}
    for response in recommendation.responses:
        was, held[response.by] = held.get(response.by), response.position
        if response.development and was != response.position:
            said = tracker.developments[response.development]
            yield Change(
                id=change_id(recommendation, "response", response.by, said.date),
                kind="response",
                date=said.date,
                recorded=recorded_on(said),
                record=recommendation,
                before=was,
                after=response.position,
                reason=response.note or said.title,
                evidence=(said,),
                about=response.by,
            )


def _claims(tracker: Tracker, recommendation: Recommendation) -> Iterator[Change]:
    before = NOTHING_REPORTED
    for claim in recommendation.government_says:
        was, before = before, claim.state
        if was != claim.state:
            said = tracker.developments[claim.development]
            yield Change(
                id=change_id(recommendation, "claim", said.date),
                kind="claim",
                date=said.date,
                recorded=recorded_on(said),
                record=recommendation,
                before=was,
                after=claim.state,
                reason=claim.note,
                evidence=(said,),
            )


def _promises(tracker: Tracker, recommendation: Recommendation) -> Iterator[Change]:
    """Each date that a promise was given, and that it was kept."""
    for commitment in recommendation.commitments:
        made = tracker.developments[commitment.made]
        before: Promised | None = None
        if not commitment.due:
            yield _promise(recommendation, commitment, "promise", made, made.date)
        for index, due in enumerate(commitment.due):
            after = promised(tracker, due)
            said = tracker.developments[due.development] if due.development else made
            kind: Kind = "due" if index else "promise"
            yield _promise(recommendation, commitment, kind, said, due.set_on, before, after)
            before = after
        if commitment.met:
            shown = tracker.developments[commitment.met.development]
            day = commitment.met.date
            yield _promise(recommendation, commitment, "kept", shown, day, before)


def _promise(
    recommendation: Recommendation,
    commitment: Commitment,
    kind: Kind,
    said: Development,
    day: PartialDate,
    before: Promised | None = None,
    after: Promised | None = None,
) -> Change:
    moved = kind == "due" and after and after.reason
    return Change(
        id=change_id(recommendation, kind, commitment.id, day),
        kind=kind,
        date=day,
        recorded=max(recorded_on(said), day, key=lambda date: date.last),
        record=recommendation,
        before=before,
        after=after,
        reason=moved or said.title,
        evidence=(said,),
        about=commitment,
    )


def _corrections(tracker: Tracker) -> Iterator[Change]:
    count: dict[str, int] = {}
    for corrected in reversed(corrections_of(tracker)):
        name = f"{corrected.record.folder}.{corrected.record.id}"
        count[name] = count.get(name, 0) + 1
        yield _correction(tracker, corrected, f"{name}.correction.{count[name]}")


def _correction(tracker: Tracker, corrected: Corrected, id: str) -> Change:
    wrong, right = corrected.wrong, corrected.right
    return Change(
        id=id,
        kind="correction",
        date=corrected.date,
        recorded=corrected.date,
        record=corrected.record,
        before=wrong.status if wrong else None,
        after=right.status if right else None,
        reason=corrected.note or (right.reason if right else ""),
        evidence=tuple(tracker.developments[id] for id in right.evidence) if right else (),
        about=corrected.element,
    )
