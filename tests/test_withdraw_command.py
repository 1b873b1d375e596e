"""`tracker withdraw`: one command takes a record down."""

import shutil
from pathlib import Path

import pytest

from conftest import TINY, TODAY
from test_cli import Done, run
from tracker.checking import problems_of
from tracker.schema.stubs import address_hash
from tracker.site import route_site

EVENT = "developments/2024-09-10-bridges-act"
BODY = "bodies/ferry-board"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "data")
    return tmp_path / "data"


def withdraw(data: Path, *arguments: str) -> Done:
    return run("withdraw", "--data", data, "--today", TODAY.isoformat(), *arguments)


def files(data: Path) -> dict[str, str]:
    return {str(path): path.read_text("utf-8") for path in data.rglob("*") if path.is_file()}


def test_it_leaves_the_day_and_the_reason_and_says_what_rests_on_it(data: Path) -> None:
    before = files(data)
    done = withdraw(data, EVENT, "--reason", 'It is "looked at": a day')
    assert (done.returncode, done.stderr) == (0, "")
    stub, published = data / f"{EVENT}.yaml", data / "published.txt"
    assert stub.read_text("utf-8") == (
        f"withdrawn:\n  date: {TODAY}\n  reason: 'It is \"looked at\": a day'\n"
    )
    assert (
        published.read_text("utf-8") == (TINY / "published.txt").read_text("utf-8") + f"{EVENT}\n"
    )
    changed = {path for path, text in files(data).items() if before.get(path) != text}
    assert changed == {str(stub), str(published)}
    lines = done.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines[:-2]] == 3 * [
        "data/recommendations/bridge-01.yaml"
    ]
    assert f"git add -A {stub} {published} && git commit -m 'Withdraw {EVENT}'" in lines[-2]
    assert problems_of(data, TODAY)[1] == ()


def test_with_its_address_nothing_is_left_but_a_hash_and_its_id_is_refused(data: Path) -> None:
    with (data / "published.txt").open("a") as file:
        file.write(f"{BODY}\n")
    text = (data / f"{BODY}.yaml").read_text("utf-8")
    done = withdraw(data, BODY, "--address-too")
    assert (done.returncode, "Withdraw a record" in done.stdout) == (0, True)
    assert "data/recommendations/bridge-02.yaml:14:9: 'ferry-board' was withdrawn" in done.stdout
    assert not (data / f"{BODY}.yaml").exists()
    lines = (data / "published.txt").read_text("utf-8").splitlines()
    assert BODY not in lines
    assert lines[-1] == address_hash(BODY)
    table = route_site(data, TODAY, pictures=False)
    assert table.problems == ()
    assert [path for path in table.paths() if "ferry-board" in path] == []
    assert [path for path in table.paths() if b"ferry-board" in table.file(path)] == []
    (data / f"{BODY}.yaml").write_text(text, "utf-8")
    assert "ids are never used again" in str(problems_of(data, TODAY)[1])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([EVENT], "a reason for the public is missing"),
        ([EVENT, "--reason", 41 * "word "], "the reason has 41 words; at most 40"),
        (
            [EVENT, "--reason", "Under the council\u2019s review."],
            "U+2019 RIGHT SINGLE QUOTATION MARK in 'council\u2019s'; write 'Under the council's",
        ),
        (["developments/2024-09-10-bridge-act", "--reason", "A."], "is no record of"),
        (["site", "--reason", "A."], "'site' is no record of"),
        (["vocabulary/topics", "--reason", "A."], "is no record of"),
        (["bodies/../site", "--reason", "A."], "is no record of"),
        (["reports/bridge-2024", "--reason", "A."], "stands first on the home page"),
    ],
)
def test_what_cannot_be_taken_down_is_refused_and_nothing_is_written(
    data: Path, arguments: list[str], says: str
) -> None:
    before = files(data)
    done = withdraw(data, *arguments)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
    assert files(data) == before


def test_what_was_withdrawn_already_keeps_its_day_and_reason(data: Path) -> None:
    withdraw(data, EVENT, "--reason", "It named a person.")
    before = files(data)
    done = withdraw(data, EVENT, "--reason", "Again.")
    assert (done.returncode, files(data)) == (2, before)
    assert f"was withdrawn on {TODAY} already; its file says why" in " ".join(done.stderr.split())
    assert withdraw(data, EVENT, "--address-too").returncode == 0


def test_what_rests_on_a_record_that_is_not_shown_any_more_is_named_too(data: Path) -> None:
    """Of each kind by itself: a report may have the id of a body."""
    done = withdraw(data, "bodies/ministry-of-bridges", "--reason", "A complaint.")
    assert "measures/bridges-act is not shown any more" in done.stdout
    named = "developments/2024-09-10-bridges-act.yaml:7:12: 'bridges-act' was withdrawn"
    assert named in done.stdout
    (data / "services" / "ferry-board.yaml").write_text(
        (data / "services" / "bridge-line.yaml").read_text("utf-8"), "utf-8"
    )
    other = withdraw(data, "services/ferry-board", "--reason", "A complaint.")
    assert [line.partition(":")[0] for line in other.stdout.splitlines()][:-1] == ["Next"]


def test_a_reason_that_breaks_a_rule_is_a_problem(data: Path) -> None:
    done = withdraw(data, EVENT, "--reason", "It named Councillor Anna Smith.")
    assert done.returncode == 1
    assert "'Councillor Anna Smith' is not in vocabulary/officeholders.yaml" in done.stdout
