"""The changes that the tiny dataset implies, and that they lead from each state to the next."""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from conftest import TINY
from samples import spread, with_record
from test_as_of import real_dataset
from tracker.derive.as_of import as_of
from tracker.derive.changes import Change, ChangeValue, list_changes
from tracker.derive.commitments import ResolvedDueDate
from tracker.derive.facts import derive
from tracker.derive.findings import nations_of
from tracker.derive.voices import voice_of
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.schema.dates import parse_date
from tracker.schema.fields import Record
from tracker.schema.vocabularies import NOT_ASSESSED, NOT_LOOKED_AT, NOTHING_REPORTED


def with_fields(dataset: Dataset, record: Record, **fields: object) -> Dataset:
    """A dataset in which one record has other fields."""
    return with_record(dataset, record.model_copy(update=fields))


def test_what_is_said_again_is_no_change(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    claim = record.claims[-1].model_copy(update={"development": "2025-02-press-asks"})
    response = record.responses[-1].model_copy(update={"development": "2025-02-press-asks"})
    dataset = with_fields(
        tiny,
        record,
        claims=(*record.claims, claim),
        responses=(*record.responses, response),
    )
    assert [c.id for c in list_changes(dataset)] == [c.id for c in list_changes(tiny)]


def test_that_nobody_has_looked_at_the_rest_is_no_change(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    first, second = record.elements
    superseded = first.findings[0].model_copy(update={"status": "superseded"})
    elements = (
        first.model_copy(update={"findings": (superseded,)}),
        second.model_copy(update={"findings": ()}),
    )
    changes = list_changes(with_fields(tiny, record, elements=elements))
    found = [
        (c.kind, c.before, c.after) for c in changes if c.record.id == record.id and not c.happened
    ]
    assert found == [("element-status", NOT_ASSESSED, "superseded")]


def test_two_changes_of_one_kind_on_one_day_have_two_names(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    commitment, *others = record.commitments
    moved_again = commitment.due[1].model_copy(update={"reason": "Again.", "id": "again"})
    moved_twice = commitment.model_copy(update={"due": (*commitment.due, moved_again)})
    dataset = with_fields(tiny, record, commitments=(moved_twice, *others))
    ids = [change.id for change in list_changes(dataset)]
    new = {"bridge-01.due-date.first-round.again"}
    assert set(ids) == {change.id for change in list_changes(tiny)} | new
    assert len(ids) == len(set(ids))


def test_a_month_and_its_last_day_are_two_steps(tiny: Dataset) -> None:
    """The element that changed on the last day changes the status then, and not with the month."""
    record = tiny.recommendations["bridge-01"]
    law, published = record.elements
    month = law.findings[0].model_copy(update={"date": parse_date("2024-06")})
    day = month.model_copy(update={"date": parse_date("2024-06-30"), "status": "under-way"})
    elements = (
        law.model_copy(update={"findings": (month,)}),
        published.model_copy(update={"findings": (day,)}),
    )
    changes = list_changes(with_fields(tiny, record, elements=elements))
    assert [
        (c.date.text, c.before, c.after) for c in changes if c.id.startswith("bridge-01.status")
    ] == [
        ("2024-06-30", "planned", "under-way"),
        ("2024-06", "not-assessed", "planned"),
    ]


def test_a_promise_that_is_counted_has_its_date_from_the_step_on(tiny: Dataset) -> None:
    """We wrote that when we saw the source of the step."""
    inquiry = tiny.measures["bridge-inquiry"]
    set_up, *others = inquiry.stages
    later = set_up.model_copy(update={"date": parse_date("2025-03-10")})
    dataset = with_fields(tiny, inquiry, stages=(later, *others))
    outlines = [outline(change) for change in list_changes(dataset)]
    assert ("bridge-02.commitment.report", "2024-06-02", "", "within two years") in outlines
    counted = ("bridge-02.due-date.report.2024-06-01.counted", "2026-01-10", "within two years")
    assert (*counted, "2027-03-10") in outlines


@pytest.mark.parametrize("where", ["tiny", "real"])
def test_the_changes_lead_from_each_state_to_the_next(tiny: Dataset, where: str) -> None:
    """Replayed from the start, the changes give the status in each nation, the claim of each voice
    and the response of each body on every day.
    """
    dataset = tiny if where == "tiny" else real_dataset()
    changes = list_changes(dataset)
    for day in spread({change.day for change in changes}, 20):
        facts = derive(as_of(dataset, day), day)
        replayed = _replayed(dataset, [c for c in reversed(changes) if c.day <= day])
        for id, assessment in facts.assessments.items():
            for each in assessment.by_nation:
                status = NOT_ASSESSED if each.status == NOT_LOOKED_AT else each.status
                of_nation = replayed[id, "status"]
                assert {of_nation.get(n, NOT_ASSESSED) for n in each.nations} == {status}, (id, day)
            for claim in assessment.claims:
                voice = voice_of(dataset, claim.by)
                assert replayed[id, "claim"].get(voice, NOTHING_REPORTED) == claim.state, (id, day)
            for response in assessment.responses:
                if response.development:
                    assert replayed[id, "response"][response.by] == response.position


def _replayed(
    dataset: Dataset, changes: Iterable[Change]
) -> Mapping[tuple[str, str], Mapping[str, ChangeValue]]:
    """What each status, claim and response is after some changes: by record and kind, then by
    nation, voice or body.
    """
    values: defaultdict[tuple[str, str], dict[str, ChangeValue]] = defaultdict(dict)
    for change in changes:
        recommendation = dataset.recommendations.get(change.record.id)
        if not recommendation or change.kind not in ("status", "claim", "response"):
            continue
        about: tuple[str, ...] = (str(change.about),)
        first: ChangeValue = None
        if change.kind == "status":
            about, first = change.nations or nations_of(dataset, recommendation), NOT_ASSESSED
        elif change.kind == "claim":
            about = (voice_of(dataset, change.claimant or ""),)
            first = None if recommendation.withdrawn_from("claims") else NOTHING_REPORTED
        so_far = values[recommendation.id, change.kind]
        assert {so_far.get(each, first) for each in about} == {change.before}, change.id
        so_far |= dict.fromkeys(about, change.after)
    return values


def outline(change: Change) -> tuple[str, str, str, str]:
    def text(value: object) -> str:
        if isinstance(value, ResolvedDueDate):
            return str(value.date or value.words)
        return str(value or "")

    return change.id, str(change.recorded), text(change.before), text(change.after)


def test_the_changes_of_the_tiny_dataset(tiny: Dataset) -> None:
    answered = "2024-06-01-ministry-answers"
    end = "2026-03-01/2026-03-31"
    assert [outline(change) for change in list_changes(tiny)] == [
        (
            "implications.bridge-keepers-register.written",
            "2026-01-10",
            "",
            "guidance",
        ),
        ("developments.2024-11-minister-says-done.correction.2026-01-10", "2026-01-10", "", ""),
        (
            "bridge-01.element-status.published.2025-12-31",
            "2026-01-10",
            "not-assessed",
            "no-published-action",
        ),
        (
            "recommendations.bridge-02.correction.reports.2024-12-31.2025-01-10",
            "2025-01-10",
            "not-assessed",
            "no-published-action",
        ),
        ("measures.bridge-inquiry.correction.2025-01-05", "2025-01-05", "", ""),
        (
            "measures.bridges-act-section-1.stage.in-force.england.wales",
            "2026-01-10",
            "",
            "in-force",
        ),
        ("implications.bridge-keepers-inspect.starts", "2026-01-10", "", ""),
        ("bridge-01.status.2025-01-01", "2026-01-10", "passed", "partly-delivered"),
        (
            "bridge-02.element-status.reports.2024-12-31",
            "2025-01-10",
            "not-assessed",
            "no-published-action",
        ),
        ("bridge-01.due-date.first-round.2024-11", "2024-11", "2025-03", "2025-09-30"),
        ("bridge-01.claim.2024-11-minister-says-done", "2026-01-10", "in-progress", "complete"),
        ("measures.bridges-act.stage.royal-assent", "2026-01-10", "", "royal-assent"),
        ("bridge-01.status.2024-09-10", "2024-12-20", "planned", "passed"),
        (
            "bridge-01.response.ministry-of-bridges.2024-09-10-bridges-act",
            "2026-01-10",
            "accepted-in-principle",
            "accepted",
        ),
        ("bridge-01.met.law", "2026-01-10", "No date given", ""),
        ("bridge-02.status.2024-06-01", "2024-06-02", "not-assessed", "under-way"),
        (
            f"bridge-02.response.ministry-of-bridges.{answered}",
            "2024-06-02",
            "",
            "accepted",
        ),
        ("bridge-02.commitment.report", "2024-06-02", "", end),
        ("bridge-01.status.2024-06-01", "2024-06-02", "not-assessed", "planned"),
        (
            f"bridge-01.response.ministry-of-bridges.{answered}",
            "2024-06-02",
            "",
            "accepted-in-principle",
        ),
        ("bridge-01.commitment.law", "2024-06-02", "", "No date given"),
        ("bridge-01.commitment.first-round", "2024-06-02", "", "2025-03"),
        (
            f"bridge-01.claim.{answered}",
            "2024-06-02",
            "nothing-reported",
            "in-progress",
        ),
        ("measures.bridge-inquiry.stage.set-up", "2026-01-10", "", "set-up"),
        ("measures.bridge-panel.stage.set-up", "2026-01-10", "", "set-up"),
    ]


def test_a_moved_date_rests_on_the_event_that_moved_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    path = data / "recommendations" / "bridge-01.yaml"
    text = path.read_text("utf-8")
    moved = "        reason: Too few inspectors.\n"
    path.write_text(
        text.replace(moved, f"{moved}        development: 2024-11-minister-says-done\n")
    )
    dataset, problems = load(data)
    assert problems == ()
    (due,) = (change for change in list_changes(dataset) if change.kind == "due-date")
    assert [event.id for event in due.evidence] == ["2024-11-minister-says-done"]
    assert due.reason == "Too few inspectors."


def test_each_change_has_a_name_of_its_own() -> None:
    ids = [change.id for change in list_changes(real_dataset())]
    assert len(ids) == len(set(ids))
