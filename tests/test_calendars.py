"""The calendars of the tiny dataset, entry by entry, as an iCalendar parser reads them; and that
those of the real record have the dates that the record has.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

import site_builds
from conftest import TINY, TODAY
from tracker.derive.commencement import stage_timing
from tracker.derive.commitments import CommitmentProgress
from tracker.derive.facts import Facts, derive
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.outputs.calendars import EXPORTER, calendar_uid
from tracker.outputs.context import Alternate, BuildContext
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure, Stage
from tracker.text.commitment_sentences import commitment_date

ADDRESS = "https://tracker.example/"
ALL = "calendar/all.ics"
KEEPERS = "calendar/for/bridge-keepers.ics"
MINISTRY = "calendar/bodies/ministry-of-bridges.ics"
ROUND = "recommendations/bridge-01/commitments/first-round"
LAW = "recommendations/bridge-01/commitments/law"
REPORT = "recommendations/bridge-02/commitments/report"
STARTED = "measures/bridges-act-section-1/stages/in-force.england.wales"
FINAL = "measures/bridge-inquiry/stages/final-report"
WATCH = "implications/bridge-keepers-watch"

Files = dict[str, bytes]
Row = tuple[date, date, str, str, int]


def calendar_files(dataset: Dataset, today: date = TODAY, address: str = ADDRESS) -> Files:
    context = BuildContext(derive(dataset, today), today, address)
    made = {route.path: route.make() for route in EXPORTER.routes(context, ())}
    return {path: content for path, content in made.items() if isinstance(content, bytes)}


def entries(text: bytes) -> dict[str, Any]:
    """What a parser reads, entry by entry, by UID."""
    return {str(event["UID"]): event for event in Calendar.from_ical(text).events}


def rows(files: Files, path: str = ALL) -> dict[str, Row]:
    """Each entry by its UID: first day, the day after the last, summary, status, sequence."""
    return {
        uid: (e.start, e.end, str(e["SUMMARY"]), str(e["STATUS"]), e["SEQUENCE"])
        for uid, e in entries(files[path]).items()
    }


def description(files: Files, name: str) -> list[str]:
    return str(entries(files[ALL])[calendar_uid(name)]["DESCRIPTION"]).splitlines()


Edit = Callable[[str, str, str], Files]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """The calendars after an edit of a file of the tiny dataset. Edits add up."""
    data = tmp_path / "data"
    shutil.copytree(TINY, data)

    def change(file: str, old: str, new: str) -> Files:
        path = data / f"{file}.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        dataset, problems = load(data)
        assert problems == ()
        return calendar_files(dataset)

    return change


@pytest.fixture(scope="module")
def files(tiny: Dataset) -> Files:
    return calendar_files(tiny)


@pytest.fixture(scope="module")
def record() -> Facts:
    """The facts of the real record."""
    dataset, problems = load(site_builds.DATA)
    assert problems == ()
    return derive(dataset, site_builds.real_day())


@pytest.fixture(scope="module")
def calendars(record: Facts) -> Files:
    """Every calendar of the real record."""
    return calendar_files(record.dataset, site_builds.real_day())


def test_the_calendar_of_all_has_every_date_once(files: Files) -> None:
    confirmed, tentative = "CONFIRMED", "TENTATIVE"
    expected = [
        (
            "implications/bridge-keepers-lamps",
            date(2024, 1, 1),
            date(2024, 7, 1),
            "Already in force: Light each bridge at night "
            "(some day between January 2024 and June 2024)",
            confirmed,
            9507,
        ),
        (
            LAW,
            date(2024, 9, 10),
            date(2024, 9, 11),
            "Kept, 10 September 2024: Make the law",
            confirmed,
            9508,
        ),
        (
            STARTED,
            date(2025, 1, 1),
            date(2025, 1, 2),
            "Duty to inspect bridges: In force",
            confirmed,
            9507,
        ),
        (
            ROUND,
            date(2025, 9, 30),
            date(2025, 10, 1),
            "Overdue, moved from March 2025: Finish the first round of inspections",
            confirmed,
            9508,
        ),
        (
            REPORT,
            date(2026, 3, 1),
            date(2026, 4, 1),
            "Due: Report within two years of being set up "
            "(some day between 1 March 2026 and 31 March 2026)",
            confirmed,
            9507,
        ),
        (
            FINAL,
            date(2026, 3, 1),
            date(2026, 6, 1),
            "Expected: Bridge Inquiry: Final report (some day between March 2026 and May 2026)",
            tentative,
            9507,
        ),
        (
            WATCH,
            date(2027, 1, 1),
            date(2028, 1, 1),
            "Expected: Watch for the inquiry's report (some day in 2027)",
            tentative,
            9507,
        ),
    ]
    assert list(rows(files).items()) == [
        (calendar_uid(name), tuple(row)) for name, *row in expected
    ]


def test_an_audience_and_a_body_have_what_concerns_them(files: Files) -> None:
    everything = rows(files)
    implications = [calendar_uid("implications/bridge-keepers-lamps"), calendar_uid(WATCH)]
    assert rows(files, KEEPERS) == everything
    assert rows(files, MINISTRY) == {u: r for u, r in everything.items() if u not in implications}
    assert list(files) == [ALL, KEEPERS, MINISTRY]


def test_a_calendar_is_another_form_of_its_page_and_an_empty_one_is_none(tiny: Dataset) -> None:
    """The tiny dataset's ferries, and its Ferry Board, have no date."""
    assert list(EXPORTER.alternates(BuildContext(derive(tiny, TODAY), TODAY, ADDRESS))) == [
        Alternate("calendar/", "text/calendar", "All dates, calendar", ALL),
        Alternate("", "text/calendar", "All dates, calendar", ALL),
        Alternate(
            "for/bridge-keepers/", "text/calendar", "Dates for bridge keepers, calendar", KEEPERS
        ),
        Alternate(
            "bodies/ministry-of-bridges/",
            "text/calendar",
            "Dates: Ministry of Bridges, calendar",
            MINISTRY,
        ),
    ]


