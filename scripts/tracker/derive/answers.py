"""What stands of the answers to a recommendation: who accepted it, who answered otherwise, and of
whom no answer was found. A search that found none takes nothing from the answer of another body.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.schema.records import Response
from tracker.schema.vocabularies import ACCEPTED, NO_RESPONSE

AnswerState = Literal["accepted", "differing", "otherwise", "not-found", "withdrawn", "not-looked"]
ANSWER_STATES: tuple[AnswerState, ...] = get_args(AnswerState)


@dataclass(frozen=True)
class Answers:
    """The current answers to a recommendation, one of each body. `given` are the positions, in the
    order of the vocabulary, each with the answers that have it; `not_found` stand for the bodies of
    which no answer was found. `withdrawn`: whether the source of another was withdrawn.
    """

    given: tuple[tuple[str, tuple[Response, ...]], ...]
    not_found: tuple[Response, ...]
    withdrawn: bool = False

    @property
    def state(self) -> AnswerState:
        """How a count takes them: `accepted` by each body that answered; `differing` where bodies
        answered differently; `otherwise` where all gave another answer; `not-found`; `withdrawn`,
        where the source of each was; or `not-looked`, where nothing is recorded of any answer.
        """
        positions = [position for position, _ in self.given]
        if len(positions) > 1:
            return "differing"
        if positions:
            return "accepted" if positions == [ACCEPTED] else "otherwise"
        if self.not_found:
            return "not-found"
        return "withdrawn" if self.withdrawn else "not-looked"

    @property
    def accepting(self) -> tuple[Response, ...]:
        """The answers that accept it."""
        return dict(self.given).get(ACCEPTED, ())


def standing_answers(responses: Iterable[Response], positions: Iterable[str]) -> Answers:
    """What stands of the current responses of a recommendation, which may be none. `positions` are
    those of the vocabulary, in its order.
    """
    current = tuple(responses)
    of_position = (
        (position, tuple(r for r in current if r.position == position))
        for position in positions
        if position != NO_RESPONSE
    )
    return Answers(
        given=tuple((position, found) for position, found in of_position if found),
        not_found=tuple(r for r in current if r.position == NO_RESPONSE),
    )


def answers_to(dataset: Dataset, assessment: Assessment) -> Answers:
    """What stands of the answers to a recommendation, without those whose source was withdrawn."""
    kept = [r for r in assessment.responses if not r.withdrawn_from("development")]
    answers = standing_answers(kept, dataset.vocabulary.response_kinds)
    lost = assessment.recommendation.withdrawn_from("responses")
    return replace(answers, withdrawn=bool(lost) or len(kept) < len(assessment.responses))


def count_answers(answers: Sequence[Answers]) -> Mapping[AnswerState, int]:
    """How many recommendations were answered in each way, zeros included."""
    counts = Counter(each.state for each in answers)
    return {state: counts[state] for state in ANSWER_STATES}
