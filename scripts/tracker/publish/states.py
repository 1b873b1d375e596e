"""How each recommendation stood on any day: what a citation of its page as of that day leads to."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tracker.derive.promises import Promise
from tracker.derive.standing import Standing
from tracker.derive.states import states_of
from tracker.derive.then import View
from tracker.publish.edition import Edition, File, Output
from tracker.publish.kept import dates_words
from tracker.publish.page import Page, record_path
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Tracker

KEPT = {
    "met": "Kept",
    "overdue": "Overdue",
    "unchecked": "Date passed, not checked",
    "due": "Due",
    "undated": "No date that can be judged",
}
"""Where a promise stands, in a word or two."""


def files(edition: Edition, _: Sequence[Page]) -> Iterator[File]:
    """A file beside each recommendation's page: `made`, the day on which it was made, and its
    states by both readings of a day (`record`, `published`), oldest first; each holds from its
    `from` until the next begins.
    """
    tracker = edition.tracker
    for recommendation in tracker.recommendations.values():
        made = tracker.reports[recommendation.report].published.last
        held = {
            "made": made.isoformat(),
            "record": _states(tracker, recommendation, edition.today, "record"),
            "published": _states(tracker, recommendation, edition.today, "published"),
        }
        text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
        yield f"{record_path(recommendation)}states.json", text + "\n"


def _states(
    tracker: Tracker, recommendation: Recommendation, today: date, view: View
) -> list[dict[str, Any]]:
    """The states that differ from the one before."""
    found: list[dict[str, Any]] = []
    for day, standing in states_of(tracker, recommendation, today, view):
        state = _state(tracker, standing)
        reach = recommendation.reviews[-1] if view == "record" else standing.review
        state["searched"] = reach.evidence_to.text
        if not found or {**found[-1], "from": ""} != {**state, "from": ""}:
            found.append({"from": day.isoformat(), **state})
    return found


def _state(tracker: Tracker, standing: Standing) -> dict[str, Any]:
    vocabulary = tracker.vocabulary
    return {
        "label": vocabulary.labels[standing.label].label,
        "share": standing.share.words(vocabulary.labels),
        "reason": standing.lead.finding.reason,
        "says": vocabulary.term("states", standing.state).label,
        "responses": [
            f"{tracker.bodies[r.by].name}: {vocabulary.term('responses', r.position).label}"
            for r in standing.responses
        ],
        "promises": [_promise(promise) for promise in standing.promises],
    }


def _promise(promise: Promise) -> dict[str, str]:
    held = promise.commitment
    return {"what": held.what, "date": dates_words(promise), "state": KEPT[promise.state]}


OUTPUT = Output("states", files=files)
