"""`tracker changes A..B`: what differs between two commits of the tiny dataset, and what changed
between two days, in each form, compared whole; and what is refused.
"""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, TINY, TODAY
from tracker.cli import main
from tracker.derive.comparison import RecordDifference, compare_facts
from tracker.derive.facts import derive
from tracker.edit.comparing import CannotBeComparedError, Span, parse_span
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.render.engine import COMPARISON_FORMS, render_comparison
from tracker.rules.due_looks import due_looks, new_looks
from tracker.schema.dates import parse_date
from tracker.schema.part_keys import key_path, keyed_parts, keyed_values
from tracker.text.comparison_sentences import (
    MAX_EDITED,
    NO_DIFFERENCE,
    ToldComparison,
    ToldLine,
    ToldSection,
    tell_comparison,
)

EXPECTED = ROOT / "tests" / "expected" / "comparison"
ONE, TWO = "recommendations/bridge-01.yaml", "recommendations/bridge-02.yaml"
EVENT = "developments/2026-01-15-first-round.yaml"
ROUND = """\
date: 2026-01-15
recorded: 2026-01-20
title: The ministry publishes the first round of inspections
summary: The first round of inspections of each bridge was published.
kind: statement
recommendations: [bridge-01.published]
sources:
  - title: The first round
    publisher: Ministry of Bridges
    url: https://bridges.example/round
    grade: c
    seen: excerpt
    seen_on: 2026-01-20
"""
FINDING = """\
      - status: under-way
        date: 2026-01-15
        recorded: 2026-01-20
        reason: The first round of inspections was published.
        evidence: [2026-01-15-first-round]
        evidence_to: 2026-01-16
"""


def git(data: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=data, check=True, capture_output=True)


