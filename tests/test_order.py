"""The order of writing is not the order of events: dates decide what holds, wherever in its list a
part stands; and what was published keeps its id when another is inserted before it.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pydantic import BaseModel

from conftest import TODAY
from samples import partial_dates, with_record
from tracker.derive.as_of import assessment_as_of
from tracker.derive.changes import list_changes, list_corrections
from tracker.derive.facts import derive
from tracker.derive.findings import finding_as_of, without_corrected
from tracker.derive.order import by_certain_date, in_order
from tracker.derive.status import response_date
from tracker.load.dataset import Dataset
from tracker.outputs.calendars import all_calendar_entries
from tracker.outputs.context import BuildContext
from tracker.outputs.data.derived_columns import DERIVED_COLUMNS
from tracker.outputs.data.kinds import TOP_LEVEL_KINDS, published_items
from tracker.rules.chronology import one_finding_of_a_part_holds_on_a_day
from tracker.rules.evidence import a_correction_names_a_finding
from tracker.schema.dates import PartialDate, exact_date, parse_date, parse_recorded
from tracker.schema.fields import Correction, Model, OpenQuestion, Record, Search, Source
from tracker.schema.file_fields import inner_models
from tracker.schema.part_keys import NATURAL_KEYS
from tracker.schema.records import (
    KINDS,
    Claim,
    Commitment,
    DueDate,
    EarlierName,
    Element,
    Finding,
    Met,
    Response,
    Review,
    Stage,
    Undone,
)
from tracker.schema.traversal import FieldPath
from tracker.site import route_dataset

AGAIN = "-again"


SOME_EVENT = "2024-06-01-ministry-answers"


def after(when: PartialDate) -> PartialDate:
    return exact_date(when.latest + timedelta(days=1))


def before(when: PartialDate) -> PartialDate:
    return exact_date(when.earliest - timedelta(days=1))


def with_developments_again(dataset: Dataset) -> Dataset:
    """A dataset in which each development is followed by one more, a day after it."""
    developments, documents = dict(dataset.developments), dict(dataset.documents)
    for id, development in dataset.developments.items():
        newest = max(development.date, development.recorded, key=lambda day: day.latest)
        days = {"date": after(development.date), "recorded": after(newest)}
        again = development.model_copy(update={"id": f"{id}{AGAIN}", **days})
        developments[again.id] = again
        file = dataset.document(development)
        documents[again.folder, again.id] = replace(file, file=file.file.replace(id, again.id))
    return replace(dataset, developments=developments, documents=documents)


def _finding_again(finding: Finding) -> dict[str, Any]:
    days = (finding.date, finding.evidence_to, finding.recorded)
    recorded = after(max(days, key=lambda day: day.latest))
    return {"date": after(finding.date), "recorded": recorded, "corrects": None}


def _response_again(response: Response) -> dict[str, Any]:
    if response.development:
        return {"development": f"{response.development}{AGAIN}"}
    # A body has one response of this kind: another that is found stands beside it.
    return {"position": "accepted", "searched": (), "development": f"{SOME_EVENT}{AGAIN}"}


def _stage_again(stage: Stage) -> dict[str, Any]:
    return {"id": f"{stage.stage}{AGAIN}", "date": stage.date and after(stage.date)}


SAID_AGAIN: dict[type[Model], Callable[[Any], dict[str, Any]]] = {
    Finding: _finding_again,
    Response: _response_again,
    Stage: _stage_again,
    Claim: lambda claim: {"development": f"{claim.development}{AGAIN}"},
    DueDate: lambda due: {"set_on": after(due.set_on)},
    Review: lambda review: {"date": before(review.date)},
    Correction: lambda correction: {"date": before(correction.date)},
    Element: lambda element: {"id": f"{element.id}{AGAIN}"},
    Commitment: lambda commitment: {"id": f"{commitment.id}{AGAIN}"},
    OpenQuestion: lambda question: {"question": f"And {question.question}"},
    Search: lambda search: {"words": f"{search.words} again"},
    Source: lambda source: {"url": f"{source.url}/again"},
    EarlierName: lambda name: {"until": before(name.until)},
}
"""What makes of a copy of a part another one, which says the same a little later or earlier."""


def again(part: Any) -> Any:
    return part.model_copy(update=SAID_AGAIN[type(part)](part))


Lists = Iterator[tuple[FieldPath, tuple[Any, ...]]]


def lists_in(
    model: BaseModel, where: FieldPath = ()
) -> Iterator[tuple[FieldPath, tuple[Any, ...]]]:
    """Every list of parts inside a model, at any depth, with its path."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        parts = value if isinstance(value, tuple) else (value,)
        if isinstance(value, tuple) and value and isinstance(value[0], Model):
            yield (*where, name), value
        for index, part in enumerate(parts):
            if isinstance(part, BaseModel):
                step = (name, index) if isinstance(value, tuple) else (name,)
                yield from lists_in(part, (*where, *step))


