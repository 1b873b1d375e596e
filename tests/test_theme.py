"""The theme around each page of the tiny dataset: its address, its escaping, and the day on which
it was built.
"""

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

import site_builds
from conftest import TINY, TODAY, Quiet
from page_soundness import violations
from tracker import site

HOSTILE = 'https://x.example/"><script>alert(1)</script>'


def checkout(directory: Path, more: str = "") -> Path:
    """A copy of the checkout with the tiny dataset as its record, and more lines in site.yaml."""
    copy = site_builds.checkout(directory)
    shutil.rmtree(copy / "data")
    shutil.copytree(TINY, copy / "data")
    with (copy / "data" / "site.yaml").open("a") as site:
        site.write(more)
    return copy


def run_build(copy: Path, address: str = "", repository: str = "") -> None:
    done = site_builds.build(
        copy,
        TRACKER_TODAY=TODAY.isoformat(),
        SITE_URL=address,
        TRACKER_REPOSITORY=repository,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site at the address of its record."""
    more = "address: https://example.org/site\nrepository: https://code.example/tracker\n"
    copy = checkout(tmp_path_factory.mktemp("tiny"), more)
    run_build(copy)
    return copy / "site"


@pytest.fixture(scope="module")
def tiny_site_address(tiny_site: Path) -> Iterator[str]:
    """The address at which the tiny site is served, below the root of its host."""
    handler = partial(Quiet, directory=tiny_site.parent.as_posix())
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/site/"
    server.shutdown()


def test_a_project_page_is_built_for_the_address_of_the_record(tiny_site: Path) -> None:
    """The crawl, which ends each build, has read it there."""
    home, not_found = ((tiny_site / name).read_text("utf-8") for name in ("index.html", "404.html"))
    assert '<link rel="canonical" href="https://example.org/site/">' in home
    assert '<link rel="stylesheet" href="/site/assets/site.css">' in not_found
    sitemap = (tiny_site / "sitemap.xml").read_text("utf-8")
    assert set(re.findall(r"<loc>(https://[^/]+/[^/]+/)", sitemap)) == {"https://example.org/site/"}


def test_the_address_that_is_given_goes_before_that_of_the_record(tmp_path: Path) -> None:
    copy = checkout(tmp_path, "address: https://example.org/tracker/\n")
    run_build(copy, "https://other.example", "https://code.example/t")
    home = (copy / "site" / "index.html").read_text("utf-8")
    record = (copy / "site" / "recommendations" / "bridge-01" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://other.example/">' in home
    assert "example.org" not in home
    assert 'href="https://code.example/t/edit/main/data/recommendations/bridge-01.yaml"' in record


def test_nothing_that_the_record_says_becomes_markup_in_the_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the rules, which refuse these addresses, so that the frame is safe by itself."""
    route = site.route_site

    def hostile(*arguments: object, **options: object) -> site.RouteTable:
        site = route(*arguments, **options)  # type: ignore[arg-type]
        texts = dict.fromkeys(("name", "lead", "publisher", "contact", "corrections"), HOSTILE)
        texts |= {"repository": HOSTILE, "address": HOSTILE}
        dataset = replace(site.dataset, site=site.dataset.site.model_copy(update=texts))
        pages = {
            path: replace(
                page,
                title=HOSTILE,
                description=HOSTILE,
                trail=tuple((HOSTILE, path) for _, path in page.trail),
            )
            for path, page in site.pages.items()
        }
        return replace(site, dataset=dataset, address=HOSTILE, pages=pages)

    monkeypatch.setattr(site, "route_site", hostile)
    monkeypatch.setenv("TRACKER_TODAY", TODAY.isoformat())
    copy, out = checkout(tmp_path), tmp_path / "out"
    build(load_config((copy / "mkdocs.yml").as_posix(), site_dir=out.as_posix()))
    pages = [*out.rglob("*.html"), out / "sitemap.xml"]
    assert len(pages) > 60
    for path in pages:
        text = path.read_text("utf-8")
        assert "<script>" not in text, path
        assert 'x.example/"' not in text, path
    about = (out / "about" / "index.html").read_text("utf-8")
    assert about.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 6
    assert "&lt;script&gt;" in (out / "404.html").read_text("utf-8")
    assert "<h1" in about, "what is finished HTML stays so"


def test_every_page_says_how_far_the_evidence_reaches(tiny_site: Path) -> None:
    """And leads to what that means."""
    reach = "Searched at least up to 2 June 2024; each page says how far. "
    for path in tiny_site.rglob("*.html"):
        text = path.read_text("utf-8")
        line = text.partition('class="reach"')[2].partition("</aside>")[0]
        assert reach in line, path
        assert re.search(r'href="[^"]*#evidence-and-its-limits"', line), path


def test_every_page_says_in_words_on_which_day_it_was_built(tiny_site: Path) -> None:
    built_on = 'Built on <time datetime="2026-02-01" data-built>1 February 2026</time>'
    pages = list(tiny_site.rglob("*.html"))
    assert len(pages) > 60
    for path in pages:
        assert built_on in path.read_text("utf-8"), path


NOTE = "Not rebuilt since 1 February 2026. What is newer may be missing."


@pytest.mark.parametrize(
    "path", ["", "recommendations/bridge-01/", "about/", "search/", "404.html"]
)
@pytest.mark.parametrize(
    ("now", "notes"),
    [("2026-02-04T23:59:00Z", []), ("2026-02-05T00:01:00Z", [NOTE]), ("2027-06-01", [NOTE])],
)
def test_after_three_days_a_page_says_since_when_it_was_not_rebuilt(
    page: Page, tiny_site_address: str, path: str, now: str, notes: list[str]
) -> None:
    page.clock.set_fixed_time(now)
    page.goto(tiny_site_address + path)
    assert page.get_by_role("status").filter(has_text="rebuilt").all_inner_texts() == notes


MOVED = """() => new Promise((done) => {
  const sum = (list) => list.getEntries().reduce((sum, entry) => sum + entry.value, 0);
  new PerformanceObserver((list) => done(sum(list))).observe(
    { type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
})"""
"""How far what was painted has moved, as Web Vitals counts it: up to 0.1 is good."""


@pytest.mark.parametrize("size", [(360, 740), (1280, 900)])
def test_the_note_is_seen_without_a_jump_and_not_on_paper(
    page: Page, tiny_site_address: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.clock.set_fixed_time("2026-03-01")
    page.goto(f"{tiny_site_address}recommendations/bridge-01/")
    note = page.get_by_role("status").filter(has_text="Not rebuilt")
    box = note.bounding_box()
    assert box
    assert box["y"] + box["height"] < size[1]
    assert page.evaluate(MOVED) < 0.1
    assert violations(page) == []
    page.emulate_media(media="print")
    assert not note.is_visible()


def test_without_script_the_day_stands_in_the_footer_alone(
    browser: Browser, tiny_site_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(tiny_site_address)
    assert page.get_by_text("Built on 1 February 2026").is_visible()
    assert page.get_by_text("Not rebuilt").count() == 0
    context.close()


def test_a_preview_is_never_called_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it lead away from itself, to the address at which the site will stand."""
    monkeypatch.setenv("TRACKER_TODAY", TODAY.isoformat())
    copy, out = checkout(tmp_path, "address: https://example.org/tracker/\n"), tmp_path / "out"
    config = load_config((copy / "mkdocs.yml").as_posix(), site_dir=out.as_posix())
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    for path in out.rglob("*.html"):
        assert "built.js" not in path.read_text("utf-8")
        assert "https://example.org/tracker/" not in path.read_text("utf-8")
