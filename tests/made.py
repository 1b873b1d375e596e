"""Small pieces of a record, made for a test."""

from tracker.record.dates import parse_date
from tracker.record.fields import Search, Source


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
