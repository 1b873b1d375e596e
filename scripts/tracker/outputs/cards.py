"""The cards that shared links show: a page's own words made a picture, as the sites that show such
cards take no SVG. Every line is broken by its measured width. The only importer of PIL.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from unicodedata import category, normalize

from PIL import Image, ImageColor, ImageDraw, ImageFont

from tracker.load.dataset import Dataset
from tracker.outputs.context import Card, Exporter, Page
from tracker.outputs.palette import TINTS
from tracker.text.phrases import format_date

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
BAR, FOOT, GAP = 92, 572, 24
"""How high the bar with the site's name is, where the last line stands, and what is left free
between the title and the foot.
"""
BELOW_LABEL, AFTER_ICON = 98, 166
HERE = Path(__file__).parent
DARK, WHITE, SHADES = "#183842", "#fff", 8
"""The two grounds, and how many colours lead from one to an ink: few, but the edges are smooth."""
ON_BAR, SOFT, STRONG, TINT = range(4)
"""The inks: one on the dark bar, and three on white, of which the last is the label's."""


class Style(NamedTuple):
    """How a line is set: its face, its size, the way to the next line, and its ink."""

    face: str
    size: int
    leading: int
    ink: int


SITE = Style("Bold", 34, 40, ON_BAR)
KICKER = Style("Regular", 32, 40, SOFT)
TITLES = Style("Bold", 60, 68, STRONG), Style("Bold", 48, 54, STRONG)
LABEL = Style("Bold", 44, 52, TINT)
SHARE = Style("Regular", 32, 42, STRONG)
BELOW = Style("Regular", 36, 46, STRONG)


class Line(NamedTuple):
    """A line of a card: its text, how it is set, and where its baseline begins."""

    text: str
    style: Style
    x: int
    y: int


