"""A record that is taken down leaves nothing of itself anywhere, whatever rests on it, and the site
is published at once; one that was moved leads to where it is now.
"""

import io
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TINY, TODAY
from tracker import rules
from tracker.checking import problems_of
from tracker.derive.changes import list_changes
from tracker.derive.commitments import commitment_progress
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.schema.dates import parse_date
from tracker.schema.records import DueDate
from tracker.schema.traversal import walk
from tracker.schema.vocabularies import NOTHING_REPORTED
from tracker.site import RouteTable, route_dataset, route_site
from tracker.text.commitment_sentences import commitment_state_text

REASON = "Taken down while we look at it."
STUB = f"withdrawn:\n  date: 2026-01-20\n  reason: {REASON}\n"
_TINY, _ = load(TINY)
FEATURED = f"reports/{_TINY.site.featured}"
"""The one record that the home page cannot be without: another is to be featured first."""
ADDRESSES = [
    f"{record.folder}/{record.id}"
    for record in _TINY.records()
    if f"{record.folder}/{record.id}" != FEATURED
]


def copy_of_tiny(directory: Path) -> Path:
    data = directory / "data"
    shutil.copytree(TINY, data)
    return data


def file_of(data: Path, address: str) -> Path:
    return data / f"{address}.yaml"


def words_of(addresses: Iterable[str]) -> set[str]:
    """The texts, titles and addresses of some records that no other file holds."""
    gone = {file_of(TINY, address) for address in addresses}
    others = " ".join(
        " ".join(str(value) for _, value in walk(model) if isinstance(value, str))
        for document, _, model in _TINY.models()
        if TINY / Path(document.file).relative_to(TINY.name) not in gone
    )
    own = (
        value
        for record in _TINY.records()
        if f"{record.folder}/{record.id}" in addresses
        for _, value in walk(record)
        if isinstance(value, str) and (" " in value or "://" in value)
    )
    return {text for text in own if text not in others}


def test_words_are_sought_that_only_the_record_holds() -> None:
    for address in ADDRESSES:
        assert words_of([address]), address


def texts_of(table: RouteTable) -> Mapping[str, str]:
    """Every file of a site as plain text: archives unpacked, the database written out."""
    texts = {}
    for path in table.paths():
        content = table.file(path)
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"\n".join(archive.read(name) for name in archive.namelist())
        elif path.endswith(".sqlite"):
            connection = sqlite3.connect(":memory:")
            connection.deserialize(content)
            content = "\n".join(connection.iterdump()).encode() + content
        text = unescape(content.decode("utf-8", "replace"))
        texts[path] = f"{path} {text.replace(chr(13) + chr(10) + ' ', '')} "
    return texts


def holders(table: RouteTable, words: Iterable[str]) -> list[tuple[str, str]]:
    """Each file that holds one of some texts, with the text."""
    wanted = sorted(words)
    return [
        (path, word) for path, text in texts_of(table).items() for word in wanted if word in text
    ]


