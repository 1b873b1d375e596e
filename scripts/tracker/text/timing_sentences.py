"""Where a date stands, in words: the one set that pages, lists, calendars and data use; and how far
the evidence reaches.
"""

from collections.abc import Mapping

from tracker.derive.timing import Timing, TimingState
from tracker.schema.dates import PartialDate
from tracker.text.phrases import Sentence, date_pieces, plain_text

DATE_PASSED = "Date passed"
DATE_IS_TODAY = "The date has come"
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
    18 June 2026`; `Was expected 1 September 2026: date passed, not checked since 29 June 2026`.
    `reported`: that a source which cannot carry a date gives it; `begins`: with a capital;
    `beside`: what stands behind the date.
    """
    word = "reported for " if reported else "expected "
    assert timing.date
    match timing.state:
        case "ahead":
            seen = (", as seen ", *by_pieces(timing.checked_to)) if timing.checked_to else ()
            pieces: Sentence = (word, timing.date, beside, *seen)
        case "taken" if timing.taken:
            pieces = f"was {word}", timing.date, f"{beside}, and came ", timing.taken
        case "ended":
            pieces = f"was {word}", timing.date, f"{beside}, and is expected no longer"
        case _:
            pieces = f"was {word}", timing.date, f"{beside}: ", *come_text(timing)
    first, *rest = pieces
    return (str(first)[:1].upper() + str(first)[1:], *rest) if begins else pieces


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


def reach_pieces(least: PartialDate, most: PartialDate) -> Sentence:
    """How far several records were searched: `searched up to 29 June 2026`, or the least and the
    most of them.
    """
    if least == most:
        return "searched up to ", *date_pieces(least)
    return (
        "searched up to days from ",
        *date_pieces(least),
        " to ",
        *date_pieces(most),
    )
