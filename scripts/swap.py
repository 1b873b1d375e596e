"""Puts a built site in the place of the last one. Usage: swap.py NEW SITE

Two renames: the last site goes aside, into the folder of the new one, and the new one takes its
place. Where it cannot, the last one comes back. `mv` would put it inside a site that another build
has just placed.
"""

import sys
from errno import EEXIST, ENOTEMPTY
from pathlib import Path

MAX_ATTEMPTS = 20


def swap(new: Path, site: Path) -> None:
    """Moves the site at `new` to `site`; what was at `site`, if anything, goes to `last-N` in the
    folder of `new`. Raises OSError where that fails, with the last site in its place again.
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
            return
        finally:
            if not site.exists() and aside.exists():
                aside.rename(site)


if __name__ == "__main__":
    try:
        swap(Path(sys.argv[1]), Path(sys.argv[2]))
    except OSError as error:
        sys.exit(f"The new site could not take the place of the last one: {error}")
