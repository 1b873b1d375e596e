"""The ends of measures and implications in words."""

from collections.abc import Collection
from datetime import date

from tracker.derive.ends import End, measure_ends
from tracker.derive.timing import judge_date
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure
from tracker.text.names import nation_names
from tracker.text.phrases import Sentence, on_date

NO_LONGER_IN_FORCE = "No longer in force"


def end_text(dataset: Dataset, end: End, nations: Collection[str], today: date) -> Sentence:
    """An end, with its nations where they are not all of `nations`: `Repealed on 15 January 2026 in
    A`; `Expected to end on 31 March 2027`.
    """
    label = dataset.vocabulary.stages[end.stage].label if end.stage else "Ended"
    elsewhere = not set(end.nations) >= set(nations)
    place = f" in {nation_names(dataset, end.nations)}" if elsewhere else ""
    if end.date:
        sure = end.has_come(today)
        doubt = "" if sure else "; the day was not seen, so it may still be in force"
        return f"{label} ", *on_date(end.date), f"{place}{doubt}"
    assert end.expected
    passed = judge_date(end.expected, today).has_come
    return (
        f"{'Was expected' if passed else 'Expected'} to end{place} ",
        *on_date(end.expected),
        "; that day has come, and its end was not seen" if passed else "",
    )


def measure_end_text(dataset: Dataset, measure: Measure, today: date) -> Sentence:
    """Where and how a measure ends, as sentences; empty where no end is known."""
    pieces: list[str | PartialDate] = []
    for end in measure_ends(dataset, measure):
        pieces += [" "] if pieces else []
        pieces += end_text(dataset, end, measure.applies_in, today)
        pieces.append(f"{_with_whole(dataset, end, measure)}.")
    return tuple(pieces)


def _with_whole(dataset: Dataset, end: End, measure: Measure) -> str:
    """That a measure ends with the one that it is a part of, where it does."""
    if not end.measure or end.measure == measure.id:
        return ""
    kind = dataset.vocabulary.kind_names([dataset.measures[end.measure].kind])
    return f", with the {kind} that it is part of"


def ended_label(dataset: Dataset, measure: Measure, ended: Collection[str]) -> str:
    """What search calls a measure that has ended in some nations: `Ended`, `Ended in A`; empty
    where it has ended in none.
    """
    places = [nation for nation in measure.applies_in if nation in ended]
    if not places:
        return ""
    everywhere = len(places) == len(measure.applies_in)
    return "Ended" if everywhere else f"Ended in {nation_names(dataset, places)}"
