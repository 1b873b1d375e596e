"""How well a record stands, in words."""

from collections.abc import Iterator

from tracker.derive.record_health import RecordHealth
from tracker.text.phrases import Sentence, pluralise


def health_note(health: RecordHealth) -> str:
    """The health of a record in a few words: `10 of 12 statements rest on a source that can
    carry a finding`.
    """
    if not health.statements:
        return "nothing is said yet"
    of = pluralise(health.statements, "statement")
    rest = _rest(health.carried)
    return f"{health.carried:,} of {of} {rest} on a source that can carry a finding"


def health_texts(health: RecordHealth) -> tuple[Sentence, ...]:
    """The health of a record as sentences, of what there is: on what its statements rest, how its
    sources were seen and kept, and when it was reviewed.
    """
    return tuple(_texts(health))


def _texts(health: RecordHealth) -> Iterator[Sentence]:
    if health.statements:
        others = (
            (health.press_only, "on the press, a press release or a trade note alone"),
            (health.searched, "on a search that found nothing"),
            (health.unsourced, "on no source"),
        )
        more = "".join(f"; {count:,} {_rest(count)} {on}" for count, on in others if count)
        note = health_note(health)
        yield (f"{note}{more}.",)
    if health.sources:
        parts = [
            (health.in_part, "seen only in part"),
            (health.unarchived, "without an archived copy"),
            (health.ended, "withdrawn, replaced or gone"),
        ]
        counted = ", ".join(f"{count:,} {what}" for count, what in parts if count)
        yield (f"{pluralise(health.sources, 'source')}{': ' if counted else ''}{counted}.",)
    if health.waiting:
        waits = "1 part waits" if health.waiting == 1 else f"{health.waiting} parts wait"
        yield (f"{waits} for one look at the law: it was made, and its start was not seen.",)
    if health.reviewed:
        due = "; another review is due" if health.is_review_due else ""
        yield "Reviewed ", health.reviewed, f"{due}."


def _rest(count: int) -> str:
    return "rests" if count == 1 else "rest"
