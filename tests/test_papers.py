"""The papers say what is so: the commented examples are real records, the commands exist."""

import re
from pathlib import Path

import pytest

from conftest import ROOT
from tracker.record.model import KINDS

EXAMPLES = re.findall(
    r"^`(data/[^`]+)`\n\n```yaml\n(.*?)```$",
    (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_a_commented_example_is_the_record_itself(name: str, example: str) -> None:
    """Without its comments; of a vocabulary it is one entry."""
    text = without_comments((ROOT / name).read_text("utf-8"))
    bare = without_comments(example)
    assert bare in text if name.startswith("data/vocabulary/") else bare == text


def test_every_kind_has_its_commented_example() -> None:
    shown = {Path(name).parent.name for name, _ in EXAMPLES}
    assert {kind.folder for kind in KINDS} < shown


def without_comments(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.lstrip().startswith("#"))


def test_the_verbs_that_the_papers_name_exist() -> None:
    for paper in ("README.md", "CONTRIBUTING.md"):
        for verb in re.findall(r"`(scripts/[a-z]+)\b[^/`]*`", (ROOT / paper).read_text("utf-8")):
            if not (ROOT / verb).is_dir():
                assert (ROOT / verb).stat().st_mode & 0o111, verb


def test_the_lock_files_hold_no_address_of_a_registry() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        assert "//" not in (ROOT / name).read_text("utf-8")
