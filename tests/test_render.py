"""Templates escape every text, refuse links to nowhere and stop at missing values."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError

from conftest import ROOT, TODAY
from tracker.checking import LOCAL_ADDRESS
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Page, listed_pages, relative_url
from tracker.outputs.pages.overview import record_site_pages
from tracker.outputs.pages.record_pages import development_page
from tracker.render.engine import NoSuchPageError, PageRenderer, template_environment
from tracker.site import RouteTable

NASTY = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "&lt;b&gt;"]


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.sampled_from(NASTY), st.text(min_size=1)))
def test_no_text_becomes_markup(tiny_table: RouteTable, text: str) -> None:
    context = tiny_table.context
    assert context
    record = tiny_table.dataset.developments["2025-02-press-asks"]
    altered = record.model_copy(
        update={
            "title": text,
            "summary": text,
            "content_note": text,
            "sources": (record.sources[0].model_copy(update={"title": text, "publisher": text}),),
        }
    )
    renderer = PageRenderer(context, tiny_table.pages, tiny_table.files)
    plain, nasty = (
        Tags(renderer.html(development_page(context.facts, r))) for r in (record, altered)
    )
    assert nasty.tags == plain.tags
    assert text.strip() in nasty.text or not text.isprintable()


def test_every_name_that_templates_are_given_is_used_by_one(tiny_table: RouteTable) -> None:
    assert tiny_table.context
    renderer = PageRenderer(tiny_table.context, tiny_table.pages, tiny_table.files)
    environment, bare = template_environment(), Environment()
    given = {*environment.globals, *environment.filters, *renderer._shared}
    templates = ROOT / "scripts" / "tracker" / "render" / "templates"
    files = [*templates.rglob("*.*"), *(ROOT / "scripts" / "theme").rglob("*.html")]
    files += (ROOT / "docs").rglob("*.md")
    used = set(re.findall(r"\w+", "\n".join(path.read_text("utf-8") for path in files)))
    assert sorted(given - {*bare.globals, *bare.filters} - used) == []


def test_a_link_to_nowhere_stops_the_build(tiny: Dataset) -> None:
    context = BuildContext(derive(tiny, TODAY), TODAY, LOCAL_ADDRESS)
    home = next(listed_pages(record_site_pages(context)))
    with pytest.raises(NoSuchPageError, match="links to 'support/', which is no page"):
        PageRenderer(context, {"": home}).html(home)


def test_a_link_to_no_file_stops_the_build(tiny_table: RouteTable) -> None:
    assert tiny_table.context
    page, files = tiny_table.pages["data/"], set(tiny_table.files) - {"data/bodies.csv"}
    renderer = PageRenderer(tiny_table.context, tiny_table.pages, files)
    with pytest.raises(NoSuchPageError, match=r"links to .data/bodies\.csv., which is no file"):
        renderer.html(page)


@pytest.mark.parametrize(
    ("target", "page", "way"),
    [
        ("bodies/x/", "recommendations/y/", "../../bodies/x/"),
        ("", "recommendations/y/", "../../"),
        ("recommendations/y/", "", "recommendations/y/"),
        ("", "", "./"),
        ("method/labels/#passed", "bodies/x/", "../../method/labels/#passed"),
        ("method/labels/#passed", "method/labels/", "#passed"),
    ],
)
def test_links_are_relative_so_that_the_site_works_anywhere(
    target: str, page: str, way: str
) -> None:
    assert relative_url(target, page) == way


def test_a_value_that_a_template_misses_stops_the_build(tiny: Dataset) -> None:
    context = BuildContext(derive(tiny, TODAY), TODAY, LOCAL_ADDRESS)
    home, *others = listed_pages(record_site_pages(context))
    values = {name: value for name, value in home.values().items() if name != "counts"}
    without = replace(home, values=lambda: values)
    with pytest.raises(UndefinedError, match="'counts' is undefined"):
        PageRenderer(context, {page.path: page for page in (without, *others)}).html(without)


def test_every_page_has_a_template_a_title_and_a_description(tiny: Dataset) -> None:
    context = BuildContext(derive(tiny, TODAY), TODAY, LOCAL_ADDRESS)
    made = list(listed_pages(record_site_pages(context)))
    assert len({page.path for page in made}) == len(made)
    assert all(isinstance(page, Page) and page.title and page.description for page in made)
