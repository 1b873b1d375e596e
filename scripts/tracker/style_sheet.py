"""The style sheet of the site: one file, made of those in `scripts/theme/styles/`."""

from pathlib import Path

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


def style_sheet(folder: Path) -> str:
    """The text of all style sheets of a folder, one after the other."""
    return "\n".join((folder / f"{part}.css").read_text("utf-8") for part in PARTS)
