"""The kinds of the published data, drawn from the models of the records and the derived columns:
which there are, the columns of each, and the items of a site.

A field of a model is a column of the same name, or of the one that its `PublishedAs` gives. A date
that is an event's also has `_first` and `_last`, a word of a vocabulary has `_in_words`. A list of
models is a list of items that stand inside this one, under the name of their kind.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    TermColumns,
    VocabularyWord,
)
from tracker.schema.dates import PartialDate
from tracker.schema.fields import EventDay, PartOfId, PublishedAs, Record, Source
from tracker.schema.records import KINDS
from tracker.schema.traversal import FieldShape, field_shape, field_shapes, sources_in
from tracker.schema.vocabularies import VOCABULARIES, Term

ColumnType = Literal["string", "integer", "boolean"]
Values = dict[str, Any]
"""An item as JSON has it: its columns by name, then the lists of items that stand inside it."""


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of a value, whether each item has one, whether it is a list; the
    kind whose ids it holds, the values that it can have if these are few, what it means; and
    whether it is a text that readers search.
    """

    name: str
    type: ColumnType = "string"
    required: bool = True
    is_list: bool = False
    to: str | None = None
    allowed: tuple[str, ...] = ()
    description: str = ""
    is_text: bool = False


ID = Column(
    "id",
    description="The item's name among those of its kind. That of a record never changes its "
    "meaning.",
)

Reader = Callable[[Item, list[DerivedColumns[Any]]], Any]
"""Reads the value of a column from an item, or from its derived columns."""


@dataclass(frozen=True)
class Kind:
    """A kind of item: its name, that of its type, what an item of it is, its columns with how each
    is read, its classes of derived columns, and the kinds that stand inside it, each with what
    gives the items of it that stand inside one of this kind.
    """

    name: str
    type_name: str
    description: str
    readers: Mapping[Column, Reader]
    derived: tuple[type[DerivedColumns[Any]], ...]
    inner: Sequence[tuple["Kind", Callable[[Item], Iterable[Item]]]] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in their order."""
        return tuple(self.readers)

    def values(self, item: Item) -> Values:
        """An item of this kind as JSON has it."""
        derived = [columns(item) for columns in self.derived]
        values = {column.name: read(item, derived) for column, read in self.readers.items()}
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


def one_line(text: str | None) -> str:
    """A docstring as one line; empty where there is none."""
    return " ".join((text or "").split())


def _inner_models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The models of the items that stand inside a model's, by the field that holds them."""
    return {
        name: shape.model
        for name, shape in field_shapes(model).items()
        if shape.model and plural_of(shape.model)
    }


