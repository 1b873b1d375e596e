"""The state on any day, and the changes between: two ways to the same truth."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import pytest

import verbs
from conftest import TINY, TODAY
from tracker.derive.as_of import TimeAxis, as_of, assessments_over_time, recommendation_as_of
from tracker.derive.changes import Change, list_changes
from tracker.derive.commitments import ResolvedDueDate
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.schema.dates import parse_date
from tracker.schema.vocabularies import NOT_ASSESSED


def real() -> Dataset:
    dataset, problems = load(verbs.DATA)
    assert problems == ()
    return dataset


def labels(dataset: Dataset, day: date, view: TimeAxis = "record") -> dict[str, str]:
    facts = derive(as_of(dataset, day, view), day)
    return {id: assessment.status for id, assessment in facts.assessments.items()}


@pytest.mark.parametrize(
    ("day", "record", "published"),
    [
        (date(2024, 5, 31), {"bridge-01": "not-assessed", "bridge-02": "not-assessed"}, {}),
        (date(2024, 6, 1), {"bridge-01": "planned", "bridge-02": "under-way"}, {}),
        (date(2024, 9, 10), {"bridge-01": "passed", "bridge-02": "under-way"}, {}),
        (
            date(2024, 12, 31),
            {"bridge-01": "passed", "bridge-02": "under-way"},
            {"bridge-02": "under-way"},
        ),
        (
            date(2026, 1, 10),
            {"bridge-01": "partly-delivered", "bridge-02": "under-way"},
            {"bridge-01": "partly-delivered", "bridge-02": "under-way"},
        ),
    ],
)
def test_labels_on_a_day(
    tiny: Dataset, day: date, record: dict[str, str], published: dict[str, str]
) -> None:
    assert labels(tiny, day) == record
    assert labels(tiny, day, "published") == published


def test_before_its_report_a_recommendation_is_not_there(tiny: Dataset) -> None:
    day = tiny.reports["bridge-2024"].published.earliest - timedelta(days=1)
    then = as_of(tiny, day)
    assert (dict(then.reports), dict(then.recommendations)) == ({}, {})
    assert set(then.bodies) == set(tiny.bodies)


def test_what_was_promised_answered_and_claimed_on_a_day(tiny: Dataset) -> None:
    then = recommendation_as_of(tiny, tiny.recommendations["bridge-01"], date(2024, 9, 9))
    assert then is not None
    assert [r.position for r in then.responses] == ["accepted-in-principle"]
    assert [c.state for c in then.government_says] == ["in-progress"]
    assert [(c.id, [str(d.date) for d in c.due], c.met) for c in then.commitments] == [
        ("first-round", ["2025-03"], None),
        ("law", ["None"], None),
    ]
    assert then.open_questions == ()
    assert str(then.reviews[-1].evidence_to) == "2024-09-09"
    assert then.elements[1].findings[0].status == NOT_ASSESSED


def test_a_promise_is_overdue_only_from_the_day_on_which_it_was(tiny: Dataset) -> None:
    def state(day: date) -> str:
        return derive(as_of(tiny, day), day).commitments[0].state

    assert [state(date(2025, 9, 29)), state(date(2025, 9, 30))] == ["due", "overdue"]


def test_a_stage_is_taken_on_its_day_and_expected_before(tiny: Dataset) -> None:
    def stages(day: date) -> list[str]:
        return [s.stage for s in as_of(tiny, day).measures["bridges-act-section-1"].stages]

    assert stages(date(2024, 12, 31)) == []
    assert stages(date(2025, 1, 1)) == ["in-force"]
    assert stages(date(2025, 12, 31)) == ["in-force", "final-report"]


def test_what_spoke_against_a_finding_later_was_not_there_before(tiny: Dataset) -> None:
    def against(day: date) -> tuple[tuple[str, ...], bool]:
        then = as_of(tiny, day)
        (finding,) = then.recommendations["bridge-02"].elements[0].findings
        return finding.against, "2025-02-press-asks" in then.developments

    assert against(date(2025, 2, 4)) == ((), False)
    assert against(date(2025, 2, 5)) == (("2025-02-press-asks",), True)


def test_a_date_that_was_set_in_a_month_counts_at_its_end(tiny: Dataset) -> None:
    def dates(day: date) -> list[str]:
        then = recommendation_as_of(tiny, tiny.recommendations["bridge-01"], day)
        assert then is not None
        return [str(due.date) for due in then.commitments[0].due]

    assert dates(date(2024, 11, 29)) == ["2025-03"]
    assert dates(date(2024, 11, 30)) == ["2025-03", "2025-09-30"]


def test_a_point_is_there_from_the_day_its_source_was_published(tiny: Dataset) -> None:
    def implications(day: date) -> set[str]:
        return set(as_of(tiny, day).implications)

    assert implications(date(2024, 5, 31)) == set()
    assert implications(date(2024, 6, 1)) == {"bridge-keepers-lamps"}
    assert implications(date(2024, 12, 20)) == set(tiny.implications)


@pytest.mark.parametrize("where", ["tiny", "real"])
def test_one_recommendation_stands_as_the_whole_record_says(tiny: Dataset, where: str) -> None:
    """Read by itself or with all others, a day is the same."""
    dataset, today = (tiny, TODAY) if where == "tiny" else (real(), verbs.real_day())
    for recommendation in dataset.recommendations.values():
        for day, assessment in assessments_over_time(dataset, recommendation, today, "record"):
            whole = derive(as_of(dataset, day), day).assessments[recommendation.id]
            assert (assessment.status, assessment.share, assessment.claim_status) == (
                whole.status,
                whole.share,
                whole.claim_status,
            )
            assert [(p.state, p.due) for p in assessment.commitments] == [
                (p.state, p.due) for p in whole.commitments
            ]


def test_a_state_begins_where_something_changed(tiny: Dataset) -> None:
    """Each day of the first recommendation: its answers, label, moved, kept and overdue dates."""
    found = assessments_over_time(tiny, tiny.recommendations["bridge-01"], TODAY, "record")
    told = [(str(day), s.status, [p.state for p in s.commitments]) for day, s in found]
    assert [next(held) for _, held in groupby(told, key=lambda state: state[1:])] == [
        ("2024-05-01", "not-assessed", []),
        ("2024-06-01", "planned", ["due", "undated"]),
        ("2024-09-10", "passed", ["due", "met"]),
        ("2025-01-01", "partly-delivered", ["due", "met"]),
        ("2025-09-30", "partly-delivered", ["overdue", "met"]),
    ]


def test_what_is_said_again_is_no_change(tiny: Dataset) -> None:
    one = tiny.recommendations["bridge-01"]
    said = one.government_says[-1].model_copy(update={"development": "2025-02-press-asks"})
    again = one.responses[-1].model_copy(update={"development": "2025-02-press-asks"})
    more = one.model_copy(
        update={
            "government_says": (*one.government_says, said),
            "responses": (*one.responses, again),
        }
    )
    dataset = replace(tiny, recommendations={**tiny.recommendations, "bridge-01": more})
    assert [c.id for c in list_changes(dataset)] == [c.id for c in list_changes(tiny)]


def remade(dataset: Dataset, id: str, **update: object) -> Dataset:
    """A tracker in which one recommendation has other fields."""
    made = dataset.recommendations[id].model_copy(update=update)
    return replace(dataset, recommendations={**dataset.recommendations, id: made})


def test_two_changes_of_one_kind_on_one_day_have_two_names(tiny: Dataset) -> None:
    one = tiny.recommendations["bridge-01"]
    first, second = one.government_says
    twice = second.model_copy(update={"state": "not-started"})
    dues = one.commitments[0].due
    again = dues[1].model_copy(update={"reason": "Again."})
    held = one.commitments[0].model_copy(update={"due": (*dues, again)})
    changed = remade(
        tiny,
        "bridge-01",
        government_says=(first, second, twice),
        commitments=(held, *one.commitments[1:]),
    )
    names = [change.id for change in list_changes(changed)]
    assert len(names) == len(set(names)) == len(list_changes(tiny)) + 2
    assert "bridge-01.claim.2024-11-minister-says-done.2" in names


def test_a_month_and_its_last_day_are_two_steps(tiny: Dataset) -> None:
    """The part that moved on the last day moves the label then, and not with the month."""
    one = tiny.recommendations["bridge-01"]
    law, published = one.elements
    month = law.findings[0].model_copy(update={"date": parse_date("2024-06")})
    day = month.model_copy(update={"date": parse_date("2024-06-30"), "status": "under-way"})
    parts = (
        law.model_copy(update={"findings": (month,)}),
        published.model_copy(update={"findings": (day,)}),
    )
    changes = list_changes(remade(tiny, "bridge-01", elements=parts))
    assert [
        (c.date.text, c.before, c.after) for c in changes if c.id.startswith("bridge-01.status")
    ] == [
        ("2024-06-30", "planned", "under-way"),
        ("2024-06", "not-assessed", "planned"),
    ]


def test_what_was_written_late_had_not_been_published(tiny: Dataset) -> None:
    late = {
        id: tiny.developments[id].model_copy(update={"recorded": parse_date("2026-01-25")})
        for id in ("2024-06-01-ministry-answers", "2024-09-10-bridges-act")
    }
    dataset = replace(tiny, developments={**tiny.developments, **late})
    before, after = (
        recommendation_as_of(dataset, dataset.recommendations["bridge-01"], day, "published")
        for day in (date(2026, 1, 24), date(2026, 1, 25))
    )
    assert before is not None
    assert after is not None
    assert (before.commitments, before.responses) == ((), ())
    assert [(c.id, len(c.due), bool(c.met)) for c in after.commitments] == [
        ("first-round", 2, False),
        ("law", 1, True),
    ]


def test_a_month_that_is_not_over_has_come_when_it_is_written_down(tiny: Dataset) -> None:
    """What is known only to the month, and was written in it, is part of that day's state."""
    event = tiny.developments["2024-11-minister-says-done"]
    open_month = event.model_copy(update={"recorded": parse_date("2024-11-12")})
    dataset = replace(tiny, developments={**tiny.developments, event.id: open_month})
    (change,) = (c for c in list_changes(dataset) if c.after == "complete")
    assert (change.date.text, change.day) == ("2024-11", date(2024, 11, 12))
    states = [
        derive(as_of(dataset, day), day).assessments["bridge-01"].claim_status
        for day in (date(2024, 11, 11), date(2024, 11, 12))
    ]
    assert states == ["in-progress", "complete"]


