"""The timeline of a recommendation in words: the names of its lanes, what stands beside a mark, and
the sentences that say the same as the picture.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.derive.as_of import body_as_of
from tracker.derive.timeline import LANES, EventKind, LaneName, Timeline, TimelineEvent
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.text.commitment_sentences import NO_DATE_GIVEN
from tracker.text.names import measure_short_name
from tracker.text.phrases import (
    NOT_LOOKED_YET,
    Sentence,
    date_pieces,
    lower_first,
    on_date,
    pluralise,
    short_date,
    upper_first,
)
from tracker.text.stage_sentences import stage_word
from tracker.text.status_sentences import NO_FINDING_YET
from tracker.text.timing_sentences import DATE_PASSED

TIME_NOT_LOOKED_AT = "not looked"
"""The name of the time that nobody looked at."""
LOOKED_LANE = "We looked"
LOOKED_TO = "looked to"
"""What stands before the day to which the whole was looked at."""
_LANE_NAMES: Mapping[LaneName, str] = {
    "asked": "Asked and answered",
    "promised": "Promised",
    "consulted": "Consulted",
    "others": "Others said",
}
_PROMISE_WORDS: Mapping[EventKind, str] = {
    "moved": "Was due",
    "due": "Due",
    "passed": "Due",
    "kept": "Kept",
    "undone": "Undone",
}
_LAW_LANES = {"all": "Law", "some": "Law and measures", "none": "Measures"}
_OPTIONAL_LANES = ("consulted", "others")
"""The lanes that are left out where nothing is in them: nobody looks for these by themselves."""


def lane_name(timeline: Timeline, lane: LaneName) -> str:
    """What a lane is called; that of steps by what they are steps of."""
    if lane == "law":
        return _LAW_LANES[timeline.are_laws]
    is_answered = any(event.kind == "answered" for event in timeline.events)
    return "Asked" if lane == "asked" and not is_answered else _LANE_NAMES[lane]


def shown_lanes(timeline: Timeline) -> tuple[LaneName, ...]:
    """The lanes that a timeline has, in their order."""
    return tuple(lane for lane in LANES if timeline.lane(lane) or lane not in _OPTIONAL_LANES)


def empty_lane_text(timeline: Timeline, lane: LaneName) -> str:
    """What stands in a lane without an event; nothing where something of it was withdrawn."""
    if not timeline.is_whole[lane]:
        return ""
    return "None found" if timeline.is_reviewed else NOT_LOOKED_YET


def mark_texts(dataset: Dataset, events: Sequence[TimelineEvent]) -> tuple[str, ...]:
    """What may stand beside a mark of one event, or of several on about one day, the fullest text
    first: the word of its kind with its date, the word, the date. The date of what was only
    promised or expected never stands alone. What tells most stands last in `events`.
    """
    event, others = events[-1], f" +{len(events) - 1}" if len(events) > 1 else ""
    day = short_date(event.date)
    match event.kind:
        case "asked":
            return f"Asked {day}", "Asked", day
        case "answered":
            answer = dataset.vocabulary.response_kinds[event.term].label
            if any(each.kind == "asked" for each in events):
                return f"Asked, {lower_first(answer)} {day}", day
            return f"{answer}{others}, {day}", f"{answer}{others}", day
        case "made":
            return _made_texts(events)
        case "moved" | "due" | "passed" | "kept" | "undone":
            full = f"{_PROMISE_WORDS[event.kind]} {day}{others}"
            if event.kind == "passed":
                return f"{full}, {lower_first(DATE_PASSED)}", f"{DATE_PASSED}{others}"
            return full, f"{_PROMISE_WORDS[event.kind]}{others}"
        case "consulted" | "announced":
            return _consulted_texts(dataset, event)
        case "said":
            return (*(f"{name}{others}" for name in _body_names(dataset, event)), day)
    return _step_texts(dataset, event, others)


def _step_texts(dataset: Dataset, event: TimelineEvent, others: str) -> tuple[str, ...]:
    """Of a step of a measure or of the law that was seen, or that was expected."""
    vocabulary, day = dataset.vocabulary, short_date(event.date)
    if event.kind == "legislated":
        word = vocabulary.development_kinds[event.term].label
    else:
        word = stage_word(vocabulary.stages[event.term])
    expected = f"expected {day}{others}"
    if event.kind == "expected":
        return f"{word} {expected}", upper_first(expected), f"Expected{others}"
    if event.kind == "overdue":
        passed = f"{expected}, {lower_first(DATE_PASSED)}"
        return f"{word} {passed}", upper_first(passed), f"{DATE_PASSED}{others}"
    return f"{word}{others}, {day}", f"{word}{others}", day


def _made_texts(events: Sequence[TimelineEvent]) -> tuple[str, ...]:
    """Of promises: how many, and that they have no date, where none has."""
    made = [event for event in events if event.kind == "made"]
    dated = any(event.is_dated for event in made)
    if len(made) == 1:
        day = short_date(made[0].date)
        without = f"{day}, {lower_first(NO_DATE_GIVEN)}", NO_DATE_GIVEN, "No date"
        return (day,) if dated else without
    count = pluralise(len(made), "promise")
    return (count,) if dated else (f"{len(made)}, none with a date", count)


def _consulted_texts(dataset: Dataset, event: TimelineEvent) -> tuple[str, ...]:
    """When views were asked for: from when to when, or the end of it that was seen."""
    start = short_date(event.date)
    opens = dataset.vocabulary.consulting_stages[event.term] == "opens"
    if not event.until:
        word, seen = ("open", "Opened") if opens else ("close", "Closed")
        return f"{seen if event.seen else f'To {word}'} {start}", start
    until = short_date(event.until)
    if event.kind == "consulted":
        full = f"{start} to {until}" if event.date.exact else f"Opened {start}, closed {until}"
        return full, f"Closed {until}", "Closed"
    opened = f"Opened {start}" if event.seen else f"To open {start}"
    return f"{opened}, to close {until}", opened, opened.removesuffix(f" {start}")


def _body_names(dataset: Dataset, event: TimelineEvent) -> tuple[str, ...]:
    body = body_as_of(dataset.bodies[event.body], event.date.latest)
    return (body.name, body.short) if body.short else (body.name,)


def _last_step(dataset: Dataset, timeline: Timeline, last: TimelineEvent) -> Sentence:
    """The last step that was seen, with its measure; of the law alone, with what it was."""
    of_law = last.lane == "law" and timeline.are_laws == "all"
    if not last.measure:
        title = dataset.developments[last.development].title
        return (
            " The last step in law that was seen, ",
            *on_date(last.date),
            f": {title.rstrip('.')}.",
        )
    step = stage_word(dataset.vocabulary.stages[last.term])
    of = "in law" if of_law else "of a measure"
    when = on_date(last.seen or last.date)
    of_measure = f", for {measure_short_name(last.measure)}."
    return f" The last step {of} that was seen: {step} ", *when, of_measure


def timeline_summary(dataset: Dataset, timeline: Timeline, today: date) -> Sentence:
    """The timeline in two or three sentences: the last step that was seen, and since when nobody
    has looked.
    """
    pieces: list[str | PartialDate] = ["From the request to today."]
    if last := timeline.last_step(today):
        pieces += _last_step(dataset, timeline, last)
    elif timeline.is_reviewed and timeline.is_whole["law"]:
        pieces.append(" No step of a measure was seen.")
    if not timeline.looked_to:
        return (*pieces, f" {NO_FINDING_YET}")
    if timeline.looked_to.earliest < today:
        pieces += [" Since ", *date_pieces(timeline.looked_to), " nobody has looked at all of it"]
        if timeline.looked_further:
            further = date_pieces(timeline.looked_further)
            pieces += ["; single questions were followed to ", *further]
        pieces.append(".")
    return tuple(pieces)
