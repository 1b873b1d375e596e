"""How well a record stands: how many of its statements rest on a source, and on which; how its
sources were seen and kept; and when it was last looked at.

It is worked out from what the record says of itself, and judges nothing anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from tracker.derive.editions import by_edition
from tracker.derive.facts import Facts
from tracker.derive.independence import current_independent_findings
from tracker.derive.status import Assessment
from tracker.schema.dates import PartialDate
from tracker.schema.fields import Source
from tracker.schema.records import Development, Measure
from tracker.schema.vocabularies import EXCERPT


@dataclass(frozen=True)
class RecordHealth:
    """Of a record or of several, how many statements it makes, and how many of these rest on a
    source that can carry them, on the press or a trade note alone, on a search that found nothing,
    and on nothing; how many sources it has, and how many of these were seen only in part, have no
    archived copy, and have ended. `reviewed` is the day of its newest review, None where there is
    none or it is no recommendation; `is_review_due` whether another is due; `waiting` how many of
    its parts wait for one look at the statute book.
    """

    statements: int = 0
    carried: int = 0
    press_only: int = 0
    searched: int = 0
    unsourced: int = 0
    sources: int = 0
    in_part: int = 0
    unarchived: int = 0
    ended: int = 0
    waiting: int = 0
    reviewed: PartialDate | None = None
    is_review_due: bool = False


Statement = tuple[tuple[Source, ...], bool]
"""The sources on which a statement rests, and whether a search stands behind it."""


def recommendation_health(facts: Facts, assessment: Assessment) -> RecordHealth:
    """The health of a recommendation: of its findings, answers, claims, promises and what
    independent bodies found, of the events that concern it, and of its sources.
    """
    waiting = len(facts.unseen_starts_of(assessment))
    return _health(
        facts,
        tuple(_statements_of(facts, assessment)),
        waiting,
        assessment.review.date if assessment.review else None,
        any(flag.kind == "review-due" for flag in assessment.flags),
    )


def measure_health(facts: Facts, measure: Measure) -> RecordHealth:
    """The health of a measure: of its steps, of the events that concern it, and of its sources."""
    return _health(facts, tuple(_statements_of_measure(facts, measure)))


def dataset_health(facts: Facts) -> RecordHealth:
    """The health of all recommendations and measures together. What several of them rest on counts
    in each as a statement, and once as a source. There is no day of review of all.
    """
    of_recommendations = (_statements_of(facts, each) for each in facts.assessments.values())
    of_measures = (_statements_of_measure(facts, each) for each in facts.dataset.measures.values())
    statements = tuple(chain.from_iterable((*of_recommendations, *of_measures)))
    return _health(facts, statements, len(facts.unseen_starts))


def _statements_of(facts: Facts, assessment: Assessment) -> Iterator[Statement]:
    record, developments = assessment.recommendation, facts.dataset.developments
    for element in assessment.elements:
        for held in element.findings:
            yield _sources_of(held.evidence), bool(held.finding.searched)
    for response in assessment.responses:
        events = [developments[response.development]] if response.development else []
        yield _sources_of(events), bool(response.searched)
    for claim in assessment.claims:
        yield developments[claim.development].sources, False
    for commitment in record.commitments:
        yield developments[commitment.made].sources, False
    for found in current_independent_findings(record.independent_findings):
        yield developments[found.development].sources, False
    for event in assessment.timeline:
        yield event.sources, False


def _statements_of_measure(facts: Facts, measure: Measure) -> Iterator[Statement]:
    for stage in measure.stages:
        yield (stage.source,) if stage.source else (), bool(stage.searched)
    for event in facts.developments_by.measure.get(measure.id, ()):
        yield event.sources, False


def _sources_of(events: Iterable[Development]) -> tuple[Source, ...]:
    return tuple(source for event in events for source in event.sources)


def _health(
    facts: Facts,
    statements: tuple[Statement, ...],
    waiting: int = 0,
    reviewed: PartialDate | None = None,
    is_review_due: bool = False,
) -> RecordHealth:
    carrying = facts.dataset.vocabulary.carrying
    rests = Counter(_rests_on(carrying, *statement) for statement in statements)
    cited = (source for sources, _ in statements for source in sources)
    editions = by_edition(cited, lambda source: source)
    return RecordHealth(
        statements=len(statements),
        carried=rests["source"],
        press_only=rests["press"],
        searched=rests["search"],
        unsourced=rests["nothing"],
        sources=len(editions),
        in_part=sum(all(use.seen == EXCERPT for use in uses) for uses in editions),
        unarchived=sum(not any(use.archived for use in uses) for uses in editions),
        ended=sum(any(use.ended for use in uses) for uses in editions),
        waiting=waiting,
        reviewed=reviewed,
        is_review_due=is_review_due,
    )


def _rests_on(
    carrying: frozenset[str], sources: tuple[Source, ...], is_searched: bool
) -> Literal["source", "press", "search", "nothing"]:
    """On what a statement rests: on the strongest of what it has."""
    if any(source.grade in carrying for source in sources):
        return "source"
    if sources:
        return "press"
    return "search" if is_searched else "nothing"
