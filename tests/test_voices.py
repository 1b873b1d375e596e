"""In whose voice claims stand: by the record of each body, never by the code."""

import re
from dataclasses import replace

import pytest

from conftest import TODAY
from samples import html_of, with_record
from tracker.derive.as_of import as_of
from tracker.derive.changes import list_changes
from tracker.derive.facts import derive
from tracker.derive.voices import claiming_body, current_claims
from tracker.load.dataset import Dataset
from tracker.outputs.metadata import facet_labels
from tracker.schema.dates import parse_date
from tracker.schema.records import Claim
from tracker.text.change_sentences import describe_change
from tracker.text.claim_sentences import (
    claims_text,
    voice_heading,
    voice_name,
    voice_owner,
    voice_text,
)

MINISTRY, FERRIES = "ministry-of-bridges", "ferry-board"
EVENT = "2024-11-minister-says-done"


def with_voices(tiny: Dataset, **voices: str) -> Dataset:
    """The tiny dataset whose bodies have voices, by their ids with `_` for each hyphen."""
    for name, voice in voices.items():
        body = tiny.bodies[name.replace("_", "-")]
        tiny = with_record(tiny, body.model_copy(update={"voice": voice}))
    return tiny


def with_a_second_claim(tiny: Dataset, state: str = "not-proceeding") -> Dataset:
    """The Ferry Board claims something else of recommendation 1 than the ministry."""
    record = tiny.recommendations["bridge-01"]
    claim = Claim(state=state, by=FERRIES, development=EVENT, note="It has no bridge.", id="ferry")
    return with_record(tiny, record.model_copy(update={"claims": (*record.claims, claim)}))


def test_a_body_claims_under_its_name_of_the_day(tiny: Dataset) -> None:
    assert voice_text(tiny, MINISTRY) == "Ministry of Bridges says"
    assert voice_heading(tiny, FERRIES, parse_date("2024-06-01")) == "Board of Fords says"
    assert voice_heading(tiny, FERRIES, parse_date("2025")) == "Ferry Board says"


@pytest.mark.parametrize(
    ("voice", "heading", "name", "owner", "nouns"),
    [
        ("the council says", "Council says", "the council", "the council's", "council claim"),
        ("police forces say", "Police forces say", "police forces", "police forces'", "claim"),
    ],
)
def test_the_voice_of_a_record_is_its_own_words(
    tiny: Dataset, voice: str, heading: str, name: str, owner: str, nouns: str
) -> None:
    dataset = with_voices(tiny, ministry_of_bridges=voice)
    assert voice_text(dataset, MINISTRY) == voice
    assert voice_heading(dataset, MINISTRY) == heading
    assert voice_name(dataset, MINISTRY) == name
    assert voice_owner(dataset, MINISTRY) == owner


def test_several_voices_have_a_name_that_is_nobodys(tiny: Dataset) -> None:
    assert voice_heading(tiny, None) == "Those responsible say"
    assert voice_owner(tiny, None) == "the responsible body's"


def test_the_newest_claim_of_each_voice_holds(tiny: Dataset) -> None:
    dataset = with_a_second_claim(tiny)
    claims = dataset.recommendations["bridge-01"].claims
    assert [(c.by, c.state) for c in current_claims(dataset, claims)] == [
        (MINISTRY, "complete"),
        (FERRIES, "not-proceeding"),
    ]
    one = with_voices(dataset, ministry_of_bridges="the state says", ferry_board="the state says")
    assert [c.by for c in current_claims(one, claims)] == [FERRIES]
    assert claiming_body(one, [one.recommendations["bridge-01"]]) == MINISTRY


def test_where_two_claim_different_things_both_are_shown_with_their_names(tiny: Dataset) -> None:
    dataset = with_a_second_claim(tiny)
    facts = derive(dataset, TODAY)
    assessment = facts.assessments["bridge-01"]
    said = "Complete (Ministry of Bridges); Not proceeding (Board of Fords)"
    assert facts.usual_claimant is None
    assert claims_text(dataset, assessment) == said
    assert assessment.claim_status == "not-proceeding"
    assert "disputed" in {flag.kind for flag in assessment.flags}  # for one of them says: done
    assert facet_labels(facts)["says"] == "Those responsible say"
    page = html_of(dataset, TODAY, "recommendations/bridge-01/")
    assert f"<h3>Those responsible say</h3>\n<p><b>{said}</b></p>" in page
    assert "Board of Fords says: It has no bridge." in page
    report = html_of(dataset, TODAY, "reports/bridge-2024/")
    assert f'<td data-th="Those responsible say"><span>{said}</span></td>' in report


def test_a_change_of_a_claim_is_one_of_its_voice(tiny: Dataset) -> None:
    dataset = with_a_second_claim(tiny)
    changes = [change for change in list_changes(dataset) if change.kind == "claim"]
    titles = {describe_change(dataset, change).title for change in changes}
    assert titles == {
        "Bridge Review, recommendation 1: Ministry of Bridges says, Nothing reported → In progress",
        "Bridge Review, recommendation 1: Ministry of Bridges says, In progress → Complete",
        "Bridge Review, recommendation 1: Board of Fords says, Nothing reported → Not proceeding",
    }
    assert "bridge-01.claim.ferry" in {change.id for change in changes}


def test_before_anybody_claims_the_body_that_was_asked_has_the_heading(tiny: Dataset) -> None:
    asked = tiny.recommendations["bridge-02"]
    assert claiming_body(tiny, [asked]) == MINISTRY
    both = asked.model_copy(update={"addressed_to": (FERRIES, MINISTRY)})
    assert claiming_body(tiny, [both]) is None
    assert claiming_body(tiny, [both], MINISTRY) == MINISTRY
    assert claiming_body(tiny, [asked.model_copy(update={"addressed_to": (FERRIES,)})]) == FERRIES
    assert claiming_body(tiny, []) is None


def test_a_body_that_is_not_known_yet_claims_nothing(tiny: Dataset) -> None:
    record = with_a_second_claim(tiny).recommendations["bridge-01"]
    past = as_of(with_record(tiny, record), parse_date("2024-10-01").latest)
    assert [claim.by for claim in past.recommendations["bridge-01"].claims] == [MINISTRY]


@pytest.mark.parametrize(
    "path", ["", "recommendations/", "recommendations/bridge-01/", "method/labels/", "changes/"]
)
def test_no_page_names_a_government_that_the_record_does_not(tiny: Dataset, path: str) -> None:
    bodies = {id: body.model_copy(update={"voice": None}) for id, body in tiny.bodies.items()}
    html = html_of(replace(tiny, bodies=bodies), TODAY, path).lower()
    assert not re.search(r"government (says|claim)|government.{,4}s ", html)
