"""Puts a built site in the place of the last one. Usage: swap.py NEW SITE

Two renames: the last site goes aside, beside the new one, and the new one takes its place. Where it
cannot, the last one comes back. `mv` would put it inside a site that another build has just placed.
"""

import sys
from errno import EEXIST, ENOTEMPTY
from pathlib import Path

TRIES = 20


def swap(new: Path, site: Path) -> None:
    """The site at `new` stands at `site`, and the last one, if there was one, beside where `new`
    was. Raises OSError, with the last one in its place again.
    """
    for number in range(TRIES):
        aside = new.with_name(f"last-{number}")
        try:
            if site.exists() or site.is_symlink():
                site.rename(aside)
            new.rename(site)
        except OSError as error:
            another = error.errno in (EEXIST, ENOTEMPTY)  # another build was quicker by a moment
            if not another or number == TRIES - 1:
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
