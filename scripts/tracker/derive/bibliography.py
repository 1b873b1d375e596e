"""Every source that the dataset cites, with the records that cite it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from tracker.derive.editions import Use, editions
from tracker.load.dataset import Dataset
from tracker.schema.fields import Record, Source


@dataclass(frozen=True)
class BibliographyEntry:
    """An edition of a source: its uses, the grades that it has in them, and the records that cite
    it.
    """

    sources: tuple[Source, ...]
    grades: tuple[str, ...]
    records: tuple[Record, ...]

    @property
    def source(self) -> Source:
        """The first use of it."""
        return self.sources[0]


def bibliography(
    dataset: Dataset, name_of: Callable[[Source], str]
) -> tuple[tuple[str, tuple[BibliographyEntry, ...]], ...]:
    """The sources of each publisher, publishers and titles in alphabetical order. `name_of` gives
    the name of a source's publisher, under which it stands.

    One edition at an address is one source, however often and for whatever use it is cited. The
    editions of one title stand oldest first.
    """
    order = list(dataset.vocabulary.grades)
    entries = sorted(
        (_entry(uses, order) for uses in editions(dataset)),
        key=partial(_by_name_and_title, name_of),
    )
    groups = groupby(entries, key=lambda entry: name_of(entry.source))
    return tuple((publisher, tuple(group)) for publisher, group in groups)


def _entry(uses: tuple[Use, ...], order: list[str]) -> BibliographyEntry:
    grades = sorted({source.grade for _, _, source in uses}, key=order.index)
    records = {(record.folder, record.id): record for record, _, _ in uses}
    return BibliographyEntry(tuple(s for _, _, s in uses), tuple(grades), tuple(records.values()))


def _by_name_and_title(
    name_of: Callable[[Source], str], entry: BibliographyEntry
) -> tuple[str, str, str, date]:
    source, name = entry.source, name_of(entry.source)
    published = source.published.earliest if source.published else date.min
    return name.casefold(), name, source.title.casefold(), published
