"""From an edit to the whole page, as a browser gets it: our preview beside `mkdocs serve` of the
usual way, and Hugo's server where it is installed.

Each server runs on a copy of its own; they take turns. Seconds are those of the clock, from the
writing of a file until a page that shows it has come, and those that the processor worked for the
server meanwhile. Not equal work: the usual way makes one bare page of Markdown for each record,
with the theme and the search of Material, and makes all of them before one is shown; Hugo likewise,
with one template and no theme. Ours makes the one page that is asked for, of all that is derived
from the record; the check of the whole record, which the others do not have, runs beside it in
another process that is not counted, and search needs a build.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

import site_builds
from bench_make import write_tracker

ROUNDS = 7
LONGEST = 180
"""Seconds after which a server is given up."""
REST = 1.0
"""Seconds for which a server is left alone between two edits."""
USUAL_CONFIG = """site_name: The usual way
theme: {name: material, custom_dir: theme}
plugins: [search]
hooks: [hook.py]
watch: [data]
extra_css: [extra.css]
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""
USUAL_HOOK = """from pathlib import Path
import yaml
from mkdocs.structure.files import File

def on_files(files, config):
    for path in sorted(Path("data").glob("*/*.yaml")):
        record = yaml.safe_load(path.read_text("utf-8"))
        if not isinstance(record, dict):
            continue
        lines = [f"# {record.get('title') or record.get('name') or path.stem}"]
        lines += [f"- **{name}**: {value}" for name, value in record.items()]
        name = f"{path.parent.name}/{path.stem}.md"
        files.append(File.generated(config, name, content="\\n\\n".join(lines)))
    return files
"""
USUAL_TEMPLATE = '{% extends "base.html" %}{% block footer %}{% endblock %}'
HUGO_PAGE = "<html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>"


@dataclass(frozen=True)
class Edit:
    """An edit of a file: what it is of, the file, how its text is changed by a mark that then
    stands on a page, and the path of that page.
    """

    kind: str
    file: Path
    change: Callable[[str, str], str]
    page: str


@dataclass(frozen=True)
class Server:
    """A server that follows its files, in a folder of its own: its command without its port."""

    name: str
    folder: Path
    command: tuple[str, ...]
    edits: tuple[Edit, ...]


def retitled(text: str, mark: str) -> str:
    """A record with a mark as its title."""
    return re.sub(r"^title: .*$", f"title: Edited {mark}", text, count=1, flags=re.M)


def with_comment(text: str, mark: str) -> str:
    """A template with a mark at its end."""
    return f"{text}<!-- {mark} -->"


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
    record = a_record(folder)
    theme = folder / "scripts" / "theme"
    return Server(
        "scripts/serve",
        folder,
        (sys.executable, "scripts/preview_server.py", "--dev-addr"),
        (
            Edit("record", record, retitled, f"developments/{record.stem}/"),
            Edit("template", theme / "main.html", with_comment, f"developments/{record.stem}/"),
            Edit("style", theme / "styles" / "print.css", with_rule, "assets/site.css"),
        ),
    )


def usual_way(data: Path, folder: Path) -> Server:
    """MkDocs with a hook that makes a page of Markdown of each record."""
    shutil.copytree(data, folder / "data")
    (folder / "docs").mkdir()
    (folder / "theme").mkdir()
    (folder / "docs" / "index.md").write_text("# Home\n")
    (folder / "docs" / "extra.css").write_text("")
    (folder / "theme" / "main.html").write_text(USUAL_TEMPLATE)
    (folder / "mkdocs.yml").write_text(USUAL_CONFIG)
    (folder / "hook.py").write_text(USUAL_HOOK)
    record = a_record(folder)
    template = folder / "theme" / "main.html"
    page = f"developments/{record.stem}/"
    return Server(
        "mkdocs serve, the usual way",
        folder,
        (sys.executable, "-m", "mkdocs", "serve", "--quiet", "--watch-theme", "--dev-addr"),
        (
            Edit("record", record, retitled, page),
            Edit("template", template, in_footer, page),
            Edit("style", folder / "docs" / "extra.css", with_rule, "extra.css"),
        ),
    )


