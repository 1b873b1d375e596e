"""What `scripts/build` asks about the last build. Usage:

last_build.py site SITE: exits 0 where SITE is as the last build left it and nothing that it was
    made of has changed; else 1. Prints what stands for all of that, for `note`.
last_build.py index NEW SITE: puts the search index of SITE into the site in the folder NEW, and
    exits 0, where it was made of the same pages; else 1.
last_build.py note NEW SITE STATE: notes what is in the folder NEW, before its site goes to SITE.

All of it is kept in the folder of TRACKER_CACHE; where that is empty, nothing is the same.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path

from tracker.environment import (
    InvalidEnvironmentError,
    data_directory,
    read_environment,
    zone_of_site,
)
from tracker.kept import (
    Kept,
    Memory,
    build_state,
    contents_state,
    folder_name,
    folder_state,
    kept_values,
    program_state,
)

CHECKOUT = Path(__file__).parent.parent
INDEX = "pagefind"
"""The folder of the search index in a site."""


def is_unchanged(site: Path, kept: Kept) -> tuple[bool, str]:
    """Whether a site is as the last build left it, and was made of what there is now; and what
    stands for the latter, empty where that cannot be told.
    """
    state = _state(kept)
    if not state:
        return False, ""
    before = kept.get(_name("built", site), state)
    return before is not None and before == _files_state(site), state.hex()


def take_index(new: Path, site: Path, kept: Kept) -> bool:
    """Copies the search index of a site into the new one, if it is that of the pages in `search` in
    the same folder.
    """
    origin = _index_origin(new)
    digests = origin and kept.get(_name("index", site), origin)
    if not digests:
        return False
    for name, digest in digests.items():
        try:
            content = (site / INDEX / name).read_bytes()
        except OSError:
            content = b""
        if _digest(content) != digest:
            shutil.rmtree(new / "site" / INDEX, ignore_errors=True)
            return False
        path = new / "site" / INDEX / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return True


def note(new: Path, site: Path, state: str, kept: Kept) -> None:
    """Notes what a new site is made of, and its index; and keeps what Pagefind read."""
    if not kept.folder:
        return
    if state and _state(kept) == bytes.fromhex(state):  # else somebody has changed it meanwhile
        kept.put(_name("built", site), bytes.fromhex(state), _files_state(new / "site"))
    if origin := _index_origin(new):
        files = _files(new / "site" / INDEX)
        digests = {name: _digest(Path(entry).read_bytes()) for name, entry in files}
        kept.put(_name("index", site), origin, digests)
    copies = kept.folder / "search"
    with suppress(OSError):
        shutil.rmtree(copies, ignore_errors=True)
        shutil.move(new / "search", copies)


def _state(kept: Kept) -> bytes | None:
    """What stands for all that a site is made of; None where nothing is kept, or where it cannot be
    told.
    """
    if not kept.folder:
        return None
    try:
        data = data_directory(CHECKOUT, os.environ)
        with Memory(data, kept) as memory:
            zone = partial(memory.ask, "zone", partial(zone_of_site, data))
            environment = read_environment(os.environ, zone)
    except InvalidEnvironmentError:
        return None
    others = environment, *map(os.environ.get, ("TRACKER_PDF", "TRACKER_BUILDER"))
    record, rest = folder_state(data), build_state(CHECKOUT, *others)
    return record + rest if record and rest else None


def _files_state(site: Path) -> bytes:
    """What stands for the files of a site: that none was written since, for then its time of change
    is another, which nobody can set.
    """
    digest = blake2b()
    for name, entry in _files(site):
        seen = entry.stat(follow_symlinks=False)
        state = (seen.st_mode, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
        digest.update(f"{name}\0{state}\0".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _files(folder: Path, before: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file in a folder, at any depth, with its path in it, in one order."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            name = f"{before}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files(folder / entry.name, f"{name}/")
            else:
                yield name, entry


def _index_origin(new: Path) -> bytes | None:
    """What stands for the pages in `search` of a folder, and for Pagefind."""
    state = contents_state(new / "search")
    return state and program_state() + state


def _name(what: str, site: Path) -> str:
    return f"{what}-{folder_name(site)}"


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


if __name__ == "__main__":
    what, *paths = sys.argv[1:]
    if what == "site":
        same, found = is_unchanged(Path(paths[0]), kept_values(os.environ))
        sys.stdout.write(found)
        sys.exit(not same)
    if what == "index":
        sys.exit(not take_index(Path(paths[0]), Path(paths[1]), kept_values(os.environ)))
    note(Path(paths[0]), Path(paths[1]), paths[2], kept_values(os.environ))
