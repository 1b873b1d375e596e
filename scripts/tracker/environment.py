"""What a run takes from outside the dataset: its directory, the day, the site's address and its
repository. The only module that asks the clock.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.problems import quoted
from tracker.schema.dates import FIRST_YEAR, LAST_YEAR, in_zone


class InvalidEnvironmentError(ValueError):
    """A value from outside cannot be used; its message is a sentence that says why."""


@dataclass(frozen=True)
class RunEnvironment:
    """The day on which to judge, and the site's address and repository; None where those of
    site.yaml apply.
    """

    today: date
    address: str | None = None
    repository: str | None = None


def data_directory(checkout: Path, environment: Mapping[str, str]) -> Path:
    """The data directory that TRACKER_DATA names, from the root of the checkout on; `data` where it
    names none.

    Raises InvalidEnvironmentError.
    """
    name = environment.get("TRACKER_DATA") or "data"
    if not (checkout / name).is_dir():
        raise InvalidEnvironmentError(f"TRACKER_DATA is {quoted(name)}, which is no folder")
    return checkout / name


# What reads site.yaml and judges addresses is imported where it is needed: an unchanged record is
# checked without it.


def zone_of_site(data: Path) -> str | None:
    """The time zone that site.yaml in a data directory names; None where it names none."""
    from tracker.load.loader import zone_of

    return zone_of(data)


def read_environment(
    environment: Mapping[str, str], zone: Callable[[], str | None], today: date | None = None
) -> RunEnvironment:
    """Reads TRACKER_TODAY, SITE_URL and TRACKER_REPOSITORY; an empty one counts as unset. `today`
    goes before TRACKER_TODAY. Where neither is set, it is today in the time zone that `zone` gives.

    Raises InvalidEnvironmentError.
    """
    day = today or _parse_day(environment.get("TRACKER_TODAY"))
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidEnvironmentError(f"{day.year} is not a year from {FIRST_YEAR} to {LAST_YEAR}")
    return RunEnvironment(
        today=day or day_in(zone(), datetime.now(UTC)),
        address=_read_address("SITE_URL", environment, _site_url_fault),
        repository=_read_address("TRACKER_REPOSITORY", environment, _repository_fault),
    )


def clock() -> int:
    """The time of the clock, in nanoseconds, as file systems have it."""
    return time.time_ns()


def day_in(zone: str | None, now: datetime) -> date:
    """The date in a time zone of IANA's at an instant; in UTC where the zone is None."""
    return now.astimezone(ZoneInfo(zone or "UTC")).date()


def time_of_writing(
    environment: Mapping[str, str], zone: Callable[[], str | None], today: date | None = None
) -> str:
    """When something is written now, as a record says it: the day and the time, in the time zone
    that `zone` gives; the day alone where `today` or TRACKER_TODAY sets it.
    """
    day = today or _parse_day(environment.get("TRACKER_TODAY"))
    return day.isoformat() if day else in_zone(datetime.now(UTC), zone() or "UTC")


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = f"TRACKER_TODAY is {quoted(text)}, which is not a day: YYYY-MM-DD"
        raise InvalidEnvironmentError(message) from None


def _read_address(
    name: str, environment: Mapping[str, str], fault_of: Callable[[str], str | None]
) -> str | None:
    url = environment.get(name) or None
    if url and (fault := fault_of(url)):
        raise InvalidEnvironmentError(f"{name}: {fault}")
    return url


def _repository_fault(url: str) -> str | None:
    from tracker.schema.addresses import url_fault

    return url_fault(url)


def _site_url_fault(url: str) -> str | None:
    """Why a site cannot be built for an address, or None. Unlike an address in a record, it may be
    a local one, without TLS.
    """
    from tracker.schema.addresses import root_url_fault, url_character_fault
    from tracker.schema.traversal import parse_url

    parts = parse_url(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"{quoted(url)} is not an address; it begins with https:// and a host"
    return url_character_fault(url) or root_url_fault(url)