def test_a_calendar_says_what_it_is_and_how_often_to_ask(files: Files) -> None:
    head = files[KEEPERS].partition(b"BEGIN:VEVENT")[0].decode().splitlines()
    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tiny Tracker//Calendar//EN",
        "NAME:Dates for bridge keepers\\, Tiny Tracker",
        "X-WR-CALNAME:Dates for bridge keepers\\, Tiny Tracker",
        "LAST-MODIFIED:20260110T000000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        f"SOURCE;VALUE=URI:{ADDRESS}{KEEPERS}",
        f"URL:{ADDRESS}for/bridge-keepers/",
        "X-PUBLISHED-TTL:P1D",
    ]


def test_an_entry_is_of_whole_days_that_stay_free(files: Files) -> None:
    lines = files[ALL].decode().replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[4].splitlines()
    assert [line for line in lines if not line.startswith(("SUMMARY", "DESCRIPTION"))] == [
        "DTSTART;VALUE=DATE:20250930",
        "DTEND;VALUE=DATE:20251001",
        "DTSTAMP:20260110T000000Z",
        f"UID:{calendar_uid(ROUND)}",
        "SEQUENCE:9508",
        "CATEGORIES:Promise",
        "LAST-MODIFIED:20260110T000000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        f"URL:{ADDRESS}recommendations/bridge-01/#promises",
        "END:VEVENT",
    ]


def test_a_commitment_has_its_body_its_nations_and_the_day_of_the_search(files: Files) -> None:
    assert description(files, ROUND) == [
        "Promised: Finish the first round of inspections",
        "By: Ministry of Bridges",
        "Recommendation: 1 of the Bridge Review: "
        "Inspect every bridge each year & publish what is found",
        "Applies in: England and Wales",
        "Date promised: first March 2025, now 30 September 2025",
        "Why it was moved: Too few inspectors.",
        "The record shows: Overdue 92 days. No source of grade A to C shows that it was kept, "
        "searched up to 31 December 2025",
        "Information, not legal advice.",
        f"{ADDRESS}recommendations/bridge-01/#promises",
    ]


