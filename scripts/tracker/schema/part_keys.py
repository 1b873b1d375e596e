"""What tells the parts of a record apart: the key of each among those of its kind in what it stands
in. The ids of the published data, of changes and of calendar entries are made of it.

A key is the part's own `id` or its natural key: what it is about, never its place in a list, so
that it stays when another is inserted before it, and never what becomes better known, such as the
date of a stage.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from tracker.schema.dates import PartialDate
from tracker.schema.fields import Correction, Model, OpenQuestion, Record, Search, Source, SourceEnd
from tracker.schema.normal_text import normal_text
from tracker.schema.records import (
    BodyEnd,
    Claim,
    DueDate,
    EarlierName,
    Finding,
    IndependentFinding,
    Response,
    Review,
    Stage,
)
from tracker.schema.traversal import (
    FieldPath,
    FieldShape,
    is_literal_text,
    normalise_url,
    parts,
    values_in,
)


def part_key(part: Model) -> str:
    """The key of a part, in letters that a file name takes: `ministry.2024-06-01-it-answers`."""
    own_id = getattr(part, "id", None)
    values = (own_id,) if own_id else NATURAL_KEYS[type(part)](part)
    return ".".join(str(value).replace("/", "--") for value in values)


def _response_key(response: Response) -> tuple[str, ...]:
    """The body and the development in which it answered; without one the position: a body has one
    `no-response`, to which each later search is added.
    """
    return response.by, response.development or response.position


def _short_hash(*texts: str) -> str:
    """Eight letters that stand for some texts in their normal form, in whichever they are."""
    normal = "\n".join(map(normal_text, texts))
    return hashlib.sha256(normal.encode()).hexdigest()[:8]


NATURAL_KEYS: Mapping[type[Model], Callable[[Any], tuple[str | PartialDate, ...]]] = {
    Response: _response_key,
    Claim: lambda claim: (claim.development,),
    Finding: lambda finding: (finding.date, finding.recorded, *sorted(finding.applies_in)),
    IndependentFinding: lambda found: (found.by, found.development, *sorted(found.elements)),
    DueDate: lambda due: (due.set_on,),
    Review: lambda review: (review.date,),
    Stage: lambda stage: (stage.stage, *sorted(stage.applies_in)),
    Source: lambda source: (_short_hash(normalise_url(source.url)),),
    Search: lambda search: (search.to, _short_hash(search.where, search.words)),
    OpenQuestion: lambda question: (_short_hash(question.question),),
    Correction: lambda correction: (correction.date,),
    EarlierName: lambda name: (name.until,),
    BodyEnd: lambda end: (end.date,),
    SourceEnd: lambda end: (end.date,),
}
"""What gives the natural key of a part, by its model."""


KeyPath = tuple[str, ...]
"""The path to a part or a value of a record on which each item of a list stands by its key, never
by its place: `("elements", "set-up", "findings", "2024-06-01.2024-06-02", "status")`.
"""


def key_path(record: Record, where: FieldPath) -> KeyPath:
    """The path with keys of what stands at a path of a record; as far as something stands there."""
    keys: list[str] = []
    value: Any = record
    for step in where:
        if isinstance(step, int):
            if not isinstance(value, tuple) or step >= len(value):
                break
            value = value[step]
            keys.append(part_key(value) if isinstance(value, Model) else str(value))
        else:
            value = getattr(value, step, None)
            keys.append(step)
    return tuple(keys)


def keyed_parts(record: Record) -> dict[KeyPath, Model]:
    """Every part of a record by its path with keys."""
    return {key_path(record, where): part for where, part in parts(record)}


def keyed_values(record: Record) -> dict[KeyPath, tuple[bool, tuple[Any, ...]]]:
    """Every field of a record and of its parts that has values and holds no part, by its path with
    keys: whether it is a text, and what it holds.
    """
    found: dict[KeyPath, tuple[bool, tuple[Any, ...]]] = {}
    for where, shape, value in values_in(record, _is_plain):
        field = where[:-1] if isinstance(where[-1], int) else where
        key = key_path(record, field)
        found[key] = (
            is_literal_text(str(where[-1]), shape),
            (*found.get(key, (False, ()))[1], value),
        )
    return found


def _is_plain(name: str, shape: FieldShape) -> bool:
    """Whether the values of a field are no parts."""
    return shape.model is None
