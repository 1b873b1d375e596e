"""What stands first on the home page and on that of a report: how many recommendations are
recorded, were looked at, and are delivered; and the headings of the calendar.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.report_counts import ReportCounts
from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Report
from tracker.text.commitment_sentences import commitment_state_text
from tracker.text.names import measure_short_name, record_path
from tracker.text.phrases import Sentence, date_in_sentence, date_pieces, lower_first, pluralise
from tracker.text.stage_sentences import expected_step, stage_place_text
from tracker.text.timing_sentences import reporting_kind, unseen_starts_heading

CalendarSection = Literal[
    "overdue",
    "unchecked",
    "due",
    "moved",
    "expected",
    "check",
    "unseen",
    "unseen-in-law",
    "undated",
    "undone",
]
"""The sections of the calendar, in their order."""

_CALENDAR_HEADINGS: Mapping[CalendarSection, str] = {
    "overdue": "Overdue",
    "unchecked": "Date passed since we last could check",
    "due": "Due next",
    "moved": "Moved to a later date, or withdrawn",
    "expected": "Expected steps of measures",
    "check": "Steps that may have been taken: check",
    "undated": "Without a date",
    "undone": "Kept, then undone",
}


def calendar_heading(dataset: Dataset, section: CalendarSection) -> str:
    """The heading of a section of the calendar."""
    if section in ("unseen", "unseen-in-law"):
        return unseen_starts_heading(dataset, is_made=section == "unseen")
    return _CALENDAR_HEADINGS[section]


def home_heading(counts: ReportCounts) -> Sentence:
    """The sentence with which the home page begins: how many of all recommendations were seen to be
    delivered, and by when. That none was, is true of the day to which each was searched at the
    least. What nobody has looked at is in no number.
    """
    if not counts.recorded:
        return ("Nothing is recorded yet.",)
    if not counts.looked_at:
        return (looked_at_text(counts),)
    looked_at, delivered = counts.looked_at, counts.delivered
    these = pluralise(looked_at, "recommendation")
    if counts.not_looked_at:
        these += " that we looked at"
    day = date_pieces(counts.evidence_to) if counts.evidence_to else ()
    by: Sentence = (" by ", *day) if day else ()
    searched: Sentence = (", as searched up to ", *day, " or later") if day else ()
    if not delivered:
        one = f"The {these.removeprefix('1 ')} was not seen to be delivered"
        none = f"None of {these} was seen to be fully delivered"
        return one if looked_at == 1 else none, *by, "."
    if delivered == looked_at:
        all_ = f"The {these.removeprefix('1 ')} was" if looked_at == 1 else f"All {these} were"
        return f"{all_} seen to be delivered", *searched, "."
    some = f"{delivered} of {these} {'was' if delivered == 1 else 'were'}"
    return f"{some} seen to be fully delivered", *searched, "."


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
    return (
        f"By {date_in_sentence(whole)} {each} had been looked into{parts}; its page says how far."
    )


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


def makes_text(report: Report) -> str:
    """How many recommendations a report makes, as a sentence."""
    return f"It makes {pluralise(report.makes, 'recommendation')}."


def size_text(report: Report, recorded: int) -> str:
    """How many recommendations a report makes, and how many of these are recorded where that is
    not all: `12 recommendations`, `3 of 94 recommendations`.
    """
    made = pluralise(report.makes, "recommendation")
    return f"{recorded} of {made}" if recorded < report.makes else made


@dataclass(frozen=True)
class DateLine:
    """A line of a list of dates: the date, how that stands, whether the reader must check it, the
    name and the page of what it is of, and what stands behind the name.
    """

    date: PartialDate
    state: str
    must_check: bool
    name: str
    path: str
    what: str


def more_dates_text(
    expected: Iterable[ExpectedStage], shown: Sequence[ExpectedStage | CommitmentProgress]
) -> str:
    """How many dates have come of steps that were not seen, beside those that are shown: `2 more
    dates have come.` Empty where there are none.
    """
    there = {id(each) for each in shown}
    more = sum(each.timing.has_come and id(each) not in there for each in expected)
    return f"{pluralise(more, 'more date')} {'has' if more == 1 else 'have'} come." if more else ""


def date_line(dataset: Dataset, each: ExpectedStage | CommitmentProgress) -> DateLine:
    """The line of a stage that was announced, or of a promise that has a date."""
    if isinstance(each, CommitmentProgress):
        assert each.due
        state, asked = commitment_state_text(each), each.recommendation
        return DateLine(
            each.due,
            state if state == "Due" else f"Due, {lower_first(state)}",
            False,
            asked.short,
            f"{record_path(asked)}#promises",
            f": {each.commitment.what}",
        )
    measure, stage = each.measure, each.stage
    starts = stage.stage in dataset.vocabulary.commencing_stages
    may_have = f"May have {'started' if starts else 'happened'}: check"
    ahead = "Reported" if reporting_kind(dataset, stage) else "Expected"
    return DateLine(
        each.date,
        may_have if each.passed else ahead,
        each.passed,
        measure_short_name(measure),
        record_path(measure),
        stage_place_text(dataset, measure, stage)
        if starts and each.passed
        else f": {expected_step(dataset, each)}",
    )
