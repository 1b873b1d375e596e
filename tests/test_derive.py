"""What the tiny dataset implies on a day: its confidence, commitments, indexes and bibliography."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import TODAY
from samples import source
from tracker.derive.bibliography import bibliography
from tracker.derive.commitments import commitment_progress
from tracker.derive.confidence import assess_confidence
from tracker.derive.editions import editions
from tracker.derive.facts import Facts, derive
from tracker.load.dataset import Dataset
from tracker.outputs.citations import number_sources
from tracker.schema.dates import parse_date
from tracker.schema.fields import Source, SourceEnd
from tracker.text.source_sentences import publisher_name


@pytest.fixture(scope="module")
def facts(tiny: Dataset) -> Facts:
    return derive(tiny, TODAY)


@pytest.mark.parametrize(
    ("sources", "level"),
    [
        ([source("a", seen="full-copy")], "high"),
        ([source("a", seen="live"), source("c")], "high"),
        ([source("a"), source("b", "Two")], "high"),
        ([source("b"), source("b", "Two")], "high"),
        ([source("a")], "medium"),
        ([source("b", seen="live")], "medium"),
        ([source("a"), source("a")], "medium"),
        ([source("a", "Law"), source("a", "Law", copied_by="Hub")], "medium"),
        (
            [source("a", "Law", copied_by="Hub"), source("a", "Court", copied_by="Hub")],
            "high",
        ),
        ([source("c"), source("c", "Two"), source("d", "Three"), source("e", "Four")], "low"),
    ],
)
def test_confidence_comes_from_the_sources(sources: list[Source], level: str) -> None:
    assert assess_confidence(sources).level == level


def ended(how: str, date: str = "2026-01-20") -> SourceEnd:
    return SourceEnd(date=date, how=how, by="https://x.example/2" if how == "replaced" else None)


@pytest.mark.parametrize(
    ("sources", "level"),
    [
        ([source("a", seen="live", ended=ended("withdrawn"))], "low"),
        ([source("a", ended=ended("withdrawn")), source("b", "Two")], "medium"),
        ([source("a", seen="live", ended=ended("replaced"))], "high"),
        ([source("a", seen="live", ended=ended("gone"))], "high"),
    ],
)
def test_a_withdrawn_source_does_not_count(sources: list[Source], level: str) -> None:
    assert assess_confidence(sources).level == level


def test_sources_that_conflict_are_never_sure() -> None:
    assert assess_confidence([source("a", seen="full-copy")], disputed=True).level == "low"


def test_where_each_commitment_stands(facts: Facts) -> None:
    assert [
        (p.commitment.id, p.state, p.days_overdue, p.slips, str(p.due or ""))
        for p in facts.commitments
    ] == [
        ("first-round", "overdue", 92, 1, "2025-09-30"),
        ("report", "due", 0, 0, "2026-03-01/2026-03-31"),
        ("law", "met", 0, 0, ""),
    ]


def test_the_clock_alone_never_makes_a_commitment_overdue(tiny: Dataset) -> None:
    """After its date, but also after the evidence: it has passed, and nobody has looked."""
    late = derive(tiny, date(2030, 1, 1)).assessments["bridge-02"]
    assert [p.state for p in late.commitments] == ["unchecked"]
    assert late.status == derive(tiny, TODAY).assessments["bridge-02"].status


def test_a_development_concerns_what_it_names_and_what_cites_it(facts: Facts) -> None:
    assert facts.developments_by.recommendations_of["2024-06-01-ministry-answers"] == (
        "bridge-01",
        "bridge-02",
    )
    assert facts.developments_by.recommendations_of["2025-02-press-asks"] == (
        "bridge-02",
    )  # it speaks against a finding


def test_the_record_is_checked_at_source_only_when_all_of_it_is(facts: Facts) -> None:
    assert facts.checked_at_source is False


def test_the_featured_report_comes_first(tiny: Dataset) -> None:
    """Also where another comes before it in the alphabet, or is newer."""
    report, recommendation = tiny.reports["bridge-2024"], tiny.recommendations["bridge-01"]
    other = report.model_copy(update={"id": "a-2025", "published": parse_date("2025")})
    elsewhere = recommendation.model_copy(update={"id": "a-01", "report": "a-2025"})
    both = replace(
        tiny,
        reports={"a-2025": other, **tiny.reports},
        recommendations={"a-01": elsewhere, **tiny.recommendations},
    )
    facts = derive(both, TODAY)
    assert list(facts.assessments) == ["bridge-01", "bridge-02", "a-01"]
    assert [r.id for r in facts.reports] == ["bridge-2024", "a-2025"]


def test_a_commitment_is_overdue_only_as_far_as_it_was_looked_for(tiny: Dataset) -> None:
    record = tiny.recommendations["bridge-01"]
    first_round = next(c for c in record.commitments if c.id == "first-round")
    states = []
    for looked_to in (None, "2025-09-30", "2025-09-29"):
        commitment = first_round.model_copy(
            update={"looked_to": looked_to and parse_date(looked_to)}
        )
        evidence_to = record.reviews[-1].evidence_to
        progress = commitment_progress(tiny, record, commitment, evidence_to, TODAY)
        states.append((progress.state, progress.days_overdue))
    assert states == [("overdue", 92), ("overdue", 0), ("unchecked", 0)]


def test_an_implication_concerns_what_rests_on_its_measure(facts: Facts) -> None:
    ids = {
        recommendation: [applied.implication.id for applied in implications]
        for recommendation, implications in facts.implications_by.recommendation.items()
    }
    assert ids == {
        "bridge-01": ["bridge-keepers-inspect"],
        "bridge-02": ["bridge-keepers-watch", "bridge-keepers-register"],
    }


def test_what_is_filed_under_a_topic(facts: Facts) -> None:
    bridges, tunnels = facts.topics["bridges"], facts.topics["tunnels"]
    assert [a.recommendation.id for a in bridges.assessments] == ["bridge-01", "bridge-02"]
    assert [m.id for m in bridges.measures] == [
        "bridge-inquiry",
        "bridge-panel",
        "bridges-act",
        "bridges-act-section-1",
    ]
    assert len(bridges.implications) == 6
    assert (bridges.empty, tunnels.empty) == (False, True)


def test_a_source_has_one_entry_in_the_bibliography(tiny: Dataset) -> None:
    by_publisher = dict(bibliography(tiny, publisher_name))
    assert list(by_publisher) == sorted(by_publisher, key=str.casefold)
    laws = by_publisher["The Laws"]
    law = next(entry for entry in laws if "commencement" in entry.source.url)
    assert law.grades == ("a", "c")
    assert [record.id for record in law.records] == [
        "2025-01-01-section-1-starts",
        "bridges-act-section-1",
        "bridge-keepers-inspect",
        "bridge-keepers-register",
        "bridge-keepers-watch",
    ]


def test_editions_at_one_address_are_told_apart_by_their_dates(tiny: Dataset) -> None:
    def at(title: str, published: str | None) -> Source:
        date = parse_date(published) if published else None
        return source("c", title=title, published=date)

    record = tiny.reports["bridge-2024"]
    cited = (at("New", "2025"), at("Old", "2024"), at("Old", None), at("Old", "2024-09"))
    dataset = replace(tiny, reports={"bridge-2024": record.model_copy(update={"sources": cited})})
    found = dict(bibliography(dataset, publisher_name))["One"]
    assert [(e.source.title, str(e.source.published)) for e in found] == [
        ("New", "2025"),
        ("Old", "2024"),
    ]
    uses = [sources for sources in editions(dataset) if sources[0][2].publisher == "One"]
    assert [[str(source.published) for _, _, source in edition] for edition in uses] == [
        ["2025"],
        ["2024", "2024-09", "None"],
    ]
    assert [c.number for c in number_sources(dataset, cited).cite(cited)] == [1, 2, 3, 4]
