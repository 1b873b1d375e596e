"""A tracker that only records what was asked: nothing that is made of it says that something was
looked for and not found; and what is said as editors look at one recommendation after the other.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from conftest import TINY, TODAY
from samples import html_of
from tracker import rules
from tracker.derive.facts import derive
from tracker.derive.report_counts import ReportCounts, count_report
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.schema.dates import parse_date
from tracker.schema.fields import WithdrawnReference
from tracker.schema.records import Recommendation
from tracker.schema.vocabularies import NOT_LOOKED_AT
from tracker.site import RouteTable, route_dataset
from tracker.text.overview_sentences import home_heading, looked_at_text, promises_not_looked_for
from tracker.text.phrases import NOT_LOOKED_YET, plain_text
from tracker.text.status_sentences import badge_text, picture_text, share_text

NUMBERS = ("1", "6.12", "6.2")
SMALLEST = """\
report: bridge-2024
number: '{number}'
title: Mend bridge {number}
short: Bridge {number}
summary: Bridge {number} should be mended.
addressed_to: [ministry-of-bridges]
applies_in: [england]
topics: [bridges]
elements:
  - id: mended
    text: Bridge {number} is mended.
"""
"""The smallest record of a recommendation."""
KEPT = ("reports", "vocabulary", "site.yaml")
"""What of the tiny dataset stays: its report, its words, its name."""
OWN_WORDS = {
    "places": "{}\n",
    "glossary": "{}\n",
    "topics": "bridges:\n  label: Bridges\n  description: What carries people over water.\n",
}
"""The vocabularies that say what somebody looked for, without that."""
UNTRUE = (
    r"no response",
    r"no (official statement|published action|action found|promise|dated promise|law for it|start)",
    r"nothing (is |was )?(reported|found)",
    r"none (could be shown|found|seen|given|of them)",
    r"searched (up )?to",
    r"not (checked|searched) since",
    r"review due",
    r"overdue \d|overdue \(\d|known to be overdue",
    r"a source (that )?can carry|source that can carry",
    r"accepted(?!\":)",
    r"\b(is|are|as|fully|partly) delivered|delivered (none|0)",
)
"""What no page may say of what nobody has looked for; all of it stands on pages of records that
somebody has looked at.
"""
DESCRIBING = re.compile(
    r"^(api/v1/(openapi|all|terms|vocabularies)|data/|method/|contribute/|search/(index|words)|"
    r"about/|glossary/|for/|terms/)"
)
"""The files that describe the words of the site, and those for audiences."""


@pytest.fixture(scope="module")
def unlooked(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Three recommendations that nobody has looked at, in a data directory of their own."""
    data = tmp_path_factory.mktemp("unlooked") / "data"
    for path in TINY.rglob("*"):
        name = path.relative_to(TINY)
        (data / name.parent).mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            (data / name).mkdir(exist_ok=True)
        elif name.parts[0] in KEPT or name.name == "ministry-of-bridges.yaml":
            text = path.read_text("utf-8").replace("recorded: partial", "recorded: all")
            text = text.replace("      points: [walkers-ask-for-a-map]\n", "")
            (data / name).write_text(text.replace(", bridge-02", ""), "utf-8")
    for vocabulary, words in OWN_WORDS.items():
        (data / "vocabulary" / f"{vocabulary}.yaml").write_text(words, "utf-8")
    for index, number in enumerate(NUMBERS, start=1):
        file = data / "recommendations" / f"bridge-{index:02}.yaml"
        file.write_text(SMALLEST.format(number=number), "utf-8")
    dataset, problems = load(data)
    assert problems == ()
    return dataset


@pytest.fixture(scope="module")
def site(unlooked: Dataset) -> RouteTable:
    return route_dataset(unlooked, TODAY)


def text_of(content: bytes | str) -> str:
    """The words of a page or a file, without its markup."""
    text = content.decode("utf-8") if isinstance(content, bytes) else content
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_smallest_record_is_one(unlooked: Dataset) -> None:
    assert list(rules.check(unlooked, TODAY)) == []


def texts(site: RouteTable) -> Iterator[tuple[str, str]]:
    """The words of each page and each text file that tells of records."""
    for path in site.paths():
        if path.endswith((".html", ".json", ".svg", ".atom", ".ics")) and not DESCRIBING.match(
            path
        ):
            yield path, text_of(site.file(path))


def test_nothing_says_that_something_was_looked_for(site: RouteTable) -> None:
    read = dict(texts(site))
    assert {"index.html", "calendar/index.html", "feeds/changes.atom"} <= set(read)
    said = [
        (path, match.group())
        for path, text in read.items()
        for sign in UNTRUE
        for match in re.finditer(sign, text, re.IGNORECASE)
    ]
    assert said == []


def test_each_sign_stands_where_somebody_has_looked(tiny_table: RouteTable) -> None:
    """So that none is a sign that no page ever has."""
    read = [text for _, text in texts(tiny_table)]
    assert [s for s in UNTRUE if not any(re.search(s, t, re.IGNORECASE) for t in read)] == []


