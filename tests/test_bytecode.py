"""The compiled form of templates (`render/bytecode.py`)."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from tracker.render import bytecode
from tracker.render.bytecode import TemplateBytecode

PAGE = "page.html"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the compiled templates of this test, where Python may write."""
    monkeypatch.setattr(bytecode, "FOLDER", tmp_path / "__pycache__")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "__pycache__"


def rendered(source: str, **filters: object) -> str:
    environment = Environment(
        loader=DictLoader({PAGE: source}), autoescape=True, bytecode_cache=TemplateBytecode()
    )
    environment.filters |= filters
    return environment.get_template(PAGE).render()


def test_a_template_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered("{{ 1 + 1 }}") == "2"
    assert len(list(folder.iterdir())) == 1
    monkeypatch.delattr(Environment, "compile")
    assert rendered("{{ 1 + 1 }}") == "2"


def test_a_changed_template_and_a_changed_program_are_compiled_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rendered("{{ 1 | say }}", say=lambda _: "old") == "old"
    assert rendered("{{ 2 | say }}", say=lambda _: "new") == "new"
    monkeypatch.setattr(bytecode, "program_state", lambda: b"another")
    assert rendered("{{ 2 | say }}", say=lambda _: "newest") == "newest"
    assert len(list(folder.iterdir())) == 1


def test_damaged_bytecode_is_as_though_it_were_not_there(folder: Path) -> None:
    rendered("{{ 1 + 1 }}")
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    assert rendered("{{ 1 + 1 }}") == "2"


def test_nothing_is_written_where_python_writes_none_or_there_is_no_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_text("a file in its place")
    assert rendered("{{ 1 + 1 }}") == "2"
    folder.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered("{{ 1 + 1 }}") == "2"
    assert not folder.exists()
