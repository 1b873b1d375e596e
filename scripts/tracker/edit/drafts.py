"""A new record, or a record with a new part, before it is written: its id, the text of its file,
and what the check says of it. What would break a rule is not written.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tracker.edit.atomic_files import create_file, replace_file
from tracker.edit.part_places import PartKind, PartPlace
from tracker.edit.text_edits import CannotBeEditedError, text_with_item, text_with_values
from tracker.edit.yaml_text import mapping_lines
from tracker.load.dataset import Dataset
from tracker.load.document_cache import DocumentCache
from tracker.load.documents import UnreadableFileError
from tracker.load.loader import load
from tracker.load.messages import id_too_long, nearest_id, no_id
from tracker.load.plain_text import read_text
from tracker.problems import Problem
from tracker.rules import check
from tracker.rules.structure import every_text_is_written
from tracker.schema.fields import ID_PATTERN, MAX_ID, Record
from tracker.schema.records import Development, Implication, Recommendation, Report
from tracker.schema.traversal import FieldPath


class CannotBeMadeError(Exception):
    """Why something new cannot be written, as a sentence; nothing was."""


@dataclass(frozen=True)
class Draft:
    """The text of a file with what is new in it, and the dataset with it; and what the check says:
    each problem that it would bring about, and each place of the file that a person has to fill.
    """

    path: Path
    text: str
    is_new: bool
    dataset: Dataset
    refused: tuple[Problem, ...]
    to_write: tuple[Problem, ...]

    def write(self) -> None:
        """Puts the file in its place. Raises CannotBeWrittenError."""
        (create_file if self.is_new else replace_file)(self.path, self.text.encode())


class Drafts:
    """What is in a data directory on a day, and drafts of what is to be in it."""

    def __init__(self, data: Path, today: date) -> None:
        self._data, self._today, self._cache = data, today, DocumentCache()
        self.dataset, unread = load(data, cache=self._cache)
        self._problems = (*unread, *check(self.dataset, today))
        if self.dataset.unread_vocabularies:
            raise CannotBeMadeError("\n".join((*map(str, unread), "mend these first")))

    def record(self, kind: type[Record], values: Mapping[str, Any], id: str | None) -> Draft:
        """The draft of a new record, with its values as a file has them; where no id is given, with
        that which follows from them. Raises CannotBeMadeError where its id is none, or its file is
        there already.
        """
        id = id or new_id(self.dataset, kind, values)
        if len(id) > MAX_ID or not re.fullmatch(ID_PATTERN, id):
            raise CannotBeMadeError(id_too_long(id) if len(id) > MAX_ID else no_id(id))
        path = self._data / kind.folder / f"{id}.yaml"
        if path.exists():
            message = f"{path} is there already, and is never written anew; give another --id"
            raise CannotBeMadeError(message)
        text = "".join(f"{line}\n" for line in mapping_lines(kind, values))
        return self._draft(path, text, is_new=True)

    def part(self, part: PartKind, place: PartPlace, values: Mapping[str, Any]) -> Draft:
        """The draft of a record with a new part. Raises CannotBeMadeError where the file has no
        place for it.
        """
        models = part.inside_model or type(place.record), part.model
        edit = partial(text_with_item, where=place.where, models=models, item=values)
        return self._edited(place.record, edit)

    def changed(self, record: Record, values: Mapping[FieldPath, str]) -> Draft:
        """The draft of a record with other values at some paths, each a day or a word of a
        vocabulary. Raises CannotBeMadeError where they cannot be changed alone.
        """
        return self._edited(record, partial(text_with_values, values=values))

    def _edited(self, record: Record, edit: Callable[[str, str], str]) -> Draft:
        """The draft of a record with its text edited, by a function of the text and the file."""
        path = self._data / record.folder / f"{record.id}.yaml"
        file = path.as_posix()
        try:
            text = edit(read_text(path, file, inside=True), file)
        except (CannotBeEditedError, UnreadableFileError) as error:
            raise CannotBeMadeError(str(error)) from None
        return self._draft(path, text, is_new=False)

    def _draft(self, path: Path, text: str, *, is_new: bool) -> Draft:
        dataset, unread = load(self._data, cache=self._cache, drafts={path: text})
        to_write = set(check(dataset, self._today, (every_text_is_written,)))
        found = (*unread, *check(dataset, self._today))
        before = Counter((problem.file, problem.message) for problem in self._problems)
        brought: list[Problem] = []
        for problem in sorted(found):  # a line that moved makes no problem a new one
            before[problem.file, problem.message] -= 1
            if before[problem.file, problem.message] < 0 and problem not in to_write:
                brought.append(problem)
        file = f"{self._data.resolve().name}/{path.parent.name}/{path.name}"
        marked = sorted(problem for problem in to_write if problem.file == file)
        return Draft(path, text, is_new, dataset, tuple(brought), tuple(marked))


def new_id(dataset: Dataset, kind: type[Record], values: Mapping[str, Any]) -> str:
    """The id of a new record, by its date and its name."""
    if kind is Development:
        return _shortened(f"{str(values['date']).partition('/')[0]}-{nearest_id(values['title'])}")
    if kind is Recommendation:
        return _recommendation_id(dataset, values)
    if kind is Implication:
        words = nearest_id(values["point"]).split("-")[:6]
        return _shortened(f"{values['audience']}-{'-'.join(words)}")
    if kind is Report:
        return _shortened(f"{nearest_id(values['short'])}-{str(values['published'])[:4]}")
    return _shortened(nearest_id(values["name"]))


def _shortened(id: str) -> str:
    """An id of at most MAX_ID characters, cut between two words."""
    return id if len(id) <= MAX_ID else id[: MAX_ID + 1].rpartition("-")[0]


def _recommendation_id(dataset: Dataset, values: Mapping[str, Any]) -> str:
    """The id of a recommendation: as those of its report are made of their numbers, or of the id of
    the report.
    """
    number = nearest_id(values["number"])
    for other in dataset.recommendations.values():
        match = re.fullmatch(r"(.+-)([0-9]+)", other.id)
        if other.report == values["report"] and match and match[2].lstrip("0") == other.number:
            return match[1] + number.zfill(len(match[2]) if number.isdecimal() else 0)
    return _shortened(f"{values['report']}-{number}")
