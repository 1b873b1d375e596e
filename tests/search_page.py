"""Searches on the search page of a site, in a browser."""

from datetime import date, datetime
from urllib.parse import quote

from playwright.sync_api import Page


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
