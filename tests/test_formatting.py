"""`tracker fmt` writes a file in one form: the same value, the same comments at the same fields,
and twice is once; what it cannot read stays as it is.
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from conftest import ROOT, TINY
from test_arbitrary_records import text as any_text
from tracker.cli import main
from tracker.edit import formatting
from tracker.edit.formatting import formatted, record_files
from tracker.edit.issue_forms import issue_forms
from tracker.edit.text_edits import text_with_values
from tracker.edit.withdrawing import stub_text
from tracker.edit.yaml_scalars import scalar
from tracker.edit.yaml_text import mapping_lines
from tracker.load.documents import UnreadableFileError
from tracker.load.loader import load
from tracker.load.strict_yaml import layout_of, parse_yaml
from tracker.schema.fields import Search

DEVELOPMENT = "data/developments/2024-06-01-x.yaml"
UNKNOWN = "x.yaml"
"""A path of which no kind is known: fields stay in their order."""
LONG_ITEM = f"  - {'d' * 30}\n"
LONG = "A sentence that goes on " * 8 + "to its end."


def body(text: str) -> str:
    """A text of a case without the indentation that it has in this file."""
    lines = text.rstrip().strip("\n").split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "".join(f"{line[indent:]}\n" for line in lines)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["fmt", *map(str, arguments)])


CASES = {
    "line ends, blanks behind, empty lines and a missing end": (
        "title: A\r\n\r\nkind: b   \r\n\n# c  \nbodies: [d]",
        "title: A\nkind: b\n# c\nbodies: [d]\n",
    ),
    "the start of a document": ("---\ntitle: A\n...\n", "title: A\n"),
    "the order of the model, with the comments above": (
        """
        # What it is about.
        kind: statement
        sources:
          - url: https://a.example/
            # As printed.
            title: A
            # Unknown to the model.
            extra: 1
            publisher: B
        # When.
        date: 2024-06-01
        other: c
        """,
        """
        # When.
        date: 2024-06-01
        # What it is about.
        kind: statement
        sources:
          # As printed.
          - title: A
            publisher: B
            url: https://a.example/
            # Unknown to the model.
            extra: 1
        other: c
        """,
    ),
    "comments at the end of a list, of an item and of the file": (
        """
        sources:
        - title: A
          # of the item
        # of the field below
        kind: b
        topics:
          - c
          # of the list
        # of the file
        """,
        """
        # of the field below
        kind: b
        topics:
          - c
          # of the list
        sources:
          - title: A
            # of the item
        # of the file
        """,
    ),
    "a comment on the line of a value goes above it": (
        """
        bodies: [a, # one
          b]
        topics: # two
          - 'c' # three
        summary: >- # four
          d
        """,
        """
        # four
        summary: >-
          d
        # one
        bodies: [a, b]
        # two
        topics:
          # three
          - c
        """,
    ),
    "a sign within a text is no comment, and one behind it is": (
        """
        summary: |
          One
          # no comment
        title: >-
          One
          # no comment
          # of the field below
        kind: a
        # of the field below
        bodies: [b] # of this one
        """,
        """
        title: >-
          One # no comment # of the field below
        summary: |
          One
          # no comment
        kind: a
        # of the field below
        # of this one
        bodies: [b]
        """,
    ),
    "several values on a line with a comment": (
        """
        sources: [{title: A, url: b}, {title: C, url: d}] # of the list
        topics: [a,
          b, c] # of the second
        """,
        """
        topics:
          - a
          # of the second
          - b
          - c
        # of the list
        sources:
          - title: A
            url: b
          - title: C
            url: d
        """,
    ),
    "indentation": (
        """
        sources:
            -   title: A
                ended:
                      how: gone
        """,
        """
        sources:
          - title: A
            ended:
              how: gone
        """,
    ),
    "brackets round mappings": (
        "sources: [{title: A, ended: {how: gone}}]\n",
        """
        sources:
          - title: A
            ended:
              how: gone
        """,
    ),
    "a list that fits its line stands in brackets, another does not": (
        f"topics:\n- a\n- 'b,c'\n- 'd, e'\nbodies: [{', '.join(['d' * 30] * 4)}]\n",
        f"bodies:\n{LONG_ITEM * 4}topics: [a, 'b,c', \"d, e\"]\n",
    ),
    "quotes only where they are needed": (
        """
        title: "A plain text"
        summary: 'It holds: a colon'
        kind: "10"
        content_note: "He said \\"no\\": it's \\\\"
        date: '2024'
        """,
        """
        date: '2024'
        title: A plain text
        summary: "It holds: a colon"
        content_note: 'He said "no": it''s \\'
        kind: '10'
        """,
    ),
    "a text stays on its line, or on several that are full": (
        f"title: {LONG}\nsummary: >\n  {LONG}\ncontent_note: one\n  two\nkind: >-\n  a\n\n  b\n",
        f"title: {LONG}\nsummary: >\n  {LONG[:118].rpartition(' ')[0]}\n"
        f"  {LONG[LONG[:118].rindex(' ') + 1 :]}\ncontent_note: >-\n  one two\n"
        "kind: |-\n  a\n  b\n",
    ),
    "what holds nothing": ("bodies: []\ntopics:\n  []\nx: {}\n", "bodies: []\ntopics: []\nx: {}\n"),
    "values of each type": ("x: [true, 'true', 1, '1', ~a]\n", "x: [true, 'true', 1, '1', ~a]\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_written_in_one_form(name: str) -> None:
    given_text, wanted = (body(t) if t.startswith("\n") else t for t in CASES[name])
    assert formatted(given_text, DEVELOPMENT) == wanted
    assert formatted(wanted, DEVELOPMENT) == wanted


def test_an_id_that_does_not_stand_first_is_put_first_with_its_comment() -> None:
    text = """
    elements:
      # of the part
      - text: A
        # of the id
        id: b
      - id: c
    """
    wanted = """
    elements:
      # of the part
      # of the id
      - id: b
        text: A
      - id: c
    """
    assert formatted(body(text), "data/recommendations/x.yaml") == body(wanted)


def said(text: str) -> tuple[Any, list[str]]:
    """What a text says: its value, and its comments in alphabetical order."""
    value = parse_yaml(text, UNKNOWN).value
    comments = layout_of(text.replace("\r\n", "\n")).comments
    return json.dumps(value, sort_keys=True), sorted(comment.text for comment in comments)


def check_form(text: str, file: str) -> str:
    """The form of a text, which says the same, and is its own form."""
    written = formatted(text, file)
    assert said(written) == said(text)
    assert formatted(written, file) == written
    lines = written.split("\n")
    assert lines.pop() == ""
    assert all(line and line == line.rstrip() for line in lines)
    return written


def holds_fields(text: str) -> bool:
    """Whether a text can be read, and is a mapping."""
    try:
        value = parse_yaml(text, UNKNOWN).value
        return isinstance(value, dict) and bool(value)
    except UnreadableFileError:
        return False


FILES = [
    path.relative_to(ROOT / "tests").as_posix()
    for path in sorted((ROOT / "tests").glob("[bdew]*/**/*.yaml"))
]
"""Every YAML file of the small datasets, broken ones among them."""


def test_every_file_of_the_tests_has_a_form_or_a_reason() -> None:
    without = []
    for name in FILES:
        text = (ROOT / "tests" / name).read_bytes().decode("utf-8", "replace")
        try:
            check_form(text, name)
        except UnreadableFileError:
            assert not holds_fields(text)
            without.append(name)
    assert len(without) < len(FILES) / 10
    assert [name for name in without if not name.startswith("bad/")] == []


@pytest.mark.parametrize("folder", ["data", "elsewhere"])
def test_the_small_datasets_are_in_their_form(folder: str) -> None:
    done = run("--check", "--data", ROOT / "tests" / folder)
    assert (done.output, done.exit_code) == ("", 0)


def test_the_examples_of_contributing_are_in_their_form() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    examples = re.findall(r"`(data/[\w/.-]+\.yaml)`\n\n```yaml\n(.*?)```", text, re.DOTALL)
    assert len(examples) >= 7
    assert [name for name, example in examples if formatted(example, name) != example] == []


TEXTS = {name: (ROOT / "tests" / name).read_text("utf-8") for name in FILES if name[0] != "b"}
CHANGES: dict[str, Callable[[str], str]] = {
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "no end": lambda text: text.rstrip("\n"),
    "indentation": lambda text: re.sub(
        "^ *(?:- )?",
        lambda match: match[0].replace("  ", "    ").replace("- ", "-   "),
        text,
        flags=re.MULTILINE,
    ),
    "blanks": lambda text: re.sub("(?<=[^ \n])$", "  ", text, flags=re.MULTILINE),
    "empty lines": lambda text: re.sub(r"\n(?=\w)", "\n\n", text),
    "start": lambda text: f"---\n{text}",
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_no_part_of_the_value_makes_no_difference(change: str) -> None:
    for name, text in TEXTS.items():
        assert formatted(CHANGES[change](text), name) == formatted(text, name)


@given(st.sampled_from(sorted(TEXTS)), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200)
def test_a_comment_anywhere_is_kept(name: str, data: st.DataObject) -> None:
    lines = TEXTS[name].split("\n")
    for number in range(data.draw(st.integers(1, 4))):
        at, indent = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, 9))
        lines.insert(at, f"{' ' * indent}# ein Wört {number}")
    text = "\n".join(lines)
    check_form(text, name)  # a line within a text is a part of that


texts = st.one_of(
    any_text,
    st.text(st.sampled_from("ab \n'\"\\:#-[]{},>|&*!%@`?~=0.é\u0301"), max_size=12),
    st.lists(
        st.sampled_from(["a", "of", "#", "-", ":", "'s", "word", "ﬁ", "e" * 60]), max_size=60
    ).map(" ".join),
    st.sampled_from(
        ["yes", "null", "~", "1.10", "010", "2024-06-01", "2024", "true", "---", "..."]
    ),
)
scalars = st.one_of(texts, st.integers(0, 10**8), st.booleans())
mappings = st.recursive(
    st.dictionaries(texts, scalars, max_size=4),
    lambda inner: st.dictionaries(
        texts, scalars | inner | st.lists(scalars | inner, max_size=4), max_size=4
    ),
    max_leaves=8,
)
"""Mappings as records are: what stands in a list is no list."""


def yaml_of(value: Any, draw: Callable[[Any], Any], indent: str = "") -> str:
    """A value written in one of many ways, behind what stands before it."""
    ways = ["brackets"]
    if isinstance(value, dict | list) and value:
        ways = ["brackets", "lines", "lines"]
    elif isinstance(value, str) and re.fullmatch(r"\S+( \S+)*", value):
        ways = ["brackets", "folded", "single"]
    inner = f"{indent}{draw(st.sampled_from(['  ', ' ', '    ']))}"
    comment = draw(st.sampled_from(["", "", "", f"{inner}# c\n", f" # {len(indent)}\n"]))
    match draw(st.sampled_from(ways)):
        case "lines" if isinstance(value, dict):
            parts = (
                f"{comment}{inner}{json.dumps(key)}: {yaml_of(part, draw, inner)}"
                for key, part in value.items()
            )
            return "\n" + "\n".join(parts)
        case "lines":
            parts = (f"{comment}{inner}- {yaml_of(part, draw, inner)}" for part in value)
            return "\n" + "\n".join(parts)
        case "folded":
            between = f"\n{inner}" if len(value) > 50 else " "
            return f">-\n{inner}{value.replace(' ', between)}"
        case "single":
            return f"'{value.replace(chr(39), chr(39) * 2)}'"
    return json.dumps(value, ensure_ascii=False)


@given(mappings.filter(bool), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=400)
def test_any_value_has_one_form(value: dict[str, Any], data: st.DataObject) -> None:
    text = yaml_of(value, data.draw)
    try:
        read = parse_yaml(text, UNKNOWN).value
    except UnreadableFileError:
        assume(False)
    assert json.dumps(read) == json.dumps(value)
    check_form(text, UNKNOWN)


@given(st.text(st.sampled_from("ab :#-\n'\"[]{},>|\r\t")))
@settings(max_examples=500)
def test_any_text_has_a_form_or_is_refused(text: str) -> None:
    with suppress(UnreadableFileError):
        check_form(text, UNKNOWN)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "data"))


def test_it_writes_what_differs_and_names_it_and_check_writes_nothing(data: Path) -> None:
    path = data / "bodies" / "ministry-of-bridges.yaml"
    content = path.read_bytes()
    other = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    path.write_bytes(other)
    path.chmod(0o640)
    done = run("--check", "--data", data)
    place = f"{path.as_posix()}:1:1: "
    message = f"would be written otherwise from here on; run .venv/bin/tracker fmt {path}\n"
    assert (done.output, done.exit_code) == (f"{place}{message}", 1)
    assert path.read_bytes() == other
    done = run("--data", data)
    assert (done.output, done.exit_code) == (f"{path}\n", 0)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (content, 0o640)
    assert (run("--data", data).output, run("--check", "--data", data, path).output) == ("", "")


@pytest.mark.parametrize("name", ["x.yaml", "data/notes/x.yaml", "data/bodies/x.yml", "data/x.txt"])
def test_what_is_no_file_of_the_record_is_refused_and_left_as_it_is(name: str, data: Path) -> None:
    path = data.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("a:   b\n", "utf-8")
    for arguments in ((), ("--check",)):
        done = run(*arguments, "--data", data, data / "site.yaml", path)
        assert done.exit_code == 2
        assert "is no file of the record in" in " ".join(done.stderr.split())
    assert path.read_text("utf-8") == "a:   b\n"


@pytest.mark.parametrize("option", [(), ("--check",)])
def test_a_file_that_is_not_there_is_said_as_the_check_says_it(
    option: tuple[str, ...], data: Path
) -> None:
    (data / "site.yaml").unlink()
    done = run(*option, "--data", data)
    assert (done.exit_code, done.output) == (
        1,
        f"{data / 'site.yaml'}:1:1: is missing; put it back\n",
    )


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"name: a\nname: b\n", "2:1"),
        (b"name: a\n<<<<<<< HEAD\nkind: b\n=======\nkind: c\n>>>>>>> x\n", "2:1"),
        (b"name: a\n  kind: b\n", "2:3"),
        (b"name: a\n\tkind: b\n", "2:1"),
        (b"name: caf\xe9\n", "1:10"),
        (b"name: a # b\n", "1:7"),
        (b"name: no\n", "1:7"),
        (b"- name\n", "1:1"),
        (b"", "1:1"),
    ],
)
def test_what_cannot_be_read_is_left_alone_and_all_else_is_written(
    data: Path, content: bytes, place: str
) -> None:
    bodies = data / "bodies"
    path, other = bodies / "ferry-board.yaml", bodies / "ministry-of-bridges.yaml"
    path.write_bytes(content)
    other.write_bytes(other.read_bytes() + b"\n")
    done = run("--data", data)
    assert done.exit_code == 1
    first, second = done.output.strip().split("\n")[:1] + done.output.strip().split("\n")[-1:]
    assert first.startswith(f"{path.as_posix()}:{place}: ")
    assert second == str(other)
    assert path.read_bytes() == content


def test_what_would_be_read_otherwise_is_left_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = data / "site.yaml"
    content = b"topics:\n  -\n    -\n      # A list in a list in a list.\n      - a\n"
    for broken in (content, path.read_bytes().replace(b"name: ", b"name:  ")):
        path.write_bytes(broken)
        done = run("--data", data, path)
        assert done.exit_code == 1
        assert "without a change of what it says; it is as it was" in done.output
        assert path.read_bytes() == broken
        monkeypatch.setattr(formatting, "scalar", lambda value, **_: f"'{value}!'")


def test_a_full_disk_leaves_the_file_as_it_was(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = data / "site.yaml"
    content = path.read_bytes() + b"\n"
    path.write_bytes(content)
    monkeypatch.setattr(os, "fsync", full)
    done = run("--data", data)
    assert done.exit_code == 1
    assert "No space left on device" in done.output
    assert path.read_bytes() == content
    assert [path.name for path in data.iterdir() if path.name.startswith(".")] == []


def test_a_stub_is_written_in_its_form() -> None:
    text = stub_text("It named a person.", date(2026, 1, 10))
    assert text == "withdrawn:\n  date: 2026-01-10\n  reason: It named a person.\n"
    assert formatted(text, "data/bodies/a.yaml") == text


def test_what_tracker_new_writes_is_in_its_form(data: Path) -> None:
    source = ["url=https://b.example/", "title=A: b", "publisher=B", "grade=c", "seen=live"]
    event = ["--date=2026-01-10", "--title=Why: a title", "--kind=statement", "--topics=bridges"]
    for what in (
        ["development", *event, *(f"--source-{option}" for option in source)],
        ["source", "developments/2024-11-minister-says-done", *(f"--{o}" for o in source)],
        ["correction", "bodies/ministry-of-bridges", "--note=A slip: mended."],
    ):
        done = CliRunner().invoke(main, ["new", *what, "--data", str(data), "--no-ask"])
        assert done.exit_code == 0, done.output
    assert run("--check", "--data", data).output == ""


def test_every_file_of_a_record_is_written_once() -> None:
    files = record_files(TINY)
    assert set(TINY.rglob("*.yaml")) == set(files)
    assert len(files) == len(set(files))


@pytest.mark.parametrize(
    "text", ["a: b", "no", "10", 'A "word"', "a\\b", "- a", "It's here", "a #b"]
)
def test_each_writer_quotes_a_text_alike(text: str) -> None:
    (written,) = mapping_lines(Search, {"words": text})
    written = written.removeprefix("words: ")
    assert formatted(f"words: {json.dumps(text)}\n", UNKNOWN) == f"words: {written}\n"
    assert stub_text(text, date(2026, 1, 10)).endswith(f"reason: {written}\n")
    assert text_with_values("words: old\n", UNKNOWN, {("words",): text}) == f"words: {written}\n"


@pytest.mark.parametrize("word", ["no", "10", "report: x"])
def test_an_issue_form_quotes_a_text_as_records_do(data: Path, word: str) -> None:
    path = data / "vocabulary" / "development-kinds.yaml"
    label = re.compile("label: .*")
    path.write_text(label.sub(f"label: {json.dumps(word)}", path.read_text("utf-8")), "utf-8")
    written = issue_forms(load(data)[0])["1-development.yml"]
    assert f"        - {scalar(word)}\n" in written
