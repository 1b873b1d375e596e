"""What the tiny dataset generates: every path, and one of each kind of page and of each format,
compared whole in a form that a person can review.
"""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, TINY, TODAY
from tracker import site
from tracker.load.dataset import Dataset
from tracker.outputs.context import Exporter, Route
from tracker.site import DuplicateRouteError, RouteTable, route_dataset, route_pages, route_site

EXPECTED = ROOT / "tests" / "expected"
FORMATS = [
    "api/v1/recommendations/bridge-01.json",
    "calendar/all.ics",
    "changes/2025.json",
    "data/findings.csv",
    "data/findings.json",
    "data/findings.ndjson",
    "embed/bridge-01/badge.svg",
    "embed/bridge-01/card.svg",
    "feeds/developments.atom",
    "feeds/developments.json",
    "recommendations/bridge-01/states.json",
    "search/names.json",
    "search/names/1.json",
    "search/words.json",
]
"""One file of each format. Their own tests hold the others, with the database, the archive, the
Data Package and the description of the API, which `tests/published` holds too.
"""
WIDTH = 160


def one_page_of_each_template(table: RouteTable) -> dict[str, str]:
    """The page with the longest content of each template, by the name of the template."""
    pages: dict[str, str] = {}
    for path, page in table.pages.items():
        html = table.html(path)
        if len(html) > len(pages.get(page.template, "")):
            pages[page.template] = html
    return pages


def reviewable(text: str) -> str:
    """A text with each long line broken: at tags, at spaces, or where it must be. What follows a
    break is marked, so that two texts never look the same.
    """
    return "".join(f"{piece}\n" for line in text.splitlines() for piece in _pieces(line))


def _pieces(line: str) -> list[str]:
    pieces = []
    while len(line) > WIDTH:
        cut = max(line.rfind(end, WIDTH // 2, WIDTH) for end in ("><", " ", ",")) + 1 or WIDTH
        pieces.append(line[:cut])
        line = f"   \\{line[cut:]}"
    return [*pieces, line]


def shortened(template: str, html: str) -> str:
    """A page without most of its long tables, where these are drawn from the models:
    `tests/published` and `test_field_guide` hold what is drawn.
    """
    if template not in ("data.html", "fields.html", "fields_parts.html"):
        return html
    html = re.sub(r"<details>.*</details>", "(columns)", html, flags=re.DOTALL)
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    for table in tables[1:]:
        html = html.replace(table, "(table)")
    two_rows = r"(<tbody>\s*(?:<tr.*?</tr>\s*){2}).*?(</tbody>)"
    return re.sub(two_rows, r"\1(others)\n\2", html, flags=re.DOTALL)


def test_the_tiny_dataset_gives_exactly_this_site(tiny_table: RouteTable, accept: bool) -> None:
    generated = {"routes.txt": "".join(f"{path}\n" for path in sorted(tiny_table.paths()))}
    for template, html in one_page_of_each_template(tiny_table).items():
        generated[f"pages/{template}"] = reviewable(shortened(template, html))
    for path in FORMATS:
        generated[f"files/{path}"] = reviewable(tiny_table.file(path).decode())
    if accept:
        for folder in ("pages", "files"):
            shutil.rmtree(EXPECTED / folder, ignore_errors=True)
        for name, content in generated.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_text(content, "utf-8")
    held = {
        path.relative_to(EXPECTED).as_posix(): path.read_text("utf-8")
        for folder in ("pages", "files", ".")
        for path in (EXPECTED / folder).glob("**/*" if folder != "." else "routes.txt")
        if path.is_file()
    }
    assert generated == held, "if it is meant: scripts/test --accept"


def test_what_is_compared_can_be_reviewed_and_loses_nothing() -> None:
    long = f"<p>{'word ' * 60}</p><p>{'x' * 400}</p>"
    lines = reviewable(f"{long}\nshort\n").splitlines()
    assert max(map(len, lines)) < 200
    assert "\n".join(lines).replace("\n   \\", "") == f"{long}\nshort"


def test_one_page_is_made_without_any_other(tiny_table: RouteTable) -> None:
    """Of a table in which everything else fails."""

    def fail() -> Any:
        raise AssertionError("this was not asked for")

    wanted = "recommendations/bridge-01/"
    pages = {
        path: page if path == wanted else replace(page, values=fail)
        for path, page in tiny_table.pages.items()
    }
    files = {path: Route(path, fail) for path in tiny_table.files}
    table = replace(tiny_table, pages=pages, files=files)
    assert table.html(wanted) == tiny_table.html(wanted)
    with pytest.raises(AssertionError, match="not asked for"):
        table.html("")


def test_listing_the_routes_makes_none() -> None:
    """No table, no feed, no quarter's facts: what is listed is what a path is made of."""
    table = route_site(TINY, TODAY)
    assert table.context
    made = {getattr(key, "__name__", "") for key in table.context._cache}
    assert made == {"_changes", "_quarters", "_calendars", "all_calendar_entries"}


def test_two_routes_of_one_path_are_an_error(
    tiny_table: RouteTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Exporter("again", routes=lambda context, pages: [Route("bodies/index.html", str)])
    monkeypatch.setattr(site, "EXPORTERS", (*site.EXPORTERS, again))
    with pytest.raises(DuplicateRouteError, match=r"two routes have the path 'bodies/index\.html'"):
        route_dataset(tiny_table.dataset, TODAY)


def test_with_a_problem_there_is_no_site(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    (data / "bodies" / "ministry-of-bridges.yaml").write_text("name: no\n")
    table = route_site(data, TODAY)
    assert table.problems
    assert (table.pages, table.files) == ({}, {})


def test_a_report_without_recommendations_makes_a_site_that_says_so(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    for path in (data / "recommendations").glob("*.yaml"):
        path.unlink()
    (data / "published.txt").unlink()
    for path in [*data.glob("developments/*.yaml"), *data.glob("implications/*.yaml")]:
        text = path.read_text("utf-8")
        filed = "measures:" in text or path.parent.name == "implications"
        instead = "" if filed else "topics: [bridges]"
        path.write_text(re.sub(r"^recommendations:.*$", instead, text, flags=re.MULTILINE))
    table = route_site(data, TODAY)
    assert table.problems == ()
    home = table.html("")
    assert ">Nothing is recorded yet.</h1>" in home
    assert "None of" not in home


def test_pages_that_are_listed_when_they_are_asked_for_are_those_of_a_build(tiny: Dataset) -> None:
    whole, later = route_dataset(tiny, TODAY).pages, route_pages(tiny, TODAY).pages
    assert list(later) == list(whole)
    assert len(later) == len(whole)
    again = route_pages(tiny, TODAY).pages
    for path in sorted(whole, reverse=True):  # whatever is asked for first
        assert (again[path].title, again[path].alternates) == (
            whole[path].title,
            whole[path].alternates,
        )
    for path in ("bodies/none/", "none/", "none", "changes/1900-01/", ""):
        assert (path in later) == (path in whole)
