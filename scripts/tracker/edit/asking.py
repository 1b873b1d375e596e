"""Asks a person at a terminal what is not known of a new record, question by question. What exists
is chosen from a short list, by part of its name; nothing is taken that the field cannot hold.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from tracker.edit.choices import (
    MAX_SHOWN,
    allowed_values,
    is_publisher,
    matching,
    near_publisher,
    offered_first,
    publishers,
)
from tracker.edit.completion import Writing, complete
from tracker.edit.questions import Answers, Question, is_begun, missing, questions, value_of
from tracker.problems import quoted
from tracker.schema.fields import Source
from tracker.schema.traversal import FieldPath

MAX_LINE = 100
"""How many characters a line of a list has at most."""


class Terminal(Protocol):
    """Where a person reads and types."""

    def ask(self, question: str, default: str = "") -> str:
        """What was typed, or the default where nothing was."""

    def confirm(self, question: str) -> bool:
        """Whether the answer was yes."""

    def say(self, text: str) -> None:
        """Shows a line."""


def ask_for(
    writing: Writing, asked: Sequence[Question], answers: Answers, terminal: Terminal
) -> tuple[Sequence[Question], Answers]:
    """The questions and the answers with those of a person, if anything must be answered: what
    every such record has, and what it may have and often does. With each more source that the
    person has, there are more questions.
    """
    given: dict[FieldPath, Any] = dict(answers)
    if not missing(asked, complete(writing, asked, given)):
        return asked, given
    _ask_each(writing, asked, given, terminal)
    number = 1
    while ("sources", number - 1, "url") in given and terminal.confirm("Another source?"):
        more = tuple(questions(Source, ("sources", number), "source-"))
        given[more[0].where] = _answer(writing, more[0], None, terminal)
        _ask_each(writing, more, given, terminal)
        asked, number = (*asked, *more), number + 1
    return asked, given


def _ask_each(
    writing: Writing, asked: Sequence[Question], given: dict[FieldPath, Any], terminal: Terminal
) -> None:
    """Adds the answers of a person to the questions that are open."""
    for question in asked:
        known = complete(writing, asked, given)
        is_wanted = question.is_asked and question.where not in given and question.is_open(given)
        seen = (*question.group, "seen")
        is_cited = question.owner is Source and seen in known and seen not in given
        is_known = is_cited and (question.where in known or not question.field.is_required)
        if is_wanted and not is_known and is_begun(question.group, question.owner, known):
            answer = _answer(writing, question, known.get(question.where), terminal)
            if answer is not None:
                given[question.where] = answer


def _answer(writing: Writing, question: Question, default: Any, terminal: Terminal) -> Any:
    """The answer to one question; None where it may be left out and was."""
    terminal.say(f"\n{question.meaning}")
    if is_publisher(question):
        return _publisher(writing, question, terminal)
    if allowed_values(writing.dataset, question) is not None:
        return _choice(writing, question, terminal)
    notes = () if question.field.is_required else (_LEAVE,)
    while True:
        text = terminal.ask(
            _label(question, *notes), "" if default is None else str(default)
        ).strip()
        if not text and not question.field.is_required:
            return None
        if text and not _is_refused(question, text, terminal):
            value = value_of(question, text)
            return [value] if question.field.shape.is_list else value


def _label(question: Question, *notes: str) -> str:
    """The words before a person types: the name of the field, and what may be typed."""
    name = question.option.replace("-", " ")
    return f"{name} ({', '.join(notes)})" if notes else name


_LEAVE = "Enter for none"


def _choice(writing: Writing, question: Question, terminal: Terminal) -> Any:
    """What a person chose of what a field may hold: one value, or a list where it is one."""
    allowed = allowed_values(writing.dataset, question) or {}
    first = shown = offered_first(writing.dataset, question, allowed, writing.record)
    is_list, is_required = question.field.shape.is_list, question.field.is_required
    chosen: list[str] = []
    while True:
        _show(shown, allowed, terminal)
        notes = ["a number" if shown else "", "part of a name"]
        notes += ["Enter to go on"] if chosen else [_LEAVE] if not is_required else []
        typed = terminal.ask(_label(question, *filter(None, notes))).strip()
        if not typed and (chosen or not is_required):
            return (chosen if is_list else chosen[0]) if chosen else None
        picked = [shown[number - 1] for number in _numbers(typed, len(shown))]
        if not picked and typed:
            shown = matching(typed, allowed)
            picked = shown if shown == [typed] else []
            if not shown:
                terminal.say(f"Nothing there has {quoted(typed)} in its name.")
                shown = first
        if picked and is_list:
            chosen += [id for id in picked if id not in chosen]
            terminal.say(f"Chosen: {', '.join(chosen)}")
            shown = []
        elif len(picked) == 1:
            return picked[0]


def _numbers(typed: str, count: int) -> list[int]:
    """The numbers that were typed, if they are those of a list of so many and nothing else."""
    parts = typed.replace(",", " ").split()
    numbers = [int(part) for part in parts if part.isdecimal() and len(part) < 4]
    last = min(count, MAX_SHOWN)
    is_all = len(numbers) == len(parts) and all(1 <= number <= last for number in numbers)
    return numbers if is_all else []


def _show(ids: Sequence[str], names: Mapping[str, str], terminal: Terminal) -> None:
    """Shows some values with their numbers; of very many the first."""
    for number, id in enumerate(ids[:MAX_SHOWN], start=1):
        line = f"{number:4}  {id}" if names[id] == id else f"{number:4}  {id}  {names[id]}"
        terminal.say(line if len(line) <= MAX_LINE else f"{line[: MAX_LINE - 3]}...")
    if len(ids) > MAX_SHOWN:
        terminal.say(f"      and {len(ids) - MAX_SHOWN} more: type more of the name")


def _publisher(writing: Writing, question: Question, terminal: Terminal) -> str | None:
    """The name of a publisher: one that is there, or a new one that a person meant as such."""
    known = publishers(writing.dataset)
    while True:
        typed = terminal.ask(_label(question, "part of a name, or a new one")).strip()
        if typed in known or (not typed and not question.field.is_required):
            return typed or None
        if not typed or _is_refused(question, typed, terminal):
            continue
        near = near_publisher(writing.dataset, typed)
        if near and terminal.confirm(f"Is that {quoted(near)}?"):
            return near
        shown = matching(typed, known)
        if not shown:
            return typed
        _show(shown, known, terminal)
        picked = terminal.ask(f"number, or Enter where {quoted(typed)} is another, new one").strip()
        if numbers := _numbers(picked, len(shown)):
            return shown[numbers[0] - 1]
        if not picked:
            return typed


def _is_refused(question: Question, text: str, terminal: Terminal) -> bool:
    """Whether a text cannot be the value of a field, which the terminal then says."""
    try:
        value_of(question, text)
    except ValueError as error:
        terminal.say(f"{error}.")
        return True
    return False
