"""The colours of pictures, which have no style sheet: those of the light scheme in `tokens.css`."""

from collections.abc import Mapping

HEAD, INK, SOFT, EDGE = "#10313b", "#15212a", "#485762", "#72818b"
"""The bar at the head, text, text of less weight, and the edge of a frame."""

TINTS: Mapping[str, str] = {
    "delivered": "#083f39",
    "partly-delivered": "#16665b",
    "passed": "#53349c",
    "under-way": "#124a7d",
    "planned": "#17578f",
    "claimed": "#7a4a00",
    "stalled": "#7a4a00",
    "not-taken-forward": "#15212a",
    "none": "#485762",
    "not-looked": "#485762",
}
"""By the `colour` of a status, as on white in the style sheet; each has a contrast of at least
4.5 there (WCAG 2.2, 1.4.3).
"""
