"""The kinds of the published data, drawn from the models of the records and the derived columns:
which there are, the columns of each, and the items of a site.

A field of a model is a column of the same name, or of the one that its `PublishedAs` gives. A date
that is an event's also has `_first` and `_last`, a word of a vocabulary has `_in_words`. A list of
models is a list of items that stand inside this one, under the name of their kind.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from inspect import getdoc
from operator import attrgetter
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel

from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext
from tracker.outputs.data.derived_columns import (
    DERIVED_COLUMNS,
    ChangeColumns,
    DerivedColumns,
    Item,
    NationStatusColumns,
    TermColumns,
    VocabularyWord,
    statuses_in_nations,
)
from tracker.schema.dates import PartialDate
from tracker.schema.fields import (
    EventDay,
    Model,
    PublishedAs,
    Record,
    Source,
    TimeOfWriting,
    name_in_sentence,
)
from tracker.schema.part_keys import part_key
from tracker.schema.records import KINDS, Element, Recommendation
from tracker.schema.traversal import (
    FieldShape,
    field_shape,
    field_shapes,
    one_line,
)
from tracker.schema.vocabularies import VOCABULARIES, Term

ColumnType = Literal["string", "integer", "boolean"]
Values = dict[str, Any]
"""An item as JSON has it: its columns by name, then the lists of items that stand inside it."""


Reader = Callable[[Item], Any]
"""Gives a value of an item."""


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of a value, whether each item has one, whether it is a list; the
    kind whose ids it holds, the values that it can have if these are few, what it means; and
    whether it is a text that readers search. `read` gives its value of an item.
    """

    name: str
    type: ColumnType = "string"
    required: bool = True
    is_list: bool = False
    to: str | None = None
    allowed: tuple[str, ...] = ()
    description: str = ""
    is_text: bool = False
    read: Reader = field(default=lambda item: None, compare=False)


ID = Column(
    "id",
    read=attrgetter("id"),
    description="The item's name among those of its kind. It never changes its meaning, and is "
    "never made of a place in a list.",
)


@dataclass(frozen=True)
class Kind:
    """A kind of item: its name, that of its type, what an item of it is, its columns, and the kinds
    that stand inside it, each with what gives the items of it that stand inside one of this kind.
    """

    name: str
    type_name: str
    description: str
    columns: tuple[Column, ...]
    inner: Sequence[tuple["Kind", Callable[[Item], Iterable[Item]]]] = ()

    def values(self, item: Item) -> Values:
        """An item of this kind as JSON has it."""
        values = {column.name: column.read(item) for column in self.columns}
        for kind, parts in self.inner:
            values[kind.name] = [kind.values(part) for part in parts(item)]
        return values

    def nested(self, values: Values) -> Iterator[tuple["Kind", Values]]:
        """An item of this kind, and every item that stands inside it, each with its kind."""
        yield self, values
        for kind, _ in self.inner:
            for part in values[kind.name]:
                yield from kind.nested(part)


def plural_of(model: type[BaseModel]) -> str:
    """The name of a model's kind in the published data; empty for one that is no kind."""
    return str(getattr(model, "folder", "") or getattr(model, "plural", ""))


def kind_words(kind: str) -> str:
    """The name of a kind as it stands in a sentence: `open questions`."""
    return kind.replace("_", " ")


def _inner_models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The models of the items that stand inside a model's, by the field that holds them."""
    return {
        name: shape.model
        for name, shape in field_shapes(model).items()
        if shape.model and plural_of(shape.model)
    }


def _owners_of(model: type[BaseModel]) -> Mapping[str, str]:
    """The kinds that a model's items can stand in, by the name of one."""
    return _all_owners().get(model, {})


@cache
def _all_owners() -> Mapping[type[BaseModel], Mapping[str, str]]:
    owners: dict[type[BaseModel], dict[str, str]] = {}

    def visit(model: type[BaseModel], one: str, record: type[Record]) -> None:
        for inner in _inner_models(model).values():
            name = (record.one, record.folder) if inner is Source else (one, plural_of(model))
            owners.setdefault(inner, {})[name[0]] = name[1]
            visit(inner, name_in_sentence(inner).replace(" ", "_"), record)

    for record in KINDS:
        visit(record, record.one, record)
    return owners


@cache
def _kind_of(model: type[BaseModel]) -> Kind:
    derived = [
        column
        for base, columns in DERIVED_COLUMNS.items()
        if issubclass(model, base)
        for column in _derived_columns(columns)
    ]
    fields = _field_columns(model, {column.name for column in derived})
    inner: list[tuple[Kind, Callable[[Item], Iterable[Item]]]] = [
        (_kind_of(part), partial(_parts, name)) for name, part in _inner_models(model).items()
    ]
    if model in (Recommendation, Element):
        inner.append((_nation_statuses_kind(), _nation_statuses))
    return Kind(
        name=plural_of(model),
        type_name=model.__name__,
        description=one_line(getdoc(model)),
        columns=(ID, *_owner_columns(model), *fields, *derived),
        inner=inner,
    )


