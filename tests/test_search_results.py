"""What a query finds: a record by each of its names, a word of the glossary, a misspelt word; and
that no query and no address injects markup or stops the page.

How well half-remembered words find the real record is measured by `scripts/bench queries`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bench_queries import figures_table
from search_page import NOWHERE, open_results, submit_query, words_of_pages
from tracker.outputs.search_names import normalise_words
from tracker.schema.normal_text import normal_text
from tracker.site import RouteTable

NAMES_PER_KIND = 3
"""How many names of each kind of page are tried on the real site, spread over all of them."""
MAX_SHARING = 4
"""How many pages of one name search shows before all others."""

Names = Mapping[str, tuple[str, ...]]
"""The paths of the pages that each name names, as it is written on one of them."""


def names_of(site: RouteTable) -> Names:
    """Every name of every page, and every word of the glossary."""
    entries: dict[str, tuple[str, dict[str, None]]] = {}

    def add(name: str, paths: Iterable[str]) -> None:
        entries.setdefault(normalise_words(name), (name, {}))[1].update(dict.fromkeys(paths))

    for page in site.pages.values():
        for name in page.names:
            add(name, [page.path])
    for id, entry in site.dataset.vocabulary.glossary.items():
        for name in filter(None, (entry.label, entry.short, *entry.words)):
            add(name, [*(f"{page}/" for page in entry.see), f"glossary/#{id}"])
    return {name: tuple(paths) for name, paths in entries.values()}


def sample_names(names: Names) -> Iterator[str]:
    """Names of each kind of page, spread over all of them."""

    def kind(name: str) -> str:
        return names[name][0].partition("/")[0]

    for _, group in groupby(sorted(names, key=kind), key=kind):
        members = list(group)
        yield from members[:: max(1, len(members) // NAMES_PER_KIND)]


def not_found_first(
    page: Page, address: str, names: Names, queries: Iterable[str]
) -> list[tuple[str, list[str]]]:
    """Each name that does not find the page that it names first, or one of so many that share it
    among the first; and what it finds.
    """
    page.goto(f"{address}search/")
    results = ((name, submit_query(page, address, name)[:MAX_SHARING]) for name in queries)
    return [
        (name, paths)
        for name, paths in results
        if not paths
        or paths[0] not in names[name]
        or (len(names[name]) <= MAX_SHARING and not set(names[name]) <= set(paths))
    ]


def test_every_name_finds_its_page_first(
    page: Page, tiny_address: str, tiny_table: RouteTable
) -> None:
    names = names_of(tiny_table)
    assert len(names) > 100
    assert not_found_first(page, tiny_address, names, names) == []


def test_names_of_the_real_record_find_their_page_first(
    page: Page, address: str, real_table: RouteTable
) -> None:
    """Ids, "recommendation 1", titles, short names, citations, words of the glossary, labels."""
    names = names_of(real_table)
    assert not_found_first(page, address, names, sample_names(names)) == []


def test_no_word_of_a_page_of_the_real_record_is_called_missing(
    page: Page, address: str, real: Path
) -> None:
    """Every fortieth word, and every fourth with an ending that only stemming knows."""
    every = sorted(
        {word for words in words_of_pages(real).values() for word in words if word.isalpha()}
    )
    ending = re.compile(r"(?:ments?|ance|able|ilit(?:y|ies)|ful|tions?|als?)$")
    chosen = sorted({*every[::40], *[w for w in every if len(w) > 3 and ending.search(w)][::4]})
    page.goto(f"{address}search/")
    reported = page.evaluate(
        """async ([asked, root]) => {
            const { apart } = await import(`${root}assets/partial.js`);
            const { telling } = await import(`${root}assets/words.js`);
            const pagefind = await import(`${root}pagefind/pagefind.js`);
            const found = [];
            for (let at = 0; at < asked.length; at += 20) {
                const words = telling(asked.slice(at, at + 20).join(" "));
                const { missing } = await apart(pagefind, words, { filters: {} });
                found.push(...missing.map(({ typed }) => typed));
            }
            return found;
        }""",
        [[*chosen, NOWHERE], address],
    )
    assert reported == [NOWHERE]


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
def test_any_query_gives_a_sentence_and_never_markup(
    page: Page, tiny_address: str, words: str
) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    open_results(page, tiny_address, words)
    assert page.locator("#status").inner_text().strip()
    assert page.locator("main script, #status *").count() == 0
    assert page.get_by_role("link", name="Recommendations").first.is_visible()
    assert messages == []


def test_a_correction_of_a_misspelt_word_is_offered_and_never_applied(
    page: Page, tiny_address: str
) -> None:
    assert open_results(page, tiny_address, "inspecton") == []
    assert page.locator("#status").inner_text().startswith("No page has “inspecton”.")
    page.get_by_role("link", name="inspection", exact=True).click()
    page.wait_for_url("**/search/?q=inspection")
    page.locator("ol#results > li > a").first.wait_for()


def test_words_that_no_page_has_are_said_and_left_out(page: Page, tiny_address: str) -> None:
    paths = open_results(page, tiny_address, "bridge inspecton")
    assert "recommendations/bridge-01/" in paths[:3]
    assert "No page has “inspecton”" in page.locator("#status").inner_text()
    assert page.locator("#offer").inner_text() == "Did you mean bridge inspection?"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organize", "organise"),
        ("keeper’s bridges", "keepers bridges"),
        ("Óld Fórd", "old ford"),
        ("2024 c. 1", "2024 c 1"),
        ("licencing", "licensing"),
        ("\ufb01nish", "finish"),
        ("Fo\u0301rd", "ford"),
        ("bridge\u2011keepers", "bridge-keepers"),
        ("bridge\u2010keepers", "bridge-keepers"),
        ("bridge\u2212keepers", "bridge-keepers"),
        ("ins\u00adpection", "inspection"),
        ("ins\u200bpection", "inspection"),
        ("bridge\u00a0\u2009inspection", "bridge inspection"),
        ("\uff42ridge", "bridge"),
        ("keeper\u2032s bridges", "keeper's bridges"),
        ("\u201cevery bridge\u201d", '"every bridge"'),
        ("\u2018bridge\u2019 \u201einspection\u201f", "'bridge' \"inspection\""),
    ],
)
def test_two_spellings_find_the_same(page: Page, tiny_address: str, one: str, other: str) -> None:
    paths = open_results(page, tiny_address, one)
    assert paths == submit_query(page, tiny_address, other) != []


PASTED = (
    "O\ufb03cers \ufb01nd",
    "Cafe\u0301 \u00c5ngstr\u00f6m",
    "co\u00adop \u200bre\u2011use \u2212 2024\u201325",
    "it\u2019s \u201cso\u201d 5\u2032 3\u2033",
    " a\u00a0b\u2009c\u3000d\te\n",
    "\uff26\uff55\uff4c\uff4c \U0001d41b",
    "M\u0131\u0308d\u0142 \u0132 \u1e9b",
    "\u00b42 caf\u00e9\u02bc",
)
"""Texts as they come out of PDFs and word processors."""


def test_a_query_has_the_form_in_which_names_are_written(page: Page, tiny_address: str) -> None:
    """What the browser does to a query is what Python does to a name; and a pasted text is asked
    for as the same text in its normal form.
    """
    page.goto(f"{tiny_address}search/")
    run = """async (texts) => {
        const { plain } = await import("../assets/names.js");
        const { normal } = await import("../assets/normal.js");
        return texts.map((text) => [plain(text), normal(text)]);
    }"""
    written = [normal_text(text) for text in PASTED]
    pasted = page.evaluate(run, PASTED)
    assert pasted == page.evaluate(run, written)
    assert [name for name, _ in pasted] == [normalise_words(text) for text in PASTED]
    assert [words for _, words in pasted] == written


def test_a_pasted_word_is_suggested_and_filters_a_list(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}measures/")
    page.get_by_label("Filter").fill("\uff22ridges\u00a0a\u00adct")
    shown = page.locator("tbody tr:visible")
    assert "Bridges Act 2024" in shown.first.inner_text()
    page.locator(".sub form.find input").fill("br\u200bidges\u2009a\u00adct")
    page.get_by_role("option").first.wait_for()
    assert "Bridges Act" in page.get_by_role("option").first.inner_text()


@pytest.mark.parametrize(
    "query",
    [
        "q=bridge&kind=<script>alert(1)</script>",
        "q=bridge&sort=<b>&nothing=1",
        "q=%00&kind=%00",
        "q=%E0%A4%A&topic=%E0%A4%A",
        "q=bridge&kind=עברית&kind=🚕",
    ],
)
def test_any_address_gives_a_sentence_and_never_markup(
    page: Page, tiny_address: str, query: str
) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(f"{tiny_address}search/?{query}")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    assert page.locator("#status").inner_text().strip()
    assert page.locator("main script, #status *, #narrow b").count() == 0
    assert messages == []


def test_the_measure_says_what_is_first_near_and_missed() -> None:
    answers = [
        ("one", ["a/"], ["a/", "b/"]),
        ("two", ["z/", "c/"], ["a/", "b/", "c/"]),
        ("far", ["d/"], ["a/", "b/", "c/", "d/"]),
        ("gone", ["e/"], []),
    ]
    assert figures_table(answers).splitlines() == [
        "queries          4",
        "first            1   25.0%",
        "within three     2   50.0%",
        "misses           2   50.0%",
        "  'far' wants d/, at 4: ['a/', 'b/', 'c/']",
        "  'gone' wants e/, at no place: []",
    ]
