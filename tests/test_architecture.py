"""The architecture: which way imports run, which module may import which library, names that have
one meaning, and the few files that must agree.
"""

import ast
import re
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from conftest import ROOT
from tracker.load.dataset import Dataset

PACKAGE = ROOT / "scripts" / "tracker"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = [
    {"problems", "kept"},
    {"check_report"},
    {"schema", "crawl", "search_copy", "page_contents", "style_sheet", "used_rules"},
    {"load"},
    {"derive"},
    {"rules"},
    {"checking"},
    {"text"},
    {"outputs"},
    {"render"},
    {"reuse"},
    {"site", "environment"},
    {"edit"},
    {"new_commands"},
    {"cli"},
    {"__main__"},
]
"""A layer imports only from those before it."""
ONLY_IN = {
    "yaml": {"scripts/tracker/load/strict_yaml.py"},
    "jinja2": {"scripts/tracker/render/engine.py", "scripts/tracker/render/bytecode.py"},
    "markupsafe": {"scripts/tracker/render/engine.py"},
    "mkdocs": {"scripts/mkdocs_hooks.py", "scripts/preview.py"},
    "watchdog": {"scripts/preview_server.py"},
    "properdocs": set(),  # its command makes `mkdocs` another name of it
    "tinycss2": {"scripts/tracker/used_rules.py"},
    "click": {"scripts/tracker/cli.py", "scripts/tracker/new_commands.py"},
    "icalendar": {"scripts/tracker/outputs/calendars.py"},
    "sqlite3": {"scripts/tracker/outputs/data/tabular_files.py"},
    "playwright": {"scripts/print_reports.py"},
    "PIL": {"scripts/tracker/outputs/cards.py"},
    "multiprocessing": {"scripts/preview_server.py", "scripts/tracker/edit/rechecking.py"},
    "subprocess": {"scripts/tracker/load/commits.py"},
}


@cache
def imported_modules(path: Path) -> list[str]:
    """The modules that a file imports, by their dotted names."""
    modules = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append(node.module or "")
    return modules


def layer_of(module: str) -> int:
    """The place of a module's layer, by its dotted name."""
    return next(index for index, layer in enumerate(LAYERS) if module.split(".")[1] in layer)


def test_every_module_has_a_layer() -> None:
    top = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES} - {"__init__"}
    assert top == set().union(*LAYERS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    if inside == ("__init__",):
        return
    for name in imported_modules(path):
        if name.startswith("tracker.") and name.split(".")[1] != inside[0]:
            upwards = layer_of(name) < layer_of(f"tracker.{inside[0]}")
            assert upwards, f"{'/'.join(inside)} imports {name}"


def test_what_exporters_share_imports_none_of_them() -> None:
    shared = PACKAGE / "outputs" / "context.py"
    assert [name for name in imported_modules(shared) if name.startswith("tracker.outputs")] == []


def test_no_two_modules_have_one_name() -> None:
    count = Counter(path.stem for path in MODULES if not path.stem.startswith("__"))
    assert [name for name, times in count.items() if times > 1] == []


def test_no_two_public_functions_have_one_name() -> None:
    """But for those that every exporter may have."""
    names = Counter(
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    )
    several = {name for name, times in names.items() if times > 1}
    assert several <= {"pages", "routes", "alternates"}


@pytest.mark.parametrize("library", ONLY_IN)
def test_each_library_is_imported_in_one_place(library: str) -> None:
    files = [*MODULES, *(ROOT / "scripts").glob("*.py")]
    importers = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if any(name.split(".")[0] == library for name in imported_modules(path))
    }
    assert importers == ONLY_IN[library]


@pytest.mark.parametrize("path", [*MODULES, *(ROOT / "scripts").glob("*.py")], ids=lambda p: p.name)
def test_the_clock_is_asked_in_one_place(path: Path) -> None:
    asks = re.search(r"\b(date\.today|datetime\.now|time\.time)\(", path.read_text("utf-8"))
    assert (asks is None) == (path.name != "environment.py")


def test_every_label_has_an_icon(tiny: Dataset) -> None:
    icons = {path.stem for path in (PACKAGE / "render" / "templates" / "icons").glob("*.svg")}
    assert icons == set(tiny.vocabulary.statuses)


def test_no_line_of_code_names_a_report() -> None:
    """The engine serves any inquiry: what is particular to one stands in the data."""
    for path in [*MODULES, *PACKAGE.rglob("*.html"), *(ROOT / "scripts" / "theme").rglob("*.html")]:
        assert not re.search(r"casey|iicsa", path.read_text("utf-8"), re.IGNORECASE), path


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {
        ".".join(("tracker", *p.relative_to(PACKAGE).with_suffix("").parts)): p for p in MODULES
    }
    graph = {name: set(imported_modules(path)) & names.keys() for name, path in names.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_the_lock_files_hold_no_address_of_a_registry() -> None:
    locks = {path.name: path.read_text("utf-8") for path in ROOT.glob("requirements*.lock")}
    assert len(locks) == 4
    assert [name for name, text in locks.items() if "//" in text] == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
