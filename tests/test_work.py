"""What a build does once it does once: counted by calls, never by time."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from conftest import TINY, TODAY
from tracker.derive import quarters
from tracker.load import document_cache
from tracker.outputs import calendars
from tracker.outputs.data import downloads, published
from tracker.outputs.feeds import feeds
from tracker.render.engine import template_environment
from tracker.site import route_site, site_files


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Counter[Any]]:
    """A function that counts, from then on, how often a function is called with each argument."""

    def count(place: object, name: str, key: Callable[..., Any]) -> Counter[Any]:
        counted: Counter[Any] = Counter()
        function = getattr(place, name)

        def counting(*args: Any, **named: Any) -> Any:
            counted[key(*args, **named)] += 1
            return function(*args, **named)

        monkeypatch.setattr(place, name, counting)
        return counted

    return count


def make_all() -> None:
    """Every page and every file of the tiny dataset."""
    for _ in site_files(route_site(TINY, TODAY)):
        pass


def test_a_build_does_once_what_many_files_share(
    calls: Callable[..., Counter[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    template_environment.cache_clear()
    environment = template_environment()
    monkeypatch.setattr(environment, "bytecode_cache", None)  # as at the very first start
    counts = {
        "parse a file": calls(document_cache, "parse_yaml", lambda text, *_: text),
        "compile a template": calls(environment, "compile", lambda source, *_, **__: source),
        "derive a quarter": calls(quarters, "_facts_as_of", lambda _, day: day),
        "write a table as CSV": calls(downloads, "table_csv", lambda table: table.name),
        "write rows in JSON": calls(downloads, "table_ndjson", lambda table: table.name),
        "write an item of the API": calls(
            published, "_write_item", lambda kind, values, _: (kind.name, values["id"])
        ),
        "write an entry": calls(feeds, "atom_entry", lambda entry, _: entry.name),
        "write an item of a feed": calls(feeds, "json_feed_item", lambda entry, _: entry.name),
        "write an event": calls(calendars, "_event", lambda _, entry: entry.name),
    }
    make_all()
    assert all(counts.values()), "each is done"
    assert {what: count.most_common(1)[0][1] for what, count in counts.items()} == dict.fromkeys(
        counts, 1
    )
