"""The dataset that a run is about: what a data directory holds, with every problem, at the address
that the run is given.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.problems import Problem
from tracker.rules import check

LOCAL_ADDRESS = "http://127.0.0.1:8000/"
"""The address of a site that has none of its own: that of a preview."""


def problems_of(directory: Path, today: date) -> tuple[Dataset, tuple[Problem, ...]]:
    """The dataset in a directory and every problem that loading and checking it finds, in order of
    place.
    """
    dataset, problems = load(directory)
    return dataset, tuple(sorted((*problems, *check(dataset, today))))


def with_address(dataset: Dataset, address: str | None, repository: str | None) -> Dataset:
    """The dataset with an address and a repository in place of those of site.yaml, where they are
    given.
    """
    fields = {"address": address, "repository": repository}
    update = {name: value for name, value in fields.items() if value}
    return replace(dataset, site=dataset.site.model_copy(update=update))


def address_of(dataset: Dataset) -> str:
    """The address at which a site will be published, with one slash at the end."""
    return f"{(dataset.site.address or LOCAL_ADDRESS).rstrip('/')}/"
