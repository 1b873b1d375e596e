"""What a change is about: its topics, the audiences whom it concerns and the bodies that act."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.derive.changes import Change
from tracker.derive.indexes import topics_of
from tracker.load.dataset import Dataset
from tracker.schema.fields import Record
from tracker.schema.records import (
    Body,
    Commitment,
    Development,
    Element,
    Implication,
    Measure,
    Recommendation,
)

AudienceIndex = Mapping[tuple[str, str], tuple[str, ...]]
"""The audiences whose points name a record, by its folder and id, in the order of their vocabulary.
"""


@dataclass(frozen=True)
class ChangeSubjects:
    """The topics, the audiences and the bodies of a change, by their ids."""

    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    bodies: tuple[str, ...]


def index_audiences(dataset: Dataset) -> AudienceIndex:
    """The audiences of each recommendation and measure."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for implication in dataset.implications.values():
        starts_with = (implication.starts_with or "").partition(".")[0]
        for measure in filter(None, (starts_with, *implication.measures)):
            found["measures", measure].add(implication.audience)
        for recommendation in implication.recommendations:
            found["recommendations", recommendation].add(implication.audience)
    order = dataset.vocabulary.audiences
    return {key: tuple(id for id in order if id in ids) for key, ids in found.items()}


def subjects_of(dataset: Dataset, change: Change, audiences: AudienceIndex) -> ChangeSubjects:
    """What a change is about."""
    acting = [] if change.about is None else list(_acting(change.about))
    claimant = [change.claimant] if change.claimant else []
    return subjects_of_record(dataset, change.record, audiences, [*acting, *claimant])


def subjects_of_record(
    dataset: Dataset, record: Record, audiences: AudienceIndex, acting: Iterable[str] = ()
) -> ChangeSubjects:
    """What a record is about; `acting` are the bodies beside its own."""
    own = (record.audience,) if isinstance(record, Implication) else ()
    return ChangeSubjects(
        topics=_topics(dataset, record),
        audiences=own or audiences.get((record.folder, record.id), ()),
        bodies=tuple(dict.fromkeys([*_bodies(record), *acting])),
    )


def _topics(dataset: Dataset, record: Record) -> tuple[str, ...]:
    match record:
        case Recommendation() | Measure():
            return record.topics
        case Implication():
            return (record.topic,)
        case Development():
            related = (reference.partition(".")[0] for reference in record.recommendations)
            return tuple(topics_of(dataset, record, tuple(related)))
    return ()


def _bodies(record: Record) -> Iterable[str]:
    """Those that were asked, or whose measure it is."""
    match record:
        case Recommendation():
            yield from record.addressed_to
        case Measure() | Development():
            yield from record.bodies
        case Body():
            yield record.id


def _acting(about: Element | Commitment | str) -> Iterable[str]:
    """Those that promised or answered."""
    if isinstance(about, Commitment):
        yield from about.by
    elif isinstance(about, str):
        yield about
