"""The table of the provisions of a statute, in words: what stands in each cell."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tracker.derive.commencement import ExpectedStage
from tracker.derive.in_force import InForce
from tracker.derive.statute_matrix import ProvisionProgress, StageReached, StatuteMatrix
from tracker.derive.timing import is_ahead
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure
from tracker.text.answer_lines import NOT_KNOWN
from tracker.text.commitment_sentences import NO_DATE_GIVEN
from tracker.text.end_sentences import NO_LONGER_IN_FORCE, end_text
from tracker.text.names import nation_names
from tracker.text.phrases import Sentence, date_pieces, lower_first, on_date, upper_first
from tracker.text.stage_sentences import expected_state, stage_place_text

PASSED = "Passed"
IN_FORCE = "In force"
EXPECTED = "Expected"
ENDED = "Ended"
"""The heads of the columns; that of what fills a law in is named by its stages."""

NOT_SEEN = "Not seen"
NONE_RECORDED = "None recorded"
HAS_STARTED = "It has started"
DAY_IS_KNOWN = "The day of its start is known"
NO_LONGER = "It has ended"
NO_END_RECORDED = "No end recorded"

Tone = Literal["made", "started", "unseen", "check", "plain"]
"""How a line looks, which repeats what it says: what was made, what has started, what was not seen,
what readers must check, and all else.
"""
_NEVER, _NO_DATE = "9999", "9998"
"""What stands for the date of a cell in the order of a column: nothing to come, and no date yet."""


@dataclass(frozen=True)
class MatrixLine:
    """A line of a cell: `of` which stage or nations it is, where a cell has several, and what is to
    be known about it (`note`).
    """

    words: Sentence
    tone: Tone = "plain"
    of: str = ""
    note: Sentence = ()


@dataclass(frozen=True)
class MatrixCell:
    """A cell under the head of its column: its lines or, of an empty one, why it is `empty`, for
    those who cannot see that it is. `sort` is its place in the order of the column; `named` is
    whether its lines name their stages, so that its head says no more.
    """

    head: str
    lines: tuple[MatrixLine, ...]
    sort: str
    empty: str = ""
    named: bool = False


@dataclass(frozen=True)
class MatrixRow:
    """A row of the table: a provision, where it stands in its statute, and its cells."""

    provision: Measure
    section: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class MatrixTable:
    """The table, with what its words mean."""

    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    notes: tuple[str, ...]


def matrix_table(dataset: Dataset, matrix: StatuteMatrix, today: date) -> MatrixTable:
    """The table of the provisions of a statute."""
    rows = tuple(
        MatrixRow(
            row.provision,
            section_text(row.provision, matrix.statute),
            tuple(_cells(dataset, matrix, row, today)),
        )
        for row in matrix.rows
    )
    heads = tuple(cell.head for cell in rows[0].cells) if rows else ()
    return MatrixTable(heads, rows, _notes(matrix, rows))


def passed_text(matrix: StatuteMatrix) -> Sentence:
    """When a statute was made, beside its name: `passed 29 April 2026`; empty where that was not
    seen.
    """
    return (f"{PASSED.lower()} ", *date_pieces(matrix.enacted)) if matrix.enacted else ()


def section_text(provision: Measure, statute: Measure) -> str:
    """Where a provision stands in its statute: `Section 4`; empty where no source shows it."""
    return upper_first((provision.citation or "").removeprefix(f"{statute.citation}, "))


def _cells(
    dataset: Dataset, matrix: StatuteMatrix, row: ProvisionProgress, today: date
) -> Iterable[MatrixCell]:
    """The cells of a provision. A column in which nothing would stand is left out."""
    passed = _reached_lines(dataset, row.enacted, today, named=False)
    yield MatrixCell(PASSED, passed or (_not_seen(None),), _first_date(row.enacted))
    if matrix.implementing:
        named = len(matrix.implementing) > 1
        made = _reached_lines(dataset, row.implemented, today, named=named)
        head = _implementing_head(dataset, matrix.implementing)
        empty = "" if made else NONE_RECORDED
        yield MatrixCell(head, made, _first_date(row.implemented), empty, named)
    yield MatrixCell(
        IN_FORCE,
        _in_force_lines(dataset, row.in_force, today),
        _sort_key(each.date for each in row.in_force if each.state in ("started", "ahead")),
    )
    yield _expected_cell(dataset, row)
    if matrix.has_ends:
        nations = row.provision.applies_in
        ends = tuple(MatrixLine(end_text(dataset, end, nations, today)) for end in row.ends)
        dates = (end.date or end.expected for end in row.ends)
        yield MatrixCell(ENDED, ends, _sort_key(dates), "" if ends else NO_END_RECORDED)


def _implementing_head(dataset: Dataset, stages: Collection[str]) -> str:
    """`Regulations made or guidance published`."""
    labels = [dataset.vocabulary.stages[stage].label for stage in stages]
    return " or ".join([labels[0], *map(lower_first, labels[1:])])


def _reached_lines(
    dataset: Dataset, reached: Collection[StageReached], today: date, *, named: bool
) -> tuple[MatrixLine, ...]:
    """What the record shows of some stages, each by its name where they are several (`named`)."""
    return tuple(
        _reached_line(dataset, each, _alike(reached, each.stage), today, named=named)
        for each in reached
    )


def _alike(reached: Iterable[StageReached], stage: str) -> int:
    """In how many ways a stage stands in its nations."""
    return sum(each.stage == stage for each in reached)


def _reached_line(
    dataset: Dataset, reached: StageReached, ways: int, today: date, *, named: bool
) -> MatrixLine:
    place = nation_names(dataset, reached.nations) if ways > 1 else ""
    label = dataset.vocabulary.stages[reached.stage].label if named else ""
    of = ", ".join(filter(None, (label, place)))
    if reached.commencement.taken:
        return replace(_seen(reached.commencement.taken, today, "made"), of=of)
    if reached.reported:
        return MatrixLine(("Reported ", *on_date(reached.reported)), "unseen", of)
    return replace(_not_seen(reached.commencement.looked_to), of=of)


def _in_force_lines(
    dataset: Dataset, answers: Iterable[InForce], today: date
) -> tuple[MatrixLine, ...]:
    """Since when a provision is in force, in which nations where they differ."""
    nations: dict[MatrixLine, list[str]] = {}
    for answer in answers:
        nations.setdefault(_in_force_line(answer, today), []).extend(answer.nations)
    if len(nations) == 1:
        return tuple(nations)
    return tuple(replace(line, of=nation_names(dataset, of)) for line, of in nations.items())


def _in_force_line(answer: InForce, today: date) -> MatrixLine:
    if answer.state == "ended":
        return MatrixLine((NO_LONGER_IN_FORCE,))
    if answer.state in ("started", "ahead") and answer.date:
        return _seen(answer.date, today, "started")
    return _not_seen(answer.looked_to)


def _expected_cell(dataset: Dataset, row: ProvisionProgress) -> MatrixCell:
    """What was announced for a provision and was not seen; else why nothing is."""
    if row.expected:
        lines = tuple(_expected_line(dataset, each) for each in row.expected)
        return MatrixCell(EXPECTED, lines, _sort_key(each.date for each in row.expected))
    match row.state:
        case "started":
            return MatrixCell(EXPECTED, (), _NEVER, HAS_STARTED)
        case "ahead":
            return MatrixCell(EXPECTED, (), _NEVER, DAY_IS_KNOWN)
        case "ended":
            return MatrixCell(EXPECTED, (), _NEVER, NO_LONGER)
    return MatrixCell(EXPECTED, (MatrixLine((NO_DATE_GIVEN,)),), _NO_DATE)


def _expected_line(dataset: Dataset, expected: ExpectedStage) -> MatrixLine:
    """The date that was announced for a stage, which is named where it is not the start; and where
    the date stands.
    """
    stage, vocabulary = expected.stage, dataset.vocabulary
    label = vocabulary.stages[stage.stage].label
    differs = stage_place_text(dataset, expected.measure, stage)
    place = nation_names(dataset, stage.applies_in) if differs else ""
    starts = stage.stage in vocabulary.commencing_stages
    of = ", ".join(filter(None, ("" if starts else label, place)))
    tone: Tone = "check" if expected.timing.has_come else "plain"
    return MatrixLine((expected.date,), tone, of, expected_state(dataset, expected))


def _seen(when: PartialDate, today: date, tone: Tone) -> MatrixLine:
    """The date of what was seen: `29 June 2026`, or `From` it where it lies ahead."""
    if is_ahead(when, today):
        return MatrixLine(("From ", *date_pieces(when)))
    return MatrixLine((when,), tone)


def _not_seen(looked_to: PartialDate | None) -> MatrixLine:
    """`Not seen to 29 June 2026`; where nobody searched for it, `Not known`."""
    if not looked_to:
        return MatrixLine((NOT_KNOWN,), "unseen")
    return MatrixLine((NOT_SEEN,), "unseen", note=("to ", *date_pieces(looked_to)))


def _first_date(reached: Iterable[StageReached]) -> str:
    return _sort_key(each.commencement.taken for each in reached)


def _sort_key(dates: Iterable[PartialDate | None]) -> str:
    """The first of some dates as the order of a column; of none, behind all dates."""
    days = [when.latest.isoformat() for when in dates if when]
    return min(days, default=_NO_DATE)


def _notes(matrix: StatuteMatrix, rows: Collection[MatrixRow]) -> tuple[str, ...]:
    """What the words of the table mean, as far as they stand in it."""
    words = {line.words for row in rows for cell in row.cells for line in cell.lines}
    notes = []
    if (NOT_SEEN,) in words:
        notes.append(f"{NOT_SEEN} to a day: we searched up to that day and found none.")
    if (NOT_KNOWN,) in words:
        notes.append(
            f"{NOT_KNOWN}: no date is recorded here. The page of each provision says what was seen."
        )
    if rows and not matrix.has_ends:
        notes.append("None of them is recorded as ended.")
    return tuple(notes)
