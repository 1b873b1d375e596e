"""The engine knows no one country and no one subject: what is theirs stands in `site.yaml` and in
the vocabularies.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from conftest import ROOT, TINY, TODAY
from tracker.load.loader import load
from tracker.schema.vocabularies import Grade, carrying_grades, grades_text, with_carrying_grades
from tracker.site import RouteTable, route_site

OF_ONE_COUNTRY = re.compile(
    r"\b(999|[Rr]oyal.[Aa]ssent|in-force|legislation\.gov|GOV\.UK|gov\.uk|[Cc]hildline|BBC"
    r"|England|Wales|Scotland|Northern.Ireland|england|wales|scotland|United Kingdom|UK|London"
    r"|en.GB|British|Acts?|Bills?|Parliament|House of \w+|the Commons|the Lords|Hansard"
    r"|Baroness|Home (?:Office|Secretary)|MP|Britain|Welsh|Westminster|Whitehall)\b"
)
"""Words of a country, its law and its offices."""
OF_ONE_SUBJECT = re.compile(
    r"\b([Cc]hild(?:ren)?|[Ss]afeguarding|[Ss]exual|[Aa]buse|[Ee]xploitation|[Ss]urvivors?|[Cc]asey"
    r"|National.Audit|taxi)\b"
)
"""Words of a subject."""
ALLOWED: Mapping[str, str] = {
    '{{ "Acted" if record.ended else "Acts" }}': "the verb, at the beginning of a sentence",
}
"""What may stand in the engine all the same, and why."""
NO_WORD = re.compile(r"(?<=\.)children\b|(?<=-)child\b|#999\b")
"""What scripts and styles call the elements of a page, and a grey."""


SUFFIXES = (".py", ".html", ".md", ".js", ".css", ".svg", ".yml", "")


def sources() -> Iterator[Path]:
    """The files of the engine that hold words: its modules and templates, the pages by hand, the
    scripts and styles of pages, the verbs and the workflows. The issue forms are of the record.
    """
    yield ROOT / "mkdocs.yml"
    for folder in ("scripts", "docs", ".ci", ".github"):
        for path in sorted((ROOT / folder).rglob("*")):
            of_record = path.parent.name == "ISSUE_TEMPLATE"
            if path.is_file() and path.suffix in SUFFIXES and not of_record:
                yield path


def words_of_one(text: str) -> list[str]:
    """The words of one country or subject in a text, but for what is allowed."""
    for allowed in ALLOWED:
        text = text.replace(allowed, "")
    text = NO_WORD.sub("", text)
    return [m.group() for words in (OF_ONE_COUNTRY, OF_ONE_SUBJECT) for m in words.finditer(text)]


@pytest.mark.parametrize("path", [*sources()], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_source_knows_one_country_or_subject(path: Path) -> None:
    assert words_of_one(path.read_text("utf-8")) == []


def test_what_is_allowed_still_stands_somewhere() -> None:
    every = "".join(path.read_text("utf-8") for path in sources())
    assert [allowed for allowed in ALLOWED if allowed not in every] == []


NORTHLAND = """\
name: Northland Bridges
lead: Another country. Nothing in it is true.
featured: bridge-2024
language: en-NZ
country: Northland
emergency: {number: '1 11', sentence: 'In danger, call 1 11.'}
exit: {name: a page about bridges, url: 'https://bridges.example/away'}
statute_book: {name: the Gazette}
"""


def northland(directory: Path) -> Path:
    """The tiny dataset as that of another country: one nation, whose laws, stages, nations and
    titles have other names, and a subject that hurts nobody.
    """
    for path in sorted(TINY.rglob("*")):
        if path.is_file():
            copy = directory / path.relative_to(TINY)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(_in_northland(path.read_text("utf-8")), "utf-8")
    (directory / "site.yaml").write_text(NORTHLAND, "utf-8")
    nations = "northland: {label: Northland, description: The whole country.}\n"
    (directory / "vocabulary" / "nations.yaml").write_text(nations, "utf-8")
    return directory


def _in_northland(text: str) -> str:
    nation = "(?:england|wales|scotland|northern-ireland)"
    text = re.sub(rf"\[{nation}(?:, {nation})*\]", "[northland]", text)
    for here, there in (
        ("Royal Assent", "Promulgation"),
        ("royal-assent", "promulgated"),
        ("in-force", "begun"),
        ("Parliament", "the Assembly"),
        ("Baroness", "Honoured"),
        ("baroness", "honoured"),
        ("MP", "AM"),
        ("Bill", "Draft"),
        ("Wales", "the south"),
        ("legislation.gov.uk", "the Gazette"),
    ):
        text = text.replace(here, there)
    return re.sub(r"\bAct\b", "Code", text)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> RouteTable:
    table = route_site(northland(tmp_path_factory.mktemp("northland") / "data"), TODAY)
    assert table.problems == ()
    return table


def test_no_page_or_file_of_another_country_says_a_word_of_this_one(other: RouteTable) -> None:
    texts = {path: other.html(path) for path in other.pages}
    texts |= {
        path: content
        for path in other.files
        if isinstance(content := other.content(path), str) and "/fields" not in path
    }
    said = {path: words for path, text in texts.items() if (words := words_of_one(text))}
    assert said == {}


def test_the_one_nation_of_a_country_is_not_named(other: RouteTable) -> None:
    """But in its vocabulary, and in the data."""
    naming = [
        path
        for path in other.pages
        if "Northland" in other.html(path).replace("Northland Bridges", "")
    ]
    assert naming == ["contribute/fields/vocabularies/"]


def test_a_law_has_the_names_of_its_country(other: RouteTable) -> None:
    page = other.html("measures/bridges-act/")
    assert "A Code starts part by part." in page
    assert "Check the Gazette before relying on it." in page
    assert "Words, a number, a name or a Code" in other.html("search/")


GRADES = {
    id: Grade(label=id.upper(), description="D", words="W", carries_findings=id in "abd")
    for id in "abcde"
}


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ("abc", "A to C"),
        ("bcde", "B to E"),
        ("abd", "A, B or D"),
        ("ab", "A or B"),
        ("ace", "A, C or E"),
        ("e", "E"),
        ("", "no grade"),
    ],
)
def test_grades_are_named_as_their_vocabulary_has_them(ids: str, words: str) -> None:
    assert grades_text(GRADES, set(ids)) == words


def test_a_meaning_names_the_grades_that_carry() -> None:
    assert carrying_grades(GRADES) == {"a", "b", "d"}
    meaning = with_carrying_grades("A source of a grade that carries findings.", GRADES)
    assert meaning == "A source of grade A, B or D."


@pytest.mark.parametrize("tag", ["fr", "en-nz", "en_NZ", "en-NZ-x", ""])
def test_the_language_is_a_tag_for_english(tag: str, tmp_path: Path) -> None:
    data = northland(tmp_path / "data")
    site = data / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("en-NZ", f"'{tag}'"), "utf-8")
    (problem,) = load(data)[1]
    assert "is not a tag for English; write 'en'" in problem.message
