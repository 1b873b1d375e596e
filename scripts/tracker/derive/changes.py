"""Everything that changed, as one list that the record implies and nobody types."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.derive.change import Change, ChangeKind, change_id
from tracker.derive.corrections import CorrectionEntry, list_corrections
from tracker.derive.promise_changes import commitment_changes
from tracker.derive.standing import status_history
from tracker.derive.then import without_corrected
from tracker.record.recommendation import Element, Finding, Recommendation
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import NOT_ASSESSED, NOTHING_REPORTED


def list_changes(dataset: Dataset) -> tuple[Change, ...]:
    """Every change that the record implies, newest first.

    A correction is a change of what we said, not of what was so: it stands on the day on which it
    was made, and the wrong finding is no step of the history.
    """
    found = [
        change
        for recommendation in dataset.recommendations.values()
        for source in (_status_changes, _response_changes, _claim_changes, commitment_changes)
        for change in source(dataset, recommendation)
    ]
    found += _correction_changes(dataset)
    named = _with_unique_ids(found)
    return tuple(sorted(named, key=lambda c: (c.day, c.date.first, c.id), reverse=True))


def _with_unique_ids(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, of which those that would have the name of an earlier one are numbered."""
    count: Counter[str] = Counter()
    for change in changes:
        count[change.id] += 1
        again = count[change.id]
        yield change if again == 1 else replace(change, id=f"{change.id}.{again}")


def _status_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """The steps of the label, and those of a part that left the label as it was. Before its first
    finding a part is not assessed.
    """
    elements = tuple(
        e.model_copy(update={"findings": without_corrected(e)}) for e in recommendation.elements
    )
    right = recommendation.model_copy(update={"elements": elements})
    before = NOT_ASSESSED
    held = {element.id: NOT_ASSESSED for element in elements}
    for step in status_history(right, list(dataset.vocabulary.statuses)):
        moved = [(e, f) for e, f in step.findings if held[e.id] != f.status]
        if step.status != before:
            findings = [finding for _, finding in moved]
            yield _status_change(dataset, right, "label", before, step.status, findings)
        else:
            for element, finding in moved:
                was = held[element.id]
                yield _status_change(
                    dataset, right, "part", was, finding.status, [finding], element
                )
        before = step.status
        held |= {e.id: f.status for e, f in step.findings}


def _status_change(
    dataset: Dataset,
    recommendation: Recommendation,
    kind: ChangeKind,
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
        evidence=tuple(dataset.developments[id] for id in evidence),
        about=about,
    )


def _response_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """Each answer of a body. That none was found is no change, but the lack of one."""
    held: dict[str, str] = {}
    for response in recommendation.responses:
        was, held[response.by] = held.get(response.by), response.position
        if response.development and was != response.position:
            said = dataset.developments[response.development]
            yield Change(
                id=change_id(recommendation, "response", response.by, said.id),
                kind="response",
                date=said.date,
                recorded=said.recorded,
                record=recommendation,
                before=was,
                after=response.position,
                reason=response.note or said.title,
                evidence=(said,),
                about=response.by,
            )


def _claim_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    before = NOTHING_REPORTED
    for claim in recommendation.government_says:
        was, before = before, claim.state
        if was != claim.state:
            said = dataset.developments[claim.development]
            yield Change(
                id=change_id(recommendation, "claim", said.id),
                kind="claim",
                date=said.date,
                recorded=said.recorded,
                record=recommendation,
                before=was,
                after=claim.state,
                reason=claim.note,
                evidence=(said,),
            )


def _correction_changes(dataset: Dataset) -> Iterator[Change]:
    """What was put right, by its place in its record."""
    count: Counter[str] = Counter()
    for corrected in list_corrections(dataset):
        name = f"{corrected.record.folder}.{corrected.record.id}.correction"
        if corrected.element:
            yield _correction_change(dataset, corrected, f"{name}.{corrected.element.id}")
        else:
            count[name] += 1
            yield _correction_change(dataset, corrected, f"{name}.{count[name]}")


def _correction_change(dataset: Dataset, corrected: CorrectionEntry, id: str) -> Change:
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
        evidence=tuple(dataset.developments[id] for id in right.evidence) if right else (),
        about=corrected.element,
    )
