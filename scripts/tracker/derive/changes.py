"""Every change that the dataset implies, as one list: of statuses, responses, claims, independent
findings and commitments, the steps of measures and of what they mean for an audience, and what was
corrected after it had been published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as calendar_day
from functools import partial
from typing import Literal, get_args

from tracker.derive.as_of import measure_as_of, occurred_by
from tracker.derive.commencement import stage_taken
from tracker.derive.commitments import ResolvedDueDate, due_date_recorded, resolve_due_date
from tracker.derive.findings import FindingInNations, findings_corrected_by, nations_of
from tracker.derive.status import (
    NationStatus,
    overall_status,
    status_before_first,
    status_history,
)
from tracker.derive.steps import Step, list_steps
from tracker.derive.voices import voice_of
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological, writing_order
from tracker.schema.fields import Record, Source
from tracker.schema.part_keys import part_key
from tracker.schema.records import (
    Commitment,
    Development,
    DueDate,
    Element,
    Finding,
    Recommendation,
)
from tracker.schema.vocabularies import NOT_ASSESSED, NOT_LOOKED_AT, NOTHING_REPORTED

ChangeKind = Literal[
    "status",
    "element-status",
    "response",
    "claim",
    "independent-finding",
    "commitment",
    "due-date",
    "met",
    "undone",
    "law",
    "guidance",
    "measure",
    "point-start",
    "point-end",
    "point",
    "correction",
]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)

NewFinding = tuple[Element, FindingInNations]
"""A finding of a date, with its element and the nations in which it holds."""
StatusesByElement = Mapping[str, Mapping[str, str]]
"""The status of each element, by its id, in each nation."""
ChangeValue = str | ResolvedDueDate | None
"""What something was, or became: a term of a vocabulary by its id, a due date, or nothing yet."""


@dataclass(frozen=True)
class Change:
    """One change: of which record, of what kind, from what to what, why, and on what evidence.

    `date` is the date from which the record shows it, `recorded` the one on which we wrote it.
    `about` tells changes of one kind apart: the element, the body (by its id), the commitment.
    `nations` are those in which a status changed, or a finding was wrong, where these are not all
    in which the recommendation applies. `whole_before` and `whole_after` are then the status of the
    recommendation in each of its nations.
    `claimant` is the body that makes a claim, by its id. `source` is the one by which a step was
    taken, `taken_with` the stage of that date, as `measure.stage`, from which it follows.
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
    nations: tuple[str, ...] = ()
    whole_before: tuple[NationStatus, ...] = ()
    whole_after: tuple[NationStatus, ...] = ()
    claimant: str | None = None
    source: Source | None = None
    taken_with: str | None = None

    @property
    def is_first_finding(self) -> bool:
        """Whether it is a first finding: a status that was not assessed before."""
        return self.before == NOT_ASSESSED and self.kind in ("status", "element-status")

    @property
    def is_first_look(self) -> bool:
        """Whether it is a first finding that rests on no development: nothing happened on its day
        but that we looked.
        """
        return self.is_first_finding and not self.evidence

    @property
    def is_of_our_words(self) -> bool:
        """Whether only what we say changed, on the day on which we wrote it."""
        return self.kind in ("correction", "point")

    @property
    def happened(self) -> bool:
        """Whether something came about on its day, beside our looking and our writing."""
        return not self.is_first_finding and not self.is_of_our_words

    @property
    def day(self) -> calendar_day:
        """The day by which it had come about."""
        return occurred_by(self.date, self.recorded)


def list_changes(dataset: Dataset) -> tuple[Change, ...]:
    """Every change that the dataset implies, newest first; of those of one day, a month comes
    before its last day.

    A correction is a change of what we said, not of what was so: it stands on the day on which it
    was made, and the wrong finding is no step of the history.
    """
    changes = [
        change
        for recommendation in dataset.recommendations.values()
        for list_kind in (
            _status_changes,
            _response_changes,
            _claim_changes,
            _independent_changes,
            _commitment_changes,
        )
        for change in list_kind(dataset, recommendation)
    ]
    changes += (_step_change(step) for step in list_steps(dataset))
    changes += _correction_changes(dataset)
    return tuple(sorted(changes, key=lambda c: (c.day, c.date.earliest, c.id), reverse=True))


