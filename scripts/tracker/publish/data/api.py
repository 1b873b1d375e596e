"""The JSON API, version 1: files at addresses that stay."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.publish.data.gather import Items
from tracker.publish.data.items import KINDS
from tracker.publish.data.tables import inside, kinds

VERSION = "1.0"
"""Of the form, not of the data: within 1 there are only additions, to which a test holds it."""
ROOT = "api/v1/"


def files(items: Items, generated: str) -> Iterator[tuple[str, str]]:
    """Each file by its path: an index, everything at once, each kind, and each item of a kind that
    stands by itself. `generated` is the day of the edition.
    """
    head = {"version": VERSION, "generated": generated}
    held = _everything(items)
    yield f"{ROOT}index.json", _text({**head, "items": _index(held)})
    own = {kind.kind_of_item: held[kind.kind_of_item] for kind in KINDS}
    yield f"{ROOT}all.json", _text({**head, "kinds": own})
    for kind, found in held.items():
        yield f"{ROOT}{kind}.json", _text({**head, "items": found})
        if kind in own:
            for item in found:
                yield f"{ROOT}{kind}/{item['id']}.json", _text({**head, **item})


Held = Mapping[str, list[dict[str, Any]]]


def _everything(items: Items) -> Held:
    """Every item of every kind, those inside others too, as JSON has them."""
    found: dict[str, list[dict[str, Any]]] = {kind.kind_of_item: [] for kind in kinds()}
    for kind in KINDS:
        for item in items[kind.kind_of_item]:
            for part in inside(item):
                found[part.kind_of_item].append(part.model_dump(mode="json"))
    return found


def _index(held: Held) -> list[dict[str, Any]]:
    about = {kind.kind_of_item: " ".join((kind.__doc__ or "").split()) for kind in kinds()}
    return [
        {"id": kind, "count": len(found), "href": f"{kind}.json", "description": about[kind]}
        for kind, found in held.items()
    ]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
