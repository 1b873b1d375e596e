"""What people call a record when they ask for it, besides its name."""

import re
from collections.abc import Iterator

from tracker.record.model import Development, Measure, Report
from tracker.record.recommendation import Recommendation


def recommendation_aliases(record: Recommendation, report: Report) -> tuple[str, ...]:
    """How people say which recommendation they mean: by its id, or by its number with or without
    the report.
    """
    prefix, number = record.id.split("-")[0], record.number
    names = [
        record.id,
        f"{prefix} {number}",
        f"{prefix} recommendation {number}",
        f"{report.short} {number}",
    ]
    return (*names, f"recommendation {number}", f"rec {number}", f"r{number}")


def development_aliases(record: Development, kinds: tuple[str, ...]) -> Iterator[str]:
    """How people half remember an event: "act in april", "report in june 2025"."""
    for kind in kinds:
        yield f"{kind} in {record.date.first:%B}"
        yield f"{kind} in {record.date.first:%B %Y}"


def measure_aliases(record: Measure) -> tuple[str, str]:
    """A measure by its name, and without the year at its end, which few say of an Act."""
    return record.name, re.sub(r" \d{4}$", "", record.name)
