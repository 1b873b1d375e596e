"""The words by which somebody asks for exactly one record: "audit 4", "recommendation 4", a title,
a citation.

Search shows the record so named before anything that only mentions it.
"""

import json
import re
import unicodedata
from collections.abc import Iterable

from tracker.publish.page import Page


def plain(words: str) -> str:
    """Words as search compares them: lower case, no accents, no signs, single spaces."""
    flat = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", flat.lower().replace("'", "")))


def names_json(pages: Iterable[Page]) -> str:
    """A JSON object: under `names`, the paths of the pages that each plain name names; under
    `pages`, what search shows beside each path.
    """
    paths: dict[str, list[str]] = {}
    details: dict[str, dict[str, str]] = {}
    for page in pages:
        if page.names:
            details[page.path] = {"title": page.title, **page.facets}
        for name in page.names:
            held = paths.setdefault(plain(name), [])
            if page.path not in held:
                held.append(page.path)
    return (
        json.dumps({"names": paths, "pages": details}, ensure_ascii=False, indent=0, sort_keys=True)
        + "\n"
    )
