"""Statuses in words: with their share, their counts, their flags and the date to which evidence was
searched.
"""

from collections.abc import Mapping

from tracker.derive.confidence import Confidence
from tracker.derive.status import (
    Assessment,
    ElementAssessment,
    Flag,
    StatusShare,
    response_date,
)
from tracker.load.dataset import Dataset
from tracker.schema.vocabularies import Status
from tracker.text.commitment_sentences import overdue_text
from tracker.text.names import body_name, recommendation_label
from tracker.text.phrases import (
    NOT_LOOKED_YET,
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


def claim_text(dataset: Dataset, assessment: Assessment) -> str:
    """What the government says, as its label; where its only claims rested on what was withdrawn,
    that.
    """
    if not assessment.claim and assessment.recommendation.withdrawn_from("government_says"):
        return "Source withdrawn"
    claim_status = assessment.claim_status
    return dataset.vocabulary.term("states", claim_status).label if claim_status else NOT_LOOKED_YET


def response_texts(dataset: Dataset, assessment: Assessment) -> list[str]:
    """What each body answered: `Ministry of Bridges: Accepted`."""
    return [
        f"{body_name(dataset, response.by, response_date(dataset, response))}: "
        f"{dataset.vocabulary.term('responses', response.position).label}"
        for response in assessment.responses
    ]


def absence(what: str, assessment: Assessment) -> Sentence:
    """That a review found none of a thing, and how far it looked: `No promise was found, searched
    up to 29 June 2026.` Where there was no review: that nobody has looked.
    """
    if not assessment.looked_to:
        return (f"{NOT_LOOKED_YET}.",)
    return f"{what}, ", *searched_pieces(assessment.looked_to), "."


NO_FINDING_YET = "Nobody here has looked yet at what became of it."
"""What stands for the reason of a status where no element was judged."""


def reason_text(assessment: Assessment) -> str:
    """Why a recommendation has its status: the reason of the finding that decided it."""
    deciding = assessment.deciding_element
    return deciding.finding.reason if deciding and deciding.finding else NO_FINDING_YET


def element_since(statuses: Statuses, element: ElementAssessment) -> Sentence:
    """Since when an element has had its status; for an absence, the day on which it was found."""
    if not element.finding or not element.since:
        return ()
    if element.evidence and statuses[element.status].needs != "search":
        return "since ", *date_pieces(element.since)
    return "as at ", element.finding.date


def badge_text(statuses: Statuses, assessment: Assessment) -> str:
    """The short status with its share and the date to which evidence was searched:
    `Under way, 1 of 3 parts; searched to 29 June 2026`. Of what nobody has looked at, the status
    alone.
    """
    short, share = statuses[assessment.status].short, share_count_text(assessment.share)
    if not assessment.is_looked_at:
        return short
    searched = assessment.evidence_to
    return f"{short}, {share}" + (f"; searched to {format_date(searched)}" if searched else "")


def picture_text(dataset: Dataset, assessment: Assessment) -> str:
    """The status of a recommendation as the text alternative of a picture of it."""
    statuses = dataset.vocabulary.statuses
    name = recommendation_label(dataset, assessment.recommendation)
    if not assessment.is_looked_at:
        return f"{name}: {lower_first(statuses[assessment.status].label)}. {dataset.site.name}"
    searched = searched_text(assessment)
    return (
        f"{name}: the record shows {statuses[assessment.status].label}; "
        f"{share_text(statuses, assessment.share)}. {searched}{dataset.site.name}"
    )


def scope_text(assessment: Assessment) -> str:
    """How far a recommendation's page reaches in time, for who cites it."""
    if not assessment.review:
        return lower_first(NOT_LOOKED_YET)
    evidence_to, reviewed = assessment.review.evidence_to, assessment.review.date
    return f"evidence to {format_date(evidence_to)}, reviewed {format_date(reviewed)}"


def searched_text(assessment: Assessment) -> str:
    """How far the evidence was searched, as a sentence with a space after it; empty where nobody
    has.
    """
    if not assessment.evidence_to:
        return ""
    return f"{plain_text(searched_pieces(assessment.evidence_to, begins=True))}. "
