"""`tracker review`: what waits for a look, compared whole; a look that found nothing new, written
into each kind of record; the walk from source to source; and what is refused.
"""

import difflib
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, TINY, TODAY
from samples import with_record
from tracker import rules
from tracker.cli import main
from tracker.derive.facts import derive
from tracker.edit.reviewing import CannotBeReviewedError, record_named, unseen_editions
from tracker.edit.text_edits import CannotBeEditedError, text_with_values
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.load.strict_yaml import parse_yaml
from tracker.rules.due_looks import RULES_OF_LOOKS, due_looks, looks_by_record
from tracker.schema.dates import exact_date
from tracker.schema.records import KINDS
from tracker.text.look_sentences import LOOK_LABELS, queue_summary

EXPECTED = ROOT / "tests" / "expected" / "review"
LATER = date(2026, 6, 1)
TWO = "recommendations/bridge-02.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "data")
    return tmp_path / "data"


def review(data: Path, *arguments: str, typed: str | None = None, day: date = TODAY) -> Result:
    command = ["review", *arguments, "--data", str(data), "--today", f"{day}"]
    return CliRunner().invoke(
        main, command, input=typed, catch_exceptions=False, env={"SITE_URL": ""}
    )


def lines_changed(data: Path) -> dict[str, list[str]]:
    """The lines that each file of a copy of the tiny dataset lost and got."""
    changed = {}
    for path in sorted(data.rglob("*.yaml")):
        name = path.relative_to(data).as_posix()
        before, after = (TINY / name).read_text("utf-8"), path.read_text("utf-8")
        if before != after:
            diff = difflib.ndiff(before.splitlines(), after.splitlines())
            changed[name] = [line for line in diff if line[0] in "+-"]
    return changed


@pytest.mark.parametrize(("name", "day"), [("queue", TODAY), ("queue-later", LATER)])
def test_the_queue_is_listed_longest_first(name: str, day: date, accept: bool) -> None:
    done = review(TINY, day=day)
    path = EXPECTED / f"{name}.txt"
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(done.output, "utf-8")
    assert done.exit_code == 0
    assert done.output == path.read_text("utf-8"), "if it is meant: scripts/test --accept"


def test_every_look_has_its_words_and_every_rule_that_asks_for_one_its_kind() -> None:
    assert {rule.__name__ for rule in RULES_OF_LOOKS} < LOOK_LABELS.keys()
    assert set(RULES_OF_LOOKS) < set(rules.WARNING_RULES)


def test_what_has_waited_longest_stands_first(tiny: Dataset) -> None:
    looks = due_looks(tiny, derive(tiny, LATER))
    days = [look.since.latest for look in looks if look.since]
    assert days == sorted(days)
    assert len(days) == len(looks)
    groups = looks_by_record(looks)
    assert sorted(look.identity for group in groups for look in group) == sorted(
        look.identity for look in looks
    )
    assert len({(g[0].record.folder, g[0].record.id, g[0].kind) for g in groups}) == len(groups)


def test_the_queue_of_one_record(tiny: Dataset) -> None:
    done = review(TINY, "bridge-02")
    assert re.findall(r"^\S+:", done.stdout, re.M) == ["recommendations/bridge-02:"]
    nothing = review(TINY, "walkers-benches")
    assert (nothing.stdout, nothing.stderr) == ("", "Nothing waits for a look.\n")
    assert queue_summary([]) == "Nothing waits for a look."


def test_links_are_absolute_where_the_address_is_known() -> None:
    command = ["review", "--data", str(TINY), "--today", f"{TODAY}"]
    done = CliRunner().invoke(main, command, env={"SITE_URL": "https://site.example/x"})
    assert "  Page: https://site.example/x/recommendations/bridge-02/\n" in done.output


def test_a_record_with_problems_has_no_queue(data: Path) -> None:
    (data / "bodies" / "ferry-board.yaml").write_text("name: no\n", "utf-8")
    done = review(data)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("Mend these first.\n")


def test_a_look_at_a_recommendation_is_one_more_review(data: Path) -> None:
    done = review(data, "bridge-02", "--to", "2026-01-31", "--note", "Read again: nothing new.")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{data}/{TWO}\n"
    assert lines_changed(data) == {
        TWO: [
            "+   - date: 2026-02-01",
            "+     evidence_to: 2026-01-31",
            "+     seen: live",
            '+     note: "Read again: nothing new."',
        ]
    }
    assert "recommendations/bridge-02" not in review(data).stdout


def test_a_second_look_of_one_day_has_a_name(data: Path) -> None:
    for number in range(3):
        note = ("--note", f"Read again, {number}.", "--seen", "excerpt")
        assert review(data, "bridge-01", "--to", "2026-01-31", *note).exit_code == 0
    dataset, problems = load(data)
    ids = [one.id for one in dataset.recommendations["bridge-01"].reviews]
    assert (ids, problems) == ([None, None, "look-2", "look-3"], ())
    assert rules.check(dataset, TODAY) == ()


