"""The colours of statuses in pictures, which have no style sheet."""

from collections.abc import Mapping

TINTS: Mapping[str, str] = {
    "none": "#55636b",
    "move": "#1d5b96",
    "law": "#5e3f96",
    "done": "#0d5f58",
    "doubt": "#7a4d00",
    "off": "#18232a",
}
"""By the `colour` of a status; each has a contrast of at least 4.5 on white (WCAG 2.2, 1.4.3)."""
