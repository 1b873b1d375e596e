"""What a build takes from the last one: each file is as a build from nothing makes it, whatever was
edited, damaged or deleted between the two, and no more is made than what changed.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import last_build
import site_builds
from conftest import ROOT, TINY, TODAY
from swap import swap
from tracker.derive.facts import Facts
from tracker.edit.withdrawing import withdraw_record
from tracker.kept import DIGEST_OF, Kept, content_digest, file_entries
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.outputs.context import BuildContext, Page, Route
from tracker.render.abbreviations import Abbreviations
from tracker.reuse.built_files import BuiltFiles, write_file
from tracker.reuse.digests import Digests, NoDigestError
from tracker.reuse.kept_builds import KeptBuilds
from tracker.reuse.last_files import LastFiles
from tracker.schema.records import KINDS
from tracker.schema.vocabularies import GlossaryEntry
from tracker.site import RouteTable, route_site


def make(table: RouteTable, last: LastFiles) -> dict[str, bytes]:
    """Makes every file of a site, of pages their main landmarks, but those of the last one that
    would be the same; gives those that it made.
    """
    last.begin(table.reads, b"program", table.renderer)
    made = {}
    for path, maker in makers(table).items():
        if last.take(path, maker):
            continue
        last.begin_making(path)
        content = table.html(maker.path) if isinstance(maker, Page) else table.content(path)
        made[path] = content.encode() if isinstance(content, str) else content
        last.end_making(path, maker, made[path])
    last.keep()
    return made


def makers(table: RouteTable) -> dict[str, Page | Route]:
    """What makes each file of a site, by its path."""
    return {**{f"{path}index.html": page for path, page in table.pages.items()}, **table.files}


def build(data: Path, site: Path, kept: Kept, day: date = TODAY) -> tuple[dict[str, bytes], int]:
    """Builds a site in the place of the last one: its files, and how many were made anew."""
    builds, new = KeptBuilds(site, kept), Path(tempfile.mkdtemp(dir=site.parent))
    table = route_site(data, day, kept=kept)
    assert table.problems == ()
    paths = makers(table).keys()
    of_site, of_search = builds.begin(new, paths)
    last = LastFiles(of_site, kept, "made")
    made = make(table, last)
    assert last.made + last.taken == len(paths)
    for path, content in made.items():
        write_file(f"{new}/site/{path}", content)
    builds.leave(new, of_site, of_search)
    if kept.folder:
        builds.note(new)
    builds.keep(new, swap(new / "site", site))
    shutil.rmtree(new)
    return files_in(site), last.made


def files_in(folder: Path) -> dict[str, bytes]:
    return {path: Path(entry).read_bytes() for path, entry in file_entries(folder.as_posix())}


def build_anew(data: Path, day: date = TODAY) -> dict[str, bytes]:
    """The files of a site as a build makes them of which nothing is kept."""
    return make(route_site(data, day), LastFiles())


def differing(files: dict[str, bytes], others: dict[str, bytes]) -> list[str]:
    return sorted(path for path in files.keys() | others if files.get(path) != others.get(path))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "data"))


def lines_with(data: Path, *fields: str) -> list[tuple[Path, str]]:
    """Every line of a text that can be written differently, with its file."""
    pattern = re.compile(rf"^ *(?:- )?(?:{'|'.join(fields)}): [A-Z][^:#\n]*$", re.MULTILINE)
    paths = sorted(data.rglob("*.yaml"))
    return [(path, line) for path in paths for line in pattern.findall(path.read_text("utf-8"))]


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def edit_a_text(data: Path, choose: random.Random) -> None:
    fields = ("title", "name", "short", "summary", "reason", "label", "publisher", "meaning")
    path, line = choose.choice(lines_with(data, *fields))
    rewrite(path, line, f"{line} {choose.choice(['too', 'again', 'now'])}")


def edit_a_folded_text(data: Path, choose: random.Random) -> None:
    paths = [p for p in sorted(data.rglob("*.yaml")) if ": >-\n" in p.read_text("utf-8")]
    rewrite(choose.choice(paths), ": >-\n", ": >-\n" + " " * 8 + "Also this.\n")


def edit_a_date(data: Path, choose: random.Random) -> None:
    paths = [p for p in sorted(data.rglob("*.yaml")) if "recorded: 20" in p.read_text("utf-8")]
    path = choose.choice(paths)
    day = choose.choice(re.findall(r"recorded: [0-9-]+$", path.read_text("utf-8"), re.MULTILINE))
    rewrite(path, day, f"recorded: 2026-01-{choose.randint(10, 30)}")


def add_a_record(data: Path, choose: random.Random) -> None:
    path = choose.choice(sorted((data / "developments").glob("*.yaml")))
    other = path.with_name(f"{path.stem}-{choose.randint(100, 999)}.yaml")
    shutil.copy(path, other)
    title = re.search(r"^title: .*$", other.read_text("utf-8"), re.MULTILINE)
    assert title
    rewrite(other, title[0], f"{title[0]} {choose.randint(100, 999)}")


def remove_a_record(data: Path, choose: random.Random) -> None:
    choose.choice([p for kind in KINDS for p in sorted((data / kind.folder).iterdir())]).unlink()


def rename_a_record(data: Path, choose: random.Random) -> None:
    """With all that names it."""
    folder = choose.choice(["bodies", "measures", "implications", "services", "developments"])
    path = choose.choice(sorted((data / folder).glob("*.yaml")))
    new = f"{path.stem[:60]}-{choose.randint(10, 99)}"
    path.rename(path.with_name(f"{new}.yaml"))
    for each in [*data.rglob("*.yaml"), data / "published.txt"]:
        text = each.read_text("utf-8")
        each.write_text(re.sub(rf"(?<![\w-]){re.escape(path.stem)}(?![\w-])", new, text), "utf-8")


def change_a_vocabulary(data: Path, choose: random.Random) -> None:
    label = choose.choice(
        [
            (path, line)
            for path, line in lines_with(data, "label")
            if path.parent.name == "vocabulary"
        ]
    )
    rewrite(label[0], label[1], f"{label[1]} indeed")


def take_a_record_down(data: Path, choose: random.Random) -> None:
    path = choose.choice(sorted((data / "developments").glob("*.yaml")))
    address = f"developments/{path.stem}"
    withdraw_record(data, load(data)[0], address, "It was wrong.", TODAY, address_too=False)


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    edit_a_text,
    edit_a_folded_text,
    edit_a_date,
    add_a_record,
    remove_a_record,
    rename_a_record,
    change_a_vocabulary,
    take_a_record_down,
)


def damage(site: Path, cache_folder: Path, choose: random.Random) -> None:
    """Alters, deletes, or leaves something of what a build may take."""
    what = choose.randrange(8)
    before = next(cache_folder.glob("site-*"), site)
    files = sorted(path for path in choose.choice([site, before]).rglob("*") if path.is_file())
    kept = sorted(path for path in cache_folder.iterdir() if path.is_file())
    if what == 0:
        for path in choose.sample(files, 20):
            path.write_bytes(path.read_bytes()[::-1])
    elif what == 1:
        for path in choose.sample(files, 20):
            path.unlink()
    elif what == 2:
        shutil.rmtree(cache_folder)
    elif what == 3:
        path = choose.choice(kept)
        path.write_bytes(path.read_bytes()[:-3])
    elif what == 4:
        choose.choice(kept).unlink()
    elif what == 5:
        shutil.rmtree(choose.choice([site, before]))
    elif what == 6:
        (before / "bodies" / "left").mkdir()
        (before / "bodies" / "left" / "index.html").write_text("by somebody")
        shutil.copy(choose.choice(files), before / "bodies" / "index.html")


def edited(data: Path, before: Path, choose: random.Random) -> str:
    """Edits a record until it differs and has no problem, and says how."""
    while True:
        edit = choose.choice(EDITS)
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(data, before)
        try:
            edit(data, choose)
            if not route_site(data, TODAY).problems:
                return edit.__name__
        except Exception:
            pass
        shutil.rmtree(data)
        shutil.copytree(before, data)


@pytest.mark.parametrize("seed", range(3))
def test_a_build_after_any_edit_is_that_from_nothing(seed: int, data: Path, tmp_path: Path) -> None:
    choose, site, kept = random.Random(seed), tmp_path / "site", Kept(tmp_path / "cache")
    build(data, site, kept)
    done = []
    for _ in range(4):
        done.append(edited(data, tmp_path / "before", choose))
        damage(site, tmp_path / "cache", choose)
        assert differing(build(data, site, kept)[0], build_anew(data)) == [], done


def test_a_build_of_what_did_not_change_makes_nothing(data: Path, tmp_path: Path) -> None:
    site, kept = tmp_path / "site", Kept(tmp_path / "cache")
    files, made = build(data, site, kept)
    assert made == len(files)
    for _ in range(3):  # of the last site, and of that before it
        assert build(data, site, kept) == (files, 0)
    rewrite(data / "bodies" / "ferry-board.yaml", "name: Ferry", "name: New Ferry")
    assert build(data, site, kept)[1] > 0
    rewrite(data / "bodies" / "ferry-board.yaml", "name: New Ferry", "name: Ferry")
    assert build(data, site, kept)[0] == files
    assert build(data, site, Kept()) == (files, len(files))


def test_of_one_edited_text_the_files_are_made_that_read_it(data: Path, tmp_path: Path) -> None:
    """What grows here is work that editors wait for."""
    site, kept = tmp_path / "site", Kept(tmp_path / "cache")
    before, _ = build(data, site, kept)
    rewrite(data / "bodies" / "ferry-board.yaml", "summary: ", "summary: And ")
    after, made = build(data, site, kept)
    assert after == build_anew(data)
    changed = differing(before, after)
    assert "bodies/ferry-board/index.html" in changed
    assert len(changed) == 11
    assert made <= 40


def test_on_another_day_nothing_is_taken_that_has_a_date(data: Path, tmp_path: Path) -> None:
    site, kept = tmp_path / "site", Kept(tmp_path / "cache")
    build(data, site, kept)
    day = date(2027, 3, 1)
    assert build(data, site, kept, day)[0] == build_anew(data, day)


def digest(value: Any) -> bytes:
    return Digests(lambda kind: str if issubclass(kind, Path) else None).of(value)


def adder(number: int) -> Callable[[int], int]:
    return lambda other: number + other


def adder_by_default(number: int, by_name: int = 0) -> Callable[[int], int]:
    def add(other: int, more: int = number, *, last: int = by_name) -> int:
        return other + more + last

    return add


def test_a_digest_is_that_of_all_that_a_value_consists_of(tiny: Dataset) -> None:
    body = tiny.bodies["ferry-board"]
    different: list[Any] = [
        *(None, False, 0, 0.0, "", "0", b"", (), [], {}, frozenset(), date(2026, 1, 1)),
        *(("a", "b"), ("ab", ""), (("a",), "b"), ["a", "b"], {"a": "b"}, {"b": "a"}, {"a", "b"}),
        *(adder(1), adder(2), partial(adder, 1), len, Page, ROOT),
        *(adder_by_default(1), adder_by_default(2), adder_by_default(1, by_name=1)),
        *(body, body.model_copy(update={"name": "Other"}), [body], cache(adder)),
    ]
    digests = [digest(value) for value in different]
    assert len(set(digests)) == len(different)
    assert digest(adder(1)) == digests[different.index(next(v for v in different if callable(v)))]
    assert digest(adder_by_default(1)) == digest(adder_by_default(1))
    assert digest({"b", "a"}) == digest({"a", "b"})
    assert digest(body.model_copy()) == digest(body)


DIGEST_OF_SETS = """
from tracker.outputs.context import Alternate
from tracker.reuse.digests import Digests
words = frozenset("the words of a set are in no order at all".split())
value = [words, (words, 1), {"a": {words}}, Alternate("a", words, "b", "c"), lambda: words]
print(Digests(lambda kind: None).of(value).hex())
"""


def test_a_digest_is_the_same_in_every_run() -> None:
    """In each of which sets have another order, and other texts are one object."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", DIGEST_OF_SETS],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 4)
    ]
    assert len(set(runs)) == 1
    text = "".join(["some ", "text"])
    assert digest([text]) == digest([sys.intern(text)]) == digest(["some " + text[5:]])


