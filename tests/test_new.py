"""`tracker new`: what it asks, what it fills, what it writes, and what it never does."""

import errno
import gc
import os
import shutil
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import pytest
from click.testing import CliRunner

from conftest import TINY, TODAY
from test_cli import Done
from test_rules import overlay
from tracker.checking import problems_of
from tracker.cli import main
from tracker.edit.asking import ask_for
from tracker.edit.choices import MAX_SHOWN
from tracker.edit.completion import WritingContext
from tracker.edit.part_places import PART_KINDS
from tracker.edit.questions import ASKED, questions
from tracker.load.dataset import Dataset
from tracker.load.strict_yaml import parse_yaml
from tracker.new_commands import NEW
from tracker.schema.dates import parse_recorded
from tracker.schema.file_fields import file_fields
from tracker.schema.records import KINDS, Commitment

SOURCE = {
    "source-url": "https://bridges.example/new",
    "source-title": "A new page",
    "source-publisher": "The Laws",
    "source-grade": "a",
    "source-seen": "live",
}
GIVEN = {
    "report": {
        "title": "Second Review of Bridges",
        "short": "Second Bridge Review",
        "authors": "The Bridge Reviewer",
        "published": "2025-05-01",
        "url": "https://bridges.example/second",
        "makes": "2",
        "recorded": "partial",
        **SOURCE,
    },
    "recommendation": {
        "report": "bridge-2024",
        "number": "3",
        "title": "Paint every bridge",
        "addressed-to": "ministry-of-bridges",
        "applies-in": "england,wales",
        "topics": "bridges",
        "element-id": "painted",
    },
    "development": {
        "date": "2025-12-20",
        "title": "Ministry paints the first bridge",
        "kind": "statement",
        "recommendations": "bridge-01.duty",
        **SOURCE,
    },
    "measure": {
        "name": "Painting Inquiry",
        "kind": "inquiry",
        "applies-in": "england",
        "bodies": "ministry-of-bridges",
        "topics": "bridges",
        "stage-stage": "set-up",
    },
    "body": {"name": "Painters of Bridges", "kind": "department", "applies-in": "wales"},
    "implication": {
        "audience": "bridge-keepers",
        "topic": "bridges",
        "point": "Paint your bridge each year and keep the tin that it came from.",
        "force": "expected",
        "applies-in": "england",
        "measures": "bridges-act",
        **SOURCE,
    },
    "service": {"name": "Paint Line", "need": "anybody", "url": "https://paint.example/", **SOURCE},
}
"""For each kind of record the least that its command must be given."""
ADDED = {
    "finding": (
        "bridge-01.published",
        {
            "status": "under-way",
            "evidence": "2025-01-01-section-1-starts",
            "evidence-to": "2026-01-20",
            "reason": "The first was published.",
        },
    ),
    "correction": ("bridge-02", {"note": "The number was wrong."}),
    "due": ("bridge-01.law", {"date": "2026-03", "set-on": "2025-06-01"}),
    "source": ("2024-06-01-ministry-answers", {k[7:]: v for k, v in SOURCE.items()}),
    "stage": ("bridge-panel", {"stage": "final-report"}),
    "response": (
        "bridge-01",
        {"position": "no-response", "by": "ferry-board", "search-to": "2025-12-31"},
    ),
    "claim": (
        "bridge-02",
        {
            "state": "complete",
            "by": "ministry-of-bridges",
            "development": "2024-09-10-bridges-act",
            "note": "It is done.",
        },
    ),
    "commitment": (
        "bridge-01",
        {
            "id": "paint",
            "what": "Paint them",
            "by": "ministry-of-bridges",
            "made": "2024-06-01-ministry-answers",
        },
    ),
    "question": ("bridge-02", {"question": "Who paints them?", "looked-to": "2025-12-31"}),
}
"""For each part the record to which it is added, and the least that its command must be given."""
LEAST = {**{name: ("", given) for name, given in GIVEN.items()}, **ADDED}


CAN_BE_LEFT_OUT = {
    "development": ("recommendations",),  # the check asks for it, or for a measure or a topic
    "implication": ("measures",),
    "finding": ("evidence-to",),  # that follows from the evidence
    "due": ("date",),  # then words are to be written
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "data")
    return tmp_path / "data"


