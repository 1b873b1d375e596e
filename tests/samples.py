"""Sources, searches, rendered pages and published items for a test, and hypothesis strategies of
partial dates.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from hypothesis import strategies as st

from tracker.checking import LOCAL_ADDRESS
from tracker.derive.facts import Facts
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext
from tracker.outputs.data.kinds import TOP_LEVEL_KINDS, published_items
from tracker.schema.dates import PartialDate, parse_date
from tracker.schema.fields import Record, Search, Source
from tracker.site import route_dataset

T = TypeVar("T")


def html_of(dataset: Dataset, today: date, path: str) -> str:
    """The HTML of one page of the site that a tracker makes on a day."""
    return route_dataset(dataset, today).html(path)


def spread(values: Iterable[T], most: int) -> list[T]:
    """Some of many values, spread over all of them in their order; the first and the last among
    them.
    """
    ordered: list[Any] = sorted(values)
    return [*ordered[:: len(ordered) // most + 1], *ordered[-1:]]


def source(grade: str, publisher: str = "One", seen: str = "excerpt", **fields: Any) -> Source:
    defaults = {"title": "T", "url": "https://x.example/", "seen_on": parse_date("2026")}
    return Source(publisher=publisher, grade=grade, seen=seen, **(defaults | fields))


def search(to: str) -> Search:
    return Search(where="The Laws", words="start", to=parse_date(to))


def with_record(dataset: Dataset, record: Record) -> Dataset:
    """A record in the place of the one of its kind and id."""
    index = {**getattr(dataset, record.folder), record.id: record}
    return replace(dataset, **{record.folder: index})  # type: ignore[arg-type]


def texts_of_dates(
    days: st.SearchStrategy[date] = st.dates(date(2024, 6, 1), date(2026, 1, 31)),  # noqa: B008
) -> st.SearchStrategy[str]:
    """A year, a month, a day, or a span between two of these."""
    lengths = st.sampled_from((len("2026"), len("2026-03"), len("2026-03-14")))
    one = st.builds(lambda day, length: day.isoformat()[:length], days, lengths)
    span = st.builds(
        lambda ends, start, end: f"{min(ends).isoformat()[:start]}/{max(ends).isoformat()[:end]}",
        st.tuples(days, days),
        lengths,
        lengths,
    )
    return one | span


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """A date of any precision, near enough to others that many overlap."""
    return texts_of_dates().map(parse_date)


def more_precise(when: PartialDate) -> st.SearchStrategy[PartialDate]:
    """A date that means some of the days that another means."""
    days = st.dates(when.earliest, when.latest)
    return st.tuples(days, days).map(lambda ends: parse_date(f"{min(ends)}/{max(ends)}"))


def dates_made_more_precise() -> st.SearchStrategy[tuple[PartialDate, PartialDate]]:
    """A date, and what it becomes when more is known of it."""
    return partial_dates().flatmap(lambda when: st.tuples(st.just(when), more_precise(when)))


def published(facts: Facts, kind: str) -> list[dict[str, Any]]:
    """The items of a kind in the published data of some facts, as JSON has them."""
    context = BuildContext(facts, facts.today, LOCAL_ADDRESS)
    (found,) = (each for each in TOP_LEVEL_KINDS if each.name == kind)
    return list(published_items(context, found))
