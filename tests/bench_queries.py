"""How well search answers what readers type, on the site of the real record.

Each line of `tests/queries.tsv`, or of another file, holds words and the pages of which one is
wanted. The record changes with every edit, and what a line wants may be gone: these are figures,
and fail nothing.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import site_builds
from conftest import launched, served
from search_page import submit_query

NEAR = 3

Answer = tuple[str, list[str], list[str]]
"""Words, the pages of which one is wanted, and the pages that are found, first first."""


def read_queries(file: Path) -> list[tuple[str, list[str]]]:
    """The words of each line of a file and the pages of which one is wanted."""
    lines = file.read_text("utf-8").splitlines()
    split = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(words, pages.split()) for words, pages in split]


def run_queries(browser: Browser, address: str, file: Path) -> list[Answer]:
    """What each query of a file finds."""
    page = browser.new_page()
    page.goto(f"{address}search/")
    return [
        (words, expected, submit_query(page, address, words))
        for words, expected in read_queries(file)
    ]


def rank(expected: list[str], results: list[str]) -> int:
    """The place of the first page that is wanted, from 1; 0 where none is found."""
    return next((at for at, path in enumerate(results, 1) if path in expected), 0)


def figures_table(answers: list[Answer]) -> str:
    """The table: how many are answered first and near, and each that is not near."""
    ranks = [rank(expected, results) for _, expected, results in answers]
    first_count, near_count = (sum(0 < at <= most for at in ranks) for most in (1, NEAR))
    total = len(answers)
    lines = [
        f"queries       {total:4}",
        f"first         {first_count:4} {first_count / total:7.1%}",
        f"within three  {near_count:4} {near_count / total:7.1%}",
        f"misses        {total - near_count:4} {(total - near_count) / total:7.1%}",
    ]
    for (words, expected, results), at in zip(answers, ranks, strict=True):
        if not 0 < at <= NEAR:
            lines.append(
                f"  {words!r} wants {' or '.join(expected)}, at "
                f"{at or 'no place'}: {results[:NEAR]}"
            )
    return "\n".join(lines)


def main() -> None:
    file = Path(sys.argv[1]) if sys.argv[1:] else site_builds.ROOT / "tests" / "queries.tsv"
    with tempfile.TemporaryDirectory() as directory:
        copy = site_builds.checkout(Path(directory))
        done = site_builds.build(copy)
        if done.returncode:
            sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
        with sync_playwright() as playwright, served(copy / "site") as address:
            browser = launched(playwright)
            print(figures_table(run_queries(browser, address, file)))
            browser.close()


if __name__ == "__main__":
    main()