def with_list(model: Any, where: FieldPath, parts: tuple[Any, ...]) -> Any:
    """A model with other parts in the list at a path."""
    name, *rest = where
    value = getattr(model, str(name))
    if not rest:
        new: Any = parts
    elif isinstance(value, tuple):
        index = int(rest[0])
        inner = with_list(value[index], tuple(rest[1:]), parts)
        new = (*value[:index], inner, *value[index + 1 :])
    else:
        new = with_list(value, tuple(rest), parts)
    return model.model_copy(update={str(name): new})


def insertions(dataset: Dataset) -> Iterator[tuple[str, Dataset]]:
    """The dataset with one more part before one of a list, for every part of every list."""
    for record in dataset.records():
        for where, parts in lists_in(record):
            for place, part in enumerate(parts):
                if isinstance(part, Finding) and part not in without_corrected(parts):
                    continue  # what was wrong is not said again
                longer = with_list(record, where, (*parts[:place], again(part), *parts[place:]))
                label = f"{record.id}: {'.'.join(map(str, where))} at {place}"
                yield label, with_record(dataset, longer)


DERIVED = {
    name
    for columns in DERIVED_COLUMNS.values()
    for name in vars(columns)
    if not name.startswith("_")
}


def without_findings(title: str) -> str:
    """The title of an entry, without what the first findings are that it tells together: a new one
    of the same date joins them.
    """
    return re.sub(r"(First assessed).*", r"\1", title)


def published(dataset: Dataset) -> dict[str, Any]:
    """What is published of a dataset under an id: what each item says itself in the API, each
    change, each entry of the feeds in both formats, and the days of each event of the calendars.
    """
    table = route_dataset(dataset, TODAY, pictures=False)
    assert table.context
    found: dict[str, Any] = {}
    for kind in TOP_LEVEL_KINDS:
        for item in published_items(table.context, kind):
            for inner, values in kind.nested(item):
                own = {
                    name: value
                    for name, value in values.items()
                    if inner.name == "changes" or not (name in DERIVED or isinstance(value, list))
                }
                assert found.setdefault(f"{inner.name} {own['id']}", own) is own, own["id"]
    for name in ("changes", "developments", "labels"):
        entries = json.loads(table.content(f"feeds/{name}.json"))["items"]
        found |= {f"feed {name} {e['id']}": without_findings(e["title"]) for e in entries}
        atom = str(table.content(f"feeds/{name}.atom"))
        assert all(f"<id>{entry['id']}</id>" in atom for entry in entries)
    for path in table.files:
        if path.endswith(".ics"):
            events = Calendar.from_ical(table.content(path)).events
            found |= {f"{path} {event['UID']}": (event.start, event.end) for event in events}
    return found


def test_what_is_published_keeps_its_id_when_another_is_inserted(tiny: Dataset) -> None:
    dataset = with_developments_again(tiny)
    expected = published(dataset)
    lists = set()
    for label, longer in insertions(dataset):
        found = published(longer)
        lost = {id: old for id, old in expected.items() if found.get(id) != old}
        assert not lost, label
        assert found.keys() > expected.keys(), label
        lists.add(label.partition(": ")[2].rpartition(".")[2].partition(" ")[0])
    assert lists >= {
        "responses",
        "claims",
        "elements",
        "findings",
        "commitments",
        "due",
        "stages",
        "reviews",
        "searched",
        "sources",
        "open_questions",
        "corrections",
    }


