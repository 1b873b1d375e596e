"""Whatever form a reader takes, it says the same: one set of facts, many outputs.

The facts are read from each output by itself: the page's HTML, the feeds, the calendar, the API,
the CSV, the database, the states, the badge and the progress report.
"""

import csv
import io
import json
import re
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest

import site_builds
from conftest import TINY, TODAY
from tracker.derive.as_of import as_of
from tracker.derive.facts import Facts, derive
from tracker.load.loader import load
from tracker.outputs.context import stable_uuid
from tracker.schema.dates import parse_date
from tracker.schema.vocabularies import NOT_ASSESSED, NOT_LOOKED_AT
from tracker.site import route_site, site_files
from tracker.text.commitment_sentences import DUE_STATE_LABELS, commitment_date
from tracker.text.phrases import short_date, upper_first
from tracker.text.status_sentences import (
    NO_FINDING_YET,
    label_text,
    share_count_text,
    share_text,
    whole_label_text,
)

ADDRESS = "https://tracker.example/"


@dataclass
class Read:
    """A site as others read it: its files, and what the facts are that it was made from."""

    files: dict[str, bytes]
    facts: Facts
    database: sqlite3.Connection

    def text(self, name: str) -> str:
        return self.files[name].decode()

    def json(self, name: str) -> Any:
        return json.loads(self.files[name])

    def sheet(self, name: str) -> dict[str, dict[str, str]]:
        rows = csv.DictReader(io.StringIO(self.text(f"data/{name}.csv"), newline=""))
        return {row["id"]: row for row in rows}

    def events(self) -> list[Any]:
        calendar: Any = icalendar.Calendar.from_ical(self.files["calendar/all.ics"])
        return list(calendar.walk("VEVENT"))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.database.execute(query).fetchall()


def read(data: Path, today: date) -> Read:
    dataset, problems = load(data)
    assert problems == ()
    site = route_site(data, today, ADDRESS)
    assert site.problems == ()
    files = dict(site_files(site))
    database = sqlite3.connect(":memory:")
    database.deserialize(files["data/tracker.sqlite"])
    return Read(files, derive(dataset, today), database)


@pytest.fixture(scope="module", params=["tiny", "real"])
def site(request: pytest.FixtureRequest) -> Read:
    if request.param == "tiny":
        return read(TINY, TODAY)
    return read(site_builds.DATA, site_builds.real_day())


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def shown_label(site: Read, id: str) -> tuple[str, str]:
    """The label and the share with which a recommendation's page begins: in the answer, or in the
    row of its state where the answer is that of a law.
    """
    html = site.text(f"recommendations/{id}/index.html")
    head = html.partition('<section class="answer')[2].partition("</dl>")[0]
    labels = re.findall(r'<a class="label[^>]*>(.*?)</a>', head, re.DOTALL)
    assert len(labels) == 1
    share = re.search(r"</svg>[^<]*</a>(?:</p>\s*<p>| )(.*?)\s*<", head, re.DOTALL)
    assert share
    return plain(labels[0]), plain(share.group(1)).removesuffix(".")


def test_every_label_is_the_same_in_every_output(site: Read) -> None:
    dataset = site.facts.dataset
    sheet = site.sheet("recommendations")
    listed = {item["id"]: item for item in site.json("api/v1/recommendations.json")["items"]}
    assert set(sheet) == set(listed) == set(site.facts.assessments)
    for id, assessment in site.facts.assessments.items():
        share = share_text(dataset.vocabulary.statuses, assessment.share)
        label = label_text(dataset, assessment.by_nation)
        evidence_to = str(assessment.evidence_to) if assessment.evidence_to else None
        shown = upper_first(share) if assessment.is_looked_at else NO_FINDING_YET.rstrip(".")
        assert shown_label(site, id) == (label, shown)
        one = site.json(f"api/v1/recommendations/{id}.json")
        for item in (one, listed[id], sheet[id]):
            assert (item["status"], item["status_in_words"], item["share"]) == (
                assessment.status,
                label,
                share,
            )
            assert (item["claim_status"] or None) == assessment.claim_status
            assert (item["evidence_to"] or None) == evidence_to
            assert (item["last_change"] or None) == (
                assessment.last_change.text if assessment.last_change else None
            )
        query = f"SELECT status, share, evidence_to FROM recommendations WHERE id = '{id}'"
        assert site.rows(query) == [(assessment.status, share, evidence_to)]
        history = site.json(f"recommendations/{id}/states.json")
        for axis in ("as_of", "as_recorded"):
            newest = [(state["status"], state["share"]) for state in history[axis]][-1:]
            assert newest == [(label, share)] or not (newest or assessment.is_looked_at)
        parts = (share_count_text(assessment.share),) if assessment.is_looked_at else ()
        whole = whole_label_text(dataset, assessment)
        assert ", ".join((whole, *parts)) in site.text(f"embed/{id}/badge.svg")
        assert dataset.vocabulary.statuses[assessment.status].label in site.text(
            f"embed/{id}/card.svg"
        )


