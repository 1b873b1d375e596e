"""What is read of a record while one file is made of it, so that the file need not be made again as
long as all of that is the same.

A context is given out in which each mapping of records, and of what is derived from them, notes
which of its keys are asked for, and everything else is noted as a whole. What is then handed out is
plain: it leads to nothing that its digest does not stand for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property, partial
from hashlib import blake2b
from importlib import import_module
from operator import attrgetter
from typing import Any, TypeVar

from tracker.derive.facts import Facts
from tracker.kept import SIZE
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext
from tracker.reuse.digests import Digests, NoDigestError

T = TypeVar("T")

Read = tuple[Any, ...]
"""What was read: the name of a mapping or a value, how, and of a mapping the key."""
WHOLE, VALUE, PRESENCE = range(3)
"""How it was read: all of it, the value of a key, or only whether there is such a key."""
_ONCE = "once "
"""What stands before the name of what a context works out once."""


class Reads:
    """The context of a build, `context`, in which is noted what is read; and the state of what was
    read.

    `everything` stands for the record and all else that the context is made of. A value that holds
    a whole record, or facts or a context of the plain kind, is taken to be made of everything.
    """

    def __init__(self, plain: BuildContext, everything: bytes) -> None:
        self._plain, self._everything = plain, everything.hex()
        self._values: dict[str, Any] = {}
        self._handed_out: dict[str, Any] = {}
        self._digests = Digests(self._naming)
        self._states: dict[Read, bytes] = {}
        self._noted: dict[Read, None] | None = None
        self.context: BuildContext = _view(self, "", BuildContext)

    def begin(self) -> None:
        """Notes from now on what is read."""
        self._noted = {}

    def end(self) -> tuple[Read, ...]:
        """What was read since `begin`, each once, in the order in which it first was."""
        noted, self._noted = self._noted, None
        return tuple(noted or ())

    def note(self, *read: Any) -> None:
        """Notes that something is read."""
        if self._noted is not None:
            self._noted[read] = None

    def digest(self, value: Any) -> bytes:
        """The digest of a value, in which what notes what is read of it has its name. Raises
        NoDigestError.
        """
        return self._digests.of(value)

    def state(self, reads: tuple[Read, ...]) -> bytes:
        """What stands for all that was read, as it is now. Raises NoDigestError."""
        digest = blake2b(digest_size=SIZE)
        for read in reads:
            state = self._states.get(read)
            if state is None:
                state = self._states[read] = self._state(*read)
            digest.update(state)
        return digest.digest()

    def _state(self, name: str, how: int, key: Any = None) -> bytes:
        value = self.value(name)
        if how == PRESENCE:
            return self.digest(key in value)
        if how == VALUE:
            return self.digest([value[key]] if key in value else [])
        return self.digest(value)

    def value(self, name: str) -> Any:
        """The plain mapping or value of a name. Raises NoDigestError where there is none."""
        if name not in self._values:
            try:
                self._values[name] = self._find(name)
            except (AttributeError, ImportError):
                raise NoDigestError(f"nothing is called {name}") from None
        return self._values[name]

    def _find(self, name: str) -> Any:
        if name.startswith(_ONCE):
            module, function = name.removeprefix(_ONCE).split()
            return self._plain.once(attrgetter(function)(import_module(module)))
        return attrgetter(name)(self._plain)

    def named(self, name: str, table: Mapping[Any, T]) -> Mapping[Any, T]:
        """`BuildContext.named`."""
        self._values[name] = table
        return _NotingMapping(self, name)

    def once(self, compute: Callable[[BuildContext], Any]) -> Any:
        """`BuildContext.once`: while it is worked out, nothing is noted."""
        return self.get(f"{_ONCE}{compute.__module__} {compute.__qualname__}")

    def called_once(self, make: Callable[[], T]) -> Callable[[], T]:
        """`BuildContext.called_once`."""
        return partial(self._recall, cache(partial(self._called, make)))

    def _called(self, make: Callable[[], T]) -> tuple[T, tuple[Read, ...]]:
        """What a function gives, and what it read."""
        others, self._noted = self._noted, {}
        try:
            return make(), tuple(self._noted)
        finally:
            self._noted = others

    def _recall(self, call: Callable[[], tuple[T, tuple[Read, ...]]]) -> T:
        value, reads = call()
        for read in reads:
            self.note(*read)
        return value

    def get(self, name: str) -> Any:
        """The value of a name: of a mapping, or what holds mappings, one that notes what is read of
        it; any other is noted as a whole.
        """
        if name not in self._handed_out:
            self._handed_out[name] = self._noting(name)
        noting = self._handed_out[name]
        if noting is None:
            self.note(name, WHOLE)
            return self.value(name)
        return noting

    def _noting(self, name: str) -> Any:
        value = self.value(name)
        if isinstance(value, Mapping):
            return _NotingMapping(self, name)
        if is_dataclass(value) and any(
            isinstance(getattr(value, field.name), Mapping) for field in fields(value)
        ):
            return _view(self, f"{name}.", type(value))
        return None

    def _naming(self, kind: type) -> Callable[[Any], str] | None:
        if issubclass(kind, _NotingMapping) or hasattr(kind, "is_view"):
            return lambda value: f"read {vars(value)['_name']}"
        if issubclass(kind, Reads):
            return lambda _: "reads"
        if issubclass(kind, (BuildContext, Facts, Dataset)):
            return lambda _: f"everything {self._everything}"
        return None


class _NotingMapping(Mapping[Any, Any]):
    """A mapping that notes what is asked of it."""

    def __init__(self, reads: Reads, name: str) -> None:
        self._reads, self._name = reads, name

    @cached_property
    def _values(self) -> Mapping[Any, Any]:
        values: Mapping[Any, Any] = self._reads.value(self._name)
        return values

    def __getitem__(self, key: Any) -> Any:
        self._reads.note(self._name, VALUE, key)
        return self._values[key]

    def __contains__(self, key: Any) -> bool:
        self._reads.note(self._name, PRESENCE, key)
        return key in self._values

    def __iter__(self) -> Iterator[Any]:
        self._reads.note(self._name, WHOLE)
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.note(self._name, WHOLE)
        return len(self._values)


def _view(reads: Reads, name: str, kind: type) -> Any:
    """A value of a kind whose fields are got from `reads`, with a name before theirs, as is what it
    works out once. Its methods work on these.
    """
    view: Any = object.__new__(_kind_of_view(kind))
    vars(view).update(_reads=reads, _name=name)
    return view


@cache
def _kind_of_view(kind: type) -> type:
    names = [field.name for field in fields(kind) if not field.name.startswith("_")]
    for each in kind.__mro__:
        names += [name for name, value in vars(each).items() if isinstance(value, cached_property)]
    members: dict[str, Any] = {name: property(partial(_got, name=name)) for name in names}
    members["__new__"] = lambda _, **values: kind(**values)  # for dataclasses.replace: a plain one
    if kind is BuildContext:
        members["once"] = lambda view, compute: view._reads.once(compute)
        members["called_once"] = lambda view, make: view._reads.called_once(make)
        members["named"] = lambda view, name, table: view._reads.named(name, table)
    return type(f"{kind.__name__}View", (kind,), {**members, "is_view": True})


def _got(view: Any, name: str) -> Any:
    return view._reads.get(f"{view._name}{name}")
