"""What is worked out of the whole record before the first file that has it can be written, kept on
disk until then: of a large record it would fill the memory.
"""

import marshal
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Generic, TypeVar

from tracker.kept import content_digest

T = TypeVar("T")


class Spool:
    """A temporary file of contents, which is deleted when nothing refers to it."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  # open for as long as it is used
        self._size = 0

    def add(self, content: bytes) -> "Spooled":
        """Takes a content."""
        self._file.seek(self._size)
        self._file.write(content)
        place = self._size
        self._size += len(content)
        return Spooled(content_digest(content), self, place, len(content))

    def read(self, place: int, size: int) -> bytes:
        """So many bytes from a place."""
        self._file.seek(place)
        return self._file.read(size)


@dataclass(frozen=True, slots=True)
class Spooled:
    """A content in a spool, with what stands for it."""

    digest: bytes
    _spool: Spool = field(compare=False, repr=False)
    _place: int = field(compare=False, repr=False)
    _size: int = field(compare=False, repr=False)

    def read(self) -> bytes:
        """The content."""
        return self._spool.read(self._place, self._size)


BLOCK = 500
"""How many values of a list stay in memory before they are written."""


@dataclass
class SpooledList(Generic[T]):
    """A list in a spool. It takes plain values alone: texts, bytes, numbers, None, and tuples of
    these.
    """

    _spool: Spool
    _blocks: list[Spooled] = field(default_factory=list, init=False)
    _last: list[T] = field(default_factory=list, init=False)

    def append(self, value: T) -> None:
        """Takes a value."""
        self._last.append(value)
        if len(self._last) == BLOCK:
            self._blocks.append(self._spool.add(marshal.dumps(self._last)))
            self._last = []

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._last)

    def __iter__(self) -> Iterator[T]:
        for block in self._blocks:
            yield from marshal.loads(block.read())
        yield from self._last