@cache
def _nation_statuses_kind() -> Kind:
    """The kind of a status in a nation, which stands in no file."""
    owners = [
        Column(
            name,
            required=required,
            to=kind,
            description=f"The {name} of which it is the status.",
            read=read,
        )
        for name, required, kind, read in (
            ("recommendation", True, Recommendation.folder, attrgetter("record.id")),
            ("element", False, Element.plural, partial(_owner_id, Element.plural)),
        )
    ]
    return Kind(
        name="nation_statuses",
        type_name="NationStatus",
        description="What the record shows in one nation: of a recommendation or, where it has "
        "`element`, of that.",
        columns=(ID, *owners, *_derived_columns(NationStatusColumns)),
    )


def _nation_statuses(item: Item) -> Iterator[Item]:
    """The items of the statuses in each nation of an item's record."""
    for number, status in enumerate(statuses_in_nations(item), start=1):
        yield Item(item.context, status, f"{item.id}.{status.nation}", number, item)


def _owner_columns(model: type[BaseModel]) -> Iterator[Column]:
    """The relations of an item to what it stands in: one column, one for each kind that it can be,
    or, where that is any record, its kind and its id.
    """
    owners = _owners_of(model)
    if len(owners) == len(KINDS):
        for name, says, path in (
            ("record_kind", "The kind of its record.", "record.folder"),
            ("record", "The id of its record.", "record.id"),
        ):
            yield Column(name, description=says, read=attrgetter(path))
        return
    for one, kind in owners.items():
        says = f"The {kind_words(one)} that it stands in."
        read = partial(_owner_id, kind)
        yield Column(one, required=len(owners) == 1, to=kind, description=says, read=read)


def _owner_id(kind: str, item: Item) -> str | None:
    owner = item.owner
    return owner.id if owner and plural_of(type(owner.value)) == kind else None


def _field_columns(model: type[BaseModel], replaced: set[str]) -> Iterator[Column]:
    """The columns of a model's fields, but for those that a derived column replaces."""
    for field_name, shape in field_shapes(model).items():
        name = next((m.name for m in shape.marks if isinstance(m, PublishedAs)), field_name)
        if not shape.model and field_name != "id" and name not in replaced:
            yield from _columns(name, shape, attrgetter(f"value.{field_name}"))


def _derived_columns(columns: type[DerivedColumns[Any]]) -> Iterator[Column]:
    """The columns that the public methods of a class give."""
    for name, method in vars(columns).items():
        if not name.startswith("_"):
            returned = get_type_hints(method, include_extras=True)["return"]
            shape = field_shape(returned, partial(getdoc, method))
            for column in _columns(name, shape, partial(_call, method, columns)):
                if column.name == name or column.name not in vars(columns):
                    yield column


def _call(method: Callable[[Any], Any], columns: type[DerivedColumns[Any]], item: Item) -> Any:
    return method(item.derived(columns))


_COLUMN_TYPES: Mapping[Any, ColumnType] = {int: "integer", bool: "boolean"}
_BOUNDS: Mapping[str, tuple[str, Callable[[PartialDate], str]]] = {
    "first": ("earliest", lambda date: date.earliest.isoformat()),
    "last": ("latest", lambda date: date.latest.isoformat()),
}


def _columns(name: str, shape: FieldShape, read: Reader) -> Iterator[Column]:
    """The column of a field or of a method, and those that follow from what it is."""
    is_date, vocabulary = shape.value_type is PartialDate, shape.target in VOCABULARIES
    description = shape.description
    if vocabulary:
        words = "Words" if shape.is_list else "A word"
        description = f"{description} {words} of the vocabulary `{shape.target}`.".strip()
    column = Column(
        name=name,
        type=_COLUMN_TYPES.get(shape.value_type, "string"),
        required=not shape.is_optional,
        is_list=shape.is_list,
        to=shape.target if shape.target in _kind_names() and not vocabulary else None,
        allowed=shape.allowed,
        description=description,
        is_text=shape.is_text,
        read=partial(_date_text, read, attrgetter("text")) if is_date else read,
    )
    yield column
    if is_date and any(isinstance(mark, EventDay) for mark in shape.marks):
        for end, (which, bound) in _BOUNDS.items():
            says = f"The {which} day that `{name}` can mean."
            read_bound = partial(_date_text, read, bound)
            yield Column(
                f"{name}_{end}", required=column.required, description=says, read=read_bound
            )
    if is_date and any(isinstance(mark, TimeOfWriting) for mark in shape.marks):
        says = f"The time of `{name}`, where it is given: its day and minute in the site's zone."
        read_time = partial(_date_text, read, _time_text)
        yield Column(f"{name}_time", required=False, description=says, read=read_time)
    if vocabulary and not shape.is_list:
        label = partial(_label, read, str(shape.target))
        says = f"`{name}` as pages show it."
        yield Column(f"{name}_in_words", required=column.required, description=says, read=label)


