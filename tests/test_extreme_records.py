"""Records at the limits of what the rules allow: each makes a whole site, the same each time."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, TINY, TODAY
from tracker.derive.status import status_history
from tracker.load.loader import load
from tracker.load.strict_yaml import parse_yaml
from tracker.schema.fields import MAX_ID
from tracker.site import route_site

LONGEST_NAME = 255
"""How many bytes the name of a file may have, on every system that the site is built on."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The tiny dataset, to be changed."""
    return Path(shutil.copytree(TINY, tmp_path / "data"))


def change(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    file.write_text(text, "utf-8")


def unanswered(data: Path, *days: str) -> None:
    """Adds a recommendation of which nothing ever happened, with a part for each day to which it
    was looked for.
    """
    search = {"where": "The Ferry Board's own site", "words": "lamps"}
    parts = [
        {
            "id": f"lamps-{number}",
            "text": f"Lamp {number} burns.",
            "findings": [
                {
                    "status": "no-published-action",
                    "date": day,
                    "recorded": "2025-01-10",
                    "reason": f"Lamp {number} was not found.",
                    "searched": [{**search, "to": day}],
                    "evidence_to": day,
                }
            ],
        }
        for number, day in enumerate(days)
    ]
    record = {
        "report": "bridge-2024",
        "number": "3",
        "title": "Light every bridge",
        "short": "Lamps",
        "summary": "Every bridge should have lamps.",
        "addressed_to": ["ferry-board"],
        "applies_in": ["england"],
        "topics": ["bridges"],
        "responses": [
            {
                "position": "no-response",
                "by": "ferry-board",
                "searched": [{**search, "to": "2024-12-31"}],
            }
        ],
        "elements": parts,
        "reviews": [
            {"date": "2025-01-10", "evidence_to": "2024-12-31", "seen": "live", "note": "Read."}
        ],
    }
    (data / "recommendations" / "bridge-03.yaml").write_text(json.dumps(record), "utf-8")


def test_a_recommendation_of_which_nothing_happened_has_a_page(data: Path) -> None:
    """Its newest day is that to which we looked, for there is no development."""
    unanswered(data, "2024-12-31", "2024-12-31")
    site = route_site(data, TODAY)
    assert site.problems == ()
    page = site.pages["recommendations/bridge-03/"]
    assert str(page.day) == "2024-12-31"


def test_the_first_and_the_last_year_make_a_site(data: Path) -> None:
    """A day is added to a date, and months to the day of a stage."""
    change(
        data / "recommendations" / "bridge-01.yaml",
        ("date: 2025-09-30", "date: 2025-09-30/2200-12-31"),
    )
    change(
        data / "recommendations" / "bridge-02.yaml",
        ("within_months: 24", "within_months: 600"),
        ("after: bridge-inquiry.set-up", "after: bridge-inquiry.final-report"),
    )
    change(
        data / "measures" / "bridge-inquiry.yaml",
        ("expected: 2026-03/2026-05", "expected: 2200-12"),
        ("date: 2024-03", "date: 1800"),
        ("continues: bridge-panel\n", ""),
    )
    site = route_site(data, TODAY)
    assert site.problems == ()
    assert "calendar/all.ics" in site.files


FOLDERS = ("recommendations", "developments", "measures", "bodies", "reports", "implications")
NESTED_IDS = ("published", "reports", "first-round", "report")


def test_ids_of_as_many_letters_as_they_may_have_make_names_that_fit(data: Path) -> None:
    """Every record, and every part of one, with the longest id that it may have."""
    ids = [path.stem for folder in FOLDERS for path in (data / folder).glob("*.yaml")]
    longest = {id: f"{id}-".ljust(MAX_ID, "x") for id in (*ids, *NESTED_IDS)}

    def longer(value: Any) -> Any:
        match value:
            case dict():
                return {key: longer(part) for key, part in value.items()}
            case list():
                return [longer(part) for part in value]
            case str():
                return re.sub(r"[^./]+", lambda part: longest.get(part[0], part[0]), value)
        return value

    (data / "published.txt").unlink()
    for path in sorted(data.glob("*.yaml")) + sorted(data.glob("*/*.yaml")):
        value = longer(parse_yaml(path.read_text("utf-8"), path.name).value)
        path.unlink()
        path.with_stem(longest.get(path.stem, path.stem)).write_text(json.dumps(value), "utf-8")
    site = route_site(data, TODAY)
    assert site.problems == ()
    lengths = {len(step.encode()) for name in site.paths() for step in name.split("/")}
    assert 3 * MAX_ID < max(lengths) <= LONGEST_NAME


SAME_DAYS = ("2024-06-01/2024-06-30", "2024-06", "2024-06/2024-06-30", "2024-06-01/2024-06")


def test_spans_of_the_same_days_are_one_step_however_they_are_written(data: Path) -> None:
    unanswered(data, *SAME_DAYS)
    dataset, _ = load(data)
    steps = status_history(dataset, dataset.recommendations["bridge-03"])
    assert [(str(step.date), len(step.findings)) for step in steps] == [(SAME_DAYS[0], 4)]


def test_the_same_record_gives_the_same_bytes_in_every_run(data: Path, tmp_path: Path) -> None:
    """No set, whose order changes from one run to the next, decides an order: in this process, and
    in one with another seed.
    """
    unanswered(data, *SAME_DAYS)
    command = [sys.executable, "-m", "tracker", "render", "--today", TODAY.isoformat()]
    paths = ["--data", data.as_posix(), "--to", tmp_path.as_posix()]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([*command, *paths], check=True, cwd=ROOT, env=environment)
    table = route_site(data, TODAY)
    assert [p for p in table.paths() if (tmp_path / p).read_bytes() != table.file(p)] == []
