"""What follows what: the bodies in the place of one that has ended, and the measures that a measure
continues.
"""

from collections.abc import Iterable, Iterator, Mapping

from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Body, Measure


def has_ended_before(body: Body, when: PartialDate) -> bool:
    """Whether a body had certainly ended before a date."""
    return body.ended is not None and body.ended.date.latest < when.earliest


def bodies_in_place_of(
    dataset: Dataset, id: str, when: PartialDate | None = None
) -> tuple[str, ...]:
    """The ids of the bodies that stand in the place of a body, each once: itself until it has ended
    (before a date, where one is given) and where none took over; else its successors, or theirs.
    """
    body = dataset.bodies[id]
    if not body.ended or not body.ended.successors:
        return (id,)
    if when and not has_ended_before(body, when):
        return (id,)
    successors = body.ended.successors
    return tuple(
        dict.fromkeys(each for s in successors for each in bodies_in_place_of(dataset, s, when))
    )


def with_bodies_in_place(
    dataset: Dataset, ids: Iterable[str], when: PartialDate | None = None
) -> tuple[str, ...]:
    """Some bodies, and those that stand in the place of each (on a date), each once."""
    chosen = (each for id in ids for each in (id, *bodies_in_place_of(dataset, id, when)))
    return tuple(dict.fromkeys(chosen))


def predecessors_of_bodies(dataset: Dataset) -> Mapping[str, tuple[Body, ...]]:
    """The bodies from which each body took over, also by way of others, by its id: the last to end
    first.
    """
    predecessors: dict[str, list[Body]] = {}
    for body in dataset.bodies.values():
        for id in dict.fromkeys(_all_successors(dataset, body)):
            predecessors.setdefault(id, []).append(body)
    return {id: tuple(sorted(bodies, key=_newest_end_first)) for id, bodies in predecessors.items()}


def _all_successors(dataset: Dataset, body: Body) -> Iterator[str]:
    for id in body.ended.successors if body.ended else ():
        yield id
        yield from _all_successors(dataset, dataset.bodies[id])


def _newest_end_first(body: Body) -> tuple[int, str]:
    return (-body.ended.date.latest.toordinal() if body.ended else 0), body.id


def continued_measures(dataset: Dataset, measure: Measure) -> tuple[Measure, ...]:
    """The measures that a measure continues, each the one before: the newest first. It ends before
    the first that came already, or that does not exist.
    """
    earlier: dict[str, Measure] = {}
    current: Measure | None = measure
    while current and (id := current.continues) and id not in earlier:
        if current := dataset.measures.get(id):
            earlier[id] = current
    return tuple(earlier.values())