def test_a_stage_says_what_was_expected_and_what_was_seen(files: Files, edit: Edit) -> None:
    assert description(files, FINAL) == [
        "Measure: It asks why the bridge fell.",
        "Bodies: Ministry of Bridges",
        "Applies in: England",
        "Expected: Final report, between March 2026 and May 2026",
        "The record shows: Not seen",
        "Information, not legal advice.",
        f"{ADDRESS}measures/bridge-inquiry/",
    ]
    search = "{where: Its site, words: report, to: 2026-01-20}"
    sought = edit(
        "measures/bridge-inquiry",
        "expected: 2026-03/2026-05",
        f"expected: 2026-01\n    words: In winter.\n    searched: [{search}]",
    )
    assert description(sought, FINAL)[3:6] == [
        "Expected: Final report, January 2026",
        "The record shows: Not seen, searched up to 20 January 2026",
        "Note: In winter.",
    ]
    assert rows(sought)[calendar_uid(FINAL)] == (
        date(2026, 1, 1),
        date(2026, 2, 1),
        "Date passed, not checked since 20 January 2026: Bridge Inquiry: Final report (some day in "
        "January 2026)",
        "TENTATIVE",
        9517,
    )
    assert description(files, STARTED)[3] == "The record shows: In force, 1 January 2025"


def test_an_implication_has_its_audience_and_its_force(files: Files) -> None:
    assert description(files, WATCH) == [
        "What it means: Watch for the inquiry's report.",
        "For: Bridge keepers",
        "Force: Expected. Announced, proposed or under inquiry, or a law that concerns others. "
        "It does not bind you, or not yet.",
        "Applies in: Wales",
        "Expected: 2027",
        "Information, not legal advice.",
        f"{ADDRESS}for/bridge-keepers/#bridge-keepers-watch",
    ]


NEXT = "        reason: Too few inspectors.\n"


def test_a_moved_date_keeps_the_uid_and_raises_the_sequence(files: Files, edit: Edit) -> None:
    """Also where the entry was last modified on that same day."""
    again = f"{NEXT}      - date: 2026-04-30\n        set_on: 2025-12-01\n        reason: Rain.\n"
    moved = edit("recommendations/bridge-01", NEXT, again)
    assert rows(moved)[calendar_uid(ROUND)] == (
        date(2026, 4, 30),
        date(2026, 5, 1),
        "Moved from 30 September 2025: Finish the first round of inspections",
        "CONFIRMED",
        9509,
    )
    assert rows(moved).keys() == rows(files).keys()
    assert description(moved, ROUND)[4:7] == [
        "Date promised: first March 2025, then 30 September 2025, now 30 April 2026",
        "Why it was moved: Too few inspectors. Rain.",
        "The record shows: Due",
    ]
    later = edit("recommendations/bridge-01", "set_on: 2025-12-01", "set_on: 2026-01-20")
    assert rows(later)[calendar_uid(ROUND)][-1] == 9519
    stamps = {
        entries(later[ALL])[calendar_uid(ROUND)][name].dt for name in ("DTSTAMP", "LAST-MODIFIED")
    }
    assert stamps == {datetime(2026, 1, 20, tzinfo=UTC)}


def test_a_date_that_is_counted_from_a_stage_moves_with_it(edit: Edit) -> None:
    moved = edit("measures/bridge-inquiry", "date: 2024-03", "date: 2024-06-30")
    assert rows(moved)[calendar_uid(REPORT)][:2] == (date(2026, 6, 30), date(2026, 7, 1))
    seen_later = edit("measures/bridge-inquiry", "seen_on: 2026-01-10", "seen_on: 2026-01-12")
    assert rows(seen_later)[calendar_uid(REPORT)][-1] == 9509


def test_a_withdrawn_date_is_cancelled_where_it_stood(edit: Edit) -> None:
    gone = f"{NEXT}      - words: No new date\n        set_on: 2026-01-20\n"
    withdrawn = edit("recommendations/bridge-01", NEXT, gone)
    assert rows(withdrawn)[calendar_uid(ROUND)] == (
        date(2025, 9, 30),
        date(2025, 10, 1),
        "Date withdrawn: Finish the first round of inspections",
        "CANCELLED",
        9519,
    )
    assert description(withdrawn, ROUND)[4:7] == [
        "Date promised: first March 2025, then 30 September 2025, now No new date",
        "Why it was moved: Too few inspectors.",
        "The record shows: Open: not shown to be kept, searched up to 31 December 2025",
    ]


