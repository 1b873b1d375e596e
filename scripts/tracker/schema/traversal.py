"""The values, references, texts and sources inside a model, each with its path; and the normal form
of an address.

Which fields name something else, and which are addresses, is read from the models' annotations, so
that no list repeats them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel

from tracker.schema.dates import PartialDate
from tracker.schema.docstrings import docstring_of
from tracker.schema.fields import Address, Model, Prose, Ref, Source

FieldPath = tuple[str | int, ...]
"""The path from the top of a document to a value: `("elements", 0, "findings", 1, "status")`."""

_QUOTED_FIELDS = frozenset({"id", "citation"})
"""Fields whose text is not written by us, besides addresses and what stands in a source."""
_SOURCE_FIELDS = frozenset({"source", "sources"})
_OWN_SOURCE_FIELDS = frozenset({"insecure", "note"})
"""The fields of a source whose text is written by us."""


@dataclass(frozen=True)
class FieldShape:
    """What an annotation says of a field: the type of one value, whether it may be missing, whether
    there is a list of them, the marks that stand on it, and what it means.
    """

    value_type: Any
    is_optional: bool
    is_list: bool
    marks: tuple[Any, ...]
    allowed: tuple[str, ...] = ()
    docstring: Callable[[], str | None] = lambda: None

    @cached_property
    def description(self) -> str:
        """What it means, as one line."""
        return one_line(self.docstring())

    @cached_property
    def model(self) -> type[BaseModel] | None:
        """The model that its values are, if they are any."""
        kind = self.value_type
        return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None

    @cached_property
    def target(self) -> str | None:
        """What it names, as in `Ref`, if it names anything."""
        return next((mark.target for mark in self.marks if isinstance(mark, Ref)), None)

    @cached_property
    def is_address(self) -> bool:
        """Whether it is an address."""
        return any(isinstance(mark, Address) for mark in self.marks)

    @cached_property
    def is_text(self) -> bool:
        """Whether it is a text for readers, not a name of something else."""
        return self.target is None and any(isinstance(mark, Prose) for mark in self.marks)


def one_line(text: str | None) -> str:
    """A docstring as one line; empty where there is none."""
    return " ".join((text or "").split())


def field_shape(annotation: Any, docstring: Callable[[], str | None] = lambda: None) -> FieldShape:
    """What an annotation says: `tuple[X, ...]` is a list, `X | None` may be missing, `Literal` has
    few values, and `Annotated` adds marks, at any depth. The docstring is what it means.
    """
    is_optional = is_list = False
    marks: list[Any] = []
    allowed: tuple[str, ...] = ()
    while (origin := get_origin(annotation)) is not None:
        arguments = get_args(annotation)
        if origin is Annotated:
            marks += arguments[1:]
        elif origin is tuple:
            is_list = True
        elif origin is Literal:
            allowed, arguments = arguments, (str,)
        else:
            is_optional = NoneType in arguments
        annotation = next(kind for kind in arguments if kind is not NoneType)
    return FieldShape(annotation, is_optional, is_list, tuple(marks), allowed, docstring)


@cache
def field_shapes(model: type[BaseModel]) -> Mapping[str, FieldShape]:
    """What each field of a model is, by its name."""
    return {
        name: field_shape(
            Annotated[info.annotation, None, *info.metadata], partial(docstring_of, model, name)
        )
        for name, info in model.model_fields.items()
    }


Wanted = Callable[[str, FieldShape], bool]
"""Which fields a walk through a model is for, by their names and what they are."""


def values_in(
    model: BaseModel, wanted: Wanted, where: FieldPath = ()
) -> list[tuple[FieldPath, FieldShape, Any]]:
    """Every value inside a model that stands at `where` whose field is wanted, with its path and
    its field, in the order of the fields; a model before what is inside it. It looks only where
    there can be such a value: half of the time of a check would go by otherwise.
    """
    found: list[tuple[FieldPath, FieldShape, Any]] = []
    _collect(model, wanted, where, found)
    return found


def _collect(
    model: BaseModel,
    wanted: Wanted,
    where: FieldPath,
    found: list[tuple[FieldPath, FieldShape, Any]],
) -> None:
    values = model.__dict__
    for name, key, shape, is_wanted, leads_on in _steps(type(model), wanted):
        value = values[name]
        if value is None:
            continue
        path = (*where, key)
        items = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, item in items:
            place = path if index is None else (*path, index)
            if is_wanted:
                found.append((place, shape, item))
            if leads_on:
                _collect(item, wanted, place, found)


@cache
def _steps(
    model: type[BaseModel], wanted: Wanted
) -> tuple[tuple[str, str, FieldShape, bool, bool], ...]:
    """The fields of a model that a walk looks into: the name, the key in the file, the field,
    whether it is wanted itself, and whether one that is wanted is inside it.
    """
    steps = []
    for name, shape in field_shapes(model).items():
        key = model.model_fields[name].alias or name
        leads_on = shape.model is not None and bool(_steps(shape.model, wanted))
        is_wanted = wanted(name, shape)
        if is_wanted or leads_on:
            steps.append((name, key, shape, is_wanted, leads_on))
    return tuple(steps)


def _is_any(name: str, shape: FieldShape) -> bool:
    return True


def walk(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """Every value inside a model that stands at `where`, with its path, in the order of the fields;
    a model before what is inside it.
    """
    return ((path, value) for path, _, value in values_in(model, _is_any, where))


def is_literal_text(name: str, shape: FieldShape) -> bool:
    """Whether a field holds a text that is no address and no name of something else."""
    return shape.value_type is str and shape.target is None and not shape.is_address


def texts(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Each text of a model, with its path, also those of others' documents: all that is no address
    and no name of another record or of a term.
    """
    return ((path, text) for path, _, text in values_in(model, is_literal_text, where))


