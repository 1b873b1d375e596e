"""What is filed under each topic, and which developments name each place."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.derive.points import Point
from tracker.derive.standing import Standing
from tracker.record.model import Development, Measure
from tracker.record.tracker import Tracker


@dataclass(frozen=True)
class Filed:
    """Everything under one topic. Developments stand newest first; points by the day
    from which they apply.
    """

    standings: tuple[Standing, ...]
    measures: tuple[Measure, ...]
    developments: tuple[Development, ...]
    points: tuple[Point, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all is filed."""
        return not (self.standings or self.measures or self.developments or self.points)


def topics_of(
    tracker: Tracker, development: Development, concerns: tuple[str, ...]
) -> dict[str, None]:
    """The topics of a development: those it names, else those of everything that it links to."""
    if development.topics:
        return dict.fromkeys(development.topics)
    linked = [tracker.measures[id].topics for id in development.measures]
    linked += [tracker.recommendations[id].topics for id in concerns]
    return dict.fromkeys(id for topics in linked for id in topics)


def filed_under(
    tracker: Tracker,
    standings: tuple[Standing, ...],
    developments: tuple[Development, ...],
    concerns: Mapping[str, tuple[str, ...]],
    points: tuple[Point, ...],
) -> Mapping[str, Filed]:
    """What each topic of the vocabulary holds, in the order of the vocabulary."""
    measures = sorted(tracker.measures.values(), key=lambda measure: measure.name)
    held: dict[str, tuple[list[Standing], list[Measure], list[Development], list[Point]]]
    held = {id: ([], [], [], []) for id in tracker.vocabulary.topics}
    for standing in standings:
        for id in standing.recommendation.topics:
            held[id][0].append(standing)
    for measure in measures:
        for id in measure.topics:
            held[id][1].append(measure)
    for development in developments:
        for id in topics_of(tracker, development, concerns[development.id]):
            held[id][2].append(development)
    for point in points:
        held[point.implication.topic][3].append(point)
    return {id: Filed(*map(tuple, lists)) for id, lists in held.items()}  # type: ignore[arg-type]
