"""A label of the record in words: with its share, its count, its flags and the day to which it was
searched.
"""

from collections.abc import Mapping

from tracker.derive.confidence import Confidence
from tracker.derive.status import Assessment, ElementAssessment, Flag, StatusShare
from tracker.load.dataset import Dataset
from tracker.schema.vocabularies import Status
from tracker.text.commitment_sentences import overdue_text
from tracker.text.names import recommendation_label
from tracker.text.phrases import (
    Sentence,
    date_pieces,
    format_date,
    lower_first,
    plain_text,
    searched_pieces,
)

Statuses = Mapping[str, Status]


def share_text(statuses: Statuses, share: StatusShare) -> str:
    """`1 of 3 parts under way; 2 planned`."""
    first = f"{share_count_text(share)} {lower_first(statuses[share.status].short)}"
    rest = [f"{count} {lower_first(statuses[status].short)}" for status, count in share.rest]
    return "; ".join([first, *rest])


def share_count_text(share: StatusShare) -> str:
    """`1 of 3 parts`."""
    return f"{share.count} of {share.total} {'part' if share.total == 1 else 'parts'}"


def status_counts_text(statuses: Statuses, counts: Mapping[str, int]) -> str:
    """How many recommendations have each label: `3 under way; 2 planned`. A label that none has is
    left out.
    """
    held = [f"{count} {lower_first(statuses[id].short)}" for id, count in counts.items() if count]
    return "; ".join(held)


def flag_text(flag: Flag) -> str:
    """A flag beside a label: `Overdue 92 days`, `Slipped twice`."""
    match flag.kind:
        case "overdue":
            return overdue_text(flag.count)
        case "slipped":
            times = {1: "once", 2: "twice"}.get(flag.count, f"{flag.count} times")
            return f"Slipped {times}"
        case "disputed":
            return "Disputed"
        case "review-due":
            return "Review due"


def confidence_text(confidence: Confidence) -> str:
    """How sure a finding is, and why: `High confidence: it rests on …`."""
    return f"{confidence.level.capitalize()} confidence: {confidence.reason}"


def element_since(statuses: Statuses, part: ElementAssessment) -> Sentence:
    """Since when a part has had its label; an absence has only the day of the look."""
    if part.evidence and statuses[part.status].needs != "search":
        return "since ", *date_pieces(part.since)
    return "as at ", part.finding.date


def badge_text(statuses: Statuses, assessment: Assessment) -> str:
    """The label with its share and its day, as short as it can be:
    `Under way, 1 of 3 parts; searched to 29 June 2026`.
    """
    short, parts = statuses[assessment.status].short, share_count_text(assessment.share)
    return f"{short}, {parts}; searched to {format_date(assessment.evidence_to)}"


def answer_text(dataset: Dataset, assessment: Assessment) -> str:
    """Where a recommendation stands, for those who do not see a picture of it."""
    statuses = dataset.vocabulary.statuses
    searched = plain_text(searched_pieces(assessment.evidence_to, begins=True))
    return (
        f"{recommendation_label(dataset, assessment.recommendation)}: "
        f"the record shows {statuses[assessment.status].label}; "
        f"{share_text(statuses, assessment.share)}. {searched}. {dataset.site.name}"
    )
