"""Progress reports: what each holds, and their PDFs."""

import os
import re
import subprocess
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

import site_builds
from conftest import TODAY
from samples import with_record
from test_timing import text_of_page
from tracker.derive.changes import list_changes
from tracker.derive.evidence_reach import reach_of
from tracker.derive.facts import derive
from tracker.derive.quarters import Quarter, is_slip_change, list_quarters
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext
from tracker.outputs.pages.progress_reports import EXPORTER
from tracker.schema.dates import parse_date
from tracker.site import RouteTable
from tracker.text.names import quarter_label
from tracker.text.phrases import plain_text
from tracker.text.report_sentences import (
    ReportLine,
    eve_text,
    in_words,
    law_place,
    meanings,
    promise_line,
    report_headline,
    since_text,
    slip_line,
)
from tracker.text.status_sentences import reason_text
from tracker.text.timing_sentences import reach_text


@pytest.fixture(scope="module")
def quarters(tiny: Dataset) -> tuple[Quarter, ...]:
    return tuple(list_quarters(tiny, list_changes(tiny), TODAY))


def test_a_date_that_was_withdrawn_was_not_moved_to_another(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    commitment = record.commitments[0]

    def line(**changes: object) -> str:
        due = (commitment.due[0], commitment.due[1].model_copy(update=changes))
        promised = (commitment.model_copy(update={"due": due}),)
        dataset = with_record(tiny, record.model_copy(update={"commitments": promised}))
        (moved,) = filter(is_slip_change, list_changes(dataset))
        return slip_line(dataset, moved).text.partition(" (")[0]

    assert line() == "moved from March 2025 to 30 September 2025"
    assert line(date=None) == "March 2025 withdrawn: no date given"


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
        ("2024-q3", ["passed", "under-way"], 4, 1, []),
        ("2024-q4", ["passed", "under-way"], 3, 1, []),
        ("2025-q1", ["partly-delivered", "under-way"], 5, 2, []),
        ("2025-q2", ["partly-delivered", "under-way"], 0, 0, []),
        ("2025-q3", ["partly-delivered", "under-way"], 0, 0, [("first-round", "overdue")]),
        ("2025-q4", ["partly-delivered", "under-way"], 1, 0, []),
        ("2026-q1", ["partly-delivered", "under-way"], 2, 0, []),
    ]


def test_every_change_since_the_first_report_stands_in_exactly_one_quarter(
    tiny: Dataset, quarters: tuple[Quarter, ...]
) -> None:
    since = [change for change in list_changes(tiny) if change.day >= quarters[0].first]
    assert [c for q in reversed(quarters) for c in q.changes] == since


def test_a_quarter_is_searched_where_the_evidence_of_any_recommendation_reaches_into_it(
    tiny: Dataset, quarters: tuple[Quarter, ...]
) -> None:
    assert [q.name for q in quarters if not q.searched] == ["2026-q1"]
    record = tiny.recommendations["bridge-02"]
    review = record.reviews[-1].model_copy(update={"evidence_to": parse_date("2026-01-01")})
    later = with_record(tiny, record.model_copy(update={"reviews": (review,)}))
    assert all(q.searched for q in list_quarters(later, list_changes(later), TODAY))


def test_what_slipped_in_a_quarter_is_what_moved_or_passed_unkept_in_it(
    quarters: tuple[Quarter, ...],
) -> None:
    slipped = {
        q.name: ([c.date.text for c in q.moved], [p.commitment.id for p in q.missed])
        for q in quarters
        if q.moved or q.missed
    }
    assert slipped == {"2024-q4": (["2024-11"], []), "2025-q3": ([], ["first-round"])}


def test_what_changed_in_law_stands_apart_and_what_slipped_too(
    quarters: tuple[Quarter, ...],
) -> None:
    told = {
        q.name: ([g.id for g in q.law_changed], [g.id for g in q.other_changes])
        for q in quarters[1:4]
    }
    act, start = "measures.bridges-act.stage.royal-assent", "measures.bridges-act-section-1"
    answered = "bridge-01.response.ministry-of-bridges.2024-09-10-bridges-act"
    assert told == {
        "2024-q3": ([act], ["bridge-01.status.2024-09-10", "bridge-01.met.law", answered]),
        "2024-q4": ([], ["bridge-01.claim.2024-11-minister-says-done"]),
        "2025-q1": ([f"{start}.stage.in-force.england.wales"], ["bridge-01.status.2025-01-01"]),
    }


def test_guidance_stands_with_the_law(tiny: Dataset) -> None:
    panel = tiny.measures["bridge-panel"]
    stage = panel.stages[0].model_copy(update={"date": parse_date("2024-08-01")})
    guidance = panel.model_copy(update={"kind": "guidance", "stages": (stage,)})
    dataset = with_record(tiny, guidance)
    quarter = list(list_quarters(dataset, list_changes(dataset), TODAY))[1]
    act, advice = "measures.bridges-act.stage.royal-assent", "measures.bridge-panel.stage.set-up"
    assert [group.id for group in quarter.law_changed] == [act, advice]


def test_a_section_of_a_summary_has_as_many_lines_as_its_words_allow() -> None:
    lines = [ReportLine(parse_date("2026-05-01"), "The Act", "x/", "In force") for _ in range(4)]
    assert [line.words for line in lines] == [7] * 4
    for most, shown in ((28, 4), (27, 3), (6, 0)):
        found = in_words(lines, most)
        assert (len(found.lines), len(found.left)) == (shown, 4 - shown)


