"""What the tiny tracker implies on a day: confidence, promises, flags, history."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from samples import source
from tracker.derive.commitments import commitment_progress
from tracker.derive.confidence import Confidence, assess_confidence
from tracker.derive.facts import Facts, derive
from tracker.derive.status import ElementAssessment, assess, finding_as_of
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.schema.fields import Source
from tracker.text.status_sentences import flag_text


@pytest.fixture(scope="module")
def facts(tiny: Dataset) -> Facts:
    return derive(tiny, TODAY)


@pytest.mark.parametrize(
    ("sources", "level"),
    [
        ([source("a", seen="full-copy")], "high"),
        ([source("a", seen="live"), source("c")], "high"),
        ([source("a"), source("b", "Two")], "high"),
        ([source("b"), source("b", "Two")], "high"),
        ([source("a")], "medium"),
        ([source("b", seen="live")], "medium"),
        ([source("a"), source("a")], "medium"),
        ([source("a", "Law"), source("a", "Hub (copy of Law)")], "medium"),
        ([source("a", "Hub (a copy of Law)"), source("a", "Hub (copy of Court)")], "high"),
        ([source("c"), source("c", "Two"), source("d", "Three"), source("e", "Four")], "low"),
    ],
)
def test_confidence_comes_from_the_sources(sources: list[Source], level: str) -> None:
    assert assess_confidence(sources).level == level


def test_sources_that_conflict_are_never_sure() -> None:
    assert assess_confidence([source("a", seen="full-copy")], disputed=True).level == "low"


def test_a_label_is_no_surer_than_the_part_that_gives_it(facts: Facts) -> None:
    assessment = facts.assessments["bridge-02"]
    assert assessment.confidence == Confidence("low", "the sources conflict")
    assert facts.assessments["bridge-01"].elements[1].confidence is None  # it rests on a search


def test_where_each_promise_stands(facts: Facts) -> None:
    assert [
        (p.commitment.id, p.state, p.days_overdue, p.slips, str(p.due or ""))
        for p in facts.commitments
    ] == [
        ("first-round", "overdue", 92, 1, "2025-09-30"),
        ("report", "due", 0, 0, "2026-03-01/2026-03-31"),
        ("law", "met", 0, 0, ""),
    ]


def test_the_clock_alone_never_makes_a_promise_overdue(tiny: Dataset) -> None:
    """After its date, but also after the evidence: it has passed, and nobody has looked."""
    late = derive(tiny, date(2030, 1, 1)).assessments["bridge-02"]
    assert [p.state for p in late.commitments] == ["unchecked"]
    assert late.status == derive(tiny, TODAY).assessments["bridge-02"].status


def test_flags_the_gravest_first(facts: Facts) -> None:
    assert [[flag_text(f) for f in s.flags] for s in facts.assessments.values()] == [
        ["Overdue 92 days", "Disputed", "Slipped once"],
        ["Review due"],
    ]


@pytest.mark.parametrize(("today", "due"), [("2026-03-11", False), ("2026-03-12", True)])
def test_a_review_is_due_after_sixty_days(tiny: Dataset, today: str, due: bool) -> None:
    flags = derive(tiny, date.fromisoformat(today)).assessments["bridge-01"].flags
    assert ("review-due" in [flag.kind for flag in flags]) is due


def test_the_history_of_a_label(facts: Facts) -> None:
    steps = facts.assessments["bridge-01"].history
    assert [(str(s.date), s.status, s.share.count, s.share.total, s.moved) for s in steps] == [
        ("2024-06-01", "planned", 1, 2, True),
        ("2024-09-10", "passed", 1, 2, True),
        ("2025-01-01", "partly-delivered", 1, 2, True),
        ("2025-12-31", "partly-delivered", 1, 2, False),
    ]
    assert str(facts.assessments["bridge-01"].last_change) == "2025-01-01"


def test_the_finding_that_held_on_a_day(tiny: Dataset) -> None:
    element = tiny.recommendations["bridge-01"].elements[0]
    days = ["2024-05-31", "2024-06-01", "2024-12-31", "2025-01-01"]
    held = [finding_as_of(element, parse_date(day)) for day in days]
    assert [finding and finding.status for finding in held] == [
        None,
        "planned",
        "passed",
        "delivered",
    ]


def test_a_label_holds_since_the_first_of_the_findings_that_agree(tiny: Dataset) -> None:
    """A second look that comes to the same label does not make the label younger."""
    recommendation = tiny.recommendations["bridge-01"]
    duty = recommendation.elements[0]
    again = duty.findings[1].model_copy(update={"date": parse_date("2024-10-01")})
    longer = duty.model_copy(update={"findings": (*duty.findings[:2], again)})
    part = ElementAssessment("1.1", longer, again, (), None)
    assert (part.status, str(part.since)) == ("passed", "2024-09-10")


def test_a_history_written_afterwards_says_so(facts: Facts) -> None:
    assert [s.reconstructed for s in facts.assessments.values()] == [True, False]


def test_a_development_concerns_what_it_names_and_what_cites_it(facts: Facts) -> None:
    assert facts.developments_by.recommendations_of["2024-06-01-ministry-answers"] == (
        "bridge-01",
        "bridge-02",
    )
    assert facts.developments_by.recommendations_of["2025-02-press-asks"] == (
        "bridge-02",
    )  # it speaks against a finding


def test_the_current_answer_and_claim_are_the_newest(facts: Facts) -> None:
    assessment = facts.assessments["bridge-01"]
    assert [(r.by, r.position) for r in assessment.responses] == [
        ("ministry-of-bridges", "accepted")
    ]
    assert [s.claim_status for s in facts.assessments.values()] == ["complete", "nothing-reported"]


def test_the_record_is_checked_at_source_only_when_all_of_it_is(facts: Facts) -> None:
    assert facts.checked_at_source is False


def test_the_featured_report_comes_first(tiny: Dataset) -> None:
    """Also where another comes before it in the alphabet, or is newer."""
    report, asked = tiny.reports["bridge-2024"], tiny.recommendations["bridge-01"]
    other = report.model_copy(update={"id": "a-2025", "published": parse_date("2025")})
    elsewhere = asked.model_copy(update={"id": "a-01", "report": "a-2025"})
    both = replace(
        tiny,
        reports={"a-2025": other, **tiny.reports},
        recommendations={"a-01": elsewhere, **tiny.recommendations},
    )
    facts = derive(both, TODAY)
    assert list(facts.assessments) == ["bridge-01", "bridge-02", "a-01"]
    assert [r.id for r in facts.reports] == ["bridge-2024", "a-2025"]


def test_a_promise_is_late_only_as_far_as_it_was_looked_for(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    progress = next(c for c in record.commitments if c.id == "first-round")
    states = []
    for looked_to in (None, "2025-09-30", "2025-09-29"):
        looked = progress.model_copy(update={"looked_to": looked_to and parse_date(looked_to)})
        found = commitment_progress(tiny, record, looked, record.reviews[-1].evidence_to, TODAY)
        states.append((found.state, found.days_overdue))
    assert states == [("overdue", 92), ("overdue", 0), ("unchecked", 0)]


def test_a_label_that_began_as_an_absence_has_not_changed(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    sought = record.model_copy(update={"elements": record.elements[1:]})
    assessment = assess(tiny, sought, (), TODAY)
    assert (assessment.status, assessment.last_change) == ("no-published-action", None)


def test_the_answer_is_that_of_the_part_judged_last(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    duty = record.elements[0]
    sooner = duty.findings[-1].model_copy(update={"date": parse_date("2024-12-31")})
    other = duty.model_copy(update={"id": "other", "findings": (*duty.findings[:-1], sooner)})
    both = record.model_copy(update={"elements": (other, duty)})
    assessment = assess(tiny, both, (), TODAY)
    assert [part.element.id for part in assessment.leading] == ["other", "duty"]
    assert assessment.deciding_element.element.id == "duty"
