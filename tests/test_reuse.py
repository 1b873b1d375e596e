"""Taking the record elsewhere: the forms of a page, citations, badges; and that one more output is
one module and one line.
"""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

import site_builds
from conftest import ROOT, TINY, TODAY
from tracker import site
from tracker.outputs.context import Alternate, Exporter, Route, listed_pages
from tracker.outputs.embeds import CHARACTER_WIDTH
from tracker.site import EXPORTERS, RouteTable, route_site, site_files
from tracker.text.phrases import escape_bibtex

SVG = "{http://www.w3.org/2000/svg}"


class Head(HTMLParser):
    """The other forms that a page names: (type, title, path from the site's root)."""

    def __init__(self, site: Path, page: Path) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, str]] = []
        self._root, self._here = site.resolve(), page.parent.resolve()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "link" and held.get("rel") == "alternate":
            path = (self._here / held["href"]).resolve().relative_to(self._root)
            self.forms.append((held["type"], held["title"], path.as_posix()))


KINDS = {
    "index.html": ["feeds/developments.atom", "calendar/all.ics", "api/v1/all.json"],
    "changes/index.html": ["feeds/changes.atom", "feeds/labels.json", "data/changes.csv"],
    "recommendations/index.html": ["feeds/labels.atom", "data/recommendations.csv"],
    "recommendations/bridge-01/index.html": [
        "feeds/recommendations/bridge-01.atom",
        "feeds/recommendations/bridge-01.json",
        "api/v1/recommendations/bridge-01.json",
    ],
    "topics/bridges/index.html": ["feeds/topics/bridges.atom"],
    "bodies/ministry-of-bridges/index.html": [
        "feeds/bodies/ministry-of-bridges.atom",
        "calendar/bodies/ministry-of-bridges.ics",
        "api/v1/bodies/ministry-of-bridges.json",
    ],
    "measures/bridges-act/index.html": [
        "feeds/measures/bridges-act.atom",
        "api/v1/measures/bridges-act.json",
    ],
    "for/bridge-keepers/index.html": [
        "feeds/for/bridge-keepers.atom",
        "calendar/for/bridge-keepers.ics",
    ],
    "calendar/index.html": ["calendar/all.ics"],
}


@pytest.mark.parametrize("name", KINDS)
def test_a_page_leads_to_its_other_forms(tiny_build: Path, name: str) -> None:
    forms = Head(tiny_build, tiny_build / name).forms
    assert set(KINDS[name]) <= {path for _, _, path in forms}
    assert all(title for _, title, _ in forms)


def test_every_form_that_a_page_names_is_there_and_is_what_it_says(real: Path) -> None:
    endings = {
        "application/atom+xml": ".atom",
        "application/feed+json": ".json",
        "application/json": ".json",
        "text/calendar": ".ics",
        "text/csv": ".csv",
    }
    for page in real.rglob("index.html"):
        for kind, _, path in Head(real, page).forms:
            assert path.endswith(endings[kind]), (page, path)
            assert (real / path).is_file(), (page, path)


def test_the_page_that_says_how_to_follow_lists_every_feed_and_calendar(real: Path) -> None:
    text = (real / "follow" / "index.html").read_text("utf-8")
    listed = set(re.findall(r'href="\.\./((?:feeds|calendar)/[^"]+\.(?:atom|json|ics))"', text))
    made = {
        path.relative_to(real).as_posix()
        for folder in ("feeds", "calendar")
        for path in (real / folder).rglob("*.*")
        if path.suffix in (".atom", ".json", ".ics")
    }
    assert listed == made