def new(
    data: Path, name: str, /, *arguments: str, typed: str | None = None, **options: str
) -> Done:
    """Runs `tracker new NAME` on a day; with `typed` at a terminal at which that is typed."""
    command = ["new", name, "--data", str(data), "--today", TODAY.isoformat(), *arguments]
    command += ["--ask" if typed is not None else "--no-ask"]
    for option, value in options.items():
        command += [f"--{option.replace('_', '-')}", value]
    try:
        done = CliRunner().invoke(main, command, input=typed, catch_exceptions=False)
    finally:
        gc.enable()
    return Done(done.exit_code, done.stdout, done.stderr)


def written(data: Path) -> dict[Path, str]:
    """Each file that is not as it is in the tiny dataset, with its text."""
    files = {path: path.read_bytes().decode() for path in data.rglob("*") if path.is_file()}
    old = {path: TINY / path.relative_to(data) for path in files}
    return {p: t for p, t in files.items() if not old[p].exists() or old[p].read_text("utf-8") != t}


@pytest.mark.parametrize("name", NEW)
def test_what_it_writes_has_no_problem_but_the_marked_places(data: Path, name: str) -> None:
    to, given = LEAST[name]
    done = new(data, name, *([to] if to else []), **given)
    assert (done.returncode, done.stderr) == (0, "")
    ((path, text),) = written(data).items()
    assert done.stdout.splitlines()[0] == path.as_posix()
    problems = problems_of(data, TODAY)[1]
    assert all("is still to be written, in place of 'TODO: " in p.message for p in problems)
    assert [str(problem) for problem in problems] == done.stdout.splitlines()[1:-1]
    assert len(problems) == text.count("TODO:")
    path.write_text(text.replace("TODO: write this", "Written now"), "utf-8")
    assert problems_of(data, TODAY)[1] == ()
    assert ".venv/bin/tracker check, and look at" in done.stdout
    assert "look at http://127.0.0.1:8000/" in done.stdout


@pytest.mark.parametrize("name", NEW)
def test_each_thing_that_it_must_be_given_is_named_where_it_is_missing(
    data: Path, name: str
) -> None:
    to, given = LEAST[name]
    for left_out in given:
        if left_out in CAN_BE_LEFT_OUT.get(name, ()):
            continue
        some = {option: value for option, value in given.items() if option != left_out}
        done = new(data, name, *([to] if to else []), **some)
        assert (done.returncode, f"  --{left_out}: " in done.stderr) == (2, True), left_out
        assert "are missing, and nothing was written" in done.stderr
    assert written(data) == {}


@pytest.mark.parametrize("model", ASKED, ids=lambda model: model.__name__)
def test_all_that_no_person_can_write_later_is_asked(model: type) -> None:
    """Of the fields that every record of a kind has."""
    filled = {"recorded", "date", "evidence_to", "seen_on", "set_on", "where", "words", "to"}
    needed = {
        field.key for field in file_fields(model) if field.is_required and not field.shape.is_text
    }
    assert needed <= {*ASKED[model], *filled}
    assert {field.key for field in file_fields(model)} >= {*ASKED[model]}
    assert all(question.meaning for question in questions(model))


def test_there_is_a_command_for_each_kind() -> None:
    assert (*(kind.one for kind in KINDS), *PART_KINDS) == NEW


def test_a_development_is_written_with_what_a_person_has_to_fill(data: Path) -> None:
    new(data, "development", **GIVEN["development"])
    assert written(data) == {
        data / "developments" / "2025-12-20-ministry-paints-the-first-bridge.yaml": (
            "date: 2025-12-20\n"
            f"recorded: {TODAY}\n"
            "title: Ministry paints the first bridge\n"
            "# What happened, and what of it was not seen. At most 60 words, in our own words.\n"
            'summary: "TODO: write this"\n'
            "kind: statement\n"
            "recommendations: [bridge-01.duty]\n"
            "sources:\n"
            "  - title: A new page\n"
            "    publisher: The Laws\n"
            "    url: https://bridges.example/new\n"
            "    grade: a\n"
            "    seen: live\n"
            f"    seen_on: {TODAY}\n"
        )
    }