def test_a_commitment_that_was_met_is_dated_by_the_day_it_was_met(edit: Edit) -> None:
    met = "{date: 2024-11, development: 2024-11-minister-says-done}"
    after = edit("recommendations/bridge-01", NEXT, f"{NEXT}    met: {met}\n")
    assert rows(after)[calendar_uid(ROUND)] == (
        date(2024, 11, 1),
        date(2024, 12, 1),
        "Kept: Finish the first round of inspections (some day in November 2024)",
        "CONFIRMED",
        9509,
    )
    assert description(after, ROUND)[6] == "The record shows: Met, November 2024"


def test_a_date_that_has_passed_unseen_says_since_when(tiny: Dataset, edit: Edit) -> None:
    """It is not called overdue: nobody has looked since."""
    before = "    made: 2024-06-01-ministry-answers\n    due:\n      - date"
    after = before.replace("    due", "    looked_to: 2025-06\n    due")
    unseen = edit("recommendations/bridge-01", before, after)
    words = "not checked since June 2025, moved from March 2025"
    assert rows(unseen)[calendar_uid(ROUND)][2] == (
        f"Date passed, {words}: Finish the first round of inspections"
    )
    assert description(unseen, ROUND)[6] == (
        "The record shows: Date passed, not checked since June 2025, when the page that would "
        "show it was last seen"
    )
    on_the_day = edit("recommendations/bridge-01", "to: 2025-06\n", "to: 2025-09-30\n")
    assert description(on_the_day, ROUND)[6].startswith("The record shows: Overdue. No source")
    late = calendar_files(tiny, date(2026, 4, 1))
    assert rows(late)[calendar_uid(REPORT)][2].startswith(
        "Date passed, not checked since 31 December 2024: Report"
    )
    assert description(late, REPORT)[-3] == (
        "The record shows: Date passed, not checked since 31 December 2024"
    )


def test_a_stage_of_some_nations_names_them_and_of_two_alike_each_is_itself(
    edit: Edit,
) -> None:
    about = "title: T, publisher: P, url: 'https://p.example/', grade: c"
    source = f"{{{about}, seen: live, seen_on: 2026-01-10}}"
    stage = "  - {stage: final-report, applies_in: [wales], expected: DAY, source: SOURCE}\n"
    days = ("2027", "2028-02-29, id: last-report")
    stages = [stage.replace("DAY", day).replace("SOURCE", source) for day in days]
    two = edit("measures/bridges-act-section-1", "stages:\n", f"stages:\n{''.join(stages)}")
    name = "measures/bridges-act-section-1/stages/final-report.wales"
    what = "Expected: Duty to inspect bridges: Final report in Wales"
    first = (date(2027, 1, 1), date(2028, 1, 1), f"{what} (some day in 2027)", "TENTATIVE", 9507)
    second = (date(2028, 2, 29), date(2028, 3, 1), what, "TENTATIVE", 9507)
    assert rows(two)[calendar_uid(name)] == first
    assert rows(two)[calendar_uid(name.replace("final-report.wales", "last-report"))] == second


def test_a_stage_that_other_entries_date_is_not_expected_any_more(edit: Edit) -> None:
    source = (
        "{title: T, publisher: P, url: 'https://p.example/', grade: c, seen: live, seen_on: 2026}"
    )
    stage = f"  - {{stage: in-force, applies_in: [wales], expected: 2024, source: {source}}}\n"
    both = edit("measures/bridges-act-section-1", "stages:\n", f"stages:\n{stage}")
    wales = "measures/bridges-act-section-1/stages/in-force.wales"
    assert calendar_uid(wales) not in rows(both)
    assert rows(both)[calendar_uid(STARTED)][3] == "CONFIRMED"


def test_the_order_of_its_nations_does_not_make_a_stage_another(
    edit: Edit,
) -> None:
    stage = "    applies_in: [england, wales]"
    turned = edit(
        "measures/bridges-act-section-1", stage, stage.replace("england, wales", "wales, england")
    )
    assert rows(turned)[calendar_uid(STARTED)][2] == "Duty to inspect bridges: In force"


def test_an_expected_stage_that_was_taken_stands_on_its_day(edit: Edit) -> None:
    taken = edit("measures/bridge-inquiry", "    expected:", "    date: 2026-01\n    expected:")
    assert rows(taken)[calendar_uid(FINAL)] == (
        date(2026, 1, 1),
        date(2026, 2, 1),
        "Bridge Inquiry: Final report (some day in January 2026)",
        "CONFIRMED",
        9508,
    )
    assert description(taken, FINAL)[3:5] == [
        "Expected: Final report, between March 2026 and May 2026",
        "The record shows: Final report, January 2026",
    ]


