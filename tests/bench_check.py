"""`tracker check` beside the usual way to check a folder of YAML: `yaml.safe_load` and JSON Schema.

Each is a process of its own; they take turns, and what counts are the seconds that the processor
worked for it (user and system), by their median. Not equal work: the usual way holds each file to
the schema of its kind and no more, while ours also refuses YAML that is read otherwise than it
looks, follows every reference and keeps all rules on what is recorded.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from bench_turns import (
    Way,
    arguments,
    editing,
    heading,
    print_figures,
    print_inequality,
    take_turns,
    tracker,
)
from tracker.schema.records import KINDS

ROUNDS = 5
DAY = "2100-01-01"
"""A day on which nothing of the record is still to come."""


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
    keeping = {"TRACKER_CACHE": cache.as_posix()}

    def usual(loader: str) -> tuple[str, ...]:
        call = f"bench_check.usual_way(bench_check.Path({data.as_posix()!r}), {loader!r})"
        return (python, "-c", f"import bench_check; {call}")

    def forget() -> None:
        for path in cache.glob("*"):
            path.unlink()

    def way(name: str, before: Callable[[], object] = lambda: None) -> Way:
        return Way(name, check, environment=keeping, before=before)

    return (
        Way("yaml.safe_load and JSON Schema", usual("SafeLoader")),
        Way("the same with a C loader", usual("CSafeLoader")),
        way("tracker check, nothing kept", forget),
        way("tracker check, one record edited", editing(data)),
        way("tracker check, unchanged"),
    )


def measure(size: str, rounds: int) -> None:
    """Prints the table of a size."""
    with tracker(size) as (folder, data, records):
        turns = take_turns(ways(data, folder / "cache"), rounds)
    print_figures(heading(size, records, rounds), list(turns), turns)


def main() -> None:
    asked, rounds_of = arguments("1000", ROUNDS)
    for size in asked:
        measure(size, rounds_of(size))
    print_inequality(__doc__)


if __name__ == "__main__":
    main()