def cards(dataset: Dataset, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """The card of each page that has one, as a PNG of 1200 by 630, by its path."""
    for page in pages:
        if card := page.card:
            label = dataset.vocabulary.statuses[card.status] if card.status else None
            named = (label.label, TINTS[label.colour]) if label else ("", WHITE)
            yield f"{page.path}card.png", _png(dataset.site.name, card, *named)


def lines(card: Card, label: str) -> tuple[Line, ...]:
    """A card's lines, each as wide as there is room. The label, its share and the day stand at the
    foot; the title takes what is left above them, and is set smaller before it is cut.
    """
    kicker = _lines(_wrapped(card.kicker, KICKER, MARGIN, 2), KICKER, MARGIN, 160)
    foot = _foot(card, label) if label else []
    title = _title(card.title, kicker[-1].y, foot[0].y - LABEL.size if foot else 424)
    if foot:
        return (*kicker, *title, *foot)
    under = title[-1].y + 92
    below = _wrapped(card.below, BELOW, MARGIN, (FOOT + 10 - under) // BELOW.leading + 1)
    return (*kicker, *title, *_lines(below, BELOW, MARGIN, under))


def _title(text: str, start: int, end: int) -> list[Line]:
    """A title between two heights: in the larger size where that holds all of it."""
    for style in TITLES:
        first = start + 12 + style.size
        most = max(1, (end - GAP - style.size // 4 - first) // style.leading + 1)
        if len(list(islice(_broken(text, style, MARGIN), most + 1))) <= most:
            break
    return _lines(_wrapped(text, style, MARGIN, most), style, MARGIN, first)


def _foot(card: Card, label: str) -> list[Line]:
    """The label with its share and the day to which it was looked for, which is never cut: on one
    line if they fit, else the day on its own.
    """
    day = f"Searched up to {format_date(card.looked_to)}." if card.looked_to else ""
    said = list(_broken(f"{card.share}. {day}", SHARE, BELOW_LABEL))
    if len(said) > 1:
        said = [*_wrapped(f"{card.share}.", SHARE, BELOW_LABEL, 3), day]
    first = FOOT - SHARE.leading * (len(said) - 1)
    names = _wrapped(label, LABEL, AFTER_ICON, 2)
    top = first - 61 - LABEL.leading * (len(names) - 1)
    return [*_lines(names, LABEL, AFTER_ICON, top), *_lines(said, SHARE, BELOW_LABEL, first)]


def _lines(texts: list[str], style: Style, x: int, y: int) -> list[Line]:
    return [Line(text, style, x, y + style.leading * at) for at, text in enumerate(texts)]


def _wrapped(text: str, style: Style, x: int, most: int) -> list[str]:
    """A text in at most so many lines, with "…" where it is longer."""
    found = list(islice(_broken(text, style, x), most + 1))
    if len(found) <= most:
        return found
    cut = found[most - 1]
    while len(list(_broken(f"{cut} …", style, x))) > 1:
        cut = cut.rpartition(" ")[0] or cut[:-1]
    return [*found[: most - 1], f"{cut} …"]


def _broken(text: str, style: Style, x: int) -> Iterator[str]:
    """A text broken at its spaces into lines that fit between x and the margin; a word that is
    longer than a line is broken where the line ends.
    """
    wide, line = font(style).getlength, ""
    left = room = float(WIDTH - MARGIN - x)
    shown = "".join(c for c in normalize("NFC", text) if category(c) != "Cf")
    for word in shown.split():
        width = wide(word)
        if line and wide(" ") + width <= left:
            line, left = f"{line} {word}", left - wide(" ") - width
            continue
        if line:
            yield line
        while wide(word) > room:
            fit = bisect_right(range(2, len(word)), room, key=lambda n: wide(word[:n]))
            yield word[: fit + 1]
            word = word[fit + 1 :]
        line, left = word, room - wide(word)
    if line:
        yield line


@cache
def font(style: Style) -> ImageFont.FreeTypeFont:
    """The font of a style. Its layout is Pillow's own: the other one asks for a library that not
    every machine has, and would break lines elsewhere there.
    """
    path = HERE / "fonts" / f"SourceSans3-{style.face}.otf"
    return ImageFont.truetype(path, style.size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def _png(site: str, card: Card, label: str, tint: str) -> bytes:
    """A card as an indexed PNG; the same card of the same record is drawn once."""
    picture = _ground(site).copy()
    picture.putpalette(bytes(_palette(tint)))
    found = lines(card, label)
    if card.status:
        top = next(line.y for line in found if line.style is LABEL) - 41
        picture.paste(TINT * SHADES + SHADES - 1, (MARGIN, top, MARGIN + 10, FOOT + 10))
        _print(picture, _icon(card.status), (BELOW_LABEL, top), TINT)
    for line in found:
        _write(picture, line)
    picture.save(out := BytesIO(), "PNG", compress_level=4)  # 9: ten times as long, a fifth less
    return out.getvalue()


@cache
def _ground(site: str) -> Image.Image:
    """What every card of a site stands on: white, with the site's name on a dark bar."""
    picture = Image.new("P", (WIDTH, HEIGHT), SOFT * SHADES)
    picture.paste(ON_BAR * SHADES, (0, 0, WIDTH, BAR))
    for line in _lines(_wrapped(site, SITE, MARGIN, 1), SITE, MARGIN, 59):
        _write(picture, line)
    return picture


def _palette(tint: str) -> Iterator[int]:
    """Red, green and blue of each colour: for each ink the shades from its ground to it."""
    for ground, ink in (DARK, WHITE), (WHITE, "#4a5962"), (WHITE, "#18232a"), (WHITE, tint):
        ends = list(zip(ImageColor.getrgb(ground), ImageColor.getrgb(ink), strict=True))
        for shade in range(SHADES):
            yield from (start + (end - start) * shade // (SHADES - 1) for start, end in ends)


@cache
def _icon(label: str) -> Image.Image:
    """How much of each pixel a label's icon covers: tests/test_cards.py draws it of its SVG."""
    return Image.open(HERE / "icons" / f"{label}.png").convert("L")


def _write(picture: Image.Image, line: Line) -> None:
    mask = Image.new("L", (WIDTH, line.style.size * 2))
    at = (line.x, line.style.size * 3 // 2)
    ImageDraw.Draw(mask).text(at, line.text, fill=255, font=font(line.style), anchor="ls")
    _print(picture, mask, (0, line.y - at[1]), line.style.ink)


def _print(picture: Image.Image, mask: Image.Image, at: tuple[int, int], ink: int) -> None:
    """Lays an ink on a picture, where a mask says and as strongly as it says."""
    shades = [round(covered * (SHADES - 1) / 255) for covered in range(256)]
    colours = mask.point([ink * SHADES + shade for shade in shades])
    picture.paste(colours, at, mask.point([255 if shade else 0 for shade in shades]))


EXPORTER = Exporter("cards", files=lambda e, pages: cards(e.dataset, pages) if e.pictures else ())
