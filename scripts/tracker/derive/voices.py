"""In whose voice claims about delivery stand. Bodies whose records have the same `voice`, such as
the departments of one government, speak as one; every other body speaks for itself.
"""

from collections.abc import Iterable, Sequence

from tracker.load.dataset import Dataset
from tracker.schema.records import Claim, Recommendation


def voice_of(dataset: Dataset, body: str) -> str:
    """What tells the voice of a body from others: the one that its record gives, else its id."""
    return dataset.bodies[body].voice or body


def current_claims(dataset: Dataset, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The newest claim of each voice, the newest of all last. `claims` stand oldest first."""
    newest: dict[str, Claim] = {}
    for claim in claims:
        voice = voice_of(dataset, claim.by)
        newest.pop(voice, None)
        newest[voice] = claim
    return tuple(newest.values())


def one_voice(dataset: Dataset, bodies: Iterable[str]) -> str | None:
    """The first of some bodies, where all have one voice; None where there is none, or several."""
    first = {voice_of(dataset, body): body for body in reversed(list(bodies))}
    return next(iter(first.values())) if len(first) == 1 else None


def claiming_body(
    dataset: Dataset, recommendations: Sequence[Recommendation], usual: str | None = None
) -> str | None:
    """A body in whose voice the claims of some recommendations stand; None where they stand in
    several. Where nobody claims anything, that of the bodies that were asked, if it is one; of
    several the `usual` one, in which all claims of the record stand, if it is among them.
    """
    claiming = [claim.by for r in recommendations for claim in r.claims]
    if claiming:
        return one_voice(dataset, claiming)
    asked = [body for r in recommendations for body in r.addressed_to]
    if body := one_voice(dataset, asked):
        return body
    voices = {voice_of(dataset, body) for body in asked}
    return usual if usual and voice_of(dataset, usual) in voices else None


def usual_claimant(dataset: Dataset) -> str | None:
    """A body in whose voice every claim of the record stands, if that is one."""
    return one_voice(
        dataset, (claim.by for r in dataset.recommendations.values() for claim in r.claims)
    )
