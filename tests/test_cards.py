"""The cards that shared links show: any text fits inside the picture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor, ImageStat
from playwright.sync_api import Browser

import site_builds
from conftest import ROOT, TINY, TODAY
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.outputs.cards import (
    BAR,
    HEIGHT,
    MARGIN,
    SUMMARY,
    WIDTH,
    TextLine,
    _png,
    card_lines,
    card_png,
    font,
)
from tracker.outputs.context import BuildContext, Card
from tracker.outputs.palette import HEAD, TINTS
from tracker.schema.dates import parse_date
from tracker.site import pages_of, route_site

PACKAGE = ROOT / "scripts" / "tracker"
ICONS = sorted((PACKAGE / "render" / "templates" / "icons").glob("*.svg"))
WIDE = "Wm" * 60
FOREIGN = "儿童保护 \U0001f469‍\U0001f467 حماية \N{SOFT HYPHEN}"
BETWEEN = parse_date("2025-10-17/2026-01-08")
any_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=4000).map(
    "a{}".format
)
word = st.text("Wwil-’—ŵß儿", min_size=1, max_size=200)
any_words = st.lists(word, min_size=1, max_size=80).map(" ".join)


def assert_it_fits(fitted: tuple[TextLine, ...]) -> None:
    """Each line within the margins, below the bar and above the edge, and below the one before."""
    under = BAR
    for line in fitted:
        assert font(line.style).getlength(line.text) <= WIDTH - MARGIN - line.x, line
        assert line.y - line.style.size * 3 // 4 > under, line
        under = line.y + line.style.size // 5
    assert under <= HEIGHT - 40, fitted[-1]


def draw(dataset: Dataset, card: Card) -> Image.Image:
    return Image.open(BytesIO(card_png(dataset, card)))


def assert_nothing_is_cut(picture: Image.Image) -> None:
    """All that is not ground is inside the margins."""
    ground = Image.new("RGB", picture.size, "#fff")
    ground.paste(HEAD, (0, 0, WIDTH, BAR))
    for edge in (
        (0, 0, MARGIN - 4, HEIGHT),
        (WIDTH - MARGIN + 4, 0, WIDTH, HEIGHT),
        (0, HEIGHT - 34, WIDTH, HEIGHT),
    ):
        assert picture.convert("RGB").crop(edge).tobytes() == ground.crop(edge).tobytes()


def cards_of(data: Path, today: date) -> Iterator[tuple[Dataset, Card]]:
    dataset, problems = load(data)
    assert problems == ()
    context = BuildContext(derive(dataset, today), today, "https://site.example/")
    for page in pages_of(context):
        if page.card:
            yield dataset, page.card()


@pytest.mark.parametrize("data", [TINY, site_builds.DATA], ids=["tiny", "real"])
def test_every_card_says_all_of_its_words_inside_the_picture(data: Path) -> None:
    """All that are not cut: only what no size holds is."""
    for dataset, card in cards_of(data, TODAY if data == TINY else site_builds.real_day()):
        label = dataset.vocabulary.statuses[card.status].label if card.status else ""
        fitted = card_lines(card, label)
        assert_it_fits(fitted)
        text = " ".join(line.text for line in fitted)
        day = f"{card.share}. Searched up to" if card.evidence_to and label else card.share
        if not any(line.text.endswith("…") for line in fitted):
            for words in (card.kicker, card.title, label, card.summary, day):
                assert words in text
        assert_nothing_is_cut(draw(dataset, card))


@settings(max_examples=150, deadline=None)
@given(*[any_words | any_text] * 4)
@example("a", "a", "a000000@@@\r", "a")  # a control character, which has a width
def test_whatever_a_record_says_fits_and_the_day_is_whole(
    kicker: str, title: str, share: str, label: str
) -> None:
    fitted = card_lines(Card(kicker, title, "planned", share, BETWEEN), label)
    assert_it_fits(fitted)
    if label:
        assert fitted[-1].text.endswith("a day between 17 October 2025 and 8 January 2026.")
    assert_it_fits(card_lines(Card(kicker, title, summary=share), ""))


@pytest.mark.parametrize("words", ["Short", WIDE, f"{WIDE} " * 30, FOREIGN, "a\nb\tc", "\0\uffff"])
def test_no_words_leave_the_picture_or_stop_it(tiny: Dataset, words: str) -> None:
    named = replace(tiny, site=tiny.site.model_copy(update={"name": words}))
    for card in (Card(words, words, "passed", words, BETWEEN), Card(words, words, summary=words)):
        assert_nothing_is_cut(draw(named, card))


def test_a_title_is_cut_only_where_no_size_holds_it() -> None:
    word = "Safeguarding "
    sizes = {
        count: [
            line.style.size for line in card_lines(Card("K", word * count), "") if line.text != "K"
        ]
        for count in (1, 6, 7, 12, 13)
    }
    assert sizes == {1: [60], 6: [60] * 3, 7: [48] * 3, 12: [48] * 4, 13: [48] * 4}
    cut = [count for count in sizes if card_lines(Card("K", word * count), "")[-1].text[-1] == "…"]
    assert cut == [13]


def test_the_day_has_a_line_of_its_own_where_the_share_leaves_no_room() -> None:
    short, long = (
        "2 of 3 parts planned",
        "1 of 5 parts passed (start not seen); 2 planned; 2 stalled",
    )
    for share, last in (short, f"{short}. Searched up to 9 June 2026."), (long, "Searched up to"):
        fitted = card_lines(Card("K", "T", "planned", share, parse_date("2026-06-09")), "Planned")
        assert fitted[-1].text.startswith(last)
        assert fitted[-1].y == card_lines(Card("K", "T", "planned", "x", BETWEEN), "Planned")[-1].y


def test_each_label_shows_its_own_icon_in_its_colour(tiny: Dataset) -> None:
    icons = set()
    for id, label in tiny.vocabulary.statuses.items():
        card = Card("K", "T", id, "1 of 1 part", parse_date("2026-06"))
        picture = draw(tiny, card).convert("RGB")
        icon = picture.crop((98, 470, 150, 522))
        colours = icon.getcolors() or []
        assert ImageColor.getrgb(TINTS[label.colour]) in [colour for _, colour in colours]
        assert picture.getpixel((69, 500)) == ImageColor.getrgb(TINTS[label.colour])
        icons.add(icon.convert("1").tobytes())
    assert len(icons) == len(tiny.vocabulary.statuses)


@pytest.mark.parametrize("svg", ICONS, ids=lambda path: path.stem)
def test_the_icon_of_a_card_is_the_icon_of_the_pages(
    browser: Browser, accept: bool, svg: Path
) -> None:
    """`scripts/test --accept` draws it of the SVG anew: white on black, as large as on a card."""
    page = browser.new_page(viewport={"width": 52, "height": 52})
    page.set_content(
        "<body style='margin:0;background:#000'><svg style='display:block;color:#fff' fill='#fff' "
        f"width='52' height='52' viewBox='0 0 20 20'>{svg.read_text('utf-8')}</svg>"
    )
    of_the_svg = Image.open(BytesIO(page.screenshot())).convert("L")
    page.close()
    path = PACKAGE / "outputs" / "icons" / f"{svg.stem}.png"
    if accept:
        of_the_svg.save(path, optimize=True)
    difference = ImageChops.difference(Image.open(path), of_the_svg)
    assert ImageStat.Stat(difference).mean[0] < 2, "if it is meant: scripts/test --accept"


def test_no_icon_of_a_card_is_left_over() -> None:
    icons = {path.stem for path in (PACKAGE / "outputs" / "icons").iterdir()}
    assert icons == {path.stem for path in ICONS}


def test_a_card_is_small_and_the_same_each_time(tiny: Dataset) -> None:
    card = Card("Report, 1", "A title of a usual length", "delivered", "2 of 2 parts", BETWEEN)
    png = card_png(tiny, card)
    picture = Image.open(BytesIO(png))
    assert (picture.size, picture.mode) == ((1200, 630), "P")
    assert len(png) < 30_000
    _png.cache_clear()
    assert card_png(tiny, card) == png


def test_a_preview_draws_no_cards_and_leaves_out_nothing_else() -> None:
    """Its pages still name them: a link is shared from the site, not from a preview."""
    whole, quick = route_site(TINY, TODAY), route_site(TINY, TODAY, pictures=False)
    assert list(quick.pages) == list(whole.pages)
    cards = {path for path in whole.files if path.endswith("card.png")}
    assert set(whole.files) - set(quick.files) == cards != set()


SHARED = [
    "",
    "changes/",
    "support/",
    "recommendations/bridge-01/",
    "measures/bridges-act/",
    "measures/bridge-inquiry/",
    "topics/bridges/",
    "bodies/ministry-of-bridges/",
    "for/bridge-keepers/",
    "reports/bridge-2024/",
    "progress/2025-q4/",
]


def test_each_kind_of_page_that_people_share_has_a_card_of_its_own(tiny: Dataset) -> None:
    context = BuildContext(derive(tiny, TODAY), TODAY, "https://site.example/")
    cards = {page.path: page.card() for page in pages_of(context) if page.card}
    assert [path for path in SHARED if path not in cards] == []
    told = {
        path: (card.kicker, card.summary, str(card.evidence_to)) for path, card in cards.items()
    }
    counts = "2 recommendations: 1 partly delivered; 1 under way."
    assert told["reports/bridge-2024/"] == ("Report", counts, "2024-12-31")
    assert told["progress/2025-q4/"] == ("Progress report", counts, "2024-12-31")
    assert told["topics/bridges/"][:2] == ("Topic", counts)
    assert told["measures/bridges-act/"] == (
        "Act, 2024 c. 1",
        "In force? In part. The provision recorded here is known to have started.",
        "None",
    )
    assert told["for/bridge-keepers/"][1].endswith(" to watch.")


def test_the_day_stands_at_the_foot_of_a_card_without_a_status() -> None:
    words = "Safeguarding " * 60
    fitted = card_lines(Card("K", "T", summary=words, evidence_to=BETWEEN), "")
    assert fitted[-1].text.startswith("Searched up to a day between")
    assert fitted[-2].text.endswith("…")
    assert fitted[-1].y - fitted[-2].y > SUMMARY.leading
    assert_it_fits(fitted)
