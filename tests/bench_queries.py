"""How well search answers what readers type, on the site of the real record.

Each line of `tests/queries.tsv` holds words and the pages of which one is wanted. The record
changes with every edit, and what a line wants may be gone: these are figures, and fail nothing.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import site_builds
from conftest import launched, served
from search_page import ask

NEAR = 3

Answer = tuple[str, list[str], list[str]]
"""Words, the pages of which one is wanted, and the pages that are found, first first."""


def queries() -> list[tuple[str, list[str]]]:
    """The words of each line and the pages of which one is wanted."""
    lines = (site_builds.ROOT / "tests" / "queries.tsv").read_text("utf-8").splitlines()
    split = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(words, pages.split()) for words, pages in split]


def answers(browser: Browser, address: str) -> list[Answer]:
    """What each query finds."""
    page = browser.new_page()
    page.goto(f"{address}search/")
    return [(words, wanted, ask(page, address, words)) for words, wanted in queries()]


def place(wanted: list[str], found: list[str]) -> int:
    """The place of the first page that is wanted, from 1; 0 where none is found."""
    return next((at for at, path in enumerate(found, 1) if path in wanted), 0)


def told(answered: list[Answer]) -> str:
    """The table: how many are answered first and near, and each that is not near."""
    places = [place(wanted, found) for _, wanted, found in answered]
    first, near = (sum(0 < at <= most for at in places) for most in (1, NEAR))
    whole = len(answered)
    lines = [
        f"queries       {whole:4}",
        f"first         {first:4} {first / whole:7.1%}",
        f"within three  {near:4} {near / whole:7.1%}",
        f"misses        {whole - near:4} {(whole - near) / whole:7.1%}",
    ]
    for (words, wanted, found), at in zip(answered, places, strict=True):
        if not 0 < at <= NEAR:
            lines.append(
                f"  {words!r} wants {' or '.join(wanted)}, at {at or 'no place'}: {found[:NEAR]}"
            )
    return "\n".join(lines)


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        copy = site_builds.checkout(Path(directory))
        done = site_builds.build(copy)
        if done.returncode:
            sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
        with sync_playwright() as playwright, served(copy / "site") as address:
            browser = launched(playwright)
            print(told(answers(browser, address)))
            browser.close()


if __name__ == "__main__":
    main()
