"""The sections of the site, and where in them a page stands: what the menu says on each page.

Their names are words of the site, the same for every record. A section that a site has no page for
is not in its menu.
"""

from collections.abc import Container
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A line of the menu: its name, the path of its page, and the folders whose pages are below it
    too.
    """

    name: str
    path: str
    folders: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Whether a page is that of the section, or stands below it."""
        return any(path.startswith(folder) for folder in (self.path, *self.folders))


HELP = "support/"
"""The path of the page that leads to services."""
SECTIONS = (
    Section("What changed", "changes/", ("progress/", "developments/")),
    Section("Must do", "for/"),
    Section("Recommendations", "recommendations/", ("reports/",)),
    Section("Topics and laws", "topics/", ("measures/",)),
    Section("Help", HELP, ("leaving/",)),
)
"""What most readers come for."""
MORE = (
    Section("Calendar", "calendar/"),
    Section("Progress reports", "progress/"),
    Section("Developments", "developments/"),
    Section("Reports", "reports/"),
    Section("Measures", "measures/"),
    Section("Bodies", "bodies/"),
    Section("Places", "places/"),
    Section("Sources", "sources/"),
    Section("Glossary", "glossary/"),
    Section("How we judge", "method/"),
    Section("Corrections", "corrections/"),
    Section("Follow", "follow/"),
    Section("Data", "data/", ("embed/",)),
    Section("Contribute", "contribute/"),
    Section("Accessibility", "accessibility/"),
    Section("About", "about/", ("terms/",)),
)
"""Everything else, one press further."""
FOOTER = ("method/", "corrections/", "follow/", "data/", "contribute/", "accessibility/", "about/")
"""The paths of the pages about the site, which the foot of each page leads to as well."""


@dataclass(frozen=True)
class MenuLine:
    """A line of the menu of one page: `current` is "page" where it is the line of that page, "true"
    where that page stands below it, as `aria-current` says it.
    """

    name: str
    path: str
    current: str


@dataclass(frozen=True)
class Menu:
    """The menu of one page."""

    sections: tuple[MenuLine, ...]
    more: tuple[MenuLine, ...]

    @property
    def help(self) -> MenuLine | None:
        """The line of the page Help, which stands beside the menu on a phone as well."""
        return next((line for line in self.sections if line.path == HELP), None)

    @property
    def footer(self) -> tuple[MenuLine, ...]:
        """The lines at the foot of the page."""
        return tuple(line for line in self.more if line.path in FOOTER)

    @property
    def is_in_more(self) -> bool:
        """Whether the page stands below no section, but in a line of the rest."""
        return not any(line.current for line in self.sections) and any(
            line.current for line in self.more
        )


def menu_of(path: str, pages: Container[str], above: str = "") -> Menu:
    """The menu of the page at a path of a site that has some pages. `above` is the path of the page
    that its crumbs name first: where a page stands need not be where its path says.
    """
    return Menu(*(_lines(sections, path, pages, above) for sections in (SECTIONS, MORE)))


def _lines(
    sections: tuple[Section, ...], path: str, pages: Container[str], above: str
) -> tuple[MenuLine, ...]:
    return tuple(
        MenuLine(
            section.name,
            section.path,
            "page" if section.path == path else "true" if section.holds(above or path) else "",
        )
        for section in sections
        if section.path in pages
    )
