"""The check of a record as an editor asks for it: of all files or of some, with warnings, held to a
release, compared with a commit.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker import rules
from tracker.check_report import CheckReport
from tracker.checking import (
    Warnings,
    files_in_hand,
    problems_of,
    problems_since,
    warnings_of,
    with_address,
)
from tracker.environment import RunEnvironment
from tracker.kept import Kept
from tracker.load.loader import hidden_left_overs
from tracker.problems import Problem
from tracker.text.phrases import pluralise


@dataclass(frozen=True)
class CheckOptions:
    """What to say beside the problems: what should be better, of the files in hand or in full; what
    a release must have; what was rewritten since a commit. `files` names the only files to speak
    of, as problems name them; all where it is empty.
    """

    warnings: bool = False
    in_full: bool = False
    release: bool = False
    since: str | None = None
    files: tuple[str, ...] = ()


def check_record(
    data: Path, environment: RunEnvironment, options: CheckOptions, kept: Kept
) -> CheckReport:
    """What a check of the record in a directory says. The whole record is read, whichever files are
    spoken of.

    Raises UnreadableCommitError where the record of the commit cannot be read.
    """
    dataset, problems = problems_of(data, environment.today, kept)
    dataset = with_address(dataset, environment.address, environment.repository)

    def problems_by(group: Iterable[rules.Rule], wanted: bool) -> tuple[Problem, ...]:
        return rules.check(dataset, environment.today, group) if wanted else ()

    def spoken_of(found: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(p for p in found if not options.files or p.file in options.files)

    editors_rules = [rule for rule in rules.RELEASE_RULES if rule not in rules.OWNER_RULES]
    rewritten = problems_since(dataset, data, options.since) if options.since is not None else ()
    left_over = hidden_left_overs(data)
    more = (*left_over, *rewritten, *problems_by(editors_rules, options.release))
    errors = spoken_of(sorted((*problems, *more)))
    unset = spoken_of(problems_by(rules.OWNER_RULES, options.release))
    advice = None
    if options.warnings or options.in_full:
        advice = warnings_of(dataset, environment.today, _files_of_upkeep(data, options))
    listed = spoken_of(advice.listed) if advice else ()
    groups = (("error", errors), ("unset", unset), ("warning", listed))
    summary = [
        pluralise(len(options.files), "file")
        if options.files
        else pluralise(sum(1 for _ in dataset.records()), "record"),
        pluralise(len(errors), "problem"),
    ]
    if options.release:
        summary.append(f"{pluralise(len(unset), 'field')} unset")
    if advice:
        summary.append(_warnings_in_numbers(advice, listed, options))
    return CheckReport(
        entries=tuple((severity, problem) for severity, group in groups for problem in group),
        counts=tuple(_counts(advice)) if advice and not options.files else (),
        summary=", ".join(summary),
    )


def _files_of_upkeep(data: Path, options: CheckOptions) -> Collection[str] | None:
    """The files of which upkeep is listed; None for all."""
    if options.in_full:
        return None
    return options.files or files_in_hand(data, options.since)


def _counts(advice: Warnings) -> Iterator[str]:
    for rule, broken, shown in advice.counts:
        places = f"in {pluralise(broken, 'place')}, {shown} of them listed"
        yield f"{places}, it is not so that {rule}"


def _warnings_in_numbers(
    advice: Warnings, listed: tuple[Problem, ...], options: CheckOptions
) -> str:
    if options.files:
        return pluralise(len(listed), "warning")
    text = pluralise(advice.total, "warning")
    if advice.total > len(listed):
        text += f", {len(listed)} of them listed (--in-full lists each)"
    return text
