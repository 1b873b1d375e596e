"""What a reader should notice beside a label. The clock raises only that a look is due; it never
worsens a label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tracker.derive.promises import Promise
from tracker.record.recommendation import Claim, Review
from tracker.record.vocabulary import COMPLETE, DELIVERED, REPORTED_DELIVERED

NEAR = timedelta(days=30)
REVIEW_AFTER = {
    "near": timedelta(days=30),
    "usual": timedelta(days=60),
    "delivered": timedelta(days=180),
}

Kind = Literal["overdue", "slipped", "review-due", "disputed"]


@dataclass(frozen=True)
class Flag:
    """A short text beside a label; `kind` gives it its form."""

    kind: Kind
    words: str


def flags_of(
    label: str, claim: Claim | None, review: Review, promises: Sequence[Promise], today: date
) -> tuple[Flag, ...]:
    """The flags of a recommendation, the gravest first."""
    flags = []
    late = [promise.days for promise in promises if promise.state == "overdue"]
    if late:
        flags.append(
            Flag(
                "overdue",
                f"Overdue {max(late)} day{'s' * (max(late) > 1)}" if max(late) else "Overdue",
            )
        )
    if claim and claim.state == COMPLETE and label not in (DELIVERED, REPORTED_DELIVERED):
        flags.append(Flag("disputed", "Disputed"))
    slips = max((promise.slipped for promise in promises), default=0)
    if slips:
        flags.append(
            Flag(
                "slipped",
                {1: "Slipped once", 2: "Slipped twice"}.get(slips, f"Slipped {slips} times"),
            )
        )
    if is_review_due(label, review, promises, today):
        flags.append(Flag("review-due", "Review due"))
    return tuple(flags)


def is_review_due(label: str, review: Review, promises: Sequence[Promise], today: date) -> bool:
    """Whether an editor should look again: after 30 days where a date is near, 180 when delivered,
    60 otherwise.
    """
    near = any(
        p.current and today <= p.current.last <= today + NEAR for p in promises if p.state == "due"
    )
    pace = "delivered" if label == DELIVERED else "near" if near else "usual"
    return today - review.date.last > REVIEW_AFTER[pace]