@dataclass(frozen=True)
class Later:
    make: Callable[[], int] = field(metadata={DIGEST_OF: "number"})

    @cached_property
    def number(self) -> int:
        return self.make()


def test_a_digest_is_that_of_what_is_given_later_and_not_of_whether_it_was_given() -> None:
    two = digest(Later(partial(len, "ab")))
    assert two == digest(Later(partial(len, "cd")))
    assert two != digest(Later(partial(len, "a")))
    abbreviations = Abbreviations(
        [GlossaryEntry(short="MoB", label="Ministry", description="Who.")]
    )
    before = digest(abbreviations)
    assert abbreviations.expand("<p>MoB</p>") == "<p>MoB (Ministry)</p>"
    assert digest(abbreviations) == before


@pytest.mark.parametrize("value", [object(), iter(()), (number for number in (1, 2)), [0].append])
def test_what_is_not_known_through_and_through_has_no_digest(value: Any) -> None:
    with pytest.raises(NoDigestError):
        digest([value])
    holds_itself: list[Any] = []
    holds_itself.append(holds_itself)
    with pytest.raises(NoDigestError):
        digest(holds_itself)


def test_what_is_read_is_noted_as_it_is_read(data: Path, tmp_path: Path) -> None:
    table = route_site(data, TODAY, kept=Kept(tmp_path))
    assert table.context
    assert table.reads
    facts, reads = table.facts, table.reads
    reads.begin()
    assert facts.dataset.bodies["ferry-board"].name == "Ferry Board"
    assert "nobody" not in facts.dataset.bodies
    assert facts.dataset.measures.get("nothing") is None
    assert facts.newest
    assert reads.end() == (
        ("facts.dataset.bodies", 1, "ferry-board"),
        ("facts.dataset.bodies", 2, "nobody"),
        ("facts.dataset.measures", 1, "nothing"),
        ("facts.developments", 0),
    )
    assert reads.end() == ()
    with pytest.raises(NoDigestError):
        reads.state((("facts.nothing", 0),))


