"""The strict YAML parser, on arbitrary texts and on chosen ones."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TINY
from tracker.load import strict_yaml
from tracker.load.documents import Document, Position, UnreadableFileError
from tracker.load.loader import load
from tracker.load.strict_yaml import MAX_DEPTH, parse_yaml
from tracker.problems import UNSEEN, Problem

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"], exclude_characters="\xa0"),
    max_size=20,
).filter(lambda text: not re.search(f"[{UNSEEN}]", text))
values = st.recursive(
    words | st.integers(0, 10**8) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def depth(value: Any) -> int:
    match value:
        case dict():
            return 1 + max(map(depth, value.values()), default=0)
        case list():
            return 1 + max(map(depth, value), default=0)
    return 0


def outcome(text: str) -> Document | tuple[Problem, ...]:
    try:
        return parse_yaml(text, "f.yaml")
    except UnreadableFileError as refused:
        return refused.problems


@given(st.text())
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    result = outcome(text)
    if not isinstance(result, Document):
        assert result
        assert all(p.file == "f.yaml" and p.line >= 1 and p.column >= 1 for p in result)


YAML_SIGNS = st.lists(
    st.sampled_from([*"ab01:-#'\"[]{},&*!|>%~?\\ \n", ": ", "- ", " #", "\n  ", "no", "yes"]),
    max_size=25,
).map("".join)


@given(st.text() | YAML_SIGNS)
@settings(max_examples=1000)
def test_the_quick_way_reads_what_the_slow_one_reads(text: str) -> None:
    """Or it reads nothing: what it is not sure of is left to the other."""
    if strict_yaml._forbidden_character(text):
        return
    value = strict_yaml._quick_value(text)
    if value is not None:
        assert strict_yaml._composed(text, "f.yaml").value == value


def test_the_quick_way_reads_nearly_every_file() -> None:
    files = [path.read_text("utf-8") for path in TINY.rglob("*/*.yaml")]
    read = [text for text in files if strict_yaml._quick_value(text) is not None]
    assert len(read) == len(files)


@given(st.dictionaries(words, values, max_size=5))
def test_a_plain_value_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    """JSON is YAML: what is quoted in it comes back to the letter, with the place of every part."""
    if depth(value) > MAX_DEPTH:
        return
    document = parse_yaml(json.dumps(value, ensure_ascii=False), "f.yaml")
    assert document.value == value
    assert set(document.key_positions) == {
        where for where in document.positions if where and _is_key(where)
    }


def _is_key(where: tuple[str | int, ...]) -> bool:
    return isinstance(where[-1], str)


@pytest.mark.parametrize(
    "text",
    ["[" * 13 + "]" * 13, "[" * 200 + "]" * 200, "[" * 20_000, "{a: " * 20_000, "- " * 20_000],
)
def test_nesting_is_bounded(text: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"nested deeper than {MAX_DEPTH}"):
        parse_yaml(text, "f.yaml")


@pytest.mark.parametrize("text", ["a: 'no'", 'a: "12:30"', "a: |\n  no\n", "a: >-\n  010\n"])
def test_what_is_quoted_is_text(text: str) -> None:
    assert parse_yaml(text, "f.yaml").value["a"].strip() in ("no", "12:30", "010")


def test_every_value_and_key_has_its_place() -> None:
    document = parse_yaml("a: 1\nb:\n  - c: x\n    d: true\n", "f.yaml")
    assert document.value == {"a": 1, "b": [{"c": "x", "d": True}]}
    assert document.positions == {
        (): Position(1, 1),
        ("a",): Position(1, 4),
        ("b",): Position(3, 3),
        ("b", 0): Position(3, 5),
        ("b", 0, "c"): Position(3, 8),
        ("b", 0, "d"): Position(4, 8),
    }
    assert document.key_positions == {
        ("a",): Position(1, 1),
        ("b",): Position(2, 1),
        ("b", 0, "c"): Position(3, 5),
        ("b", 0, "d"): Position(4, 5),
    }


def test_a_problem_at_what_is_missing_stands_at_its_parent() -> None:
    document = parse_yaml("a: 1\nb:\n  - c: x\n", "f.yaml")
    assert str(document.problem(("b", 0, "z"), "is missing")) == "f.yaml:3:5: is missing"
    assert str(document.problem(("b", 7, "z"), "is missing")) == "f.yaml:3:3: is missing"
    assert str(document.problem(("z",), "is missing")) == "f.yaml:1:1: is missing"


def test_a_file_and_a_folder_that_are_missing_are_said_to_be(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    (data / "site.yaml").unlink()
    shutil.rmtree(data / "services")
    assert [str(problem).partition(";")[0] for problem in load(data)[1]] == [
        "data/services:1:1: is not a folder",
        "data/site.yaml:1:1: is missing",
    ]
    (data / "services").mkdir()
    assert [problem.file for problem in load(data)[1]] == ["data/site.yaml"]
