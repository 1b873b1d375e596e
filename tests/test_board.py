"""The board: every recommendation as a cell of its state, in whatever way it is seen."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page

import site_builds
from conftest import ROOT, TODAY
from samples import html_of
from tracker.derive.facts import Facts, derive
from tracker.derive.status import NationStatus, status_groups
from tracker.load.dataset import Dataset
from tracker.outputs import pagination
from tracker.schema.vocabularies import DELIVERED
from tracker.style_sheet import style_sheet
from tracker.text.status_sentences import cell_name

STYLES = ROOT / "scripts" / "theme" / "styles"
TOKENS = (STYLES / "tokens.css").read_text("utf-8")
SCALE = ("planned", "under-way", "passed", "partly-delivered", "delivered")
"""The states that have a ground, the least far first."""
SEEN_ALIKE, READABLE = 9, 4.5
"""How much two grounds beside each other differ at least (Delta E, CIE 1976), and the least
contrast of what stands on one (WCAG 2.2, 1.4.3).
"""

Colour = tuple[float, float, float]
VISIONS: dict[str, tuple[Colour, Colour, Colour]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""How people see linear light: Machado, Oliveira and Fernandes 2009, severity 1."""


@pytest.fixture(scope="module")
def facts(tiny: Dataset) -> Facts:
    return derive(tiny, TODAY)


@pytest.fixture(scope="module")
def of_many(tiny: Dataset) -> Dataset:
    """A report with 300 recommendations, of which one has a long number with a letter, and another
    with a single one.
    """
    other = tiny.reports["bridge-2024"].model_copy(update={"id": "fords", "short": "Fords"})
    one = tiny.recommendations["bridge-02"].model_copy(update={"repeats": (), "blocked_by": ()})
    numbers = ["94.12a", *(str(number) for number in range(3, 300))]
    made = [
        *(one.model_copy(update={"id": f"bridge-{n}", "number": n}) for n in numbers),
        one.model_copy(update={"id": "fords-1", "number": "1", "report": "fords"}),
    ]
    return replace(
        tiny,
        reports={**tiny.reports, other.id: other},
        recommendations={**tiny.recommendations, **{each.id: each for each in made}},
    )


def test_groups_stand_furthest_first_and_an_empty_delivered_keeps_its_place(facts: Facts) -> None:
    order = tuple(facts.dataset.vocabulary.statuses)
    one, two = facts.assessments.values()
    assert status_groups(order, (two, one, two)) == (
        (DELIVERED, ()),
        ("partly-delivered", (one,)),
        ("under-way", (two, two)),
    )
    assert status_groups(order, ()) == ()
    waiting = replace(one, status="not-looked-at")
    assert status_groups(order, (waiting,)) == (("not-looked-at", (waiting,)),)
    done = replace(one, status=DELIVERED)
    assert status_groups(order, (done,)) == ((DELIVERED, (done,)),)


def test_the_name_of_a_cell_says_the_state_in_each_nation(facts: Facts) -> None:
    tiny, one = facts.dataset, facts.assessments["bridge-02"]
    assert cell_name(tiny, one) == "2 Bridge inquiry: under way"
    first, second = list(tiny.vocabulary["nations"])[:2]
    differs = replace(
        one, by_nation=(NationStatus((first,), DELIVERED), NationStatus((second,), "planned"))
    )
    assert cell_name(tiny, differs) == "2 Bridge inquiry: delivered in England; planned in Wales"


def test_a_cell_leads_to_its_page_and_bears_glyph_number_and_name(tiny: Dataset) -> None:
    home = html_of(tiny, TODAY, "")
    cell = re.search(r'<a class="cell" href="recommendations/bridge-02/".*?</a>', home)
    assert cell
    assert 'aria-label="2 Bridge inquiry: under way"' in cell[0]
    assert re.search(r'<svg class="icon" aria-hidden="true".*<b>2</b></a>$', cell[0])
    assert "<p>Delivered&nbsp;0</p>" in home
    assert "<p>Under way&nbsp;1</p>" in home


