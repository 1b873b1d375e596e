"""From an edit to the whole page, as a browser gets it: our preview beside `mkdocs serve` of the
usual way and Hugo's server.

Each runs on a copy of its own; they take turns, and while one has its turn the others stand still.
Seconds of the clock are those from the writing of a file until a page that shows it has come; CPU
seconds what the processor worked for the server meanwhile; those "in all", until it rests, with all
that runs beside it. The share is that of the clock of the usual way, which gets few turns, as each
takes long.

Not equal work: the usual way makes one page of Markdown for each record, with the theme and the
search of Material, and makes all of them before one is shown; Hugo makes bare pages with one
template, with the records as its data all of them, with each record as a page the one that changed.
Ours makes the one page that is asked for, of all that is derived from the record, and has told the
browser of the edit before; the check of the whole record, which the others do not have, runs beside
it in another process, and garbage is collected once nobody asks: both are in "in all" alone. Search
in it needs a build.
"""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

import site_builds
from bench_peers import hugo_command, hugo_version, write_hugo_site, write_usual_way
from bench_turns import (
    REAL,
    arguments,
    edited_record,
    heading,
    print_inequality,
    print_table,
    retitled,
    share,
    spread,
    told,
    tracker,
)

ROUNDS = 4
KINDS = ("record", "template", "style")
"""What is edited."""
HUGO_SERVER = ("server", "--quiet", "--renderToMemory", "--bind", "127.0.0.1", "--port")
BUDGET = 10
"""Seconds of edits after which a server gets no further turn."""
LONGEST = 600
"""Seconds after which a server is given up."""
REST, IDLE = 0.6, 0.15
"""A server rests that worked for fewer seconds than the second within the first."""
LOOK = 0.5
"""Seconds between two looks at the files of a server that looks at times, as MkDocs and Hugo do: an
edit may come at any moment between them.
"""
FOLLOWED = re.compile(r"/_preview/after/[^\"]+")
"""Where a browser waits to be told of an edit, in a page of ours."""


@dataclass(frozen=True)
class Edit:
    """An edit of a file: the file, how its text is changed by a mark that then stands on a page,
    and the path of that page.
    """

    file: Path
    change: Callable[[str, str], str]
    page: str


@dataclass(frozen=True)
class Server:
    """A server that follows its files: its name, the folder where it runs, its command, which the
    port or the address follows, and the edit of each kind. The first edit of one that is quick
    does not count: what is first asked for is loaded and compiled.
    """

    name: str
    folder: Path
    command: tuple[str, ...]
    edits: Mapping[str, Edit]
    is_quick: bool = True


def with_mark(text: str, mark: str) -> str:
    """A template with a mark at its end."""
    return f"{text}{mark}"


def in_footer(text: str, mark: str) -> str:
    """A template with a mark in its last block."""
    return text.replace("{% endblock %}", f"{mark}{{% endblock %}}")


def with_rule(text: str, mark: str) -> str:
    """A style sheet with a rule of which a mark is the name."""
    return f"{text}.{mark} {{ color: inherit }}\n"


def ours(data: Path, folder: Path) -> Server:
    """Our preview."""
    for name in ("scripts", "docs"):
        shutil.copytree(site_builds.ROOT / name, folder / name)
    shutil.copy2(site_builds.ROOT / "mkdocs.yml", folder)
    shutil.copytree(data, folder / "data")
    theme = folder / "scripts" / "theme"
    return Server(
        "scripts/serve",
        folder,
        (sys.executable, "scripts/preview_server.py", "--dev-addr"),
        {
            "record": _record_edit(folder / "data"),
            "template": Edit(theme / "main.html", with_mark, ""),
            "style": Edit(theme / "styles" / "print.css", with_rule, "assets/site.css"),
        },
    )