def test_a_finding_gets_its_dates_from_its_evidence_and_a_search_where_its_status_needs_one(
    data: Path,
) -> None:
    reason = "It was, and stopped."
    evidence = "2024-11-minister-says-done,2024-09-10-bridges-act"
    done = new(
        data, "finding", "bridge-02.reports", status="stalled", evidence=evidence, reason=reason
    )
    assert done.returncode == 0
    path = data / "recommendations" / "bridge-02.yaml"
    added = _added(TINY / "recommendations" / "bridge-02.yaml", path)
    assert added == (
        "      - status: stalled\n"
        "        date: 2024-11\n"
        f"        recorded: {TODAY}\n"
        "        reason: It was, and stopped.\n"
        "        evidence: [2024-11-minister-says-done, 2024-09-10-bridges-act]\n"
        "        searched:\n"
        "          # The places that were searched.\n"
        '          - where: "TODO: write this"\n'
        "            # The words that were searched for.\n"
        '            words: "TODO: write this"\n'
        "            to: 2024-11\n"
        "        evidence_to: 2024-11\n"
    )


def _added(before: Path, after: Path) -> str:
    """What was put into a text, of which all else stayed."""
    old, text = before.read_text("utf-8"), after.read_text("utf-8")
    start = next(index for index, letter in enumerate(text) if letter != old[index : index + 1])
    start = text.rfind("\n", 0, start) + 1
    end = len(text) - (len(old) - start)
    assert text[:start] + text[end:] == old
    return text[start:end]


TYPED_DEVELOPMENT = """\
2025-12
Ministry paints “the” bridge
Ministry paints the first bridge
statement
bridge insp
1

paint
act
1

2

https//bridges.example/new
https://bridges.example/new
A new page
the lawss
y

carries
1
1
y
https://watch.example/bridges
3
n
"""


def test_at_a_terminal_it_asks_what_it_must_and_offers_what_is_there(data: Path) -> None:
    done = new(data, "development", typed=TYPED_DEVELOPMENT)
    assert (done.returncode, done.stderr) == (0, "")
    ((path, text),) = written(data).items()
    assert path.name == "2025-12-ministry-paints-the-first-bridge.yaml"
    assert parse_yaml(text, "").value == {
        "date": "2025-12",
        "recorded": TODAY.isoformat(),
        "title": "Ministry paints the first bridge",
        "summary": "TODO: write this",
        "kind": "statement",
        "recommendations": ["bridge-01"],
        "measures": ["bridges-act"],
        "bodies": ["ministry-of-bridges"],
        "sources": [
            {
                "title": "A new page",
                "publisher": "The Laws",
                "url": "https://bridges.example/new",
                "grade": "a",
                "seen": "live",
                "seen_on": TODAY.isoformat(),
            },
            {  # cited elsewhere already: only its grade for this use was asked
                "title": "Statement on bridges",
                "publisher": "Parliament",
                "copied_by": "Bridge Watch",
                "url": "https://watch.example/bridges",
                "copy_of": "https://parliament.example/original",
                "ended": {"date": "2026-01-15", "how": "gone"},
                "grade": "c",
                "seen": "excerpt",
                "seen_on": "2026-01-10",
            },
        ],
    }
    assert "it holds U+201C LEFT DOUBLE QUOTATION MARK" in done.stdout
    assert "Nothing there has 'paint' in its name." in done.stdout
    assert "   1  bridges-act  Bridges Act 2024\n   2  bridges-act-section-1" in done.stdout
    assert "Is that 'The Laws'?" in done.stdout
    assert "date (2026-03-14, 2026-03 or 2026): " in done.stdout


