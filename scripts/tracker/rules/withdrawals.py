"""What rests on a record that was withdrawn: nothing of it fails a build, so that a take-down is
published at once, and all of it is a warning.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tracker.load.dataset import Dataset
from tracker.load.documents import Document, Position
from tracker.load.pruning import value_at
from tracker.problems import Problem
from tracker.rules import subjects
from tracker.schema.records import Finding
from tracker.schema.traversal import FieldPath


def nothing_rests_on_what_was_withdrawn(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No record names one that was withdrawn."""
    for (folder, id), dropped in dataset.dropped.items():
        record = dataset.recommendations.get(id) if folder == "recommendations" else None
        for reference, problem in dropped:
            part = value_at(record, reference.around or ()) if record else None
            is_bare = isinstance(part, Finding) and not (part.evidence or part.searched)
            bare = "; the finding has no source left, and says 'Source withdrawn'" * is_bare
            yield replace(problem, message=f"{problem.message}{bare}")


def what_a_withdrawal_left_is_whole(dataset: Dataset, today: date) -> Iterator[Problem]:
    """After a take-down, topics and places still have what they need."""
    if dataset.has_withdrawals:
        yield from subjects.empty_topics(dataset)
        yield from subjects.unnamed_places(dataset)


def is_left_by_a_withdrawal(dataset: Dataset, problem: Problem) -> bool:
    """Whether a problem lies within a part of a record that lost a reference to a withdrawn one; in
    a record as a whole, whether it lies at one of its own fields.
    """
    for (folder, id), dropped in dataset.dropped.items():
        document = dataset.documents.get((folder, id))
        if document is None or document.file != problem.file:
            continue
        for reference, _ in dropped:
            if reference.around is not None and _is_within(document, reference.around, problem):
                return True
    return False


def _is_within(document: Document, where: FieldPath, problem: Problem) -> bool:
    place = Position(problem.line, problem.column)
    if not where:
        return place in {at for path, at in document.positions.items() if len(path) < 2}
    inside = [
        position for path, position in document.positions.items() if path[: len(where)] == where
    ]
    return min(inside) <= place <= max(inside)
