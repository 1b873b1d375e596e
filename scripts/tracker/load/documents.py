"""A YAML file in memory: its plain value, and where in the file everything stands."""

from dataclasses import dataclass, field
from typing import Any

from tracker.problems import Problem
from tracker.schema.traversal import FieldPath


@dataclass(frozen=True, order=True)
class Position:
    """Where a value begins; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """A YAML file as plain dicts, lists, strings and whole numbers, with the place of every value
    and key.
    """

    file: str
    value: Any = None
    places: dict[FieldPath, Position] = field(default_factory=dict)
    keys: dict[FieldPath, Position] = field(default_factory=dict)

    def problem(self, where: FieldPath, message: str, *, at_key: bool = False) -> Problem:
        """A problem at a field; where the field is not in the file, at the nearest thing around
        it.
        """
        found = self.keys.get(where) if at_key else None
        while found is None and where:
            found = self.places.get(where)
            where = where[:-1]
        found = found or self.places.get((), Position(1, 1))
        return Problem(self.file, found.line, found.column, message)


class UnreadableFileError(Exception):
    """The text cannot be read as a record; carries every problem that was found in it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def unreadable(file: str, message: str, line: int = 1, column: int = 1) -> UnreadableFileError:
    """The refusal of a file for one problem."""
    return UnreadableFileError(Problem(file, line, column, message))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of a character of a text; both count from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")
