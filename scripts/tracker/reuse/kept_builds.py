"""What is kept of the last builds of a site for the next one: the site before the last, of which it
makes its own; what Pagefind read of the last; and the digests of all these files.
"""

import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tracker.kept import Kept, content_digest, folder_name, program_state
from tracker.reuse.built_files import BuiltFiles, file_states

INDEX = "pagefind/"
"""The folder of the search index in a site."""


@dataclass(frozen=True)
class KeptBuilds:
    """What `kept` has of the builds of a site. A new one stands in a folder of its own, which has
    its files in `site`, and in `search` what Pagefind reads of them.
    """

    site: Path
    kept: Kept

    @cached_property
    def _known(self) -> Mapping[str, Any]:
        """The digests of the files of the site, of the one before and of what Pagefind read, each
        by the state of its file; those of the files of the index, by their paths; and of what that
        was made.
        """
        nothing: Mapping[str, Any] = {
            "site": {},
            "before": {},
            "search": {},
            "index": {},
            "of": b"",
        }
        return self.kept.get(self._name("digests"), program_state()) or nothing

    def begin(self, new: Path, paths: Collection[str]) -> tuple[BuiltFiles, BuiltFiles]:
        """The files of a new build, and those that Pagefind is to read: what lies there already is
        known, and at some paths, or of the index.
        """
        known = self._known
        for name in ("site", "search") if known["site"] else ():
            with suppress(OSError):  # there is none, or another build has taken it
                os.rename(self._folder(name), new / name)
        site = BuiltFiles(new / "site", self.site, {**known["before"], **known["site"]})
        search = BuiltFiles(new / "search", None, known["search"])
        site.begin({*paths, *known["index"]})
        search.begin(paths)
        return site, search

    def place_index(self, site: BuiltFiles, search: BuiltFiles) -> None:
        """Puts the last search index into a new site, where it was made of the same."""
        index = self._known["index"]
        is_same = self._known["of"] == _digest_of_all(search.placed)
        if not (is_same and all(site.place(path, digest) for path, digest in index.items())):
            for path in index:
                site.clear(path)

    def leave(self, new: Path, site: BuiltFiles, search: BuiltFiles) -> None:
        """Leaves the digests of the files of a new build in its folder, for who finishes it."""
        Kept(new).put("placed", b"", {"site": site.placed, "search": search.placed})

    def placed(self, new: Path) -> Mapping[str, Mapping[str, bytes]]:
        """The digests of the files of a new build, by their paths, as far as they were left."""
        return Kept(new).get("placed", b"") or {"site": {}, "search": {}}

    def note(self, new: Path) -> dict[str, bytes]:
        """Notes the digests of the files of a new build that has its index, and gives the states of
        those of its site, by their paths.
        """
        placed = self.placed(new)
        site, search = file_states(new / "site"), file_states(new / "search")
        index = {
            path: placed["site"].get(path) or content_digest((new / "site" / path).read_bytes())
            for path in site
            if path.startswith(INDEX)
        }
        noted = {
            "site": _by_state(site, {**placed["site"], **index}),
            "before": self._known["site"],
            "search": _by_state(search, placed["search"]),
            "index": index,
            "of": _digest_of_all(placed["search"]),
        }
        self.kept.put(self._name("digests"), program_state(), noted)
        return site

    def keep(self, new: Path, before: Path | None) -> None:
        """Keeps of a build what Pagefind read, and the site that stood before it."""
        for name, folder in (("site", before), ("search", new / "search")):
            if self.kept.folder and folder and folder.exists():
                with suppress(OSError):  # it cannot be moved there: the next build has none
                    shutil.rmtree(self._folder(name), ignore_errors=True)
                    os.rename(folder, self._folder(name))

    def _folder(self, name: str) -> Path:
        assert self.kept.folder
        return self.kept.folder / self._name(name)

    def _name(self, what: str) -> str:
        return f"{what}-{folder_name(self.site)}"


def _by_state(states: Mapping[str, bytes], digests: Mapping[str, bytes]) -> dict[bytes, bytes]:
    return {state: digests[path] for path, state in states.items() if path in digests}


def _digest_of_all(placed: Mapping[str, bytes]) -> bytes:
    return content_digest(repr(sorted(placed.items())).encode())
