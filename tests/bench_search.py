"""Search on synthetic records, compared with the built-in search of Material on the same pages.

Both sites hold the same pages and are served gzip from this machine to the same browser. Measured
are the bytes and requests from the first key to the first result, its time, that of a second query,
the memory of the page, and what the index cost. Figures are comparable within one run only.
"""

import gzip
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import site_builds
from conftest import launched
from tracker.outputs.metadata import search_metadata
from tracker.search_copy import search_copy
from tracker.site import route_site

WORDS = 5_000
IN_A_REPORT = 400
FIRST, SECOND = "wordmab", "wordzed"
"""The two words that are searched; each stands in one record of a hundred."""
RESULTS = {"ours": "ol#results > li > a", "material": ".md-search-result__item a"}
BOXES = {"ours": "#query", "material": "[data-md-component=search-query]"}


@dataclass(frozen=True)
class Figures:
    """What one site took: kilobytes on the wire, requests, milliseconds, megabytes, seconds."""

    kilobytes: float
    requests: int
    first: float
    second: float
    memory: float
    index_seconds: float
    index_peak: float


def text(chance: random.Random, length: int) -> str:
    """A text of made-up words, a few of them frequent (Zipf), as in a language."""
    return " ".join(f"word{int(chance.paretovariate(0.5)) % WORDS:x}" for _ in range(length))


