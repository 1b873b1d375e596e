"""Where the page Help sends people, and what it says of a number as time goes by."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from conftest import TODAY
from samples import html_of, source
from tracker import rules
from tracker.derive.services import (
    dialled_number,
    is_stale,
    last_checked,
    services_by_need,
    services_on_every_page,
)
from tracker.load.dataset import Dataset
from tracker.rules.release import a_service_was_looked_at_lately
from tracker.schema.dates import parse_date
from tracker.schema.records import Service

UK = ("england", "wales", "scotland", "northern-ireland")
SEEN = date(2025, 10, 10)
"""The day on which the page of the tiny dataset's only service was seen."""


def with_services(dataset: Dataset, **nations: tuple[str, ...]) -> Dataset:
    """The tiny dataset, with services for these nations, by their names."""
    line = dataset.services["bridge-line"]
    services = [
        line.model_copy(update={"id": name, "name": name, "applies_in": where})
        for name, where in nations.items()
    ]
    return replace(dataset, services={service.id: service for service in services})


def seen_on(service: Service, *days: str) -> Service:
    sources = [source("c").model_copy(update={"seen_on": parse_date(day)}) for day in days]
    return service.model_copy(update={"sources": tuple(sources)})


def help_page(dataset: Dataset, today: date) -> str:
    return html_of(dataset, today, "support/")


def test_services_stand_by_need_and_then_by_nation(tiny: Dataset) -> None:
    """First those that are limited to no nation, by name; last among them those of which no page
    says for which they are.
    """
    dataset = with_services(
        tiny,
        cymru=("wales",),
        ulster=("northern-ireland",),
        alba=("scotland",),
        uk=UK,
        both=("wales", "england"),
        a=(),
    )
    (groups,) = services_by_need(dataset).values()
    assert [(g.nations, [s.id for s in g.services]) for g in groups] == [
        ((), ["uk", "a"]),
        (("england", "wales"), ["both"]),
        (("wales",), ["cymru"]),
        (("scotland",), ["alba"]),
        (("northern-ireland",), ["ulster"]),
    ]
    (need,) = services_by_need(dataset)
    assert need == "anybody"


def test_services_with_a_number_stand_first_among_those_of_a_nation(tiny: Dataset) -> None:
    dataset = with_services(tiny, a=("wales",), b=("wales",))
    silent = dataset.services["a"].model_copy(update={"phone": None, "text": None})
    dataset = replace(dataset, services={**dataset.services, "a": silent})
    (groups,) = services_by_need(dataset).values()
    assert [service.id for group in groups for service in group.services] == ["b", "a"]
    assert "We did not see its full number, so we do not show one" in help_page(dataset, TODAY)


def test_few_services_stand_at_the_foot_of_every_page(tiny: Dataset) -> None:
    assert [s.id for s in services_on_every_page(tiny)] == ["bridge-line"]
    line = tiny.services["bridge-line"].model_copy(update={"on_every_page": False})
    assert services_on_every_page(replace(tiny, services={line.id: line})) == ()


def test_the_page_says_danger_first_and_then_help_by_nation(tiny: Dataset) -> None:
    html = help_page(with_services(tiny, alba=("scotland",), both=("england", "wales")), TODAY)
    text = re.sub(r"<[^>]+>", " ", html)
    parts = ["999", "We cannot take reports", "For anybody", "England and Wales", "Scotland"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert re.findall(r'<p class="kicker" id="([^"]+)"', html) == [
        "in-england-wales",
        "in-scotland",
    ]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert '<a href="#alba">Scotland</a>' in html


def test_the_page_leads_to_what_can_be_asked_for(tiny: Dataset) -> None:
    html = help_page(tiny, TODAY)
    assert '<a href="../for/walkers/#section-1">' in html


def test_a_dataset_without_services_has_a_page_all_the_same(tiny: Dataset) -> None:
    assert services_by_need(with_services(tiny)) == {}
    assert "No service is listed yet" in help_page(with_services(tiny), TODAY)


@pytest.mark.parametrize(("days", "stale"), [(90, False), (91, True), (4000, True)])
def test_an_old_number_stays_and_says_when_it_was_checked(
    tiny: Dataset, days: int, stale: bool
) -> None:
    """The clock takes nothing down: only an editor does, who saw that the page differs."""
    html = help_page(tiny, SEEN + timedelta(days=days))
    assert '<a href="tel:0800000000">0800 000 000</a>' in html
    assert '<a href="sms:80000">BRIDGE to 80000</a>' in html
    words = 'Last checked on <time datetime="2025-10-10">10 October 2025</time>; '
    link = '<a href="https://line.example/" rel="noreferrer">check their page</a>.'
    assert (words + link in html) is stale


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("07860 077 333", "07860077333"),
        ("SHOUT to 85258", "85258"),
        ("85258, with the word GO2", "85258"),
        ("(028) 9024-1234 (24 hours)", "02890241234"),
        ("+44 7860 077 333", "+447860077333"),
        ("on their own site", ""),
    ],
)
def test_a_link_dials_the_whole_number(tiny: Dataset, text: str, dialled: str) -> None:
    assert dialled_number(text) == dialled
    line = tiny.services["bridge-line"].model_copy(update={"phone": text, "text": text})
    html = help_page(replace(tiny, services={line.id: line}), TODAY)
    assert f'<a href="tel:{dialled}">{text}</a>' in html
    assert f'<a href="sms:{dialled}">{text}</a>' in html


def test_a_service_is_as_old_as_the_page_that_was_seen_least_lately(tiny: Dataset) -> None:
    line = seen_on(tiny.services["bridge-line"], "2026-01-20", "2025-10-10", "2025-12")
    assert last_checked(line) == parse_date("2025-10-10")
    assert is_stale(line, date(2026, 1, 31))
    month = seen_on(line, "2025-12")
    assert [is_stale(month, date(2026, 3, day)) for day in (31,)] == [False]
    assert is_stale(month, date(2026, 4, 1))


@pytest.mark.parametrize(("days", "warned"), [(59, False), (60, True), (200, True)])
def test_an_editor_is_warned_from_the_60th_day_and_no_release_waits(
    tiny: Dataset, days: int, warned: bool
) -> None:
    day = SEEN + timedelta(days=days)
    assert [p.file for p in a_service_was_looked_at_lately(tiny, day)] == (
        ["data/services/bridge-line.yaml"] if warned else []
    )
    release = rules.check(tiny, day, [*rules.RULES, *rules.RELEASE_RULES])
    assert not any("services" in problem.file for problem in release)
