"""The pages of the fields have every field of every model with its meaning, and every word."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from pydantic import BaseModel

from tracker.schema.file_fields import FILE_MODELS, file_fields, inner_models
from tracker.schema.vocabularies import (
    OPEN_VOCABULARIES,
    VOCABULARIES,
    VOCABULARY_PURPOSES,
    Term,
    with_carrying_grades,
)
from tracker.site import RouteTable

FIELDS = "contribute/fields/"
PARTS = f"{FIELDS}parts/"
VOCABULARIES_PATH = f"{FIELDS}vocabularies/"
MODELS = (*FILE_MODELS, *inner_models(*FILE_MODELS))
CELLS = {"th", "td", "dt", "dd"}


class Tables(HTMLParser):
    """The tables and the lists of words of a page, row by row, each cell as its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.text = ""
        self.in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("table", "dl"):
            self.tables.append([])
        elif tag in ("tr", "dt"):
            self.tables[-1].append([])
        if tag in CELLS:
            self.tables[-1][-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag not in CELLS

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.in_cell:
            self.tables[-1][-1][-1] += data


@pytest.fixture(scope="module")
def pages(tiny_table: RouteTable) -> dict[str, str]:
    """The HTML of each of the pages, by its path."""
    return {path: tiny_table.html(path) for path in (FIELDS, PARTS, VOCABULARIES_PATH)}


@pytest.fixture(scope="module")
def page(pages: dict[str, str]) -> Tables:
    return Tables("".join(pages.values()))


@pytest.mark.parametrize("model", MODELS, ids=[model.__name__ for model in MODELS])
def test_every_field_of_every_model_is_listed(
    model: type[BaseModel], page: Tables, tiny_table: RouteTable
) -> None:
    """In the order of the model: its key, whether it must be there, and its meaning, in which the
    grades that carry findings have their names.
    """
    grades = tiny_table.dataset.vocabulary.grades
    expected = [
        (
            field.key,
            "Yes" if field.is_required else "No",
            with_carrying_grades(field.shape.description, grades).replace("`", ""),
        )
        for field in file_fields(model)
    ]
    tables = [[(row[0], row[1], row[-1]) for row in table[1:]] for table in page.tables]
    assert tables.count(expected) == 1
    assert " ".join(str(model.__doc__).replace("`", "").split()) in page.text


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_vocabulary_is_listed_with_its_words(
    name: str, page: Tables, pages: dict[str, str], tiny_table: RouteTable
) -> None:
    """Those of a vocabulary that grows with the record stand on its own page."""
    assert VOCABULARY_PURPOSES[name] in page.text
    assert f'<h2 id="vocabulary-{name}">' in pages[VOCABULARIES_PATH]
    words = {
        id: term.label if term.label == term.description else f"{term.label}. {term.description}"
        for id, term in tiny_table.dataset.vocabulary[name].items()
        if isinstance(term, Term)
    }
    listed = [
        {row[0]: row[1].removesuffix(" It is worked out and never written.") for row in table}
        for table in page.tables
    ]
    assert (words in listed) == (name not in OPEN_VOCABULARIES)


def test_a_computed_status_says_that_it_is_not_written(page: Tables) -> None:
    said = [row for table in page.tables for row in table if "never written" in row[1]]
    assert [row[0] for row in said] == ["partly-delivered", "not-looked-at"]


def test_what_a_field_holds_leads_to_where_it_is_explained(pages: dict[str, str]) -> None:
    """Every link to one of the pages has its place, and each part of a record is led to."""
    anchors = {path: re.findall(r'\bid="([^"]+)"', html) for path, html in pages.items()}
    assert all(len(set(each)) == len(each) for each in anchors.values())
    links = {
        (urljoin(path, target), anchor)
        for path, html in pages.items()
        for target, anchor in re.findall(r'href="([^"#]*)#([^"]+)"', html)
    }
    places = {(path, anchor) for path, each in anchors.items() for anchor in each}
    assert {link for link in links if link[0] in pages} <= places
    assert {(PARTS, anchor) for anchor in anchors[PARTS] if anchor.startswith("part-")} <= links
    assert 'each an <a href="parts/#part-element">element</a>' in pages[FIELDS]
    assert 'the id of a <a href="#reports">report</a>' in pages[FIELDS]
    assert 'a word of <a href="../vocabularies/#vocabulary-grades">grades</a>' in pages[PARTS]
    assert "<code>true</code> or <code>false</code>" in "".join(pages.values())


def test_what_stood_on_the_first_page_is_found_from_there(pages: dict[str, str]) -> None:
    """Under its old anchor a link to it stands, whose name is its own."""
    for path, beginning in (
        (PARTS, "part-"),
        (PARTS, "entry-"),
        (VOCABULARIES_PATH, "vocabulary-"),
    ):
        anchors = re.findall(rf'\bid="({beginning}[^"]+)"', pages[path])
        assert anchors
        for anchor in anchors:
            target = f"{path.removeprefix(FIELDS)}#{anchor}"
            assert f'<li id="{anchor}"><a href="{target}">' in pages[FIELDS]
