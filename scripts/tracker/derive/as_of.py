"""The dataset, a recommendation and its assessment as they stood at the end of any day, on either
time axis.

What comes out is a dataset like any other, so `derive` says of it what it says of today's. Of a
partial date the latest day that it can mean counts, so that nothing is there before it is certain;
what was recorded before that day counts from the day on which it was recorded (`occurred_by`).
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, TypeVar

from tracker.derive.commencement import stage_taken
from tracker.derive.commitments import due_date_recorded, resolve_due_date
from tracker.derive.findings import finding_nations, limited_to, standing_findings
from tracker.derive.indexes import cited_developments
from tracker.derive.status import Assessment, assess
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, exact_date
from tracker.schema.fields import OpenQuestion, Source
from tracker.schema.records import (
    Body,
    BodyEnd,
    Commitment,
    Development,
    EarlierName,
    Element,
    Finding,
    Implication,
    Measure,
    Recommendation,
    Report,
    Response,
    Review,
    Service,
    Stage,
)
from tracker.schema.vocabularies import NOT_ASSESSED

TimeAxis = Literal["as_of", "as_recorded"]
"""The two meanings of a day: "as_of" is valid time, what we now know to have been so by then;
"as_recorded" is transaction time, what we had recorded by then.
"""


def occurred_by(occurred: PartialDate, recorded: PartialDate) -> date:
    """The day by which a thing had come about: the last that its date can mean, or that on which it
    was recorded, if that is earlier, for what is recorded has happened.
    """
    return min(occurred.latest, max(occurred.earliest, recorded.latest))


def _counts_as_of(occurred: PartialDate, recorded: PartialDate, day: date, axis: TimeAxis) -> bool:
    return (recorded.latest if axis == "as_recorded" else occurred_by(occurred, recorded)) <= day


def known_as_of(development: Development, day: date, axis: TimeAxis) -> bool:
    """Whether a development had happened by the end of a day; on "as_recorded", whether it had been
    recorded.
    """
    return _counts_as_of(development.date, development.recorded, day, axis)


def as_of(dataset: Dataset, day: date, axis: TimeAxis = "as_of") -> Dataset:
    """The dataset as it stood at the end of a day. What does not exist by then is left out, and so
    is every reference to it; services and vocabularies have no dates and stay, and so does a body,
    under its name of that day. The end of a source is known from its own day on both axes.
    """
    recommendations = {
        id: past
        for id, recommendation in dataset.recommendations.items()
        if (past := recommendation_as_of(dataset, recommendation, day, axis))
    }
    findings = (f for r in recommendations.values() for e in r.elements for f in e.findings)
    cited = {id for finding in findings for id in finding.evidence}
    return replace(
        dataset,
        reports={
            id: _sources_as_of(report, day)
            for id, report in dataset.reports.items()
            if report.published.latest <= day
        },
        recommendations={
            id: r.with_values(
                repeats=_references_to(recommendations, r.repeats),
                blocked_by=_references_to(recommendations, r.blocked_by),
            )
            for id, r in recommendations.items()
        },
        developments={
            id: _sources_as_of(_referring_to(recommendations, development), day)
            for id, development in dataset.developments.items()
            if known_as_of(development, day, axis) or id in cited
        },
        measures={id: measure_as_of(measure, day) for id, measure in dataset.measures.items()},
        bodies={id: body_as_of(body, day, axis) for id, body in dataset.bodies.items()},
        implications={
            id: _sources_as_of(
                _referring_to(recommendations, _implication_as_of(dataset, implication, day, axis)),
                day,
            )
            for id, implication in dataset.implications.items()
            if _implication_known(implication, day, axis)
        },
        services={id: _sources_as_of(service, day) for id, service in dataset.services.items()},
    )


def read_as_of(dataset: Dataset, day: date) -> tuple[object, ...]:
    """All of a dataset that can be read while it is worked out how it stood at the end of a day, as
    it stands today: what has no date, and the records that were there by then, with the
    developments that they cite.
    """
    reports = [r for r in dataset.reports.values() if r.published.latest <= day]
    ids = {report.id for report in reports}
    recommendations = [r for r in dataset.recommendations.values() if r.report in ids]
    cited = {id for recommendation in recommendations for id in cited_developments(recommendation)}
    developments = dataset.developments.values()
    implications = dataset.implications.values()
    return (
        (dataset.site, dataset.vocabulary, reports, recommendations),
        (dataset.measures, dataset.bodies, dataset.services),
        [d for d in developments if d.id in cited or known_as_of(d, day, "as_of")],
        [each for each in implications if _implication_known(each, day, "as_of")],
        (dataset.withdrawn, dataset.suspended, dataset.moved, dataset.dropped),
    )


Sourced = TypeVar("Sourced", Report, Development, Implication, Service)


def _sources_as_of(record: Sourced, day: date) -> Sourced:
    """A record with its sources as they stood at the end of a day."""
    sources = tuple(_source_as_of(source, day) for source in record.sources)
    return record.with_values(sources=sources)


def _source_as_of(source: Source, day: date) -> Source:
    """A source without an end that had not certainly come by the end of a day."""
    if source.ended and source.ended.date.latest > day:
        return source.with_values(ended=None)
    return source


Referring = TypeVar("Referring", Development, Implication)


def _referring_to(ids: Collection[str], record: Referring) -> Referring:
    """A development or an implication that names no recommendation but these."""
    references = _references_to(ids, record.recommendations)
    return record.with_values(recommendations=references)


def _references_to(ids: Collection[str], references: tuple[str, ...]) -> tuple[str, ...]:
    """The references, to recommendations or to elements of them, that lead to one of these ids."""
    return tuple(reference for reference in references if reference.partition(".")[0] in ids)


def recommendation_as_of(
    dataset: Dataset, recommendation: Recommendation, day: date, axis: TimeAxis = "as_of"
) -> Recommendation | None:
    """A recommendation as it stood at the end of a day; None where its report had not been
    published, or, on "as_recorded", where we had not reviewed it; of one that was never reviewed,
    where we had recorded no finding.

    An element without a finding by then is not assessed, if it has any later. A finding that was
    wrong does not count once its correction does.
    """
    published = dataset.reports[recommendation.report].published
    reviews = [r for r in recommendation.reviews if axis == "as_of" or r.date.latest <= day]
    if published.latest > day:
        return None
    if axis == "as_recorded" and not reviews and not _was_recorded(recommendation, day):
        return None
    cited = (dataset.developments[id] for id in cited_developments(recommendation))
    known = {development.id for development in cited if known_as_of(development, day, axis)}
    commitments = (
        _commitment_as_of(dataset, c, day, axis, known) for c in recommendation.commitments
    )
    return recommendation.with_values(
        responses=tuple(r for r in recommendation.responses if _response_known(r, day, known)),
        claims=tuple(claim for claim in recommendation.claims if claim.development in known),
        independent_findings=tuple(
            found for found in recommendation.independent_findings if found.development in known
        ),
        elements=tuple(
            _element_as_of(recommendation, element, day, axis, published, known)
            for element in recommendation.elements
        ),
        commitments=tuple(c for c in commitments if c.due or c.made in known),
        open_questions=_questions_as_of(recommendation.open_questions, day),
        reviews=tuple(_review_as_of(review, day) for review in reviews[-1:]),
        corrections=tuple(c for c in recommendation.corrections if c.date.latest <= day),
    )


def _was_recorded(recommendation: Recommendation, day: date) -> bool:
    """Whether a recommendation that was never reviewed had a finding by a day, as we recorded it.
    No other date says when we wrote of it.
    """
    findings = (f for element in recommendation.elements for f in element.findings)
    return not recommendation.reviews and any(f.recorded.latest <= day for f in findings)


def _response_known(response: Response, day: date, known: Collection[str]) -> bool:
    """Whether a response had been given, or, where none was found, whether we had looked for it."""
    if response.development:
        return response.development in known
    return bool(response.searched) and max(s.to.latest for s in response.searched) <= day


def _element_as_of(
    recommendation: Recommendation,
    element: Element,
    day: date,
    axis: TimeAxis,
    published: PartialDate,
    known: Collection[str],
) -> Element:
    def counts(finding: Finding) -> bool:
        return _counts_as_of(finding.date, finding.recorded, day, axis)

    if axis == "as_of":
        findings = tuple(filter(counts, _uncorrected(recommendation, element)))
    else:
        recorded = tuple(filter(counts, element.findings))
        known_element = element.with_values(findings=recorded)
        findings = _uncorrected(recommendation, known_element)
    judged = {n for finding in findings for n in finding_nations(recommendation, finding)}
    others = tuple(nation for nation in recommendation.applies_in if nation not in judged)
    limited = tuple(
        finding.with_values(
            evidence_to=_at_most(finding.evidence_to, day),
            against=tuple(id for id in finding.against if id in known),
        )
        for finding in findings
    )
    if others and element.findings:
        limited += (_not_assessed(published, others if judged else ()),)
    return element.with_values(findings=limited)


def _uncorrected(recommendation: Recommendation, element: Element) -> tuple[Finding, ...]:
    """The findings of an element that no other corrects; one that another corrects in some of its
    nations is of the others alone.
    """
    return tuple(
        finding
        if set(standing.nations) == set(finding_nations(recommendation, finding))
        else limited_to(finding, standing.nations)
        for standing in standing_findings(recommendation, element)
        if (finding := standing.finding)
    )


def _not_assessed(published: PartialDate, nations: tuple[str, ...]) -> Finding:
    """What stands for an element before its first finding, or in some nations before the first that
    is of them.
    """
    return Finding(
        status=NOT_ASSESSED,
        date=published,
        recorded=published,
        reason="No finding had been made for this day.",
        evidence_to=published,
        applies_in=nations,
    )


def _commitment_as_of(
    dataset: Dataset, commitment: Commitment, day: date, axis: TimeAxis, known: Collection[str]
) -> Commitment:
    met = commitment.met if commitment.met and commitment.met.development in known else None
    undone = commitment.undone
    stood = met or commitment.withdrawn_from("met")
    if not (stood and undone and undone.development in known):
        undone = None
    looked_to = commitment.looked_to and _at_most(commitment.looked_to, day)
    due_dates = tuple(
        due
        for due in commitment.due
        if _counts_as_of(due.set_on, due_date_recorded(dataset, commitment, due), day, axis)
    )
    return commitment.with_values(due=due_dates, met=met, undone=undone, looked_to=looked_to)


def _review_as_of(review: Review, day: date) -> Review:
    """The review on which a day's assessment rests, reaching no further than that day."""
    return review.with_values(evidence_to=_at_most(review.evidence_to, day))


