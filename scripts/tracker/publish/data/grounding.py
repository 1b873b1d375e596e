"""What records rest on, and what is open or was wrong in them, as published items."""

from collections.abc import Iterable
from typing import Any

from tracker.publish.data import grounds
from tracker.record.dates import PartialDate
from tracker.record.fields import OpenQuestion, Record, Search, Source
from tracker.record.recommendation import Recommendation


def date_text(date: PartialDate | None) -> str | None:
    """A date as it is published."""
    return date.text if date else None


def date_bounds(date: PartialDate | None, name: str = "date") -> dict[str, Any]:
    """A date with the earliest and the latest day that it can mean, under a name."""
    return {
        name: date_text(date),
        f"{name}_first": date.first.isoformat() if date else None,
        f"{name}_last": date.last.isoformat() if date else None,
    }


def sources(record: Record, found: Iterable[Source], first: int = 1) -> tuple[grounds.Source, ...]:
    """The sources of a record, numbered from `first`."""
    return tuple(
        grounds.Source(
            id=f"{record.folder}/{record.id}/{number}",
            title=source.title,
            publisher=source.publisher,
            url=str(source.url),
            published=date_text(source.published),
            at=source.at,
            grade=source.grade,
            copy_of=source.copy_of,
            archived=source.archived,
            seen=source.seen,
            seen_on=source.seen_on.text,
            **{record.one: record.id},
        )
        for number, source in enumerate(found, start=first)
    )


def searches(relation: str, owner: str, found: Iterable[Search]) -> tuple[grounds.Search, ...]:
    """The looks of a finding, a response or a stage, which `relation` says."""
    return tuple(
        grounds.Search(
            id=f"{relation}/{owner}/{number}",
            looked_in=search.where,
            looked_for=search.words,
            looked_to=search.to.text,
            **{relation: owner},
        )
        for number, search in enumerate(found, start=1)
    )


def corrections(record: Record) -> tuple[grounds.Correction, ...]:
    """What was wrong in a record."""
    return tuple(
        grounds.Correction(
            id=f"{record.folder}/{record.id}/{number}",
            date=correction.date.text,
            note=correction.note,
            record_kind=record.folder,
            record=record.id,
        )
        for number, correction in enumerate(record.corrections, start=1)
    )


def questions(record: Record, found: Iterable[OpenQuestion]) -> tuple[grounds.OpenQuestion, ...]:
    """The open questions of a recommendation or a measure."""
    return tuple(
        grounds.OpenQuestion(
            id=f"{record.folder}/{record.id}/{number}",
            question=open.question,
            looked_to=open.looked_to.text,
            **{record.one: record.id},
        )
        for number, open in enumerate(found, start=1)
    )


def reviews(record: Recommendation) -> tuple[grounds.Review, ...]:
    """Every look at a recommendation."""
    return tuple(
        grounds.Review(
            id=f"{record.id}.{number}",
            recommendation=record.id,
            date=review.date.text,
            evidence_to=review.evidence_to.text,
            seen=review.seen,
            note=review.note,
        )
        for number, review in enumerate(record.reviews, start=1)
    )
