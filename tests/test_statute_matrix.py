"""The table on the page of a statute: each provision by its steps, each cell dated, or how far it
was searched for.
"""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from conftest import TODAY
from samples import html_of, search, source, with_record
from tracker.derive.statute_matrix import statute_matrix
from tracker.load.dataset import Dataset
from tracker.schema.dates import parse_date
from tracker.schema.records import Stage
from tracker.search_copy import search_copy
from tracker.text.matrix_cells import MatrixCell, MatrixTable, matrix_table
from tracker.text.phrases import plain_text

ACT, SECTION = "bridges-act", "bridges-act-section-1"
PASSED = "10 September 2024"
LOOKED = (search("2025-12-31"),)


def step(stage: str, when: str = "", *nations: str, grade: str = "a", **fields: Any) -> Stage:
    if when:
        fields |= {"date": parse_date(when), "source": source(grade)}
    return Stage(stage=stage, applies_in=nations, **fields)


def announced(stage: str, when: str, *nations: str, **fields: Any) -> Stage:
    fields = {"source": source("a"), **fields}
    return step(stage, "", *nations, expected=parse_date(when), **fields)


def with_provision(dataset: Dataset, *stages: Stage, id: str = SECTION, **fields: Any) -> Dataset:
    fields |= {"id": id, "stages": stages}
    return with_record(dataset, dataset.measures[SECTION].model_copy(update=fields))


def table_of(dataset: Dataset, today: date = TODAY) -> MatrixTable:
    provisions = [m for m in dataset.measures.values() if m.part_of == ACT]
    matrix = statute_matrix(dataset, dataset.measures[ACT], provisions, today)
    return matrix_table(dataset, matrix, today)


def text_of(cell: MatrixCell) -> str:
    """A cell in words; one that is empty in brackets."""
    lines = []
    for line in cell.lines:
        of = f"{line.of}: " if line.of else ""
        lines.append(f"{of}{plain_text(line.words)} {plain_text(line.note)}".strip())
    return "; ".join(lines) or f"({cell.empty})"


def cells_of(dataset: Dataset, today: date = TODAY) -> dict[str, str]:
    """The cells of the only provision by the heads of their columns."""
    [row] = table_of(dataset, today).rows
    return {cell.head: text_of(cell) for cell in row.cells}


@pytest.mark.parametrize(
    ("stages", "passed", "in_force", "expected"),
    [
        ((step("in-force", "2025-01-01"),), PASSED, "1 January 2025", "(It has started)"),
        ((), PASSED, "Not known", "No date given"),
        ((step("royal-assent"),), "Not known", "Not known", "No date given"),
        ((step("royal-assent", "2024-09-11"),), "11 September 2024", "Not known", "No date given"),
        (
            (step("in-force", searched=LOOKED),),
            PASSED,
            "Not seen to 31 December 2025",
            "No date given",
        ),
        (
            (step("in-force", "2026-02-02"),),
            PASSED,
            "From 2 February 2026",
            "(The day of its start is known)",
        ),
        (
            (step("in-force", "2025-01-01", "wales"), step("in-force", "", "england")),
            PASSED,
            "England: Not known; Wales: 1 January 2025",
            "No date given",
        ),
        (
            (announced("in-force", "2026-01-31", searched=LOOKED, source=source("e")),),
            PASSED,
            "Not seen to 31 December 2025",
            "31 January 2026 Date passed, not checked since 31 December 2025 (press report only)",
        ),
        (
            (announced("in-force", "2027", "wales"),),
            PASSED,
            "Not known",
            "Wales: 2027 Ahead",
        ),
        (
            (announced("final-report", "2026-03", "wales"), step("in-force", "2025")),
            PASSED,
            "2025",
            "Final report, Wales: March 2026 Ahead",
        ),
    ],
)
def test_each_cell_is_dated_or_says_how_far_was_searched(
    tiny: Dataset, stages: tuple[Stage, ...], passed: str, in_force: str, expected: str
) -> None:
    cells = cells_of(with_provision(tiny, *stages))
    assert cells == {"Passed": passed, "In force": in_force, "Expected": expected}


def test_a_provision_is_in_force_from_its_day(tiny: Dataset) -> None:
    dataset = with_provision(tiny, step("in-force", "2026-02-02"))
    assert cells_of(dataset, date(2026, 2, 1))["In force"] == "From 2 February 2026"
    assert cells_of(dataset, date(2026, 2, 2))["In force"] == "2 February 2026"