def test_the_day_after_a_date_nobody_has_checked_it(tiny: Dataset) -> None:
    """The promise of the second recommendation falls due after the day to which was looked."""
    days = assessments_over_time(
        tiny, tiny.recommendations["bridge-02"], date(2026, 6, 1), "record"
    )
    states = {
        str(day): assessment.commitments[0].state
        for day, assessment in days
        if assessment.commitments
    }
    assert (states["2026-03-31"], states["2026-04-01"]) == ("due", "unchecked")


def test_a_promise_that_is_counted_has_its_date_from_the_step_on(tiny: Dataset) -> None:
    inquiry = tiny.measures["bridge-inquiry"]
    stages = tuple(
        stage.model_copy(update={"date": parse_date("2025-03-10")})
        if stage.stage == "set-up"
        else stage
        for stage in inquiry.stages
    )
    later = inquiry.model_copy(update={"stages": stages})
    dataset = replace(tiny, measures={**tiny.measures, "bridge-inquiry": later})
    told = [
        outline(c)[0::2]
        for c in list_changes(dataset)
        if ".report" in c.id and "element-status" not in c.id
    ]
    assert ("bridge-02.commitment.report", "") in told
    assert ("bridge-02.due-date.report.1.counted", "within two years") in told


def test_a_wrong_finding_counts_until_its_correction_was_written(tiny: Dataset) -> None:
    def second(day: date, view: TimeAxis) -> list[str]:
        then = recommendation_as_of(tiny, tiny.recommendations["bridge-02"], day, view)
        assert then is not None
        return [finding.status for finding in then.elements[1].findings]

    assert second(date(2024, 12, 31), "published") == ["not-assessed"]
    assert second(date(2025, 1, 10), "published") == ["no-published-action"]
    assert second(date(2024, 12, 31), "record") == ["no-published-action"]