def grown(dataset: Dataset) -> Dataset:
    """A dataset in which each dated list has one more part for each that it had."""
    dataset = with_developments_again(dataset)
    for record in (*dataset.recommendations.values(), *dataset.measures.values()):
        longer: Record = record
        for where, parts in lists_in(record):
            if isinstance(parts[0], Finding | Response | Claim | DueDate | Review | Stage):
                longer = with_list(longer, where, (*parts, *map(again, parts)))
        dataset = with_record(dataset, longer)
    return dataset


def dates_decide(parts: tuple[Any, ...]) -> bool:
    if isinstance(parts[0], Response):
        return len({part.by for part in parts}) == 1
    if isinstance(parts[0], Stage):
        return all(part.date for part in parts)
    return isinstance(parts[0], Finding | Claim | DueDate | Review)


def shuffled(dataset: Dataset, random: Random) -> Dataset:
    """A dataset in which each list that dates put in order stands in any order."""
    for record in (*dataset.recommendations.values(), *dataset.measures.values()):
        mixed: Record = record
        for where, parts in lists_in(record):
            if dates_decide(parts):
                mixed = with_list(mixed, where, tuple(random.sample(parts, len(parts))))
        dataset = with_record(dataset, mixed)
    return dataset


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_a_list_does_not_matter_where_dates_decide(tiny: Dataset, seed: int) -> None:
    dated = [stage for stage in grown(tiny).measures["bridge-inquiry"].stages if stage.date]
    inquiry = tiny.measures["bridge-inquiry"].model_copy(update={"stages": tuple(dated)})
    dataset = with_record(grown(tiny), inquiry)
    table = route_dataset(dataset, TODAY, pictures=False)
    mixed = route_dataset(shuffled(dataset, Random(seed)), TODAY, pictures=False)
    paths = [*table.paths()]
    assert paths == [*mixed.paths()]
    for path in paths:
        if not path.endswith((".sqlite", ".xlsx", ".zip", ".png")):
            assert table.file(path) == mixed.file(path), path


@given(st.lists(partial_dates(), max_size=7))
def test_only_what_is_certainly_before_another_moves_above_it(dates: list[PartialDate]) -> None:
    numbered = list(enumerate(dates))
    ordered = by_certain_date(numbered, lambda pair: pair[1])
    assert sorted(ordered, key=lambda pair: pair[0]) == numbered
    for place, (number, when) in enumerate(ordered):
        for other, later in ordered[place + 1 :]:
            assert later.latest >= when.earliest
            if number > other:  # it was moved up: something below it is certainly after a date
                assert any(d.latest < later.earliest for _, d in ordered[:place] + ordered[place:])
    certain = all(b.latest >= a.earliest for i, a in enumerate(dates) for b in dates[i + 1 :])
    if certain:
        assert list(ordered) == numbered


def test_every_part_has_a_key() -> None:
    """That of a part with an id of its own is the id; a new kind of part needs a natural one."""
    required = {Element, Commitment, Met, Undone}
    assert set(inner_models(*KINDS)) - required == NATURAL_KEYS.keys()


ABSENT, SHOWN = "no-published-action", "under-way"


def corrected(tiny: Dataset, date: str, *, first: bool = False) -> Dataset:
    """The tiny dataset with a finding of a date, written on 20 January 2026, that corrects the
    absence of 31 December 2025.
    """
    record = tiny.recommendations["bridge-01"]
    duty, element = record.elements
    (wrong,) = element.findings
    fields = {"status": SHOWN, "date": parse_date(date), "recorded": parse_date("2026-01-20")}
    right = wrong.model_copy(update={**fields, "corrects": wrong.date})
    findings = (right, wrong) if first else (wrong, right)
    changed = element.model_copy(update={"findings": findings})
    return with_record(tiny, record.model_copy(update={"elements": (duty, changed)}))


