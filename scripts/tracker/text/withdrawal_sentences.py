"""What pages say of a record that was withdrawn or moved, and of what rested on one."""

from collections.abc import Iterable

from tracker.load.pruning import DroppedReference
from tracker.schema.dates import PartialDate
from tracker.schema.fields import WithdrawnReference
from tracker.schema.records import Finding, Recommendation
from tracker.text.phrases import format_date, join_words

Reference = WithdrawnReference | DroppedReference
"""A reference to a record that was withdrawn."""
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def withdrawn_records_text(references: Iterable[Reference]) -> str:
    """How many of the records that something named were withdrawn, and when as far as that is
    public: `One record named here was withdrawn on 28 November 2026`. Empty where none was.
    """
    days = _days_by_record(references)
    if not days:
        return ""
    count = NUMBERS[len(days)] if len(days) < len(NUMBERS) else str(len(days))
    noun = "record named here was" if len(days) == 1 else "records named here were"
    return f"{count} {noun} withdrawn{_on(days.values())}"


def what_rested_text(references: Iterable[Reference]) -> str:
    """The same as a sentence, with what becomes of what rested on them."""
    them = "it" if len(_days_by_record(references)) == 1 else "them"
    said = withdrawn_records_text(references)
    return f"{said}. What rested on {them} is being looked at again." if said else ""


def withdrawn_part_text(what: str, references: Iterable[Reference], treated: str = "shown") -> str:
    """That a part of a record is not shown, by the references that it lost: `What was promised is
    not shown, as it rested on a record that was withdrawn on 28 November 2026.` Empty where none
    was lost.
    """
    days = _days_by_record(references)
    if not days:
        return ""
    records = "a record that was" if len(days) == 1 else "records that were"
    return f"{what} is not {treated}, as it rested on {records} withdrawn{_on(days.values())}."


def withdrawn_promises_text(recommendations: Iterable[Recommendation], *, others: bool) -> str:
    """The same of what was promised about some recommendations; `others`: beside what is shown."""
    lost = [each for r in recommendations for each in r.withdrawn_from("commitments")]
    return withdrawn_part_text("Some of what was promised" if others else "What was promised", lost)


def withdrawn_answers_text(recommendations: Iterable[Recommendation]) -> str:
    """That some answers to some recommendations do not count; empty where all do."""
    lost = [
        reference
        for recommendation in recommendations
        for part in (recommendation, *recommendation.responses)
        for field in ("responses", "development")
        for reference in part.withdrawn_from(field)
    ]
    return withdrawn_part_text("Some of what was answered", lost, "counted")


def withdrawn_measures_text(recommendation: Recommendation) -> str:
    """That measures on which a recommendation rests were withdrawn; empty where none was."""
    lost = [each for e in recommendation.elements for each in e.withdrawn_from("rests_on")]
    days = _days_by_record(lost)
    if not days:
        return ""
    measures = (
        "A measure that it rests on was" if len(days) == 1 else "Measures that it rests on were"
    )
    return f"{measures} withdrawn{_on(days.values())}."


def withdrawn_finding_text(finding: Finding) -> str:
    """The same of a finding. One that has no source left says so first:
    `Source withdrawn on 28 November 2026: nothing that can be read supports this finding now`.
    """
    lost = finding.withdrawn_references
    if not lost or finding.evidence or finding.searched:
        return withdrawn_records_text(lost)
    days = _days_by_record(lost).values()
    return f"Source withdrawn{_on(days)}: nothing that can be read supports this finding now"


def _days_by_record(references: Iterable[Reference]) -> dict[str, PartialDate | None]:
    """The day of each withdrawn record, by its address: several references may name one."""
    return {reference.address: reference.day for reference in references}


def _on(days: Iterable[PartialDate | None]) -> str:
    public = dict.fromkeys(format_date(day) for day in days if day)
    return f" on {join_words(list(public))}" if public else ""
