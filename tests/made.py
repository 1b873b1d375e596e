"""Small pieces of a record, made for a test."""

from dataclasses import replace
from datetime import date

from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext
from tracker.render.engine import render
from tracker.schema.dates import parse_date
from tracker.schema.fields import Record, Search, Source
from tracker.site import LOCAL_ADDRESS, pages_of


def html_of(dataset: Dataset, today: date, path: str) -> str:
    """The HTML of one page of the site that a tracker makes on a day."""
    context = BuildContext(derive(dataset, today), today, LOCAL_ADDRESS)
    return next(r.html for r in render(context, pages_of(context)) if r.page.path == path)


def source(grade: str, publisher: str = "One", seen: str = "excerpt") -> Source:
    return Source(
        title="T",
        publisher=publisher,
        url="https://x.example/",
        grade=grade,
        seen=seen,
        seen_on=parse_date("2026"),
    )


def search(to: str) -> Search:
    return Search(where="The Laws", words="start", to=parse_date(to))


def with_record(dataset: Dataset, record: Record) -> Dataset:
    """A record in the place of the one of its kind and id."""
    index = {**getattr(dataset, record.folder), record.id: record}
    return replace(dataset, **{record.folder: index})  # type: ignore[arg-type]
