"""When a stage has been taken and in which nations, and what that means for an implication."""

import re
from datetime import date

import pytest

from conftest import TODAY
from samples import html_of, search, source, with_record
from tracker.derive.commencement import (
    Commencement,
    apply_implication,
    commencement_of,
    expected_stages,
    stage_taken,
)
from tracker.derive.commitments import resolve_due_date
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.schema.records import DueDate, Stage

IN_FORCE = "bridges-act-section-1.in-force"


def with_stages(dataset: Dataset, *stages: Stage) -> Dataset:
    """The tiny dataset, with other stages of its provision."""
    section = dataset.measures["bridges-act-section-1"]
    return with_record(dataset, section.model_copy(update={"stages": stages}))


@pytest.mark.parametrize(("grade", "phase"), [("c", "now"), ("d", "check"), (None, "check")])
def test_no_duty_is_dated_by_a_source_that_cannot_carry_it(
    tiny: Dataset, grade: str | None, phase: str
) -> None:
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    stage = taken.model_copy(update={"source": source(grade) if grade else None})
    inspect = tiny.implications["bridge-keepers-inspect"]
    applied = apply_implication(with_stages(tiny, stage), inspect, TODAY)
    assert (applied.phase, applied.start) == (phase, taken.date if phase == "now" else None)


def test_of_like_stages_a_date_counts_before_an_expected_one(tiny: Dataset) -> None:
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    expected = taken.model_copy(update={"date": None, "expected": parse_date("2027")})
    words = taken.model_copy(update={"date": None, "words": "Soon."})
    stages = (words, expected)
    dated = commencement_of(with_stages(tiny, *stages, taken), IN_FORCE, ["wales"])
    undated = commencement_of(with_stages(tiny, *stages), IN_FORCE, ["wales"])
    assert (dated.taken, undated.expected) == (taken.date, expected.expected)


@pytest.mark.parametrize(
    ("grade", "nations", "date_taken"),
    [
        ("c", ("england", "wales"), "2026-01-20"),
        ("d", ("england", "wales"), None),  # by a source that cannot carry it
        ("c", ("england",), None),  # not in Wales
    ],
)
def test_a_due_date_is_counted_from_a_stage_that_was_taken_wherever_it_applies(
    tiny: Dataset, grade: str, nations: tuple[str, ...], date_taken: str | None
) -> None:
    day = parse_date("2026-01-20")
    taken = Stage(stage="in-force", date=day, applies_in=nations, source=source(grade))
    dataset = with_stages(tiny, taken)
    due = DueDate(after=IN_FORCE, within_months=1, set_on=parse_date("2025"))
    resolved = resolve_due_date(dataset, due).date
    assert stage_taken(dataset, IN_FORCE) == (date_taken and day)
    assert resolved == (date_taken and parse_date("2026-02-20"))


@pytest.mark.parametrize(
    ("grade", "nations", "expected"),
    [
        ("c", ("england", "wales"), []),
        ("d", ("england", "wales"), ["2027"]),
        ("c", ("england",), ["2027"]),
    ],
)
def test_a_stage_is_expected_until_it_is_dated_wherever_it_was_expected(
    tiny: Dataset, grade: str, nations: tuple[str, ...], expected: list[str]
) -> None:
    day = parse_date("2026-01-20")
    taken = Stage(stage="in-force", date=day, applies_in=nations, source=source(grade))
    announced = Stage(stage="in-force", expected=parse_date("2027"), source=source("c"))
    stages = expected_stages(with_stages(tiny, announced, taken), TODAY)
    assert [str(e.date) for e in stages if e.measure.kind == "provision"] == expected


def test_a_start_counts_only_where_each_nation_has_one(tiny: Dataset) -> None:
    """Where a law starts on different days, all of them have it from the last."""
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    england = taken.model_copy(update={"applies_in": ("england",)})
    later = {"applies_in": ("wales",), "date": parse_date("2026-05-01")}
    searched = {"applies_in": ("wales",), "date": None, "searched": (search("2025-12-31"),)}
    for wales, both in (
        (later, Commencement(taken=parse_date("2026-05-01"))),
        (searched, Commencement(looked_to=parse_date("2025-12-31"))),
    ):
        other = with_stages(tiny, england, taken.model_copy(update=wales))
        assert commencement_of(other, IN_FORCE, ["england"]).taken == taken.date
        assert commencement_of(other, IN_FORCE, ["england", "wales"]) == both
        assert commencement_of(other, IN_FORCE, ["scotland"]) == Commencement()


@pytest.mark.parametrize(
    ("today", "phases"),
    [
        ("2024-06-29", ["coming", "coming", "watch", "coming"]),
        ("2024-12-31", ["now", "coming", "watch", "coming"]),
        ("2025-01-01", ["now", "now", "watch", "coming"]),
        ("2030-01-01", ["now", "now", "check", "coming"]),
    ],
)
def test_an_implication_is_in_force_once_its_start_was_seen_and_has_come(
    tiny: Dataset, today: str, phases: list[str]
) -> None:
    """Time alone puts nothing into force: what was expected by then may have started."""
    implications = derive(tiny, date.fromisoformat(today)).implications_by.audience[
        "bridge-keepers"
    ]
    assert [applied.implication.id.rpartition("-")[2] for applied in implications] == [
        "lamps",
        "inspect",
        "watch",
        "register",
    ]
    assert [applied.phase for applied in implications] == phases


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
    applied = apply_implication(dataset, inspect, day)
    assert applied.phase == phase
    assert bool(applied.reported) == (phase == "check")
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
    phases = [
        apply_implication(tiny, watch, date(*day)).phase for day in ((2027, 12, 30), (2027, 12, 31))
    ]
    assert phases == ["watch", "check"]


def test_what_may_have_started_has_a_heading_and_says_who_reports_it(tiny: Dataset) -> None:
    def shown(*stages: Stage) -> str:
        html = html_of(with_stages(tiny, *stages), TODAY, "for/bridge-keepers/")
        return " ".join(re.sub(r"<[^>]+>", "", html).split())

    heading = "May have started: check"
    taken = tiny.measures["bridges-act-section-1"].stages[0]
    assert heading not in shown(taken)
    day = {"date": None, "expected": parse_date("2025-06-01"), "searched": (search("2025-12-31"),)}
    weak = shown(taken.model_copy(update={**day, "source": source("d")}))
    assert (
        "One may have started: check it first. One is in force, one is coming with no day given, "
        "one is to watch."
    ) in weak
    assert weak.index("Inspect each bridge") < weak.index("Light each bridge")  # it comes first
    assert f"{heading} (1) The day given has come. The start was not seen." in weak
    assert (
        "1 June 2025 (press release, speech or trade note only); not seen by 31 December 2025"
    ) in weak
    sure = shown(taken.model_copy(update={**day, "source": source("c")}))
    assert "1 June 2025, as announced; not seen by 31 December 2025" in sure
