"""What waits for a look, in words: why, the place, and since when."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tracker.derive.commitments import commitment_developments
from tracker.load.dataset import Dataset
from tracker.load.pruning import value_at
from tracker.rules.due_looks import (
    PROMISE_PASSED,
    SOURCE_IN_PART,
    STAGE_PASSED,
    START_UNSEEN,
    DueLook,
)
from tracker.schema.fields import OpenQuestion, Record, Source
from tracker.schema.numbers import element_number
from tracker.schema.records import Commitment, Element, Measure, Recommendation, Review, Stage
from tracker.schema.traversal import FieldPath
from tracker.schema.vocabularies import LIVE
from tracker.text.names import recommendation_label, title_and_path
from tracker.text.phrases import (
    Sentence,
    date_pieces,
    format_date,
    lower_first,
    plain_text,
    pluralise,
    upper_first,
)
from tracker.text.source_sentences import publisher_name, source_title
from tracker.text.stage_sentences import stage_label

LOOK_LABELS: Mapping[str, str] = {
    "nothing_rests_on_what_was_withdrawn": "Names a record that was withdrawn",
    "what_a_withdrawal_left_is_whole": "Not whole since a record was withdrawn",
    "a_finding_knows_the_newest_event_of_its_part": "A finding is older than an event of its part",
    "a_kept_promise_was_not_found_undone": "A kept promise, and a finding that says less",
    "an_open_promise_was_looked_at_up_to_what_was_found": "An open promise, and a newer finding",
    "a_stage_was_searched_up_to_what_was_found": "A search for a step is older than what was found",
    "an_open_question_was_looked_into_up_to_what_was_found": (
        "An open question is older than what was found"
    ),
    "a_review_is_newer_than_what_was_found": "The newest review is older than what was found",
    START_UNSEEN: "A law, or its statute, was made, and its start was not seen",
    PROMISE_PASSED: "The day of a promise has passed, not checked",
    STAGE_PASSED: "The day of a step has come, not checked",
    "a_recommendation_was_reviewed_lately": "A review is due",
    "a_service_was_looked_at_lately": "Pages of a service for help are to be seen again",
    "every_recommendation_was_looked_at": "Recommendations wait for a first look",
    SOURCE_IN_PART: "Sources seen only in part",
}
"""Why each kind of look is due, in the order in which pages have them: first what contradicts the
rest of the record.
"""
_VERBS: Mapping[str, str] = {
    PROMISE_PASSED: "was due",
    STAGE_PASSED: "was due",
    "every_recommendation_was_looked_at": "published",
    "a_service_was_looked_at_lately": "last seen",
    SOURCE_IN_PART: "last seen",
}
"""What stands before the day since which a look has been due, where that is not the one up to which
somebody looked.
"""


def look_since(look: DueLook) -> Sentence:
    """Since when a look has been due: `looked at up to 29 June 2026`; of a day that came, that day.
    Empty where it is not known.
    """
    if not look.since:
        return ()
    verb = _VERBS.get(look.kind, "looked at up to")
    return f"{verb} ", *date_pieces(look.since)


def record_name(dataset: Dataset, look: DueLook) -> str:
    """The record of a look as lists call it: a recommendation by its report and number."""
    if isinstance(look.record, Recommendation):
        return recommendation_label(dataset, look.record)
    return title_and_path(dataset, look.record)[0]


def look_place(dataset: Dataset, look: DueLook) -> str:
    """The part of its record that a look is about: `the open question "When will it report?"`.
    Empty where that is the record as a whole.
    """
    return place_in_record(dataset, look.record, look.where)


def place_in_record(dataset: Dataset, record: Record, where: FieldPath) -> str:
    """The part at a path of a record in words; the innermost around it that has a name."""
    part = innermost_part(record, where)
    match part:
        case OpenQuestion():
            first, stop, _ = part.question.partition("? ")
            return f'the open question "{first}{stop.strip()}"'
        case Commitment():
            return f'the promise "{part.what}"'
        case Review():
            return f"the review of {format_date(part.date)}"
        case Stage():
            return f"the step {lower_first(stage_label(dataset, part))}"
        case Source():
            return f'the source "{source_title(part)}"'
        case Element() if isinstance(record, Recommendation):
            number = element_number(record.number, record.elements.index(part) + 1)
            return f'part {number} "{part.text.rstrip(".")}"'
    return ""


NamedPart = OpenQuestion | Commitment | Review | Stage | Source | Element
"""The parts of a record that have a name in a sentence."""


def innermost_part(record: Record, where: FieldPath) -> NamedPart | None:
    """The innermost part with a name around a path of a record, if there is one."""
    for end in range(len(where), 0, -1):
        try:
            part = value_at(record, where[:end])
        except (AttributeError, IndexError, TypeError):  # a field that stands in the file alone
            continue
        if isinstance(part, NamedPart):
            return part
    return None


MAX_PLACES = 3
"""How many places of one record a line names."""


def look_places(dataset: Dataset, looks: Sequence[DueLook]) -> str:
    """The places of one record of which a line tells, the first of many: `the open question "…";
    the promise "…"; 2 more`.
    """
    places = [place for look in looks if (place := look_place(dataset, look))]
    more = len(places) - MAX_PLACES
    return "; ".join([*places[:MAX_PLACES], *([f"{more} more"] if more > 0 else [])])


MAX_SOURCES = 3
"""How many sources of one look a list names."""


def look_lines(dataset: Dataset, looks: Sequence[DueLook], address: str) -> Iterator[str]:
    """The looks of one kind at one record in the queue of an editor: which record, why and since
    when; each place with what is to be done; its page; and what to look at. `address` is that of
    the site, or empty.
    """
    first = looks[0]
    since = plain_text(look_since(first))
    why = LOOK_LABELS[first.kind] + (f"; {since}" if since else "")
    yield f"{first.record.folder}/{first.record.id}: {why}"
    for look in looks[:MAX_PLACES]:
        yield f"  {look.problem}"
    if len(looks) > MAX_PLACES:
        yield f"  and {pluralise(len(looks) - MAX_PLACES, 'more place')} in this file"
    yield f"  Page: {address}{title_and_path(dataset, first.record)[1]}"
    to_see = dict.fromkeys(seen for look in looks for seen in what_to_see(dataset, look))
    for title, url in [*to_see][:MAX_SOURCES]:
        yield f"  Look at: {title}" + (f" <{url}>" if url else "")


def what_to_see(dataset: Dataset, look: DueLook) -> Iterator[tuple[str, str]]:
    """What somebody is to look at: the title and the address of the source at the place, of what
    carries the step or the promise there, or of the laws whose start was not seen. None where the
    whole page of the record says it.
    """
    record, part = look.record, innermost_part(look.record, look.where)
    match part:
        case Source():
            yield _named(part)
        case Stage():
            if part.source:
                yield _named(part.source)
        case Commitment():
            yield from map(_named, dataset.developments[part.made].sources)
        case Element() if look.kind == START_UNSEEN:
            book = dataset.site.statute_book
            if book:
                yield book.name, book.url or ""
            measures = (dataset.measures[id] for id in part.rests_on)
            yield from ((measure.name, measure.url) for measure in measures if measure.url)
    if isinstance(record, Measure) and record.url:
        yield record.name, record.url


def _named(source: Source) -> tuple[str, str]:
    return f"{source_title(source)}, {publisher_name(source)}", source.url


def queue_summary(groups: Sequence[Sequence[DueLook]]) -> str:
    """What waits in all: `4 records wait for 6 looks, 2 of them at sources seen only in part`."""
    of_sources = sum(group[0].kind == SOURCE_IN_PART for group in groups)
    records = len({(g[0].record.folder, g[0].record.id) for g in groups}) if groups else 0
    if not records:
        return "Nothing waits for a look."
    waits = "waits" if records == 1 else "wait"
    note = f", {of_sources} of them at sources that were seen only in part" if of_sources else ""
    looks = pluralise(len(groups), "look")
    return f"{pluralise(records, 'record')} {waits} for {looks}{note}."


Use = tuple[Record, FieldPath, Source]
"""A source as a record cites it: the record, the path in it, the source."""


def source_lines(dataset: Dataset, record: Record, uses: Sequence[Use]) -> Iterator[str]:
    """What somebody compares with an edition of a source: its title and publisher, its address,
    how it was seen, and what the record says by it, use by use.
    """
    source = uses[0][2]
    day = f", {format_date(source.published)}" if source.published else ""
    yield f"  {source.title}, {publisher_name(source)}{day}"
    yield f"  {source.url}"
    if source.copy_of:
        yield f"  The original: {source.copy_of}"
    seen = dataset.vocabulary.term("seen", source.seen).label
    yield f"  {upper_first(seen)}, {format_date(source.seen_on)}"
    for user, where, use in uses:
        at = f"{use.at}: " if use.at else ""
        yield f"  Carries: {at}{_carried(dataset, record, user, where)}"


def _carried(dataset: Dataset, record: Record, user: Record, where: FieldPath) -> str:
    """What a source carries in a record that cites it: a step, or the event with what a
    recommendation says on it: findings, claims and promises.
    """
    stage = innermost_part(user, where[:-1])
    name = title_and_path(dataset, user)[0]
    if isinstance(stage, Stage):
        day = f", {format_date(stage.date)}" if stage.date else ""
        return f"{name}: {stage_label(dataset, stage)}{day}"
    if not isinstance(record, Recommendation):
        return name
    reasons = [
        f"part {element_number(record.number, number)}: {finding.reason}"
        for number, element in enumerate(record.elements, start=1)
        for finding in element.findings
        if user.id in finding.evidence
    ]
    claims = [claim.note for claim in record.claims if claim.development == user.id]
    promises = [
        f'the promise "{commitment.what}"'
        for commitment in record.commitments
        if user.id in commitment_developments(commitment)
    ]
    return "; ".join([name, *reasons, *claims, *promises])


def source_place(dataset: Dataset, uses: Sequence[Use]) -> str:
    """Where the first use of a source stands: `data/developments/2024-11-law.yaml:14`."""
    record, where, _ = uses[0]
    problem = dataset.problem(record, (*where, "url"), "")
    return f"{problem.file}:{problem.line}"


def why_not_asked(dataset: Dataset, uses: Sequence[Use]) -> str:
    """Why nobody is asked whether a source is as recorded, and what to do instead: it is a copy, or
    gone. Empty where somebody can be asked.
    """
    place = source_place(dataset, uses)
    if any(use.ended and use.ended.how == "gone" for _, _, use in uses):
        return f"  Its address answers no more ({place}); nothing is asked."
    if any(use.copied_by or use.copy_of for _, _, use in uses):
        return (
            f"  A copy. Where you have seen the original, give its address and 'live' at {place}, "
            "and take out what says that it is a copy."
        )
    return ""


def what_is_left(record: Record, count: int, left: int, today: date) -> str:
    """What a walk from source to source came to, and the next step."""
    if not count:
        text = "Each of its sources was seen live."
    elif left:
        return f"{count - left} of {pluralise(count, 'source')} seen live; {left} left as before."
    else:
        text = f"{pluralise(count, 'source')} seen live; none is left."
    if isinstance(record, Recommendation):
        note = f'tracker review {record.id} --to {today} --seen {LIVE} --note "…"'
        return f"{text} Next: {note}"
    return text
