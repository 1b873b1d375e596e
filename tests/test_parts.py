"""Part by part: who says what, what is missing, and how a recommendation's page says it."""

import re

import pytest
from playwright.sync_api import Page

from conftest import TODAY
from samples import html_of, source, with_record
from tracker.derive.facts import derive
from tracker.derive.gaps import part_gaps
from tracker.derive.part_voices import WHOLE, Voices, part_voices
from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.render.first_marks import with_first_marks
from tracker.schema.dates import parse_date
from tracker.schema.records import Finding, IndependentFinding, Stage
from tracker.text.answer_lines import laws_answer
from tracker.text.part_sentences import gaps_text, points_text
from tracker.text.phrases import plain_text
from tracker.text.source_sentences import seen_texts, source_details
from tracker.text.status_sentences import confidence_scope, confidence_texts

PATH, CLAIM, EVENT = (
    "recommendations/bridge-01/",
    "2024-06-01-ministry-answers",
    "2025-02-press-asks",
)


def with_finding(
    dataset: Dataset, element: str, status: str, recommendation: str = "bridge-01", **fields: object
) -> Dataset:
    """A recommendation with one finding of an element, of a status."""
    record = dataset.recommendations[recommendation]
    values = {
        "status": status,
        "date": parse_date("2025-12-31"),
        "recorded": parse_date("2026-01-10"),
        "reason": "R.",
        "evidence_to": parse_date("2025-12-31"),
    }
    finding = Finding(**(values | fields))
    elements = tuple(
        each.model_copy(update={"findings": (finding,)}) if each.id == element else each
        for each in record.elements
    )
    return with_record(dataset, record.model_copy(update={"elements": elements}))


def assessed(dataset: Dataset) -> tuple[Dataset, Assessment]:
    facts = derive(dataset, TODAY)
    return facts.dataset, facts.assessments["bridge-01"]


# Who says what


def voices_of(dataset: Dataset) -> dict[str, Voices]:
    return dict(part_voices(*assessed(dataset)))


def test_a_claim_is_of_each_part_that_it_names(tiny: Dataset) -> None:
    """And of the whole where it names none, whatever its event is evidence for."""
    record = tiny.recommendations["bridge-01"]
    first, second = record.claims
    voices = voices_of(with_finding(tiny, "published", "under-way", evidence=(CLAIM,)))
    assert voices["duty"].claims == (first,)
    assert voices["published"].claims == ()
    assert voices[WHOLE].claims == (second,)
    both = first.model_copy(update={"elements": ("duty", "published")})
    voices = voices_of(with_record(tiny, record.model_copy(update={"claims": (both, second)})))
    assert voices["duty"].claims == voices["published"].claims == (both,)
    assert voices[WHOLE].claims == (second,)
    of_the_whole = first.model_copy(update={"elements": ()})
    record = record.model_copy(update={"claims": (of_the_whole, second)})
    assert voices_of(with_record(tiny, record))[WHOLE].claims == (second, of_the_whole)


def test_a_part_without_a_claim_has_no_box_for_one(tiny: Dataset) -> None:
    page = html_of(tiny, TODAY, PATH)
    duty, published = page.partition('id="part-duty"')[2].split('id="part-published"')
    assert "voice-says" in duty
    assert "voice-says" not in published.partition("</section>")[0]


def test_an_independent_finding_is_of_the_one_part_that_it_names(tiny: Dataset) -> None:
    def found(*elements: str) -> IndependentFinding:
        return IndependentFinding(
            conclusion="not-done", by="ferry-board", development=EVENT, elements=elements, note="N."
        )

    record = tiny.recommendations["bridge-01"]
    all_of_them = (found("published"), found("published", "duty"), found())
    update = {"independent_findings": all_of_them}
    voices = voices_of(with_record(tiny, record.model_copy(update=update)))
    assert voices["published"].found == all_of_them[:1]
    assert voices["duty"].found == ()
    assert [each.elements for each in voices[WHOLE].found] == [(), ("published", "duty")]


