"""`tracker new`: a command for each kind of record, and for each part that can be added to one.
Their options are the fields of the models; what they lack is asked at a terminal.
"""

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from tracker.checking import LOCAL_ADDRESS
from tracker.edit.asking import ask_for
from tracker.edit.choices import is_publisher, near_publisher, unknown_value
from tracker.edit.completion import WritingContext, complete, missing, nested
from tracker.edit.drafts import CannotBeMadeError, Draft, Drafts
from tracker.edit.part_places import PART_KINDS, NoSuchPlaceError, PartPlace, part_place_named
from tracker.edit.questions import FieldAnswers, Question, questions, value_of
from tracker.load.dataset import Dataset
from tracker.problems import quoted
from tracker.schema.dates import PartialDate
from tracker.schema.fields import Record
from tracker.schema.records import KINDS
from tracker.schema.traversal import FieldPath, one_line
from tracker.text.names import title_and_path

_KINDS = {kind.one: kind for kind in KINDS}
NEW: tuple[str, ...] = (*_KINDS, *PART_KINDS)
"""What can be new, by its word on the command line."""
_PROGRAM = ".venv/bin/tracker"
"""What an editor types to run a command, as CONTRIBUTING has it."""
DayAndTime = Callable[[Path, datetime | None], tuple[date, str]]
"""Gives the day on which to judge and the time of writing, of a data directory, where a day may be
set.
"""


def new_command(name: str, day_and_time: DayAndTime) -> click.Command:
    """The command for something new, without the options that all commands share."""
    model = _KINDS[name] if name in _KINDS else PART_KINDS[name].model
    asked = tuple(questions(model))
    return click.Command(
        name,
        params=[_target(name), *map(_option, asked), *_FLAGS],
        callback=partial(_write, name, asked, day_and_time),
        help=one_line(model.__doc__),
    )


_FLAGS = (
    click.Option(
        ["--ask/--no-ask"],
        default=None,
        help="Whether to ask for what is missing. Default: where there is a terminal.",
    ),
    click.Option(
        ["--new-publisher"],
        is_flag=True,
        help="A publisher whose name is much like that of another is a new one.",
    ),
)


def _target(name: str) -> click.Parameter:
    """Where something new stands: a part in the record that is named, a record in its own file."""
    if name in _KINDS:
        return click.Option(["--id"], metavar="ID", help="Another id than by its date and name.")
    inside = PART_KINDS[name].inside.removesuffix("s").upper()
    return click.Argument(["to"], metavar=f"ID.{inside}" if inside else "ID")


def _option(question: Question) -> click.Option:
    """The option that answers a question."""
    shape = question.field.shape
    metavar = "ID" if shape.target else "DATE" if shape.value_type is PartialDate else "TEXT"
    names = [f"--{question.option}", _key(question)]
    return click.Option(names, multiple=shape.is_list, metavar=metavar, help=shape.description)


def _key(question: Question) -> str:
    """By what the option of a question goes among those of its command."""
    return f"answer_{question.option.replace('-', '_')}"


def _write(
    name: str,
    asked: Sequence[Question],
    day_and_time: DayAndTime,
    data: Path,
    today: datetime | None,
    ask: bool | None,
    new_publisher: bool,
    to: str = "",
    id: str | None = None,
    **options: Any,
) -> None:
    """Writes what is new and says what is left to do. Exits with 2 where the options will not do,
    with 1 where the record would not be sound with it; then nothing is written.
    """
    day, time = day_and_time(data, today)
    drafts, place = _opened(data, day, name, to)
    answers = _answers(drafts.dataset, asked, options, may_be_new=new_publisher)
    writing = WritingContext(drafts.dataset, day, time)
    if place:
        writing = replace(writing, record=place.record, is_first=place.is_first)
    again, form = "", asked
    if sys.stdin.isatty() if ask is None else ask:
        form, answers = ask_for(writing, asked, answers, _Terminal())
        again = _as_options(name, to, asked, answers)
        drafts, place = _opened(data, day, name, to)  # as it is after the last answer
    values = complete(writing, form, answers)
    if lacking := missing(writing, form, values):
        raise click.UsageError(_missing_sentence(lacking))
    try:
        draft = _draft(drafts, name, place, nested(values), id)
    except CannotBeMadeError as error:
        _refuse([str(error)], again)
    if draft.refused:
        why = "Nothing was written: these would be problems of the record."
        _refuse([*map(str, draft.refused), why], again)
    draft.write()
    _say_next(draft)


