"""Rules of the bodies that claim: who they are, and in whose voice they speak."""

from collections.abc import Iterator
from datetime import date

from tracker.derive.voices import voice_of
from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted

VERBS = ("says", "say")
"""The verbs that introduce a claim."""


def a_voice_ends_with_its_verb(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The voice of a body ends with the verb that introduces what it claims."""
    for body in dataset.bodies.values():
        words = body.voice.split() if body.voice else []
        if words and (len(words) == 1 or words[-1] not in VERBS):
            message = f"{quoted(body.voice)} does not end with 'says' or 'say': 'the council says'"
            yield dataset.problem(body, ("voice",), message)


def a_claim_is_made_by_a_body_that_acted(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A claim is made by one of the bodies that its development names, if it names any, or by one
    that speaks with it.
    """
    for recommendation in dataset.recommendations.values():
        for index, claim in enumerate(recommendation.claims):
            development = dataset.developments.get(claim.development)
            bodies = development.bodies if development else ()
            known = [id for id in (claim.by, *bodies) if id in dataset.bodies]
            voices = {voice_of(dataset, id) for id in known if id in bodies}
            if claim.by in known and voices and voice_of(dataset, claim.by) not in voices:
                message = (
                    f"{quoted(claim.by)} did not act in {quoted(claim.development)}, "
                    f"where {', '.join(map(quoted, bodies))} did"
                )
                yield dataset.problem(recommendation, ("claims", index, "by"), message)


def a_claim_is_about_elements_that_exist(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The elements that a claim names are those of its recommendation."""
    for recommendation in dataset.recommendations.values():
        ids = [element.id for element in recommendation.elements]
        for index, claim in enumerate(recommendation.claims):
            for number, id in enumerate(claim.elements):
                if id not in ids:
                    message = f"{quoted(id)} is no element here; they are {', '.join(ids)}"
                    where = ("claims", index, "elements", number)
                    yield dataset.problem(recommendation, where, message)