def _owner_names(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The kinds that a model's items can stand in: the name of one, and of the kind."""
    return tuple(_all_owners().get(model, {}).items())


@cache
def _all_owners() -> Mapping[type[BaseModel], Mapping[str, str]]:
    owners: dict[type[BaseModel], dict[str, str]] = {}

    def visit(model: type[BaseModel], one: str, record: type[Record]) -> None:
        for inner in _inner_models(model).values():
            name = (record.one, record.folder) if inner is Source else (one, plural_of(model))
            owners.setdefault(inner, {})[name[0]] = name[1]
            visit(inner, _one_of(inner), record)

    for record in KINDS:
        visit(record, record.one, record)
    return owners


def _one_of(model: type[BaseModel]) -> str:
    """The name of one item of a model: `due_date` for `DueDate`."""
    letters = (f"_{letter.lower()}" if letter.isupper() else letter for letter in model.__name__)
    return "".join(letters).strip("_")


@cache
def _kind_of(model: type[BaseModel]) -> Kind:
    derived = tuple(columns for base, columns in DERIVED_COLUMNS.items() if issubclass(model, base))
    methods = dict(_derived_columns(derived))
    return Kind(
        name=plural_of(model),
        type_name=model.__name__,
        description=one_line(getdoc(model)),
        readers={
            ID: _read_id,
            **dict(_owner_columns(model)),
            **dict(_field_columns(model, {column.name for column in methods})),
            **methods,
        },
        derived=derived,
        inner=[
            (_kind_of(inner), partial(_parts, name)) for name, inner in _inner_models(model).items()
        ],
    )


def _read_id(item: Item, _: list[DerivedColumns[Any]]) -> str:
    return item.id


def _owner_columns(model: type[BaseModel]) -> Iterator[tuple[Column, Reader]]:
    """The relations of an item to what it stands in: one column, one for each kind that it can be,
    or, where that is any record, its kind and its id.
    """
    owners = _owner_names(model)
    if len(owners) == len(KINDS):
        yield Column("record_kind", description="The kind of its record."), _read_record_kind
        yield Column("record", description="The id of its record."), _read_record
        return
    for one, kind in owners:
        description = f"The {kind_words(one)} that it stands in."
        column = Column(one, required=len(owners) == 1, to=kind, description=description)
        yield column, _owner_reader(kind)


def _read_record_kind(item: Item, _: list[DerivedColumns[Any]]) -> str:
    return str(item.record.folder)


def _read_record(item: Item, _: list[DerivedColumns[Any]]) -> str:
    return str(item.record.id)


def _owner_reader(kind: str) -> Reader:
    def read(item: Item, _: list[DerivedColumns[Any]]) -> str | None:
        owner = item.owner
        return owner.id if owner and plural_of(type(owner.value)) == kind else None

    return read


def _field_columns(model: type[BaseModel], replaced: set[str]) -> Iterator[tuple[Column, Reader]]:
    """The columns of a model's fields, but for those that a derived column replaces."""
    for field, shape in field_shapes(model).items():
        name = next((m.name for m in shape.marks if isinstance(m, PublishedAs)), field)
        if not shape.model and field != "id" and name not in replaced:
            yield from _columns(name, shape, _field_reader(field))


def _derived_columns(
    derived: Iterable[type[DerivedColumns[Any]]],
) -> Iterator[tuple[Column, Reader]]:
    for index, columns in enumerate(derived):
        for name, method in vars(columns).items():
            if not name.startswith("_"):
                hints = get_type_hints(method, include_extras=True)
                shape = field_shape(hints["return"], getdoc(method))
                yield from _columns(name, shape, _method_reader(index, name))


def _field_reader(field: str) -> Reader:
    read = attrgetter(field)
    return lambda item, derived: read(item.value)


def _method_reader(index: int, name: str) -> Reader:
    return lambda item, derived: getattr(derived[index], name)()


_COLUMN_TYPES: Mapping[Any, ColumnType] = {int: "integer", bool: "boolean"}


def _columns(name: str, shape: FieldShape, read: Reader) -> Iterator[tuple[Column, Reader]]:
    """The column of a field or a derived column, and those that follow from what it is."""
    is_date, vocabulary = shape.value_type is PartialDate, shape.target in VOCABULARIES
    description = one_line(shape.description)
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
    )
    yield column, (_date_reader(read, attrgetter("text")) if is_date else read)
    if is_date and any(isinstance(mark, EventDay) for mark in shape.marks):
        for end, which in (("first", "earliest"), ("last", "latest")):
            says = f"The {which} day that `{name}` can mean."
            bound = Column(f"{name}_{end}", required=column.required, description=says)
            yield bound, _date_reader(read, _bound_reader(which))
    if vocabulary and not shape.is_list and shape.target != name:
        says = f"`{name}` as pages show it."
        in_words = Column(f"{name}_in_words", required=column.required, description=says)
        yield in_words, _label_reader(read, str(shape.target))


@cache
def _kind_names() -> frozenset[str]:
    return frozenset(record.folder for record in KINDS) | {"vocabularies"}


def _date_reader(read: Reader, text: Callable[[PartialDate], str]) -> Reader:
    def read_date(item: Item, derived: list[DerivedColumns[Any]]) -> str | None:
        date = read(item, derived)
        return text(date) if date else None

    return read_date


def _bound_reader(which: str) -> Callable[[PartialDate], str]:
    return lambda date: getattr(date, which).isoformat()


