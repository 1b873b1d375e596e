"""The page "The fields" has every field of every model with its meaning, and every word."""

import re
from html.parser import HTMLParser

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

PATH = "contribute/fields/"
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
def html(tiny_table: RouteTable) -> str:
    return tiny_table.html(PATH)


@pytest.fixture(scope="module")
def page(html: str) -> Tables:
    return Tables(html)


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
    name: str, page: Tables, html: str, tiny_table: RouteTable
) -> None:
    """Those of a vocabulary that grows with the record stand on its own page."""
    assert VOCABULARY_PURPOSES[name] in page.text
    assert f'<h3 id="vocabulary-{name}">' in html
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


def test_what_a_field_holds_leads_to_where_it_is_explained(html: str) -> None:
    """Every link within the page has its place, and each part of a record is led to."""
    anchors = re.findall(r'\bid="([^"]+)"', html)
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert len(set(anchors)) == len(anchors)
    assert links <= set(anchors)
    assert {anchor for anchor in anchors if anchor.startswith("part-")} <= links
    assert 'each an <a href="#part-element">element</a>' in html
    assert 'the id of a <a href="#reports">report</a>' in html
    assert 'a word of <a href="#vocabulary-grades">grades</a>' in html
    assert "<code>true</code> or <code>false</code>" in html