@pytest.mark.parametrize("where", ["tiny", "real"])
def test_today_is_today(tiny: Dataset, where: str) -> None:
    dataset, day = (tiny, TODAY) if where == "tiny" else (real(), verbs.real_day())
    now, then = derive(dataset, day), derive(as_of(dataset, day), day)
    assert set(now.assessments) == set(then.assessments)
    for id, assessment in now.assessments.items():
        again = then.assessments[id]
        assert (assessment.status, assessment.share, assessment.claim_status, assessment.flags) == (
            again.status,
            again.share,
            again.claim_status,
            again.flags,
        )
        assert assessment.responses == again.responses
        assert [p.state for p in assessment.commitments] == [p.state for p in again.commitments]
        assert [d.id for d in assessment.timeline] == [d.id for d in again.timeline]


@pytest.mark.parametrize("where", ["tiny", "real"])
def test_the_changes_lead_from_each_state_to_the_next(tiny: Dataset, where: str) -> None:
    """Replayed from the start, the changes give the label, claim and answers of every day."""
    dataset = tiny if where == "tiny" else real()
    changes = list_changes(dataset)
    for day in sorted({change.date.latest for change in changes}):
        facts = derive(as_of(dataset, day), day)
        replayed = _replayed(change for change in reversed(changes) if change.date.latest <= day)
        for id, assessment in facts.assessments.items():
            assert replayed.get((id, "status", ""), NOT_ASSESSED) == assessment.status, (id, day)
            assert replayed.get((id, "claim", ""), "nothing-reported") == assessment.claim_status
            for response in assessment.responses:
                if response.development:
                    assert replayed[id, "response", response.by] == response.position


