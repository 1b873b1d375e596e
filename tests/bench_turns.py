"""What the benches share: ways that take turns, what a turn takes, and how that is printed."""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from textwrap import fill

import site_builds
from bench_make import records_of, write_tracker

REAL = "real"
FIGURES = ("CPU s (least-most)", "share", "clock s", "peak MiB")
METER = """
import os, sys, time
begun = time.perf_counter()
to_stderr = [(os.POSIX_SPAWN_DUP2, 2, 1)]
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=to_stderr)
_, status, used = os.wait4(process, 0)
clock = time.perf_counter() - begun
code = os.waitstatus_to_exitcode(status)
print(code, used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024)
"""
"""Runs a command and prints how it ended and what it took. A process of its own, as one begins with
the peak of that which begins it: ours has a whole record in memory.
"""


@dataclass(frozen=True)
class Way:
    """A way to do a work: its name, its command, the folder where it runs, what its environment has
    besides, what is done before each turn and not counted, and the site that it makes, if any.
    """

    name: str
    command: Sequence[str]
    folder: Path = site_builds.ROOT
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    site: Path | None = None


@dataclass(frozen=True)
class Turn:
    """What one turn took: seconds that the processor worked for it (user and system, of all its
    processes), seconds of the clock, and the most memory that one of its processes had, in MiB.
    """

    processor: float
    clock: float
    peak: float


def turn_of(way: Way) -> Turn:
    """One turn of a way."""
    way.before()
    with TemporaryFile("w+") as said:
        measured = subprocess.run(
            (sys.executable, "-I", "-S", "-c", METER, *way.command),
            cwd=way.folder,
            env={**os.environ, **way.environment},
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            check=True,
        )
        status, processor, clock, peak = measured.stdout.split()
        if status != "0":
            said.seek(0)
            sys.exit(f"{way.name} failed:\n{said.read()[-2000:]}")
    return Turn(float(processor), float(clock), float(peak))


def take_turns(ways: Sequence[Way], rounds: int) -> dict[str, list[Turn]]:
    """The turns of each way, by its name: in each round one of each."""
    turns: dict[str, list[Turn]] = {way.name: [] for way in ways}
    for number in range(1, rounds + 1):
        for way in ways:
            turn = turn_of(way)
            turns[way.name].append(turn)
            told(f"round {number}: {way.name} {turn.processor:.2f} s")
    return turns


def told(text: str) -> None:
    """Says what was just done to whoever waits."""
    print(f"  {text}", file=sys.stderr, flush=True)


def spread(seconds: Sequence[float]) -> str:
    """The median of some seconds, the least and the most."""
    return f"{median(seconds):.2f} ({min(seconds):.2f}-{max(seconds):.2f})"


def share(seconds: Sequence[float], usual: Sequence[float]) -> str:
    """How much of the usual way's median a median is: `1/8.0`, or `1.25` where it is more."""
    ratio = median(seconds) / median(usual)
    return f"{ratio:.2f}" if ratio > 1 else f"1/{1 / ratio:.1f}"


def figures(name: str, turns: Sequence[Turn], usual: Sequence[float]) -> tuple[str, ...]:
    """The row of a way, below FIGURES: seconds, their share of the usual way's, and memory."""
    processor = [turn.processor for turn in turns]
    clock, peak = median(turn.clock for turn in turns), max(turn.peak for turn in turns)
    return name, spread(processor), share(processor, usual), f"{clock:.2f}", f"{peak:.0f}"


def print_figures(head: str, ways: Sequence[str], turns: Mapping[str, Sequence[Turn]]) -> None:
    """Prints the rows of some ways; shares are of the way that took the first turn."""
    usual = [turn.processor for turn in next(iter(turns.values()))]
    print_table([(head, *FIGURES), *(figures(name, turns[name], usual) for name in ways)])


def heading(size: str, records: int, rounds: int) -> str:
    """What stands above the figures of a size."""
    name = "the real record, " if size == REAL else ""
    return f"{name}{records:,} records, rounds: {rounds}"


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Prints rows, the first of which is the head: its first column to the left, all else to the
    right.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (text.rjust(width) for text, width in zip(others, widths[1:], strict=True))
        print("  ".join((f"  {first:{widths[0]}}", *cells)).rstrip(), flush=True)


def print_inequality(documentation: str | None) -> None:
    """Prints what a module says, in its documentation, of work that is not equal."""
    text = (documentation or "").partition("Not equal work: ")
    print(fill(" ".join("".join(text[1:]).split()), 100))


def arguments(size: str, rounds: int) -> tuple[list[str], Callable[[str], int]]:
    """The sizes that are asked for on the command line, and how many rounds one of them gets."""
    parser = argparse.ArgumentParser(prog=f"scripts/bench {Path(sys.argv[0]).stem[6:]}")
    parser.add_argument(
        "records",
        nargs="*",
        default=[size],
        help=f"how many records, or {REAL} for the real record; {size} where none is given",
    )
    parser.add_argument("--rounds", type=int, help=f"{rounds}, or 1 from 5000 records on")
    given = parser.parse_args()

    def rounds_of(size: str) -> int:
        return given.rounds or (1 if size != REAL and int(size) >= 5000 else rounds)

    return given.records, rounds_of


@contextmanager
def tracker(size: str) -> Iterator[tuple[Path, Path, int]]:
    """A folder to work in that then goes, a tracker of a size in it, and how many records it has:
    the real one, or one made of it.
    """
    with TemporaryDirectory() as place:
        data = Path(place) / "data"
        if size == REAL:
            shutil.copytree(site_builds.DATA, data)
        else:
            write_tracker(site_builds.DATA, int(size), data)
        yield Path(place), data, records_of(data)


def edited_record(data: Path) -> Path:
    """The record that is edited: of the events, the one in the middle."""
    events = sorted((data / "developments").glob("*.yaml"))
    return next(
        path for path in events[len(events) // 2 :] if TITLE.search(path.read_text("utf-8"))
    )


def editing(data: Path) -> Callable[[], None]:
    """Gives the record that is edited another title, each time it is called."""
    record, numbers = edited_record(data), count(1)

    def edit() -> None:
        record.write_text(retitled(record.read_text("utf-8"), f"{next(numbers)}x"), "utf-8")

    return edit


TITLE = re.compile(r"^title: [^>|].*$", re.M)


def retitled(text: str, mark: str) -> str:
    """A record with a mark as the end of its title."""
    return TITLE.sub(f"title: Edited {mark}", text, count=1)
