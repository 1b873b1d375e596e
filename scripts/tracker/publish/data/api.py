"""The JSON API, version 1: files at addresses that stay."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.publish.data.gather import PublishedItems
from tracker.publish.data.items import TOP_LEVEL_KINDS
from tracker.publish.data.tables import all_kinds, nested_items

API_VERSION = "1.0"
"""Of the form, not of the data: within 1 there are only additions, to which a test holds it."""
API_ROOT = "api/v1/"


def api_files(items: PublishedItems, generated: str) -> Iterator[tuple[str, str]]:
    """Each file by its path: an index, everything at once, each kind, and each item of a kind that
    stands by itself. `generated` is the day of the edition.
    """
    head = {"version": API_VERSION, "generated": generated}
    held = _items_by_kind(items)
    yield f"{API_ROOT}index.json", _json_text({**head, "items": _index_items(held)})
    own = {kind.kind_of_item: held[kind.kind_of_item] for kind in TOP_LEVEL_KINDS}
    yield f"{API_ROOT}all.json", _json_text({**head, "kinds": own})
    for kind, found in held.items():
        yield f"{API_ROOT}{kind}.json", _json_text({**head, "items": found})
        if kind in own:
            for item in found:
                yield f"{API_ROOT}{kind}/{item['id']}.json", _json_text({**head, **item})


ItemsByKind = Mapping[str, list[dict[str, Any]]]


def _items_by_kind(items: PublishedItems) -> ItemsByKind:
    """Every item of every kind, those inside others too, as JSON has them."""
    found: dict[str, list[dict[str, Any]]] = {kind.kind_of_item: [] for kind in all_kinds()}
    for kind in TOP_LEVEL_KINDS:
        for item in items[kind.kind_of_item]:
            for part in nested_items(item):
                found[part.kind_of_item].append(part.model_dump(mode="json"))
    return found


def _index_items(held: ItemsByKind) -> list[dict[str, Any]]:
    about = {kind.kind_of_item: " ".join((kind.__doc__ or "").split()) for kind in all_kinds()}
    return [
        {"id": kind, "count": len(found), "href": f"{kind}.json", "description": about[kind]}
        for kind, found in held.items()
    ]


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
