"""The papers say what is so: the commented example is a real record, the commands exist."""

import re

from conftest import ROOT


def test_the_commented_event_is_the_record_itself() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    name = re.search(r"`(data/developments/[^`]+)`", text)
    assert name
    bare = "".join(
        line for line in example.splitlines(keepends=True) if not line.lstrip().startswith("#")
    )
    assert bare == (ROOT / name.group(1)).read_text("utf-8")


def test_the_verbs_that_the_papers_name_exist() -> None:
    for paper in ("README.md", "CONTRIBUTING.md"):
        for verb in re.findall(r"`(scripts/[a-z]+)\b[^/`]*`", (ROOT / paper).read_text("utf-8")):
            if not (ROOT / verb).is_dir():
                assert (ROOT / verb).stat().st_mode & 0o111, verb


def test_the_lock_files_hold_no_address_of_a_registry() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        assert "//" not in (ROOT / name).read_text("utf-8")
