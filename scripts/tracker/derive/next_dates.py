"""Which date comes next: of a stage of a measure, or of a promise."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Measure, Stage


@dataclass(frozen=True)
class NextDate:
    """A date that lies ahead: that of a stage of a measure or, without one, of a promise."""

    date: PartialDate
    measure: Measure | None = None
    stage: Stage | None = None


def first_ahead(
    expected: Iterable[ExpectedStage],
    commitments: Iterable[CommitmentProgress],
    others: Iterable[NextDate] = (),
) -> NextDate | None:
    """The first date that lies ahead of those promised, of those expected of stages, and of some
    others that do; of two alike, the promise.
    """
    ahead = [
        NextDate(progress.due)
        for progress in commitments
        if progress.due and progress.timing.state == "ahead"
    ]
    ahead += [
        NextDate(each.date, each.measure, each.stage)
        for each in expected
        if each.timing.state == "ahead"
    ]
    return min([*ahead, *others], key=lambda each: chronological(each.date), default=None)
