"""Accessibility in Chromium: keyboard, focus, reflow, text spacing, forced colours, motion."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from page_finder import resolve_path
from page_soundness import open_page

WALKED = [
    "",
    "recommendations/",
    "recommendations/*/",
    "for/*/",
    "calendar/",
    "search/?q=*",
    "support/",
    "method/",
    "sources/",
]
STOP = """() => {
  if (document.activeElement === document.body) return null;
  const at = document.activeElement, box = at.getClientRects()[0];
  const style = getComputedStyle(at);
  const seen = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 0), innerHeight - 1));
  const sentence = at.tagName === "A" && style.display === "inline";
  return {
    name: (at.innerText || at.id || at.outerHTML).trim().slice(0, 60),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    uncovered: at.contains(seen) || Boolean(seen?.contains(at)),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    large: sentence || (box.width >= 24 && box.height >= 24),
  };
}"""
"""What is true of the element that has the focus. A link in a sentence may be as low as its line
(WCAG 2.2, 2.5.8, "inline").
"""


STAYED = """() => {
  const [before, now] = [window.stopped, document.activeElement];
  window.stopped = now;
  return now === before && now.type === "date";
}"""
"""Whether a press of the Tab key stayed in a date field."""
PARTS_OF_A_DATE = 4
"""Day, month, year and the button that opens a calendar."""


def tab_stops(page: Page, most: int = 600) -> list[dict[str, Any]]:
    """Each stop of the Tab key, from the top of the page until it leaves the page. The parts of a
    date field are one.
    """
    focused: list[dict[str, Any]] = []
    for _ in range(most + PARTS_OF_A_DATE - 1):
        page.keyboard.press("Tab")
        if page.evaluate(STAYED):
            continue
        stop = page.evaluate(STOP)
        if stop is None or (focused and stop == focused[0]):
            return focused
        focused.append(stop)
    raise AssertionError(f"the Tab key does not get out of {page.url}")


def test_the_keyboard_reaches_the_content_first(page: Page, tiny_address: str) -> None:
    page.goto(tiny_address)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("size", [(360, 740), (1280, 900)])
@pytest.mark.parametrize("path", WALKED)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    page: Page, tiny_build: Path, tiny_address: str, path: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, tiny_address + resolve_path(tiny_build, path))
    page.evaluate("document.activeElement.blur()")
    reachable = page.locator("a[href], button, input, select, summary").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).length"
    )
    focused = tab_stops(page, reachable + 1)
    assert focused[0]["name"] == "Skip to main content"
    assert len(focused) == reachable
    for fault in ("outlined", "uncovered", "inside", "large"):
        assert [stop["name"] for stop in focused if not stop[fault]] == [], fault


PLAIN_LINKS = """all => all.filter((one) => {
  const { textDecorationLine, borderTopWidth } = getComputedStyle(one);
  return textDecorationLine !== "underline" && borderTopWidth === "0px";
}).map((one) => one.outerHTML)"""
"""Those of the links that are neither underlined nor in a box."""


@pytest.mark.parametrize("path", [*WALKED, "changes/"])
def test_what_leads_to_another_page_looks_like_a_link(
    page: Page, tiny_build: Path, tiny_address: str, path: str
) -> None:
    """All but a heading that leads to itself."""
    page.goto(tiny_address + resolve_path(tiny_build, path))
    links = page.locator(":is(main, footer) a[href]:not(.here)")
    assert links.count() > 0
    assert links.evaluate_all(PLAIN_LINKS) == []


@pytest.mark.parametrize("path", WALKED)
def test_at_four_hundred_per_cent_everything_is_in_one_column(
    page: Page, tiny_build: Path, tiny_address: str, path: str
) -> None:
    """1280 by 1024 px enlarged four times is a window of 320 by 256 (WCAG 2.2, 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 256})
    open_page(page, tiny_address + resolve_path(tiny_build, path))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.evaluate("scrollTo(0, 600)")
    bar = page.locator("header.bar").bounding_box()
    assert bar
    assert bar["height"] <= 256 / 3


@pytest.mark.parametrize("path", WALKED)
def test_wider_spacing_hides_no_text(
    page: Page, tiny_build: Path, tiny_address: str, path: str
) -> None:
    """The spacing that readers may set for themselves (WCAG 2.2, 1.4.12)."""
    page.set_viewport_size({"width": 360, "height": 740})
    open_page(page, tiny_address + resolve_path(tiny_build, path))
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
      document.adoptedStyleSheets = [sheet];
    }""")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    cut = """all => all.filter((one) => {
      const style = getComputedStyle(one);
      return ["hidden", "clip"].includes(style.overflowX) && !one.classList.contains("vh")
        && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
    }).map((one) => one.outerHTML.slice(0, 80))"""
    assert page.locator("body *:not(svg *):not(svg):not(.cards thead)").evaluate_all(cut) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["recommendations/", "recommendations/bridge-01/", "calendar/"])
def test_in_forced_colours_every_mark_is_seen(
    page: Page, tiny_address: str, path: str, scheme: Any
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(tiny_address + path)
    unseen = """marks => marks.filter((mark) => {
      const canvas = getComputedStyle(document.body).backgroundColor;
      const text = getComputedStyle(document.querySelector("h1")).color;
      const style = getComputedStyle(mark);
      const inks = mark.matches(".icon") ? [style.color] : [style.fill, style.stroke];
      return canvas === text || !inks.includes(text);
    }).map((mark) => mark.outerHTML.slice(0, 80))"""
    marks = page.locator(".chart text, .chart .mark, .chart .step, .chart rect[class], .icon")
    assert marks.count() > 1
    assert marks.evaluate_all(unseen) == []
    here = page.locator(".menu a[aria-current]")
    if here.count():
        assert here.first.evaluate("one => getComputedStyle(one).borderBottomStyle") == "solid"


@pytest.mark.parametrize("path", WALKED)
def test_nothing_moves(page: Page, tiny_build: Path, tiny_address: str, path: str) -> None:
    open_page(page, tiny_address + resolve_path(tiny_build, path))
    page.emulate_media(color_scheme="dark")
    page.locator("main a:visible").first.hover()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
