"""Search where no page has all the words, in Chromium: what it reports of words and pages is true.

The pages are those of the tiny dataset and of many more records, in words that chance gave once.
What is searched for is picked from the pages' own text, which is what the index keeps of each page.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route

import site_builds
from conftest import served, shared_build
from search_page import NOWHERE, Pages, first_day, submit_query, words_of_pages

Answer = tuple[tuple[str, ...], str, list[tuple[str, list[str]]]]
"""Words, the sentence that search says of them, and its results."""

NARROW = "Narrow the results"


EVENT = """date: {day}
recorded: 2026-01-10
title: {title}
summary: {summary}
kind: statement
topics: [bridges]
sources:
  - title: {title}
    publisher: The Daily Bridge
    url: https://daily.example/{number}
    grade: e
    seen: live
    seen_on: 2026-01-10
"""
BODY = """name: {title}
kind: department
summary: {summary}
words: [{name}]
applies_in: [england]
"""
STEM_ENDS = ("anto", "umba")
MADE_UP = re.compile(rf"\w{{3}}(?:{'|'.join(STEM_ENDS)})\w*")
"""A word that is written here, which no other page has."""
ENDINGS = ("", "s", "ed", "ing", "ment", "ation", "able")


def write_records(data: Path) -> None:
    """Writes 120 events and 30 bodies, whose texts are made of 500 words: some frequent, most rare,
    each with and without an ending. No two words begin with the same letters.
    """
    chance = random.Random(3)
    begins = [a + b + c for a in "bdfgklmnprstvz" for b in "aeiou" for c in "bdgklmnrstv"]
    stems = [begin + chance.choice(STEM_ENDS) for begin in chance.sample(begins, 500)]
    forms = [(stem, stem + chance.choice(ENDINGS)) for stem in stems]
    weights = [1 / (rank + 12) for rank in range(len(forms))]

    def text(length: int) -> str:
        chosen = chance.choices(forms, weights, k=length)
        return " ".join(map(chance.choice, chosen)).capitalize()

    for number in range(150):
        day = date(2025, 1, 1) + timedelta(days=2 * number)
        file, form = f"developments/{day}-event.yaml", EVENT
        if number % 5 == 0:
            file, form = f"bodies/body-{number}.yaml", BODY
        title, summary = f"{text(4)} {number}", f"{text(45)}."
        name = f"zz{chance.choice(begins)}zz"
        content = form.format(title=title, summary=summary, name=name, day=day, number=number)
        (data / file).write_text(content, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny dataset with these records."""

    def build(folder: Path) -> CompletedProcess[str]:
        copy = site_builds.tiny_checkout(folder)
        write_records(copy / "data")
        return site_builds.build_tiny(copy)

    return shared_build(tmp_path_factory, "words", build)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    return words_of_pages(site)


@pytest.fixture(scope="module")
def count(pages: Pages) -> Mapping[str, int]:
    """How many pages have each of the words that are written here, and no other word."""
    words = (word for words in pages.values() for word in words if MADE_UP.fullmatch(word))
    return Counter(words)


@pytest.fixture(scope="module")
def separate_groups(pages: Pages, count: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Pairs, triples and fives of words that a few pages have, that no page has together, nor
    anything like them.
    """
    rare = sorted(word for word, number in count.items() if 2 <= number <= 12)
    random.Random(4).shuffle(rare)
    stems = [{word[:4] for word in words} for words in pages.values()]
    separate = []
    for size, number in ((2, 3), (3, 5), (5, 2)):
        groups = [tuple(rare[at : at + size]) for at in range(0, len(rare) - size, size)]
        alone = [g for g in groups if not any({w[:4] for w in g} <= have for have in stems)]
        assert len(alone) >= number
        separate += alone[:number]
    return separate


@pytest.fixture(scope="module")
def common_group(pages: Pages, count: Mapping[str, int]) -> tuple[str, ...]:
    """Five words that many pages have, of which some page has four, several have three and none
    has all: pages that have one set of words have others within it.
    """
    often = sorted(word for word, number in count.items() if 30 <= number <= 90)
    stems = [{word[:4] for word in words} for words in pages.values()]
    chance = random.Random(1)
    for _ in range(20_000):
        group = tuple(chance.sample(often, 5))
        sizes = Counter(len({word[:4] for word in group} & have) for have in stems)
        if not sizes[5] and sizes[4] > 2 and sizes[3] > 5 and len({w[:4] for w in group}) == 5:
            return group
    pytest.fail("no five words of the pages are like that")


@pytest.fixture(scope="module")
def long_group(pages: Pages, count: Mapping[str, int]) -> tuple[str, ...]:
    """Five words of which one page has all and several have most."""
    often = sorted(word for word, number in count.items() if 8 <= number <= 60)
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
    """What search says and lists for each group of words that no page has together; one of the last
    is a name.
    """
    page = browser.new_page()
    page.goto(f"{address}search/")
    collected = []
    for group in (*separate_groups, common_group, (separate_groups[0][0], "walkers")):
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
        assert names_first == ("walkers" in group)
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


def test_a_name_within_a_phrase_is_no_result(page: Page, tiny_address: str) -> None:
    assert search(page, tiny_address, "Ferry Board zebra").startswith("No page has “zebra”. ")
    assert rows(page, tiny_address)
    sentence = search(page, tiny_address, "“Ferry Board zebra”")
    assert sentence == "Nothing found for exactly “Ferry Board zebra”. Browse below."
    assert rows(page, tiny_address) == []
    assert search(page, tiny_address, "“Ferry Board”") == "4 results for exactly “Ferry Board”"


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
    page: Page, address: str, site: Path
) -> None:
    """Pagefind answers as if no page had a word; the list of words that slips are compared with
    knows better.
    """
    count: dict[str, int] = json.loads((site / "search" / "words.json").read_text("utf-8"))
    frequent = sorted(count, key=lambda word: -count[word])[:3]
    page.route("**/*.pf_index", lambda route: route.fulfill(status=404, body="<p>Not found</p>"))
    sentence = search(page, address, " ".join(frequent))
    assert "could not be read" in sentence
    assert "No page" not in sentence


def test_a_name_that_no_text_has_is_not_called_missing_within_filters(
    page: Page, address: str, site: Path, pages: Pages
) -> None:
    """Nor is it taken for a part of the index that was lost."""
    every = frozenset(word for words in pages.values() for word in words)
    count: dict[str, int] = json.loads((site / "search" / "words.json").read_text("utf-8"))
    names = [
        name
        for file in sorted((site / "search" / "names").iterdir())
        for name in json.loads(file.read_text("utf-8"))["names"]
        if name in count and not is_form_of(name, every)
    ]
    assert names
    sentence = search(page, address, names[0], kind="Measure")
    assert sentence == f"Nothing found for “{names[0]}”. Take a filter away, or browse below."
