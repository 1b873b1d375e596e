"""The cards that shared links show: a drawing of a page's own words, made a picture, as the sites
that show such cards take no SVG. The only importer of resvg.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from textwrap import wrap

from font_source_sans_pro import font_files_ttf
from resvg_py import svg_to_bytes

from tracker.publish.edition import Output
from tracker.publish.page import Card, Page
from tracker.record.tracker import Tracker
from tracker.render.engine import environment

IN_A_TITLE, IN_A_LINE = 40, 66
"""How many characters of the card's font fit on a line."""

_FONTS = [font_files_ttf["SourceSansPro"], font_files_ttf["SourceSansProBold"]]


def cards(tracker: Tracker, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """The card of each page that has one, as a PNG of 1200 by 630, by its path."""
    for page in pages:
        if page.card:
            yield f"{page.path}card.png", _png(drawn(tracker, page.card))


def drawn(tracker: Tracker, card: Card) -> str:
    """A card as SVG."""
    values = {
        "card": card,
        "site": tracker.site.name,
        "labels": tracker.vocabulary.labels,
        "title": wrap(card.title, IN_A_TITLE, max_lines=3, placeholder=" …"),
        "below": wrap(card.below, IN_A_LINE, max_lines=3, placeholder=" …"),
    }
    return environment().get_template("card.svg").render(values)


@cache
def _png(svg: str) -> bytes:
    return svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=_FONTS)


OUTPUT = Output("cards", files=lambda edition, pages: cards(edition.tracker, pages))
