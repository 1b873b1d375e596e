"""A measure that continues another: both say so, and what rests on the earlier one leads on."""

from collections.abc import Sequence

import pytest

from conftest import TODAY
from samples import html_of, with_record
from tracker.derive.succession import continued_measures
from tracker.load.dataset import Dataset
from tracker.site import RouteTable, route_dataset

LATER, EARLIER = "bridge-inquiry", "bridge-panel"


@pytest.fixture(scope="module")
def resting(tiny: Dataset) -> RouteTable:
    """The tiny dataset, in which recommendation 2 rests on the panel that the inquiry continues."""
    record = tiny.recommendations["bridge-02"]
    elements = tuple(e.model_copy(update={"rests_on": (EARLIER,)}) for e in record.elements)
    dataset = with_record(tiny, record.model_copy(update={"elements": elements}))
    return route_dataset(dataset, TODAY)


def one_line(html: str) -> str:
    return " ".join(html.split())


def test_both_pages_say_so_and_lead_to_each_other(tiny_table: RouteTable) -> None:
    later = tiny_table.html(f"measures/{LATER}/")
    earlier = tiny_table.html(f"measures/{EARLIER}/")
    assert '<dt>Continues</dt> <dd><a href="../bridge-panel/">Bridge Panel</a></dd>' in later
    assert (
        '<dt>Continued as</dt> <dd><a href="../bridge-inquiry/">Bridge Inquiry</a></dd>' in earlier
    )
    continued = '>Bridge Panel</a> (continued as <a href="bridge-inquiry/">Bridge Inquiry</a>)'
    assert continued in one_line(tiny_table.html("measures/"))


def test_the_ladder_of_the_later_one_begins_with_the_earlier(tiny_table: RouteTable) -> None:
    html = one_line(tiny_table.html(f"measures/{LATER}/"))
    _, _, ladder = html.partition('<ol class="ladder">')
    first, _, _ = ladder.partition("</li>")
    assert '<b>Continues</b> <span><a href="../bridge-panel/">Bridge Panel</a></span>' in first
    assert 'Set up <time datetime="2023-05">May 2023</time>' in first


def test_what_rests_on_the_earlier_one_leads_to_the_later(resting: RouteTable) -> None:
    page = one_line(resting.html("recommendations/bridge-02/"))
    link = '<a href="../../measures/bridge-inquiry/">Bridge Inquiry</a>)'
    assert f"Bridge Panel</a> (continued as {link}</p>" in page
    later = one_line(resting.html(f"measures/{LATER}/"))
    assert "These rest on what it continues:" in later
    assert 'Rests on <a href="../bridge-panel/">Bridge Panel</a>' in later
    assert resting.pages["recommendations/bridge-02/"].filters["measure"] == (
        "Bridge Panel",
        "Inquiry",
    )


def test_a_measure_continues_one_by_way_of_others(tiny: Dataset) -> None:
    act = tiny.measures["bridges-act"].model_copy(update={"continues": LATER})
    dataset = with_record(tiny, act)
    assert ids(continued_measures(dataset, act)) == [LATER, EARLIER]
    circle = tiny.measures[EARLIER].model_copy(update={"continues": "bridges-act"})
    dataset = with_record(dataset, circle)
    assert ids(continued_measures(dataset, act)) == [LATER, EARLIER, "bridges-act"]
    assert "These rest on" not in html_of(tiny, TODAY, f"measures/{LATER}/")


def ids(measures: Sequence[object]) -> list[str]:
    return [getattr(measure, "id", "") for measure in measures]


def test_what_rests_on_a_provision_stands_on_the_page_of_its_statute(
    tiny_table: RouteTable,
) -> None:
    page = one_line(tiny_table.html("measures/bridges-act/"))
    assert "These rest on its provisions:" in page
    assert 'Rests on <a href="../bridges-act-section-1/">Duty to inspect bridges</a>' in page
    assert "No part of a recommendation rests on it directly." not in page
    assert "<dt>Who must act</dt>" not in page
