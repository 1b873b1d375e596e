"""What `scripts/build` asks about the last build, and how it ends. Usage:

last_build.py site SITE: exits 0 where SITE is as the last build left it and nothing that it was
    made of has changed; else 1. Prints what stands for all of that, for `finish`.
last_build.py finish NEW SITE STATE: puts the site in the folder NEW in the place of SITE, where
    each of its links leads somewhere, and keeps what the next build may take; else prints the links
    that do not, and exits 1.

All of it is kept in the folder of TRACKER_CACHE; where that is empty, nothing is the same.
"""

import os
import sys
from collections.abc import Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path

from swap import swap
from tracker.crawl import crawl
from tracker.environment import (
    InvalidEnvironmentError,
    data_directory,
    read_environment,
    zone_of_site,
)
from tracker.kept import (
    Kept,
    build_state,
    folder_name,
    folder_state,
    kept_values,
    program_state,
)
from tracker.problems import Problem
from tracker.reuse.built_files import file_states
from tracker.reuse.kept_builds import KeptBuilds

CHECKOUT = Path(__file__).parent.parent


def is_unchanged(site: Path, kept: Kept) -> tuple[bool, str]:
    """Whether a site is as the last build left it, and was made of what there is now; and what
    stands for the latter, empty where that cannot be told.
    """
    state = _state(kept)
    if not state:
        return False, ""
    before = kept.get(_name_of(site), state)
    return before is not None and before == _whole(file_states(site)), state.hex()


def finish(new: Path, site: Path, state: str, kept: Kept) -> tuple[Problem, ...]:
    """The links of a new site that lead nowhere; where there are none, the site goes to its place,
    and what it is made of, and what the next build may take, is kept. Raises OSError where the site
    cannot be put there, with the last one in its place again.
    """
    builds = KeptBuilds(site, kept)
    problems = crawl(new / "site", kept=kept, digests=builds.placed(new)["site"])
    if problems:
        return problems
    if kept.folder:
        states = builds.note(new)
        if state and _state(kept) == bytes.fromhex(state):  # else somebody has changed it meanwhile
            kept.put(_name_of(site), bytes.fromhex(state), _whole(states))
    builds.keep(new, swap(new / "site", site))
    return ()


def _state(kept: Kept) -> bytes | None:
    """What stands for all that a site is made of; None where nothing is kept, or where it cannot be
    told.
    """
    if not kept.folder:
        return None
    try:
        data = data_directory(CHECKOUT, os.environ)
        environment = read_environment(os.environ, partial(_zone, data, kept))
    except InvalidEnvironmentError:
        return None
    builder = os.environ.get("TRACKER_BUILDER") or "mkdocs"
    record = folder_state(data)
    rest = build_state(CHECKOUT, data, environment, builder, os.environ)
    return record + rest if record and rest else None


def _zone(data: Path, kept: Kept) -> str | None:
    """The time zone of a record, from what is kept while its site.yaml is the same."""
    try:
        content = (data / "site.yaml").read_bytes()
    except OSError:
        return zone_of_site(data)
    origin = program_state() + content
    found = kept.get("zone", origin)
    if found is None:
        found = [zone_of_site(data)]
        kept.put("zone", origin, found)
    zone: str | None = found[0]
    return zone


def _whole(states: Mapping[str, bytes]) -> bytes:
    """What stands for the files of a site: that none was written since, for then its time of change
    is another, which nobody can set.
    """
    digest = blake2b()
    for name, state in sorted(states.items()):
        digest.update(f"{name}\0".encode("utf-8", "surrogateescape") + state)
    return digest.digest()


def _name_of(site: Path) -> str:
    return f"built-{folder_name(site)}"


if __name__ == "__main__":
    what, *paths = sys.argv[1:]
    if what == "site":
        same, found = is_unchanged(Path(paths[0]), kept_values(os.environ))
        sys.stdout.write(found)
        sys.exit(not same)
    try:
        problems = finish(Path(paths[0]), Path(paths[1]), paths[2], kept_values(os.environ))
        sys.stdout.writelines(f"{problem}\n" for problem in problems)
        sys.exit(1 if problems else 0)
    except OSError as error:
        sys.exit(f"The new site could not take the place of the last one: {error}")
