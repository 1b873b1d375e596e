"""How readers find their way: the menu, where a page stands in it, the contents of a long page,
permalinks, the words that were searched for, the glossary from A to Z.
"""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from page_finder import resolve_path
from page_soundness import open_page, violations
from test_pages import INDEXES, KINDS, OTHERS
from tracker.outputs.navigation import FOOTER, MORE, SECTIONS, menu_of
from tracker.page_contents import Heading, read_page
from tracker.site import RouteTable

EVERY = {section.path for section in (*SECTIONS, *MORE)}
PHONE = (360, 800)
DESK = (1280, 900)


@pytest.mark.parametrize(
    ("path", "section", "current"),
    [
        ("changes/", "What changed", "page"),
        ("changes/2026-01/", "What changed", "true"),
        ("progress/2026-q1/", "What changed", "true"),
        ("developments/a-speech/", "What changed", "true"),
        ("for/ministers/", "Must do", "true"),
        ("recommendations/bridge-01/", "Recommendations", "true"),
        ("measures/an-act/", "Topics and laws", "true"),
        ("support/", "Help", "page"),
        ("leaving/", "Help", "true"),
    ],
)
def test_a_page_stands_in_one_section(path: str, section: str, current: str) -> None:
    menu = menu_of(path, EVERY)
    marked = [(line.name, line.current) for line in menu.sections if line.current]
    assert marked == [(section, current)]
    assert not menu.is_in_more


def test_a_page_stands_where_its_crumbs_say() -> None:
    """The ways that are open to those who ask stand below Help, not below what others must do."""
    menu = menu_of("for/walkers/", EVERY, "support/")
    assert [line.name for line in menu.sections if line.current] == ["Help"]
    assert menu.help
    assert menu.help.current == "true"


def test_a_page_of_the_rest_is_marked_there() -> None:
    menu = menu_of("glossary/", EVERY)
    assert [line.name for line in menu.more if line.current] == ["Glossary"]
    assert menu.is_in_more
    assert not menu_of("", EVERY).is_in_more


def test_a_section_without_a_page_is_left_out() -> None:
    menu = menu_of("", EVERY - {"support/", "places/"})
    assert "Help" not in [line.name for line in menu.sections]
    assert "Places" not in [line.name for line in menu.more]


def test_the_foot_leads_to_pages_of_the_menu() -> None:
    assert [line.path for line in menu_of("", EVERY).footer] == list(FOOTER)


def test_every_index_is_in_the_menu(tiny_table: RouteTable) -> None:
    """So that each is at most two presses away, from everywhere."""
    indexes = {path for path in tiny_table.pages if re.fullmatch(r"[^/]+/", path)}
    assert indexes - EVERY - {"search/", "embed/"} == set()


