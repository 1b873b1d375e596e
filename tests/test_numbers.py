"""The numbers of recommendations, as reports print them: their forms, their order, and what is
made of a report that numbers by chapter.
"""

import random
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import TODAY
from samples import html_of
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.outputs.search_names import normalise_words
from tracker.schema.numbers import element_number, in_reading_order, parse_number
from tracker.site import route_dataset

ORDERS = (
    ("1", "2", "9", "10", "94"),
    ("6.1", "6.2", "6.12", "33.9", "33.10", "33.10a", "33.10b", "33.11"),
    ("6", "6.1", "6.1.1", "7"),
    ("I", "II", "IV", "V", "IX", "X", "XL"),
    ("A", "B", "C", "D", "I", "L", "M", "V", "X", "Z", "AA"),
    ("1(a)", "1(b)", "1(c)", "1(d)", "2(i)", "2(ii)", "2(v)", "2(ix)"),
    ("3", "3a", "3b", "4", "A1", "A2", "A10"),
    ("R1", "R2", "R10", "R10-a"),
)


@pytest.mark.parametrize("expected", ORDERS)
def test_numbers_stand_as_people_read_them(expected: tuple[str, ...]) -> None:
    shuffled = list(expected)
    random.Random(4).shuffle(shuffled)
    assert in_reading_order(shuffled) == expected
    assert in_reading_order(reversed(expected)) == expected
    assert all(parse_number(number) == number for number in expected)


numbers = st.from_regex(r"[0-9A-Ca-xIVX]{1,3}([.(/-][0-9a-xivx]{1,2}){0,2}", fullmatch=True)


@given(st.lists(numbers, max_size=6))
def test_any_numbers_have_one_order(some: list[str]) -> None:
    ordered = in_reading_order(some)
    assert sorted(ordered) == sorted(set(some))
    assert in_reading_order(reversed(some)) == ordered


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (4, "write it in quotes: number: '4'"),
        ("", "is not a number"),
        (" 4", "is not a number"),
        ("4.", "is not a number"),
        ("4  a", "is not a number"),
        ("4\n", "is not a number"),
        ("<b>4</b>", "is not a number"),
        ("1" * 21, "has 21 characters"),
        (["4"], "write it in quotes"),
    ],
)
def test_what_is_no_number_is_refused(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_number(value)


def test_the_number_of_a_part_is_never_that_of_a_recommendation() -> None:
    assert element_number("4", 2) == "4.2"
    assert element_number("6.12", 1) == "6.12 part 1"
    assert element_number("IV", 3) == "IV part 3"


CHAPTERS = ("6.2", "6.12", "33.10", "33.10a")


@pytest.fixture(scope="module")
def by_chapter(tiny: Dataset) -> Dataset:
    """A report with four recommendations, whose ids stand in another order than their numbers."""
    one = tiny.recommendations["bridge-02"].model_copy(update={"repeats": (), "blocked_by": ()})
    many = {
        f"bridge-{index + 3:02}": one.model_copy(
            update={"id": f"bridge-{index + 3:02}", "number": number, "title": f"T {number}"}
        )
        for index, number in enumerate(sorted(CHAPTERS))
    }
    return replace(tiny, recommendations={**tiny.recommendations, **many})


def test_lists_and_neighbours_stand_as_people_read_them(by_chapter: Dataset) -> None:
    facts = derive(by_chapter, TODAY)
    order = [each.recommendation.number for each in facts.assessments.values()]
    assert order == ["1", "2", *CHAPTERS]
    ids = list(facts.assessments)
    for path in ("", "reports/bridge-2024/", "recommendations/"):
        cells = re.findall(r' class="cell" .*?<b>([^<]+)</b>', html_of(by_chapter, TODAY, path))
        assert cells == order, path
    report = html_of(by_chapter, TODAY, "progress/2025-q4/")
    tabled, _, annex = report.partition('id="first-report"')[2].partition('id="annex-a"')
    for part in (tabled, annex):
        assert re.findall(r'/recommendations/[^"]+/">([^<]+)\. ', part) == order
    for path in ("reports/bridge-2024/", "recommendations/"):
        page = html_of(by_chapter, TODAY, path)
        assert re.findall(r' class="n"[^>]*>(?:<span[^>]*>)?([^<]+)<', page) == order, path
    pages = route_dataset(by_chapter, TODAY).pages
    for before, after in (*pairwise(ids), (ids[-1], None)):
        beside = pages[f"recommendations/{before}/"].neighbours
        assert beside
        found = after and facts.assessments[after].recommendation
        path = f"recommendations/{after}/"
        assert beside[1] == (found and (f"{found.number} {found.title}", path))
    page = html_of(by_chapter, TODAY, f"recommendations/{ids[-1]}/")
    assert "<h3>33.10a part 1 The inquiry is set up.</h3>" in page
    assert '<span class="vh">Recommendation </span>33.10a · ' in page


def test_a_reader_finds_a_recommendation_by_its_number(by_chapter: Dataset) -> None:
    pages = route_dataset(by_chapter, TODAY).pages
    by_number = {
        r.number: {normalise_words(name) for name in pages[f"recommendations/{id}/"].names}
        for id, r in by_chapter.recommendations.items()
    }
    assert {"recommendation 6 12", "rec 6 12", "bridge review 6 12"} <= by_number["6.12"]
    assert normalise_words("rec 33.10a") in by_number["33.10a"]
    assert normalise_words("rec 33.10a") not in by_number["33.10"]
