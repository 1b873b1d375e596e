"""What pages say of a record that was withdrawn or moved, and of what rested on one."""

from collections.abc import Sequence

from tracker.schema.dates import PartialDate
from tracker.schema.records import Finding
from tracker.text.phrases import format_date, join_words

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def withdrawn_sources_text(days: Sequence[PartialDate | None]) -> str:
    """How many sources of a part of a record were withdrawn, and when as far as that is public:
    `One source was withdrawn on 28 November 2026`. Empty where none was.
    """
    if not days:
        return ""
    count = NUMBERS[len(days)] if len(days) < len(NUMBERS) else str(len(days))
    noun = "source was" if len(days) == 1 else "sources were"
    return f"{count} {noun} withdrawn{_on(days)}"


def withdrawn_finding_text(finding: Finding) -> str:
    """The same of a finding. One that has no source left says so first:
    `Source withdrawn on 28 November 2026: nothing that can be read supports this finding now`.
    """
    days = finding.withdrawn_references
    if not days or finding.evidence or finding.searched:
        return withdrawn_sources_text(days)
    return f"Source withdrawn{_on(days)}: nothing that can be read supports this finding now"


def _on(days: Sequence[PartialDate | None]) -> str:
    public = dict.fromkeys(format_date(day) for day in days if day)
    return f" on {join_words(list(public))}" if public else ""
