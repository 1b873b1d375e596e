"""The facts → every published item."""

from collections.abc import Callable, Iterable, Mapping

from tracker.derive.change import Change
from tracker.derive.facts import Facts, bodies_of
from tracker.derive.filing import topics_of
from tracker.derive.points import Point
from tracker.derive.standing import Standing
from tracker.publish.address import shown_at
from tracker.publish.data import grounding, inside, records
from tracker.publish.data.beside import of_change, of_vocabularies
from tracker.publish.data.grounding import bounds, text_of
from tracker.publish.data.item import Item
from tracker.record.fields import Record
from tracker.record.model import Body, Development, Implication, Measure, Report, Service
from tracker.record.tracker import Tracker

Items = Mapping[str, tuple[Item, ...]]
"""The items of each kind, in the order of their ids; changes newest first."""


def gather(facts: Facts, changes: Iterable[Change], url: Callable[[str], str]) -> Items:
    """Every item of every kind; `url` makes an address of a path."""
    tracker = facts.tracker

    def common(record: Record) -> dict[str, object]:
        return {
            "id": record.id,
            "page": url(shown_at(tracker, record)[1]),
            "corrections": grounding.corrections(record),
        }

    points = {p.implication.id: p for of in facts.points_for.values() for p in of}
    gathered: Mapping[str, Iterable[Item]] = {
        "reports": (_report(r, common(r)) for r in tracker.reports.values()),
        "recommendations": (
            _recommendation(tracker, facts.standings[id], common(r))
            for id, r in tracker.recommendations.items()
        ),
        "developments": (_development(facts, d, common(d)) for d in tracker.developments.values()),
        "measures": (_measure(tracker, m, common(m)) for m in tracker.measures.values()),
        "bodies": (_body(tracker, b, common(b)) for b in tracker.bodies.values()),
        "implications": (
            _implication(points[id], i, common(i)) for id, i in tracker.implications.items()
        ),
        "services": (_service(s, common(s)) for s in tracker.services.values()),
        "changes": (of_change(tracker, change, url) for change in changes),
        "vocabularies": of_vocabularies(tracker),
    }
    return {kind: tuple(found) for kind, found in gathered.items()}


Common = Mapping[str, object]


def _report(record: Report, common: Common) -> Item:
    return records.Report.model_validate(
        {
            **common,
            **_same(record, "title", "short", "authors", "url", "summary", "makes", "recorded"),
            "published": record.published.text,
            "recorded_reason": record.recorded_reason,
            "sources": grounding.sources(record, record.sources),
        }
    )


def _recommendation(tracker: Tracker, standing: Standing, common: Common) -> Item:
    record, vocabulary = standing.recommendation, tracker.vocabulary
    same = ("report", "number", "title", "short", "content_note", "summary", "addressed_to")
    sure = standing.confidence
    return records.Recommendation.model_validate(
        {
            **common,
            **_same(record, *same, "addressed_note", "applies_in", "topics", "repeats"),
            "blocked_by": record.blocked_by,
            "label": standing.label,
            "label_in_words": vocabulary.labels[standing.label].label,
            "share": standing.share.words(vocabulary.labels),
            "share_count": standing.share.count,
            "share_of": standing.share.total,
            "reason": standing.lead.finding.reason,
            "confidence": sure.level if sure else None,
            "confidence_reason": sure.reason if sure else None,
            "government_says": standing.state,
            "government_says_in_words": vocabulary.term("states", standing.state).label,
            "last_change": text_of(standing.last_change),
            "next_date": text_of(standing.next_date),
            "evidence_to": standing.evidence_to.text,
            "reviewed": standing.review.date.text,
            "reconstructed": standing.reconstructed,
            "flags": [flag.words for flag in standing.flags],
            "developments": [development.id for development in standing.timeline],
            "responses": inside.responses(tracker, standing),
            "claims": inside.claims(tracker, record),
            "elements": [inside.element(tracker, record, part) for part in standing.parts],
            "commitments": [inside.commitment(promise) for promise in standing.promises],
            "open_questions": grounding.questions(record, record.open_questions),
            "reviews": grounding.reviews(record),
        }
    )


def _development(facts: Facts, record: Development, common: Common) -> Item:
    concerned = facts.concerns[record.id]
    return records.Development.model_validate(
        {
            **common,
            **bounds(record.date),
            "recorded": record.recorded.text,
            **_same(record, "title", "summary", "content_note", "kind", "measures", "places"),
            "kind_in_words": _word(facts.tracker, "development-kinds", record.kind),
            "recommendations": concerned,
            "bodies": list(bodies_of(facts.tracker, record, concerned)),
            "topics": list(topics_of(facts.tracker, record, concerned)),
            "sources": grounding.sources(record, record.sources),
        }
    )


def _measure(tracker: Tracker, record: Measure, common: Common) -> Item:
    same = ("name", "short", "kind", "content_note", "summary", "applies_in", "bodies", "topics")
    return records.Measure.model_validate(
        {
            **common,
            **_same(record, *same, "url", "citation", "part_of"),
            "kind_in_words": _word(tracker, "measure-kinds", record.kind),
            "stages": inside.stages(tracker, record),
            "open_questions": grounding.questions(record, record.open_questions),
        }
    )


def _body(tracker: Tracker, record: Body, common: Common) -> Item:
    return records.Body.model_validate(
        {
            **common,
            **_same(record, "name", "short", "kind", "summary", "applies_in", "url"),
            "kind_in_words": _word(tracker, "body-kinds", record.kind),
            "other_names": record.words,
        }
    )


def _implication(point: Point, record: Implication, common: Common) -> Item:
    same = ("audience", "topic", "point", "force", "applies_in", "words", "measures")
    return records.Implication.model_validate(
        {
            **common,
            **_same(record, *same, "recommendations"),
            "phase": point.when,
            "start": text_of(point.start),
            "expected": text_of(point.expected),
            "looked_to": text_of(point.looked_to),
            "reported_for": text_of(point.reported.day if point.reported else None),
            "sources": grounding.sources(record, record.sources),
        }
    )


def _service(record: Service, common: Common) -> Item:
    same = ("name", "summary", "need", "serves", "url", "phone", "text", "hours", "applies_in")
    return records.Service.model_validate(
        {
            **common,
            **_same(record, *same),
            "sources": grounding.sources(record, record.sources),
        }
    )


def _word(tracker: Tracker, vocabulary: str, id: str) -> str:
    label: str = tracker.vocabulary.term(vocabulary, id).label
    return label


def _same(record: Record, *names: str) -> dict[str, object]:
    """The fields that are published as they stand."""
    return {name: getattr(record, name) for name in names}