def _time_text(when: PartialDate) -> str | None:
    return when.moment.isoformat(timespec="minutes") if when.moment else None


def _date_text(read: Reader, text: Callable[[PartialDate], str | None], item: Item) -> str | None:
    date = read(item)
    return text(date) if date else None


def _label(read: Reader, vocabulary: str, item: Item) -> str | None:
    word = read(item)
    return item.context.dataset.vocabulary.term(vocabulary, word).label if word else None


@cache
def _kind_names() -> frozenset[str]:
    return frozenset(record.folder for record in KINDS) | {"vocabularies"}


def _parts(field: str, item: Item) -> Iterator[Item]:
    """The items that a field of an item's value holds. A source belongs to the record, wherever in
    it it stands.
    """
    value = getattr(item.value, field)
    for number, part in enumerate(value if isinstance(value, tuple) else filter(None, [value]), 1):
        owner = item.whole if isinstance(part, Source) else item
        yield Item(item.context, part, _part_id(owner, item, part), number, owner)


def _part_id(owner: Item, item: Item, part: Model) -> str:
    """The id of a part: that of the item in which it stands, with its key. The kind of its owner
    stands before it where there are several that it can be.
    """
    if len(_owners_of(type(part))) > 1:
        return f"{plural_of(type(owner.value))}/{item.id}/{part_key(part)}"
    return f"{item.id}.{part_key(part)}"


def _words(item: Item) -> Iterator[Item]:
    """The words of a vocabulary, whose items are made of its entries."""
    for number, (id, term) in enumerate(item.value.items(), start=1):
        word = VocabularyWord(item.id, id, term)
        yield Item(item.context, word, f"{item.id}/{id}", number, item)


_TERMS = Kind(
    name="terms",
    type_name="Term",
    description="A word of a vocabulary. Its id is `vocabulary/word`.",
    columns=(ID, *_derived_columns(TermColumns)),
)
RECORD_KINDS = tuple(_kind_of(record) for record in KINDS)
CHANGES = Kind(
    name="changes",
    type_name="Change",
    description=one_line(getdoc(ChangeColumns)),
    columns=(ID, *_derived_columns(ChangeColumns)),
)
VOCABULARY_KIND = Kind(
    name="vocabularies",
    type_name="Vocabulary",
    description="A list of words, in its order.",
    columns=(ID,),
    inner=[(_TERMS, _words)],
)
TOP_LEVEL_KINDS = (*RECORD_KINDS, CHANGES, VOCABULARY_KIND)
"""The kinds that stand by themselves; the others stand inside them."""


def all_kinds() -> tuple[Kind, ...]:
    """Every kind: those that stand by themselves, then those that stand inside them."""
    kinds = {kind.name: kind for kind in TOP_LEVEL_KINDS}

    def add_inner(kind: Kind) -> None:
        for inner, _ in kind.inner:
            kinds.setdefault(inner.name, inner)
            add_inner(inner)

    for kind in TOP_LEVEL_KINDS:
        add_inner(kind)
    return tuple(kinds.values())


def published_items(context: BuildContext, kind: Kind) -> Iterator[Values]:
    """The items of a kind that stands by itself, in the order of their ids; changes newest first.
    Each is made when it is reached.
    """
    return (kind.values(item) for item in _items(context, kind))


def _items(context: BuildContext, kind: Kind) -> Iterator[Item]:
    if kind is CHANGES:
        return (Item(context, change, change.id) for change in context.changes)
    if kind is VOCABULARY_KIND:
        described = described_vocabularies(context.dataset)
        return (Item(context, words, name) for name, words in described)
    records: Mapping[str, Record] = getattr(context.dataset, kind.name)
    return (Item(context, record, id) for id, record in records.items())


def published_ids(context: BuildContext, kind: Kind) -> Iterable[str]:
    """The ids of the items of a kind that stands by itself, without making any."""
    return (item.id for item in _items(context, kind))


def described_vocabularies(dataset: Dataset) -> Iterator[tuple[str, Mapping[str, Term]]]:
    """The vocabularies whose words have a label and a meaning, by name."""
    for name, entries in sorted(dataset.vocabulary.terms.items()):
        described = {id: term for id, term in entries.items() if isinstance(term, Term)}
        if described:
            yield name, described
