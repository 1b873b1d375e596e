"""Sources in words: whose they are, and what stands beside the link to one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.schema.dates import PartialDate
from tracker.schema.fields import Source, SourceEnd
from tracker.schema.vocabularies import Grade, Term
from tracker.text.phrases import (
    Sentence,
    date_pieces,
    format_date,
    join_words,
    lower_first,
    on_date,
    upper_first,
)


def publisher_name(source: Source) -> str:
    """Who published a source; of a copy, who holds it and whose it is: `An archive (copy of the
    ministry)`.
    """
    if not source.copied_by:
        return source.publisher
    return f"{source.copied_by} ({source.copy_words or f'copy of {source.publisher}'})"


def source_title(source: Source) -> str:
    """The title of a source, and the place in it that is meant."""
    return f"{source.title}, {source.at}" if source.at else source.title


def source_details(grades: Mapping[str, Grade], source: Source) -> str:
    """Whose a source is, of which day and how strong: `Ministry of Bridges, 3 May 2025. Press
    report.`
    """
    day = f", {format_date(source.published)}" if source.published else ""
    return f"{publisher_name(source)}{day}. {grades[source.grade].words}."


def weak_grades_text(grades: Mapping[str, Grade]) -> str:
    """What sources of which grades support: `Grades D and E may support an event. They never …`"""
    weak = [grade.label for grade in grades.values() if not grade.carries_findings]
    carried = "a finding, a promise, a duty or the day on which a law starts"
    if not weak:
        return f"Each may support {carried}."
    if len(weak) == 1:
        return f"Grade {weak[0]} may support an event. It never supports {carried}."
    return f"Grades {join_words(weak)} may support an event. They never support {carried}."


def seen_texts(terms: Mapping[str, Term], sources: Sequence[Source]) -> tuple[Sentence, ...]:
    """How much of each of the numbered sources of a page an editor saw, and when: `Excerpt seen, 3
    May 2025: 1 to 3, 5.`; what is so of more than half of them comes last, without their numbers:
    `The others: whole copy seen, 3 May 2025.` `sources` stand in the order of their numbers.
    """
    numbers: dict[tuple[str, PartialDate], list[int]] = {}
    for number, source in enumerate(sources, start=1):
        numbers.setdefault((source.seen, source.seen_on), []).append(number)
    if len(numbers) == 1:
        return tuple((f"{upper_first(terms[seen].label)}, ", day, ".") for seen, day in numbers)
    usual = {key for key, of in numbers.items() if len(of) * 2 > len(sources) > 3}
    return (
        *(
            (f"{upper_first(terms[seen].label)}, ", day, f": {_number_ranges(of)}.")
            for (seen, day), of in numbers.items()
            if (seen, day) not in usual
        ),
        *((f"The others: {lower_first(terms[seen].label)}, ", day, ".") for seen, day in usual),
    )


def usual_grade(sources: Sequence[Source]) -> str:
    """The grade of more than half of the sources of a page, which says it of them once; empty where
    there is none, or hardly a source.
    """
    grades = [source.grade for source in sources]
    return next((g for g in set(grades) if grades.count(g) * 2 > len(grades) > 3), "")


def _number_ranges(numbers: Sequence[int]) -> str:
    """Numbers in their order: `1 to 3, 5`."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    ends = (((each[0], each[-1])) for each in ranges)
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in ends)


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
