"""One change, as the record implies it.

How each promise changed: every date that it was given, and that it was kept.

Everything that was put right after it had been published.

Everything that changed, as one list that the record implies and nobody types.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date as calendar_day
from functools import partial
from typing import Literal, get_args

from tracker.derive.as_of import due_date_recorded, measure_as_of, occurred_by, without_corrected
from tracker.derive.commencement import stage_date
from tracker.derive.commitments import ResolvedDueDate, resolve_due_date
from tracker.derive.status import status_history
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import Record
from tracker.schema.records import (
    Commitment,
    Development,
    DueDate,
    Element,
    Finding,
    Recommendation,
)
from tracker.schema.vocabularies import NOT_ASSESSED, NOTHING_REPORTED

ChangeKind = Literal[
    "status", "element-status", "response", "claim", "commitment", "due-date", "met", "correction"
]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)

ChangeValue = str | ResolvedDueDate | None
"""What something was, or became: a word of the vocabulary by its id, a promised date, or nothing
yet.
"""


@dataclass(frozen=True)
class Change:
    """One change: of which record, of what kind, from what to what, why, and on what evidence.

    `date` is the day from which the record shows it, `recorded` the day on which we wrote
    it. `about` tells changes
    of one kind apart: the element, the body, the promise.
    """

    id: str
    kind: ChangeKind
    date: PartialDate
    recorded: PartialDate
    record: Record
    before: ChangeValue
    after: ChangeValue
    reason: str
    evidence: tuple[Development, ...] = ()
    about: Element | Commitment | str | None = None

    @property
    def is_first_look(self) -> bool:
        """Whether it is a first finding that rests on no event: nothing happened on its day but
        that we looked.
        """
        return self.before == NOT_ASSESSED and not self.evidence

    @property
    def day(self) -> calendar_day:
        """The day by which it had come about."""
        return occurred_by(self.date, self.recorded)


def change_id(recommendation: Recommendation, kind: ChangeKind, *parts: object) -> str:
    """A name that stays: `audit-11.due-date.first-round.2`, in letters that a file name takes."""
    named = ".".join(str(part).replace("/", "--") for part in parts)
    return f"{recommendation.id}.{kind}.{named}"


COUNTED_FROM_STAGE = "The step that it is counted from was taken."
"""Why a promise that had only words has a date, where nothing else is said."""


def commitment_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """Each date that a promise was given, and that it was kept."""
    for commitment in recommendation.commitments:
        made = dataset.developments[commitment.made]
        change = partial(_commitment_change, recommendation, commitment)
        before: ResolvedDueDate | None = None
        if not commitment.due:
            yield change("commitment", made, made.date, made.recorded)
        for place, due in enumerate(commitment.due, start=1):
            said = _set_by(dataset, due, made if place == 1 else None, made)
            kind: ChangeKind = "commitment" if place == 1 else "due-date"
            number = () if place == 1 else (place,)
            written = due_date_recorded(dataset, commitment, due)
            given = _due_date_as_given(dataset, due)
            yield change(kind, said, due.set_on, written, before, given, number)
            before = resolve_due_date(dataset, due)
            if before.date and not given.date and due.after:
                taken = stage_date(dataset, due.after) or due.set_on
                counted = replace(before, reason=due.reason or COUNTED_FROM_STAGE)
                yield change("due-date", None, taken, taken, given, counted, (place, "counted"))
        if commitment.met:
            shown = dataset.developments[commitment.met.development]
            yield change("met", shown, shown.date, shown.recorded, before)


def _set_by(
    dataset: Dataset, due: DueDate, first: Development | None, made: Development
) -> Development | None:
    """The event that set a date. What made the promise did not set a later date for it, unless it
    came with that or after.
    """
    if due.development:
        return dataset.developments[due.development]
    return first or (made if made.date.latest >= due.set_on.earliest else None)


def _due_date_as_given(dataset: Dataset, due: DueDate) -> ResolvedDueDate:
    """A date as it was given: one that is counted from a stage is words alone until that is
    taken.
    """
    if not due.after:
        return resolve_due_date(dataset, due)
    id = due.after.partition(".")[0]
    then = {id: measure_as_of(dataset.measures[id], due.set_on.latest)}
    return resolve_due_date(replace(dataset, measures=then), due)


def _commitment_change(
    recommendation: Recommendation,
    commitment: Commitment,
    kind: ChangeKind,
    said: Development | None,
    day: PartialDate,
    recorded: PartialDate,
    before: ResolvedDueDate | None = None,
    after: ResolvedDueDate | None = None,
    number: tuple[object, ...] = (),
) -> Change:
    moved = after.reason if kind == "due-date" and after else None
    return Change(
        id=change_id(recommendation, kind, commitment.id, *number),
        kind=kind,
        date=day,
        recorded=recorded,
        record=recommendation,
        before=before,
        after=after,
        reason=moved or (said.title if said else ""),
        evidence=(said,) if said else (),
        about=commitment,
    )


@dataclass(frozen=True)
class CorrectionEntry:
    """A correction: the day on which it was made and the record that it is in; its note, or the
    finding that was wrong, of which element, and the one that puts it right.
    """

    date: PartialDate
    record: Record
    note: str | None = None
    element: Element | None = None
    wrong: Finding | None = None
    right: Finding | None = None


def list_corrections(dataset: Dataset) -> tuple[CorrectionEntry, ...]:
    """The corrections that records note, and the findings that correct an earlier one, in the order
    of the records.
    """
    found = [
        CorrectionEntry(correction.date, record, correction.note)
        for record in dataset.records()
        for correction in record.corrections
    ]
    found += [
        CorrectionEntry(
            right.recorded,
            recommendation,
            element=element,
            wrong=_corrected_finding(element, index),
            right=right,
        )
        for recommendation in dataset.recommendations.values()
        for element in recommendation.elements
        for index, right in enumerate(element.findings)
        if right.corrects
    ]
    return tuple(found)


def _corrected_finding(element: Element, index: int) -> Finding:
    """The finding that one at a place of the list corrects: the newest before it of that date."""
    named = str(element.findings[index].corrects)
    return next(f for f in reversed(element.findings[:index]) if str(f.date) == named)


def list_changes(dataset: Dataset) -> tuple[Change, ...]:
    """Every change that the record implies, newest first.

    Of those of one day a month comes before its last day. A correction is a change of what we
    said, not of what was so: it stands on the day on which it was made, and the wrong finding is no
    step of the history.
    """
    found = [
        change
        for recommendation in dataset.recommendations.values()
        for source in (_status_changes, _response_changes, _claim_changes, commitment_changes)
        for change in source(dataset, recommendation)
    ]
    found += _correction_changes(dataset)
    named = _with_unique_ids(found)
    return tuple(sorted(named, key=lambda c: (c.day, c.date.earliest, c.id), reverse=True))


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
            yield _status_change(dataset, right, "status", before, step.status, findings)
        else:
            for element, finding in moved:
                was = held[element.id]
                yield _status_change(
                    dataset, right, "element-status", was, finding.status, [finding], element
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
        recorded=max((finding.recorded for finding in findings), key=chronological),
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
