"""Icons of a page: one that it has often is drawn once, where no script takes it away."""

import re

from playwright.sync_api import Page

import site_builds
from tracker.render.icons import with_icons
from tracker.style_sheet import style_sheet


def icon(name: str) -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="#icon-{name}"/></svg>'


def test_an_icon_that_a_page_has_once_or_twice_is_drawn_where_it_stands() -> None:
    html = with_icons(f"<p>{icon('passed')}Passed</p>" * 2)
    drawn = (
        r'<p><svg class="icon" aria-hidden="true" viewBox="0 0 20 20"><path.*?/></svg>Passed</p>'
    )
    assert re.fullmatch(drawn * 2, html)


def test_one_that_it_has_more_often_is_drawn_at_its_end() -> None:
    passed = f"<p>{icon('passed')}Passed</p>" * 3
    html = with_icons(f"{passed}<p>{icon('planned')}Planned</p>")
    assert html.startswith(f"{passed}<p><svg class")
    assert re.findall(r'<symbol id="([^"]+)" viewBox="0 0 20 20"><path', html) == ["icon-passed"]
    assert "icon-planned" not in html


def test_a_page_without_icons_stays_as_it_is() -> None:
    assert with_icons("<p>Passed</p>") == "<p>Passed</p>"


def test_an_icon_that_is_drawn_elsewhere_is_seen(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    drawn = page.locator("svg.icon:has(use)").first
    box = drawn.evaluate(
        "icon => { const { width, height } = icon.getBBox(); return [width, height] }"
    )
    assert min(box) > 5


def test_the_signs_of_controls_are_in_the_style_sheet() -> None:
    own = style_sheet(site_builds.ROOT / "scripts" / "theme" / "styles", site_builds.ICONS)
    signs = re.findall(r'--sign: url\("([^"]*)"\)', own)
    assert len(signs) > 4
    assert all(sign.startswith("data:image/svg+xml,%3Csvg ") for sign in signs)
