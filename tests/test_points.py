"""What the laws of the tiny tracker mean for whom, and where everything is filed."""

import re
from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from samples import html_of, search, source
from tracker.derive.bibliography import bibliography
from tracker.derive.commencement import Commencement, apply_implication, commencement_of
from tracker.derive.facts import Facts, derive
from tracker.derive.status import assess
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.schema.records import Stage


@pytest.fixture(scope="module")
def facts(tiny: Dataset) -> Facts:
    return derive(tiny, TODAY)


def with_stages(dataset: Dataset, *stages: Stage) -> Dataset:
    """The tiny tracker, with other stages on the ladder of its provision."""
    section = dataset.measures["bridges-act-section-1"].model_copy(update={"stages": stages})
    return replace(dataset, measures={**dataset.measures, section.id: section})


@pytest.mark.parametrize(("grade", "when"), [("c", "now"), ("d", "check"), (None, "check")])
def test_no_duty_is_dated_by_a_source_that_cannot_carry_it(
    tiny: Dataset, grade: str | None, when: str
) -> None:
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    changed = taken.model_copy(update={"source": source(grade) if grade else None})
    point = apply_implication(
        with_stages(tiny, changed), tiny.implications["bridge-keepers-inspect"], TODAY
    )
    assert (point.phase, point.start) == (when, taken.date if when == "now" else None)


def test_of_like_stages_a_date_counts_before_a_hope(tiny: Dataset) -> None:
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    hoped = taken.model_copy(update={"date": None, "expected": parse_date("2027")})
    words = taken.model_copy(update={"date": None, "words": "Soon."})
    name = "bridges-act-section-1.in-force"
    assert (
        commencement_of(with_stages(tiny, words, hoped, taken), name, ["wales"]).taken == taken.date
    )
    assert (
        commencement_of(with_stages(tiny, words, hoped), name, ["wales"]).expected == hoped.expected
    )


def test_a_start_counts_only_where_each_nation_has_one(tiny: Dataset) -> None:
    """Where a law starts on different days, all of them have it from the last."""
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    england = taken.model_copy(update={"applies_in": ("england",)})
    later = {"applies_in": ("wales",), "date": parse_date("2026-05-01")}
    sought = {"applies_in": ("wales",), "date": None, "searched": (search("2025-12-31"),)}
    name = "bridges-act-section-1.in-force"
    for wales, both in (
        (later, Commencement(taken=parse_date("2026-05-01"))),
        (sought, Commencement(looked_to=parse_date("2025-12-31"))),
    ):
        other = with_stages(tiny, england, taken.model_copy(update=wales))
        assert commencement_of(other, name, ["england"]).taken == taken.date
        assert commencement_of(other, name, ["england", "wales"]) == both
        assert commencement_of(other, name, ["scotland"]) == Commencement()


@pytest.mark.parametrize(
    ("today", "when"),
    [
        ("2024-06-29", ["coming", "coming", "watch", "coming"]),
        ("2024-12-31", ["now", "coming", "watch", "coming"]),
        ("2025-01-01", ["now", "now", "watch", "coming"]),
        ("2030-01-01", ["now", "now", "check", "coming"]),
    ],
)
def test_a_point_is_in_force_once_its_start_was_seen_and_has_come(
    tiny: Dataset, today: str, when: list[str]
) -> None:
    """Time alone puts nothing into force: what was expected by then may have started."""
    implications = derive(tiny, date.fromisoformat(today)).implications_by.audience[
        "bridge-keepers"
    ]
    assert [p.implication.id.rpartition("-")[2] for p in implications] == [
        "lamps",
        "inspect",
        "watch",
        "register",
    ]
    assert [p.phase for p in implications] == when


@pytest.mark.parametrize("field", ["expected", "date"])
@pytest.mark.parametrize(
    ("today", "grade", "phase"),
    [
        ("2026-01-30", "d", "coming"),
        ("2026-01-31", "d", "check"),
        ("2026-01-31", "e", "check"),
        ("2026-01-31", "a", "check"),
        ("2030-01-01", "d", "check"),
    ],
)
def test_what_is_reported_to_have_started_is_to_be_checked(
    tiny: Dataset, today: str, grade: str, phase: str, field: str
) -> None:
    """A day by a source that cannot carry a duty puts nothing into force, and no longer lets a page
    say that it does not bind; so does an expected day, whoever gave it.
    """
    if (field, grade) == ("date", "a"):
        phase = "now"  # that is a start which was seen
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    weak = {"date": None, "source": source(grade), field: parse_date("2026-01")}
    dataset = with_stages(tiny, taken.model_copy(update=weak))
    inspect = tiny.implications["bridge-keepers-inspect"]
    day = date.fromisoformat(today)
    point = apply_implication(dataset, inspect, day)
    assert point.phase == phase
    assert bool(point.reported) == (phase == "check")
    watched = inspect.model_copy(update={"force": "expected"})
    expected = "watch" if phase in ("coming", "now") else "check"
    assert apply_implication(dataset, watched, day).phase == expected


