"""Steps of measures that were announced for a date and have not been seen."""

from dataclasses import dataclass
from datetime import date

from tracker.record.dates import PartialDate
from tracker.record.model import Measure, Stage
from tracker.record.tracker import Dataset


@dataclass(frozen=True)
class ExpectedStage:
    """A stage with the date that was announced for it; `passed` where that is over."""

    measure: Measure
    stage: Stage
    date: PartialDate
    passed: bool


def expected_stages(dataset: Dataset, today: date) -> tuple[ExpectedStage, ...]:
    """Every stage that is expected and was not seen, by its last possible day."""
    found = [
        ExpectedStage(measure, stage, stage.expected, stage.expected.last < today)
        for measure in dataset.measures.values()
        for stage in measure.stages
        if stage.expected and not stage.date
    ]
    return tuple(sorted(found, key=lambda e: (e.date.last, e.measure.id)))
