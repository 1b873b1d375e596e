"""What stands of the answers to a recommendation, and how they are counted."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from conftest import TODAY
from samples import html_of, published, search, with_record
from tracker.derive.answers import AnswerState, standing_answers
from tracker.derive.facts import derive
from tracker.derive.report_counts import count_report
from tracker.load.dataset import Dataset
from tracker.schema.records import Response
from tracker.text.answer_sentences import (
    answer_counts_text,
    answers_text,
    answers_to_explain,
)
from tracker.text.overview_sentences import searched_at_least_text

MINISTRY, FERRIES = "ministry-of-bridges", "ferry-board"
EVENT = "2024-06-01-ministry-answers"
ACCEPTS = (MINISTRY, "accepted")
NO_ANSWER = (FERRIES, "no-response")
DECLINES = (FERRIES, "not-accepted")

Given = Sequence[tuple[str, str]]


def responses(given: Given) -> tuple[Response, ...]:
    return tuple(
        Response(position=position, by=body, searched=(search("2024-12-31"),))
        if position == "no-response"
        else Response(position=position, by=body, development=EVENT)
        for body, position in given
    )


def with_answers(tiny: Dataset, **given: Given) -> Dataset:
    """The tiny dataset with these answers to its recommendations, `one` and `two`."""
    for name, id in (("one", "bridge-01"), ("two", "bridge-02")):
        record = tiny.recommendations[id]
        answers = responses(given.get(name, [ACCEPTS]))
        tiny = with_record(tiny, record.model_copy(update={"responses": answers}))
    return tiny


@pytest.mark.parametrize(
    ("given", "state", "words"),
    [
        ([ACCEPTS], "accepted", "Accepted by Ministry of Bridges"),
        (
            [ACCEPTS, NO_ANSWER],
            "accepted",
            "Accepted by Ministry of Bridges; no answer of Board of Fords was found",
        ),
        (
            [DECLINES, ACCEPTS],
            "differing",
            "Accepted by Ministry of Bridges; not accepted by Board of Fords",
        ),
        (
            [(FERRIES, "accepted"), ACCEPTS],
            "accepted",
            "Accepted by Board of Fords and Ministry of Bridges",
        ),
        ([DECLINES], "otherwise", "Not accepted by Board of Fords"),
        (
            [(FERRIES, "not-directed-to-this-body")],
            "otherwise",
            "Called a matter for others by Board of Fords",
        ),
        ([NO_ANSWER], "not-found", "No answer of Board of Fords was found"),
        (
            [NO_ANSWER, (MINISTRY, "no-response")],
            "not-found",
            "No answer of Board of Fords or Ministry of Bridges was found",
        ),
        ([], "not-looked", "No answer was looked for yet"),
    ],
)
def test_who_answered_what(tiny: Dataset, given: Given, state: AnswerState, words: str) -> None:
    """A body bears its name of the day: the Ferry Board was the Board of Fords in June 2024."""
    ferries = tiny.bodies[FERRIES]
    assert ferries.ended
    names = tuple(n.model_copy(update={"until": ferries.ended.date}) for n in ferries.earlier_names)
    tiny = with_record(tiny, ferries.model_copy(update={"earlier_names": names}))
    answers = standing_answers(responses(given), tiny.vocabulary["responses"])
    assert (answers.state, answers_text(tiny, answers)) == (state, words)


@pytest.mark.parametrize(
    ("position", "words"),
    [
        ("accepted", "Accepted by the state"),
        ("not-accepted", "Accepted by Ministry of Bridges; not accepted by Board of Fords"),
    ],
)
def test_bodies_of_one_voice_are_one_where_they_answer_alike(
    tiny: Dataset, position: str, words: str
) -> None:
    for id in (MINISTRY, FERRIES):
        body = tiny.bodies[id].model_copy(update={"voice": "the state says"})
        tiny = with_record(tiny, body)
    given = responses([ACCEPTS, (FERRIES, position)])
    answers = standing_answers(given, tiny.vocabulary["responses"])
    assert answers_text(tiny, answers) == words


@pytest.mark.parametrize(
    ("two", "counts"),
    [
        ([ACCEPTS], "2 accepted"),
        ([ACCEPTS, NO_ANSWER], "2 accepted by Ministry of Bridges"),
        (
            [ACCEPTS, DECLINES],
            "1 accepted by Ministry of Bridges; 1 answered differently by different bodies",
        ),
        ([DECLINES], "1 accepted by Ministry of Bridges; 1 not accepted"),
        ([], "1 accepted; for 1 no answer was looked for yet"),
        ([NO_ANSWER], "1 accepted by Ministry of Bridges; to 1 no answer was found"),
    ],
)
def test_a_count_says_who_accepted(tiny: Dataset, two: Given, counts: str) -> None:
    """A search that found nothing lowers no count, and different answers are counted apart."""
    dataset = with_answers(tiny, two=two)
    assessments = tuple(derive(dataset, TODAY).assessments.values())
    assert answer_counts_text(dataset, assessments) == counts


def test_how_far_each_was_searched_is_said_of_its_parts_too(tiny: Dataset) -> None:
    report = tiny.reports["bridge-2024"]
    counts = count_report(tiny, report, tuple(derive(tiny, TODAY).assessments.values()))
    by = "By 31 December 2024 each"
    assert searched_at_least_text(counts) == (
        f"{by} had been looked into, some of the parts only up to 2 June 2024; its page says how "
        "far."
    )
    whole = replace(counts, label_evidence_to=counts.evidence_to)
    assert searched_at_least_text(whole) == f"{by} had been looked into; its page says how far."
    some = replace(whole, recorded=counts.recorded + 1)
    assert searched_at_least_text(some).startswith(f"{by} of those looked at had")
    assert searched_at_least_text(replace(counts, evidence_to=None)) == ""


def test_what_a_count_cannot_say_is_listed_below_it(tiny: Dataset) -> None:
    dataset = with_answers(tiny, one=[ACCEPTS, NO_ANSWER], two=[ACCEPTS, DECLINES])
    facts = derive(dataset, TODAY)
    words = [
        "Accepted by Ministry of Bridges; no answer of Ferry Board was found",
        "Accepted by Ministry of Bridges; not accepted by Board of Fords",
    ]
    explained = answers_to_explain(dataset, facts.assessments.values())
    assert [text for _, text in explained] == words
    page = html_of(dataset, TODAY, "reports/bridge-2024/")
    assert all(f"</a>: {text}." in page for text in words)
    assert answers_to_explain(tiny, derive(with_answers(tiny), TODAY).assessments.values()) == []


def test_the_published_data_counts_alike(tiny: Dataset) -> None:
    dataset = with_answers(tiny, one=[ACCEPTS, NO_ANSWER], two=[ACCEPTS, DECLINES])
    facts = derive(dataset, TODAY)
    (report,) = published(facts, "reports")
    assert report["accepted"] == 1
    assert report["answers"] == answer_counts_text(dataset, tuple(facts.assessments.values()))
    recommendations = published(facts, "recommendations")
    assert [item["answer_state"] for item in recommendations] == ["accepted", "differing"]
    assert recommendations[1]["answers"] == (
        "Accepted by Ministry of Bridges; not accepted by Board of Fords"
    )
