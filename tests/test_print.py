"""Pages on paper: a briefing with its sources and its address, on few pages."""

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

PAPER = [
    ("", 3),
    ("recommendations/bridge-01/", 8),
    ("for/bridge-keepers/", 5),
]


@pytest.mark.parametrize(("path", "most"), PAPER)
def test_a_page_prints_as_a_briefing(page: Page, tiny_address: str, path: str, most: int) -> None:
    page.goto(tiny_address + path)
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert len(paper.pages) <= most
    heading = " ".join(page.locator("h1").inner_text().split())
    assert heading in text
    where = page.locator("link[rel=canonical]").get_attribute("href")
    assert f"This page, as it stands today: {where}" in text
    assert "In danger now? Call 999" in text
    for control in (
        "Exit this page",
        "Skip to main",
        "Copy the link",
        "Search the tracker",
        "months ago",
    ):
        assert control not in text, control


@pytest.mark.parametrize("path", [path for path, _ in PAPER[1:]])
def test_each_source_is_printed_with_its_address(page: Page, tiny_address: str, path: str) -> None:
    page.goto(tiny_address + path)
    page.emulate_media(media="print")
    links = page.locator(".sources a[href^='http']")
    assert links.count() > 2
    contents = links.evaluate_all("all => all.map(a => getComputedStyle(a, '::after').content)")
    addresses = links.evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert all(href in content for href, content in zip(addresses, contents, strict=True))
