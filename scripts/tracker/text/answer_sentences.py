"""Answers to recommendations in words: who gave each, and of whom none was found."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tracker.derive.answers import Answers, answers_to, count_answers
from tracker.derive.status import Assessment, response_date
from tracker.derive.voices import voice_of
from tracker.load.dataset import Dataset
from tracker.schema.records import Response
from tracker.text.claim_sentences import voice_name
from tracker.text.names import body_name
from tracker.text.phrases import join_words, lower_first, upper_first

NOT_LOOKED = "No answer was looked for yet"
MOST_NAMES = 3
"""How many bodies a count names; more are "each body that answered"."""


def answers_text(dataset: Dataset, answers: Answers) -> str:
    """Who answered what: `Accepted by the government; no answer of the Ferry Board was found`.
    Each position names its bodies; those of one voice are named as one where they answer alike.
    """
    parts = []
    for position, given in answers.given:
        names = join_words(list(_each_name(dataset, answers, given)))
        parts.append(f"{_before_bodies(dataset, position)} {names}")
    if answers.not_found:
        names = join_words(list(_each_name(dataset, answers, answers.not_found)), "or")
        parts.append(f"no answer of {names} was found")
    if not parts:
        return "Source withdrawn" if answers.withdrawn else NOT_LOOKED
    return upper_first("; ".join(parts))


def _before_bodies(dataset: Dataset, position: str) -> str:
    """A position before the names of the bodies that took it: `accepted in principle by`."""
    kind = dataset.vocabulary.response_kinds[position]
    return kind.before_bodies or f"{_label(dataset, position)} by"


def _label(dataset: Dataset, position: str) -> str:
    return lower_first(dataset.vocabulary.response_kinds[position].label)


def _each_name(
    dataset: Dataset, answers: Answers, responses: Iterable[Response]
) -> dict[str, None]:
    """The bodies of some of the answers, each once, by the names of the day; those of one voice as
    one where they are all among these.
    """
    groups = [*(given for _, given in answers.given), answers.not_found]
    names: dict[str, None] = {}
    for response in responses:
        voice, when = voice_of(dataset, response.by), response_date(dataset, response)
        voices = [{voice_of(dataset, r.by) for r in group} for group in groups]
        speaks_as_one = sum(voice in each for each in voices) == 1
        name = voice_name if speaks_as_one else body_name
        names[name(dataset, response.by, when)] = None
    return names


def accepted_by(dataset: Dataset, assessments: Sequence[Assessment]) -> str:
    """Who accepted those of some recommendations that count as accepted, where anybody else was
    asked too: ` by the government`. Empty where every answer on record is of one voice.
    """
    all_answers = [answers_to(dataset, assessment) for assessment in assessments]
    voices = {voice_of(dataset, r.by) for a in assessments for r in a.responses}
    if len(voices) < 2:
        return ""
    accepting = [answers for answers in all_answers if answers.state == "accepted"]
    names = dict.fromkeys(n for a in accepting for n in _each_name(dataset, a, a.accepting))
    if not names:
        return ""
    few = len(names) <= MOST_NAMES
    return f" by {join_words(list(names)) if few else 'each body that answered'}"


def answer_counts_text(dataset: Dataset, assessments: Sequence[Assessment]) -> str:
    """How some recommendations were answered: `11 accepted by the government; 1 answered
    differently by different bodies`. Empty where there are none.
    """
    all_answers = [answers_to(dataset, assessment) for assessment in assessments]
    counts = count_answers(all_answers)
    others = Counter(a.given[0][0] for a in all_answers if a.state == "otherwise")
    texts = [
        (counts["accepted"], f"{{}} accepted{accepted_by(dataset, assessments)}"),
        (counts["differing"], "{} answered differently by different bodies"),
        *((others[id], f"{{}} {_label(dataset, id)}") for id in dataset.vocabulary.response_kinds),
        (counts["not-found"], "to {} no answer was found"),
        (counts["withdrawn"], "of the answer to {} the source was withdrawn"),
        (counts["not-looked"], "for {} no answer was looked for yet"),
    ]
    return "; ".join(text.format(count) for count, text in texts if count)


def answers_to_explain(
    dataset: Dataset, assessments: Iterable[Assessment]
) -> list[tuple[Assessment, str]]:
    """The recommendations of which a count alone says too little, each with who answered what:
    where bodies answered differently, and where one accepted and no answer of another was found.
    """
    pairs = [(assessment, answers_to(dataset, assessment)) for assessment in assessments]
    return [
        (assessment, answers_text(dataset, answers))
        for assessment, answers in pairs
        if answers.state == "differing" or (answers.accepting and answers.not_found)
    ]
