"""`tracker check` beside the usual way to check a folder of YAML: `yaml.safe_load` and JSON Schema.

Each is a process of its own; they take turns, and what counts are the seconds that the processor
worked for it (user and system), by their median. Not equal work: the usual way holds each file to
the schema of its kind and no more, while ours also refuses YAML that is read otherwise than it
looks, follows every reference and keeps all rules on what is recorded.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import jsonschema
import yaml

import site_builds
from bench_make import write_tracker
from tracker.schema.records import KINDS

ROUNDS = 5
DAY = "2100-01-01"
"""A day on which nothing of the record is still to come."""


@dataclass(frozen=True)
class Way:
    """A way to check: its name, its command, and what comes before each of its turns."""

    name: str
    command: tuple[str, ...]
    before: Callable[[], object] = lambda: None


def without_ids(schema: dict[str, Any]) -> dict[str, Any]:
    """A part of a schema, without the lists of ids that a reference may name."""
    is_list = schema.get("$ref", "").startswith("ids.json")
    return {} if is_list else schema


def usual_way(data: Path, loader: str) -> None:
    """Holds each file of a record to the schema of its kind, which is built once."""

    class Loader(getattr(yaml, loader)):  # type: ignore[misc]
        """One that leaves dates texts, as JSON has them."""

    Loader.yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for sign, resolvers in Loader.yaml_implicit_resolvers.items()
    }
    for kind in KINDS:
        schema = (data / "schema" / f"{kind.folder}.json").read_text("utf-8")
        validator = jsonschema.Draft7Validator(json.loads(schema, object_hook=without_ids))
        for path in (data / kind.folder).glob("*.yaml"):
            value = yaml.load(path.read_text("utf-8"), Loader)
            for fault in validator.iter_errors(value):
                sys.exit(f"{path}: {fault.message}")


def ways(data: Path, cache: Path) -> tuple[Way, ...]:
    """What is measured; the first is what the others are compared with."""
    python = sys.executable
    check = (python, "-m", "tracker", "check", "--data", data.as_posix(), "--today", DAY)
    record = next(iter(sorted((data / "developments").glob("*.yaml"))))

    def usual(loader: str) -> tuple[str, ...]:
        call = f"bench_check.usual_way(bench_check.Path({data.as_posix()!r}), {loader!r})"
        return (python, "-c", f"import bench_check; {call}")

    def forget() -> None:
        for path in cache.glob("*"):
            path.unlink()

    def edit() -> None:
        text = record.read_text("utf-8")
        record.write_text(text.replace("title: ", "title: A", 1), "utf-8")

    return (
        Way("yaml.safe_load and JSON Schema", usual("SafeLoader")),
        Way("the same with a C loader", usual("CSafeLoader")),
        Way("tracker check, nothing kept", check, forget),
        Way("tracker check, one record edited", check, edit),
        Way("tracker check, unchanged", check),
    )


def seconds_of(way: Way, cache: Path) -> float:
    """The seconds of the processor that one turn of a way takes."""
    way.before()
    environment = {**os.environ, "TRACKER_CACHE": cache.as_posix()}
    running = subprocess.Popen(way.command, env=environment, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    if status:
        sys.exit(f"{way.name} failed")
    return used.ru_utime + used.ru_stime


def measure(data: Path, cache: Path, rounds: int) -> None:
    """Prints for each way its median, least and most seconds, and its ratio to the usual way."""
    all_ways = ways(data, cache)
    times: dict[str, list[float]] = {way.name: [] for way in all_ways}
    for _ in range(rounds):
        for way in all_ways:
            times[way.name].append(seconds_of(way, cache))
    usual = median(times[all_ways[0].name])
    for name, seconds in times.items():
        middle = median(seconds)
        spread = f"{min(seconds):.2f}-{max(seconds):.2f}"
        print(f"  {name:34} {middle:8.2f} s  {spread:>13}   1/{usual / middle:.1f}", flush=True)


def main() -> None:
    for records in map(int, sys.argv[1:] or ["1000"]):
        with tempfile.TemporaryDirectory() as place:
            data, cache = Path(place) / "data", Path(place) / "cache"
            write_tracker(site_builds.DATA, records, data)
            rounds = ROUNDS if records < 5000 else 3
            print(f"{records} records, CPU seconds, median of {rounds}", flush=True)
            measure(data, cache, rounds)
    print((__doc__ or "").split("Not equal work: ")[1].strip())


if __name__ == "__main__":
    main()
