"""Everything that the tiny dataset generates, compared whole."""

import re
import shutil
from pathlib import Path

from conftest import ROOT, TINY, TODAY
from tracker.site import build, site_files

EXPECTED = ROOT / "tests" / "expected" / "site"


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_the_tiny_dataset_gives_exactly_this_site(accept: bool) -> None:
    """Pictures, the database and the archive are left to their own tests: their bytes may differ
    between kinds of machine.
    """
    binary = (".png", ".sqlite", ".zip")
    generated = {n: c for n, c in site_files(build(TINY, TODAY)) if not n.endswith(binary)}
    if accept:
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, content in generated.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_bytes(content)
    assert generated == files(EXPECTED), "if it is meant: scripts/test --accept"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert list(site_files(build(TINY, TODAY))) == list(site_files(build(TINY, TODAY)))


def test_with_a_problem_there_is_no_site(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    (data / "bodies" / "ministry-of-bridges.yaml").write_text("name: no\n")
    site = build(data, TODAY)
    assert site.problems
    assert (site.pages, site.files) == ((), ())


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
    site = build(data, TODAY)
    assert site.problems == ()
    home = next(rendered.html for rendered in site.pages if rendered.page.path == "")
    assert "<h1>Nothing is recorded yet.</h1>" in home
    assert "None" not in home.partition("Where they stand")[0]
