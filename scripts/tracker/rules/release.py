"""What must be so before the site is published."""

from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem, shown
from tracker.record.fields import Record
from tracker.record.model import Site
from tracker.record.tracker import Tracker


def the_site_says_who_publishes_it(tracker: Tracker, today: date) -> Iterator[Problem]:
    """A published site names its publisher, contact, corrections address, repository and
    address.
    """
    document = tracker.documents["", "site"]
    for name in Site.model_fields:
        if getattr(tracker.site, name) is None:
            message = f"{shown(name)} is missing; a published site has it"
            yield document.problem((), message)


def every_record_is_on_the_list_of_published_ids(
    tracker: Tracker, today: date
) -> Iterator[Problem]:
    """Each record that is published stands in published.txt, so that it can never vanish."""
    for address, record in unlisted(tracker).items():
        message = f"{shown(address)} is not in published.txt; `tracker ids` gives the lines to add"
        yield tracker.problem(record, (), message)


def unlisted(tracker: Tracker) -> dict[str, Record]:
    """The records that published.txt does not list, by the line that it would have:
    `measures/bridges-act`.
    """
    listed = {address for _, address in tracker.published}
    addresses = {f"{record.folder}/{record.id}": record for record in tracker.records()}
    return {address: record for address, record in addresses.items() if address not in listed}