def test_a_start_reported_for_one_of_the_nations_is_to_be_checked(tiny: Dataset) -> None:
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    weak = {"date": None, "expected": parse_date("2025-06-01"), "source": source("d")}
    wales = taken.model_copy(update={**weak, "applies_in": ("wales",)})
    inspect = tiny.implications["bridge-keepers-inspect"]
    both = inspect.model_copy(update={"applies_in": ("england", "wales")})
    dataset = with_stages(tiny, wales)
    assert apply_implication(dataset, inspect, TODAY).phase == "coming"
    assert apply_implication(dataset, both, TODAY).phase == "check"
    seen = with_stages(tiny, wales, taken)
    assert apply_implication(seen, both, TODAY).phase == "now"


def test_an_expected_day_of_its_own_that_has_passed_is_to_be_checked(tiny: Dataset) -> None:
    watch = tiny.implications["bridge-keepers-watch"]  # expected in 2027
    parts = [
        apply_implication(tiny, watch, date(*day)).phase for day in ((2027, 12, 30), (2027, 12, 31))
    ]
    assert parts == ["watch", "check"]


def test_what_may_have_started_has_a_heading_and_says_who_reports_it(tiny: Dataset) -> None:
    def shown(*stages: Stage) -> str:
        html = html_of(with_stages(tiny, *stages), TODAY, "for/bridge-keepers/")
        return " ".join(re.sub(r"<[^>]+>", "", html).split())

    heading = "May have started: check"
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    assert heading not in shown(taken)
    day = {"date": None, "expected": parse_date("2025-06-01"), "searched": (search("2025-12-31"),)}
    weak = shown(taken.model_copy(update={**day, "source": source("d")}))
    assert "1 in force now, 1 that may have started, 1 coming, 1 to watch." in weak
    assert weak.index(f"{heading} A start was") < weak.index("Inspect each bridge")
    assert weak.index("Inspect each bridge") < weak.index("Coming Duties")
    assert (
        f"{heading}. Reported for 1 June 2025 (press release, speech or trade note only). "
        "That day has passed, and its start was not seen, searched up to 31 December 2025."
    ) in weak
    sure = shown(taken.model_copy(update={**day, "source": source("c")}))
    assert f"{heading}. Expected 1 June 2025. That day has passed" in sure


def test_a_point_belongs_to_what_rests_on_its_measure(facts: Facts) -> None:
    ids = [p.implication.id for p in facts.implications_by.recommendation["bridge-01"]]
    assert ids == ["bridge-keepers-inspect"]
    assert [p.implication.id for p in facts.implications_by.recommendation["bridge-02"]] == [
        "bridge-keepers-watch",
        "bridge-keepers-register",
    ]


def test_what_is_filed_under_a_topic(facts: Facts) -> None:
    bridges, tunnels = facts.topics["bridges"], facts.topics["tunnels"]
    assert [s.recommendation.id for s in bridges.assessments] == ["bridge-01", "bridge-02"]
    assert [m.id for m in bridges.measures] == [
        "bridge-inquiry",
        "bridges-act",
        "bridges-act-section-1",
    ]
    assert len(bridges.implications) == 4
    assert (bridges.empty, tunnels.empty) == (False, True)


def test_a_source_has_one_place_on_the_shelf(tiny: Dataset) -> None:
    shelf = dict(bibliography(tiny))
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


def test_no_law_is_sure_whose_own_section_was_not_seen(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    section = tiny.measures["bridges-act-section-1"]
    royal_assent = section.stages[0].model_copy(update={"stage": "royal-assent"})
    levels = []
    for stages in ((royal_assent,), (section.stages[0],)):
        assessment = assess(with_stages(tiny, *stages), record, (), TODAY)
        confidence = assessment.elements[0].confidence
        levels.append(confidence and confidence.level)
    assert levels == ["high", "medium"]
