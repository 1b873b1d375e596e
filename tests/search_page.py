"""Searches on the search page of a site, in a browser."""

import gzip
import json
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

Pages = dict[str, frozenset[str]]
"""The words of each page, by its path."""
NOWHERE = "qqzzxxv"
"""A word that no page has."""


def words_of_pages(site: Path) -> Pages:
    """The words that the search index of a site keeps of each page."""
    words_by_path = {}
    for file in (site / "pagefind" / "fragment").iterdir():
        page = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        words_by_path[page["url"].lstrip("/")] = words_of(
            " ".join([page["content"], *page["meta"].values()])
        )
    return words_by_path


def words_of(text: str) -> frozenset[str]:
    """Every word of a text, and every part of one with a hyphen or a capital inside."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().replace("'", "")
    parted = re.sub(r"([a-z])([A-Z])", r"\1 \2", flat)
    return frozenset(re.findall(r"[a-z0-9]+", f"{flat} {parted}".lower()))


def open_results(page: Page, address: str, words: str) -> list[str]:
    """The paths that a search lists, first first."""
    page.goto(f"{address}search/?q={quote(words)}")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    hrefs = page.locator("ol#results > li > a").evaluate_all("links => links.map(a => a.href)")
    return [href.removeprefix(address) for href in hrefs]


def submit_query(page: Page, address: str, words: str) -> list[str]:
    """The paths that a search lists, on a search page that is open already."""
    page.locator("#query").fill(words)
    page.keyboard.press("Enter")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    hrefs = page.locator("ol#results > li > a").evaluate_all("links => links.map(a => a.href)")
    return [href.removeprefix(address) for href in hrefs]


def first_day(note: str) -> date:
    """The first day that the date at the end of a note can mean: `Development · Law · May 2026`."""
    words = note.split(" · ")[-1].removeprefix("between ").split(" and ")[0]
    form = {1: "%Y", 2: "%B %Y", 3: "%d %B %Y"}[len(words.split())]
    return datetime.strptime(words, form).date()
