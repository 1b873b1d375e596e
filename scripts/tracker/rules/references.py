"""Whatever a record names exists."""

from collections.abc import Iterator, Mapping
from datetime import date

from tracker.problem import Problem, quoted, suggest, with_article
from tracker.record.document import FieldPath
from tracker.record.model import KINDS, Measure
from tracker.record.references import references
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import PAGE_FOLDERS, PARTLY_DELIVERED, TERMS_USED_IN_CODE

_TARGET_NAMES = {kind.folder: kind.one for kind in KINDS} | {
    "parts": "recommendation or part of one",
    "measure-stages": "stage of a measure",
    "successors": "recommendation or measure",
    "pages": "page of a record, topic, place or audience",
    "labels": "label",
    "seen": "way of having seen a source",
}


def references_resolve(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Every record, part, stage and word that is named exists."""
    targets = _reference_targets(dataset)
    for document, place, model in dataset.everything():
        for where, target, value in references(model, place):
            if value in targets[target] or _in_unread_file(dataset, value):
                continue
            name = _TARGET_NAMES.get(target, target.replace("-", " ").removesuffix("s"))
            message = f"{quoted(value)} is not {with_article(name)}{suggest(value, sorted(targets[target]))}"
            yield document.problem(where, message)


def no_list_names_a_thing_twice(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No list of references names the same thing twice."""
    for document, place, model in dataset.everything():
        seen: set[tuple[FieldPath, str]] = set()
        for where, _, value in references(model, place):
            key = (where[:-1], value)
            if isinstance(where[-1], int) and key in seen:
                yield document.problem(where, f"{quoted(value)} is named twice in this list")
            seen.add(key)


_SELF = {
    "recommendations": frozenset({"recommendations", "parts", "successors"}),
    "measures": frozenset({"measures", "successors"}),
}
"""By which kinds of reference a record of a kind could name itself, or a part of itself."""


def nothing_names_itself(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No recommendation repeats, waits for or gives way to itself, and no measure is a part of
    itself, also by way of others.
    """
    for record in dataset.records():
        for where, target, value in references(record):
            itself = value.partition(".")[0] == record.id
            if itself and target in _SELF.get(record.folder, ()):
                field = next(part for part in reversed(where) if isinstance(part, str))
                message = f"{field} names {quoted(value)}, which is this {record.one} itself"
                yield dataset.problem(record, where, f"{message}; name another, or leave it out")
    for measure in dataset.measures.values():
        way = list(_whole_of(dataset, measure))
        if len(way) > 1 and way[-1] == measure.id:
            message = f"part_of leads back to this measure: {' → '.join((measure.id, *way))}"
            yield dataset.problem(measure, ("part_of",), f"{message}; take one of these out")


def _whole_of(dataset: Dataset, measure: Measure) -> Iterator[str]:
    """What a measure is a part of, and what that is a part of, to the first that comes again."""
    seen = set()
    above: Measure | None = measure
    while above and above.part_of and above.part_of not in seen:
        seen.add(above.part_of)
        yield above.part_of
        above = dataset.measures.get(above.part_of)


def _in_unread_file(dataset: Dataset, value: str) -> bool:
    """Whether a part or a stage belongs to a record whose file could not be read."""
    id, dot, _ = value.partition(".")
    return bool(dot) and any(
        id in dataset.known[kind] and id not in index
        for kind, index in (
            ("recommendations", dataset.recommendations),
            ("measures", dataset.measures),
        )
    )


def _reference_targets(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    """What each kind of reference may name."""
    known = dataset.known
    elements = {
        f"{r.id}.{element.id}" for r in dataset.recommendations.values() for element in r.elements
    }
    stages = {f"{m.id}.{s.stage}" for m in dataset.measures.values() for s in m.stages}
    return {
        **known,
        "parts": known["recommendations"] | elements,
        "measure-stages": frozenset(stages),
        "successors": known["recommendations"] | known["measures"],
        "pages": frozenset(
            f"{folder}/{id}" for folder, kind in PAGE_FOLDERS.items() for id in known[kind]
        ),
    }


def terms_used_in_code_exist(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The words that the code itself names are in their vocabularies, and a label that only
    arithmetic gives says so.
    """
    for name, words in TERMS_USED_IN_CODE.items():
        document = dataset.documents.get(("vocabulary", name))
        for word in words:
            if document and word not in dataset.known[name]:
                yield document.problem(
                    (), f"{quoted(word)} is missing; the tracker's own arithmetic uses it"
                )
    label = dataset.vocabulary.statuses.get(PARTLY_DELIVERED)
    if label and not label.computed:
        message = "is worked out from the parts and never typed; give it 'computed: true'"
        where = (PARTLY_DELIVERED,)
        labels = dataset.documents["vocabulary", "labels"]
        yield labels.problem(where, f"{quoted(PARTLY_DELIVERED)} {message}", at_key=True)
