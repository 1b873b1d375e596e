"""Statuses in words: with their share, their counts, their flags and the date to which evidence was
searched.
"""

from collections.abc import Mapping, Sequence

from tracker.derive.confidence import Confidence
from tracker.derive.findings import FindingInNations
from tracker.derive.status import (
    AssessedFinding,
    Assessment,
    Flag,
    NationStatus,
    StatusShare,
    response_date,
)
from tracker.load.dataset import Dataset
from tracker.schema.records import Recommendation
from tracker.schema.vocabularies import FOUND_NOT_DONE, NOT_LOOKED_AT, Status
from tracker.text.commitment_sentences import overdue_text
from tracker.text.names import body_name, nation_names, recommendation_label
from tracker.text.phrases import (
    NOT_LOOKED_YET,
    Sentence,
    count_times,
    date_pieces,
    format_date,
    join_words,
    lower_first,
    plain_text,
    pluralise,
    searched_pieces,
)

Statuses = Mapping[str, Status]

DIFFERS = "differs by nation"
"""What stands beside the label of the whole where there is no room for that of each nation."""


def label_text(dataset: Dataset, by_nation: Sequence[NationStatus]) -> str:
    """A status in words, which say each nation where they differ:
    `Delivered in A; planned in B`.
    """
    statuses = dataset.vocabulary.statuses
    labels = [statuses[each.status].label for each in by_nation]
    if len(labels) == 1:
        return labels[0]
    texts = [
        f"{lower_first(label) if index else label} in {nation_names(dataset, each.nations)}"
        for index, (label, each) in enumerate(zip(labels, by_nation, strict=True))
    ]
    return "; ".join(texts)


def whole_label_text(dataset: Dataset, assessment: Assessment) -> str:
    """The status of the whole in few words, which say that the nations differ, where they do:
    `Partly delivered, differs by nation`.
    """
    label = dataset.vocabulary.statuses[assessment.status].label
    return f"{label}, {DIFFERS}" if len(assessment.by_nation) > 1 else label


def cell_name(dataset: Dataset, assessment: Assessment) -> str:
    """The name of the cell of a recommendation in a picture of its report: its number, its short
    title and its status, in each nation where they differ: `11 Licences: delivered in A; planned
    in B`.
    """
    asked = assessment.recommendation
    label = lower_first(label_text(dataset, assessment.by_nation))
    return f"{asked.number} {asked.short}: {label}"


def dated_label_text(dataset: Dataset, assessment: Assessment) -> str:
    """The status with the date to which evidence was searched: `Under way, to 9 June 2026`. Of what
    nobody has looked at, the status alone.
    """
    label = label_text(dataset, assessment.by_nation)
    searched = assessment.label_evidence_to
    return f"{label}, to {format_date(searched)}" if searched else label


def finding_place(
    dataset: Dataset, recommendation: Recommendation, each: FindingInNations | AssessedFinding
) -> str:
    """What stands before the reason of a finding that is of some nations only: `B: `."""
    if set(each.nations) == set(recommendation.applies_in):
        return ""
    return f"{nation_names(dataset, each.nations)}: "


NO_FINDING_YET = "Nobody here has looked yet at what became of it."
"""What stands for the reason of a status where no element was judged."""


def reason_text(dataset: Dataset, assessment: Assessment) -> str:
    """Why a recommendation has its status: by each finding that holds of the element that decided
    it, with its nations where these are not all.
    """
    deciding = assessment.deciding_element
    reasons = (
        f"{finding_place(dataset, assessment.recommendation, held)}{held.finding.reason}"
        for held in (deciding.findings if deciding else ())
    )
    return " ".join(reasons) or NO_FINDING_YET


def share_text(statuses: Statuses, share: StatusShare) -> str:
    """`1 of 3 parts under way; 2 planned`. Where nobody has looked at any, there is no share."""
    if share.status == NOT_LOOKED_AT:
        return lower_first(statuses[share.status].label)
    first = f"{share_count_text(share)} {lower_first(statuses[share.status].label)}"
    rest = [f"{count} {lower_first(statuses[status].label)}" for status, count in share.rest]
    return "; ".join([first, *rest])


