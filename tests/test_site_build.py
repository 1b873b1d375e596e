"""`scripts/build` as a whole: the same bytes each time and by either builder, at any address, and a
failure with its reason where a link or a record is broken.
"""

from pathlib import Path

import site_builds
from tracker.crawl import crawl


def test_the_same_record_gives_the_same_bytes(tiny_build: Path, tmp_path: Path) -> None:
    """By either builder, in another folder, in another zone, with other seeds of the hashes."""
    copy = site_builds.tiny_checkout(tmp_path / "elsewhere")
    done = site_builds.build_tiny(
        copy, "--pdf", TRACKER_BUILDER="properdocs", PYTHONHASHSEED="7", TZ="Pacific/Auckland"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert site_builds.bytes_of(copy / "site") == site_builds.bytes_of(tiny_build)


def test_the_site_works_at_the_root_of_a_host_too(tiny_build: Path, tmp_path: Path) -> None:
    """Only the page for missing addresses, the sitemap and the canonical links know the address."""
    copy = site_builds.tiny_checkout(tmp_path)
    done = site_builds.build_tiny(copy, SITE_URL="https://tracker.example/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert crawl(copy / "site", "/") == ()
    assert 'href="/assets/site.css"' in (copy / "site" / "404.html").read_text("utf-8")
    assert 'href="/site/assets/site.css"' in (tiny_build / "404.html").read_text("utf-8")


def failing_build(copy: Path, text: str = "") -> str:
    """Builds where there is a site already, with a text added to a page, and gives what it says."""
    (copy / "site").mkdir(exist_ok=True)
    (copy / "site" / "old.html").write_text("the last good site")
    page = copy / "docs" / "about.md"
    before = page.read_text("utf-8")
    page.write_text(f"{before}\n{text}\n", "utf-8")
    done = site_builds.build_tiny(copy)
    page.write_text(before, "utf-8")
    assert done.returncode == 1, done.stdout
    assert (copy / "site" / "old.html").read_text() == "the last good site"
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    return said


def test_a_build_that_fails_says_why_and_keeps_the_old_site(tmp_path: Path) -> None:
    copy = site_builds.tiny_checkout(tmp_path)
    said = failing_build(copy, "[gone](nowhere.md) [gone](method/index.md#nothing)")
    assert "nowhere.md" in said
    assert "nothing" in said
    said = failing_build(copy, '<a href="../nowhere/">gone</a>')
    assert "links to '../nowhere/', which is not there" in said
    (copy / "data" / "bodies" / "ferry-board.yaml").write_text("name: no\nkind: 010\n")
    said = failing_build(copy)
    assert "data/bodies/ferry-board.yaml:1:7: YAML reads 'no' as true or false" in said
    assert "data/bodies/ferry-board.yaml:2:7: YAML reads '010' as a number" in said


def test_a_day_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = site_builds.build_tiny(site_builds.tiny_checkout(tmp_path), TRACKER_TODAY="tomorrow")
    assert done.returncode == 1
    assert "TRACKER_TODAY is 'tomorrow', which is not a day" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
