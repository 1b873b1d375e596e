"""What a reference may name: the targets of the mark `Ref`."""

from tracker.schema.records import KINDS
from tracker.schema.vocabularies import OPEN_VOCABULARIES, VOCABULARIES

_FOLDERS = {
    "parts": ("recommendations",),
    "measure-stages": ("measures",),
    "successors": ("recommendations", "measures"),
}
_NAMES = {kind.folder: kind.one for kind in KINDS} | {
    "parts": "recommendation or part of one",
    "measure-stages": "stage of a measure",
    "successors": "recommendation or measure",
    "pages": "page of a record, topic, place or audience",
    "labels": "label",
    "seen": "way of having seen a source",
}


def target_name(target: str) -> str:
    """What a reference to a target names, in a sentence: `recommendation or part of one`."""
    return _NAMES.get(target, target.replace("-", " ").removesuffix("s"))


def addresses_of(target: str, value: str) -> tuple[str, ...]:
    """The addresses of the records of which a reference to a target may name one:
    `measures/bridges-act` for the stage `bridges-act.opened`.
    """
    if target == "pages":
        return (value,)
    id = value.partition(".")[0]
    return tuple(f"{folder}/{id}" for folder in _FOLDERS.get(target, (target,)))


def is_closed(target: str) -> bool:
    """Whether a target is a vocabulary whose words do not grow with the record."""
    return target in VOCABULARIES.keys() - OPEN_VOCABULARIES