def test_home_and_report_count_them_apart(site: RouteTable) -> None:
    home = text_of(site.html(""))
    assert "Nobody here has looked yet at what became of them." in home
    assert "Not looked yet&nbsp;3" in home
    assert "Delivered&nbsp;0" not in home
    assert "No change is recorded yet." in home
    assert "Due, or may have started Not looked yet." in home
    assert "Ferries Not looked yet" in home
    report = text_of(site.html("reports/bridge-2024/"))
    assert "Nobody here has looked yet at what became of them." in report


def test_lists_say_not_looked_yet_where_they_would_count_none(site: RouteTable) -> None:
    """A number of none would say that somebody looked."""
    for path, said in (
        ("bodies/", "Ministry of Bridges It answers for bridges. 3 Not looked yet None"),
        ("progress/", "they have no report: April to June 2024"),
        ("calendar/", "Overdue Not looked yet. Date passed since we last could check Not looked"),
        ("for/", " ".join(["Those who look after bridges.", *[NOT_LOOKED_YET] * 4])),
        ("for/ferries/", "No point for this audience is recorded yet."),
        ("topics/bridges/", " ".join(["Mend bridge 6.12", *[NOT_LOOKED_YET] * 3])),
    ):
        assert said in text_of(site.html(path)), path


def test_a_page_says_not_looked_yet(site: RouteTable) -> None:
    page = text_of(site.html("recommendations/bridge-02/"))
    for said in (
        "How far? Not looked yet Nobody here has looked yet at what became of it.",
        "Next date Not looked yet",
        "Response Not looked yet",
        "State changed Not looked yet",
        "Record reviewed Not yet",
        "says Not looked yet 6.12",
        "6.12 part 1 Bridge 6.12 is mended. The record shows Not looked yet",
        "Promises Not looked yet.",
        "Record reviewed Not yet Not looked yet.",
        "Measures that it rests on Not looked yet.",
        "What is not known Not looked yet.",
        "(Bridge Review, recommendation 6.12), not looked yet.",
    ):
        assert said in page, said


def test_the_published_data_says_so_too(site: RouteTable) -> None:
    item = json.loads(site.file("api/v1/recommendations/bridge-02.json"))
    assert item["is_looked_at"] is False
    assert item["status"] == NOT_LOOKED_AT
    assert item["status_in_words"] == NOT_LOOKED_YET
    assert item["share"] == "not looked yet"
    absent = ("claim_status", "evidence_to", "reviewed", "last_change", "confidence")
    assert [item[name] for name in absent] == [None] * 5
    assert item["flags"] == item["responses"] == item["reviews"] == []
    assert [(e["status"], e["since"], e["findings"]) for e in item["elements"]] == [
        (NOT_LOOKED_AT, None, [])
    ]
    with sqlite3.connect(":memory:") as database:
        database.deserialize(site.file("data/tracker.sqlite"))
        query = "SELECT number, status_in_words, claim_status_in_words FROM assessments"
        assert database.execute(query).fetchall() == [
            ("1", NOT_LOOKED_YET, None),
            ("6.2", NOT_LOOKED_YET, None),
            ("6.12", NOT_LOOKED_YET, None),
        ]


def test_an_earlier_day_says_no_more(site: RouteTable) -> None:
    """No date says when a recommendation was written that nobody has looked at."""
    states = json.loads(site.file("recommendations/bridge-02/states.json"))
    assert [(s["from"], s["status"], s["evidence_to"]) for s in states["as_of"]] == [
        ("2024-05-01", NOT_LOOKED_YET, "")
    ]
    assert states["as_recorded"] == []


def test_pictures_say_no_more_than_that(unlooked: Dataset) -> None:
    facts = derive(unlooked, TODAY)
    assessment = facts.assessments["bridge-02"]
    assert badge_text(unlooked, assessment) == NOT_LOOKED_YET
    assert picture_text(unlooked, assessment) == (
        "Bridge Review, recommendation 6.12: not looked yet. Tiny Tracker"
    )


def test_they_wait_for_a_first_look_and_no_review_is_due(unlooked: Dataset) -> None:
    assert [p.message for p in rules.check(unlooked, TODAY, [WAITING])] == [
        "3 of 3 recommendations wait for a full first look: 1, 6.2, 6.12; add responses, findings "
        "and a review"
    ]
    lately = [rules.release.a_recommendation_was_reviewed_lately]
    assert rules.check(unlooked, TODAY, lately) == ()
    assert (WAITING.__doc__ or "").strip().endswith(".")


WAITING = rules.release.every_recommendation_was_looked_at


def partly_looked(tiny: Dataset) -> Dataset:
    """The tiny dataset, in which nobody has looked at one element of the first recommendation, and
    not at a third recommendation.
    """
    one, two = tiny.recommendations.values()
    duty, published = one.elements
    unlooked_element = published.model_copy(update={"findings": ()})
    one = one.model_copy(update={"elements": (duty, unlooked_element)})
    nothing: dict[str, Any] = dict.fromkeys(
        ("responses", "commitments", "repeats", "blocked_by", "reviews"), ()
    )
    elements = tuple(e.model_copy(update={"findings": ()}) for e in two.elements)
    third = two.model_copy(
        update={**nothing, "id": "bridge-03", "number": "3", "title": "T", "elements": elements}
    )
    records: dict[str, Recommendation] = {r.id: r for r in (one, two, third)}
    return replace(tiny, recommendations=records)