def test_a_headline_answers(quarters: tuple[Quarter, ...]) -> None:
    third, fourth = quarters[1], quarters[2]
    assert report_headline(third) == (
        "1 Act was passed. 1 of 2 recommendations moved, to Passed (start not seen). None was seen "
        "to be fully delivered."
    )
    assert report_headline(fourth) == (
        "No law was seen to be passed or to start. No recommendation was seen to move. None was "
        "seen to be fully delivered."
    )


def test_what_was_so_before_a_quarter(quarters: tuple[Quarter, ...]) -> None:
    first, third = quarters[0], quarters[1]
    assert (eve_text(first), eve_text(third), eve_text(quarters[3])) == (
        "Since March",
        "Since June",
        "Since December",
    )
    assert since_text(first, "bridge-01") == "Not yet made"
    assert since_text(third, "bridge-01") == "From Planned"
    assert since_text(third, "bridge-02") == "The same"


def test_what_was_not_judged_before_a_quarter_was_first_looked_at_in_it(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-02"]
    later = {"date": parse_date("2024-08-01")}
    elements = tuple(
        element.model_copy(update={"findings": (element.findings[0].model_copy(update=later),)})
        for element in record.elements
    )
    reviewed = [review.model_copy(update=later) for review in record.reviews]
    changed = {"elements": elements, "reviews": tuple(reviewed)}
    dataset = with_record(tiny, record.model_copy(update=changed))
    third = list(list_quarters(dataset, list_changes(dataset), TODAY))[1]
    assert since_text(third, "bridge-02") == "First looked at"


def test_a_line_has_the_whole_text_of_a_promise(
    tiny: Dataset, quarters: tuple[Quarter, ...]
) -> None:
    (progress,) = (p for p in quarters[-1].after.commitments if p.commitment.id == "first-round")
    what = " ".join(["word"] * 40)
    promised = progress.commitment.model_copy(update={"what": what})
    assert promise_line(tiny, replace(progress, commitment=promised)).text == what


def test_a_report_is_called_by_its_quarter_and_gives_whole_reasons(tiny_table: RouteTable) -> None:
    html = tiny_table.html("progress/2024-q3/")
    assert "<h1>Progress report: July to September 2024</h1>" in html
    assert '<p class="lead">1 Act was passed.' in html
    assert tiny_table.context
    quarter = next(q for q in tiny_table.context.quarters if q.name == "2024-q3")
    for assessment in quarter.after.assessments.values():
        assert reason_text(quarter.after.dataset, assessment) in unescape(html)
    looked = [a.label_evidence_to for a in quarter.after.assessments.values()]
    assert plain_text(reach_text(reach_of(looked))) in text_of_page(html)


def test_what_changed_in_law_says_where_and_for_whom(
    tiny: Dataset, quarters: tuple[Quarter, ...]
) -> None:
    (start,) = quarters[3].law_changed
    assert law_place(tiny, start) == "England and Wales"
    assert [(m.audience, m.text) for m in meanings(quarters[3])] == [
        ("bridge-keepers", "1 point: 1 in force")
    ]
    assert [m.count for m in meanings(quarters[3])] == [1]


def summary(html: str) -> str:
    """The words of a report before its annexes."""
    content = html[html.index("<h1") : html.index('class="section annex"')]
    return re.sub(r"<[^>]*>", " ", content)


def test_a_summary_has_at_most_1000_words(tiny_table: RouteTable) -> None:
    """That of a quarter of which more is recorded may have more."""
    assert tiny_table.context
    searched = [quarter for quarter in tiny_table.context.quarters if quarter.searched]
    assert searched
    for quarter in searched:
        html = tiny_table.html(f"progress/{quarter.name}/")
        assert len(summary(html).split()) <= 1000, quarter.name


def test_a_quarter_that_was_not_searched_says_so_and_no_more(tiny_table: RouteTable) -> None:
    html = tiny_table.html("progress/2026-q1/")
    assert "There is no report: no recommendation as a whole has been searched" in html
    assert "<table" not in html
    assert "Annex" not in html


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
    paths = [form.path for form in EXPORTER.alternates(papers)]
    assert (paths[0], paths[-1]) == ("progress/2024-q2/2024-q2.pdf", "progress/2025-q4/2025-q4.pdf")


def test_each_report_is_a_tagged_pdf_of_less_than_70_kilobytes(tiny_build: Path) -> None:
    papers = sorted(tiny_build.glob("progress/*/*.pdf"))
    reports = sorted(tiny_build.glob("progress/*/index.html"))
    assert [p.parent.name for p in papers] == [
        p.parent.name for p in reports if "There is no report" not in p.read_text("utf-8")
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


def test_a_summary_is_printed_on_two_sheets(tiny_build: Path) -> None:
    for paper in tiny_build.glob("progress/*/*.pdf"):
        texts = [page.extract_text() for page in PdfReader(paper).pages]
        assert next(n for n, text in enumerate(texts) if "Annex A: why" in text) <= 2, paper
        assert texts[0].strip().startswith(f"1 of {len(texts)}")


def test_a_pdf_has_the_text_of_its_page_and_links_to_the_site(tiny_build: Path) -> None:
    pdf = PdfReader(tiny_build / "progress" / "2024-q2" / "2024-q2.pdf")
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        "Progress report",
        "April to June 2024",
        "Where things stood on 30 June 2024",
        "1 of 3",
        "Annex A",
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
    assert {link for link in links if not link.startswith(("https://", "tel:", "sms:"))} == set()


def test_what_build_does_not_know_it_refuses(tmp_path: Path) -> None:
    done = subprocess.run(
        [site_builds.ROOT / "scripts" / "build", "--paper"],
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (2, "Usage: scripts/build [--pdf]\n")
