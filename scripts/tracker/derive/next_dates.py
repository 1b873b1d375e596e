"""Which date comes next: of a stage of a measure, or of a promise; and which come first of all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as calendar_day

from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress
from tracker.load.dataset import Vocabularies
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


def first_dates(
    vocabulary: Vocabularies,
    expected: Iterable[ExpectedStage],
    commitments: Iterable[CommitmentProgress],
    most: int,
) -> tuple[ExpectedStage | CommitmentProgress, ...]:
    """The dates that a reader should know first, at most `most`: those that have come of stages
    which were not seen, and in the last place the next that lies ahead, of a stage or a promise. Of
    those that have come, the starts of laws stand first, then other starts; of each the newest.
    """
    stages = list(expected)
    each_date: tuple[ExpectedStage | CommitmentProgress, ...] = (*commitments, *stages)
    ahead = sorted(
        (each for each in each_date if each.timing.state == "ahead"),
        key=lambda each: each.timing.date.latest if each.timing.date else calendar_day.max,
    )
    come = sorted(
        (each for each in stages if each.timing.has_come),
        key=lambda each: (
            each.stage.stage in vocabulary.commencing_stages,
            each.measure.kind in vocabulary.laws,
            each.date.latest,
        ),
        reverse=True,
    )
    shown = come[: most - 1 if ahead else most]
    return (*shown, *ahead[: most - len(shown)])
