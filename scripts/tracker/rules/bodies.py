"""Rules of bodies: the names that they bore."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted
from tracker.rules.evidence import grade_labels
from tracker.schema.dates import chronological
from tracker.schema.fields import Source
from tracker.schema.records import Body
from tracker.schema.traversal import FieldPath


def names_of_a_body_are_in_order(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A body's earlier names stand oldest first, each differs from the next, and each was recorded
    on or after the day on which it ended.
    """
    for body in dataset.bodies.values():
        names = body.earlier_names
        for index, (earlier, later) in enumerate(pairwise(names), start=1):
            if chronological(later.until) <= chronological(earlier.until):
                where: FieldPath = ("earlier_names", index, "until")
                message = (
                    f"until is {later.until}, but the name above it was borne until "
                    f"{earlier.until}; oldest first, each with a later day"
                )
                yield dataset.problem(body, where, message)
        texts = [*(name.name for name in names), body.name]
        for index, (text, following) in enumerate(pairwise(texts)):
            if text == following:
                message = f"{quoted(text)} is also the next name; leave one of them out"
                yield dataset.problem(body, ("earlier_names", index, "name"), message)
        for index, name in enumerate(names):
            if name.recorded.latest < name.until.earliest:
                message = f"recorded is {name.recorded}, before the name ended, {name.until}"
                yield dataset.problem(body, ("earlier_names", index, "recorded"), message)


def what_became_of_a_body_has_a_source_that_can_carry_it(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A change of a body's name rests on a source of a grade that can carry it."""
    grades, carrying = dataset.vocabulary.grades, dataset.vocabulary.carrying
    for body in dataset.bodies.values():
        for where, source in _sources_of_body(body):
            if source.grade in grades and source.grade not in carrying:
                message = (
                    f"the source is of grade {grades[source.grade].label}; what became of a body "
                    f"needs one of {grade_labels(dataset, carrying)}"
                )
                yield dataset.problem(body, (*where, "grade"), message)


def _sources_of_body(body: Body) -> Iterator[tuple[FieldPath, Source]]:
    """The sources of what became of a body, each with its path."""
    for index, name in enumerate(body.earlier_names):
        yield ("earlier_names", index, "source"), name.source
