"""What a query finds on the real site: by number, name, citation, subject, and misspelt."""

import pytest
from playwright.sync_api import Page

from conftest import ROOT
from searching import ask, open_results

QUERIES = [
    line.split("\t")
    for line in (ROOT / "tests" / "queries.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
BY_NUMBER = [
    (words, f"recommendations/casey-{number:02}/")
    for number in range(1, 13)
    for words in (f"casey {number}", f"recommendation {number}", f"Casey-{number:02}", f"R{number}")
]


def test_every_query_of_the_table_is_answered_in_the_first_three(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    answers = [(words, pages.split(), ask(page, address, words)[:3]) for words, pages in QUERIES]
    assert [(words, found) for words, pages, found in answers if not set(found) & set(pages)] == []
    first = sum(found[0] in pages for _, pages, found in answers)
    assert first / len(answers) >= 0.85


def test_a_recommendation_is_found_by_its_number(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    found = [(words, path, ask(page, address, words)[0]) for words, path in BY_NUMBER]
    assert [(words, first) for words, path, first in found if first != path] == []


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "%00",
        "' OR 1=1 --",
        "🚕",
        "עברית",
        "x" * 10_000,
        "zzqq",
        "constructor",
    ],
)
def test_any_query_gives_a_sentence_and_never_markup(page: Page, address: str, words: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    open_results(page, address, words)
    assert page.locator("#status").inner_text().strip()
    assert page.locator("main script, #status *").count() == 0
    assert page.get_by_role("link", name="Recommendations").first.is_visible()
    assert said == []


def test_a_slip_is_offered_and_never_followed(page: Page, address: str) -> None:
    assert open_results(page, address, "safegarding") == []
    assert page.locator("#status").inner_text().startswith("No page has “safegarding”.")
    page.get_by_role("link", name="safeguarding", exact=True).click()
    page.wait_for_url("**/search/?q=safeguarding")
    page.locator("ol#results > li > a").first.wait_for()


def test_words_that_no_page_has_are_said_and_left_out(page: Page, address: str) -> None:
    found = open_results(page, address, "taxi beaconprt")
    assert "recommendations/casey-11/" in found[:3]
    assert "No page has “beaconprt”" in page.locator("#status").inner_text()
    assert page.locator("#offer").inner_text() == "Did you mean taxi beaconport?"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organize", "organise"),
        ("children’s homes", "childrens homes"),
        ("Óldham", "oldham"),
        ("2026 c. 20", "2026 c 20"),
        ("licencing", "licensing"),
    ],
)
def test_two_spellings_find_the_same(page: Page, address: str, one: str, other: str) -> None:
    found = open_results(page, address, one)
    assert found == open_results(page, address, other) != []


@pytest.mark.parametrize(
    "asked",
    [
        "q=taxi&kind=<script>alert(1)</script>",
        "q=taxi&sort=<b>&nothing=1",
        "q=%00&kind=%00",
        "q=%E0%A4%A&topic=%E0%A4%A",
        "q=taxi&kind=עברית&kind=🚕",
    ],
)
def test_any_address_gives_a_sentence_and_never_markup(
    page: Page, address: str, asked: str
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}search/?{asked}")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    assert page.locator("#status").inner_text().strip()
    assert page.locator("main script, #status *, #narrow b").count() == 0
    assert said == []
