"""What waits for a look: the places of the record that the warnings name, and those of which the
facts say that a date has come or a start was not seen, and that nobody has looked since.

Nothing is judged here: each comes from the rule or the function that judges it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.derive.facts import Facts
from tracker.derive.timing import furthest_searched
from tracker.load.dataset import Dataset
from tracker.problems import Problem
from tracker.rules import WARNING_RULES, check, release
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import Record, Source
from tracker.schema.part_keys import KeyPath, key_path
from tracker.schema.records import Commitment, Recommendation, Report, Stage
from tracker.schema.traversal import FieldPath, place_order

PROMISE_PASSED, STAGE_PASSED, START_UNSEEN = "promise_passed", "stage_passed", "start_unseen"
"""The kinds of look that no rule asks for."""
SOURCE_IN_PART = release.a_source_was_seen_in_full.__name__
"""The kind of a look at a source that was seen only in part: there are the most of them."""
RULES_OF_LOOKS = tuple(
    rule for rule in WARNING_RULES if rule is not release.a_source_has_an_archived_copy
)
"""The rules whose warnings ask somebody to look at something."""


@dataclass(frozen=True)
class DueLook:
    """A place of a record that waits for a look. `kind` is the name of the rule that it breaks, or
    one of the kinds that no rule asks for; `since` the day up to which somebody looked, or the day
    that has come, None where neither is known; `problem` has its place in the file.
    """

    kind: str
    record: Record
    where: FieldPath
    since: PartialDate | None
    problem: Problem

    @property
    def identity(self) -> tuple[str, str, str, KeyPath, str]:
        """What is the same of it wherever it stands in its file."""
        said = re.sub(r":\d+:\d+", "", self.problem.message)
        keys = key_path(self.record, self.where)
        return self.kind, self.record.folder, self.record.id, keys, said


def due_looks(dataset: Dataset, facts: Facts) -> tuple[DueLook, ...]:
    """What waits for a look in a dataset, of which these are the facts: that which has waited
    longest first, and before it that of which no day is known.
    """
    records = {dataset.document(record).file: record for record in dataset.records()}
    found = [
        DueLook(rule.__name__, record, problem.where, _since(record, problem.where), problem)
        for rule in RULES_OF_LOOKS
        for problem in check(dataset, facts.today, (rule,))
        if (record := records.get(problem.file))
    ]
    found += _passed_promises(dataset, facts)
    found += _passed_stages(dataset, facts)
    found += _unseen_starts(dataset, facts)
    return tuple(sorted(found, key=_longest_first))


def new_looks(earlier: Sequence[DueLook], later: Sequence[DueLook]) -> tuple[DueLook, ...]:
    """What waits for a look and did not wait for it earlier."""
    known = {look.identity for look in earlier}
    return tuple(look for look in later if look.identity not in known)


def looks_by_record(looks: Sequence[DueLook]) -> tuple[tuple[DueLook, ...], ...]:
    """The looks of one kind at one record together, each group where its first stands."""
    groups: dict[tuple[str, str, str], tuple[DueLook, ...]] = {}
    for look in looks:
        key = look.record.folder, look.record.id, look.kind
        groups[key] = (*groups.get(key, ()), look)
    return tuple(groups.values())


def _longest_first(look: DueLook) -> tuple[date, str, str, tuple[int, ...], str, str]:
    since = look.since.latest if look.since else date.min
    record, message = look.record, look.problem.message
    return since, record.folder, record.id, place_order(record, look.where), message, look.kind


def _passed_promises(dataset: Dataset, facts: Facts) -> Iterator[DueLook]:
    for progress in facts.commitments:
        if progress.state == "unchecked":
            record = dataset.recommendations[progress.recommendation.id]
            ids = [commitment.id for commitment in record.commitments]
            where: FieldPath = ("commitments", ids.index(progress.commitment.id))
            message = (
                f"its day, {progress.due}, has passed, and nobody has looked since: give it 'met' "
                "or a new date, or say in 'looked_to' or a review how far you looked"
            )
            problem = dataset.problem(record, where, message)
            yield DueLook(PROMISE_PASSED, record, where, progress.due, problem)


def _passed_stages(dataset: Dataset, facts: Facts) -> Iterator[DueLook]:
    for each in facts.expected_stages:
        if each.timing.state == "passed":
            record = dataset.measures[each.measure.id]
            where: FieldPath = ("stages", record.stages.index(each.stage))
            message = (
                f"was expected {each.date}, which has come, and nobody has looked since: give the "
                "stage its date, or say in 'searched' where you looked"
            )
            problem = dataset.problem(record, (*where, "expected"), message)
            yield DueLook(STAGE_PASSED, record, where, each.date, problem)


def _unseen_starts(dataset: Dataset, facts: Facts) -> Iterator[DueLook]:
    for unseen in facts.unseen_starts:
        record = dataset.recommendations[unseen.assessment.recommendation.id]
        ids = [element.id for element in record.elements]
        where: FieldPath = ("elements", ids.index(unseen.element.element.id))
        laws = ", ".join(law.id for law in unseen.laws)
        message = (
            f"rests on a law of which no start was seen ({laws}): look at the statute book, and "
            "give its stage a date, or search again"
        )
        problem = dataset.problem(record, where, message)
        yield DueLook(START_UNSEEN, record, where, unseen.looked_to, problem)


def _since(record: Record, where: FieldPath) -> PartialDate | None:
    """The day up to which somebody looked at a place of a record: what stands there if that is a
    day; else of the innermost part around it that has one.
    """
    around: list[object] = [record]
    for step in where:
        inner = around[-1]
        if isinstance(step, int):
            if not isinstance(inner, tuple) or step >= len(inner):
                break
            around.append(inner[step])
        else:
            around.append(getattr(inner, step, None))
    days = (_looked_to(record, value) for value in reversed(around))
    return next((day for day in days if day), None)


def _looked_to(record: Record, value: object) -> PartialDate | None:
    match value:
        case PartialDate():
            return value
        case Source():
            return value.seen_on
        case Stage():
            return furthest_searched(value.searched)
        case Commitment() if isinstance(record, Recommendation):
            return value.looked_to or _reviewed_to(record)
        case Recommendation():
            return _reviewed_to(value)
        case Report():
            return value.published
    return None


def _reviewed_to(record: Recommendation) -> PartialDate | None:
    days: Mapping[PartialDate, PartialDate] = {r.date: r.evidence_to for r in record.reviews}
    return days[max(days, key=chronological)] if days else None
