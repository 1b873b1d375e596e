"""The names of records, nations and quarters, the paths of records' pages, and the other names by
which readers search for them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from tracker.derive.as_of import body_as_of
from tracker.derive.quarters import Quarter
from tracker.derive.succession import bodies_in_place_of
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.fields import Record
from tracker.schema.records import (
    Body,
    Development,
    EarlierName,
    Implication,
    Measure,
    Recommendation,
    Report,
    Service,
)
from tracker.text.phrases import count_word, date_in_sentence, join_words

RecommendationForm = Literal["list", "sentence", "of", "short", "number"]


def recommendation_label(
    dataset: Dataset, record: Recommendation, form: RecommendationForm = "list"
) -> str:
    """The name of a recommendation by its report and number. By form: `Bridge Review,
    recommendation 11` in a list; `Recommendation 11 of the Bridge Review` in a sentence;
    `11 of the Bridge Review` after the word "recommendation"; `Bridge Review 11` where it must be
    short; `Recommendation 11` where the report is known.
    """
    report, number = dataset.reports[record.report].short, record.number
    return {
        "list": f"{report}, recommendation {number}",
        "sentence": f"Recommendation {number} of the {report}",
        "of": f"{number} of the {report}",
        "short": f"{report} {number}",
        "number": f"Recommendation {number}",
    }[form]


def place_in_report(dataset: Dataset, record: Recommendation) -> str:
    """The number of a recommendation among those of its report: `4 of 12`; the number alone where
    the report does not count them from 1.
    """
    makes = dataset.reports[record.report].makes
    is_counted = record.number.isdecimal() and int(record.number) <= makes
    return f"{record.number} of {makes}" if is_counted else record.number


def nation_names(dataset: Dataset, ids: Iterable[str]) -> str:
    """The names of some nations, in the order of the vocabulary: `A and B`."""
    order = list(dataset.vocabulary["nations"])
    names = [dataset.vocabulary.term("nations", id).label for id in sorted(ids, key=order.index)]
    return join_words(names)


def nations_in_brief(dataset: Dataset, ids: Iterable[str]) -> str:
    """Some nations where there is little room: `A, B`, or `All four nations`."""
    named = set(ids)
    nations = [term.label for id, term in dataset.vocabulary["nations"].items() if id in named]
    count = len(dataset.vocabulary["nations"])
    return all_nations(count) if len(nations) == count > 2 else ", ".join(nations)


def all_nations(count: int) -> str:
    """All nations of a vocabulary that has so many, as a label."""
    return f"All {count_word(count)} nations"


def body_name(dataset: Dataset, id: str, when: PartialDate | None = None) -> str:
    """The name of a body on a date, of which the last day that it can mean counts; without one,
    that of today. An act bears the name of its day.
    """
    body = dataset.bodies[id]
    return body_as_of(body, when.latest).name if when else body.name


def body_now(dataset: Dataset, id: str, when: PartialDate | None = None) -> str:
    """What stands behind the name of a body on a date, where it is called otherwise now, or others
    stand in its place: ` (now Ministry of Crossings)`. Where it ended and none does, when that was.
    """
    body, in_place = dataset.bodies[id], bodies_in_place_of(dataset, id)
    if body.ended and in_place == (id,):
        return f" (ended {date_in_sentence(body.ended.date)})"
    names = [body_name(dataset, each) for each in in_place]
    return "" if names == [body_name(dataset, id, when)] else f" (now {join_words(names)})"


def body_names(dataset: Dataset, ids: Iterable[str], when: PartialDate | None = None) -> str:
    """The names of some bodies on a date, each with what it is called now, where that differs."""
    return join_words([body_name(dataset, id, when) + body_now(dataset, id, when) for id in ids])


def measure_short_name(measure: Measure) -> str:
    """The short name of a measure where it has one, else its name."""
    return measure.short or measure.name


def short_name(dataset: Dataset, record: Record) -> str:
    """The name of a record where it must be short: `Bridge Review 11`, `Bridge duty`."""
    match record:
        case Recommendation():
            return recommendation_label(dataset, record, "short")
        case Measure():
            return measure_short_name(record)
    return title_and_path(dataset, record)[0]


def quarter_label(quarter: Quarter) -> str:
    """`April to June 2026`."""
    return f"{quarter.first:%B} to {quarter.last:%B %Y}"


def title_and_path(dataset: Dataset, record: Record) -> tuple[str, str]:
    """A record's title in a list, and the path of where it is shown: `support/#bridge-line`. Raises
    TypeError for a kind of record that no page shows.
    """
    match record:
        case Implication():
            audience = dataset.vocabulary.audiences[record.audience]
            return f"{audience.label}: {record.point}", f"for/{record.audience}/#{record.id}"
        case Service():
            return f"Help: {record.name}", f"support/#{record.id}"
        case Measure() | Body():
            return record.name, record_path(record)
        case Report() | Development() | Recommendation():
            return record.title, record_path(record)
    raise TypeError(f"{record.folder} are shown nowhere")


def path_of(folder: str, id: str) -> str:
    """The path of a record's page from the site's root: `recommendations/audit-11/`."""
    return f"{folder}/{id}/"


def record_path(record: Record) -> str:
    """The path of a record's own page."""
    return path_of(record.folder, record.id)


def recommendation_aliases(record: Recommendation, report: Report) -> tuple[str, ...]:
    """What readers search for a recommendation by: its id, or its number with or without the
    report.
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
    """What readers search for a half remembered development by: "law in april", "report in june
    2025". `kinds` are the names of its kind.
    """
    for kind in kinds:
        yield f"{kind} in {record.date.earliest:%B}"
        yield f"{kind} in {record.date.earliest:%B %Y}"


def measure_aliases(record: Measure) -> tuple[str, str]:
    """A measure by its name, and without the year at its end, which few say of a law."""
    return record.name, re.sub(r" \d{4}$", "", record.name)


def body_aliases(record: Body) -> Iterator[str]:
    """What readers search for a body by: its names, those that it bore earlier, and the words of
    its record.
    """
    names: tuple[Body | EarlierName, ...] = (record, *record.earlier_names)
    for named in names:
        yield named.name
        if named.short:
            yield named.short
    yield from record.words


def quarter_alias(quarter: Quarter) -> str:
    """A quarter as readers search for it: `q2 2026`."""
    year, number = quarter.name.split("-")
    return f"{number} {year}"
