"""The metadata of pages: JSON-LD for search engines, Open Graph for shared links."""

import json
import struct
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tracker.outputs.context import Page
from tracker.outputs.metadata import jsonld, search_metadata

RECORDS = ["recommendations/bridge-01/", "measures/bridges-act/", "reports/bridge-2024/"]


class Head(HTMLParser):
    """A page's metadata: `meta` by name or property, `link` by its relation, and its JSON-LD."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.data = ""
        self._in_data = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        names = [values[key] for key in ("name", "property", "rel") if key in values]
        if tag in ("meta", "link"):
            self.said |= dict.fromkeys(names, values.get("content") or values.get("href", ""))
        self._in_data = values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        self.data += data if self._in_data else ""
        self._in_data = False


def test_every_page_has_a_card_and_says_where_it_is(real: Path) -> None:
    root = Head(real / "index.html").said["canonical"]
    for path in real.rglob("index.html"):
        values = Head(path).said
        where = path.parent.relative_to(real).as_posix()
        assert values["canonical"] == (root if where == "." else f"{root}{where}/")
        assert values["og:url"] == values["canonical"]
        assert values["og:description"] == values["description"] != ""
        assert values["og:title"]
        assert values["og:image:alt"]
        picture = real / values["og:image"].removeprefix(root)
        assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1200, 630), where


@pytest.mark.parametrize("where", RECORDS)
def test_a_record_says_what_it_is_about_and_the_way_to_it(tiny_build: Path, where: str) -> None:
    graph = json.loads(Head(tiny_build / where / "index.html").data)["@graph"]
    crumbs = graph[-1]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert crumbs[2]["item"] == f"{crumbs[0]['item']}{where}"
    about = {"measures": ["Legislation"], "reports": ["Report"], "recommendations": []}
    assert [thing["@type"] for thing in graph[:-1]] == about[where.split("/")[0]]


def test_the_home_page_says_that_it_is_a_dataset_and_how_new_it_is(tiny_build: Path) -> None:
    (record,) = json.loads(Head(tiny_build / "index.html").data)["@graph"]
    assert record["@type"] == "Dataset"
    assert record["license"].endswith("/by/4.0/")
    assert record["dateModified"] == "2026-01-10"


def test_nothing_in_json_ends_its_script() -> None:
    about: dict[str, Any] = {"@type": "Report", "name": "</script><b>&"}
    page = Page("a/", "t", "A <b>", "", about=about)
    script = jsonld(page, "Site", "https://site.example/")
    assert not set("<>&") & set(script)
    assert json.loads(script)["@graph"][0]["name"] == about["name"]


def test_search_is_told_what_a_page_is_and_by_what_it_narrows() -> None:
    page = Page(
        "a/",
        "a.html",
        'A "B" & C',
        "D",
        day=date(2026, 2, 1),
        facets={"kind": "A & B", "state": "Passed"},
        filters={"year": ("2025", "2026"), "body": ("X",)},
    )
    assert search_metadata(page).splitlines() == [
        '<meta data-pagefind-meta="kind[content]" content="A &amp; B">',
        '<meta data-pagefind-meta="state[content]" content="Passed">',
        '<meta data-pagefind-filter="kind[content]" content="A &amp; B">',
        '<meta data-pagefind-filter="body[content]" content="X">',
        '<meta data-pagefind-filter="year[content]" content="2025">',
        '<meta data-pagefind-filter="year[content]" content="2026">',
        '<meta data-pagefind-sort="day[content]" content="2026-02-01">',
    ]
    assert 'content="0001-01-01"' in search_metadata(replace(page, facets={"kind": "A"}))
    assert search_metadata(replace(page, searchable=False)) == ""
