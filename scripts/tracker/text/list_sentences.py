"""What a page lists, and what it leaves to other pages, in counts."""

from tracker.text.phrases import count_word, pluralise, upper_first


def events_text(count: int) -> str:
    """What stands above the pages of all events."""
    if not count:
        return "No event is recorded yet."
    return (
        f"{pluralise(count, 'dated event')}, by day of the event, newest first. Each has its "
        "sources on its own page."
    )


def divided_list_text(count: int, one: str, by: str) -> str:
    """What stands above the pages of a list that is too long for one: `250 topics, by letter. …`"""
    return f"{pluralise(count, one)}, by {by}. Each page has a filter of its own."


def newest_text(shown: int, count: int) -> str:
    """What stands above the newest events and the pages of all: `The newest 10 of 250. …`"""
    return f"The newest {shown} of {count}. All by year:"


def all_text(count: int, one: str) -> str:
    """What leads to a whole list: `All 75 measures`, `The one measure`."""
    return f"All {pluralise(count, one)}" if count != 1 else f"The one {one}"


def more_text(count: int, where: str = "") -> str:
    """How many more there are than are shown: `Three more`, `Three more by name`."""
    return " ".join(filter(None, (upper_first(count_word(count)), "more", where)))


def others_text(count: int) -> str:
    """How many others there are than those that are named: `and 3 others`."""
    return f"and {pluralise(count, 'other')}"
