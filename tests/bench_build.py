"""A build beside the usual way to make such a site, MkDocs with Material and a page of each record
made as with mkdocs-gen-files, and beside Hugo: from nothing, and with what the last build left.

They take turns; what counts are the seconds that the processor worked (user and system), and each
share is that of the usual way from nothing in the same run. The peak is the most memory that one
process had.

Not equal work: the usual way makes one page of each file of the record, with all fields as they
stand in it, and the search of Material in the same run; Hugo bare pages of the same, without a
theme and without search. Ours refuses a record with a fault and makes pages of what follows from it
on a day; but for "pages alone" also feeds, calendars, tables, the API and a card of each page. "The
whole" is `scripts/build`, with the index of Pagefind and the check of every link. The record that
is edited gets another title, and every file is then as a build from nothing makes it.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import site_builds
from bench_peers import hugo_command, hugo_version, write_hugo_site, write_usual_way
from bench_turns import (
    Way,
    arguments,
    editing,
    heading,
    print_figures,
    print_inequality,
    print_table,
    take_turns,
    tracker,
)

ROUNDS = 5
SIZES = ("pages", "files", "files a record", "KB a page", "MB in all")


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


@dataclass(frozen=True)
class Place:
    """Where is built: in a folder, of the record in `data`; ours in a copy of the checkout."""

    folder: Path
    data: Path

    @property
    def copy(self) -> Path:
        return self.folder / "checkout"

    @property
    def cache(self) -> Path:
        """What `scripts/build` keeps for the next."""
        return self.folder / "cache"

    def site(self, name: str) -> Path:
        return self.folder / "sites" / name

    def ours(self, cache: Path | None = None) -> dict[str, str]:
        """The environment of ours: on the first day on which nothing of the record is still to
        come.
        """
        return {
            "PYTHONPATH": os.pathsep.join(map(str, (self.copy / "scripts", self.copy / "tests"))),
            "TRACKER_CACHE": str(cache or ""),
            "TRACKER_DATA": str(self.data),
            "TRACKER_TODAY": site_builds.real_day().isoformat(),
        }


def ways_from_nothing(place: Place) -> Iterator[Way]:
    """What builds with nothing kept: first that with which all is compared, last `scripts/build`,
    which leaves in the checkout and the cache what the next takes.
    """
    site = place.site("usual")
    usual = write_usual_way(place.data, place.folder / "usual")
    yield Way("the usual way", mkdocs_to(site), usual, {}, partial(_remove, site), site)
    if program := hugo_command():
        site = place.site("hugo")
        command = (program, "--quiet", "--destination", str(site))
        name, folder = hugo_version(program), write_hugo_site(place.data, place.folder / "hugo")
        yield Way(f"{name}, bare pages", command, folder, {}, partial(_remove, site), site)
    site_builds.checkout(place.copy)
    site = place.site("pages")
    alone = (sys.executable, "-c", f"import bench_build; bench_build.pages_alone({str(site)!r})")
    yield Way("ours, pages alone", alone, place.copy, place.ours(), partial(_remove, site), site)
    site, name = place.site("all"), "ours, all but the index"
    yield Way(name, mkdocs_to(site), place.copy, place.ours(), partial(_remove, site), site)
    site, name = place.copy / "site", "ours, the whole"
    before = partial(_remove, site, place.cache)
    yield Way(name, ("scripts/build",), place.copy, place.ours(place.cache), before, site)


def ways_with_the_last(place: Place) -> Iterator[Way]:
    """What builds with that which `scripts/build` left. Last, as it leaves no index, the same
    script without its call of Pagefind.
    """
    edit = editing(place.data)
    without = place.copy / "scripts" / "build-without-index"

    script = (place.copy / "scripts" / "build").read_text("utf-8")
    script, calls = re.subn(r"^.* -m pagefind .*$", "true", script, flags=re.M)
    assert calls == 1, "scripts/build does not call Pagefind in one line"
    without.write_text(script, "utf-8")
    without.chmod(0o755)
    environment, index = place.ours(place.cache), place.site("index")
    pagefind = (
        f'exec "$0" -m pagefind --quiet --output-path "{index}" --site "{place.cache}"/search*'
    )
    whole, name = ("scripts/build",), "ours, one record edited, all but the index"
    yield Way("ours, nothing changed", whole, place.copy, environment)
    yield Way("ours, one record edited, the whole", whole, place.copy, environment, edit)
    yield Way("of which Pagefind", ("sh", "-c", pagefind, sys.executable))
    yield Way(name, (f"scripts/{without.name}",), place.copy, environment, edit)


def mkdocs_to(site: Path) -> tuple[str, ...]:
    """The command that builds into a folder."""
    return (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(site))


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def sizes(name: str, site: Path, records: int) -> tuple[str, ...]:
    """The row of a site: how many pages and files it has, and how large they are."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in files if path.suffix == ".html"]
    counts = f"{len(pages):,}", f"{len(files):,}", f"{len(files) / records:.1f}"
    whole = sum(path.stat().st_size for path in files) / 1e6
    return name, *counts, f"{sum(pages) / len(pages) / 1e3:.1f}", f"{whole:.1f}"


def measure(size: str, rounds: int) -> dict[str, float]:
    """Prints the tables of a size; the median seconds of each way, by its name."""
    with tracker(size) as (folder, data, records):
        place = Place(folder, data)
        groups = {
            "from nothing": list(ways_from_nothing(place)),
            "with the last build": list(ways_with_the_last(place)),
        }
        turns = take_turns([way for ways in groups.values() for way in ways], rounds)
        print(heading(size, records, rounds))
        for title, ways in groups.items():
            print_figures(title, [way.name for way in ways], turns)
        sites = [(way.name, way.site) for way in groups["from nothing"] if way.site]
        print_table([("the sites", *SIZES), *(sizes(*site, records) for site in sites)])
    return {name: median(turn.processor for turn in each) for name, each in turns.items()}


def main() -> None:
    asked, rounds_of = arguments("1000", ROUNDS)
    medians = {size: measure(size, rounds_of(size)) for size in asked}
    for size in asked[1:]:
        before, after = medians[asked[0]], medians[size]
        rows = [(name, f"{after[name] / before[name]:.1f}") for name in before]
        print_table([(f"growth from {asked[0]} to {size}", "times"), *rows])
    print_inequality(__doc__)


if __name__ == "__main__":
    main()
