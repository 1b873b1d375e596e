"""Statuses in words: with their share, their counts, their flags and the date to which evidence was
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
    """How many recommendations have each status: `3 under way; 2 planned`; those that none has are
    left out.
    """
    texts = [f"{count} {lower_first(statuses[id].short)}" for id, count in counts.items() if count]
    return "; ".join(texts)


def flag_text(flag: Flag) -> str:
    """A flag of a recommendation: `Overdue 92 days`, `Slipped twice`."""
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


def element_since(statuses: Statuses, element: ElementAssessment) -> Sentence:
    """Since when an element has had its status; for an absence, the day on which it was found."""
    if element.evidence and statuses[element.status].needs != "search":
        return "since ", *date_pieces(element.since)
    return "as at ", element.finding.date


def badge_text(statuses: Statuses, assessment: Assessment) -> str:
    """The short status with its share and the date to which evidence was searched:
    `Under way, 1 of 3 parts; searched to 29 June 2026`.
    """
    short, share = statuses[assessment.status].short, share_count_text(assessment.share)
    return f"{short}, {share}; searched to {format_date(assessment.evidence_to)}"


def picture_text(dataset: Dataset, assessment: Assessment) -> str:
    """The status of a recommendation as the text alternative of a picture of it."""
    statuses = dataset.vocabulary.statuses
    searched = plain_text(searched_pieces(assessment.evidence_to, begins=True))
    return (
        f"{recommendation_label(dataset, assessment.recommendation)}: "
        f"the record shows {statuses[assessment.status].label}; "
        f"{share_text(statuses, assessment.share)}. {searched}. {dataset.site.name}"
    )
