"""Rules of implications, developments' topics, topics, places, services, the emergency number
and the glossary.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from tracker.derive.ends import End, implication_ends
from tracker.derive.services import phone_numbers
from tracker.load.dataset import Dataset
from tracker.problems import Problem, either, quoted
from tracker.schema.dates import PartialDate
from tracker.schema.normal_text import compared
from tracker.schema.records import Implication
from tracker.schema.vocabularies import DUTY

MAX_UNGROUPED_DIGITS = 5
"""How many digits a phone number may have without a space, as short ones have none."""


def an_implication_says_when_it_applies(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A point says from when it applies, in one way, or what its start waits for."""
    for implication in dataset.implications.values():
        names = [
            name
            for name in ("applies_from", "starts_with", "in_force_by", "expected")
            if getattr(implication, name) is not None
        ]
        if not names and not implication.words:
            message = (
                "a point needs 'applies_from', 'starts_with' a stage, 'in_force_by', "
                "'expected', or 'words' that say what its start waits for"
            )
            yield dataset.problem(implication, ("point",), message)
        for name in names[1:]:
            message = f"{quoted(name)} and {quoted(names[0])} both say when; keep one"
            yield dataset.problem(implication, (name,), message)


def an_implication_starts_as_its_law_does(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A point that starts with a stage applies where its measure does; under a law a duty
    starts with its coming into force.
    """
    for implication in dataset.implications.values():
        id, _, stage = (implication.starts_with or "").partition(".")
        measure = dataset.measures.get(id)
        if measure is None:
            continue
        for index, nation in enumerate(implication.applies_in):
            if nation not in measure.applies_in:
                nations = ", ".join(measure.applies_in)
                message = f"{quoted(nation)}: {measure.id} applies only in {nations}"
                yield dataset.problem(implication, ("applies_in", index), message)
        vocabulary = dataset.vocabulary
        is_duty_by_law = measure.kind in vocabulary.laws and implication.force == DUTY
        starts = either(vocabulary.commencing_stages)
        if is_duty_by_law and starts and stage not in vocabulary.commencing_stages:
            message = f"a duty by law starts with {starts}, not with {quoted(stage)}"
            yield dataset.problem(implication, ("starts_with",), message)


def an_implication_says_how_it_ends(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A point says in one way when it ends, how by a stage that is an end, and names what replaces
    it only where it ends.
    """
    stages = dataset.vocabulary.stages
    for implication in dataset.implications.values():
        own_end = implication.ends or implication.expected_end
        if implication.ends and implication.expected_end:
            message = "'expected_end' and 'ends' both say when it ends; keep 'ends'"
            yield dataset.problem(implication, ("expected_end",), message)
        if implication.ended_by and not own_end:
            message = "'ended_by' needs 'ends', or 'expected_end' where the end was not seen"
            yield dataset.problem(implication, ("ended_by",), message)
        how = stages.get(implication.ended_by or "")
        if how and not how.ends:
            ending = ", ".join(id for id, stage in stages.items() if stage.ends)
            message = f"{quoted(implication.ended_by)} is no end; a stage that is one: {ending}"
            yield dataset.problem(implication, ("ended_by",), message)
        if implication.replaced_by and not _implication_ends(dataset, implication):
            message = "it does not end, so nothing can take its place; give 'ends' and 'ended_by'"
            yield dataset.problem(implication, ("replaced_by",), message)


def an_implication_starts_before_it_ends(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A point with an end of its own applies from a day before that."""
    for implication in dataset.implications.values():
        start = implication.applies_from or implication.in_force_by or implication.expected
        for name in ("ends", "expected_end"):
            end = getattr(implication, name)
            if start and end and end.latest <= start.earliest:
                message = f"{name} is {end}, not after its start, {start}"
                yield dataset.problem(implication, (name,), message)


def what_takes_the_place_of_an_implication_outlasts_it(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """What takes the place of a point applies in a nation in which the point ends, and had not
    ended there before.
    """
    for implication in dataset.implications.values():
        successor = dataset.implications.get(implication.replaced_by or "")
        ended = _days_of_ends(_implication_ends(dataset, implication))
        if successor is None or not ended:
            continue
        id = quoted(successor.id)
        shared = [nation for nation in ended if nation in successor.applies_in]
        days = _days_of_ends(end for end in _implication_ends(dataset, successor) if end.date)
        if not shared:
            message = f"{id} applies in none of the nations in which this point ends"
            yield dataset.problem(implication, ("replaced_by",), f"{message}: {', '.join(ended)}")
        elif all(n in days and days[n].latest < ended[n].earliest for n in shared):
            message = f"{id} ended on {days[shared[0]]}, before this point, {ended[shared[0]]}"
            yield dataset.problem(implication, ("replaced_by",), f"{message}; name another")


def _days_of_ends(ends: Iterable[End]) -> dict[str, PartialDate]:
    """The date of the end in each nation, or else the one for which it was announced."""
    days = ((nation, end.date or end.expected) for end in ends for nation in end.nations)
    return {nation: day for nation, day in days if day}


def _implication_ends(dataset: Dataset, implication: Implication) -> tuple[End, ...]:
    """The ends of an implication; none while it names a measure that does not exist."""
    ids = {(implication.starts_with or "").partition(".")[0], *implication.measures} - {""}
    return implication_ends(dataset, implication) if ids <= dataset.measures.keys() else ()


def an_abbreviation_has_one_meaning(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two entries of the glossary have the same abbreviation."""
    document = dataset.documents.get(("vocabulary", "glossary"))
    first: dict[str, str] = {}
    for id, entry in dataset.vocabulary.glossary.items():
        short = compared(entry.short or "")
        if short and document and first.setdefault(short, id) != id:
            message = f"{quoted(entry.short)} stands for {quoted(first[short])} already"
            yield document.problem((id, "short"), message)


def a_development_is_filed_by_what_it_links_to(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A development names its topics where it names no recommendation and no measure, and only
    there.
    """
    for development in dataset.developments.values():
        linked = development.recommendations or development.measures
        if linked and development.topics:
            message = "it names a recommendation or a measure, so its topics are theirs"
            yield dataset.problem(development, ("topics",), f"{message}; leave the line out")
        if not linked and not development.topics:
            message = (
                "names no recommendation and no measure, so it needs 'topics': "
                "what readers find it under"
            )
            yield dataset.problem(development, (), message)


def a_topic_without_records_says_where_we_looked(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A topic under which nothing is filed has 'searched': where, with which words, to when."""
    document = dataset.documents.get(("vocabulary", "topics"))
    if document is None or dataset.has_unread_files("recommendations", "measures", "developments"):
        return
    if dataset.has_withdrawals:  # what is left under it is a warning then: see `withdrawals`
        return
    yield from empty_topics(dataset)


def empty_topics(dataset: Dataset) -> Iterator[Problem]:
    """A problem for each topic under which nothing is filed and that does not say where we
    looked.
    """
    kinds = (dataset.recommendations, dataset.measures, dataset.developments)
    topics = {id for kind in kinds for record in kind.values() for id in record.topics}
    topics |= {implication.topic for implication in dataset.implications.values()}
    document = dataset.documents["vocabulary", "topics"]
    for id, topic in dataset.vocabulary.topics.items():
        if id not in topics and not topic.searched:
            message = (
                f"nothing is filed under {quoted(id)}; give it 'searched': "
                "where we looked, with which words, to when"
            )
            yield document.problem((id,), message, at_key=True)


def a_place_is_named_in_a_development(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A place is listed only once a development, with its sources, has named it."""
    document = dataset.documents.get(("vocabulary", "places"))
    if document is None or dataset.has_unread_files("developments"):
        return
    if dataset.has_withdrawals:
        return
    yield from unnamed_places(dataset)


def unnamed_places(dataset: Dataset) -> Iterator[Problem]:
    """A problem for each place that no development names."""
    places = {id for development in dataset.developments.values() for id in development.places}
    document = dataset.documents["vocabulary", "places"]
    for id in dataset.vocabulary.places:
        if id not in places:
            message = f"no development names {quoted(id)}; a place is listed by what named it"
            yield document.problem((id,), message, at_key=True)


def a_phone_number_is_written_in_groups(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A phone number of more than five digits is written in groups with spaces between them."""
    for service in dataset.services.values():
        for field in ("phone", "text"):
            for number in phone_numbers(getattr(service, field) or ""):
                digits = sum(character.isdigit() for character in number)
                if digits > MAX_UNGROUPED_DIGITS and " " not in number:
                    message = (
                        f"{quoted(number)} is written without a space; write it in groups, as "
                        "'0808 157 0000' is"
                    )
                    yield dataset.problem(service, (field,), message)


def the_emergency_sentence_has_its_number(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The emergency number can be dialled, and stands in the sentence that says what to do."""
    emergency = dataset.site.emergency
    document = dataset.documents["", "site"]
    if emergency and not re.fullmatch(r"\+?[0-9][0-9 ]*", emergency.number):
        message = f"{quoted(emergency.number)} is not a number to dial; write digits and spaces"
        yield document.problem(("emergency", "number"), message)
    if emergency and emergency.number not in emergency.sentence:
        message = f"it does not say {quoted(emergency.number)}, the number to call; add it"
        yield document.problem(("emergency", "sentence"), message)
