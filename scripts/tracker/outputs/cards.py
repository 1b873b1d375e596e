"""The pictures that shared links show (Open Graph): the texts of a page's `Card` as an indexed PNG,
because the sites that show such pictures take no SVG. Lines are broken by their measured width.
"""

import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import islice, starmap
from pathlib import Path
from typing import NamedTuple
from unicodedata import category, normalize

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from tracker.load.dataset import Dataset
from tracker.outputs import palette
from tracker.outputs.context import BuildContext, Card, Exporter, Page, Route
from tracker.text.phrases import plain_text, searched_pieces

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
BAR, FOOT, GAP = 92, 572, 24
"""The height of the bar with the site's name, the baseline of the last line, and the space between
the title and the foot.
"""
FOOT_X, STATUS_X = 98, 166
"""Where the lines of the foot begin, and the status, to the right of its icon."""
STATUS_LINES = 2
"""How many lines the label has at most."""
HERE = Path(__file__).parent
WHITE, SHADES = "#fff", 4
"""The ground below the bar, and how many colours lead from it to an ink: of four inks sixteen, so
that two pixels take one byte, and a picture half the time.
"""
PNG_SIGNATURE, INDEXED, UP = b"\x89PNG\r\n\x1a\n", 3, 2
"""How a PNG begins, and its numbers of pictures of indexed colours, and of rows that are written as
what differs from the one above.
"""
ON_BAR, SOFT, STRONG, TINT = range(4)
"""The inks: one on the dark bar, and three on white, of which the last is that of the status."""


class Style(NamedTuple):
    """How a line is set: its typeface, its size, the distance to the next baseline, its ink."""

    face: str
    size: int
    leading: int
    ink: int


SITE = Style("Bold", 34, 40, ON_BAR)
KICKER = Style("Regular", 32, 40, SOFT)
TITLES = Style("Bold", 60, 68, STRONG), Style("Bold", 48, 54, STRONG)
STATUS = Style("Bold", 44, 52, TINT)
SHARE = Style("Regular", 32, 42, STRONG)
SUMMARY = Style("Regular", 36, 46, STRONG)


class TextLine(NamedTuple):
    """A line of a card: its text, its style, and where its baseline begins."""

    text: str
    style: Style
    x: int
    y: int


def card_png(dataset: Dataset, card: Card) -> bytes:
    """A card as a PNG of 1200 by 630 pixels."""
    status = dataset.vocabulary.statuses[card.status] if card.status else None
    if not status:
        return _png(dataset.site.name, card, "", WHITE)
    label = _fitting(card.label or status.label, card.short_label)
    return _png(dataset.site.name, card, label, palette.TINTS[status.colour])


def _fitting(label: str, short_label: str) -> str:
    """The label of a card's status, or the short one where that does not fit: a part of what is
    said of several nations would be untrue.
    """
    lines = list(islice(_break_lines(label, STATUS, STATUS_X), STATUS_LINES + 1))
    return label if len(lines) <= STATUS_LINES or not short_label else short_label


def card_lines(card: Card, label: str) -> tuple[TextLine, ...]:
    """The lines of a card; `label` is that of its status. The status, its share and the date stand
    at the foot, or the date alone; the title takes what is left above them, and is set smaller
    before it is cut.
    """
    kicker = _place(_wrap(card.kicker, KICKER, MARGIN, 2), KICKER, MARGIN, 160)
    foot = _foot_lines(card, label) if label else []
    title = _title_lines(card.title, kicker[-1].y, foot[0].y - STATUS.size if foot else 424)
    if foot:
        return (*kicker, *title, *foot)
    searched = _place([_searched(card)] if card.evidence_to else [], SHARE, MARGIN, FOOT)
    top = title[-1].y + 92
    limit = (FOOT + 10 - (SUMMARY.leading + GAP if searched else 0) - top) // SUMMARY.leading + 1
    summary = _wrap(card.summary, SUMMARY, MARGIN, limit)
    return (*kicker, *title, *_place(summary, SUMMARY, MARGIN, top), *searched)


