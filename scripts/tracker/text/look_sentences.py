"""What waits for a look, in words: why, the place, and since when."""

from collections.abc import Mapping, Sequence

from tracker.load.dataset import Dataset
from tracker.load.pruning import value_at
from tracker.rules.due_looks import PROMISE_PASSED, STAGE_PASSED, START_UNSEEN, DueLook
from tracker.schema.fields import OpenQuestion, Source
from tracker.schema.numbers import element_number
from tracker.schema.records import Commitment, Element, Recommendation, Review, Stage
from tracker.schema.traversal import FieldPath
from tracker.text.names import recommendation_label, title_and_path
from tracker.text.phrases import Sentence, date_pieces, format_date, lower_first
from tracker.text.source_sentences import source_title
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
    START_UNSEEN: "A law was made, and its start was not seen",
    PROMISE_PASSED: "The day of a promise has passed, not checked",
    STAGE_PASSED: "The day of a step has come, not checked",
    "a_recommendation_was_reviewed_lately": "A review is due",
    "a_service_was_looked_at_lately": "Pages of a service for help are to be seen again",
    "every_recommendation_was_looked_at": "Recommendations wait for a first look",
    "a_source_was_seen_in_full": "Sources seen only in part",
}
"""Why each kind of look is due, in the order in which pages have them: first what contradicts the
rest of the record.
"""
_DAYS_THAT_CAME = (PROMISE_PASSED, STAGE_PASSED)


def look_since(look: DueLook) -> Sentence:
    """Since when a look has been due: `looked at up to 29 June 2026`; of a day that came, that day.
    Empty where it is not known.
    """
    if not look.since:
        return ()
    if look.kind in _DAYS_THAT_CAME:
        return "was due ", *date_pieces(look.since)
    if look.kind == "every_recommendation_was_looked_at":
        return "published ", *date_pieces(look.since)
    return "looked at up to ", *date_pieces(look.since)


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


def place_in_record(dataset: Dataset, record: object, where: FieldPath) -> str:
    """The part at a path of a record in words; the innermost around it that has a name."""
    for end in range(len(where), 0, -1):
        try:
            part = value_at(record, where[:end])
        except (AttributeError, IndexError, TypeError):  # a field that stands in the file alone
            continue
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


MAX_PLACES = 3
"""How many places of one record a line names."""


def look_places(dataset: Dataset, looks: Sequence[DueLook]) -> str:
    """The places of one record of which a line tells, the first of many: `the open question "…";
    the promise "…"; 2 more`.
    """
    places = [place for look in looks if (place := look_place(dataset, look))]
    more = len(places) - MAX_PLACES
    return "; ".join([*places[:MAX_PLACES], *([f"{more} more"] if more > 0 else [])])
