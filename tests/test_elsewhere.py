"""The tracker of another country and another subject: what the code, the pages by hand, the scripts
and the styles say of ours is nowhere on its site.
"""

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page

import site_builds
from conftest import served, shared_build
from page_soundness import html_errors, violations_in_both_schemes
from test_no_one_country import words_of_one
from tracker.checking import problems_of

TEXTS = {
    *(".html", ".css", ".js", ".json", ".ndjson", ".csv", ".xml", ".ics", ".svg", ".txt", ".md"),
    *(".sqlite", ".bib", ".ris", ".yaml"),
}


def said_of_ours(site: Path) -> dict[str, set[str]]:
    """What each file of a site says that is ours. The search of Pagefind is not our text."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*"))}
    said = {
        name: set(words_of_one(path.read_text("utf-8", "replace")))
        for name, path in files.items()
        if path.suffix in TEXTS and not name.startswith("pagefind/")
    }
    return {name: words for name, words in said.items() if words}


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, as `scripts/build` builds it where TRACKER_DATA names its folder."""
    return shared_build(
        tmp_path_factory,
        "elsewhere",
        lambda folder: site_builds.build(
            site_builds.checkout(folder),
            day=site_builds.TINY_DAY,
            TRACKER_DATA=site_builds.ELSEWHERE.relative_to(site_builds.ROOT).as_posix(),
        ),
    )


def test_its_record_has_no_problem() -> None:
    assert problems_of(site_builds.ELSEWHERE, site_builds.TINY_DAY)[1] == ()


def test_no_file_of_its_site_says_what_is_ours(elsewhere: Path) -> None:
    assert len(list(elsewhere.rglob("*.html"))) > 40
    assert said_of_ours(elsewhere) == {}


def test_its_site_says_what_is_its_own(elsewhere: Path) -> None:
    home, support, leaving, method = (
        (elsewhere / path / "index.html").read_text("utf-8")
        for path in ("", "support", "leaving", "method")
    )
    assert '<html lang="en-NZ">' in home
    assert 'href="tel:111">111</a>' in home
    assert 'href="https://tides.example/"' in home
    assert "in which people drowned" in home
    assert "call <strong>" in support
    assert "takes you to a tide table" in leaving
    assert "Made, start not seen" in method
    assert "</a> from A to C for the use" in method
    assert "Grade C may support an event. It never supports" in " ".join(method.split())
    assert "without a source of grade A or B." in method


def test_its_home_page_is_sound(elsewhere: Path, page: Page) -> None:
    assert html_errors(sorted(elsewhere.rglob("*.html"))) == []
    with served(elsewhere) as address:
        for path in ("", "about/", "leaving/", "support/"):
            page.goto(f"{address}{path}")
            assert violations_in_both_schemes(page) == [], path


@pytest.fixture
def silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site of one that says no more of itself than it must, as MkDocs builds it."""
    copy = site_builds.checkout(tmp_path / "copy", site_builds.ELSEWHERE)
    site = "name: Promises\nlead: What came of them.\nfeatured: mere-2019\n"
    (copy / "data" / "site.yaml").write_text(site)
    shutil.rmtree(copy / "data" / "pages")
    monkeypatch.setenv("TRACKER_TODAY", site_builds.TINY_DAY.isoformat())
    out = tmp_path / "out"
    config = load_config((copy / "mkdocs.yml").as_posix(), site_dir=out.as_posix())
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return out


def test_what_a_site_does_not_say_of_itself_is_on_no_page(silent: Path) -> None:
    """No number to call, no way out and no page about it, no content note, nothing of ours."""
    said = {path: path.read_text("utf-8") for path in sorted(silent.rglob("*.html"))}
    assert len(said) > 40
    for path, text in said.items():
        assert 'class="exit"' not in text, path
        assert "In danger" not in text, path
        assert "leaving/" not in text, path
    assert not (silent / "leaving").exists()
    assert said_of_ours(silent) == {}
    assert html_errors(said) == []
