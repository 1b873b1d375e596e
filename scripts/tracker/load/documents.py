"""A YAML file in memory: its plain value, and the position of everything in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tracker.problems import Problem
from tracker.schema.traversal import FieldPath


@dataclass(frozen=True, order=True)
class Position:
    """Where a value begins; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Positions:
    """The position of every value and of every key of a file, by its path."""

    of_values: dict[FieldPath, Position] = field(default_factory=dict)
    of_keys: dict[FieldPath, Position] = field(default_factory=dict)


@dataclass(frozen=True)
class Comment:
    """A comment, from its `#` to the end of its line without the blanks there; where it begins; and
    whether it has its line for itself.
    """

    text: str
    position: Position
    is_whole_line: bool


@dataclass(frozen=True)
class Layout:
    """What of a YAML file is no part of its value: its comments, in their order, and where each
    text begins that takes several lines.
    """

    comments: tuple[Comment, ...]
    wrapped: frozenset[Position]


@dataclass(frozen=True)
class Document:
    """A YAML file as plain dicts, lists, strings and whole numbers, with the position of every
    value and key, by its path. The positions are found when the first of them is asked for, as of
    most files none ever is. `text_key` stands for its text, where the value is what that holds.
    """

    file: str
    value: Any = None
    find_positions: Callable[[], Positions] = Positions
    text_key: bytes = b""

    @cached_property
    def all_positions(self) -> Positions:
        """The positions in it."""
        return self.find_positions()

    @property
    def positions(self) -> dict[FieldPath, Position]:
        """The position of every value, by its path."""
        return self.all_positions.of_values

    @property
    def key_positions(self) -> dict[FieldPath, Position]:
        """The position of every key, by its path."""
        return self.all_positions.of_keys

    def problem(self, where: FieldPath, message: str, *, at_key: bool = False) -> Problem:
        """A problem at a value, or at its key; where that is not in the file, at the nearest value
        around it.
        """
        position = self.key_positions.get(where) if at_key else None
        around = where
        while position is None and around:
            position = self.positions.get(around)
            around = around[:-1]
        position = position or self.positions.get((), Position(1, 1))
        return Problem(self.file, position.line, position.column, message, where)


class UnreadableFileError(Exception):
    """The text cannot be read as a record; carries every problem that was found in it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def unreadable(file: str, message: str, line: int = 1, column: int = 1) -> UnreadableFileError:
    """The error for a file that one problem makes unreadable."""
    return UnreadableFileError(Problem(file, line, column, message))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of a character of a text; both count from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")