def _at_most(evidence_to: PartialDate, day: date) -> PartialDate:
    """A day to which we looked, cut to `day` where it certainly lies beyond that. A month that may
    have ended before `day` stays as it is.
    """
    return exact_date(day) if evidence_to.earliest > day else evidence_to


def measure_as_of(measure: Measure, day: date) -> Measure:
    """A measure with what was known of its stages at the end of a day, and the questions that had
    been looked into by then.
    """
    stages = (_stage_as_of(stage, day) for stage in measure.stages)
    return measure.with_values(
        stages=tuple(stage for stage in stages if stage),
        open_questions=_questions_as_of(measure.open_questions, day),
    )


def _questions_as_of(questions: tuple[OpenQuestion, ...], day: date) -> tuple[OpenQuestion, ...]:
    """The questions that had been looked into by the end of a day."""
    return tuple(question for question in questions if question.looked_to.latest <= day)


def _stage_as_of(stage: Stage, day: date) -> Stage | None:
    """A stage as it was known; None for one of which nothing was."""
    expected = stage.expected if stage.source and _source_date(stage.source) <= day else None
    searched = tuple(search for search in stage.searched if search.to.latest <= day)
    taken = stage.date if stage.date and stage.date.latest <= day else None
    undated = stage.words and not stage.date
    if not (taken or expected or searched or undated):
        return None
    source = stage.source and _source_as_of(stage.source, day)
    return stage.with_values(date=taken, expected=expected, searched=searched, source=source)


