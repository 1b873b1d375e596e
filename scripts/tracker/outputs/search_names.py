"""The names by which readers search for exactly one page: "audit 4", "recommendation 4", a title, a
citation, a term of the glossary; and, for suggestions, the later words of those names.

Search shows the pages of a name before those that only mention it. The names are sorted and divided
into files of equal length, so that a browser fetches one or two of them, however many there are.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any

from tracker.outputs.context import BuildContext, Exporter, Page, Route
from tracker.schema.normal_text import normal_text
from tracker.schema.records import Development
from tracker.schema.vocabularies import GlossaryEntry

NAMES_PER_FILE = 150
"""How many names a file has."""
MAX_PAGES_PER_NAME = 10
"""How many pages a name leads to at most."""
STOP_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of"}
    | {"on", "or", "that", "the", "to", "under", "was", "with"}
)
"""Words that no suggestion begins with."""
MIN_MISSPELT_LENGTH = 5
"""The shortest words that are corrected."""
MAX_SUFFIX_WORDS = 4
"""How many words of a name a suggestion is compared with."""

PathsByName = dict[str, dict[str, None]]
"""The paths of the pages of each name, each once, in the order of the pages."""


def normalise_words(words: str) -> str:
    """Words as search compares them, as `plain` in `docs/assets/names.js` does: in their normal
    form, lower case, no accents, no signs, single spaces.
    """
    letters = unicodedata.normalize("NFKD", normal_text(words))
    ascii_words = letters.encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", ascii_words.lower().replace("'", "")))


def search_name_files(
    pages: Iterable[Page], glossary: Mapping[str, GlossaryEntry]
) -> Iterator[tuple[str, Any]]:
    """The files of names: the path of each and its content, which is written as JSON.

    `search/names.json` has the first name of each file, in order. `search/names/<n>.json` has,
    under `names`, the paths of the pages of each normalised name; under `within`, those of the
    pages with a name that continues like that from a later word; under `pages`, what search shows
    of each page.
    """
    by_name, details = _paths_by_name(pages, glossary)
    by_suffix: PathsByName = {}
    for name, paths in by_name.items():
        for suffix in _suffixes(name):
            _add_paths(by_suffix, suffix, *paths)
    keys = sorted({*by_name, *by_suffix})
    keys_by_file = [keys[at : at + NAMES_PER_FILE] for at in range(0, len(keys), NAMES_PER_FILE)]
    yield "search/names.json", [keys_of_file[0] for keys_of_file in keys_by_file]
    for number, keys_of_file in enumerate(keys_by_file):
        names = {key: _first_paths(by_name[key]) for key in keys_of_file if key in by_name}
        within = {
            key: _first_paths(sorted(by_suffix[key], key=_is_development))
            for key in keys_of_file
            if key in by_suffix
        }
        listed = sorted({*chain(*names.values(), *within.values())})
        page_details = {path: details[path] for path in listed if path in details}
        content = {"names": names, "within": within, "pages": page_details}
        yield f"search/names/{number}.json", content


def _first_paths(paths: Iterable[str]) -> list[str]:
    return list(islice(paths, MAX_PAGES_PER_NAME))


def word_counts_json(pages: Iterable[Page]) -> str:
    """How often each long word occurs in the titles, names and descriptions of pages, as JSON: what
    misspelt words are compared with.
    """
    counts: Counter[str] = Counter()
    for page in pages:
        words = normalise_words(" ".join((page.title, page.description, *page.names)))
        counts.update(word for word in words.split() if len(word) >= MIN_MISSPELT_LENGTH)
    return _json(dict(sorted(counts.items())))


def _paths_by_name(
    pages: Iterable[Page], glossary: Mapping[str, GlossaryEntry]
) -> tuple[PathsByName, dict[str, dict[str, str]]]:
    """The paths of each normalised name, and what search shows of each path. A term of the glossary
    has the pages that its entry links to, then the entry itself.
    """
    paths: PathsByName = {}
    details: dict[str, dict[str, str]] = {}
    for page in pages:
        if page.names:
            details[page.path] = {"title": page.title, **page.facets}
        for name in page.names:
            _add_paths(paths, normalise_words(name), page.path)
    for id, entry in glossary.items():
        entry_path = f"glossary/#{id}"
        title = f"{entry.label} ({entry.short})" if entry.short else entry.label
        details[entry_path] = {"title": title, "kind": "Glossary", "excerpt": entry.description}
        linked = [f"{page}/" for page in entry.see]
        for name in filter(None, (entry.label, entry.short, *entry.words)):
            _add_paths(paths, normalise_words(name), *linked, entry_path)
    return paths, details


def _is_development(path: str) -> bool:
    """Whether a path is that of a development: they are many, and are suggested last."""
    return path.startswith(f"{Development.folder}/")


def _suffixes(name: str) -> Iterator[str]:
    """The words of a name from each later word on that is no stop word, the first few of them."""
    words = name.split()
    for start in range(1, len(words)):
        if words[start] not in STOP_WORDS:
            yield " ".join(words[start : start + MAX_SUFFIX_WORDS])


def _add_paths(by_name: PathsByName, name: str, *paths: str) -> None:
    by_name.setdefault(name, {}).update(dict.fromkeys(paths))


def _json(value: Any) -> str:
    """JSON with each value on a line, so that a change of one changes one line of the file."""
    return json.dumps(value, ensure_ascii=False, separators=(",\n", ":")) + "\n"


def routes(context: BuildContext, pages: Sequence[Page]) -> Iterator[Route]:
    """The files of names, and that of word counts."""
    for path, content in search_name_files(pages, context.dataset.vocabulary.glossary):
        yield Route(path, partial(_json, content))
    yield Route("search/words.json", partial(word_counts_json, pages))


EXPORTER = Exporter("names", routes=routes)