def _title_lines(text: str, start: int, end: int) -> list[TextLine]:
    """A title between two heights, in the larger style if all of it fits."""
    for style in TITLES:
        first = start + 12 + style.size
        limit = max(1, (end - GAP - style.size // 4 - first) // style.leading + 1)
        if len(list(islice(_break_lines(text, style, MARGIN), limit + 1))) <= limit:
            break
    return _place(_wrap(text, style, MARGIN, limit), style, MARGIN, first)


def _foot_lines(card: Card, label: str) -> list[TextLine]:
    """The status, its share and the date to which evidence was searched. The date is never cut: it
    follows the share if both fit on one line, else it has a line of its own. Neither is there while
    nobody has looked.
    """
    share, searched = f"{card.share}." if card.share else "", _searched(card)
    texts = list(_break_lines(f"{share} {searched}", SHARE, FOOT_X))
    if len(texts) > 1:
        texts = list(filter(None, [*_wrap(share, SHARE, FOOT_X, 3), searched]))
    first = FOOT - SHARE.leading * (len(texts) - 1)
    status = _wrap(label, STATUS, STATUS_X, STATUS_LINES)
    top = first - 61 - STATUS.leading * (len(status) - 1)
    return [*_place(status, STATUS, STATUS_X, top), *_place(texts, SHARE, FOOT_X, first)]


def _searched(card: Card) -> str:
    """How far the evidence was searched, as a sentence; empty where nobody has."""
    to = card.evidence_to
    return f"{plain_text(searched_pieces(to, begins=True))}." if to else ""


def _place(texts: list[str], style: Style, x: int, y: int) -> list[TextLine]:
    """Texts as lines below each other, the first at (x, y)."""
    return [TextLine(text, style, x, y + style.leading * index) for index, text in enumerate(texts)]


def _wrap(text: str, style: Style, x: int, limit: int) -> list[str]:
    """A text in at most `limit` lines; one that is longer ends with "…"."""
    lines = list(islice(_break_lines(text, style, x), limit + 1))
    if len(lines) <= limit:
        return lines
    last = lines[limit - 1]
    while len(list(_break_lines(f"{last} …", style, x))) > 1:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*lines[: limit - 1], f"{last} …"]


def _break_lines(text: str, style: Style, x: int) -> Iterator[str]:
    """A text broken at its spaces into lines that fit between x and the right margin; a word that
    is longer than a line is broken where the line ends.
    """
    width_of, line = partial(_width, style), ""
    space_left = line_width = float(WIDTH - MARGIN - x)
    printable = "".join(c for c in normalize("NFC", text) if category(c) != "Cf")
    for word in printable.split():
        width = width_of(word)
        if line and width_of(" ") + width <= space_left:
            line, space_left = f"{line} {word}", space_left - width_of(" ") - width
            continue
        if line:
            yield line
        while width_of(word) > line_width:
            fit = bisect_right(range(2, len(word)), line_width, key=lambda n: width_of(word[:n]))
            yield word[: fit + 1]
            word = word[fit + 1 :]
        line, space_left = word, line_width - width_of(word)
    if line:
        yield line


@lru_cache(maxsize=4096)  # of words, and most stand on many cards
def _width(style: Style, text: str) -> float:
    return font(style).getlength(text)


@cache
def font(style: Style) -> ImageFont.FreeTypeFont:
    """The font of a style. Its layout is Pillow's own: the other needs a library that not every
    machine has, and would break lines at other places.
    """
    path = HERE / "fonts" / f"SourceSans3-{style.face}.otf"
    return ImageFont.truetype(path, style.size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def _png(site: str, card: Card, label: str, tint: str) -> bytes:
    """A card as an indexed PNG. `label` and `tint` are those of its status. The same card is drawn
    once, however often a preview builds the site.
    """
    image = _background(site).copy()
    lines = card_lines(card, label)
    if card.status:
        top = next(line.y for line in lines if line.style is STATUS) - 41
        image.paste(TINT * SHADES + SHADES - 1, (MARGIN, top, MARGIN + 10, FOOT + 10))
        image.paste(_icon(card.status), (FOOT_X, top))
    for line in lines:
        _draw_line(image, line)
    return _encoded(image, _palette(tint))


def _encoded(image: Image.Image, colours: bytes) -> bytes:
    """An image of 16 colours as a PNG (https://www.w3.org/TR/png-3/). Each row is written as what
    differs from the one above, which in a picture of text is little.
    """
    size = WIDTH // 2, HEIGHT
    rows, above = Image.frombytes("L", size, image.tobytes("raw", "P;4")), Image.new("L", size)
    above.paste(rows, (0, 1))
    filtered = Image.new("L", (WIDTH // 2 + 1, HEIGHT), UP)
    filtered.paste(ImageChops.subtract_modulo(rows, above), (1, 0))
    deflate = zlib.compressobj(strategy=zlib.Z_RLE)
    content = deflate.compress(filtered.tobytes()) + deflate.flush()
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, INDEXED, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", content), (b"IEND", b""))
    return PNG_SIGNATURE + b"".join(starmap(_chunk, chunks))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def _background(site: str) -> Image.Image:
    """What is the same on every card of a site: white, with the site's name on a dark bar."""
    image = Image.new("P", (WIDTH, HEIGHT), SOFT * SHADES)
    image.paste(ON_BAR * SHADES, (0, 0, WIDTH, BAR))
    for line in _place(_wrap(site, SITE, MARGIN, 1), SITE, MARGIN, 59):
        _draw_line(image, line)
    return image


@cache
def _palette(tint: str) -> bytes:
    """Red, green and blue of each colour: for each ink the shades from its background to it."""
    colours = bytearray()
    inks = (WHITE, palette.SOFT, palette.INK, tint)
    for background, ink in zip((palette.HEAD, WHITE, WHITE, WHITE), inks, strict=True):
        ends = list(zip(ImageColor.getrgb(background), ImageColor.getrgb(ink), strict=True))
        for shade in range(SHADES):
            colours += bytes(a + (b - a) * shade // (SHADES - 1) for a, b in ends)
    return bytes(colours)


@cache
def _icon(status: str) -> Image.Image:
    """The icon of a status. The files, which say how much of each pixel it covers, are drawn from
    the SVG icons by tests/test_cards.py.
    """
    return _inked(Image.open(HERE / "icons" / f"{status}.png").convert("L"), TINT)


def _draw_line(image: Image.Image, line: TextLine) -> None:
    """Draws the words of a line, as far from each other as where it was broken."""
    x, space = float(line.x), _width(line.style, " ")
    for word in line.text.split(" "):
        left, above, picture = _word_picture(line.style, word)
        image.paste(picture, (round(x) + left, line.y + above))
        x += _width(line.style, word) + space


@lru_cache(maxsize=1024)
def _word_picture(style: Style, word: str) -> tuple[int, int, Image.Image]:
    """A word as it is drawn, for most stand on many cards: how far left and above of the place on
    its baseline it begins, and its colours.
    """
    left, above, right, below = map(int, font(style).getbbox(word, anchor="ls"))
    mask = Image.new("L", (max(right - left, 1), max(below - above, 1)))
    ImageDraw.Draw(mask).text((-left, -above), word, fill=255, font=font(style), anchor="ls")
    return left, above, _inked(mask, style.ink)


def _inked(mask: Image.Image, ink: int) -> Image.Image:
    """The colours of an ink that covers as much of each pixel as a mask says."""
    return mask.point(_shades(ink)).convert("P")


@cache
def _shades(ink: int) -> Sequence[int]:
    """The colour of a pixel by how much of it an ink covers: in the shade that is nearest, and that
    of the ground where there is none.
    """
    shades = (round(covered * (SHADES - 1) / 255) for covered in range(256))
    ground = ink if ink == ON_BAR else SOFT
    return [(ink if shade else ground) * SHADES + shade for shade in shades]


def routes(context: BuildContext, pages: Sequence[Page]) -> Iterator[Route]:
    """The card of each page that has one, unless this build draws no pictures."""
    for page in pages if context.pictures else ():
        if page.card:
            yield Route(f"{page.path}card.png", partial(_make_card, context.dataset, page.card))


def _make_card(dataset: Dataset, card: Callable[[], Card]) -> bytes:
    return card_png(dataset, card())


EXPORTER = Exporter("cards", routes=routes)