def test_what_has_ended_says_so(tiny: Dataset) -> None:
    """And the column of ends stands only where one is known."""
    start, end = step("in-force", "2025"), step("repealed", "2026-01-15")
    assert cells_of(with_provision(tiny, start, end)) == {
        "Passed": PASSED,
        "In force": "No longer in force",
        "Expected": "(It has ended)",
        "Ended": "Repealed on 15 January 2026",
    }
    to_end = announced("repealed", "2027-03", "wales")
    cells = cells_of(with_provision(tiny, start, to_end))
    assert cells["In force"] == "2025"
    assert cells["Expected"] == "(It has started)"
    assert cells["Ended"] == "Expected to end in Wales in March 2027"
    both = with_provision(with_provision(tiny, start, end), start, id="bridges-act-section-2")
    ends = [text_of(row.cells[-1]) for row in table_of(both).rows]
    assert ends == ["(No end recorded)", "Repealed on 15 January 2026"]


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ((step("order-made", "2025-06-01"),), "1 June 2025"),
        ((step("order-made", "2026-06-01"),), "From 1 June 2026"),
        ((step("order-made", searched=LOOKED),), "Not seen to 31 December 2025"),
        ((step("order-made", "2025-06-01", grade="e"),), "Reported on 1 June 2025"),
        (
            (step("order-made", "2025-06-01", "wales"), step("order-made", "", "england")),
            "England: Not known; Wales: 1 June 2025",
        ),
    ],
)
def test_what_fills_a_law_in_has_a_column_where_there_is_any(
    tiny: Dataset, stages: tuple[Stage, ...], words: str
) -> None:
    dataset = with_provision(tiny, *stages)
    assert cells_of(dataset)["Order made"] == words
    both = with_provision(dataset, id="bridges-act-section-2", short="Zeal")
    cells = [row.cells[1] for row in table_of(both).rows]
    assert [cell.head for cell in cells] == ["Order made"] * 2
    assert text_of(cells[1]) == "(None recorded)"


def test_several_kinds_of_steps_stand_in_one_column_by_name(tiny: Dataset) -> None:
    """In the order of the vocabulary, whatever that of the record."""
    stages = tiny.vocabulary.stages
    published = stages["order-made"].model_copy(update={"label": "Guidance published"})
    terms = {**tiny.vocabulary.terms, "stages": {**stages, "guidance": published}}
    dataset = with_provision(
        replace(tiny, vocabulary=replace(tiny.vocabulary, terms=terms)),
        step("guidance", "2025-03-01"),
        step("order-made", searched=LOOKED),
    )
    head = "Order made or guidance published"
    assert cells_of(dataset)[head] == (
        "Order made: Not seen to 31 December 2025; Guidance published: 1 March 2025"
    )


def test_what_may_have_started_comes_first(tiny: Dataset) -> None:
    """Then what is in force, the newest first, what starts ahead, what was not seen, what ended."""
    looked = announced("in-force", "2026-01-31", searched=LOOKED)
    by_name = {
        "Due": (looked,),
        "New": (step("in-force", "2025-06-01"),),
        "Old": (step("in-force", "2025-01-01"), announced("final-report", "2025-03")),
        "Soon": (step("in-force", "2026-03-01"),),
        "Late": (step("in-force", "2026-06-01"),),
        "A": (),
        "B": (announced("in-force", "2027"),),
        "Over": (step("in-force", "2024"), step("repealed", "2025")),
    }
    dataset = tiny
    for at, (name, stages) in enumerate(sorted(by_name.items()), start=1):
        dataset = with_provision(dataset, *stages, id=f"bridges-act-section-{at}", short=name)
    rows = table_of(dataset).rows
    assert [row.provision.short for row in rows] == [*by_name]


def test_columns_are_ordered_by_what_was_seen(tiny: Dataset) -> None:
    """Not by how far was searched: that stands behind every date."""
    stages = {
        "2": (step("in-force", searched=LOOKED),),
        "3": (step("in-force", "2025/2026-01"),),
        "4": (step("in-force", "2024"), step("repealed", "2025")),
    }
    dataset = tiny
    for at, of in stages.items():
        dataset = with_provision(dataset, *of, id=f"bridges-act-section-{at}")
    keys = {row.provision.id[-1]: row.cells[1].sort for row in table_of(dataset).rows}
    assert keys == {"1": "2025-01-01", "2": "9998", "3": "2026-01-31", "4": "9998"}


