"""Whether the sources that something rests on were withdrawn by their publishers. A source that was
replaced, or whose address is gone, still shows what it said on its day.
"""

from collections.abc import Iterable

from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import Source
from tracker.schema.records import Finding


def is_withdrawn(source: Source) -> bool:
    """Whether its publisher took a source back."""
    return source.ended is not None and source.ended.how == "withdrawn"


def withdrawn_on(dataset: Dataset, sources: Iterable[Source]) -> PartialDate | None:
    """The day by which the last of the sources that carry a thing was withdrawn; None while one of
    them stands. Where no source has a grade that carries, all of them do.
    """
    cited = tuple(sources)
    carrying = dataset.vocabulary.carrying
    carriers = [source for source in cited if source.grade in carrying] or cited
    days = [source.ended.date for source in carriers if source.ended and is_withdrawn(source)]
    if not carriers or len(days) < len(carriers):
        return None
    return max(days, key=chronological)


def finding_withdrawn_on(dataset: Dataset, finding: Finding) -> PartialDate | None:
    """The day by which all evidence that carries a finding was withdrawn, if it was."""
    return _developments_withdrawn_on(dataset, finding.evidence)


def development_withdrawn_on(dataset: Dataset, id: str) -> PartialDate | None:
    """The day by which the sources that carry a development were withdrawn, if they were."""
    return _developments_withdrawn_on(dataset, [id])


def _developments_withdrawn_on(dataset: Dataset, ids: Iterable[str]) -> PartialDate | None:
    """The same of the sources of some developments; one that is not there on the day of the dataset
    has none.
    """
    developments = (dataset.developments[id] for id in ids if id in dataset.developments)
    return withdrawn_on(dataset, (s for development in developments for s in development.sources))