def usual_way(data: Path, folder: Path) -> Server:
    """MkDocs with a hook that makes a page of Markdown of each record."""
    write_usual_way(data, folder)
    return Server(
        "mkdocs serve, the usual way",
        folder,
        (sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr"),
        {
            "record": _record_edit(folder / "data"),
            "template": Edit(folder / "theme" / "main.html", in_footer, ""),
            "style": Edit(folder / "docs" / "extra.css", with_rule, "extra.css"),
        },
        is_quick=False,
    )


def hugo_with_data(program: str, data: Path, folder: Path) -> Server:
    """Hugo, with the records as its data."""
    write_hugo_site(data, folder)
    record = _record_edit(folder / "data")
    template = folder / "layouts" / "_default" / "single.html"
    edits = {
        "record": record,
        "template": Edit(template, with_mark, record.page),
        "style": Edit(folder / "static" / "extra.css", with_rule, "extra.css"),
    }
    name = f"{hugo_version(program)}, records as data"
    return Server(name, folder, (program, *HUGO_SERVER), edits)


def hugo_with_pages(program: str, data: Path, folder: Path) -> Server:
    """Hugo, with each record as a page of its own; what else is edited is that of the other."""
    write_hugo_site(data, folder, as_pages=True)
    record = _record_edit(data)
    file = folder / "content" / "developments" / f"{record.file.stem}.md"
    edits = {"record": replace(record, file=file)}
    name = f"{hugo_version(program)}, records as pages"
    return Server(name, folder, (program, *HUGO_SERVER), edits)


def _record_edit(data: Path) -> Edit:
    record = edited_record(data)
    return Edit(record, retitled, f"developments/{record.stem}/")


def servers(data: Path, place: Path) -> Iterator[Server]:
    """Every server that is measured, each with a folder of its own; last the usual way."""

    def folder(name: str) -> Path:
        (place / name).mkdir()
        return place / name

    yield ours(data, folder("ours"))
    if program := hugo_command():
        yield hugo_with_data(program, data, folder("data-of-hugo"))
        yield hugo_with_pages(program, data, folder("pages-of-hugo"))
    yield usual_way(data, folder("usual"))


def get(url: str) -> str:
    """What is at an address; nothing where nobody answers."""
    try:
        with urlopen(url, timeout=LONGEST) as answer:
            return str(answer.read().decode())
    except URLError:
        return ""


def processor_seconds(group: int, *, of_first: bool) -> float:
    """The seconds that the processor has worked for the processes of a group, or for the one with
    which it began.
    """
    ticks = 0
    for path in Path("/proc").glob(f"{group if of_first else '[0-9]*'}/stat"):
        with suppress(OSError):  # it has ended
            fields = path.read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12]) if int(fields[2]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Turn:
    """What an edit took: seconds of the clock and of the processor until the page had come, and of
    the processor until the server rested.
    """

    clock: float
    processor: float
    in_all: float


@dataclass
class Running:
    """A server that runs, and the turns that it had, by the kind of the edit."""

    server: Server
    port: int
    turns: dict[str, list[Turn]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        at = str(self.port) if "--port" in self.server.command else f"127.0.0.1:{self.port}"
        own = {
            "PYTHONPATH": str(self.server.folder / "scripts"),
            "TRACKER_TODAY": site_builds.real_day().isoformat(),
        }
        self._process = subprocess.Popen(
            [*self.server.command, at],
            cwd=self.server.folder,
            env={**os.environ, **own},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._url = f"http://127.0.0.1:{self.port}"
        self._texts = {e: e.file.read_text("utf-8") for e in self.server.edits.values()}

    @property
    def is_spent(self) -> bool:
        """Whether it gets no further turn."""
        return sum(turn.clock for each in self.turns.values() for turn in each) > BUDGET

    def wait_for(self, page: str, mark: str) -> str:
        """A page, once a mark stands in it."""
        end = time.monotonic() + LONGEST
        while mark not in (text := get(f"{self._url}/{page}")):
            if time.monotonic() > end or self._process.poll() is not None:
                sys.exit(f"{self.server.name} shows no edit")
            time.sleep(0.01)
        return text

    def stand_still(self) -> None:
        """Stops it until its next turn."""
        self.rest()
        os.killpg(self._process.pid, signal.SIGSTOP)

    def rest(self) -> None:
        """Waits until it does nothing more."""
        for _ in range(20):
            before = processor_seconds(self._process.pid, of_first=False)
            time.sleep(REST)
            if processor_seconds(self._process.pid, of_first=False) - before < IDLE:
                return

    def turn(self, edit: Edit, mark: str) -> Turn:
        """Edits a file, and waits for the page as a browser does, where it can."""
        group = self._process.pid
        os.killpg(group, signal.SIGCONT)
        time.sleep(random.random() * LOOK)
        followed = FOLLOWED.search(self.wait_for(self.server.edits["record"].page, "<"))
        worked = processor_seconds(group, of_first=True)
        worked_in_all = processor_seconds(group, of_first=False)
        begun = time.perf_counter()
        edit.file.write_text(edit.change(self._texts[edit], mark), "utf-8")
        if followed:
            get(f"{self._url}{followed[0]}")
        self.wait_for(edit.page, mark)
        clock = time.perf_counter() - begun
        processor = processor_seconds(group, of_first=True) - worked
        self.stand_still()
        return Turn(clock, processor, processor_seconds(group, of_first=False) - worked_in_all)

    def end(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def take_turns(running: list[Running], rounds: int) -> None:
    """Gives every server its turns."""
    for each in running:
        each.wait_for(each.server.edits["record"].page, "<")
        each.stand_still()
    for number in range(rounds + 1):
        for kind in KINDS:
            for each in running:
                edit, is_counted = each.server.edits.get(kind), number > 0
                if edit and not each.is_spent and (is_counted or each.server.is_quick):
                    turn = each.turn(edit, f"{kind}{number}x")
                    told(f"round {number}: {each.server.name}, {kind} {turn.clock:.2f} s")
                    if is_counted:
                        each.turns.setdefault(kind, []).append(turn)


def figures(each: Running, kind: str, usual: list[Turn]) -> tuple[str, ...]:
    """The row of a server for a kind of edit."""
    turns = each.turns[kind]
    clock = [turn.clock for turn in turns]
    processor, in_all = (
        median(getattr(t, name) for t in turns) for name in ("processor", "in_all")
    )
    ratio = share(clock, [turn.clock for turn in usual]) if usual else ""
    row = (spread(clock), ratio, f"{processor:.2f}", f"{in_all:.2f}", str(len(turns)))
    return f"{kind}: {each.server.name}", *row


def measure(size: str, rounds: int) -> None:
    """Prints the table of a size."""
    with tracker(size) as (folder, data, records):
        running: list[Running] = []
        try:
            running += [Running(server, free_port()) for server in servers(data, folder)]
            take_turns(running, rounds)
        finally:
            for each in running:
                each.end()
        head = ("clock s (least-most)", "share", "CPU s", "in all", "turns")
        rows = [
            figures(each, kind, running[-1].turns.get(kind, []))
            for kind in KINDS
            for each in running
            if kind in each.turns
        ]
        print_table([(heading(size, records, rounds), *head), *rows])


def main() -> None:
    asked, rounds_of = arguments(REAL, ROUNDS)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # which ends the servers too
    for size in asked:
        measure(size, rounds_of(size))
    print_inequality(__doc__)


if __name__ == "__main__":
    main()
