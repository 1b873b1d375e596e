"""Every kind of page in Chromium, at three widths and in both colour schemes; its HTML and its
weight. The pages are those of the tiny dataset, which has each kind and each part of one; the
largest pages of the real record are tried for what only much text can break.
"""

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from page_finder import resolve_path
from page_soundness import (
    Heard,
    elements_too_wide,
    html_errors,
    open_page,
    violations_in_both_schemes,
    watched_page,
)

INDEXES = [
    "",
    "recommendations/",
    "developments/",
    "developments/year/",
    "measures/",
    "bodies/",
    "reports/",
    "topics/",
    "places/",
    "for/",
    "sources/",
    "glossary/",
    "corrections/",
    "calendar/",
    "changes/",
    "progress/",
    "follow/",
    "data/",
    "data/api/",
    "embed/",
]
OTHERS = [
    "method/",
    "method/challenge/",
    "method/labels/",
    "contribute/",
    "contribute/fields/",
    "contribute/fields/parts/",
    "contribute/fields/vocabularies/",
    "contribute/health/",
    "contribute/health/developments/",
    "leaving/",
    "about/",
    "accessibility/",
    "support/",
    "terms/",
    "search/",
    "search/?q=*",
    "404.html",
]
KINDS = [
    "recommendations",
    "developments",
    "measures",
    "bodies",
    "reports",
    "topics",
    "places",
    "for",
    "sources",
    "changes",
    "progress",
]


@pytest.mark.parametrize("path", [*INDEXES, *(f"{kind}/*/" for kind in KINDS), *OTHERS])
def test_a_page_is_sound(path: str, tiny_build: Path, tiny_address: str, browser: Browser) -> None:
    """No console message, no other host, nothing stored, nothing too wide, nothing for axe."""
    with watched_page(browser) as (page, heard):
        open_page(page, tiny_address + resolve_path(tiny_build, path))
        assert elements_too_wide(page) == []
        assert violations_in_both_schemes(page) == []
    assert heard == Heard([], {urlsplit(tiny_address).netloc}, ["", 0, 0])


@pytest.mark.parametrize("path", ["", *(f"{kind}/*/" for kind in KINDS), "search/?q=*"])
def test_nothing_of_the_largest_page_of_a_kind_is_too_wide(
    path: str, real: Path, address: str, browser: Browser
) -> None:
    """Of the real record, which has the longest words and tables."""
    with watched_page(browser) as (page, heard):
        open_page(page, address + resolve_path(real, path))
        assert elements_too_wide(page) == []
    assert heard.messages == []


def test_without_script_everything_can_be_reached(browser: Browser, tiny_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{tiny_address}search/?q=bridge")
    assert page.get_by_text("Search needs JavaScript").is_visible()
    page.get_by_role("main").get_by_role("link", name="Recommendations").click()
    page.get_by_role("link", name="Inspect every bridge").click()
    assert page.locator("#part-duty").is_visible()
    context.close()


def test_the_answer_is_on_the_first_screen(page: Page, tiny_address: str) -> None:
    """What a council lawyer comes for: what, by whom, in force where, the next date."""
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    for words in ["In force?", "Must act", "Next date", "State", "Where"]:
        box = page.locator(".answer h2, .facts dt").get_by_text(words, exact=True).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 900, words
    sizes = "all => all.map(each => parseFloat(getComputedStyle(each).fontSize))"
    main = page.locator("main :is(h2, h3, p, dd, li):visible")
    answer = page.locator(".answer .said").evaluate_all(sizes)
    assert answer == [max(main.evaluate_all(sizes))]  # the largest after the title


@pytest.mark.parametrize("kind", ["recommendations", "measures", "topics"])
def test_on_a_phone_whether_it_is_in_force_is_on_the_first_screen(
    kind: str, page: Page, tiny_build: Path, tiny_address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    for file in (tiny_build / kind).glob("*/index.html"):
        page.goto(f"{tiny_address}{kind}/{file.parent.name}/")
        answer = page.locator(".answer-line")
        if answer.count():  # not a list of records, nor a topic without any
            box = answer.bounding_box()
            assert box
            assert box["y"] + box["height"] <= 800, file


def test_every_page_is_valid_html(tiny_build: Path) -> None:
    """By the Nu HTML checker."""
    assert html_errors(sorted(tiny_build.rglob("*.html"))) == []


def test_the_first_view_of_any_page_is_light(tiny_build: Path) -> None:
    """All that it asks for before anybody does anything, compressed as servers do, is under 60 KB.
    It counts the page; the style sheet, under 20 KB; the typeface, as compressed as it comes; the
    icon; our scripts and what these import, under 12 KB. What a script fetches once somebody has
    typed or opened something is not counted. The page is under 12 KB where it holds little; the
    list of every table's columns holds much.
    """
    linked = re.compile(
        r'<(?:link rel="(?:stylesheet|preload|icon)" href|script type="module" src)="([^"]+)"'
    )
    imported = re.compile(r'^import .* from "([^"]+)"', re.MULTILINE)

    @cache
    def weight(file: Path) -> int:
        whole = file.read_bytes()
        return len(whole if file.suffix == ".woff2" else gzip.compress(whole, 6))

    for page in tiny_build.rglob("index.html"):
        parts = {(page.parent / part).resolve() for part in linked.findall(page.read_text("utf-8"))}
        scripts = {part for part in parts if part.suffix == ".js"}
        for script in tuple(scripts):
            modules = imported.findall(script.read_text("utf-8"))
            scripts |= {(script.parent / name).resolve() for name in modules}
        assert len(scripts) >= 2
        assert {part.name for part in parts - scripts} == {"site.css", "tracker.woff2", "icon.svg"}
        assert sum(map(weight, scripts)) < 12_000, page
        assert weight(tiny_build / "assets" / "site.css") < 20_000
        assert weight(page) + sum(map(weight, parts | scripts)) < 60_000, page
        lists_all_columns = page.parent.name == "data"
        assert weight(page) < (20_000 if lists_all_columns else 12_000), page
