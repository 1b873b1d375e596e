"""Where help can be found: for which nations, and how lately its pages were looked at."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Service

MAX_CHECK_AGE = timedelta(days=90)
"""How long what a service's pages show is given without the day on which it was checked."""


@dataclass(frozen=True)
class ServiceGroup:
    """The services for the same nations. `main` are those for everywhere that the featured report
    is about; `everywhere` those of them that are for these nations too.
    """

    nations: tuple[str, ...]
    services: tuple[Service, ...]
    main: bool = False
    part: bool = False
    everywhere: tuple[Service, ...] = ()


def last_checked(service: Service) -> PartialDate:
    """The day up to which all of a service's pages have been looked at."""
    return min((source.seen_on for source in service.sources), key=lambda day: day.latest)


def is_stale(service: Service, today: date) -> bool:
    """Whether a page that a service's number rests on was last seen more than 90 days ago. That
    says nothing against the number: it stays, and the reader is told when it was checked.
    """
    return today - last_checked(service).latest > MAX_CHECK_AGE


def services_by_nation(dataset: Dataset) -> tuple[ServiceGroup, ...]:
    """Every service once: first those for all nations that the featured report's recommendations
    are about, or for nations that no page seen names; then those for other nations; then those for
    a part of the first.
    """
    order = list(dataset.vocabulary["nations"])
    recommendations = dataset.recommendations.values()
    asked = [r.applies_in for r in recommendations if r.report == dataset.site.featured]
    home = {nation for nations in asked for nation in nations}
    held: dict[frozenset[str], list[Service]] = defaultdict(list)
    for service in sorted(dataset.services.values(), key=lambda service: service.name):
        nations = frozenset(service.applies_in)
        held[frozenset(home) if not nations or nations >= home else nations].append(service)
    main = tuple(held.pop(frozenset(home), ()))

    def place(nations: Collection[str]) -> tuple[bool, list[int]]:
        return set(nations) <= home, sorted(order.index(nation) for nation in nations)

    first = ServiceGroup(tuple(n for n in order if n in home), main, main=True)
    others = (
        ServiceGroup(
            nations=tuple(n for n in order if n in nations),
            services=tuple(held[nations]),
            part=nations <= home,
            everywhere=tuple(s for s in main if nations <= set(s.applies_in)),
        )
        for nations in sorted(held, key=place)
    )
    return (*([first] if main else []), *others)
