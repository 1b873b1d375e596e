"""What the tiny tracker implies on a day: confidence, promises, flags, history."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from tracker.derive.confidence import Confidence, confidence_of
from tracker.derive.facts import Facts, derive
from tracker.derive.parts import Part
from tracker.derive.points import point_of
from tracker.derive.promises import promise_of
from tracker.derive.shelf import shelf_of
from tracker.derive.stages import Start, start_of
from tracker.derive.standing import finding_on, standing_of
from tracker.record.dates import parse_date
from tracker.record.fields import Search, Source
from tracker.record.model import Stage
from tracker.record.tracker import Tracker


@pytest.fixture(scope="module")
def facts(tiny: Tracker) -> Facts:
    return derive(tiny, TODAY)


def source(grade: str, publisher: str = "One", seen: str = "excerpt") -> Source:
    return Source(
        title="T",
        publisher=publisher,
        url="https://x.example/",
        grade=grade,
        seen=seen,
        seen_on=parse_date("2026"),
    )


def search(to: str) -> Search:
    return Search(where="The Laws", words="start", to=parse_date(to))


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
    assert confidence_of(sources).level == level


def test_sources_that_conflict_are_never_sure() -> None:
    assert confidence_of([source("a", seen="full-copy")], disputed=True).level == "low"


def test_a_label_is_no_surer_than_the_part_that_gives_it(facts: Facts) -> None:
    standing = facts.standings["bridge-02"]
    assert standing.confidence == Confidence("low", "the sources conflict")
    assert facts.standings["bridge-01"].parts[1].confidence is None  # it rests on a search


def test_where_each_promise_stands(facts: Facts) -> None:
    assert [
        (p.commitment.id, p.state, p.days, p.slipped, str(p.current or "")) for p in facts.promises
    ] == [
        ("first-round", "overdue", 92, 1, "2025-09-30"),
        ("report", "due", 0, 0, "2026-03-01/2026-03-31"),
        ("law", "met", 0, 0, ""),
    ]


def test_the_clock_alone_never_makes_a_promise_overdue(tiny: Tracker) -> None:
    """After its date, but also after the evidence: it has passed, and nobody has looked."""
    late = derive(tiny, date(2030, 1, 1)).standings["bridge-02"]
    assert [p.state for p in late.promises] == ["unchecked"]
    assert late.label == derive(tiny, TODAY).standings["bridge-02"].label


def test_flags_the_gravest_first(facts: Facts) -> None:
    assert [[f.words for f in s.flags] for s in facts.standings.values()] == [
        ["Overdue 92 days", "Disputed", "Slipped once"],
        ["Review due"],
    ]


@pytest.mark.parametrize(("today", "due"), [("2026-03-11", False), ("2026-03-12", True)])
def test_a_review_is_due_after_sixty_days(tiny: Tracker, today: str, due: bool) -> None:
    flags = derive(tiny, date.fromisoformat(today)).standings["bridge-01"].flags
    assert ("Review due" in [flag.words for flag in flags]) is due


def test_the_history_of_a_label(facts: Facts) -> None:
    steps = facts.standings["bridge-01"].steps
    assert [(str(s.date), s.label, s.share.count, s.share.total, s.moved) for s in steps] == [
        ("2024-06-01", "planned", 1, 2, True),
        ("2024-09-10", "passed", 1, 2, True),
        ("2025-01-01", "partly-delivered", 1, 2, True),
        ("2025-12-31", "partly-delivered", 1, 2, False),
    ]
    assert str(facts.standings["bridge-01"].last_change) == "2025-01-01"


def test_the_finding_that_held_on_a_day(tiny: Tracker) -> None:
    element = tiny.recommendations["bridge-01"].elements[0]
    days = ["2024-05-31", "2024-06-01", "2024-12-31", "2025-01-01"]
    held = [finding_on(element, date.fromisoformat(day)) for day in days]
    assert [finding and finding.status for finding in held] == [
        None,
        "planned",
        "passed",
        "delivered",
    ]


def test_a_label_holds_since_the_first_of_the_findings_that_agree(tiny: Tracker) -> None:
    """A second look that comes to the same label does not make the label younger."""
    recommendation = tiny.recommendations["bridge-01"]
    duty = recommendation.elements[0]
    again = duty.findings[1].model_copy(update={"date": parse_date("2024-10-01")})
    longer = duty.model_copy(update={"findings": (*duty.findings[:2], again)})
    part = Part("1.1", longer, again, (), None)
    assert (part.label, str(part.since)) == ("passed", "2024-09-10")


def test_a_history_written_afterwards_says_so(facts: Facts) -> None:
    assert [s.reconstructed for s in facts.standings.values()] == [True, False]


def test_a_development_concerns_what_it_names_and_what_cites_it(facts: Facts) -> None:
    assert facts.concerns["2024-06-01-ministry-answers"] == ("bridge-01", "bridge-02")
    assert facts.concerns["2025-02-press-asks"] == ("bridge-02",)  # it speaks against a finding


def test_the_current_answer_and_claim_are_the_newest(facts: Facts) -> None:
    standing = facts.standings["bridge-01"]
    assert [(r.by, r.position) for r in standing.responses] == [("ministry-of-bridges", "accepted")]
    assert [s.state for s in facts.standings.values()] == ["complete", "nothing-reported"]


def test_the_record_is_checked_at_source_only_when_all_of_it_is(facts: Facts) -> None:
    assert facts.checked_at_source is False


@pytest.mark.parametrize(
    ("today", "when"),
    [
        ("2024-06-29", ["coming", "coming", "watch", "coming"]),
        ("2024-12-31", ["now", "coming", "watch", "coming"]),
        ("2025-01-01", ["now", "now", "watch", "coming"]),
        ("2030-01-01", ["now", "now", "watch", "coming"]),
    ],
)
def test_a_point_is_in_force_once_its_start_was_seen_and_has_come(
    tiny: Tracker, today: str, when: list[str]
) -> None:
    """Time alone puts nothing into force: what is only expected stays to be watched."""
    points = derive(tiny, date.fromisoformat(today)).points_for["bridge-keepers"]
    assert [p.implication.id.rpartition("-")[2] for p in points] == [
        "lamps",
        "inspect",
        "watch",
        "register",
    ]
    assert [p.when for p in points] == when


def test_a_point_belongs_to_what_rests_on_its_measure(facts: Facts) -> None:
    ids = [p.implication.id for p in facts.points_of_recommendation["bridge-01"]]
    assert ids == ["bridge-keepers-inspect"]
    assert [p.implication.id for p in facts.points_of_recommendation["bridge-02"]] == [
        "bridge-keepers-watch",
        "bridge-keepers-register",
    ]


def test_what_is_filed_under_a_topic(facts: Facts) -> None:
    bridges, tunnels = facts.filed["bridges"], facts.filed["tunnels"]
    assert [s.recommendation.id for s in bridges.standings] == ["bridge-01", "bridge-02"]
    assert [m.id for m in bridges.measures] == [
        "bridge-inquiry",
        "bridges-act",
        "bridges-act-section-1",
    ]
    assert len(bridges.points) == 4
    assert (bridges.empty, tunnels.empty) == (False, True)


def test_a_start_counts_only_where_each_nation_has_one(tiny: Tracker) -> None:
    """Where a law starts on different days, all of them have it from the last."""
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    england = taken.model_copy(update={"applies_in": ("england",)})
    later = {"applies_in": ("wales",), "date": parse_date("2026-05-01")}
    sought = {"applies_in": ("wales",), "date": None, "searched": (search("2025-12-31"),)}
    name = "bridges-act-section-1.in-force"
    for wales, both in (
        (later, Start(taken=parse_date("2026-05-01"))),
        (sought, Start(looked_to=parse_date("2025-12-31"))),
    ):
        other = with_stages(tiny, england, taken.model_copy(update=wales))
        assert start_of(other, name, ["england"]).taken == taken.date
        assert start_of(other, name, ["england", "wales"]) == both
        assert start_of(other, name, ["scotland"]) == Start()


def test_a_source_has_one_place_on_the_shelf(tiny: Tracker) -> None:
    shelf = dict(shelf_of(tiny))
    assert list(shelf) == sorted(shelf, key=str.casefold)
    law = next(held for held in shelf["The Laws"] if "commencement" in held.source.url)
    assert law.grades == ("a", "c")
    assert [record.id for record in law.records] == [
        "2025-01-01-section-1-starts",
        "bridges-act-section-1",
        "bridge-keepers-inspect",
        "bridge-keepers-register",
        "bridge-keepers-watch",
    ]


def with_stages(tracker: Tracker, *stages: Stage) -> Tracker:
    """The tiny tracker, with other stages on the ladder of its provision."""
    section = tracker.measures["bridges-act-section-1"].model_copy(update={"stages": stages})
    return replace(tracker, measures={**tracker.measures, section.id: section})


@pytest.mark.parametrize(("grade", "when"), [("c", "now"), ("d", "coming"), (None, "coming")])
def test_no_duty_is_dated_by_a_source_that_cannot_carry_it(
    tiny: Tracker, grade: str | None, when: str
) -> None:
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    changed = taken.model_copy(update={"source": source(grade) if grade else None})
    point = point_of(with_stages(tiny, changed), tiny.implications["bridge-keepers-inspect"], TODAY)
    assert (point.when, point.start) == (when, taken.date if when == "now" else None)


def test_of_like_stages_a_date_counts_before_a_hope(tiny: Tracker) -> None:
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    hoped = taken.model_copy(update={"date": None, "expected": parse_date("2027")})
    words = taken.model_copy(update={"date": None, "words": "Soon."})
    name = "bridges-act-section-1.in-force"
    assert start_of(with_stages(tiny, words, hoped, taken), name, ["wales"]).taken == taken.date
    assert start_of(with_stages(tiny, words, hoped), name, ["wales"]).expected == hoped.expected


def test_the_featured_report_comes_first(tiny: Tracker) -> None:
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
    assert list(facts.standings) == ["bridge-01", "bridge-02", "a-01"]
    assert [r.id for r in facts.reports] == ["bridge-2024", "a-2025"]


def test_a_promise_is_late_only_as_far_as_it_was_looked_for(tiny: Tracker) -> None:
    record = tiny.recommendations["bridge-01"]
    promise = next(c for c in record.commitments if c.id == "first-round")
    states = []
    for looked_to in (None, "2025-09-30", "2025-09-29"):
        looked = promise.model_copy(update={"looked_to": looked_to and parse_date(looked_to)})
        found = promise_of(tiny, record, looked, record.reviews[-1].evidence_to, TODAY)
        states.append((found.state, found.days))
    assert states == [("overdue", 92), ("overdue", 0), ("unchecked", 0)]


def test_a_label_that_began_as_an_absence_has_not_changed(tiny: Tracker) -> None:
    record = tiny.recommendations["bridge-01"]
    sought = record.model_copy(update={"elements": record.elements[1:]})
    standing = standing_of(tiny, sought, (), TODAY)
    assert (standing.label, standing.last_change) == ("no-published-action", None)


def test_the_answer_is_that_of_the_part_judged_last(tiny: Tracker) -> None:
    record = tiny.recommendations["bridge-01"]
    duty = record.elements[0]
    sooner = duty.findings[-1].model_copy(update={"date": parse_date("2024-12-31")})
    other = duty.model_copy(update={"id": "other", "findings": (*duty.findings[:-1], sooner)})
    both = record.model_copy(update={"elements": (other, duty)})
    standing = standing_of(tiny, both, (), TODAY)
    assert [part.element.id for part in standing.leading] == ["other", "duty"]
    assert standing.lead.element.id == "duty"


def test_no_law_is_sure_whose_own_section_was_not_seen(tiny: Tracker) -> None:
    record = tiny.recommendations["bridge-01"]
    section = tiny.measures["bridges-act-section-1"]
    royal_assent = section.stages[0].model_copy(update={"stage": "royal-assent"})
    levels = []
    for stages in ((royal_assent,), (section.stages[0],)):
        standing = standing_of(with_stages(tiny, *stages), record, (), TODAY)
        confidence = standing.parts[0].confidence
        levels.append(confidence and confidence.level)
    assert levels == ["high", "medium"]
