"""The words by which somebody asks for exactly one record: "audit 4", "recommendation 4", a title,
a citation, a word of the glossary.

Search shows the record so named before anything that only mentions it.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping

from tracker.publish.page import Page
from tracker.record.vocabulary import Entry


def plain(words: str) -> str:
    """Words as search compares them: lower case, no accents, no signs, single spaces."""
    flat = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", flat.lower().replace("'", "")))


def names_json(pages: Iterable[Page], glossary: Mapping[str, Entry]) -> str:
    """A JSON object: under `names`, the paths of the pages that each plain name names; under
    `pages`, what search shows beside each path.

    A word of the glossary names the pages that its entry leads to, then the entry itself.
    """
    paths: dict[str, list[str]] = {}
    details = {page.path: {"title": page.title, **page.facets} for page in pages if page.names}
    for page in pages:
        for name in page.names:
            _add(paths, name, page.path)
    for id, entry in glossary.items():
        own = f"glossary/#{id}"
        title = f"{entry.label} ({entry.short})" if entry.short else entry.label
        details[own] = {"title": title, "kind": "Glossary"}
        for name in filter(None, (entry.label, entry.short, *entry.words)):
            for path in (*(f"{page}/" for page in entry.see), own):
                _add(paths, name, path)
    return (
        json.dumps({"names": paths, "pages": details}, ensure_ascii=False, indent=0, sort_keys=True)
        + "\n"
    )


def _add(paths: dict[str, list[str]], name: str, path: str) -> None:
    held = paths.setdefault(plain(name), [])
    if path not in held:
        held.append(path)