def test_an_expected_date_has_passed_only_with_its_last_day(edit: Edit) -> None:
    nearly = edit("measures/bridge-inquiry", "2026-03/2026-05", "2025-12/2026-02-02")
    assert rows(nearly)[calendar_uid(FINAL)][2].startswith("Expected: ")
    over = edit("measures/bridge-inquiry", "2025-12/2026-02-02", "2025-12/2026-01-31")
    assert rows(over)[calendar_uid(FINAL)][2].startswith("Date passed, not checked: ")


def test_a_stage_that_something_starts_with_has_a_place(files: Files, edit: Edit) -> None:
    """Whoever it starts for has it, though their point does not name its measure."""
    set_up = calendar_uid("measures/bridge-inquiry/stages/set-up")
    assert set_up not in rows(files)
    point = "implications/bridge-keepers-lamps"
    edit(point, "audience: bridge-keepers", "audience: ferries")
    after = edit(point, "in_force_by: 2024-01/2024-06", "starts_with: bridge-inquiry.set-up")
    assert {uid: row[2] for uid, row in rows(after, "calendar/for/ferries.ics").items()} == {
        set_up: "Bridge Inquiry: Set up (some day in March 2024)"
    }
    assert calendar_uid("implications/bridge-keepers-lamps") not in rows(after)


def test_what_does_not_bind_is_to_be_watched_from_its_day(edit: Edit) -> None:
    files = edit("implications/bridge-keepers-watch", "expected: 2027", "applies_from: 2025")
    assert rows(files)[calendar_uid(WATCH)] == (
        date(2025, 1, 1),
        date(2026, 1, 1),
        "To watch: Watch for the inquiry's report (some day in 2025)",
        "CONFIRMED",
        9507,
    )
    files = edit("implications/bridge-keepers-watch", "force: expected", "force: guidance")
    assert rows(files)[calendar_uid(WATCH)][2].startswith("Applies since: Watch")


def test_a_title_is_one_sentence_and_a_note_comes_first(edit: Edit) -> None:
    files = edit("implications/bridge-keepers-watch", "report.", "report. It is late.")
    assert rows(files)[calendar_uid(WATCH)][2] == (
        "Expected: Watch for the inquiry's report (some day in 2027)"
    )
    assert description(files, WATCH)[0] == (
        "What it means: Watch for the inquiry's report. It is late."
    )
    files = edit("measures/bridge-inquiry", "kind: inquiry", "kind: inquiry\ncontent_note: Sad.")
    assert description(files, FINAL)[0] == "Content note: Sad."


def test_a_review_and_a_look_at_a_source_modify_an_entry(edit: Edit) -> None:
    reviewed_later = edit("recommendations/bridge-01", "- date: 2026-01-10", "- date: 2026-01-25")
    assert [rows(reviewed_later)[calendar_uid(name)][-1] for name in (ROUND, LAW)] == [9523, 9523]
    act = "developments/2024-09-10-bridges-act"
    seen_later = edit(act, "seen_on: 2026-01-10", "seen_on: 2026-01-30")
    assert [rows(seen_later)[calendar_uid(name)][-1] for name in (ROUND, LAW)] == [9523, 9528]


def test_a_day_that_is_made_more_precise_never_lowers_the_sequence(
    edit: Edit,
) -> None:
    point = "implications/bridge-keepers-watch"
    vague = rows(edit(point, "seen_on: 2026-01-10", "seen_on: 2026-01"))
    exact = rows(edit(point, "seen_on: 2026-01", "seen_on: 2026-01-02"))
    assert (vague[calendar_uid(WATCH)][-1], exact[calendar_uid(WATCH)][-1]) == (9498, 9499)


def test_a_correction_modifies_an_entry(edit: Edit) -> None:
    wrong = "corrections:\n  - {date: 2026-01-15, note: A word was wrong.}\n"
    for file, name, sequence in (
        ("recommendations/bridge-01", ROUND, 9513),
        ("implications/bridge-keepers-watch", WATCH, 9512),
        ("measures/bridges-act-section-1", STARTED, 9512),
    ):
        files = edit(file, "applies_in:", f"{wrong}applies_in:")
        assert rows(files)[calendar_uid(name)][-1] == sequence


