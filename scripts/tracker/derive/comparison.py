"""What differs between a dataset and an earlier one, both judged on one day: what the record says
of the world, as states, phases, dates and steps; and what was written to make it say so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from tracker.derive.commencement import AppliedImplication
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts
from tracker.derive.status import Assessment, ElementAssessment
from tracker.load.dataset import Dataset
from tracker.schema.fields import Model, Record
from tracker.schema.part_keys import KeyPath, keyed_parts, keyed_values
from tracker.schema.records import Measure, Stage


@dataclass(frozen=True)
class StatusDifference:
    """A recommendation of which the status of the whole or of a part differs, as it was and as it
    is now; `parts` are those that differ, each as it was, if it was there.
    """

    before: Assessment
    after: Assessment
    parts: tuple[tuple[ElementAssessment | None, ElementAssessment], ...]

    @property
    def is_of_whole(self) -> bool:
        """Whether the status of the whole differs in any nation."""
        return self.before.by_nation != self.after.by_nation


@dataclass(frozen=True)
class StageDifference:
    """A stage of a measure of which the dates or the searches differ; `before` is None where it is
    new, `after` where it is no longer there.
    """

    earlier_measure: Measure
    later_measure: Measure
    before: Stage | None
    after: Stage | None


@dataclass(frozen=True)
class RecordDifference:
    """How much of a record differs: its texts, and its other values, each counted once, in parts
    that are on both sides; and which kinds of part were added and taken out, how often.
    """

    record: Record
    texts: int
    values: int
    added: Mapping[type[Model], int]
    removed: Mapping[type[Model], int]


@dataclass(frozen=True)
class Comparison:
    """What differs between two sets of facts of one day. `withdrawn` and `moved` are addresses of
    records (`developments/2024-11-law`); `withdrawn_unnamed` are those of which the address was
    withdrawn too; `vocabularies` has of each that differs how many of its words are new, changed or
    gone.
    """

    statuses: tuple[StatusDifference, ...]
    phases: tuple[tuple[AppliedImplication, AppliedImplication], ...]
    promises: tuple[tuple[CommitmentProgress, CommitmentProgress], ...]
    stages: tuple[StageDifference, ...]
    added: tuple[Record, ...]
    removed: tuple[Record, ...]
    withdrawn: tuple[str, ...]
    withdrawn_unnamed: int
    moved: tuple[str, ...]
    edited: tuple[RecordDifference, ...]
    vocabularies: Mapping[str, int]


def compare_facts(earlier: Facts, later: Facts) -> Comparison:
    """What differs between earlier facts and later ones. What was withdrawn since is in neither."""
    before, after = _records(earlier.dataset), _records(later.dataset)
    both = [(before[key], after[key]) for key in after if key in before]
    documents = earlier.dataset.documents
    moved = [a for a in later.dataset.moved if a not in earlier.dataset.moved]
    return Comparison(
        statuses=tuple(_status_differences(earlier, later)),
        phases=tuple(
            (was, now)
            for was, now in _in_both(_applied(earlier), _applied(later))
            if was.phase != now.phase
        ),
        promises=tuple(
            (was, now)
            for was, now in _in_both(_promises(earlier), _promises(later))
            if was.state != now.state or was.due != now.due
        ),
        stages=tuple(
            stage
            for was, now in both
            if isinstance(was, Measure) and isinstance(now, Measure) and was != now
            for stage in _stage_differences(was, now)
        ),
        added=tuple(record for key, record in after.items() if key not in before),
        removed=tuple(
            record
            for key, record in before.items()
            if key not in after and "/".join(key) not in moved
        ),
        withdrawn=tuple(
            address
            for address, gone in later.dataset.withdrawn.items()
            if (gone.folder, gone.id) not in documents
        ),
        withdrawn_unnamed=len(later.dataset.withdrawn_hashes - earlier.dataset.withdrawn_hashes),
        moved=tuple(moved),
        edited=tuple(
            found for was, now in both if was != now and (found := _record_difference(was, now))
        ),
        vocabularies=_vocabulary_differences(earlier.dataset, later.dataset),
    )


Key = TypeVar("Key")
Value = TypeVar("Value")
RecordKey = tuple[str, str]
"""The folder and the id of a record."""


def _records(dataset: Dataset) -> dict[RecordKey, Record]:
    return {(record.folder, record.id): record for record in dataset.records()}


def _in_both(
    before: Mapping[Key, Value], after: Mapping[Key, Value]
) -> Iterator[tuple[Value, Value]]:
    """The values of the keys that both have, in the order of the later."""
    return ((before[key], value) for key, value in after.items() if key in before)


def _applied(facts: Facts) -> dict[str, AppliedImplication]:
    of_audiences = chain.from_iterable(facts.implications_by.audience.values())
    return {applied.implication.id: applied for applied in of_audiences}


def _promises(facts: Facts) -> dict[tuple[str, str], CommitmentProgress]:
    return {(each.recommendation.id, each.commitment.id): each for each in facts.commitments}


def _status_differences(earlier: Facts, later: Facts) -> Iterator[StatusDifference]:
    for was, now in _in_both(earlier.assessments, later.assessments):
        parts = {each.element.id: each for each in was.elements}
        changed = tuple(
            (before, each)
            for each in now.elements
            if (before := parts.get(each.element.id)) is None or before.by_nation != each.by_nation
        )
        found = StatusDifference(was, now, changed)
        if changed or found.is_of_whole:
            yield found


def _stage_differences(was: Measure, now: Measure) -> Iterator[StageDifference]:
    before, after = _stages(was), _stages(now)
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if not one or not other or _dates_of(one) != _dates_of(other):
            yield StageDifference(was, now, one, other)


def _stages(measure: Measure) -> dict[KeyPath, Stage]:
    parts = keyed_parts(measure).items()
    return {key: part for key, part in parts if isinstance(part, Stage)}


def _dates_of(stage: Stage) -> tuple[object, ...]:
    return stage.date, stage.expected, tuple(search.to for search in stage.searched)


def _record_difference(was: Record, now: Record) -> RecordDifference | None:
    """How much of a record differs; None where only the order of its lists or the writing of its
    dates does.
    """
    parts = keyed_parts(was), keyed_parts(now)
    shared = {(), *(parts[0].keys() & parts[1].keys())}
    before, after = keyed_values(was), keyed_values(now)
    differ = [
        (after.get(key) or before[key])[0]
        for key in {**before, **after}
        if key[:-1] in shared and before.get(key) != after.get(key)
    ]
    added, removed = _counted(parts[0], parts[1]), _counted(parts[1], parts[0])
    if not (differ or added or removed):
        return None
    texts = sum(differ)
    return RecordDifference(now, texts, len(differ) - texts, added, removed)


def _counted(
    before: Mapping[KeyPath, Model], after: Mapping[KeyPath, Model]
) -> Mapping[type[Model], int]:
    """The kinds of the parts that only `after` has, without what stands inside one of these."""
    new = [key for key in after if key not in before]
    whole = set(new)
    outermost = [key for key in new if not any(key[:n] in whole for n in range(1, len(key)))]
    return Counter(type(after[key]) for key in outermost)


def _vocabulary_differences(earlier: Dataset, later: Dataset) -> Mapping[str, int]:
    """How many words of each vocabulary differ, of those of which any does."""
    counts = {
        name: sum(
            terms.get(id) != earlier.vocabulary.terms[name].get(id)
            for id in {*terms, *earlier.vocabulary.terms[name]}
        )
        for name, terms in later.vocabulary.terms.items()
    }
    return {name: count for name, count in counts.items() if count}
