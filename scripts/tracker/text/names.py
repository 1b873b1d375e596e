"""What a record is called where it is shown, and that address.

What people call a record when they ask for it, besides its name.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from tracker.load.dataset import Dataset
from tracker.schema.fields import Record
from tracker.schema.records import (
    Body,
    Development,
    Implication,
    Measure,
    Recommendation,
    Report,
    Service,
)
from tracker.text.phrases import join_words

RecommendationForm = Literal["list", "sentence", "of", "short", "number"]


def recommendation_label(
    dataset: Dataset, record: Recommendation, form: RecommendationForm = "list"
) -> str:
    """Which recommendation it is: `National Audit, recommendation 11`; in a sentence,
    `Recommendation 11 of the National Audit`, or after that word, `11 of the National Audit`;
    short, `National Audit 11`; where its report is known, its number alone, `Recommendation 11`.
    """
    report, number = dataset.reports[record.report].short, record.number
    return {
        "list": f"{report}, recommendation {number}",
        "sentence": f"Recommendation {number} of the {report}",
        "of": f"{number} of the {report}",
        "short": f"{report} {number}",
        "number": f"Recommendation {number}",
    }[form]


def nation_names(dataset: Dataset, ids: Iterable[str]) -> str:
    """The names of some nations: `England and Wales`."""
    return join_words([dataset.vocabulary.term("nations", id).label for id in ids])


def body_names(dataset: Dataset, ids: Iterable[str]) -> str:
    """The names of some bodies."""
    return join_words([dataset.bodies[id].name for id in ids])


def title_and_path(dataset: Dataset, record: Record) -> tuple[str, str]:
    """A record's name in a list, and its address from the site's root: `support/#childline`."""
    match record:
        case Implication():
            audience = dataset.vocabulary.audiences[record.audience]
            return f"{audience.label}: {record.point}", f"for/{record.audience}/#{record.id}"
        case Service():
            return f"Support: {record.name}", f"support/#{record.id}"
        case Measure() | Body():
            return record.name, record_path(record)
        case Report() | Development() | Recommendation():
            return record.title, record_path(record)
    raise TypeError(f"{record.folder} are shown nowhere")


def path_of(folder: str, id: str) -> str:
    """The address of a record's page: `recommendations/audit-11/`."""
    return f"{folder}/{id}/"


def record_path(record: Record) -> str:
    """The address of a record's own page."""
    return path_of(record.folder, record.id)


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
        yield f"{kind} in {record.date.earliest:%B}"
        yield f"{kind} in {record.date.earliest:%B %Y}"


def measure_aliases(record: Measure) -> tuple[str, str]:
    """A measure by its name, and without the year at its end, which few say of an Act."""
    return record.name, re.sub(r" \d{4}$", "", record.name)
