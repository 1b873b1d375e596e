"""What becomes of a date as more is known of it: nothing that was certain is taken back, and no
promise is later, no fact younger, for our being vague.
"""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from samples import (
    dates_made_more_precise,
    partial_dates,
    search,
    source,
    with_record,
)
from tracker.derive.as_of import (
    TimeAxis,
    assessment_as_of,
    known_as_of,
    occurred_by,
    recommendation_as_of,
)
from tracker.derive.changes import list_changes
from tracker.derive.commencement import apply_implication, commencement_of, expected_stages
from tracker.derive.commitments import (
    CommitmentProgress,
    ResolvedDueDate,
    commitment_progress,
    is_slip,
)
from tracker.derive.findings import finding_as_of
from tracker.derive.status import assess, overall_status
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological, exact_date
from tracker.schema.records import Element, Finding, Stage
from tracker.schema.vocabularies import NOT_ASSESSED

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
AXES: st.SearchStrategy[TimeAxis] = st.sampled_from(("as_of", "as_recorded"))
Pair = tuple[PartialDate, PartialDate]
unhurried = settings(deadline=None)  # a slow machine is no defect


def due(when: PartialDate) -> ResolvedDueDate:
    return ResolvedDueDate(when, None, when, None)


@unhurried
@given(partial_dates(), partial_dates())
def test_a_date_that_slips_does_not_slip_back(one: PartialDate, other: PartialDate) -> None:
    assert not (is_slip(due(one), due(other)) and is_slip(due(other), due(one)))
    assert not is_slip(due(one), due(one))


@unhurried
@given(dates_made_more_precise(), partial_dates())
def test_a_slip_never_comes_of_knowing_more_of_the_new_date(
    dates: Pair, other: PartialDate
) -> None:
    """And none goes with knowing more of the old one."""
    vague, exact = dates
    assert is_slip(due(other), due(vague)) or not is_slip(due(other), due(exact))
    assert is_slip(due(exact), due(other)) or not is_slip(due(vague), due(other))
    assert not is_slip(due(vague), due(exact))


def progress(
    dataset: Dataset, when: PartialDate, looked_to: PartialDate, today: date
) -> CommitmentProgress:
    record = dataset.recommendations["bridge-01"]
    dates = (record.commitments[0].due[0].model_copy(update={"date": when}),)
    commitment = record.commitments[0].model_copy(update={"due": dates})
    return commitment_progress(dataset, record, commitment, looked_to, today)


@unhurried
@given(dates_made_more_precise(), dates_made_more_precise(), DAYS)
def test_what_is_overdue_stays_so_and_no_less(
    tiny: Dataset, dates: Pair, reaches: Pair, today: date
) -> None:
    """However more precise its date or the day to which we looked becomes."""
    vague = progress(tiny, dates[0], reaches[0], today)
    for when in dates:
        for looked_to in reaches:
            known = progress(tiny, when, looked_to, today)
            if vague.state == "overdue":
                assert known.state == "overdue"
                assert known.days_overdue >= vague.days_overdue
            if known.state == "overdue":
                assert when.latest + timedelta(known.days_overdue) <= looked_to.latest


@unhurried
@given(partial_dates(), partial_dates(), DAYS, DAYS)
def test_no_clock_makes_a_commitment_overdue(
    tiny: Dataset, when: PartialDate, looked_to: PartialDate, today: date, later: date
) -> None:
    states = [progress(tiny, when, looked_to, day).state for day in sorted((today, later))]
    assert ("overdue" in states) is (states == ["overdue", "overdue"])
    assert states != ["unchecked", "due"]


@unhurried
@given(dates_made_more_precise(), dates_made_more_precise())
def test_a_thing_comes_about_no_later_for_our_knowing_more(dates: Pair, recorded: Pair) -> None:
    """Where nothing is written down before it can have been, as the rules demand."""
    vague = occurred_by(dates[0], recorded[0])
    assert dates[0].earliest <= vague <= dates[0].latest
    assert occurred_by(dates[0], recorded[1]) <= vague
    if dates[1].earliest <= recorded[0].latest:
        assert occurred_by(dates[1], recorded[0]) <= vague


@unhurried
@given(dates_made_more_precise(), partial_dates(), AXES, DAYS, DAYS)
def test_what_is_known_stays_known(
    tiny: Dataset,
    dates: Pair,
    recorded: PartialDate,
    axis: TimeAxis,
    one: date,
    other: date,
) -> None:
    """On every later day, and when its day is known."""
    event = tiny.developments["2025-02-press-asks"]
    vague, exact = (event.model_copy(update={"date": when, "recorded": recorded}) for when in dates)
    sooner, later = sorted((one, other))
    assert known_as_of(vague, later, axis) or not known_as_of(vague, sooner, axis)
    if dates[1].earliest <= recorded.latest:
        assert known_as_of(exact, sooner, axis) or not known_as_of(vague, sooner, axis)


@unhurried
@given(dates_made_more_precise(), DAYS, DAYS)
def test_what_binds_goes_on_to_bind(tiny: Dataset, dates: Pair, one: date, other: date) -> None:
    implication = tiny.implications["bridge-keepers-register"]
    vague, exact = (implication.model_copy(update={"applies_from": when}) for when in dates)
    sooner, later = sorted((one, other))
    if apply_implication(tiny, vague, sooner).phase == "now":
        assert apply_implication(tiny, vague, later).phase == "now"
        assert apply_implication(tiny, exact, sooner).phase == "now"


def starts(dataset: Dataset, **nations: Stage) -> Dataset:
    section = dataset.measures["bridges-act-section-1"]
    stages = tuple(
        stage.model_copy(update={"applies_in": (nation,)}) for nation, stage in nations.items()
    )
    return with_record(dataset, section.model_copy(update={"stages": stages}))


