"""The real site without a mouse, without motion, in a reader's own colours, and enlarged."""

from typing import Any

import pytest
from playwright.sync_api import Page

WALKED = [
    "",
    "recommendations/",
    "recommendations/casey-11/",
    "for/local-authorities/",
    "calendar/",
    "search/?q=taxi",
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


def stops(page: Page, most: int = 600) -> list[dict[str, Any]]:
    """Each stop of the Tab key, from the top of the page until it leaves the page."""
    walked: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (walked and stop == walked[0]):
            return walked
        walked.append(stop)
    raise AssertionError(f"the Tab key does not get out of {page.url}")


@pytest.mark.parametrize("size", [(360, 740), (1280, 900)])
@pytest.mark.parametrize("path", WALKED)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    page: Page, address: str, path: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address + path)
    if "search" in path:
        page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
        page.evaluate("document.activeElement.blur()")
    walked = stops(page)
    reachable = page.locator("a[href], button, input, select").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).length"
    )
    assert walked[0]["name"] == "Skip to main content"
    assert len(walked) == reachable
    for fault in ("outlined", "uncovered", "inside", "large"):
        assert [stop["name"] for stop in walked if not stop[fault]] == [], fault
