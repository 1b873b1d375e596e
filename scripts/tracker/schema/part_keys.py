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
from tracker.schema.fields import Correction, Model, OpenQuestion, Search, Source, SourceEnd
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
from tracker.schema.traversal import normalise_url


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
