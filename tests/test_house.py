"""The house: which way imports run, who may import what, and the few files that must agree."""

import ast
import re
from pathlib import Path

import pytest

from conftest import ROOT
from tracker.load.dataset import Dataset

PACKAGE = ROOT / "scripts" / "tracker"
MODULES = sorted(PACKAGE.rglob("*.py"))
FLOORS = [
    {"problem"},
    {"record", "crawl"},
    {"rules", "derive"},
    {"publish"},
    {"render"},
    {"site", "given"},
    {"cli"},
    {"__main__"},
]
ONLY_IN = {
    "yaml": {"scripts/tracker/record/strict.py"},
    "jinja2": {"scripts/tracker/render/engine.py"},
    "markupsafe": {"scripts/tracker/render/engine.py"},
    "mkdocs": {"scripts/mkdocs_hooks.py"},
    "click": {"scripts/tracker/cli.py"},
    "icalendar": {"scripts/tracker/publish/calendars/output.py"},
    "sqlite3": {"scripts/tracker/publish/data/sqlite.py"},
    "playwright": {"scripts/papers.py"},
    "PIL": {"scripts/tracker/render/cards.py"},
}


def imported(path: Path) -> list[str]:
    """The modules that a file imports, by their dotted names."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def floor(name: str) -> int:
    return next(index for index, rooms in enumerate(FLOORS) if name in rooms)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    if inside == ("__init__",):
        return
    own = inside[0]
    for name in imported(path):
        if name.startswith("tracker.") and room(name) != own:
            assert floor(room(name)) < floor(own), f"{'/'.join(inside)} imports {name}"


@pytest.mark.parametrize("library", ONLY_IN)
def test_each_library_has_one_door(library: str) -> None:
    files = [*MODULES, *(ROOT / "scripts").glob("*.py")]
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if any(name.split(".")[0] == library for name in imported(path))
    }
    assert found == ONLY_IN[library]


@pytest.mark.parametrize("path", [*MODULES, *(ROOT / "scripts").glob("*.py")], ids=lambda p: p.name)
def test_the_clock_is_asked_in_one_place(path: Path) -> None:
    asks = re.search(r"\b(date\.today|datetime\.now|time\.time)\(", path.read_text("utf-8"))
    assert (asks is None) == (path.name != "given.py")


def test_every_label_has_an_icon(tiny: Dataset) -> None:
    icons = {path.stem for path in (PACKAGE / "render" / "templates" / "icons").glob("*.svg")}
    assert icons == set(tiny.vocabulary.statuses)


def test_no_line_of_code_names_a_report() -> None:
    """The engine serves any inquiry: what is particular to one stands in the data."""
    for path in [*MODULES, *PACKAGE.rglob("*.html"), *(ROOT / "scripts" / "theme").rglob("*.html")]:
        assert not re.search(r"casey|iicsa", path.read_text("utf-8"), re.IGNORECASE), path


def test_every_room_is_a_package() -> None:
    rooms = {path.parent for path in MODULES}
    assert [room for room in rooms if not (room / "__init__.py").is_file()] == []


def test_rooms_stay_small() -> None:
    long = {p.name: n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 210}
    assert long == {}