def body_as_of(body: Body, day: date, axis: TimeAxis = "as_of") -> Body:
    """A body under the name that it bore at the end of a day, with the names that it had borne
    before, and its end, if that had come.
    """

    def counts(change: EarlierName | BodyEnd) -> bool:
        occurred = change.until if isinstance(change, EarlierName) else change.date
        return _counts_as_of(occurred, change.recorded, day, axis)

    names = body.earlier_names
    last = max((number for number, name in enumerate(names, start=1) if counts(name)), default=0)
    name = next(iter(names[last:]), body)
    return body.with_values(
        name=name.name,
        short=name.short,
        earlier_names=names[:last],
        ended=body.ended if body.ended and counts(body.ended) else None,
    )


def _implication_known(implication: Implication, day: date, axis: TimeAxis) -> bool:
    """Whether the first source of an implication had been published by then; on "as_recorded" also
    whether we had written it, where that day is known.
    """
    if axis == "as_recorded" and implication.recorded and implication.recorded.latest > day:
        return False
    return min(_source_date(source) for source in implication.sources) <= day


def _implication_as_of(
    dataset: Dataset, implication: Implication, day: date, axis: TimeAxis
) -> Implication:
    """An implication without an end that had not come by then, or a successor that was not known.
    What was announced of its end stays.
    """
    ends = implication.ends if implication.ends and implication.ends.latest <= day else None
    has_end = ends or implication.expected_end
    successor = dataset.implications.get(implication.replaced_by or "")
    known = successor is not None and _implication_known(successor, day, axis)
    return implication.with_values(
        ends=ends,
        ended_by=implication.ended_by if has_end else None,
        replaced_by=implication.replaced_by if known else None,
    )


