"""How each recommendation stood on any day: the file that its page reads when an address asks for a
day (`?as-of=2026-03-01`).
"""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from tracker.derive.as_of import TimeAxis, assessments_over_time
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Exporter, Page, Route
from tracker.schema.records import Recommendation
from tracker.text.claim_sentences import recommendation_claims, recommendation_voice
from tracker.text.commitment_sentences import DUE_STATE_LABELS, due_dates_text
from tracker.text.independent_sentences import independent_finding_texts
from tracker.text.names import record_path
from tracker.text.phrases import NOT_LOOKED_YET
from tracker.text.status_sentences import (
    label_text,
    reason_text,
    response_texts,
    share_text,
)


def routes(context: BuildContext, _: Sequence[Page]) -> Iterator[Route]:
    """A JSON file below each recommendation's page: `made`, the day on which it was made, and its
    assessments, in words, on both axes of time (`as_of`, `as_recorded`), oldest first. Each holds
    from its `from` until the next begins.
    """
    for recommendation in context.dataset.recommendations.values():
        make = partial(_states_json, context, recommendation)
        yield Route(f"{record_path(recommendation)}states.json", make)


def _states_json(context: BuildContext, recommendation: Recommendation) -> str:
    dataset = context.dataset
    made = dataset.reports[recommendation.report].published.latest
    content = {
        "made": made.isoformat(),
        "as_of": _history(context, recommendation, "as_of"),
        "as_recorded": _history(context, recommendation, "as_recorded"),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _history(
    context: BuildContext, recommendation: Recommendation, axis: TimeAxis
) -> list[dict[str, Any]]:
    """The assessments of a recommendation, without those that say the same as the one before."""
    dataset, today = context.dataset, context.today
    history: list[dict[str, Any]] = []
    for day, assessment in assessments_over_time(dataset, recommendation, today, axis):
        content = _assessment_in_words(dataset, assessment, context.facts.usual_claimant)
        evidence_to = assessment.evidence_to
        if axis == "as_of" and recommendation.reviews:
            evidence_to = recommendation.reviews[-1].evidence_to
        content["evidence_to"] = evidence_to.text if evidence_to else ""
        if not recommendation.responses:
            content["responses"] = [NOT_LOOKED_YET]
        if not history or {**history[-1], "from": ""} != {**content, "from": ""}:
            history.append({"from": day.isoformat(), **content})
    return history


def _assessment_in_words(
    dataset: Dataset, assessment: Assessment, usual: str | None
) -> dict[str, Any]:
    vocabulary = dataset.vocabulary
    return {
        "status": label_text(dataset, assessment.by_nation),
        "share": share_text(vocabulary.statuses, assessment.share),
        "reason": reason_text(dataset, assessment),
        "says": recommendation_voice(dataset, assessment, usual),
        "claim_status": recommendation_claims(dataset, assessment),
        "responses": response_texts(dataset, assessment),
        "independent_findings": independent_finding_texts(dataset, assessment),
        "commitments": [_commitment_in_words(progress) for progress in assessment.commitments],
    }


def _commitment_in_words(progress: CommitmentProgress) -> dict[str, str]:
    return {
        "what": progress.commitment.what,
        "date": due_dates_text(progress),
        "due_state": DUE_STATE_LABELS[progress.state],
    }


EXPORTER = Exporter("states", routes=routes)