def test_one_more_output_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its page, its file, the link from the pages it names and its place under "Follow" follow."""
    form = Alternate("bodies/ferry-board/", "text/calendar", "Ferry days", "more/ferry.ics")
    output = Exporter(
        name="ferry",
        pages=lambda context: [
            replace(page, path="more/", title="More", names=())
            for page in listed_pages(EXPORTERS[0].pages(context))
            if page.path == "reports/"
        ],
        alternates=lambda context: [form],
        routes=lambda context, pages: [
            Route("more/ferry.ics", lambda: f"{len(pages)} pages, {context.today}")
        ],
    )
    before = dict(site_files(route_site(TINY, TODAY)))
    monkeypatch.setattr(site, "EXPORTERS", (*EXPORTERS, output))
    made = route_site(TINY, TODAY)
    after = dict(site_files(made))
    assert set(after) - set(before) == {"more/index.html", "more/ferry.ics"}
    assert after["more/ferry.ics"] == f"{len(made.pages)} pages, 2026-02-01".encode()
    assert form in made.pages["bodies/ferry-board/"].alternates
    assert b"more/ferry.ics" in after["follow/index.html"]


def cited(site: Path, page: str) -> tuple[str, str]:
    """The BibTeX and the RIS of a page, as somebody copies them."""
    text = (site / page / "index.html").read_text("utf-8").partition('id="cite"')[2]
    found = re.findall(r"<pre><code>(.*?)</code></pre>", text, re.DOTALL)
    bib, ris = (unescape(re.sub(r"<[^>]+>", "", form)) for form in found)
    return bib, ris


RECORDS = {
    "recommendations/bridge-01": "Bridge Review, recommendation 1",
    "measures/bridges-act": "Act, 2024 c. 1",
    "developments/2024-06-01-ministry-answers": "1 June 2024",
    "bodies/ministry-of-bridges": "Department",
    "reports/bridge-2024": "report, 1 May 2024",
}


@pytest.mark.parametrize("page", RECORDS)
def test_each_kind_of_record_is_cited_in_four_forms(tiny_build: Path, page: str) -> None:
    text = (tiny_build / page / "index.html").read_text("utf-8")
    text = text.partition('id="cite"')[2].partition("</section>")[0]
    another_day = "" if page.startswith(("bodies", "reports")) else "?as-of=2026-02-01"
    address = f"https://tracker.example/site/{page}/{another_day}"
    assert text.count(unescape(address)) == 4
    bib, ris = cited(tiny_build, page)
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", bib, re.MULTILINE))
    assert bib.startswith(f"@misc{{{page.partition('/')[2]},\n")
    assert fields["url"] == address
    assert fields["author"] == "{Tiny Tracker}"
    assert RECORDS[page].lower() in fields["note"].replace("\\", "").lower()
    tags = [line[:6] for line in ris.strip().splitlines()]
    kinds = ["TY  - ", "AU  - ", "TI  - ", "PY  - ", "DA  - ", "N1  - ", "UR  - ", "ER  -"]
    assert [tag.strip() for tag in tags] == [kind.strip() for kind in kinds]
    assert f"UR  - {address}\n" in ris


def test_bibtex_reads_no_sign_as_a_command() -> None:
    assert escape_bibtex("R&D 50% #1 a_b {c} $d") == r"R\&D 50\% \#1 a\_b \{c\} \$d"


def test_the_citation_file_has_what_the_format_asks_for() -> None:
    """Citation File Format 1.2.0: the four that are required, and no person who does not exist."""
    held = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "title", "message", "authors"} <= set(held)
    assert held["cff-version"] == "1.2.0"
    assert [set(author) for author in held["authors"]] == [{"name"}]


def test_pictures_to_embed_ask_for_nothing_and_say_all_in_words(
    real: Path, real_table: RouteTable
) -> None:
    pictures = sorted((real / "embed").glob("*/*.svg"))
    assert len(pictures) == 2 * len(real_table.dataset.recommendations)
    for picture in pictures:
        root = ElementTree.fromstring(picture.read_text("utf-8"))
        assert {element.tag for element in root.iter()} <= {
            f"{SVG}{tag}" for tag in ("svg", "title", "rect", "text", "path", "circle", "g")
        }
        assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or "href" in a]
        title = root.findtext(f"{SVG}title") or ""
        is_looked_at = real_table.facts.assessments[picture.parent.name].is_looked_at
        assert ("the record shows" in title and "Searched up to" in title) == is_looked_at
        assert picture.stat().st_size < 2_500


def test_the_words_of_a_picture_stay_in_its_box(real: Path) -> None:
    """The badge's text is stretched to what was reckoned; the card's lines are cut to fit."""
    for picture in (real / "embed").glob("*/card.svg"):
        root = ElementTree.fromstring(picture.read_text("utf-8"))
        for text in root.iter(f"{SVG}text"):
            size = float(text.get("font-size", "13")) / 12
            right = float(text.get("x", "0")) + len(text.text or "") * CHARACTER_WIDTH * size
            assert right <= float(root.get("width", "0")), (picture, text.text)


def test_the_html_for_a_badge_shows_it_with_its_words(real: Path) -> None:
    text = (real / "embed" / "index.html").read_text("utf-8")
    codes = [unescape(code) for code in re.findall(r"<pre><code>(.*?)</code></pre>", text)]
    assert len(codes) == len(list((real / "embed").glob("*/*.svg")))
    form = r'<a href="(\S+)"><img src="(\S+)" width="\d+" height="\d+" alt="([^"]+)"></a>'
    for code in codes:
        found = re.fullmatch(form, code)
        assert found, code
        page, picture, alt = found.groups()
        root = site_builds.ADDRESS
        assert (real / page.removeprefix(root) / "index.html").is_file()
        svg = ElementTree.fromstring((real / picture.removeprefix(root)).read_text("utf-8"))
        assert svg.findtext(f"{SVG}title") == alt


def test_the_day_of_the_edition_is_the_day_that_is_cited() -> None:
    site = route_site(TINY, date(2026, 1, 31), "https://a.example")
    assert "?as-of=2026-01-31" in site.html("recommendations/bridge-01/")