@pytest.mark.parametrize(
    ("bodies", "date", "named", "part"),
    [
        (("ferry-board",), "2025-02", "bridge-01.published", "published"),
        (("ferry-board",), "2025-02", "bridge-01", WHOLE),
        (("ferry-board", "ministry-of-bridges"), "2025-02", "bridge-01", None),
        ((), "2025-02", "bridge-01", None),
        (("ferry-board",), "2024-01", "bridge-01", None),  # before the report
    ],
)
def test_others_are_bodies_that_are_not_involved(
    tiny: Dataset, bodies: tuple[str, ...], date: str, named: str, part: str | None
) -> None:
    update = {"bodies": bodies, "date": parse_date(date), "recommendations": (named,)}
    dataset = with_record(tiny, tiny.developments[EVENT].model_copy(update=update))
    said = {of: [event.id for event in each.events] for of, each in voices_of(dataset).items()}
    expected = {of: [EVENT] if of == part else [] for of in (WHOLE, "duty", "published")}
    assert said == expected


def test_what_speaks_against_a_finding_stands_beside_it(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    voices = part_voices(facts.dataset, facts.assessments["bridge-02"])
    assert [event.id for event in voices["set-up"].against] == [EVENT]
    assert not voices[WHOLE].has_others
    page = html_of(tiny, TODAY, "recommendations/bridge-02/")
    assert "<h4>Others say</h4>" in page
    assert "Says otherwise: <a" in page


# What is missing


def missing(dataset: Dataset, element: str) -> str:
    facts = derive(dataset, TODAY)
    assessment = facts.assessments["bridge-01"]
    gaps = part_gaps(facts.dataset, assessment, facts.unseen_starts)
    return plain_text(gaps_text(facts.dataset, gaps[element]))


@pytest.mark.parametrize(
    ("status", "evidence", "text"),
    [
        ("no-published-action", (), "a step towards it."),
        ("stalled", (CLAIM,), "a step towards it."),
        ("reported-delivered", (CLAIM,), "a strong source independent of the bodies responsible."),
        ("under-way", (CLAIM,), "a strong source independent of the bodies responsible."),
        ("under-way", ("2024-09-10-bridges-act",), ""),
        ("delivered", ("2024-09-10-bridges-act",), ""),
        ("not-being-taken-forward", (CLAIM,), ""),
        ("cannot-assess", (), ""),
        ("not-assessed", (), ""),
    ],
)
def test_what_is_missing_follows_from_the_status(
    tiny: Dataset, status: str, evidence: tuple[str, ...], text: str
) -> None:
    assert missing(with_finding(tiny, "published", status, evidence=evidence), "published") == text


def test_a_date_is_missing_where_none_was_promised_or_announced(tiny: Dataset) -> None:
    planned = with_finding(tiny, "published", "planned", evidence=(CLAIM,))
    assert missing(planned, "published") == ""  # one of its promises has a date
    record = planned.recommendations["bridge-01"].model_copy(update={"commitments": ()})
    planned = with_record(planned, record)
    assert missing(planned, "published") == "a date by which it is to be done."
    elements = tuple(
        e.model_copy(update={"rests_on": ("bridge-inquiry",)}) for e in record.elements
    )
    planned = with_record(planned, record.model_copy(update={"elements": elements}))
    assert missing(planned, "published") == ""  # its report is expected on a date that lies ahead


def test_a_start_is_missing_of_a_law_that_was_made(tiny: Dataset) -> None:
    law = tiny.measures["bridges-act-section-1"]
    stages = tuple(stage for stage in law.stages if stage.stage != "in-force")
    dataset = with_record(tiny, law.model_copy(update={"stages": stages}))
    passed = with_finding(dataset, "duty", "passed", evidence=("2024-09-10-bridges-act",))
    shown = "a source that shows the start (Duty to inspect bridges)."
    assert missing(passed, "duty") == shown
    begun = with_finding(dataset, "duty", "under-way", evidence=("2024-09-10-bridges-act",))
    record = begun.recommendations["bridge-01"].model_copy(update={"commitments": ()})
    section = (
        "a source that shows the section of the Act (Duty to inspect bridges), then its start."
    )
    assert missing(with_record(begun, record), "duty") == section  # and no date besides


def test_a_section_that_was_not_seen_is_missing_before_its_start(tiny: Dataset) -> None:
    law = tiny.measures["bridges-act-section-1"]
    announced = Stage(stage="in-force", expected=parse_date("2025-06"), source=source("c"))
    dataset = with_record(tiny, law.model_copy(update={"stages": (announced,)}))
    act = ("2024-09-10-bridges-act",)
    # the stage that was announced is of the same law, and not told again
    assert missing(with_finding(dataset, "duty", "under-way", evidence=act), "duty") == (
        "a source that shows the section of the Act (Duty to inspect bridges), then its start."
    )


def test_a_part_at_which_an_independent_body_looked_needs_no_other_source(tiny: Dataset) -> None:
    dataset = with_finding(tiny, "published", "reported-delivered", evidence=(CLAIM,))
    record = dataset.recommendations["bridge-01"]

    def with_look(*elements: str) -> Dataset:
        found = IndependentFinding(
            conclusion="not-done", by="ferry-board", development=EVENT, elements=elements, note="N."
        )
        return with_record(dataset, record.model_copy(update={"independent_findings": (found,)}))

    assert missing(with_look(), "published") == ""
    assert missing(with_look("published"), "published") == ""
    assert missing(with_look("duty"), "published")


def test_a_stage_whose_date_has_come_is_missing_once(tiny: Dataset) -> None:
    law = tiny.measures["bridges-act-section-1"]
    (start,) = [stage for stage in law.stages if stage.stage == "in-force"][:1]
    announced = {"date": None, "expected": parse_date("2025-06"), "source": source("c")}
    stages = tuple(
        stage.model_copy(update=announced) if stage is start else stage
        for stage in law.stages
        if stage is start or stage.stage != "in-force"
    )
    plan = law.model_copy(update={"stages": stages, "kind": "inquiry", "part_of": None})
    dataset = with_record(tiny, plan)
    for element in ("duty", "published"):
        dataset = with_finding(dataset, element, "planned", evidence=(CLAIM,))
    record = dataset.recommendations["bridge-01"]
    elements = tuple(e.model_copy(update={"rests_on": (law.id,)}) for e in record.elements)
    dataset = with_record(dataset, record.model_copy(update={"elements": elements}))
    assert missing(dataset, "duty") == "Duty to inspect bridges: in force, expected June 2025."
    assert missing(dataset, "published") == ""


# In words


def test_points_are_counted_by_where_they_stand(tiny: Dataset) -> None:
    implications = derive(tiny, TODAY).implications_by.audience["bridge-keepers"]
    text = points_text(implications)
    assert re.fullmatch(r"\d+ [a-z ]+(, \d+ [a-z ]+)*", text)
    counts = [int(number) for number in re.findall(r"\d+", text)]
    assert sum(counts) == len(implications)
    assert 0 not in counts


def test_several_laws_are_counted_in_the_answer(tiny: Dataset) -> None:
    started, whole = (tiny.measures[id] for id in ("bridges-act-section-1", "bridges-act"))
    assert laws_answer(tiny, [started], TODAY).answer.startswith("Yes")
    assert laws_answer(tiny, [started, started], TODAY).text == (
        "2 of 2 laws are known to be in force."
    )
    assert laws_answer(tiny, [started, whole], TODAY).text == (
        "1 of 2 laws is known to be in force."
    )
    assert not laws_answer(tiny, [started, whole], TODAY).is_sure


def test_how_sure_we_are_is_said_once_for_parts_that_are_alike(tiny: Dataset) -> None:
    dataset = with_finding(tiny, "published", "under-way", evidence=(CLAIM,))
    dataset = with_finding(dataset, "duty", "under-way", evidence=(CLAIM,))
    assert confidence_texts(assessed(dataset)[1]) == [
        "1.1, 1.2: Low confidence: it rests on what the body responsible says"
    ]


def test_how_sure_the_whole_is_says_of_which_parts(tiny: Dataset) -> None:
    dataset = with_finding(tiny, "published", "under-way", evidence=(CLAIM,))
    assert confidence_scope(assessed(dataset)[1]) == "medium, of 1.1"
    dataset = with_finding(dataset, "duty", "under-way", evidence=(CLAIM,))
    assert confidence_scope(assessed(dataset)[1]) == "low"
    searched = with_finding(tiny, "duty", "no-published-action")
    assert confidence_scope(assessed(searched)[1]) == ""


def test_a_source_is_told_in_words(tiny: Dataset) -> None:
    dated = source("e", publisher="The Daily Bridge", published=parse_date("2025-02"))
    grades = tiny.vocabulary.grades
    assert source_details(grades, dated) == "The Daily Bridge, February 2025. Press report."
    assert source_details(grades, source("a")) == "One. The law, decision or data itself."


def test_how_much_was_seen_of_sources_is_said_together(tiny: Dataset) -> None:
    terms = tiny.vocabulary["seen"]
    part, whole = source("a"), source("a", seen="full-copy")

    def texts(*sources: object) -> list[str]:
        return [plain_text(text) for text in seen_texts(terms, sources)]  # type: ignore[arg-type]

    assert texts(part, part) == ["Excerpt seen, 2026."]
    assert texts(part, part, whole) == ["Excerpt seen, 2026: 1 to 2.", "Whole copy seen, 2026: 3."]
    assert texts(part, part, whole, part) == [
        "Whole copy seen, 2026: 3.",
        "The others: excerpt seen, 2026.",
    ]
    assert texts(part, part, whole, whole, part, part, source("a", seen="live")) == [
        "Whole copy seen, 2026: 3 to 4.",
        "Seen at its live address, 2026: 7.",
        "The others: excerpt seen, 2026.",
    ]


def test_only_the_first_mark_of_a_source_has_an_id() -> None:
    mark = '<a class="cite" href="#s{}">'
    html = with_first_marks("".join(mark.format(number) for number in (1, 2, 1)))
    first = '<a class="cite" href="#s{0}" id="r{0}">'
    assert html == first.format(1) + first.format(2) + mark.format(1)


# On the page


def test_how_far_was_searched_is_said_once(tiny: Dataset) -> None:
    """And again only beside what was searched to another day."""
    record = tiny.recommendations["bridge-01"]
    day = parse_date("2025-12-31")
    assert derive(tiny, TODAY).assessments["bridge-01"].label_evidence_to == day
    parts = html_of(tiny, TODAY, PATH).partition('id="parts"')[2].partition('id="proof"')[0]
    said = re.sub(r"<[^>]+>", "", parts).lower().count("searched up to 31 december 2025")
    assert said == 1
    question = record.open_questions[0].model_copy(update={"looked_to": parse_date("2025-11")})
    other = record.model_copy(update={"open_questions": (question,)})
    assert "November 2025" in html_of(with_record(tiny, other), TODAY, PATH)


def test_a_reason_that_holds_stands_in_its_part_alone(tiny: Dataset) -> None:
    page = html_of(tiny, TODAY, PATH)
    assert page.count("Section 1 started.") == 1
    assert page.count("Section 1 of the Act was made.") == 1  # it holds no more: in the history


def test_the_points_of_a_recommendation_keep_their_addresses(tiny: Dataset) -> None:
    facts = derive(tiny, TODAY)
    page = html_of(tiny, TODAY, PATH)
    for applied in facts.implications_by.recommendation["bridge-01"]:
        assert f'<span id="{applied.implication.id}"></span>' in page


@pytest.mark.parametrize("width", [360, 1280])
def test_a_citation_says_its_source_and_leads_there_and_back(
    page: Page, tiny_address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(tiny_address + PATH)
    mark = page.locator("#part-duty .cite").first
    shown = "mark => getComputedStyle(mark, '::after').content"
    height = page.evaluate("document.documentElement.scrollHeight")
    assert mark.evaluate(shown) == "none"
    mark.hover()
    words = mark.evaluate(shown)
    label = mark.get_attribute("aria-label")
    assert label
    assert label in words
    assert (mark.get_attribute("data-source") or "-") in words
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.scrollHeight") == height
    page.keyboard.press("Escape")
    assert mark.evaluate(shown) == "none"
    page.keyboard.press("Tab")
    mark.focus()
    assert mark.evaluate(shown) != "none"
    page.emulate_media(media="print")
    assert mark.evaluate(shown) == "none"
    page.emulate_media(media="screen")
    mark.press("Enter")
    at = page.url.partition("#")[2]
    assert page.locator(f"#{at}").is_visible()  # in a fold, which opens
    page.locator(f"#{at} .back").click()
    assert page.url.endswith(f"#r{at.removeprefix('s')}")


@pytest.mark.parametrize("id", ["sources", "history", "measures", "cite"])
def test_a_fold_opens_by_its_link_and_on_paper(page: Page, tiny_address: str, id: str) -> None:
    page.goto(tiny_address + PATH)
    inside = page.locator(f"#{id}")
    assert not inside.is_visible()
    page.emulate_media(media="print")
    height = "fold => fold.getBoundingClientRect().height"
    assert inside.evaluate(height) > 20
    page.emulate_media(media="screen")
    page.goto(f"{tiny_address}{PATH}#{id}")
    assert inside.is_visible()
