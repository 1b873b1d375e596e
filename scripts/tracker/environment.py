"""What a run is given from outside the record: the day, the site's address and its repository. The
only place that asks the clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.load.loader import zone_of
from tracker.problems import quoted
from tracker.rules.evidence import root_url_fault, url_fault, url_sign_fault
from tracker.schema.dates import FIRST_YEAR, LAST_YEAR
from tracker.schema.traversal import parse_url


class EnvironmentFault(ValueError):  # noqa: N818 - it is a fault of whoever calls, told as a sentence
    """What is given cannot be used, and why."""


@dataclass(frozen=True)
class RunEnvironment:
    """The day on which to judge, and where the site and its files stand; None is what site.yaml
    says.
    """

    today: date
    address: str | None = None
    repository: str | None = None


def read_environment(
    data: Path, environment: Mapping[str, str], today: date | None = None
) -> RunEnvironment:
    """What an environment gives to a run on a data directory: TRACKER_TODAY, SITE_URL and
    TRACKER_REPOSITORY, each as good as unset where it is empty. `today` goes before its own.

    Raises Misgiven.
    """
    day = today or _day(environment.get("TRACKER_TODAY"))
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise EnvironmentFault(f"{day.year} is not a year from {FIRST_YEAR} to {LAST_YEAR}")
    return RunEnvironment(
        today=day or day_in(zone_of(data), datetime.now(UTC)),
        address=_address("SITE_URL", environment, _site_url_fault),
        repository=_address("TRACKER_REPOSITORY", environment, url_fault),
    )


def day_in(zone: str | None, now: datetime) -> date:
    """The day that it is in a time zone at an instant; in UTC where no zone is named."""
    return now.astimezone(ZoneInfo(zone or "UTC")).date()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = f"TRACKER_TODAY is {quoted(text)}, which is not a day: YYYY-MM-DD"
        raise EnvironmentFault(message) from None


def _address(
    name: str, environment: Mapping[str, str], url_fault: Callable[[str], str | None]
) -> str | None:
    url = environment.get(name) or None
    if url and (fault := url_fault(url)):
        raise EnvironmentFault(f"{name}: {fault}")
    return url


def _site_url_fault(url: str) -> str | None:
    """Why a site cannot be built for an address: this machine's own, without TLS, is good too."""
    parts = parse_url(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"{quoted(url)} is not an address; it begins with https:// and a host"
    return url_sign_fault(url) or root_url_fault(url)
