"""What independent bodies found stands beside the claim and our finding, with who and when."""

import json
import re

import pytest

from conftest import TODAY
from samples import html_of, published, source, with_record
from tracker.derive.as_of import as_of
from tracker.derive.changes import list_changes
from tracker.derive.facts import derive
from tracker.derive.independence import is_independent
from tracker.derive.status import overall_status
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.schema.records import IndependentFinding
from tracker.schema.vocabularies import FOUND_NOT_DONE
from tracker.site import route_dataset
from tracker.text.change_sentences import describe_change
from tracker.text.phrases import plain_text
from tracker.text.status_sentences import finding_since

INSPECTORS, MINISTRY, FERRIES = "bridge-inspectorate", "ministry-of-bridges", "ferry-board"
LOOKS, LOOKS_AGAIN = "2025-03-05-inspectorate-looks", "2025-06-inspectorate-looks-again"


def looked(development: str, conclusion: str, *elements: str) -> IndependentFinding:
    return IndependentFinding(
        conclusion=conclusion,
        by=INSPECTORS,
        development=development,
        elements=elements,
        note="It found no published inspection.",
    )


@pytest.fixture
def inspected(tiny: Dataset) -> Dataset:
    """The tiny dataset with an inspectorate, which looked twice at recommendation 1."""
    body = tiny.bodies[MINISTRY]
    named = {"id": INSPECTORS, "name": "Bridge Inspectorate", "short": None}
    dataset = with_record(tiny, body.model_copy(update=named))
    event = tiny.developments["2025-02-press-asks"]
    for id, day in ((LOOKS, "2025-03-05"), (LOOKS_AGAIN, "2025-06")):
        when, sources = parse_date(day), (source("b"),)
        update = {"id": id, "title": id, "date": when, "bodies": (INSPECTORS,), "sources": sources}
        dataset = with_record(dataset, event.model_copy(update=update))
    found = (
        looked(LOOKS_AGAIN, "done-in-part", "published"),  # what is newer may stand first
        looked(LOOKS, "not-done", "published"),
        looked(LOOKS, "not-established"),
    )
    record = tiny.recommendations["bridge-01"]
    return with_record(dataset, record.model_copy(update={"independent_findings": found}))


CURRENT = [
    "Bridge Inspectorate found, 5 March 2025: Could not be established",
    "Bridge Inspectorate found, June 2025: Done in part (part 1.2)",
]


def test_a_page_shows_each_with_who_and_when_in_a_place_of_its_own(inspected: Dataset) -> None:
    page = html_of(inspected, TODAY, "recommendations/bridge-01/")
    of_part, of_whole = re.findall(r'<div class="voice voice-others".*?</div>', page, re.DOTALL)
    assert page.index('id="part-published"') < page.index(of_part)
    assert of_part.count("<li>") == 2  # the newest first
    assert of_part.index("Done in part") < of_part.index("Not done")
    assert "Bridge Inspectorate</a>: <b>Not done</b>. It found no" in of_part
    assert 'href="#s' in of_part
    assert of_whole.count("Bridge Inspectorate") == 1
    assert "Could not be established" in of_whole
    other = html_of(inspected, TODAY, "recommendations/bridge-02/")
    assert "Bridge Inspectorate" not in other


def test_a_list_shows_what_was_found_last_on_the_same_parts(inspected: Dataset) -> None:
    page = html_of(inspected, TODAY, "reports/bridge-2024/")
    assert all(f'<span class="note">{text}</span>' in page for text in CURRENT)
    assert "5 March 2025: Not done" not in page


def test_another_day_knows_what_had_been_found_by_then(inspected: Dataset) -> None:
    path = "recommendations/bridge-01/states.json"
    states = json.loads(route_dataset(inspected, TODAY).content(path))
    assert sorted(states["as_of"][-1]["independent_findings"]) == sorted(CURRENT)
    first = next(s for s in states["as_of"] if s["independent_findings"])
    assert first["from"] == "2025-03-05"
    past = as_of(inspected, parse_date("2025-04-01").latest).recommendations["bridge-01"]
    assert {f.development for f in past.independent_findings} == {LOOKS}


