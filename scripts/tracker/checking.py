"""The dataset that a run is about: what a data directory holds, with every problem, at the address
that the run is given.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from tracker.kept import NOTHING_KEPT, Kept, folder_name, program_state
from tracker.load.commits import UnreadableCommitError, changed_files, load_commit
from tracker.load.dataset import Dataset
from tracker.load.document_cache import DocumentCache
from tracker.load.loader import load
from tracker.problems import Problem, quoted
from tracker.rules import RULES_OF_THE_CODE, UPKEEP_RULES, WARNING_RULES, check, compare
from tracker.rules.permanence import COMPARED_FILES

LOCAL_ADDRESS = "http://127.0.0.1:8000/"
"""The address of a site that has none of its own: that of a preview."""


def problems_of(
    directory: Path, today: date, kept: Kept = NOTHING_KEPT
) -> tuple[Dataset, tuple[Problem, ...]]:
    """The dataset in a directory and every problem that loading and checking it finds, in order of
    place. What of its files was read before is taken from what is kept.
    """
    name = f"files-{folder_name(directory)}"
    cache = DocumentCache(kept.get(name, program_state()))
    dataset, problems = load(directory, cache=cache)
    if cache.parsed:
        kept.put(name, program_state(), cache.values)
    return dataset, tuple(sorted((*problems, *check(dataset, today))))


def problems_since(dataset: Dataset, directory: Path, ref: str) -> tuple[Problem, ...]:
    """What of the dataset in a directory was rewritten since a commit, which `ref` names as git
    does, in order of place.

    Raises UnreadableCommitError where git has no such directory or commit, or where this version
    cannot read what is compared.
    """
    earlier, problems = load_commit(directory, ref, dataset)
    unread = [problem for problem in problems if _is_compared(problem)]
    if unread:
        message = f"the record of {quoted(ref)} cannot be read by this version: {unread[0]}"
        raise UnreadableCommitError(message)
    if earlier.withdrawn.keys() - dataset.withdrawn.keys() or (
        earlier.withdrawn_hashes - dataset.withdrawn_hashes
    ):
        # What was put back since is left out of both, as what was taken down since is.
        dataset, _ = load(directory, earlier)
    return compare(dataset, earlier)


@dataclass(frozen=True)
class Warnings:
    """What should be better: those to list, and for each rule of upkeep that is broken its name in
    words, how often it is, and how many of these are listed.
    """

    listed: tuple[Problem, ...]
    counts: tuple[tuple[str, int, int], ...]
    total: int


def warnings_of(dataset: Dataset, today: date, changed: Collection[str] | None) -> Warnings:
    """What should be better of a dataset. Of upkeep, what concerns the files that changed is
    listed, or all of it where `changed` is None.
    """
    upkeep = {rule: check(dataset, today, (rule,)) for rule in UPKEEP_RULES}
    others = check(dataset, today, [rule for rule in WARNING_RULES if rule not in UPKEEP_RULES])
    listed = {
        rule: [problem for problem in found if changed is None or problem.file in changed]
        for rule, found in upkeep.items()
    }
    return Warnings(
        listed=tuple(sorted((*others, *chain.from_iterable(listed.values())))),
        counts=tuple(
            (rule.__name__.replace("_", " "), len(found), len(listed[rule]))
            for rule, found in upkeep.items()
            if found
        ),
        total=len(others) + sum(map(len, upkeep.values())),
    )


def files_in_hand(directory: Path, ref: str | None) -> frozenset[str]:
    """The files of a data directory that changed since a commit, or since the last one where `ref`
    is None; none where git does not know.
    """
    try:
        return changed_files(directory, ref or "HEAD")
    except UnreadableCommitError:
        return frozenset()


def _is_compared(problem: Problem) -> bool:
    """Whether a problem is one of a file that is compared with that of a commit."""
    return problem.file.split("/")[1] in COMPARED_FILES


def datasets_between(directory: Path, earlier: str, later: str | None) -> tuple[Dataset, Dataset]:
    """The datasets of a data directory at two commits, as git names them; the later is what the
    directory holds now where it is None. What was withdrawn in the later is in neither.

    Raises UnreadableCommitError where git has no such directory or commit, or where this version
    cannot read what is compared.
    """
    now, problems = load(directory)
    after = now
    if later is not None:
        after, problems = load_commit(directory, later, now)
    of_later = "that is there now" if later is None else f"of {quoted(later)}"
    _refuse_unreadable(of_later, after, problems)
    before, problems = load_commit(directory, earlier, after)
    _refuse_unreadable(f"of {quoted(earlier)}", before, problems)
    return before, after


def _refuse_unreadable(which: str, dataset: Dataset, problems: Collection[Problem]) -> None:
    """Raises UnreadableCommitError where nothing can be derived from a dataset."""
    found = problems or check(dataset, date.min, RULES_OF_THE_CODE)
    if found:
        message = f"the record {which} cannot be read by this version: {min(found)}"
        raise UnreadableCommitError(message)


def with_address(dataset: Dataset, address: str | None, repository: str | None) -> Dataset:
    """The dataset with an address and a repository in place of those of site.yaml, where they are
    given.
    """
    fields = {"address": address, "repository": repository}
    update = {name: value for name, value in fields.items() if value}
    return replace(dataset, site=dataset.site.model_copy(update=update))


def address_of(dataset: Dataset) -> str:
    """The address at which a site will be published, with one slash at the end."""
    return f"{(dataset.site.address or LOCAL_ADDRESS).rstrip('/')}/"
