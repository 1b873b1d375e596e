"""Dates that keep the precision with which they are known."""

import contextlib
import re
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import dates_made_more_precise, partial_dates, texts_of_dates
from tracker.schema.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    PartialDate,
    chronological,
    parse_date,
    parse_recorded,
    writing_order,
)
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
    assert when.exact is (first == last)
    assert format_date(when) == words


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1 June 2026", "2026-06-01"),
        ("1st Jun. 2026", "2026-06-01"),
        ("June 1, 2026", "2026-06-01"),
        ("June 2026", "2026-06"),
        ("2026-6-1", "2026-06-01"),
        ("2026/06/01", "2026-06-01"),
        ("2026.6", "2026-06"),
        ("20260601", "2026-06-01"),
        ("1/6/2026", "2026-06-01 or 2026-01-06"),
        ("13.6.2026", "2026-06-13"),
        ("6/6/2026", "2026-06-06"),
        ("2026-05 to 2026-06-01", "2026-05/2026-06-01"),
        ("May 2026 - 1 June 2026", "2026-05/2026-06-01"),
        ("2026-05\u20132026-06", "2026-05/2026-06"),
        ("soon", "2026, 2026-03, 2026-03-14 or 2027-03/2027-05; where none is known, leave the "),
        ("31 June 2026", "2026, 2026-03, 2026-03-14 or 2027-03/2027-05"),
        ("1 Month 2026", "2026, 2026-03, 2026-03-14 or 2027-03/2027-05"),
        ("99/99/2026", "2026, 2026-03, 2026-03-14 or 2027-03/2027-05"),
        ("2026 to soon", "2026, 2026-03, 2026-03-14 or 2027-03/2027-05"),
    ],
)
def test_a_date_that_is_written_otherwise_is_given_as_it_is_written(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{text}' is not a date; write {meant}")):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13", "26", "2026-3-1", "soon", "", "2026/", "2027/2026"]
)
def test_what_is_no_date_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a da|ends before"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-05-00", "'2024-05-00' has the day 00; write 2024-05 where the day is not known"),
        ("2026-00", "'2026-00' has the month 00; write 2026 where the month is not known"),
        ("2026-00-00", "'2026-00-00' has the month 00; write 2026 where the month is not known"),
        (
            "2024-05-01/2024-06-00",
            "'2024-05-01/2024-06-00' has the day 00; write 2024-06 where the day is not known",
        ),
        ("2026-13", "'2026-13' is not a day of the calendar; a year has 12 months"),
        ("2026-13-01", "'2026-13-01' is not a day of the calendar; a year has 12 months"),
        (
            "2026-02/2026-06-31",
            "'2026-02/2026-06-31' is not a day of the calendar; the month has 30 days",
        ),
    ],
)
def test_a_part_of_a_date_that_is_not_known_is_left_out(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_date(text)


@pytest.mark.parametrize("text", ["0000", "1799", "2201-01-01", "9999-12-31", "2026/9999"])
def test_no_date_stands_for_a_day_that_is_not_known(text: str) -> None:
    """Words do. A day after the last of the calendar would be none, and sums run on from dates."""
    with pytest.raises(ValueError, match=r"is not in a year from 1800 to 2200; .* 'words'"):
        parse_date(text)


def test_a_time_of_writing_keeps_the_day_and_its_text() -> None:
    timed, day = parse_recorded("2026-07-01T00:30+01:00"), parse_date("2026-07-01")
    assert timed == day
    assert (str(timed), day.moment) == ("2026-07-01", None)
    assert timed.moment == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert writing_order(day) < writing_order(timed)
    assert writing_order(timed) < writing_order(parse_recorded("2026-07-01T00:31+01:00"))
    assert writing_order(timed) < writing_order(parse_date("2026-07-02"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-07", "is not one day; write 2026-03-14, or 2026-03-14T09:30"),
        ("2026-07-01/2026-07-01", "is not one day"),
        ("2026-07-01T24:30+00:00", "has no time of day; write"),
        ("2026-07-01T09:30", "is not a day; write 2026-03-14, or 2026-03-14T09:30+00:00 with"),
        ("2026-07-01T09:30Z", "is not a day; write 2026-03-14, or"),
        ("1 July 2026", "is not a day; write 2026-07-01"),
        ("2026-06-31T09:30+01:00", "is not a day of the calendar"),
    ],
)
def test_what_is_no_day_of_writing_is_said_in_a_sentence(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_recorded(text)


def test_texts_that_mean_the_same_days_are_one_date() -> None:
    assert parse_date("2026-03") == parse_date("2026-03-01/2026-03-31")


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_any_day_is_read_as_itself(day: date) -> None:
    when = parse_date(day.isoformat())
    assert (when.earliest, when.latest, when.exact) == (day, day, True)


@given(texts_of_dates(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))))
def test_a_date_is_read_and_written_without_loss(text: str) -> None:
    when = parse_date(text)
    assert (str(when), parse_date(str(when)), parse_date(when)) == (text, when, when)
    parts = format_date(when).removeprefix("between ").split(" and ")
    assert "/".join(_written_as_number(part) for part in parts) == text