def _change_id(recommendation: Recommendation, kind: ChangeKind, *parts: object) -> str:
    """An id that stays, in letters that a file name takes: `audit-11.claim.2024-06-01-it-answers`.
    No part of it is a place in a list.
    """
    name = ".".join(str(part).replace("/", "--") for part in parts)
    return f"{recommendation.id}.{kind}.{name}"


def _status_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """The changes of the overall status in each nation, those that are the same in several as one;
    and those of an element that left it as it was there. Before its first finding an element is not
    assessed.
    """
    nations, order = nations_of(dataset, recommendation), list(dataset.vocabulary.statuses)
    whole: tuple[NationStatus, ...] = (NationStatus(nations, NOT_ASSESSED),)
    statuses: StatusesByElement = {
        element.id: dict.fromkeys(nations, status_before_first(element))
        for element in recommendation.elements
    }
    for step in status_history(dataset, recommendation):
        before, after = _of_each_nation(whole), _of_each_nation(step.by_nation)
        moved = [nation for nation in nations if before[nation] != after[nation]]
        told: dict[str, Sequence[NewFinding]] = {}
        for (was, becomes), names in _together((before[n], after[n], n) for n in moved):
            changed = [new for new in step.findings if _changes(new, statuses, names)]
            deciding = _deciding(changed, statuses, names, becomes, order)
            given = [(element, each.finding) for element, each in deciding]
            change = _status_change(dataset, recommendation, "status", was, becomes, given)
            yield _in_nations(change, names, nations, whole, step.by_nation)
            told |= dict.fromkeys(names, deciding)
        for new in step.findings:
            element, each = new
            status = each.finding.status
            left = [n for n in nations if n in each.nations and new not in told.get(n, ())]
            differing = ((statuses[element.id][n], status, n) for n in left)
            for (was, becomes), names in _together(d for d in differing if d[0] != status):
                given = [(element, each.finding)]
                change = _status_change(
                    dataset, recommendation, "element-status", was, becomes, given, element
                )
                yield _in_nations(change, names, nations)
        whole, statuses = step.by_nation, step.statuses


def _of_each_nation(by_nation: Iterable[NationStatus]) -> dict[str, str]:
    """The status in each nation. That nobody has looked at what is left is none: it is not
    assessed, as it was before.
    """
    return {
        nation: NOT_ASSESSED if each.status == NOT_LOOKED_AT else each.status
        for each in by_nation
        for nation in each.nations
    }


def _together(
    moves: Iterable[tuple[str, str, str]],
) -> Iterable[tuple[tuple[str, str], tuple[str, ...]]]:
    """Statuses before and after, each pair once, with the nations that have it."""
    nations: dict[tuple[str, str], tuple[str, ...]] = {}
    for before, after, nation in moves:
        nations[before, after] = (*nations.get((before, after), ()), nation)
    return nations.items()


def _changes(new: NewFinding, before: StatusesByElement, nations: Iterable[str]) -> bool:
    """Whether a finding changes the status of its element in one of some nations."""
    element, each = new
    return any(before[element.id][n] != each.finding.status for n in nations if n in each.nations)


def _in_nations(
    change: Change,
    nations: tuple[str, ...],
    everywhere: tuple[str, ...],
    whole_before: tuple[NationStatus, ...] = (),
    whole_after: tuple[NationStatus, ...] = (),
) -> Change:
    """A change of a status in some nations, which its id names; itself where they are all."""
    if nations == everywhere:
        return change
    return replace(
        change,
        id=".".join((change.id, *nations)),
        nations=nations,
        whole_before=whole_before,
        whole_after=whole_after,
    )