ANNEX = 'id="annex-a"'
"""What is in the page of a quarter that has a report, before the list of recommendations."""


def test_the_newest_report_has_the_labels_of_its_day(site: Read) -> None:
    reports = (name for name in site.files if re.match(r"progress/2.*/index\.html$", name))
    report = site.text(max(name for name in reports if ANNEX in site.text(name)))
    day = re.search(r'Where things stood on <time datetime="([^"]+)"', report)
    assert day
    past = as_of(site.facts.dataset, date.fromisoformat(day[1]))
    body, _, annex = report.partition(ANNEX)
    tabled = body.partition('id="first-report"')[2]
    for id, assessment in derive(past, date.fromisoformat(day[1])).assessments.items():
        label = label_text(past, assessment.by_nation)
        parts = (share_count_text(assessment.share),) if assessment.is_looked_at else ()
        row = tabled.partition(f"recommendations/{id}/")[2].partition("</tr>")[0]
        line = annex.partition(f"recommendations/{id}/")[2].partition("</li>")[0]
        assert " ".join(("", label, *parts)) in plain(row) or (
            f": {', '.join((label, *parts))}. " in plain(line)
        )


def test_the_label_of_the_newest_date_in_the_feeds_is_the_label(site: Read) -> None:
    labels = site.facts.dataset.vocabulary.statuses
    changed = [c for c in site.json("api/v1/changes.json")["items"] if c["kind"] == "status"]
    for id, assessment in site.facts.assessments.items():
        own = [change for change in changed if change["record"] == id]
        if not own:
            assert assessment.status in (NOT_ASSESSED, NOT_LOOKED_AT)
            continue
        holding = {n: each.status for each in assessment.by_nation for n in each.nations}
        nations = own[0]["nations"] or holding
        assert {holding[nation] for nation in nations} == {own[0]["after"]}
        words = own[0]["after_in_words"]
        assert words.startswith(labels[own[0]["after"]].label)
        feed = feedparser.parse(site.files[f"feeds/recommendations/{id}.atom"])
        titles = [e.title for e in feed.entries if ": Label, " in e.title]
        newest = stable_uuid(f"changes/{own[0]['id']}").urn  # what is written late comes before it
        (title,) = (e.title for e in feed.entries if e.id == newest)
        assert title.endswith(f"→ {words}") or f": First assessed, {words}" in title
        sent = site.json(f"feeds/recommendations/{id}.json")["items"]
        assert titles == [item["title"] for item in sent if ": Label, " in item["title"]]


def test_every_date_of_an_event_is_the_same_in_every_output(site: Read) -> None:
    sheet = site.sheet("developments")
    held = dict(site.rows("SELECT id, date FROM developments"))
    items = {item["id"]: item for item in site.json("api/v1/developments.json")["items"]}
    for id, development in site.facts.dataset.developments.items():
        when = development.date
        page = site.text(f"developments/{id}/index.html")
        shown = "/" in when.text or f'<time datetime="{when.text}">' in page
        assert shown, id
        assert {sheet[id]["date"], held[id], items[id]["date"]} == {when.text}
        assert items[id]["date_first"] == when.earliest.isoformat()
        assert items[id]["date_last"] == when.latest.isoformat()
    sent = feedparser.parse(site.files["feeds/developments.atom"]).entries
    by_page = {entry.link: entry for entry in sent}
    assert len(sent) == min(50, len(items))
    for id, item in items.items():
        entry = by_page.get(f"{ADDRESS}developments/{id}/")
        if entry:
            title = f"{short_date(parse_date(item['date']))}: {item['title']}"
            assert (entry.title, entry.published[:10]) == (title, item["recorded"])