def withdrawn_site(data: Path, addresses: Iterable[str]) -> RouteTable:
    for address in addresses:
        file_of(data, address).write_text(STUB, "utf-8")
    return route_site(data, TODAY, pictures=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_a_withdrawn_record_is_left_in_any_file(address: str, tmp_path: Path) -> None:
    words = words_of([address])
    table = withdrawn_site(copy_of_tiny(tmp_path), [address])
    assert table.problems == ()
    assert holders(table, words) == []


def test_the_search_finds_what_is_there() -> None:
    words = {word for address in ADDRESSES for word in words_of([address])}
    table = route_site(TINY, TODAY, pictures=False)
    assert {word for _, word in holders(table, words)} == words


@settings(max_examples=5, deadline=None)
@given(st.sets(st.sampled_from(ADDRESSES), min_size=2))
def test_nothing_is_left_of_any_number_of_them(addresses: set[str]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        table = withdrawn_site(copy_of_tiny(Path(directory)), addresses)
        assert table.problems == ()
        assert holders(table, words_of(addresses)) == []


EVENT = "developments/2024-09-10-bridges-act"
RECOMMENDATION = "recommendations/bridge-01/index.html"


@pytest.fixture(scope="module")
def without_event(tmp_path_factory: pytest.TempPathFactory) -> RouteTable:
    """The tiny site without an event by which a promise was kept and a part was judged."""
    return withdrawn_site(copy_of_tiny(tmp_path_factory.mktemp("data")), [EVENT])


def test_its_page_says_when_and_why_and_is_in_no_search(without_event: RouteTable) -> None:
    html = without_event.file(f"{EVENT}/index.html").decode()
    assert f'Withdrawn on <time datetime="2026-01-20">20 January 2026</time>: {REASON}' in html
    assert '<meta name="robots" content="noindex">' in html
    page = without_event.pages[f"{EVENT}/"]
    assert (page.searchable, page.card, page.source, page.alternates) == (False, None, None, ())
    assert f"{EVENT}/card.png" not in without_event.files


def test_the_api_says_that_it_was_withdrawn(without_event: RouteTable) -> None:
    content = json.loads(without_event.file(f"api/v1/{EVENT}.json"))
    assert content == {
        "version": "1.0",
        "generated": TODAY.isoformat(),
        "id": EVENT.partition("/")[2],
        "withdrawn": {"date": "2026-01-20", "reason": REASON},
    }


def test_what_rests_on_it_says_so(without_event: RouteTable) -> None:
    html = unescape(without_event.file(RECOMMENDATION).decode())
    assert "One record named here was withdrawn on 20 January 2026. What rested on it" in html
    findings = json.loads(without_event.file("data/findings.json"))
    assert {f["id"]: f["withdrawn_sources"] for f in findings if f["withdrawn_sources"]} == {
        "bridge-01.duty.2024-09-10.2024-12-20": 1
    }


def test_a_promise_is_not_overdue_because_what_showed_it_kept_was_withdrawn(
    without_event: RouteTable,
) -> None:
    dataset = without_event.dataset
    recommendation = dataset.recommendations["bridge-01"]
    lost = next(c for c in recommendation.commitments if c.withdrawn_references)
    assert lost.met is None
    day = parse_date("2024-07-01")
    due = {"due": (DueDate(date=day, set_on=day),)}
    whole = _TINY.recommendations["bridge-01"].commitments[-1].model_copy(update={"met": None})
    for commitment, state in ((lost, "unchecked"), (whole, "overdue")):
        dated = commitment.model_copy(update=due)
        to = parse_date("2025-06-01")
        progress = commitment_progress(dataset, recommendation, dated, to, TODAY)
        assert progress.state == state


def test_a_finding_without_any_source_left_says_source_withdrawn(tmp_path: Path) -> None:
    table = withdrawn_site(copy_of_tiny(tmp_path), ["developments/2025-01-01-section-1-starts"])
    assessed = table.facts.assessments["bridge-01"].elements[0]
    assert (assessed.evidence, assessed.confidence) == ((), None)
    html = table.file(RECOMMENDATION).decode()
    assert "Source withdrawn on 20 January 2026: nothing that can be read supports" in html


def test_nothing_that_a_take_down_brings_about_fails_and_all_of_it_is_a_warning(
    tmp_path: Path,
) -> None:
    data = copy_of_tiny(tmp_path)
    file_of(data, EVENT).write_text(STUB, "utf-8")
    dataset, _ = load(data)
    assert rules.check(dataset, TODAY) == ()
    advice = rules.check(dataset, TODAY, [rules.withdrawals.nothing_rests_on_what_was_withdrawn])
    file = TINY.parent / "data" / "recommendations" / "bridge-01.yaml"
    lines = file.read_text("utf-8").splitlines()
    named = [n for n, line in enumerate(lines, start=1) if EVENT.partition("/")[2] in line]
    assert [problem.line for problem in advice] == named
    assert "; the finding has no source left, and says 'Source withdrawn'" in str(advice)


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_file_that_names_it_has_a_warning(address: str, tmp_path: Path) -> None:
    """The files of vocabularies too."""
    dataset = withdrawn_site(copy_of_tiny(tmp_path), [address]).dataset
    advice = [*rules.withdrawals.nothing_rests_on_what_was_withdrawn(dataset, TODAY)]
    warned = {problem.file for problem in advice}
    id = address.partition("/")[2]
    named = {
        path.relative_to(tmp_path).as_posix()
        for path in (tmp_path / "data").rglob("*.yaml")
        if re.search(rf"[ /\[]{id}[],.\n]", path.read_text("utf-8"))
    }
    assert named <= warned


def test_a_fault_beside_what_was_lost_is_still_a_problem(tmp_path: Path) -> None:
    data = copy_of_tiny(tmp_path)
    path = data / "recommendations" / "bridge-01.yaml"
    path.write_text(path.read_text("utf-8").replace("number: '1'", "number: '2'"), "utf-8")
    assert [p.message for p in withdrawn_site(data, [EVENT]).problems] == [
        "number 2 is that of bridge-02 too",
        "number 2 is that of bridge-01 too",
    ]


def test_a_fault_within_a_part_that_lost_nothing_is_still_a_problem(tmp_path: Path) -> None:
    """The claim goes with its event, and only the record around it has lost something."""
    data = copy_of_tiny(tmp_path)
    path = data / "recommendations" / "bridge-01.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("status: planned", "status: partly-delivered", 1), "utf-8")
    problems = withdrawn_site(data, ["developments/2024-11-minister-says-done"]).problems
    assert any("never typed" in problem.message for problem in problems)


def test_no_take_down_excuses_what_the_code_takes_for_granted(tmp_path: Path) -> None:
    data = copy_of_tiny(tmp_path)
    path = file_of(data, "implications/bridge-keepers-inspect")
    text = path.read_text("utf-8")
    changed = text.replace("starts_with: bridges-act-section-1.", "starts_with: nonsuch.")
    assert changed != text
    path.write_text(changed, "utf-8")
    problems = withdrawn_site(data, ["measures/bridges-act-section-1"]).problems
    assert any("'nonsuch.in-force' is not" in problem.message for problem in problems)


def test_what_nothing_is_left_of_is_not_shown_and_is_no_longer_named(tmp_path: Path) -> None:
    table = withdrawn_site(copy_of_tiny(tmp_path), ["bodies/ministry-of-bridges"])
    assert table.dataset.suspended
    for gone in table.dataset.suspended:
        if f"{gone}/" in table.pages:
            assert b"All that it rested on was withdrawn." in table.file(f"{gone}/index.html")


def test_topics_that_a_take_down_leaves_empty_are_warnings(tmp_path: Path) -> None:
    table = withdrawn_site(copy_of_tiny(tmp_path), ADDRESSES)
    assert table.problems == ()
    dataset = table.dataset
    advice = [*rules.withdrawals.what_a_withdrawal_left_is_whole(dataset, TODAY)]
    assert any("nothing is filed under" in problem.message for problem in advice)
    assert [*rules.withdrawals.what_a_withdrawal_left_is_whole(_TINY, TODAY)] == []


OLD = "developments/2025-02-press-wonders"
NEW = "developments/2025-02-press-asks"


def moved_site(data: Path, stub: str) -> RouteTable:
    file_of(data, OLD).write_text(f"moved_to: {stub}\n", "utf-8")
    return route_site(data, TODAY, "https://a.example/b/", pictures=False)


def test_the_page_of_a_moved_record_leads_on_without_a_script(tmp_path: Path) -> None:
    table = moved_site(copy_of_tiny(tmp_path), "2025-02-press-asks")
    assert table.problems == ()
    html = table.file(f"{OLD}/index.html").decode()
    assert '<meta http-equiv="refresh" content="0; url=../2025-02-press-asks/">' in html
    assert f'<link rel="canonical" href="https://a.example/b/{NEW}/">' in html
    assert '<a href="../2025-02-press-asks/">The press asks' in html
    assert not table.pages[f"{OLD}/"].searchable
    content = json.loads(table.file(f"api/v1/{OLD}.json"))
    assert content["moved_to"] == ["2025-02-press-asks"]


def test_the_page_of_a_record_that_was_split_lists_its_parts(tmp_path: Path) -> None:
    table = moved_site(copy_of_tiny(tmp_path), "[2025-02-press-asks, 2024-11-minister-says-done]")
    html = table.file(f"{OLD}/index.html").decode()
    assert "http-equiv" not in html
    assert '<a href="../2025-02-press-asks/">' in html
    assert '<a href="../2024-11-minister-says-done/">' in html


def test_what_was_moved_to_a_withdrawn_record_is_withdrawn_with_it(tmp_path: Path) -> None:
    data = copy_of_tiny(tmp_path)
    file_of(data, OLD).write_text("moved_to: 2025-02-press-asks\n", "utf-8")
    table = withdrawn_site(data, [NEW])
    assert table.problems == ()
    assert OLD in table.dataset.suspended
    assert b"All that it rested on was withdrawn." in table.file(f"{OLD}/index.html")
    advice = [*rules.withdrawals.nothing_rests_on_what_was_withdrawn(table.dataset, TODAY)]
    assert any(problem.file.endswith(f"{OLD}.yaml") for problem in advice)


def test_what_was_moved_to_several_loses_those_that_were_withdrawn(tmp_path: Path) -> None:
    data = copy_of_tiny(tmp_path)
    to = "moved_to: [2025-02-press-asks, 2024-11-minister-says-done]\n"
    file_of(data, OLD).write_text(to, "utf-8")
    table = withdrawn_site(data, [NEW])
    assert table.dataset.moved[OLD].moved_to == ("2024-11-minister-says-done",)


def test_the_old_id_of_a_moved_record_stays_published(tmp_path: Path) -> None:
    data = copy_of_tiny(tmp_path)
    with (data / "published.txt").open("a") as file:
        file.write(f"{OLD}\n")
    assert len(problems_of(data, TODAY)[1]) == 1
    assert moved_site(data, "2025-02-press-asks").problems == ()


def test_who_follows_a_moved_record_follows_the_other(tmp_path: Path) -> None:
    data = copy_of_tiny(tmp_path)
    file_of(data, "bodies/bridge-office").write_text("moved_to: ministry-of-bridges\n", "utf-8")
    table = route_site(data, TODAY, pictures=False)
    assert table.problems == ()
    for path in ("feeds/bodies/ID.atom", "feeds/bodies/ID.json", "calendar/bodies/ID.ics"):
        old, new = (path.replace("ID", id) for id in ("bridge-office", "ministry-of-bridges"))
        assert table.file(old) == table.file(new)


def test_a_point_says_that_what_it_named_was_withdrawn(tmp_path: Path) -> None:
    table = withdrawn_site(copy_of_tiny(tmp_path), ["recommendations/bridge-02"])
    assert "One record named here was withdrawn on" in table.html("for/bridge-keepers/")


ANSWER = "developments/2024-06-01-ministry-answers"


@pytest.fixture(scope="module")
def without_answer(tmp_path_factory: pytest.TempPathFactory) -> RouteTable:
    """The tiny site without the event in which all was answered, said and promised."""
    return withdrawn_site(copy_of_tiny(tmp_path_factory.mktemp("data")), [ANSWER])


def shown(table: RouteTable, path: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", table.html(path))).split())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("recommendations/bridge-01/", "What was promised is not shown, as it rested on a record"),
        ("recommendations/bridge-01/", "Some of what was said is not shown"),
        ("recommendations/bridge-02/", "What was promised is not shown, as it rested on a record"),
        ("recommendations/bridge-02/", "searched up to 31 December 2024 (Ferry Board)"),
        ("bodies/ministry-of-bridges/", "What was promised is not shown"),
        ("calendar/", "Some of what was promised is not shown"),
    ],
)
def test_what_was_withdrawn_is_not_said_to_be_unfound(
    without_answer: RouteTable, path: str, said: str
) -> None:
    text = shown(without_answer, path)
    assert said in text
    assert "No promise with a source that can carry it was found" not in text


def test_home_does_not_say_that_no_date_lies_ahead_where_one_was_withdrawn(
    tiny: Dataset, without_answer: RouteTable
) -> None:
    def dates(dataset: Dataset) -> str:
        measures = {
            id: measure.model_copy(update={"stages": ()})
            for id, measure in dataset.measures.items()
        }
        recommendations = {
            id: record.model_copy(update={"commitments": ()})
            for id, record in dataset.recommendations.items()
        }
        bare = replace(dataset, measures=measures, recommendations=recommendations)
        text = shown(route_dataset(bare, TODAY, pictures=False), "")
        return text.partition("Due, or may have started ")[2]

    assert dates(tiny).startswith("No date lies ahead.")
    assert dates(without_answer.dataset).startswith("What was promised is not shown, as it rested")


def test_what_was_withdrawn_was_not_unsaid_before(without_answer: RouteTable) -> None:
    """What a body claimed before the first claim that is left is not known."""
    (claim,) = (c for c in list_changes(without_answer.dataset) if c.kind == "claim")
    assert claim.before is None
    assert [c.before for c in list_changes(_TINY) if c.kind == "claim"][-1] == NOTHING_REPORTED


def test_a_claim_of_which_nothing_is_left_is_not_called_nothing_reported(tmp_path: Path) -> None:
    claims = [ANSWER, "developments/2024-11-minister-says-done"]
    text = shown(withdrawn_site(copy_of_tiny(tmp_path), claims), "recommendations/bridge-01/")
    assert "Ministry of Bridges says Source withdrawn What was said is not shown" in text
    assert "No official statement" not in text


def test_an_answer_whose_source_was_withdrawn_is_not_counted(tmp_path: Path) -> None:
    """Of two responses to one recommendation one is left, and the other body was withdrawn. The
    page of the report counts the answers.
    """
    table = withdrawn_site(copy_of_tiny(tmp_path), ["bodies/ferry-board"])
    lost = "Some of what was answered is not counted, as it rested on a record"
    assert lost in shown(table, "reports/bridge-2024/")
    text = shown(table, "recommendations/bridge-02/")
    assert "Response Some of what was answered is not shown" in text


def test_a_measure_that_was_withdrawn_is_not_said_to_be_unfound(tmp_path: Path) -> None:
    table = withdrawn_site(copy_of_tiny(tmp_path), ["measures/bridges-act-section-1"])
    text = shown(table, "recommendations/bridge-01/")
    assert "A measure that it rests on was withdrawn on 20 January 2026." in text
    assert "No law or other measure for it" not in text
    assert "None found, searched" not in text


UNDOING = "developments/2026-01-15-repeal"
MOVE = "developments/2024-11-20-date-moves"
EVENT_TEXT = """\
date: {date}
recorded: {recorded}
title: {title}
summary: It happened.
kind: statement
recommendations: [bridge-01]
sources:
  - title: {title}
    publisher: The Laws
    url: https://laws.example/{date}
    published: {date}
    grade: a
    seen: live
    seen_on: 2026-01-20
"""


@pytest.fixture
def moved_and_undone(tmp_path: Path) -> Path:
    """The tiny dataset, in which an event moved the date of one promise, and another event undid
    what had kept the other.
    """
    data = copy_of_tiny(tmp_path)
    for address, title in ((UNDOING, "The Act is repealed"), (MOVE, "The date moves")):
        date = address.partition("/")[2][:10]
        text = EVENT_TEXT.format(date=date, title=title, recorded="2026-01-20")
        file_of(data, address).write_text(text, "utf-8")
    path = file_of(data, "recommendations/bridge-01")
    text = path.read_text("utf-8")
    text = text.replace(
        "        set_on: 2024-11\n",
        f"        set_on: 2024-11-20\n        development: {MOVE.partition('/')[2]}\n",
    )
    met = "      development: 2024-09-10-bridges-act\nopen_questions"
    undone = (
        f"    undone:\n      date: 2026-01-15\n      development: {UNDOING.partition('/')[2]}\n"
    )
    text = text.replace(met, met.replace("open_questions", f"{undone}open_questions"))
    path.write_text(text, "utf-8")
    assert problems_of(data, TODAY)[1] == ()
    return data


def test_a_promise_is_not_kept_because_what_showed_it_undone_was_withdrawn(
    moved_and_undone: Path,
) -> None:
    whole = route_site(moved_and_undone, TODAY, pictures=False)
    assert whole.facts.assessments["bridge-01"].commitments[1].state == "undone"
    table = withdrawn_site(moved_and_undone, [UNDOING])
    assert table.problems == ()
    progress = table.facts.assessments["bridge-01"].commitments[1]
    assert progress.state == "unknown"
    assert commitment_state_text(progress) == "Kept, 10 September 2024, then not known"
    text = shown(table, "recommendations/bridge-01/")
    assert "Met, 10 September 2024. What became of it cannot be shown." in text
    states = json.loads(table.file("recommendations/bridge-01/states.json"))
    assert states["as_of"][-1]["commitments"][1]["due_state"] == "Kept, then not known"


def test_what_was_undone_stays_so_where_what_kept_it_was_withdrawn(moved_and_undone: Path) -> None:
    table = withdrawn_site(moved_and_undone, [EVENT])
    assert table.facts.assessments["bridge-01"].commitments[1].state == "undone"
    text = shown(table, "recommendations/bridge-01/")
    assert "What kept it is not shown. Undone, 15 January 2026." in text
    states = json.loads(table.file("recommendations/bridge-01/states.json"))
    assert states["as_of"][-1]["commitments"][1]["due_state"] == "Kept, then undone"


def test_a_date_whose_event_was_withdrawn_is_not_overdue_and_says_so(
    moved_and_undone: Path,
) -> None:
    def moves(table: RouteTable) -> list[str]:
        changes = list_changes(table.dataset)
        return [str(c.recorded) for c in changes if c.id.startswith("bridge-01.due-date.first")]

    whole = route_site(moved_and_undone, TODAY, pictures=False)
    assert whole.facts.assessments["bridge-01"].commitments[0].state == "overdue"
    assert moves(whole) == ["2026-01-20"]
    stub = STUB.replace("2026-01-20", "2026-01-30")
    file_of(moved_and_undone, MOVE).write_text(stub, "utf-8")
    table = route_site(moved_and_undone, TODAY, pictures=False)
    assert table.facts.assessments["bridge-01"].commitments[0].state == "unchecked"
    assert moves(table) == ["2026-01-30"], "it never goes back"
    for path in ("recommendations/bridge-01/", "calendar/"):
        said = "2025. One record named here was withdrawn on 30 January 2026."
        assert said in shown(table, path)


def test_a_duty_whose_law_was_withdrawn_is_not_said_not_to_have_begun(tmp_path: Path) -> None:
    """Nor to have ended with what is left of its measures."""
    data = copy_of_tiny(tmp_path)
    path = file_of(data, "implications/bridge-keepers-inspect")
    text = path.read_text("utf-8")
    path.write_text(text.replace("section-1]", "section-1, bridge-panel]"), "utf-8")
    panel = file_of(data, "measures/bridge-panel")
    end = EVENT_TEXT.format(date="2025-05-01", recorded="", title="End").partition("sources:\n  -")
    source = "    source:\n     " + end[2].replace("\n    ", "\n      ")
    stage = f"  - stage: replaced\n    date: 2025-05-01\n{source}"
    panel.write_text(panel.read_text("utf-8") + stage, "utf-8")
    assert problems_of(data, TODAY)[1] == ()
    lamps = "implications/bridge-keepers-lamps"
    table = withdrawn_site(data, ["measures/bridges-act-section-1", lamps])
    (applied,) = (
        applied
        for applied in table.facts.implications_by.audience["bridge-keepers"]
        if applied.implication.id == "bridge-keepers-inspect"
    )
    assert (applied.phase, applied.ends) == ("check", ())
    text = shown(table, "for/bridge-keepers/")
    assert "May have started: check (1)" in text
    assert "What showed its start was withdrawn" in text
    assert (
        "One may have started: check it first. None is in force, one is coming with no day given, "
        "one is to watch."
    ) in text
