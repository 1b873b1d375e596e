"""Where a date stands, in words: the one set that pages, lists, calendars and data use; and how far
the evidence reaches.
"""

from collections.abc import Mapping, Sequence

from tracker.derive.evidence_reach import Reach
from tracker.derive.status import Assessment
from tracker.derive.timing import Timing, TimingState
from tracker.derive.unseen_starts import UnseenStart
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Stage
from tracker.text.names import recommendation_label
from tracker.text.phrases import (
    Sentence,
    date_pieces,
    join_words,
    plain_text,
    searched_pieces,
)

DATE_PASSED = "Date passed"
DATE_IS_TODAY = "The date has come"
MAY_HAVE_STARTED = "May have started"
"""The state of what was announced or reported for a date that has come, and not seen to start."""
START_WITHDRAWN = "What showed its start was withdrawn"
NO_LONGER_EXPECTED = "No longer expected"
"""The state of what was announced by something that has ended since, for a title."""

TIMING_LABELS: Mapping[TimingState, str] = {
    "ahead": "Ahead",
    "passed": f"{DATE_PASSED}, not checked",
    "taken": "Kept or started",
    "overdue": f"{DATE_PASSED}, not seen",
    "ended": "Ended",
    "withdrawn": "Date withdrawn",
    "unknown": "Not known",
}
"""The states of a date, for lists and tables."""


def by_pieces(day: PartialDate) -> Sentence:
    """Up to when something was or was not seen: `by 29 June 2026`."""
    return "by ", *date_pieces(day)


def not_checked(timing: Timing) -> Sentence:
    """That a date has come and nobody looked since: `date passed, not checked since 29 June
    2026`.
    """
    come = (DATE_IS_TODAY if timing.is_today else DATE_PASSED).lower()
    if not timing.checked_to:
        return (f"{come}, not checked",)
    return f"{come}, not checked since ", *date_pieces(timing.checked_to)


def come_text(timing: Timing) -> Sentence:
    """What is known of a date that has come: `date passed, not seen by 29 June 2026`."""
    if timing.state == "overdue" and timing.checked_to:
        come = DATE_IS_TODAY if timing.is_today else DATE_PASSED
        return f"{come.lower()}, not seen ", *by_pieces(timing.checked_to)
    return not_checked(timing)


def expected_pieces(
    timing: Timing, *, begins: bool = True, reported: bool = False, beside: str = ""
) -> Sentence:
    """What was announced for a date, and where that stands: `Expected 30 September 2026, as seen by
    18 June 2026`; `Was expected 1 September 2026; date passed, not checked since 29 June 2026`.
    `reported`: that a source which cannot carry a date gives it; `begins`: with a capital;
    `beside`: what stands behind the date.
    """
    word = "reported for " if reported else "expected "
    assert timing.date
    pieces: Sentence
    match timing.state:
        case "ahead" if timing.taken and timing.taken != timing.date:
            pieces = f"was {word}", timing.date, f"{beside}; now from ", *date_pieces(timing.taken)
        case "ahead":
            seen = (", as seen ", *by_pieces(timing.checked_to)) if timing.checked_to else ()
            pieces = (word, timing.date, beside, *seen)
        case "taken" if timing.taken:
            pieces = f"was {word}", timing.date, f"{beside}, and came ", timing.taken
        case "ended":
            pieces = f"was {word}", timing.date, f"{beside}, and is expected no longer"
        case _:
            pieces = f"was {word}", timing.date, f"{beside}; ", *come_text(timing)
    first, *rest = pieces
    return (str(first)[:1].upper() + str(first)[1:], *rest) if begins else pieces


def reporting_kind(dataset: Dataset, stage: Stage) -> str:
    """By what kind of source a date of a stage is only reported, where that cannot carry it:
    `press report only`; otherwise empty.
    """
    return (stage.source and dataset.vocabulary.grades[stage.source.grade].note) or ""


def stage_expected_pieces(
    dataset: Dataset, stage: Stage, timing: Timing, *, begins: bool = False
) -> Sentence:
    """What was announced for a stage, or only reported of it, and where that stands."""
    return expected_pieces(timing, begins=begins, reported=bool(reporting_kind(dataset, stage)))


def expected_state_text(timing: Timing) -> str:
    """The state of what is only announced for a date, for a title: `Expected`; `Date passed, not
    checked since 29 June 2026`.
    """
    if timing.state == "ahead":
        return "Expected"
    if timing.state == "ended":
        return NO_LONGER_EXPECTED
    text = plain_text(come_text(timing))
    return text[:1].upper() + text[1:]


def reach_text(reach: Reach | None) -> Sentence:
    """How far several records were searched, as a clause: `Searched up to 29 June 2026`, or to the
    least and the most of their days. Empty where none was.
    """
    if not reach:
        return ()
    least, most = reach
    if least == most:
        return searched_pieces(least, begins=True)
    return (
        "Searched up to ",
        *date_pieces(least),
        " at the least and ",
        *date_pieces(most),
        " at the most",
    )


def at_least_text(day: PartialDate | None) -> Sentence:
    """How far all that a site shows was searched, as a clause. Empty where nothing was."""
    if not day:
        return ()
    return "Searched at least up to ", *date_pieces(day), "; each page says how far"


def label_searched(assessment: Assessment) -> Sentence:
    """How far the evidence for the status of the whole was searched: to the day of the part that
    was searched least far of those that count in it, which is named where others were searched
    further; and how far the whole was looked at, where that is further than for any part.
    """
    least = assessment.label_evidence_to
    if not least:
        return ()
    counted = assessment.counted_elements
    days = {each.number: each.evidence_to for each in counted if each.evidence_to}
    behind = [number for number, day in days.items() if day == least]
    pieces: list[str | PartialDate] = [*searched_pieces(least, begins=True)]
    most = max(days.values(), key=chronological, default=least)
    if most != least:
        part = "part" if len(behind) == 1 else "parts"
        pieces += [f" ({part} {join_words(behind)}); other parts up to ", *date_pieces(most)]
        pieces.append(" at the most")
    whole = assessment.looked_to
    if whole and chronological(whole) > chronological(most):
        pieces += ["; the record as a whole was looked at up to ", *date_pieces(whole)]
    return *pieces, "."


def unseen_starts_heading(dataset: Dataset, *, is_made: bool) -> str:
    """What was seen of parts that wait for a look at the statute book, and what was not: of the law
    itself, or only of its statute.
    """
    statute = dataset.vocabulary.kind_names(dataset.vocabulary.statutes)
    if is_made:
        return "Law made, start not seen"
    return f"The {statute} passed; whether it holds this was not seen"


def unseen_starts_text(unseen: Sequence[UnseenStart], book: str) -> str:
    """That parts wait for a look at the statute book: `3 parts wait for one look at the Statute
    Book`.
    """
    wait = "1 part waits" if len(unseen) == 1 else f"{len(unseen)} parts wait"
    return f"{wait} for one look at {book}"


def unseen_start_text(dataset: Dataset, unseen: UnseenStart) -> Sentence:
    """A part that waits, and how far was searched for what was not seen: `T 1, part 1.1: searched
    up to 9 June 2026`.
    """
    searched = (": ", *searched_pieces(unseen.looked_to)) if unseen.looked_to else ()
    record = unseen.assessment.recommendation
    name = recommendation_label(dataset, record, "short")
    return f"{name}, part {unseen.element.number}", *searched
