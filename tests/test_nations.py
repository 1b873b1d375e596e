"""A finding by nation: what holds where, in the label of the part and of the whole, in every
output; and what an editor is told who says one thing of nations that differ.

The law of the tiny dataset's first recommendation starts in England only. What was found of Wales
stays as it was.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from conftest import TINY, TODAY
from samples import with_record
from tracker.checking import problems_of
from tracker.derive.as_of import TimeAxis, assessment_as_of
from tracker.derive.changes import list_changes, list_corrections
from tracker.derive.facts import Facts, derive
from tracker.derive.findings import current_findings
from tracker.derive.status import assess, overall_status, statuses_by_nation
from tracker.load.dataset import Dataset
from tracker.rules.chronology import one_finding_of_a_part_holds_on_a_day
from tracker.rules.evidence import a_correction_names_a_finding
from tracker.rules.legislation import (
    what_is_passed_is_not_seen_to_have_started,
    what_was_delivered_by_law_is_judged_again_after_its_end,
)
from tracker.schema.dates import parse_date
from tracker.schema.part_keys import part_key
from tracker.schema.records import Finding, Recommendation
from tracker.site import RouteTable, route_site
from tracker.text.change_sentences import describe_change
from tracker.text.phrases import lower_first
from tracker.text.status_sentences import badge_text, label_text, picture_text

PART = "Delivered in England; passed (start not seen) in Wales"
WHOLE = "Partly delivered in England; passed (start not seen) in Wales"
DELIVERED_IN_ENGLAND = "        reason: Section 1 started.\n        applies_in: [england]\n"


def edit(data: Path, record: str, *replacements: tuple[str, str]) -> None:
    """Replaces texts in the file of a record."""
    path = data / f"{record}.yaml"
    text = path.read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def started_in_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny dataset with a law that has started in England only."""
    data = tmp_path_factory.mktemp("nations") / "data"
    shutil.copytree(TINY, data)
    only_england = (
        "    applies_in: [england, wales]\n    source",
        "    applies_in: [england]\n    source",
    )
    edit(data, "measures/bridges-act-section-1", only_england)
    return data