def edit(data: Path, file: str, *changes: tuple[str, str]) -> None:
    text = (data / file).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (data / file).write_text(text, "utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The tiny dataset in a checkout, committed."""
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    git(data, "init", "-q", "-b", "main")
    git(data, "add", ".")
    git(data, "commit", "-qm", "all")
    return data


def told(data: Path, span: str, form: str = "text", code: int = 0) -> str:
    command = ["changes", span, "--data", str(data), "--today", f"{TODAY}", "--format", form]
    done = CliRunner().invoke(main, command, catch_exceptions=False, env={"SITE_URL": ""})
    assert done.exit_code == code, done.output
    return done.output


def an_edit_of_everything(data: Path) -> None:
    """A new event with its finding, a promise that is put off, a step, texts, a service that goes,
    a new word.
    """
    (data / EVENT).write_text(ROUND, "utf-8")
    edit(
        data,
        ONE,
        ("commitments:\n", f"{FINDING}commitments:\n"),
        (
            "        reason: Too few inspectors.\n",
            "        reason: Too few inspectors.\n      - date: 2027\n"
            "        set_on: 2026-01-15\n        reason: More bridges.\n",
        ),
        ("short: Yearly inspection", "short: Inspection"),
    )
    edit(
        data,
        "measures/bridge-panel.yaml",
        ("stages:\n", "stages:\n  - stage: final-report\n    words: Nobody wrote it.\n"),
    )
    edit(data, "measures/bridge-inquiry.yaml", ("expected: 2026-03/2026-05", "expected: 2027-01"))
    edit(data, "implications/walkers-benches.yaml", ("words: ", "words: Perhaps. "))
    edit(data, "vocabulary/topics.yaml", ("label: ", "label: The "))


@pytest.mark.parametrize("form", COMPARISON_FORMS)
def test_an_edit_is_told_in_each_form(form: str, data: Path, accept: bool) -> None:
    an_edit_of_everything(data)
    assert load(data)[1] == ()
    held(f"commits.{COMPARISON_FORMS[form]}", told(data, "main..", form), accept)


@pytest.mark.parametrize("form", COMPARISON_FORMS)
def test_two_days_are_told_in_each_form(form: str, accept: bool) -> None:
    text = told(TINY, "2024-06-01..2025-12-31", form)
    held(f"days.{COMPARISON_FORMS[form]}", text, accept)


def held(name: str, text: str, accept: bool) -> None:
    """Compares a text with the one that is expected."""
    path = EXPECTED / name
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8"), "if it is meant: scripts/test --accept"


@pytest.mark.parametrize("span", ["main..main", "main..", "HEAD...HEAD", "main...", "main"])
@pytest.mark.parametrize("form", COMPARISON_FORMS)
def test_what_is_the_same_says_nothing(span: str, form: str, data: Path) -> None:
    text = told(data, span, form)
    assert text.count(NO_DIFFERENCE) == 1
    assert len(text.splitlines()) <= 4


def test_two_commits_are_compared_without_the_working_tree(data: Path) -> None:
    edit(data, ONE, ("short: Yearly inspection", "short: Inspection"))
    git(data, "commit", "-qam", "one")
    edit(data, TWO, ("short: Bridge inquiry", "short: Inquiry"))
    assert "recommendation 1" in told(data, "HEAD~1..HEAD")
    assert "recommendation 2" not in told(data, "HEAD~1..HEAD")
    assert "recommendation 2" in told(data, "HEAD~1..")


def test_three_dots_begin_where_a_branch_left(data: Path) -> None:
    git(data, "checkout", "-qb", "branch")
    edit(data, ONE, ("short: Yearly inspection", "short: Inspection"))
    git(data, "commit", "-qam", "one")
    git(data, "checkout", "-q", "main")
    edit(data, TWO, ("short: Bridge inquiry", "short: Inquiry"))
    git(data, "commit", "-qam", "two")
    git(data, "checkout", "-q", "branch")
    assert "recommendation 2" in told(data, "main..HEAD")
    assert "recommendation 2" not in told(data, "main...HEAD")
    assert "recommendation 1" in told(data, "main...")


def test_what_is_withdrawn_is_named_by_its_address_alone(data: Path) -> None:
    gone = "implications/walkers-benches"
    before = (data / f"{gone}.yaml").read_text("utf-8")
    stub = "withdrawn:\n  date: 2026-01-30\n  reason: It named somebody.\n"
    (data / f"{gone}.yaml").write_text(stub, "utf-8")
    text = told(data, "main..")
    assert "Withdrawn (1)" in text
    assert gone in text
    point = re.search(r"point: (.*)", before)
    assert point
    assert point[1][:20] not in text


def test_what_was_removed_leads_nowhere(data: Path) -> None:
    (data / "implications" / "walkers-benches.yaml").unlink()
    text = told(data, "main..")
    assert "Removed (1)" in text
    assert "Walkers: Know that the ministry spoke of benches: point\n" in text
    assert "for/walkers/" not in text


@pytest.mark.parametrize(
    ("span", "says"),
    [
        ("nowhere..", "'nowhere' is no commit of this checkout"),
        ("main..nowhere", "'nowhere' is no commit of this checkout"),
        ("main...nowhere", "'nowhere' is no commit of this checkout"),
        ("", "'' has no two ends; write two commits, `main..HEAD`"),
        ("..", "'..' has no two ends"),
        ("..HEAD", "'..HEAD' has no two ends"),
        ("2025-01-01..main", "has one day and one commit"),
        ("2025-01-01..2026-02-02", "'2026-02-02' has not come; today is 2026-02-01"),
        ("2025-02-01..2025-01-01", "is after '2025-01-01'; the earlier day comes first"),
        ("31/03/2025..2026-01-01", "'31/03/2025' is neither a commit nor a day as it is written"),
        ("2025-03..", "'2025-03' is neither a commit nor a day as it is written; write two"),
        ("2025-02-30..2025-03-01", "'2025-02-30' is no day of the calendar"),
        ("main\x00..", "is no commit of this checkout"),
        ("--help..HEAD", "'--help' is no commit of this checkout"),
    ],
)
def test_what_cannot_be_compared_is_said_why(span: str, says: str, data: Path) -> None:
    command = ["changes", "--data", str(data), "--today", f"{TODAY}", "--", span]
    done = CliRunner().invoke(main, command, catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in " ".join(done.stderr.split())


def test_an_older_record_that_cannot_be_read_is_refused(data: Path) -> None:
    edit(data, ONE, ("short: ", "shortest: "))
    git(data, "commit", "-qam", "of an older version")
    edit(data, ONE, ("shortest: ", "short: "))
    text = " ".join(told(data, "HEAD..", code=2).split())
    assert "the record of 'HEAD' cannot be read by this version: data/recommendations" in text
    edit(data, ONE, ("short: ", "shortest: "))
    text = " ".join(told(data, "HEAD~1..", code=2).split())
    assert "the record that is there now cannot be read by this version: data/recomm" in text


def test_days_of_a_record_with_problems_are_refused(data: Path) -> None:
    edit(data, ONE, ("by: ministry-of-bridges", "by: ministry-of-bridge"))
    text = " ".join(told(data, "2025-01-01..", code=2).split())
    assert (
        "the record has 1 problem; `tracker check` lists them all; mend them first: data/" in text
    )


def test_a_folder_outside_git_is_refused(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "data")
    assert "is in no checkout of git" in " ".join(told(tmp_path / "data", "a..", code=2).split())


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("main", Span("main", "")),
        ("main..", Span("main", "")),
        ("v1.0..v1.1", Span("v1.0", "v1.1")),
        ("main...x", Span("main", "x", from_branch_point=True)),
        ("HEAD~3..HEAD^", Span("HEAD~3", "HEAD^")),
    ],
)
def test_the_ends_of_a_span(text: str, span: Span) -> None:
    assert parse_span(text) == span
    assert span.days is None


