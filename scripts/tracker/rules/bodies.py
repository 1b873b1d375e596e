"""Rules of bodies: the names that they bore, their ends and their successors."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracker.derive.order import names_in_order
from tracker.derive.succession import has_ended_before
from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import Record, Source
from tracker.schema.normal_text import compared
from tracker.schema.records import Body, Recommendation
from tracker.schema.traversal import FieldPath


def names_of_a_body_follow_each_other(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Each earlier name of a body was borne until a day of its own while the body existed, was
    recorded on that day or later, and differs from the next.
    """
    for body in dataset.bodies.values():
        names = body.earlier_names
        ordered = names_in_order(names)
        for earlier, later in pairwise(ordered):
            if chronological(later.until) == chronological(earlier.until):
                where: FieldPath = ("earlier_names", names.index(later), "until")
                message = f"until is {later.until}, as of {quoted(earlier.name)}; one came later"
                yield dataset.problem(body, where, message)
        following = [*(name.name for name in ordered), body.name][1:]
        for name, next_name in zip(ordered, following, strict=True):
            if compared(name.name) == compared(next_name):
                message = f"{quoted(name.name)} is also the next name; leave one of them out"
                where = ("earlier_names", names.index(name), "name")
                yield dataset.problem(body, where, message)
        for index, name in enumerate(names):
            if name.recorded.latest < name.until.earliest:
                message = f"recorded is {name.recorded}, before the name ended, {name.until}"
                yield dataset.problem(body, ("earlier_names", index, "recorded"), message)
            if has_ended_before(body, name.until) and body.ended:
                message = f"until is {name.until}, after the body ended, {body.ended.date}"
                yield dataset.problem(body, ("earlier_names", index, "until"), message)


_FEWEST_SUCCESSORS = {"merged": 1, "split": 2, "replaced": 1, "abolished": 0}


def an_end_of_a_body_says_what_took_over(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A body that was merged or replaced has a successor, one that was split has two, and its end
    was recorded on its day or later.
    """
    for body in dataset.bodies.values():
        if not body.ended:
            continue
        fewest = _FEWEST_SUCCESSORS[body.ended.how]
        if len(body.ended.successors) < fewest:
            message = (
                f"{quoted(body.ended.how)} needs 'successors': at least {fewest}; "
                "where none took over, write 'abolished'"
            )
            yield dataset.problem(body, ("ended", "how"), message)
        if body.ended.recorded.latest < body.ended.date.earliest:
            message = f"recorded is {body.ended.recorded}, before the end, {body.ended.date}"
            yield dataset.problem(body, ("ended", "recorded"), message)


def a_successor_outlived_the_body(dataset: Dataset, today: date) -> Iterator[Problem]:
    """What took over from a body existed when that ended, and none took over from itself, also by
    way of others.
    """
    for body in dataset.bodies.values():
        for index, id in enumerate(body.ended.successors if body.ended else ()):
            where: FieldPath = ("ended", "successors", index)
            successor = dataset.bodies.get(id)
            if body.id in _followers(dataset, id):
                message = f"{quoted(id)} leads back to this body; name the body that took over"
                yield dataset.problem(body, where, message)
            elif successor and body.ended and has_ended_before(successor, body.ended.date):
                message = _ended_message(successor, "this body did", body.ended.date)
                yield dataset.problem(body, where, message)


def _followers(dataset: Dataset, id: str) -> set[str]:
    """A body and all that took over from it, as far as they exist."""
    followers: set[str] = set()
    waiting = [id]
    while waiting:
        body = dataset.bodies.get(waiting.pop())
        if body and body.id not in followers:
            followers.add(body.id)
            waiting += body.ended.successors if body.ended else ()
    return followers


def nothing_is_asked_of_a_body_after_its_end(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Nothing was asked of a body, and nothing done by it, after its end."""
    for development in dataset.developments.values():
        for index, id in enumerate(development.bodies):
            where: FieldPath = ("bodies", index)
            yield from _after_end(dataset, development, where, id, "this event", development.date)
    for recommendation in dataset.recommendations.values():
        for where, id, act, when in _dated_bodies(dataset, recommendation):
            yield from _after_end(dataset, recommendation, where, id, act, when)


def _dated_bodies(
    dataset: Dataset, recommendation: Recommendation
) -> Iterator[tuple[FieldPath, str, str, PartialDate]]:
    """The bodies that a recommendation asks, that answered, that claim, that looked and that
    promised: the path, the body, what the date is of, and the date.
    """
    if report := dataset.reports.get(recommendation.report):
        for index, id in enumerate(recommendation.addressed_to):
            yield ("addressed_to", index), id, "its report", report.published
    for name in ("responses", "claims", "independent_findings"):
        for number, part in enumerate(getattr(recommendation, name)):
            if said := dataset.developments.get(part.development or ""):
                yield (name, number, "by"), part.by, _ACTS[name], said.date
    for number, commitment in enumerate(recommendation.commitments):
        if made := dataset.developments.get(commitment.made):
            for index, id in enumerate(commitment.by):
                yield ("commitments", number, "by", index), id, "this promise", made.date


_ACTS = {
    "responses": "this answer",
    "claims": "this claim",
    "independent_findings": "this finding",
}
"""What a message calls an item of each list."""


def _after_end(
    dataset: Dataset, record: Record, where: FieldPath, id: str, act: str, when: PartialDate
) -> Iterator[Problem]:
    body = dataset.bodies.get(id)
    if body and has_ended_before(body, when):
        yield dataset.problem(record, where, _ended_message(body, act, when))


def _ended_message(body: Body, act: str, when: PartialDate) -> str:
    assert body.ended
    names = " or ".join(map(quoted, body.ended.successors))
    mend = f"name its successor, {names}" if names else "name the body that acted"
    return f"{quoted(body.id)} ended on {body.ended.date}, before {act}, {when}; {mend}"


def what_became_of_a_body_has_a_source_that_can_carry_it(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A change of a body's name, and its end, rest on a source of a grade that can carry it."""
    grades, carrying = dataset.vocabulary.grades, dataset.vocabulary.carrying
    for body in dataset.bodies.values():
        for where, source in _sources_of_body(body):
            if source.grade in grades and source.grade not in carrying:
                message = (
                    f"the source is of grade {grades[source.grade].label}; what became of a body "
                    f"needs one of grade {dataset.vocabulary.carrying_text}"
                )
                yield dataset.problem(body, (*where, "grade"), message)


def _sources_of_body(body: Body) -> Iterator[tuple[FieldPath, Source]]:
    """The sources of what became of a body, each with its path."""
    for index, name in enumerate(body.earlier_names):
        yield ("earlier_names", index, "source"), name.source
    if body.ended:
        yield ("ended", "source"), body.ended.source
