"""Digests of values: two values have the same one only where they are the same through and through,
in any run of the same program.

A function stands for its code and for what it closes over, so that a function that is called later
stands for what it will give, as far as that follows from these. A value of a kind of which it is
not known what it consists of has no digest.
"""

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, cached_property, partial
from io import BytesIO
from itertools import chain
from operator import attrgetter, itemgetter
from pickle import Pickler
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any
from uuid import UUID

from tracker.kept import DIGEST_OF, content_digest
from tracker.outputs.spool import Spool, Spooled
from tracker.schema.fields import Model

_WITHOUT_REFERENCES = 2
"""The version of the format in which what is the same twice is written two times."""

_NOT_KNOWN = frozenset({tuple, list, partial, MethodType})
"""Kinds of values that only put others together."""

Parts = Callable[[Any], Iterable[Any]]
"""What a value consists of, beside its kind."""


class NoDigestError(TypeError):
    """It is not known what a value consists of."""


class Digests:
    """The digests of values that stay as they are while this is used. `naming` gives of a kind of
    values that are known by a name the function that gives it, and None of all others.
    """

    def __init__(self, naming: Callable[[type], Callable[[Any], str] | None]) -> None:
        self._naming = naming
        self._known: dict[int, tuple[Any, bytes]] = {}
        self._ways: dict[type, Callable[[Any], bytes]] = {}

    def of(self, value: Any) -> bytes:
        """The digest of a value. Raises NoDigestError."""
        try:
            return content_digest(self._encoded(value))
        except RecursionError:
            raise NoDigestError(f"a {type(value).__name__} holds itself") from None

    def _encoded(self, value: Any) -> bytes:
        """A value as bytes: no two values have the same, and none those with which another's begin.

        A value that has parts is known by its digest, and is kept, so that no other has its id; not
        one that only puts others together, of which there are as many as there are files.
        """
        kind = type(value)
        if kind is str:
            text = value.encode("utf-8", "surrogatepass")
            return b"s%d:%b" % (len(text), text)
        if kind is bytes:
            return b"b%d:%b" % (len(value), value)
        if value is None or kind is bool or kind is int or kind is float:
            return b"n%b;" % repr(value).encode()
        known = self._known.get(id(value))
        if known is None:
            write = self._ways.get(kind)
            if write is None:
                write = self._ways[kind] = self._way_of(kind)
            known = value, b"#" + content_digest(write(value))
            if kind not in _NOT_KNOWN:
                self._known[id(value)] = known
        return known[1]

    def _way_of(self, kind: type[Any]) -> Callable[[Any], bytes]:
        """The function that writes a value of a kind that has parts, with all of them."""
        name_of = self._naming(kind)
        if name_of:
            return lambda value: b"name " + name_of(value).encode()
        if issubclass(kind, Model):
            return lambda value: b"model " + _pickled(value)
        parts_of, encoded = _parts_of(kind), self._encoded
        begin = b"value %b " % _full_name(kind).encode()
        if issubclass(kind, (set, frozenset)):
            return lambda value: begin + b"".join(sorted(map(encoded, value)))

        def write(value: Any) -> bytes:
            parts = list(parts_of(value))
            try:  # most consist of nothing but plain values
                return begin + b"plain " + marshal.dumps(parts, _WITHOUT_REFERENCES)
            except ValueError:
                return begin + b"".join(map(encoded, parts))

        return write


def _full_name(value: Any) -> str:
    return f"{value.__module__}.{value.__qualname__}"


def _parts_of_function(value: FunctionType) -> Iterable[Any]:
    try:
        cells = tuple(cell.cell_contents for cell in value.__closure__ or ())
    except ValueError:
        raise NoDigestError(f"{value.__qualname__} is not whole yet") from None
    return _full_name(value), value.__code__, value.__defaults__, value.__kwdefaults__, cells


def _parts_of_builtin(value: BuiltinFunctionType) -> Iterable[Any]:
    if isinstance(value.__self__, ModuleType):
        return (_full_name(value),)
    raise NoDigestError(f"{value.__qualname__} is a method of a value")


_PARTS: Mapping[type, Parts] = {
    Enum: lambda value: (value.name,),
    str: lambda value: (str.__str__(value),),  # of a kind of its own, such as finished HTML
    Spooled: lambda value: (value.digest,),
    Spool: lambda _: (),  # each content in it has a digest of its own
    date: lambda value: (repr(value),),
    UUID: lambda value: (repr(value),),
    tuple: iter,
    list: iter,
    set: iter,
    frozenset: iter,
    Mapping: lambda value: chain.from_iterable(value.items()),
    type: lambda value: (_full_name(value),),
    partial: lambda value: (value.func, value.args, value.keywords),
    attrgetter: lambda value: value.__reduce__()[1],
    itemgetter: lambda value: value.__reduce__()[1],
    type(cache(len)): lambda value: (value.__wrapped__,),  # it gives what the function gives
    MethodType: lambda value: (value.__func__, value.__self__),
    BuiltinFunctionType: _parts_of_builtin,
    FunctionType: _parts_of_function,
    CodeType: lambda value: (value.co_code, value.co_names, value.co_consts),
}
"""What values consist of, by their kinds; the first that fits holds."""


def _parts_of(kind: type[Any]) -> Parts:
    for known, parts in _PARTS.items():
        if issubclass(kind, known):
            return parts
    if is_dataclass(kind):
        names = [field.metadata.get(DIGEST_OF, field.name) for field in fields(kind)]
        return lambda value: [getattr(value, name) for name in names]
    if kind is not object and all(map(_is_plain, kind.__mro__[:-1])):
        return lambda value: chain.from_iterable(
            (name, part)
            for name, part in vars(value).items()
            if not isinstance(getattr(kind, name, None), cached_property)  # made of the others
        )
    raise NoDigestError(f"a {kind.__name__} has no digest")


def _is_plain(kind: type) -> bool:
    """Whether the values of a class have nothing but attributes."""
    return kind.__module__.startswith("tracker.") and "__slots__" not in vars(kind)


class _ModelPickler(Pickler):
    """Writes what is the same twice two times, and a model by its fields. A set has no order that
    stays, so no field of a model may be one.
    """

    def reducer_override(self, value: Any) -> Any:
        if not isinstance(value, Model):
            return NotImplemented
        return type(value), (vars(value),)


def _pickled(model: Model) -> bytes:
    pickler = _ModelPickler(buffer := BytesIO(), protocol=5)
    pickler.fast = True
    pickler.dump(model)
    return buffer.getvalue()
