"""Every date of the record is judged once, against today and against how far we looked, and no two
pages, files or entries of a calendar disagree about it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from conftest import TODAY
from samples import search, source, with_record
from tracker.derive.commencement import measure_expected_stages, stage_timing
from tracker.derive.evidence_reach import points_reach, reach_of
from tracker.derive.facts import Facts, derive
from tracker.derive.timing import Timing, furthest_look, judge_date
from tracker.load.dataset import Dataset
from tracker.schema.dates import chronological, exact_date, parse_date
from tracker.schema.records import Stage
from tracker.site import RouteTable, route_dataset
from tracker.text.answer_lines import next_date_text
from tracker.text.phrases import plain_text
from tracker.text.stage_sentences import stage_state
from tracker.text.timing_sentences import (
    at_least_text,
    label_searched,
    reach_text,
    unseen_start_text,
    unseen_starts_text,
)

DAY = date(2026, 9, 30)
LOOKED = parse_date("2026-06-18")
DAYS = (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1), DAY + timedelta(days=59))
MONTHS = "January February March April May June July August September October November December"
ONE = rf"(?:(\d+) )?(?:({MONTHS.replace(' ', '|')}) )?(\d{{4}})"
LOOKED_TO = re.compile(rf"\b(?:by|since) {ONE}")
"""The days to which we looked, which are no dates of what is expected."""
BY = r"(?:, as announced(?: in [^;.]+)?|(?: in [^;.(]+)? \([^)]* only\))"
"""Who gives the date of a point."""
AHEAD = (
    re.compile(rf"(?<![Ww]as )\b(?:expected|reported for) (?:between .{{4,20}} and )?{ONE}", re.I),
    re.compile(rf"{ONE}(?: Ahead|{BY}(?!; (?:not checked|not seen|date passed|the date has)))"),
)
"""How pages say that a date lies ahead: in a sentence, in the calendar, of a point."""
AHEAD_AT_HOME = re.compile(
    r'<p class="when"><[^>]*(?:datetime|data-sort)="(?:\S+ )?([^"]+)">[^<]*</[^>]*></p>\s*'
    r"<div><p><b>(?:Expected|Reported|Due)</b>"
)


def announced(dataset: Dataset, grade: str, looked: str = "2026-06-18") -> Dataset:
    """The tiny dataset with a duty whose start was announced by a source of a grade."""
    section = dataset.measures["bridges-act-section-1"]
    stage = Stage(
        stage="in-force",
        expected=exact_date(DAY),
        searched=(search(looked),) if looked else (),
        source=source(grade),
    )
    return with_record(dataset, section.model_copy(update={"stages": (stage,)}))


def text_of_page(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def expectations(table: RouteTable) -> Iterator[tuple[str, str, date]]:
    """Each dated expectation of every page, and of every entry of the calendars: where it stands,
    its words, and the last day that its date can mean.
    """
    texts = {path: text_of_page(table.html(path)) for path in table.pages}
    for path in table.files:
        if path.endswith(".ics"):
            content = table.file(path).decode().replace("\r\n ", "")
            for event in content.split("BEGIN:VEVENT")[1:]:
                if "SUMMARY:Expected" in event:
                    end = re.search(r"DTEND;VALUE=DATE:(\d{4})(\d\d)(\d\d)", event)
                    assert end
                    yield path, event, date(*map(int, end.groups())) - timedelta(days=1)
    for found in AHEAD_AT_HOME.finditer(table.html("")):
        yield "", found[0], parse_date(found[1]).latest
    for path, whole in texts.items():
        text = LOOKED_TO.sub("", whole)
        for found in (each for pattern in AHEAD for each in pattern.finditer(text)):
            day, month, year = found.groups()
            words = [
                year,
                month and f"{MONTHS.split().index(month) + 1:02}",
                day and f"{int(day):02}",
            ]
            yield path, found[0], parse_date("-".join(filter(None, words))).latest


@pytest.mark.parametrize("grade", ["c", "d"])
@pytest.mark.parametrize("today", DAYS)
def test_nothing_expects_a_day_that_has_come(tiny: Dataset, grade: str, today: date) -> None:
    table = route_dataset(announced(tiny, grade), today, pictures=False)
    found = list(expectations(table))
    assert [each for each in found if each[2] <= today] == []
    of_the_duty = {path for path, _, day in found if day == DAY}
    pages = {"measures/", "measures/bridges-act-section-1/", "recommendations/bridge-01/"}
    pages |= {"for/bridge-keepers/", "topics/bridges/", "", "bodies/ministry-of-bridges/"}
    pages |= {"calendar/"}
    assert of_the_duty >= (pages if today < DAY else set())


@pytest.mark.parametrize("grade", ["c", "d"])
@pytest.mark.parametrize(
    ("today", "looked", "state", "words"),
    [
        (DAYS[0], "2026-06-18", "ahead", "30 September 2026"),
        (DAYS[1], "2026-06-18", "passed", "the date has come, not checked since 18 June 2026"),
        (DAYS[2], "2026-06-18", "passed", "date passed, not checked since 18 June 2026"),
        (DAYS[3], "2026-10-02", "overdue", "date passed, not seen by 2 October 2026"),
        (DAYS[3], "", "passed", "date passed, not checked"),
    ],
)
def test_no_two_pages_disagree_about_a_date(
    tiny: Dataset, grade: str, today: date, looked: str, state: str, words: str
) -> None:
    table = route_dataset(announced(tiny, grade, looked), today, pictures=False)
    texts = {path: text_of_page(table.html(path)) for path in ("", "for/bridge-keepers/")}
    pages = ["calendar/", "measures/", "measures/bridges-act-section-1/", "topics/bridges/"]
    for path in (*pages, "recommendations/bridge-01/", "bodies/ministry-of-bridges/"):
        texts[path] = text_of_page(table.html(path))
        assert words in texts[path].replace("Date passed", "date passed").replace(
            "The date has", "the date has"
        ), path
    kind = "press release, speech or trade note only"
    by = ", as announced" if grade == "c" else f" ({kind})"
    looks = "as seen by 18 June 2026" if state == "ahead" else words.rpartition(", ")[2]
    assert f"30 September 2026{by}; {looks}" in texts["for/bridge-keepers/"]
    assert (f"2026 ({kind})" in texts["calendar/"]) is (grade == "d" and bool(looked))
    expected = "Expected" if grade == "c" else "Reported"
    heading = "May have started: check"
    assert f"30 Sep 2026 {expected if state == 'ahead' else heading}" in texts[""]
    for path in ("topics/bridges/", "for/bridge-keepers/"):
        assert (heading in texts[path]) is (today >= DAY)
    measure = json.loads(table.content("api/v1/measures/bridges-act-section-1.json"))
    assert measure["stages"][0]["timing"] == state
    point = json.loads(table.content("api/v1/implications/bridge-keepers-inspect.json"))
    assert point["timing"] == state
    calendar = str(table.file("calendar/all.ics").decode()).replace("\r\n ", "").replace("\\", "")
    title = "Expected" if state == "ahead" else words[0].upper() + words[1:]
    assert f"SUMMARY:{title}: Duty to inspect bridges: In force" in calendar


@pytest.mark.parametrize(
    ("when", "today", "looked", "rules", "state"),
    [
        ("2026-09", "2026-09-29", None, {}, "ahead"),
        ("2026-09", "2026-09-30", None, {}, "passed"),
        ("2026-09", "2026-09-30", None, {"is_deadline": True}, "ahead"),
        ("2026-09", "2026-10-01", None, {"is_deadline": True}, "passed"),
        ("2026-09", "2026-10-01", "2026-09-29", {}, "passed"),
        ("2026-09", "2026-10-01", "2026-09-30", {}, "overdue"),
        ("2026-09", "2026-11-01", "2026-10", {}, "overdue"),
        ("2026-09", "2026-11-01", "2026-09", {}, "passed"),  # we may have looked on its first day
        ("2026-09", "2026-11-01", "2026-10", {"is_whole": False}, "passed"),
    ],
)
def test_a_date_is_set_against_today_and_against_how_far_we_looked(
    when: str, today: str, looked: str | None, rules: dict[str, bool], state: str
) -> None:
    reach = parse_date(looked) if looked else None
    timing = judge_date(parse_date(when), date.fromisoformat(today), reach, **rules)
    assert timing.state == state
    assert timing.has_come is (state != "ahead")


def test_days_overdue_are_those_that_are_certain() -> None:
    late = Timing("overdue", parse_date("2025-09"), None, parse_date("2025-11"))
    assert late.days_overdue == 32
    assert replace(late, state="passed").days_overdue == 0


def test_without_a_search_nobody_looked_on_the_day(tiny: Dataset) -> None:
    (question,) = tiny.measures["bridge-inquiry"].open_questions
    when, paper = parse_date("2026-01"), source("c", published=parse_date("2025-05-01"))
    assert furthest_look(when, (search("2026-03"),), (question,)) == parse_date("2026-03")
    assert furthest_look(when, (), (question,), paper) == parse_date("2025-12-31")
    assert furthest_look(parse_date("2025-12"), (), (question,), paper) == paper.published
    assert furthest_look(parse_date("2025"), (), (question,), paper) is None
    searches = (search("2026-03"), search("2026-03-20"))  # the month may have been its first day
    assert furthest_look(when, searches) == parse_date("2026-03-20")


def test_what_was_expected_and_is_known_to_start_later_is_not_said_to_be_unchecked(
    tiny: Dataset,
) -> None:
    section = tiny.measures["bridges-act-section-1"]
    expected = Stage(stage="in-force", expected=parse_date("2026-09-30"), source=source("a"))
    dated = Stage(stage="in-force", date=parse_date("2026-11"), source=source("a"))
    dataset = with_record(tiny, section.model_copy(update={"stages": (expected, dated)}))
    measure = dataset.measures[section.id]

    def words(today: str) -> str:
        return plain_text(stage_state(dataset, measure, expected, date.fromisoformat(today)))

    assert words("2026-11-28") == "Was expected 30 September 2026; now from November 2026"
    assert words("2026-11-30") == "Was expected 30 September 2026, and came November 2026"


def test_a_stage_is_awaited_only_where_its_measure_has_not_ended(tiny: Dataset) -> None:
    """And the same in lists of what is expected, on the page of the measure and in calendars."""
    section = tiny.measures["bridges-act-section-1"]
    expected = Stage(stage="in-force", expected=parse_date("2025-09-30"), source=source("a"))
    wales = {"applies_in": ("wales",), "source": source("a")}
    started = Stage(stage="in-force", date=parse_date("2025-10-01"), **wales)
    repealed = Stage(
        stage="repealed",
        date=parse_date("2025-11-01"),
        applies_in=("england",),
        source=source("a"),
    )

    def state(*stages: Stage) -> tuple[str, int]:
        dataset = with_record(tiny, section.model_copy(update={"stages": stages}))
        measure = dataset.measures[section.id]
        timing = stage_timing(dataset, measure, expected, TODAY)
        return timing.state, len(measure_expected_stages(dataset, measure, TODAY))

    assert state(expected, started) == ("passed", 1)
    assert state(expected, repealed) == ("passed", 1)
    assert state(expected, started, repealed) == ("taken", 0)
    assert state(expected, repealed.model_copy(update={"applies_in": ()})) == ("ended", 0)


def test_a_next_date_is_never_none_beside_a_step_that_is_expected(tiny: Dataset) -> None:
    def next_date(today: date, looked: str = "2026-06-18") -> str:
        facts = derive(announced(tiny, "c", looked), today)
        return plain_text(next_date_text(facts.dataset, facts.assessments["bridge-01"]))

    assert next_date(DAYS[0]) == "30 September 2026 (Duty to inspect bridges: In force, expected)"
    assert next_date(DAYS[2]) == (
        "None ahead. 30 September 2026: date passed, not checked since 18 June 2026"
    )
    facts = derive(tiny, TODAY)
    assert plain_text(next_date_text(tiny, facts.assessments["bridge-01"])) == (
        "None ahead. A promise was due on 30 September 2025; date passed, not seen by 31 December "
        "2025"
    )
    two = tiny.recommendations["bridge-02"]
    elements = (two.elements[0].model_copy(update={"rests_on": ("bridge-panel",)}),)
    on_panel = two.model_copy(update={"elements": elements, "commitments": ()})
    continued = derive(with_record(tiny, on_panel), TODAY).assessments["bridge-02"]
    assert [each.measure.id for each in continued.expected_stages] == ["bridge-inquiry"]
    assert facts.assessments["bridge-02"].upcoming is not None


def test_a_next_date_names_the_promise_whose_date_has_passed(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-02"]
    (promise, *_) = [each for each in record.commitments if each.due and not each.met]
    elements = tuple(e.model_copy(update={"rests_on": ()}) for e in record.elements)
    alone = {"elements": elements, "commitments": (promise,)}
    dataset = with_record(tiny, record.model_copy(update=alone))
    years_later = derive(dataset, date(2099, 1, 1)).assessments["bridge-02"]
    text = plain_text(next_date_text(dataset, years_later))
    assert text.startswith("None ahead. A promise was due ")
    assert "; date passed, not checked since " in text


def test_a_label_was_searched_no_further_than_its_part_that_was_searched_least(
    tiny: Dataset,
) -> None:
    assessment = derive(tiny, TODAY).assessments["bridge-01"]
    assert plain_text(label_searched(assessment)) == "Searched up to 31 December 2025."
    first = assessment.recommendation.elements[0]
    finding = first.findings[-1].model_copy(update={"evidence_to": parse_date("2025-06-01")})
    behind = first.model_copy(update={"findings": (*first.findings[:-1], finding)})
    record = assessment.recommendation.model_copy(
        update={"elements": (behind, *assessment.recommendation.elements[1:])}
    )
    assessed = derive(with_record(tiny, record), TODAY).assessments["bridge-01"]
    assert assessed.label_evidence_to == parse_date("2025-06-01")
    assert plain_text(label_searched(assessed)) == (
        "Searched up to 1 June 2025 (part 1.1); other parts up to 31 December 2025 at the most."
    )
    two = derive(tiny, TODAY).assessments["bridge-02"]
    assert plain_text(label_searched(two)) == (
        "Searched up to 2 June 2024 (part 2.1); other parts up to 31 December 2024 at the most."
    )
    later = two.review and two.review.model_copy(update={"evidence_to": parse_date("2025-06")})
    assert plain_text(label_searched(replace(two, review=later))).endswith(
        "at the most; the record as a whole was looked at up to June 2025."
    )


def test_a_superseded_part_does_not_count_in_how_far_a_label_was_searched(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-02"]
    one, two = record.elements

    def searched(**changes: Any) -> str:
        found = two.findings[-1].model_copy(
            update={"evidence_to": parse_date("2024-01"), **changes}
        )
        parts = (one, two.model_copy(update={"findings": (found,)}))
        dataset = with_record(tiny, record.model_copy(update={"elements": parts}))
        return plain_text(label_searched(derive(dataset, TODAY).assessments[record.id]))

    assert searched().startswith("Searched up to January 2024 (part 2.2)")
    assert searched(status="superseded").startswith("Searched up to 2 June 2024; the record as a")


def test_how_far_the_evidence_reaches(tiny: Dataset) -> None:
    facts: Facts = derive(tiny, TODAY)
    assert reach_of([None]) is None
    least = facts.searched_at_least
    assert plain_text(at_least_text(least)) == (
        "Searched at least up to 2 June 2024; each page says how far"
    )
    assert at_least_text(None) == ()
    parts = [e.evidence_to for a in facts.assessments.values() for e in a.elements]
    assert least == min(filter(None, parts), key=chronological)
    record = tiny.recommendations["bridge-02"]
    element = record.elements[0]
    finding = element.findings[-1].model_copy(update={"evidence_to": parse_date("2024-02-03")})
    searched_less = element.model_copy(update={"findings": (finding,)})
    elements = (searched_less, *record.elements[1:])
    other = with_record(tiny, record.model_copy(update={"elements": elements}))
    assert derive(other, TODAY).searched_at_least == parse_date("2024-02-03")
    assert reach_text(None) == ()
    points = facts.implications_by.audience["bridge-keepers"]
    reach = points_reach(tiny, facts.assessments, points)
    assert reach
    assert plain_text(reach_text((reach[0], reach[0]))).startswith("Searched up to ")
    page = text_of_page(route_dataset(tiny, TODAY).html("for/bridge-keepers/"))
    assert plain_text(reach_text(reach)) in page


def test_parts_that_wait_for_one_look_at_the_statute_book(tiny: Dataset) -> None:
    assert derive(tiny, TODAY).unseen_starts == ()
    record = tiny.recommendations["bridge-01"]
    element = next(e for e in record.elements if "bridges-act-section-1" in e.rests_on)
    passed = element.findings[-1].model_copy(update={"status": "passed"})
    judged = element.model_copy(update={"findings": (passed,)})
    elements = tuple(judged if e is element else e for e in record.elements)
    dataset = with_record(announced(tiny, "d"), record.model_copy(update={"elements": elements}))
    (unseen,) = derive(dataset, TODAY).unseen_starts
    assert unseen.element.element.id == element.id
    assert unseen.is_made
    waits = "1 part waits for one look at the Statute Book"
    assert unseen_starts_text((unseen,), "the Statute Book") == waits
    assert plain_text(unseen_start_text(dataset, unseen)) == (
        f"Bridge Review 1, part 1.1: searched up to {plain_text((passed.evidence_to,))}"
    )
    page = text_of_page(route_dataset(dataset, TODAY).html("calendar/"))
    assert waits in page
    assert "Law made, start not seen (1)" in page
    seen = (
        dataset.measures["bridges-act-section-1"]
        .stages[0]
        .model_copy(
            update={
                "expected": None,
                "searched": (),
                "date": parse_date("2025"),
                "source": source("a"),
            }
        )
    )
    section = dataset.measures["bridges-act-section-1"].model_copy(update={"stages": (seen,)})
    assert derive(with_record(dataset, section), TODAY).unseen_starts == ()


@pytest.mark.parametrize("today", [DAYS[0], DAYS[2]])
def test_calendar_and_home_say_where_a_step_is_expected(tiny: Dataset, today: date) -> None:
    measure = announced(tiny, "c").measures["bridges-act-section-1"]
    stage = measure.stages[0].model_copy(update={"applies_in": ("wales",)})
    dataset = with_record(tiny, measure.model_copy(update={"stages": (stage,)}))
    table = route_dataset(dataset, today, pictures=False)
    assert "In force in Wales 30 September 2026" in text_of_page(table.html("calendar/"))
    starts = ": In force" if today < DAY else ""
    assert f"Duty to inspect bridges{starts} in Wales" in text_of_page(table.html(""))


@pytest.mark.parametrize(
    ("status", "section_seen", "is_made"),
    [("passed", False, True), ("under-way", True, True), ("under-way", False, False)],
)
def test_the_assent_of_a_statute_is_not_that_of_a_provision(
    tiny: Dataset, status: str, section_seen: bool, is_made: bool
) -> None:
    record, law = tiny.recommendations["bridge-01"], tiny.measures["bridges-act-section-1"]
    assent = Stage(stage="royal-assent", date=parse_date("2024-09-10"), source=source("a"))
    made = (assent,) if section_seen else ()
    element = record.elements[0]
    judged = element.findings[-1].model_copy(update={"status": status})
    elements = (element.model_copy(update={"findings": (judged,)}), *record.elements[1:])
    dataset = with_record(tiny, law.model_copy(update={"stages": made}))
    dataset = with_record(dataset, record.model_copy(update={"elements": elements}))
    (unseen,) = derive(dataset, TODAY).unseen_starts
    assert unseen.is_made == is_made
    page = text_of_page(route_dataset(dataset, TODAY).html("calendar/"))
    assert ("The Act passed; whether it holds this was not seen (1)" in page) == (not is_made)
    assert ("Law made, start not seen (1)" in page) == is_made
