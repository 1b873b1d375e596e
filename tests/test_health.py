"""The health of a record: on what its statements rest, how its sources were seen and kept, in
numbers, in words and on its pages.
"""

import re
from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from samples import html_of, source, with_record
from tracker.derive.facts import derive
from tracker.derive.record_health import (
    RecordHealth,
    dataset_health,
    measure_health,
    recommendation_health,
)
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.schema.fields import SourceEnd
from tracker.schema.traversal import place_order
from tracker.site import RouteTable
from tracker.text.health_sentences import health_note, health_texts
from tracker.text.phrases import plain_text


def test_the_health_of_a_recommendation(tiny: Dataset) -> None:
    """Two findings, of which one rests on a search; an answer; two claims that hold in one voice as
    one; two promises; four events.
    """
    facts = derive(tiny, TODAY)
    health = recommendation_health(facts, facts.assessments["bridge-01"])
    assert health == RecordHealth(
        statements=10,
        carried=9,
        searched=1,
        sources=4,
        in_part=2,
        unarchived=3,
        ended=1,
        reviewed=parse_date("2026-01-10"),
    )


def test_the_health_of_a_measure_counts_its_steps_and_events(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    health = measure_health(facts, tiny.measures["bridges-act-section-1"])
    assert (health.statements, health.carried, health.searched) == (4, 3, 1)
    assert (health.reviewed, health.is_review_due) == (None, False)


@pytest.mark.parametrize(
    ("sources", "rests"),
    [
        ((source("e"),), "press_only"),
        ((source("d"), source("e")), "press_only"),
        ((source("e"), source("c")), "carried"),
    ],
)
def test_a_statement_rests_on_the_strongest_of_its_sources(
    sources: tuple[object, ...], rests: str, tiny: Dataset
) -> None:
    before = derive(tiny, TODAY)
    event = before.dataset.developments["2025-01-01-section-1-starts"]
    changed = with_record(tiny, event.model_copy(update={"sources": sources}))
    facts = derive(changed, TODAY)
    was = recommendation_health(before, before.assessments["bridge-01"])
    now = recommendation_health(facts, facts.assessments["bridge-01"])
    differ = now.press_only - was.press_only
    assert differ == (2 if rests == "press_only" else 0)  # the event and the finding on it
    assert now.statements == was.statements


def test_editions_and_not_their_uses_are_counted(tiny: Dataset) -> None:
    """One edition that is cited twice is one source, and was seen whole if one use of it was."""
    end = SourceEnd(date=parse_date("2026-01-20"), how="gone")
    uses = (source("c"), source("c", seen="live", archived="https://a.example/x", ended=end))
    event = tiny.developments["2025-01-01-section-1-starts"]
    changed = with_record(tiny, event.model_copy(update={"sources": uses}))
    facts = derive(changed, TODAY)
    health = recommendation_health(facts, facts.assessments["bridge-01"])
    assert (health.sources, health.in_part, health.ended, health.unarchived) == (4, 2, 2, 3)


def test_all_of_the_record_is_as_much_as_its_records(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    each = [
        *(recommendation_health(facts, assessment) for assessment in facts.assessments.values()),
        *(measure_health(facts, measure) for measure in tiny.measures.values()),
    ]
    whole = dataset_health(facts)
    for name in ("statements", "carried", "press_only", "searched", "unsourced"):
        assert getattr(whole, name) == sum(getattr(one, name) for one in each)
    assert whole.sources <= sum(one.sources for one in each)
    parts = whole.carried + whole.press_only + whole.searched + whole.unsourced
    assert parts == whole.statements


@pytest.mark.parametrize(
    ("health", "texts"),
    [
        (RecordHealth(), []),
        (
            RecordHealth(statements=1, carried=1, sources=1),
            ["1 of 1 statement rests on a source that can carry a finding.", "1 source."],
        ),
        (
            RecordHealth(statements=9, carried=4, press_only=2, searched=1, unsourced=2),
            [
                "4 of 9 statements rest on a source that can carry a finding; 2 rest on the press, "
                "a press release or a trade note alone; 1 rests on a search that found nothing; "
                "2 rest on no source."
            ],
        ),
        (
            RecordHealth(sources=3, in_part=2, unarchived=3, ended=1),
            [
                "3 sources: 2 seen only in part, 3 without an archived copy, 1 withdrawn, "
                "replaced or gone."
            ],
        ),
        (
            RecordHealth(waiting=1),
            ["1 part waits for one look at the law: it was made, and its start was not seen."],
        ),
        (
            RecordHealth(waiting=2, reviewed=parse_date("2026-01-10"), is_review_due=True),
            [
                "2 parts wait for one look at the law: it was made, and its start was not seen.",
                "Reviewed 10 January 2026; another review is due.",
            ],
        ),
    ],
)
def test_the_health_in_words(health: RecordHealth, texts: list[str]) -> None:
    assert [plain_text(text) for text in health_texts(health)] == texts


def test_the_health_in_a_few_words() -> None:
    assert health_note(RecordHealth()) == "nothing is said yet"
    assert health_note(RecordHealth(statements=2)).startswith("0 of 2 statements rest on")


def test_a_recommendation_that_nobody_has_looked_at_has_a_page(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-02"]
    elements = tuple(e.model_copy(update={"findings": ()}) for e in record.elements)
    update = {"elements": elements, "reviews": (), "responses": (), "commitments": ()}
    dataset = with_record(tiny, record.model_copy(update=update))
    html = html_of(dataset, TODAY, "recommendations/bridge-02/")
    assert "Health of this record" in html
    assert "Not yet</span>" in html_of(dataset, TODAY, "contribute/health/")


def test_the_page_lists_what_waits_longest_first(tiny_table: RouteTable, tiny: Dataset) -> None:
    html = html_of(tiny, date(2026, 6, 1), "contribute/health/")
    due = html[html.index("A review is due: 2") :]
    assert due.index("recommendation 2") < due.index("recommendation 1")
    assert "The day of a step has come" in html
    folder = tiny_table.html("contribute/health/developments/")
    assert len(re.findall("seen <time", folder)) == 2


def test_a_long_list_of_sources_says_how_many_more_there_are(tiny: Dataset) -> None:
    event = tiny.developments["2025-02-press-asks"]
    events = {
        f"2025-02-press-{number}": event.model_copy(
            update={
                "id": f"2025-02-press-{number}",
                "sources": (source("e", url=f"https://x.example/{number}"),),
            }
        )
        for number in range(110)
    }
    documents = {
        **tiny.documents,
        **{("developments", id): tiny.document(event) for id in events},
    }
    dataset = replace(tiny, developments={**tiny.developments, **events}, documents=documents)
    for name, id in (("developments", each) for each in events):
        file = replace(tiny.document(event), file=f"data/{name}/{id}.yaml")
        documents[name, id] = file
    html = html_of(dataset, TODAY, "contribute/health/developments/")
    assert "And 12 more, which <code>tracker review</code> lists." in html


@pytest.mark.parametrize(
    "wheres",
    [
        [("title",), ("elements", 0, "text"), ("elements", 0, "findings", 1), ("elements", 2)],
        [("no such field",), ("title",)],
    ],
)
def test_places_are_in_the_order_of_the_form_of_a_file(
    wheres: list[tuple[str | int, ...]], tiny: Dataset
) -> None:
    record = tiny.recommendations["bridge-01"]
    backwards = wheres[::-1]
    assert sorted(backwards, key=lambda where: place_order(record, where)) == wheres
