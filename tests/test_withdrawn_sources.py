"""What rests on sources that were withdrawn says so: on pages, in the published data, and only from
the day on which the last of them was.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from conftest import TODAY
from samples import html_of, published, source, with_record
from tracker.derive.as_of import as_of, assessment_as_of, assessments_over_time
from tracker.derive.facts import derive
from tracker.derive.withdrawn_sources import withdrawn_on
from tracker.load.dataset import Dataset
from tracker.outputs.data.kinds import Values
from tracker.schema.fields import Source, SourceEnd
from tracker.text.commitment_sentences import withdrawn_commitment_text
from tracker.text.phrases import plain_text

SAID = "Its source was withdrawn on"
DAY = "2026-01-20"


def withdrawn(source: Source, day: str) -> Source:
    return source.model_copy(update={"ended": SourceEnd(date=day, how="withdrawn")})


@pytest.fixture(scope="module")
def without_answer(tiny: Dataset) -> Dataset:
    """The tiny dataset, in which the ministry's answer was withdrawn."""
    answer = tiny.developments["2024-06-01-ministry-answers"]
    sources = tuple(withdrawn(source, DAY) for source in answer.sources)
    return with_record(tiny, answer.model_copy(update={"sources": sources}))


@pytest.mark.parametrize(
    ("sources", "day"),
    [
        ([], None),
        ([withdrawn(source("c"), DAY)], DAY),
        ([withdrawn(source("c"), DAY), source("b")], None),
        ([withdrawn(source("c"), DAY), source("e")], DAY),
        ([withdrawn(source("e"), DAY)], DAY),
        (
            [withdrawn(source("c"), DAY), withdrawn(source("b"), "2026-01-10")],
            DAY,
        ),
        ([source("c", ended=SourceEnd(date="2026", how="gone"))], None),
    ],
)
def test_all_that_carries_a_thing_was_withdrawn(
    tiny: Dataset, sources: list[Source], day: str | None
) -> None:
    assert str(withdrawn_on(tiny, sources) or "") == (day or "")


def test_a_finding_and_a_promise_say_so(without_answer: Dataset, tiny: Dataset) -> None:
    path = "recommendations/bridge-02/"
    assert SAID not in html_of(tiny, TODAY, path)
    html = html_of(without_answer, TODAY, path)
    answer, _, rest = html.partition('id="parts"')
    parts, _, promises = rest.partition('id="promises"')
    assert all(SAID in section for section in (answer, parts))
    assert "The source of the promise was withdrawn on" in promises


def test_a_promise_says_which_of_its_sources_was_withdrawn(tiny: Dataset) -> None:
    act = tiny.developments["2024-09-10-bridges-act"]
    sources = tuple(withdrawn(source, DAY) for source in act.sources)
    dataset = with_record(tiny, act.model_copy(update={"sources": sources}))
    *_, kept = derive(dataset, TODAY).assessments["bridge-01"].commitments
    assert plain_text(withdrawn_commitment_text(kept)) == (
        "The source that shows that it was kept was withdrawn on 20 January 2026."
    )
    html = html_of(dataset, TODAY, "recommendations/bridge-01/")
    assert "</time>. <b>The source that shows that it was kept was withdrawn on" in " ".join(
        html.split()
    )


def test_a_claim_a_response_and_a_stage_say_so(without_answer: Dataset, tiny: Dataset) -> None:
    html = html_of(without_answer, TODAY, "recommendations/bridge-01/")
    claims = html.partition('id="voices"')[2].partition("</section>")[0]
    response = html.partition("<dt>Response</dt>")[2].partition("</dd>")[0]
    assert SAID in claims
    assert (
        SAID not in response
    )  # a later answer, which another development gave, is the current one
    assert (
        SAID
        in html_of(without_answer, TODAY, "recommendations/bridge-02/")
        .partition("<dt>Response</dt>")[2]
        .partition("</dd>")[0]
    )
    act = tiny.measures["bridges-act"]
    stages = tuple(
        stage.model_copy(update={"source": stage.source and withdrawn(stage.source, DAY)})
        for stage in act.stages
    )
    changed = with_record(tiny, act.model_copy(update={"stages": stages}))
    assert SAID not in html_of(tiny, TODAY, "measures/bridges-act/")
    assert SAID in html_of(changed, TODAY, "measures/bridges-act/")


