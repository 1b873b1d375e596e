"""The status of a recommendation, its share, history, confidence and flags.

The truth table of every pair of elements is `tests/expected/labels.txt`; `scripts/test --accept`
writes it anew.
"""

from datetime import date
from itertools import combinations_with_replacement, permutations

import pytest

from conftest import ROOT, TODAY
from samples import with_record
from tracker.derive.confidence import Confidence
from tracker.derive.facts import Facts, derive
from tracker.derive.findings import finding_as_of
from tracker.derive.status import (
    StatusShare,
    assess,
    overall_status,
    status_share,
)
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.text.status_sentences import flag_text, share_text

TABLE = ROOT / "tests" / "expected" / "labels.txt"


@pytest.fixture(scope="module")
def facts(tiny: Dataset) -> Facts:
    return derive(tiny, TODAY)


def test_the_status_of_every_pair_of_elements(tiny: Dataset, accept: bool) -> None:
    statuses = tiny.vocabulary.statuses
    order = list(statuses)
    authored = [id for id, status in statuses.items() if not status.computed]
    lines = []
    for pair in combinations_with_replacement(authored, 2):
        overall = overall_status(pair, order)
        share = share_text(statuses, status_share(overall, pair, order))
        lines.append(f"{pair[0]} + {pair[1]} = {overall}: {share}\n")
    if accept:
        TABLE.write_text("".join(lines), "utf-8")
    assert "".join(lines) == TABLE.read_text("utf-8"), "if it is meant: scripts/test --accept"


def test_the_order_of_the_elements_makes_no_difference(tiny: Dataset) -> None:
    order = list(tiny.vocabulary.statuses)
    for statuses in combinations_with_replacement(order, 3):
        assert len({overall_status(each, order) for each in permutations(statuses)}) == 1


def test_superseded_elements_are_ignored_and_the_rest_is_counted(tiny: Dataset) -> None:
    order = list(tiny.vocabulary.statuses)
    statuses = ["under-way", "superseded", "planned", "planned"]
    assert overall_status(statuses, order) == "under-way"
    assert status_share("under-way", statuses, order) == StatusShare(
        "under-way", 1, 3, (("planned", 2),)
    )


def test_a_status_is_no_surer_than_the_element_that_gives_it(facts: Facts) -> None:
    assessment = facts.assessments["bridge-02"]
    assert assessment.confidence == Confidence("low", "the sources conflict")
    assert facts.assessments["bridge-01"].elements[1].confidence is None  # it rests on a search


def test_flags_the_gravest_first(facts: Facts) -> None:
    assert [[flag_text(f) for f in a.flags] for a in facts.assessments.values()] == [
        ["Overdue 92 days", "Disputed", "Slipped once"],
        ["Review due"],
    ]


@pytest.mark.parametrize(("today", "due"), [("2026-03-11", False), ("2026-03-12", True)])
def test_a_review_is_due_after_sixty_days(tiny: Dataset, today: str, due: bool) -> None:
    flags = derive(tiny, date.fromisoformat(today)).assessments["bridge-01"].flags
    assert ("review-due" in [flag.kind for flag in flags]) is due


def test_the_history_of_a_status(facts: Facts) -> None:
    steps = facts.assessments["bridge-01"].history
    assert [
        (str(s.date), s.status, s.share.count, s.share.total, s.changes_status) for s in steps
    ] == [
        ("2024-06-01", "planned", 1, 2, True),
        ("2024-09-10", "passed", 1, 2, True),
        ("2025-01-01", "partly-delivered", 1, 2, True),
        ("2025-12-31", "partly-delivered", 1, 2, False),
    ]
    assert str(facts.assessments["bridge-01"].last_change) == "2025-01-01"


def test_the_finding_that_held_on_a_day(tiny: Dataset) -> None:
    element = tiny.recommendations["bridge-01"].elements[0]
    days = ["2024-05-31", "2024-06-01", "2024-12-31", "2025-01-01"]
    findings = [finding_as_of(element.findings, parse_date(day)) for day in days]
    assert [finding and finding.status for finding in findings] == [
        None,
        "planned",
        "passed",
        "delivered",
    ]


def test_a_status_holds_since_the_first_of_the_findings_that_agree(tiny: Dataset) -> None:
    """A second look that comes to the same status does not make it younger."""
    recommendation = tiny.recommendations["bridge-01"]
    duty = recommendation.elements[0]
    again = duty.findings[1].model_copy(update={"date": parse_date("2024-10-01")})
    element = duty.model_copy(update={"findings": (*duty.findings[:2], again)})
    once_more = recommendation.model_copy(update={"elements": (element,)})
    (assessed,) = assess(tiny, once_more, (), TODAY).elements
    assert (assessed.status, str(assessed.since)) == ("passed", "2024-09-10")


def test_a_history_written_afterwards_says_so(facts: Facts) -> None:
    assert [a.reconstructed for a in facts.assessments.values()] == [True, False]


def test_the_current_response_and_claim_are_the_newest(facts: Facts) -> None:
    assessment = facts.assessments["bridge-01"]
    assert [(r.by, r.position) for r in assessment.responses] == [
        ("ministry-of-bridges", "accepted")
    ]
    assert [a.claim_status for a in facts.assessments.values()] == ["complete", "nothing-reported"]


def test_a_status_that_began_as_an_absence_has_not_changed(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    absent = record.model_copy(update={"elements": record.elements[1:]})
    assessment = assess(tiny, absent, (), TODAY)
    assert (assessment.status, assessment.last_change) == ("no-published-action", None)


def test_the_deciding_element_is_the_one_judged_last(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    duty = record.elements[0]
    sooner = duty.findings[-1].model_copy(update={"date": parse_date("2024-12-31")})
    other = duty.model_copy(update={"id": "other", "findings": (*duty.findings[:-1], sooner)})
    both = record.model_copy(update={"elements": (other, duty)})
    assessment = assess(tiny, both, (), TODAY)
    assert [leading.element.id for leading in assessment.leading] == ["other", "duty"]
    assert assessment.deciding_element
    assert assessment.deciding_element.element.id == "duty"


def test_no_law_is_sure_whose_own_section_was_not_seen(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    section = tiny.measures["bridges-act-section-1"]
    royal_assent = section.stages[0].model_copy(update={"stage": "royal-assent"})
    levels = []
    for stages in ((royal_assent,), (section.stages[0],)):
        dataset = with_record(tiny, section.model_copy(update={"stages": stages}))
        assessment = assess(dataset, record, (), TODAY)
        confidence = assessment.elements[0].confidence
        levels.append(confidence and confidence.level)
    assert levels == ["high", "medium"]
