"""Puts a built site in the place of the last one.

Two renames: the last site goes aside, into the folder of the new one, and the new one takes its
place. Where it cannot, the last one comes back. `mv` would put it inside a site that another build
has just placed.
"""

from errno import EEXIST, ENOTEMPTY
from pathlib import Path

MAX_ATTEMPTS = 20


def swap(new: Path, site: Path) -> Path | None:
    """Moves the site at `new` to `site`; what was at `site`, if anything, goes to the folder of
    `new`, to the path that is returned. Raises OSError where that fails, with the last site in its
    place again.
    """
    for attempt in range(MAX_ATTEMPTS):
        aside = new.with_name(f"last-{attempt}")
        try:
            if site.exists() or site.is_symlink():
                site.rename(aside)
            new.rename(site)
        except OSError as error:
            lost_race = error.errno in (EEXIST, ENOTEMPTY)  # another build placed its site first
            if not lost_race or attempt == MAX_ATTEMPTS - 1:
                raise
        else:
            return aside if aside.exists() else None
        finally:
            if not site.exists() and aside.exists():
                aside.rename(site)
    return None
