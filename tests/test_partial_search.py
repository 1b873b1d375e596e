"""Search where no page has all the words, in Chromium: what it reports of words and pages is true.

The words are picked from the pages' own text by a fixed seed, so that no fact of the record stands
here. That text is what the index keeps of each page.
"""

import gzip
import json
import random
import re
import unicodedata
from collections import Counter
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route

from conftest import ROOT
from search_page import first_day, submit_query

Pages = dict[str, frozenset[str]]
"""The words of each page, by its path."""
Answer = tuple[tuple[str, ...], str, list[tuple[str, list[str]]]]
"""Words, the sentence that search says of them, and its results."""

SCRIPT = ROOT / "docs" / "assets" / "words.js"
NOWHERE = "qqzzxxv"
NARROW = "Narrow the results"


def words_of(text: str) -> frozenset[str]:
    """Every word of a text, and every part of one with a hyphen or a capital inside."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().replace("'", "")
    parted = re.sub(r"([a-z])([A-Z])", r"\1 \2", flat)
    return frozenset(re.findall(r"[a-z0-9]+", f"{flat} {parted}".lower()))


@pytest.fixture(scope="module")
def pages(real: Path) -> Pages:
    words_by_path = {}
    for file in (real / "pagefind" / "fragment").iterdir():
        page = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        words_by_path[page["url"].lstrip("/")] = words_of(
            " ".join([page["content"], *page["meta"].values()])
        )
    assert len(words_by_path) > 100
    return words_by_path


@pytest.fixture(scope="module")
def rare_words(pages: Pages) -> list[str]:
    """Words that a few pages have, in an order that chance gave once: such as keep four letters
    without an ending, for search takes "going" and "setting" for forms of "go" and "set"; and none
    of those that search leaves out.
    """
    count = Counter(word for words in pages.values() for word in words)
    kept = {word: len(re.sub(r"(.)\1?(?:ings?|ed|er|es|s)$", r"\1", word)) for word in count}
    left_out = re.search(r'SMALL = new Set\(\s*"([a-z ]+)"', SCRIPT.read_text("utf-8"))
    assert left_out
    few = {word for word, n in count.items() if 2 <= n <= 12 and word.isalpha()}
    words = sorted(word for word in few - {*left_out[1].split()} if kept[word] > 3)
    random.Random(4).shuffle(words)
    return words


@pytest.fixture(scope="module")
def separate_groups(pages: Pages, rare_words: list[str]) -> list[tuple[str, ...]]:
    """Pairs, triples and fives of such words that no page has together, nor anything like them."""
    stems = [{word[:4] for word in words} for words in pages.values()]
    separate = []
    for size, number in ((2, 3), (3, 5), (5, 2)):
        groups = [tuple(rare_words[at : at + size]) for at in range(size * 100, size * 200, size)]
        alone = [g for g in groups if not any({w[:4] for w in g} <= have for have in stems)]
        assert len(alone) >= number
        separate += alone[:number]
    return separate


@pytest.fixture(scope="module")
def common_group(pages: Pages) -> tuple[str, ...]:
    """Five words that many pages have, of which some page has four, several have three and none
    has all: pages that have one set of words have others within it.
    """
    count = Counter(word for words in pages.values() for word in words)
    often = sorted(w for w, n in count.items() if 30 <= n <= 90 and w.isalpha() and len(w) > 5)
    stems = [{word[:4] for word in words} for words in pages.values()]
    chance = random.Random(1)
    for _ in range(20_000):
        group = tuple(chance.sample(often, 5))
        sizes = Counter(len({word[:4] for word in group} & have) for have in stems)
        if not sizes[5] and sizes[4] > 2 and sizes[3] > 5 and len({w[:4] for w in group}) == 5:
            return group
    pytest.fail("no five words of the pages are like that")


@pytest.fixture(scope="module")
def long_group(real: Path, pages: Pages) -> tuple[str, ...]:
    """Five words of which one page has all and several have most. None is the name of a page, which
    would come first whatever it lacks.
    """
    files = (real / "search" / "names").iterdir()
    names = {name for file in files for name in re.findall(r'"([^"]+)"', file.read_text("utf-8"))}
    count = Counter(word for words in pages.values() for word in words)
    often = sorted(
        word
        for word, n in count.items()
        if 8 <= n <= 60 and word.isalpha() and len(word) > 5 and word not in names
    )
    stems = [{word[:4] for word in words} for words in pages.values()]
    chance = random.Random(2)
    for _ in range(50_000):
        group = tuple(chance.sample(often, 5))
        sizes = Counter(len({word[:4] for word in group} & have) for have in stems)
        exact = Counter(len(set(group) & words) for words in pages.values())
        if exact[5] == sizes[5] == 1 and exact[4] + exact[3] > 2:
            return group
    pytest.fail("no five words of the pages are like that")


def search(page: Page, address: str, words: str, **more: str) -> str:
    """Searches, and gives the sentence that says what was found."""
    page.goto(f"{address}search/?{urlencode({'q': words, **more})}")
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    return page.locator("#status").inner_text()


def rows(page: Page, address: str) -> list[tuple[str, list[str]]]:
    """The path of each result, and the words that it says it is without."""
    items = page.locator("ol#results > li").evaluate_all(
        "all => all.map(li => [li.querySelector('a').href,"
        " ...[...li.querySelectorAll('.note')].slice(1).map(p => p.textContent)])"
    )
    return [
        (
            href.removeprefix(address),
            notes[0].removeprefix("Without: ").split(", ") if notes else [],
        )
        for href, *notes in items
    ]


def missing_words(sentence: str) -> list[str]:
    match = re.match(r"No page has (“.*?”(?: or “.*?”)*)\. ", f"{sentence} ")
    return re.findall(r"“(.*?)”", match[1]) if match else []


def is_form_of(word: str, words: frozenset[str]) -> bool:
    """Whether some of the words may be a form of a word: "tries" and "try" are forms of "tried"."""
    beginning = word[: max(3, ceil(len(word) / 2))].replace("y", "i")
    return any(other.replace("y", "i").startswith(beginning) for other in words)


def partial_count(sentence: str) -> tuple[int, str]:
    """How many pages have how many of the words, as the sentence says it."""
    match = re.search(
        r"No page has (?:all|both) of (?:these|the other) words\. (\d+) pages? ", sentence
    )
    share = re.search(r"ha(?:s|ve) (most|one|\d+) of them", sentence)
    assert match, sentence
    assert share, sentence
    return int(match[1]), share[1]


@pytest.fixture(scope="module")
def answers(
    browser: Browser,
    address: str,
    separate_groups: list[tuple[str, ...]],
    common_group: tuple[str, ...],
) -> list[Answer]:
    """What search says and lists for each group of words that no page has together."""
    page = browser.new_page()
    page.goto(f"{address}search/")
    collected = []
    for group in (*separate_groups, common_group):
        submit_query(page, address, " ".join(group))
        collected.append((group, page.locator("#status").inner_text(), rows(page, address)))
    page.close()
    return collected


def test_no_word_that_a_page_has_is_called_missing(answers: list[Answer], pages: Pages) -> None:
    for group, sentence, results in answers:
        assert missing_words(sentence) == []
        total, share = partial_count(sentence)
        assert results
        least = {"most": len(group) // 2 + 1, "one": 1}.get(share) or int(share)
        assert total >= sum(len(words & set(group)) >= least for words in pages.values())
        assert ("both" in sentence) == (len(group) == 2)


def test_each_result_has_the_words_that_it_is_not_without(
    answers: list[Answer], pages: Pages
) -> None:
    for group, sentence, results in answers:
        names_first = "What they name comes first." in sentence
        lacks = [len(without) for _, without in results if without]
        assert names_first or lacks == sorted(lacks)
        assert lacks
        for path, without in results:
            assert names_first or without
            if not without or path not in pages:
                continue
            assert set(without) < set(group)
            assert not set(without) & pages[path]
            assert [w for w in group if w not in without and not is_form_of(w, pages[path])] == []


def test_no_word_of_any_page_is_called_missing(page: Page, address: str, pages: Pages) -> None:
    """Every fortieth word, and every fourth with an ending that only stemming knows."""
    every = sorted({word for words in pages.values() for word in words if word.isalpha()})
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


def test_a_word_that_no_page_has_is_said_beside_the_others(
    page: Page, address: str, separate_groups: list[tuple[str, ...]]
) -> None:
    group = next(group for group in separate_groups if len(group) == 3)
    sentence = search(page, address, " ".join((*group[:2], NOWHERE, group[2])))
    assert sentence.startswith(f"No page has “{NOWHERE}”. No page has all of the other words. ")
    assert all(NOWHERE not in without for _, without in rows(page, address))


def test_a_long_question_gives_pages_and_no_small_word_is_lacked(
    page: Page, address: str, separate_groups: list[tuple[str, ...]]
) -> None:
    group = next(group for group in separate_groups if len(group) == 5)
    first, second, third, fourth, fifth = group
    question = f"what has happened with the {first} {second} {third} since the {fourth} of {fifth}?"
    sentence = search(page, address, question)
    assert missing_words(sentence) == []
    lacked = {word for _, without in rows(page, address) for word in without}
    assert lacked <= set(group)
    assert lacked


def test_where_one_page_has_all_of_a_long_question_those_with_most_follow(
    page: Page, address: str, pages: Pages, long_group: tuple[str, ...]
) -> None:
    sentence = search(page, address, " ".join(long_group))
    said = re.match(r"1 page has all of these words\. (\d+) pages have most of them", sentence)
    assert said, sentence
    assert int(said[1]) > 1
    found = [(path, without) for path, without in rows(page, address) if path in pages]
    assert [path for path, without in found if not without] == [
        path for path, words in pages.items() if set(long_group) <= words
    ]
    assert max(len(without) for _, without in found) <= 2


@pytest.mark.parametrize("words", ["the", "what is it", "Who was that?", "‘the’"])
def test_small_words_alone_give_a_sentence(page: Page, address: str, words: str) -> None:
    sentence = search(page, address, words)
    assert sentence.startswith("Search leaves out words as common as “")
    assert page.locator("ol#results > li").count() == 0
    assert page.get_by_role("heading", name="Browse instead").is_visible()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“{0} {1}”", '"{0} {1}"'),
        ("‘{0}’ {1}", "'{0}' {1}"),
        ("{0}’s {1}", "{0}'s {1}"),
        ("{0} {1}ʼ", "{0} {1}"),
        ("«{0}» {1}", "{0} {1}"),
    ],
)
def test_quotation_marks_and_apostrophes_find_the_same(
    page: Page, address: str, separate_groups: list[tuple[str, ...]], one: str, other: str
) -> None:
    search(page, address, one.format(*separate_groups[0]))
    curly = rows(page, address)
    search(page, address, other.format(*separate_groups[0]))
    assert curly == rows(page, address)


def test_words_in_quotation_marks_are_one_phrase(
    page: Page, address: str, separate_groups: list[tuple[str, ...]]
) -> None:
    words = " ".join(separate_groups[0])
    assert search(page, address, f"“{words}”").startswith(f"Nothing found for exactly “{words}”.")
    page.get_by_role("link", name=words, exact=True).click()
    page.locator("ol#results > li > a").first.wait_for()
    assert partial_count(page.locator("#status").inner_text())


def test_partial_results_are_narrowed_and_counted(
    page: Page, address: str, common_group: tuple[str, ...]
) -> None:
    words = " ".join(common_group)
    total, share = partial_count(search(page, address, words))
    page.get_by_text(NARROW).click()
    kinds = page.locator("[data-facet=kind]")
    kinds.locator("summary").click()
    kinds.locator("label").first.wait_for()
    labels = " ".join(kinds.locator("li").all_text_contents())
    counted = {kind.strip(): int(number) for kind, number in re.findall(r"(\D+) (\d+)", labels)}
    assert total / 2 < sum(counted.values()) <= total
    for kind, number in list(counted.items())[:4]:
        sentence = search(page, address, words, kind=kind)
        assert "within the filters" in sentence
        assert partial_count(sentence) == (number, share)
        assert all(without for _, without in rows(page, address))


def test_partial_results_are_ordered_by_day(
    page: Page, address: str, common_group: tuple[str, ...]
) -> None:
    words = " ".join(common_group)
    whole = partial_count(search(page, address, words))
    best = [path for path, _ in rows(page, address)]
    assert partial_count(search(page, address, words, sort="day")) == whole
    every = [path for path, _ in rows(page, address)]
    assert every != best
    search(page, address, words, sort="day", kind="Development")
    notes = page.locator("ol#results > li").evaluate_all(
        "all => all.map(li => li.querySelector('.note').textContent)"
    )
    events = [path for path, _ in rows(page, address)]
    assert [path for path in every if path in events] == events[: len({*every} & {*events})]
    days = [first_day(note) for note in notes]
    assert len(set(days)) > 1
    assert days == sorted(days, reverse=True)


def test_filters_that_no_partial_result_matches_say_so(
    page: Page, address: str, separate_groups: list[tuple[str, ...]]
) -> None:
    sentence = search(page, address, " ".join(separate_groups[0]), topic="No such topic")
    assert sentence == ("No page has both of these words. Take a filter away, or browse below.")


def test_look_ups_are_few(page: Page, address: str, separate_groups: list[tuple[str, ...]]) -> None:
    """At most two for each word and two more; four more where days are the order. Facets that are
    open are counted besides.
    """

    def counting(route: Route) -> None:
        begin = "var search=async(term,options2)=>{"
        body = route.fetch().text()
        assert body.count(begin) == 1
        body = body.replace(begin, f"{begin}(globalThis.asked??=[]).push(term);")
        route.fulfill(body=body, content_type="text/javascript")

    page.route("**/pagefind/pagefind.js", counting)
    for group in (separate_groups[0], separate_groups[-1]):
        for words, more, most in [
            (group, {}, 2),
            ((*group, NOWHERE), {}, 2),
            (group, {"sort": "day"}, 4),
        ]:
            search(page, address, " ".join(words), **more)
            lookups = page.evaluate("globalThis.asked")
            assert len(words) < len(lookups) <= 2 * len(words) + most


def test_the_sentence_is_announced_once(
    page: Page, address: str, separate_groups: list[tuple[str, ...]]
) -> None:
    page.goto(f"{address}search/")
    page.evaluate(
        """() => {
            globalThis.said = [];
            for (const place of document.querySelectorAll("main [role=status]"))
                new MutationObserver(() => said.push(place.textContent))
                    .observe(place, { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.locator("#query").fill(" ".join(separate_groups[0]))
    page.locator("ol#results > li > a").first.wait_for()
    page.locator("ol#results[aria-busy=false]").wait_for(state="attached")
    announced: Any = page.evaluate("globalThis.said")
    assert announced == ["Searching…", page.locator("#status").inner_text()]


def test_a_lost_part_of_the_index_does_not_make_words_missing(
    page: Page, address: str, real: Path
) -> None:
    """Pagefind answers as if no page had a word; the list of words that slips are compared with
    knows better.
    """
    count: dict[str, int] = json.loads((real / "search" / "words.json").read_text("utf-8"))
    frequent = sorted(count, key=lambda word: -count[word])[:3]
    page.route("**/*.pf_index", lambda route: route.fulfill(status=404, body="<p>Not found</p>"))
    sentence = search(page, address, " ".join(frequent))
    assert "could not be read" in sentence
    assert "No page" not in sentence


def test_a_name_that_no_text_has_is_not_called_missing_within_filters(
    page: Page, address: str, real: Path, pages: Pages
) -> None:
    """Nor is it taken for a part of the index that was lost."""
    every = frozenset(word for words in pages.values() for word in words)
    count: dict[str, int] = json.loads((real / "search" / "words.json").read_text("utf-8"))
    names = [
        name
        for file in sorted((real / "search" / "names").iterdir())
        for name in json.loads(file.read_text("utf-8"))["names"]
        if name in count and not is_form_of(name, every)
    ]
    assert names
    sentence = search(page, address, names[0], kind="Measure")
    assert sentence == f"Nothing found for “{names[0]}”. Take a filter away, or browse below."
