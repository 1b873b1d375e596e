"""The icons of a finished page: one that it has often is drawn once."""

import re
from collections import Counter
from functools import cache
from importlib.resources import files

_ICON = '<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>'
_NAME = re.compile(re.escape(_ICON).replace(r"\{\}", "([a-z-]+)"))
_ALONE = '<svg class="icon" aria-hidden="true" viewBox="0 0 20 20">{}</svg>'
_SYMBOL = '<symbol id="icon-{}" viewBox="0 0 20 20">{}</symbol>'
_DRAWINGS = '<svg class="drawings" aria-hidden="true" width="0" height="0">{}</svg>\n'


def with_icons(html: str) -> str:
    """The HTML of a page with the drawings of its icons. One that the page has no more than twice
    is drawn where it stands, another at the end, where no script takes it away.
    """
    counts = Counter(_NAME.findall(html))
    for id, count in counts.items():
        if count <= 2:
            html = html.replace(_ICON.format(id), _ALONE.format(_drawing(id)))
    symbols = [_SYMBOL.format(id, _drawing(id)) for id, count in counts.items() if count > 2]
    return html + _DRAWINGS.format("".join(symbols)) if symbols else html


@cache
def _drawing(id: str) -> str:
    """The content of the icon of a label, as SVG."""
    folder = files("tracker.render") / "templates" / "icons"
    return (folder / f"{id}.svg").read_text("utf-8").strip()
