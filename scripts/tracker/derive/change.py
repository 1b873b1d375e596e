"""One change, as the record implies it."""

from dataclasses import dataclass
from datetime import date as calendar_day
from typing import Literal

from tracker.derive.promises import ResolvedDueDate
from tracker.derive.then import occurred_by
from tracker.record.dates import PartialDate
from tracker.record.fields import Record
from tracker.record.model import Development
from tracker.record.recommendation import Commitment, Element, Recommendation
from tracker.record.vocabulary import NOT_ASSESSED

ChangeKind = Literal["label", "part", "response", "claim", "promise", "due", "kept", "correction"]
CHANGE_KINDS: tuple[ChangeKind, ...] = (
    "label",
    "part",
    "response",
    "claim",
    "promise",
    "due",
    "kept",
    "correction",
)

ChangeValue = str | ResolvedDueDate | None
"""What something was, or became: a word of the vocabulary by its id, a promised date, or nothing
yet.
"""


@dataclass(frozen=True)
class Change:
    """One change: of which record, of what kind, from what to what, why, and on what evidence.

    `date` is the day from which the record shows it, `recorded` the day on which we wrote
    it. `about` tells changes
    of one kind apart: the element, the body, the promise.
    """

    id: str
    kind: ChangeKind
    date: PartialDate
    recorded: PartialDate
    record: Record
    before: ChangeValue
    after: ChangeValue
    reason: str
    evidence: tuple[Development, ...] = ()
    about: Element | Commitment | str | None = None

    @property
    def is_first_look(self) -> bool:
        """Whether it is a first finding that rests on no event: nothing happened on its day but
        that we looked.
        """
        return self.before == NOT_ASSESSED and not self.evidence

    @property
    def day(self) -> calendar_day:
        """The day by which it had come about."""
        return occurred_by(self.date, self.recorded)


def change_id(recommendation: Recommendation, kind: ChangeKind, *parts: object) -> str:
    """A name that stays: `audit-11.due.first-round.2`, in letters that a file name takes."""
    named = ".".join(str(part).replace("/", "--") for part in parts)
    return f"{recommendation.id}.{kind}.{named}"
