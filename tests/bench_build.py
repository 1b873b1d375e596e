"""A build from nothing beside the usual way to make such a site: MkDocs with Material, a page of
each record made as with mkdocs-gen-files, and beside Hugo where it is installed.

They take turns. What counts are the seconds that the processor worked (user and system), by their
median; beside it the most memory that one process had.

Not equal work: the usual way makes a page of each file of the record, with all fields as they
stand in it, and Material's search in the same run; Hugo bare pages of the same without a theme and
without search. Ours refuses a record with a fault, makes pages of what follows from the record on a
day, and, but for "pages alone", cards, feeds, calendars, tables and the API. "The whole" is
`scripts/build`, with the index of search and the check of every link.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import site_builds
from bench_make import write_tracker
from bench_usual_hook import FOLDERS

ROUNDS = 5
HOOK = Path(__file__).parent / "bench_usual_hook.py"
HUGO_CONTENT = """\
{{ range $folder, $records := site.Data }}{{ range $id, $record := $records }}
{{ if reflect.IsMap $record }}
{{ $title := or $record.title $record.name $record.point $id }}
{{ $.AddPage (dict "path" (printf "%s/%s" $folder $id) "title" $title "params" $record) }}
{{ end }}
{{ end }}{{ end }}
"""
HUGO_PAGE = """\
<!doctype html><html lang="en"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>
{{ range $name, $value := .Params }}<h2>{{ $name }}</h2>
{{ if reflect.IsSlice $value }}<ul>{{ range $value }}<li>{{ . }}</li>{{ end }}</ul>
{{ else }}<p>{{ $value }}</p>{{ end }}{{ end }}</html>
"""
HUGO_LIST = """\
<!doctype html><html lang="en"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></html>
"""


@dataclass(frozen=True)
class Way:
    """A way to build: its name, its command, the folder where it runs, the folder of the site."""

    name: str
    command: tuple[str, ...]
    folder: Path
    site: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """What one turn took: seconds of the processor, and the most memory of a process, in MiB."""

    seconds: float
    peak: float


def pages_alone(site: str) -> None:
    """Builds the site without any of the files that the record gives."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.structure.files import Files

    def copy_static_files(files: Files, **_: object) -> None:
        for file in files:
            if not file.is_documentation_page() and not hasattr(file, "make"):
                file.copy_file()

    Files.copy_static_files = copy_static_files  # type: ignore[method-assign, assignment]
    config = load_config("mkdocs.yml", site_dir=site, strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)


def ways(data: Path, place: Path) -> tuple[Way, ...]:
    """What is measured; the first is what the others are compared with. Ours take the first day on
    which nothing of the record is still to come.
    """
    copy = site_builds.checkout(place / "checkout")
    python, sites = sys.executable, place / "sites"
    day = {"TRACKER_TODAY": site_builds.real_day().isoformat()}
    alone = f"import bench_build; bench_build.pages_alone({str(sites / 'pages')!r})"
    mkdocs = (python, "-m", "mkdocs", "build", "--quiet", "--site-dir")
    found = [
        Way("the usual way", (*mkdocs, str(sites / "usual")), _usual(place), sites / "usual"),
        Way("ours, pages alone", (python, "-c", alone), copy, sites / "pages", day),
        Way("ours, no index", (*mkdocs, str(sites / "ours")), copy, sites / "ours", day),
        Way("ours, the whole", ("scripts/build",), copy, copy / "site", day),
    ]
    if hugo := shutil.which("hugo"):
        folder, site = _hugo(data, place), sites / "hugo"
        found.append(Way("Hugo", (hugo, "--quiet", "--destination", str(site)), folder, site))
    return tuple(found)


def _usual(place: Path) -> Path:
    """A folder from which the usual way builds: indexes alone are in the navigation."""
    folder = place / "usual"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Tracker\n", "utf-8")
    nav = "\n".join(f"  - {name}/index.md" for name in FOLDERS)
    (folder / "mkdocs.yml").write_text(
        f"site_name: Tracker\ntheme: {{name: material, font: false}}\nplugins: [search]\n"
        f"hooks: [{HOOK}]\nnot_in_nav: /*/*\nnav:\n  - index.md\n{nav}\n",
        "utf-8",
    )
    return folder


def _hugo(data: Path, place: Path) -> Path:
    """A folder from which Hugo builds a page of each record."""
    files = {
        "hugo.toml": 'baseURL = "https://made.example/"\ndisableKinds = ["taxonomy", "rss"]\n',
        "content/_content.gotmpl": HUGO_CONTENT,
        "layouts/_default/single.html": HUGO_PAGE,
        "layouts/_default/list.html": HUGO_LIST,
    }
    for name, text in files.items():
        path = place / "hugo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name in FOLDERS:
        shutil.copytree(data / name, place / "hugo" / "data" / name)
    return place / "hugo"


def turn_of(way: Way, data: Path) -> Turn:
    """One turn of a way, with nothing kept from another."""
    shutil.rmtree(way.site, ignore_errors=True)
    with tempfile.TemporaryDirectory() as cache:
        own = {"TRACKER_DATA": data.as_posix(), "TRACKER_CACHE": cache, **way.environment}
        running = subprocess.Popen(
            way.command,
            cwd=way.folder,
            env={**os.environ, **own},
            stdout=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"{way.name} failed")
    return Turn(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def row(way: Way, turns: list[Turn], usual: float) -> str:
    """The line of a way: seconds and their ratio to the usual way's, memory, pages, files, size."""
    seconds = [turn.seconds for turn in turns]
    middle = median(seconds)
    files = [path for path in way.site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    size = sum(path.stat().st_size for path in files) / 1e6
    return (
        f"  {way.name:18} {middle:8.2f} s {min(seconds):8.2f}-{max(seconds):.2f}"
        f" {middle / usual:6.2f} {max(turn.peak for turn in turns):6.0f} MiB"
        f" {pages:6} pages {len(files):6} files {size:7.1f} MB"
    )


def measure(data: Path, place: Path, rounds: int) -> None:
    """Prints the line of each way."""
    all_ways = ways(data, place)
    turns: dict[str, list[Turn]] = {way.name: [] for way in all_ways}
    for number in range(1, rounds + 1):
        for way in all_ways:
            turns[way.name].append(turn_of(way, data))
            seconds = turns[way.name][-1].seconds
            print(f"  round {number}: {way.name} {seconds:.2f} s", file=sys.stderr, flush=True)
    usual = median(turn.seconds for turn in turns[all_ways[0].name])
    for way in all_ways:
        print(row(way, turns[way.name], usual), flush=True)


def main() -> None:
    for records in map(int, sys.argv[1:] or ["1000"]):
        with tempfile.TemporaryDirectory() as place:
            data = Path(place) / "data"
            write_tracker(site_builds.DATA, records, data)
            rounds = ROUNDS if records < 5000 else 1
            print(f"{records} records, CPU seconds, median of {rounds}, least-most", flush=True)
            measure(data, Path(place), rounds)
    print((__doc__ or "").split("Not equal work: ")[1].strip())


if __name__ == "__main__":
    main()
