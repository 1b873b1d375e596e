"""Paths of pages by their kind, so that no test names a record of `data/`."""

import re
from collections import Counter
from pathlib import Path


def resolve_path(site: Path, path: str) -> str:
    """The path of a page of a site: `kind/*/` is the page of that kind with the most content,
    `kind/year/` that of the newest year, `search/?q=*` a search for the word in most headings.
    """
    if path.endswith("/*/"):
        return fullest_page(site, path.removesuffix("/*/"))
    if path.endswith("/year/"):
        kind = path.removesuffix("year/")
        return kind + max(p.name for p in (site / kind).iterdir() if p.name.isdigit()) + "/"
    return path.replace("?q=*", f"?q={frequent_word(site)}")


def fullest_page(site: Path, kind: str) -> str:
    """The page of a kind with the most content; the kind's index, if the record makes none."""
    pages = [path for path in (site / kind).glob("*/index.html") if not path.parent.name.isdigit()]
    if not pages:
        return f"{kind}/"
    page = max(pages, key=lambda path: (path.stat().st_size, path))
    return page.parent.relative_to(site).as_posix() + "/"


def frequent_word(site: Path) -> str:
    """The word, of five letters or more, that stands in the most headings of pages."""
    counts: Counter[str] = Counter()
    for page in sorted(site.rglob("index.html")):
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", page.read_text("utf-8"), re.DOTALL)
        text = re.sub(r"<[^>]+>", " ", heading[1]) if heading else ""
        counts.update(set(re.findall(r"\b[a-z]{5,}\b", text.lower())))
    return max(sorted(counts), key=lambda word: counts[word])
