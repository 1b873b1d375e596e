"""What must be so before the site is published."""

from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem, quoted
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import PAGE_FOLDERS

OWNERS = {
    "publisher": "",
    "contact": "",
    "corrections": "",
    "repository": ", here or as TRACKER_REPOSITORY",
    "address": ", here or as SITE_URL",
}
"""What only the owner of a site can say, by its field, and how else it may be given."""


def the_site_says_who_publishes_it(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A published site names its publisher, contact, corrections address, repository and
    address, the last two here or from outside.
    """
    document = dataset.documents["", "site"]
    if document.value is None:  # it could not be read, which is reported already
        return
    for name, given in OWNERS.items():
        if getattr(dataset.site, name) is None:
            yield document.problem((), f"{quoted(name)} is missing; a published site has it{given}")


def every_record_is_on_the_list_of_published_ids(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """Each record, topic, place and audience that is published stands in published.txt, so that it
    can never vanish.
    """
    root = dataset.documents["", "site"].file.partition("/")[0]
    for address in unlisted(dataset):
        message = f"{quoted(address)} is missing; `tracker ids` gives the lines to add"
        yield Problem(f"{root}/published.txt", 1, 1, message)


def unlisted(dataset: Dataset) -> tuple[str, ...]:
    """The lines that published.txt lacks, one for each address that readers may keep:
    `measures/bridges-act`, `topics/bridges`.
    """
    listed = {address for _, address in dataset.published}
    addresses = [f"{record.folder}/{record.id}" for record in dataset.records()]
    for folder, kind in PAGE_FOLDERS.items():
        addresses += [f"{folder}/{id}" for id in dataset.vocabulary[kind]]
    return tuple(address for address in addresses if address not in listed)
