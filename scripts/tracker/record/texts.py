"""Every piece of prose in a record, with its place."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from tracker.record.document import Field

_NOT_PROSE = frozenset({"id", "url", "copy_of", "archived", "citation"})


def texts(
    model: BaseModel, where: Field = (), *, quoted: bool = False
) -> Iterator[tuple[Field, str]]:
    """Each text of a model that readers see. Titles and publishers of sources are others' words:
    only if `quoted`.
    """
    for name in type(model).model_fields:
        if name in _NOT_PROSE:
            continue
        value: Any = getattr(model, name)
        items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, item in items:
            place = (*where, name) if index is None else (*where, name, index)
            if isinstance(item, BaseModel):
                if quoted or name not in ("sources", "source"):
                    yield from texts(item, place, quoted=quoted)
            elif isinstance(item, str):
                yield place, item
