"""What can be added to a record, and to which list of which record: by the words and the names of
the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.load.dataset import Dataset
from tracker.problems import quoted, suggest, with_article
from tracker.schema.fields import Correction, Model, OpenQuestion, Record, Source
from tracker.schema.records import (
    KINDS,
    Claim,
    Commitment,
    DueDate,
    Element,
    Finding,
    Response,
    Stage,
)
from tracker.schema.traversal import FieldPath


class NoSuchPlaceError(Exception):
    """Why nothing can be added where the command line says, as a sentence."""


@dataclass(frozen=True)
class PartKind:
    """A kind of part that can be added to a record: its model, and the list that has it; where that
    is no field of the record, also the list of the record in which it stands, and of which model.
    """

    model: type[Model]
    field: str
    inside: str = ""
    inside_model: type[Model] | None = None

    @property
    def kinds(self) -> tuple[type[Record], ...]:
        """The kinds of record that have such parts."""
        holder = self.inside or self.field
        return tuple(kind for kind in KINDS if holder in kind.model_fields)


PART_KINDS: Mapping[str, PartKind] = {
    "finding": PartKind(Finding, "findings", "elements", Element),
    "correction": PartKind(Correction, "corrections"),
    "due": PartKind(DueDate, "due", "commitments", Commitment),
    "source": PartKind(Source, "sources"),
    "stage": PartKind(Stage, "stages"),
    "response": PartKind(Response, "responses"),
    "claim": PartKind(Claim, "claims"),
    "commitment": PartKind(Commitment, "commitments"),
    "question": PartKind(OpenQuestion, "open_questions"),
}
"""What can be added to a record, by the word for it on the command line."""


@dataclass(frozen=True)
class PartPlace:
    """Where a part is added: a list of a record, by its path."""

    record: Record
    where: FieldPath

    @property
    def is_first(self) -> bool:
        """Whether the list is empty."""
        value: Any = self.record
        for key in self.where:
            value = value[key] if isinstance(key, int) else getattr(value, key)
        return not value


def places_of(dataset: Dataset, part: PartKind) -> Mapping[str, PartPlace]:
    """The places to which a kind of part can be added, by their names on the command line: the id
    of a record, before which its folder may stand, or with a dot the id of what is inside it.
    """
    found: dict[str, PartPlace] = {}
    for record in dataset.records():
        if not isinstance(record, part.kinds):
            continue
        if part.inside:
            for index, item in enumerate(getattr(record, part.inside)):
                where = (part.inside, index, part.field)
                found[f"{record.id}.{item.id}"] = PartPlace(record, where)
        else:
            found.setdefault(record.id, PartPlace(record, (part.field,)))
            found[f"{record.folder}/{record.id}"] = PartPlace(record, (part.field,))
    return found


def part_place_named(dataset: Dataset, part: PartKind, name: str) -> PartPlace:
    """The place with a name. Raises NoSuchPlaceError with what may be meant."""
    known = places_of(dataset, part)
    name = name.removesuffix(".yaml")
    if name in known:
        return known[name]
    kinds = " or ".join(kind.one for kind in part.kinds)
    inside = [other for other in known if other.startswith(f"{name.partition('.')[0]}.")]
    what = f"{part.inside.removesuffix('s')} of a {kinds}" if part.inside else kinds
    raise NoSuchPlaceError(
        f"{quoted(name)} is not {with_article(what)}{suggest(name, inside or list(known))}"
    )