def test_days_are_told_from_commits() -> None:
    assert parse_span("2025-01-01..2025-02-01").days == ("2025-01-01", "2025-02-01")
    assert parse_span("2025-01-01..").days == ("2025-01-01", "")
    with pytest.raises(CannotBeComparedError):
        parse_span("main..2025-01-01")


EVIL = "A <b>&amp; [x](javascript:1) `c` \x1b[31m"


@pytest.mark.parametrize("address", [None, "https://site.example/"])
def test_nothing_of_a_record_becomes_markup(address: str | None) -> None:
    links = ((EVIL, "https://a.example/<b>(c)"), (EVIL, "developments/x/"))
    line = ToldLine(EVIL, "bodies/x/", EVIL, EVIL, (EVIL,), links, EVIL)
    whole = ToldComparison(EVIL, EVIL, (ToldSection(EVIL, (line,)),))
    html = render_comparison(whole, "html", address)
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    markdown = render_comparison(whole, "markdown", address)
    assert not re.search(r"<b>|\[x\]|`c`", markdown)
    assert ("](<https://site.example/bodies/x/>)" in markdown) == (address is not None)
    assert "](<https://a.example/%3Cb%3E(c)>)" in markdown
    text = render_comparison(whole, "text", address)
    assert "\x1b" not in text
    assert "A <b>&amp; [x](javascript:1)" in text


def changed(data: Path, tiny: Dataset) -> tuple[Dataset, Dataset]:
    dataset, problems = load(data)
    assert problems == ()
    return tiny, dataset


def test_a_record_is_compared_by_keys_never_by_places(data: Path, tiny: Dataset) -> None:
    """An element that comes first moves no other; a list in another order is the same."""
    edit(
        data,
        TWO,
        ("elements:\n", "elements:\n  - id: new\n    text: Something else is so.\n"),
        ("applies_in: [england]\ntopics", "applies_in: [england]\ntopics"),
    )
    was, now = changed(data, tiny)
    compared = compare_facts(derive(was, TODAY), derive(now, TODAY))
    [edited] = compared.edited
    assert (edited.texts, edited.values, edited.removed) == (0, 0, {})
    assert {kind.__name__: count for kind, count in edited.added.items()} == {"Element": 1}


