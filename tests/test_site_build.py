"""`scripts/build` as a whole: the same bytes each time and by either builder, at any address, and a
failure with its reason where a link or a record is broken.
"""

from pathlib import Path

import pytest

import site_builds
from tracker.crawl import crawl


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_the_same_record_gives_the_same_bytes(
    builder: str, tiny_build: Path, tmp_path: Path
) -> None:
    copy = site_builds.tiny_checkout(tmp_path)
    done = site_builds.build_tiny(copy, "--pdf", TRACKER_BUILDER=builder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert site_builds.bytes_of(copy / "site") == site_builds.bytes_of(tiny_build)


def test_the_site_works_at_the_root_of_a_host_too(tiny_build: Path, tmp_path: Path) -> None:
    """Only the page for missing addresses, the sitemap and the canonical links know the address."""
    copy = site_builds.tiny_checkout(tmp_path)
    done = site_builds.build_tiny(copy, SITE_URL="https://tracker.example/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert crawl(copy / "site", "/") == ()
    assert 'href="/assets/tracker.css"' in (copy / "site" / "404.html").read_text("utf-8")
    assert 'href="/site/assets/tracker.css"' in (tiny_build / "404.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[gone](nowhere.md)\n", "nowhere.md"),
        ('<a href="../nowhere/">gone</a>\n', "links to '../nowhere/', which is not there"),
        ("[gone](method/index.md#nothing)\n", "nothing"),
    ],
)
def test_a_broken_link_fails_the_build_and_keeps_the_old_site(
    text: str, says: str, tmp_path: Path
) -> None:
    copy = site_builds.tiny_checkout(tmp_path)
    (copy / "site").mkdir()
    (copy / "site" / "old.html").write_text("the last good site")
    with (copy / "docs" / "about.md").open("a") as about:
        about.write(f"\n{text}")
    done = site_builds.build_tiny(copy)
    assert done.returncode == 1, done.stdout
    assert says in done.stdout + done.stderr
    assert (copy / "site" / "old.html").read_text() == "the last good site"


def test_a_broken_record_fails_the_build_with_all_its_problems(tmp_path: Path) -> None:
    copy = site_builds.tiny_checkout(tmp_path)
    (copy / "data" / "bodies" / "ferry-board.yaml").write_text("name: no\nkind: 010\n")
    done = site_builds.build_tiny(copy)
    assert done.returncode == 1
    assert "data/bodies/ferry-board.yaml:1:7: YAML reads 'no' as true or false" in done.stdout
    assert "data/bodies/ferry-board.yaml:2:7: YAML reads '010' as a number" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_day_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = site_builds.build_tiny(site_builds.tiny_checkout(tmp_path), TRACKER_TODAY="tomorrow")
    assert done.returncode == 1
    assert "TRACKER_TODAY is 'tomorrow', which is not a day" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