def test_a_publisher_of_the_same_letters_is_taken_as_it_is_spelled(data: Path) -> None:
    given = {**GIVEN["development"], **SOURCE}
    del given["source-publisher"]
    done = new(data, "development", typed="\n\nthe LAWS\n\nn\n", **given)
    assert (done.returncode, "Is that" in done.stdout) == (0, False), done.stdout
    assert "Taken as it is spelled here: The Laws" in done.stdout
    assert "publisher: The Laws" in next(iter(written(data).values()))


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("evidence", "data/developments/2024-09-10-bridges-act.yaml", "'2024-09-10-bridges-act'?"),
        ("evidence", "data\\developments\\2024-09-10-bridges-act", "'2024-09-10-bridges-act'?"),
        ("evidence", "2024-09", "did you mean '2024-09-10-bridges-act'?"),
        ("reason", " ", "--reason: it is empty; give it, or leave it out"),
    ],
)
def test_a_path_a_beginning_and_nothing_are_said_to_be_none(
    data: Path, option: str, value: str, said: str
) -> None:
    done = new(data, "finding", "bridge-01.duty", **{option: value})
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_for_a_finding_it_offers_the_developments_of_the_recommendation(data: Path) -> None:
    typed = "under way\n1\n3\n\n\n" + "It is.\n"
    done = new(data, "finding", "bridge-01.published", typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "   1  2025-01-01-section-1-starts" in done.stdout
    assert "evidence to [2024-09-10]" in done.stdout
    assert "superseded by" not in done.stdout
    added = _added(*(f / "recommendations" / "bridge-01.yaml" for f in (TINY, data)))
    assert added == (
        "      - status: under-way\n"
        "        date: 2024-09-10\n"
        f"        recorded: {TODAY}\n"
        "        reason: It is.\n"
        "        evidence: [2024-09-10-bridges-act]\n"
        "        evidence_to: 2024-09-10\n"
    )


def test_a_status_that_is_worked_out_is_neither_offered_nor_taken(data: Path) -> None:
    offered = new(data, "finding", "bridge-01.published", typed="").stdout
    assert "delivered  Delivered" in offered
    assert "partly-delivered" not in offered
    refused = new(data, "finding", "bridge-01.published", status="partly-delivered")
    assert "--status: 'partly-delivered' is not a" in refused.stderr


def test_of_a_source_that_is_cited_already_what_is_of_one_use_is_not_taken(data: Path) -> None:
    cited = data / "developments" / "2024-09-10-bridges-act.yaml"
    text = cited.read_text("utf-8").replace(
        "    grade: a\n", "    grade: a\n    at: section 1\n    note: Read aloud.\n    id: first\n"
    )
    cited.write_text(text, "utf-8")
    (source,) = parse_yaml(text, "").value["sources"]
    to = "developments/2025-02-press-asks"
    done = new(data, "source", to, url=source["url"], grade="b")
    assert done.returncode == 0, done.stderr
    added = parse_yaml((data / f"{to}.yaml").read_text("utf-8"), "").value["sources"][-1]
    of_one_use = {"grade", "at", "note", "id"}
    assert of_one_use <= source.keys()
    assert added == {k: v for k, v in source.items() if k not in of_one_use} | {"grade": "b"}


class Typed:
    """A terminal at which some answers are typed, and what it said."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.said = list(answers), list[str]()

    def ask(self, question: str, default: str = "") -> str:
        return self.answers.pop(0)

    def confirm(self, question: str) -> bool:
        return False

    def say(self, text: str) -> None:
        self.said.append(text)


@pytest.mark.parametrize("more", [0, 1])
def test_a_number_that_is_not_shown_chooses_nothing(more: int, tiny: Dataset) -> None:
    """Of very many bodies the first are shown, and those that are not are counted."""
    board = tiny.bodies["ferry-board"]
    ids = [f"lock-{letter}" for letter in ascii_lowercase[: MAX_SHOWN + more]]
    bodies = {id: board.model_copy(update={"id": id, "name": id}) for id in ids}
    dataset = replace(tiny, bodies=bodies, all_ids={**tiny.all_ids, "bodies": frozenset(ids)})
    asked = [q for q in questions(Commitment) if q.option in ("id", "what", "made", "by")]
    given = {q.where: "x" for q in asked if q.option != "by"}
    terminal = Typed("lock", "0", "lock", f"{MAX_SHOWN + 1}", "lock", f"{MAX_SHOWN}", "")
    writing = WritingContext(dataset, TODAY, TODAY.isoformat())
    _, answers = ask_for(writing, asked, given, terminal)
    assert answers["by",] == [ids[MAX_SHOWN - 1]]
    assert [line for line in terminal.said if "Nothing there" in line] == [
        "Nothing there has '0' in its name.",
        f"Nothing there has '{MAX_SHOWN + 1}' in its name.",
    ]
    counted = [line for line in terminal.said if "more: type more of the name" in line]
    assert counted == ["      and 1 more: type more of the name"] * 3 * more


def test_a_publisher_like_another_is_a_new_one_where_a_person_says_so(data: Path) -> None:
    options = {**SOURCE, "source-publisher": "The Lawns"}
    given = {**GIVEN["development"], **options}
    refused = new(data, "development", **given)
    assert refused.returncode == 2
    assert (
        "--source-publisher: 'The Lawns' is much like 'The Laws', which is there; write it so, or "
        "add --new-publisher"
    ) in refused.stderr
    assert written(data) == {}
    assert new(data, "development", "--new-publisher", **given).returncode == 0


def test_where_typing_ends_early_nothing_is_written(data: Path) -> None:
    done = new(data, "development", typed="2025-12-20\n")
    assert (done.returncode, "Aborted!" in done.stderr, written(data)) == (1, True, {})


def test_with_all_that_it_must_have_nothing_is_asked(data: Path) -> None:
    done = new(data, "body", typed="", **GIVEN["body"])
    assert (done.returncode, len(written(data))) == (0, 1)


def test_all_that_is_wrong_in_the_options_is_said_at_once(data: Path) -> None:
    done = new(
        data,
        "finding",
        "bridge-01.duty",
        status="pased",
        evidence="2024-09-10-bridge-act",
        **{"evidence-to": "yesterday"},
        reason="It’s made.",
    )
    assert done.returncode == 2
    said = done.stderr.split("Error: ")[1].splitlines()
    assert said[0].startswith("--status: 'pased' is not a label; allowed: delivered, ")
    assert said[0].endswith("did you mean 'passed'?")
    assert "did you mean '2024-09-10-bridges-act'?" in said[1]
    assert said[2].startswith("--evidence-to: 'yesterday' is not a date; write 2026, ")
    assert said[3].endswith("; write 'It's made.'")


@pytest.mark.parametrize(
    ("name", "to", "said"),
    [
        ("finding", "bridge-01.dutty", "'bridge-01.dutty' is not an element of a recommendation"),
        ("finding", "bridge-1.duty", "did you mean 'bridge-01.duty'?"),
        ("due", "bridge-01.duty", "allowed: bridge-01.first-round, bridge-01.law"),
        ("correction", "ferry-bord", "did you mean 'ferry-board'?"),
        ("source", "ferry-board", "is not a report or development or implication or service"),
        ("developement", "", "nothing that can be new; allowed: report, recommendation, "),
    ],
)
def test_an_unknown_name_gets_what_may_be_meant(data: Path, name: str, to: str, said: str) -> None:
    done = new(data, name, to)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_what_would_break_a_rule_is_not_written(data: Path) -> None:
    given = {**ADDED["finding"][1], "status": "delivered", "evidence": "2025-02-press-asks"}
    done = new(data, "finding", "bridge-01.published", **given)
    assert (done.returncode, done.stdout, written(data)) == (1, "", {})
    assert "'delivered' needs a source of grade A or B" in done.stderr
    assert "Nothing was written" in done.stderr


def test_the_same_finding_twice_is_refused(data: Path) -> None:
    to, given = ADDED["finding"]
    assert new(data, "finding", to, **given).returncode == 0
    before = written(data)
    done = new(data, "finding", to, **given)
    assert (done.returncode, written(data)) == (1, before)
    assert "this finding stands in this list twice; keep one" in done.stderr


def test_a_refused_answer_at_a_terminal_is_given_back_as_a_command(data: Path) -> None:
    given = {"name": "ferry board", "kind": "department", "applies-in": "england"}
    done = new(data, "body", "--id", "other", typed="ferry board\n1\n1\n\n")
    assert (done.returncode, written(data)) == (1, {})
    assert "'ferry board' stands in bodies/ferry-board.yaml already; keep one" in done.stderr
    command = " ".join(f"--{k} '{v}'" if " " in v else f"--{k} {v}" for k, v in given.items())
    assert f"tracker new body {command}\n" in done.stderr


def test_a_file_that_is_there_is_never_written_anew(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert new(data, "body", **GIVEN["body"]).returncode == 0
    before = written(data)
    done = new(data, "body", **GIVEN["body"])
    assert (done.returncode, written(data)) == (1, before)
    assert "painters-of-bridges.yaml is there already, and is never written anew" in done.stderr
    (path,) = before
    path.write_text("another's", "utf-8")  # made while this one was asking
    monkeypatch.setattr(Path, "exists", lambda _: False)
    done = new(data, "body", **GIVEN["body"])
    monkeypatch.undo()
    assert (done.returncode, path.read_text("utf-8")) == (1, "another's")
    assert "(File exists)" in done.stderr


@pytest.mark.parametrize("name", ["body", "finding"])
@pytest.mark.parametrize(("call", "number"), [("fsync", errno.ENOSPC), ("open", errno.EACCES)])
def test_a_full_disk_and_a_folder_that_may_not_be_written_are_sentences(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str, call: str, number: int
) -> None:
    original = open

    def fail(*arguments: object, **_: object) -> object:
        if call == "open" and "w" not in str(arguments[1:2]):
            return original(*arguments)  # type: ignore[call-overload]
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.fsync" if call == "fsync" else "builtins.open", fail)
    to, given = LEAST[name]
    done = new(data, name, *([to] if to else []), **given)
    monkeypatch.undo()
    assert (done.returncode, done.stdout, written(data)) == (1, "", {})
    assert f"cannot be written ({os.strerror(number)}); it is as it was" in done.stderr


def test_other_problems_of_the_record_keep_nothing_from_being_written(data: Path) -> None:
    path = data / "bodies" / "ferry-board.yaml"
    path.write_text(path.read_text("utf-8").replace("england", "atlantis"), "utf-8")
    assert new(data, "body", **GIVEN["body"]).returncode == 0
    (data / "vocabulary" / "labels.yaml").write_text("a: [", "utf-8")
    done = new(data, "body", "--id", "other", **GIVEN["body"])
    assert (done.returncode, "data/vocabulary/labels.yaml:" in done.stderr) == (2, True)


def test_an_id_is_cut_between_words_and_none_that_names_a_device_is_taken(data: Path) -> None:
    title = (
        "Ministry responsible for bridges paints extraordinarily beautifully engineered crossings"
    )
    new(data, "development", **{**GIVEN["development"], "title": title})
    (path,) = written(data)
    assert path.stem == ("2025-12-20-ministry-responsible-for-bridges-paints-extraordinarily")
    done = new(data, "body", **{**GIVEN["body"], "name": "Con"})
    assert (done.returncode, "keeps for a device" in done.stderr) == (1, True)


def test_the_time_of_writing_is_that_of_the_clock_in_the_zone_of_the_site(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKER_TODAY", raising=False)
    arguments = [f"--{option}={value}" for option, value in ADDED["correction"][1].items()]
    command = ["new", "correction", "bridge-02", "--data", str(data), *arguments]
    try:
        assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    finally:
        gc.enable()
    ((_, text),) = written(data).items()
    date = parse_yaml(text, "").value["corrections"][-1]["date"]
    assert parse_recorded(date).moment is not None


@pytest.mark.parametrize("case", ["yaml-tab", "yaml-look-alike-signs", "withdrawn-with-content"])
@pytest.mark.parametrize("name", ["development", "finding", "recommendation"])
@pytest.mark.parametrize("typed", [None, "a\n1\nb\n2\n" * 9])
def test_a_record_of_which_a_file_cannot_be_read_gives_no_traceback(
    tmp_path: Path, case: str, name: str, typed: str | None
) -> None:
    data = overlay(case, tmp_path)
    to, given = LEAST[name]
    done = new(data, name, *([to] if to else []), typed=typed, **({} if typed else given))
    assert done.returncode in (0, 1, 2)


def test_what_a_status_needs_must_be_given(data: Path) -> None:
    given = {"reason": "It was.", "evidence-to": "2026-01-20"}
    done = new(data, "finding", "bridge-01.published", status="superseded", **given)
    assert (done.returncode, "  --superseded-by: " in done.stderr) == (2, True)
    typed = "superseded\n\n2026-01-20\n\nbridge-02\nIt was.\n"
    done = new(data, "finding", "bridge-01.published", typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    ((_, text),) = written(data).items()
    assert "superseded_by: bridge-02\n" in text


@pytest.mark.parametrize("id", ["../con", "A b", "x" * 76, "caf\u00e9", "/tmp/x"])
def test_an_id_that_is_none_is_refused(data: Path, id: str) -> None:
    done = new(data, "body", "--id", id, **GIVEN["body"])
    assert (done.returncode, done.stdout, written(data)) == (1, "", {})
    assert "is not an id: lower-case words" in done.stderr or "at most 75" in done.stderr


def test_a_file_that_was_edited_while_it_asked_keeps_that_edit(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = data / "recommendations" / "bridge-01.yaml"
    edited = path.read_text("utf-8").replace(
        "elements:\n", "elements:\n  - id: first\n    text: It comes before.\n"
    )

    def prompt(*_: object, **__: object) -> str:
        path.write_text(edited, "utf-8")
        return "It is."

    monkeypatch.setattr("click.prompt", prompt)
    to, given = ADDED["finding"]
    rest = {option: value for option, value in given.items() if option != "reason"}
    assert new(data, "finding", to, typed="", **rest).returncode == 0
    text = path.read_text("utf-8")
    added = text[text.index("      - status: under-way") : text.index("commitments:")]
    assert text.replace(added, "") == edited
    assert "reason: It is.\n" in added
