"""What holds for the real record and its site as for any: it is valid, and the site is whole.

`tracker check` judges it today, these tests on the day of its newest entry. No test knows which
records there are or what they say.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import site_builds
from tracker.checking import problems_of
from tracker.crawl import crawl
from tracker.derive.services import dialled_number
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.render.engine import HANDWRITTEN_PAGES
from tracker.schema.dates import parse_date
from tracker.site import route_site


def test_the_record_has_no_problem() -> None:
    assert problems_of(site_builds.DATA, site_builds.real_day())[1] == ()


def test_every_internal_link_and_fragment_resolves(real: Path) -> None:
    assert crawl(real, "/site/") == ()


def test_the_sitemap_has_every_page_with_the_dates_of_the_records(real: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.parse(real / "sitemap.xml").getroot()
    dates = {}
    for url in root:
        changed = url.find(f"{space}lastmod")
        dates[url.findtext(f"{space}loc", "")] = changed.text if changed is not None else None
    pages = route_site(site_builds.DATA, site_builds.real_day()).pages
    base = site_builds.ADDRESS
    for path, page in pages.items():
        written = page.last_modified
        assert dates.pop(base + path) == (written.isoformat() if written else None)
    assert dates == {f"{base}{path}": None for path in HANDWRITTEN_PAGES}


def test_no_page_asks_another_host_for_anything(real: Path) -> None:
    emergency = load(site_builds.DATA)[0].site.emergency
    for path in real.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r'<(?:script|img|iframe|source|link rel="style)[^>]*"https?:', text)
        assert "<script>" not in text
        assert text.count("<h1") == 1, path
        assert not emergency or f'href="tel:{dialled_number(emergency.number)}"' in text, path
        assert "support/" in text, path


def test_nothing_is_shipped_that_no_page_asks_for(real: Path) -> None:
    """Material's bundle, palettes and search, above all."""
    shipped = [path for path in (real / "assets").rglob("*") if path.is_file()]
    assert not [path for path in shipped if "javascripts" in path.parts or "palette" in path.name]


def test_a_timeline_that_is_long_can_be_filtered(real: Path) -> None:
    for path in (real / "recommendations").glob("*/index.html"):
        timeline = path.read_text("utf-8").partition('id="timeline"')[2].partition("</section>")[0]
        is_long = timeline.count('<p class="when">') > 5
        assert ("data-filter" in timeline or "All by year:" in timeline) == is_long, path


def test_the_day_of_a_record_is_its_newest(tiny: Dataset) -> None:
    assert site_builds.day_of(tiny) == date(2026, 1, 15)
    event = tiny.developments["2024-11-minister-says-done"]
    for name, newest in (("recorded", "2026-01-16"), ("date", "2026-02"), ("recorded", "2027")):
        changed = event.model_copy(update={name: parse_date(newest)})
        record = replace(tiny, developments={**tiny.developments, event.id: changed})
        assert site_builds.day_of(record) == parse_date(newest).earliest
