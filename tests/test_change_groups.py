"""Changes that are told together, what they are about, and the days on which steps were written."""

from dataclasses import replace
from datetime import date

from conftest import TODAY
from samples import with_record
from tracker.derive.as_of import as_of
from tracker.derive.change_groups import ChangeGroup, group_changes, weighty_groups
from tracker.derive.change_subjects import ChangeSubjects, index_audiences, subjects_of
from tracker.derive.changes import Change, list_changes
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.schema.records import Implication, Measure
from tracker.text.group_sentences import describe_group, describe_groups, gather_alike


def groups(dataset: Dataset) -> dict[str, ChangeGroup]:
    return {group.id: group for group in group_changes(list_changes(dataset))}


def changes(dataset: Dataset) -> dict[str, Change]:
    return {change.id: change for change in list_changes(dataset)}


def measure(dataset: Dataset, id: str, **fields: object) -> Dataset:
    record: Measure = dataset.measures[id].model_copy(update=fields)
    return with_record(dataset, record)


def point(dataset: Dataset, id: str, **fields: object) -> Dataset:
    record: Implication = dataset.implications[id].model_copy(update=fields)
    return with_record(dataset, record)


def test_every_change_stands_in_exactly_one_group(tiny: Dataset) -> None:
    told = [change.id for group in groups(tiny).values() for change in group.changes]
    assert sorted(told) == sorted(changes(tiny))


def test_first_findings_of_a_day_are_one_line_under_the_id_of_the_first_that_was_written(
    tiny: Dataset,
) -> None:
    record = tiny.recommendations["bridge-02"]
    *others, reports = record.elements
    first = reports.findings[-1]
    later = first.model_copy(update={"recorded": parse_date("2025-01-12"), "corrects": None})
    more = reports.model_copy(update={"id": "again", "findings": (later,)})
    dataset = with_record(tiny, record.model_copy(update={"elements": (more, reports, *others)}))
    group = groups(dataset)[f"bridge-02.element-status.reports.{first.date}"]
    assert [c.id.split(".")[2] for c in group.changes] == ["reports", "again"]
    assert not group.happened
    assert str(group.recorded) == "2025-01-12"
    said = describe_group(dataset, group).whole
    assert (said.kind, said.before, said.what) == ("First assessed", "", "")
    assert said.after == "2 parts: None found"


def test_first_findings_of_the_whole_and_of_parts_are_counted(tiny: Dataset) -> None:
    whole = changes(tiny)["bridge-02.status.2024-06-01"]
    part = changes(tiny)["bridge-02.element-status.reports.2024-12-31"]
    ids = ("a", "b")
    others = [
        replace(
            part,
            id=id,
            date=whole.date,
            about=part.about.model_copy(update={"id": id}),  # type: ignore[union-attr]
            after=after,
        )
        for id, after in zip(ids, ("planned", "under-way"), strict=True)
    ]
    (group,) = group_changes([whole, *others])
    assert describe_group(tiny, group).whole.after == (
        "Under way as a whole; 2 parts: 1 Planned, 1 Under way"
    )


def test_what_starts_with_a_step_is_told_with_it(tiny: Dataset) -> None:
    group = groups(tiny)["measures.bridges-act-section-1.stage.in-force.england.wales"]
    assert (group.kind, [c.kind for c in group.changes]) == ("step", ["law", "point-start"])
    said = describe_group(tiny, group)
    assert (said.whole.title, said.heading) == ("Duty to inspect bridges: Law, In force", "With it")
    assert [(text.record_name, text.kind) for text in said.brings] == [
        ("Bridge keepers", "Began to apply")
    ]


def test_a_provision_stands_under_its_law_where_they_took_a_step_together(tiny: Dataset) -> None:
    act = tiny.measures["bridges-act"]
    section = tiny.measures["bridges-act-section-1"]
    dataset = measure(tiny, section.id, stages=(*section.stages, *act.stages))
    group = groups(dataset)["measures.bridges-act.stage.royal-assent"]
    assert [c.record.id for c in group.changes] == ["bridges-act", "bridges-act-section-1"]
    later = act.stages[0].model_copy(update={"date": parse_date("2024-09-11")})
    apart = groups(measure(tiny, section.id, stages=(*section.stages, later)))
    assert len(apart["measures.bridges-act.stage.royal-assent"].changes) == 1
    alone = group_changes([groups(dataset)["measures.bridges-act.stage.royal-assent"].changes[1]])
    assert [(g.kind, g.record.id) for g in alone] == [("one", "bridges-act-section-1")]


def test_new_points_of_a_day_are_one_line_for_an_audience(tiny: Dataset) -> None:
    dataset = point(tiny, "bridge-keepers-lamps", recorded=parse_date("2026-01-10"))
    dataset = point(dataset, "bridge-keepers-watch", recorded=parse_date("2026-01-11"))
    new = [group for group in groups(dataset).values() if group.kind == "points"]
    assert [(g.id, len(g.changes), g.happened) for g in new] == [
        ("audiences.bridge-keepers.points.2026-01-11", 1, False),
        ("audiences.bridge-keepers.points.2026-01-10", 2, False),
    ]
    said = describe_group(dataset, new[1])
    assert (said.whole.title, len(said.brings)) == ("Bridge keepers: New points, 2 points", 2)
    assert said.whole.path == "for/bridge-keepers/"