def synthetic(data: Path, records: int) -> None:
    """The tiny dataset with so many records more, one recommendation to seven events."""
    shutil.copytree(site_builds.TINY, data)
    (data / "published.txt").unlink()
    chance = random.Random(1)
    recommendation = (site_builds.TINY / "recommendations" / "bridge-02.yaml").read_text("utf-8")
    event = (site_builds.TINY / "developments" / "2024-06-01-ministry-answers.yaml").read_text(
        "utf-8"
    )
    report = (site_builds.TINY / "reports" / "bridge-2024.yaml").read_text("utf-8")
    for number in range(records // 8 // IN_A_REPORT + 1):
        record = report.replace("makes: 3", f"makes: {IN_A_REPORT + 3}")
        record = record.replace("Review of Bridges", f"Review {number}").replace(
            "Bridge Review", f"R{number}"
        )
        record = record.replace("bridges.example", f"r{number}.example")
        (data / "reports" / f"r{number}-2024.yaml").write_text(record)
    for number in range(records):
        rare = FIRST if number % 50 == 0 else SECOND if number % 50 == 25 else text(chance, 1)
        title = f"{number} {text(chance, 7)} {rare}"
        if number % 8 == 0:
            part, position = divmod(number // 8, IN_A_REPORT)
            record = recommendation.replace("report: bridge-2024", f"report: r{part}-2024")
            record = re.sub(r"^number: .*$", f"number: '{position + 1}'", record, flags=re.M)
            record = re.sub(
                r"(reason|text): (?!No).*$", rf"\1: R {text(chance, 25)}.", record, flags=re.M
            )
            file = data / "recommendations" / f"r{part}-{position + 1:03}.yaml"
        else:
            day = f"20{10 + number % 14}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            record = re.sub(r"^date: .*$", f"date: {day}", event, flags=re.M)
            record = re.sub(r"url: .*$", f"url: https://made.example/{number}", record, flags=re.M)
            file = data / "developments" / f"{day}-made-{number}.yaml"
        record = re.sub(r"^title: .*$", f"title: T {title}", record, flags=re.M)
        record = re.sub(r"^summary: .*$", f"summary: S {text(chance, 40)}.", record, flags=re.M)
        file.write_text(record)


def with_material(site: Path, directory: Path) -> tuple[Path, float, float]:
    """The pages that our search has, as Material would have them, with its own search: the site,
    the seconds that search adds to its build, and the peak megabytes of that build.
    """
    (directory / "docs").mkdir(parents=True)
    (directory / "docs" / "index.md").write_text("# Home\n")
    for page in site.rglob("index.html"):
        html = page.read_text("utf-8")
        body = re.search(r"<main.*?</main>", html, re.S)
        title = re.search(r"<title>(.*?)</title>", html, re.S)
        if body and title and "data-pagefind-body" in html:
            name = f"{page.parent.relative_to(site).as_posix()}.md"
            target = directory / "docs" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            inner = re.sub(r"\n\s*\n", "\n", re.sub(r"</?main[^>]*>", "", body[0]))
            target.write_text(f"---\ntitle: {title[1]!r}\n---\n<div>\n{inner}\n</div>\n", "utf-8")
    timings = {}
    for plugins in ("[]", "[search]"):
        config = directory / "mkdocs.yml"
        config.write_text(
            "site_name: S\nnav: [index.md]\ntheme: {name: material, font: false}\n"
            f"plugins: {plugins}\nvalidation: {{nav: {{omitted_files: ignore}}}}\n"
        )
        timings[plugins] = timed(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", directory / "site"]
        )
    seconds = timings["[search]"][0] - timings["[]"][0]
    return directory / "site", seconds, timings["[search]"][1]


def index_again(site: Path, data: Path, copies: Path) -> tuple[float, float]:
    """Indexes the built site of a record by copies of its pages, as `scripts/build` does: the
    seconds that the copies and Pagefind take, and the peak megabytes of Pagefind.
    """
    html = {path.relative_to(site): path.read_text("utf-8") for path in site.rglob("*.html")}
    pages = route_site(data, site_builds.TINY_DAY).pages
    start = time.perf_counter()
    for path, of_page in html.items():
        page = pages.get(path.as_posix().removesuffix("index.html"))
        if copy := search_copy(of_page, search_metadata(page) if page else ""):
            target = copies / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(copy, "utf-8")
    seconds = time.perf_counter() - start
    pagefind = [sys.executable, "-m", "pagefind", "--site", copies, "--quiet"]
    indexing, peak = timed([*pagefind, "--output-path", site / "pagefind"])
    return seconds + indexing, peak


def timed(command: list[Any]) -> tuple[float, float]:
    """The seconds that a command takes, and its peak in megabytes."""
    start = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    return time.perf_counter() - start, used.ru_maxrss / 1024


class Compressed(SimpleHTTPRequestHandler):
    """Serves files as a host does: gzip for text."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, kind = path.read_bytes(), self.guess_type(path)
        small = kind.startswith("text/") or kind.endswith(("json", "javascript"))
        body = gzip.compress(body, 6) if small else body
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if path.suffix == ".js" else kind)
        self.send_header("Content-Length", str(len(body)))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=site.as_posix()))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


FIRST_RESULT = """([box, result, word]) => new Promise((resolve) => {
  const input = document.querySelector(box), start = performance.now();
  const toggle = document.querySelector("#__search");
  if (toggle && !toggle.checked) toggle.click();
  input.focus();
  input.value = word;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "a" }));
  const look = () => [...document.querySelectorAll(result)].some((one) =>
      (one.querySelector("h1, h2") ?? one).textContent.toLowerCase().includes(word))
    ? resolve(performance.now() - start) : setTimeout(look, 2);
  look();
})"""


def first_results(
    browser: Browser, site: Path, which: str
) -> tuple[float, int, float, float, float]:
    """A first and a second search: kilobytes and requests until the first result, the milliseconds
    of both, the megabytes of the page afterwards. Counts everything since the page was opened but
    what it shows without a search, as Material fetches its index at once.
    """
    with served(site) as address:
        page: Page = browser.new_page()
        sizes: list[int] = []

        def count(response: Any) -> None:
            length = int(response.headers.get("content-length", 0))
            searched = ("search", "pagefind", "names", "words", "workers")
            if any(part in response.url.removeprefix(address) for part in searched):
                sizes.append(length)

        page.on("response", count)
        page.goto(address + ("search/" if which == "ours" else ""))
        milliseconds = []
        for word in (FIRST, SECOND):
            milliseconds.append(page.evaluate(FIRST_RESULT, [BOXES[which], RESULTS[which], word]))
            if word == FIRST:
                kilobytes, requests = sum(sizes) / 1000, len(sizes)
        session = page.context.new_cdp_session(page)
        memory = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
        page.close()
    return kilobytes, requests, milliseconds[0], milliseconds[1], memory


def measure(browser: Browser, records: int) -> dict[str, Figures]:
    """Both sites of so many records, built and searched."""
    with tempfile.TemporaryDirectory() as directory:
        synthetic(Path(directory) / "data", records)
        copy = site_builds.checkout(Path(directory) / "ours", Path(directory) / "data")
        done = site_builds.build_tiny(copy, timeout=1800, SITE_URL="http://127.0.0.1/")
        if done.returncode:
            sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
        site = copy / "site"
        shutil.rmtree(site / "pagefind")
        ours = index_again(site, Path(directory) / "data", Path(directory) / "copies")
        material, seconds, peak = with_material(site, Path(directory) / "material")
        return {
            "ours": Figures(*first_results(browser, site, "ours"), *ours),
            "material": Figures(*first_results(browser, material, "material"), seconds, peak),
        }


def main() -> None:
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for records in map(int, sys.argv[1:] or ["250", "1000"]):
            sites = measure(browser, records)
            print(f"{records} records")
            for name in Figures.__dataclass_fields__:
                ours, other = (getattr(sites[which], name) for which in ("ours", "material"))
                ratio = other / ours if ours else 0
                print(f"  {name:14} {ours:10.2f} {other:10.2f}   1/{ratio:.1f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