def is_quoted(where: FieldPath) -> bool:
    """Whether a path leads to a text that we do not write ourselves, such as the title or the
    publisher of a source.
    """
    if not _SOURCE_FIELDS.isdisjoint(where):
        return not is_source_note(where)
    return not _QUOTED_FIELDS.isdisjoint(where)


def is_source_note(where: FieldPath) -> bool:
    """Whether a path leads to a text that we write about a source."""
    return where[-1] in _OWN_SOURCE_FIELDS and not _SOURCE_FIELDS.isdisjoint(where)


def _is_address(name: str, shape: FieldShape) -> bool:
    return shape.is_address


def addresses(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Each address inside a model that stands at `where`, with its path."""
    return ((path, url) for path, _, url in values_in(model, _is_address, where))


def _is_reference(name: str, shape: FieldShape) -> bool:
    return shape.target is not None


def references(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str, str]]:
    """Each reference inside a model that stands at `where`: its path, its target as in `Ref`, and
    its value.
    """
    for path, shape, value in values_in(model, _is_reference, where):
        yield path, shape.target or "", value


def _is_date(name: str, shape: FieldShape) -> bool:
    return shape.value_type is PartialDate


def dates(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, PartialDate]]:
    """Each date inside a model that stands at `where`, with its path."""
    return ((path, day) for path, _, day in values_in(model, _is_date, where))


def model_at(model: type[BaseModel], where: FieldPath) -> type[BaseModel]:
    """The model that a path through a model's fields leads to: `Finding` for
    `elements.0.findings.1` in `Recommendation`.
    """
    for key in where:
        fields = model.model_fields.items()
        field = next((name for name, info in fields if key in (name, info.alias)), None)
        model = (field and field_shapes(model)[field].model) or model
    return model


def place_order(model: BaseModel, where: FieldPath) -> tuple[int, ...]:
    """The sort key of the order in which the paths of a model stand in its file in the form of
    `tracker fmt`: fields in the order of their model, and what is no field before them.
    """
    kind, order = type(model), []
    for key in where:
        if isinstance(key, int):
            order.append(key)
            continue
        fields = [info.alias or name for name, info in kind.model_fields.items()]
        order.append(fields.index(key) if key in fields else -1)
        kind = model_at(kind, (key,))
    return tuple(order)


def _is_source(name: str, shape: FieldShape) -> bool:
    return shape.value_type is Source


def sources_in(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, Source]]:
    """Every source inside a model that stands at `where`, with its path."""
    return ((path, source) for path, _, source in values_in(model, _is_source, where))


def _is_id(name: str, shape: FieldShape) -> bool:
    return name == "id"


def inner_ids(model: BaseModel) -> Iterator[tuple[FieldPath, str]]:
    """The id of each model inside a model that has one, with its path."""
    return ((path, id) for path, _, id in values_in(model, _is_id) if path[1:])


def _is_model(name: str, shape: FieldShape) -> bool:
    return shape.model is not None


def parts(model: BaseModel) -> Iterator[tuple[FieldPath, Model]]:
    """Every model inside a model, with its path."""
    return ((path, part) for path, _, part in values_in(model, _is_model))


_CODE = re.compile(r"%[0-9a-fA-F]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def _plain_code(match: re.Match[str]) -> str:
    """What a percent-encoded character is in the normal form of an address (RFC 3986, 6.2.2)."""
    character = chr(int(match[0][1:], 16))
    return character if _UNRESERVED.fullmatch(character) else match[0].upper()


@cache
def normalise_url(url: str) -> str:
    """The normal form of an address, by which two are compared: without scheme, `www.`, trailing
    slash and fragment, and with no letter or figure written as a code. `https://www.a.example/b/`
    and `http://a.example/%62` are one page.
    """
    parts = parse_url(_CODE.sub(_plain_code, url))
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"


@cache
def parse_url(url: str) -> SplitResult:
    """The parts of an address (RFC 3986); a text that is no address is all path."""
    try:
        return urlsplit(url)
    except ValueError:  # a bracket that begins no address of a host
        return SplitResult("", "", url, "", "")
