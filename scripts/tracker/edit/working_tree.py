"""What the working tree changes of a record: its files that differ from the last commit, each with
the pages that are made of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.load.commits import FileChange, UnreadableCommitError, file_changes
from tracker.schema.vocabularies import PAGE_FOLDERS
from tracker.site import RouteTable
from tracker.text.names import path_of

_PAGES_OF_VOCABULARIES = {
    "audiences": "for/",
    "glossary": "glossary/",
    "labels": "method/labels/",
    "places": "places/",
    "topics": "topics/",
}
_BY_HAND = "pages/"
"""The folder of pages that are written by hand for one record."""
_PAGE_OF_ALL_VOCABULARIES = "contribute/fields/vocabularies/"


@dataclass(frozen=True)
class ChangedFile:
    """A file of a record that differs from the last commit: its path in the data directory, what
    became of it, and the path and the title of each page that shows it.
    """

    file: str
    change: FileChange
    pages: tuple[tuple[str, str], ...]


def working_tree_changes(data: Path, site: RouteTable | None) -> tuple[ChangedFile, ...]:
    """The files of a data directory that differ from the last commit, by their paths, with the
    pages that a site makes of each, if there is one. A page at a path that it does not have is not
    named.

    Raises UnreadableCommitError where git does not know the directory.
    """
    return tuple(
        ChangedFile(file, change, tuple(_pages_of(site, file)) if site else ())
        for file, change in sorted(file_changes(data).items())
    )


def knows_git(data: Path) -> bool:
    """Whether git can say what differs in a data directory."""
    try:
        file_changes(data)
    except UnreadableCommitError:
        return False
    return True


def _pages_of(site: RouteTable, file: str) -> Iterator[tuple[str, str]]:
    if file.startswith(_BY_HAND):
        path = file.removeprefix(_BY_HAND).removesuffix(".md").removesuffix("index")
        yield (f"{path.rstrip('/')}/" if path else ""), path or "Home"
    for path in _paths_of(site, file):
        page = path.partition("#")[0]
        if page in site.pages:
            yield path, site.pages[page].title


def _paths_of(site: RouteTable, file: str) -> Iterator[str]:
    """The paths of the pages that show a file first of all: its own, where it has one."""
    folder, _, name = file.rpartition("/")
    id = name.removesuffix(".yaml")
    if folder in PAGE_FOLDERS:
        yield path_of(folder, id)
    elif folder == "implications" and id in site.dataset.implications:
        yield f"{path_of('for', site.dataset.implications[id].audience)}#{id}"
    elif folder == "services":
        yield "support/"
    elif folder == "vocabulary":
        yield _PAGES_OF_VOCABULARIES.get(id, _PAGE_OF_ALL_VOCABULARIES)
    elif file == "site.yaml":
        yield ""
