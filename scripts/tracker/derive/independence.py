"""What independent bodies found of a recommendation, and which bodies are independent of it."""

from collections.abc import Iterable

from tracker.derive.succession import with_bodies_in_place
from tracker.derive.voices import voice_of
from tracker.load.dataset import Dataset
from tracker.schema.records import IndependentFinding, Recommendation


def is_independent(dataset: Dataset, recommendation: Recommendation, body: str) -> bool:
    """Whether a body neither was asked nor promised anything, and neither took over from one that
    did nor speaks in its voice.
    """
    promised = (id for commitment in recommendation.commitments for id in commitment.by)
    involved = (id for id in (*recommendation.addressed_to, *promised) if id in dataset.bodies)
    voices = {voice_of(dataset, id) for id in with_bodies_in_place(dataset, involved)}
    return voice_of(dataset, body) not in voices


def current_independent_findings(
    findings: Iterable[IndependentFinding],
) -> tuple[IndependentFinding, ...]:
    """The newest finding of each body on the same elements; `findings` stand oldest first."""
    return tuple({(f.by, frozenset(f.elements)): f for f in findings}.values())
