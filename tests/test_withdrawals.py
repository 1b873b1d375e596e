"""What rests on sources that were withdrawn says so: on pages, in the published data, and only from
the day on which the last of them was.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from conftest import TODAY
from samples import html_of, source, with_record
from tracker.derive.as_of import as_of, assessment_as_of
from tracker.derive.facts import derive
from tracker.derive.withdrawals import withdrawn_on
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext
from tracker.outputs.data.kinds import Values, published_items
from tracker.schema.fields import Source, SourceEnd

SAID = "Its source was withdrawn on"


def withdrawn(source: Source, day: str) -> Source:
    return source.model_copy(update={"ended": SourceEnd(date=day, how="withdrawn")})


@pytest.fixture(scope="module")
def without_answer(tiny: Dataset) -> Dataset:
    """The tiny dataset, in which the ministry's answer was withdrawn."""
    answer = tiny.developments["2024-06-01-ministry-answers"]
    sources = tuple(withdrawn(source, "2026-01-20") for source in answer.sources)
    return with_record(tiny, answer.model_copy(update={"sources": sources}))


@pytest.mark.parametrize(
    ("sources", "day"),
    [
        ([], None),
        ([withdrawn(source("c"), "2026-01-20")], "2026-01-20"),
        ([withdrawn(source("c"), "2026-01-20"), source("b")], None),
        ([withdrawn(source("c"), "2026-01-20"), source("e")], "2026-01-20"),
        ([withdrawn(source("e"), "2026-01-20")], "2026-01-20"),
        (
            [withdrawn(source("c"), "2026-01-20"), withdrawn(source("b"), "2026-01-10")],
            "2026-01-20",
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
    assert all(SAID in section for section in (answer, parts, promises))


def test_a_point_and_a_service_say_so(tiny: Dataset) -> None:
    assert html_of(tiny, TODAY, "for/bridge-keepers/").count(SAID) == 1
    service = tiny.services["bridge-line"]
    sources = tuple(withdrawn(source, "2026-01-20") for source in service.sources)
    assert SAID not in html_of(tiny, TODAY, "support/")
    changed = with_record(tiny, service.model_copy(update={"sources": sources}))
    assert SAID in html_of(changed, TODAY, "support/")


def test_the_published_data_says_so(without_answer: Dataset) -> None:
    items = published_items(
        BuildContext(derive(without_answer, TODAY), TODAY, "https://x.example/")
    )

    def said(kind: str, values: Values) -> Iterator[tuple[str, str]]:
        for each in values.get(kind, ()):
            if each["source_withdrawn"]:
                yield each["id"], each["source_withdrawn"]

    recommendations = items["recommendations"]
    elements = [element for values in recommendations for element in values["elements"]]
    assert [pair for element in elements for pair in said("findings", element)] == [
        ("bridge-01.duty.1", "2026-01-20"),
        ("bridge-02.set-up.1", "2026-01-20"),
    ]
    assert [pair for values in recommendations for pair in said("commitments", values)] == [
        ("bridge-01.first-round", "2026-01-20"),
        ("bridge-01.law", "2026-01-20"),
        ("bridge-02.report", "2026-01-20"),
    ]
    assert list(said("implications", {"implications": items["implications"]})) == [
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
