"""Pages written by hand: filled in from the dataset, replaced or extended by those of a record."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown import markdown  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

import site_builds
from conftest import ROOT, TINY, TODAY
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.outputs.context import BuildContext
from tracker.render.engine import BrokenPageError, PageRenderer

DOCS = ROOT / "docs"
EXTENSIONS = ["toc", "tables", "attr_list", "admonition"]
"""Those of mkdocs.yml."""


def filled_in(dataset: Dataset, text: str, **site: object) -> str:
    """The Markdown of a page, of a site with other values."""
    dataset = replace(dataset, site=dataset.site.model_copy(update=site))
    context = BuildContext(derive(dataset, TODAY), TODAY, site_builds.ADDRESS)
    return PageRenderer(context, {}).handwritten(text, DOCS)


@pytest.mark.parametrize(
    "name",
    [
        "<b>x</b> & 'y' \"z\"",
        "*a* _b_ **c** `d`",
        "[a](b) ![a](b) [a][b] <https://a.example/>",
        "a | b",
        "\\* &amp; {#id} {{ x }}",
    ],
)
@pytest.mark.parametrize("text", ["{}", "- {}", "a {} b", "| a |\n|---|\n| {} |"])
def test_no_value_becomes_markup(tiny: Dataset, name: str, text: str) -> None:
    page = filled_in(tiny, text.format("{{ dataset.site.name }}"), name=name)
    made = markdown(page, extensions=EXTENSIONS)
    plain = markdown(text.format("VALUE"), extensions=EXTENSIONS)
    assert re.findall(r"<\w+", made) == re.findall(r"<\w+", plain)
    assert name in html.unescape(made)


def test_an_address_stays_one(tiny: Dataset) -> None:
    url = "https://a.example/b_c(d)?e=f&g=~h"
    page = filled_in(tiny, "[a]({{ dataset.site.repository }})", repository=url)
    link = re.search('href="([^"]+)"', markdown(page))
    assert link
    assert html.unescape(link[1]) == url


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n{{ dataset.site.nothing }}", 3),
        ("a\n{{ nothing }}", 2),
        ("a\n\n\n{% if %}", 4),
        ("{% extends 'nothing.md' %}", 1),
    ],
)
def test_what_cannot_be_filled_in_is_said_with_its_line(
    tiny: Dataset, text: str, line: int
) -> None:
    with pytest.raises(BrokenPageError, match="cannot be filled in: ") as error:
        filled_in(tiny, text)
    assert error.value.line == line


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the tiny dataset, which has a folder for pages."""
    monkeypatch.setenv("TRACKER_TODAY", TODAY.isoformat())
    copy = site_builds.tiny_checkout(tmp_path / "copy")
    (copy / "data" / "pages").mkdir(exist_ok=True)
    return copy


def built(copy: Path, *, serving: bool = False) -> Path:
    """The site of a copy, as MkDocs builds it without its search."""
    out = copy / "out"
    config = load_config((copy / "mkdocs.yml").as_posix(), site_dir=out.as_posix())
    config.plugins.on_startup(command="serve" if serving else "build", dirty=False)
    build(config)
    return out


def test_a_record_has_pages_of_its_own(copy: Path) -> None:
    """In the place of one of docs/, of some blocks of it, or beside them; an empty one is none."""
    (copy / "docs" / "base.md").write_text("# Base\n\n{% block one %}one{% endblock %} and two\n")
    pages = {
        "about.md": "# Ours\n\n[Beside](beside.md), [terms](terms.md)\n",
        "base.md": '{% extends "base.md" %}\n{% block one %}first{% endblock %}\n',
        "beside.md": "# Beside {{ dataset.site.name }}\n",
        "accessibility.md": "{% if not dataset.site.name %}# Nothing{% endif %}\n",
    }
    for name, text in pages.items():
        (copy / "data" / "pages" / name).write_text(text)
    out = built(copy)
    about = (out / "about" / "index.html").read_text("utf-8")
    assert '<h1 id="ours">Ours</h1>' in about
    assert '<a href="../beside/">Beside</a>' in about
    assert "<title>Ours - Tiny Tracker</title>" in about
    assert "<p>first and two</p>" in (out / "base" / "index.html").read_text("utf-8")
    assert "<h1" in (out / "beside" / "index.html").read_text("utf-8")
    assert not (out / "accessibility").exists()
    assert (out / "terms" / "index.html").is_file()


def test_a_block_that_the_extended_page_has_not_is_a_fault(tiny: Dataset) -> None:
    """It would be left out, and what the page says for any tracker published in its place."""
    with pytest.raises(BrokenPageError) as error:
        filled_in(tiny, '{% extends "about.md" %}\n{% block claimnt %}us{% endblock %}')
    assert str(error.value).startswith("'claimnt' is no block of about.md; allowed: ")
    assert str(error.value).endswith("; did you mean 'claimant'?")
    assert error.value.line == 2


@pytest.mark.parametrize(
    ("fault", "says"), [("{{ nothing }}", "'nothing' is undefined"), ("{% if x %}", "Unexpected")]
)
def test_a_fault_is_said_of_the_page_that_has_it(
    copy: Path, fault: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "docs" / "base.md").write_text(
        f"# Base\n\n{{% block one %}}one{{% endblock %}}\n\n{fault}\n"
    )
    (copy / "data" / "pages" / "base.md").write_text('{% extends "base.md" %}\n')
    with pytest.raises(Abort, match="Nothing was built"):
        built(copy)
    assert f"docs/base.md:5:1: cannot be filled in: {says}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "file", ["scripts/tracker/render/templates/body.html", "scripts/theme/main.html"]
)
def test_a_template_with_a_fault_stops_a_build_and_says_where(copy: Path, file: str) -> None:
    with (copy / file).open("a") as template:
        template.write("\n{{ nothing.here }}\n")
    lines = (copy / file).read_text("utf-8").count("\n")
    done = site_builds.build_tiny(copy)
    assert done.returncode == 1
    assert f"{file}:{lines}:1: 'nothing' is undefined\n" in done.stdout
    assert "Nothing was built: a template has the fault above." in done.stdout
    assert "Traceback" not in done.stderr
    assert not [*copy.glob(".build-*")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# A\n\n{{ nothing }}\n", "data/pages/a.md:3:1: cannot be filled in: 'nothing' is undef"),
        (b"# \xff\n", "data/pages/a.md:1:3: is Windows-1252, not UTF-8"),
    ],
)
def test_a_broken_page_stops_a_build_and_is_listed_in_a_preview(
    copy: Path, text: str | bytes, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    (copy / "data" / "pages" / "a.md").write_bytes(content)
    with pytest.raises(Abort, match="Nothing was built"):
        built(copy)
    assert says in capsys.readouterr().out
    home = (built(copy, serving=True) / "index.html").read_text("utf-8")
    assert says.split("'")[0] in html.unescape(home)


def test_a_page_of_a_record_is_no_stray_file(copy: Path) -> None:
    (copy / "data" / "pages" / "a.md").write_text("# A\n")
    (copy / "data" / "pages" / "a.txt").write_text("A\n")
    assert [problem.file for problem in load(copy / "data")[1]] == ["data/pages/a.txt"]
    assert load(TINY)[1] == ()