def test_a_point_and_a_service_say_so(tiny: Dataset) -> None:
    assert html_of(tiny, TODAY, "for/bridge-keepers/").count(SAID) == 1
    service = tiny.services["bridge-line"]
    sources = tuple(withdrawn(source, DAY) for source in service.sources)
    assert SAID not in html_of(tiny, TODAY, "support/")
    changed = with_record(tiny, service.model_copy(update={"sources": sources}))
    assert SAID in html_of(changed, TODAY, "support/")


def test_the_published_data_says_so(without_answer: Dataset) -> None:
    facts = derive(without_answer, TODAY)

    def said(kind: str, values: Values) -> Iterator[tuple[str, str]]:
        for each in values.get(kind, ()):
            if each["source_withdrawn"]:
                yield each["id"], each["source_withdrawn"]

    recommendations = published(facts, "recommendations")
    elements = [element for values in recommendations for element in values["elements"]]
    assert [pair for element in elements for pair in said("findings", element)] == [
        ("bridge-01.duty.2024-06-01.2024-06-02", DAY),
        ("bridge-02.set-up.2024-06-01.2024-06-02.england", DAY),
    ]
    assert [pair for values in recommendations for pair in said("commitments", values)] == [
        ("bridge-01.first-round", DAY),
        ("bridge-01.law", DAY),
        ("bridge-02.report", DAY),
    ]
    assert list(said("implications", {"implications": published(facts, "implications")})) == [
        ("bridge-keepers-lamps", "2026-01-12")
    ]


@pytest.mark.parametrize("day", [19, 20])
def test_before_its_day_it_stands(without_answer: Dataset, day: int) -> None:
    when = date(2026, 1, day)
    facts = derive(as_of(without_answer, when), when)
    alone = assessment_as_of(without_answer, without_answer.recommendations["bridge-02"], when)
    assert alone
    for assessment in (facts.assessments["bridge-02"], alone):
        element = assessment.elements[0]
        assert bool(element.withdrawn) == (day == 20)
        assert [bool(c.withdrawn) for c in assessment.commitments] == [day == 20]


def test_a_point_stands_before_the_day_of_its_withdrawal(tiny: Dataset) -> None:
    for day, gone in ((date(2026, 1, 11), False), (date(2026, 1, 12), True)):
        points = derive(as_of(tiny, day), day).implications_by.audience["bridge-keepers"]
        assert [p.implication.id for p in points if p.withdrawn] == ["bridge-keepers-lamps"] * gone


def test_a_promise_says_so_where_what_shows_that_it_was_kept_was_withdrawn(tiny: Dataset) -> None:
    shown_by = tiny.developments["2024-09-10-bridges-act"]
    sources = tuple(withdrawn(source, DAY) for source in shown_by.sources)
    facts = derive(with_record(tiny, shown_by.model_copy(update={"sources": sources})), TODAY)
    assert [p.commitment.id for p in facts.commitments if p.withdrawn] == ["law"]


def test_no_source_of_any_record_has_ended_before_its_day(tiny: Dataset) -> None:
    def ended(source: Source) -> Source:
        return withdrawn(source, DAY)

    service, act = tiny.services["bridge-line"], tiny.measures["bridges-act"]
    sources = tuple(map(ended, service.sources))
    stages = tuple(
        stage.model_copy(update={"source": stage.source and ended(stage.source)})
        for stage in act.stages
    )
    dataset = with_record(tiny, service.model_copy(update={"sources": sources}))
    dataset = with_record(dataset, act.model_copy(update={"stages": stages}))
    for day, kinds in ((19, set()), (20, {"measures", "services"})):
        past = as_of(dataset, date(2026, 1, day))
        ends = {r.folder for r, _, s in past.cited_sources if s.ended and s.ended.date.text == DAY}
        assert ends == kinds


def test_an_assessment_changes_on_the_day_of_a_withdrawal(without_answer: Dataset) -> None:
    record = without_answer.recommendations["bridge-02"]
    steps = dict(assessments_over_time(without_answer, record, TODAY, "as_of"))
    assert [day for day, a in steps.items() if a.elements[0].withdrawn] == [date(2026, 1, 20)]
