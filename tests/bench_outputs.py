"""What each output adds to a build of synthetic records, beside the pages' own rendering.

Each output's seconds are compared with those of rendering the pages in the same run: a second on
one machine is not one on another, their ratio is.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import site_builds
from bench_search import synthetic
from tracker import site
from tracker.derive.facts import derive
from tracker.outputs.context import BuildContext, Exporter, File, Page
from tracker.render.engine import render

DAY = site_builds.TINY_DAY
SHARED = ("changes", "quarters", "appointments", "items", "tables")
"""What several outputs are made from: worked out once, and counted by itself."""


def took(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def measure(data: Path) -> None:
    """Prints seconds, their ratio to rendering, files and megabytes of each output."""
    read, (dataset, problems) = took(lambda: site.problems_of(data, DAY))
    assert problems == (), problems[:3]
    derived, facts = took(lambda: derive(dataset, DAY))
    context = BuildContext(facts, DAY, "https://made.example/")
    rows: list[tuple[str, float, int, int]] = [("read and check", read, 0, 0)]
    rows.append(("derive", derived, 0, 0))
    rows += [(name, took(partial(getattr, context, name))[0], 0, 0) for name in SHARED]
    listed, pages = took(lambda: site.pages_of(context))
    rows.append(("list the pages", listed, len(pages), 0))
    rendering, rendered = took(lambda: render(context, pages))
    size = sum(len(made.html.encode()) for made in rendered)
    rows.append(("render the pages", rendering, len(rendered), size))
    for output in site.EXPORTERS:
        seconds, files = took(partial(_files, output, context, pages))
        size = sum(len(c.encode() if isinstance(c, str) else c) for _, c in files)
        if files:
            rows.append((output.name, seconds, len(files), size))
    for name, seconds, count, size in rows:
        ratio = seconds / rendering
        print(f"  {name:18} {seconds:8.3f} s {ratio:6.2f} {count:7} files {size / 1e6:8.2f} MB")


def _files(output: Exporter, context: BuildContext, pages: Sequence[Page]) -> list[File]:
    return list(output.files(context, pages))


def main() -> None:
    gc.disable()
    for records in map(int, sys.argv[1:] or ["250", "1000"]):
        with tempfile.TemporaryDirectory() as place:
            print(f"{records} records (ratio: to rendering the pages)", flush=True)
            synthetic(Path(place) / "data", records)
            measure(Path(place) / "data")


if __name__ == "__main__":
    main()
