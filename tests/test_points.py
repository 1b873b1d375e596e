"""What the laws of the tiny tracker mean for whom, and where everything is filed."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from made import search, source
from tracker.derive.facts import Facts, derive
from tracker.derive.points import point_of
from tracker.derive.shelf import shelf_of
from tracker.derive.stages import Start, start_of
from tracker.derive.standing import standing_of
from tracker.record.dates import parse_date
from tracker.record.model import Stage
from tracker.record.tracker import Tracker


@pytest.fixture(scope="module")
def facts(tiny: Tracker) -> Facts:
    return derive(tiny, TODAY)


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
