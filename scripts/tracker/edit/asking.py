"""Asks a person at a terminal what is not known of a new record, question by question. What exists
is chosen from a short list, by part of its name; nothing is taken that the field cannot hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from tracker.edit.completion import WritingContext, complete, is_needed, missing
from tracker.edit.questions import FieldAnswers, Question, is_begun, questions, value_of
from tracker.problems import quoted
from tracker.schema.dates import PartialDate
from tracker.schema.fields import Source
from tracker.schema.normal_text import letters_only
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
    writing: WritingContext, asked: Sequence[Question], answers: FieldAnswers, terminal: Terminal
) -> tuple[Sequence[Question], FieldAnswers]:
    """The questions and the answers with those of a person, if anything must be answered: what
    every such record has, and what it may have and often does. With each more source that the
    person has, there are more questions.
    """
    given: dict[FieldPath, Any] = dict(answers)
    if not missing(writing, asked, complete(writing, asked, given)):
        return asked, given
    prompts = _Prompts(writing, terminal)
    terminal.say(_FIRST)
    prompts.answer_each(asked, given)
    number = 1
    while ("sources", number - 1, "url") in given and terminal.confirm("Another source?"):
        more = tuple(questions(Source, ("sources", number), "source-"))
        given[more[0].where] = prompts.answer(more[0], is_needed=True)
        prompts.answer_each(more, given)
        asked, number = (*asked, *more), number + 1
    return asked, given


_FIRST = "Nothing is written before the last answer; Ctrl+C ends without."
_DATES = "2026-03-14, 2026-03 or 2026"
_LEAVE = "Enter for none"


@dataclass(frozen=True)
class _Prompts:
    """What is asked at a terminal about something new."""

    writing: WritingContext
    terminal: Terminal

    def answer_each(self, asked: Sequence[Question], given: dict[FieldPath, Any]) -> None:
        """Adds the answers to the questions that are open."""
        for question in asked:
            known = complete(self.writing, asked, given)
            needed = is_needed(self.writing, question, known)
            is_wanted = question.is_asked and (needed or question.is_open(given))
            seen = (*question.group, "seen")
            is_cited = question.owner is Source and seen in known and seen not in given
            is_known = is_cited and (question.where in known or not needed)
            if question.where in given or not is_wanted or is_known:
                continue
            if is_begun(question.group, question.owner, known):
                default = known.get(question.where, "")
                answer = self.answer(question, str(default), is_needed=needed)
                if answer is not None:
                    given[question.where] = answer

    def answer(self, question: Question, default: str = "", *, is_needed: bool) -> Any:
        """The answer to one question; None where it is not needed and was left out."""
        self.terminal.say(f"\n{question.meaning}")
        if is_publisher(question):
            return self._publisher(question)
        if allowed_values(self.writing.dataset, question) is not None:
            return self._choice(question, is_needed=is_needed)
        notes = [] if is_needed else [_LEAVE]
        if question.field.shape.value_type is PartialDate and not default:
            notes.insert(0, _DATES)
        while True:
            text = self._typed(question, *notes, default=default)
            if not text and not is_needed:
                return None
            if text and not self._is_refused(question, text):
                value = value_of(question, text)
                return [value] if question.field.shape.is_list else value

    def _typed(self, question: Question, *notes: str, default: str = "") -> str:
        """What is typed after the name of a field, and what may be."""
        name = question.option.replace("-", " ")
        label = f"{name} ({', '.join(notes)})" if notes else name
        return self.terminal.ask(label, default).strip()

    def _is_refused(self, question: Question, text: str) -> bool:
        """Whether a text cannot be the value of a field, which the terminal then says."""
        try:
            value_of(question, text)
        except ValueError as error:
            self.terminal.say(f"{error}.")
            return True
        return False

    def _choice(self, question: Question, *, is_needed: bool) -> Any:
        """What was chosen of what a field may hold: one value, or a list where it is one."""
        allowed = allowed_values(self.writing.dataset, question) or {}
        first = offered_first(self.writing.dataset, question, allowed, self.writing.record)
        shown, chosen = first, list[str]()
        is_list = question.field.shape.is_list
        while True:
            self._show(shown, allowed)
            notes = ["a number", "part of a name"] if shown else ["part of a name"]
            notes += ["Enter to go on"] if chosen else [] if is_needed else [_LEAVE]
            typed = self._typed(question, *notes)
            if not typed and (chosen or not is_needed):
                return (chosen if is_list else chosen[0]) if chosen else None
            picked = [shown[number - 1] for number in _numbers(typed, len(shown))]
            if not picked and typed:
                shown = matching(typed, allowed)
                picked = shown if shown == [typed] else []
                if not shown:
                    self.terminal.say(f"Nothing there has {quoted(typed)} in its name.")
                    shown = first
            if picked and is_list:
                chosen += [id for id in picked if id not in chosen]
                self.terminal.say(f"Chosen: {', '.join(chosen)}")
                shown = []
            elif len(picked) == 1:
                return picked[0]

    def _show(self, ids: Sequence[str], names: Mapping[str, str]) -> None:
        """Shows some values with their numbers; of very many the first."""
        for number, id in enumerate(ids[:MAX_SHOWN], start=1):
            line = f"{number:4}  {id}" if names[id] == id else f"{number:4}  {id}  {names[id]}"
            self.terminal.say(line if len(line) <= MAX_LINE else f"{line[: MAX_LINE - 3]}...")
        if len(ids) > MAX_SHOWN:
            self.terminal.say(f"      and {len(ids) - MAX_SHOWN} more: type more of the name")

    def _publisher(self, question: Question) -> str:
        """The name of a publisher: one that is there, or a new one that was meant as such."""
        known = publishers(self.writing.dataset)
        while True:
            typed = self._typed(question, "part of a name, or a new one")
            if typed in known:
                return typed
            if not typed or self._is_refused(question, typed):
                continue
            near = near_publisher(self.writing.dataset, typed)
            if near and letters_only(near) == letters_only(typed):
                self.terminal.say(f"Taken as it is spelled here: {near}")
                return near
            if near and self.terminal.confirm(f"Is that {quoted(near)}?"):
                return near
            shown = matching(typed, known)
            if not shown:
                return typed
            self._show(shown, known)
            question_again = f"number, or Enter where {quoted(typed)} is another, new one"
            picked = self.terminal.ask(question_again).strip()
            if numbers := _numbers(picked, len(shown)):
                return shown[numbers[0] - 1]
            if not picked:
                return typed


def _numbers(typed: str, count: int) -> list[int]:
    """The numbers that were typed, if they are those of a list of so many and nothing else."""
    parts = typed.replace(",", " ").split()
    numbers = [int(part) for part in parts if part.isdecimal() and len(part) < 4]
    last = min(count, MAX_SHOWN)
    is_all = len(numbers) == len(parts) and all(1 <= number <= last for number in numbers)
    return numbers if is_all else []