def heading(page: Path) -> str:
    """The first heading of a built page, as text."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.read_text("utf-8"), re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


def test_a_page_bears_the_name_of_its_line_in_the_menu(tiny_build: Path) -> None:
    for section in (*SECTIONS, *MORE):
        page = tiny_build / section.path / "index.html"
        # That of what changed also says since when.
        assert heading(page).partition(" since ")[0] == section.name
        assert f"<title>{section.name} - " in page.read_text("utf-8")


def test_the_way_above_a_page_names_the_pages_on_it(tiny_build: Path) -> None:
    for page in tiny_build.rglob("index.html"):
        above = page.read_text("utf-8").partition('<ol class="crumbs">')[2].partition("</ol>")[0]
        for target, name in re.findall(r'<a href="([^"]+)">([^<]+)</a>', above)[1:]:
            named = heading((page.parent / target / "index.html").resolve())
            assert unescape(name) == named.partition(" since ")[0]


TEXT = "<p>" + "Words. " * 200 + "</p>"


def test_a_heading_leads_to_itself_and_stands_in_the_contents() -> None:
    html = (
        '<section class="section" id="one" aria-labelledby="one-h"><h2 id="one-h">One &amp; all'
        '</h2></section><h2 id="two">T<abbr title="x">wo</abbr></h2>'
        '<li id="part-a">\n<h3>1 A part</h3></li>' + TEXT
    )
    read = read_page(html)
    assert read.is_long
    assert read.contents == (Heading("One &amp; all", "one"), Heading("T wo", "two"))
    assert '<h2 id="one-h"><a class="here" href="#one">One &amp; all</a></h2>' in read.html
    assert '<h3><a class="here" href="#part-a">1 A part</a></h3>' in read.html


def test_a_heading_without_an_id_is_given_one_that_no_other_has() -> None:
    read = read_page('<p id="a-word"></p><h3>A word</h3><h3>A word</h3><h3>—</h3>')
    assert re.findall(r'<h3 id="([^"]+)"><a class="here" href="#\1">', read.html) == [
        "a-word-2",
        "a-word-3",
        "part",
    ]


def test_a_heading_that_leads_elsewhere_or_is_not_seen_stays_as_it_is() -> None:
    html = '<h2 id="a"><a href="../b/">B</a></h2><h2 class="vh" id="c">C</h2>'
    assert read_page(html).html == html
    assert [heading.anchor for heading in read_page(html + TEXT).contents] == ["a", "c"]


def test_a_short_page_and_one_without_parts_have_no_contents() -> None:
    assert read_page('<h2 id="a">A</h2><h2 id="b">B</h2><p>Short.</p>').contents == ()
    assert read_page(f'<h2 id="a">A</h2>{TEXT}').contents == ()


def size(page: Page, width_and_height: tuple[int, int]) -> None:
    width, height = width_and_height
    page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize("path", ["", "recommendations/bridge-01/", "method/"])
def test_on_a_phone_the_header_takes_an_eighth_of_the_screen(
    page: Page, tiny_address: str, path: str
) -> None:
    size(page, PHONE)
    page.goto(tiny_address + path)
    box = page.locator(".sub").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 104


def test_help_is_one_press_away_on_a_phone(page: Page, tiny_address: str) -> None:
    size(page, (320, 640))
    page.goto(f"{tiny_address}recommendations/")
    for shown in (page.locator(".to-help"), page.locator("#q")):
        box = shown.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 320
        assert min(box["width"], box["height"]) >= 24
    page.locator(".to-help").click()
    assert page.url == f"{tiny_address}support/"
    size(page, DESK)
    assert page.locator(".to-help").is_hidden()


@pytest.mark.parametrize("path", [*INDEXES, *(f"{kind}/*/" for kind in KINDS), *OTHERS])
def test_a_page_longer_than_two_screens_of_a_phone_has_contents(
    page: Page, tiny_build: Path, tiny_address: str, path: str
) -> None:
    size(page, PHONE)
    open_page(page, tiny_address + resolve_path(tiny_build, path))
    height = page.locator("main").evaluate("main => main.scrollHeight")
    parts = page.locator("main h2").count()
    if height > 2 * PHONE[1] and parts > 1:
        assert page.locator(".contents summary").is_visible()
        assert page.locator("main").get_by_role("link", name="Back to top").is_visible()


def test_without_script_menu_and_contents_lead_on(browser: Browser, tiny_address: str) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]}
    )
    page = context.new_page()
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    page.locator(".contents summary").click()
    page.locator(".contents").get_by_role("link", name="Proof").click()
    box = page.locator("#proof").bounding_box()
    assert box
    assert 0 <= box["y"] < PHONE[1] / 2
    page.locator(".drawer summary").click()
    menu = page.get_by_role("navigation", name="Main")
    assert menu.get_by_role("link", name="Recommendations").get_attribute("aria-current") == "true"
    menu.get_by_role("link", name="Must do").click()
    assert page.url == f"{tiny_address}for/"
    context.close()


@pytest.mark.parametrize("window", [PHONE, DESK])
def test_an_open_menu_is_sound_and_shuts(
    page: Page, tiny_address: str, window: tuple[int, int]
) -> None:
    size(page, window)
    page.goto(f"{tiny_address}glossary/")
    summary = page.locator(".drawer summary")
    summary.click()
    menu = page.get_by_role("navigation", name="Main")
    assert menu.get_by_role("link", name="Glossary").get_attribute("aria-current") == "page"
    assert page.evaluate("document.documentElement.scrollWidth") == window[0]
    assert violations(page) == []
    heights = menu.get_by_role("link").evaluate_all("all => all.map((a) => a.offsetHeight)")
    assert min(heights) >= 24
    page.keyboard.press("Escape")
    assert page.locator(".drawer[open]").count() == 0
    assert summary.evaluate("one => one === document.activeElement")
    summary.click()
    page.mouse.click(window[0] - 20, window[1] - 20)
    assert page.locator(".drawer[open]").count() == 0


PLACE = """() => [...document.querySelectorAll(".contents .on-wide li a")]
  .filter((one) => one.matches("[data-here]") || one.matches(":target-current"))
  .map((one) => one.hash)"""


@pytest.mark.parametrize("native", [True, False])
def test_the_contents_follow_the_reading(page: Page, tiny_address: str, native: bool) -> None:
    if not native:  # as in a browser that cannot mark the place itself
        page.add_init_script("CSS.supports = () => false")
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    contents = page.locator(".contents .on-wide")
    assert contents.get_by_role("link").first.is_visible()
    for part in ("#parts", "#timeline"):
        contents.locator(f"a[href='{part}']").click()
        page.wait_for_function(f"(part) => ({PLACE})().includes(part)", arg=part)
        box = contents.bounding_box()
        assert box
        assert 0 <= box["y"] < 100
    marked = page.locator(".contents [data-here]").count()
    assert marked == (0 if native else 2)


def test_on_a_phone_the_contents_stay_and_shut_when_they_were_used(
    page: Page, tiny_address: str
) -> None:
    size(page, PHONE)
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    page.evaluate("scrollTo(0, 1500)")
    contents = page.locator(".contents")
    contents.locator("summary").click()
    contents.get_by_role("link", name="Proof").click()
    contents.locator("details[open]").wait_for(state="detached")
    heading = page.locator("h2#proof").bounding_box()
    bar = contents.bounding_box()
    assert heading
    assert bar
    assert bar["y"] < 60
    assert heading["y"] >= bar["y"] + bar["height"] - 1, "the heading is not behind the contents"


def test_every_heading_leads_to_itself_or_to_its_record(
    page: Page, tiny_build: Path, tiny_address: str
) -> None:
    for path in (*(f"{kind}/*/" for kind in KINDS), "method/", "calendar/", "follow/"):
        page.goto(tiny_address + resolve_path(tiny_build, path))
        without = page.locator("main :is(h2, h3):not(.vh, :has(a))").all_inner_texts()
        assert without == [], path
        broken = page.locator("a.here").evaluate_all(
            "all => all.filter((a) => !document.getElementById(decodeURIComponent("
            "a.hash.slice(1)))).map((a) => a.hash)"
        )
        assert broken == [], path


HIGHLIGHTED = (
    "() => [...CSS.highlights.get('found') ?? []].map((range) => range.toString().toLowerCase())"
)


def test_the_words_that_were_searched_for_are_marked(page: Page, tiny_address: str) -> None:
    """On the page that a result leads to, whose address is its own again."""
    page.goto(f"{tiny_address}search/?q=inspect+bridges")
    result = page.locator("ol#results > li > a[href$='/recommendations/bridge-01/']")
    result.click()
    page.wait_for_function("() => CSS.highlights.has('found')")
    assert page.url.endswith("/recommendations/bridge-01/")
    words = page.evaluate(HIGHLIGHTED)
    assert len(words) > 3
    assert {word.strip("'")[:6] for word in words} <= {"inspec", "bridge"}
    assert page.locator("main mark").count() == 0, "the page itself is not changed"
    page.goto(f"{tiny_address}recommendations/bridge-02/")
    assert page.evaluate(HIGHLIGHTED) == []


def test_the_glossary_has_the_letters_it_needs(tiny_table: RouteTable) -> None:
    html = tiny_table.html("glossary/")
    letters = re.findall(r'<li><a href="#letter-(.)">', html)
    assert letters == sorted(set(letters))
    assert letters == re.findall(r' id="letter-(.)">', html)
    for letter, part in zip(letters, html.split(' id="letter-')[1:], strict=True):
        terms = re.findall(r"<dt>(.)", part)
        assert terms
        assert {term.lower() for term in terms} == {letter}


def test_paper_has_no_navigation(page: Page, tiny_address: str) -> None:
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    page.emulate_media(media="print")
    for part in (".sub", ".contents", ".exit"):
        assert not page.locator(part).first.is_visible(), part
    assert not page.get_by_text("Back to top").last.is_visible()
    assert page.get_by_text("More help").is_visible()
    heading = page.locator("#proof a.here")
    assert heading.is_visible()
    assert heading.evaluate("a => getComputedStyle(a, '::after').display") == "none"


def test_much_enlarged_the_way_out_stays_while_the_bar_goes(page: Page, tiny_address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(tiny_address)
    page.evaluate("scrollTo(0, 900)")
    leave = page.locator("a.exit").bounding_box()
    assert leave
    assert 0 < leave["y"] < 256
    bar = page.locator("header.bar").bounding_box()
    assert bar
    assert bar["y"] + bar["height"] < 0
