"""What records rest on, and what is open or was wrong in them, as published items.

What stands inside records, as published items.

What stands beside the records, as published items: changes and vocabularies.

The facts → every published item.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tracker.derive.changes import Change, ChangeValue
from tracker.derive.commencement import AppliedImplication
from tracker.derive.commitments import CommitmentProgress, ResolvedDueDate
from tracker.derive.facts import Facts
from tracker.derive.indexes import bodies_of, topics_of
from tracker.derive.status import Assessment, ElementAssessment
from tracker.load.dataset import Dataset
from tracker.outputs.data import published
from tracker.outputs.data.published import Item
from tracker.schema.dates import PartialDate
from tracker.schema.fields import OpenQuestion, Record, Search, Source
from tracker.schema.records import (
    Body,
    Development,
    Finding,
    Implication,
    Measure,
    Recommendation,
    Report,
    Service,
    Stage,
)
from tracker.schema.vocabularies import Term
from tracker.text.change_sentences import describe_change
from tracker.text.names import title_and_path
from tracker.text.status_sentences import flag_text, share_text


def date_text(date: PartialDate | None) -> str | None:
    """A date as it is published."""
    return date.text if date else None


def date_bounds(date: PartialDate | None, name: str = "date") -> dict[str, Any]:
    """A date with the earliest and the latest day that it can mean, under a name."""
    return {
        name: date_text(date),
        f"{name}_first": date.earliest.isoformat() if date else None,
        f"{name}_last": date.latest.isoformat() if date else None,
    }


def sources(
    record: Record, cited: Iterable[Source], first: int = 1
) -> tuple[published.Source, ...]:
    """The sources of a record, numbered from `first`."""
    return tuple(
        published.Source(
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
        for number, source in enumerate(cited, start=first)
    )


def searches(relation: str, owner: str, records: Iterable[Search]) -> tuple[published.Search, ...]:
    """The looks of a finding, a response or a stage, which `relation` says."""
    return tuple(
        published.Search(
            id=f"{relation}/{owner}/{number}",
            looked_in=search.where,
            looked_for=search.words,
            looked_to=search.to.text,
            **{relation: owner},
        )
        for number, search in enumerate(records, start=1)
    )


def corrections(record: Record) -> tuple[published.Correction, ...]:
    """What was wrong in a record."""
    return tuple(
        published.Correction(
            id=f"{record.folder}/{record.id}/{number}",
            date=correction.date.text,
            note=correction.note,
            record_kind=record.folder,
            record=record.id,
        )
        for number, correction in enumerate(record.corrections, start=1)
    )


def questions(
    record: Record, records: Iterable[OpenQuestion]
) -> tuple[published.OpenQuestion, ...]:
    """The open questions of a recommendation or a measure."""
    return tuple(
        published.OpenQuestion(
            id=f"{record.folder}/{record.id}/{number}",
            question=open.question,
            looked_to=open.looked_to.text,
            **{record.one: record.id},
        )
        for number, open in enumerate(records, start=1)
    )


def reviews(record: Recommendation) -> tuple[published.Review, ...]:
    """Every look at a recommendation."""
    return tuple(
        published.Review(
            id=f"{record.id}.{number}",
            recommendation=record.id,
            date=review.date.text,
            evidence_to=review.evidence_to.text,
            seen=review.seen,
            note=review.note,
        )
        for number, review in enumerate(record.reviews, start=1)
    )


def responses(dataset: Dataset, assessment: Assessment) -> tuple[published.Response, ...]:
    """Every answer, oldest first."""
    record = assessment.recommendation
    serialised = []
    for number, response in enumerate(record.responses, start=1):
        id = f"{record.id}.{response.by}.{number}"
        serialised.append(
            published.Response(
                id=id,
                recommendation=record.id,
                position=response.position,
                position_in_words=dataset.vocabulary.term("responses", response.position).label,
                body=response.by,
                is_current=response in assessment.responses,
                development=response.development,
                note=response.note,
                searches=searches("response", id, response.searched),
            )
        )
    return tuple(serialised)


def claims(dataset: Dataset, record: Recommendation) -> tuple[published.Claim, ...]:
    """What the government said, oldest first."""
    return tuple(
        published.Claim(
            id=f"{record.id}.{number}",
            recommendation=record.id,
            state=claim.state,
            state_in_words=dataset.vocabulary.term("states", claim.state).label,
            date=dataset.developments[claim.development].date.text,
            development=claim.development,
            note=claim.note,
        )
        for number, claim in enumerate(record.government_says, start=1)
    )


def element(dataset: Dataset, record: Recommendation, part: ElementAssessment) -> published.Element:
    """An element as it stands, with its findings, oldest first."""
    id = f"{record.id}.{part.element.id}"
    return published.Element(
        id=id,
        recommendation=record.id,
        number=part.number,
        text=part.element.text,
        rests_on=part.element.rests_on,
        label=part.status,
        label_in_words=dataset.vocabulary.statuses[part.status].label,
        since=part.since.text,
        confidence=part.confidence.level if part.confidence else None,
        findings=tuple(
            _finding(dataset, id, number, finding, finding is part.finding)
            for number, finding in enumerate(part.element.findings, start=1)
        ),
    )


def _finding(
    dataset: Dataset, element: str, number: int, finding: Finding, current: bool
) -> published.Finding:
    id = f"{element}.{number}"
    return published.Finding(
        id=id,
        element=element,
        status=finding.status,
        status_in_words=dataset.vocabulary.statuses[finding.status].label,
        **date_bounds(finding.date),
        recorded=finding.recorded.text,
        reason=finding.reason,
        evidence=finding.evidence,
        against=finding.against,
        evidence_to=finding.evidence_to.text,
        corrects=date_text(finding.corrects),
        superseded_by=finding.superseded_by,
        is_current=current,
        searches=searches("finding", id, finding.searched),
    )


def commitment(progress: CommitmentProgress) -> published.Commitment:
    """A promise as it stands, with every date that it has had, oldest first."""
    authored = progress.commitment
    id = f"{progress.recommendation.id}.{authored.id}"
    return published.Commitment(
        id=id,
        recommendation=progress.recommendation.id,
        what=authored.what,
        bodies=authored.by,
        made=authored.made,
        state=progress.state,
        **date_bounds(progress.due),
        days_overdue=progress.days_overdue,
        slipped=progress.slips,
        met=date_text(authored.met.date) if authored.met else None,
        met_by=authored.met.development if authored.met else None,
        looked_to=progress.evidence_to.text,
        due_dates=tuple(
            _due_date(id, number, date, date is progress.due_dates[-1])
            for number, date in enumerate(progress.due_dates, start=1)
        ),
    )


def _due_date(
    commitment: str, number: int, date: ResolvedDueDate, current: bool
) -> published.DueDate:
    return published.DueDate(
        id=f"{commitment}.{number}",
        commitment=commitment,
        **date_bounds(date.date),
        words=date.words,
        set_on=date.set_on.text,
        reason=date.reason,
        is_current=current,
    )


def stages(dataset: Dataset, record: Measure) -> tuple[published.Stage, ...]:
    """The ladder of a measure, in its order."""
    serialised: list[published.Stage] = []
    cited = 1
    for number, stage in enumerate(record.stages, start=1):
        serialised.append(_stage(dataset, record, number, stage, cited))
        cited += stage.source is not None
    return tuple(serialised)


def _stage(
    dataset: Dataset, record: Measure, number: int, stage: Stage, cited: int
) -> published.Stage:
    id = f"{record.id}.{stage.stage}.{number}"
    return published.Stage(
        id=id,
        measure=record.id,
        stage=stage.stage,
        stage_in_words=dataset.vocabulary.term("stages", stage.stage).label,
        **date_bounds(stage.date),
        **date_bounds(stage.expected, "expected"),
        words=stage.words,
        applies_in=stage.applies_in or record.applies_in,
        sources=sources(record, [stage.source] if stage.source else [], cited),
        searches=searches("stage", id, stage.searched),
    )


def serialise_change(dataset: Dataset, change: Change, url: Callable[[str], str]) -> Item:
    """A change, with its words."""
    words = describe_change(dataset, change)
    return published.Change.model_validate(
        {
            "id": change.id,
            "page": url(words.path),
            "kind": change.kind,
            "kind_in_words": words.kind,
            **date_bounds(change.date),
            "recorded": change.recorded.text,
            "record_kind": change.record.folder,
            "record": change.record.id,
            "what": words.what or None,
            "before": _change_value(change.before),
            "after": _change_value(change.after),
            "before_in_words": words.before or None,
            "after_in_words": words.after or None,
            "reason": change.reason or None,
            "evidence": [development.id for development in change.evidence],
        }
    )


def _change_value(value: ChangeValue) -> str | None:
    return date_text(value.date) if isinstance(value, ResolvedDueDate) else value


def serialise_vocabularies(dataset: Dataset) -> Iterable[Item]:
    """The vocabularies whose words have a label and a meaning."""
    for name, entries in sorted(dataset.vocabulary.terms.items()):
        words = [(id, term) for id, term in entries.items() if isinstance(term, Term)]
        if words:
            terms = (
                published.Term(
                    id=f"{name}/{id}",
                    vocabulary=name,
                    word=id,
                    label=term.label,
                    description=term.description,
                    place=place,
                )
                for place, (id, term) in enumerate(words, start=1)
            )
            yield published.Vocabulary(id=name, terms=tuple(terms))


PublishedItems = Mapping[str, tuple[Item, ...]]
"""The items of each kind, in the order of their ids; changes newest first."""


def serialise(facts: Facts, changes: Iterable[Change], url: Callable[[str], str]) -> PublishedItems:
    """Every item of every kind; `url` makes an address of a path."""
    dataset = facts.dataset

    def common(record: Record) -> dict[str, object]:
        return {
            "id": record.id,
            "page": url(title_and_path(dataset, record)[1]),
            "corrections": corrections(record),
        }

    implications = {
        p.implication.id: p for of in facts.implications_by.audience.values() for p in of
    }
    by_kind: Mapping[str, Iterable[Item]] = {
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
    return {kind: tuple(items) for kind, items in by_kind.items()}


CommonFields = Mapping[str, object]


def _report(record: Report, common: CommonFields) -> Item:
    return published.Report.model_validate(
        {
            **common,
            **_copied(record, "title", "short", "authors", "url", "summary", "makes", "recorded"),
            "published": record.published.text,
            "recorded_reason": record.recorded_reason,
            "sources": sources(record, record.sources),
        }
    )


def _recommendation(dataset: Dataset, assessment: Assessment, common: CommonFields) -> Item:
    record, vocabulary = assessment.recommendation, dataset.vocabulary
    same = ("report", "number", "title", "short", "content_note", "summary", "addressed_to")
    sure = assessment.confidence
    return published.Recommendation.model_validate(
        {
            **common,
            **_copied(record, *same, "addressed_note", "applies_in", "topics", "repeats"),
            "blocked_by": record.blocked_by,
            "label": assessment.status,
            "label_in_words": vocabulary.statuses[assessment.status].label,
            "share": share_text(vocabulary.statuses, assessment.share),
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
            "flags": [flag_text(flag) for flag in assessment.flags],
            "developments": [development.id for development in assessment.timeline],
            "responses": responses(dataset, assessment),
            "claims": claims(dataset, record),
            "elements": [element(dataset, record, part) for part in assessment.elements],
            "commitments": [commitment(progress) for progress in assessment.commitments],
            "open_questions": questions(record, record.open_questions),
            "reviews": reviews(record),
        }
    )


def _development(facts: Facts, record: Development, common: CommonFields) -> Item:
    concerned = facts.developments_by.recommendations_of[record.id]
    return published.Development.model_validate(
        {
            **common,
            **date_bounds(record.date),
            "recorded": record.recorded.text,
            **_copied(record, "title", "summary", "content_note", "kind", "measures", "places"),
            "kind_in_words": _term_label(facts.dataset, "development-kinds", record.kind),
            "recommendations": concerned,
            "bodies": list(bodies_of(facts.dataset, record, concerned)),
            "topics": list(topics_of(facts.dataset, record, concerned)),
            "sources": sources(record, record.sources),
        }
    )


def _measure(dataset: Dataset, record: Measure, common: CommonFields) -> Item:
    same = ("name", "short", "kind", "content_note", "summary", "applies_in", "bodies", "topics")
    return published.Measure.model_validate(
        {
            **common,
            **_copied(record, *same, "url", "citation", "part_of"),
            "kind_in_words": _term_label(dataset, "measure-kinds", record.kind),
            "stages": stages(dataset, record),
            "open_questions": questions(record, record.open_questions),
        }
    )


def _body(dataset: Dataset, record: Body, common: CommonFields) -> Item:
    return published.Body.model_validate(
        {
            **common,
            **_copied(record, "name", "short", "kind", "summary", "applies_in", "url"),
            "kind_in_words": _term_label(dataset, "body-kinds", record.kind),
            "other_names": record.words,
        }
    )


def _implication(applied: AppliedImplication, record: Implication, common: CommonFields) -> Item:
    same = ("audience", "topic", "point", "force", "applies_in", "words", "measures")
    return published.Implication.model_validate(
        {
            **common,
            **_copied(record, *same, "recommendations"),
            "phase": applied.phase,
            "start": date_text(applied.start),
            "expected": date_text(applied.expected),
            "looked_to": date_text(applied.looked_to),
            "reported_for": date_text(applied.reported.date if applied.reported else None),
            "sources": sources(record, record.sources),
        }
    )


def _service(record: Service, common: CommonFields) -> Item:
    same = ("name", "summary", "need", "serves", "url", "phone", "text", "hours", "applies_in")
    return published.Service.model_validate(
        {
            **common,
            **_copied(record, *same),
            "sources": sources(record, record.sources),
        }
    )


def _term_label(dataset: Dataset, vocabulary: str, id: str) -> str:
    label: str = dataset.vocabulary.term(vocabulary, id).label
    return label


def _copied(record: Record, *names: str) -> dict[str, object]:
    """The fields that are published as they stand."""
    return {name: getattr(record, name) for name in names}
