"""The answer in one line: whether a law is in force, where a point stands, and the next date."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import TINY, TODAY
from samples import html_of, search, source, with_record
from tracker.derive.commencement import (
    AppliedImplication,
    Commencement,
    ExpectedStage,
    Phase,
    ReportedStart,
    apply_implication,
)
from tracker.derive.facts import derive
from tracker.derive.in_force import (
    InForce,
    acting_bodies,
    deciding_laws,
    in_force,
    next_date,
)
from tracker.derive.next_dates import NextDate, first_ahead, first_dates
from tracker.derive.timing import Timing, judge_date
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.schema.dates import parse_date
from tracker.schema.records import Measure, Stage
from tracker.text.answer_lines import (
    laws_to_answer,
    measure_answer,
    more_laws_text,
    point_answer,
    upcoming_text,
)
from tracker.text.phrases import plain_text
from tracker.text.stage_sentences import measure_state

SECTION, ACT = "bridges-act-section-1", "bridges-act"


def start(when: str = "", *nations: str, grade: str = "a", **fields: Any) -> Stage:
    if when:
        fields |= {"date": parse_date(when), "source": source(grade)}
    return Stage(stage="in-force", applies_in=nations, **fields)


def reported(when: str, *nations: str) -> Stage:
    return start("", *nations, expected=parse_date(when), source=source("e"), searched=LOOKED)


ASSENT = Stage(stage="royal-assent", date=parse_date("2024-09-10"), source=source("a"))
LOOKED = (search("2025-12-31"),)
REPEALED = Stage(stage="repealed", date=parse_date("2026-01-15"), source=source("a"))
TO_END = Stage(stage="repealed", expected=parse_date("2027-03"), source=source("a"))


def with_stages(dataset: Dataset, *stages: Stage, id: str = SECTION) -> Dataset:
    return with_record(dataset, dataset.measures[id].model_copy(update={"stages": stages}))


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ((start("2025-01-01"),), "Yes, since 1 January 2025 in England and Wales."),
        ((start("2026"),), "No. It starts in 2026 in England and Wales."),
        ((start("2026-02-02"),), "No. It starts on 2 February 2026 in England and Wales."),
        (
            (start("2025-01-01", grade="d"),),
            "Not known. A start on 1 January 2025 was reported or announced; that day has come.",
        ),
        ((start(searched=LOOKED),), "Not known, searched up to 31 December 2025."),
        ((), "Not known."),
        (
            (reported("2026-02-02"),),
            "Not known, searched up to 31 December 2025. A start on 2 February 2026 was reported "
            "or announced.",
        ),
        (
            (reported("2026-01-31"),),
            "Not known, searched up to 31 December 2025. A start on 31 January 2026 was reported "
            "or announced; that day has come.",
        ),
        (
            (start("2025-01-01", "wales"), start("", "england", searched=LOOKED)),
            "Not known in England, searched up to 31 December 2025. Yes in Wales, since "
            "1 January 2025.",
        ),
        ((start("2025-01-01"), REPEALED), "No. Repealed on 15 January 2026 in England and Wales."),
        (
            (start("2025-01-01"), TO_END),
            "Yes, since 1 January 2025 in England and Wales. Expected to end in March 2027.",
        ),
    ],
)
def test_whether_a_law_is_in_force(tiny: Dataset, stages: tuple[Stage, ...], words: str) -> None:
    dataset = with_stages(tiny, ASSENT, *stages)
    answer = measure_answer(dataset, dataset.measures[SECTION], (), TODAY)
    assert answer.text == words
    assert answer.is_sure == ("Not known" not in words)


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ((), "Not shown to be law. The Act passed; its own section was not seen."),
        (
            (reported("2026-01-31", "wales"),),
            "Not shown to be law. The Act passed; its own section was not seen. A start on 31 "
            "January 2026 in Wales was reported or announced; that day has come.",
        ),
        ((start("2025-01-01"),), "Yes, since 1 January 2025 in England and Wales."),
        ((ASSENT,), "Not known."),
    ],
)
def test_a_provision_that_was_not_seen_in_its_statute_is_not_shown_to_be_law(
    tiny: Dataset, stages: tuple[Stage, ...], words: str
) -> None:
    dataset = with_stages(with_stages(tiny, ASSENT, id=ACT), *stages)
    assert measure_answer(dataset, dataset.measures[SECTION], (), TODAY).text == words


@pytest.mark.parametrize(
    ("status", "stages", "question", "said"),
    [
        ("delivered", (start("2025-01-01"),), "In force?", "Yes, since 1 January 2025"),
        ("passed", (ASSENT,), "In force?", "Not known."),
        ("under-way", (), "In force?", "Not shown to be law."),
        ("under-way", (start("2025-01-01"),), "How far?", "Under way"),  # more is to be done
        ("reported-delivered", (start("2025-01-01"),), "How far?", "Claimed"),
        ("planned", (), "How far?", "Planned"),
    ],
)
def test_only_a_part_that_the_law_decides_asks_for_the_law(
    tiny: Dataset, status: str, stages: tuple[Stage, ...], question: str, said: str
) -> None:
    record = tiny.recommendations["bridge-01"]
    duty, published = record.elements
    finding = duty.findings[-1].model_copy(update={"status": status})
    elements = (duty.model_copy(update={"findings": (finding,)}), published)
    dataset = with_stages(tiny, *stages)
    dataset = with_record(dataset, record.model_copy(update={"elements": elements}))
    page = html_of(dataset, TODAY, "recommendations/bridge-01/")
    answer = page.partition('<section class="answer')[2].partition("</section>")[0]
    assert question in answer
    assert said in re.sub(r"<[^>]+>", "", answer)
    assert ("Section 1 started." in answer) == (question == "How far?")


def test_a_law_on_which_a_side_part_rests_answers_for_nothing(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    duty, published = record.elements
    finding = duty.findings[-1].model_copy(update={"status": "under-way"})
    moved = {"rests_on": duty.rests_on}
    elements = (
        duty.model_copy(update={"findings": (finding,), "rests_on": ()}),
        published.model_copy(update=moved),
    )
    dataset = with_record(tiny, record.model_copy(update={"elements": elements}))
    facts = derive(dataset, TODAY)
    assert deciding_laws(facts, facts.assessments["bridge-01"]) == ()


def test_a_law_is_in_force_from_the_day_of_its_start(tiny: Dataset) -> None:
    """Not on the day before."""
    law = tiny.measures[SECTION]
    states = [in_force(tiny, law, date(2024 + n, *day))[0].state for n, day in enumerate(DAYS)]
    assert states == ["ahead", "started"]


DAYS = ((12, 31), (1, 1))


def test_a_statute_is_answered_for_by_its_provisions(tiny: Dataset) -> None:
    act, section = tiny.measures[ACT], tiny.measures[SECTION]

    def words(*provisions: Any, dataset: Dataset = tiny) -> str:
        return measure_answer(dataset, dataset.measures[ACT], provisions, TODAY).text

    assert words() == "Not known. It starts part by part; no start was seen."
    assert words(section) == "In part. The provision recorded here is known to have started."
    known = "are known to be in force."
    assert words(section, section) == f"In part. Both provisions recorded here {known}"
    assert words(*[section] * 3) == f"In part. All 3 provisions recorded here {known}"
    unseen = section.model_copy(update={"stages": ()})
    assert (
        words(section, section, unseen) == f"In part. 2 of the 3 provisions recorded here {known}"
    )
    one = "In part. 1 of the 2 provisions recorded here is known to be in force."
    assert words(section, unseen) == one
    none = "Not known. It starts part by part; no start was seen"
    assert words(unseen) == f"{none} of the provision recorded here."
    assert words(unseen, unseen) == f"{none} of any of the 2 provisions recorded here."
    whole = with_stages(tiny, *act.stages, start("2025-01-01"), id=ACT)
    assert words(dataset=whole) == "Yes, since 1 January 2025 in England and Wales."
    assert in_force(tiny, act, TODAY) == (InForce("in-parts", ("england", "wales")),)


def test_what_is_no_law_says_how_far_it_has_got(tiny: Dataset) -> None:
    panel = tiny.measures["bridge-panel"]
    answer = measure_answer(tiny, panel, (), TODAY)
    assert answer.answer == ""
    assert answer.text


def test_of_several_laws_those_come_first_whose_start_was_not_seen(tiny: Dataset) -> None:
    """And a statute is left out beside its provision."""
    section = tiny.measures[SECTION]
    unseen = section.model_copy(update={"id": "bridges-act-section-2", "stages": ()})
    dataset = with_record(tiny, unseen)
    measures = [dataset.measures[id] for id in (ACT, SECTION, unseen.id, "bridge-panel")]
    laws = laws_to_answer(dataset, measures, TODAY)
    assert [law.id for law in laws] == [unseen.id, SECTION]
    assert laws_to_answer(dataset, measures[:1], TODAY) == measures[:1]
    assert more_laws_text(dataset, laws, TODAY) == "and 2 more, 1 of them known to be in force"


def test_the_next_date_is_of_a_step_of_law_or_of_a_promise(tiny: Dataset) -> None:
    def words(*stages: Stage, named: bool = False) -> str:
        dataset = with_stages(tiny, *stages)
        facts, law = derive(dataset, TODAY), dataset.measures[SECTION]
        found = next_date(facts, [law], (), TODAY)
        return plain_text(upcoming_text(dataset, found, named=named))

    assert words(start("2025-01-01")) == "None known"
    assert words(reported("2026-01-31")) == "None known"  # its day has passed
    assert words(reported("2026-02-02")) == "2 February 2026 (in force, expected)"
    assert words(start("2026-03-01"), named=True) == (
        "1 March 2026 (Duty to inspect bridges: In force)"
    )
    facts = derive(tiny, TODAY)
    promised = [a for a in facts.assessments.values() if a.upcoming]
    for assessment in promised:
        found = next_date(facts, (), [assessment], TODAY)
        assert plain_text(upcoming_text(tiny, found, named=True)).endswith(" (promised)")


@pytest.mark.parametrize(
    ("force", "phase", "fields", "words"),
    [
        ("duty", "now", {"taken": "2025-01-01"}, "In force since 1 January 2025"),
        ("route", "now", {"taken": "2025-01-01"}, "Open since 1 January 2025"),
        ("route", "now", {"taken": "2025-01-01", "seen": True}, "Open when seen on 1 January 2025"),
        (
            "guidance",
            "now",
            {"taken": "2025-01", "seen": True},
            "In force when seen in January 2025",
        ),
        (
            "route",
            "check",
            {"reported": "2025-05"},
            "May be open: check. It was expected May 2025; date passed, not checked",
        ),
        (
            "duty",
            "check",
            {"reported": "2025-05", "grade": "e", "to": "2025-06"},
            "May have started: check. It was reported for May 2025 (press report only); date "
            "passed, not seen by June 2025",
        ),
        ("duty", "coming", {"taken": "2026-05"}, "Not yet in force, from May 2026"),
        ("route", "coming", {"taken": "2026-05"}, "Not yet open, from May 2026"),
        ("duty", "coming", {"to": "2025-06"}, "Not known to be in force, searched up to June 2025"),
        ("route", "coming", {}, "Not known to be open"),
        ("expected", "watch", {}, "Watch"),
        ("expected", "watch", {"taken": "2025"}, "Watch, from 2025"),
        ("expected", "watch", {"reported": "2027"}, "Watch, expected 2027"),
        (
            "duty",
            "ended",
            {"taken": "2025-01-01"},
            "No longer in force. It applied from 1 January 2025",
        ),
        ("route", "ended", {"taken": "2025"}, "Closed. It applied from 2025"),
        ("expected", "ended", {}, "No longer expected"),
    ],
)
def test_where_a_point_stands(
    tiny: Dataset, force: str, phase: Phase, fields: dict[str, Any], words: str
) -> None:
    def day(name: str) -> Any:
        return parse_date(fields[name]) if name in fields else None

    own = {"force": force, "in_force_by": day("taken") if "seen" in fields else None}
    point = tiny.implications["bridge-keepers-inspect"].model_copy(update=own)
    stage = start("2025", grade=fields["grade"]) if "grade" in fields else None
    timing = Timing("unknown")
    said = None
    if "reported" in fields:
        timing = judge_date(parse_date(fields["reported"]), TODAY, day("to"))
        said = ReportedStart(parse_date(fields["reported"]), timing, stage)
    dates = Commencement(day("taken"), day("expected"), day("to"))
    applied = AppliedImplication(point, phase, dates, timing, said)
    assert point_answer(tiny, applied).text == words


def test_a_day_that_was_only_reported_is_told_before_it_comes(tiny: Dataset) -> None:
    """By whatever source: it is sorted by it, and it is never a start."""
    dataset = with_stages(tiny, reported("2026-02-02"))
    point = dataset.implications["bridge-keepers-inspect"]
    applied = apply_implication(dataset, point, TODAY)
    assert (applied.phase, applied.start, applied.reported) == ("coming", None, None)
    assert applied.first_date == parse_date("2026-02-02")
    assert "reported for 2 February 2026" in point_answer(dataset, applied).text


def test_how_far_a_law_has_got_names_the_nations_in_which_its_start_is_expected(
    tiny: Dataset,
) -> None:
    wales = reported("2026-05-01").model_copy(update={"applies_in": ("wales",)})
    england = start("2025-01-01").model_copy(update={"applies_in": ("england",)})
    dataset = with_stages(tiny, england, wales)
    words = plain_text(measure_state(dataset, dataset.measures[SECTION], TODAY))
    assert words.startswith(
        "In force 1 January 2025 in England. In force in Wales: reported for 1 May 2026"
    )


def test_a_start_that_was_reported_for_some_nations_names_them(tiny: Dataset) -> None:
    stage = reported("2025-05-01").model_copy(update={"applies_in": ("england",)})
    dataset = with_stages(tiny, stage)
    point = dataset.implications["bridge-keepers-inspect"].model_copy(
        update={"applies_in": ("england", "wales")}
    )
    answer = point_answer(dataset, apply_implication(dataset, point, TODAY)).text
    assert "reported for 1 May 2025 in England (press report only)" in answer


@pytest.mark.parametrize(
    "path", ["recommendations/bridge-01/", f"measures/{SECTION}/", "topics/bridges/"]
)
def test_the_answer_comes_before_all_else(tiny: Dataset, path: str) -> None:
    """Right below the heading, in the copy that search reads too."""
    html = html_of(tiny, TODAY, path)
    answer = html.index("answer-line")
    assert html.index("<h1") < answer < html.index("Next date")
    assert answer < html.index("<dt>State" if "recommendations" in path else '<p class="lead">')
    yes = "Yes, since" if "recommendations" in path else "<b>Yes</b>, since"
    assert yes in html[answer:]


def test_the_stages_of_a_measure_are_found_by_search(tiny: Dataset) -> None:
    html = html_of(tiny, TODAY, f"measures/{SECTION}/")
    assert '<ol class="ladder">' in html


def test_no_answer_names_nations_where_there_is_one(tiny: Dataset) -> None:
    one = {"england": tiny.vocabulary["nations"]["england"]}
    vocabulary = replace(tiny.vocabulary, terms={**tiny.vocabulary.terms, "nations": one})
    dataset = replace(tiny, vocabulary=vocabulary)
    law = dataset.measures[SECTION]
    assert measure_answer(dataset, law, (), TODAY).text == "Yes, since 1 January 2025."


@pytest.mark.parametrize(("count", "words"), [(3, "three"), (4, "four"), (12, "12")])
def test_all_of_many_nations_are_not_named(tiny: Dataset, count: int, words: str) -> None:
    """For the answer is to be one line."""
    term = tiny.vocabulary["nations"]["england"]
    nations = {"england": term, "wales": term, **{f"land-{n}": term for n in range(count - 2)}}
    vocabulary = replace(tiny.vocabulary, terms={**tiny.vocabulary.terms, "nations": nations})
    law = tiny.measures[SECTION].model_copy(update={"applies_in": tuple(nations)})
    stages = (start("2025-01-01", *nations),)
    dataset = with_stages(with_record(replace(tiny, vocabulary=vocabulary), law), *stages)
    answer = measure_answer(dataset, dataset.measures[SECTION], (), TODAY)
    assert answer.text == f"Yes, since 1 January 2025 in all {words} nations."


def test_a_recommendation_without_a_law_says_how_far_other_measures_have_got(
    tiny: Dataset,
) -> None:
    record = tiny.recommendations["bridge-02"]
    element = record.elements[0].model_copy(update={"rests_on": ("bridge-panel",)})
    rests = record.model_copy(update={"elements": (element,)})
    html = html_of(with_record(tiny, rests), TODAY, "recommendations/bridge-02/")
    assert '<h2 class="question" id="answer">How far?</h2>' in html
    assert "In force?" not in html


def test_who_made_a_law_need_not_act_on_it(tmp_path: Path) -> None:
    """Nor on a part of it; on what is not law yet, it must."""
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    kinds = data / "vocabulary" / "body-kinds.yaml"
    text = kinds.read_text("utf-8")
    label = "  label: Department\n"
    kinds.write_text(text.replace(label, f"{label}  makes_law: true\n"))
    dataset, problems = load(data)
    assert not problems
    names = (SECTION, ACT, "bridge-inquiry")
    assert [acting_bodies(dataset, [dataset.measures[id]]) for id in names] == [
        (),
        (),
        ("ministry-of-bridges",),
    ]


def test_of_a_promise_and_a_step_on_one_day_the_promise_is_named(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    assessment = next(a for a in facts.assessments.values() if a.upcoming)
    assert assessment.upcoming
    promise = next(p for p in assessment.commitments if p.due == assessment.upcoming.date)
    law = tiny.measures[SECTION]
    step = NextDate(assessment.upcoming.date, law, law.stages[0])
    assert first_ahead((), [promise], [step]) == NextDate(assessment.upcoming.date)
    assert first_ahead((), (), [step]) == step


def test_the_starts_that_may_have_come_stand_before_the_next_date(tiny: Dataset) -> None:
    """Of laws before others, the newest first; the last place is for what lies ahead."""
    facts = derive(tiny, TODAY)
    promises = [p for p in facts.commitments if p.timing.state == "ahead"]
    assert promises
    law, inquiry = tiny.measures[SECTION], tiny.measures["bridge-inquiry"]

    def step(measure: Measure, name: str, day: str) -> ExpectedStage:
        when = parse_date(day)
        stage = law.stages[0].model_copy(update={"stage": name, "date": None, "expected": when})
        return ExpectedStage(measure, stage, when, judge_date(when, TODAY))

    start = tiny.vocabulary.commencing_stages[0]
    old, new = step(law, start, "2025-10-01"), step(law, start, "2025-11-01")
    of_inquiry = step(inquiry, start, "2025-12-01")
    report = step(inquiry, "final-report", "2025-12-30")
    steps = (report, old, of_inquiry, new)
    assert first_dates(tiny.vocabulary, steps, promises, 5) == (
        new,
        old,
        of_inquiry,
        report,
        promises[0],
    )
    assert first_dates(tiny.vocabulary, steps, promises, 2) == (new, promises[0])
    assert first_dates(tiny.vocabulary, steps, (), 2) == (new, old)
    assert first_dates(tiny.vocabulary, (), (), 4) == ()