def test_it_is_a_change_when_it_differs(inspected: Dataset) -> None:
    dataset = derive(inspected, TODAY).dataset
    changes = [c for c in list_changes(dataset) if c.kind == "independent-finding"]
    assert [describe_change(dataset, change).states for change in changes] == [
        "Not done → Done in part",
        "Not done",
        "Could not be established",
    ]
    assert changes[1].id == f"bridge-01.independent-finding.{INSPECTORS}.{LOOKS}.published"
    words = describe_change(dataset, changes[1])
    assert (words.kind, words.subject) == ("An independent body found", "By: Bridge Inspectorate")


def test_the_published_data_has_it_with_its_day(inspected: Dataset) -> None:
    items = published(derive(inspected, TODAY), "recommendations")
    (item,) = (i for i in items if i["id"] == "bridge-01")
    rows = [
        (row["body"], row["conclusion_in_words"], row["date"], row["elements"], row["is_current"])
        for row in item["independent_findings"]
    ]
    assert rows == [
        (INSPECTORS, "Not done", "2025-03-05", ("bridge-01.published",), False),
        (INSPECTORS, "Could not be established", "2025-03-05", (), True),
        (INSPECTORS, "Done in part", "2025-06", ("bridge-01.published",), True),
    ]


def test_it_changes_neither_our_label_nor_the_claim(tiny: Dataset, inspected: Dataset) -> None:
    before, after = (derive(d, TODAY).assessments["bridge-01"] for d in (tiny, inspected))
    assert (after.status, after.claim_status) == (before.status, before.claim_status)
    assert (after.confidence, after.flags) == (before.confidence, before.flags)


def test_who_was_asked_or_promised_is_not_independent(inspected: Dataset) -> None:
    record = inspected.recommendations["bridge-02"]
    assert is_independent(inspected, record, INSPECTORS)
    assert not is_independent(inspected, record, MINISTRY)
    assert is_independent(inspected, record, FERRIES)  # its answer was only looked for
    promise = record.commitments[0].model_copy(update={"by": (FERRIES,)})
    promised = record.model_copy(update={"commitments": (promise,)})
    assert not is_independent(inspected, promised, FERRIES)


def test_who_took_over_or_speaks_with_one_is_not_independent(inspected: Dataset) -> None:
    record = inspected.recommendations["bridge-02"].model_copy(
        update={"addressed_to": (FERRIES,), "commitments": ()}
    )
    assert not is_independent(inspected, record, MINISTRY)  # the board became part of it
    for id in (INSPECTORS, FERRIES):
        body = inspected.bodies[id].model_copy(update={"voice": "the state says"})
        inspected = with_record(inspected, body)
    assert not is_independent(inspected, record, INSPECTORS)


def test_what_was_found_not_done_is_no_progress(tiny: Dataset) -> None:
    order = list(tiny.vocabulary.statuses)
    assert order.index(FOUND_NOT_DONE) + 1 == order.index("no-published-action")
    assert overall_status([FOUND_NOT_DONE, "planned"], order) == "planned"
    assert overall_status([FOUND_NOT_DONE, "no-published-action"], order) == FOUND_NOT_DONE
    assert tiny.vocabulary.statuses[FOUND_NOT_DONE].colour == "none"


def test_what_was_found_not_done_bears_the_day_of_the_look(inspected: Dataset) -> None:
    record = inspected.recommendations["bridge-01"]
    duty, published = record.elements
    day = parse_date("2025-03-05")
    update = {"status": FOUND_NOT_DONE, "date": day, "evidence": (LOOKS,), "searched": ()}
    finding = published.findings[0].model_copy(update=update)
    elements = (duty, published.model_copy(update={"findings": (finding,)}))
    dataset = with_record(inspected, record.model_copy(update={"elements": elements}))
    assessed = derive(dataset, TODAY).assessments["bridge-01"].elements[1]
    (held,) = assessed.findings
    since = plain_text(finding_since(dataset.vocabulary.statuses, held))
    assert since == "as at 5 March 2025"
    assert assessed.confidence
    assert assessed.confidence.level == "medium"
