"""The numbered sources of a page: each once for its grade and the place in it, in the order of
first mention. They are numbered before the page is rendered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.fields import Source
from tracker.schema.records import Development

SourceKey = tuple[str, PartialDate | None, str, str | None]
"""What makes two mentions of a source one citation: its address, the date of its edition, its grade
and the place in it.
"""


class NotNumberedError(LookupError):
    """A template cites a source that is not among the numbered sources of its page."""


@dataclass(frozen=True)
class Citation:
    """A source with its number on a page."""

    number: int
    source: Source


@dataclass(frozen=True)
class Citations:
    """The citations of a page. `carrying` are the grades that can carry a finding, a commitment or
    a claim.
    """

    carrying: frozenset[str]
    numbered: Mapping[SourceKey, Citation]

    def cite(self, sources: Iterable[Source]) -> tuple[Citation, ...]:
        """The citations of some sources, each once. Raises NotNumberedError for a source without a
        number.
        """
        return tuple(dict.fromkeys(self._citation(source) for source in sources))

    def of(self, *developments: Development) -> tuple[Citation, ...]:
        """The citations of all sources of some developments."""
        return self.cite(sources_of(developments))

    def carry(self, *developments: Development) -> tuple[Citation, ...]:
        """The citations of the sources of some developments whose grade can carry a finding."""
        return self.cite(carrying_sources(self.carrying, developments))

    def all(self) -> tuple[Citation, ...]:
        """Every source of the page, by number."""
        return tuple(self.numbered.values())

    def _citation(self, source: Source) -> Citation:
        citation = self.numbered.get(_source_key(source))
        if citation is None:
            raise NotNumberedError(f"the source '{source.url}' has no number on this page")
        return citation


def _source_key(source: Source) -> SourceKey:
    return source.url, source.published, source.grade, source.at


def number_sources(dataset: Dataset, sources: Iterable[Source]) -> Citations:
    """The sources of a page, numbered from 1. `sources` are in the order in which it mentions
    them; one that is mentioned again keeps its number.
    """
    numbered: dict[SourceKey, Citation] = {}
    for source in sources:
        numbered.setdefault(_source_key(source), Citation(len(numbered) + 1, source))
    return Citations(dataset.vocabulary.carrying, numbered)


def sources_of(developments: Iterable[Development]) -> Iterator[Source]:
    """All sources of some developments."""
    return (source for development in developments for source in development.sources)


def carrying_sources(
    carrying: frozenset[str], developments: Iterable[Development]
) -> Iterator[Source]:
    """The sources of some developments whose grade can carry a finding."""
    return (source for source in sources_of(developments) if source.grade in carrying)
