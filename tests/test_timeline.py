"""The timeline of a recommendation: its events, their words, and a drawing without collisions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from conftest import ROOT, TODAY
from samples import partial_dates, source, with_record
from tracker.derive.facts import Facts, derive
from tracker.derive.timeline import (
    EVENT_KINDS,
    LANES,
    EventKind,
    LaneName,
    Timeline,
    TimelineEvent,
    recommendation_timeline,
)
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.outputs.timeline_chart import NARROW, WIDE, TimelineChart, timeline_charts
from tracker.schema.dates import PartialDate, exact_date, parse_date
from tracker.schema.records import IndependentFinding, Stage
from tracker.schema.vocabularies import StageKind
from tracker.text.phrases import plain_text
from tracker.text.stage_sentences import stage_word
from tracker.text.timeline_sentences import (
    empty_lane_text,
    lane_name,
    mark_texts,
    shown_lanes,
    timeline_summary,
)


@pytest.fixture(scope="module")
def facts(tiny: Dataset) -> Facts:
    return derive(tiny, TODAY)


def timeline_of(dataset: Dataset, id: str, today: date = TODAY) -> Timeline:
    facts = derive(dataset, today)
    return recommendation_timeline(facts, facts.assessments[id])


def told(events: Iterable[TimelineEvent]) -> list[str]:
    """Each event in short: its kind, its date, and its end if it lasted."""
    return [
        f"{event.kind} {event.date}" + (f" to {event.until}" if event.until else "")
        for event in events
    ]


def with_stages(dataset: Dataset, id: str, *stages: Stage) -> Dataset:
    measure = dataset.measures[id]
    return with_record(dataset, measure.model_copy(update={"stages": stages}))


def stage(name: str, seen: str | None = None, expected: str | None = None) -> Stage:
    return Stage(
        stage=name,
        date=parse_date(seen) if seen else None,
        expected=parse_date(expected) if expected else None,
        source=source("a"),
    )


def test_events_stand_in_their_lanes_with_the_precision_of_the_record(tiny: Dataset) -> None:
    timeline = timeline_of(tiny, "bridge-01")
    assert told(timeline.lane("asked")) == [
        f"asked {tiny.reports['bridge-2024'].published}",
        "answered 2024-06-01",
        "answered 2024-09-10",
    ]
    assert told(timeline.lane("promised")) == [
        "made 2024-06-01",
        "made 2024-06-01",
        "kept 2024-09-10",
        "moved 2025-03",
        "passed 2025-09-30",
    ]
    assert told(timeline.lane("law")) == ["enacted 2024-09-10", "commenced 2025-01-01"]
    assert (str(timeline.looked_to), timeline.are_laws) == ("2025-12-31", "all")


def test_a_step_that_was_announced_is_no_step_that_was_taken(tiny: Dataset) -> None:
    timeline = timeline_of(tiny, "bridge-02")
    assert told(timeline.lane("law")) == ["step 2024-03", "expected 2026-03/2026-05"]
    assert timeline.are_laws == "none"


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (
            [stage("consultation-opened", "2024-07-01"), stage("consultation-closed", "2024-09")],
            ["consulted 2024-07-01 to 2024-09"],
        ),
        (
            [
                stage("consultation-opened", "2024-07"),
                stage("consultation-closed", None, "2024-09"),
            ],
            ["announced 2024-07 to 2024-09"],
        ),
        ([stage("consultation-opened", "2024-07")], ["consulted 2024-07"]),
        ([stage("consultation-closed", "2024-09")], ["consulted 2024-09"]),
        (
            [
                stage("consultation-opened", "2024-07"),
                stage("consultation-opened", "2024-08"),
                stage("consultation-closed", "2024-09"),
                stage("consultation-answered", "2024-10"),
            ],
            ["consulted 2024-07", "consulted 2024-08 to 2024-09", "replied 2024-10"],
        ),
        ([stage("consultation-answered", None, "2026-04")], ["expected 2026-04"]),
    ],
)
def test_views_were_asked_for_from_a_day_to_a_day(
    tiny: Dataset, stages: list[Stage], expected: list[str]
) -> None:
    timeline = timeline_of(with_stages(tiny, "bridge-inquiry", *stages), "bridge-02")
    assert told(timeline.lane("consulted")) == expected
    assert timeline.lane("law") == ()


def test_the_last_step_is_of_a_consultation_too(tiny: Dataset) -> None:
    opened, closed = (
        stage("consultation-opened", "2024-07"),
        stage("consultation-closed", "2024-09"),
    )
    to_close = stage("consultation-closed", None, "2026-09")
    cases = (
        ((stage("set-up", "2024-03"), opened, closed), "Consultation closed in September 2024"),
        ((stage("set-up", "2024-03"), opened, to_close), "Consultation opened in July 2024"),
        ((opened, closed, stage("set-up", "2024-12")), "Set up in December 2024"),
        ((opened, to_close), "Consultation opened in July 2024"),
    )
    for stages, said in cases:
        dataset = with_stages(tiny, "bridge-inquiry", *stages)
        summary = plain_text(timeline_summary(dataset, timeline_of(dataset, "bridge-02"), TODAY))
        assert f"The last step of a measure that was seen: {said}, for Inquiry." in summary


def test_what_comes_after_today_is_no_step_that_was_seen(tiny: Dataset) -> None:
    dataset = with_stages(tiny, "bridge-inquiry", stage("set-up", "2024-03"))
    timeline = timeline_of(dataset, "bridge-02")
    assert timeline.last_step(date(2024, 3, 30)) is None
    assert timeline.last_step(date(2024, 3, 31)) is not None


def test_a_step_of_the_law_without_a_measure_stands_in_the_lane_of_the_law(tiny: Dataset) -> None:
    """By itself, or as the stage of a measure that it names; once, where that is a stage already,
    and never as what others said.
    """
    asked = tiny.developments["2025-02-press-asks"]
    cases: list[tuple[str, str, tuple[str, ...], list[str]]] = [
        ("statement", "2025-02-03", (), []),
        ("legislation", "2025-02-03", (), ["legislated 2025-02-03"]),
        ("legislation", "2024-09-10", ("bridges-act",), ["enacted 2024-09-10"]),
        ("legislation", "2025-01-01", ("bridges-act-section-1",), []),
        ("legislation", "2025-01-01", (), []),
        ("legislation", "2025-01-01", ("bridges-act",), ["legislated 2025-01-01"]),
    ]
    for kind, day, measures, drawn in cases:
        record = asked.model_copy(
            update={
                "kind": kind,
                "date": parse_date(day),
                "measures": measures,
                "bodies": ("ferry-board",),
                "recommendations": ("bridge-01",),
            }
        )
        timeline = timeline_of(with_record(tiny, record), "bridge-01")
        others = [each for each in timeline.lane("law") if each.development == record.id]
        assert told(others) == drawn
        assert told(timeline.lane("others")) == ([] if kind == "legislation" else [f"said {day}"])


def test_a_law_without_a_measure_is_the_last_step_by_its_title(tiny: Dataset) -> None:
    record = tiny.developments["2025-02-press-asks"].model_copy(
        update={"kind": "legislation", "recommendations": ("bridge-01",), "measures": ()}
    )
    dataset = with_record(tiny, record)
    summary = plain_text(timeline_summary(dataset, timeline_of(dataset, "bridge-01"), TODAY))
    when = "between 3 February 2025 and 5 February 2025"
    assert f"The last step in law that was seen, {when}: {record.title}" in summary


def test_the_date_of_a_promise_that_was_kept_did_not_pass(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    first, law = record.commitments
    kept = first.model_copy(update={"met": law.met})
    dataset = with_record(tiny, record.model_copy(update={"commitments": (kept,)}))
    kinds = [[e.kind for e in timeline_of(d, record.id).lane("promised")] for d in (tiny, dataset)]
    assert ["passed" in each for each in kinds] == [True, False]


def test_a_date_that_has_come_says_so(tiny: Dataset) -> None:
    """Of a promise that was neither kept nor undone, and of a step that was expected."""
    kinds = {
        today: [
            each.kind
            for each in timeline_of(tiny, "bridge-02", today).lane("law")
            if each.kind in ("expected", "overdue")
        ]
        for today in (date(2026, 5, 31), date(2026, 6, 1))
    }
    assert kinds == {date(2026, 5, 31): ["expected"], date(2026, 6, 1): ["overdue"]}
    promised = [
        timeline_of(tiny, "bridge-01", today).lane("promised")[-1].kind
        for today in (date(2025, 9, 30), date(2025, 10, 1))
    ]
    assert promised == ["due", "passed"]


def test_others_are_those_who_neither_were_asked_nor_promised(tiny: Dataset) -> None:
    """The first body that a development names speaks; a step of a measure is in its own lane."""
    asked = tiny.developments["2025-02-press-asks"]
    cases: list[tuple[tuple[str, ...], list[str]]] = [
        ((), []),
        (("ministry-of-bridges",), []),
        (("ferry-board",), ["said 2025-02-03/2025-02-05"]),
        (("ferry-board", "ministry-of-bridges"), ["said 2025-02-03/2025-02-05"]),
        (("ministry-of-bridges", "ferry-board"), []),
    ]
    for bodies, said in cases:
        record = asked.model_copy(update={"bodies": bodies, "recommendations": ("bridge-01",)})
        timeline = timeline_of(with_record(tiny, record), "bridge-01")
        assert told(timeline.lane("others")) == said
    started = tiny.developments["2025-01-01-section-1-starts"]
    record = started.model_copy(update={"bodies": ("ferry-board",)})
    assert timeline_of(with_record(tiny, record), "bridge-01").lane("others") == ()


def test_what_an_independent_body_found_stands_with_others(tiny: Dataset) -> None:
    found = IndependentFinding(
        conclusion="not-done",
        by="ferry-board",
        development="2025-01-01-section-1-starts",
        note="No ferry was inspected.",
    )
    record = tiny.recommendations["bridge-01"]
    changed = record.model_copy(update={"independent_findings": (found,)})
    others = timeline_of(with_record(tiny, changed), "bridge-01").lane("others")
    assert [(event.body, str(event.date)) for event in others] == [("ferry-board", "2025-01-01")]


def test_the_report_that_asked_is_not_what_others_said(tiny: Dataset) -> None:
    report = tiny.reports["bridge-2024"]
    development = tiny.developments["2025-02-press-asks"].model_copy(
        update={
            "date": report.published,
            "bodies": ("ferry-board",),
            "recommendations": ("bridge-01",),
            "sources": report.sources,
        }
    )
    assert timeline_of(with_record(tiny, development), "bridge-01").lane("others") == ()


def test_a_question_that_was_followed_further_than_the_whole(tiny: Dataset) -> None:
    assert timeline_of(tiny, "bridge-01").looked_further is None
    record = tiny.recommendations["bridge-01"]
    question = record.open_questions[0].model_copy(update={"looked_to": parse_date("2026-01-20")})
    changed = with_record(tiny, record.model_copy(update={"open_questions": (question,)}))
    timeline = timeline_of(changed, "bridge-01", date(2026, 2, 1))
    assert str(timeline.looked_further) == "2026-01-20"
    said = plain_text(timeline_summary(changed, timeline, date(2026, 2, 1)))
    assert said.endswith(
        "Since 31 December 2025 nobody has looked at all of it; single questions were followed to "
        "20 January 2026."
    )


def not_looked_at(dataset: Dataset) -> Dataset:
    record = dataset.recommendations["bridge-02"]
    element = record.elements[0].model_copy(update={"findings": (), "rests_on": ()})
    empty = {"responses": (), "claims": (), "commitments": (), "reviews": (), "open_questions": ()}
    return with_record(dataset, record.model_copy(update={**empty, "elements": (element,)}))


def test_the_summary_says_the_last_step_and_since_when_nobody_has_looked(tiny: Dataset) -> None:
    summaries = {
        id: plain_text(timeline_summary(dataset, timeline_of(dataset, id), TODAY))
        for id, dataset in (("bridge-01", tiny), ("bridge-02", not_looked_at(tiny)))
    }
    assert summaries == {
        "bridge-01": "From the request to today. The last step in law that was seen: In force on 1 "
        "January 2025, for Duty to inspect bridges. Since 31 December 2025 nobody has looked at "
        "all of it.",
        "bridge-02": "From the request to today. Nobody here has looked yet at what became of it.",
    }


def test_an_empty_lane_says_none_found_only_where_that_was_looked_for(tiny: Dataset) -> None:
    timeline = timeline_of(not_looked_at(tiny), "bridge-02")
    assert shown_lanes(timeline) == ("asked", "promised", "law")
    assert lane_name(timeline, "asked") == "Asked"
    assert lane_name(timeline, "law") == "Law and measures"
    assert empty_lane_text(timeline, "promised") == "Not looked yet"
    assert empty_lane_text(replace(timeline, is_reviewed=True), "promised") == "None found"
    lost = replace(timeline, is_reviewed=True, is_whole={**timeline.is_whole, "promised": False})
    assert empty_lane_text(lost, "promised") == ""


def event(kind: EventKind, when: str, lane: LaneName = "law", **fields: Any) -> TimelineEvent:
    return TimelineEvent(lane, kind, parse_date(when), **fields)


@pytest.mark.parametrize(
    ("events", "longest", "shortest"),
    [
        ([event("asked", "2024-05-01")], "Asked 1 May 2024", "1 May 2024"),
        ([event("passed", "2024-05")], "Due May 2024, date passed", "Date passed"),
        (
            [event("overdue", "2024-05", term="final-report")],
            "Final report expected May 2024, date passed",
            "Date passed",
        ),
        (
            [event("legislated", "2024-05-01", term="legislation")],
            "Legislation, 1 May 2024",
            "1 May 2024",
        ),
        (
            [event("announced", "2024-05", term="consultation-opened", seen=parse_date("2024-05"))],
            "Opened May 2024",
            "May 2024",
        ),
        (
            [event("announced", "2024-05", term="consultation-closed")],
            "To close May 2024",
            "May 2024",
        ),
        (
            [
                event(
                    "announced",
                    "2024-05",
                    until=parse_date("2024-06-02"),
                    term="consultation-opened",
                    seen=parse_date("2024-05"),
                )
            ],
            "Opened May 2024, to close 2 Jun 2024",
            "Opened",
        ),
        (
            [
                event(
                    "consulted",
                    "2024-05-01",
                    until=parse_date("2024-06-02"),
                    term="consultation-closed",
                )
            ],
            "1 May 2024 to 2 Jun 2024",
            "Closed",
        ),
        (
            [event("asked", "2024-05-01"), event("answered", "2024-05-01", term="accepted")],
            "Asked, accepted 1 May 2024",
            "1 May 2024",
        ),
        (
            [event("answered", "2024-06-01", term="accepted")] * 2,
            "Accepted +1, 1 Jun 2024",
            "1 Jun 2024",
        ),
        (
            [event("made", "2024-06", is_dated=False)],
            "Jun 2024, no date given",
            "No date",
        ),
        ([event("made", "2024-06", is_dated=False)] * 3, "3, none with a date", "3 promises"),
        ([event("made", "2024-06")] * 3, "3 promises", "3 promises"),
        ([event("made", "2024-06"), event("moved", "2024")], "Was due 2024 +1", "Was due +1"),
        ([event("kept", "2024-06-03")], "Kept 3 Jun 2024", "Kept"),
        ([event("commenced", "2025", term="in-force")], "In force, 2025", "2025"),
        (
            [event("expected", "2026-03/2026-05", term="final-report")],
            "Final report expected Mar 2026 – May 2026",
            "Expected",
        ),
        (
            [
                event(
                    "consulted",
                    "2024-07",
                    until=parse_date("2024-09-01"),
                    term="consultation-closed",
                )
            ],
            "Opened Jul 2024, closed 1 Sep 2024",
            "Closed",
        ),
        ([event("said", "2024-11", body="ferry-board")] * 2, "Board of Fords +1", "Nov 2024"),
    ],
)
def test_a_mark_is_named_in_few_words_and_in_fewer(
    tiny: Dataset, events: list[TimelineEvent], longest: str, shortest: str
) -> None:
    texts = mark_texts(tiny, events)
    assert (texts[0], texts[-1]) == (longest, shortest)


def test_a_day_on_which_something_was_seen_is_no_day_on_which_it_began() -> None:
    begun = StageKind(label="At work", description="It works.")
    assert stage_word(begun) == "At work"
    assert stage_word(begun.model_copy(update={"sighting": True})) == "Seen at work"


TERMS = {
    "answered": "accepted",
    "expected": "final-report",
    "legislated": "legislation",
    "announced": "consultation-opened",
    "consulted": "consultation-closed",
}


def any_event(lane: LaneName, kind: EventKind, when: PartialDate, lasts: bool) -> TimelineEvent:
    until = exact_date(when.latest + timedelta(days=40)) if lasts else None
    term = TERMS.get(kind, "in-force")
    return TimelineEvent(lane, kind, when, until, term=term, body="ministry-of-bridges")


any_events = st.lists(
    st.builds(
        any_event,
        st.sampled_from(LANES),
        st.sampled_from(EVENT_KINDS),
        partial_dates() | st.dates(date(1990, 1, 1), date(2190, 1, 1)).map(exact_date),
        st.booleans(),
    ),
    max_size=60,
)
days = st.dates(date(2024, 5, 1), date(2027, 1, 1))


def assert_nothing_meets(chart: TimelineChart) -> None:
    """Every label is inside the drawing, and meets neither another of its line nor a mark."""
    width = chart.form.width
    for lane in chart.lanes:
        spans = [label.span for label in lane.labels]
        assert all(start >= 0 and end <= width for start, end in spans)
        for one, other in combinations(spans, 2):
            assert one[1] <= other[0] or other[1] <= one[0]
        for start, end in spans:
            for mark in lane.marks:
                assert not (start < mark.x < end), (mark, start, end)
        for mark in lane.marks:
            assert 0 <= mark.x <= (mark.end or mark.x) <= width
    names = [label.span for _, label in chart.ticks if label]
    for x in (chart.today_x, *(chart.looked or ())[1:]):
        assert not any(start <= x <= end for start, end in names)
    heads = [label.span for _, label in chart.heads]
    for row in (names, heads):
        assert all(start >= 0 and end <= width for start, end in row)
        for one, other in combinations(row, 2):
            assert one[1] <= other[0] or other[1] <= one[0]
    assert len(chart.ticks) < 20


@given(any_events, days, st.none() | days.map(exact_date))
def test_labels_never_meet_however_many_events_there_are(
    tiny: Dataset, events: list[TimelineEvent], today: date, looked_to: PartialDate | None
) -> None:
    timeline = replace(timeline_of(tiny, "bridge-01"), events=tuple(events), looked_to=looked_to)
    for chart in timeline_charts(tiny, timeline, today):
        assert_nothing_meets(chart)
        drawn = sum(bool(timeline.lane(lane)) for lane in LANES)
        assert sum(bool(lane.marks) for lane in chart.lanes) == drawn


@pytest.mark.parametrize("months", [1, 2, 3, 6, 9])
def test_the_day_to_which_we_looked_ends_before_today(tiny: Dataset, months: int) -> None:
    """However little room is left of its line, and between the two."""
    timeline = timeline_of(tiny, "bridge-01")
    looked_to = timeline.asked.earliest + timedelta(days=10)
    ahead = event("expected", "2025-04-01", term="in-force")
    timeline = replace(timeline, events=(ahead,), looked_to=exact_date(looked_to))
    for chart in timeline_charts(tiny, timeline, looked_to + timedelta(days=30 * months)):
        assert_nothing_meets(chart)
        assert all(label.span[1] < chart.today_x for name, label in chart.heads if name == "looked")


def test_labels_run_through_no_line_where_they_have_another_place(tiny: Dataset) -> None:
    """Left of its mark where right of it is beyond what was looked at; a word in place of a date
    where only that has room; through the line only what has no other place and tells most.
    """
    timeline = replace(timeline_of(tiny, "bridge-01"), looked_to=parse_date("2025-06-01"))

    def drawn(*events: TimelineEvent) -> list[list[tuple[str, str]]]:
        charts = timeline_charts(tiny, replace(timeline, events=events), date(2026, 1, 1))
        law = [next(lane for lane in chart.lanes if lane.marks) for chart in charts]
        return [[(label.text, label.anchor) for label in lane.labels] for lane in law]

    before = event("step", "2025-05-20", term="set-up")
    assert drawn(before) == [[("Set up, 20 May 2025", "end")]] * 2
    near = event("step", "2025-04-10", term="set-up")
    narrow, wide = drawn(near, event("commenced", "2025-05-20", term="in-force"))
    assert narrow[0] == ("In force", "start")
    assert wide[0][1] == "start"


def test_time_that_nobody_looked_at_is_drawn_and_named(facts: Facts, tiny: Dataset) -> None:
    timeline = recommendation_timeline(facts, facts.assessments["bridge-01"])
    for chart in timeline_charts(tiny, timeline, TODAY):
        assert chart.looked
        assert chart.not_looked == (chart.looked[1], chart.today_x)
        assert chart.not_looked_label
        assert chart.not_looked_label.text == "not looked"
        assert "looked to 31 December 2025" in {head.text for _, head in chart.heads}
    never = timeline_of(not_looked_at(tiny), "bridge-02")
    for chart in timeline_charts(tiny, never, TODAY):
        assert chart.looked is None
        assert chart.not_looked == (chart.form.start, chart.today_x)
        assert [name for name, _ in chart.heads] == ["today"]
        assert not any("looked to" in head.text for _, head in chart.heads)
    for chart in timeline_charts(tiny, timeline, date(2025, 12, 31)):
        assert (chart.not_looked, chart.not_looked_label) == (None, None)


def test_a_narrow_field_has_its_name_below_the_lanes(tiny: Dataset, facts: Facts) -> None:
    timeline = recommendation_timeline(facts, facts.assessments["bridge-01"])
    below = {
        to: [
            chart.is_name_below
            for chart in timeline_charts(
                tiny, replace(timeline, looked_to=parse_date(to)), date(2026, 1, 31)
            )
        ]
        for to in ("2025-01-01", "2025-10-15", "2026-01-25")
    }
    assert below == {
        "2025-01-01": [False, False],
        "2025-10-15": [True, False],
        "2026-01-25": [True, True],
    }


def test_what_lies_beyond_the_edges_is_counted_there(tiny: Dataset, facts: Facts) -> None:
    timeline = recommendation_timeline(facts, facts.assessments["bridge-01"])
    beyond = [event("step", day, term="in-force") for day in ("1999", "2003-04-01", "2190-01-01")]
    for chart in timeline_charts(tiny, replace(timeline, events=tuple(beyond)), TODAY):
        law = next(lane for lane in chart.lanes if lane.marks)
        assert [mark.kind for mark in law.marks] == ["earlier", "later"]
        assert {label.text for label in law.labels} == {"2 earlier", "1 later"}


def test_a_date_that_is_no_day_is_no_point(tiny: Dataset, facts: Facts) -> None:
    timeline = recommendation_timeline(facts, facts.assessments["bridge-01"])
    for chart in timeline_charts(tiny, timeline, TODAY):
        promised = next(lane for lane in chart.lanes if lane.name == "Promised")
        ends = {mark.kind: mark.end for mark in promised.marks}
        assert ends["moved"]
        assert (ends["passed"], ends["kept"]) == (None, None)


def test_another_trackers_record_has_its_timelines() -> None:
    dataset, problems = load(ROOT / "tests" / "elsewhere")
    assert problems == ()
    facts = derive(dataset, TODAY)
    for assessment in facts.assessments.values():
        timeline = recommendation_timeline(facts, assessment)
        for chart in timeline_charts(dataset, timeline, TODAY):
            assert_nothing_meets(chart)


DRAWN = """svg => {
  const frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
  const meets = boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) =>
    one.left < other.right && other.left < one.right
    && Math.abs(one.bottom - other.bottom) < one.height / 2));
  const out = boxes.filter((box) => box.left < frame.left - 1 || box.right > frame.right + 1
    || box.bottom > frame.bottom + 1);
  return [12 * frame.width / svg.viewBox.baseVal.width, meets.length, out.length];
}"""


@pytest.mark.parametrize(("width", "form"), [(320, NARROW), (480, NARROW), (1280, WIDE)])
def test_one_drawing_is_shown_and_its_text_can_be_read(
    page: Page, tiny_address: str, width: int, form: Any
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    shown = page.locator("svg.timeline:visible")
    assert shown.count() == 1
    assert f"chart-{form.name}" in (shown.get_attribute("class") or "")
    size, meets, out = shown.evaluate(DRAWN)
    assert 10.5 <= size <= 13
    assert (meets, out) == (0, 0)


def test_on_paper_the_wide_drawing_is_shown(page: Page, tiny_address: str) -> None:
    page.set_viewport_size({"width": 680, "height": 900})
    page.goto(f"{tiny_address}recommendations/bridge-01/")
    page.emulate_media(media="print")
    assert page.locator("svg.chart-wide").is_visible()
    assert not page.locator("svg.chart-narrow").is_visible()
