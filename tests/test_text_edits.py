"""What is new in a file stands where it belongs, and every byte around it stays as it was."""

from typing import Any

import pytest

from tracker.edit.text_edits import CannotBeEditedError, text_with_item
from tracker.edit.yaml_text import mapping_lines
from tracker.load.strict_yaml import parse_yaml
from tracker.schema.fields import Correction, Model, Source
from tracker.schema.records import Development, Element, Finding, Measure, Recommendation, Stage
from tracker.schema.traversal import FieldPath

NOTE = {"date": "2026-02-01", "note": "Mended."}
FINDING = {"status": "passed", "evidence": ["a-law", "b"]}

CASES: dict[str, tuple[FieldPath, tuple[type[Model], type[Model]], dict[str, Any], str]] = {
    "after the last item, before a comment on what comes next": (
        ("elements", 0, "findings"),
        (Element, Finding),
        FINDING,
        """\
# A comment at the top.
title: One
elements:
  - id: first
    findings: # of the first
      - status: planned
        # Of this finding.
        reason: >-
          It was said
          # in so many words.

          Twice.
        # Of its end.
|      - status: passed
|        evidence: [a-law, b]
      # Of no finding.

  # Of the second.
  - id: second
reviews: []
""",
    ),
    "a list that is not there yet stands by the order of the fields": (
        ("elements", 0, "findings"),
        (Element, Finding),
        FINDING,
        """\
elements:
  - id: first
    text: One
      and more.
|    findings:
|      - status: passed
|        evidence: [a-law, b]
    # Of the second.
  - id: second
    text: Two
""",
    ),
    "at the end of a file without a line break there": (
        ("corrections",),
        (Recommendation, Correction),
        NOTE,
        """\
title: 'One
  more'
|corrections:
|  - date: 2026-02-01
|    note: Mended.
""",
    ),
    "items that are indented no further than their field": (
        ("corrections",),
        (Development, Correction),
        NOTE,
        """\
corrections:
- date: 2026-01-01
  note: |
    Once.
  id: one
|- date: 2026-02-01
|  note: Mended.
sources:
- {title: One, url: https://one.example/}
""",
    ),
    "a new list beside items that are indented no further than their field": (
        ("sources",),
        (Development, Source),
        {"title": "A: b", "at": "yes", "url": "https://a.example/#b"},
        """\
title: One
topics:
- a
|sources:
|  - title: "A: b"
|    url: https://a.example/#b
|    at: 'yes'
corrections:
- note: None.
""",
    ),
    "items that begin on the line after their dash": (
        ("stages",),
        (Measure, Stage),
        {"stage": "set-up", "words": 'It says "go".'},
        """\
stages:
    -
        stage: planned
    -
        stage: reported
        applies_in: [
          wales]
|    - stage: set-up
|      words: It says "go".
# The end.
""",
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_it_stands_where_it_belongs(name: str, line_end: str) -> None:
    where, models, item, whole = CASES[name]
    lines = whole.splitlines()
    before = line_end.join(line for line in lines if not line.startswith("|"))
    if "without a line break" not in name:
        before += line_end
    after = line_end.join(line.removeprefix("|") for line in lines) + line_end
    assert text_with_item(before, "f.yaml", where, models, item) == after


@pytest.mark.parametrize(
    "text",
    [
        "corrections: [{date: 2026-01-01, note: One}]\n",
        "corrections: []\n",
        "corrections:\n  [\n  {date: 2026-01-01, note: One}\n  ]\n",
        "{title: One, corrections: [{note: One}]}\n",
        "{title: One}\n",
    ],
)
def test_what_is_written_in_another_form_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(CannotBeEditedError, match=r"f\.yaml:\d: nothing can be added to 'correc"):
        text_with_item(text, "f.yaml", ("corrections",), (Recommendation, Correction), NOTE)


@pytest.mark.parametrize(
    "text",
    [
        *("plain words", "it's", "a: b", "# c", "a #b", "- d", "no", "12", "1.10", "2026-01", "~"),
        *('say "so"', 'a: "b"', "back\\slash", "a: back\\slash", "[x]", "{x}", "*x", "&x", "!x"),
        *(
            "%x",
            "@x",
            "`x`",
            "| x",
            "> x",
            "? x",
            "'x'",
            '"x"',
            "x:",
            "caf\u00e9: \u2013 x",
            "=",
            "<<",
        ),
        *("a, b", "a]", "long " * 60 + "end: #x", "0x1F", "true", "null", "12:30"),
    ],
)
def test_each_text_is_read_as_it_was_given(text: str) -> None:
    values = {"title": text, "topics": [text, "b"], "sources": [{"title": text, "at": text}]}
    written = "\n".join(mapping_lines(Development, values))
    assert parse_yaml(written, "").value == values
    assert max(map(len, written.splitlines())) <= 120 or len(text) > 120


def test_a_long_list_has_a_line_for_each_item_and_a_long_text_several() -> None:
    words = " ".join(["word"] * 40)
    values = {"summary": words, "bodies": [f"body-of-many-words-{n}" for n in range(8)]}
    lines = [*mapping_lines(Development, values)]
    assert lines[:2] == ["summary: >-", f"  {words[:114]}"]
    assert lines[3:5] == ["bodies:", "  - body-of-many-words-0"]
