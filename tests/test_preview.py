"""The preview: with broken data it keeps the last good pages and lists the problems."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

import site_builds


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the tiny dataset, on its day, to change."""
    monkeypatch.setenv("TRACKER_TODAY", site_builds.TINY_DAY.isoformat())
    return site_builds.tiny_checkout(tmp_path)


def config_of(copy: Path, out: Path) -> MkDocsConfig:
    return load_config((copy / "mkdocs.yml").as_posix(), site_dir=out.as_posix())


def test_a_record_leads_to_its_file_once_a_repository_is_named(copy: Path, tmp_path: Path) -> None:
    with (copy / "data" / "site.yaml").open("a") as site:
        site.write("repository: https://code.example/tracker\n")
    config = config_of(copy, tmp_path / "out")
    build(config)
    page = (tmp_path / "out" / "recommendations" / "bridge-01" / "index.html").read_text("utf-8")
    file = "https://code.example/tracker/edit/main/data/recommendations/bridge-01.yaml"
    assert f'<a href="{file}" rel="noreferrer">edit its record</a>' in page


def test_another_folder_can_hold_the_record(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record leads to its file there, and a preview follows what is in it."""
    (copy / "others").mkdir()
    (copy / "data").rename(copy / "others" / "bridges")
    with (copy / "others" / "bridges" / "site.yaml").open("a") as site:
        site.write("repository: https://code.example/tracker\n")
    monkeypatch.setenv("TRACKER_DATA", "others/bridges")
    config = config_of(copy, tmp_path / "out")
    build(config)
    page = (tmp_path / "out" / "recommendations" / "bridge-01" / "index.html").read_text("utf-8")
    assert "/tracker/edit/main/others/bridges/recommendations/bridge-01.yaml" in page
    config.plugins.on_serve(object(), config=config, builder=build)  # type: ignore[arg-type]
    followed = {Path(path).relative_to(copy).as_posix() for path in config.watch}
    assert "others/bridges/recommendations" in followed
    assert not {path for path in followed if path.startswith("data")}


def test_a_preview_that_begins_with_a_broken_record_shows_what_is_wrong(
    copy: Path, tmp_path: Path
) -> None:
    record = copy / "data" / "bodies" / "ferry-board.yaml"
    good = record.read_text("utf-8")
    record.write_text("name: no\n")
    config = config_of(copy, tmp_path / "out")
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    home = tmp_path / "out" / "index.html"
    assert "data/bodies/ferry-board.yaml:1:7: YAML reads" in home.read_text("utf-8")
    assert "last good pages" not in home.read_text("utf-8")

    record.write_text(good)
    build(config, serve_url="http://127.0.0.1:8000/")
    assert "The record has" not in home.read_text("utf-8")
    assert (tmp_path / "out" / "bodies" / "ferry-board" / "index.html").is_file()


def test_a_preview_draws_no_cards_and_a_build_draws_them(copy: Path, tmp_path: Path) -> None:
    """A page of a preview still says where its card will be, and all else is there."""
    config = config_of(copy, tmp_path / "out")
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    page = tmp_path / "out" / "recommendations" / "bridge-01" / "index.html"
    assert "/recommendations/bridge-01/card.png" in page.read_text("utf-8")
    assert list((tmp_path / "out").rglob("card.png")) == []
    assert (tmp_path / "out" / "embed" / "bridge-01" / "card.svg").is_file()

    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    assert page.with_name("card.png").is_file()


def test_a_preview_writes_the_ids_for_who_edits_and_does_not_follow_them(
    copy: Path, tmp_path: Path
) -> None:
    """Only when they have changed, and never with a broken record. A build writes none."""
    ids = copy / "data" / "schema" / "ids.json"
    config = config_of(copy, tmp_path / "out")
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    assert not ids.exists()

    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    before = ids.stat()
    build(config, serve_url="http://127.0.0.1:8000/")
    assert (ids.stat().st_ino, ids.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    record = copy / "data" / "bodies" / "ferry-board.yaml"
    good = record.read_text("utf-8")
    raft = "name: Raft Board\nkind: department\nsummary: Rafts.\napplies_in: [england]\n"
    (copy / "data" / "bodies" / "raft-board.yaml").write_text(raft)
    record.write_text("name: no\n")
    build(config, serve_url="http://127.0.0.1:8000/")
    assert "raft-board" not in ids.read_text("utf-8")
    record.write_text(good)
    build(config, serve_url="http://127.0.0.1:8000/")
    assert "raft-board" in ids.read_text("utf-8")

    config.plugins.on_serve(object(), config=config, builder=build)  # type: ignore[arg-type]
    followed = [Path(path) for path in config.watch]
    assert copy / "data" / "site.yaml" in followed
    assert any(record.is_relative_to(path) for path in followed)
    assert not any(ids.is_relative_to(path) for path in followed)


def test_no_title_of_the_record_becomes_markup_in_the_frame(copy: Path, tmp_path: Path) -> None:
    record = copy / "data" / "bodies" / "ferry-board.yaml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("name: Ferry Board", 'name: Ferry < B "&" oard'))
    config = config_of(copy, tmp_path / "out")
    build(config)
    page = (tmp_path / "out" / "bodies" / "ferry-board" / "index.html").read_text("utf-8")
    assert "<title>Ferry &lt; B &#34;&amp;&#34; oard - Tiny Tracker" in page


def test_broken_data_keeps_the_last_good_pages_and_says_why(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = config_of(copy, tmp_path / "out")
    config.plugins.on_startup(command="serve", dirty=False)
    page = tmp_path / "out" / "bodies" / "ferry-board" / "index.html"
    record = copy / "data" / "bodies" / "ferry-board.yaml"
    good = record.read_text("utf-8")

    build(config, serve_url="http://127.0.0.1:8000/")
    assert "The record has" not in page.read_text("utf-8")

    record.write_text("name: no\n")
    build(config, serve_url="http://127.0.0.1:8000/")
    assert '<h1 data-pagefind-weight="10">Ferry Board</h1>' in page.read_text("utf-8")
    assert "The record has 1 problem. These are the last good pages." in page.read_text("utf-8")
    assert "data/bodies/ferry-board.yaml:1:7: YAML reads" in capsys.readouterr().out

    record.write_text(good.replace("name: Ferry Board", "name: Ferry Board again"))
    build(config, serve_url="http://127.0.0.1:8000/")
    assert "Ferry Board again</h1>" in page.read_text("utf-8")
    assert "The record has" not in page.read_text("utf-8")