@pytest.mark.parametrize(
    ("stages", "passed", "in_force", "expected"),
    [
        ((step("in-force", "2025"),), "made", "started", None),
        ((step("in-force", "2026-03"),), "made", "plain", None),
        ((announced("in-force", "2026-01-31"),), "made", "unseen", "check"),
        ((step("royal-assent"), announced("in-force", "2027")), "unseen", "unseen", "plain"),
    ],
)
def test_how_a_line_looks_repeats_what_it_says(
    tiny: Dataset, stages: tuple[Stage, ...], passed: str, in_force: str, expected: str | None
) -> None:
    [row] = table_of(with_provision(tiny, *stages)).rows
    tones = [cell.lines[0].tone if cell.lines else None for cell in row.cells]
    assert tones == [passed, in_force, expected]


def test_the_section_stands_without_the_name_of_its_statute(tiny: Dataset) -> None:
    for citation, section in (
        ("2024 c. 1, section 1", "Section 1"),
        ("S.I. 2025/1", "S.I. 2025/1"),
        (None, ""),
    ):
        [row] = table_of(with_provision(tiny, citation=citation)).rows
        assert row.section == section


def test_what_the_words_mean_stands_where_they_do(tiny: Dataset) -> None:
    no_end = "None of them is recorded as ended."
    looked = "Not seen to a day: we searched up to that day and found none."
    unknown = "Not known: no date is recorded here. The page of each provision says what was seen."
    start = step("in-force", "2025")
    assert table_of(with_provision(tiny, start)).notes == (no_end,)
    unseen = with_provision(tiny, step("in-force", searched=LOOKED))
    assert table_of(unseen).notes == (looked, no_end)
    assert table_of(with_provision(tiny)).notes == (unknown, no_end)
    ended = with_provision(tiny, start, step("repealed", "2026-01-15"))
    assert table_of(ended).notes == ()


def test_the_page_of_a_statute_begins_with_its_provisions(tiny: Dataset) -> None:
    """Before any prose; search reads them too."""
    dataset = with_provision(tiny, step("in-force", searched=LOOKED), id="bridges-act-section-2")
    html = html_of(dataset, TODAY, "measures/bridges-act/")
    assert html.index("<table") < html.index('<p class="lead">')
    copy = search_copy(f"<html lang=en><body><main data-pagefind-body>{html}</main></body></html>")
    assert copy
    text = unescape(re.sub(r"<[^>]+>", " ", copy))
    words = re.sub(r"\s+([.:])", r"\1", re.sub(r"\s+", " ", text))
    assert words[words.index("Provision by") : words.index("An Act")].strip() == (
        "Provision by provision The provisions recorded here, each with the date of its steps, or "
        "how far we searched for them. What may have started comes first, then what is in force. "
        "Provision Passed In force Expected "
        "Duty to inspect bridges Section 1 · England and Wales. "
        "Passed: 10 September 2024. In force: 1 January 2025. It has started. "
        "Duty to inspect bridges Section 1 · England and Wales. "
        "Passed: 10 September 2024. In force: Not seen to 31 December 2025. "
        "Expected: No date given. "
        "Not seen to a day: we searched up to that day and found none. "
        "None of them is recorded as ended."
    )


def test_when_a_statute_was_passed_stands_beside_its_name(tiny: Dataset) -> None:
    """Where that was seen, and once it has provisions here."""
    act = tiny.measures[ACT]
    unseen = with_record(tiny, act.model_copy(update={"stages": (step("royal-assent"),)}))
    alone = with_provision(tiny, part_of=None)
    kickers = [
        re.sub(r"<[^>]+>", "", re.findall(r'<p class="kicker">(.*?)</p>', page, re.DOTALL)[0])
        for page in (html_of(d, TODAY, f"measures/{ACT}/") for d in (tiny, unseen, alone))
    ]
    assert [" ".join(kicker.split()) for kicker in kickers] == [
        "Act · 2024 c. 1 · passed 10 September 2024",
        "Act · 2024 c. 1",
        "Act · 2024 c. 1",
    ]


def test_only_a_statute_with_provisions_has_the_table(tiny: Dataset) -> None:
    for path in (f"measures/{SECTION}/", "measures/bridge-inquiry/"):
        assert "Provision by provision" not in html_of(tiny, TODAY, path)
