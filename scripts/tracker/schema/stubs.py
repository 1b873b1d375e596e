"""What stands in the file of a record that is no longer here: that it was withdrawn, or where it
was moved to. Such a file is a stub, and holds nothing else.
"""

import hashlib
from typing import Annotated, Any

from pydantic import BeforeValidator

from tracker.schema.fields import AT_LEAST_ONE, Date, Id, Model, Text


class Withdrawal(Model):
    """That a record was taken down, when, and why."""

    date: Date
    """The day on which it was taken down."""
    reason: Text
    """Why, for the public, in at most 40 words. It repeats nothing of what the record said."""


class WithdrawnStub(Model):
    """The file of a record that was taken down."""

    withdrawn: Withdrawal
    """That it was taken down, when, and why. Nothing else stands in the file."""


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class MovedStub(Model):
    """The file of a record that was renamed, merged into another, or split."""

    moved_to: Annotated[tuple[Id, ...], AT_LEAST_ONE, BeforeValidator(_as_list)]
    """The record of the same kind that has its content now, or a list of them."""


STUBS: dict[str, type[WithdrawnStub] | type[MovedStub]] = {
    "withdrawn": WithdrawnStub,
    "moved_to": MovedStub,
}
"""The kinds of stub, by the one field of each."""
HASH_PREFIX = "sha256:"


def address_hash(address: str) -> str:
    """What published.txt holds in place of an address that does harm itself: its hash."""
    return f"{HASH_PREFIX}{hashlib.sha256(address.encode()).hexdigest()}"
