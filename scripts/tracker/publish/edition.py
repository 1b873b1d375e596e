"""One edition of the site: the facts of a day, the address that they are published at, and what is
made of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.derive.change import Change
from tracker.derive.changes import changes_of
from tracker.derive.facts import Facts
from tracker.derive.quarters import Quarter, quarters_of
from tracker.publish.calendars.appointments import Appointment, appointments
from tracker.publish.data.gather import Items, gather
from tracker.publish.data.tables import Table, tables_of
from tracker.publish.page import Alternate, Page
from tracker.record.tracker import Tracker

File = tuple[str, str | bytes]
"""A file that is no page: its path from the site's root, and what is in it."""


@dataclass(frozen=True)
class Edition:
    """What every output is made from. `address` is the site's own, with a slash at the end;
    `papers` is whether this build makes a PDF of each progress report, `pictures` whether it draws
    the cards that shared links show.
    """

    facts: Facts
    today: date
    address: str
    papers: bool = False
    pictures: bool = True

    @property
    def tracker(self) -> Tracker:
        """The record."""
        return self.facts.tracker

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change that the record implies, newest first."""
        return changes_of(self.tracker)

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """Each quarter since the first report, oldest first."""
        return tuple(quarters_of(self.tracker, self.changes, self.today))

    @cached_property
    def appointments(self) -> tuple[Appointment, ...]:
        """Everything that has a place in a calendar."""
        return tuple(appointments(self.facts, self.today))

    @cached_property
    def items(self) -> Items:
        """Every item of the published data, by kind."""
        return gather(self.facts, self.changes, self.url)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The published data in rows, by the name of the table."""
        return tables_of(self.items)

    def url(self, path: str) -> str:
        """The whole address of a page or a file, for what is read away from the site."""
        return f"{self.address}{path}"


def _nothing(*_: object) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Output:
    """One kind of output, by its name: the pages it makes, the files, and the other forms of pages
    that those files are. Files are made when all pages are known.
    """

    name: str
    pages: Callable[[Edition], Iterable[Page]] = _nothing
    alternates: Callable[[Edition], Iterable[Alternate]] = _nothing
    files: Callable[[Edition, Sequence[Page]], Iterable[File]] = _nothing
