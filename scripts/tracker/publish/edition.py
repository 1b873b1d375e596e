"""One edition of the site: the facts of a day, the address that they are published at, and what is
made of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from tracker.derive.change import Change
from tracker.derive.changes import list_changes
from tracker.derive.facts import Facts
from tracker.derive.quarters import Quarter, list_quarters
from tracker.publish.page import Alternate, Page
from tracker.record.tracker import Dataset

T = TypeVar("T")
File = tuple[str, str | bytes]
"""A file that is no page: its path from the site's root, and what is in it."""


@dataclass(frozen=True)
class BuildContext:
    """What every output is made from. `address` is the site's own, with a slash at the end;
    `papers` is whether this build makes a PDF of each progress report, `pictures` whether it draws
    the cards that shared links show.
    """

    facts: Facts
    today: date
    address: str
    papers: bool = False
    pictures: bool = True
    _made: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def dataset(self) -> Dataset:
        """The record."""
        return self.facts.dataset

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change that the record implies, newest first."""
        return list_changes(self.dataset)

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """Each quarter since the first report, oldest first."""
        return tuple(list_quarters(self.dataset, self.changes, self.today))

    def once(self, make: Callable[["BuildContext"], T]) -> T:
        """What `make` gives for this context; it is called once, however many exporters ask."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def url(self, path: str) -> str:
        """The whole address of a page or a file, for what is read away from the site."""
        return f"{self.address}{path}"


def _nothing(*_: object) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Exporter:
    """One kind of output, by its name: the pages it makes, the files, and the other forms of pages
    that those files are. Files are made when all pages are known.
    """

    name: str
    pages: Callable[[BuildContext], Iterable[Page]] = _nothing
    alternates: Callable[[BuildContext], Iterable[Alternate]] = _nothing
    files: Callable[[BuildContext, Sequence[Page]], Iterable[File]] = _nothing
