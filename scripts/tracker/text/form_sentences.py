"""What the issue forms say of the site for which they are: a warning and where help is."""

from collections.abc import Iterator

from tracker.schema.records import Site

HELP_PATH = "support/"
"""The page with the places to find help."""


def public_warning(site: Site) -> str:
    """What a form begins with, in Markdown: that it is public, what must not be told there, what
    somebody in danger is to do, and where help is: by its address once the site has one.
    """
    subject = site.sensitive_subject
    harm = f"tell us about {subject.harm} or " if subject else ""
    danger = f"\n\n{site.emergency.sentence}" if site.emergency else ""
    return f"**This is public. Do not {harm}name anyone.**{danger} {_help(site)}".replace("  ", " ")


def _help(site: Site) -> str:
    if site.address:
        return f"For help, see [Help]({site.address.rstrip('/')}/{HELP_PATH})."
    return f"For help, see the page Help of the site (`{HELP_PATH}`)."


def private_ways(site: Site) -> Iterator[str]:
    """How to write to the publisher where not even the place of a mistake should be public."""
    yield "Say only where it stands: do not repeat what may do harm."
    if site.corrections:
        yield f"To write without being read by others: {site.corrections}"
    else:
        yield "To write without being read by others: the page About of the site says how."
