"""Dates that keep the precision with which they are known."""

import contextlib
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.schema.dates import FIRST_YEAR, LAST_YEAR, parse_date
from tracker.text.phrases import format_date


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2026-03-09", date(2026, 3, 9), date(2026, 3, 9), "9 March 2026"),
        (
            "2027-03/2027-05",
            date(2027, 3, 1),
            date(2027, 5, 31),
            "between March 2027 and May 2027",
        ),
    ],
)
def test_a_date_means_its_first_and_last_day(
    text: str, first: date, last: date, words: str
) -> None:
    when = parse_date(text)
    assert (when.earliest, when.latest, when.text) == (first, last, text)
    assert format_date(when) == words


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13", "26", "2026-3-1", "soon", "", "2026/", "2027/2026"]
)
def test_what_is_no_date_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a da|ends before"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-05-00", "'2024-05-00' has the day 00; write 2024-05 where the day is not known"),
        ("2026-00", "'2026-00' has the month 00; write 2026 where the month is not known"),
        ("2026-00-00", "'2026-00-00' has the month 00; write 2026 where the month is not known"),
        (
            "2024-05-01/2024-06-00",
            "'2024-05-01/2024-06-00' has the day 00; write 2024-06 where the day is not known",
        ),
        ("2026-13", "'2026-13' is not a day of the calendar"),
        ("2026-05/2026-13", "'2026-05/2026-13' is not a day of the calendar"),
    ],
)
def test_a_part_of_a_date_that_is_not_known_is_left_out(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        parse_date(text)


@pytest.mark.parametrize("text", ["0000", "1799", "2201-01-01", "9999-12-31", "2026/9999"])
def test_no_date_stands_for_a_day_that_is_not_known(text: str) -> None:
    """Words do. A day after the last of the calendar would be none, and sums run on from dates."""
    with pytest.raises(ValueError, match=r"is not in a year from 1800 to 2200; .* 'words'"):
        parse_date(text)


def test_texts_that_mean_the_same_days_are_one_date() -> None:
    assert parse_date("2026-03") == parse_date("2026-03-01/2026-03-31")


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_any_day_is_read_as_itself(day: date) -> None:
    when = parse_date(day.isoformat())
    assert (when.earliest, when.latest, when.exact) == (day, day, True)


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        parse_date(text)
