"""The values, references, texts and sources inside a model, each with its path; and the normal form
of an address.

Which fields name something else, and which are addresses, is read from the models' annotations, so
that no list repeats them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel

from tracker.schema.fields import Address, Prose, Ref, Source

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
    description: str = ""

    @property
    def model(self) -> type[BaseModel] | None:
        """The model that its values are, if they are any."""
        kind = self.value_type
        return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None

    @property
    def target(self) -> str | None:
        """What it names, as in `Ref`, if it names anything."""
        return next((mark.target for mark in self.marks if isinstance(mark, Ref)), None)

    @property
    def is_address(self) -> bool:
        """Whether it is an address."""
        return any(isinstance(mark, Address) for mark in self.marks)

    @property
    def is_text(self) -> bool:
        """Whether it is a text for readers, not a name of something else."""
        return self.target is None and any(isinstance(mark, Prose) for mark in self.marks)


def one_line(text: str | None) -> str:
    """A docstring as one line; empty where there is none."""
    return " ".join((text or "").split())


def field_shape(annotation: Any, description: str | None = None) -> FieldShape:
    """What an annotation says: `tuple[X, ...]` is a list, `X | None` may be missing, `Literal` has
    few values, and `Annotated` adds marks, at any depth.
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
    return FieldShape(
        annotation, is_optional, is_list, tuple(marks), allowed, one_line(description)
    )


@cache
def field_shapes(model: type[BaseModel]) -> Mapping[str, FieldShape]:
    """What each field of a model is, by its name."""
    return {
        name: field_shape(Annotated[info.annotation, None, *info.metadata], info.description)
        for name, info in model.model_fields.items()
    }


def field_items(value: Any, where: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    """A field's value, or each item of a list, with its path; nothing where the field is unset."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (*where, index), item
    elif value is not None:
        yield where, value


def walk(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """Every value inside a model that stands at `where`, with its path, in the order of the fields;
    a model before what is inside it.
    """
    for name, info in type(model).model_fields.items():
        for path, item in field_items(getattr(model, name), (*where, info.alias or name)):
            yield path, item
            if isinstance(item, BaseModel):
                yield from walk(item, path)


def own_texts(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Each text of a model that we write ourselves, with its path: not titles and publishers of
    sources, and no name of another record or of a term.
    """
    quoted = {path for path, _ in addresses(model, where)}
    quoted |= {path for path, _, _ in references(model, where)}
    for path, value in walk(model, where):
        if isinstance(value, str) and path not in quoted and not _is_quoted(path):
            yield path, value


def _is_quoted(where: FieldPath) -> bool:
    if _SOURCE_FIELDS & set(where):
        return not is_source_note(where)
    return bool(_QUOTED_FIELDS & set(where))


def is_source_note(where: FieldPath) -> bool:
    """Whether a path leads to a text that we write about a source."""
    return bool(_SOURCE_FIELDS & set(where)) and where[-1] in _OWN_SOURCE_FIELDS


def addresses(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Each address inside a model that stands at `where`, with its path."""
    for name, info in type(model).model_fields.items():
        for path, item in field_items(getattr(model, name), (*where, info.alias or name)):
            if field_shapes(type(model))[name].is_address:
                yield path, item
            elif isinstance(item, BaseModel):
                yield from addresses(item, path)


def references(model: BaseModel, where: FieldPath = ()) -> Iterator[tuple[FieldPath, str, str]]:
    """Each reference inside a model that stands at `where`: its path, its target as in `Ref`, and
    its value.
    """
    for name, key, target in _reference_fields(type(model)):
        value = getattr(model, name)
        for path, item in field_items(value, (*where, key)):
            if target is None:
                yield from references(item, path)
            else:
                yield path, target, item


@cache
def _reference_fields(model: type[BaseModel]) -> tuple[tuple[str, str, str | None], ...]:
    """The fields of a model that are references or models: the name, the key in the file, and the
    target of a reference, None for a model.
    """
    return tuple(
        (name, model.model_fields[name].alias or name, shape.target)
        for name, shape in field_shapes(model).items()
        if shape.target or shape.model
    )


def model_at(model: type[BaseModel], where: FieldPath) -> type[BaseModel]:
    """The model that a path through a model's fields leads to: `Finding` for
    `elements.0.findings.1` in `Recommendation`.
    """
    for key in where:
        fields = model.model_fields.items()
        field = next((name for name, info in fields if key in (name, info.alias)), None)
        model = (field and field_shapes(model)[field].model) or model
    return model


def sources_in(model: BaseModel) -> Iterator[tuple[FieldPath, Source]]:
    """Every source inside a record, with its path."""
    return ((where, value) for where, value in walk(model) if isinstance(value, Source))


_CODE = re.compile(r"%[0-9a-fA-F]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def _plain_code(match: re.Match[str]) -> str:
    """What a percent-encoded character is in the normal form of an address (RFC 3986, 6.2.2)."""
    character = chr(int(match[0][1:], 16))
    return character if _UNRESERVED.fullmatch(character) else match[0].upper()


def normalise_url(url: str) -> str:
    """The normal form of an address, by which two are compared: without scheme, `www.`, trailing
    slash and fragment, and with no letter or figure written as a code. `https://www.a.example/b/`
    and `http://a.example/%62` are one page.
    """
    parts = parse_url(_CODE.sub(_plain_code, url))
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"


def parse_url(url: str) -> SplitResult:
    """The parts of an address (RFC 3986); a text that is no address is all path."""
    try:
        return urlsplit(url)
    except ValueError:  # a bracket that begins no address of a host
        return SplitResult("", "", url, "", "")