def test_what_is_called_once_is_read_by_each_file_that_asks(data: Path, tmp_path: Path) -> None:
    table = route_site(data, TODAY, kept=Kept(tmp_path))
    card = table.pages["recommendations/bridge-01/"].card
    assert card
    assert table.reads
    table.reads.begin()
    first = card()
    noted = table.reads.end()
    assert ("facts.dataset.reports", 1, "bridge-2024") in noted
    table.reads.begin()
    assert card() is first
    assert table.reads.end() == noted


def test_facts_whose_reads_are_noted_say_what_they_say(data: Path, tmp_path: Path) -> None:
    noted = route_site(data, TODAY, kept=Kept(tmp_path))
    assert isinstance(noted.facts, Facts)
    assert isinstance(noted.facts.dataset, Dataset)
    assert make(noted, LastFiles()) == build_anew(data)


@pytest.mark.parametrize("layer", ["derive", "text", "outputs", "render"])
def test_no_function_keeps_what_it_made_of_the_record(layer: str) -> None:
    """For of a page that is then given it, nobody would know what it was made of. `once` of the
    context may be asked instead."""
    folder = ROOT / "scripts" / "tracker" / layer
    for path in folder.rglob("*.py"):
        name = path.relative_to(ROOT / "scripts").with_suffix("").as_posix().replace("/", ".")
        for value in vars(import_module(name)).values():
            if hasattr(value, "cache_info"):
                hints = get_type_hints(value.__wrapped__).values()
                assert not {BuildContext, Dataset, Facts} & set(hints), value


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a new build in `new`."""
    shutil.copytree(TINY, tmp_path / "data")
    for name in ("docs", "scripts/theme", "new/site/pagefind", "new/search"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("mkdocs.yml", "docs/about.md", "new/site/pagefind/index", "new/search/a.html"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(last_build, "CHECKOUT", tmp_path)
    for name, value in {"TODAY": "2026-02-01", "DATA": "", "CACHE": "", "PDF": ""}.items():
        monkeypatch.setenv(f"TRACKER_{name}", value)
    return tmp_path


def finish(checkout: Path, kept: Kept, state: str | None = None) -> Path:
    """Finishes the new build, whose site goes to its place."""
    site = checkout / "site"
    _, now = last_build.is_unchanged(site, kept)
    found = last_build.finish(checkout / "new", site, now if state is None else state, kept)
    assert found == ()
    return site


def test_a_site_is_the_last_one_until_it_or_what_it_is_made_of_changes(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(checkout / "cache")
    site = finish(checkout, kept)

    def is_unchanged() -> bool:
        return last_build.is_unchanged(site, kept)[0]

    assert is_unchanged()
    assert not last_build.is_unchanged(site, Kept())[0]
    for name in ("data/bodies/ferry-board.yaml", "docs/about.md", "mkdocs.yml"):
        before = (checkout / name).read_text("utf-8")
        (checkout / name).write_text(f"{before}\n", "utf-8")
        assert not is_unchanged(), name
        (checkout / name).write_text(before, "utf-8")
        assert is_unchanged(), name
    for name in ("TODAY", "PDF", "BUILDER", "DATA"):
        with monkeypatch.context() as patch:
            patch.setenv(f"TRACKER_{name}", "2026-02-02")
            assert not is_unchanged(), name
    (site / "pagefind" / "index").write_text("new/site/pagefind/index")  # as it was
    assert not is_unchanged()


def test_a_build_during_which_something_changed_is_not_noted(checkout: Path) -> None:
    kept, site = Kept(checkout / "cache"), checkout / "site"
    _, state = last_build.is_unchanged(site, kept)
    (checkout / "docs" / "about.md").write_text("edited meanwhile")
    finish(checkout, kept, state)
    (checkout / "docs" / "about.md").write_text("docs/about.md")
    assert last_build.is_unchanged(site, kept) == (False, state)


def test_a_site_in_which_a_link_leads_nowhere_takes_no_place(checkout: Path) -> None:
    kept, new = Kept(checkout / "cache"), checkout / "new"
    (new / "site" / "a.html").write_text('<a href="gone/">')
    (problem,) = last_build.finish(new, checkout / "site", "", kept)
    assert str(problem) == "site/a.html:1:1: links to 'gone/', which is not there"
    assert not (checkout / "site").exists()
    (new / "site" / "gone").mkdir()
    (new / "site" / "gone" / "index.html").write_text("")
    assert last_build.finish(new, checkout / "site", "", kept) == ()
    assert (checkout / "site" / "a.html").exists()


def begin(checkout: Path, kept: Kept, copy: str) -> tuple[KeptBuilds, Path, BuiltFiles, BuiltFiles]:
    """A new build, of which Pagefind is to read this copy of a page."""
    builds, new = KeptBuilds(checkout / "site", kept), checkout / "new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    site, search = builds.begin(new, ["a.html"])
    if not search.place("a.html", content_digest(copy.encode())):
        search.clear("a.html")
        search.note("a.html", copy.encode())
        write_file(f"{new}/search/a.html", copy.encode())
    return builds, new, site, search


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_search_index_is_taken_where_it_is_that_of_the_same_pages(
    times: int, checkout: Path
) -> None:
    kept, index = Kept(checkout / "cache"), Path("site", "pagefind", "index")
    for number in range(times):
        builds, new, site, search = begin(checkout, kept, "a copy")
        builds.place_index(site, search)
        assert (new / index).exists() is (number > 0)
        if number == 0:
            write_file(f"{new / index}", b"made by Pagefind")
        builds.leave(new, site, search)
        finish(checkout, kept)
        assert (checkout / index).read_text() == "made by Pagefind"
    builds, new, site, search = begin(checkout, kept, "another copy")
    builds.place_index(site, search)
    assert not (new / index).parent.exists()


def test_a_search_index_that_was_altered_is_not_taken(checkout: Path) -> None:
    kept, index = Kept(checkout / "cache"), Path("site", "pagefind", "index")
    builds, new, site, search = begin(checkout, kept, "a copy")
    for name in ("index", "other"):
        write_file(f"{new}/site/pagefind/{name}", b"made by Pagefind")
    builds.leave(new, site, search)
    finish(checkout, kept)
    (checkout / index).write_text("altered it is    ")
    builds, new, site, search = begin(checkout, kept, "a copy")
    builds.place_index(site, search)
    assert not (new / index).parent.exists()
    assert (checkout / "site" / "pagefind" / "other").read_text() == "made by Pagefind"


def test_a_whole_build_takes_what_it_may_and_is_that_from_nothing(tmp_path: Path) -> None:
    copy = site_builds.tiny_checkout(tmp_path / "copy")
    cache_folder = (tmp_path / "cache").as_posix()
    first = site_builds.build_tiny(copy, TRACKER_CACHE=cache_folder)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Took" not in first.stdout
    again = site_builds.build_tiny(copy, TRACKER_CACHE=cache_folder)
    assert (again.returncode, again.stdout) == (0, "Nothing has changed since site/ was built.\n")
    rewrite(copy / "data" / "bodies" / "ferry-board.yaml", "name: Ferry", "name: New Ferry")
    (copy / "site" / "bodies" / "ministry-of-bridges" / "index.html").write_text("altered")
    for name, age in ((".build-killed", 3), (".build-running", 1)):
        (copy / name).mkdir()
        hours_ago = (copy / "data" / "bodies" / "ferry-board.yaml").stat().st_mtime - 3600 * age
        os.utime(copy / name, (hours_ago, hours_ago))
    edited = site_builds.build_tiny(copy, TRACKER_CACHE=cache_folder)
    assert [path.name for path in copy.glob(".build-*")] == [".build-running"]
    assert edited.returncode == 0, edited.stdout + edited.stderr
    assert "Took" in edited.stdout
    built = site_builds.bytes_of(copy / "site")
    anew = site_builds.build_tiny(copy, TRACKER_CACHE="")
    assert anew.returncode == 0, anew.stdout + anew.stderr
    assert "Took" not in anew.stdout
    assert differing(built, site_builds.bytes_of(copy / "site")) == []


def test_no_build_writes_into_the_site_before_it(tmp_path: Path) -> None:
    """Not where a page by hand takes the path of a record either: MkDocs writes that itself."""
    copy = site_builds.tiny_checkout(tmp_path / "copy")
    cache_folder, record = (tmp_path / "cache").as_posix(), copy / "data" / "bodies" / "board.yaml"
    shutil.copy(copy / "data" / "bodies" / "ferry-board.yaml", record)
    rewrite(record, "name: Ferry", "name: Other")
    for _ in range(2):  # the next begins in the site before the last, of which that has most files
        rewrite(copy / "data" / "bodies" / "ferry-board.yaml", "summary: ", "summary: And ")
        done = site_builds.build_tiny(copy, TRACKER_CACHE=cache_folder)
        assert done.returncode == 0, done.stdout + done.stderr
    record.unlink()
    (copy / "docs" / "bodies").mkdir()
    (copy / "docs" / "bodies" / "board.md").write_text("# By hand\n\n[To nowhere](nowhere.md)\n")
    before = site_builds.bytes_of(copy / "site")
    done = site_builds.build_tiny(copy, TRACKER_CACHE=cache_folder)
    assert done.returncode != 0, "a link leads to no page"
    assert differing(before, site_builds.bytes_of(copy / "site")) == []
