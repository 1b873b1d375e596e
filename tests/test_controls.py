"""The controls of a page in Chromium: exit, filters, sorting, a link to copy; and its charts."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route

from page_finder import resolve_path

WEATHER = "https://weather.example/"


@pytest.fixture
def leaving(page: Page, tiny_address: str) -> Page:
    """A page of the site, with one read before it, where the weather is a blank page."""
    page.route(f"{WEATHER}**", lambda route: route.fulfill(body="<title>Weather</title>"))
    page.goto(f"{tiny_address}support/")
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    return page


def test_exit_hides_the_page_and_leaves_it_out_of_the_history(
    leaving: Page, tiny_address: str
) -> None:
    leaving.get_by_role("link", name="Exit this page").click()
    leaving.wait_for_url(f"{WEATHER}**")
    leaving.go_back()
    assert leaving.url == f"{tiny_address}support/"


def test_the_page_is_covered_before_the_other_has_come(page: Page, tiny_address: str) -> None:
    page.route(f"{WEATHER}**", lambda route: route.fulfill(body=""))
    page.goto(tiny_address)
    covered = """() => {
      document.querySelector("a.exit").click();
      const over = document.querySelector(".exit-overlay").getBoundingClientRect();
      return [over.x, over.y, over.width, over.height, document.title];
    }"""
    assert page.evaluate(covered) == [0, 0, 1280, 900, "Exiting page"]


def test_shift_three_times_leaves_and_says_how_far_it_is(leaving: Page) -> None:
    alert = leaving.locator("p.vh[role=alert]")
    leaving.keyboard.press("Shift")
    assert alert.inner_text() == "Shift, press 2 more times to exit."
    leaving.keyboard.press("Shift")
    assert alert.inner_text() == "Shift, press 1 more time to exit."
    leaving.keyboard.press("Shift")
    leaving.wait_for_url(f"{WEATHER}**")


def test_shift_to_write_a_capital_does_not_leave(leaving: Page) -> None:
    leaving.get_by_label("Search the tracker").fill("")
    for key in ("Shift+A", "Shift", "Shift+B", "Shift", "Shift"):
        leaving.keyboard.press(key)
    assert "bridge-01" in leaving.url
    assert leaving.locator("p.vh[role=alert]").inner_text() == "Shift, press 1 more time to exit."


def test_exit_is_a_plain_link_without_script(browser: Browser, tiny_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(tiny_address)
    link = page.get_by_role("link", name="Exit this page")
    assert link.get_attribute("href") == WEATHER
    assert link.get_attribute("rel") == "nofollow noreferrer"
    assert page.locator("footer .with-keyboard").is_hidden()
    page.goto(f"{tiny_address}leaving/")
    assert page.locator("p.with-keyboard").is_hidden()
    context.close()


def test_the_way_out_lies_above_what_a_citation_shows(page: Page, tiny_address: str) -> None:
    """On a screen of 320 by 256 px, where both are shown over the page."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    page.locator("main a.cite").first.focus()
    layers = page.evaluate("""() => [
      getComputedStyle(document.querySelector("a.exit")).zIndex,
      getComputedStyle(document.querySelector("a.cite:focus"), "::after").zIndex,
    ].map(Number)""")
    assert layers[0] > layers[1]
    assert (
        page.evaluate("""() => {
      const { x, y, width, height } = document.querySelector("a.exit").getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2).className;
    }""")
        == "exit"
    )


def test_an_index_is_filtered_and_sorted_in_place(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}recommendations/")
    page.get_by_text("Filter the list").click()
    page.get_by_label("Filter").fill("inquiry")
    rows = page.locator("table.index tbody tr:visible")
    assert rows.count() == 1
    assert page.get_by_text("1 of 2 recommendations shown").is_visible()
    page.get_by_label("Filter").fill("")
    page.get_by_label("Label").select_option("Under way")
    assert rows.locator(".label").all_inner_texts() == ["Under way"] * rows.count()
    page.get_by_label("Label").select_option("")
    page.get_by_label("Nation").select_option("Wales")
    page.wait_for_url("**/recommendations/?nation=wales")
    assert rows.locator(".n").all_inner_texts() == ["1"]
    page.get_by_label("Nation").select_option("")
    first = page.locator("table.index").first
    first.get_by_role("button", name="State changed").click()
    assert first.locator("th[aria-sort=ascending]").count() == 1
    days = first.locator("tbody tr td:last-child time").evaluate_all(
        "all => all.map(t => t.dateTime)"
    )
    assert days == sorted(days)
    first.get_by_role("button", name="State changed").click()
    days = first.locator("tbody tr td:last-child time").evaluate_all(
        "all => all.map(t => t.dateTime)"
    )
    assert days == sorted(days, reverse=True)


def test_how_a_list_is_shown_stands_in_its_address(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}recommendations/?q=bridge&label=under-way&sort=-Recommendation")
    rows = page.locator("table.sortable tbody tr:visible th")
    names = rows.all_inner_texts()
    assert names == sorted(names, reverse=True)
    assert 0 < len(names) < 10
    page.get_by_label("Label").select_option("")
    page.get_by_role("button", name="Number").first.click()
    page.wait_for_url("**/recommendations/?q=bridge&sort=Number")
    assert rows.count() > len(names)
    page.get_by_label("Filter").fill("no such words")
    assert page.get_by_text("Nothing here matches.").is_visible()
    page.wait_for_url("**/recommendations/?q=no+such+words&sort=Number")
    page.goto(f"{tiny_address}recommendations/?label=no-such-label")
    assert page.get_by_label("Label").input_value() == ""
    assert rows.count() > len(names)