@pytest.mark.parametrize(
    ("record", "file", "lines"),
    [
        (
            "bridge-line",
            "services/bridge-line.yaml",
            ["-     seen_on: 2025-10-10", "+     seen_on: 2026-02-01"],
        ),
        (
            "bridges-act-section-1",
            "measures/bridges-act-section-1.yaml",
            ["-         to: 2025-12-31", "+         to: 2026-02-01"],
        ),
        (
            "measures/bridge-inquiry",
            "measures/bridge-inquiry.yaml",
            ["-     looked_to: 2025-12-31", "+     looked_to: 2026-02-01"],
        ),
        (
            "walkers-benches",
            "implications/walkers-benches.yaml",
            ["-     seen_on: 2026-01-10", "+     seen_on: 2026-02-01"],
        ),
    ],
)
def test_a_look_at_another_record_moves_its_days(
    record: str, file: str, lines: list[str], data: Path
) -> None:
    assert review(data, record, "--to", "2026-02-01").exit_code == 0
    assert lines_changed(data) == {file: lines}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bridge-03"], "'bridge-03' is no record; did you mean 'bridge-0"),
        (["recommendations/bridge-1"], "did you mean 'recommendations/bridge-01'?"),
        (["bridge-2", "--at-source"], "'bridge-2' is no record; did you mean 'bridge-02'?"),
        (["bridge-02", "--to", "2026-02-02"], "2026-02-02 has not come; today is 2026-02-01"),
        (["bridge-02", "--to", "2026-02-30"], "'2026-02-30' is not a day; write one such as"),
        (["bridge-02", "--to", "2026-02-01"], "say with --note what you looked at"),
        (
            ["bridge-02", "--to", "2024-12-30", "--note", "Old."],
            "the last review looked up to 2024-12-31; 2024-12-30 is before that",
        ),
        (
            ["bridge-02", "--to", "2026-02-01", "--note", "x", "--seen", "lives"],
            "'lives' is not how a source is seen; allowed: live, full-copy, excerpt; did you mean",
        ),
        (["bridge-line", "--to", "2026-02-01", "--note", "x"], "a service has no place for --note"),
        (["bridge-line", "--to", "2025-10-10"], "it was looked at up to 2025-10-10 already"),
        (
            ["bridges-act-section-1", "--to", "2025-06-01"],
            "it was looked at up to 2025-12-31 already; 2025-06-01 is no later",
        ),
        (["ferry-board", "--to", "2026-02-01"], "a body does not say how far it was looked at"),
        (["--to", "2026-02-01"], "--to and --at-source need RECORD"),
        (["--at-source"], "--to and --at-source need RECORD"),
        (["bridge-02", "--note", "x"], "--note and --seen go with --to"),
        (["bridge-02", "--to", "2026-02-01", "--at-source"], "goes without --to"),
    ],
)
def test_what_cannot_be_reviewed_is_said_why(arguments: list[str], says: str, data: Path) -> None:
    done = review(data, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in " ".join(done.stderr.split())
    assert lines_changed(data) == {}


def test_a_note_that_would_break_a_rule_is_not_written(data: Path) -> None:
    done = review(data, "bridge-02", "--to", "2026-02-01", "--note", "The \ufb01rst look.")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "U+FB01" in done.stderr
    assert done.stderr.endswith("Nothing was written: these would be problems of the record.\n")
    assert lines_changed(data) == {}


def test_an_id_of_several_records_needs_its_folder(tiny: Dataset) -> None:
    body = tiny.bodies["ferry-board"].model_copy(update={"id": "bridge-panel"})
    both = with_record(tiny, body)
    with pytest.raises(CannotBeReviewedError, match="write measures/bridge-panel or bodies/bridge"):
        record_named(both, "bridge-panel")
    assert record_named(both, "measures/bridge-panel.yaml") is tiny.measures["bridge-panel"]
    for kind in KINDS:
        for id, record in getattr(tiny, kind.folder).items():
            assert record_named(tiny, f"{kind.folder}/{id}") is record


LIVE_NOW = ["seen: live", "seen_on: 2026-02-01"]


def now_live(data: Path) -> list[str]:
    """The files of which some lines now say that a source was seen live today, and nothing else."""
    changed = lines_changed(data)
    for lines in changed.values():
        assert [line[1:].strip() for line in lines if line[0] == "+"] == LIVE_NOW * (
            len(lines) // 4
        )
    return list(changed)


ANSWER = "developments/2024-06-01-ministry-answers.yaml"
ACT = "developments/2024-09-10-bridges-act.yaml"
STARTS = "developments/2025-01-01-section-1-starts.yaml"


def test_the_walk_goes_through_all_that_a_recommendation_rests_on(tiny: Dataset) -> None:
    items = unseen_editions(tiny, tiny.recommendations["bridge-01"])
    users = [[f"{r.folder}/{r.id}.yaml" for r, _, _ in item.uses] for item in items]
    assert users == [
        [ANSWER],
        [ACT],
        ["developments/2024-11-minister-says-done.yaml"],
        [STARTS, "measures/bridges-act-section-1.yaml"],
    ]


def test_each_yes_makes_a_source_live_and_a_copy_is_never_asked_about(data: Path) -> None:
    done = review(data, "bridge-01", "--at-source", typed="y\nn\ny\n")
    assert done.exit_code == 0
    assert done.output.count("Is it as recorded?") == 3
    assert "A copy" in done.output or "Its address answers no more" in done.output
    assert f"Put right what differs at data/{ACT}:" in done.output
    assert now_live(data) == [ANSWER, STARTS, "measures/bridges-act-section-1.yaml"]
    assert done.stderr == "2 of 4 sources seen live; 2 left as before.\n"
    assert load(data)[1] == ()


@pytest.mark.parametrize("typed", ["", "quit\n", "skip\nquit\n", "n\nskip\nn\n", "perhaps\n"])
def test_without_a_yes_nothing_is_written(typed: str, data: Path) -> None:
    done = review(data, "bridge-01", "--at-source", typed=typed)
    assert done.exit_code == 0
    assert lines_changed(data) == {}
    assert done.stderr == "0 of 4 sources seen live; 4 left as before.\n"


@pytest.mark.parametrize("typed", ["y\n", "y\nquit\n"])
def test_what_was_answered_before_the_end_is_kept(typed: str, data: Path) -> None:
    review(data, "bridge-01", "--at-source", typed=typed)
    assert now_live(data) == [ANSWER]
    again = review(data, "bridge-01", "--at-source", typed="")
    assert again.stdout.startswith("1 of 3\n")


def test_when_all_is_seen_the_next_step_is_a_review(data: Path) -> None:
    done = review(data, "bridges-act", "--at-source", typed="y\n")
    assert done.stderr == "1 source seen live; none is left.\n"
    assert review(data, "bridges-act", "--at-source").stderr == (
        "Each of its sources was seen live.\n"
    )
    review(data, "bridge-02", "--at-source", typed="y\ny\ny\n")
    step = review(data, "bridge-02", "--at-source").stderr
    assert 'Next: tracker review bridge-02 --to 2026-02-01 --seen live --note "…"' in step


TEXT = """\
# The file's comment
a: 2026-01-01
# A comment on its own line
"b" : 'live'
c: {d: excerpt, e: [one, "two"]}
f:
  - g: >-
      folded
    h: 2026
"""


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({("a",): "2026-02-01"}, "2026-01-01", "2026-02-01"),
        ({("b",): "excerpt"}, "'live'", "excerpt"),
        ({("c", "d"): "live"}, "excerpt", "live"),
        ({("c", "e", 1): "three"}, '"two"', "three"),
        ({("f", 0, "h"): "2027-01"}, "h: 2026", "h: 2027-01"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_value_is_changed_and_no_byte_beside_it(
    values: dict[tuple[str | int, ...], str], old: str, new: str, end: str
) -> None:
    text = TEXT.replace("\n", end)
    assert text_with_values(text, "f", values) == text.replace(old, new, 1)


def test_values_that_share_a_line_are_changed_together() -> None:
    values = {("c", "d"): "live", ("c", "e", 0): "first", ("c", "e", 1): "other"}
    changed = TEXT.replace('{d: excerpt, e: [one, "two"]}', "{d: live, e: [first, other]}")
    assert text_with_values(TEXT, "f", values) == changed


def test_a_value_that_cannot_be_changed_alone_is_refused() -> None:
    with pytest.raises(CannotBeEditedError, match=r"f:7: 'g' is written so that it cannot be"):
        text_with_values(TEXT, "f", {("f", 0, "g"): "live"})


@given(st.data())
def test_days_of_any_record_can_be_changed_and_back(draw: st.DataObject) -> None:
    """Each day in each file of the tiny dataset."""
    path = draw.draw(st.sampled_from(sorted(TINY.glob("[bdimrs]*/*.yaml"))))
    text = path.read_text("utf-8")
    document = parse_yaml(text, path.name)
    days = [
        where
        for where in document.positions
        if where and re.fullmatch(r"\d{4}-\d\d-\d\d", str(value_of(document.value, where)))
    ]
    if days:
        some = draw.draw(st.lists(st.sampled_from(sorted(days, key=str)), min_size=1, unique=True))
        new = exact_date(draw.draw(st.dates(date(2000, 1, 1), date(2100, 1, 1)))).text
        changed = text_with_values(text, path.name, dict.fromkeys(some, new))
        back = {where: str(value_of(document.value, where)) for where in some}
        restored = text_with_values(changed, path.name, back)
        assert parse_yaml(restored, path.name).value == document.value
        assert len(restored.splitlines()) == len(text.splitlines())


def value_of(value: object, where: tuple[str | int, ...]) -> object:
    for key in where:
        value = value[key]  # type: ignore[index]
    return value