def _deciding(
    changed: Sequence[NewFinding],
    statuses: StatusesByElement,
    nations: Iterable[str],
    overall: str,
    order: Sequence[str],
) -> Sequence[NewFinding]:
    """Of the findings of one date that change an element's status in some nations, those that give
    the whole its own there: all that were written by when it first had that. One that was written
    later, such as a correction, changes its element alone.
    """

    def whole(known: Sequence[NewFinding], nation: str) -> str:
        new = {element.id: each for element, each in known if nation in each.nations}
        now = [new[id].finding.status if id in new else of[nation] for id, of in statuses.items()]
        return overall_status(now, order)

    written = [writing_order(_first_recorded(element, each.finding)) for element, each in changed]
    for last in sorted(set(written)):
        known = [new for new, when in zip(changed, written, strict=True) if when <= last]
        if all(whole(known, nation) == overall for nation in nations):
            return known
    return changed


def _first_recorded(element: Element, finding: Finding) -> PartialDate:
    """When the status of a finding was first written for its date: a correction that keeps both
    makes it no newer.
    """
    nations = set(finding.applies_in)
    same = (
        other
        for other in element.findings
        if (other.status, other.date) == (finding.status, finding.date)
        and (not nations or not other.applies_in or nations & set(other.applies_in))
    )
    return min((other.recorded for other in same), key=writing_order)


def _status_change(
    dataset: Dataset,
    recommendation: Recommendation,
    kind: ChangeKind,
    before: str,
    after: str,
    given: Sequence[tuple[Element, Finding]],
    about: Element | None = None,
) -> Change:
    findings = [finding for _, finding in given]
    date = findings[-1].date
    evidence = dict.fromkeys(id for finding in findings for id in finding.evidence)
    return Change(
        id=_change_id(recommendation, kind, *([about.id] if about else []), date),
        kind=kind,
        date=date,
        recorded=max((_first_recorded(*pair) for pair in given), key=writing_order),
        record=recommendation,
        before=before,
        after=after,
        reason=" ".join(dict.fromkeys(finding.reason for finding in findings)),
        evidence=tuple(dataset.developments[id] for id in evidence),
        about=about,
    )


def _response_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """Each response of a body that differs from its last. That none was found is no change, but the
    lack of one.
    """
    positions: dict[str, str] = {}
    for response in recommendation.responses:
        before, positions[response.by] = positions.get(response.by), response.position
        if response.development and before != response.position:
            development = dataset.developments[response.development]
            yield Change(
                id=_change_id(recommendation, "response", response.by, development.id),
                kind="response",
                date=development.date,
                recorded=development.recorded,
                record=recommendation,
                before=before,
                after=response.position,
                reason=response.note or development.title,
                evidence=(development,),
                about=response.by,
            )


def _claim_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """Each claim that differs from the last of its voice. What was said before the first is not
    known where a claim was withdrawn.
    """
    first = None if recommendation.withdrawn_from("claims") else NOTHING_REPORTED
    states: dict[str, str] = {}
    for claim in recommendation.claims:
        voice, after = voice_of(dataset, claim.by), claim.state
        before, states[voice] = states.get(voice, first), after
        if before != after:
            development = dataset.developments[claim.development]
            yield Change(
                id=_change_id(recommendation, "claim", part_key(claim)),
                kind="claim",
                date=development.date,
                recorded=development.recorded,
                record=recommendation,
                before=before,
                after=after,
                reason=claim.note,
                evidence=(development,),
                claimant=claim.by,
            )


def _independent_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """What an independent body found that differs from its last on the same elements."""
    conclusions: dict[tuple[str, frozenset[str]], str] = {}
    for found in recommendation.independent_findings:
        key = found.by, frozenset(found.elements)
        before, conclusions[key] = conclusions.get(key), found.conclusion
        if before != found.conclusion:
            development = dataset.developments[found.development]
            yield Change(
                id=_change_id(recommendation, "independent-finding", part_key(found)),
                kind="independent-finding",
                date=development.date,
                recorded=development.recorded,
                record=recommendation,
                before=before,
                after=found.conclusion,
                reason=found.note,
                evidence=(development,),
                about=found.by,
            )


