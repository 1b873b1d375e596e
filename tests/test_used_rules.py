"""Of Material's style sheet the site has the rules that its pages use: which these are, and that no
page looks otherwise than with all of them.
"""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import site_builds
from page_finder import resolve_path
from page_soundness import open_page, watched_page
from test_pages import KINDS
from tracker.style_sheet import style_sheet
from tracker.used_rules import names_in_page, names_in_script, used_rules

PAGE = '<body class="wide dark"><a id="top" href="/x?a=b" hidden>one &lt;i</a><svg viewBox="0 0"/>'
NAMES = {"body", "class", "wide", "dark", "a", "id", "top", "href", "hidden", "svg", "viewBox"}


def test_the_names_of_a_page_are_those_of_its_elements_and_attributes_its_classes_and_ids() -> None:
    assert names_in_page(PAGE) == NAMES
    assert names_in_page(f"{PAGE}<p title='x'>") >= NAMES | {"p", "title"}
    assert names_in_page("") == set()


def test_a_script_may_put_any_word_of_it_into_a_page() -> None:
    words = names_in_script('one.hidden = true; h("ul", "is-open"); `<b class="${x}">`')
    assert words >= {"hidden", "ul", "is-open", "b", "class"}


@pytest.mark.parametrize(
    "rule",
    [
        "a{color:red}",
        "*{color:red}",
        "a:not(.gone):hover::before{color:red}",
        ".gone,#top.wide>a+a{color:red}",
        "[hidden],[rel]{color:red}",
        'a[href^="/gone,"]{color:red}',
        "@media print{@supports (a:b){a{color:red}}}",
        "@page{margin:1cm}",
        "a{--own:red;color:var(--own)}",
        "a{--above:red}",
        "a{animation:turn 1s}@keyframes turn{0%{top:0}}",
    ],
)
def test_a_rule_that_a_page_uses_is_kept_as_it_is(rule: str) -> None:
    assert used_rules(rule, NAMES, beside="b{color:var(--above, blue)}") == rule


@pytest.mark.parametrize(
    "rule",
    [
        "p{color:red}",
        ".gone{color:red}",
        "#gone{color:red}",
        "[rel]{color:red}",
        ".wide .gone,a p{color:red}",
        "@media print{p{color:red}}",
        "a{--one:red;--two:var(--one)}",
        "@keyframes turn{0%{top:0}}",
        "p{animation:turn 1s}@keyframes turn{0%{top:0}}",
        "p{color:var(--own)}:root{--own:red}",
        "/* a */",
    ],
)
def test_a_rule_that_no_page_uses_is_left_out(rule: str) -> None:
    assert used_rules(rule, NAMES) == ""


def test_of_a_rule_the_properties_that_nothing_asks_for_are_left_out() -> None:
    rules = ".wide{--one:1px;--two:2px;color:red!important}a{margin:var(--two)}"
    kept = ".wide{--two:2px;color:red!important}a{margin:var(--two)}"
    assert used_rules(rules, NAMES) == kept


def whole_sheet() -> str:
    """All rules of Material, then ours: the style sheet without the cut."""
    theme = next(Path(str(files("material"))).glob("templates/assets/stylesheets/main.*.css"))
    own = style_sheet(site_builds.ROOT / "scripts" / "theme" / "styles", site_builds.ICONS)
    return theme.read_text("utf-8") + own


KINDS_OF_PAGES = [
    "",
    "recommendations/",
    *(f"{kind}/*/" for kind in KINDS),
    "calendar/",
    "search/?q=*",
    "support/",
    "method/",
    "contribute/",
    "data/api/",
    "404.html",
]
PROPERTIES = """
  display position float visibility opacity z-index top right bottom left width height min-width
  min-height max-width max-height margin padding border outline-style outline-width box-sizing
  box-shadow overflow font color background text-align text-decoration text-transform content
  letter-spacing white-space overflow-wrap word-break hyphens vertical-align list-style mask-image
  transform order flex gap justify-content align-items grid-template-columns columns appearance
  border-collapse border-spacing cursor fill stroke
"""
DIFFERENCES = """async ([properties, ...sheets]) => {
  const look = () => [...document.querySelectorAll("*")].flatMap((one) =>
    [null, "::before", "::after"].map((part) => [one, part, getComputedStyle(one, part)])
      .filter(([, part, style]) => !part || style.content !== "none")
      .map(([one, part, style]) => [`${one.tagName}.${one.getAttribute("class")}${part ?? ""}`,
        ...properties.map((name) => `${name}: ${style.getPropertyValue(name)}`)]));
  const link = document.querySelector('link[rel="stylesheet"]');
  document.querySelectorAll(".contents ol").forEach((ol) => ol.style.scrollTargetGroup = "none");
  const looks = [];
  for (const sheet of sheets) {
    await new Promise((loaded) => { link.onload = loaded; link.href = sheet; });
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    looks.push(look());
  }
  const [cut, whole] = looks;
  return whole.flatMap((looks, at) => looks.flatMap((one, place) =>
    one === cut[at]?.[place] ? [] : [`${looks[0]}: ${one}, not ${cut[at]?.[place]}`])).slice(0, 5);
}"""
"""How the elements of a page look, with what stands before and behind them, where this differs
between two style sheets. The place in the contents is marked at a moment of the browser's own.
"""


@pytest.mark.parametrize("path", KINDS_OF_PAGES)
def test_a_page_looks_as_it_does_with_every_rule(
    path: str, tiny_build: Path, tiny_address: str, browser: Browser
) -> None:
    for width in (360, 1280):
        with watched_page(browser) as (page, _):
            page.route(
                "**/whole.css",
                lambda route: route.fulfill(body=whole_sheet(), content_type="text/css"),
            )
            page.route("**/*.woff2", lambda route: route.abort())  # it may come too late for one
            page.set_viewport_size({"width": width, "height": 900})
            open_page(page, tiny_address + resolve_path(tiny_build, path))
            sheets = [f"{tiny_address}assets/{name}.css" for name in ("site", "whole")]
            assert page.evaluate(DIFFERENCES, [PROPERTIES.split(), *sheets]) == []
