"""What the files of the last build were made of. A build takes each that it would make just the
same.

A file is taken only where all that it was made of is as it was (`reads.py`), and where it is still
the one that was written then (`built_files.py`). So a folder that was altered or deleted costs
time, and changes nothing.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.kept import NOTHING_KEPT, Kept
from tracker.reuse.built_files import BuiltFiles
from tracker.reuse.digests import NoDigestError
from tracker.reuse.reads import Read, Reads

ManifestEntry = tuple[bytes, bytes, bytes, bytes]
"""Of what a file was made: the digest of what makes it, the places of what it read in the list of
all that was read, and the state of that; and the digest of the file, empty where that made none.
"""


@dataclass
class LastFiles:
    """What is known of the files of the last build, under a name: nothing, where nothing is kept.

    `made` and `taken` are how many files of the new build were made, and taken from the last one.
    """

    files: BuiltFiles = field(default_factory=BuiltFiles)
    kept: Kept = NOTHING_KEPT
    name: str = ""
    made: int = 0
    taken: int = 0
    _reads: Reads | None = None
    _origin: bytes = b""
    _entries: dict[str, ManifestEntry] = field(default_factory=dict)
    _all_reads: list[Read] = field(default_factory=list)
    _new_entries: dict[str, ManifestEntry] = field(default_factory=dict)
    _new_reads: dict[Read, int] = field(default_factory=dict)

    def begin(self, reads: Reads | None, state: bytes | None, shared: object = None) -> None:
        """Begins a build in which what is read is noted in `reads`. Every file is made of what
        `state` stands for as well, and of what all share. Where it is not known what files are made
        of, none is taken.
        """
        if not (self.kept.folder and reads and state):
            return
        try:
            self._origin = state + reads.digest(shared)
        except NoDigestError:
            return
        self._reads = reads
        before = self.kept.get(self.name, self._origin) or {"files": {}, "reads": []}
        self._entries, self._all_reads = before["files"], before["reads"]

    def take(self, path: str, maker: object) -> bool:
        """Puts the file at a path in its place, where what makes it would make it anew as it is."""
        entry = self._entries.get(path)
        if not (entry and self._reads):
            return False
        makes, places, state, content = entry
        reads = tuple(self._all_reads[place] for place in array("I", places))
        try:
            if makes != self._reads.digest(maker) or state != self._reads.state(reads):
                return False
        except NoDigestError:
            return False
        if content and not self.files.place(path, content):
            return False
        self.taken += 1
        self._note(path, makes, reads, state, content)
        return True

    def begin_making(self, path: str) -> None:
        """Begins to note what the file at a path reads, which is made next."""
        self.files.clear(path)
        if self._reads:
            self._reads.begin()

    def end_making(self, path: str, maker: object, content: bytes | None) -> None:
        """Notes of what the file at a path was made, and what it is; None where there is none."""
        self.made += 1
        digest = b"" if content is None else self.files.note(path, content)
        if not self._reads:
            return
        reads = self._reads.end()
        try:
            makes, state = self._reads.digest(maker), self._reads.state(reads)
        except NoDigestError:
            return
        self._note(path, makes, reads, state, digest)

    def _note(
        self, path: str, makes: bytes, reads: Iterable[Read], state: bytes, content: bytes
    ) -> None:
        places = array("I", (self._new_reads.setdefault(r, len(self._new_reads)) for r in reads))
        self._new_entries[path] = makes, places.tobytes(), state, content

    def keep(self) -> None:
        """Keeps of what the files of this build were made, for the next."""
        if self._reads:
            new = {"files": self._new_entries, "reads": list(self._new_reads)}
            self.kept.put(self.name, self._origin, new)
