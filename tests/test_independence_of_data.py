"""No test of the real record names a record or a day on which it is read, for editors change it
every day.

`tracker check`, the build and the crawl hold the record; tests hold the code, on the tiny dataset.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import site_builds
from conftest import ROOT

SOURCES = sorted((ROOT / "tests").glob("*.py"))
READING = re.compile(r"site_builds\.DATA|\breal\b|\breal_(?:table|dataset|day)\b|\baddress: str")
"""What a source has that reads the real record, or is handed it. What others name may be the id of
a record that an editor writes one day.
"""


def ids_of(data: Path) -> set[str]:
    """The ids of the records of a directory that could be nothing else: with a number in it, or of
    three words or more. A shorter one, such as a body's, may be a word of any text.
    """
    every = {path.stem for path in data.glob("*/*.yaml") if path.parent.name != "vocabulary"}
    return {id for id in every if re.search(r"-\d", id) or id.count("-") > 1}


def records_named(source: str, ids: set[str], reports: set[str]) -> list[str]:
    """The records that a source names: by their ids, or as "audit-04" or "audit 4", where "audit"
    is how the ids of a report begin.
    """
    numbered = re.compile(rf"\b(?:{'|'.join(sorted(reports)) or '(?!)'})[- ]?\d+\b", re.IGNORECASE)
    return sorted({*(id for id in ids if id in source), *numbered.findall(source)})


def reports_of(data: Path) -> set[str]:
    """How the ids of the recommendations of each report begin."""
    return {path.stem.rpartition("-")[0] for path in (data / "recommendations").glob("*.yaml")}


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if READING.search(path.read_text("utf-8"))],
    ids=lambda p: p.name,
)
def test_no_test_of_the_real_record_names_a_record(path: Path) -> None:
    """`tests/queries.tsv` may: no test reads it."""
    own, of_tests = site_builds.DATA, (site_builds.TINY, site_builds.ELSEWHERE)
    ids = ids_of(own).difference(*map(ids_of, of_tests))
    reports = reports_of(own).difference(*map(reports_of, of_tests))
    text = path.read_text("utf-8")
    assert records_named(text, ids, reports) == []
    assert "queries.tsv" not in text or path in (Path(__file__), ROOT / "tests/bench_queries.py")


def test_a_name_would_be_found() -> None:
    ids, reports = ids_of(site_builds.TINY), reports_of(site_builds.TINY)
    for text in ('"recommendations/bridge-01/"', "Bridge 2", "bridge-7", "2024-09-10-bridges-act"):
        assert records_named(text, ids, reports) != []
    assert records_named('"bridge" and "ferry-board" are words', ids, reports) == []


COPIES = ("write_tracker", "shutil.copytree")
"""What copies the real record and judges it on no day: the second argument is none."""


def real_record_calls(source: str) -> Iterator[tuple[str, str]]:
    """Each call that is given the real record, and its second argument: the day."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and node.args
            and ast.unparse(node.args[0]) == "site_builds.DATA"
            and ast.unparse(node.func) not in COPIES
        ):
            yield ast.unparse(node), ast.unparse(node.args[1]) if len(node.args) > 1 else ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_real_record_is_read_on_no_day_but_its_own(path: Path) -> None:
    """It has one name in the tests, and one day, that of its newest word."""
    text = path.read_text("utf-8")
    if path not in (Path(__file__), Path(site_builds.__file__)):
        assert not re.search(r'\bROOT / "data"', text)
        assert not re.search(r"from site_builds import|import site_builds as", text)
    for call, day in real_record_calls(text):
        assert day in ("", "site_builds.real_day()"), call


def test_a_day_of_its_own_would_be_found() -> None:
    fixed = "build(site_builds.DATA, date(2026, 2, 1), ADDRESS)"
    assert list(real_record_calls(fixed)) == [(fixed, "date(2026, 2, 1)")]
    assert list(real_record_calls("write_tracker(site_builds.DATA, 1000, target)")) == []
