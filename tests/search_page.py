"""How the tests search the real site."""

from urllib.parse import quote

from playwright.sync_api import Page


def open_results(page: Page, address: str, words: str) -> list[str]:
    """The paths that a search lists, first first."""
    page.goto(f"{address}search/?q={quote(words)}")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    found = page.locator("ol#results > li > a").evaluate_all("links => links.map(a => a.href)")
    return [href.removeprefix(address) for href in found]


def ask(page: Page, address: str, words: str) -> list[str]:
    """The paths that a search lists, on a page where it is open already."""
    page.locator("#query").fill(words)
    page.keyboard.press("Enter")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    found = page.locator("ol#results > li > a").evaluate_all("links => links.map(a => a.href)")
    return [href.removeprefix(address) for href in found]
