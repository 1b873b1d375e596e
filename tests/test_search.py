"""The search page and the box in every header, in Chromium, under a sub-path."""

import pytest
from playwright.sync_api import Page

from page_soundness import violations
from search_page import first_day, open_results


def test_a_search_typed_by_a_person_leads_to_the_record(page: Page, tiny_address: str) -> None:
    page.goto(tiny_address)
    page.get_by_label("Search the tracker").fill("bridge 2")
    page.keyboard.press("Enter")
    page.locator("ol#results > li > a").first.click()
    page.wait_for_url("**/recommendations/bridge-02/")
    assert page.locator("h1").inner_text().startswith("Hold an inquiry")


def test_a_result_can_be_left_and_come_back_to(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}search/")
    page.locator("#query").fill("bridge")
    page.wait_for_url("**/search/?q=bridge")
    page.locator("ol#results > li > a[href$='/recommendations/bridge-01/']").click()
    page.wait_for_url("**/recommendations/bridge-01/")
    page.go_back()
    page.locator("ol#results > li > a").first.wait_for()
    assert page.locator("#query").input_value() == "bridge"


def test_a_search_that_failed_to_load_is_tried_again(page: Page, tiny_address: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    open_results(page, tiny_address, "bridge")
    page.unroute("**/pagefind/**")
    page.locator("#query").fill("crossings")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_text("results for “crossings”").wait_for()


def test_without_the_index_search_says_so(page: Page, tiny_address: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    open_results(page, tiny_address, "bridge")
    assert "could not be read" in page.locator("#status").inner_text()


def test_nothing_of_search_is_fetched_until_somebody_searches(
    page: Page, tiny_address: str
) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(tiny_address)
    page.goto(f"{tiny_address}search/")
    assert not [url for url in requests if "pagefind" in url or "names.json" in url]


def test_results_are_narrowed_and_the_address_says_how(page: Page, tiny_address: str) -> None:
    every = open_results(page, tiny_address, "bridge")
    kinds = page.locator("[data-facet=kind]")
    page.get_by_text("Narrow the results").click()
    kinds.locator("summary").click()
    count_text = kinds.get_by_label("Measure").locator("xpath=..").inner_text().split()
    kinds.get_by_label("Measure").check()
    page.wait_for_url("**/search/?q=bridge&kind=Measure")
    page.locator(f"#status:text('{count_text[-1]} results')").wait_for()
    links = page.locator("ol#results > li > a").evaluate_all("all => all.map(a => a.href)")
    assert links
    assert all("/measures/" in link for link in links)
    page.reload()
    page.locator(f"#status:text('{count_text[-1]} results')").wait_for()
    page.go_back()
    page.locator("ol#results > li > a[href*='/topics/']").first.wait_for()
    assert page.locator("ol#results > li > a").count() == len(every)


def test_a_name_stands_back_where_results_are_narrowed(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}search/?q=Ministry+of+Bridges&kind=Measure")
    page.locator("ol#results[aria-busy=false] > li").first.wait_for()
    links = page.locator("ol#results > li > a").evaluate_all("all => all.map(a => a.href)")
    assert [link for link in links if "/measures/" not in link] == []


def test_facets_alone_list_what_they_hold_newest_first(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}search/?kind=Development&topic=Bridges&sort=day")
    page.locator("ol#results > li").first.wait_for()
    notes = page.locator("ol#results .note").all_inner_texts()
    days = [first_day(note) for note in notes]
    assert len(days) > 2
    assert days == sorted(days, reverse=True)
    page.get_by_role("button", name="Take all filters away").click()
    page.wait_for_url("**/search/?sort=day")


def test_filters_that_leave_nothing_say_so(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}search/?q=tunnels&place=Ford")
    page.get_by_text("Nothing found for “tunnels”. Take a filter away, or browse below.").wait_for()
    page.get_by_role("button", name="Take all filters away").click()
    page.locator("ol#results > li > a").first.wait_for()


def test_results_are_walked_by_arrows_and_continued(page: Page, tiny_address: str) -> None:
    open_results(page, tiny_address, "source")
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("ol#results > li > a").nth(1)
    assert second.evaluate("one => one === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "query"
    page.get_by_role("button", name="Show more results").click()
    page.locator("ol#results > li:nth-child(21) > a:focus").wait_for()
    links = page.locator("ol#results > li > a").evaluate_all("all => all.map(a => a.href)")
    assert len(links) == len(set(links)) > 20


def test_the_box_in_the_header_suggests_after_two_letters(page: Page, tiny_address: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(tiny_address)))
    page.goto(f"{tiny_address}recommendations/bridge-02/")
    box = page.get_by_label("Search the tracker")
    box.click()
    assert not [url for url in requests if url.startswith(("search/", "pagefind/"))]
    box.press_sequentially("bridge 1")
    first = page.get_by_role("option").first
    first.wait_for()
    assert first.inner_text().splitlines() == [
        "Inspect every bridge each year & publish what is found",
        "Recommendation · Bridge Review 1 · Partly delivered, to 31 December 2025",
    ]
    page.keyboard.press("ArrowDown")
    assert first.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recommendations/bridge-01/")
    assert not [url for url in requests if url.startswith("pagefind/")]


@pytest.mark.parametrize("width", [320, 1280])
def test_facets_and_suggestions_are_sound_when_they_are_open(
    page: Page, tiny_address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_results(page, tiny_address, "bridge")
    page.get_by_text("Narrow the results").click()
    for facet in ("kind", "topic", "year"):
        page.locator(f"[data-facet={facet}] summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(tiny_address)
    page.get_by_label("Search the tracker").press_sequentially("bri")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_escape_closes_the_suggestions_and_enter_searches(page: Page, tiny_address: str) -> None:
    page.goto(tiny_address)
    box = page.get_by_label("Search the tracker")
    box.press_sequentially("bri")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("option").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=bri")


@pytest.mark.parametrize(
    "pattern", ["**/search/names/**", "**/search/names.json", "**/search/**.json"]
)
def test_without_the_names_the_text_is_searched(
    page: Page, tiny_address: str, pattern: str
) -> None:
    page.route(pattern, lambda route: route.abort())
    assert open_results(page, tiny_address, "crossings")
    page.goto(tiny_address)
    page.get_by_label("Search the tracker").press_sequentially("bridge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=bridge")


@pytest.mark.parametrize("pattern", ["**/*.pf_fragment", "**/*.pf_filter", "**/*.pf_index"])
def test_a_part_of_the_index_that_is_missing_gives_a_sentence(
    page: Page, tiny_address: str, pattern: str
) -> None:
    page.route(pattern, lambda route: route.fulfill(body=b"<html>not found</html>", status=404))
    open_results(page, tiny_address, "inspection of bridges")
    assert page.locator("#status").inner_text().strip()
    lists = page.get_by_role("main").get_by_role("link", name="Recommendations", exact=True)
    assert page.locator("ol#results > li").count() or lists.is_visible()
