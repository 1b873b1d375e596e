"""Each rule with the smallest input that breaks it, and the exact problems that it then gives.

A folder of `tests/bad` holds the files that replace some of the tiny dataset's, and `problems.txt`.
Those of a permanence rule are compared with the tiny dataset as the earlier one.
"""

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, TINY, TODAY
from tracker.checking import problems_of
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.rules import PERMANENCE_RULES, RULES, PermanenceRule, compare
from tracker.schema.fields import Model, Text, Url
from tracker.schema.traversal import addresses, is_quoted, texts

BAD = ROOT / "tests" / "bad"
CASES = sorted(path.name for path in BAD.iterdir())
NAMES = [rule.__name__ for rule in RULES]
PERMANENCE_NAMES = [rule.__name__ for rule in PERMANENCE_RULES]


def overlay(case: str, directory: Path) -> Path:
    """The tiny dataset with a case's files over its own."""
    data = directory / "data"
    shutil.copytree(TINY, data)
    shutil.copytree(
        BAD / case, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("problems.txt")
    )
    return data


def problems_in(case: str, directory: Path, tiny: Dataset) -> str:
    """Every problem of a case, one a line."""
    dataset, problems = problems_of(overlay(case, directory), TODAY)
    rewritten = compare(dataset, tiny) if case in PERMANENCE_NAMES else ()
    return "".join(f"{problem}\n" for problem in sorted((*problems, *rewritten)))


@pytest.mark.parametrize("case", CASES)
def test_bad_input_gives_exactly_these_problems(
    case: str, tmp_path: Path, tiny: Dataset, accept: bool
) -> None:
    problems = problems_in(case, tmp_path, tiny)
    expected = BAD / case / "problems.txt"
    if accept:
        expected.write_text(problems, "utf-8")
    assert problems, f"{case} breaks nothing"
    assert problems == expected.read_text("utf-8"), "if it is meant: scripts/test --accept"


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_the_rule_itself_finds_its_bad_example(rule: object, tmp_path: Path) -> None:
    """A rule that is never the one to complain would be no rule."""
    dataset, _ = load(overlay(rule.__name__, tmp_path))  # type: ignore[attr-defined]
    assert list(rule(dataset, TODAY))  # type: ignore[operator]


@pytest.mark.parametrize("rule", PERMANENCE_RULES, ids=PERMANENCE_NAMES)
def test_the_permanence_rule_itself_finds_its_bad_example(
    rule: PermanenceRule, tmp_path: Path, tiny: Dataset
) -> None:
    dataset, _ = load(overlay(rule.__name__, tmp_path))
    assert list(rule(dataset, tiny))
    assert not list(rule(tiny, tiny))


def test_the_tiny_dataset_breaks_no_rule() -> None:
    assert problems_of(TINY, TODAY)[1] == ()


def test_every_rule_says_in_one_sentence_what_must_be_true() -> None:
    for rule in (*RULES, *PERMANENCE_RULES):
        assert rule.__doc__
        assert " ".join(rule.__doc__.split()).endswith("."), rule.__name__
        assert "\n\n" not in rule.__doc__.strip(), rule.__name__


def test_every_field_whose_type_is_an_address_is_held_as_one() -> None:
    """Whatever it is called: a new field needs no list of its name."""

    class Contact(Model):
        page: Url
        others: tuple[Url, ...] = ()
        note: Text | None = None

    contact = Contact(page="javascript:alert(1)", others=("https://a.example/",), note="Ours.")
    assert list(addresses(contact)) == [
        (("page",), "javascript:alert(1)"),
        (("others", 0), "https://a.example/"),
    ]
    assert [found for found in texts(contact) if not is_quoted(found[0])] == [(("note",), "Ours.")]