@pytest.fixture(scope="module")
def data(started_in_one: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a finding that is of England alone."""
    data = tmp_path_factory.mktemp("mended") / "data"
    shutil.copytree(started_in_one, data)
    started = ("        reason: Section 1 started.\n", DELIVERED_IN_ENGLAND)
    edit(data, "recommendations/bridge-01", started)
    return data


@pytest.fixture(scope="module")
def dataset(data: Path) -> Dataset:
    dataset, problems = problems_of(data, TODAY)
    assert problems == ()
    return dataset


@pytest.fixture(scope="module")
def facts(dataset: Dataset) -> Facts:
    return derive(dataset, TODAY)


@pytest.fixture(scope="module")
def site(data: Path) -> RouteTable:
    return route_site(data, TODAY)


def with_findings(dataset: Dataset, *findings: Finding) -> Recommendation:
    """The first recommendation with these findings about its first element alone."""
    record = dataset.recommendations["bridge-01"]
    element = record.elements[0].model_copy(update={"findings": findings})
    return record.model_copy(update={"elements": (element, *record.elements[1:])})


# What holds, where


def test_each_nation_has_the_finding_that_is_of_it(dataset: Dataset) -> None:
    record = dataset.recommendations["bridge-01"]
    held = current_findings(record, record.elements[0])
    assert {each.nations: each.finding.status for each in held} == {
        ("england",): "delivered",
        ("wales",): "passed",
    }


def test_a_part_and_the_whole_say_both(facts: Facts) -> None:
    assessment = facts.assessments["bridge-01"]
    part, other = assessment.elements
    assert (part.status, label_text(facts.dataset, part.by_nation)) == ("partly-delivered", PART)
    assert (other.status, len(other.by_nation)) == ("no-published-action", 1)
    whole = label_text(facts.dataset, assessment.by_nation)
    assert (assessment.status, whole) == ("partly-delivered", WHOLE)
    assert (assessment.share.status, assessment.share.count) == ("partly-delivered", 1)


def test_a_part_delivered_in_one_nation_is_not_counted_as_delivered(dataset: Dataset) -> None:
    record = dataset.recommendations["bridge-01"]
    everywhere = record.elements[0].findings[-1].model_copy(update={"applies_in": ()})
    delivered = record.elements[0].model_copy(update={"id": "two", "findings": (everywhere,)})
    both = record.model_copy(update={"elements": (record.elements[0], delivered)})
    assessment = assess(dataset, both, (), TODAY)
    assert assessment.share.rest == (("partly-delivered", 1),)
    assert (assessment.share.status, assessment.share.count) == ("delivered", 1)
    assert label_text(dataset, assessment.by_nation).startswith("Delivered in England; partly")


def test_nations_stand_in_the_order_of_the_vocabulary(dataset: Dataset) -> None:
    record = dataset.recommendations["bridge-01"]
    turned = record.model_copy(update={"applies_in": ("wales", "england")})
    assert label_text(dataset, assess(dataset, turned, (), TODAY).by_nation) == WHOLE


def test_the_whole_is_that_of_its_parts_and_that_of_its_nations(tiny: Dataset) -> None:
    """Whichever way it is worked out: by parts, or by nations."""
    order = list(tiny.vocabulary.statuses)
    some = ("delivered", "passed", "planned", "no-published-action", "superseded")
    for first, second, third, fourth in product(some, repeat=4):
        wholes = [overall_status((first, second), order), overall_status((third, fourth), order)]
        nations = [overall_status((first, third), order), overall_status((second, fourth), order)]
        assert overall_status(wholes, order) == overall_status(nations, order)


def test_a_part_has_had_its_status_since_the_last_change_in_any_nation(facts: Facts) -> None:
    part = facts.assessments["bridge-01"].elements[0]
    assert [str(held.since) for held in part.findings] == ["2025-01-01", "2024-09-10"]
    assert str(part.since) == "2025-01-01"
    assert part.confidence
    assert part.confidence.level == "medium"  # that of Wales rests on an excerpt


# History, changes, other days


def test_a_change_in_a_nation_says_which(dataset: Dataset) -> None:
    changes = [c for c in list_changes(dataset) if c.id.startswith("bridge-01.status.2025")]
    (change,) = changes
    assert change.id == "bridge-01.status.2025-01-01.england"
    assert (change.nations, change.before, change.after) == (
        ("england",),
        "passed",
        "partly-delivered",
    )
    text = describe_change(dataset, change)
    assert text.states == "Passed (start not seen) → Partly delivered in England"
    assert text.whole_before == "Passed (start not seen)"
    assert text.whole_after == WHOLE


def test_a_step_of_the_history_changes_the_label_where_it_changes_a_nation(facts: Facts) -> None:
    steps = facts.assessments["bridge-01"].history
    labels = [(label_text(facts.dataset, s.by_nation), s.changes_status) for s in steps]
    assert labels == [
        ("Planned", True),
        ("Passed (start not seen)", True),
        (WHOLE, True),
        (WHOLE, False),
    ]


def test_what_changes_in_every_nation_alike_is_one_change_without_nations(tiny: Dataset) -> None:
    changes = [c for c in list_changes(tiny) if c.kind in ("status", "element-status")]
    assert {change.nations for change in changes} == {()}


def test_a_part_that_changes_in_a_nation_alone_is_a_change_of_the_part(dataset: Dataset) -> None:
    record = dataset.recommendations["bridge-01"]
    planned = record.elements[0].findings[0]
    later = planned.model_copy(
        update={"date": parse_date("2026-01-05"), "applies_in": ("wales",), "status": "planned"}
    )
    other = record.elements[1].model_copy(
        update={"findings": (*record.elements[1].findings, later)}
    )
    changed = record.model_copy(update={"elements": (record.elements[0], other)})
    changes = list_changes(with_record(dataset, changed))
    (change,) = (c for c in changes if c.date == later.date)
    assert change.id == "bridge-01.element-status.published.2026-01-05.wales"
    assert (change.before, change.after) == ("no-published-action", "planned")
    assert not change.whole_after


@pytest.mark.parametrize(
    ("day", "axis", "label"),
    [
        ("2024-12-31", "as_of", "Passed (start not seen)"),
        ("2025-01-01", "as_of", WHOLE),
        ("2026-01-10", "as_recorded", WHOLE),
    ],
)
def test_another_day_has_its_label(dataset: Dataset, day: str, axis: TimeAxis, label: str) -> None:
    record = dataset.recommendations["bridge-01"]
    past = assessment_as_of(dataset, record, date.fromisoformat(day), axis)
    assert past
    assert label_text(dataset, past.by_nation) == label


def test_before_the_first_finding_of_a_nation_it_is_not_assessed(dataset: Dataset) -> None:
    record = dataset.recommendations["bridge-01"]
    planned, _, started = record.elements[0].findings
    first = planned.model_copy(update={"applies_in": ("wales",)})
    changed = with_findings(dataset, first, started)
    past = assessment_as_of(dataset, changed, date(2024, 12, 31))
    assert past
    label = label_text(dataset, past.elements[0].by_nation)
    assert label == "Not judged yet in England; planned in Wales"
    assert past.status == "planned"


# Corrections


def corrected_in_wales(dataset: Dataset) -> Recommendation:
    """That it was passed was wrong in Wales."""
    record = dataset.recommendations["bridge-01"]
    planned, passed, _ = record.elements[0].findings
    wrong_in_wales = planned.model_copy(
        update={
            "corrects": passed.date,
            "date": parse_date("2024-10-01"),
            "recorded": parse_date("2026-01-20"),
            "applies_in": ("wales",),
        }
    )
    return with_findings(dataset, planned, passed, wrong_in_wales)


def test_a_correction_of_one_nation_leaves_the_others(dataset: Dataset) -> None:
    changed = corrected_in_wales(dataset)
    assessment = assess(dataset, changed, (), TODAY)
    label = label_text(dataset, assessment.elements[0].by_nation)
    assert label == "Passed (start not seen) in England; planned in Wales"
    corrections = list_corrections(with_record(dataset, changed))
    (entry,) = (c for c in corrections if c.wrong and c.record.id == "bridge-01")
    assert entry.nations == ("wales",)
    past = assessment_as_of(dataset, changed, date(2024, 9, 20))
    assert past
    assert label_text(dataset, past.elements[0].by_nation) == label
    recorded = assessment_as_of(dataset, changed, date(2026, 1, 19), "as_recorded")
    assert recorded
    assert recorded.elements[0].status == "passed"


def test_a_correction_names_a_finding_of_its_nations(dataset: Dataset) -> None:
    changed = corrected_in_wales(dataset)
    assert not list(a_correction_names_a_finding(with_record(dataset, changed), TODAY))
    findings = list(changed.elements[0].findings)
    findings[1] = findings[1].model_copy(update={"applies_in": ("england",)})
    (problem,) = a_correction_names_a_finding(
        with_record(dataset, with_findings(dataset, *findings)), TODAY
    )
    assert "the findings in wales that were recorded before 2026-01-20 are of 2024-06-01" in str(
        problem
    )


def test_one_correction_may_put_right_a_finding_of_each_nation(dataset: Dataset) -> None:
    record = dataset.recommendations["bridge-01"]
    planned, passed, _ = record.elements[0].findings
    wrong = [passed.model_copy(update={"applies_in": (n,)}) for n in record.applies_in]
    right = planned.model_copy(
        update={"corrects": passed.date, "recorded": parse_date("2026-01-20")}
    )
    changed = with_findings(dataset, *wrong, right)
    corrections = list_corrections(with_record(dataset, changed))
    entries = [c for c in corrections if c.record.id == "bridge-01"]
    assert [entry.nations for entry in entries if entry.wrong] == [("england",), ("wales",)]
    assert len({entry.key for entry in entries}) == len(entries)


# Rules


def test_the_same_day_may_have_a_finding_for_each_nation(dataset: Dataset) -> None:
    def clashes(*nations: tuple[str, ...]) -> Iterator[object]:
        finding = dataset.recommendations["bridge-01"].elements[0].findings[0]
        findings = [finding.model_copy(update={"applies_in": each}) for each in nations]
        changed = with_findings(dataset, *findings)
        return iter(one_finding_of_a_part_holds_on_a_day(with_record(dataset, changed), TODAY))

    assert not list(clashes(("england",), ("wales",)))
    assert len(list(clashes(("england",), ("wales", "england")))) == 1
    assert len(list(clashes(("england",), ()))) == 1


def test_who_says_delivered_everywhere_is_told_how_to_say_it_of_one(started_in_one: Path) -> None:
    (problem,) = problems_of(started_in_one, TODAY)[1]
    assert "by 2025-01-01 in wales" in problem.message
    assert "'applies_in: [england]' says it of england alone" in problem.message


def test_who_says_passed_everywhere_is_told_to_say_it_by_nation(
    started_in_one: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(started_in_one, data)
    passed = ("      - status: delivered\n", "      - status: passed\n")
    edit(data, "recommendations/bridge-01", passed)
    (problem,) = problems_of(data, TODAY)[1]
    assert problem.message == (
        "'passed' in england, wales, but bridges-act-section-1 is in force in england and not "
        "known to be in wales; add a finding for each, with 'applies_in'"
    )


def test_passed_is_not_said_of_a_nation_where_the_law_has_started(dataset: Dataset) -> None:
    record = dataset.recommendations["bridge-01"]
    _, passed, started = record.elements[0].findings
    for nations, count in ((("england",), 1), (("england", "wales"), 1), (("wales",), 0)):
        again = started.model_copy(update={"status": "passed", "applies_in": nations})
        changed = with_record(dataset, with_findings(dataset, passed, again))
        assert len(list(what_is_passed_is_not_seen_to_have_started(changed, TODAY))) == count


def test_what_ended_in_one_nation_is_judged_again_there_alone(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    law = tiny.measures["bridges-act-section-1"]
    repealed = law.stages[0].model_copy(
        update={
            "stage": "repealed",
            "date": parse_date("2025-06-01"),
            "applies_in": ("wales",),
        }
    )
    ended = law.model_copy(update={"stages": (*law.stages, repealed)})
    with_end = with_record(tiny, ended)
    started = record.elements[0].findings[-1]
    rule = what_was_delivered_by_law_is_judged_again_after_its_end
    assert len(list(rule(with_end, TODAY))) == 1
    in_england = started.model_copy(update={"applies_in": ("england",)})
    in_wales = record.elements[0].findings[1]
    changed = with_findings(tiny, in_wales, in_england)
    assert not list(rule(with_record(with_end, changed), TODAY))


def test_the_ids_of_findings_without_nations_stay(dataset: Dataset) -> None:
    keys = [part_key(f) for f in dataset.recommendations["bridge-01"].elements[0].findings]
    assert keys == [
        "2024-06-01.2024-06-02",
        "2024-09-10.2024-12-20",
        "2025-01-01.2026-01-10.england",
    ]


# Outputs


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("recommendations/bridge-01/", WHOLE),
        ("recommendations/", WHOLE),
        ("", lower_first(WHOLE)),
        ("reports/bridge-2024/", WHOLE),
        ("bodies/ministry-of-bridges/", WHOLE),
        ("topics/bridges/", WHOLE),
        ("developments/2025-01-01-section-1-starts/", WHOLE),
        (
            "measures/bridges-act-section-1/",
            "Delivered in England; passed (start not seen) in Wales",
        ),
        ("progress/2025-q1/", WHOLE),
        ("changes/2025-01/", "Partly delivered in England"),
    ],
)
def test_each_page_says_both(site: RouteTable, path: str, label: str) -> None:
    assert label in site.html(path)


def test_each_part_tells_its_nations_apart(site: RouteTable) -> None:
    html = " ".join(site.html("recommendations/bridge-01/").split())
    assert "England: Section 1 started." in html
    assert "Wales: Section 1 of the Act was made." in html
    statuses = re.findall(r"<p>(England|Wales): <a class=\"label [^>]*>.*?</svg>(.*?)</a>", html)
    assert statuses == [("England", "Delivered"), ("Wales", "Passed (start not seen)")]


def test_search_results_and_other_days_say_both(site: RouteTable) -> None:
    page = site.pages["recommendations/bridge-01/"]
    assert page.facets["state"] == f"{WHOLE}, to 15 December 2024"
    assert page.filters["label"] == ("Partly delivered",)  # the same values as home counts
    states = json.loads(site.file("recommendations/bridge-01/states.json"))
    assert states["as_of"][-1]["status"] == WHOLE
    assert states["as_of"][-1]["reason"].startswith("England: Section 1 started. Wales: ")


def test_feeds_say_both(site: RouteTable) -> None:
    for suffix in ("atom", "json"):
        assert "Partly delivered in England" in site.file(f"feeds/labels.{suffix}").decode()


def test_the_published_data_has_each_nation(site: RouteTable) -> None:
    record = json.loads(site.file("api/v1/recommendations/bridge-01.json"))
    assert (record["status"], record["status_in_words"]) == ("partly-delivered", WHOLE)
    assert [(s["nation"], s["status"]) for s in record["nation_statuses"]] == [
        ("england", "partly-delivered"),
        ("wales", "passed"),
    ]
    part = record["elements"][0]
    assert part["status_in_words"] == PART
    assert [s["id"] for s in part["nation_statuses"]] == [
        "bridge-01.duty.england",
        "bridge-01.duty.wales",
    ]
    assert [f["current_in"] for f in part["findings"]] == [[], ["wales"], ["england"]]
    assert [f["applies_in"] for f in part["findings"]] == [
        ["england", "wales"],
        ["england", "wales"],
        ["england"],
    ]
    content = site.file("data/nation_statuses.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    found = sorted((r["id"], r["status"]) for r in rows if r["recommendation"] == "bridge-01")
    assert found == [
        ("bridge-01.duty.england", "delivered"),
        ("bridge-01.duty.wales", "passed"),
        ("bridge-01.england", "partly-delivered"),
        ("bridge-01.published.england", "no-published-action"),
        ("bridge-01.published.wales", "no-published-action"),
        ("bridge-01.wales", "passed"),
    ]


def test_pictures_say_that_nations_differ(facts: Facts, site: RouteTable) -> None:
    assessment = facts.assessments["bridge-01"]
    assert badge_text(facts.dataset, assessment).startswith("Partly delivered, differs by nation, ")
    assert WHOLE in picture_text(facts.dataset, assessment)
    assert "1 of 2 parts; differs by nation." in site.file("embed/bridge-01/card.svg").decode()


def test_alike_nations_are_one_status() -> None:
    statuses = {"england": "planned", "wales": "passed", "scotland": "planned"}
    together = statuses_by_nation(statuses)
    assert [(each.nations, each.status) for each in together] == [
        (("england", "scotland"), "planned"),
        (("wales",), "passed"),
    ]
