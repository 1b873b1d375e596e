"""What lies just on either side of a boundary, with days that are exact and days that are not."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conftest import TODAY
from samples import search, source, with_record
from test_commencement import IN_FORCE, with_stages
from tracker.checking import LOCAL_ADDRESS
from tracker.derive.as_of import recommendation_as_of
from tracker.derive.changes import list_changes
from tracker.derive.commencement import (
    AppliedImplication,
    Commencement,
    apply_implication,
    commencement_of,
    expected_stages,
)
from tracker.derive.commitments import (
    CommitmentProgress,
    ResolvedDueDate,
    commitment_progress,
    is_slip,
)
from tracker.derive.facts import derive
from tracker.derive.status import assess, is_review_due
from tracker.load.dataset import Dataset
from tracker.outputs.calendars import calendar_entries
from tracker.outputs.charts import MARGIN, WIDTH, status_history_chart
from tracker.outputs.context import BuildContext, listed_pages
from tracker.outputs.feeds.entries import change_entry
from tracker.outputs.pages.overview import record_site_pages
from tracker.outputs.pages.record_pages import development_page
from tracker.problems import Problem
from tracker.rules import chronology, evidence
from tracker.schema.dates import parse_date
from tracker.schema.fields import Correction, OpenQuestion
from tracker.schema.records import Recommendation, Stage

Rule = Callable[[Dataset, date], Iterable[Problem]]


def places(rule: Rule, dataset: Dataset, today: date = TODAY) -> list[str]:
    """The first words of what a rule says."""
    return [problem.message.split()[0] for problem in rule(dataset, today)]


def recommendation(dataset: Dataset, **fields: Any) -> Recommendation:
    """The first recommendation, with other fields."""
    return dataset.recommendations["bridge-01"].model_copy(update=fields)


@pytest.mark.parametrize(
    ("day", "future"),
    [
        ("2026-02-01", False),
        ("2026-02-02", True),
        ("2026-02", False),  # this month, this year: it may have been
        ("2026", False),
        ("2026-03", True),
        ("2026-02-02/2026-02-03", True),
    ],
)
def test_only_what_is_certainly_ahead_cannot_be_recorded(
    tiny: Dataset, day: str, future: bool
) -> None:
    question = OpenQuestion(question="Who?", looked_to=parse_date(day))
    dataset = with_record(tiny, recommendation(tiny, open_questions=(question,)))
    rule = chronology.nothing_happened_in_the_future
    assert places(rule, dataset) == ["looked_to"] * future


@pytest.mark.parametrize(
    ("evidence_to", "date_of_review", "further"),
    [
        ("2025-12-31", "2025-12-31", False),
        ("2026-01-01", "2025-12-31", True),
        ("2025-12", "2025-12-15", False),
        ("2025-12-15", "2025-12", False),
        ("2026-01", "2025-12", True),
    ],
)
def test_a_review_looked_no_further_than_its_day(
    tiny: Dataset, evidence_to: str, date_of_review: str, further: bool
) -> None:
    days = {"evidence_to": parse_date(evidence_to), "date": parse_date(date_of_review)}
    review = recommendation(tiny).reviews[0].model_copy(update=days)
    dataset = with_record(tiny, recommendation(tiny, reviews=(review,)))
    assert (
        places(chronology.a_review_looked_no_further_than_its_day, dataset)
        == ["evidence_to"] * further
    )


@pytest.mark.parametrize(
    ("recorded", "date_of_finding", "evidence_to", "before"),
    [
        ("2024-06-01", "2024-06-01", "2024-06-01", False),
        ("2024-05-31", "2024-06-01", "2024-05-31", True),
        ("2024-06-01", "2024-06-01", "2024-06-02", True),
        ("2024-06", "2024-06-01", "2024-06-30", False),
        ("2024-06-01", "2024-06", "2024-06", False),
        ("2024-05", "2024-06", "2024-06", True),
    ],
)
def test_a_finding_is_recorded_no_sooner_than_it_can_be(
    tiny: Dataset, recorded: str, date_of_finding: str, evidence_to: str, before: bool
) -> None:
    element = recommendation(tiny).elements[0]
    days = {"recorded": recorded, "date": date_of_finding, "evidence_to": evidence_to}
    finding = element.findings[0].model_copy(update={k: parse_date(v) for k, v in days.items()})
    changed = element.model_copy(update={"findings": (finding,)})
    dataset = with_record(tiny, recommendation(tiny, elements=(changed,)))
    assert places(evidence.a_finding_was_recorded_after_its_date, dataset) == ["recorded"] * before


@pytest.mark.parametrize(
    ("seen_on", "published", "before"),
    [
        ("2024-06-01", "2024-06-01", False),
        ("2024-05-31", "2024-06-01", True),
        ("2024-06", "2024-06-30", False),
        ("2024-06-01", "2024-06", False),
        ("2024-05", "2024-06", True),
        ("2024-05-31", None, False),
    ],
)
def test_a_source_is_seen_no_sooner_than_it_is_published(
    tiny: Dataset, seen_on: str, published: str | None, before: bool
) -> None:
    event = tiny.developments["2025-02-press-asks"]
    days = {"seen_on": parse_date(seen_on), "published": published and parse_date(published)}
    cited = event.sources[0].model_copy(update=days)
    dataset = with_record(tiny, event.model_copy(update={"sources": (cited,)}))
    rule = evidence.sources_were_seen_after_they_were_published
    assert places(rule, dataset) == ["seen_on"] * before


@pytest.mark.parametrize("grade", ["c", "d"])
@pytest.mark.parametrize("field", ["responses", "claims"])
def test_a_response_and_a_claim_rest_on_a_source_that_can_carry_them(
    tiny: Dataset, field: str, grade: str
) -> None:
    event = tiny.developments["2025-02-press-asks"]
    dataset = with_record(tiny, event.model_copy(update={"sources": (source(grade),)}))
    entry = getattr(recommendation(tiny), field)[0].model_copy(update={"development": event.id})
    dataset = with_record(dataset, recommendation(tiny, **{field: (entry,)}))
    rule = evidence.commitments_have_a_source_that_can_carry_them
    assert places(rule, dataset) == ["'2025-02-press-asks'"] * (grade == "d")


def due(day: str | None) -> ResolvedDueDate:
    return ResolvedDueDate(day and parse_date(day), "W", parse_date("2024"), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "slip"),
    [
        ("2025-03-31", "2025-04-01", True),
        ("2025-03-31", "2025-03-31", False),  # promised again
        ("2025-03-31", "2025-03-30", False),
        ("2025-03", "2025-03-31", False),  # made more precise
        ("2025-03", "2025-03-15", False),
        ("2025-03-15", "2025-03", True),
        ("2025-03", "2025-02-01/2025-04-01", True),  # it begins sooner, and may end later
        ("2025-03", None, True),  # withdrawn
        (None, "2025-03", False),
        (None, None, False),
    ],
)
def test_a_due_date_slips_when_its_latest_day_is_later(
    before: str | None, after: str | None, slip: bool
) -> None:
    assert is_slip(due(before), due(after)) is slip


def progress(dataset: Dataset, day: str, looked_to: str, today: date = TODAY) -> CommitmentProgress:
    """A promise with a date, of which it was looked for so far."""
    record = recommendation(dataset)
    dates = (record.commitments[0].due[0].model_copy(update={"date": parse_date(day)}),)
    commitment = record.commitments[0].model_copy(update={"due": dates})
    return commitment_progress(dataset, record, commitment, parse_date(looked_to), today)


@pytest.mark.parametrize(
    ("day", "looked_to", "state", "late"),
    [
        ("2025-11-15", "2025-11-14", "unchecked", 0),
        ("2025-11-15", "2025-11-15", "overdue", 0),
        ("2025-11-15", "2025-11-16", "overdue", 1),
        ("2025-11-15", "2025-11", "unchecked", 0),  # we may have looked on the 1st
        ("2025-11-15", "2025-12", "overdue", 16),
        ("2025-11", "2025-11-30", "overdue", 0),
        ("2025-11", "2025-11-29", "unchecked", 0),
        ("2026-01-31", "2025-12-31", "unchecked", 0),  # yesterday
        ("2026-02-01", "2025-12-31", "due", 0),  # today
        ("2026", "2026-01-31", "due", 0),
    ],
)
def test_a_commitment_is_overdue_by_the_days_that_are_certain(
    tiny: Dataset, day: str, looked_to: str, state: str, late: int
) -> None:
    overdue = progress(tiny, day, looked_to)
    assert (overdue.state, overdue.days_overdue) == (state, late)


@pytest.mark.parametrize(
    ("reviewed", "due_on", "is_due"),
    [
        ("2026-01-01", "2026-03-03", True),  # 31 days ago, and a date in 30
        ("2026-01-01", "2026-03-04", False),  # in 31
        ("2026-01-01", "2026-03", False),  # its latest day is in 58
        ("2026-01-01", "2026-02", True),
        ("2026-01-01", "2026-02-01", True),  # today
        ("2026-01-01", "2026-01-31", False),  # it has passed
        ("2026-01-02", "2026-03-03", False),  # 30 days ago
        ("2025-12-02", "2030", True),  # 61 days ago
        ("2025-12-03", "2030", False),
        ("2025-12", "2030", False),
    ],
)
def test_a_review_is_due_sooner_where_a_date_is_near(
    tiny: Dataset, reviewed: str, due_on: str, is_due: bool
) -> None:
    review = recommendation(tiny).reviews[0].model_copy(update={"date": parse_date(reviewed)})
    commitments = [progress(tiny, due_on, "2025-12-31")]
    assert is_review_due("planned", review, commitments, TODAY) is is_due


@pytest.mark.parametrize(
    ("date_of_finding", "recorded", "afterwards"),
    [
        ("2024-06-01", "2024-07-01", False),  # 30 days
        ("2024-06-01", "2024-07-02", True),
        ("2024-06", "2024-07-30", False),
        ("2024-06", "2024-07-31", True),
        ("2024-06-01", "2024-07", False),  # perhaps on the 1st
        ("2024-06-01", "2024-08", True),
    ],
)
def test_a_history_is_written_afterwards_where_that_is_certain(
    tiny: Dataset, date_of_finding: str, recorded: str, afterwards: bool
) -> None:
    days = {"date": parse_date(date_of_finding), "recorded": parse_date(recorded)}
    element = recommendation(tiny).elements[0]
    finding = element.findings[0].model_copy(update=days)
    changed = element.model_copy(update={"findings": (finding,)})
    record = recommendation(tiny, elements=(changed,), commitments=())
    assert assess(tiny, record, (), TODAY).reconstructed is afterwards


@pytest.mark.parametrize(
    ("one", "other", "decides"),
    [
        ("2024-06-15", "2024-06-16", "other"),
        ("2024-06-16", "2024-06-15", "one"),
        ("2024-06-15", "2024-06", "other"),  # the month may have been later
        ("2024-06", "2024-06-15", "one"),
        ("2024-06", "2024-06-30", "other"),  # as in the history: the month, then its last day
        ("2024-06-15", "2024-06-15", "one"),
    ],
)
def test_the_element_judged_last_decides_the_status(
    tiny: Dataset, one: str, other: str, decides: str
) -> None:
    element = recommendation(tiny).elements[0]
    elements = []
    for id, day in (("one", one), ("other", other)):
        finding = element.findings[0].model_copy(update={"date": parse_date(day)})
        elements.append(element.model_copy(update={"id": id, "findings": (finding,)}))
    assessment = assess(tiny, recommendation(tiny, elements=tuple(elements)), (), TODAY)
    assert assessment.deciding_element
    assert assessment.deciding_element.element.id == decides
    last = [element.id for element, _ in assessment.history[-1].findings]
    assert decides in last


@pytest.mark.parametrize("unseen", [("one",), ("two",), ("one", "two"), ()])
def test_a_finding_is_no_surer_than_the_law_whose_section_was_not_seen(
    tiny: Dataset, unseen: tuple[str, ...]
) -> None:
    section, act = tiny.measures["bridges-act-section-1"], tiny.measures["bridges-act"]
    dataset = tiny
    for id in ("one", "two"):
        stages = section.stages if id in unseen else (*act.stages, *section.stages)
        law = section.model_copy(update={"id": id, "stages": stages})
        dataset = with_record(dataset, law)
    element = recommendation(tiny).elements[0].model_copy(update={"rests_on": ("one", "two")})
    (assessed, *_) = assess(dataset, recommendation(tiny, elements=(element,)), (), TODAY).elements
    assert assessed.confidence
    assert assessed.confidence.level == ("medium" if unseen else "high")


@pytest.mark.parametrize(
    ("evidence_to", "day", "reach"),
    [
        ("2025-12-31", date(2025, 12, 31), "2025-12-31"),
        ("2025-12-31", date(2025, 12, 30), "2025-12-30"),
        ("2025-12", date(2025, 12, 15), "2025-12"),  # that it reached to the 15th is not known
        ("2025-12", date(2025, 12, 1), "2025-12"),
        ("2025-12", date(2025, 11, 30), "2025-11-30"),
    ],
)
def test_on_a_day_no_look_certainly_reaches_beyond_it(
    tiny: Dataset, evidence_to: str, day: date, reach: str
) -> None:
    review = (
        recommendation(tiny).reviews[0].model_copy(update={"evidence_to": parse_date(evidence_to)})
    )
    past = recommendation_as_of(tiny, recommendation(tiny, reviews=(review,)), day)
    assert past is not None
    assert past.reviews[0].evidence_to.text == reach


def stage(
    nation: str, taken: str = "", expected: str = "", searched: tuple[str, ...] = ()
) -> Stage:
    return Stage(
        stage="in-force",
        date=parse_date(taken) if taken else None,
        expected=parse_date(expected) if expected else None,
        searched=tuple(search(day) for day in searched),
        applies_in=(nation,),
        source=source("a"),
    )


@pytest.mark.parametrize(
    ("stages", "dates"),
    [
        ([stage("wales", "2025-01-01"), stage("england", "2025-01-02")], ("2025-01-02", "", "")),
        # In a year of which the other nation's day is known: all have it when the year is over.
        ([stage("wales", "2025"), stage("england", "2025-03-01")], ("2025", "", "")),
        ([stage("wales", "2025-03-01"), stage("england", "2025")], ("2025", "", "")),
        # One nation twice: it has had it since the first of the two that is certain.
        (
            [stage("wales", "2025"), stage("wales", "2025-03-01"), stage("england", "2024")],
            ("2025-03-01", "", ""),
        ),
        ([stage("wales", "2025-01-01"), stage("england")], ("", "", "")),
        (
            [stage("wales", expected="2027"), stage("england", expected="2027-03")],
            ("", "2027", ""),
        ),
        (
            [stage("wales", searched=("2025-12-31",)), stage("england", searched=("2025-11-30",))],
            ("", "", "2025-11-30"),
        ),
        (  # the least far of all; at least to the first of a month
            [stage("wales", searched=("2025-11",)), stage("england", searched=("2025-11-15",))],
            ("", "", "2025-11"),
        ),
        ([stage("wales", searched=("2025-11-15", "2025-11"))], ("", "", "2025-11-15")),
        ([stage("wales", searched=("2025-11-15", "2025-12"))], ("", "", "2025-12")),
    ],
)
def test_a_start_in_several_nations(
    tiny: Dataset, stages: list[Stage], dates: tuple[str, str, str]
) -> None:
    nations = sorted({nation for stage in stages for nation in stage.applies_in})
    commencement = commencement_of(with_stages(tiny, *stages), IN_FORCE, nations)
    taken, expected, looked_to = (parse_date(day) if day else None for day in dates)
    assert commencement == Commencement(taken, expected, looked_to)


@pytest.mark.parametrize(
    ("taken", "expected", "passed"),
    [
        ("", "2026-01-31", [True]),
        ("", "2026-02-01", [True]),  # today
        ("", "2026-02-02", [False]),
        ("", "2026-01-15/2026-02-15", [False]),
        ("", "2026-01", [True]),
        ("2025-12-31", "2026-01-31", []),  # it was taken
        ("2025-12-31", "", []),
    ],
)
def test_a_stage_is_expected_until_it_is_taken_and_late_from_its_latest_day(
    tiny: Dataset, taken: str, expected: str, passed: list[bool]
) -> None:
    dataset = with_stages(tiny, stage("wales", taken, expected))
    expected_ones = expected_stages(dataset, TODAY)
    assert [e.passed for e in expected_ones if e.measure.id == "bridges-act-section-1"] == passed


def test_expected_stages_stand_by_their_latest_day(tiny: Dataset) -> None:
    stages = (stage("wales", expected="2026"), stage("england", expected="2026-06-01"))
    expected = expected_stages(with_stages(tiny, *stages), TODAY)
    assert [str(e.date) for e in expected] == ["2026-03/2026-05", "2026-06-01", "2026"]


@pytest.mark.parametrize(
    ("start", "phase", "title"),
    [
        ("2026-02-01", "now", "Applies since"),
        ("2026-02-02", "coming", "Starts to apply"),
        ("2026-01", "now", "Applies since"),
        ("2026-02", "coming", "Starts to apply"),  # it may start tomorrow
    ],
)
def test_a_calendar_says_of_a_start_what_its_page_says(
    tiny: Dataset, start: str, phase: str, title: str
) -> None:
    implication = tiny.implications["bridge-keepers-register"].model_copy(
        update={"applies_from": parse_date(start)}
    )
    dataset = with_record(tiny, implication)
    applied: AppliedImplication = apply_implication(dataset, implication, TODAY)
    assert applied.phase == phase
    (entry,) = (
        e
        for e in calendar_entries(derive(dataset, TODAY), TODAY)
        if e.name.endswith(implication.id)
    )
    assert entry.title.startswith(title)


def test_a_chart_draws_no_step_before_the_one_that_it_follows(tiny: Dataset) -> None:
    """A day of a month, then the month, which may have begun before it."""
    element = recommendation(tiny).elements[0]
    findings = tuple(
        element.findings[0].model_copy(update={"date": parse_date(day), "status": status})
        for day, status in [("2024-06-15", "planned"), ("2024-06", "passed"), ("2025", "delivered")]
    )
    changed = element.model_copy(update={"findings": findings})
    assessment = assess(tiny, recommendation(tiny, elements=(changed,)), (), TODAY)
    drawn = status_history_chart(assessment, tiny.vocabulary.statuses)
    across = [mark.x for mark in drawn.marks]
    assert across == sorted(across)
    assert MARGIN == across[0] < across[-1] < WIDTH - MARGIN
    assert drawn.start == date(2024, 6, 15)


def test_the_next_date_is_the_one_that_falls_due_first(tiny: Dataset) -> None:
    record = recommendation(tiny)
    commitments = tuple(
        record.commitments[0].model_copy(
            update={"due": (record.commitments[0].due[0].model_copy(update={"date": when}),)}
        )
        for when in map(parse_date, ("2026", "2026-05-01", "2026-05", "2026-01-31"))
    )
    assessment = assess(tiny, record.model_copy(update={"commitments": commitments}), (), TODAY)
    assert assessment.upcoming
    assert str(assessment.upcoming.date) == "2026-05-01"


def test_corrections_stand_newest_first(tiny: Dataset) -> None:
    days = ("2024-06", "2024-06-30", "2024-06-15")
    notes = tuple(Correction(date=parse_date(day), note=f"Note {day}.") for day in days)
    dataset = with_record(tiny, recommendation(tiny, corrections=notes))
    context = BuildContext(derive(dataset, TODAY), TODAY, LOCAL_ADDRESS)
    page = next(p for p in listed_pages(record_site_pages(context)) if p.path == "corrections/")
    shown = [str(c.date) for c, *_ in page.values()["corrections"] if c.note and "Note" in c.note]
    assert shown == ["2024-06-30", "2024-06", "2024-06-15"]


def test_the_newest_report_is_the_one_published_last_for_certain(tiny: Dataset) -> None:
    dataset = tiny
    for id, day in (("a", "2025-06-01"), ("b", "2025"), ("c", "2025-12-31"), ("d", "2025-12-31")):
        report = tiny.reports["bridge-2024"]
        dataset = with_record(
            dataset, report.model_copy(update={"id": id, "published": parse_date(day)})
        )
    reports = derive(dataset, TODAY).reports
    assert [report.id for report in reports] == ["bridge-2024", "c", "d", "b", "a"]


def test_the_evidence_of_the_record_reaches_as_far_as_that_of_any(tiny: Dataset) -> None:
    dataset = tiny
    for id, day in (("bridge-01", "2025-12"), ("bridge-02", "2025-12-30")):
        record = tiny.recommendations[id]
        review = record.reviews[0].model_copy(update={"evidence_to": parse_date(day)})
        dataset = with_record(dataset, record.model_copy(update={"reviews": (review,)}))
    assert str(derive(dataset, TODAY).evidence_to) == "2025-12"


def test_sources_were_seen_by_the_day_on_which_all_had_been(tiny: Dataset) -> None:
    days = ("2026-01-15", "2026-01", "2025-12")
    seen = tuple(source("c").model_copy(update={"seen_on": parse_date(day)}) for day in days)
    event = tiny.developments["2025-02-press-asks"].model_copy(update={"sources": seen})
    page = development_page(derive(with_record(tiny, event), TODAY), event)
    assert str(page.values()["seen_on"]) == "2026-01"


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("2024-11", ""),  # the same days: nothing more is known of it
        ("2024-11-01", " Written 1 November 2024."),
        ("2024-12-01", " Written 1 December 2024."),
    ],
)
def test_a_change_says_when_it_was_written_where_that_is_another_date(
    tiny: Dataset, recorded: str, said: str
) -> None:
    changes = list_changes(tiny)
    change = next(c for c in changes if c.id == "bridge-01.claim.2024-11-minister-says-done")
    change = replace(change, recorded=parse_date(recorded))
    entry = change_entry(BuildContext(derive(tiny, TODAY), TODAY, "https://a.example/"), change)
    (line,) = (line for line in entry.blocks if "does not show the exact day" in str(line))
    assert f" The record does not show the exact day.{said}'" in str(line)


def test_a_change_of_the_whole_was_written_when_it_first_held(
    tiny: Dataset,
) -> None:
    element = recommendation(tiny).elements[0]
    elements = []
    for id, day in (("one", "2024-07"), ("other", "2024-07-15")):
        finding = element.findings[0].model_copy(update={"recorded": parse_date(day)})
        elements.append(element.model_copy(update={"id": id, "findings": (finding,)}))
    changes = list_changes(with_record(tiny, recommendation(tiny, elements=tuple(elements))))
    written = {c.kind: str(c.recorded) for c in changes if "status" in c.id}
    assert written == {"status": "2024-07-15", "element-status": "2024-07"}
