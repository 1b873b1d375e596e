"""The words by which somebody asks for exactly one record: "audit 4", "recommendation 4", a title,
a citation, a word of the glossary; and, for suggestions, the words inside those names.

Search shows the record so named before anything that only mentions it. The names are sorted and cut
into files of equal length, so that a reader fetches one or two of them, however many there are.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tracker.outputs.context import BuildContext, Exporter, File, Page
from tracker.schema.records import Development
from tracker.schema.vocabularies import GlossaryEntry

NAMES_PER_FILE = 150
"""How many names stand in one file."""
MAX_PAGES_PER_NAME = 10
"""How many pages one name may name, or suggest."""
STOP_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of"}
    | {"on", "or", "that", "the", "to", "under", "was", "with"}
)
"""Words that nobody asks with, and that begin no suggestion."""
MIN_MISSPELT_LENGTH = 5
"""Words shorter than this are never thought to be misspelt."""

PathsByName = dict[str, dict[str, None]]
"""The paths of each name, each once, in the order in which they came."""


def normalise_words(words: str) -> str:
    """Words as search compares them: lower case, no accents, no signs, single spaces."""
    flat = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", flat.lower().replace("'", "")))


def search_name_files(
    pages: Iterable[Page], glossary: Mapping[str, GlossaryEntry]
) -> Iterator[tuple[str, str]]:
    """The files of names, by path.

    `search/names.json` holds the first name of each file, in order. `search/names/<n>.json` holds,
    under `names`, the paths of the pages that a plain name names; under `within`, those of the
    pages whose names go on like that from a later word; under `pages`, what search shows of each.
    """
    paths_by_name, details = _paths_by_name(pages, glossary)
    within: PathsByName = {}
    for name, paths in paths_by_name.items():
        for tail in _tails(name):
            _add_paths(within, tail, *paths)
    keys = sorted({*paths_by_name, *within})
    files = [keys[at : at + NAMES_PER_FILE] for at in range(0, len(keys), NAMES_PER_FILE)]
    yield "search/names.json", _json([names[0] for names in files])
    for number, names in enumerate(files):
        exact = {
            key: list(paths_by_name[key])[:MAX_PAGES_PER_NAME]
            for key in names
            if key in paths_by_name
        }
        partial = {
            key: sorted(within[key], key=_is_an_event)[:MAX_PAGES_PER_NAME]
            for key in names
            if key in within
        }
        paths_shown = {
            path for group in (exact, partial) for paths in group.values() for path in paths
        }
        pages_shown = {path: details[path] for path in sorted(paths_shown) if path in details}
        content = {"names": exact, "within": partial, "pages": pages_shown}
        yield f"search/names/{number}.json", _json(content)


def word_counts_json(pages: Iterable[Page]) -> str:
    """How often each long word stands in the titles, names and descriptions of pages, as JSON: what
    a misspelt word is compared with.
    """
    count: Counter[str] = Counter()
    for page in pages:
        words = normalise_words(" ".join((page.title, page.description, *page.names)))
        count.update(word for word in words.split() if len(word) >= MIN_MISSPELT_LENGTH)
    return _json(dict(sorted(count.items())))


def _paths_by_name(
    pages: Iterable[Page], glossary: Mapping[str, GlossaryEntry]
) -> tuple[PathsByName, dict[str, dict[str, str]]]:
    """The paths of each plain name, and what search shows of each path. A word of the glossary
    names the pages that its entry leads to, then the entry itself.
    """
    paths: PathsByName = {}
    details: dict[str, dict[str, str]] = {}
    for page in pages:
        if page.names:
            details[page.path] = {"title": page.title, **page.facets}
        for name in page.names:
            _add_paths(paths, normalise_words(name), page.path)
    for id, entry in glossary.items():
        own = f"glossary/#{id}"
        title = f"{entry.label} ({entry.short})" if entry.short else entry.label
        details[own] = {"title": title, "kind": "Glossary"}
        for name in filter(None, (entry.label, entry.short, *entry.words)):
            _add_paths(paths, normalise_words(name), *(f"{page}/" for page in entry.see), own)
    return paths, details


def _is_an_event(path: str) -> bool:
    """Events are many, and suggested after what they are about."""
    return path.startswith(f"{Development.folder}/")


def _tails(name: str) -> Iterator[str]:
    """A name from each of its later words on that somebody may begin with."""
    words = name.split()
    for start in range(1, len(words)):
        if words[start] not in STOP_WORDS:
            yield " ".join(words[start : start + 4])


def _add_paths(by_name: PathsByName, name: str, *paths: str) -> None:
    by_name.setdefault(name, {}).update(dict.fromkeys(paths))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=0) + "\n"


def files(context: BuildContext, pages: Sequence[Page]) -> Iterator[File]:
    """The files of names, and that of words."""
    yield from search_name_files(pages, context.dataset.vocabulary.glossary)
    yield "search/words.json", word_counts_json(pages)


EXPORTER = Exporter("names", files=files)