def taken(when: PartialDate) -> Stage:
    return Stage(stage="in-force", date=when, source=source("a"))


def searched(to: PartialDate) -> Stage:
    return Stage(stage="in-force", searched=(search(to.text),))


@unhurried
@given(dates_made_more_precise(), partial_dates())
def test_a_law_has_started_everywhere_once_it_has_in_the_last_nation(
    tiny: Dataset, dates: Pair, other: PartialDate
) -> None:
    name, nations = "bridges-act-section-1.in-force", ["wales", "england"]
    vague, exact = (
        commencement_of(starts(tiny, wales=taken(when), england=taken(other)), name, nations).taken
        for when in dates
    )
    assert vague in (dates[0], other)
    assert exact in (dates[1], other)
    assert vague.latest == max(dates[0].latest, other.latest)
    assert exact.latest <= vague.latest


@unhurried
@given(partial_dates(), partial_dates())
def test_it_was_looked_for_as_far_as_in_the_nation_where_it_was_least(
    tiny: Dataset, one: PartialDate, other: PartialDate
) -> None:
    dataset = starts(tiny, wales=searched(one), england=searched(other))
    commencement = commencement_of(dataset, "bridges-act-section-1.in-force", ["wales", "england"])
    assert commencement.looked_to
    assert commencement.looked_to.earliest == min(one.earliest, other.earliest)


@unhurried
@given(dates_made_more_precise(), DAYS)
def test_what_was_expected_and_is_late_stays_late(tiny: Dataset, dates: Pair, today: date) -> None:
    vague, exact = (
        next(
            e.passed
            for e in expected_stages(
                starts(tiny, wales=Stage(stage="in-force", expected=when, source=source("a"))),
                today,
            )
            if e.measure.id == "bridges-act-section-1"
        )
        for when in dates
    )
    assert exact or not vague


@unhurried
@given(partial_dates(), DAYS)
def test_no_look_reaches_certainly_beyond_a_day(
    tiny: Dataset, evidence_to: PartialDate, day: date
) -> None:
    record = tiny.recommendations["bridge-01"]
    review = record.reviews[0].model_copy(update={"evidence_to": evidence_to})
    past = recommendation_as_of(tiny, record.model_copy(update={"reviews": (review,)}), day)
    if past:
        assert past.reviews[0].evidence_to.earliest == min(evidence_to.earliest, day)


@st.composite
def findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    """The findings of an element in chronological order, each of another date and recorded once its
    day was over.
    """
    dates = st.lists(partial_dates(), min_size=1, max_size=4, unique_by=chronological)
    days = sorted(draw(dates), key=chronological)
    return tuple(
        Finding(
            status=draw(st.sampled_from(("planned", "under-way", "passed", "delivered"))),
            date=when,
            recorded=exact_date(when.latest + timedelta(draw(st.integers(0, 40)))),
            reason="W",
            evidence_to=when,
        )
        for when in days
    )


def with_elements(dataset: Dataset, *findings_of_each: tuple[Finding, ...]) -> Dataset:
    """The tiny dataset, with other elements of its first recommendation."""
    elements = tuple(
        Element(id=f"part-{number}", text="W", findings=each)
        for number, each in enumerate(findings_of_each)
    )
    record = dataset.recommendations["bridge-01"].model_copy(update={"elements": elements})
    return with_record(dataset, record)


@unhurried
@given(findings(), findings())
def test_the_changes_give_the_status_of_every_day(
    tiny: Dataset, one: tuple[Finding, ...], other: tuple[Finding, ...]
) -> None:
    """Replayed, the changes of the status lead to that of the history, of the day and of now."""
    dataset = with_elements(tiny, one, other)
    record = dataset.recommendations["bridge-01"]
    changes = [c for c in reversed(list_changes(dataset)) if c.id.startswith("bridge-01.status.")]
    assert [c.before for c in changes] == [NOT_ASSESSED, *(c.after for c in changes[:-1])]
    for day in sorted({c.day for c in changes} | {f.date.latest for f in (*one, *other)}):
        past = assessment_as_of(dataset, record, day)
        assert past
        assert past.status == [c.after for c in changes if c.day <= day][-1]
    now = assess(dataset, record, (), date(2030, 1, 1))
    assert now.status == now.history[-1].status == changes[-1].after
    assert [chronological(step.date) for step in now.history] == sorted(
        {chronological(f.date) for f in (*one, *other)}
    )


@unhurried
@given(findings(), findings())
def test_a_step_has_the_status_of_the_findings_of_its_day(
    tiny: Dataset, one: tuple[Finding, ...], other: tuple[Finding, ...]
) -> None:
    record = with_elements(tiny, one, other).recommendations["bridge-01"]
    order = list(tiny.vocabulary.statuses)
    for step in assess(tiny, record, (), date(2030, 1, 1)).history:
        current = [finding_as_of(e.findings, step.date) for e in record.elements]
        statuses = [finding.status if finding else NOT_ASSESSED for finding in current]
        assert step.status == overall_status(statuses, order)
        assert all(each.finding.date == step.date for _, each in step.findings)


@unhurried
@given(findings(), partial_dates(), partial_dates())
def test_the_finding_of_a_later_date_is_no_earlier_one(
    tiny: Dataset, all_findings: tuple[Finding, ...], one: PartialDate, other: PartialDate
) -> None:
    (element,) = with_elements(tiny, all_findings).recommendations["bridge-01"].elements
    sooner, later = sorted((one, other), key=chronological)
    current = [finding_as_of(element.findings, day) for day in (sooner, later)]
    places = [all_findings.index(finding) if finding else -1 for finding in current]
    assert places == sorted(places)
    assert all(f is None or f.date.latest <= later.latest for f in current)
