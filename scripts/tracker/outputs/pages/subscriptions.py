"""The page that lists every feed and calendar, and says how to follow without an account."""

from collections.abc import Iterator, Mapping

from tracker.outputs.context import BuildContext, Exporter, Page
from tracker.outputs.pagination import MAX_ROWS

ATOM, JSON_FEED, CALENDAR = "application/atom+xml", "application/feed+json", "text/calendar"
SUBSCRIBED_TYPES = (ATOM, JSON_FEED, CALENDAR)
"""The forms that somebody subscribes to, in the order in which they are shown."""

PAGE_GROUPS: Mapping[str, str] = {
    "recommendations": "Recommendations",
    "for": "What it means for an audience",
    "topics": "Topics",
    "bodies": "Bodies",
    "measures": "Measures",
}
"""The groups of pages with feeds of their own, by the first part of their addresses."""


def pages(context: BuildContext) -> Iterator[Page]:
    """The list, from the alternates of all exporters."""
    subscribable = {
        path: [form for kind in SUBSCRIBED_TYPES for form in alternates if form.type == kind]
        for path, alternates in context.alternates.items()
    }
    groups = [
        (
            name,
            [
                (path, alternates)
                for path, alternates in subscribable.items()
                if _is_in(path, group) and alternates
            ],
        )
        for group, name in PAGE_GROUPS.items()
    ]
    whole = [
        form
        for path, alternates in subscribable.items()
        if not _is_in_any_group(path)
        for form in alternates
    ]
    yield Page(
        path="follow/",
        template="follow.html",
        title="Follow",
        description="Feeds and calendars of everything here, and how to follow them by reader, "
        "by e-mail, in Teams and in Slack, without an account.",
        values={
            "whole": sorted({form.path: form for form in whole}.values(), key=lambda f: f.path),
            "groups": [
                (name, len(alternates), alternates if len(alternates) <= MAX_ROWS else [])
                for name, alternates in groups
                if alternates
            ],
            "root": context.address,
        },
        facets={"kind": "Follow"},
        names=("Follow", "feeds", "rss", "atom", "newsletter", "subscribe", "email updates"),
    )


def _is_in(path: str, group: str) -> bool:
    return path.startswith(f"{group}/") and path != f"{group}/"


def _is_in_any_group(path: str) -> bool:
    return any(_is_in(path, group) for group in PAGE_GROUPS)


EXPORTER = Exporter("subscriptions", pages=pages)
