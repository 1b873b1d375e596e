"""What a check says, and the forms in which it says it: lines for people, JSON for tools, and the
annotations that GitHub shows beside the lines of a change.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from tracker.problems import Problem, printable


@dataclass(frozen=True)
class CheckReport:
    """What a check found. `entries` are problems in their order, each with its severity: `error`,
    `unset` (what only the owner can fill in) or `warning`; `counts` are sentences on warnings that
    are only counted; `summary` is one line.
    """

    entries: tuple[tuple[str, Problem], ...]
    counts: tuple[str, ...]
    summary: str

    @property
    def fails(self) -> bool:
        """Whether anything must be mended, or filled in."""
        return any(severity != "warning" for severity, _ in self.entries)

    def plain(self) -> tuple[Any, ...]:
        """The same in plain tuples and texts, to be kept."""
        return astuple(self)

    @classmethod
    def of_plain(cls, plain: tuple[Any, ...]) -> "CheckReport":
        """The report that `plain` gave."""
        entries, counts, summary = plain
        return cls(tuple((severity, Problem(*p)) for severity, p in entries), counts, summary)


_PREFIXES = {"error": "", "unset": "unset: ", "warning": "warning: "}


def text_form(report: CheckReport, parent: Path) -> Iterable[str]:
    """One line a problem: `file:line:column: what is wrong`."""
    for severity, problem in report.entries:
        yield f"{_PREFIXES[severity]}{problem}"
    for count in report.counts:
        yield f"{_PREFIXES['warning']}{count}"


def json_form(report: CheckReport, parent: Path) -> Iterable[str]:
    """One JSON document, in which `file` is a path from where the command runs, and `rule` is null
    where a file is not even one of its kind.
    """
    problems = [
        {
            "severity": severity,
            "file": (parent / problem.file).as_posix(),
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "rule": problem.rule or None,
        }
        for severity, problem in report.entries
    ]
    document = {"problems": problems, "counts": report.counts, "summary": report.summary}
    yield json.dumps(document, indent=2)


def github_form(report: CheckReport, parent: Path) -> Iterable[str]:
    """One workflow command a problem, of which GitHub makes an annotation. The log shows only its
    message, which therefore says where it is.
    """
    for severity, problem in report.entries:
        place = {
            "file": (parent / problem.file).as_posix(),
            "line": str(problem.line),
            "col": str(problem.column),
            "title": problem.rule.replace("_", " ") or "The form of a file",
        }
        level = "warning" if severity == "warning" else "error"
        yield _command(level, place, str(problem))
    for count in report.counts:
        yield _command("notice", {"title": "Warnings"}, count)


FORMS: dict[str, Callable[[CheckReport, Path], Iterable[str]]] = {
    "text": text_form,
    "json": json_form,
    "github": github_form,
}
"""The forms, each given a report and the parent of the data directory, from where the command runs;
each gives the lines to print.
"""


def _command(name: str, properties: dict[str, str], message: str) -> str:
    """A workflow command: `::error file=a.yaml,line=1::What is wrong`. What would end a value is
    written as its code, as the runner reads it.
    """
    pairs = ",".join(f"{key}={_escaped(value, '%:,')}" for key, value in properties.items())
    return f"::{name} {pairs}::{_escaped(message, '%')}"


def _escaped(value: str, signs: str) -> str:
    """A value on one line, in which these signs are written as their code: `%25`."""
    return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in printable(value))
