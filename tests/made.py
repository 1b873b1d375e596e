"""Small pieces of a record, made for a test."""

from datetime import date

from tracker.derive.facts import derive
from tracker.publish.edition import Edition
from tracker.record.dates import parse_date
from tracker.record.fields import Search, Source
from tracker.record.tracker import Tracker
from tracker.render.engine import render
from tracker.site import LOCAL, pages_of


def html_of(tracker: Tracker, today: date, path: str) -> str:
    """The HTML of one page of the site that a tracker makes on a day."""
    edition = Edition(derive(tracker, today), today, LOCAL)
    return next(r.html for r in render(edition, pages_of(edition)) if r.page.path == path)


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