def hugo(data: Path, folder: Path) -> Server:
    """Hugo, of which a page is made of the title and the text of each record."""
    (folder / "layouts" / "_default").mkdir(parents=True)
    template = folder / "layouts" / "_default" / "single.html"
    template.write_text(HUGO_PAGE)
    (folder / "hugo.toml").write_text('baseURL = "/"\ndisableKinds = ["taxonomy", "term", "rss"]\n')
    for path in sorted(data.glob("*/*.yaml")):
        text = path.read_text("utf-8")
        title = re.search(r"^(?:title|name): (.*)$", text, re.M)
        page = folder / "content" / path.parent.name / f"{path.stem}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        name = (title[1] if title else path.stem).strip("'\">-").replace("'", "")
        page.write_text(f"---\ntitle: '{name}'\n---\n\n```yaml\n{text}```\n", "utf-8")
    record = next(iter(sorted((folder / "content" / "developments").glob("*.md"))))
    page_path = f"developments/{record.stem}/"
    return Server(
        "hugo server",
        folder,
        ("hugo", "server", "--quiet", "--bind", "127.0.0.1", "--port"),
        (
            Edit("record", record, retitled, page_path),
            Edit("template", template, with_comment, page_path),
        ),
    )


def a_record(folder: Path) -> Path:
    """The development that is edited."""
    records = sorted((folder / "data" / "developments").glob("*.yaml"))
    return next(path for path in records if re.search(r"^title: ", path.read_text("utf-8"), re.M))


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def processor_seconds(process: int) -> float:
    """The seconds that the processor has worked for a process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def get(url: str) -> str:
    """What is at an address; nothing where nobody answers."""
    try:
        with urlopen(url, timeout=LONGEST) as answer:
            return str(answer.read().decode())
    except URLError:
        return ""


class Running:
    """A server that runs."""

    def __init__(self, server: Server) -> None:
        self.server, port = server, free_port()
        at = str(port) if server.command[0] == "hugo" else f"127.0.0.1:{port}"
        environment = {**os.environ, "PYTHONPATH": (server.folder / "scripts").as_posix()}
        self._process = subprocess.Popen(
            [*server.command, at],
            cwd=server.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._url = f"http://127.0.0.1:{port}/"
        self._texts = {edit.file: edit.file.read_text("utf-8") for edit in server.edits}
        self._wait_for(server.edits[0].page, "<")

    def _wait_for(self, page: str, mark: str) -> None:
        end = time.monotonic() + LONGEST
        while mark not in get(f"{self._url}{page}"):
            if time.monotonic() > end or self._process.poll() is not None:
                sys.exit(f"{self.server.name} shows no edit")
            time.sleep(0.02)

    def turn(self, edit: Edit, mark: str) -> tuple[float, float]:
        """Edits a file: the seconds of the clock and of the processor until a page shows it."""
        time.sleep(REST)
        worked, begun = processor_seconds(self._process.pid), time.perf_counter()
        edit.file.write_text(edit.change(self._texts[edit.file], mark), "utf-8")
        self._wait_for(edit.page, mark)
        took = time.perf_counter() - begun
        return took, processor_seconds(self._process.pid) - worked

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()


def spread(seconds: list[float]) -> str:
    """The median of some seconds, with the least and the most."""
    return f"{median(seconds):6.2f} s ({min(seconds):.2f}-{max(seconds):.2f})"


def measure(servers: tuple[Server, ...], rounds: int) -> None:
    """Prints for each server and each edit the median, the least and the most seconds."""
    turns: dict[tuple[str, str], list[tuple[float, float]]] = {}
    running = [Running(server) for server in servers]
    try:
        for number in range(rounds + 1):
            for each in running:
                for edit in each.server.edits:
                    taken = each.turn(edit, f"{edit.kind}{number}x")
                    if number:  # what is first asked for is loaded and compiled
                        turns.setdefault((each.server.name, edit.kind), []).append(taken)
    finally:
        for each in running:
            each.end()
    for (name, kind), of_edit in turns.items():
        clock, processor = ([turn[place] for turn in of_edit] for place in (0, 1))
        columns = f"clock {spread(clock)}  processor {spread(processor)}"
        print(f"  {name:28} {kind:9} {columns}", flush=True)


def main() -> None:
    for records in (0, *map(int, sys.argv[1:] or ["1000"])):
        with tempfile.TemporaryDirectory() as place:
            data = site_builds.DATA
            if records:
                data = Path(place) / "made"
                write_tracker(site_builds.DATA, records, data)
            ways = [ours, usual_way, *([hugo] if shutil.which("hugo") else [])]
            servers = []
            for number, way in enumerate(ways):
                folder = Path(place) / str(number)
                folder.mkdir()
                servers.append(way(data, folder))
            rounds = ROUNDS if records < 1000 else 3
            name = f"{records} records" if records else "the real record"
            print(f"{name}, median of {rounds} (least-most)", flush=True)
            measure(tuple(servers), rounds)
    if not shutil.which("hugo"):
        print("Hugo is not installed.")
    print("Not equal work: " + (__doc__ or "").split("Not equal work: ")[1].strip())


if __name__ == "__main__":
    main()
