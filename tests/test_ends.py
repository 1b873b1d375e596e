"""When a measure, an implication and a kept commitment end, where, and what readers are told."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from conftest import TODAY
from samples import html_of, source, with_record
from tracker.derive.as_of import TimeAxis, as_of, recommendation_as_of
from tracker.derive.changes import list_changes
from tracker.derive.commencement import (
    AppliedImplication,
    apply_implication,
    expected_stages,
    nations_in_force,
)
from tracker.derive.commitments import commitment_progress
from tracker.derive.ends import End, has_ended, implication_ends, measure_ends
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.outputs.calendars import calendar_entries
from tracker.outputs.metadata import legislation_jsonld, measure_facets
from tracker.rules.legislation import (
    delivery_by_law_has_a_commencement,
    what_was_delivered_by_law_is_judged_again_after_its_end,
)
from tracker.schema.dates import parse_date
from tracker.schema.records import Stage, Undone
from tracker.site import route_dataset
from tracker.text.change_sentences import describe_change
from tracker.text.commitment_sentences import commitment_finding, commitment_state_text
from tracker.text.end_sentences import end_text, measure_end_text
from tracker.text.phrases import plain_text
from tracker.text.stage_sentences import implication_end, implication_end_state, measure_state

SECTION, ACT = "bridges-act-section-1", "bridges-act"
REPEALED_ON = "2026-01-15"
ONE_DAY = timedelta(days=1)
AXES: tuple[TimeAxis, ...] = get_args(TimeAxis)


def end_stage(when: str = REPEALED_ON, *nations: str, grade: str = "a", **fields: Any) -> Stage:
    values = {"date": parse_date(when), "applies_in": nations, "source": source(grade), **fields}
    return Stage(**{"stage": "repealed", **values})


def ending(dataset: Dataset, id: str, *stages: Stage) -> Dataset:
    """The dataset, with further stages of a measure."""
    measure = dataset.measures[id]
    return with_record(dataset, measure.model_copy(update={"stages": (*measure.stages, *stages)}))


def applied(dataset: Dataset, id: str = "inspect", day: date = TODAY) -> AppliedImplication:
    return apply_implication(dataset, dataset.implications[f"bridge-keepers-{id}"], day)


def shown(dataset: Dataset, path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html_of(dataset, TODAY, path)).split())


def in_force(dataset: Dataset, day: date = TODAY) -> frozenset[str]:
    return nations_in_force(dataset, dataset.measures[SECTION], day)


@pytest.mark.parametrize(
    ("stage", "nations"),
    [
        (end_stage(), set()),
        (end_stage(REPEALED_ON, "wales"), {"england"}),
        (end_stage("2026-01"), set()),
        (end_stage("2026"), {"england", "wales"}),  # its last day has not come
        (end_stage(grade="d"), {"england", "wales"}),  # a source that cannot carry it
        (end_stage(date=None, expected=parse_date("2026-01-15")), {"england", "wales"}),
    ],
)
def test_what_has_ended_in_a_nation_is_not_in_force_there(
    tiny: Dataset, stage: Stage, nations: set[str]
) -> None:
    assert in_force(ending(tiny, SECTION, stage)) == nations
    assert in_force(ending(tiny, ACT, stage)) == nations, "a provision ends with its Act"
    before = ending(tiny, SECTION, stage)
    assert in_force(before, date(2026, 1, 14)) == {"england", "wales"}


def test_a_provision_with_an_end_of_its_own_does_not_end_with_its_act(tiny: Dataset) -> None:
    saved = end_stage(date=None, source=None, words="The repeal saves it.")
    assert in_force(ending(ending(tiny, ACT, end_stage()), SECTION, saved)) == {"england", "wales"}
    later = end_stage(date=None, expected=parse_date("2027"), applies_in=("wales",))
    dataset = ending(ending(tiny, ACT, end_stage()), SECTION, later)
    assert in_force(dataset) == {"wales"}
    assert measure_ends(dataset, dataset.measures[SECTION]) == (
        End(("england",), parse_date(REPEALED_ON), None, "repealed", ACT),
        End(("wales",), None, parse_date("2027"), "repealed", SECTION),
    )


def test_an_implication_ends_with_its_measure_in_each_of_its_nations(tiny: Dataset) -> None:
    assert applied(ending(tiny, SECTION, end_stage(REPEALED_ON, "wales"))).phase == "now"
    ended = applied(ending(tiny, SECTION, end_stage(REPEALED_ON, "england")))
    assert (ended.phase, str(ended.ended), str(ended.start)) == (
        "ended",
        REPEALED_ON,
        "2025-01-01",
    )
    assert applied(ending(tiny, SECTION, end_stage()), day=date(2026, 1, 14)).phase == "now"
    watch = "watch"  # it starts with no stage, and concerns the inquiry
    closed = end_stage("2025-05-01", applies_in=("wales",))
    assert applied(ending(tiny, "bridge-inquiry", closed), watch).phase == "watch"
    inquiry = tiny.measures["bridge-inquiry"].model_copy(update={"applies_in": ("wales",)})
    assert applied(ending(with_record(tiny, inquiry), "bridge-inquiry", closed), watch).phase == (
        "ended"
    )


def test_where_it_has_ended_in_some_nations_the_others_decide(tiny: Dataset) -> None:
    """In Wales it never started: once it has ended in England, it is only coming."""
    section = tiny.measures[SECTION]
    started = section.stages[0].model_copy(update={"applies_in": ("england",)})
    stages = (started, end_stage(REPEALED_ON, "england"))
    dataset = with_record(tiny, section.model_copy(update={"stages": stages}))
    both = {"applies_in": ("england", "wales")}
    inspect = tiny.implications["bridge-keepers-inspect"].model_copy(update=both)
    assert apply_implication(dataset, inspect, TODAY).phase == "coming"
    lapsed = ending(dataset, SECTION, end_stage(REPEALED_ON, "wales"))
    assert apply_implication(lapsed, inspect, TODAY).phase == "ended"
    wales_only = ending(
        with_record(tiny, section.model_copy(update={"stages": (started,)})),
        SECTION,
        end_stage(REPEALED_ON, "wales"),
    )
    now = apply_implication(wales_only, inspect, TODAY)
    assert now.phase == "now"
    assert plain_text(implication_end(tiny, now, TODAY)) == "Repealed on 15 January 2026 in Wales."


@pytest.mark.parametrize(
    ("fields", "phase", "words", "state"),
    [
        (
            {"ends": "2026-01-15", "ended_by": "replaced"},
            "ended",
            "Replaced on 15 January 2026.",
            "No longer applies",
        ),
        ({"ends": "2026-01"}, "ended", "Ended in January 2026.", "No longer applies"),
        (
            {"ends": "2026"},
            "now",
            "Ended in 2026; the day was not seen, so it may still be in force.",
            "Ends",
        ),
        (
            {"expected_end": "2027-03-31"},
            "now",
            "Expected to end on 31 March 2027.",
            "Expected to end",
        ),
        (
            {"expected_end": "2026-01-31"},
            "now",
            "Was expected to end on 31 January 2026; that day has come, and its end was not seen.",
            "End not seen, date passed",
        ),
    ],
)
def test_an_implication_ends_on_a_day_of_its_own(
    tiny: Dataset, fields: dict[str, str], phase: str, words: str, state: str
) -> None:
    values = {k: v if k == "ended_by" else parse_date(v) for k, v in fields.items()}
    lamps = tiny.implications["bridge-keepers-lamps"].model_copy(update=values)
    item = apply_implication(tiny, lamps, TODAY)
    assert item.phase == phase
    assert plain_text(implication_end(tiny, item, TODAY)) == words
    assert implication_end_state(item, TODAY) == state
    facts = derive(with_record(tiny, lamps), TODAY)
    entries = {entry.name: entry for entry in calendar_entries(facts, TODAY)}
    entry = entries[f"implications/{lamps.id}/end"]
    assert entry.title.startswith(f"{state}: Light each bridge")
    assert entry.status == ("stands" if "ends" in fields else "expected")


def test_what_rests_on_several_measures_ends_with_the_last(tiny: Dataset) -> None:
    lamps = tiny.implications["bridge-keepers-lamps"]
    both = lamps.model_copy(update={"measures": (SECTION, "bridge-inquiry")})
    one = ending(tiny, SECTION, end_stage("2025-03-01"))
    assert implication_ends(one, both) == ()
    two = ending(one, "bridge-inquiry", end_stage("2025-05-01"))
    assert apply_implication(two, both, date(2025, 4, 30)).phase == "now"
    assert str(apply_implication(two, both, TODAY).ended) == "2025-05-01"


def test_an_end_of_its_own_counts_before_that_of_its_measure(tiny: Dataset) -> None:
    dataset = ending(tiny, SECTION, end_stage())
    inspect = dataset.implications["bridge-keepers-inspect"]
    own = inspect.model_copy(update={"expected_end": parse_date("2027")})
    assert [end.date for end in implication_ends(dataset, inspect)] == [parse_date(REPEALED_ON)]
    assert [end.expected for end in implication_ends(dataset, own)] == [parse_date("2027")]


def test_nothing_more_is_expected_of_what_has_ended(tiny: Dataset) -> None:
    def expected(*stages: Stage) -> list[str]:
        dataset = ending(tiny, "bridge-inquiry", *stages)
        return [e.stage.stage for e in expected_stages(dataset, TODAY)]

    assert expected() == ["final-report"]
    assert expected(end_stage("2025-05-01", applies_in=("england",))) == []
    assert expected(end_stage("2026", applies_in=("england",))) == ["final-report"]


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ((end_stage(),), "Repealed on 15 January 2026."),
        (
            (end_stage(REPEALED_ON, "wales"),),
            "In force 1 January 2025 in England and Wales. Repealed on 15 January 2026 in Wales.",
        ),
        (
            (end_stage(date=None, expected=parse_date("2027-03-31")),),
            "In force 1 January 2025 in England and Wales. Expected to end on 31 March 2027.",
        ),
    ],
)
def test_how_far_a_measure_that_ends_has_got(
    tiny: Dataset, stages: tuple[Stage, ...], words: str
) -> None:
    dataset = ending(tiny, SECTION, *stages)
    state = plain_text(measure_state(dataset, dataset.measures[SECTION], TODAY))
    assert state.replace(" in England and Wales", "") == words.replace(" in England and Wales", "")


def test_an_end_between_two_days(tiny: Dataset) -> None:
    end = End(("wales",), parse_date("2025-05-01/2025-05-03"), None, "replaced")
    assert plain_text(end_text(tiny, end, ["wales"], TODAY)) == (
        "Replaced between 1 May 2025 and 3 May 2025"
    )


def test_ends_stand_by_their_dates_what_was_seen_first(tiny: Dataset) -> None:
    """However the nations and the stages stand in the file."""
    section = tiny.measures[SECTION].model_copy(update={"applies_in": ("wales", "england")})
    announced = parse_date("2026-10-01")
    stages = (
        end_stage(date=None, stage="replaced", applies_in=("england",), expected=announced),
        end_stage("2025-12-01", "wales"),
    )
    dataset = ending(with_record(tiny, section), SECTION, *stages)
    law = dataset.measures[SECTION]
    assert plain_text(measure_end_text(dataset, law, TODAY)) == (
        "Repealed on 1 December 2025 in Wales. Expected to end in England on 1 October 2026."
    )
    both = ending(with_record(tiny, section), SECTION, end_stage())
    (end,) = measure_ends(both, both.measures[SECTION])
    assert end.nations == ("england", "wales")


def test_no_page_says_that_repealed_law_is_in_force_now(tiny: Dataset) -> None:
    dataset = ending(tiny, ACT, end_stage())
    audience = shown(dataset, "for/bridge-keepers/")
    assert (
        "One is in force, one is coming with no day given, one is to watch, one is no longer in "
        "force."
    ) in audience
    assert audience.index("Watch for the inquiry") < audience.index("Inspect each bridge")
    _, ended, over = audience.partition("No longer in force (1)")
    assert ended
    assert "From 1 January 2025. Repealed on 15 January 2026." in over
    assert "Repealed on 15 January 2026, with the Act that it is part of." in shown(
        dataset, f"measures/{SECTION}/"
    )
    page = shown(dataset, "recommendations/bridge-01/")
    assert "In force? No. Repealed on 15 January 2026" in page
    assert "Repealed on 15 January 2026" in shown(dataset, "measures/")
    assert "No longer in force" in shown(dataset, "for/")
    assert "points in force Bridge keepers 2" in shown(tiny, "")
    assert "points in force Bridge keepers 1" in shown(dataset, "")
    assert "No longer in force. It applied" in shown(dataset, "topics/bridges/")
    for path in ("for/bridge-keepers/", "recommendations/bridge-01/"):
        assert "No longer in force" not in shown(tiny, path)
    for each, in_force, over in ((tiny, 2, "None"), (dataset, 1, "1")):
        counts = f"Those who look after bridges. None {in_force} 1 1 {over}".removesuffix(" None")
        assert counts in shown(each, "for/")
        assert ("No longer in force" in shown(each, "for/")) is (over != "None")


def test_what_takes_the_place_of_a_point_stands_beside_its_end(tiny: Dataset) -> None:
    update = {"ends": parse_date("2025"), "ended_by": "replaced"}
    successor = {"replaced_by": "bridge-keepers-inspect"}
    lamps = tiny.implications["bridge-keepers-lamps"].model_copy(update={**update, **successor})
    dataset = with_record(tiny, lamps)
    html = html_of(dataset, TODAY, "for/bridge-keepers/")
    assert '#bridge-keepers-inspect">What takes its place</a>' in html
    past = as_of(dataset, date(2024, 12, 1))
    assert past.implications[lamps.id].ends is None
    assert past.implications[lamps.id].ended_by is None
    assert past.implications[lamps.id].replaced_by is None, "it was published later"
    assert as_of(dataset, TODAY).implications[lamps.id] == lamps


def test_search_and_programs_are_told_of_an_end(tiny: Dataset) -> None:
    def told(dataset: Dataset) -> tuple[object, object]:
        facts = derive(dataset, TODAY)
        section = dataset.measures[SECTION]
        legal = legislation_jsonld(facts, section).get("legislationLegalForce")
        return measure_facets(facts, section)["label"], legal

    assert told(tiny) == ((), None)
    assert told(ending(tiny, SECTION, end_stage(REPEALED_ON, "wales"))) == (
        ("Ended in Wales",),
        None,
    )
    ended = ("Ended",), "https://schema.org/NotInForce"
    assert told(ending(tiny, ACT, end_stage())) == ended


def test_the_published_data_says_where_a_measure_is_in_force_and_how_it_ended(
    tiny: Dataset,
) -> None:
    def published(dataset: Dataset, path: str) -> dict[str, Any]:
        content = route_dataset(dataset, TODAY).content(f"api/v1/{path}.json")
        values: dict[str, Any] = json.loads(content)
        return values

    section = published(tiny, f"measures/{SECTION}")
    assert (section["in_force_in"], section["ended"], section["ended_by"], section["ended_in"]) == (
        ["england", "wales"],
        None,
        [],
        [],
    )
    part = published(ending(tiny, SECTION, end_stage(REPEALED_ON, "wales")), f"measures/{SECTION}")
    assert (part["in_force_in"], part["ended"], part["ended_by"], part["ended_in"]) == (
        ["england"],
        None,
        ["repealed"],
        ["wales"],
    )
    ended = ending(tiny, ACT, end_stage())
    whole = published(ended, f"measures/{SECTION}")
    assert (whole["in_force_in"], whole["ended"]) == ([], REPEALED_ON)
    point = published(ended, "implications/bridge-keepers-inspect")
    assert (point["phase"], point["ended"], point["ended_by"], point["ended_in"]) == (
        "ended",
        REPEALED_ON,
        "repealed",
        ["england"],
    )


def test_a_calendar_has_the_end_of_a_law_for_those_whom_it_bound(tiny: Dataset) -> None:
    dataset = ending(tiny, ACT, end_stage())
    entries = calendar_entries(derive(dataset, TODAY), TODAY)
    (entry,) = (entry for entry in entries if entry.name.endswith("stages/repealed"))
    assert entry.title == "Bridges Act 2024: Repealed"
    assert entry.audiences == ("bridge-keepers",)


def test_an_end_is_known_from_its_day_on(tiny: Dataset) -> None:
    dataset = ending(tiny, SECTION, end_stage())
    for axis in AXES:
        before = as_of(dataset, date(2026, 1, 14), axis)
        assert not has_ended(before, before.measures[SECTION], date(2026, 1, 14))
        after = as_of(dataset, date(2026, 1, 15), axis)
        assert has_ended(after, after.measures[SECTION], date(2026, 1, 15))


def test_a_delivery_is_judged_again_once_its_law_has_ended(tiny: Dataset) -> None:
    rule = what_was_delivered_by_law_is_judged_again_after_its_end
    scotland = end_stage(REPEALED_ON, "scotland")
    assert [*rule(ending(tiny, SECTION, scotland), TODAY)] == []
    assert [*rule(ending(tiny, SECTION, end_stage("2026")), TODAY)] == []
    (problem,) = rule(ending(tiny, SECTION, end_stage(REPEALED_ON, "wales")), TODAY)
    assert "ended on 2026-01-15 in wales; add a finding" in problem.message
    before = ending(tiny, SECTION, end_stage("2024-12-31", "wales"))
    (early,) = delivery_by_law_has_a_commencement(before, TODAY)
    assert "had ended by 2025-01-01 in wales" in early.message


def undone(tiny: Dataset, day: str = "2025-02") -> Dataset:
    """The tiny dataset, in which what kept a promise was undone."""
    bridge = tiny.recommendations["bridge-01"]
    what = Undone(date=parse_date(day), development="2025-02-press-asks")
    commitments = (bridge.commitments[0], bridge.commitments[1].model_copy(update={"undone": what}))
    return with_record(tiny, bridge.model_copy(update={"commitments": commitments}))


def test_a_kept_promise_that_was_undone_is_kept_no_longer(tiny: Dataset) -> None:
    dataset = undone(tiny)
    bridge = dataset.recommendations["bridge-01"]
    progress = commitment_progress(
        dataset, bridge, bridge.commitments[1], bridge.reviews[-1].evidence_to, TODAY
    )
    assert progress.state == "undone"
    assert commitment_finding(dataset, progress).text.startswith("Met, 10 September 2024. Undone, ")
    exact = Undone(date=parse_date("2025-02-03"), development="2025-02-press-asks")
    again = progress.commitment.model_copy(update={"undone": exact})
    assert commitment_state_text(progress) == "Undone"
    assert commitment_state_text(replace(progress, commitment=again)) == "Undone, 3 February 2025"
    (entry,) = (
        entry
        for entry in calendar_entries(derive(dataset, TODAY), TODAY)
        if entry.name.endswith("commitments/law")
    )
    assert (entry.when, entry.dates_given, entry.status) == (parse_date("2025-02"), 3, "stands")
    assert "Kept, then undone (1)" in shown(dataset, "calendar/")
    assert "undone" not in shown(tiny, "calendar/")


def test_the_undoing_of_a_promise_is_a_change(tiny: Dataset) -> None:
    (change,) = (change for change in list_changes(undone(tiny)) if change.kind == "undone")
    press = tiny.developments["2025-02-press-asks"]
    assert (change.id, change.date) == ("bridge-01.undone.law", press.date)
    assert change.recorded == press.recorded
    words = describe_change(tiny, change)
    assert (words.kind, words.what) == ("Kept promise undone", "Make the law")


def test_a_promise_was_kept_until_the_day_on_which_that_was_undone(tiny: Dataset) -> None:
    press = tiny.developments["2025-02-press-asks"]
    written = press.model_copy(update={"recorded": parse_date("2026-01-20")})
    dataset = with_record(undone(tiny), written)
    bridge = dataset.recommendations["bridge-01"]

    def shown_undone(day: date, axis: TimeAxis) -> bool:
        past = recommendation_as_of(dataset, bridge, day, axis)
        assert past
        assert past.commitments[1].met
        return past.commitments[1].undone is not None

    happened, recorded = press.date.latest, date(2026, 1, 20)
    assert [shown_undone(day, "as_of") for day in (happened - ONE_DAY, happened)] == [False, True]
    assert [shown_undone(day, "as_recorded") for day in (recorded - ONE_DAY, recorded)] == [
        False,
        True,
    ]


def test_a_calendar_withdraws_what_will_not_come_any_more(tiny: Dataset) -> None:
    closed = end_stage("2025-05-01", applies_in=("england",))
    inquiry = tiny.measures["bridge-inquiry"].model_copy(update={"applies_in": ("england",)})
    watch = tiny.implications["bridge-keepers-watch"].model_copy(
        update={"ends": parse_date("2025-05-01"), "ended_by": "replaced"}
    )
    dataset = with_record(ending(with_record(tiny, inquiry), "bridge-inquiry", closed), watch)
    entries = {entry.name: entry for entry in calendar_entries(derive(dataset, TODAY), TODAY)}
    report = entries["measures/bridge-inquiry/stages/final-report"]
    assert report.status == entries["implications/bridge-keepers-watch"].status == "withdrawn"
    assert report.title.startswith("No longer expected: Bridge Inquiry: Final report (some day")
    point = entries["implications/bridge-keepers-watch"].title
    assert point == "No longer expected: Watch for the inquiry's report (some day in 2027)"
    open_ones = {entry.name: entry for entry in calendar_entries(derive(tiny, TODAY), TODAY)}
    assert open_ones["measures/bridge-inquiry/stages/final-report"].status == "expected"


def test_what_never_started_is_not_said_to_have_been_in_force(tiny: Dataset) -> None:
    watch = tiny.implications["bridge-keepers-watch"].model_copy(
        update={"ends": parse_date("2025-05-01"), "ended_by": "replaced"}
    )
    page = shown(with_record(tiny, watch), "for/bridge-keepers/")
    assert "No longer expected. Replaced on 1 May 2025. Expected" in page
    assert "2027" not in page[page.index("Watch for the inquiry") :]
