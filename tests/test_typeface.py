"""The typeface of the pages in Chromium: it has every sign that they use, and moves nothing."""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page

import site_builds
from page_finder import resolve_path
from page_soundness import open_page

WELSH = "ÂâÊêÎîÔôÛûŴŵŶŷÄäËëÏïÖöÜüÿẅÁáÉéÍíÓóÚúẃÝýÀàÈèÌìÒòÙùẁỳ"
LACKING = """async (signs) => {
  const font = await new FontFace("Own", "url(/site/assets/tracker.woff2)").load();
  document.fonts.add(font);
  const canvas = document.createElement("canvas").getContext("2d");
  const width = (sign, other) => {
    canvas.font = `100px Own, ${other}`;
    return canvas.measureText(sign).width;
  };
  return [...signs].filter((sign) => width(sign, "monospace") !== width(sign, "serif"));
}"""
"""The signs for which the browser takes another typeface: their width is that of the other."""
MOVED = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(() => done(moved))));
})"""
"""How far what was painted has moved since the page came, as Web Vitals counts it."""


def test_the_typeface_has_every_letter_of_welsh_and_every_sign_of_the_pages(
    page: Page, tiny_build: Path, tiny_address: str
) -> None:
    used = set(WELSH + "↑↓")  # the arrows stand in the style sheet
    for path in tiny_build.rglob("*.html"):
        used |= set(unescape(re.sub(r"<[^>]+>", "", path.read_text("utf-8"))))
    signs = "".join(sorted(sign for sign in used if sign.isprintable() and not sign.isspace()))
    page.goto(tiny_address)
    assert page.evaluate(LACKING, signs) == []
    assert page.evaluate(LACKING, "Ж") == ["Ж"]


def test_its_figures_are_of_one_width(page: Page, tiny_address: str) -> None:
    page.goto(tiny_address)
    assert page.evaluate("document.fonts.load('16px Tracker').then((fonts) => fonts.length)") == 1
    widths = """() => {
      const canvas = document.createElement("canvas").getContext("2d");
      canvas.font = "100px Tracker";
      return new Set([..."0123456789"].map((figure) => canvas.measureText(figure).width)).size;
    }"""
    assert page.evaluate(widths) == 1


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 0.01),
        ("recommendations/*/", 0.01),
        ("for/*/", 0.01),
        ("changes/", 0.01),
        ("method/", 0.01),
        ("support/", 0.01),
        ("search/?q=*", 0.05),  # whose results come by script
    ],
)
def test_nothing_moves_while_a_page_comes(
    page: Page, tiny_build: Path, tiny_address: str, path: str, most: float, width: int
) -> None:
    page.clock.set_fixed_time(site_builds.TINY_DAY.isoformat())  # later, a note says how old it is
    page.set_viewport_size({"width": width, "height": 740})
    open_page(page, tiny_address + resolve_path(tiny_build, path))
    assert page.evaluate(MOVED) < most