COUNTED_FROM_STAGE = "The step that it is counted from was taken."
"""Why a commitment that had only words has a date, where nothing else is said."""


def _commitment_changes(dataset: Dataset, recommendation: Recommendation) -> Iterator[Change]:
    """Each date that a commitment was given, that it was met and that this was undone."""
    for commitment in recommendation.commitments:
        change = partial(_commitment_change, recommendation, commitment)
        if not commitment.due:
            made = dataset.developments[commitment.made]
            yield change("commitment", made, made.date, made.recorded)
        for number in range(1, len(commitment.due) + 1):
            yield from _due_date_changes(dataset, recommendation, commitment, number)
        if commitment.met:
            development = dataset.developments[commitment.met.development]
            current = resolve_due_date(dataset, commitment.due[-1]) if commitment.due else None
            yield change("met", development, development.date, development.recorded, current)
        if commitment.undone:
            development = dataset.developments[commitment.undone.development]
            yield change("undone", development, development.date, development.recorded)


def _due_date_changes(
    dataset: Dataset, recommendation: Recommendation, commitment: Commitment, number: int
) -> Iterator[Change]:
    """That a commitment was given its due date of a number, and, where that is counted from a
    stage, that the stage was taken.
    """
    change = partial(_commitment_change, recommendation, commitment)
    due = commitment.due[number - 1]
    key = part_key(due)
    development = _setting_development(dataset, commitment, number)
    recorded = _restated(due, due_date_recorded(dataset, commitment, due))
    as_set = _due_date_as_set(dataset, due)
    if number == 1:
        yield change("commitment", development, due.set_on, recorded, None, as_set)
    else:
        before = resolve_due_date(dataset, commitment.due[number - 2])
        yield change("due-date", development, due.set_on, recorded, before, as_set, (key,))
    resolved = resolve_due_date(dataset, due)
    taken = stage_taken(dataset, due.after) if due.after else None
    if taken and resolved.date and not as_set.date:
        counted = replace(resolved, reason=due.reason or COUNTED_FROM_STAGE)
        recorded = _stage_recorded(dataset, due.after or "", taken)
        yield change("due-date", None, taken, recorded, as_set, counted, (key, "counted"))


def _restated(due: DueDate, recorded: PartialDate) -> PartialDate:
    """The day on which we wrote a due date as it stands now: where the development that set it was
    withdrawn, the day of that, so that its change never goes back to a day before.
    """
    days = [reference.day for reference in due.withdrawn_from("development") if reference.day]
    return max((recorded, *days), key=writing_order)


def _stage_recorded(dataset: Dataset, stage_ref: str, taken: PartialDate) -> PartialDate:
    """The date on which we wrote that a stage was taken: when its source was seen, never before it
    was taken.
    """
    id, _, stage_id = stage_ref.partition(".")
    stages = (stage for stage in dataset.measures[id].stages if stage.stage == stage_id)
    seen = (stage.source.seen_on for stage in stages if stage.date and stage.source)
    return max((taken, *seen), key=chronological)


def _setting_development(
    dataset: Dataset, commitment: Commitment, number: int
) -> Development | None:
    """The development that set the due date of a number. The one that made the commitment set a
    later date only where it came with that or after.
    """
    due = commitment.due[number - 1]
    if due.development:
        return dataset.developments[due.development]
    made = dataset.developments[commitment.made]
    return made if number == 1 or made.date.latest >= due.set_on.earliest else None


def _due_date_as_set(dataset: Dataset, due: DueDate) -> ResolvedDueDate:
    """A due date as it was set: counted from a stage, it has no date until that is taken."""
    if not due.after:
        return resolve_due_date(dataset, due)
    id = due.after.partition(".")[0]
    measures = {id: measure_as_of(dataset.measures[id], due.set_on.latest)}
    return resolve_due_date(replace(dataset, measures=measures), due)


