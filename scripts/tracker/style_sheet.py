"""The style sheet of the site: one file, made of those in `scripts/theme/styles/`."""

import re
from pathlib import Path
from urllib.parse import quote

PARTS = (
    "tokens",
    "base",
    "frame",
    "prose",
    "layout",
    "labels",
    "answer",
    "voices",
    "board",
    "lists",
    "citations",
    "folds",
    "help",
    "tables",
    "filters",
    "duties",
    "pictures",
    "compare",
    "news",
    "files",
    "print",
)
"""The style sheets in the order in which they hold: a later one goes before an earlier one."""


_ICON = re.compile(r'url\("(material/[a-z-]+\.svg)"\)')


def style_sheet(folder: Path, icons: Path) -> str:
    """The text of all style sheets of a folder, one after the other, with the drawings that they
    name of a folder of icons.
    """
    text = "\n".join((folder / f"{part}.css").read_text("utf-8") for part in PARTS)
    return _ICON.sub(lambda name: f'url("{_data_address(icons / name[1])}")', text)


def _data_address(drawing: Path) -> str:
    """The address that holds an SVG file."""
    svg = drawing.read_text("utf-8").strip().replace('"', "'")
    return "data:image/svg+xml," + quote(svg, safe=" '()*,-./:;=@")
