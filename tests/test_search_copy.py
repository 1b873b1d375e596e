"""What Pagefind is given of each page: all that it reads, so that the index is that of the pages
themselves, and little else.
"""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tracker.outputs.metadata import search_metadata
from tracker.search_copy import search_copy
from tracker.site import RouteTable

PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>One &amp; two - Site</title>
<meta name="description" content="a > b">
<script type="application/ld+json">{"name": "One"}</script>
</head>
<body>
<nav><a href="../">Home</a></nav>
<main id="main">
<div class="page" data-pagefind-body>
<h1 class="big" data-pagefind-weight="10">One &amp; two</h1>
<div class="wide">A <a class="x" href="../a/">link to <abbr title="b > c">BC</abbr></a>,
<span id="mark">kept <b>bold</b></span><br />
<!-- <div> --><code>&lt;nav&gt; data-pagefind-ignore</code></div>
<section class="left" id='out' data-pagefind-ignore><section>Out</section> out</section>
<h2 class="y" id="why" title="who">Why</h2> <hr class="thin">
<nav aria-label="Here">Out</nav><form id="form" action=".">Out</form>
<svg viewBox="0 0 9 9"><svg><title>Out</title></svg><path d="M0"/></svg>
<img src="a.png" alt="A">
</div>
<p>Out</p>
</main>
<div data-pagefind-weight="2">Out</div>
</body>
</html>
"""

METADATA = '<meta data-pagefind-meta="kind[content]" content="A > B">'

COPY = f"""<html lang="en-GB">
<title>One &amp; two - Site</title>
{METADATA}
<div class="page" data-pagefind-body>
<h1 class="big" data-pagefind-weight="10">One &amp; two</h1>
<div>A link to BC,
<span id="mark">kept bold</span><br>
&lt;nav&gt; data-pagefind-ignore</div>

<h2 id="why">Why</h2> <hr>
<form id="form">Out</form>

<img src="a.png" alt="A">
</div>
</html>"""


def test_a_copy_holds_what_pagefind_reads_and_no_more() -> None:
    assert search_copy(PAGE, METADATA) == COPY
    assert search_copy(PAGE) == COPY.replace(f"{METADATA}\n", "")


def test_a_page_without_anything_to_index_has_no_copy() -> None:
    assert search_copy(PAGE.replace(" data-pagefind-body", "")) is None


def decoded(data: bytes, at: int = 0) -> tuple[Any, int]:
    """The value that begins at a place of some CBOR (a list, a text or a number), and its end."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size >= 24:
        width = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == 0:
        return size, at
    if kind == 3:
        return data[at : at + size].decode(), at + size
    assert kind == 4
    items = []
    for _ in range(size):
        item, at = decoded(data, at)
        items.append(item)
    return items, at


def index_of(pagefind: Path) -> dict[str, Any]:
    """The pages of an index by their addresses, its words, filters and sorts. Pagefind writes its
    filters in another order each time.
    """

    def files(ending: str) -> dict[str, bytes]:
        return {
            path.name: gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
            for path in pagefind.rglob(f"*.pf_{ending}")
        }

    pages = map(json.loads, files("fragment").values())
    filters = (decoded(file)[0] for file in files("filter").values())
    (site,) = (decoded(file)[0] for file in files("meta").values())
    return {
        **{page["url"]: page for page in pages},
        "words": files("index"),
        "filters": {name: dict(values) for name, values in filters},
        "sorts and counts": site[:3] + site[4:],  # between them, the files of the filters
    }


@pytest.fixture
def index_of_pages(tiny_build: Path, tiny_table: RouteTable, tmp_path: Path) -> dict[str, Any]:
    """The index that Pagefind makes of the finished pages themselves, with what search is told of
    each in its head.
    """
    out, site = tmp_path / "pagefind", tmp_path / "site"
    for path in tiny_build.rglob("*.html"):
        name = path.relative_to(tiny_build)
        page = tiny_table.pages.get(name.as_posix().removesuffix("index.html"))
        head = search_metadata(page) if page else ""
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(path.read_text("utf-8").replace("</head>", f"{head}</head>"))
    options: list[str | Path] = ["--site", site, "--output-path", out, "--quiet"]
    subprocess.run([sys.executable, "-m", "pagefind", *options], check=True, timeout=60)
    return index_of(out)


def test_the_index_is_that_of_the_finished_pages(
    tiny_build: Path, index_of_pages: dict[str, Any]
) -> None:
    index = index_of(tiny_build / "pagefind")
    assert len(index) > 30
    for part, content in index_of_pages.items():
        assert index[part] == content, part
    assert index.keys() == index_of_pages.keys()
