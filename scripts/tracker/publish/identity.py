"""The names by which readers' programs know a thing again, wherever the site stands."""

from uuid import UUID, uuid5

UUID_NAMESPACE = UUID("6d0b3f0e-5c1f-4d0a-9b63-2f1f0a7c4e58")
"""Ours alone (RFC 9562, version 5). With another, every reader and calendar would show every entry
as new.
"""


def stable_uuid(name: str) -> UUID:
    """The id of what a name such as `developments/2024-11-act` stands for: the same for ever."""
    return uuid5(UUID_NAMESPACE, name)
