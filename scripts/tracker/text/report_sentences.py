"""The lines of the summary of a progress report, and how many of them its words allow."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.derive.change_groups import ChangeGroup
from tracker.derive.changes import Change
from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress, ResolvedDueDate
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.text.change_sentences import ChangeText, describe_change
from tracker.text.commitment_sentences import commitment_state_text
from tracker.text.group_sentences import describe_group
from tracker.text.names import measure_short_name, recommendation_label, record_path
from tracker.text.phrases import format_date
from tracker.text.stage_sentences import stage_label, stage_place_text

LONGEST_TEXT = 16
"""How many words of a text a line has; of a longer one it has the first."""


@dataclass(frozen=True)
class ReportLine:
    """A line of a summary: its date, the name and the page of its record, and what is so."""

    date: PartialDate
    name: str
    path: str
    text: str

    @property
    def words(self) -> int:
        """How many words it has, its date and its mark included."""
        return len(f"{format_date(self.date)} {self.name} {self.text}".split())


@dataclass(frozen=True)
class ShownLines:
    """The lines that a section has, and how many more there are."""

    lines: tuple[ReportLine, ...]
    more: int


def in_words(lines: Iterable[ReportLine], most: int) -> ShownLines:
    """As many of some lines, in their order, as have no more words than that together."""
    shown: list[ReportLine] = []
    given, left = list(lines), most
    for line in given:
        left -= line.words
        if left < 0:
            break
        shown.append(line)
    return ShownLines(tuple(shown), len(given) - len(shown))


def group_line(dataset: Dataset, group: ChangeGroup) -> ReportLine:
    """A step of the law or of guidance: `Made law, and 2 steps with it`."""
    text = describe_group(dataset, group)
    brought = len(text.brings)
    with_it = f", and {brought} more with it" if brought else ""
    return _line(group.lead, text.whole, f"{text.whole.states}{with_it}")


def change_line(dataset: Dataset, group: ChangeGroup) -> ReportLine:
    """Another change: `Label, Planned → Under way`."""
    text = describe_group(dataset, group).whole
    said = ", ".join(filter(None, (text.kind, text.states)))
    return _line(group.lead, text, f"{said} ({_first_words(text.what)})" if text.what else said)


def slip_line(dataset: Dataset, change: Change) -> ReportLine:
    """A due date that was moved: `moved from March 2025 to May 2025 (Inspect the bridges)`; or
    withdrawn: `March 2025 withdrawn: no date given (Inspect the bridges)`.
    """
    text = describe_change(dataset, change)
    has_date = isinstance(change.after, ResolvedDueDate) and change.after.date
    moved = (
        f"moved from {text.before} to {text.after}"
        if has_date
        else f"{text.before} withdrawn: {text.after}"
    )
    return _line(change, text, f"{moved} ({_first_words(text.what)})")


def _line(change: Change, text: ChangeText, said: str) -> ReportLine:
    return ReportLine(change.date, _first_words(text.record_name), text.path, said)


def commitment_line(dataset: Dataset, progress: CommitmentProgress) -> ReportLine:
    """A promise with a date: `Overdue (Inspect the bridges)`."""
    assert progress.due
    state = commitment_state_text(progress)
    return ReportLine(
        progress.due,
        recommendation_label(dataset, progress.recommendation),
        record_path(progress.recommendation),
        f"{state} ({_first_words(progress.commitment.what)})",
    )


def expected_line(dataset: Dataset, expected: ExpectedStage) -> ReportLine:
    """A step of a measure that was announced for a date: `Final report expected`."""
    measure, stage = expected.measure, expected.stage
    place = stage_place_text(dataset, measure, stage)
    return ReportLine(
        expected.date,
        _first_words(measure_short_name(measure)),
        record_path(measure),
        f"{stage_label(dataset, stage)} expected{place}",
    )


def _first_words(text: str) -> str:
    words = text.split()
    return text if len(words) <= LONGEST_TEXT else f"{' '.join(words[:LONGEST_TEXT])} …"