def statuses(dataset: Dataset, axis: Any, *days: str) -> list[str]:
    """The status of the second element of a recommendation at the end of some days."""
    record = in_order(dataset).recommendations["bridge-01"]
    past = [assessment_as_of(dataset, record, parse_date(day).latest, axis) for day in days]
    return [assessment.elements[1].status for assessment in past if assessment]


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("date", ["2025-06-10", "2025-12-31", "2026-01-15"])
def test_a_correction_holds_whatever_its_date(tiny: Dataset, date: str, first: bool) -> None:
    dataset = corrected(tiny, date, first=first)
    (published,) = derive(dataset, TODAY).assessments["bridge-01"].elements[1:]
    assert (published.status, str(published.since)) == (SHOWN, date)
    day = exact_date(parse_date(date).earliest - timedelta(days=1)).text
    assert statuses(dataset, "as_of", day, date, "2026-01-31") == ["not-assessed", SHOWN, SHOWN]
    days = ("2026-01-10", "2026-01-19", "2026-01-20")
    assert statuses(dataset, "as_recorded", *days) == [ABSENT, ABSENT, SHOWN]


def test_a_wrong_finding_is_no_step_and_no_change_but_a_correction(tiny: Dataset) -> None:
    dataset = corrected(tiny, "2025-06-10")
    facts = derive(dataset, TODAY)
    steps = facts.assessments["bridge-01"].history
    assert [str(step.date) for step in steps][-2:] == ["2025-01-01", "2025-06-10"]
    changes = [c for c in list_changes(facts.dataset) if c.id.startswith("bridge-01.element")]
    assert [(str(change.date), change.after) for change in changes] == [("2025-06-10", SHOWN)]
    (entry,) = (c for c in list_corrections(facts.dataset) if c.record.id == "bridge-01")
    assert entry.wrong
    assert entry.right
    assert (str(entry.date), entry.wrong.status, entry.right.status) == (
        "2026-01-20",
        ABSENT,
        SHOWN,
    )
    page = route_dataset(dataset, TODAY).html("recommendations/bridge-01/")
    assert "was wrong: None found" in page


def test_a_finding_dated_too_early_never_held(tiny: Dataset) -> None:
    element = corrected(tiny, "2026-01-15").recommendations["bridge-01"].elements[1]
    days = ("2025-12-31", "2026-01-14", "2026-01-15")
    held = [finding_as_of(without_corrected(element.findings), parse_date(d)) for d in days]
    assert [finding and finding.status for finding in held] == [None, None, SHOWN]


