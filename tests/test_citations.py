"""The sources of a page: numbered before it is made, in the order in which it mentions them."""

import re

import pytest

from samples import source
from tracker.load.dataset import Dataset
from tracker.outputs.citations import Citations, NotNumberedError, number_sources
from tracker.site import RouteTable


@pytest.mark.parametrize("folder", ["recommendations", "measures", "for"])
def test_numbers_follow_the_order_of_first_mention(tiny_table: RouteTable, folder: str) -> None:
    total = 0
    for path, page in tiny_table.pages.items():
        if path.startswith(f"{folder}/") and "citations" in page.values():
            html = tiny_table.html(path)
            mentioned = re.findall(r'class="cite" href="#s(\d+)"', html)
            numbers = re.findall(r'<li id="s(\d+)">', html)
            assert list(dict.fromkeys(mentioned)) == numbers, path
            assert numbers == [str(number) for number in range(1, len(numbers) + 1)], path
            total += len(numbers)
    assert total


def test_every_page_with_sources_numbers_them_before_it_is_made(tiny_table: RouteTable) -> None:
    for path, page in tiny_table.pages.items():
        citations = page.values().get("citations")
        if isinstance(citations, Citations):
            assert len(citations.all()) == tiny_table.html(path).count('<li id="s'), path


def test_a_source_has_one_number_for_each_grade(tiny: Dataset) -> None:
    weak, strong = source("c"), source("a")
    citations = number_sources(tiny, [weak, strong, weak.model_copy(update={"title": "Other"})])
    assert [(c.number, c.source) for c in citations.all()] == [(1, weak), (2, strong)]
    assert [c.number for c in citations.cite([strong, weak, strong])] == [2, 1]


def test_a_source_that_the_page_was_not_given_stops_the_build(tiny: Dataset) -> None:
    citations = number_sources(tiny, [source("a")])
    with pytest.raises(NotNumberedError, match=r"https://x.example/' has no number on this page"):
        citations.cite([source("b")])


def test_only_sources_that_can_carry_a_judgement_are_cited_for_one(tiny: Dataset) -> None:
    event = tiny.developments["2024-11-minister-says-done"]
    sources = (source("c"), source("e"))
    mixed = event.model_copy(update={"sources": sources})
    citations = number_sources(tiny, sources)
    assert [c.source.grade for c in citations.of(mixed)] == ["c", "e"]
    assert [c.source.grade for c in citations.carry(mixed)] == ["c"]
