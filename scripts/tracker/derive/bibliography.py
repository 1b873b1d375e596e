"""Every source that the dataset cites, with the records that cite it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from tracker.load.dataset import Dataset
from tracker.schema.fields import Record, Source
from tracker.schema.traversal import normalise_url


@dataclass(frozen=True)
class BibliographyEntry:
    """A source: the grades that it has in its uses, and the records that cite it."""

    source: Source
    grades: tuple[str, ...]
    records: tuple[Record, ...]


def bibliography(
    dataset: Dataset, name_of: Callable[[Source], str]
) -> tuple[tuple[str, tuple[BibliographyEntry, ...]], ...]:
    """The sources of each publisher, publishers and titles in alphabetical order. `name_of` gives
    the name of a source's publisher, under which it stands.

    One address is one source, however often and for whatever use it is cited.
    """
    order = list(dataset.vocabulary.grades)
    uses: dict[str, list[tuple[Source, Record]]] = {}
    for record, _, source in dataset.cited_sources:
        uses.setdefault(normalise_url(source.url), []).append((source, record))
    entries = sorted(
        (_entry(same, order) for same in uses.values()), key=partial(_by_name_and_title, name_of)
    )
    groups = groupby(entries, key=lambda entry: name_of(entry.source))
    return tuple((publisher, tuple(group)) for publisher, group in groups)


def _entry(uses: list[tuple[Source, Record]], order: list[str]) -> BibliographyEntry:
    grades = sorted({source.grade for source, _ in uses}, key=order.index)
    records = {(record.folder, record.id): record for _, record in uses}
    return BibliographyEntry(uses[0][0], tuple(grades), tuple(records.values()))


def _by_name_and_title(
    name_of: Callable[[Source], str], entry: BibliographyEntry
) -> tuple[str, str, str]:
    name = name_of(entry.source)
    return name.casefold(), name, entry.source.title.casefold()
