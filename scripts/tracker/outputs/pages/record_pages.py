"""The pages of a record, one function for each kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from tracker.derive.changes import corrected_findings
from tracker.derive.commencement import AppliedImplication
from tracker.derive.commitments import CommitmentProgress, open_commitments, pressing_first
from tracker.derive.evidence_reach import measures_looked_to, reach_of
from tracker.derive.facts import Facts
from tracker.derive.gaps import part_gaps
from tracker.derive.indexes import ElementRef, topics_of
from tracker.derive.part_voices import WHOLE, Voices, part_voices
from tracker.derive.record_health import measure_health, recommendation_health
from tracker.derive.report_counts import count_report
from tracker.derive.status import Assessment, ElementAssessment
from tracker.derive.statute_matrix import statute_matrix
from tracker.derive.succession import continued_measures
from tracker.derive.timeline import recommendation_timeline
from tracker.load.dataset import Dataset
from tracker.outputs.charts import status_history_chart
from tracker.outputs.citations import carrying_sources, number_sources, sources_of
from tracker.outputs.context import Card, Page, PageLink
from tracker.outputs.metadata import (
    development_facets,
    legislation_jsonld,
    measure_facets,
    recommendation_facets,
    report_jsonld,
)
from tracker.outputs.pages.list_pages import (
    list_in_section,
    list_pages,
    measure_part,
    report_part,
)
from tracker.outputs.pagination import ListOnPage, divide_events
from tracker.outputs.timeline_chart import timeline_charts
from tracker.schema.dates import chronological
from tracker.schema.fields import Record, Source
from tracker.schema.records import Body, Development, Measure, Recommendation, Report
from tracker.schema.vocabularies import Subject
from tracker.text.answer_lines import measure_answer
from tracker.text.answer_sentences import answer_counts_text, answers_to_explain
from tracker.text.names import (
    body_aliases,
    development_aliases,
    measure_aliases,
    recommendation_aliases,
    recommendation_label,
    record_path,
)
from tracker.text.phrases import format_date, plain_text
from tracker.text.stage_sentences import measure_state
from tracker.text.status_sentences import (
    asked_text,
    dated_label_text,
    label_text,
    share_text,
    whole_label_text,
)


def recommendation_pages(facts: Facts, assessment: Assessment) -> Iterator[Page]:
    """The page of a recommendation, and those of its events by year, where they are many."""
    return divide_events(_recommendation_page(facts, assessment), assessment.timeline)


def _recommendation_page(facts: Facts, assessment: Assessment) -> Page:
    """The page of a recommendation: its status first, then everything that it rests on."""
    dataset, record = facts.dataset, assessment.recommendation
    report = dataset.reports[record.report]
    rests_on = dict.fromkeys(id for element in record.elements for id in element.rests_on)
    measures = [dataset.measures[id] for id in rests_on]
    implications = facts.implications_by.recommendation.get(record.id, ())
    statuses = dataset.vocabulary.statuses
    before, after = facts.assessments_by.neighbours[record.id]
    return Page(
        path=record_path(record),
        template="recommendation.html",
        title=record.title,
        description=f"{recommendation_label(dataset, record, 'sentence')}: "
        f"{share_text(statuses, assessment.share)}. {record.summary}",
        values=partial(_recommendation_values, facts, assessment, measures, implications),
        trail=(("Recommendations", "recommendations/"),),
        neighbours=(_page_link(before), _page_link(after)),
        source=_source_file(record),
        day=assessment.label_evidence_to.latest if assessment.label_evidence_to else None,
        last_modified=facts.last_modified(
            [record, report],
            assessment.timeline,
            measures,
            (applied.implication for applied in implications),
        ),
        facets={
            "kind": "Recommendation",
            "number": str(record.number),
            "report": report.short,
            "state": dated_label_text(dataset, assessment),
        },
        filters=recommendation_facets(facts, assessment),
        names=(*recommendation_aliases(record, report), record.title, record.short),
        card=partial(_recommendation_card, facts, assessment),
    )


def _page_link(recommendation: Recommendation | None) -> PageLink:
    """A recommendation by its number and its title, and its path."""
    if not recommendation:
        return None
    return f"{recommendation.number} {recommendation.title}", record_path(recommendation)


def _recommendation_values(
    facts: Facts,
    assessment: Assessment,
    measures: Sequence[Measure],
    implications: Iterable[AppliedImplication],
) -> dict[str, Any]:
    dataset, record = facts.dataset, assessment.recommendation
    report = dataset.reports[record.report]
    timeline = recommendation_timeline(facts, assessment)
    voices = part_voices(dataset, assessment)
    gaps = part_gaps(dataset, assessment, facts.unseen_starts_of(assessment))
    return {
        "assessment": assessment,
        "record": record,
        "report": report,
        "citations": number_sources(
            dataset, _recommendation_sources(dataset, assessment, voices, measures)
        ),
        "whole": voices[WHOLE],
        "parts": [
            (each, voices[each.element.id], gaps[each.element.id]) for each in assessment.elements
        ],
        "measures": measures,
        "corrected_findings": corrected_findings(dataset, record),
        "history_chart": (
            status_history_chart(assessment, dataset.vocabulary.statuses)
            if assessment.history
            else None
        ),
        "health": recommendation_health(facts, assessment),
        "timeline": timeline,
        "timeline_charts": timeline_charts(dataset, timeline, facts.today),
        "audiences": _by_audience(implications),
        "repeated_by": facts.assessments_by.repeated.get(record.id, ()),
        "replaces": facts.elements_by.successor.get(record.id, ()),
    }


def _recommendation_card(facts: Facts, assessment: Assessment) -> Card:
    """The card of a recommendation. It bears the date to which evidence was searched, because a
    picture that was shared stays as it is.
    """
    return Card(
        kicker=recommendation_label(facts.dataset, assessment.recommendation),
        title=assessment.recommendation.title,
        status=assessment.status,
        label=label_text(facts.dataset, assessment.by_nation),
        short_label=whole_label_text(facts.dataset, assessment),
        share=(
            share_text(facts.dataset.vocabulary.statuses, assessment.share)
            if assessment.is_looked_at
            else ""
        ),
        evidence_to=assessment.label_evidence_to,
    )


def _by_audience(
    implications: Iterable[AppliedImplication],
) -> Mapping[str, Sequence[AppliedImplication]]:
    """Implications by the audience that they are for."""
    by_audience: dict[str, list[AppliedImplication]] = {}
    for applied in implications:
        by_audience.setdefault(applied.implication.audience, []).append(applied)
    return by_audience


def counted_card(facts: Facts, kicker: str, title: str, assessments: Sequence[Assessment]) -> Card:
    """The card of what groups recommendations: where they stand, and the day to which each was
    looked at, at the least.
    """
    reach = reach_of(each.evidence_to for each in assessments)
    return Card(
        kicker=kicker,
        title=title,
        summary=asked_text(facts.dataset.vocabulary.statuses, facts.status_counts(assessments)),
        evidence_to=reach[0] if reach else None,
    )


def _recommendation_sources(
    dataset: Dataset,
    assessment: Assessment,
    voices: Mapping[str, Voices],
    measures: Iterable[Measure],
) -> Iterator[Source]:
    """The sources of a recommendation's page in the order in which it mentions them: of what is
    said of the whole, of each part, of promises and of measures.
    """
    developments, carrying = dataset.developments, dataset.vocabulary.carrying

    def claimed(said: Voices) -> Iterator[Source]:
        events = (developments[claim.development] for claim in said.claims)
        return carrying_sources(carrying, events)

    def from_others(said: Voices) -> Iterator[Source]:
        found = (developments[each.development] for each in said.found)
        return chain(carrying_sources(carrying, found), sources_of(said.against + said.events))

    yield from claimed(voices[WHOLE])
    for element in assessment.elements:
        said = voices[element.element.id]
        yield from claimed(said)
        yield from carrying_sources(carrying, element.evidence)
        yield from from_others(said)
    yield from from_others(voices[WHOLE])
    for commitment in assessment.recommendation.commitments:
        yield from carrying_sources(carrying, [developments[commitment.made]])
        if commitment.met:
            yield from developments[commitment.met.development].sources
        if commitment.undone:
            yield from developments[commitment.undone.development].sources
    for measure in measures:
        yield from _stage_sources(measure)


def _stage_sources(measure: Measure) -> Iterator[Source]:
    return (stage.source for stage in measure.stages if stage.source)


def development_page(facts: Facts, record: Development) -> Page:
    """The page of a development: what happened, when, by what source, and what it concerns."""
    dataset = facts.dataset
    related = facts.developments_by.recommendations_of[record.id]
    kind: Subject = dataset.vocabulary["development-kinds"][record.kind]
    return Page(
        path=record_path(record),
        template="development.html",
        title=record.title,
        description=record.summary,
        values=lambda: {
            "record": record,
            "kind": kind,
            "citations": number_sources(dataset, record.sources),
            "assessments": [facts.assessments[id] for id in related],
            "measures": [dataset.measures[id] for id in record.measures],
            "topics": topics_of(dataset, record, related),
            "has_carrying_source": any(carrying_sources(dataset.vocabulary.carrying, [record])),
            "seen_on": max((source.seen_on for source in record.sources), key=chronological),
        },
        trail=(("Developments", "developments/"),),
        source=_source_file(record),
        day=record.date.earliest,
        last_modified=facts.last_modified(
            [record],
            (dataset.recommendations[id] for id in related),
            (dataset.measures[id] for id in record.measures),
        ),
        facets={"kind": "Development", "label": kind.label, "state": format_date(record.date)},
        filters=development_facets(facts, record),
        names=(record.title, *development_aliases(record, (kind.label, *kind.words))),
    )


def measure_pages(facts: Facts, record: Measure) -> Iterator[Page]:
    """The page of a measure, and those of its events by year, where they are many."""
    developments = facts.developments_by.measure.get(record.id, ())
    return divide_events(_measure_page(facts, record), developments)


def _measure_page(facts: Facts, record: Measure) -> Page:
    """The page of a measure: what it is, where it applies, its stages, and what rests on it."""
    dataset = facts.dataset
    kind = dataset.vocabulary.term("measure-kinds", record.kind)
    stage_days = [stage.date.earliest for stage in record.stages if stage.date]
    implications = facts.implications_by.measure.get(record.id, ())
    provisions = facts.measures_by.statute.get(record.id, ())
    earlier = continued_measures(dataset, record)
    resting = (
        id
        for each in (record, *earlier, *provisions)
        for id in facts.elements_by.measure.get(each.id, ())
    )
    return Page(
        path=record_path(record),
        template="measure.html",
        title=record.name,
        description=record.summary,
        values=lambda: {
            "record": record,
            "kind": kind,
            "citations": number_sources(dataset, _stage_sources(record)),
            "parent": dataset.measures[record.part_of] if record.part_of else None,
            "provisions": provisions,
            "matrix": statute_matrix(dataset, record, provisions, facts.today),
            "continuing": facts.measures_by.continued.get(record.id, ()),
            "resting_elements": [
                _assessed_element(facts, reference)
                for reference in facts.elements_by.measure.get(record.id, ())
            ],
            "inherited_elements": [
                (each, _assessed_element(facts, reference))
                for each in earlier
                for reference in facts.elements_by.measure.get(each.id, ())
            ],
            "provision_elements": list(_elements_of_provisions(facts, provisions)),
            "implications": implications,
            "replaces": facts.elements_by.successor.get(record.id, ()),
            "health": measure_health(facts, record),
            "developments": facts.developments_by.measure.get(record.id, ()),
        },
        trail=(("Measures", "measures/"),),
        source=_source_file(record),
        day=max(stage_days, default=None),
        last_modified=facts.last_modified(
            [record],
            earlier,
            provisions,
            facts.measures_by.continued.get(record.id, ()),
            (recommendation for recommendation, _ in resting),
            facts.developments_by.measure.get(record.id, ()),
            (applied.implication for applied in implications),
        ),
        facets={
            "kind": "Measure",
            "label": kind.label,
            "state": plain_text(measure_state(dataset, record, facts.today)).rstrip("."),
        },
        filters=measure_facets(facts, record),
        names=tuple(filter(None, (*measure_aliases(record), record.short, record.citation))),
        about=legislation_jsonld(facts, record),
        card=partial(_measure_card, facts, record),
    )


def _measure_card(facts: Facts, record: Measure) -> Card:
    """The card of a measure: whether a law is in force, or how far another measure has got; and how
    far that was looked for, where the answer does not say it.
    """
    dataset = facts.dataset
    kind = dataset.vocabulary.measure_kinds[record.kind]
    provisions = facts.measures_by.statute.get(record.id, ())
    answer = measure_answer(dataset, record, provisions, facts.today)
    looked_to = measures_looked_to(dataset, [record.id])
    return Card(
        kicker=", ".join(filter(None, (kind.label, record.citation))),
        title=record.name,
        summary=f"In force? {answer.text}" if kind.law else answer.text,
        evidence_to=None if looked_to in answer.rest else looked_to,
    )


def _elements_of_provisions(
    facts: Facts, provisions: Iterable[Measure]
) -> Iterator[tuple[list[Measure], tuple[Assessment, ElementAssessment]]]:
    """The elements that rest on some provisions, each once, with those on which it rests."""
    resting: dict[tuple[str, str], list[Measure]] = {}
    references = {}
    for provision in provisions:
        for recommendation, id in facts.elements_by.measure.get(provision.id, ()):
            resting.setdefault((recommendation.id, id), []).append(provision)
            references[recommendation.id, id] = recommendation, id
    for key, reference in references.items():
        yield resting[key], _assessed_element(facts, reference)


def _assessed_element(facts: Facts, reference: ElementRef) -> tuple[Assessment, ElementAssessment]:
    recommendation, id = reference
    assessment = facts.assessments[recommendation.id]
    return assessment, next(each for each in assessment.elements if each.element.id == id)


@dataclass(frozen=True)
class _BodyLists:
    """What a body was asked and promised, and its measures, as its page has them: of a promise that
    is pressing, the first.
    """

    asked: ListOnPage[Assessment]
    promised: ListOnPage[CommitmentProgress]
    measures: ListOnPage[Measure]


def _body_lists(facts: Facts, record: Body) -> _BodyLists:
    path = record_path(record)
    promised = chain(*pressing_first(facts.commitments_by.body.get(record.id, ())))
    return _BodyLists(
        list_in_section(facts.assessments_by.body.get(record.id, ()), f"{path}recommendations/"),
        list_in_section(promised, f"{path}promises/"),
        list_in_section(facts.measures_by.body.get(record.id, ()), f"{path}measures/"),
    )


def body_pages(facts: Facts, record: Body) -> Iterator[Page]:
    """The page of a body, and where they are many, those of its events by year, and those of what
    it was asked and promised and of its measures.
    """
    lists, by_report = _body_lists(facts, record), partial(report_part, facts)
    page = _body_page(facts, record, lists)
    yield from divide_events(page, facts.developments_by.body.get(record.id, ()))
    yield from list_pages(page, lists.asked, "recommendations", "What was asked of it", by_report)
    yield from list_pages(page, lists.promised, "promises", "What it promised", by_report)
    yield from list_pages(page, lists.measures, "measures", "Measures", measure_part)


def _body_page(facts: Facts, record: Body, lists: _BodyLists) -> Page:
    """The page of a body: what was asked of it, its commitments and its measures; and what was
    asked of those from which it took over.
    """
    predecessors = facts.predecessors_of.get(record.id, ())
    bodies = (record, *predecessors)
    kind = facts.dataset.vocabulary.term("body-kinds", record.kind)
    assessments = lists.asked.every
    return Page(
        path=record_path(record),
        template="body.html",
        title=record.name,
        description=record.summary,
        values=lambda: {
            "record": record,
            "kind": kind,
            "asked_of_it": lists.asked,
            "promised": lists.promised,
            "measures": lists.measures,
            "developments": facts.developments_by.body.get(record.id, ()),
            "taken_over": [_taken_over(facts, old) for old in predecessors],
            "citations": number_sources(facts.dataset, _body_sources(record)),
        },
        trail=(("Bodies", "bodies/"),),
        source=_source_file(record),
        last_modified=facts.last_modified(
            bodies,
            (a.recommendation for b in bodies for a in facts.assessments_by.body.get(b.id, ())),
            (p.recommendation for b in bodies for p in facts.commitments_by.body.get(b.id, ())),
            facts.measures_by.body.get(record.id, ()),
            facts.developments_by.body.get(record.id, ()),
        ),
        facets={"kind": "Body"},
        card=partial(counted_card, facts, kind.label, record.name, assessments),
        filters={"body": (record.name,)},
        names=tuple(body_aliases(record)),
    )


def _taken_over(
    facts: Facts, old: Body
) -> tuple[Body, ListOnPage[Assessment], ListOnPage[CommitmentProgress]]:
    """A body from which another took over, what was asked of it, and its open promises. Where there
    are too many, all stand on its own pages.
    """
    lists = _body_lists(facts, old)
    still_open = open_commitments(lists.promised.every)
    first = len(lists.promised.shown) if lists.promised.path else len(still_open)
    promised = ListOnPage(still_open, still_open[:first], lists.promised.path)
    return old, lists.asked, promised


def _body_sources(record: Body) -> Iterator[Source]:
    """The sources of what became of a body, in the order in which its page mentions them."""
    if record.ended:
        yield record.ended.source
    yield from (name.source for name in record.earlier_names)


def report_page(facts: Facts, record: Report) -> Page:
    """The page of a report and its recommendations."""
    assessments = facts.assessments_of(record)
    return Page(
        path=record_path(record),
        template="report.html",
        title=record.title,
        description=record.summary,
        values=lambda: {
            "record": record,
            "citations": number_sources(facts.dataset, record.sources),
            "assessments": assessments,
            "report_counts": count_report(facts.dataset, record, assessments),
            "answers": answer_counts_text(facts.dataset, assessments),
            "explained": answers_to_explain(facts.dataset, assessments),
        },
        trail=(("Reports", "reports/"),),
        source=_source_file(record),
        day=record.published.earliest,
        last_modified=facts.last_modified([record], (a.recommendation for a in assessments)),
        facets={"kind": "Report", "state": f"published {format_date(record.published)}"},
        filters={"report": (record.short,), "year": (str(record.published.earliest.year),)},
        names=(record.title, record.short),
        about=report_jsonld(record),
        card=partial(counted_card, facts, "Report", record.title, assessments),
    )


def _source_file(record: Record) -> str:
    return f"{record.folder}/{record.id}.yaml"