def test_who_looks_at_some_says_at_how_many(tiny: Dataset) -> None:
    dataset = partly_looked(tiny)
    facts = derive(dataset, TODAY)
    first, _, third = facts.assessments.values()
    statuses = dataset.vocabulary.statuses
    assert share_text(statuses, first.share) == "1 of 2 parts delivered; 1 not looked yet"
    assert first.is_looked_at
    assert not third.is_looked_at
    assert "review-due" not in [flag.kind for flag in third.flags]
    home = text_of(html_of(dataset, TODAY, ""))
    assert (
        "None of 2 recommendations that we looked at was seen to be fully delivered by 31 December "
        "2024 ."
    ) in home
    assert "Not looked yet&nbsp;1" in home
    promises = "On 1 of 3 recommendations nobody here has looked yet for promises."
    assert promises in text_of(html_of(dataset, TODAY, "calendar/"))
    assert promises in text_of(html_of(dataset, TODAY, "bodies/ministry-of-bridges/"))
    quarter = text_of(html_of(dataset, TODAY, "progress/2025-q4/"))
    assert promises in quarter
    assert "31 December 2025 at the most, of the recommendations that were looked at." in quarter


def test_an_answer_that_was_withdrawn_is_no_acceptance(tiny: Dataset) -> None:
    report = tiny.reports["bridge-2024"]
    two = tiny.recommendations["bridge-02"]
    taken = two.model_copy(update={"responses": ()})
    lost = WithdrawnReference(field="responses", address="developments/gone", day=None)
    taken.without_references((lost,))
    dataset = replace(tiny, recommendations={**tiny.recommendations, two.id: taken})
    before, after = (
        count_report(each, report, tuple(derive(each, TODAY).assessments.values()))
        for each in (tiny, dataset)
    )
    assert (before.asked_about, before.accepted) == (2, 2)
    assert (after.asked_about, after.accepted) == (2, 1)


def test_a_promise_that_nobody_looked_after_is_never_overdue(tiny: Dataset) -> None:
    one = tiny.recommendations["bridge-01"].model_copy(update={"reviews": ()})
    dataset = replace(tiny, recommendations={**tiny.recommendations, one.id: one})
    assessment = derive(dataset, TODAY).assessments["bridge-01"]
    assert [progress.state for progress in assessment.commitments] == ["unchecked", "met"]
    page = text_of(html_of(dataset, TODAY, "recommendations/bridge-01/"))
    assert "Date passed. Not looked yet" in page
    assert "Searched up to 31 December 2025" in page  # by its findings


@pytest.mark.parametrize(
    ("recorded", "looked_at", "delivered", "heading"),
    [
        (0, 0, 0, "Nothing is recorded yet."),
        (38, 0, 0, "Nobody here has looked yet at what became of them."),
        (1, 0, 0, "Nobody here has looked yet at what became of it."),
        (
            38,
            38,
            0,
            "None of 38 recommendations was seen to be fully delivered by 29 June 2026.",
        ),
        (
            94,
            3,
            0,
            "None of 3 recommendations that we looked at was seen to be fully delivered by 29 June "
            "2026.",
        ),
        (1, 1, 0, "The recommendation was not seen to be delivered by 29 June 2026."),
        (
            94,
            1,
            0,
            "The recommendation that we looked at was not seen to be delivered by 29 June 2026.",
        ),
        (
            3,
            3,
            1,
            "1 of 3 recommendations was seen to be fully delivered, as searched up to 29 June 2026 "
            "or later.",
        ),
        (
            4,
            3,
            2,
            "2 of 3 recommendations that we looked at were seen to be fully delivered, as searched "
            "up to 29 June 2026 or later.",
        ),
        (
            2,
            2,
            2,
            "All 2 recommendations were seen to be delivered, as searched up to 29 June 2026 or "
            "later.",
        ),
        (
            1,
            1,
            1,
            "The recommendation was seen to be delivered, as searched up to 29 June 2026 or later.",
        ),
    ],
)
def test_the_first_sentence_of_home(
    recorded: int, looked_at: int, delivered: int, heading: str
) -> None:
    reach = parse_date("2026-06-29")
    counts = ReportCounts(recorded, recorded, looked_at, delivered, 0, 0, 0, reach)
    assert plain_text(home_heading(counts)) == heading
    undated = plain_text(home_heading(replace(counts, evidence_to=None)))
    assert undated == re.sub(r" by 29.*2026|, as searched.*later", "", heading)


def test_what_all_have_looked_at_needs_no_word(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    assessments = tuple(facts.assessments.values())
    assert looked_at_text(count_report(tiny, tiny.reports["bridge-2024"], assessments)) == ""
    assert promises_not_looked_for(assessments) == ""
    assert list(WAITING(tiny, TODAY)) == []
