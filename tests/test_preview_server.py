"""`scripts/serve`: whatever is edited, each page and each file is that of a build of the files as
they then are; broken data keeps the last good pages, and a broken template says where.

The preview is asked directly. The check that runs beside it runs when the test says so.
"""

import mimetypes
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from shutil import copy2, copytree, rmtree

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

import preview_server
from conftest import ROOT, TINY, TODAY
from preview import Answer, Frame, InvalidConfigError
from preview_server import Preview, PreviewServer
from test_preview_links import commit
from tracker.edit.editor_links import editor_address
from tracker.edit.rechecking import recheck
from tracker.outputs.context import Page, PageEntry, listed_pages
from tracker.problems import Problem
from tracker.site import route_site

ADDRESS = "http://127.0.0.1:8000/"
NOT_IN_A_PREVIEW = {"sitemap.xml.gz"}


def tiny_checkout(folder: Path) -> Path:
    """What a preview reads of a checkout, with the tiny dataset as its record."""
    copytree(TINY, folder / "data")
    copytree(ROOT / "docs", folder / "docs")
    for part in ("theme", "tracker/render/templates"):
        copytree(ROOT / "scripts" / part, folder / "scripts" / part)
    for name in ("mkdocs.yml", "scripts/mkdocs_hooks.py"):
        copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tiny_checkout(tmp_path)


class Checks:
    """Checks that wait until `run` is called, and how many were begun."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.begun = 0

    def __call__(
        self, data: Path, day: object, then: Callable[[tuple[Problem, ...]], None]
    ) -> None:
        self.begun += 1
        self.waiting.append(lambda: then(recheck(data, TODAY)))

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Asked(Preview):
    """A preview of a checkout that is asked for pages as texts."""

    def __init__(self, copy: Path) -> None:
        self.checks = Checks()
        environment = {"TRACKER_TODAY": TODAY.isoformat()}
        super().__init__(copy, environment, ADDRESS, self.checks, editor_address("vscode"))

    def text(self, path: str) -> str:
        answer = self.answer(path)
        assert answer.status == 200, answer.body.decode()
        return answer.body.decode()

    def status(self, path: str) -> int:
        return self.answer(path).status

    def site(self) -> dict[str, bytes]:
        """Every page, by its path."""
        self.look()
        return {path: self.answer(path).body for path in [*self.paths(), "404.html"]}


@pytest.fixture
def preview(copy: Path) -> Preview:
    asked = Asked(copy)
    asked.look()
    asked.checks.run()
    return asked


def write(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def ferry_board(copy: Path) -> Path:
    return copy / "data" / "bodies" / "ferry-board.yaml"


def built_files(copy: Path, out: Path) -> dict[str, bytes]:
    """Every file that a build of MkDocs makes of a checkout, begun anew, by its path."""
    config = load_config((copy / "mkdocs.yml").as_posix(), site_dir=out.as_posix())
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = ADDRESS
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_TODAY", TODAY.isoformat())
        build(config, serve_url=ADDRESS)
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return {name: content for name, content in files.items() if name not in NOT_IN_A_PREVIEW}


def assert_is_built(asked: Asked, files: dict[str, bytes]) -> None:
    """A preview gives each of these files, and has no other page."""
    assert {name for name, content in files.items() if asked.answer(name).body != content} == set()
    assert {f"{path}index.html" for path in asked.paths()} == {
        name for name in files if name.endswith("index.html")
    }


def test_each_page_and_each_file_is_that_of_a_build(copy: Path, tmp_path: Path) -> None:
    assert_is_built(Asked(copy), built_files(copy, tmp_path / "out"))


def test_a_card_is_drawn_when_it_is_asked_for(preview: Asked) -> None:
    assert preview.answer("recommendations/bridge-01/card.png").body.startswith(b"\x89PNG")


def record_file(copy: Path, number: int) -> Path:
    """One of the files of the record, as it was at first."""
    files = sorted(path.relative_to(TINY) for path in TINY.rglob("*.yaml"))
    return copy / "data" / files[number % len(files)]


def reword(path: Path, number: int, change: Callable[[str], str]) -> None:
    """Changes one of the texts of a file."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    texts = [
        index
        for index, line in enumerate(lines)
        if re.match(r"\s*(- )?(title|name|short|summary|label|reason|note|text|words): \w", line)
    ]
    if texts:
        index = texts[number % len(texts)]
        field, text = lines[index].split(": ", 1)
        lines[index] = f"{field}: {change(text)}"
        path.write_text("\n".join(lines) + "\n", "utf-8")


