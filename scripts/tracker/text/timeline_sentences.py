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
)
from tracker.text.status_sentences import NO_FINDING_YET

NOT_LOOKED = "not looked"
"""The name of the time that nobody looked at."""
LOOKED_LANE = "We looked"
_LANE_NAMES: Mapping[LaneName, str] = {
    "asked": "Asked and answered",
    "promised": "Promised",
    "consulted": "Consulted",
    "others": "Others said",
}
_PROMISE_WORDS: Mapping[EventKind, str] = {
    "moved": "Was due",
    "due": "Due",
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
    """What may stand beside a mark of one event, or of several on about one day, the longest text
    first; what tells most stands last in `events`.
    """
    event, others = events[-1], f" +{len(events) - 1}" if len(events) > 1 else ""
    day = short_date(event.date)
    match event.kind:
        case "asked":
            return f"Asked {day}", day
        case "answered":
            answer = dataset.vocabulary.response_kinds[event.term].label
            if any(each.kind == "asked" for each in events):
                return f"Asked, {lower_first(answer)} {day}", day
            return f"{answer}{others}, {day}", f"{answer}{others}", day
        case "made":
            return _made_texts(events)
        case "moved" | "due" | "kept" | "undone":
            word = _PROMISE_WORDS[event.kind]
            return f"{word} {day}{others}", f"{word}{others}"
        case "consulted" | "announced":
            return _consulted_texts(event)
        case "said":
            names = _body_names(dataset, event)
            return tuple(f"{name}{others}" for name in names)
    step = dataset.vocabulary.stages[event.term].label
    if event.kind == "expected":
        return f"{step} expected {day}{others}", f"Expected {day}{others}", f"Expected{others}"
    return f"{step}{others}, {day}", f"{step}{others}"


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


def _consulted_texts(event: TimelineEvent) -> tuple[str, ...]:
    start = short_date(event.date)
    return (f"{start} to {short_date(event.until)}", start) if event.until else (start,)


def _body_names(dataset: Dataset, event: TimelineEvent) -> tuple[str, ...]:
    body = body_as_of(dataset.bodies[event.body], event.date.latest)
    return (body.name, body.short) if body.short else (body.name,)


def timeline_summary(dataset: Dataset, timeline: Timeline, today: date) -> Sentence:
    """The timeline in two or three sentences: the last step that was seen, and since when nobody
    has looked.
    """
    pieces: list[str | PartialDate] = ["From the request to today."]
    steps = [e for e in timeline.lane("law") if e.kind != "expected" and e.last <= today]
    if steps and (measure := steps[-1].measure):
        step = dataset.vocabulary.stages[steps[-1].term].label
        of = "in law" if timeline.are_laws == "all" else "of a measure"
        pieces += [f" The last step {of} that was seen: {step} ", *on_date(steps[-1].date)]
        pieces.append(f", for {measure_short_name(measure)}.")
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