def test_every_promise_is_the_same_in_every_output(site: Read) -> None:
    sheet = site.sheet("commitments")
    held = {(str(e["url"]), e["dtstart"].dt, e["dtend"].dt) for e in site.events()}
    states = dict(site.rows("SELECT id, due_state FROM commitments"))
    dated = site.rows("SELECT commitment, date FROM due_dates WHERE is_current")
    assert len(sheet) == len(site.facts.commitments)
    for id, assessment in site.facts.assessments.items():
        history = site.json(f"recommendations/{id}/states.json")
        labels = [DUE_STATE_LABELS[progress.state] for progress in assessment.commitments]
        for axis in ("as_of", "as_recorded"):
            newest = [state["commitments"] for state in history[axis]][-1:]
            assert [each["due_state"] for of_day in newest for each in of_day] == labels, id
    for progress in site.facts.commitments:
        id = f"{progress.recommendation.id}.{progress.commitment.id}"
        when = commitment_date(progress)
        due = progress.due.text if progress.due else None
        assert sheet[id]["due_state"] == states[id] == progress.state
        assert (sheet[id]["date"] or None) == due
        assert not progress.due_dates or (id, due) in dated
        if when:
            url = f"{ADDRESS}recommendations/{progress.recommendation.id}/#promises"
            assert (url, when.earliest, when.latest + timedelta(days=1)) in held


def test_every_count_is_the_same_in_every_output(site: Read) -> None:
    index = {i["id"]: i["count"] for i in site.json("api/v1/index.json")["items"]}
    package = site.json("data/datapackage.json")
    whole = site.json("api/v1/all.json")["kinds"]
    for resource in package["resources"]:
        table = resource["path"].removesuffix(".csv")
        rows = len(site.json(f"data/{table}.json"))
        assert len(site.text(f"data/{table}.ndjson").splitlines()) == rows
        assert site.rows(f"SELECT count(*) FROM {table}") == [(rows,)]
        assert index.get(table, rows) == rows
        assert len(whole.get(table, [])) in (0, rows)
    board = r'<section class="board" aria-labelledby="board-([^"]+)">(.*?)</section>'
    boards = dict(re.findall(board, site.text("index.html"), re.DOTALL))
    reports = {report for (report,) in site.rows("SELECT DISTINCT report FROM recommendations")}
    assert set(boards) == reports
    for report, html in boards.items():
        query = f"SELECT status, count(*) FROM recommendations WHERE report = '{report}' GROUP BY 1"
        labels = {
            site.facts.dataset.vocabulary.statuses[label].label: count
            for label, count in site.rows(query)
        }
        group = r'<li class="l-[\w-]+"><p>(.*?)&nbsp;(\d+)</p>(.*?)(?=<li class="l-|$)'
        groups = re.findall(group, html, re.DOTALL)
        assert {name: int(count) for name, count, _ in groups if count != "0"} == labels
        assert all(cells.count('class="cell"') == int(count) for _, count, cells in groups)


MOVED = """      - date: 2026-06-30
        set_on: 2026-01-20
        reason: The inspectors asked for more time.
"""
JUDGED = """      - status: planned
        date: 2026-01-15
        recorded: 2026-01-20
        reason: The ministry said that it would publish them.
        evidence: [2026-01-15-ministry-promises]
        evidence_to: 2026-01-20
"""
PROMISES = """date: 2026-01-15
recorded: 2026-01-20
title: Ministry promises to publish inspections
summary: The ministry said that it would publish what the inspections find.
kind: statement
recommendations: [bridge-01.published]
sources:
  - title: What we will publish
    publisher: Ministry of Bridges
    url: https://bridges.example/publish
    published: 2026-01-15
    grade: c
    seen: full-copy
    seen_on: 2026-01-20
"""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Read, Read]:
    """The tiny site before and after a date was moved and a label changed."""
    data = tmp_path_factory.mktemp("moved") / "data"
    shutil.copytree(TINY, data)
    path = data / "recommendations" / "bridge-01.yaml"
    text = path.read_text("utf-8")
    text = text.replace(
        "        reason: Too few inspectors.\n", f"        reason: Too few inspectors.\n{MOVED}"
    )
    at = text.index("commitments:")
    path.write_text(f"{text[:at]}{JUDGED}{text[at:]}")
    (data / "developments" / "2026-01-15-ministry-promises.yaml").write_text(PROMISES)
    return read(TINY, TODAY), read(data, TODAY)