def reword_in_secret(path: Path, number: int) -> None:
    """The same, so that the file keeps its size, its time and its number."""
    if path.exists():
        found = path.stat()
        reword(path, number, str.swapcase)
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def copy_beside(path: Path) -> None:
    if path.exists():
        copy2(path, path.with_stem(f"{path.stem}-too"))


def put_all_back(copy: Path) -> None:
    """The record as it was at first, without what was added."""
    rmtree(copy / "data")
    copytree(TINY, copy / "data")


def own_page(copy: Path) -> Path:
    (copy / "data" / "pages").mkdir(exist_ok=True)
    return copy / "data" / "pages" / "terms.md"


EDITS: dict[str, Callable[[Path, int], object]] = {
    "a longer text": lambda copy, n: reword(record_file(copy, n), n // 40, lambda t: f"{t} too"),
    "another text of its size": lambda copy, n: reword_in_secret(record_file(copy, n), n // 40),
    "the same": lambda copy, n: reword(record_file(copy, n), n, str),
    "taken away": lambda copy, n: record_file(copy, n).unlink(missing_ok=True),
    "one more": lambda copy, n: copy_beside(record_file(copy, n)),
    "broken": lambda copy, n: record_file(copy, n).write_text("name: ["),
    "put back": lambda copy, n: copy2(
        TINY / record_file(copy, n).relative_to(copy / "data"), record_file(copy, n)
    ),
    "all put back": lambda copy, _: put_all_back(copy),
    "a page of docs": lambda copy, n: (copy / "docs/about.md").write_text(f"# About {n}\n"),
    "a page of the record": lambda copy, n: own_page(copy).write_text(f"# Our own terms {n}\n"),
    "no page of the record": lambda copy, _: own_page(copy).unlink(missing_ok=True),
    "an empty page": lambda copy, _: own_page(copy).write_text("{# none #}\n"),
}


@settings(max_examples=5, phases=[Phase.generate])
@given(
    edits=st.lists(
        st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 9999), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_is_edited_each_page_and_file_is_that_of_a_build_begun_anew(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, bool]]
) -> None:
    """Also after the record was broken, and once it is mended: of it nothing is left over."""
    copy = tiny_checkout(tmp_path_factory.mktemp("edited"))
    kept = Asked(copy)
    for name, number, is_checked in edits:
        EDITS[name](copy, number)
        kept.answer("")
        if is_checked:
            kept.checks.run()
    for state in range(2):
        kept.look()
        kept.checks.run()
        problems = route_site(copy / "data", TODAY).problems
        assert kept._problems == problems
        if not problems:
            assert_is_built(kept, built_files(copy, copy / f"out-{state}"))
        put_all_back(copy)


def test_only_what_changed_is_read_and_checked(preview: Asked, copy: Path) -> None:
    preview.text("bodies/ferry-board/")
    read, begun, version = preview._cache.parsed, preview.checks.begun, preview.version
    preview.text("bodies/ferry-board/")
    assert (preview._cache.parsed, preview.checks.begun) == (read, begun)
    assert preview.version == version
    write(ferry_board(copy), "name: Ferry", "name: Other ferry")
    assert "Other ferry Board</h1>" in preview.text("bodies/ferry-board/")
    assert (preview._cache.parsed, preview.checks.begun) == (read + 1, begun + 1)
    write(copy / "docs" / "about.md", "# ", "# Otherwise ")
    assert "Otherwise " in preview.text("about/")
    assert (preview._cache.parsed, preview.checks.begun) == (read + 1, begun + 1)
    assert preview.version != version


def test_no_file_is_listed_for_a_page_that_leads_to_none(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Iterator[object]:
        raise AssertionError("the files were listed")

    monkeypatch.setattr("tracker.site._routes", fail)
    assert "Ferry Board</h1>" in Asked(copy).text("bodies/ferry-board/")


def test_no_page_is_listed_but_that_which_is_asked_for(
    preview: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its menu and its links ask only whether there is a page at a path."""
    listed: list[str] = []

    def count(entries: Iterable[PageEntry]) -> Iterator[Page]:
        for page in listed_pages(entries):
            listed.append(page.path)
            yield page

    monkeypatch.setattr("tracker.site.listed_pages", count)
    preview.text("bodies/ferry-board/")
    assert listed == ["bodies/ferry-board/"]
    preview.text("measures/")
    assert listed == ["bodies/ferry-board/", "measures/"]
    assert preview._table
    facts = preview._table.facts
    dated, records = facts._last_modified._days, list(facts.dataset.records())
    assert len(dated) < len(records), "days of writing are worked out that no page asks for"


def test_a_record_that_is_taken_away_has_no_page(preview: Asked, copy: Path) -> None:
    raft = copy / "data" / "bodies" / "raft-board.yaml"
    raft.write_text("name: Raft Board\nkind: department\nsummary: Rafts.\napplies_in: [england]\n")
    assert "Raft Board" in preview.text("bodies/raft-board/")
    raft.unlink()
    assert preview.status("bodies/raft-board/") == 404
    assert "Page not found" in preview.answer("bodies/raft-board/").body.decode()


def test_broken_data_keeps_the_last_good_pages_and_says_where(preview: Asked, copy: Path) -> None:
    good = ferry_board(copy).read_text("utf-8")
    ferry_board(copy).write_text("name: no\n")
    page = preview.text("bodies/ferry-board/")
    assert "Ferry Board</h1>" in page
    assert "The record has 1 problem. These are the last good pages." in page
    place = f'<a href="vscode://file{ferry_board(copy)}:1:7">data/bodies/ferry-board.yaml:1:7</a>'
    assert f"<li>{place}: YAML reads" in page
    ferry_board(copy).write_text(good)
    assert "The record has" not in preview.text("bodies/ferry-board/")


def test_what_the_check_finds_is_shown_once_it_has_found_it(preview: Asked, copy: Path) -> None:
    """A page is not kept waiting by it."""
    record = copy / "data" / "bodies" / "raft-board.yaml"
    ferry = ferry_board(copy).read_text("utf-8")
    record.write_text(ferry, "utf-8")  # two bodies of one name
    assert "The record has" not in preview.text("bodies/raft-board/")
    version = preview.version
    preview.checks.run()
    assert preview.version != version
    assert preview.status("bodies/raft-board/") == 404
    assert "These are the last good pages." in preview.text("bodies/ferry-board/")
    assert "data/bodies/raft-board.yaml" in preview.text("bodies/ferry-board/")


def test_a_check_of_what_was_changed_since_counts_no_more(preview: Asked, copy: Path) -> None:
    record = copy / "data" / "bodies" / "raft-board.yaml"
    record.write_text(ferry_board(copy).read_text("utf-8"), "utf-8")
    preview.text("")
    record.unlink()
    preview.text("")
    first = preview.checks.waiting[0]
    first()
    assert "The record has" not in preview.text("")


def test_a_preview_that_begins_with_a_broken_record_shows_what_is_wrong(copy: Path) -> None:
    good = ferry_board(copy).read_text("utf-8")
    ferry_board(copy).write_text("name: no\n")
    preview = Asked(copy)
    assert "data/bodies/ferry-board.yaml:1:7</a>: YAML reads" in preview.text("")
    assert "last good pages" not in preview.text("")
    assert preview.status("bodies/ferry-board/") == 404
    ferry_board(copy).write_text(good)
    assert "The record has" not in preview.text("")


@pytest.mark.parametrize(
    ("file", "line"),
    [("scripts/theme/main.html", 5), ("docs/about.md", 3), ("scripts/theme/404.html", 2)],
)
def test_a_template_with_a_fault_gives_a_page_that_says_where(
    preview: Asked, copy: Path, file: str, line: int
) -> None:
    lines = (copy / file).read_text("utf-8").splitlines()
    good = list(lines)
    lines[line - 1] = "{% no_such_tag %}" + lines[line - 1]
    (copy / file).write_text("\n".join(lines))
    path = {"docs/about.md": "about/"}.get(file, "no-such-page/")
    place = f'<a href="vscode://file{copy / file}:{line}:1">{file}:{line}'
    assert place in preview.answer(path).body.decode()
    (copy / file).write_text("\n".join(good))
    assert f"{file}:{line}" not in preview.answer(path).body.decode()


def test_a_fault_of_the_configuration_is_shown_until_it_is_mended(
    preview: Asked, copy: Path
) -> None:
    config = (copy / "mkdocs.yml").read_text("utf-8")
    (copy / "mkdocs.yml").write_text("theme: [\n")
    assert preview.answer("bodies/").status == 500
    write(copy / "docs" / "about.md", "\n", "\n\n")
    assert preview.answer("bodies/").status == 500
    with pytest.raises(InvalidConfigError, match=r"^mkdocs.yml: "):
        Frame(copy, "http://127.0.0.1/")
    (copy / "mkdocs.yml").write_text(config)
    assert preview.answer("bodies/").status == 200


def test_of_many_problems_the_first_are_listed(preview: Asked, copy: Path) -> None:
    for number in range(53):
        (copy / "data" / "bodies" / f"b{number}.yaml").write_text("name: no\n")
    page = preview.text("")
    assert page.count("YAML reads") == 50
    assert "And 3 more: <code>tracker check</code> lists all." in page


def test_what_the_working_tree_changes_is_listed_where_git_is(preview: Asked, copy: Path) -> None:
    assert preview.status("_preview/changes/") == 404
    assert "What you changed" not in preview.text("")
    commit(copy)
    asked = Asked(copy)
    assert "as it was in the last commit" in asked.text("_preview/changes/")
    assert '<a href="../../_preview/changes/">What you changed</a>' in asked.text(
        "bodies/ferry-board/"
    )
    write(ferry_board(copy), "name: Ferry", "name: Other ferry")
    page = asked.text("_preview/changes/")
    assert "<title>What you changed - Tiny Tracker</title>" in page
    address = f"vscode://file{ferry_board(copy)}:1:1"
    assert f'<a href="{address}">bodies/ferry-board.yaml</a>' in page
    assert '<a href="/bodies/ferry-board/">Other ferry Board</a>' in page
    assert "_preview/changes/" not in {*asked.paths()}


def test_a_style_that_is_edited_is_there_at_once(preview: Asked, copy: Path) -> None:
    version = preview.version
    with (copy / "scripts" / "theme" / "styles" / "print.css").open("a") as style:
        style.write(".new-rule { color: inherit }\n")
    assert ".new-rule" in preview.text("assets/site.css")
    assert preview.version != version


def test_the_search_page_says_that_search_needs_a_build(preview: Asked) -> None:
    assert "This is a preview. Search needs the site" in preview.text("search/")


def test_an_address_without_its_slash_leads_to_the_page(preview: Asked) -> None:
    answer = preview.answer("bodies/ferry-board")
    assert (answer.status, answer.location) == (302, "/bodies/ferry-board/")


def test_no_path_leads_out_of_the_site(preview: Asked) -> None:
    for path in ("../mkdocs.yml", "assets/../../mkdocs.yml", "/etc/passwd"):
        assert preview.status(path) == 404


def test_a_page_by_hand_with_the_path_of_a_record_is_a_problem(preview: Asked, copy: Path) -> None:
    (copy / "docs" / "changes.md").write_text("# Mine\n")
    assert "docs/changes.md:1:1</a>: stands where the record has a page" in preview.text("changes/")


@pytest.fixture
def server(copy: Path) -> Iterator[PreviewServer]:
    with PreviewServer(("127.0.0.1", 0), lambda _: Asked(copy)) as server:
        server.follow()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def get(server: PreviewServer, path: str) -> Answer:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, answer.headers["Content-Type"], body, "")


def test_a_browser_is_told_of_an_edit_that_nobody_asked_for(
    server: PreviewServer, copy: Path
) -> None:
    page = get(server, "/bodies/ferry-board/").body.decode()
    waiting = f"{preview_server.WAITING}{server.preview.version}"
    assert f'fetch("{waiting}")' in page
    write(ferry_board(copy), "name: Ferry", "name: Other ferry")
    assert get(server, waiting).body.decode() == server.preview.version
    assert waiting not in get(server, "/bodies/ferry-board/").body.decode()
    assert "Other ferry Board</h1>" in get(server, "/bodies/ferry-board/").body.decode()


def test_files_have_their_media_types(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the system takes them for."""
    monkeypatch.setattr(mimetypes, "guess_type", lambda _: ("text/plain", None))
    types = {
        path: get(server, path).type
        for path in ("/", "/assets/site.css", "/assets/page.js", "/feeds/developments.atom")
    }
    assert types == {
        "/": "text/html; charset=utf-8",
        "/assets/site.css": "text/css; charset=utf-8",
        "/assets/page.js": "text/javascript; charset=utf-8",
        "/feeds/developments.atom": "application/atom+xml; charset=utf-8",
    }