def _source_date(source: Source) -> date:
    """The day by which a source had been published; where it bears no date, on which it was
    seen.
    """
    return (source.published or source.seen_on).latest


def assessment_as_of(
    dataset: Dataset, recommendation: Recommendation, day: date, axis: TimeAxis = "as_of"
) -> Assessment | None:
    """The assessment of a recommendation at the end of a day, without its timeline; None where
    `recommendation_as_of` is.
    """
    past = recommendation_as_of(dataset, recommendation, day, axis)
    if past is None:
        return None
    ids = {id for element in past.elements for id in element.rests_on}
    ids |= {due.after.partition(".")[0] for c in past.commitments for due in c.due if due.after}
    measures = {id: measure_as_of(dataset.measures[id], day) for id in ids}
    developments = {
        id: _sources_as_of(dataset.developments[id], day)
        for id in cited_developments(recommendation)
    }
    return assess(replace(dataset, measures=measures, developments=developments), past, (), day)


def assessments_over_time(
    dataset: Dataset, recommendation: Recommendation, today: date, axis: TimeAxis
) -> Iterator[tuple[date, Assessment]]:
    """Each day up to today on which a recommendation's assessment may have changed, oldest first,
    and the assessment from then on.
    """
    for day in sorted(set(_days_of_change(dataset, recommendation))):
        assessment = assessment_as_of(dataset, recommendation, day, axis) if day <= today else None
        if assessment:
            yield day, assessment


def _days_of_change(dataset: Dataset, recommendation: Recommendation) -> Iterator[date]:
    """Every day on which, on either axis, something may have come about or been recorded."""
    yield dataset.reports[recommendation.report].published.latest
    yield from (review.date.latest for review in recommendation.reviews)
    yield from (search.to.latest for r in recommendation.responses for search in r.searched)
    for finding in (f for element in recommendation.elements for f in element.findings):
        yield from (occurred_by(finding.date, finding.recorded), finding.recorded.latest)
    for development in (dataset.developments[id] for id in cited_developments(recommendation)):
        yield occurred_by(development.date, development.recorded)
        yield development.recorded.latest
        yield from (source.ended.date.latest for source in development.sources if source.ended)
    for commitment in recommendation.commitments:
        yield from _days_of_due_dates(dataset, commitment)


def _days_of_due_dates(dataset: Dataset, commitment: Commitment) -> Iterator[date]:
    """The days on which each due date of a commitment was set and recorded, could first be told
    from its stage, and passed.
    """
    for due in commitment.due:
        recorded = due_date_recorded(dataset, commitment, due)
        yield from (occurred_by(due.set_on, recorded), recorded.latest)
        if due.after and (taken := stage_taken(dataset, due.after)):
            yield taken.latest
        if resolved := resolve_due_date(dataset, due).date:
            yield from (resolved.latest, resolved.latest + timedelta(days=1))
