"""Sources in words: whose they are."""

from tracker.schema.fields import Source


def publisher_name(source: Source) -> str:
    """Who published a source; of a copy, who holds it and whose it is: `ACTHub (copy of
    legislation.gov.uk)`.
    """
    if not source.copied_by:
        return source.publisher
    return f"{source.copied_by} ({source.copy_words or f'copy of {source.publisher}'})"
