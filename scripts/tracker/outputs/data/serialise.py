"""Facts and changes → the published items, in the types of `published`.

`serialise` gives every item of the kinds that stand by themselves; the other functions give what
stands inside those. Ids of inner items are made of the record's id and their number, from 1.
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


def _date_text(date: PartialDate | None) -> str | None:
    """A date as it is published: ISO 8601, in its own precision; None for no date."""
    return date.text if date else None


def _date_bounds(date: PartialDate | None, name: str = "date") -> dict[str, Any]:
    """The fields of a date under a name: its text, and the earliest and the latest day that it can
    mean.
    """
    return {
        name: _date_text(date),
        f"{name}_first": date.earliest.isoformat() if date else None,
        f"{name}_last": date.latest.isoformat() if date else None,
    }


def _sources(
    record: Record, cited: Iterable[Source], first: int = 1
) -> tuple[published.Source, ...]:
    """Some sources of a record, numbered from `first` among all that it cites."""
    return tuple(
        published.Source(
            id=f"{record.folder}/{record.id}/{number}",
            title=source.title,
            publisher=source.publisher,
            url=str(source.url),
            published=_date_text(source.published),
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


def _searches(owner_kind: str, owner: str, done: Iterable[Search]) -> tuple[published.Search, ...]:
    """The searches of a finding, a response or a stage (`owner_kind`) with the id `owner`."""
    return tuple(
        published.Search(
            id=f"{owner_kind}/{owner}/{number}",
            looked_in=search.where,
            looked_for=search.words,
            looked_to=search.to.text,
            **{owner_kind: owner},
        )
        for number, search in enumerate(done, start=1)
    )


def _corrections(record: Record) -> tuple[published.Correction, ...]:
    """The corrections that a record notes, in its order."""
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


def _open_questions(
    record: Record, questions: Iterable[OpenQuestion]
) -> tuple[published.OpenQuestion, ...]:
    """The open questions of a recommendation or a measure."""
    return tuple(
        published.OpenQuestion(
            id=f"{record.folder}/{record.id}/{number}",
            question=question.question,
            looked_to=question.looked_to.text,
            **{record.one: record.id},
        )
        for number, question in enumerate(questions, start=1)
    )


def _reviews(record: Recommendation) -> tuple[published.Review, ...]:
    """Every review of a recommendation, oldest first."""
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


def _responses(dataset: Dataset, assessment: Assessment) -> tuple[published.Response, ...]:
    """Every response to a recommendation, oldest first."""
    record = assessment.recommendation
    serialised = []
    for number, response in enumerate(record.responses, start=1):
        id = f"{record.id}.{response.by}.{number}"
        serialised.append(
            published.Response(
                id=id,
                recommendation=record.id,
                position=response.position,
                position_in_words=_term_label(dataset, "responses", response.position),
                body=response.by,
                is_current=response in assessment.responses,
                development=response.development,
                note=response.note,
                searches=_searches("response", id, response.searched),
            )
        )
    return tuple(serialised)


def _claims(dataset: Dataset, record: Recommendation) -> tuple[published.Claim, ...]:
    """Every claim about a recommendation, oldest first."""
    return tuple(
        published.Claim(
            id=f"{record.id}.{number}",
            recommendation=record.id,
            claim_status=claim.state,
            claim_status_in_words=_term_label(dataset, "states", claim.state),
            date=dataset.developments[claim.development].date.text,
            development=claim.development,
            note=claim.note,
        )
        for number, claim in enumerate(record.government_says, start=1)
    )


def _element(
    dataset: Dataset, record: Recommendation, assessed: ElementAssessment
) -> published.Element:
    """An element as it stands, with its findings, oldest first."""
    id = f"{record.id}.{assessed.element.id}"
    return published.Element(
        id=id,
        recommendation=record.id,
        number=assessed.number,
        text=assessed.element.text,
        rests_on=assessed.element.rests_on,
        status=assessed.status,
        status_in_words=dataset.vocabulary.statuses[assessed.status].label,
        since=assessed.since.text,
        confidence=assessed.confidence.level if assessed.confidence else None,
        findings=tuple(
            _finding(dataset, id, number, finding, finding is assessed.finding)
            for number, finding in enumerate(assessed.element.findings, start=1)
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
        **_date_bounds(finding.date),
        recorded=finding.recorded.text,
        reason=finding.reason,
        evidence=finding.evidence,
        against=finding.against,
        evidence_to=finding.evidence_to.text,
        corrects=_date_text(finding.corrects),
        superseded_by=finding.superseded_by,
        is_current=current,
        searches=_searches("finding", id, finding.searched),
    )


def _commitment(progress: CommitmentProgress) -> published.Commitment:
    """A commitment as it stands, with every due date that it was given, oldest first."""
    authored = progress.commitment
    id = f"{progress.recommendation.id}.{authored.id}"
    return published.Commitment(
        id=id,
        recommendation=progress.recommendation.id,
        what=authored.what,
        bodies=authored.by,
        made=authored.made,
        due_state=progress.state,
        **_date_bounds(progress.due),
        days_overdue=progress.days_overdue,
        slips=progress.slips,
        met=_date_text(authored.met.date) if authored.met else None,
        met_by=authored.met.development if authored.met else None,
        looked_to=progress.evidence_to.text,
        due_dates=tuple(
            _due_date(id, number, due, due is progress.due_dates[-1])
            for number, due in enumerate(progress.due_dates, start=1)
        ),
    )


def _due_date(
    commitment: str, number: int, due: ResolvedDueDate, current: bool
) -> published.DueDate:
    return published.DueDate(
        id=f"{commitment}.{number}",
        commitment=commitment,
        **_date_bounds(due.date),
        words=due.words,
        set_on=due.set_on.text,
        reason=due.reason,
        is_current=current,
    )


def _stages(dataset: Dataset, record: Measure) -> tuple[published.Stage, ...]:
    """The stages of a measure, in its order; their sources are numbered through the measure."""
    serialised: list[published.Stage] = []
    source_number = 1
    for number, stage in enumerate(record.stages, start=1):
        serialised.append(_stage(dataset, record, number, stage, source_number))
        source_number += stage.source is not None
    return tuple(serialised)


def _stage(
    dataset: Dataset, record: Measure, number: int, stage: Stage, source_number: int
) -> published.Stage:
    id = f"{record.id}.{stage.stage}.{number}"
    return published.Stage(
        id=id,
        measure=record.id,
        stage=stage.stage,
        stage_in_words=_term_label(dataset, "stages", stage.stage),
        **_date_bounds(stage.date),
        **_date_bounds(stage.expected, "expected"),
        words=stage.words,
        applies_in=stage.applies_in or record.applies_in,
        sources=_sources(record, [stage.source] if stage.source else [], source_number),
        searches=_searches("stage", id, stage.searched),
    )


def _change(dataset: Dataset, change: Change, url: Callable[[str], str]) -> Item:
    """A change, as ids and in words; `url` makes an address of a path."""
    words = describe_change(dataset, change)
    return published.Change.model_validate(
        {
            "id": change.id,
            "page": url(words.path),
            "kind": change.kind,
            "kind_in_words": words.kind,
            **_date_bounds(change.date),
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
    return _date_text(value.date) if isinstance(value, ResolvedDueDate) else value


def _vocabularies(dataset: Dataset) -> Iterable[Item]:
    """The vocabularies whose words have a label and a meaning."""
    for name, entries in sorted(dataset.vocabulary.terms.items()):
        described = [(id, term) for id, term in entries.items() if isinstance(term, Term)]
        if described:
            terms = (
                published.Term(
                    id=f"{name}/{id}",
                    vocabulary=name,
                    word=id,
                    label=term.label,
                    description=term.description,
                    number=number,
                )
                for number, (id, term) in enumerate(described, start=1)
            )
            yield published.Vocabulary(id=name, terms=tuple(terms))


PublishedItems = Mapping[str, tuple[Item, ...]]
"""The items of each kind, in the order of their ids; changes newest first."""


def serialise(facts: Facts, changes: Iterable[Change], url: Callable[[str], str]) -> PublishedItems:
    """The items of every kind that stands by itself, with all that stands inside them; `url` makes
    an address of a path.
    """
    dataset = facts.dataset

    def common(record: Record) -> dict[str, object]:
        return {
            "id": record.id,
            "page": url(title_and_path(dataset, record)[1]),
            "corrections": _corrections(record),
        }

    applied_implications = {
        applied.implication.id: applied
        for of_audience in facts.implications_by.audience.values()
        for applied in of_audience
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
            _implication(applied_implications[id], i, common(i))
            for id, i in dataset.implications.items()
        ),
        "services": (_service(s, common(s)) for s in dataset.services.values()),
        "changes": (_change(dataset, change, url) for change in changes),
        "vocabularies": _vocabularies(dataset),
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
            "sources": _sources(record, record.sources),
        }
    )


def _recommendation(dataset: Dataset, assessment: Assessment, common: CommonFields) -> Item:
    record, statuses = assessment.recommendation, dataset.vocabulary.statuses
    same = ("report", "number", "title", "short", "content_note", "summary", "addressed_to")
    confidence = assessment.confidence
    return published.Recommendation.model_validate(
        {
            **common,
            **_copied(record, *same, "addressed_note", "applies_in", "topics", "repeats"),
            "blocked_by": record.blocked_by,
            "status": assessment.status,
            "status_in_words": statuses[assessment.status].label,
            "share": share_text(statuses, assessment.share),
            "share_count": assessment.share.count,
            "share_of": assessment.share.total,
            "reason": assessment.deciding_element.finding.reason,
            "confidence": confidence.level if confidence else None,
            "confidence_reason": confidence.reason if confidence else None,
            "claim_status": assessment.claim_status,
            "claim_status_in_words": _term_label(dataset, "states", assessment.claim_status),
            "last_change": _date_text(assessment.last_change),
            "next_date": _date_text(assessment.next_date),
            "evidence_to": assessment.evidence_to.text,
            "reviewed": assessment.review.date.text,
            "reconstructed": assessment.reconstructed,
            "flags": [flag_text(flag) for flag in assessment.flags],
            "developments": [development.id for development in assessment.timeline],
            "responses": _responses(dataset, assessment),
            "claims": _claims(dataset, record),
            "elements": [_element(dataset, record, assessed) for assessed in assessment.elements],
            "commitments": [_commitment(progress) for progress in assessment.commitments],
            "open_questions": _open_questions(record, record.open_questions),
            "reviews": _reviews(record),
        }
    )


def _development(facts: Facts, record: Development, common: CommonFields) -> Item:
    recommendations = facts.developments_by.recommendations_of[record.id]
    return published.Development.model_validate(
        {
            **common,
            **_date_bounds(record.date),
            "recorded": record.recorded.text,
            **_copied(record, "title", "summary", "content_note", "kind", "measures", "places"),
            "kind_in_words": _term_label(facts.dataset, "development-kinds", record.kind),
            "recommendations": recommendations,
            "bodies": list(bodies_of(facts.dataset, record, recommendations)),
            "topics": list(topics_of(facts.dataset, record, recommendations)),
            "sources": _sources(record, record.sources),
        }
    )


def _measure(dataset: Dataset, record: Measure, common: CommonFields) -> Item:
    same = ("name", "short", "kind", "content_note", "summary", "applies_in", "bodies", "topics")
    return published.Measure.model_validate(
        {
            **common,
            **_copied(record, *same, "url", "citation", "part_of"),
            "kind_in_words": _term_label(dataset, "measure-kinds", record.kind),
            "stages": _stages(dataset, record),
            "open_questions": _open_questions(record, record.open_questions),
        }
    )


def _body(dataset: Dataset, record: Body, common: CommonFields) -> Item:
    return published.Body.model_validate(
        {
            **common,
            **_copied(record, "name", "short", "kind", "summary", "words", "applies_in", "url"),
            "kind_in_words": _term_label(dataset, "body-kinds", record.kind),
        }
    )


def _implication(applied: AppliedImplication, record: Implication, common: CommonFields) -> Item:
    same = ("audience", "topic", "point", "force", "applies_in", "words", "measures")
    return published.Implication.model_validate(
        {
            **common,
            **_copied(record, *same, "recommendations"),
            "phase": applied.phase,
            "start": _date_text(applied.start),
            "expected": _date_text(applied.expected),
            "looked_to": _date_text(applied.looked_to),
            "reported_for": _date_text(applied.reported.date if applied.reported else None),
            "sources": _sources(record, record.sources),
        }
    )


def _service(record: Service, common: CommonFields) -> Item:
    same = ("name", "summary", "need", "serves", "url", "phone", "text", "hours", "applies_in")
    return published.Service.model_validate(
        {
            **common,
            **_copied(record, *same),
            "sources": _sources(record, record.sources),
        }
    )


def _term_label(dataset: Dataset, vocabulary: str, id: str) -> str:
    """A word of a vocabulary as readers see it."""
    label: str = dataset.vocabulary.term(vocabulary, id).label
    return label


def _copied(record: Record, *names: str) -> dict[str, object]:
    """The fields of a record that are published as they stand, by name."""
    return {name: getattr(record, name) for name in names}
