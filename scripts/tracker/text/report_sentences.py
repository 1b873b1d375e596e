"""What a progress report says: its headline, what moved and slipped, what it means for whom, and
its lines, of which a summary has as many as its words allow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.derive.change_groups import ChangeGroup
from tracker.derive.change_sections import DatesCome
from tracker.derive.changes import Change
from tracker.derive.commencement import ExpectedStage
from tracker.derive.commitments import CommitmentProgress, ResolvedDueDate
from tracker.derive.quarters import Quarter
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure
from tracker.schema.vocabularies import NOT_ASSESSED, NOT_LOOKED_AT
from tracker.text.change_sentences import describe_change
from tracker.text.names import (
    measure_short_name,
    nation_names,
    recommendation_label,
    record_path,
)
from tracker.text.part_sentences import points_text
from tracker.text.phrases import (
    NOT_LOOKED_YET,
    date_in_sentence,
    format_date,
    pluralise,
    upper_first,
)
from tracker.text.span_sentences import law_text, moved_text
from tracker.text.stage_sentences import expected_step
from tracker.text.status_sentences import label_text
from tracker.text.timing_sentences import reporting_kind


def report_headline(quarter: Quarter) -> str:
    """What came of a quarter: `4 laws were passed. 2 of 38 recommendations moved, both to Passed.
    None was seen to be fully delivered.`
    """
    facts = quarter.after
    happened = [group for group in quarter.groups if group.happened]
    looked_at = [each for each in facts.assessments.values() if each.is_looked_at]
    delivered = facts.status_counts(looked_at)["delivered"]
    verb = "was" if delivered == 1 else "were"
    done = f"{delivered} {verb}" if delivered else "None was"
    texts = (
        law_text(facts.dataset, happened) or "No law was seen to be passed or to start.",
        moved_text(facts, happened),
        f"{done} seen to be fully delivered." if looked_at else "",
    )
    return " ".join(filter(None, texts))


def entries_text(groups: Sequence[ChangeGroup]) -> str:
    """How many entries some changes have, first looks apart: `6 entries and 2 first looks`."""
    first = sum(group.kind == "first-findings" for group in groups)
    looks = f" and {pluralise(first, 'first look')}" if first else ""
    return f"{pluralise(len(groups) - first, 'entry', 'entries')}{looks}".capitalize()


def quarter_events_text(count: int) -> str:
    """How many events a quarter has: `12 dated events of the quarter are on record.`"""
    events = upper_first(pluralise(count, "dated event"))
    return f"{events} of the quarter {'is' if count == 1 else 'are'} on record."


@dataclass(frozen=True)
class ReportLine:
    """A line of a report: its date, the name and the page of its record, and what is so. `source`
    is on whose word something is to come.
    """

    date: PartialDate
    name: str
    path: str
    text: str
    source: str = ""

    @property
    def words(self) -> int:
        """How many words it has, its date and its mark included."""
        return len(f"{format_date(self.date)} {self.name} {self.text} {self.source}".split())


@dataclass(frozen=True)
class ShownLines:
    """The lines that a section has, and those for which it has no room."""

    lines: tuple[ReportLine, ...]
    left: tuple[ReportLine, ...]


def in_words(lines: Iterable[ReportLine], most: int) -> ShownLines:
    """As many of some lines, in their order, as have no more words than that together."""
    given, words = list(lines), 0
    for index, line in enumerate(given):
        words += line.words
        if words > most:
            return ShownLines(tuple(given[:index]), tuple(given[index:]))
    return ShownLines(tuple(given), ())


def law_place(dataset: Dataset, group: ChangeGroup) -> str:
    """Where a step of the law holds: `A and B`, or `All nations`."""
    record = group.record
    everywhere = record.applies_in if isinstance(record, Measure) else ()
    nations = group.lead.nations or everywhere
    if set(nations) == set(dataset.vocabulary["nations"]):
        return "All nations"
    return nation_names(dataset, nations)


def moved_line(quarter: Quarter, group: ChangeGroup) -> ReportLine:
    """A recommendation that moved: `Planned → Under way`."""
    dataset = quarter.after.dataset
    recommendation = quarter.after.assessments[group.record.id].recommendation
    name = f"{recommendation_label(dataset, recommendation, 'short')}, {recommendation.short}"
    text = describe_change(dataset, group.lead).states
    return ReportLine(group.date, name, record_path(recommendation), text)


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
    return ReportLine(change.date, text.record_name, text.path, f"{moved} ({text.what})")


def promise_line(dataset: Dataset, progress: CommitmentProgress) -> ReportLine:
    """A promise with a date: its recommendation, and what was promised; whether it was moved."""
    assert progress.due
    earlier = [due.date for due in progress.due_dates if due.date and due.date != progress.due]
    return ReportLine(
        progress.due,
        recommendation_label(dataset, progress.recommendation, "short"),
        record_path(progress.recommendation),
        progress.commitment.what,
        f"Promised, moved from {date_in_sentence(earlier[-1])}" if earlier else "Promised",
    )


def step_line(dataset: Dataset, expected: ExpectedStage) -> ReportLine:
    """A step of a measure that was announced for a date: `Final report in A`; or only reported, by
    a source that cannot carry it.
    """
    measure, stage = expected.measure, expected.stage
    return ReportLine(
        expected.date,
        measure_short_name(measure),
        record_path(measure),
        expected_step(dataset, expected),
        "Reported" if reporting_kind(dataset, stage) else "Announced",
    )


def come_lines(dataset: Dataset, come: DatesCome) -> list[ReportLine]:
    """Promises and steps whose date has come and that were not seen, the newest date first."""
    lines = [
        *(promise_line(dataset, progress) for progress in come.promises),
        *(step_line(dataset, stage) for stage in come.steps),
    ]
    return sorted(lines, key=lambda line: line.date.latest, reverse=True)


@dataclass(frozen=True)
class Meaning:
    """What the changes of a quarter mean for an audience, given by its id: how many of its points
    rest on them, and how far these have got.
    """

    audience: str
    count: int
    text: str


def meanings(quarter: Quarter) -> tuple[Meaning, ...]:
    """What the steps of the law and of guidance in a quarter mean for each audience of which any
    point rests on them; those of whom most do come first.
    """
    changes = [change for group in quarter.law_changed for change in group.changes]
    stepped = {change.record.id for change in changes if isinstance(change.record, Measure)}
    found = [
        (audience, [a for a in applied if stepped & {*a.implication.measures}])
        for audience, applied in quarter.after.implications_by.audience.items()
    ]
    fullest = sorted(found, key=lambda pair: len(pair[1]), reverse=True)
    return tuple(
        Meaning(audience, len(points), f"{pluralise(len(points), 'point')}: {points_text(points)}")
        for audience, points in fullest
        if points
    )


def since_text(quarter: Quarter, id: str) -> str:
    """How the status of a recommendation differs from that on the eve of a quarter: `The same`,
    `From Planned`; or why that cannot be said, as of one that was first looked at in it.
    """
    now, before = quarter.after.assessments[id], quarter.before.assessments.get(id)
    if not before:
        return "Not yet made"
    if not now.evidence_to:
        return NOT_LOOKED_YET
    if now.evidence_to.latest < quarter.first:
        return "Not searched since"
    if before.by_nation == now.by_nation:
        return "The same"
    if all(each.status in (NOT_ASSESSED, NOT_LOOKED_AT) for each in before.by_nation):
        return "First looked at"
    return f"From {label_text(quarter.after.dataset, before.by_nation)}"


def eve_text(quarter: Quarter) -> str:
    """The heading of what was so before a quarter: `Since March`."""
    return f"Since {_month_before(quarter.first)}"


def _month_before(day: date) -> str:
    return f"{day.replace(month=(day.month - 2) % 12 + 1):%B}"
