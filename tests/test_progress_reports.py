"""Progress reports: what each holds, and their PDFs."""

import os
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

import site_builds
from conftest import TODAY
from tracker.derive.changes import list_changes
from tracker.derive.facts import derive
from tracker.derive.quarters import Quarter, list_quarters
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext
from tracker.outputs.pages.progress_reports import EXPORTER
from tracker.schema.dates import parse_date
from tracker.text.names import quarter_label


@pytest.fixture(scope="module")
def quarters(tiny: Dataset) -> tuple[Quarter, ...]:
    return tuple(list_quarters(tiny, list_changes(tiny), TODAY))


def test_there_is_a_quarter_for_every_three_months_since_the_first_report(
    quarters: tuple[Quarter, ...],
) -> None:
    assert [(q.name, str(q.first), str(q.last), q.over) for q in quarters] == [
        ("2024-q2", "2024-04-01", "2024-06-30", True),
        ("2024-q3", "2024-07-01", "2024-09-30", True),
        ("2024-q4", "2024-10-01", "2024-12-31", True),
        ("2025-q1", "2025-01-01", "2025-03-31", True),
        ("2025-q2", "2025-04-01", "2025-06-30", True),
        ("2025-q3", "2025-07-01", "2025-09-30", True),
        ("2025-q4", "2025-10-01", "2025-12-31", True),
        ("2026-q1", "2026-01-01", "2026-03-31", False),
    ]
    assert (quarter_label(quarters[0]), quarters[-1].covers_to) == ("April to June 2024", TODAY)


def test_what_a_quarter_holds(quarters: tuple[Quarter, ...]) -> None:
    """Labels at its end, changes, events, what fell due, of each quarter."""
    rows = [
        (
            q.name,
            [s.status for s in q.after.assessments.values()],
            len(q.changes),
            len(q.developments),
            [(p.commitment.id, p.state) for p in q.fell_due],
        )
        for q in quarters
    ]
    assert rows == [
        ("2024-q2", ["planned", "under-way"], 8, 1, []),
        ("2024-q3", ["passed", "under-way"], 3, 1, []),
        ("2024-q4", ["passed", "under-way"], 3, 1, []),
        ("2025-q1", ["partly-delivered", "under-way"], 3, 2, []),
        ("2025-q2", ["partly-delivered", "under-way"], 0, 0, []),
        ("2025-q3", ["partly-delivered", "under-way"], 0, 0, [("first-round", "overdue")]),
        ("2025-q4", ["partly-delivered", "under-way"], 1, 0, []),
        ("2026-q1", ["partly-delivered", "under-way"], 1, 0, []),
    ]


def test_every_change_stands_in_exactly_one_quarter(
    tiny: Dataset, quarters: tuple[Quarter, ...]
) -> None:
    assert [c for q in reversed(quarters) for c in q.changes] == list(list_changes(tiny))


def test_a_change_of_a_span_stands_in_the_quarter_of_its_end(tiny: Dataset) -> None:
    span, later = parse_date("2024-06-20/2024-07-05"), parse_date("2024-08")
    change = replace(list_changes(tiny)[-1], date=span, recorded=later)
    names = [q.name for q in list_quarters(tiny, (change,), TODAY) if q.changes]
    assert names == ["2024-q3"]


def test_a_quarter_that_has_just_begun_has_its_report(tiny: Dataset) -> None:
    *_, last = list_quarters(tiny, list_changes(tiny), date(2026, 4, 1))
    assert (last.name, last.covers_to, last.over) == ("2026-q2", date(2026, 4, 1), False)


def test_pages_link_to_pdfs_only_where_these_are_made(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    plain, papers = (
        BuildContext(facts, TODAY, "https://a.example/", enabled) for enabled in (False, True)
    )
    assert list(EXPORTER.alternates(plain)) == []
    assert [form.path for form in EXPORTER.alternates(papers)][:1] == [
        "progress/2024-q2/2024-q2.pdf"
    ]


def test_each_report_is_a_tagged_pdf_of_less_than_70_kilobytes(tiny_build: Path) -> None:
    papers = sorted(tiny_build.glob("progress/*/*.pdf"))
    assert [p.parent.name for p in papers] == [
        p.parent.name for p in sorted(tiny_build.glob("progress/*/index.html"))
    ]
    for paper in papers:
        assert paper.stat().st_size < 70_000, paper
        pdf = PdfReader(paper)
        root = pdf.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
        assert root["/Lang"] == "en-GB"  # type: ignore[index]
        assert pdf.metadata
        assert str(pdf.metadata.title).startswith("Progress report: ")
        assert len(pdf.outline) > 0


def test_a_pdf_has_the_text_of_its_page_and_links_to_the_site(tiny_build: Path) -> None:
    pdf = PdfReader(tiny_build / "progress" / "2024-q2" / "2024-q2.pdf")
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        "Progress report",
        "April to June 2024",
        "Where the record put them on 30 June 2024",
    ):
        assert words in text
    assert "Exit this page" not in text
    links = {
        note.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    }
    assert f"{site_builds.ADDRESS}recommendations/bridge-01/" in links
    assert {link for link in links if not link.startswith(("https://", "tel:"))} == set()


def test_what_build_does_not_know_it_refuses(tmp_path: Path) -> None:
    done = subprocess.run(
        [site_builds.ROOT / "scripts" / "build", "--paper"],
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (2, "Usage: scripts/build [--pdf]\n")
