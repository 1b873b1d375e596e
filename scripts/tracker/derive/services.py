"""Services by the nations that they are for, how lately their pages were checked, and the numbers
by which they are reached.
"""

import re
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
    """The services for the same nations. `main` are those for all nations that the featured report
    is about, `within_main` those for some of them only; `everywhere` are the main services that are
    for these nations too.
    """

    nations: tuple[str, ...]
    services: tuple[Service, ...]
    main: bool = False
    within_main: bool = False
    everywhere: tuple[Service, ...] = ()


def last_checked(service: Service) -> PartialDate:
    """The date up to which all of a service's pages have been checked."""
    return min((source.seen_on for source in service.sources), key=lambda seen_on: seen_on.latest)


def is_stale(service: Service, today: date) -> bool:
    """Whether a page that a service's number rests on was last seen more than 90 days ago. That
    says nothing against the number: it stays, and the reader is told when it was checked.
    """
    return today - last_checked(service).latest > MAX_CHECK_AGE


_PHONE_NUMBER = re.compile(r"[+(]?[0-9](?:[ )-]{0,2}[0-9])*")


def phone_numbers(text: str) -> list[str]:
    """The numbers in a text, each as it is written there: `0808 80 10 800`."""
    return _PHONE_NUMBER.findall(text)


def dialled_number(text: str) -> str:
    """The longest number in a text, as a telephone dials it, without what stands between its
    digits: `80000` of `BRIDGE to 80000`. Empty where there is none.
    """
    return max(
        (re.sub(r"[ ()-]", "", number) for number in phone_numbers(text)), key=len, default=""
    )


def services_by_nation(dataset: Dataset) -> tuple[ServiceGroup, ...]:
    """Every service once: first those for all nations that the featured report's recommendations
    are about, or for nations that no page seen names; then those for other nations; then those for
    a part of the first.
    """
    order = list(dataset.vocabulary["nations"])
    main_nations = _featured_nations(dataset)
    by_nations: dict[frozenset[str], list[Service]] = defaultdict(list)
    for service in sorted(dataset.services.values(), key=lambda service: service.name):
        nations = frozenset(service.applies_in)
        everywhere = not nations or nations >= main_nations
        by_nations[main_nations if everywhere else nations].append(service)
    main = tuple(by_nations.pop(main_nations, ()))

    def position(nations: Collection[str]) -> tuple[bool, list[int]]:
        return set(nations) <= main_nations, sorted(order.index(nation) for nation in nations)

    first = ServiceGroup(tuple(n for n in order if n in main_nations), main, main=True)
    others = (
        ServiceGroup(
            nations=tuple(n for n in order if n in nations),
            services=tuple(by_nations[nations]),
            within_main=nations <= main_nations,
            everywhere=tuple(s for s in main if nations <= set(s.applies_in)),
        )
        for nations in sorted(by_nations, key=position)
    )
    return (*([first] if main else []), *others)


def _featured_nations(dataset: Dataset) -> frozenset[str]:
    """The nations that the recommendations of the featured report are about."""
    return frozenset(
        nation
        for recommendation in dataset.recommendations.values()
        if recommendation.report == dataset.site.featured
        for nation in recommendation.applies_in
    )
