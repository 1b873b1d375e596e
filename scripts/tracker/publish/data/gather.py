"""The facts → every published item."""

from collections.abc import Callable, Iterable, Mapping

from tracker.derive.change import Change
from tracker.derive.facts import Facts, bodies_of
from tracker.derive.filing import topics_of
from tracker.derive.points import AppliedImplication
from tracker.derive.standing import Assessment
from tracker.publish.address import title_and_path
from tracker.publish.data import grounding, inside, records
from tracker.publish.data.beside import serialise_change, serialise_vocabularies
from tracker.publish.data.grounding import date_bounds, date_text
from tracker.publish.data.item import Item
from tracker.record.fields import Record
from tracker.record.model import Body, Development, Implication, Measure, Report, Service
from tracker.record.tracker import Dataset

PublishedItems = Mapping[str, tuple[Item, ...]]
"""The items of each kind, in the order of their ids; changes newest first."""


def serialise(facts: Facts, changes: Iterable[Change], url: Callable[[str], str]) -> PublishedItems:
    """Every item of every kind; `url` makes an address of a path."""
    dataset = facts.dataset

    def common(record: Record) -> dict[str, object]:
        return {
            "id": record.id,
            "page": url(title_and_path(dataset, record)[1]),
            "corrections": grounding.corrections(record),
        }

    implications = {p.implication.id: p for of in facts.points_for.values() for p in of}
    gathered: Mapping[str, Iterable[Item]] = {
        "reports": (_report(r, common(r)) for r in dataset.reports.values()),
        "recommendations": (
            _recommendation(dataset, facts.assessments[id], common(r))
            for id, r in dataset.recommendations.items()
        ),
        "developments": (_development(facts, d, common(d)) for d in dataset.developments.values()),
        "measures": (_measure(dataset, m, common(m)) for m in dataset.measures.values()),
        "bodies": (_body(dataset, b, common(b)) for b in dataset.bodies.values()),
        "implications": (
            _implication(implications[id], i, common(i)) for id, i in dataset.implications.items()
        ),
        "services": (_service(s, common(s)) for s in dataset.services.values()),
        "changes": (serialise_change(dataset, change, url) for change in changes),
        "vocabularies": serialise_vocabularies(dataset),
    }
    return {kind: tuple(found) for kind, found in gathered.items()}


CommonFields = Mapping[str, object]


def _report(record: Report, common: CommonFields) -> Item:
    return records.Report.model_validate(
        {
            **common,
            **_copied(record, "title", "short", "authors", "url", "summary", "makes", "recorded"),
            "published": record.published.text,
            "recorded_reason": record.recorded_reason,
            "sources": grounding.sources(record, record.sources),
        }
    )


def _recommendation(dataset: Dataset, assessment: Assessment, common: CommonFields) -> Item:
    record, vocabulary = assessment.recommendation, dataset.vocabulary
    same = ("report", "number", "title", "short", "content_note", "summary", "addressed_to")
    sure = assessment.confidence
    return records.Recommendation.model_validate(
        {
            **common,
            **_copied(record, *same, "addressed_note", "applies_in", "topics", "repeats"),
            "blocked_by": record.blocked_by,
            "label": assessment.status,
            "label_in_words": vocabulary.statuses[assessment.status].label,
            "share": assessment.share.words(vocabulary.statuses),
            "share_count": assessment.share.count,
            "share_of": assessment.share.total,
            "reason": assessment.deciding_element.finding.reason,
            "confidence": sure.level if sure else None,
            "confidence_reason": sure.reason if sure else None,
            "government_says": assessment.claim_status,
            "government_says_in_words": vocabulary.term("states", assessment.claim_status).label,
            "last_change": date_text(assessment.last_change),
            "next_date": date_text(assessment.next_date),
            "evidence_to": assessment.evidence_to.text,
            "reviewed": assessment.review.date.text,
            "reconstructed": assessment.reconstructed,
            "flags": [flag.words for flag in assessment.flags],
            "developments": [development.id for development in assessment.timeline],
            "responses": inside.responses(dataset, assessment),
            "claims": inside.claims(dataset, record),
            "elements": [inside.element(dataset, record, part) for part in assessment.elements],
            "commitments": [inside.commitment(progress) for progress in assessment.commitments],
            "open_questions": grounding.questions(record, record.open_questions),
            "reviews": grounding.reviews(record),
        }
    )


def _development(facts: Facts, record: Development, common: CommonFields) -> Item:
    concerned = facts.concerns[record.id]
    return records.Development.model_validate(
        {
            **common,
            **date_bounds(record.date),
            "recorded": record.recorded.text,
            **_copied(record, "title", "summary", "content_note", "kind", "measures", "places"),
            "kind_in_words": _term_label(facts.dataset, "development-kinds", record.kind),
            "recommendations": concerned,
            "bodies": list(bodies_of(facts.dataset, record, concerned)),
            "topics": list(topics_of(facts.dataset, record, concerned)),
            "sources": grounding.sources(record, record.sources),
        }
    )


def _measure(dataset: Dataset, record: Measure, common: CommonFields) -> Item:
    same = ("name", "short", "kind", "content_note", "summary", "applies_in", "bodies", "topics")
    return records.Measure.model_validate(
        {
            **common,
            **_copied(record, *same, "url", "citation", "part_of"),
            "kind_in_words": _term_label(dataset, "measure-kinds", record.kind),
            "stages": inside.stages(dataset, record),
            "open_questions": grounding.questions(record, record.open_questions),
        }
    )


def _body(dataset: Dataset, record: Body, common: CommonFields) -> Item:
    return records.Body.model_validate(
        {
            **common,
            **_copied(record, "name", "short", "kind", "summary", "applies_in", "url"),
            "kind_in_words": _term_label(dataset, "body-kinds", record.kind),
            "other_names": record.words,
        }
    )


def _implication(applied: AppliedImplication, record: Implication, common: CommonFields) -> Item:
    same = ("audience", "topic", "point", "force", "applies_in", "words", "measures")
    return records.Implication.model_validate(
        {
            **common,
            **_copied(record, *same, "recommendations"),
            "phase": applied.phase,
            "start": date_text(applied.start),
            "expected": date_text(applied.expected),
            "looked_to": date_text(applied.looked_to),
            "reported_for": date_text(applied.reported.day if applied.reported else None),
            "sources": grounding.sources(record, record.sources),
        }
    )


def _service(record: Service, common: CommonFields) -> Item:
    same = ("name", "summary", "need", "serves", "url", "phone", "text", "hours", "applies_in")
    return records.Service.model_validate(
        {
            **common,
            **_copied(record, *same),
            "sources": grounding.sources(record, record.sources),
        }
    )


def _term_label(dataset: Dataset, vocabulary: str, id: str) -> str:
    label: str = dataset.vocabulary.term(vocabulary, id).label
    return label


def _copied(record: Record, *names: str) -> dict[str, object]:
    """The fields that are published as they stand."""
    return {name: getattr(record, name) for name in names}
