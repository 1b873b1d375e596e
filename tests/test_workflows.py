"""What runs elsewhere with rights of its own: it has few, and runs what we have looked at."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def jobs(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert read["permissions"] == {"contents": "read"}, "what a job needs more, the job asks for"
    return dict(read["jobs"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_nothing_is_run_from_a_title(path: Path) -> None:
    text = path.read_text("utf-8")
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, version in used:
        pinned = re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)
        assert action.startswith("./") or (pinned and re.fullmatch(r" # v[\d.]+", version)), action
    assert "pull_request_target" not in text
    assert not re.findall(r"run:.*\$\{\{", text)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_the_deployment_may_write(path: Path) -> None:
    rights = {name: job["permissions"] for name, job in jobs(path).items() if "permissions" in job}
    expected = {"deploy": {"pages": "write", "id-token": "write"}}
    assert rights == (expected if path.name == "publish.yml" else {})


def test_nothing_is_published_unchecked() -> None:
    publish = jobs(ROOT / ".github" / "workflows" / "publish.yml")
    assert publish["deploy"]["needs"] == "build"
    assert publish["build"]["needs"] == "check"
    steps = [step.get("run", "") for step in publish["build"]["steps"]]
    assert steps.index(".venv/bin/tracker check --release") < steps.index("scripts/build --pdf")