def test_neither_the_address_nor_the_day_changes_which_entry_is_which(
    tiny: Dataset, files: Files
) -> None:
    elsewhere = calendar_files(tiny, date(2030, 1, 1), "https://elsewhere.example/tracker/")
    assert rows(elsewhere).keys() == rows(files).keys()
    for uid, event in entries(elsewhere[ALL]).items():
        before = entries(files[ALL])[uid]
        for name in ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED"):
            assert event[name] == before[name]


def stages_of(measure: Measure) -> Iterator[tuple[str, Stage]]:
    for stage in measure.stages:
        name = stage.id or ".".join([stage.stage, *sorted(stage.applies_in)])
        yield f"measures/{measure.id}/stages/{name}", stage


def commitment_name(progress: CommitmentProgress) -> str:
    return f"recommendations/{progress.recommendation.id}/commitments/{progress.commitment.id}"


def dates_of(facts: Facts) -> dict[str, tuple[date, date]]:
    """Every date of the record that a calendar can have, by the UID of what it is a date of."""
    dates: dict[str, PartialDate | None] = {}
    for progress in facts.commitments:
        dates[commitment_name(progress)] = commitment_date(progress)
    for measure in facts.dataset.measures.values():
        for name, stage in stages_of(measure):
            dates[name] = stage.date or stage.expected
    for implications in facts.implications_by.audience.values():
        for applied in implications:
            name = f"implications/{applied.implication.id}"
            dates[name] = applied.start or applied.expected
            dates[f"{name}/end"] = applied.implication.ends or applied.implication.expected_end
    return {
        calendar_uid(name): (day.earliest, day.latest + timedelta(1))
        for name, day in dates.items()
        if day
    }


def test_every_date_in_a_calendar_is_the_date_of_the_record(
    record: Facts, calendars: Files
) -> None:
    dates = dates_of(record)
    for path in calendars:
        for uid, (first, after, *_) in rows(calendars, path).items():
            assert (first, after) == dates[uid], path


def test_every_dated_commitment_stage_and_start_of_the_real_record_is_in_a_calendar(
    record: Facts, calendars: Files
) -> None:
    entries_of_all = rows(calendars)
    for progress in record.commitments:
        is_there = calendar_uid(commitment_name(progress)) in entries_of_all
        assert is_there == bool(commitment_date(progress))
    stages = record.dataset.vocabulary.stages
    always = {id for id, stage in stages.items() if stage.always_listed}
    always |= record.dataset.vocabulary.ending_stages
    start_stages = {i.starts_with for i in record.dataset.implications.values()}
    for measure in record.dataset.measures.values():
        for name, stage in stages_of(measure):
            is_listed = (
                stage.expected
                or stage.stage in always
                or f"{measure.id}.{stage.stage}" in start_stages
            )
            is_there = calendar_uid(name) in entries_of_all
            if stage.date:
                assert is_there == bool(is_listed), name
            elif stage_timing(record.dataset, measure, stage, site_builds.real_day()).is_awaited:
                assert is_there, name
    for audience, implications in record.implications_by.audience.items():
        path = f"calendar/for/{audience}.ics"
        own = rows(calendars, path) if path in calendars else {}
        for applied in implications:
            dated = (applied.start or applied.expected) and not applied.implication.starts_with
            assert (calendar_uid(f"implications/{applied.implication.id}") in own) == bool(dated)


def test_every_calendar_of_the_real_record_can_be_read_back_whole(calendars: Files) -> None:
    """No entry comes twice, none is lost, and each calendar has a part of the one of all."""
    everything = rows(calendars)
    for path, text in calendars.items():
        events = Calendar.from_ical(text).events
        assert events
        assert not any(event.errors for event in events)
        keys = [(event.start, str(event["UID"])) for event in events]
        assert keys == sorted(keys)
        assert len({uid for _, uid in keys}) == len(keys) == text.count(b"BEGIN:VEVENT")
        assert rows(calendars, path).items() <= everything.items()


def test_lines_end_and_fold_as_rfc_5545_says(calendars: Files) -> None:
    for path, text in calendars.items():
        *lines, end = text.split(b"\r\n")
        assert end == b""
        assert not any(b"\n" in line or len(line) > 75 for line in lines), path