def test_groups_of_a_list_open_where_they_have_hits(page: Page, tiny_address: str) -> None:
    """The words may be those of the group. Served as a longer list is, with its groups shut."""

    def folded(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace('class="fold" open', 'class="fold"')
        )

    page.route("**/measures/", folded)
    page.goto(f"{tiny_address}measures/")
    folds = page.locator(".fold")
    every = folds.count()
    status = page.get_by_role("main").get_by_role("status")
    whole = status.inner_text()
    assert every > 1
    assert page.locator(".fold[open]").count() == 0
    page.get_by_label("Filter").fill("provision inspect")
    opened = page.locator(".fold:visible")
    assert opened.count() == 1
    assert opened.get_attribute("open") is not None
    shown = page.locator("tbody tr:visible").count()
    assert status.inner_text() == f"{shown} of {whole} shown"
    page.get_by_label("Filter").fill("")
    assert page.locator(".fold:visible").count() == every
    assert page.locator(".fold[open]").count() == 0
    assert status.inner_text() == whole
    page.get_by_label("Nation").select_option("wales")
    page.wait_for_url("**/measures/?nation=wales")
    rows = page.locator("tbody tr:visible")
    assert rows.evaluate_all("all => all.every((row) => row.dataset.nation.includes('wales'))")


def test_a_list_is_whole_without_script_and_has_no_filter(
    browser: Browser, tiny_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{tiny_address}measures/?q=nothing")
    assert not page.get_by_label("Filter").is_visible()
    assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count() > 0
    context.close()


def test_a_timeline_is_filtered_by_kind(page: Page, tiny_address: str) -> None:
    """Served with the place for a filter and its script, which only a longer timeline has."""

    def with_a_filter(route: Route) -> None:
        answer = route.fetch()
        form = """<form class="filter" data-filter="events"><input name="q"><label>Kind
            <select name="kind"><option value="">All<option value="statement">Statement</select>
            </label></form><p role="status"></p>
            <script type="module" src="../../assets/lists.js"></script><ol class="dated\""""
        route.fulfill(response=answer, body=answer.text().replace('<ol class="dated"', form))

    page.route("**/recommendations/bridge-01/", with_a_filter)
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    timeline = page.locator("#timeline")
    timeline.locator("summary").click()
    every = timeline.locator(".dated > li").count()
    timeline.get_by_label("Kind").select_option("Statement")
    statements = timeline.locator(".dated > li:visible")
    assert 0 < statements.count() < every
    assert all("Statement" in words for words in statements.locator(".when").all_inner_texts())


def test_the_link_to_a_page_can_be_copied(page: Page, tiny_address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{tiny_address}recommendations/bridge-01/#parts")
    page.get_by_text("Cite this page").click()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.").wait_for()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == f"{tiny_address}recommendations/bridge-01/"
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("recommendations/bridge-4/", "bridge 4"),
        ("a%3Cb%3E%", "a%3Cb%3E%"),
        ("x%22%3Cb%3E", 'x"<b>'),
    ],
)
def test_a_page_that_is_not_there_offers_its_words(
    page: Page, tiny_address: str, tiny_build: Path, path: str, words: str
) -> None:
    not_found = (tiny_build / "404.html").read_text("utf-8")
    page.route(
        f"{tiny_address}{path}",
        lambda route: route.fulfill(body=not_found, content_type="text/html"),
    )
    page.goto(tiny_address + path)
    link = page.get_by_role("link", name=f"Search for “{words}”", exact=True)
    assert link.get_attribute("href") == f"/site/search/?q={quote(words)}"


CHARTED = ["calendar/", "recommendations/*/"]


def charts_of(page: Page, address: str) -> tuple[int, int]:
    """How many charts a page has on a narrow screen, and how many of their marks lie outside."""
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(address)
    beyond = """charts => charts.flatMap((chart) => {
      const edge = chart.getBoundingClientRect();
      return [...chart.querySelectorAll(":is(text, rect, circle, path):not(defs *)")]
        .map((mark) => mark.getBoundingClientRect())
        .filter((box) => box.left < edge.left - 3 || box.right > edge.right + 3);
    }).length"""
    charts = page.locator("svg.chart")
    return charts.count(), charts.evaluate_all(beyond)


@pytest.mark.parametrize("path", CHARTED)
def test_a_chart_stays_inside_its_frame(
    page: Page, tiny_build: Path, tiny_address: str, path: str
) -> None:
    count, beyond = charts_of(page, tiny_address + resolve_path(tiny_build, path))
    assert count > 0
    assert beyond == 0


@pytest.mark.parametrize("path", CHARTED)
def test_no_chart_of_the_real_record_leaves_its_frame(
    page: Page, real: Path, address: str, path: str
) -> None:
    assert charts_of(page, address + resolve_path(real, path))[1] == 0
