"""What each exporter adds to a build of a tracker of so many records.

Seconds differ between machines, so each figure also stands as its ratio to the rendering of the
pages in the same run.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import site_builds
from bench_make import write_tracker
from tracker import checking, site
from tracker.derive.facts import derive
from tracker.outputs.calendars import all_calendar_entries
from tracker.outputs.context import BuildContext, Exporter, Page
from tracker.outputs.data.published import published_tables
from tracker.render.engine import PageRenderer, render_file

SHARED: dict[str, Callable[[BuildContext], object]] = {
    "changes": lambda context: context.changes,
    "quarters": lambda context: context.quarters,
    "calendar entries": lambda context: context.once(all_calendar_entries),
    "published data": lambda context: context.once(published_tables),
}
"""What several exporters use: computed once for a context, and timed by itself."""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def measure(data: Path, day: date) -> None:
    """Prints seconds, their ratio to rendering, files and megabytes of each output."""
    reading, (dataset, problems) = timed(lambda: checking.problems_of(data, day))
    assert problems == (), problems[:3]
    deriving, facts = timed(lambda: derive(dataset, day))
    context = BuildContext(facts, day, "https://made.example/")
    rows: list[tuple[str, float, int, int]] = [("read and check", reading, 0, 0)]
    rows.append(("derive", deriving, 0, 0))
    rows += [(name, timed(partial(make, context))[0], 0, 0) for name, make in SHARED.items()]
    listing, pages = timed(lambda: site.pages_of(context))
    rows.append(("list the pages", listing, len(pages), 0))
    listing_files, routes = timed(lambda: site.route_dataset(dataset, day).files)
    rows.append(("list every route", listing_files, len(routes), 0))
    renderer = PageRenderer(context, {page.path: page for page in pages}, routes)
    rendering, rendered = timed(lambda: [renderer.html(page) for page in pages])
    size = sum(len(html.encode()) for html in rendered)
    rows.append(("render the pages", rendering, len(rendered), size))
    with_files = (e for e in site.EXPORTERS if e.routes is not Exporter(e.name).routes)
    for exporter in with_files:
        seconds, files = timed(partial(_files, exporter, context, pages))
        size = sum(len(c.encode() if isinstance(c, str) else c) for _, c in files)
        rows.append((exporter.name, seconds, len(files), size))
    for name, seconds, count, size in rows:
        ratio = seconds / rendering
        print(f"  {name:18} {seconds:8.3f} s {ratio:6.2f} {count:7} files {size / 1e6:8.2f} MB")


def _files(
    exporter: Exporter, context: BuildContext, pages: Sequence[Page]
) -> list[tuple[str, str | bytes]]:
    return [(r.path, render_file(r.make())) for r in exporter.routes(context, pages)]


def main() -> None:
    gc.disable()
    for records in map(int, sys.argv[1:] or ["1000"]):
        with tempfile.TemporaryDirectory() as place:
            print(f"{records} records (ratio: to rendering the pages)", flush=True)
            write_tracker(site_builds.DATA, records, Path(place) / "data")
            measure(Path(place) / "data", site_builds.real_day())


if __name__ == "__main__":
    main()