def entry(site: Read, words: str) -> Any:
    return next(e for e in site.events() if words in e["summary"])


def test_a_moved_date_moves_everywhere(moved: tuple[Read, Read]) -> None:
    before, after = moved
    due = "2025-09-30", "2026-06-30"
    states = "overdue", "due"
    for site, day, state in zip(moved, due, states, strict=True):
        assert site.sheet("commitments")["bridge-01.first-round"]["date"] == day
        assert site.rows(
            "SELECT date, due_state FROM commitments WHERE id = 'bridge-01.first-round'"
        ) == [(day, state)]
        api = site.json("api/v1/recommendations/bridge-01.json")["commitments"][0]
        assert (api["date"], api["due_state"]) == (day, state)
        commitments = site.text("recommendations/bridge-01/index.html")
        assert f'<time datetime="{day}">' in commitments.partition('id="promises"')[2]
        assert entry(site, "first round")["dtstart"].dt.isoformat() == day
    was, now = (entry(site, "first round") for site in moved)
    assert was["uid"] == now["uid"]
    assert now["sequence"] > was["sequence"]
    assert "Moved from 30 September 2025" in now["summary"]
    assert "from 30 September 2025 → to 30 June 2026" in plain(
        after.text("changes/2026-01/index.html")
    )
    titles = [e.title for e in feedparser.parse(after.files["feeds/changes.atom"]).entries]
    assert (
        "20 Jan 2026: Bridge Review, recommendation 1: Date changed, 30 September 2025 → "
        "30 June 2026 (Finish the first round of inspections)"
    ) in titles
    assert titles[0] not in [
        e.title for e in feedparser.parse(before.files["feeds/changes.atom"]).entries
    ]


def test_a_changed_label_changes_everywhere(moved: tuple[Read, Read]) -> None:
    shares = "1 of 2 parts delivered; 1 none found", "1 of 2 parts delivered; 1 planned"
    for site, share, status in zip(moved, shares, ("no-published-action", "planned"), strict=True):
        assert shown_label(site, "bridge-01") == ("Partly delivered", upper_first(share))
        assert site.sheet("recommendations")["bridge-01"]["share"] == share
        assert site.sheet("elements")["bridge-01.published"]["status"] == status
        assert site.json("api/v1/elements.json")["items"][1]["status"] == status
        assert site.rows("SELECT status FROM elements WHERE id = 'bridge-01.published'") == [
            (status,)
        ]
        assert site.json("recommendations/bridge-01/states.json")["as_of"][-1]["share"] == share
    before, after = moved
    new = {e.id for e in feedparser.parse(after.files["feeds/labels.atom"]).entries}
    new -= {e.id for e in feedparser.parse(before.files["feeds/labels.atom"]).entries}
    (title,) = (
        e.title
        for e in feedparser.parse(after.files["feeds/recommendations/bridge-01.atom"]).entries
        if e.id in new
    )
    assert title == (
        "15 Jan 2026: Bridge Review, recommendation 1: Label of a part, None found "
        "→ Planned (What the inspections find is published.)"
    )


def test_nothing_else_changes(moved: tuple[Read, Read]) -> None:
    """What did not move keeps its bytes, its ids and its place."""
    before, after = moved
    same = ("api/v1/recommendations/bridge-02.json", "data/bodies.csv", "embed/bridge-02/badge.svg")
    assert [before.files[name] == after.files[name] for name in same] == [True] * 3
    for feed in ("feeds/labels", "feeds/developments"):
        old, new = (
            {e.id for e in feedparser.parse(s.files[f"{feed}.atom"]).entries} for s in moved
        )
        assert old < new