def _label_reader(read: Reader, vocabulary: str) -> Reader:
    def read_label(item: Item, derived: list[DerivedColumns[Any]]) -> str | None:
        word = read(item, derived)
        return item.context.dataset.vocabulary.term(vocabulary, word).label if word else None

    return read_label


def _parts(field: str, item: Item) -> Iterator[Item]:
    """The items that a field of an item's value holds. A source belongs to the record, wherever in
    it it stands, and is numbered through it.
    """
    value = getattr(item.value, field)
    for number, part in enumerate(value if isinstance(value, tuple) else filter(None, [value]), 1):
        if isinstance(part, Source):
            owner = item
            while owner.owner:
                owner = owner.owner
            cited = [id(source) for _, source in sources_in(owner.value)]
            number = cited.index(id(part)) + 1
        else:
            owner = item
        yield Item(item.context, part, _part_id(owner, part, number), number, owner)


def _part_id(owner: Item, part: BaseModel, number: int) -> str:
    """The id of a part: that of its owner with its own id, or with its number. The kind of the
    owner stands before it where there are several that it can be.
    """
    model = type(part)
    if "id" in model.model_fields:
        return f"{owner.id}.{part.id}"  # type: ignore[attr-defined]
    if len(_owner_names(model)) > 1:
        return f"{plural_of(type(owner.value))}/{owner.id}/{number}"
    steps = [
        str(getattr(part, name))
        for name, shape in field_shapes(model).items()
        if any(isinstance(mark, PartOfId) for mark in shape.marks)
    ]
    return ".".join([owner.id, *steps, str(number)])


def _words(item: Item) -> Iterator[Item]:
    """The words of a vocabulary, whose items are made of its entries."""
    for number, (id, term) in enumerate(item.value.items(), start=1):
        word = VocabularyWord(item.id, id, term)
        yield Item(item.context, word, f"{item.id}/{id}", number, item)


_TERMS = Kind(
    name="terms",
    type_name="Term",
    description="A word of a vocabulary. Its id is `vocabulary/word`.",
    readers={ID: _read_id, **dict(_derived_columns([TermColumns]))},
    derived=(TermColumns,),
)
RECORD_KINDS = tuple(_kind_of(record) for record in KINDS)
CHANGES = Kind(
    name="changes",
    type_name="Change",
    description=one_line(getdoc(ChangeColumns)),
    readers={ID: _read_id, **dict(_derived_columns([ChangeColumns]))},
    derived=(ChangeColumns,),
)
VOCABULARY_KIND = Kind(
    name="vocabularies",
    type_name="Vocabulary",
    description="A list of words, in its order.",
    readers={ID: _read_id},
    derived=(),
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


PublishedItems = Mapping[str, tuple[Values, ...]]
"""The items of each kind that stands by itself, in the order of their ids; changes newest first."""


def published_items(context: BuildContext) -> PublishedItems:
    """Every item of the published data, by kind."""
    dataset = context.dataset
    items: dict[str, tuple[Values, ...]] = {
        kind.name: tuple(
            kind.values(Item(context, record, id))
            for id, record in getattr(dataset, kind.name).items()
        )
        for kind in RECORD_KINDS
    }
    items[CHANGES.name] = tuple(CHANGES.values(Item(context, c, c.id)) for c in context.changes)
    items[VOCABULARY_KIND.name] = tuple(
        VOCABULARY_KIND.values(Item(context, words, name))
        for name, words in described_vocabularies(dataset)
    )
    return items


def published_ids(context: BuildContext, kind: Kind) -> Iterable[str]:
    """The ids of the items of a kind that stands by itself, without making any."""
    if kind is CHANGES:
        return (change.id for change in context.changes)
    if kind is VOCABULARY_KIND:
        return (name for name, _ in described_vocabularies(context.dataset))
    ids: Iterable[str] = getattr(context.dataset, kind.name)
    return ids


def described_vocabularies(dataset: Dataset) -> Iterator[tuple[str, Mapping[str, Term]]]:
    """The vocabularies whose words have a label and a meaning, by name."""
    for name, entries in sorted(dataset.vocabulary.terms.items()):
        described = {id: term for id, term in entries.items() if isinstance(term, Term)}
        if described:
            yield name, described