def share_count_text(share: StatusShare) -> str:
    """`1 of 3 parts`."""
    return f"{share.count} of {share.total} {'part' if share.total == 1 else 'parts'}"


def status_counts_text(statuses: Statuses, counts: Mapping[str, int]) -> str:
    """How many recommendations have each status: `3 under way; 2 planned`; those that none has are
    left out.
    """
    texts = [f"{count} {lower_first(statuses[id].label)}" for id, count in counts.items() if count]
    return "; ".join(texts)


def asked_text(statuses: Statuses, status_counts: Mapping[str, int]) -> str:
    """How many recommendations there are, and where they stand: `4 recommendations: 3 under way; 1
    planned.` Where there is none: `No recommendation is recorded yet.`
    """
    total = sum(status_counts.values())
    if not total:
        return "No recommendation is recorded yet."
    standing = status_counts_text(statuses, status_counts)
    return f"{pluralise(total, 'recommendation')}: {standing}."


def flag_text(flag: Flag) -> str:
    """A flag of a recommendation: `Overdue 92 days`, `Slipped twice`."""
    match flag.kind:
        case "overdue":
            return overdue_text(flag.count)
        case "slipped":
            return f"Slipped {count_times(flag.count)}"
        case "disputed":
            return "Disputed"
        case "review-due":
            return "Review due"


def confidence_text(confidence: Confidence) -> str:
    """How sure a finding is, and why: `High confidence: it rests on …`."""
    return f"{confidence.level.capitalize()} confidence: {confidence.reason}"


def confidence_texts(assessment: Assessment) -> list[str]:
    """How sure the findings that hold are, those that are alike together: `11.1, 11.3: Low
    confidence: it rests on …`.
    """
    parts: dict[str, list[str]] = {}
    for each in assessment.elements:
        if each.confidence:
            parts.setdefault(confidence_text(each.confidence), []).append(each.number)
    return [f"{', '.join(numbers)}: {text}" for text, numbers in parts.items()]


def confidence_scope(assessment: Assessment) -> str:
    """How sure the status of the whole is, and of which parts that is said where it is not of all:
    `high, of 13.1`. Empty where nothing was judged by a source.
    """
    if not assessment.confidence:
        return ""
    judged = [each.number for each in assessment.leading if each.confidence]
    is_of_all = len(judged) == len(assessment.counted_elements)
    return assessment.confidence.level + ("" if is_of_all else f", of {join_words(judged)}")


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


def finding_since(statuses: Statuses, held: AssessedFinding) -> Sentence:
    """Since when an element has had the status of a finding that holds; for an absence, and for
    what a body found not done, the day on which that was found.
    """
    status = held.finding.status
    is_absence = status == FOUND_NOT_DONE or statuses[status].needs == "search"
    if held.evidence and not is_absence:
        return "since ", *date_pieces(held.since)
    return "as at ", held.finding.date


def badge_text(dataset: Dataset, assessment: Assessment) -> str:
    """The status with its share and the date to which evidence was searched:
    `Under way, 1 of 3 parts; searched to 29 June 2026`. Of what nobody has looked at, the status
    alone.
    """
    label = whole_label_text(dataset, assessment)
    if not assessment.is_looked_at:
        return label
    searched = assessment.label_evidence_to
    share = share_count_text(assessment.share)
    return f"{label}, {share}" + (f"; searched to {format_date(searched)}" if searched else "")


def picture_text(dataset: Dataset, assessment: Assessment) -> str:
    """The status of a recommendation as the text alternative of a picture of it."""
    statuses = dataset.vocabulary.statuses
    name = recommendation_label(dataset, assessment.recommendation)
    if not assessment.is_looked_at:
        return f"{name}: {lower_first(statuses[assessment.status].label)}. {dataset.site.name}"
    searched = searched_text(assessment)
    return (
        f"{name}: the record shows {label_text(dataset, assessment.by_nation)}; "
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
    if not assessment.label_evidence_to:
        return ""
    return f"{plain_text(searched_pieces(assessment.label_evidence_to, begins=True))}. "
