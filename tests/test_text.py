"""Every function of `text/`, with its cases: each sentence is compared whole."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from conftest import ROOT, TODAY
from samples import search, source
from tracker.derive.changes import Change, ChangeKind, ChangeValue
from tracker.derive.commencement import (
    AppliedImplication,
    Commencement,
    ExpectedStage,
    Phase,
)
from tracker.derive.commitments import CommitmentProgress, DueState, ResolvedDueDate
from tracker.derive.confidence import Confidence
from tracker.derive.facts import Facts, derive
from tracker.derive.status import Flag, FlagKind, StatusShare
from tracker.derive.timing import Timing, TimingState, judge_date
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, parse_date
from tracker.schema.fields import Model, Source, SourceEnd, WithdrawnReference
from tracker.schema.file_fields import file_fields
from tracker.schema.records import (
    DueDate,
    Element,
    Implication,
    Met,
    Recommendation,
    Report,
    Site,
    Stage,
)
from tracker.schema.vocabularies import GlossaryEntry, Grade, Status
from tracker.text.change_sentences import describe_change
from tracker.text.commitment_sentences import (
    DUE_STATE_LABELS,
    commitment_date,
    commitment_finding,
    commitment_state_text,
    due_date_text,
    due_dates_text,
    open_promises_text,
    overdue_text,
)
from tracker.text.field_sentences import list_text, places_text, value_text
from tracker.text.list_sentences import (
    all_text,
    divided_list_text,
    events_text,
    more_text,
    newest_text,
    others_text,
)
from tracker.text.names import (
    RecommendationForm,
    body_names,
    measure_short_name,
    nation_names,
    recommendation_label,
    short_name,
)
from tracker.text.overview_sentences import (
    DateLine,
    date_line,
    makes_text,
    more_dates_text,
    size_text,
)
from tracker.text.phrases import (
    count_times,
    date_in_sentence,
    format_date,
    join_words,
    lower_first,
    none_text,
    plain_text,
    pluralise,
    searched_pieces,
    short_date,
)
from tracker.text.point_sentences import all_points_text
from tracker.text.report_sentences import quarter_events_text
from tracker.text.source_sentences import (
    publisher_name,
    source_remarks,
    weak_grades_text,
    withdrawn_text,
)
from tracker.text.stage_sentences import (
    expected_state,
    expected_step,
    implication_state_text,
    measure_state,
    stage_finding,
    stage_place_text,
    stage_state,
    stage_with_date,
)
from tracker.text.status_sentences import (
    asked_text,
    badge_text,
    confidence_text,
    dated_label_text,
    finding_since,
    flag_text,
    picture_text,
    share_count_text,
    share_text,
    status_counts_text,
)
from tracker.text.timing_sentences import (
    TIMING_LABELS,
    expected_pieces,
    expected_state_text,
)
from tracker.text.withdrawal_sentences import (
    what_rested_text,
    withdrawn_finding_text,
    withdrawn_records_text,
)

SPAN = "2026-05-01/2026-06-03"
SPAN_IN_WORDS = "between 1 May 2026 and 3 June 2026"


@pytest.fixture(scope="module")
def facts(tiny: Dataset) -> Facts:
    return derive(tiny, TODAY)


@pytest.mark.parametrize(
    ("text", "alone", "inside"),
    [
        ("2026", "2026", "2026"),
        ("2024-02", "February 2024", "February 2024"),
        ("2026-03-09", "9 March 2026", "9 March 2026"),
        (
            "2027-03/2027-05",
            "between March 2027 and May 2027",
            "a day between March 2027 and May 2027",
        ),
        (SPAN, SPAN_IN_WORDS, f"a day {SPAN_IN_WORDS}"),
    ],
)
def test_a_date_alone_and_inside_a_sentence(text: str, alone: str, inside: str) -> None:
    when = parse_date(text)
    assert (format_date(when), date_in_sentence(when)) == (alone, inside)
    assert plain_text(searched_pieces(when)) == f"searched up to {inside}"
    assert plain_text(searched_pieces(when, begins=True)) == f"Searched up to {inside}"
    assert when in searched_pieces(when), "a page can mark the date"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "The Laws"),
        ({"copied_by": "Hub"}, "Hub (copy of The Laws)"),
        ({"copied_by": "Hub", "copy_words": "copy of an old law"}, "Hub (copy of an old law)"),
    ],
)
def test_a_copy_says_who_holds_it_and_whose_it_is(fields: dict[str, str], name: str) -> None:
    assert publisher_name(source("a", "The Laws", **fields)) == name


@pytest.mark.parametrize(
    ("fields", "remark"),
    [
        ({"note": "It names a person."}, "It names a person."),
        (
            {"insecure": "The archive has no https."},
            "The connection is not encrypted (http): The archive has no https.",
        ),
        (
            {"how": "withdrawn", "date": "2026-03-09", "note": "It was out of date."},
            "Withdrawn by its publisher on 9 March 2026. It was out of date.",
        ),
        ({"how": "replaced", "date": "2026-03"}, "Replaced by another document in March 2026."),
        (
            {"how": "withdrawn", "date": SPAN},
            f"Withdrawn by its publisher {SPAN_IN_WORDS}.",
        ),
        ({"how": "gone", "date": "2026"}, "Its address has not answered since 2026."),
    ],
)
def test_what_stands_beside_the_link_to_a_source(fields: dict[str, Any], remark: str) -> None:
    if "how" in fields:
        fields = {"ended": SourceEnd(**fields)}
    cited = source("c", **fields)
    assert [plain_text(sentence) for sentence in source_remarks([cited, cited])] == [remark]


def test_a_thing_whose_source_was_withdrawn_says_so() -> None:
    withdrawn = withdrawn_text(parse_date("2026-03-09"))
    assert plain_text(withdrawn) == "Its source was withdrawn on 9 March 2026."


def test_a_day_of_the_calendar_is_a_date_too() -> None:
    assert format_date(date(2026, 3, 9)) == "9 March 2026"


def test_counts_and_lists_read_as_english() -> None:
    assert [pluralise(n, "part") for n in (0, 1, 2)] == ["no parts", "1 part", "2 parts"]
    assert pluralise(1100, "part") == "1,100 parts"
    assert pluralise(2, "promise made", "promises made") == "2 promises made"
    assert [none_text("None.", looked) for looked in (True, None)] == ["None.", "Not looked yet."]
    assert [count_times(n) for n in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert [join_words(w) for w in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [lower_first(w) for w in ("Under way", "NHS", "")] == ["under way", "NHS", ""]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("list", "Bridge Review, recommendation 1"),
        ("sentence", "Recommendation 1 of the Bridge Review"),
        ("of", "1 of the Bridge Review"),
        ("short", "Bridge Review 1"),
        ("number", "Recommendation 1"),
    ],
)
def test_which_recommendation_it_is(tiny: Dataset, form: RecommendationForm, words: str) -> None:
    assert recommendation_label(tiny, tiny.recommendations["bridge-01"], form) == words


def test_a_record_has_a_short_name(tiny: Dataset) -> None:
    act = tiny.measures["bridges-act"]
    assert short_name(tiny, tiny.recommendations["bridge-01"]) == "Bridge Review 1"
    assert short_name(tiny, act.model_copy(update={"short": "The Act"})) == "The Act"
    assert short_name(tiny, tiny.bodies["ministry-of-bridges"]) == "Ministry of Bridges"


def test_how_many_recommendations_a_report_makes(tiny: Dataset) -> None:
    report = tiny.reports["bridge-2024"].model_copy(update={"makes": 94})
    assert size_text(report, 94) == "94 recommendations"
    assert size_text(report, 3) == "3 of 94 recommendations"
    assert makes_text(report) == "It makes 94 recommendations."
    assert makes_text(report.model_copy(update={"makes": 1})) == "It makes 1 recommendation."


def test_how_much_there_is_in_a_list() -> None:
    assert events_text(0) == "No event is recorded yet."
    assert events_text(1200) == (
        "1,200 dated events, by day of the event, newest first. Each has its sources on its own "
        "page."
    )
    assert divided_list_text(250, "topic", "letter") == (
        "250 topics, by letter. Each page has a filter of its own."
    )
    assert newest_text(10, 250) == "The newest 10 of 250. All by year:"
    assert [all_text(count, "measure") for count in (1, 2)] == ["The one measure", "All 2 measures"]
    assert [all_points_text(count) for count in (1, 2)] == ["The one point", "All 2, by subject"]
    assert [more_text(3), more_text(12, "by name")] == ["Three more", "12 more by name"]
    assert [others_text(count) for count in (1, 2)] == ["and 1 other", "and 2 others"]
    assert [quarter_events_text(count) for count in (0, 1, 2)] == [
        "No dated events of the quarter are on record.",
        "1 dated event of the quarter is on record.",
        "2 dated events of the quarter are on record.",
    ]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            (0, 0, 0, 0),
            "No promises are known to be overdue. None has a date that has passed since we last "
            "could check, none lies ahead, and none has no date that can be judged.",
        ),
        (
            (1, 1, 1, 1),
            "1 promise is known to be overdue. 1 has a date that has passed since we last could "
            "check, 1 lies ahead, and 1 has no date that can be judged.",
        ),
        (
            (2, 2, 2, 2),
            "2 promises are known to be overdue. 2 have a date that has passed since we last "
            "could check, 2 lie ahead, and 2 have no date that can be judged.",
        ),
    ],
)
def test_how_many_promises_are_in_which_state(
    counts: tuple[int, int, int, int], words: str
) -> None:
    assert open_promises_text(*counts) == words


@pytest.mark.parametrize(
    ("weak", "words"),
    [
        ((), "Each may support"),
        (("e",), "Grade E may support an event. It never supports"),
        (("d", "e"), "Grades D and E may support an event. They never support"),
        (("c", "d", "e"), "Grades C, D and E may support an event. They never support"),
    ],
)
def test_what_a_grade_supports(tiny: Dataset, weak: tuple[str, ...], words: str) -> None:
    grades = {
        id: grade.model_copy(update={"carries_findings": id not in weak})
        for id, grade in tiny.vocabulary.grades.items()
    }
    assert weak_grades_text(grades) == (
        f"{words} a finding, a promise, a duty or the day on which a law starts."
    )


def test_the_names_of_nations_and_bodies(tiny: Dataset) -> None:
    assert nation_names(tiny, ["wales", "england"]) == "England and Wales"
    assert body_names(tiny, ["ministry-of-bridges"]) == "Ministry of Bridges"


# Statuses


@pytest.mark.parametrize(
    ("share", "count", "words"),
    [
        (StatusShare("delivered", 1, 1, ()), "1 of 1 part", "1 of 1 part delivered"),
        (
            StatusShare("under-way", 2, 3, (("planned", 1),)),
            "2 of 3 parts",
            "2 of 3 parts under way; 1 planned",
        ),
    ],
)
def test_a_label_with_its_share(tiny: Dataset, share: StatusShare, count: str, words: str) -> None:
    assert share_count_text(share) == count
    assert share_text(tiny.vocabulary.statuses, share) == words


def test_how_many_have_each_label(tiny: Dataset) -> None:
    counts = {"delivered": 0, "under-way": 3, "planned": 2}
    words = status_counts_text(tiny.vocabulary.statuses, counts)
    assert words == "3 under way; 2 planned"
    assert status_counts_text(tiny.vocabulary.statuses, {}) == ""
    assert asked_text(tiny.vocabulary.statuses, counts) == (
        "5 recommendations: 3 under way; 2 planned."
    )
    assert asked_text(tiny.vocabulary.statuses, {}) == "No recommendation is recorded yet."


@pytest.mark.parametrize(
    ("kind", "count", "words"),
    [
        ("overdue", 0, "Overdue"),
        ("overdue", 1, "Overdue 1 day"),
        ("overdue", 92, "Overdue 92 days"),
        ("disputed", 0, "Disputed"),
        ("slipped", 1, "Slipped once"),
        ("slipped", 2, "Slipped twice"),
        ("slipped", 3, "Slipped 3 times"),
        ("review-due", 0, "Review due"),
    ],
)
def test_a_flag(kind: FlagKind, count: int, words: str) -> None:
    assert flag_text(Flag(kind, count)) == words


def test_how_sure_a_finding_is_and_since_when(facts: Facts) -> None:
    assert confidence_text(Confidence("low", "the sources conflict")) == (
        "Low confidence: the sources conflict"
    )
    statuses = facts.dataset.vocabulary.statuses
    parts = facts.assessments["bridge-01"].elements
    assert [plain_text(finding_since(statuses, part.findings[0])) for part in parts] == [
        "since 1 January 2025",
        "as at 31 December 2025",
    ]


def test_a_status_in_a_result_of_search_has_its_date(facts: Facts) -> None:
    assert [dated_label_text(facts.dataset, each) for each in facts.assessments.values()] == [
        "Partly delivered, to 31 December 2025",
        "Under way, to 2 June 2024",
        *(["Not looked yet"] * (len(facts.assessments) - 2)),
    ]


def test_a_picture_says_in_words_what_it_shows(facts: Facts) -> None:
    assessment = facts.assessments["bridge-01"]
    assert badge_text(facts.dataset, assessment) == (
        "Partly delivered, 1 of 2 parts; searched to 31 December 2025"
    )
    assert picture_text(facts.dataset, assessment) == (
        "Bridge Review, recommendation 1: the record shows Partly delivered; "
        "1 of 2 parts delivered; 1 none found. Searched up to 31 December 2025. "
        f"{facts.dataset.site.name}"
    )


# Promises


def due(text: str | None, words: str | None = None) -> ResolvedDueDate:
    when = parse_date(text) if text else None
    return ResolvedDueDate(when, words, parse_date("2024"), None)


TIMINGS: dict[DueState, TimingState] = {
    "met": "taken",
    "overdue": "overdue",
    "unchecked": "passed",
    "due": "ahead",
    "undated": "unknown",
    "undone": "ended",
    "unknown": "unknown",
}


def progress_of(
    tiny: Dataset,
    state: DueState,
    *dates: ResolvedDueDate,
    reach: str = "2025-12-31",
    **fields: Any,
) -> CommitmentProgress:
    record = tiny.recommendations["bridge-01"]
    commitment = record.commitments[0].model_copy(update=fields)
    timing = Timing(TIMINGS[state], dates[-1].date if dates else None, None, parse_date(reach))
    return CommitmentProgress(record, commitment, dates, timing, 0, parse_date(reach))


def met(text: str) -> Met:
    return Met(date=parse_date(text), development="2024-09-10-bridges-act")


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ((), "No date given"),
        ((due("2025-03"),), "March 2025"),
        ((due(None, "In good time"),), "In good time"),
        ((due(None),), "no date given"),
        ((due("2026", "within two years"),), "within two years (2026)"),
        ((due("2025-03"), due("2025-09-30")), "first March 2025, now 30 September 2025"),
        (
            (due("2025-03"), due("2025-06"), due(None, "Later")),
            "first March 2025, then June 2025, now Later",
        ),
    ],
)
def test_every_due_date_of_a_commitment(
    tiny: Dataset, dates: tuple[ResolvedDueDate, ...], words: str
) -> None:
    assert due_dates_text(progress_of(tiny, "due", *dates)) == words


@pytest.mark.parametrize(
    ("due_date", "words"),
    [(due("2025", "Soon"), "2025"), (due(None, "Soon"), "Soon"), (due(None), "no date given")],
)
def test_one_due_date_by_itself(due_date: ResolvedDueDate, words: str) -> None:
    assert due_date_text(due_date) == words


CASES: list[tuple[dict[str, Any], str, str, str | None]] = [
    (
        {"state": "met", "met": met("2024-09-10")},
        "Kept, 10 September 2024",
        "Met, 10 September 2024",
        "2024-09-10",
    ),
    ({"state": "met", "met": met(SPAN)}, "Kept", f"Met, {SPAN_IN_WORDS}", SPAN),
    ({"state": "due", "dates": [due("2027")]}, "Due", "Due", "2027"),
    (
        {"state": "due", "dates": [due(SPAN), due("2027")]},
        f"Moved from a day {SPAN_IN_WORDS}",
        "Due",
        "2027",
    ),
    (
        {"state": "overdue", "dates": [due("2025-03"), due("2025-09-30")], "days": 92},
        "Overdue, moved from March 2025",
        "Overdue 92 days. No source of grade A to C shows that it was kept, searched up to "
        "31 December 2025",
        "2025-09-30",
    ),
    (
        {"state": "overdue", "dates": [due("2025-12-31")]},
        "Overdue",
        "Overdue. No source of grade A to C shows that it was kept, searched up to "
        "31 December 2025",
        "2025-12-31",
    ),
    (
        {"state": "unchecked", "dates": [due("2025")], "reach": SPAN},
        f"Date passed, not checked since a day {SPAN_IN_WORDS}",
        f"Date passed, not checked since a day {SPAN_IN_WORDS}",
        "2025",
    ),
    (
        {"state": "unchecked", "dates": [due("2025")], "looked_to": parse_date("2025-12-31")},
        "Date passed, not checked since 31 December 2025",
        "Date passed, not checked since 31 December 2025, when the page that would show it was "
        "last seen",
        "2025",
    ),
    (
        {"state": "undated", "dates": [due("2025"), due(None, "Later")]},
        "Date withdrawn",
        "Open: not shown to be kept, searched up to 31 December 2025",
        "2025",
    ),
    (
        {"state": "undated"},
        "Date withdrawn",
        "Open: not shown to be kept, searched up to 31 December 2025",
        None,
    ),
]


@pytest.mark.parametrize(("case", "title", "finding", "when"), CASES)
def test_the_due_state_of_a_commitment_in_words(
    tiny: Dataset, case: dict[str, Any], title: str, finding: str, when: str | None
) -> None:
    rest = {name: value for name, value in case.items() if name not in ("state", "dates")}
    progress = progress_of(tiny, case["state"], *case.get("dates", ()), **rest)
    assert commitment_state_text(progress) == title
    assert commitment_finding(tiny, progress).text == finding
    assert commitment_date(progress) == (parse_date(when) if when else None)


def test_only_what_is_late_bears_a_flag(tiny: Dataset) -> None:
    late = commitment_finding(tiny, progress_of(tiny, "overdue", due("2025-12-30")))
    assert (late.flag, overdue_text(1)) == ("Overdue 1 day", "Overdue 1 day")
    assert commitment_finding(tiny, progress_of(tiny, "due", due("2027"))).flag == ""


def test_every_due_state_has_a_name() -> None:
    assert dict(DUE_STATE_LABELS) == {
        "met": "Kept",
        "overdue": "Overdue",
        "unchecked": "Date passed, not checked",
        "due": "Due",
        "undated": "No date that can be judged",
        "undone": "Kept, then undone",
        "unknown": "Kept, then not known",
    }


# Stages


def stage(name: str = "in-force", **values: Any) -> Stage:
    dates = {key: parse_date(values.pop(key)) for key in ("date", "expected") if key in values}
    return Stage(stage=name, **dates, **values)


SOUGHT = (search("2025-06"), search("2025-12-31"))
TAKEN = stage(date="2025-01-01")
HOPED = stage(expected="2027")
HOPED_AND_SOUGHT = stage(expected="2027", searched=SOUGHT)
NOT_FOUND = stage(searched=SOUGHT, applies_in=("wales",))
TOLD = stage(words="Reported by others.")
SPAN_2027 = parse_date("2027")
LAID = stage("final-report", date="2024-03")


@pytest.mark.parametrize(
    ("stage_seen", "words", "finding"),
    [
        (TAKEN, "1 January 2025", "In force, 1 January 2025"),
        (HOPED, "Expected 2027", "Not seen"),
        (
            HOPED_AND_SOUGHT,
            "Expected 2027, as seen by 31 December 2025",
            "Not seen, searched up to 31 December 2025",
        ),
        (
            NOT_FOUND,
            "None found, searched up to 31 December 2025",
            "Not seen, searched up to 31 December 2025",
        ),
        (TOLD, "", "Not seen"),
        (stage(), "No date", "Not seen"),
    ],
)
def test_what_was_seen_of_a_stage(
    tiny: Dataset, stage_seen: Stage, words: str, finding: str
) -> None:
    measure = tiny.measures["bridges-act"].model_copy(update={"stages": (stage_seen,)})
    assert plain_text(stage_state(tiny, measure, stage_seen, TODAY)) == words
    assert plain_text(stage_finding(tiny, stage_seen)) == finding
    assert plain_text(stage_with_date(tiny, stage_seen, parse_date("2027"))) == "In force, 2027"


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ((), "No dated stage was seen."),
        ((LAID,), "Final report March 2024."),
        ((TAKEN, LAID), "In force 1 January 2025."),
        (
            (stage(date="2025-01-01", applies_in=("wales",)),),
            "In force 1 January 2025 in Wales.",
        ),
        (
            (LAID, NOT_FOUND),
            "Final report March 2024. No start seen in Wales by 31 December 2025.",
        ),
        ((HOPED,), "No dated stage was seen. In force: expected 2027."),
        (
            (HOPED_AND_SOUGHT,),
            "No dated stage was seen. In force: expected 2027, as seen by 31 December 2025.",
        ),
    ],
)
def test_how_far_a_measure_has_got(tiny: Dataset, stages: tuple[Stage, ...], words: str) -> None:
    measure = tiny.measures["bridges-act"].model_copy(update={"stages": stages})
    assert plain_text(measure_state(tiny, measure, TODAY)) == words


@pytest.mark.parametrize(
    ("nations", "words"), [((), ""), (("wales", "england"), ""), (("wales",), " in Wales")]
)
def test_a_stage_names_its_nations_where_they_are_not_all(
    tiny: Dataset, nations: tuple[str, ...], words: str
) -> None:
    measure = tiny.measures["bridges-act"]
    step = stage(applies_in=nations)
    assert stage_place_text(tiny, measure, step) == words
    expected = ExpectedStage(measure, step, SPAN_2027, judge_date(SPAN_2027, TODAY))
    assert expected_step(tiny, expected) == f"In force{words}"


def test_what_is_only_expected(tiny: Dataset) -> None:
    measure, when = tiny.measures["bridges-act"], parse_date("2026-02")
    looked = parse_date("2025-12-31")
    cases = {
        judge_date(when, date(2026, 2, 27)): "Ahead",
        judge_date(when, date(2026, 2, 27), looked): "Ahead, as seen by 31 December 2025",
        judge_date(when, date(2026, 2, 28)): "The date has come, not checked",
        judge_date(when, date(2026, 3, 1), looked): (
            "Date passed, not checked since 31 December 2025"
        ),
        judge_date(when, date(2026, 3, 2), parse_date("2026-03-01")): (
            "Date passed, not seen by 1 March 2026"
        ),
    }
    for timing, words in cases.items():
        expected = ExpectedStage(measure, HOPED, when, timing)
        assert plain_text(expected_state(tiny, expected)) == words
        reported = replace(expected, stage=HOPED.model_copy(update={"source": source("e")}))
        assert plain_text(expected_state(tiny, reported)) == f"{words} (press report only)"
        assert expected_state_text(timing) == ("Expected" if timing.state == "ahead" else words)


def test_a_line_of_the_dates_that_come_first(tiny: Dataset, facts: Facts) -> None:
    act, when = tiny.measures["bridges-act"], parse_date("2026-01-15")
    start = tiny.vocabulary.commencing_stages[0]

    def line(name: str, today: date, *nations: str) -> DateLine:
        step = HOPED.model_copy(update={"stage": name, "applies_in": nations})
        return date_line(tiny, ExpectedStage(act, step, when, judge_date(when, today)))

    come, ahead = TODAY, date(2026, 1, 1)
    name, path = measure_short_name(act), "measures/bridges-act/"
    assert line(start, come, "wales") == DateLine(
        when, "May have started: check", True, name, path, " in Wales"
    )
    assert line(start, come).what == ""
    assert line("final-report", come).state == "May have happened: check"
    label = tiny.vocabulary.term("stages", start).label
    assert line(start, ahead) == DateLine(when, "Expected", False, name, path, f": {label}")
    step = HOPED.model_copy(update={"stage": start})
    two = [ExpectedStage(act, step, when, judge_date(when, day)) for day in (come, come, ahead)]
    assert more_dates_text(two, two[:2]) == more_dates_text([], []) == ""
    assert more_dates_text(two, two[:1]) == "1 more date has come."
    assert more_dates_text(two, []) == "2 more dates have come."
    promise = next(p for p in facts.commitments if p.timing.state == "ahead")
    asked, told = promise.recommendation, date_line(tiny, promise)
    assert (told.name, told.must_check) == (asked.short, False)
    assert told.path == f"recommendations/{asked.id}/#promises"
    assert told.what == f": {promise.commitment.what}"
    assert told.state == "Due" or told.state.startswith("Due, moved from ")


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Timing("ahead", SPAN_2027), "Expected 2027"),
        (Timing("ahead", SPAN_2027, None, SPAN_2027), "Expected 2027, as seen by 2027"),
        (Timing("passed", SPAN_2027), "Was expected 2027; date passed, not checked"),
        (
            Timing("overdue", SPAN_2027, None, SPAN_2027),
            "Was expected 2027; date passed, not seen by 2027",
        ),
        (Timing("taken", SPAN_2027, SPAN_2027), "Was expected 2027, and came 2027"),
        (Timing("ended", SPAN_2027), "Was expected 2027, and is expected no longer"),
    ],
)
def test_what_was_announced_for_a_date_says_where_that_stands(timing: Timing, words: str) -> None:
    assert plain_text(expected_pieces(timing)) == words
    assert set(TIMING_LABELS) == set(get_args(TimingState))


def applied_implication(
    tiny: Dataset,
    phase: Phase,
    *,
    start: str = "",
    expected: str = "",
    looked_to: str = "",
    **fields: Any,
) -> AppliedImplication:
    dates = (parse_date(text) if text else None for text in (start, expected, looked_to))
    implication = tiny.implications["bridge-keepers-inspect"].model_copy(update=fields)
    commencement = Commencement(*dates)
    timing = Timing("unknown", checked_to=commencement.looked_to)
    if commencement.expected:
        timing = judge_date(commencement.expected, TODAY, commencement.looked_to)
    return AppliedImplication(implication, phase, commencement, timing)


SEEN_ON = parse_date("2025")


@pytest.mark.parametrize(
    ("phase", "fields", "state"),
    [
        ("now", {"start": "2025-01-01"}, "Applies since"),
        ("coming", {"start": "2026-05"}, "Starts to apply"),
        ("watch", {"start": "2025"}, "To watch"),
        ("now", {"start": "2025", "in_force_by": SEEN_ON}, "Already in force"),
        ("watch", {"expected": "2027"}, "Expected"),
        (
            "watch",
            {"expected": "2025", "looked_to": "2025-12-31"},
            "Date passed, not seen by 31 December 2025",
        ),
        ("coming", {"looked_to": "2025-12-31"}, ""),
        ("watch", {}, ""),
    ],
)
def test_the_state_of_an_implication_for_a_title(
    tiny: Dataset, phase: Phase, fields: dict[str, Any], state: str
) -> None:
    assert implication_state_text(applied_implication(tiny, phase, **fields)) == state


# Changes


def change(tiny: Dataset, kind: ChangeKind, **values: Any) -> Change:
    record = tiny.recommendations["bridge-01"]
    day = parse_date("2025-01-05")
    usual: dict[str, Any] = {"record": record, "before": None, "after": None, "reason": ""}
    return Change(**{"id": "x", "kind": kind, "date": day, "recorded": day, **usual, **values})


NAME = "Bridge Review, recommendation 1"


@pytest.mark.parametrize(
    ("kind", "before", "after", "title", "statement"),
    [
        (
            "status",
            "planned",
            "passed",
            "Label, Planned → Passed (start not seen)",
            "The record shows: Planned → Passed (start not seen)",
        ),
        (
            "claim",
            "nothing-reported",
            "complete",
            "Those responsible say, Nothing reported → Complete",
            "Those responsible say: Nothing reported → Complete",
        ),
        ("response", None, "accepted", "Response, Accepted", "Response: Accepted"),
        ("commitment", None, None, "Promise made, no date given", "Promised for: no date given"),
        (
            "due-date",
            due("2025-03"),
            due(None, "Later"),
            "Date changed, March 2025 → Later",
            "Promised for: March 2025 → Later",
        ),
        ("met", due("2025-03"), None, "Promise kept, 5 January 2025", ""),
        ("correction", None, None, "Correction", ""),
    ],
)
def test_a_change_from_what_to_what(
    tiny: Dataset,
    kind: ChangeKind,
    before: ChangeValue,
    after: ChangeValue,
    title: str,
    statement: str,
) -> None:
    words = describe_change(tiny, change(tiny, kind, before=before, after=after))
    assert (words.title, words.statement) == (f"{NAME}: {title}", statement)
    assert (words.record_name, words.record_title, words.path) == (
        NAME,
        tiny.recommendations["bridge-01"].title,
        "recommendations/bridge-01/",
    )
    assert (words.subject, words.recorded_note) == ("", ())


def test_what_of_a_record_changed(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    cases = [
        ("element-status", record.elements[1], "Part: What the inspections find is published."),
        ("commitment", record.commitments[1], "Promise: Make the law"),
        ("response", "ministry-of-bridges", "By: Ministry of Bridges"),
    ]
    for kind, about, subject in cases:
        words = describe_change(tiny, change(tiny, kind, about=about))  # type: ignore[arg-type]
        assert words.subject == subject
        assert words.title.endswith(f"({words.what})")


def test_a_record_with_a_name_of_its_own_is_named_once(tiny: Dataset) -> None:
    event = tiny.developments["2024-09-10-bridges-act"]
    words = describe_change(tiny, change(tiny, "correction", record=event))
    assert (words.record_name, words.record_title) == (event.title, "")


def test_a_reason_is_not_the_name_of_the_evidence(tiny: Dataset) -> None:
    event = tiny.developments["2024-09-10-bridges-act"]
    for reason, expected in ((event.title, ""), ("It was made.", "It was made.")):
        words = describe_change(tiny, change(tiny, "claim", reason=reason, evidence=(event,)))
        assert words.reason == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-06-29", "29 Jun 2026"),
        ("2026-03", "Mar 2026"),
        ("2026", "2026"),
        ("2025-10-17/2026-01", "17 Oct 2025 – Jan 2026"),
    ],
)
def test_a_date_in_a_title_is_short(text: str, words: str) -> None:
    assert short_date(parse_date(text)) == words


@pytest.mark.parametrize(
    ("day", "recorded", "words"),
    [
        ("2025-01-05", "2025-01-05", ""),
        ("2025-01", "2025-01-01", "Written 1 January 2025."),
        ("2025-01-05", "2025-01", "Written January 2025."),
        ("2025-01-05", "2026-01-10", "Written 10 January 2026."),
    ],
)
def test_a_change_says_when_it_was_written_on_another_day(
    tiny: Dataset, day: str, recorded: str, words: str
) -> None:
    found = change(tiny, "status", date=parse_date(day), recorded=parse_date(recorded))
    assert plain_text(describe_change(tiny, found).recorded_note) == words


def test_a_correction_that_left_the_state_says_what_else_it_did(tiny: Dataset) -> None:
    put_right = change(tiny, "correction", before="planned", after="planned")
    text = describe_change(tiny, put_right)
    assert text.states == "Still planned; its reason, date or evidence was put right"
    moved = change(tiny, "correction", before="planned", after="passed")
    assert describe_change(tiny, moved).states.startswith("Planned → ")


@pytest.mark.parametrize(
    ("model", "key", "many", "words", "name"),
    [
        (Recommendation, "title", "", "a text", ""),
        (Recommendation, "number", "", "a text of at most 20 characters", ""),
        (Report, "makes", "", "a whole number from 1 to 500", ""),
        (Recommendation, "report", "", "the id of a ", "report"),
        (Recommendation, "addressed_to", "a list of at least 1, each ", "the id of a ", "body"),
        (Recommendation, "elements", "a list of 1 to 12, each ", "an ", "element"),
        (Recommendation, "open_questions", "a list, each ", "an ", "open question"),
        (
            Recommendation,
            "blocked_by",
            "a list, each ",
            "the id of a recommendation, or `recommendation.element`",
            "",
        ),
        (Element, "id", "", "an id", ""),
        (DueDate, "date", "", "a date", ""),
        (DueDate, "after", "", "`measure.stage`", ""),
        (DueDate, "within_months", "", "a whole number from 0 to 600", ""),
        (Implication, "audience", "", "a word of ", "audiences"),
        (Report, "authors", "a list of at least 1, each ", "a text", ""),
        (Source, "grade", "", "a word of ", "grades"),
        (Source, "url", "", "an address", ""),
        (Stage, "source", "", "a ", "source"),
        (Site, "zone", "", "a text of at most 60 characters", ""),
        (Grade, "carries_findings", "", "`true` or `false`", ""),
        (
            GlossaryEntry,
            "see",
            "a list, each ",
            "the folder and the id of a page, as `folder/id`",
            "",
        ),
        (
            Status,
            "needs",
            "",
            "one of `evidence`, `search`, `evidence-and-search`, `reason`, `successor`, `nothing`",
            "",
        ),
    ],
)
def test_what_a_field_holds(model: type[Model], key: str, many: str, words: str, name: str) -> None:
    field = next(field for field in file_fields(model) if field.key == key)
    assert (list_text(field), value_text(field)) == (many, (words, name))


def test_a_part_says_in_which_fields_it_stands() -> None:
    places = [("sources", "report"), ("source", "stage"), ("sources", "implication")]
    assert places_text(places) == "`source` of a stage; `sources` of a report and an implication"


def test_templates_only_place_these_words() -> None:
    """What is said of a day that was searched, of a recommendation, a promise, a share or a stage
    is put together in one place, and not again where it is shown.
    """
    repeated = re.compile(
        r"earched up to|\.short \}\}(,| of)? recommendation|Recommendation \{\{|days_overdue"
        r"|Not checked since|\.share\.|start seen|\"a day|\| lower"
    )
    templates = sorted((ROOT / "scripts" / "tracker" / "render" / "templates").glob("*.*"))
    hits = [
        f"{path.name}: {hit.group()}"
        for path in templates
        for hit in repeated.finditer(re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S))
    ]
    assert hits == []


WITHDRAWN_ON = parse_date("2026-11-28")


def lost(*days: PartialDate | None, field: str = "evidence") -> tuple[WithdrawnReference, ...]:
    """References to a record each that was withdrawn on these days."""
    return tuple(
        WithdrawnReference(field, f"developments/{number}", day) for number, day in enumerate(days)
    )


@pytest.mark.parametrize(
    ("references", "words", "sentence"),
    [
        ((), "", ""),
        (
            lost(WITHDRAWN_ON),
            "One record named here was withdrawn on 28 November 2026",
            ". What rested on it is being looked at again.",
        ),
        (
            lost(None),
            "One record named here was withdrawn",
            ". What rested on it is being looked at again.",
        ),
        (
            lost(WITHDRAWN_ON, None, parse_date("2026-12-01"), WITHDRAWN_ON),
            "Four records named here were withdrawn on 28 November 2026 and 1 December 2026",
            ". What rested on them is being looked at again.",
        ),
        (
            3 * lost(WITHDRAWN_ON),
            "One record named here was withdrawn on 28 November 2026",
            ". What rested on it is being looked at again.",
        ),
        (
            lost(*12 * [None]),
            "12 records named here were withdrawn",
            ". What rested on them is being looked at again.",
        ),
    ],
)
def test_records_that_were_withdrawn(
    references: tuple[WithdrawnReference, ...], words: str, sentence: str
) -> None:
    """Each counts once, however often it is named."""
    assert withdrawn_records_text(references) == words
    assert what_rested_text(references) == words + sentence


def test_a_finding_whose_sources_were_withdrawn(tiny: Dataset) -> None:
    element = tiny.recommendations["bridge-01"].elements[0]
    finding = element.findings[0].model_copy()
    assert withdrawn_finding_text(finding) == ""
    finding.without_references(lost(WITHDRAWN_ON))
    assert withdrawn_finding_text(finding) == (
        "One record named here was withdrawn on 28 November 2026"
    )
    assert withdrawn_finding_text(finding.model_copy(update={"evidence": ()})) == (
        "Source withdrawn on 28 November 2026: nothing that can be read supports this finding now"
    )
