"""Services by the need and the nations that they are for, how lately their pages were checked, and
the numbers by which they are reached.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Service

MAX_CHECK_AGE = timedelta(days=90)
"""How long what a service's pages show is given without the day on which it was checked."""


@dataclass(frozen=True)
class ServiceGroup:
    """Services that are limited to the same nations; to none where they are for all, or no page
    seen names any.
    """

    nations: tuple[str, ...]
    services: tuple[Service, ...]


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


def services_by_need(dataset: Dataset) -> dict[str, tuple[ServiceGroup, ...]]:
    """Every service once: for each need that has any, in the order of the vocabulary, first those
    that are limited to no nation, then by nation, those for several before those for the first;
    among the same nations those first of which we have a number.
    """
    order = list(dataset.vocabulary["nations"])

    def limits(service: Service) -> list[int]:
        """The places of the nations to which a service is limited: none where it is for all."""
        nations = sorted(order.index(nation) for nation in service.applies_in)
        return nations if len(nations) < len(order) else []

    def in_page_order(service: Service) -> tuple[list[int], bool, bool, str]:
        has_number = bool(service.phone or service.text)
        return limits(service), not has_number, not service.applies_in, service.name

    by_need: dict[str, tuple[ServiceGroup, ...]] = {}
    for need in dataset.vocabulary["needs"]:
        of_need = [service for service in dataset.services.values() if service.need == need]
        in_order = sorted(of_need, key=in_page_order)
        groups = groupby(in_order, key=limits)
        if of_need:
            by_need[need] = tuple(
                ServiceGroup(tuple(order[place] for place in places), tuple(services))
                for places, services in groups
            )
    return by_need


def services_on_every_page(dataset: Dataset) -> tuple[Service, ...]:
    """The services whose numbers stand at the foot of every page, in the order of their needs."""
    return tuple(
        service
        for groups in services_by_need(dataset).values()
        for group in groups
        for service in group.services
        if service.on_every_page
    )
