"""What is filed under each topic, and which developments name each place."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.derive.points import AppliedImplication
from tracker.derive.standing import Assessment
from tracker.record.model import Development, Measure
from tracker.record.tracker import Dataset


@dataclass(frozen=True)
class TopicContents:
    """Everything under one topic. Developments stand newest first; points by the day
    from which they apply.
    """

    assessments: tuple[Assessment, ...]
    measures: tuple[Measure, ...]
    developments: tuple[Development, ...]
    implications: tuple[AppliedImplication, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all is filed."""
        return not (self.assessments or self.measures or self.developments or self.implications)


def topics_of(
    dataset: Dataset, development: Development, concerns: tuple[str, ...]
) -> dict[str, None]:
    """The topics of a development: those it names, else those of everything that it links to."""
    if development.topics:
        return dict.fromkeys(development.topics)
    linked = [dataset.measures[id].topics for id in development.measures]
    linked += [dataset.recommendations[id].topics for id in concerns]
    return dict.fromkeys(id for topics in linked for id in topics)


def contents_by_topic(
    dataset: Dataset,
    assessments: tuple[Assessment, ...],
    developments: tuple[Development, ...],
    concerns: Mapping[str, tuple[str, ...]],
    implications: tuple[AppliedImplication, ...],
) -> Mapping[str, TopicContents]:
    """What each topic of the vocabulary holds, in the order of the vocabulary."""
    measures = sorted(dataset.measures.values(), key=lambda measure: measure.name)
    held: dict[
        str, tuple[list[Assessment], list[Measure], list[Development], list[AppliedImplication]]
    ]
    held = {id: ([], [], [], []) for id in dataset.vocabulary.topics}
    for assessment in assessments:
        for id in assessment.recommendation.topics:
            held[id][0].append(assessment)
    for measure in measures:
        for id in measure.topics:
            held[id][1].append(measure)
    for development in developments:
        for id in topics_of(dataset, development, concerns[development.id]):
            held[id][2].append(development)
    for applied in implications:
        held[applied.implication.topic][3].append(applied)
    return {id: TopicContents(*map(tuple, lists)) for id, lists in held.items()}  # type: ignore[arg-type]
