"""What a reader should notice beside a label. The clock raises only that a look is due; it never
worsens a label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tracker.derive.promises import CommitmentProgress
from tracker.record.recommendation import Claim, Review
from tracker.record.vocabulary import COMPLETE, DELIVERED, REPORTED_DELIVERED

NEAR_DATE = timedelta(days=30)
REVIEW_AFTER = {
    "near": timedelta(days=30),
    "usual": timedelta(days=60),
    "delivered": timedelta(days=180),
}

FlagKind = Literal["overdue", "slipped", "review-due", "disputed"]


@dataclass(frozen=True)
class Flag:
    """A short text beside a label; `kind` gives it its form."""

    kind: FlagKind
    words: str


def derive_flags(
    status: str,
    claim: Claim | None,
    review: Review,
    commitments: Sequence[CommitmentProgress],
    today: date,
) -> tuple[Flag, ...]:
    """The flags of a recommendation, the gravest first."""
    flags = []
    late = [progress.days_overdue for progress in commitments if progress.state == "overdue"]
    if late:
        flags.append(
            Flag(
                "overdue",
                f"Overdue {max(late)} day{'s' * (max(late) > 1)}" if max(late) else "Overdue",
            )
        )
    if claim and claim.state == COMPLETE and status not in (DELIVERED, REPORTED_DELIVERED):
        flags.append(Flag("disputed", "Disputed"))
    slips = max((progress.slips for progress in commitments), default=0)
    if slips:
        flags.append(
            Flag(
                "slipped",
                {1: "Slipped once", 2: "Slipped twice"}.get(slips, f"Slipped {slips} times"),
            )
        )
    if is_review_due(status, review, commitments, today):
        flags.append(Flag("review-due", "Review due"))
    return tuple(flags)


def is_review_due(
    status: str, review: Review, commitments: Sequence[CommitmentProgress], today: date
) -> bool:
    """Whether an editor should look again: after 30 days where a date is near, 180 when delivered,
    60 otherwise.
    """
    near = any(
        p.due and today <= p.due.last <= today + NEAR_DATE for p in commitments if p.state == "due"
    )
    pace = "delivered" if status == DELIVERED else "near" if near else "usual"
    return today - review.date.last > REVIEW_AFTER[pace]
