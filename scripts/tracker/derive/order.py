"""Each dated list of a dataset in the order of its dates, in which all that is derived reads it.

The order in a file is that in which an editor wrote: what was found late may stand last. Dates
decide wherever one is certainly before another. Of two that may mean one day, such as a month and a
day in it, that which stands first in the file comes first: an editor may know more than the dates
say. Findings and the names of a body are in chronological order whatever may be, for their history
is one.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological, exact_date, writing_order
from tracker.schema.records import (
    Claim,
    EarlierName,
    Element,
    Finding,
    IndependentFinding,
    Recommendation,
    Response,
    Stage,
)

T = TypeVar("T")


def in_order(dataset: Dataset) -> Dataset:
    """A dataset with each dated list in the order of its dates."""
    return replace(
        dataset,
        recommendations={
            id: _recommendation_in_order(dataset, recommendation)
            for id, recommendation in dataset.recommendations.items()
        },
        measures={
            id: measure.with_values(stages=_stages_in_order(measure.stages))
            for id, measure in dataset.measures.items()
        },
        bodies={
            id: body.with_values(earlier_names=names_in_order(body.earlier_names))
            for id, body in dataset.bodies.items()
        },
    )


def names_in_order(names: Iterable[EarlierName]) -> tuple[EarlierName, ...]:
    """The earlier names of a body, oldest first."""
    return tuple(sorted(names, key=lambda name: chronological(name.until)))


def by_certain_date(items: Iterable[T], date_of: Callable[[T], PartialDate]) -> tuple[T, ...]:
    """Items in the order of their dates, as far as that is certain; else as they stand."""
    left = [(date_of(item), item) for item in items]
    ordered: list[T] = []
    while left:
        first_end = min(when.latest for when, _ in left)
        # What begins after the first of them is over does not come next.
        index = next(i for i, (when, _) in enumerate(left) if when.earliest <= first_end)
        ordered.append(left.pop(index)[1])
    return tuple(ordered)


def by_date_and_recorded(finding: Finding) -> tuple[tuple[date, date], tuple[date, datetime]]:
    """The key of the order of findings: by the date, then by when they were written."""
    return chronological(finding.date), writing_order(finding.recorded)


def _recommendation_in_order(dataset: Dataset, recommendation: Recommendation) -> Recommendation:
    def said(claim: Claim | IndependentFinding) -> PartialDate:
        return dataset.developments[claim.development].date

    return recommendation.with_values(
        responses=_responses_in_order(dataset, recommendation.responses),
        claims=by_certain_date(recommendation.claims, said),
        independent_findings=by_certain_date(recommendation.independent_findings, said),
        elements=tuple(map(_element_in_order, recommendation.elements)),
        commitments=tuple(
            commitment.with_values(due=by_certain_date(commitment.due, lambda due: due.set_on))
            for commitment in recommendation.commitments
        ),
        reviews=by_certain_date(recommendation.reviews, lambda review: review.date),
    )


def _responses_in_order(dataset: Dataset, responses: Iterable[Response]) -> tuple[Response, ...]:
    """Responses body by body. An answer of a body stands after each search that found none,
    whenever either was: it was given, and the search missed it. One whose source was withdrawn has
    no date, and stays where it stands among the answers.
    """
    no_date = replace(exact_date(date.min), latest=date.max)
    of_body: dict[str, list[Response]] = {}
    for response in responses:
        searched = by_certain_date(response.searched, lambda search: search.to)
        of_body.setdefault(response.by, []).append(response.with_values(searched=searched))
    ordered: list[Response] = []
    for given in of_body.values():
        answers = [
            (dataset.developments[r.development].date if r.development else no_date, r)
            for r in given
            if r.development or not r.searched
        ]
        missing = [(r.searched[-1].to, r) for r in given if r.searched and not r.development]
        for dated in (missing, answers):
            ordered += [response for _, response in by_certain_date(dated, lambda pair: pair[0])]
    return tuple(ordered)


def _element_in_order(element: Element) -> Element:
    return element.with_values(findings=tuple(sorted(element.findings, key=by_date_and_recorded)))


def _stages_in_order(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Stages by their dates; one without a date stays below the dated one above it."""
    undated: list[Stage] = []
    dated: list[tuple[PartialDate, list[Stage]]] = []
    below = undated
    for stage in stages:
        if stage.date:
            below = []
            dated.append((stage.date, below))
        below.append(stage)
    groups = by_certain_date(dated, lambda pair: pair[0])
    return (*undated, *(stage for _, group in groups for stage in group))
