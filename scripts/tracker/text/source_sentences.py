"""Sources in words: whose they are, and what stands beside the link to one."""

from collections.abc import Iterable, Iterator

from tracker.schema.dates import PartialDate
from tracker.schema.fields import Source, SourceEnd
from tracker.text.phrases import Sentence, date_pieces, on_date


def publisher_name(source: Source) -> str:
    """Who published a source; of a copy, who holds it and whose it is: `An archive (copy of the
    ministry)`.
    """
    if not source.copied_by:
        return source.publisher
    return f"{source.copied_by} ({source.copy_words or f'copy of {source.publisher}'})"


def source_remarks(sources: Iterable[Source]) -> tuple[Sentence, ...]:
    """What stands beside the link to a source, of some uses of it, each a sentence and once: our
    note, its end, and why its address is not encrypted.
    """
    return tuple(dict.fromkeys(remark for source in sources for remark in _remarks(source)))


def _remarks(source: Source) -> Iterator[Sentence]:
    if source.note:
        yield (source.note,)
    if source.ended:
        yield _source_end(source.ended)
    if source.insecure:
        yield (f"The connection is not encrypted (http): {source.insecure}",)


def _source_end(ended: SourceEnd) -> Sentence:
    note = f". {ended.note}" if ended.note else "."
    match ended.how:
        case "withdrawn":
            return "Withdrawn by its publisher ", *on_date(ended.date), note
        case "replaced":
            return "Replaced by another document ", *on_date(ended.date), note
        case "gone":
            return "Its address has not answered since ", *date_pieces(ended.date), note


def withdrawn_text(withdrawn: PartialDate) -> Sentence:
    """What is said of a thing all of whose sources were withdrawn: `Its source was withdrawn on
    3 May 2026.`
    """
    return "Its source was withdrawn ", *on_date(withdrawn), "."
