"""The real record and the site that it makes: strict, whole, the same each time, at any address."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

import verbs
from conftest import ROOT
from tracker.crawl import crawl
from tracker.render.engine import PROSE
from tracker.site import build as build_pages
from tracker.site import problems_of

DATA = ROOT / "data"
TODAY = date.fromisoformat(verbs.TODAY)


def test_the_record_has_no_problem() -> None:
    assert problems_of(DATA, TODAY)[1] == ()


def test_all_twelve_recommendations_are_there() -> None:
    tracker, _ = problems_of(DATA, TODAY)
    featured = tracker.reports[tracker.site.featured]
    numbers = [r.number for r in tracker.recommendations.values() if r.report == featured.id]
    assert (sorted(numbers), featured.makes) == (list(range(1, 13)), 12)


def test_every_internal_link_and_fragment_resolves(real: Path) -> None:
    assert crawl(real, "/site/") == ()


def test_the_same_record_gives_the_same_bytes(real: Path, tmp_path: Path) -> None:
    copy = verbs.checkout(tmp_path)
    assert verbs.build(copy).returncode == 0
    assert verbs.bytes_of(copy / "site") == verbs.bytes_of(real)


def test_the_site_works_at_the_root_of_a_host_too(real: Path, tmp_path: Path) -> None:
    """Only the page for missing addresses, the sitemap and the canonical links know the address."""
    copy = verbs.checkout(tmp_path)
    done = verbs.build(copy, SITE_URL="https://tracker.example/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert crawl(copy / "site", "/") == ()
    assert 'href="/assets/tracker.css"' in (copy / "site" / "404.html").read_text("utf-8")
    assert 'href="/site/assets/tracker.css"' in (real / "404.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[gone](nowhere.md)\n", "nowhere.md"),
        ('<a href="../nowhere/">gone</a>\n', "links to '../nowhere/', which is not there"),
        ("[gone](method/index.md#nothing)\n", "nothing"),
    ],
)
def test_a_broken_link_fails_the_build_and_keeps_the_old_site(
    text: str, says: str, tmp_path: Path
) -> None:
    copy = verbs.checkout(tmp_path)
    (copy / "site").mkdir()
    (copy / "site" / "old.html").write_text("the last good site")
    with (copy / "docs" / "about.md").open("a") as about:
        about.write(f"\n{text}")
    done = verbs.build(copy)
    assert done.returncode == 1, done.stdout
    assert says in done.stdout + done.stderr
    assert (copy / "site" / "old.html").read_text() == "the last good site"


def test_a_broken_record_fails_the_build_with_all_its_problems(tmp_path: Path) -> None:
    copy = verbs.checkout(tmp_path)
    (copy / "data" / "bodies" / "ofsted.yaml").write_text("name: no\nkind: 010\n")
    done = verbs.build(copy)
    assert done.returncode == 1
    assert "data/bodies/ofsted.yaml:1:7: YAML reads 'no' as true or false" in done.stdout
    assert "data/bodies/ofsted.yaml:2:7: YAML reads '010' as a number" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_day_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = verbs.build(verbs.checkout(tmp_path), TRACKER_TODAY="tomorrow")
    assert done.returncode == 1
    assert "TRACKER_TODAY is 'tomorrow', which is not a day" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_the_sitemap_has_every_page_with_the_dates_of_the_records(real: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.parse(real / "sitemap.xml").getroot()
    found = {}
    for url in root:
        changed = url.find(f"{space}lastmod")
        found[url.findtext(f"{space}loc", "")] = changed.text if changed is not None else None
    pages = {p.page.path: p.page.changed for p in build_pages(DATA, TODAY).pages}
    base = verbs.ADDRESS
    for path, changed_on in pages.items():
        assert found.pop(base + path) == (changed_on.isoformat() if changed_on else None)
    assert found == {f"{base}{path}": None for path in PROSE}


def test_no_page_asks_another_host_for_anything(real: Path) -> None:
    for path in real.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r'<(?:script|img|iframe|source|link rel="style)[^>]*"https?:', text)
        assert "<script>" not in text
        assert text.count("<h1") == 1, path
        assert 'href="tel:999"' in text, path
        assert "support/" in text, path


def test_nothing_is_shipped_that_no_page_asks_for(real: Path) -> None:
    """Material's bundle, palettes and search, above all."""
    shipped = [path for path in (real / "assets").rglob("*") if path.is_file()]
    assert not [path for path in shipped if "javascripts" in path.parts or "palette" in path.name]
