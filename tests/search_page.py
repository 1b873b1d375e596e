"""Searches on the search page of a site, in a browser."""

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
