"""The files of a new site: which stay where they lie, which come from the last site, and that none
of this alters the last one.
"""

import os
from pathlib import Path

import pytest

from tracker.kept import content_digest
from tracker.reuse.built_files import BuiltFiles, file_states, write_file

PAGE = "page/index.html"
TEXT = b"a page"


def digests_in(*folders: Path) -> dict[bytes, bytes]:
    """The digests of the files of some folders, by what the disk says of them."""
    return {
        state: content_digest((folder / path).read_bytes())
        for folder in folders
        for path, state in file_states(folder).items()
    }


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """The folder of the last build, with one page."""
    write_file(f"{tmp_path}/last/{PAGE}", TEXT)
    return tmp_path / "last"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A new folder, in which the same page lies already."""
    write_file(f"{tmp_path}/new/{PAGE}", TEXT)
    return tmp_path / "new"


def begun(new: Path, last: Path | None, digests: dict[bytes, bytes]) -> BuiltFiles:
    files = BuiltFiles(new, last, digests)
    files.begin([PAGE])
    return files


def test_what_lies_there_and_is_known_stays(new: Path) -> None:
    files, before = begun(new, None, digests_in(new)), file_states(new)
    assert files.place(PAGE, content_digest(TEXT))
    assert file_states(new) == before
    assert files.placed == {PAGE: content_digest(TEXT)}


def test_what_is_not_known_or_not_asked_for_is_taken_away_with_its_folder(new: Path) -> None:
    digests = digests_in(new)
    write_file(f"{new}/left/index.html", TEXT)
    write_file(f"{new}/{PAGE}", TEXT)  # somebody has written it: it is unknown
    assert not begun(new, None, digests).place(PAGE, content_digest(TEXT))
    assert list(new.iterdir()) == []
    write_file(f"{new}/other/index.html", TEXT)
    begun(new, None, digests_in(new))
    assert list(new.iterdir()) == []


@pytest.mark.parametrize("is_known", [True, False])
def test_what_is_missing_comes_from_the_last_build(
    is_known: bool, tmp_path: Path, last: Path
) -> None:
    files = begun(tmp_path / "new", last, digests_in(last) if is_known else {})
    assert not files.place(PAGE, content_digest(b"another page"))
    assert not files.place("gone/index.html", content_digest(TEXT))
    assert files.place(PAGE, content_digest(TEXT))
    assert (tmp_path / "new" / PAGE).read_bytes() == TEXT
    assert (tmp_path / "new" / PAGE).samefile(last / PAGE) is is_known  # known ones are not read


def test_where_no_link_can_be_made_a_file_is_copied(
    tmp_path: Path, last: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert begun(tmp_path / "new", last, digests_in(last)).place(PAGE, content_digest(TEXT))
    assert (tmp_path / "new" / PAGE).read_bytes() == TEXT


def test_a_file_of_the_last_build_that_was_altered_is_not_taken(tmp_path: Path, last: Path) -> None:
    digests, times = digests_in(last), (last / PAGE).stat()
    (last / PAGE).write_bytes(TEXT[::-1])
    os.utime(last / PAGE, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not begun(tmp_path / "new", last, digests).place(PAGE, content_digest(TEXT))


def test_what_is_made_anew_leaves_the_last_build_as_it_was(tmp_path: Path, last: Path) -> None:
    files = begun(tmp_path / "new", last, digests_in(last))
    assert files.place(PAGE, content_digest(TEXT))
    files.clear(PAGE)
    write_file(f"{tmp_path}/new/{PAGE}", b"another page")
    assert (last / PAGE).read_bytes() == TEXT
