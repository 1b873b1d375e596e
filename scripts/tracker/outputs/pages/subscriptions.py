"""The page that lists every feed and calendar, and says how to follow them without an account."""

from collections.abc import Iterator, Mapping
from functools import partial

from tracker.outputs.calendars import CALENDAR_TYPE
from tracker.outputs.context import Alternate, BuildContext, Exporter, Page, PageRoute
from tracker.outputs.feeds.feeds import ATOM_TYPE, JSON_FEED_TYPE
from tracker.outputs.pagination import MAX_ROWS

FORMAT_NAMES: Mapping[str, str] = {
    ATOM_TYPE: "Atom",
    JSON_FEED_TYPE: "JSON Feed",
    CALENDAR_TYPE: "Calendar",
}
"""The names of the media types that can be subscribed to, in the order in which they are listed."""
GROUP_NAMES: Mapping[str, str] = {
    "recommendations": "Recommendations",
    "for": "What it means for an audience",
    "topics": "Topics",
    "bodies": "Bodies",
    "measures": "Measures",
}
"""The groups of pages that have feeds of their own, by the first step of their paths."""

PageFormats = tuple[str, list[Alternate]]
"""The path of a page, and the forms of it that can be subscribed to."""


def pages(context: BuildContext) -> Iterator[PageRoute]:
    """The list, from the alternates of all exporters."""
    yield PageRoute("follow/", partial(_page, context))


def _page(context: BuildContext) -> Page:
    by_page = {
        path: [form for type in FORMAT_NAMES for form in alternates if form.type == type]
        for path, alternates in context.alternates.items()
    }
    ungrouped = [
        form
        for path, alternates in by_page.items()
        if not any(_is_in_group(path, group) for group in GROUP_NAMES)
        for form in alternates
    ]
    groups = [
        (name, [pair for pair in by_page.items() if _is_in_group(pair[0], group) and pair[1]])
        for group, name in GROUP_NAMES.items()
    ]
    return Page(
        path="follow/",
        template="follow.html",
        title="Follow",
        description="Feeds and calendars of everything here, and how to follow them by reader, "
        "by e-mail, in Teams and in Slack, without an account.",
        values=lambda: {
            "site_wide": sorted(
                {form.path: form for form in ungrouped}.values(), key=lambda form: form.path
            ),
            "groups": [_group_row(name, members) for name, members in groups if members],
            "format_names": FORMAT_NAMES,
            "calendar_type": CALENDAR_TYPE,
            "root": context.address,
        },
        facets={"kind": "Follow"},
        names=("Follow", "feeds", "rss", "atom", "newsletter", "subscribe", "email updates"),
    )


def _is_in_group(path: str, group: str) -> bool:
    return path.startswith(f"{group}/") and path != f"{group}/"


def _group_row(name: str, members: list[PageFormats]) -> tuple[str, int, list[PageFormats]]:
    """A group's name, how many pages it has, and those pages, none where they are too many."""
    return name, len(members), members if len(members) <= MAX_ROWS else []


EXPORTER = Exporter("subscriptions", pages=pages)
