"""The facts → every published item."""

from collections.abc import Callable, Iterable, Mapping

from tracker.derive.change import Change, Value
from tracker.derive.facts import Facts, bodies_of
from tracker.derive.filing import topics_of
from tracker.derive.points import Point
from tracker.derive.promises import Promised
from tracker.derive.standing import Standing
from tracker.publish.address import shown_at
from tracker.publish.data import inside, items
from tracker.publish.data.inside import bounds, text_of
from tracker.publish.data.item import Item
from tracker.publish.said import said
from tracker.record.fields import Record
from tracker.record.model import Body, Development, Implication, Measure, Report, Service
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import Term

Items = Mapping[str, tuple[Item, ...]]
"""The items of each kind, in the order of their ids; changes newest first."""


def gather(facts: Facts, changes: Iterable[Change], url: Callable[[str], str]) -> Items:
    """Every item of every kind; `url` makes an address of a path."""
    tracker = facts.tracker

    def common(record: Record) -> dict[str, object]:
        return {
            "id": record.id,
            "page": url(shown_at(tracker, record)[1]),
            "corrections": inside.corrections(record),
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
        "changes": (_change(tracker, change, url) for change in changes),
        "vocabularies": _vocabularies(tracker),
    }
    return {kind: tuple(found) for kind, found in gathered.items()}


Common = Mapping[str, object]


def _report(record: Report, common: Common) -> Item:
    return items.Report.model_validate(
        {
            **common,
            **_same(record, "title", "short", "authors", "url", "summary", "makes", "recorded"),
            "published": record.published.text,
            "recorded_reason": record.recorded_reason,
            "sources": inside.sources(record, record.sources),
        }
    )


def _recommendation(tracker: Tracker, standing: Standing, common: Common) -> Item:
    record, vocabulary = standing.recommendation, tracker.vocabulary
    same = ("report", "number", "title", "short", "content_note", "summary", "addressed_to")
    sure = standing.confidence
    return items.Recommendation.model_validate(
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
            "open_questions": inside.questions(record, record.open_questions),
            "reviews": inside.reviews(record),
        }
    )


def _development(facts: Facts, record: Development, common: Common) -> Item:
    concerned = facts.concerns[record.id]
    return items.Development.model_validate(
        {
            **common,
            **bounds(record.date),
            **_same(record, "title", "summary", "content_note", "kind", "measures", "places"),
            "kind_in_words": _word(facts.tracker, "development-kinds", record.kind),
            "recommendations": concerned,
            "bodies": list(bodies_of(facts.tracker, record, concerned)),
            "topics": list(topics_of(facts.tracker, record, concerned)),
            "sources": inside.sources(record, record.sources),
        }
    )


def _measure(tracker: Tracker, record: Measure, common: Common) -> Item:
    same = ("name", "short", "kind", "content_note", "summary", "applies_in", "bodies", "topics")
    return items.Measure.model_validate(
        {
            **common,
            **_same(record, *same, "url", "citation", "part_of"),
            "kind_in_words": _word(tracker, "measure-kinds", record.kind),
            "stages": inside.stages(tracker, record),
            "open_questions": inside.questions(record, record.open_questions),
        }
    )


def _body(tracker: Tracker, record: Body, common: Common) -> Item:
    return items.Body.model_validate(
        {
            **common,
            **_same(record, "name", "short", "kind", "summary", "applies_in", "url"),
            "kind_in_words": _word(tracker, "body-kinds", record.kind),
            "other_names": record.words,
        }
    )


def _implication(point: Point, record: Implication, common: Common) -> Item:
    same = ("audience", "topic", "point", "force", "applies_in", "words", "measures")
    return items.Implication.model_validate(
        {
            **common,
            **_same(record, *same, "recommendations"),
            "phase": point.when,
            "start": text_of(point.start),
            "expected": text_of(point.expected),
            "looked_to": text_of(point.looked_to),
            "sources": inside.sources(record, record.sources),
        }
    )


def _service(record: Service, common: Common) -> Item:
    same = ("name", "summary", "need", "serves", "url", "phone", "text", "hours", "applies_in")
    return items.Service.model_validate(
        {
            **common,
            **_same(record, *same),
            "sources": inside.sources(record, record.sources),
        }
    )


def _change(tracker: Tracker, change: Change, url: Callable[[str], str]) -> Item:
    words = said(tracker, change)
    return items.Change.model_validate(
        {
            "id": change.id,
            "page": url(words.path),
            "kind": change.kind,
            "kind_in_words": words.kind,
            **bounds(change.date),
            "recorded": change.recorded.text,
            "record_kind": change.record.folder,
            "record": change.record.id,
            "what": words.what or None,
            "before": _state(change.before),
            "after": _state(change.after),
            "before_in_words": words.before or None,
            "after_in_words": words.after or None,
            "reason": change.reason or None,
            "evidence": [development.id for development in change.evidence],
        }
    )


def _state(value: Value) -> str | None:
    return text_of(value.date) if isinstance(value, Promised) else value


def _vocabularies(tracker: Tracker) -> Iterable[Item]:
    """The vocabularies whose words have a label and a meaning."""
    for name, held in sorted(tracker.vocabulary.terms.items()):
        words = [(id, term) for id, term in held.items() if isinstance(term, Term)]
        if words:
            terms = (
                items.Term(
                    id=f"{name}/{id}",
                    vocabulary=name,
                    word=id,
                    label=term.label,
                    description=term.description,
                    place=place,
                )
                for place, (id, term) in enumerate(words, start=1)
            )
            yield items.Vocabulary(id=name, terms=tuple(terms))


def _word(tracker: Tracker, vocabulary: str, id: str) -> str:
    label: str = tracker.vocabulary.term(vocabulary, id).label
    return label


def _same(record: Record, *names: str) -> dict[str, object]:
    """The fields that are published as they stand."""
    return {name: getattr(record, name) for name in names}