def light(colour: str) -> Colour:
    """The linear light of `#rgb` or `#rrggbb`."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def through(matrix: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    """What a matrix makes of a colour, within what a screen can show."""
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0), 1) for row in matrix
    )
    return red, green, blue


SRGB_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE_POINT = (0.95047, 1, 1.08883)


def lab(colour: Colour) -> Colour:
    """Linear light as CIE L*a*b*, for the white of D65."""
    x, y, z = (
        _cube_root(sum(a * b for a, b in zip(row, colour, strict=True)) / white)
        for row, white in zip(SRGB_TO_XYZ, WHITE_POINT, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else value * 841 / 108 + 4 / 29


def delta_e(one: Colour, other: Colour) -> float:
    pairs = zip(lab(one), lab(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def contrast(one: Colour, other: Colour) -> float:
    lower, higher = sorted(
        sum(a * b for a, b in zip(SRGB_TO_XYZ[1], each, strict=True)) for each in (one, other)
    )
    return (higher + 0.05) / (lower + 0.05)


def tokens(scheme: str) -> dict[str, Colour]:
    """The colours of the tokens in a scheme."""
    first, dark = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
    texts = (first, dark.partition("@media (forced")[0]) if scheme == "dark" else (first,)
    return {
        name: light(colour)
        for text in texts
        for name, colour in re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", text)
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_grounds_beside_each_other_are_told_apart(scheme: str, vision: str) -> None:
    colours = tokens(scheme)
    grounds = [colours["bg"], *(colours[f"{state}-ground"] for state in SCALE)]
    seen = [through(VISIONS[vision], ground) for ground in grounds]
    differences = [delta_e(one, other) for one, other in pairwise(seen)]
    assert min(differences) >= SEEN_ALIKE, [round(each, 1) for each in differences]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_further_the_stronger_also_in_grey(scheme: str) -> None:
    """On white each ground is darker than the last, on dark it is lighter."""
    colours = tokens(scheme)
    lightness = [lab(colours[name])[0] for name in ("bg", *(f"{state}-ground" for state in SCALE))]
    steps = [b - a if scheme == "dark" else a - b for a, b in pairwise(lightness)]
    assert min(steps) > 5, [round(each) for each in lightness]
    assert min(steps[1:]) > SEEN_ALIKE, "what has no border of its own"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_on_a_ground_and_each_word_on_paper_can_be_read(scheme: str) -> None:
    colours = tokens(scheme)
    pairs = [(f"{state}-ground", f"{state}-ink") for state in SCALE]
    pairs += [("bg", state) for state in (*SCALE, "check", "ink", "soft")]
    assert [pair for pair in pairs if contrast(*(colours[each] for each in pair)) < READABLE] == []
    borders = [("bg", "edge"), ("bg", "check-edge"), ("bg", "planned")]
    assert [pair for pair in borders if contrast(*(colours[each] for each in pair)) < 3] == []


def test_icons_are_told_apart_at_the_size_of_a_cell() -> None:
    folder = ROOT / "scripts" / "tracker" / "outputs" / "icons"
    icons = {
        path.stem: Image.open(path).convert("L").resize((17, 17), Image.Resampling.LANCZOS)
        for path in folder.glob("*.png")
    }
    alike = [
        (one, other)
        for one, other in combinations(sorted(icons), 2)
        if ImageStat.Stat(ImageChops.difference(icons[one], icons[other])).mean[0] < 15
    ]
    assert alike == []


def shown(browser: Browser, html: str, width: int) -> Page:
    """The main part of a page, with the style sheet of the site, in a window of a width."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    styles = style_sheet(STYLES, site_builds.ICONS)
    page.set_content(f"<style>{styles}</style><main class='wrap'>{html}</main>")
    return page


def test_the_home_page_of_very_many_has_the_number_of_each_state(of_many: Dataset) -> None:
    html = html_of(of_many, TODAY, "")
    assert 'class="cell"' not in html
    assert "Under way&nbsp;299" in html


@pytest.mark.parametrize("width", [320, 1280])
def test_cells_are_large_enough_and_stay_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, browser: Browser, of_many: Dataset, width: int
) -> None:
    monkeypatch.setattr(pagination, "MAX_ROWS", 400)  # else the home page has their numbers alone
    page = shown(browser, html_of(of_many, TODAY, ""), width)
    boxes = page.locator("a.cell").evaluate_all(
        "all => all.map(cell => cell.getBoundingClientRect()).map(b => [b.left, b.right, b.height])"
    )
    assert len(boxes) == 300 + 1
    outside = [box for box in boxes if box[0] < 0 or box[1] > width]
    small = [box for box in boxes if min(box[1] - box[0], box[2]) < 24]
    assert (outside, small) == ([], [])
    page.close()


NAME = 'cell => getComputedStyle(cell, "::after").content'


def test_the_name_of_a_cell_shows_on_hover_and_focus_until_escape(
    browser: Browser, tiny: Dataset
) -> None:
    page = shown(browser, html_of(tiny, TODAY, ""), 320)
    script = (ROOT / "docs" / "assets" / "page.js").read_text("utf-8")
    page.add_script_tag(content=script, type="module")
    name, cell = '"2 Bridge inquiry: under way"', page.locator("a.cell").last
    assert cell.evaluate(NAME) == "none"
    cell.hover()
    assert cell.evaluate(NAME) == name
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Escape")
    assert cell.evaluate(NAME) == "none"
    page.mouse.move(0, 0)
    page.locator("a.cell").first.focus()
    page.keyboard.press("Tab")
    assert cell.evaluate(NAME) == name
    page.keyboard.press("Escape")
    assert cell.evaluate(NAME) == "none"
    page.close()
