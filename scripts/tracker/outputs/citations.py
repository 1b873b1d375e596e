"""The numbered sources of a page: each source once, with its grade for this use, in the order of
first mention.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.load.dataset import Dataset
from tracker.schema.fields import Source
from tracker.schema.records import Development


@dataclass(frozen=True)
class Citation:
    """A source with its number on this page."""

    number: int
    source: Source


@dataclass
class Citations:
    """Gives each source of a page its number as it is first cited.

    `carrying` are the grades that can carry a finding, a promise or a claim.
    """

    carrying: frozenset[str]
    found: dict[tuple[str, str, str | None], Citation] = field(default_factory=dict)

    def cite(self, sources: Iterable[Source]) -> tuple[Citation, ...]:
        """The citations of some sources; a source seen before keeps its number."""
        cited = []
        for source in sources:
            key = (source.url, source.grade, source.at)
            cited.append(self.found.setdefault(key, Citation(len(self.found) + 1, source)))
        return tuple(dict.fromkeys(cited))

    def of(self, *developments: Development) -> tuple[Citation, ...]:
        """The citations of everything that some developments rest on."""
        return self.cite(source for development in developments for source in development.sources)

    def carry(self, *developments: Development) -> tuple[Citation, ...]:
        """The citations of those sources of some developments that can carry a judgement."""
        sources = (source for development in developments for source in development.sources)
        return self.cite(source for source in sources if source.grade in self.carrying)

    def all(self) -> tuple[Citation, ...]:
        """Every source cited so far, by number."""
        return tuple(self.found.values())


def new_citations(dataset: Dataset) -> Citations:
    """An empty list of sources for a page, which knows what each grade can carry."""
    return Citations(dataset.vocabulary.carrying)