def test_of_two_findings_of_a_date_the_one_written_last_is_corrected(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-02"]
    wrong, right = record.elements[1].findings
    fields = {"recorded": parse_date("2025-02-01"), "date": parse_date("2024-10-01")}
    third = right.model_copy(update={**fields, "status": "planned"})
    element = record.elements[1].model_copy(update={"findings": (third, right, wrong)})
    changed = record.model_copy(update={"elements": (record.elements[0], element)})
    dataset = with_record(tiny, changed)
    assert derive(dataset, TODAY).assessments["bridge-02"].elements[1].status == "planned"
    pairs = [(c.wrong, c.right) for c in list_corrections(dataset) if c.wrong]
    assert pairs == [(right, third), (wrong, right)]


def returned(tiny: Dataset) -> Dataset:
    """The tiny dataset with a finding that was wrong, and a correction back to the one before it:
    same status and date, written on 20 January 2026 in the afternoon.
    """
    record = tiny.recommendations["bridge-01"]
    duty, element = record.elements
    (absence,) = element.findings
    held = absence.model_copy(update={"status": SHOWN, "date": parse_date("2025-06-10")})
    written = [parse_recorded(f"2026-01-20T{hour}:00+00:00") for hour in ("09", "15")]
    wrong = held.model_copy(
        update={"status": "planned", "date": parse_date("2025-11"), "recorded": written[0]}
    )
    back = held.model_copy(update={"corrects": wrong.date, "recorded": written[1]})
    changed = element.model_copy(update={"findings": (held, wrong, back)})
    return with_record(tiny, record.model_copy(update={"elements": (duty, changed)}))


def test_a_correction_may_return_to_the_finding_before(tiny: Dataset) -> None:
    dataset = returned(tiny)
    assert [*one_finding_of_a_part_holds_on_a_day(dataset, TODAY)] == []
    assert [*a_correction_names_a_finding(dataset, TODAY)] == []
    element = dataset.recommendations["bridge-01"].elements[1]
    assert without_corrected(element.findings) == element.findings[2:]
    (change,) = (c for c in list_changes(in_order(dataset)) if c.id.startswith("bridge-01.element"))
    assert (str(change.date), change.after) == ("2025-06-10", SHOWN)
    assert change.recorded == element.findings[0].recorded


def test_a_later_correction_of_one_part_is_no_new_change_of_the_whole(tiny: Dataset) -> None:
    """It changes its part alone, and the change of the whole keeps the day of its writing."""
    dataset = corrected(tiny, "2024-06-01")
    record = dataset.recommendations["bridge-01"]
    duty, element = record.elements
    right = element.findings[1].model_copy(update={"status": "planned"})
    element = element.model_copy(update={"findings": (element.findings[0], right)})
    record = record.model_copy(update={"elements": (duty, element)})
    found = {c.id: str(c.recorded) for c in list_changes(in_order(with_record(tiny, record)))}
    assert found["bridge-01.status.2024-06-01"] == "2024-06-02"
    assert found[f"bridge-01.element-status.{element.id}.2024-06-01"] == "2026-01-20"


def test_an_answer_whose_source_was_withdrawn_stays_in_its_place(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-02"]
    lost = Response(position="accepted", by="ministry-of-bridges")
    dataset = with_record(tiny, record.model_copy(update={"responses": (lost, *record.responses)}))
    assert in_order(dataset).recommendations["bridge-02"].responses[0] == lost
    assert response_date(dataset, lost) is None


def test_an_answer_found_late_stands_after_the_search_that_missed_it(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-02"]
    answer = Response(position="accepted", by="ferry-board", development="2024-09-10-bridges-act")
    for responses in ((*record.responses, answer), (answer, *record.responses)):
        dataset = with_record(tiny, record.model_copy(update={"responses": responses}))
        current = derive(dataset, TODAY).assessments["bridge-02"].responses
        assert {r.by: r.position for r in current}["ferry-board"] == "accepted"


def test_an_undated_stage_stays_below_the_dated_one_above_it(tiny: Dataset) -> None:
    measure = tiny.measures["bridge-inquiry"]
    set_up, report = measure.stages
    older = set_up.model_copy(update={"stage": "announced", "date": parse_date("2024-01")})
    late = measure.model_copy(update={"stages": (set_up, report, older)})
    ordered = in_order(with_record(tiny, late)).measures["bridge-inquiry"].stages
    assert ordered == (older, set_up, report)


def test_a_stage_keeps_its_uid_whatever_becomes_of_its_date(tiny: Dataset) -> None:
    measure = tiny.measures["bridge-inquiry"]
    names = []
    for update in (
        {},
        {"expected": parse_date("2027")},
        {"date": parse_date("2026-01-05")},
        {"date": parse_date("2026-01-05"), "expected": None},
    ):
        stages = (measure.stages[0], measure.stages[1].model_copy(update=update))
        dataset = with_record(tiny, measure.model_copy(update={"stages": stages}))
        context = BuildContext(derive(dataset, TODAY), TODAY, "https://tracker.example/")
        entries = all_calendar_entries(context)
        names.append([e.name for e in entries if e.name.startswith("measures/bridge-inquiry/")])
    assert names[0] == ["measures/bridge-inquiry/stages/final-report"]
    assert names[:3] == [names[0]] * 3
    assert names[3] == []  # a stage that nobody announced has no place in a calendar
