"""When what a page shows was last written, which the sitemap says, and when what it shows happened,
by which search sorts.
"""

from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from samples import source, with_record
from tracker.checking import LOCAL_ADDRESS
from tracker.derive.facts import derive
from tracker.derive.last_modified import (
    implication_last_modified,
    record_last_modified,
    stage_last_modified,
)
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Page, listed_pages
from tracker.outputs.metadata import dataset_jsonld
from tracker.outputs.pages.overview import record_site_pages
from tracker.schema.dates import parse_date, parse_recorded
from tracker.schema.fields import Correction
from tracker.schema.records import Stage

EVENT = "2024-06-01-ministry-answers"


@pytest.mark.parametrize(
    ("kind", "id", "day"),
    [
        ("developments", EVENT, "2026-01-10"),  # its source was seen later
        ("developments", "2024-11-minister-says-done", "2026-01-10"),
        ("recommendations", "bridge-02", "2025-01-10"),
        ("measures", "bridge-inquiry", "2026-01-10"),
        ("bodies", "ferry-board", "2026-01-10"),
        ("bodies", "ministry-of-bridges", "None"),
    ],
)
def test_a_record_was_last_written_when_something_in_it_was(
    tiny: Dataset, kind: str, id: str, day: str
) -> None:
    assert str(record_last_modified(getattr(tiny, kind)[id])) == day


def pages(dataset: Dataset) -> dict[str, Page]:
    context = BuildContext(derive(dataset, TODAY), TODAY, LOCAL_ADDRESS)
    return {page.path: page for page in listed_pages(record_site_pages(context))}


@pytest.fixture(scope="module")
def late(tiny: Dataset) -> Dataset:
    """The tiny dataset with an old event that was written on the last day."""
    event = tiny.developments[EVENT].model_copy(
        update={"recorded": parse_recorded("2026-01-31T09:30+00:00")}
    )
    return replace(tiny, developments={**tiny.developments, EVENT: event})


def test_what_is_written_late_is_new_in_the_sitemap_on_each_page_that_shows_it(
    tiny: Dataset, late: Dataset
) -> None:
    before, after = pages(tiny), pages(late)
    new = {path for path in after if after[path].last_modified == date(2026, 1, 31)}
    moved = {path for path in after if after[path].last_modified != before[path].last_modified}
    assert new == moved
    assert new >= {
        "",
        "calendar/",
        "developments/",
        "developments/2024/",
        f"developments/{EVENT}/",
        "recommendations/bridge-01/",
        "recommendations/bridge-02/",
        "topics/bridges/",
        "bodies/ministry-of-bridges/",
        "measures/bridge-inquiry/",
    }
    assert not new & {"developments/2025/", "reports/bridge-2024/", "support/", "places/ford/"}


def test_what_is_written_late_keeps_its_place_in_search(tiny: Dataset, late: Dataset) -> None:
    before, after = pages(tiny), pages(late)
    assert {path: page.day for path, page in after.items()} == {
        path: page.day for path, page in before.items()
    }


def test_programs_are_told_when_the_dataset_was_last_written(late: Dataset) -> None:
    assert dataset_jsonld(derive(late, TODAY))["dateModified"] == "2026-01-31"


LATE = parse_date("2026-01-31")


@pytest.mark.parametrize(
    ("written", "shown_by"),
    [
        ("bodies/ferry-board", "bodies/ministry-of-bridges/"),  # which took over from it
        ("measures/bridge-panel", "measures/bridge-inquiry/"),  # which continues it
        ("measures/bridge-inquiry", "measures/bridge-panel/"),
    ],
)
def test_what_is_written_of_a_predecessor_is_new_on_the_page_that_shows_it(
    tiny: Dataset, written: str, shown_by: str
) -> None:
    folder, _, id = written.partition("/")
    record = getattr(tiny, folder)[id]
    correction = Correction(date=LATE, note="It was wrong.")
    later = with_record(tiny, record.model_copy(update={"corrections": (correction,)}))
    assert pages(tiny)[shown_by].last_modified != LATE.latest
    assert pages(later)[shown_by].last_modified == LATE.latest


def test_what_rests_on_what_a_measure_continues_is_on_its_page(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    element = record.elements[1].model_copy(update={"rests_on": ("bridge-panel",)})
    fields = {
        "elements": (record.elements[0], element),
        "corrections": (Correction(date=LATE, note="It was wrong."),),
    }
    later = with_record(tiny, record.model_copy(update=fields))
    assert pages(later)["measures/bridge-inquiry/"].last_modified == LATE.latest


def test_an_end_moves_the_entries_of_what_it_ends(tiny: Dataset) -> None:
    """An announced step that will not come, and what starts or ends with the measure."""
    section = tiny.measures["bridges-act-section-1"]
    announced = Stage(stage="final-report", expected=parse_date("2027"), source=source("a"))
    end = Stage(stage="repealed", date=parse_date("2026-01-15"), source=source("a", seen_on=LATE))
    before = with_record(tiny, section.model_copy(update={"stages": (announced,)}))
    act = tiny.measures["bridges-act"]
    after = with_record(before, act.model_copy(update={"stages": (*act.stages, end)}))
    inspect = tiny.implications["bridge-keepers-inspect"]

    def days(dataset: Dataset) -> tuple[date, date]:
        law = dataset.measures[section.id]
        return (
            stage_last_modified(dataset, law, announced),
            implication_last_modified(dataset, inspect),
        )

    assert max(days(before)) < LATE.latest
    assert set(days(after)) == {LATE.latest}