def _commitment_change(
    recommendation: Recommendation,
    commitment: Commitment,
    kind: ChangeKind,
    development: Development | None,
    date: PartialDate,
    recorded: PartialDate,
    before: ResolvedDueDate | None = None,
    after: ResolvedDueDate | None = None,
    suffix: tuple[object, ...] = (),
) -> Change:
    reason = after.reason if kind == "due-date" and after else None
    return Change(
        id=_change_id(recommendation, kind, commitment.id, *suffix),
        kind=kind,
        date=date,
        recorded=recorded,
        record=recommendation,
        before=before,
        after=after,
        reason=reason or (development.title if development else ""),
        evidence=(development,) if development else (),
        about=commitment,
    )


@dataclass(frozen=True)
class CorrectionEntry:
    """A correction: the date on which it was made and the record that it is in; its note, or the
    finding that was wrong, of which element, in which nations, and the one that puts it right.
    `key` tells it from the others of its record.
    """

    date: PartialDate
    record: Record
    key: str
    note: str | None = None
    element: Element | None = None
    wrong: Finding | None = None
    right: Finding | None = None
    nations: tuple[str, ...] = ()


def list_corrections(dataset: Dataset) -> tuple[CorrectionEntry, ...]:
    """The corrections that records note, and the findings that correct another, in the order of the
    records.
    """
    noted = [
        CorrectionEntry(correction.date, record, part_key(correction), correction.note)
        for record in dataset.records()
        for correction in record.corrections
    ]
    findings = [
        correction
        for recommendation in dataset.recommendations.values()
        for correction in corrected_findings(dataset, recommendation)
    ]
    return (*noted, *findings)


def corrected_findings(
    dataset: Dataset, recommendation: Recommendation
) -> tuple[CorrectionEntry, ...]:
    """The findings of a recommendation that were wrong, each with the one that puts it right, and
    with the nations in which it was wrong where these are not all.
    """
    entries: list[CorrectionEntry] = []
    nations = nations_of(dataset, recommendation)
    for element in recommendation.elements:
        for right in element.findings:
            corrected = findings_corrected_by(recommendation, element, right)
            for each in corrected:
                names = tuple(nation for nation in nations if nation in each.nations)
                key = (element.id, part_key(right), *(names if len(corrected) > 1 else ()))
                entry = CorrectionEntry(
                    right.recorded,
                    recommendation,
                    ".".join(key),
                    element=element,
                    wrong=each.finding,
                    right=right,
                    nations=() if names == nations else names,
                )
                entries.append(entry)
    return tuple(entries)


def _step_change(step: Step) -> Change:
    """A step as a change. Its id begins with the kind of its record, as that of a correction."""
    return Change(
        id=f"{step.record.folder}.{step.record.id}.{step.key}",
        kind=step.kind,
        date=step.date,
        recorded=step.recorded,
        record=step.record,
        before=None,
        after=step.after,
        reason=step.reason,
        nations=step.nations,
        source=step.source,
        taken_with=step.taken_with,
    )


def _correction_changes(dataset: Dataset) -> Iterator[Change]:
    """Each correction. Its id begins with the kind of its record: any can have one."""
    for correction in list_corrections(dataset):
        record = correction.record
        id = f"{record.folder}.{record.id}.correction.{correction.key}"
        yield _correction_change(dataset, correction, id)


def _correction_change(dataset: Dataset, correction: CorrectionEntry, id: str) -> Change:
    wrong, right = correction.wrong, correction.right
    return Change(
        id=id,
        kind="correction",
        date=correction.date,
        recorded=correction.date,
        record=correction.record,
        before=wrong.status if wrong else None,
        after=right.status if right else None,
        reason=correction.note or (right.reason if right else ""),
        evidence=tuple(dataset.developments[id] for id in right.evidence) if right else (),
        about=correction.element,
        nations=correction.nations,
    )
