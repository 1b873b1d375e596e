"""Who says what about delivery: the name of each claiming voice, as the record gives it."""

from collections.abc import Sequence

from tracker.derive.status import Assessment
from tracker.derive.voices import claiming_body, voice_of
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.text.names import body_name
from tracker.text.phrases import NOT_LOOKED_YET, upper_first

SEVERAL_VOICES = "those responsible say"
"""What introduces claims that stand in several voices, or in none yet."""
_ARTICLE = "the "


def voice_text(dataset: Dataset, body: str | None, when: PartialDate | None = None) -> str:
    """What introduces a claim of a body inside a sentence: `the government says`, `Ferry Board
    says`, by its name on a date; `those responsible say` of several voices.
    """
    if body is None:
        return SEVERAL_VOICES
    return dataset.bodies[body].voice or f"{body_name(dataset, body, when)} says"


def voice_heading(dataset: Dataset, body: str | None, when: PartialDate | None = None) -> str:
    """The same as a heading: `Government says`, `Ferry Board says`, `Those responsible say`."""
    return upper_first(voice_text(dataset, body, when).removeprefix(_ARTICLE))


def voice_name(dataset: Dataset, body: str, when: PartialDate | None = None) -> str:
    """The voice of a body without its verb: `the government`, `Ferry Board`."""
    return voice_text(dataset, body, when).rpartition(" ")[0]


def voice_owner(dataset: Dataset, body: str | None) -> str:
    """Whose a claim is: `the government's`, `police forces'`, `the responsible body's`."""
    name = voice_name(dataset, body) if body else "the responsible body"
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def claims_text(dataset: Dataset, assessment: Assessment, heading: str | None = None) -> str:
    """What is claimed now of a recommendation, in a cell below the heading of a body's voice:
    `Complete`; of other voices with the name of each: `Complete (Ferry Board)`.
    """
    if not assessment.claims:
        return _no_claim_text(dataset, assessment)
    shown = heading and voice_of(dataset, heading)
    texts = []
    for claim in assessment.claims:
        label = _state_label(dataset, claim.state)
        when = dataset.developments[claim.development].date
        is_shown = voice_of(dataset, claim.by) == shown
        texts.append(label if is_shown else f"{label} ({voice_name(dataset, claim.by, when)})")
    return "; ".join(texts)


def recommendation_voice(dataset: Dataset, assessment: Assessment, usual: str | None) -> str:
    """Who claims of one recommendation, as the heading above the claims, by the name on the day of
    the newest. `usual` is the body in whose voice all claims of the record stand.
    """
    body = claiming_body(dataset, [assessment.recommendation], usual)
    newest = assessment.claims[-1] if assessment.claims else None
    when = dataset.developments[newest.development].date if newest else None
    return voice_heading(dataset, body, when)


def recommendation_claims(dataset: Dataset, assessment: Assessment) -> str:
    """What is claimed now of one recommendation, below that heading."""
    return claims_text(dataset, assessment, claiming_body(dataset, [assessment.recommendation]))


def claimed_states(dataset: Dataset, assessment: Assessment) -> Sequence[str]:
    """The labels of what is claimed now of a recommendation, each once."""
    labels = [_state_label(dataset, claim.state) for claim in assessment.claims]
    return tuple(dict.fromkeys(labels)) or (_no_claim_text(dataset, assessment),)


def _no_claim_text(dataset: Dataset, assessment: Assessment) -> str:
    """What stands where there is no claim: that the source of each was withdrawn, that nobody has
    looked, or that none was found.
    """
    if assessment.recommendation.withdrawn_from("claims"):
        return "Source withdrawn"
    state = assessment.claim_status
    return _state_label(dataset, state) if state else NOT_LOOKED_YET


def _state_label(dataset: Dataset, id: str) -> str:
    label: str = dataset.vocabulary.term("states", id).label
    return label
