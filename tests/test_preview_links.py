"""A place in a file opens in the editor, and the preview lists what the working tree changes."""

import subprocess
from pathlib import Path, PurePath, PureWindowsPath
from shutil import copytree

import pytest

from conftest import TINY, TODAY
from tracker.edit.editor_links import NO_EDITOR, NoSuchEditorError, editor_address
from tracker.edit.working_tree import ChangedFile, knows_git, working_tree_changes
from tracker.load.commits import UnreadableCommitError, changed_files, file_changes
from tracker.site import route_pages, route_site


class WindowsPath(PureWindowsPath):
    def absolute(self) -> "WindowsPath":
        return self


@pytest.mark.parametrize(
    ("editor", "path", "address"),
    [
        ("vscode", Path("/a b/c.yaml"), "vscode://file/a%20b/c.yaml:3:7"),
        ("vscode", WindowsPath(r"C:\a\c.yaml"), "vscode://file/C:/a/c.yaml:3:7"),
        ("cursor", Path("/a/c.yaml"), "cursor://file/a/c.yaml:3:7"),
        ("pycharm", Path("/a/c.yaml"), "pycharm://open?file=/a/c.yaml&line=3&column=7"),
        ("txmt", Path("/a/c.yaml"), "txmt://open?url=file:///a/c.yaml&line=3&column=7"),
        ("mine://x/{path}?l={line}", Path("/a/{line}.yaml"), "mine://x/a/%7Bline%7D.yaml?l=3"),
        (NO_EDITOR, Path("/a/c.yaml"), ""),
    ],
)
def test_a_place_has_the_address_that_the_editor_listens_to(
    editor: str, path: PurePath, address: str
) -> None:
    assert editor_address(editor)(path, 3, 7) == address  # type: ignore[arg-type]


def test_an_editor_that_is_none_is_said_in_a_sentence() -> None:
    with pytest.raises(NoSuchEditorError, match="'edlin' is no editor; write one of vscode, "):
        editor_address("edlin")


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Makes a folder a checkout of git, with all that it holds in one commit."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "The record")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copytree(TINY, tmp_path / "data")
    commit(tmp_path)
    return tmp_path / "data"


def edit(data: Path) -> None:
    """Changes, adds and takes away a file, and changes one of each sort that has no page itself."""
    for name in ("bodies/ferry-board", "services/bridge-line", "implications/walkers-benches"):
        with (data / f"{name}.yaml").open("a") as file:
            file.write("# seen\n")
    for name in ("vocabulary/topics", "vocabulary/extents", "site"):
        with (data / f"{name}.yaml").open("a") as file:
            file.write("# seen\n")
    (data / "bodies" / "raft-board.yaml").write_text("name: Raft Board\n")
    (data / "pages").mkdir()
    (data / "pages" / "terms.md").write_text("# Terms\n")
    (data / "measures" / "bridge-panel.yaml").unlink()


def test_each_file_that_differs_from_the_last_commit_has_its_pages(data: Path) -> None:
    site = route_site(data, TODAY)
    assert working_tree_changes(data, site) == ()
    edit(data)
    later = route_pages(site.dataset, TODAY)
    assert working_tree_changes(data, later) == (
        ChangedFile(
            "bodies/ferry-board.yaml", "changed", (("bodies/ferry-board/", "Ferry Board"),)
        ),
        ChangedFile("bodies/raft-board.yaml", "new", ()),
        ChangedFile(
            "implications/walkers-benches.yaml",
            "changed",
            (("for/walkers/#walkers-benches", later.pages["for/walkers/"].title),),
        ),
        ChangedFile(
            "measures/bridge-panel.yaml",
            "removed",
            (("measures/bridge-panel/", later.pages["measures/bridge-panel/"].title),),
        ),
        ChangedFile("pages/terms.md", "new", (("terms/", "terms"),)),
        ChangedFile("services/bridge-line.yaml", "changed", (("support/", "Help"),)),
        ChangedFile("site.yaml", "changed", (("", "Tiny Tracker"),)),
        ChangedFile(
            "vocabulary/extents.yaml",
            "changed",
            (("contribute/fields/vocabularies/", "The vocabularies"),),
        ),
        ChangedFile("vocabulary/topics.yaml", "changed", (("topics/", "Topics and laws"),)),
    )


def test_what_was_added_to_the_index_or_taken_out_of_it_counts_as_well(data: Path) -> None:
    edit(data)
    before = file_changes(data)
    git(data, "add", "-A")
    assert file_changes(data) == before
    git(data, "rm", "-q", "--cached", "bodies/ferry-board.yaml")
    assert file_changes(data) == before
    assert "data/bodies/raft-board.yaml" in changed_files(data)


def test_without_git_it_is_not_known(tmp_path: Path) -> None:
    assert not knows_git(tmp_path)
    with pytest.raises(UnreadableCommitError, match="is in no checkout of git"):
        file_changes(tmp_path)