def _written_as_number(words: str) -> str:
    """`2026-03` for `March 2026`."""
    form, length = {1: ("%Y", 4), 2: ("%B %Y", 7), 3: ("%d %B %Y", 10)}[len(words.split())]
    return datetime.strptime(words, form).date().isoformat()[:length]


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_a_year_holds_its_months_and_a_month_its_days(day: date) -> None:
    year, month, exact = (parse_date(day.isoformat()[:length]) for length in (4, 7, 10))
    assert year.earliest <= month.earliest <= exact.earliest == day
    assert day == exact.latest <= month.latest <= year.latest
    assert (year.exact, month.exact, exact.exact) == (False, False, True)


@given(dates_made_more_precise())
def test_what_is_more_precise_means_no_other_day(dates: tuple[PartialDate, PartialDate]) -> None:
    whole, part = dates
    assert whole.earliest <= part.earliest <= part.latest <= whole.latest


@given(partial_dates(), partial_dates())
def test_chronological_order_is_total(one: PartialDate, other: PartialDate) -> None:
    """Of two dates one comes first, or they mean the same days and are the same date."""
    before, after = (
        chronological(one) < chronological(other),
        chronological(other) < chronological(one),
    )
    assert [before, after, one == other].count(True) == 1
    assert one != other or hash(one) == hash(other)


@given(st.lists(partial_dates()), st.randoms(use_true_random=False))
def test_chronological_order_does_not_depend_on_where_one_begins(
    dates: list[PartialDate], random: Random
) -> None:
    ordered = sorted(dates, key=chronological)
    random.shuffle(dates)
    assert sorted(dates, key=chronological) == ordered


@given(partial_dates(), partial_dates())
def test_what_is_certainly_before_comes_before(one: PartialDate, other: PartialDate) -> None:
    if one.latest < other.earliest:
        assert chronological(one) < chronological(other)
    if chronological(one) <= chronological(other):
        assert one.earliest <= other.latest


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("2026-03-14", "2026-03"),  # the month ends after it
        ("2026-03", "2026-03-31"),
        ("2026-03-31", "2026-04-01"),
        ("2026-03", "2026"),
        ("2026", "2026-12"),
        ("2026-02/2026-03", "2026-03"),
    ],
)
def test_a_month_comes_after_each_of_its_days_but_the_last(first: str, then: str) -> None:
    assert chronological(parse_date(first)) < chronological(parse_date(then))


def test_two_texts_for_the_same_days_are_one_date() -> None:
    month, span = parse_date("2026-03"), parse_date("2026-03-01/2026-03-31")
    assert month == span != parse_date("2026-03-01/2026-03-30")
    assert len({month, span}) == 1


def test_dates_cannot_be_compared_by_accident() -> None:
    """The type checker finds each of these: it would call the comments below unused."""
    one, other = parse_date("2026-03"), parse_date("2026-03-14")
    with pytest.raises(TypeError):
        assert one < other  # type: ignore[operator]
    with pytest.raises(TypeError):
        assert one >= other  # type: ignore[operator]
    with pytest.raises(TypeError):
        sorted([one, other])  # type: ignore[type-var]
    with pytest.raises(TypeError):
        max(one, other)  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        min([one, other], key=lambda day: day)  # type: ignore[arg-type,return-value]
    with pytest.raises(TypeError):  # that of pairs it does not find
        assert (one, "a") < (other, "a")


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        parse_date(text)
