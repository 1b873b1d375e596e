"""Dates that keep the precision with which they are known."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.publish.words import day_words, listed, plural
from tracker.record.dates import parse_date


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
    assert (when.first, when.last, when.text) == (first, last, text)
    assert day_words(when) == words


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13", "26", "2026-3-1", "soon", "", "2026/", "2027/2026", "0000"]
)
def test_what_is_no_date_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a da|ends before"):
        parse_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_day_is_read_as_itself(day: date) -> None:
    when = parse_date(day.isoformat())
    assert (when.first, when.last, when.exact) == (day, day, True)


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        parse_date(text)


def test_counts_and_lists_read_as_english() -> None:
    assert [plural(n, "part") for n in (0, 1, 2)] == ["no parts", "1 part", "2 parts"]
    assert [listed(w) for w in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
