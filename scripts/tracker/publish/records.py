"""The page of one record of each kind."""

from tracker.derive.facts import Facts
from tracker.derive.filing import topics_of
from tracker.derive.standing import Standing
from tracker.publish.address import numbered as named
from tracker.publish.called import in_its_month, numbered, without_its_year
from tracker.publish.charts import history_of
from tracker.publish.citations import citations_of
from tracker.publish.filters import of_development, of_measure, of_recommendation
from tracker.publish.linked import legislation, publication
from tracker.publish.page import Card, Page, record_path
from tracker.record.fields import Record
from tracker.record.model import Body, Development, Measure, Report, Stage
from tracker.record.vocabulary import ACT, IN_FORCE, PROVISION, Subject


def recommendation(facts: Facts, standing: Standing) -> Page:
    """A recommendation: the answer first, then everything that proves it."""
    tracker, record = facts.tracker, standing.recommendation
    report = tracker.reports[record.report]
    siblings = facts.report(report)
    index = siblings.index(standing)
    citations = citations_of(facts.tracker)
    rests_on = dict.fromkeys(id for element in record.elements for id in element.rests_on)
    labels = tracker.vocabulary.labels
    return Page(
        path=record_path(record),
        template="recommendation.html",
        title=record.title,
        description=f"Recommendation {record.number} of the {report.short}: "
        f"{standing.share.words(labels)}. {record.summary}",
        values={
            "standing": standing,
            "record": record,
            "report": report,
            "citations": citations,
            "measures": [tracker.measures[id] for id in rests_on],
            "start": _start(facts, rests_on),
            "history": history_of(standing, labels),
            "points": facts.points_of_recommendation.get(record.id, ()),
            "repeated_by": facts.repeated_by.get(record.id, ()),
            "replaces": facts.replaces.get(record.id, ()),
            "before": siblings[index - 1] if index else None,
            "after": siblings[index + 1] if index + 1 < len(siblings) else None,
        },
        trail=(("Recommendations", "recommendations/"),),
        source=_source(record),
        changed=max([record.reviews[-1].date.last, *(d.date.first for d in standing.timeline[:1])]),
        facets={
            "kind": "Recommendation",
            "number": str(record.number),
            "report": report.short,
            "label": labels[standing.label].label,
        },
        filters=of_recommendation(facts, standing),
        names=(*numbered(record, report), record.title, record.short),
        card=_card(facts, standing, report),
    )


def _card(facts: Facts, standing: Standing, report: Report) -> Card:
    """A recommendation's answer, with the day to which it was looked for: a picture stays."""
    return Card(
        kicker=named(facts.tracker, standing.recommendation),
        title=standing.recommendation.title,
        label=standing.label,
        share=standing.share.words(facts.tracker.vocabulary.labels),
        looked_to=standing.evidence_to,
    )


def _start(facts: Facts, rests_on: dict[str, None]) -> list[tuple[Measure, list[Stage]]]:
    """The law that a recommendation rests on, each with its stages of coming into force: what was
    seen, and what was looked for and not found, for each nation.
    """
    laws = [facts.tracker.measures[id] for id in rests_on]
    laws = [measure for measure in laws if measure.kind in (ACT, PROVISION)]
    return [(measure, [s for s in measure.stages if s.stage == IN_FORCE]) for measure in laws]


def development(facts: Facts, record: Development) -> Page:
    """An event: when, what, by what source, and what it touches."""
    tracker = facts.tracker
    kind: Subject = tracker.vocabulary["development-kinds"][record.kind]
    return Page(
        path=record_path(record),
        template="development.html",
        title=record.title,
        description=record.summary,
        values={
            "record": record,
            "kind": kind,
            "citations": citations_of(facts.tracker),
            "concerns": [facts.standings[id] for id in facts.concerns[record.id]],
            "measures": [tracker.measures[id] for id in record.measures],
            "topics": topics_of(tracker, record, facts.concerns[record.id]),
            "carries": any(s.grade in tracker.vocabulary.carrying for s in record.sources),
        },
        trail=(("Developments", "developments/"),),
        source=_source(record),
        changed=record.date.first,
        facets={"kind": "Development", "label": kind.label, "date": record.date.text},
        filters=of_development(facts, record),
        names=(record.title, *in_its_month(record, (kind.label, *kind.words))),
    )


def measure(facts: Facts, record: Measure) -> Page:
    """A measure: what it is, where it applies, its ladder, what rests on it."""
    tracker = facts.tracker
    kind = tracker.vocabulary.term("measure-kinds", record.kind)
    dates = [stage.date.first for stage in record.stages if stage.date]
    return Page(
        path=record_path(record),
        template="measure.html",
        title=record.name,
        description=record.summary,
        values={
            "record": record,
            "kind": kind,
            "citations": citations_of(facts.tracker),
            "parent": tracker.measures[record.part_of] if record.part_of else None,
            "provisions": facts.provisions.get(record.id, ()),
            "resting": [
                (
                    facts.standings[r.id],
                    next(p for p in facts.standings[r.id].parts if p.element.id == element),
                )
                for r, element in facts.resting.get(record.id, ())
            ],
            "points": facts.points_of_measure.get(record.id, ()),
            "replaces": facts.replaces.get(record.id, ()),
            "developments": facts.of_measure.get(record.id, ()),
        },
        trail=(("Measures", "measures/"),),
        source=_source(record),
        changed=max(dates, default=None),
        facets={"kind": "Measure", "label": kind.label},
        filters=of_measure(facts, record),
        names=tuple(filter(None, (*without_its_year(record), record.short, record.citation))),
        about=legislation(tracker, record),
    )


def body(facts: Facts, record: Body) -> Page:
    """A body: what was asked of it, what it promised, and the measures that are its own."""
    return Page(
        path=record_path(record),
        template="body.html",
        title=record.name,
        description=record.summary,
        values={
            "record": record,
            "kind": facts.tracker.vocabulary.term("body-kinds", record.kind),
            "asked": facts.asked_of.get(record.id, ()),
            "promises": facts.promised_by.get(record.id, ()),
            "measures": facts.measures_of.get(record.id, ()),
            "developments": facts.of_body.get(record.id, ()),
        },
        trail=(("Bodies", "bodies/"),),
        source=_source(record),
        facets={"kind": "Body"},
        filters={"body": (record.name,)},
        names=tuple(filter(None, (record.name, record.short, *record.words))),
    )


def report(facts: Facts, record: Report) -> Page:
    """A report and all that it asked."""
    standings = facts.report(record)
    return Page(
        path=record_path(record),
        template="report.html",
        title=record.title,
        description=record.summary,
        values={
            "record": record,
            "citations": citations_of(facts.tracker),
            "standings": standings,
        },
        trail=(("Reports", "reports/"),),
        source=_source(record),
        changed=record.published.first,
        facets={"kind": "Report", "date": record.published.text},
        filters={"report": (record.short,), "year": (str(record.published.first.year),)},
        names=(record.title, record.short),
        about=publication(record),
    )


def _source(record: Record) -> str:
    return f"data/{record.folder}/{record.id}.yaml"