def test_a_step_is_of_the_law_of_guidance_or_of_another_measure(tiny: Dataset) -> None:
    kinds = {id: c.kind for id, c in changes(tiny).items() if id.startswith("measures.")}
    assert kinds["measures.bridge-panel.stage.set-up"] == "measure"
    assert kinds["measures.bridges-act.stage.royal-assent"] == "law"
    guided = changes(measure(tiny, "bridge-panel", kind="guidance"))
    assert guided["measures.bridge-panel.stage.set-up"].kind == "guidance"
    (assent,) = tiny.measures["bridges-act"].stages
    made = changes(measure(tiny, "bridge-panel", kind="guidance", stages=(assent,)))
    assert made["measures.bridge-panel.stage.royal-assent"].kind == "law"


def test_a_point_that_binds_nobody_neither_starts_nor_ends(tiny: Dataset) -> None:
    ends = parse_date("2025-06-01")
    bound = changes(point(tiny, "bridge-keepers-inspect", ends=ends))
    assert str(bound["implications.bridge-keepers-inspect.ends"].date) == "2025-06-01"
    free = changes(point(tiny, "bridge-keepers-inspect", ends=ends, force="expected"))
    assert [id for id in free if "bridge-keepers-inspect" in id] == []


def test_a_point_of_which_the_day_of_writing_is_not_known_is_not_new(tiny: Dataset) -> None:
    written = [id for id in changes(tiny) if id.endswith(".written")]
    assert written == ["implications.bridge-keepers-register.written"]
    undated = point(tiny, "bridge-keepers-register", recorded=None)
    assert [id for id in changes(undated) if id.endswith(".written")] == []


def test_a_step_was_written_when_its_source_was_first_seen_never_before_it(tiny: Dataset) -> None:
    dataset = point(
        tiny, "bridge-keepers-lamps", in_force_by=None, applies_from=parse_date("2024-06-01")
    )
    start = "implications.bridge-keepers-lamps.starts"
    assert str(changes(dataset)[start].recorded) == "2026-01-10"
    known = point(dataset, "bridge-keepers-lamps", recorded=parse_date("2024-06-05"))
    assert str(changes(known)[start].recorded) == "2024-06-05"
    late = point(known, "bridge-keepers-lamps", applies_from=parse_date("2025-06-01"))
    assert str(changes(late)[start].recorded) == "2025-06-01"


def test_as_recorded_a_point_is_there_from_the_day_on_which_we_wrote_it(tiny: Dataset) -> None:
    eve, id = date(2026, 1, 9), "bridge-keepers-register"
    assert id in as_of(tiny, eve).implications
    assert id not in as_of(tiny, eve, "as_recorded").implications
    assert id in as_of(tiny, TODAY, "as_recorded").implications
    undated = point(tiny, id, recorded=None)
    assert id in as_of(undated, eve, "as_recorded").implications


def test_what_a_change_is_about(tiny: Dataset) -> None:
    audiences, found = index_audiences(tiny), changes(tiny)

    def subjects(id: str) -> ChangeSubjects:
        return subjects_of(tiny, found[id], audiences)

    keepers, ministry = ("bridge-keepers",), ("ministry-of-bridges",)
    assert subjects("measures.bridges-act-section-1.stage.in-force.england.wales") == (
        ChangeSubjects(("bridges",), keepers, ministry)
    )
    assert subjects("measures.bridges-act.stage.royal-assent").audiences == ()
    assert subjects("bridge-02.commitment.report").audiences == keepers
    assert subjects("implications.bridge-keepers-register.written") == (
        ChangeSubjects(("bridges",), keepers, ())
    )
    corrected = "developments.2024-11-minister-says-done.correction.2026-01-10"
    assert subjects(corrected).topics == ("bridges",)


def test_home_tells_what_matters_most_first(tiny: Dataset) -> None:
    """The newest day first; on one day law, then guidance, then statuses. All that happened where
    nothing weighty did.
    """
    every = group_changes(tuple(changes(tiny).values()))
    weighty = weighty_groups(tiny.vocabulary, every)
    kinds = {group.lead.kind for group in weighty}
    assert kinds <= {"law", "guidance", "status"}
    assert "law" in kinds
    days = [group.day for group in weighty]
    assert days == sorted(days, reverse=True)
    law, status = (next(g for g in weighty if g.lead.kind == kind) for kind in ("law", "status"))
    same_day = replace(law.lead, date=status.lead.date, recorded=status.lead.recorded)
    of_one_day = weighty_groups(tiny.vocabulary, (status, replace(law, changes=(same_day,))))
    assert [group.lead.kind for group in of_one_day] == ["law", "status"]
    others = [g for g in every if g.happened and g.lead.kind not in ("law", "guidance", "status")]
    assert others
    assert set(weighty_groups(tiny.vocabulary, others)) == set(others)


def test_one_line_tells_of_records_that_came_to_the_same_state_on_a_day(tiny: Dataset) -> None:
    law = groups(tiny)["measures.bridges-act.stage.royal-assent"]
    same = replace(law, id="other")
    later = replace(law.lead, date=parse_date("2025-09-11"))
    another_day = replace(law, id="later", changes=(later,))
    rows = gather_alike(describe_groups(tiny, [law, another_day, same]))
    assert [[group.id for group, _ in row] for row in rows] == [[law.id, "other"], ["later"]]