def _replayed(changes: object) -> dict[tuple[str, str, str], object]:
    held: dict[tuple[str, str, str], object] = {}
    for change in changes:  # type: ignore[attr-defined]
        about = change.about if change.kind == "response" else ""
        if change.kind in ("status", "claim", "response"):
            key = (change.record.id, change.kind, about)
            before = {"claim": "nothing-reported", "status": NOT_ASSESSED}.get(change.kind)
            assert held.get(key, before) == change.before, change.id
            held[key] = change.after
    return held


def outline(change: Change) -> tuple[str, str, str, str]:
    def text(value: object) -> str:
        if isinstance(value, ResolvedDueDate):
            return str(value.date or value.words)
        return str(value or "")

    return change.id, str(change.recorded), text(change.before), text(change.after)


def test_the_changes_of_the_tiny_tracker(tiny: Dataset) -> None:
    made = "2024-06-01"
    end = "2026-03-01/2026-03-31"
    assert [outline(change) for change in list_changes(tiny)] == [
        ("developments.2024-11-minister-says-done.correction.1", "2026-01-10", "", ""),
        (
            "bridge-01.element-status.published.2025-12-31",
            "2026-01-10",
            "not-assessed",
            "no-published-action",
        ),
        (
            "recommendations.bridge-02.correction.reports",
            "2025-01-10",
            "not-assessed",
            "no-published-action",
        ),
        ("measures.bridge-inquiry.correction.1", "2025-01-05", "", ""),
        ("bridge-01.status.2025-01-01", "2026-01-10", "passed", "partly-delivered"),
        (
            "bridge-02.element-status.reports.2024-12-31",
            "2025-01-10",
            "not-assessed",
            "no-published-action",
        ),
        ("bridge-01.due-date.first-round.2", "2024-11", "2025-03", "2025-09-30"),
        ("bridge-01.claim.2024-11-minister-says-done", "2026-01-10", "in-progress", "complete"),
        ("bridge-01.status.2024-09-10", "2024-12-20", "planned", "passed"),
        (
            "bridge-01.response.ministry-of-bridges.2024-09-10-bridges-act",
            "2026-01-10",
            "accepted-in-principle",
            "accepted",
        ),
        ("bridge-01.met.law", "2026-01-10", "No date given", ""),
        (f"bridge-02.status.{made}", "2024-06-02", "not-assessed", "under-way"),
        (
            f"bridge-02.response.ministry-of-bridges.{made}-ministry-answers",
            "2024-06-02",
            "",
            "accepted",
        ),
        ("bridge-02.commitment.report", "2024-06-02", "", end),
        (f"bridge-01.status.{made}", "2024-06-02", "not-assessed", "planned"),
        (
            f"bridge-01.response.ministry-of-bridges.{made}-ministry-answers",
            "2024-06-02",
            "",
            "accepted-in-principle",
        ),
        ("bridge-01.commitment.law", "2024-06-02", "", "No date given"),
        ("bridge-01.commitment.first-round", "2024-06-02", "", "2025-03"),
        (
            f"bridge-01.claim.{made}-ministry-answers",
            "2024-06-02",
            "nothing-reported",
            "in-progress",
        ),
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
    names = [change.id for change in list_changes(real())]
    assert len(names) == len(set(names))
