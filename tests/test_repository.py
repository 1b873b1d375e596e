"""What the repository asks of who changes it: templates, hooks, updates, the dev container."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

GITHUB = ROOT / ".github"
TEMPLATES = sorted((GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md"))


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_the_default_template_names_each_of_the_others() -> None:
    text = (GITHUB / "pull_request_template.md").read_text("utf-8")
    assert set(re.findall(r"[\w-]+\.md", text)) == {path.name for path in TEMPLATES}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_of_the_record_says_that_it_is_public(path: Path) -> None:
    says = path.read_text("utf-8").startswith("<!-- This is public: ")
    assert says == (path.name != "code.md")


def test_a_change_of_a_label_asks_for_its_evidence_and_a_second_reader() -> None:
    text = (GITHUB / "PULL_REQUEST_TEMPLATE" / "label.md").read_text("utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert {"Its evidence", "The second reader"} < {*headings}
    assert text.count("- [ ]") == 5


def test_who_owns_what_is_nobody_that_is_made_up() -> None:
    """Whoever publishes it takes the # away."""
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
    folders = re.findall(r"^# /(\S*?)/?  +@", "\n".join(lines), re.MULTILINE)
    assert folders
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


def test_newer_versions_are_proposed_weekly_in_groups() -> None:
    found = read_yaml(GITHUB / "dependabot.yml")
    assert found["version"] == 2
    assert {update["package-ecosystem"] for update in found["updates"]} == {"github-actions", "pip"}
    for update in found["updates"]:
        assert update["schedule"] == {"interval": "weekly"}
        assert update["cooldown"] == {"default-days": 7}
        assert [group["patterns"] for group in update["groups"].values()] == [["*"]]


def hooks() -> list[dict[str, Any]]:
    (repository,) = read_yaml(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local", "nobody else's code runs before a commit"
    found: list[dict[str, Any]] = repository["hooks"]
    return found


def test_hooks_run_what_is_installed_on_the_files_of_the_record() -> None:
    for hook in hooks():
        assert hook["entry"].startswith("sh scripts/hook ")
        assert hook["language"] == "system"
        files = re.compile(hook["files"])
        assert files.search("data/bodies/a.yaml")
        assert bool(files.search("data/published.txt")) == (hook["id"] == "tracker-check")
        assert not files.search("data/schema/bodies.json")
        assert not files.search("tests/data/bodies/a.yaml")


@pytest.mark.parametrize(
    ("tool", "log"),
    [
        (".venv/Scripts/tracker.exe", ["tracker.exe check data/a.yaml"]),
        (".venv/bin/tracker", ["setup check", "tracker check data/a.yaml"]),
    ],
)
def test_a_hook_finds_the_command_on_each_system(tool: str, log: list[str], tmp_path: Path) -> None:
    for name in ("scripts/setup", tool):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('#!/bin/sh\necho "${0##*/} $*" >>log\n')
        (tmp_path / name).chmod(0o755)
    shutil.copy(ROOT / "scripts" / "hook", tmp_path / "scripts" / "hook")
    subprocess.run(["sh", "scripts/hook", "check", "data/a.yaml"], cwd=tmp_path, check=True)
    assert (tmp_path / "log").read_text("utf-8").splitlines() == log


def test_the_container_sets_itself_up_and_shows_the_preview() -> None:
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert re.fullmatch(r"[\w.-]+:[\w.-]+", container["image"]), "a short name, no registry's host"
    assert container["postCreateCommand"].startswith("scripts/setup ")
    assert container["forwardPorts"] == [8000]
    assert container["customizations"]["vscode"]["extensions"] == ["redhat.vscode-yaml"]
