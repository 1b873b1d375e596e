"""The crawl of a built site: which links lead nowhere, and where they stand."""

from pathlib import Path

import pytest

from tracker.crawl import crawl

PAGES = {
    "index.html": '<link rel="canonical" href="https://a.example/site/"><p id="top">',
    "more.html": '<p id="lost">',
    "one/index.html": '<p id="é"><p id="a.b">',
    "one/two/index.html": "",
    "one/file.json": "",
}


def faults(tmp_path: Path, page: str, *links: str) -> list[str]:
    """What the crawl says where a page has some links, each on a line of its own."""
    site = tmp_path / "site"
    for path, text in PAGES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    with (site / page).open("a", encoding="utf-8") as file:
        file.writelines(f'\n<a href="{link}">x</a>' for link in links)
    return [f"{problem.line}: {problem.message}" for problem in crawl(site)]


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("index.html", "one/"),
        ("index.html", "one/two/"),
        ("index.html", "./one/file.json"),
        ("index.html", "one/#a.b"),
        ("index.html", "one/#%C3%A9"),
        ("index.html", "one/?q=1#é"),
        ("index.html", "#top"),
        ("index.html", ""),
        ("more.html", "/site/one/"),
        ("more.html", ""),
        ("one/index.html", "../"),
        ("one/index.html", "../#top"),
        ("one/index.html", "file.json"),
        ("one/index.html", "../one/two/../"),
        ("one/two/index.html", "../../more.html"),
        ("one/two/index.html", "../file.json"),
        ("one/two/index.html", "https://a.example/none/"),
        ("one/two/index.html", "//a.example/none/"),
        ("one/two/index.html", "mailto:a@b.example"),
    ],
)
def test_a_link_that_leads_somewhere_has_no_fault(tmp_path: Path, page: str, link: str) -> None:
    assert faults(tmp_path, page, link) == []


@pytest.mark.parametrize(
    ("page", "link", "fault"),
    [
        ("index.html", "two/", "which is not there"),
        ("index.html", "one/two", "which is not there"),
        ("index.html", "../one", "which lies outside /site/"),
        ("more.html", "/one/", "which lies outside /site/"),
        ("more.html", "#top", "but there is no 'top' on that page"),
        ("one/index.html", "../#a.b", "but there is no 'a.b' on that page"),
        ("one/index.html", "one/", "which is not there"),
        ("one/two/index.html", "../../file.json", "which is not there"),
        ("one/two/index.html", "../#%C3%AA", "but there is no '%C3%AA' on that page"),
        ("one/two/index.html", "http://[", "which is not an address"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_fault(
    tmp_path: Path, page: str, link: str, fault: str
) -> None:
    assert faults(tmp_path, page, link) == [f"2: links to '{link}', {fault}"]


def test_a_link_that_stands_on_many_pages_is_judged_on_each(tmp_path: Path) -> None:
    faults(tmp_path, "index.html")
    site = tmp_path / "site"
    links = ["#top", "#lost", "../file.json", "../../one/two/"]
    for path in site.rglob("*.html"):
        path.write_text(
            path.read_text("utf-8") + "".join(f'<a href="{to}">x</a>' for to in links), "utf-8"
        )
    assert [(p.file, p.message.split("'")[1]) for p in crawl(site)] == [
        ("site/index.html", "#lost"),
        ("site/index.html", "../file.json"),
        ("site/index.html", "../../one/two/"),
        ("site/more.html", "#top"),
        ("site/more.html", "../file.json"),
        ("site/more.html", "../../one/two/"),
        ("site/one/index.html", "#top"),
        ("site/one/index.html", "#lost"),
        ("site/one/index.html", "../file.json"),
        ("site/one/index.html", "../../one/two/"),
        ("site/one/two/index.html", "#top"),
        ("site/one/two/index.html", "#lost"),
    ]


def test_a_page_leads_on_to_the_ids_that_its_anchors_name(tmp_path: Path) -> None:
    faults(tmp_path, "index.html", "one/#moved", "one/#gone", "one/#none")
    site = tmp_path / "site"
    (site / "one" / "two" / "index.html").write_text('<p id="moved">', "utf-8")
    (site / "one" / "anchors.json").write_text('{"two/": ["moved", "gone"]}', "utf-8")
    assert [(p.file, p.message) for p in crawl(site)] == [
        ("site/index.html", "links to 'one/#none', but there is no 'none' on that page"),
        (
            "site/one/anchors.json",
            "leads on to 'gone' in one/two/index.html, but there is no 'gone' on that page",
        ),
    ]
