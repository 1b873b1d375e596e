"""How each recommendation stood on any day: what a citation of its page as of that day leads to."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tracker.derive.as_of import TimeAxis, assessments_over_time
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Exporter, File, Page
from tracker.schema.records import Recommendation
from tracker.text.commitment_sentences import DUE_STATE_LABELS, due_dates_text
from tracker.text.names import record_path
from tracker.text.status_sentences import share_text

AXIS_KEYS: dict[TimeAxis, str] = {"as_of": "record", "as_recorded": "published"}
"""What each time axis is called in the files."""


def files(context: BuildContext, _: Sequence[Page]) -> Iterator[File]:
    """A file beside each recommendation's page: `made`, the day on which it was made, and its
    states on both time axes (AXIS_KEYS), oldest first; each holds from its
    `from` until the next begins.
    """
    dataset = context.dataset
    for recommendation in dataset.recommendations.values():
        made = dataset.reports[recommendation.report].published.latest
        content = {
            "made": made.isoformat(),
            **{
                key: _states_over_time(dataset, recommendation, context.today, axis)
                for axis, key in AXIS_KEYS.items()
            },
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        yield f"{record_path(recommendation)}states.json", text + "\n"


def _states_over_time(
    dataset: Dataset, recommendation: Recommendation, today: date, axis: TimeAxis
) -> list[dict[str, Any]]:
    """The states that differ from the one before."""
    states: list[dict[str, Any]] = []
    for day, assessment in assessments_over_time(dataset, recommendation, today, axis):
        state = _state(dataset, assessment)
        reach = recommendation.reviews[-1] if axis == "as_of" else assessment.review
        state["searched"] = reach.evidence_to.text
        if not states or {**states[-1], "from": ""} != {**state, "from": ""}:
            states.append({"from": day.isoformat(), **state})
    return states


def _state(dataset: Dataset, assessment: Assessment) -> dict[str, Any]:
    vocabulary = dataset.vocabulary
    return {
        "label": vocabulary.statuses[assessment.status].label,
        "share": share_text(vocabulary.statuses, assessment.share),
        "reason": assessment.deciding_element.finding.reason,
        "says": vocabulary.term("states", assessment.claim_status).label,
        "responses": [
            f"{dataset.bodies[r.by].name}: {vocabulary.term('responses', r.position).label}"
            for r in assessment.responses
        ],
        "promises": [_commitment(progress) for progress in assessment.commitments],
    }


def _commitment(progress: CommitmentProgress) -> dict[str, str]:
    authored = progress.commitment
    return {
        "what": authored.what,
        "date": due_dates_text(progress),
        "state": DUE_STATE_LABELS[progress.state],
    }


EXPORTER = Exporter("states", files=files)
