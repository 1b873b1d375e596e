"""What stands first on the home page and on that of a report: how many recommendations are
recorded, were looked at, were accepted, and are delivered.
"""

from collections.abc import Collection, Mapping

from tracker.derive.report_counts import ReportCounts
from tracker.derive.status import Assessment
from tracker.schema.dates import chronological
from tracker.schema.records import Report
from tracker.schema.vocabularies import NOT_LOOKED_AT
from tracker.text.phrases import date_in_sentence, pluralise
from tracker.text.status_sentences import Statuses, status_counts_text


def home_heading(counts: ReportCounts, accepted_by: str = "") -> str:
    """The first sentences of the home page. What nobody has looked at is counted apart, and is in
    no other number. `accepted_by` is who accepted, where that has to be said: ` by the government`.
    """
    if not counts.recorded:
        return "Nothing is recorded yet."
    accepted = _accepted_text(counts, accepted_by)
    if counts.recorded < counts.makes:
        first = (
            f"Of {pluralise(counts.makes, 'recommendation')}, {counts.recorded} "
            f"{_is(counts.recorded)} recorded here"
        )
        first = f"{first}; {accepted}" if _all_asked_about(counts) else f"{first}."
    elif _all_asked_about(counts):
        first = accepted
    else:
        first = f"{pluralise(counts.recorded, 'recommendation')} {_is(counts.recorded)} recorded."
    parts = [first, looked_at_text(counts)]
    if counts.asked_about and not _all_asked_about(counts):
        parts.append(accepted)
    return " ".join(filter(None, [*parts, _delivered_text(counts)]))


def _all_asked_about(counts: ReportCounts) -> bool:
    return counts.asked_about == counts.recorded


def _accepted_text(counts: ReportCounts, by: str) -> str:
    """How many were accepted, of those for which an answer was looked for, and how many different
    bodies answered differently.
    """
    accepted, of, differing = counts.accepted, counts.asked_about, counts.differing
    was = "was" if accepted == 1 else "were"
    if not _all_asked_about(counts):
        text = f"An answer was looked for on {of}: {accepted or 'none'} {was} accepted{by}"
    elif counts.recorded < counts.makes:
        text = f"{accepted} of {of} {was} accepted{by}"
    elif accepted == of:
        text = f"All {of} recommendations were accepted{by}"
    else:
        text = f"{accepted} of {of} recommendations were accepted{by}"
    if differing:
        were = "was" if differing == 1 else "were"
        text += f"; {differing} {were} answered differently by different bodies"
    return f"{text}."


def _delivered_text(counts: ReportCounts) -> str:
    """How many were seen to be delivered, of those that were looked at, and by when; empty where
    none was looked at. That none was, is true of the day to which each was searched at the least.
    """
    if not counts.looked_at:
        return ""
    among = " of those looked at" if counts.not_looked_at else ""
    day = date_in_sentence(counts.evidence_to) if counts.evidence_to else ""
    searched = f", as searched up to {day} or later" if day else ""
    if counts.delivered == counts.looked_at:
        here = " recorded here" if counts.recorded < counts.makes and not among else ""
        return f"All{among or here} were seen to be delivered{searched}."
    if counts.delivered:
        was = "was" if counts.delivered == 1 else "were"
        return f"{counts.delivered}{among} {was} seen to be fully delivered{searched}."
    return f"None{among} was seen to be fully delivered{f' by {day}' if day else ''}."


def searched_at_least_text(counts: ReportCounts) -> str:
    """What the day in `home_heading` means for each recommendation, and how far the part was
    searched that was searched least far, where that is less; empty where none was looked at.
    """
    whole, part = counts.evidence_to, counts.label_evidence_to
    if not whole:
        return ""
    each = "each of those looked at" if counts.not_looked_at else "each"
    less = part and chronological(part) < chronological(whole)
    parts = f", some of the parts only up to {date_in_sentence(part)}" if part and less else ""
    return f"By that day {each} had been looked into{parts}; its page says how far."


def looked_at_text(counts: ReportCounts) -> str:
    """`3 of 94 looked at; 91 not looked yet.` Empty where all were looked at."""
    if not counts.not_looked_at:
        return ""
    if not counts.looked_at:
        them = "it" if counts.recorded == 1 else "them"
        return f"Nobody here has looked yet at what became of {them}."
    return (
        f"{counts.looked_at} of {counts.recorded} looked at; {counts.not_looked_at} not looked yet."
    )


def standing_text(statuses: Statuses, status_counts: Mapping[str, int]) -> str:
    """Where the recommendations of a report stand: `On the published record: 3 under way. 91 not
    looked yet.`
    """
    found = {id: count for id, count in status_counts.items() if id != NOT_LOOKED_AT}
    waiting = {NOT_LOOKED_AT: status_counts.get(NOT_LOOKED_AT, 0)}
    standing = status_counts_text(statuses, found)
    texts = (
        f"On the published record: {standing}" if standing else "",
        status_counts_text(statuses, waiting),
    )
    return " ".join(f"{text}." for text in texts if text)


def promises_not_looked_for(assessments: Collection[Assessment]) -> str:
    """On how many recommendations nobody has looked for promises; empty where somebody has on
    each.
    """
    waiting = sum(not each.is_promise_looked_for for each in assessments)
    if not waiting:
        return ""
    if waiting == len(assessments):
        return "Nobody here has looked yet for promises."
    return (
        f"On {waiting} of {pluralise(len(assessments), 'recommendation')} nobody here has looked "
        "yet for promises."
    )


def no_promise_text(none: str, assessments: Collection[Assessment]) -> str:
    """What stands in the place of promises, given what says that there are `none`: that, where
    somebody has looked, and on how many recommendations nobody has.
    """
    waiting = promises_not_looked_for(assessments)
    looked = not assessments or any(each.is_promise_looked_for for each in assessments)
    return " ".join(filter(None, (none if looked else "", waiting)))


def size_text(report: Report, recorded: int) -> str:
    """How many recommendations a report makes, and how many of these are recorded where that is
    not all: `12 recommendations`, `3 of 94 recommendations recorded`.
    """
    made = pluralise(report.makes, "recommendation")
    return f"{recorded} of {made} recorded" if recorded < report.makes else made


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