def _opened(data: Path, day: date, name: str, to: str) -> tuple[Drafts, PartPlace | None]:
    """The data directory as it is, and the place in it to which a part is added. Raises
    click.UsageError where there is none.
    """
    kind = PART_KINDS.get(name)
    try:
        drafts = Drafts(data, day)
        return drafts, part_place_named(drafts.dataset, kind, to) if kind else None
    except (CannotBeMadeError, NoSuchPlaceError) as error:
        raise click.UsageError(str(error)) from None


def _refuse(lines: Sequence[str], again: str) -> NoReturn:
    """Prints why nothing was written, and the command with the same answers, and exits."""
    for line in lines:
        click.echo(line, err=True)
    if again:
        click.echo(f"To change an answer and run it again: {again}", err=True)
    raise click.exceptions.Exit(1)


def _draft(
    drafts: Drafts, name: str, place: PartPlace | None, values: Mapping[str, Any], id: str | None
) -> Draft:
    if place:
        return drafts.part(PART_KINDS[name], place, values)
    return drafts.record(_KINDS[name], values, id)


def _answers(
    dataset: Dataset,
    asked: Sequence[Question],
    options: Mapping[str, Any],
    *,
    may_be_new: bool,
) -> FieldAnswers:
    """The answers that the options give. Raises click.UsageError with all that is wrong in them."""
    answers: dict[FieldPath, Any] = {}
    faults = []
    for question in asked:
        is_list = question.field.shape.is_list
        given = options[_key(question)]
        texts = [*given] if is_list else [given] if given is not None else []
        if is_list and question.field.shape.target:
            texts = " ".join(texts).replace(",", " ").split()
        found = [_fault(dataset, question, text, may_be_new=may_be_new) for text in texts]
        faults += [f"--{question.option}: {fault}" for fault in found if fault]
        if texts and not any(found):
            values = [value_of(question, text) for text in texts]
            answers[question.where] = values if is_list else values[0]
    if faults:
        raise click.UsageError("\n".join(faults))
    return answers


def _fault(dataset: Dataset, question: Question, text: str, *, may_be_new: bool) -> str | None:
    """Why a text does not answer a question; None where it does."""
    try:
        value_of(question, text)
    except ValueError as error:
        return str(error)
    near = near_publisher(dataset, text) if is_publisher(question) and not may_be_new else None
    if near:
        is_near = f"{quoted(text)} is much like {quoted(near)}, which is there"
        return f"{is_near}; write it so, or add --new-publisher"
    return unknown_value(dataset, question, text)


def _missing_sentence(lacking: Sequence[Question]) -> str:
    options = "\n".join(f"  --{q.option}: {q.meaning}" for q in lacking)
    return f"These are missing, and nothing was written (--ask asks for each):\n{options}"


def _as_options(name: str, to: str, asked: Sequence[Question], answers: FieldAnswers) -> str:
    """The command that gives some answers."""
    words = [_PROGRAM, "new", name, *([to] if to else [])]
    for question in asked:
        value = answers.get(question.where, [])
        for text in value if isinstance(value, list) else [value]:
            words += [f"--{question.option}", str(text)]
    return shlex.join(words)


def _say_next(draft: Draft) -> None:
    """Prints the file, the places that a person has to fill, and what to do next."""
    click.echo(draft.path.as_posix())
    for problem in draft.to_write:
        click.echo(problem)
    record: Record = getattr(draft.dataset, draft.path.parent.name)[draft.path.stem]
    _, path = title_and_path(draft.dataset, record)
    write = "write what is marked, run" if draft.to_write else "run"
    where = f"{LOCAL_ADDRESS}{path}, which scripts/serve shows"
    click.echo(f"Next: {write} {_PROGRAM} check, and look at {where}")


class _Terminal:
    """The terminal at which the command runs."""

    def ask(self, question: str, default: str = "") -> str:
        return str(click.prompt(question, default=default, show_default=bool(default)))

    def confirm(self, question: str) -> bool:
        return click.confirm(question, default=False)

    def say(self, text: str) -> None:
        click.echo(text)