def test_a_promise_differs_by_its_state_alone_and_by_its_due_date_alone(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    one, *others = facts.commitments
    moved = replace(one.due_dates[-1], date=parse_date("2031-05"))
    in_state = replace(one, timing=replace(one.timing, state="ahead"))
    in_date = replace(one, due_dates=(*one.due_dates[:-1], moved))
    assert (in_state.due, in_date.state) == (one.due, one.state)
    assert one.state != in_state.state
    for other in (in_state, in_date):
        later = replace(facts, commitments=(other, *others))
        assert compare_facts(facts, later).promises == ((one, other),)


@pytest.mark.parametrize(
    ("more", "last", "text"),
    [
        (0, "Ferry Board", "1 text changed"),
        (1, "1 body more", "1 text changed"),
        (2, "2 bodies more", "2 texts changed"),
    ],
)
def test_of_many_edited_records_of_a_kind_the_others_are_counted(
    more: int, last: str, text: str, tiny: Dataset
) -> None:
    facts = derive(tiny, TODAY)
    each = RecordDifference(tiny.bodies["ferry-board"], 1, 0, {}, {})
    compared = replace(compare_facts(facts, facts), edited=(each,) * (MAX_EDITED + more))
    (edited,) = tell_comparison(facts, facts, compared, (), "Title").sections
    assert len(edited.lines) == MAX_EDITED + bool(more)
    assert (edited.lines[-1].name, edited.lines[-1].text) == (last, text)


def test_a_day_compared_with_itself_has_no_changes() -> None:
    assert "No change was seen." in told(TINY, "2024-06-01..2024-06-01")
    assert told(TINY, f"{TODAY}..{TODAY}") == told(TINY, f"{TODAY}..")


def test_what_stands_inside_a_new_part_is_not_counted_again(data: Path, tiny: Dataset) -> None:
    an_edit_of_everything(data)
    was, now = changed(data, tiny)
    compared = compare_facts(derive(was, TODAY), derive(now, TODAY))
    one = next(each for each in compared.edited if each.record.id == "bridge-01")
    added = {kind.__name__: count for kind, count in one.added.items()}
    assert (one.texts, one.values, added) == (1, 0, {"Finding": 1, "DueDate": 1})
    back = compare_facts(derive(now, TODAY), derive(was, TODAY))
    assert {r.id for r in back.removed} == {r.id for r in compared.added}


def test_every_part_and_value_of_a_record_has_a_key_of_its_own(tiny: Dataset) -> None:
    for record in tiny.records():
        values = keyed_values(record)
        assert all(key[:-1] in {(), *keyed_parts(record)} for key in values)
    two = tiny.recommendations["bridge-02"]
    where = ("elements", 1, "findings", 0, "reason")
    key = ("elements", "reports", "findings", "2024-12-31.2024-12-31", "reason")
    assert key_path(two, where) == key
    assert keyed_values(two)[key] == (True, ("Not looked at yet.",))
    assert key_path(two, ("elements", 9, "text")) == ("elements",)


def test_what_waits_already_is_not_told_again(data: Path, tiny: Dataset) -> None:
    """A line that moves down its file, with what its message says of other lines, is the same."""
    an_edit_of_everything(data)
    was, now = changed(data, tiny)
    before = due_looks(was, derive(was, TODAY))
    after = due_looks(now, derive(now, TODAY))
    assert new_looks(before, before) == ()
    assert {look.kind for look in new_looks(before, after)} == {
        "a_review_is_newer_than_what_was_found",
        "an_open_promise_was_looked_at_up_to_what_was_found",
        "a_source_was_seen_in_full",
    }
    for path in data.glob("*/*.yaml"):
        path.write_text("# moved\n" + path.read_text("utf-8"), "utf-8")
    moved, _ = load(data)
    assert new_looks(after, due_looks(moved, derive(moved, TODAY))) == ()


def test_a_word_that_was_taken_out_of_a_vocabulary_has_its_earlier_name(data: Path) -> None:
    """Of a step that is no longer there, and of a label that nothing has any more."""
    stages = data / "vocabulary" / "stages.yaml"
    text = stages.read_text("utf-8")
    stages.write_text(f"{text}fallen:\n  label: Fallen\n  description: It fell.\n", "utf-8")
    panel = "measures/bridge-panel.yaml"
    edit(data, panel, ("stages:\n", "stages:\n  - stage: fallen\n    words: In a storm.\n"))
    assert load(data)[1] == ()
    git(data, "commit", "-qam", "fallen")
    stages.write_text(text, "utf-8")
    edit(data, panel, ("  - stage: fallen\n    words: In a storm.\n", ""))
    assert "Bridge Panel: Fallen: In a storm. → not recorded" in told(data, "HEAD..")
    assert "Bridge Panel: Fallen: not recorded → In a storm." in told(data, "HEAD~1..HEAD")
